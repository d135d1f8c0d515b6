"""Days and times as tables of incidents write them, as spans of seconds since 1970 (UTC)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import chain
from typing import Literal
from zoneinfo import ZoneInfo

from geleit.io.case.fields import YEARS, at_wall_time, quote, read_time, start_of_day
from geleit.io.case.written import YEAR_LAST, Order, full_year, moment_of, way_of
from geleit.model.window import MINUTE_S

Span = tuple[int, int]
Steps = Literal["", "month", "week"]
"""Whether all days of a column are the first of a month, or one weekday: then its rows may stand for that long."""

_ISO_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:[T ]00:00(?::00(?:[.,]0+)?)?)?", re.ASCII)
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)", re.ASCII)
_STAMP = re.compile(r"(\d{4}-\d\d-\d\d)[T ](\d\d:\d\d(?::\d\d)?)(?:[.,]\d+)? ?(Z|UTC|[+-]\d\d(?::?\d\d)?)?", re.ASCII)
_WORDED = re.compile(r"(\d{1,2})[ -]([A-Za-z]{3,9})\.?,?[ -](\d{4}|\d\d)", re.ASCII)
_MONTH_FIRST = re.compile(r"([A-Za-z]{3,9})\.? (\d{1,2}),? (\d{4})", re.ASCII)
_MONTH = re.compile(r"(\d{4})-(\d\d)", re.ASCII)
_WORDED_MONTH = re.compile(r"([A-Za-z]{3,9})\.?[ -](\d{4})", re.ASCII)
_YEAR = re.compile(r"\d{4}", re.ASCII)
_CLOCK = re.compile(
    r"(?P<hour>[01]?\d|2[0-3]):(?P<minute>[0-5]\d)(?::[0-5]\d(?:[.,]\d+)?)?"
    r"(?: ?(?P<half>[AaPp])\.?[Mm]\.?)?(?: ?(?P<offset>Z|UTC|[+-]\d\d(?::?\d\d)?))?",
    re.ASCII,
)
_MONTHS = (
    *("january", "february", "march", "april", "may", "june", "july", "august", "september", "october"),
    *("november", "december"),
)
_EXPECTED = "expected a day such as 2016-02-27, 27/02/2016 or 27 February 2016"
_FEWEST_STEPS = 4
"""Weeks, or months, that a column must have for its days to look like steps."""


@dataclass(frozen=True)
class Style:
    """How a column of dates is written, as all its cells tell together.

    Parameters
    ----------
    order
        Of day and month in dates such as 03/04/2016; ``None`` where no cell tells, or two tell different ones.
    serial
        Whether all are numbers of days since 1900, as spreadsheets keep them.
    midnights
        The zone in which all of its times that name an offset are midnights, so that they are days there; or ``None``.
    steps
        Whether they look like the beginnings of months or weeks.
    example
        One that is read otherwise than it is written.
    """

    order: Order | None = None
    serial: bool = False
    midnights: ZoneInfo | None = None
    steps: Steps = ""
    example: str = ""

    @property
    def told(self) -> str:
        """What was read otherwise than it is written; empty where nothing was."""
        if self.serial:
            return f"{quote(self.example)} is read as {_serial(self.example)}, in days from 1900 as spreadsheets count"
        if self.midnights is not None:
            return f"{quote(self.example)} is read as a day: every time of the column is midnight in {self.midnights}"
        return ""


def style_of(texts: Iterable[str], zone: ZoneInfo, *, all_of_them: bool = False) -> Style:
    """How the cells of a column are written; unless asked for, all are looked at only if the first one needs that.

    Parameters
    ----------
    texts
        What stands in it, without empty cells.
    zone
        Of the place.
    all_of_them
        Whether all are looked at in any case.
    """
    texts = iter(texts)
    first = next(texts, "").strip()
    if not (all_of_them or way_of(first) or (_STAMP.fullmatch(first) and _ISO_DAY.fullmatch(first) is None)):
        return Style()
    cells = {text.strip() for text in chain([first], texts)} - {""}
    orders = set[Order]()
    for text in cells:
        if parts := YEAR_LAST.fullmatch(text):
            orders |= {"day-first"} if int(parts[1]) > 12 else {"month-first"} if int(parts[2]) > 12 else set()
    serial = bool(cells) and all(way_of(text) == "serial" for text in cells)
    style = Style(orders.pop() if len(orders) == 1 else None, serial, _midnights(cells, zone), "", first)
    return Style(style.order, serial, style.midnights, _steps(cells, Calendar(zone, style)), first)


def _midnights(cells: Iterable[str], zone: ZoneInfo) -> ZoneInfo | None:
    """The zone in which all times with an offset are midnights, that of UTC first; ``None`` without any."""
    stamps = [found for text in cells if (found := _STAMP.fullmatch(text)) and found[3]]
    try:
        moments = [read_time(_plain(found), zone) for found in stamps]
    except ValueError:
        return None
    for one in (ZoneInfo("UTC"), zone) if moments else ():
        local = [moment.astimezone(one) for moment in moments]
        if all(moment == start_of_day(moment.date(), one) for moment in local):
            return one
    return None


def _steps(cells: Iterable[str], calendar: Calendar) -> Steps:
    days = {found for text in cells if type(found := calendar.read(text)) is date}
    if len(days) < _FEWEST_STEPS:
        return ""
    return "month" if {day.day for day in days} == {1} else "week" if len({day.weekday() for day in days}) == 1 else ""


@dataclass
class Calendar:
    """Reads the days and times of a column, each distinct text once.

    Parameters
    ----------
    zone
        Zone of the place; a day lasts from midnight to midnight there.
    style
        How the column is written.
    snapshot
        The day on which the file was taken from its publisher, if anybody said it: nothing in it can be later.
    offsets
        Those that its times name, other than that of UTC, so far.
    """

    zone: ZoneInfo
    style: Style
    snapshot: date | None = None
    seen: dict[str, Span | str] = field(default_factory=dict)
    offsets: set[str] = field(default_factory=set)

    @property
    def taken(self) -> int | None:
        """The second by which the file was taken, wherever that was said; ``None`` where nobody said it."""
        return None if self.snapshot is None else self._midnight(self.snapshot + timedelta(days=2))

    def span(self, text: str) -> Span | str:
        """First second and the second after the last of a day, or what is wrong with the text."""
        found = self.seen.get(text)
        if found is None:
            found = self.seen[text] = self._span(text.strip())
        return found

    def moment(self, text: str) -> Span | str:
        """A day, or a time of day as a span of no length."""
        found = self.read(text.strip())
        if isinstance(found, datetime):
            second = int(found.timestamp())
            return second, second
        return self.span(text)

    def minute(self, day: str, clock: str) -> Span | str:
        """A minute of a day, or the whole day where the clock is empty.

        With an offset that is not that of the place on that day, from the one reading to the other.
        """
        whole = self.span(day)
        if isinstance(whole, str) or not clock:
            return whole
        at = _CLOCK.fullmatch(clock)
        if at is None or (at["half"] and not 1 <= int(at["hour"]) <= 12):
            return f"expected a time such as 14:30, found {quote(clock)}"
        hour = int(at["hour"]) % 12 + 12 * (at["half"].lower() == "p") if at["half"] else int(at["hour"])
        midnight = datetime.fromtimestamp(whole[0], UTC).astimezone(self.zone).replace(tzinfo=None)
        told = midnight + timedelta(hours=hour, minutes=int(at["minute"]))
        own = self.read(day.strip())
        if (
            isinstance(own, datetime)
            and own.astimezone(self.zone).replace(tzinfo=None, second=0, microsecond=0) != told
        ):
            return f"the day tells a time of its own, {quote(day)}, other than {quote(clock)}: which is it?"
        try:
            start = int(at_wall_time(told, self.zone).timestamp())
            other = int(read_time(f"{told:%Y-%m-%dT%H:%M}{_offset(at['offset'])}", self.zone).timestamp())
        except ValueError as problem:
            return str(problem)
        self._note_offset(at["offset"])
        # forms write the offset of the device when they are filled in, which may not be that of the day told of
        return min(start, other), max(start, other) + MINUTE_S

    def of_parts(self, year: str, month: str, day: str) -> Span | str:
        """A day, or the month or year where no day or month is told (or 0, as some tables write)."""
        month, day = ("" if text.strip("0") == "" else text for text in (month, day))
        number = month if month.isdecimal() else str(_month_named(month) or month)
        if day and not month:
            return "a day without a month"
        return self.span("-".join([year, *(text.zfill(2) for text in (number, day) if text)]) if year else "")

    def whole(self, span: Span, steps: str) -> Span:
        """The month that a day is in, or the week that begins with it."""
        first = datetime.fromtimestamp(span[0], UTC).astimezone(self.zone).date()
        if steps == "month":
            first = first.replace(day=1)
        last = _next_month(first) if steps == "month" else first + timedelta(days=7)
        return self._midnight(first), self._midnight(last)

    def read(self, text: str) -> date | datetime | str:
        """A day, or a moment with an offset, or what is wrong with the text."""
        if stamp := _STAMP.fullmatch(text):
            return self._stamped(text, stamp)
        day = self._day(text)
        if isinstance(day, datetime):
            try:
                return at_wall_time(day, self.zone)
            except ValueError as problem:
                return str(problem)
        return day if isinstance(day, str) or day.year in YEARS else _of_no_year(text)

    def _stamped(self, text: str, stamp: re.Match[str]) -> date | datetime | str:
        if (parts := _ISO_DAY.fullmatch(text)) and not stamp[3]:
            return _date(text, int(parts[1]), int(parts[2]), int(parts[3]))
        try:
            moment = read_time(_plain(stamp), self.zone)
        except ValueError as problem:
            return str(problem)
        if stamp[3] and self.style.midnights:
            return moment.astimezone(self.style.midnights).date()
        self._note_offset(stamp[3])
        return moment

    def _note_offset(self, offset: str | None) -> None:
        if offset and offset not in ("Z", "UTC") and offset.strip("+-0:"):
            self.offsets.add(offset)

    def _span(self, text: str) -> Span | str:
        if months := self._months(text):
            return months
        found = self.read(text)
        if isinstance(found, str):
            return found
        day = found.astimezone(self.zone).date() if isinstance(found, datetime) else found
        return self._midnight(day), self._midnight(day + timedelta(days=1))

    def _months(self, text: str) -> Span | str:
        """A whole month or year; empty where the text is none."""
        if found := _MONTH.fullmatch(text):
            year, month = int(found[1]), int(found[2])
        elif (found := _WORDED_MONTH.fullmatch(text)) and _month_named(found[1]):
            year, month = int(found[2]), _month_named(found[1])
        elif _YEAR.fullmatch(text):
            year, month = int(text), 0
        else:
            return ""
        first = _date(text, year, month or 1, 1)
        if isinstance(first, str):
            return first
        return self._midnight(first), self._midnight(_next_month(first) if month else first.replace(year=year + 1))

    def _midnight(self, day: date) -> int:
        return int(start_of_day(day, self.zone).timestamp())

    def _day(self, text: str) -> date | datetime | str:
        if parts := _ISO_DAY.fullmatch(text) or _COMPACT.fullmatch(text):
            return _date(text, int(parts[1]), int(parts[2]), int(parts[3]))
        if parts := _WORDED.fullmatch(text):
            return _date(text, full_year(parts[3]), _month_named(parts[2]), int(parts[1]))
        if parts := _MONTH_FIRST.fullmatch(text):
            return _date(text, int(parts[3]), _month_named(parts[1]), int(parts[2]))
        way = way_of(text)
        if not way:
            return f"{_EXPECTED}, found {quote(text)}" if text else "missing"
        if way == "serial" and not self.style.serial:
            return (
                f"{quote(text)} may be a day counted from 1900, as not all dates of the column are: write it as a date"
            )
        order = self.style.order
        if parts := YEAR_LAST.fullmatch(text):
            first, second = int(parts[1]), int(parts[2])
            if order is None and first <= 12 and second <= 12 and first != second:
                year = moment_of(text, "day-first").year
                return (
                    f"{quote(text)} may be day/month or month/day: write {year}-{second:02}-{first:02}, or say --dates"
                )
            order = order or ("month-first" if second > 12 else "day-first")
        try:
            return moment_of(text, order)
        except ValueError as problem:
            return str(problem)


def _plain(stamp: re.Match[str]) -> str:
    """A time in ISO 8601 as Geleit reads it, without parts of seconds."""
    return f"{stamp[1]}T{stamp[2]}{_offset(stamp[3])}"


def _offset(written: str | None) -> str:
    """An offset from UTC in ISO 8601; empty where none is told."""
    offset = written or ""
    if offset and offset[0] in "+-":
        digits = offset[1:].replace(":", "").ljust(4, "0")
        return f"{offset[0]}{digits[:2]}:{digits[2:]}"
    return "Z" if offset == "UTC" else offset


def _serial(text: str) -> str:
    return moment_of(text, None).isoformat()


def _month_named(name: str) -> int:
    """The number of a month by its English name or the first three letters of it; 0 for none."""
    found = [i for i, month in enumerate(_MONTHS, 1) if len(name) >= 3 and month.startswith(name.lower())]
    return found[0] if found else 0


def _next_month(day: date) -> date:
    return date(day.year + day.month // 12, day.month % 12 + 1, 1)


def _date(text: str, year: int, month: int, day: int) -> date | str:
    try:
        found = date(year, month, day)
    except ValueError:
        return f"there is no such day: {quote(text)}"
    return found if found.year in YEARS else _of_no_year(text)


def _of_no_year(text: str) -> str:
    return f"expected a year from {YEARS[0]} to {YEARS[-1]}, found {quote(text)}"
