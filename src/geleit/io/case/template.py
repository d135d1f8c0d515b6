"""New cases: an empty one to fill in, and the made-up town."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path

from geleit.errors import CaseError
from geleit.io.case.bundled import MINIMAL, TEMPLATE, data_folder
from geleit.io.case.file_names import CASE_FILE

_NAME_LINE = 'name = "NAME"'


def write_minimal(folder: str | Path, name: str = "") -> None:
    """Make a case folder of the files that a person fills in, with nothing in them yet.

    Parameters
    ----------
    folder
        Where to; it must not exist, or be empty. Missing folders above it are made.
    name
        Name of the case; the folder's where it is empty.

    Raises
    ------
    CaseError
        If the folder holds something, cannot be written, or the name cannot be one. Nothing is left behind then.
    """
    _write(MINIMAL, Path(folder), name)


def write_example(folder: str | Path, name: str = "") -> None:
    """Make a case folder of a made-up town, with every table, that reads without a fault.

    Parameters and errors are those of :func:`write_minimal`.
    """
    _write(TEMPLATE, Path(folder), name)


def _write(what: str, target: Path, name: str) -> None:
    name = name_of(target, name)
    with put_in_place(target) as made:
        copy_of(what, made, name)


def copy_of(what: str, made: Path, name: str) -> None:
    """Make a folder with the files of :data:`MINIMAL` or :data:`TEMPLATE`, and the name of the case in them.

    Raises
    ------
    OSError
        If it cannot be written.
    """
    made.mkdir()
    for file in (data_folder() / what).iterdir():  # file by file, so that a fault tells its reason
        shutil.copyfile(file, made / file.name)
    _put_name(made / CASE_FILE, name)


def name_of(target: Path, name: str = "") -> str:
    """The name of a case: the one given, or its folder's.

    Raises
    ------
    CaseError
        If it cannot be one.
    """
    name = name or Path(os.path.realpath(target)).name
    if not name.isprintable() or not 0 < len(name) <= 100:
        raise CaseError(str(target), f"{name!r:.60} cannot be the name of a case", "use letters, digits and '-'")
    return name


@contextmanager
def put_in_place(target: Path) -> Iterator[Path]:
    """A path to make a folder at, which becomes the target only when it is complete.

    What a link names is the target. A folder that is there stays the same one, for a shell may be in it.

    Raises
    ------
    CaseError
        If the target holds something or cannot be written. Nothing is left behind then, of folders above it neither.
    """
    above: list[Path] = []
    complete = False
    try:
        place = Path(os.path.realpath(target))
        there = place.is_dir()
        if place.exists() and (not there or any(place.iterdir())):
            raise CaseError(str(target), "there is something here already", "choose a new name, or empty the folder")
        above = [folder for folder in place.parents if not folder.exists()]
        place.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=place if there else place.parent, prefix=".geleit-new.") as scratch:
            made = Path(scratch) / "case"
            yield made
            if there:
                _move_into(place, made)
            else:
                made.replace(place)
            complete = True
    except OSError as fault:
        raise CaseError(str(target), f"cannot be written: {fault.strerror}", "choose another folder") from None
    finally:
        if not complete:
            _remove_empty(above)


def _move_into(place: Path, made: Path) -> None:
    """Move what a folder holds into another one, or nothing of it; what makes it a case comes last."""
    moved: list[Path] = []
    try:
        for path in sorted(made.iterdir(), key=lambda path: (path.name == CASE_FILE, path.name)):
            path.replace(place / path.name)
            moved.append(place / path.name)
    except BaseException:
        for path in moved:
            path.replace(made / path.name)
        raise


def _remove_empty(folders: Sequence[Path]) -> None:
    """Remove folders, the innermost first, up to one that cannot be removed, as it holds something."""
    with suppress(OSError):
        for folder in folders:
            if folder.exists():
                folder.rmdir()


def _put_name(file: Path, name: str) -> None:
    text = file.read_text(encoding="utf-8")
    quoted = json.dumps(name, ensure_ascii=False)  # printable text in quotes is the same in JSON and TOML
    file.write_text(text.replace(_NAME_LINE, f"name = {quoted}", 1), encoding="utf-8")
