"""Rates of rows, and how many events of them reach a limit."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Collection, Iterable
from functools import cached_property
from itertools import accumulate
from typing import NamedTuple

from geleit.model.precedent import Precedent, Rate
from geleit.record.selection import last_day
from geleit.record.weighted import EQUAL, by_event

RateOf = Callable[[Precedent], Rate | None]


class Reach(NamedTuple):
    """How many events have a row that reaches a limit, by the low end, the middle and the high end.

    Parameters
    ----------
    of
        Events with a figure.
    by
        Ids of the rows that reach it by the high end, the highest first.
    """

    limit: float
    low: int
    mid: int
    high: int
    of: int
    by: tuple[str, ...]


def a_day(row: Precedent) -> Rate | None:
    """Persons a calendar day and crossing."""
    return row.per_day


def an_hour(row: Precedent) -> Rate | None:
    """Persons an hour and crossing."""
    return row.per_hour


def rated(rows: Iterable[Precedent], rate_of: RateOf) -> list[tuple[Precedent, Rate]]:
    """Rows that have a rate, with it."""
    return [(row, rate) for row in rows if (rate := rate_of(row)) is not None]


def reach_of(rows: Iterable[Precedent], limit: float, rate_of: RateOf = a_day) -> Reach:
    """How many events reach a limit on any of their rows."""
    return Pool(rows, rate_of).reach(limit)


class Pool:
    """Rows with a rate, in order, for as many needs as are asked about.

    Parameters
    ----------
    rows
        The rows; those without a rate are left out.
    rate_of
        A day, or an hour.
    """

    def __init__(self, rows: Iterable[Precedent], rate_of: RateOf) -> None:
        self._rated = sorted(rated(rows, rate_of), key=lambda pair: (-pair[1].high, pair[0].id))
        self._falling = [-rate.high for _, rate in self._rated]
        self._over: dict[str, str] = {}
        """The day by which the first row of an event was over, by the event."""
        for row, _ in self._rated:
            last = last_day(row)
            self._over[row.event] = min(last, self._over.get(row.event, last))
        self._overs = sorted(self._over.values())

    def reach(self, limit: float, own: Collection[str] = (), before: str = "") -> Reach:
        """How many events reach a limit on any of their rows.

        Parameters
        ----------
        own
            Events that are left out.
        before
            Only rows that were over before this day; empty for all.
        """
        reaching = [
            (row, rate)
            for row, rate in self._rated[: bisect_right(self._falling, -limit)]
            if row.event not in own and (not before or last_day(row) < before)
        ]
        return Reach(
            limit,
            len({row.event for row, rate in reaching if rate.low >= limit}),
            len({row.event for row, rate in reaching if rate.mid >= limit}),
            len({row.event for row, _ in reaching}),
            self._events(own, before),
            tuple(row.id for row, _ in reaching),
        )

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
        for event in own:
            middles = [rate.mid for row, rate in self._rated if row.event == event]
            below -= sum(middle < need for middle in middles) / max(len(middles), 1)
        return below >= share * events - EQUAL

    def _events(self, own: Collection[str], before: str) -> int:
        """How many events have a row."""
        every = bisect_left(self._overs, before) if before else len(self._overs)
        return every - sum(event in self._over and (not before or self._over[event] < before) for event in {*own})

    @cached_property
    def _middles(self) -> tuple[list[float], list[float]]:
        """All middles in order, and the weight of those before each and of all."""
        weighed = by_event((row.event, rate.mid) for row, rate in self._rated)
        return [value for value, _ in weighed], [0.0, *accumulate(weight for _, weight in weighed)]
