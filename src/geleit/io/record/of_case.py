"""What a case says about the record, read without its streets."""

from __future__ import annotations

from pathlib import Path
from typing import TypeVar

from geleit.errors import together
from geleit.io.case.bundled import find_case
from geleit.io.case.collector import Collector
from geleit.io.case.context import Context
from geleit.io.case.rows import Rows, expect_own_ids
from geleit.io.case.settings import read_settings
from geleit.io.case.specs.record import ANNOUNCEMENTS, PRECEDENTS
from geleit.io.case.table_spec import Table
from geleit.model.own_record import AskedAbout, OwnRecord

T = TypeVar("T")


def record_of(case: str | Path) -> AskedAbout:
    """Read what a case says about the record.

    Raises
    ------
    InputError
        If it is no case, or at every row with a fault.
    """
    settings, collector = read_settings(find_case(case)), Collector()

    def every(table: Table[T]) -> tuple[T, ...]:
        rows = collector.ask(settings.folder.table, table) or Rows("", table)
        collector.ask(expect_own_ids, rows)
        return collector.keep(table.read_all(rows, Context(settings.calendar, {}, None)))

    own = OwnRecord(settings.own_events, settings.struck_events, every(PRECEDENTS), every(ANNOUNCEMENTS))
    if collector.problems:
        raise together(collector.problems)
    return AskedAbout(settings.name, settings.calendar.period.start.date().isoformat(), own)
