"""Days and hours in which incidents are counted: those of a pause, and those before it that it is compared with."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, date, datetime, time
from zoneinfo import ZoneInfo

from geleit.errors import InputError
from geleit.model.window import DAY, HOUR, Window


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
