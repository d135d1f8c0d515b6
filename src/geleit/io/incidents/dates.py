"""Days and times as tables of incidents write them, as spans of seconds since 1970 (UTC)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from itertools import chain
from typing import Literal, TypeAlias, get_args
from zoneinfo import ZoneInfo

from geleit.io.case.fields import YEARS, at_wall_time, quote, read_time, start_of_day

Order: TypeAlias = Literal["day-first", "month-first"]
"""Orders of day and month in dates such as 03/04/2016."""
ORDERS: tuple[Order, ...] = get_args(Order)
Span = tuple[int, int]

_ISO_DAY = re.compile(r"(\d{4})-(\d\d)-(\d\d)(?:[T ]00:00(?::00(?:\.0+)?)?)?", re.ASCII)
_COMPACT = re.compile(r"(\d{4})(\d\d)(\d\d)", re.ASCII)
_SLASHED = re.compile(r"(\d{1,2})[/.](\d{1,2})[/.](\d{4})(?: 0?0:00(?::00)?)?", re.ASCII)
_WORDED = re.compile(r"(\d{1,2})[ -]([A-Za-z]{3,9})\.?[ -](\d{4})", re.ASCII)
_MONTHS = ("jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec")
_EXPECTED = "expected a day such as 2016-02-27, 27/02/2016 or 27 February 2016"


def order_of(texts: Iterable[str]) -> Order | None:
    """What a column's dates such as 27/02/2016 say about their order; all are looked at if the first is such a date.

    ``None`` where they say nothing, or both.
    """
    texts = iter(texts)
    first, found = next(texts, ""), set[Order]()
    for text in chain([first], texts) if "/" in first or "." in first[:6] else ():
        if parts := _SLASHED.fullmatch(text.strip()):
            found |= {"day-first"} if int(parts[1]) > 12 else {"month-first"} if int(parts[2]) > 12 else set()
    return found.pop() if len(found) == 1 else None


@dataclass
class Calendar:
    """Reads the days of one file, each distinct text once.

    Parameters
    ----------
    zone
        Zone of the place; a day lasts from midnight to midnight there.
    order
        How the file writes dates such as 03/04/2016; ``None`` where it does not tell.
    """

    zone: ZoneInfo
    order: Order | None
    seen: dict[str, Span | str] = field(default_factory=dict)

    def span(self, text: str) -> Span | str:
        """First second and the second after the last of a day, or what is wrong with the text."""
        found = self.seen.get(text)
        if found is None:
            found = self.seen[text] = self._read(text)
        return found

    def moment(self, text: str) -> Span | str:
        """A day, or a time of day as a span of no length."""
        found = self.span(text)
        if isinstance(found, tuple):
            return found
        try:
            second = int(read_time(text.strip(), self.zone).timestamp())
        except ValueError as problem:
            return str(problem)
        return second, second

    def minute(self, day: str, clock: str) -> Span | str:
        """A minute of a day, or the whole day where the clock is empty."""
        whole = self.span(day)
        if isinstance(whole, str) or not clock:
            return whole
        at = re.fullmatch(r"([01]?\d|2[0-3]):([0-5]\d)(?::[0-5]\d)?", clock, re.ASCII)
        if at is None:
            return f"expected a time such as 14:30, found {quote(clock)}"
        midnight = datetime.fromtimestamp(whole[0], UTC).astimezone(self.zone).replace(tzinfo=None)
        try:
            start = at_wall_time(midnight + timedelta(hours=int(at[1]), minutes=int(at[2])), self.zone)
        except ValueError as problem:
            return str(problem)
        second = int(start.timestamp())
        return second, second + 60

    def _read(self, text: str) -> Span | str:
        day = self._day(text.strip())
        if isinstance(day, str):
            return day
        return int(start_of_day(day, self.zone).timestamp()), int(
            start_of_day(day + timedelta(days=1), self.zone).timestamp()
        )

    def _day(self, text: str) -> date | str:
        if parts := _ISO_DAY.fullmatch(text) or _COMPACT.fullmatch(text):
            year, month, day = int(parts[1]), int(parts[2]), int(parts[3])
        elif parts := _WORDED.fullmatch(text):
            name = parts[2].lower()
            month = _MONTHS.index(name[:3]) + 1 if name[:3] in _MONTHS else 0
            year, day = int(parts[3]), int(parts[1])
        elif parts := _SLASHED.fullmatch(text):
            first, second, year = int(parts[1]), int(parts[2]), int(parts[3])
            if self.order is None and first <= 12 and second <= 12 and first != second:
                return (
                    f"{quote(text)} may be day/month or month/day: write {year}-{second:02}-{first:02}, or say --dates"
                )
            month_first = self.order == "month-first" or (self.order is None and second > 12)
            month, day = (first, second) if month_first else (second, first)
        else:
            return f"{_EXPECTED}, found {quote(text)}" if text else "missing"
        try:
            found = date(year, month, day)
        except ValueError:
            return f"there is no such day: {quote(text)}"
        return found if year in YEARS else f"expected a year from {YEARS[0]} to {YEARS[-1]}, found {quote(text)}"
