"""Cases that come with Geleit, by name."""

from __future__ import annotations

from importlib import resources
from pathlib import Path

from geleit.errors import CaseError, InputError, quoted
from geleit.io.case.file_names import CASE_FILE

TEMPLATE = "template"
"""The folder of package data with the made-up town; not a case to ask for by name."""

MINIMAL = "minimal"
"""The folder of package data with the files of a case that somebody fills in; no case as it is."""


def data_folder() -> Path:
    """The folder of Geleit's own data."""
    return Path(str(resources.files("geleit"))) / "data"


def list_bundled() -> tuple[str, ...]:
    """Names of the cases that come with Geleit, sorted."""
    found = data_folder().glob(f"*/{CASE_FILE}")
    return tuple(sorted(file.parent.name for file in found if file.parent.name not in (TEMPLATE, MINIMAL)))


def find_case(name_or_path: str | Path) -> Path:
    """The folder of a case.

    Parameters
    ----------
    name_or_path
        A case folder, its ``case.toml``, or the name of a bundled case. A folder of that name comes first.

    Raises
    ------
    CaseError
        If there is no such case.
    """
    path = Path(name_or_path)
    bundled = list_bundled()
    try:
        if path.name == CASE_FILE and path.is_file():
            return path.parent
        if (path / CASE_FILE).is_file():
            return path
        exists = path.exists()
    except (OSError, ValueError):  # a name too long, or one that no file can have
        exists = False
    if str(name_or_path) in bundled:
        return data_folder() / str(name_or_path)
    problem = f"no {CASE_FILE} in it, so it is not a case" if exists else "no such case folder"
    names = f"bundled cases: {', '.join(bundled)}; " if bundled else ""
    raise CaseError(str(name_or_path) or ".", problem, f"{names}a new one: geleit new NAME")


def case_folder(case: Path) -> Path:
    """The folder itself, if it holds a case; bundled cases are not meant.

    Raises
    ------
    InputError
        If it does not.
    """
    if not case.is_dir():
        raise InputError(str(case), "there is no such folder", f"make it first: geleit new {quoted(case)}")
    if not (case / CASE_FILE).is_file():
        raise InputError(str(case), f"no {CASE_FILE} in it, so it is not a case", "name the folder of a case")
    return case
