"""The siege clock: when what is there runs out, at the earliest and at the latest."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from itertools import pairwise

from geleit.model.aid import Span

Arrival = tuple[datetime, float]


@dataclass(frozen=True)
class Course:
    """What is left over time, at one end of all ranges.

    Parameters
    ----------
    points
        Times at which the course bends, with what is left, straight lines between.
    empty
        When nothing is left for the first time, ``None`` if not before the end.
    """

    points: tuple[tuple[datetime, float], ...]
    empty: datetime | None


def course(start: datetime, end: datetime, stock: float, a_day: float, arrivals: Iterable[Arrival]) -> Course:
    """What is left of a stock that is used up evenly, and filled up by arrivals.

    Parameters
    ----------
    a_day
        How much is used in a day; what is not there cannot be used, and is not made up for later.
    """
    points, empty, left, now = [(start, stock)], None, stock, start
    for at, amount in [*sorted(a for a in arrivals if start <= a[0] < end), (end, 0.0)]:
        lasts = timedelta.max if a_day <= 0 else _days(left / a_day)
        if lasts < at - now:
            now += lasts
            points.append((now, 0.0))
            empty = empty or now
            left = 0.0
        else:
            left -= a_day * ((at - now) / timedelta(days=1))
        points.append((at, max(left, 0.0)))
        if amount:
            left += amount
            points.append((at, left))
        now = at
    return Course(tuple(points), empty)


def between(low: Course, high: Course | None) -> tuple[tuple[datetime, Span], ...]:
    """Both courses as one series, read at every bend of either; without a higher one nothing limits it.

    Where an arrival makes one of them jump, the time stands twice.
    """
    courses = [low.points] + ([high.points] if high else [])
    series: list[tuple[datetime, Span]] = []
    for at in sorted({at for points in courses for at, _ in points}):
        for last in (False, True):
            left = [_left(points, at, last=last) for points in courses]
            row = at, Span(left[0], left[1] if high else None)
            if row not in series[-1:]:
                series.append(row)
    return tuple(series)


def _left(points: Sequence[tuple[datetime, float]], at: datetime, *, last: bool) -> float:
    """What is left at a time; where it jumps there, before or after the jump."""
    here = [left for moment, left in points if moment == at]
    if here:
        return here[-1] if last else here[0]
    (t0, y0), (t1, y1) = next((a, b) for a, b in pairwise(points) if a[0] < at < b[0])
    return y0 + (y1 - y0) * ((at - t0) / (t1 - t0))


def _days(days: float) -> timedelta:
    return timedelta(days=days) if days < 1e6 else timedelta.max
