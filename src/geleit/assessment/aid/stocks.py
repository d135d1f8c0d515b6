"""The siege clock: when what is there runs out, and what is left until then, at least and at most."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

import numpy as np

from geleit.model.aid import Span
from geleit.model.arrays import Floats
from geleit.model.window import DAY


@dataclass(frozen=True)
class Arrival:
    """Goods that come at some time from ``first`` to ``last``, all at once or bit by bit."""

    first: datetime
    last: datetime
    amount: Span


def runs_out(
    start: datetime, end: datetime, stock: float, a_day: float, coming: Iterable[tuple[datetime, float]]
) -> datetime | None:
    """When nothing is left for the first time, ``None`` if not before the end.

    Parameters
    ----------
    a_day
        How much is used in a day.
    coming
        When how much comes.
    """
    left, now = stock, start
    for at, amount in [*sorted(row for row in coming if start <= row[0] < end), (end, 0.0)]:
        lasts = left / a_day if a_day > 0 else math.inf
        if lasts < (at - now) / DAY:
            return now + timedelta(days=lasts)
        left += amount - a_day * ((at - now) / DAY)
        now = at
    return None


def course(
    start: datetime, end: datetime, stock: Span, a_day: Span, coming: Sequence[Arrival]
) -> tuple[tuple[datetime, Span], ...]:
    """What is left over time, whenever within their times goods come; straight lines between the times given.

    What is not there cannot be used, and is not made up for later. So what is left is at least what surely came since
    any earlier time, less what was used since; and no more than that, with what may have come, for the time for which
    this is most (the length of a queue, Lindley 1952). Where it jumps, the time stands twice.

    Parameters
    ----------
    a_day
        How much is used in a day, at least and at most.
    """
    rows = _Rows.of(start, coming)
    limited = stock.high is not None and math.isfinite(rows.high.sum())
    days = (end - start) / DAY
    marks = sorted({0.0, days, *(float(t) for t in (*rows.first, *rows.last) if 0 < t < days)})

    def least(t: float, *, settled: bool) -> float:
        return rows.least(stock.low, a_day.high or 0.0, t, settled=settled)

    def most(t: float, *, settled: bool) -> float:
        return rows.most(stock.high or 0.0, a_day.low, t, settled=settled) if limited else math.inf

    bends = set()
    for t, after in pairwise(marks):
        for left, floor, pace in ((least, 0.0, a_day.high), (most, rows.still_coming(t), a_day.low)):
            at = t + (left(t, settled=True) - floor) / pace if pace else math.inf
            if t < at < after:
                bends.add(at)
    series: list[tuple[datetime, Span]] = []
    for t in sorted({*marks, *bends}):
        at_t = end if t == days else start + timedelta(days=t)
        for settled in (False, True) if t < days else (False,):
            high = most(t, settled=settled) if limited else None
            row = at_t, Span(least(t, settled=settled), high)
            if row not in series[-1:]:
                series.append(row)
    return tuple(series)


@dataclass(frozen=True, eq=False)
class _Rows:
    """Arrivals in days from the start, shape ``(k,)`` each, in the order of ``first``."""

    first: Floats
    last: Floats
    low: Floats
    high: Floats

    @classmethod
    def of(cls, start: datetime, coming: Sequence[Arrival]) -> _Rows:
        rows = [
            ((a.first - start) / DAY, (a.last - start) / DAY, a.amount.low, a.amount.high)
            for a in sorted(coming, key=lambda a: a.first)
        ]
        first, last, low, high = zip(*rows, strict=True) if rows else ((), (), (), ())
        most = [math.inf if amount is None else amount for amount in high]
        return cls(*(np.array(x, dtype=np.float64) for x in (first, last, low, most)))

    def least(self, stock: float, pace: float, t: float, *, settled: bool) -> float:
        """What is left at least, before or after what comes just then."""
        came = np.where(self.last <= t if settled else self.last < t, self.low, 0.0)
        since = np.cumsum(came[::-1])[::-1] - pace * (t - self.first)
        return max(0.0, stock + float(came.sum()) - pace * t, float(since[self.first <= t].max(initial=0.0)))

    def most(self, stock: float, pace: float, t: float, *, settled: bool) -> float:
        """What is left at most, before or after what comes just then."""
        came = np.where(self.first <= t if settled else self.first < t, self.high, 0.0)
        order = np.argsort(self.last)
        since = np.cumsum(came[order][::-1])[::-1] - pace * (t - np.minimum(self.last[order], t))
        return max(0.0, stock + float(came.sum()) - pace * t, float(since.max(initial=0.0)))

    def still_coming(self, t: float) -> float:
        """All that may come at any moment from some time on until the next change."""
        return float(self.high[(self.first <= t) & (self.last > t)].sum())
