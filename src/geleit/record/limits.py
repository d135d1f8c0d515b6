"""What the record lets one assume of a case's crossings, to see what would follow."""

from __future__ import annotations

import math
from collections.abc import Iterable

from geleit.model.certificate import DailyLimit
from geleit.model.precedent import Precedent
from geleit.record.about_case import CaseInRecord
from geleit.record.reach import a_day
from geleit.record.summary import ends_of

SIEGE = "siege"


def daily_limits(found: CaseInRecord) -> tuple[DailyLimit, ...]:
    """Limits by the high ends of what was on record before the case, and of what is on record by now.

    The best of the class, the best out of a siege, nine tenths of the class by event, and the best of the class with
    what came later. Those that the record does not tell are left out.
    """
    asked, before, later = found.chosen.selection, found.chosen.rows, found.chosen.later
    lasting = ", sustained for three days or more" if asked.lasting else ""
    known = f"on record before {asked.before}{lasting}"
    limits = [
        _best(f"the most of any conflict exit {known}", before),
        _best(f"the most out of a siege {known}", (row for row in before if row.setting == SIEGE)),
        _ninth_tenth(f"conflict exits {known}", before),
        _best(f"the most of any conflict exit on record to this day{lasting}", (*before, *later)),
    ]
    return tuple(limit for limit in limits if limit is not None)


def _best(words: str, rows: Iterable[Precedent]) -> DailyLimit | None:
    rated = [(rate.high, row.id) for row in rows if (rate := a_day(row)) is not None]
    if not rated:
        return None
    high, row = max(rated)
    return DailyLimit(f"{words}, by the high end: {row}", math.ceil(high))


def _ninth_tenth(words: str, rows: Iterable[Precedent]) -> DailyLimit | None:
    ends = ends_of(rows, a_day)
    if ends is None:
        return None
    return DailyLimit(
        f"what nine tenths of {ends.events} events stay below, {words}, by the high end", math.ceil(ends.high.q90)
    )
