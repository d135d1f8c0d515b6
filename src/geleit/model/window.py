"""Half-open intervals of time, and the clock that turns them into whole seconds."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

SECOND, HOUR, DAY, WEEK = timedelta(seconds=1), timedelta(hours=1), timedelta(days=1), timedelta(days=7)
MINUTE_S, HOUR_S, DAY_S = 60, 3_600, 86_400
"""Seconds."""
DAY_MINUTES = 24 * 60


@dataclass(frozen=True, order=True)
class Window:
    """The time from ``start`` up to, but not including, ``end``.

    Parameters
    ----------
    start, end
        Aware datetimes.
    recurs
        Whether it is one of those of every day, the days beyond the period of the case too. No part of its identity.

    Raises
    ------
    ValueError
        If a time has no zone, or the window does not end after it starts.
    """

    start: datetime
    end: datetime
    recurs: bool = field(default=False, compare=False)

    def __post_init__(self) -> None:
        if self.start.tzinfo is None or self.end.tzinfo is None:
            raise ValueError("a window needs times with a zone")
        if self.end <= self.start:
            raise ValueError(
                f"the window ends ({self.end.isoformat()}) before or when it starts ({self.start.isoformat()})"
            )

    @property
    def hours(self) -> float:
        """Length in hours."""
        return (self.end.astimezone(UTC) - self.start.astimezone(UTC)) / HOUR

    def overlaps(self, other: Window) -> bool:
        """Whether the two share any time."""
        return self.start < other.end and other.start < self.end


def merged(windows: Iterable[Window]) -> tuple[Window, ...]:
    """The same time as windows that neither overlap nor touch, in order."""
    found: list[Window] = []
    for window in sorted(windows):
        if found and window.start <= found[-1].end:
            found[-1] = Window(found[-1].start, max(found[-1].end, window.end))
        else:
            found.append(window)
    return tuple(found)


def common(windows: Iterable[Window], others: Iterable[Window]) -> tuple[Window, ...]:
    """The time that lies within some of the windows and some of the others, merged."""
    ones, twos = list(merged(windows))[::-1], list(merged(others))[::-1]
    found = []
    while ones and twos:
        start, end = max(ones[-1].start, twos[-1].start), min(ones[-1].end, twos[-1].end)
        if start < end:
            found.append(Window(start, end))
        (ones if ones[-1].end < twos[-1].end else twos).pop()
    return tuple(found)


def without(windows: Iterable[Window], others: Iterable[Window]) -> tuple[Window, ...]:
    """The time that lies within some of the windows and none of the others, merged."""
    windows = merged(windows)
    taken = list(common(windows, others))[::-1]
    left = []
    for window in windows:
        edges = [window.start]
        while taken and taken[-1].end <= window.end:
            part = taken.pop()
            edges += [part.start, part.end]
        edges.append(window.end)
        left += [Window(a, b) for a, b in zip(edges[::2], edges[1::2], strict=True) if a < b]
    return tuple(left)


@dataclass(frozen=True)
class Clock:
    """Whole seconds since an origin.

    Parameters
    ----------
    origin
        Aware datetime of second 0.
    """

    origin: datetime

    def seconds(self, moment: datetime) -> int:
        """Whole seconds from the origin to ``moment``, rounded down; negative before the origin."""
        return (moment - self.origin.astimezone(UTC)) // SECOND

    def at(self, seconds: int) -> datetime:
        """The moment ``seconds`` after the origin, in the origin's zone."""
        return (self.origin.astimezone(UTC) + timedelta(seconds=seconds)).astimezone(self.origin.tzinfo)

    def midnights(self, zone: ZoneInfo, end: int) -> tuple[int, ...]:
        """Seconds within ``(0, end)`` at which another calendar day of a zone begins, also where clocks change.

        Where they are put back over midnight, a day begins, the one before comes back, and it begins again; a day that
        they skip never does.
        """
        first, last = (self.at(seconds).astimezone(zone).date() for seconds in (0, end))
        found = set[int]()
        for n in range((last - first).days + 2):
            day = first + timedelta(days=n)
            begins, again = (self.seconds(datetime(day.year, day.month, day.day, tzinfo=zone, fold=f)) for f in (0, 1))
            found.add(begins)
            if again > begins:
                found |= {again, self._back(day, zone, begins, again)}
        return tuple(sorted(seconds for seconds in found if 0 < seconds < end))

    def _back(self, day: date, zone: ZoneInfo, begins: int, again: int) -> int:
        """The second between two beginnings of a day at which the day before comes back."""
        while again - begins > 1:
            middle = (begins + again) // 2
            begins, again = (middle, again) if self.at(middle).astimezone(zone).date() >= day else (begins, middle)
        return again

    def intervals(self, windows: Iterable[Window], end: int) -> tuple[tuple[int, int], ...]:
        """The windows as disjoint, sorted second intervals within ``[0, end)``."""
        merged: list[tuple[int, int]] = []
        origin = self.origin.astimezone(UTC)  # once: a case may have hundreds of thousands of windows
        for a, b in sorted(((w.start - origin) // SECOND, (w.end - origin) // SECOND) for w in windows):
            a, b = max(a, 0), min(b, end)
            if a >= b:
                continue
            if merged and a <= merged[-1][1]:
                merged[-1] = (merged[-1][0], max(merged[-1][1], b))
            else:
                merged.append((a, b))
        return tuple(merged)


def days_met(windows: Iterable[Window], since: datetime, until: datetime, zone: ZoneInfo) -> int:
    """Calendar days of a zone that meet windows between two moments; begun days count whole."""
    met = set[date]()
    for window in windows:
        start, end = max(window.start, since), min(window.end, until)
        if start < end:
            first, last = (moment.astimezone(zone) for moment in (start, end))
            number = (last.date() - first.date()).days + (last.time() > time.min)
            met |= {first.date() + timedelta(days=n) for n in range(number)}
    return len(met)
