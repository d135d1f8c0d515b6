"""What a case says about the record, read without its streets."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

from geleit.errors import InputError
from geleit.io.case.bundled import find_case
from geleit.io.case.context import Context
from geleit.io.case.rows import expect_own_ids
from geleit.io.case.settings import Settings, read_settings
from geleit.io.case.specs.record import ANNOUNCEMENTS, PRECEDENTS
from geleit.io.case.table_spec import Table
from geleit.model.own_record import AskedAbout, OwnRecord

T = TypeVar("T")


def record_of(case: str | Path) -> AskedAbout:
    """Read what a case says about the record.

    Raises
    ------
    InputError
        If it is no case, or at the first fault of a row.
    """
    settings = read_settings(find_case(case))
    own = OwnRecord(
        settings.own_events,
        settings.struck_events,
        tuple(_rows(settings, PRECEDENTS)),
        tuple(_rows(settings, ANNOUNCEMENTS)),
    )
    return AskedAbout(settings.name, settings.calendar.period.start.date().isoformat(), own)


def _rows(settings: Settings, table: Table[T]) -> list[T]:
    rows = settings.folder.table(table)
    expect_own_ids(rows)
    made: list[T] = []
    for one in table.read_all(rows, Context(settings.calendar, {}, None)):
        if isinstance(one, InputError):
            raise one
        made.append(one)
    return made
