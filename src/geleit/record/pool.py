"""The crossings that announcements are held against, in order, for as many needs as are asked about."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Collection, Iterable, Sequence
from functools import cached_property
from itertools import accumulate, islice
from typing import NamedTuple

from geleit.model.precedent import CONFLICT, Precedent
from geleit.record.reach import RateOf, a_day, an_hour, rated
from geleit.record.selection import COMPARED, LASTING, is_compared, last_day
from geleit.record.weighted import EQUAL, by_event


class Count(NamedTuple):
    """How many events have a row that reaches a limit by its high end.

    Parameters
    ----------
    of
        Events with a figure.
    """

    high: int
    of: int


class Pool:
    """Rows with a rate.

    Parameters
    ----------
    rows
        The rows; those without a rate are left out.
    rate_of
        A day, or an hour.
    """

    def __init__(self, rows: Iterable[Precedent], rate_of: RateOf) -> None:
        self._rated = sorted(rated(rows, rate_of), key=lambda pair: -pair[1].high)
        self._falling = [-rate.high for _, rate in self._rated]
        self._days = [(row.event, last_day(row)) for row, _ in self._rated]
        self._over: dict[str, str] = {}
        """The day by which the first row of an event was over, by the event."""
        for event, last in self._days:
            self._over[event] = min(last, self._over.get(event, last))
        self._overs = sorted(self._over.values())

    def count(self, limit: float, own: Collection[str] = (), before: str = "") -> Count:
        """How many events reach a limit on any of their rows.

        Parameters
        ----------
        own
            Events that are left out.
        before
            Only rows that were over before this day; empty for all.
        """
        high_enough = islice(self._days, bisect_right(self._falling, -limit))
        reaching = {event for event, last in high_enough if not before or last < before}
        return Count(len(reaching.difference(own)), self._events(own, before))

    def is_over(self, need: float, share: float, own: Collection[str] = ()) -> bool | None:
        """Whether a need lies above a quantile of the middles, each event weighing the same; ``None`` without a row.

        Parameters
        ----------
        share
            Of the weight that lies at or below the quantile.
        own
            Events that are left out.
        """
        events = self._events(own, "")
        if not events:
            return None
        values, weights = self._middles
        below = weights[bisect_left(values, need)]
        for event in self._over.keys() & {*own}:
            middles = self._of_event[event]
            below -= sum(middle < need for middle in middles) / len(middles)
        return below >= share * events - EQUAL

    def _events(self, own: Collection[str], before: str) -> int:
        """How many events have a row."""
        every = bisect_left(self._overs, before) if before else len(self._overs)
        return every - sum(not before or self._over[event] < before for event in self._over.keys() & {*own})

    @cached_property
    def _of_event(self) -> dict[str, list[float]]:
        """The middles of each event."""
        found: dict[str, list[float]] = {}
        for row, rate in self._rated:
            found.setdefault(row.event, []).append(rate.mid)
        return found

    @cached_property
    def _middles(self) -> tuple[list[float], list[float]]:
        """All middles in order, and the weight of those before each and of all."""
        weighed = by_event((row.event, rate.mid) for row, rate in self._rated)
        return [value for value, _ in weighed], [0.0, *accumulate(weight for _, weight in weighed)]


class Crossings:
    """Rows in the pools that announcements are held against: no forced march, no second opinion, no technical figure.

    Parameters
    ----------
    rows
        Of the record, with those of the user.
    """

    def __init__(self, rows: Sequence[Precedent]) -> None:
        self._rows = [row for row in rows if row.setting != "forced" and is_compared(row, LASTING)]

    @property
    def until(self) -> str:
        """The last day that any of them covers; empty where there is none."""
        return max((row.date_to or row.date_from for row in self._rows), default="")

    @cached_property
    def hourly(self) -> Pool:
        """What passed in an hour."""
        return Pool((row for row in self._rows if row.use in COMPARED), an_hour)

    def daily(self, *, conflict: bool, lasting: bool) -> Pool:
        """What passed in a day.

        Parameters
        ----------
        conflict
            Exits from besieged and fought-over places alone.
        lasting
            What was sustained for days, with the sums of several rows.
        """
        return self._daily[conflict, lasting]

    @cached_property
    def _daily(self) -> dict[tuple[bool, bool], Pool]:
        return {
            (conflict, lasting): Pool(
                (
                    row
                    for row in self._rows
                    if (row.setting in CONFLICT or not conflict) and (row.sustained if lasting else row.use in COMPARED)
                ),
                a_day,
            )
            for conflict in (False, True)
            for lasting in (False, True)
        }
