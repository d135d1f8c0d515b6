"""What a case still holds of the made-up town that ``geleit new --example`` writes."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from geleit.errors import CaseError, InputError
from geleit.files import hash_of
from geleit.io.case.bundled import TEMPLATE, data_folder
from geleit.io.case.file_names import CASE_FILE
from geleit.io.case.record import Record
from geleit.io.case.settings import read_settings
from geleit.io.case.specs.all_tables import TABLES
from geleit.io.case.tables import Folder
from geleit.model.became import Doubt

_LARGEST = 500_000
"""Bytes of a table in which somebody may have left a few rows of the made-up town."""

_SAYS_WHAT = ("name", "text", "item", "title")
"""Columns by which a row is still that of the made-up town, whatever figures were changed in it."""

_TOWN = "the made-up town that geleit new --example writes"


def leftovers(root: Path) -> Iterator[Doubt]:
    """Files and rows of a case that are those of the made-up town; only that, where its streets are too.

    Raises
    ------
    CaseError
        If the settings of the case cannot be read.
    """
    case, made_up = read_settings(root), read_settings(data_folder() / TEMPLATE)
    if _same(case.folder, case.streets, made_up.folder, made_up.streets):
        yield Doubt("example", case.streets, f"these are the streets of {_TOWN}: whatever is proved is about that town")
        return
    if case.title == made_up.title or (case.place and case.place == made_up.place):
        yield Doubt("leftover", CASE_FILE, f"title or place are those of {_TOWN}: say what the case is about")
    for table in TABLES.values():
        with suppress(InputError):  # which is told as a problem of the case
            file = case.folder.file_of(table.name)
            if file is None or case.folder.path(file).stat().st_size > _LARGEST:
                continue
            theirs = [_told(row) for row in made_up.folder.table(table)]
            left = [_called(row) for row in case.folder.table(table) if any(_is_one(_told(row), t) for t in theirs)]
            if left:
                rows = "a row" if len(left) == 1 else f"{len(left)} rows"
                yield Doubt("leftover", file, f"{rows} of {_TOWN}, {', '.join(left)}: put your own there, or none")


def _same(one: Folder, name: str, other: Folder, other_name: str) -> bool:
    with suppress(CaseError, OSError):
        return hash_of(one.path(name)) == hash_of(other.path(other_name))
    return False


def _told(row: Record) -> dict[str, object]:
    return {name: row.values[name] for name in row.values if name not in ("note", "source")}


def _is_one(row: dict[str, object], theirs: dict[str, object]) -> bool:
    """Whether a row is one of the made-up town, perhaps with other figures."""
    if row == theirs:
        return bool(row)
    same_id = row.get("id") == theirs.get("id") is not None
    return same_id and any(row.get(name) == theirs.get(name) is not None for name in _SAYS_WHAT)


def _called(row: Record) -> str:
    named = next((row.values[name] for name in ("id", *_SAYS_WHAT) if row.values.get(name)), "")
    return named if isinstance(named, str) and named else row.place
