"""What of a case's tables is not written plainly and was read all the same, and what is not read at all."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from geleit.io.case.casefile import sheets_beside
from geleit.io.case.settings import read_settings
from geleit.io.case.specs.all_tables import TABLES
from geleit.model.became import Doubt


def read_otherwise(root: Path) -> Iterator[Doubt]:
    """Decimal commas and dates of spreadsheets as they were read, and spreadsheets beside the tables.

    Raises
    ------
    CaseError
        If the settings or a table of the case cannot be read.
    """
    folder = read_settings(root).folder
    for table in TABLES.values():
        for reading in folder.table(table).readings:
            yield Doubt("reading", str(folder.file_of(table.name)), reading)
    for path, name in sheets_beside(folder):
        yield Doubt("unread-sheet", path.name, f"a spreadsheet is not read: the table {name} is in another file")
