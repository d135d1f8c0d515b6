"""What the record lets one assume of a case's crossings, to see what would follow."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence

from geleit.model.certificate import DailyLimit
from geleit.model.precedent import LimitedBy, Precedent
from geleit.record.about_case import CaseInRecord
from geleit.record.reach import a_day
from geleit.record.summary import FEWEST_EVENTS, ends_of

SIEGE = "siege"
"""Setting of a row out of an encircled place."""
COUNTED = {"yes": "counted by a party", "no": "counted by others than a party", "mixed": "counted by a party in part"}
"""Who counted, by what a row says of its claimant."""
HELD: Mapping[LimitedBy, str] = {
    "capacity": "a queue stood there",
    "permission": "a party let so many through",
    "demand": "all who came passed",
    "unknown": "what held it is not known",
}
"""What held the flow, by our reading of the source: only a queue speaks of what a gate passes."""


def daily_limits(found: CaseInRecord) -> tuple[DailyLimit, ...]:
    """Limits by the high ends of what was on record before the case, and of what is on record by now.

    The best of the class, the best out of a siege, the 90th percentile of the class, and the best of the class with
    what came later, in whole persons a calendar day and crossing, rounded up. Each says of how many events it is, who
    counted, and what held the flow. Those that the record does not tell are left out; a percentile of few events says
    so.
    """
    asked, before, later = found.chosen.selection, found.chosen.rows, found.chosen.later
    lasting = ", sustained for three days or more" if asked.lasting else ""
    until = max((row.date_to or row.date_from for row in (*before, *later)), default="")
    known = f"on record before {asked.before}{lasting}"
    limits = [
        _best(f"the most of any conflict exit {known}", before),
        _best(f"the most out of a siege {known}", [row for row in before if row.setting == SIEGE]),
        _ninetieth(known, before),
        _best(f"the most of any conflict exit on record to this day, up to {until}{lasting}", (*before, *later)),
    ]
    return tuple(limit for limit in limits if limit is not None)


def _best(words: str, rows: Sequence[Precedent]) -> DailyLimit | None:
    rated = [(rate.high, row.id, row) for row in rows if (rate := a_day(row)) is not None]
    if not rated:
        return None
    high, _, row = max(rated)
    events = len({row.event for _, _, row in rated})
    counted = COUNTED.get(row.claimant_is_party, "who counted is not known")
    doubt = ", doubtful" if row.confidence == "doubtful" else ""
    of = f"{events} event{'s' if events > 1 else ''}"
    held = HELD[row.limited_by]
    return DailyLimit(f"{words}, of {of}: {row.id} by its high end, {counted}, {held}{doubt}", math.ceil(high))


def _ninetieth(known: str, rows: Iterable[Precedent]) -> DailyLimit | None:
    ends = ends_of(rows, a_day)
    if ends is None:
        return None
    of = f"{ends.rows} row{'s' if ends.rows > 1 else ''} of {ends.events} event{'s' if ends.events > 1 else ''}"
    few = ", too few to tell one" if ends.events < FEWEST_EVENTS else ""
    words = (
        f"the 90th percentile of {of}{few}, each event weighing the same and whatever held them, of conflict exits "
        f"{known}, by the high ends"
    )
    return DailyLimit(words, math.ceil(ends.high.q90))
