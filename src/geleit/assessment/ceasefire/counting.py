"""What a monitor counted in a pause and before it: units of time, and which incidents certainly lie in them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from geleit.errors import InputError
from geleit.model.incident import Flags, Incidents, Int
from geleit.model.window import DAY, HOUR, Window

Floats = NDArray[np.float64]
TIMED = 3600
"""Seconds up to which the time of an incident counts as known to the hour."""


@dataclass(frozen=True, eq=False)
class Units:
    """Units of time of one kind, in order and without overlap.

    Parameters
    ----------
    start, end
        Seconds since 1970 (UTC), shape ``(n,)``.
    hours
        Hours watched in each, weighted by the monitor's access.
    """

    start: Int
    end: Int
    hours: Floats

    @classmethod
    def of(cls, windows: Iterable[Window], access: Sequence[tuple[Window, float]] = ()) -> Units:
        """Windows as units, with what the monitor could see of them."""
        rows = sorted(windows)
        ends = [[seconds(w.start), seconds(w.end)] for w in rows]
        start, end = np.array(ends, dtype=np.int64).reshape(-1, 2).T
        return cls(start, end, np.array([w.hours * seen(w, access) for w in rows], dtype=np.float64))

    def __len__(self) -> int:
        return len(self.start)

    def at(self, some: Flags) -> Units:
        """Some of the units."""
        return Units(self.start[some], self.end[some], self.hours[some])

    def counted(self, incidents: Incidents, weight: Floats) -> tuple[Floats, Flags]:
        """What lies in each unit, and which incidents certainly lie in the units together.

        An incident that spans several units that follow each other counts in the one of its middle.
        """
        if not len(self):
            return np.zeros(0), np.zeros(len(incidents), dtype=bool)
        middle = (incidents.start + incidents.end) // 2
        index = np.searchsorted(self.start, middle, side="right") - 1
        inside = (index >= 0) & (middle < self.end[index])
        apart = np.concatenate([[True], self.start[1:] != self.end[:-1]])
        block = np.cumsum(apart) - 1
        first = self.start[apart][block]
        last = self.end[np.concatenate([np.flatnonzero(apart)[1:] - 1, [len(self) - 1]])][block]
        certain = inside & (incidents.start >= first[index]) & (incidents.end <= last[index])
        return np.bincount(index[certain], weight[certain], len(self)).astype(np.float64), np.asarray(certain)

    def touched(self, incidents: Incidents) -> Flags:
        """Which incidents may lie in one of the units."""
        if not len(self):
            return np.zeros(len(incidents), dtype=bool)
        index = np.searchsorted(self.end, incidents.start, side="right")
        nearest = np.minimum(index, len(self) - 1)
        last = np.maximum(incidents.end, incidents.start + 1)
        return np.asarray((index < len(self)) & (self.start[nearest] < last))


def seconds(moment: datetime) -> int:
    """Seconds since 1970 (UTC)."""
    return int(moment.astimezone(UTC).timestamp())


def seen(window: Window, access: Sequence[tuple[Window, float]]) -> float:
    """Share of a window that a monitor could see: its access, weighted by time, and all of it where nothing is said."""
    unseen = sum(
        (min(w.end, window.end) - max(w.start, window.start)) / HOUR * (1 - share)
        for w, share in access
        if w.overlaps(window)
    )
    return max(0.0, 1 - unseen / window.hours)


def whole_days(windows: Sequence[Window], zone: ZoneInfo) -> tuple[Window, ...]:
    """The days of a zone that lie within the windows from midnight to midnight."""
    found = []
    for window in windows:
        day = window.start.astimezone(zone).date()
        last = window.end.astimezone(zone).date()
        while day <= last:
            whole = day_of(day, zone)
            if window.start <= whole.start and whole.end <= window.end:
                found.append(whole)
            day += DAY
    return tuple(dict.fromkeys(found))


def days_touched(windows: Sequence[Window], zone: ZoneInfo) -> tuple[Window, ...]:
    """The days of a zone on which a window lies, at least in part."""
    found = {}
    for window in windows:
        day = window.start.astimezone(zone).date()
        while (whole := day_of(day, zone)).start < window.end:
            found[day] = whole
            day += DAY
    return tuple(found[day] for day in sorted(found))


def days_before(first: date, days: int, zone: ZoneInfo, left_out: int = 0) -> tuple[Window, ...]:
    """So many days before a day, without the last few."""
    return tuple(day_of(first - i * DAY, zone) for i in range(days + left_out, left_out, -1))


def hours_before(
    windows: Sequence[Window], first: date, days: int, zone: ZoneInfo, left_out: int = 0
) -> tuple[Window, ...]:
    """The same clock hours as on the first day of the windows, on so many days before it, without the last few."""
    shapes = [(w.start.astimezone(zone), w.end - w.start) for w in windows if w.start.astimezone(zone).date() == first]
    return tuple(
        Window(start, start + length)
        for i in range(days + left_out, left_out, -1)
        for at, length in shapes
        for start in [datetime.combine(first - i * DAY, at.time(), zone).astimezone(UTC)]
    )


def day_of(day: date, zone: ZoneInfo) -> Window:
    """A day from midnight to midnight.

    Raises
    ------
    InputError
        If the zone left the day out, as Samoa did when it moved across the date line.
    """
    start, end = (datetime.combine(d, time(), zone).astimezone(UTC) for d in (day, day + DAY))
    if start == end:
        raise InputError(f"time zone {zone.key}", f"it has no {day}", "compare a time without that day")
    return Window(start, end)
