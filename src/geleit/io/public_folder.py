"""A folder that is to be published: nothing may be left in it from a run that was not public."""

from __future__ import annotations

import re
from mmap import ACCESS_READ, mmap
from pathlib import Path

from geleit.errors import InputError
from geleit.io.case.file_names import CASE_FILE
from geleit.io.proofs import NOT_PUBLIC
from geleit.model.stamp import INTERNAL, INTERNAL_SENTENCE, PUBLIC, Published

ENDINGS = (".html", ".json", ".jsonld", ".geojson", ".csv", ".md", ".txt", ".gpkg")
"""Of the files that Geleit writes, or that its prints are kept in."""
NEVER = re.compile(r"plan(-\d+)?\.json|departures\.csv|sheets\.html|check\.(html|gpkg)", re.ASCII)
"""Names of files of which there is no public one."""
STAMPED = re.compile(
    r"(report|truce|compare|convoy|exit-value|reply-.*)\.html|exit-value\.geojson|certificate(-\d+)?\.json", re.ASCII
)
"""Names of files that say of themselves whether they are public."""
ENCODINGS = ("utf-8", "utf-16-le", "utf-16-be")
"""In which a terminal may have kept a print."""
_INTERNAL = re.compile(b"|".join(re.escape(t.encode(e)) for t in (INTERNAL, INTERNAL_SENTENCE) for e in ENCODINGS))
_PUBLIC = re.compile(rb'"publication": ?"public"|data-publication="public"|\A# public\n')
_PLAN = re.compile(rb'"format"\s*:\s*"geleit-plan')
_OURS = re.compile(rb'"format"\s*:\s*"geleit-|Geleit</title>|\A(#[^\n]*\n)?([^\n]*,)?sensitive,')
"""How proofs, pages and tables of statements are known, whatever they are called."""


def expect_public_folder(folder: Path, view: Published) -> None:
    """Refuse a folder that holds what is not for publication, where something public is to stand beside it.

    Raises
    ------
    InputError
        If there is a case in it, or a file that says that it is internal, that tells a plan, or that Geleit wrote
        without saying that it is public; or one cannot be read.
    """
    if view.publication != PUBLIC or not folder.is_dir():
        return
    for path in sorted(folder.rglob("*")):
        try:
            stays = path.is_file() and _stays(path, path.relative_to(folder))
        except OSError as problem:
            raise InputError(str(path), f"cannot be read, and stands where public files are to be written: "
                             f"{problem.strerror}", "choose another folder") from None  # fmt: skip
        if stays:
            raise InputError(str(path), "is not for publication, and stands where public files are to be written",
                             "choose another folder")  # fmt: skip


def _stays(path: Path, inside: Path) -> bool:
    """Whether a file must stay in the room, by its place in the folder, its name or what it holds."""
    if path.name == CASE_FILE or NOT_PUBLIC in inside.parts[:-1] or NEVER.fullmatch(path.name):
        return True
    if path.suffix.lower() not in ENDINGS or not path.stat().st_size:
        return False
    with path.open("rb") as file, mmap(file.fileno(), 0, access=ACCESS_READ) as text:
        if _INTERNAL.search(text) or _PLAN.search(text):
            return True
        return bool(STAMPED.fullmatch(path.name) or _OURS.search(text)) and not _PUBLIC.search(text)
