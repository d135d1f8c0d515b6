"""What of rows that a user adds deserves a second look: named by row, and nothing is dropped for it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from itertools import combinations
from typing import NamedTuple

from geleit.model.precedent import EVERY_PERSON, Precedent
from geleit.record.about_case import HOURS_A_DAY

SUSTAINED_DATES = 3
"""Dates from which something is sustained."""


class Doubt(NamedTuple):
    """What to look at again.

    Parameters
    ----------
    row
        Id of the row.
    text
        What about it.
    """

    row: str
    text: str


def doubts_about(added: Sequence[Precedent], known: Sequence[Precedent]) -> tuple[Doubt, ...]:
    """What of added rows to look at again.

    Parameters
    ----------
    added
        Rows of a user.
    known
        Rows of the record.
    """
    return tuple(_doubts(added, known))


def _doubts(added: Sequence[Precedent], known: Sequence[Precedent]) -> Iterator[Doubt]:
    ids = {row.id for row in known}
    for row in added:
        if row.id in ids:
            yield Doubt(
                row.id,
                "the record has a row of this id: both are counted; strike its event, or rename yours",
            )
        if row.per_day is None and row.per_hour is None:
            lacking = "crossings" if row.crossings_low is None else "hours or days"
            yield Doubt(row.id, f"no rate: the number of {lacking} is not known; kept, and counted nowhere")
        if row.claimant_is_party in ("yes", "mixed"):
            yield Doubt(
                row.id,
                "counted by a party to the conflict, which is no neutral count of its own crossing or its enemy's",
            )
        yield from (Doubt(row.id, text) for text in _odd(row))
        if row.claimant_is_party == "unknown":
            yield Doubt(row.id, "whether who counted is a party is not said")
    compared = [row for row in (*known, *added) if row.use == "ref"]
    mine = {row.id for row in added}
    for one, other in combinations(_of_events_of(added, compared), 2):
        if one.event == other.event and mine & {one.id, other.id} and _overlap(one, other):
            same = "the same count twice" if _same(one, other) else "their days overlap"
            yield Doubt(
                other.id,
                f"{same} as {one.id}: of counts of the same people use 'ref' for one, 'dup' for the others",
            )


def _odd(row: Precedent) -> Iterator[str]:
    """What of a row does not fit its dates or itself."""
    if len(row.date_from) == len(row.date_to) == len("2016-07-28"):
        dates = (date.fromisoformat(row.date_to) - date.fromisoformat(row.date_from)).days + 1
        if row.span != "avg_day" and row.days_low is not None and row.days_low < dates - 1:
            yield f"its count is spread over {row.days_low:g} days, and its dates are {dates}"
        if row.hours_high is not None and row.span != "avg_day" and row.hours_high > HOURS_A_DAY * (dates + 1):
            yield f"{row.hours_high:g} hours do not fit into its {dates} dates"
        if row.sustained and row.span != "avg_day" and dates < SUSTAINED_DATES:
            yield f"it is called sustained, and its dates are {dates}: three or more are"
    if row.mode_class == "foot, unchecked" and row.screening == EVERY_PERSON:
        yield "it is called unchecked, and each person screened"


def _of_events_of(added: Iterable[Precedent], rows: Iterable[Precedent]) -> list[Precedent]:
    events = {row.event for row in added}
    return [row for row in rows if row.event in events]


def _overlap(one: Precedent, other: Precedent) -> bool:
    if one.crossing != other.crossing and one.crossing and other.crossing:
        return False
    return _first(one) <= _last(other) and _first(other) <= _last(one)


def _same(one: Precedent, other: Precedent) -> bool:
    return (one.date_from, one.date_to, one.people_likely) == (other.date_from, other.date_to, other.people_likely)


def _first(row: Precedent) -> str:
    return row.date_from.ljust(10, "-")


def _last(row: Precedent) -> str:
    return row.date_to.ljust(10, "~")
