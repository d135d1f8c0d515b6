"""Texts of a case's fields turned into values; every fault is a ``ValueError`` that says what was expected."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import UTC, date, datetime, timedelta, timezone
from datetime import time as time_of_day
from difflib import get_close_matches
from functools import lru_cache
from typing import TypeVar
from unicodedata import name as name_of
from zoneinfo import ZoneInfo, available_timezones

from geleit.model.figures import MOST_DAYS
from geleit.model.letters import unfit_for_id
from geleit.model.window import Window

D = TypeVar("D", bound=date)
GREATEST = 1e12
"""No figure of a case is greater; more is a slip of the keyboard."""

COUNTED = frozenset({"people", "persons/h", "trucks/h"})
"""Units of figures so large that a thousandth of one is proved nonsense."""

YEARS = range(1900, 2200)
"""Years that a case may be of."""

_NUMBER = re.compile(r"[+-]?(\d+\.?\d*|\.\d+)([eE][+-]?\d+)?", re.ASCII)
_COMMA = re.compile(r"[+-]?\d{1,3},\d{3}", re.ASCII)
_DAY = r"(\d{4}-\d\d-\d\d)"
_WHOLE_DAY = re.compile(_DAY, re.ASCII)
_CLOCK = r"((?:[01]\d|2[0-3]):[0-5]\d(?::[0-5]\d)?)"
_TIME = re.compile(rf"{_DAY}(?:[T ]{_CLOCK}(Z|[+-](?:0\d|1[0-4]):[0-5]\d)?)?", re.ASCII)
_HOUR = re.compile(r"([01]\d|2[0-3]):([0-5]\d)", re.ASCII)
THOUSANDS = re.compile(r"[1-9]\d{0,2}\.\d{3}", re.ASCII)
"""Numbers that some countries write for thousands and others for units."""
_DAILY = re.compile(r"daily\s+(\d\d:\d\d)\s*-\s*(\d\d:\d\d)" + rf"(?:\s+{_DAY}\s*\.\.\s*{_DAY})?", re.ASCII)
SHA256 = re.compile("[0-9a-f]{64}")
LANGUAGE = re.compile("[a-z]{2,3}(-[A-Za-z0-9]{2,8}){0,3}")
"""The SHA-256 of a file in hexadecimal digits."""
_YES = {"yes": True, "true": True, "no": False, "false": False}


def read_number(text: str) -> float:
    """A finite number, decimal point, no separators between thousands."""
    if not _NUMBER.fullmatch(text):
        found = f"expected a number, found {quote(text)}"
        if _COMMA.fullmatch(text):
            found += (
                f", which may mean {text.replace(',', '')} or {text.replace(',', '.')}: write the one that is meant"
            )
        raise ValueError(found)
    value = float(text)
    if abs(value) > GREATEST:
        raise ValueError(f"expected a number up to {GREATEST:g}, found {quote(text)}")
    return value


def read_yes(text: str) -> bool:
    """``yes`` or ``no``, also ``true`` or ``false``."""
    if text.lower() not in _YES:
        raise ValueError(f"expected yes or no, found {quote(text)}")
    return _YES[text.lower()]


def split_list(text: str) -> tuple[str, ...]:
    """The parts of a list separated by semicolons, without empty ones."""
    return tuple(part for part in map(str.strip, text.split(";")) if part)


def quote(text: str, most: int = 60) -> str:
    """A text in quotes for a message, shortened where it is long."""
    return repr(text if len(text) <= most else text[: most - 3] + "...")


def describe(found: object) -> str:
    """Something read from JSON or TOML in a few words for a message."""
    match found:
        case dict():
            return "a table of fields"
        case list():
            return f"a list of {len(found)}"
        case None:
            return "nothing"
        case _:
            return quote(str(found))


MOST_COMPARED = 200
"""Names among which the nearest is looked for: each takes some tenths of a millisecond."""


def wrong_with_id(text: str) -> str:
    """Why a text cannot be an id, if it holds what is not seen, so that two ids would look the same."""
    if "  " in text:
        return f"an id holds no two blanks in a row, which look like one; found {quote(text)}"
    unfit = unfit_for_id(text)
    what = unfit and f"U+{ord(unfit):04X} ({name_of(unfit, 'a control character').lower()})"
    return what and f"an id holds no {what}, which is not seen; found {quote(text)}"


def did_you_mean(name: str, known: Collection[str]) -> str:
    """A remedy for a name nobody knows: the nearest known one, or all of them where they are few; none of very many."""
    if len(known) > MOST_COMPARED:
        return ""
    near = get_close_matches(name, sorted(known), n=1)
    if near:
        return f"did you mean {near[0]!r}?"
    return f"known: {', '.join(sorted(known))}" if 0 < len(known) <= 40 else ""


def read_zone(text: str) -> ZoneInfo:
    """A time zone by its IANA name."""
    try:
        return ZoneInfo(text)
    except (KeyError, ValueError, OSError):
        near = get_close_matches(text, available_timezones(), n=1)
        hint = f"did you mean {near[0]!r}?" if near else "such as 'Asia/Damascus'"
        raise ValueError(f"no time zone is called {quote(text)}; {hint}") from None


def is_plain_date(text: str) -> bool:
    """Whether a valid time is a day without a time of day."""
    match = _TIME.fullmatch(text)
    return match is not None and match[2] is None


def read_clock(text: str) -> time_of_day:
    """A time of day, such as ``10:00``."""
    found = _HOUR.fullmatch(text)
    if not found:
        raise ValueError(f"expected a time of day such as 10:00, found {quote(text)}")
    return time_of_day(int(found[1]), int(found[2]))


def read_time(text: str, zone: ZoneInfo) -> datetime:
    """A time in ISO 8601, with a fixed offset from UTC.

    Parameters
    ----------
    text
        Such as ``2016-08-11T10:00``, ``2016-08-11 10:00+03:00`` or ``2016-08-11``.
    zone
        Zone of a time that names none.

    Returns
    -------
    datetime
        The time with the offset that holds in ``zone`` at that moment. The offset is fixed because Python takes
        the difference of two times in one zone by the clock on the wall, an hour wrong across a clock change.

    Raises
    ------
    ValueError
        If it is no time, or the clock of the zone skips it or shows it twice.
    """
    match = _TIME.fullmatch(text)
    if match is None:
        raise ValueError(f"expected a time such as 2016-08-11T10:00, found {quote(text)}")
    day, clock, offset = _day(match[1]), match[2], match[3]
    if clock is None:
        return start_of_day(day, zone)
    if offset is None:
        return at_wall_time(datetime.combine(day, time_of_day.fromisoformat(clock)), zone)
    return _fixed(datetime.fromisoformat(f"{match[1]}T{clock}{offset}"), zone)


def start_of_day(day: date, zone: ZoneInfo) -> datetime:
    """The first moment of a day; not midnight where the clock skips midnight."""
    return _fixed(datetime.combine(day, time_of_day(), zone), zone)


def at_wall_time(moment: datetime, zone: ZoneInfo) -> datetime:
    """The moment at which the clock of ``zone`` shows ``moment``, which names no zone.

    Raises
    ------
    ValueError
        If it never does, or does twice.
    """
    local = moment.replace(tzinfo=zone)
    offset = local.utcoffset()
    if offset is not None and offset == local.replace(fold=1).utcoffset():  # neither skipped nor shown twice
        return moment.replace(tzinfo=_offset(offset))
    first, second = _fixed(local, zone), _fixed(local.replace(fold=1), zone)
    if first.replace(tzinfo=None) != moment:
        raise ValueError(f"the clock of {zone.key} skips {moment.isoformat(' ', 'minutes')} (daylight saving)")
    if first != second:
        raise ValueError(
            f"the clock of {zone.key} shows {moment.isoformat(' ', 'minutes')} twice (daylight saving); "
            f"write {first.isoformat(timespec='minutes')} or {second.isoformat(timespec='minutes')}"
        )
    return first


def _fixed(moment: datetime, zone: ZoneInfo) -> datetime:
    local = moment.astimezone(UTC).astimezone(zone)
    return moment.astimezone(_offset(local.utcoffset() or timedelta()))


_offset = lru_cache(maxsize=64)(timezone)  # times that share theirs compare several times as fast


def read_day(text: str) -> date:
    """A day, such as ``2016-08-11``."""
    if not _WHOLE_DAY.fullmatch(text):
        raise ValueError(f"expected a day such as 2016-08-11, found {quote(text)}")
    return _day(text)


def _day(text: str) -> date:
    try:
        day = date.fromisoformat(text)
    except ValueError:
        raise ValueError(f"no such day: {quote(text)}") from None
    return of_known_year(day)


def of_known_year(day: D) -> D:
    """A day or time, if it is of the years that a case may be of: others are slips, and zones can push them too far.

    Raises
    ------
    ValueError
        If it is of another year.
    """
    if day.year not in YEARS:
        raise ValueError(f"expected a year from {YEARS[0]} to {YEARS[-1]}, found {quote(day.isoformat())}")
    return day


@dataclass(frozen=True)
class Calendar:
    """The zone and period in which a case's times and windows are read.

    Parameters
    ----------
    zone
        Zone of times that name none.
    period
        What ``always`` means, and the days of a ``daily`` window that names none.
    """

    zone: ZoneInfo
    period: Window

    def time(self, text: str) -> datetime:
        """A time; see :func:`read_time`."""
        return read_time(text, self.zone)

    def end_time(self, text: str) -> datetime:
        """The end of a time: of a day that is given alone, the first moment of the next."""
        return self.after_day(self.time(text)) if _WHOLE_DAY.fullmatch(text) else self.time(text)

    def after_day(self, start: datetime) -> datetime:
        """The first moment of the day after the one that ``start`` is in."""
        return start_of_day(start.astimezone(self.zone).date() + timedelta(days=1), self.zone)

    @lru_cache(maxsize=64)  # noqa: B019 - many rows have the same windows, and few calendars are ever made
    def windows(self, text: str) -> tuple[Window, ...]:
        """One window text: ``from/to``, ``daily HH:MM-HH:MM [DAY..DAY]``, ``always`` or ``never``; in time order.

        Raises
        ------
        ValueError
            If it is none of these, or ends before it starts.
        """
        if text == "always":
            return (self.period,)
        if text == "never":
            return ()
        if text.startswith("daily"):
            return self._daily(text)
        start, slash, end = text.partition("/")
        if not slash:
            raise ValueError(
                "expected a window such as 2016-08-11T10:00/2016-08-11T13:00, 'daily 10:00-13:00', "
                f"'always' or 'never', found {quote(text)}"
            )
        return (Window(self.time(start.strip()), self.time(end.strip())),)

    def _daily(self, text: str) -> tuple[Window, ...]:
        match = _DAILY.fullmatch(text)
        if match is None:
            raise ValueError(
                "expected a window such as 'daily 10:00-13:00' or 'daily 10:00-13:00 2016-08-11..2016-08-16', "
                f"found {quote(text)}"
            )
        opens, closes = _minutes(match[1]), _minutes(match[2])
        if closes <= opens:
            raise ValueError(
                f"the daily window ends ({match[2]}) before or when it starts ({match[1]}); "
                "write one that passes midnight as two, such as daily 22:00-24:00; daily 00:00-02:00"
            )
        if match[3] is not None:
            first, last = _day(match[3]), _day(match[4])
            if last < first:
                raise ValueError(f"the last day ({last}) is before the first ({first})")
            if (last - first).days >= MOST_DAYS:
                raise ValueError(f"expected at most {MOST_DAYS} days, found {quote(text)}")
            return tuple(self._on(day, opens, closes) for day in _days(first, last))
        start, end = self.period.start, self.period.end
        first, last = (t.astimezone(self.zone).date() for t in (start, end))
        windows = (self._on(day, opens, closes) for day in _days(first, last))
        return tuple(
            Window(max(w.start, start), min(w.end, end), recurs=True) for w in windows if w.overlaps(self.period)
        )

    def _on(self, day: date, opens: int, closes: int) -> Window:
        return Window(self._at(day, opens), self._at(day, closes))

    def _at(self, day: date, minutes: int) -> datetime:
        if minutes % (24 * 60) == 0:
            return start_of_day(day + timedelta(days=minutes // (24 * 60)), self.zone)
        return at_wall_time(datetime.combine(day, time_of_day(minutes // 60, minutes % 60)), self.zone)


def _minutes(text: str) -> int:
    hours, minutes = int(text[:2]), int(text[3:])
    if minutes > 59 or hours * 60 + minutes > 24 * 60:
        raise ValueError(f"expected a time of day from 00:00 to 24:00, found {quote(text)}")
    return hours * 60 + minutes


def _days(first: date, last: date) -> Iterable[date]:
    return (first + timedelta(days=n) for n in range((last - first).days + 1))


def not_within(inner: Iterable[Window], outer: Iterable[Window]) -> Window | None:
    """The first window of ``inner`` that is not wholly inside the union of ``outer``, or ``None``."""
    merged: list[Window] = []
    for window in sorted(outer):
        if merged and window.start <= merged[-1].end:
            merged[-1] = Window(merged[-1].start, max(merged[-1].end, window.end))
        else:
            merged.append(window)
    starts = [m.start for m in merged]
    return next((w for w in inner if not _holds(merged, bisect_right(starts, w.start) - 1, w)), None)


def _holds(merged: list[Window], index: int, window: Window) -> bool:
    return index >= 0 and window.end <= merged[index].end
