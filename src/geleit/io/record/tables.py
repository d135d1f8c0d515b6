"""Tables of the record: bundled ones, and any file of the same columns."""

from __future__ import annotations

from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import TypeVar
from zoneinfo import ZoneInfo

from geleit.errors import CaseError, together
from geleit.io.case.bundled import data_folder
from geleit.io.case.collector import Collector
from geleit.io.case.context import Context
from geleit.io.case.fields import Calendar
from geleit.io.case.plainly import plainly
from geleit.io.case.rows import expect_own_ids
from geleit.io.case.specs.record import ANNOUNCEMENTS, PRECEDENTS
from geleit.io.case.table_spec import Table
from geleit.io.case.tables import csv_records
from geleit.io.foreign.kinds import TABLE
from geleit.io.foreign.sizes import read_bytes
from geleit.io.foreign.utf8 import decoded
from geleit.model.announcement import Announcement
from geleit.model.precedent import Precedent
from geleit.model.window import Window

T = TypeVar("T")

RECORD = "record"
"""Folder of the bundled tables, below the data that come with Geleit."""


@cache
def bundled_precedents() -> tuple[Precedent, ...]:
    """What crossings have passed: the rows that come with Geleit."""
    return read_table(data_folder() / RECORD / f"{PRECEDENTS.name}.csv", PRECEDENTS)


@cache
def bundled_announcements() -> tuple[Announcement, ...]:
    """What announcements asked for: the rows that come with Geleit."""
    return read_table(data_folder() / RECORD / f"{ANNOUNCEMENTS.name}.csv", ANNOUNCEMENTS)


def read_table(path: Path, table: Table[T]) -> tuple[T, ...]:
    """The rows of a table of the record.

    Raises
    ------
    InputError
        If the file cannot be read, or at every row with a fault.
    """
    label = str(path)
    rows = plainly(csv_records(label, decoded(label, read_bytes(path, TABLE, label, CaseError), CaseError), table))
    collector = Collector()
    collector.ask(expect_own_ids, rows)
    made = collector.keep(table.read_all(rows, _NOWHERE))
    if collector.problems:
        raise together(collector.problems)
    return made


_EVER = Window(datetime(1900, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC))
_NOWHERE = Context(Calendar(ZoneInfo("UTC"), _EVER), {}, None)
"""What rows are read against that refer to no other table and have no position."""
