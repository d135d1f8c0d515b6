"""How spreadsheets, programs and other countries write numbers and times, and what each of them can mean."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from math import inf, isfinite
from typing import Literal, TypeAlias, get_args

from geleit.io.case.fields import THOUSANDS, of_known_year, quote

Order: TypeAlias = Literal["day-first", "month-first"]
"""Orders of day and month in dates such as 03/04/2016."""
ORDERS: tuple[Order, ...] = get_args(Order)

COMMA = re.compile(r"[+-]?\d+,\d+", re.ASCII)
"""Numbers with one comma."""
MAYBE_THOUSANDS = re.compile(r"[+-]?[1-9]\d{0,2},\d{3}", re.ASCII)
"""Those whose comma may stand between thousands."""
POINT = re.compile(r"[+-]?(?:\d+\.\d+|\.\d+)", re.ASCII)
"""Numbers with a decimal point."""

_CLOCK = r"(?:,?[ T](\d{1,2}):(\d\d)(?::(\d\d)(?:\.0+)?)?(?: ?([AaPp])[Mm])?)?"
_YEAR_FIRST = re.compile(rf"(\d{{4}})[-/.](\d{{1,2}})[-/.](\d{{1,2}}){_CLOCK}", re.ASCII)
YEAR_LAST = re.compile(rf"(\d{{1,2}})[/.](\d{{1,2}})[/.](\d{{4}}|\d\d){_CLOCK}", re.ASCII)
"""Times such as 13/05/2024 09:00, whose first two numbers have an order."""
_SERIAL = re.compile(r"\d{5}(?:[.,]\d+)?", re.ASCII)
_SERIALS = range(20_000, 109_575)
"""Days that a spreadsheet counts from 1900, of the years 1954 to 2199; smaller numbers are counts of something else."""
_DAY_ZERO = datetime(1899, 12, 30)  # noqa: DTZ001 - in the zone of the place; 1900 was no leap year, and Excel has it as one
_CENTURY = 69
"""Years of two digits from this one on are of the last century."""

Way = Literal["serial", "year last", "year first", ""]
"""How a time is written; empty where it is none of these."""

_WHOLE = re.compile(r"\d+(?:\.0*)?", re.ASCII)
_BETWEEN = "[  ’'\N{NO-BREAK SPACE}\N{NARROW NO-BREAK SPACE}\N{THIN SPACE}]"
_GROUPED = re.compile(rf"[1-9]\d{{0,2}}(?:(?:,\d{{3}})+|(?:\.\d{{3}}){{2,}}|(?:{_BETWEEN}\d{{3}})+)", re.ASCII)
_FIGURE = rf"(\d[\d,]*(?:{_BETWEEN}\d{{3}})*)"
_AT_LEAST = re.compile(rf"(?:{_FIGURE} ?\+|(?:>=|≥|at least|min\.?) ?{_FIGURE})", re.IGNORECASE)
_MORE_THAN = re.compile(rf"(?:>|more than|over) ?{_FIGURE}", re.IGNORECASE)
_AT_MOST = re.compile(rf"(?:<=|≤|up to|at most|max\.?) ?{_FIGURE}", re.IGNORECASE)
_FEWER_THAN = re.compile(rf"(?:<|fewer than|less than|under) ?{_FIGURE}", re.IGNORECASE)
_FROM_TO = re.compile(rf"{_FIGURE} ?(?:-|–|—|to) ?{_FIGURE}", re.IGNORECASE)

_DEGREES = re.compile(r"([NSEW])? ?([+-]?\d+(?:[.,]\d+)?) ?°? ?([NSEW])?", re.ASCII | re.IGNORECASE)


def way_of(text: str) -> Way:
    """How a time is written."""
    if YEAR_LAST.fullmatch(text):
        return "year last"
    if _YEAR_FIRST.fullmatch(text):
        return "year first"
    return "serial" if _SERIAL.fullmatch(text) and int(text[:5]) in _SERIALS else ""


def moment_of(text: str, order: Order | None) -> date | datetime:
    """A day, or a time of day by the clock of the place, of a text that :func:`way_of` knows.

    Raises
    ------
    ValueError
        If there is no such day or time, or it is of no year that a case may be of.
    """
    if parts := YEAR_LAST.fullmatch(text):
        first, second, year = int(parts[1]), int(parts[2]), full_year(parts[3])
        month, day = (first, second) if order == "month-first" else (second, first)
    elif parts := _YEAR_FIRST.fullmatch(text):
        year, month, day = int(parts[1]), int(parts[2]), int(parts[3])
    else:
        days = float(text.replace(",", "."))
        moment = _DAY_ZERO + timedelta(seconds=round(days * 86_400))
        return moment.date() if days.is_integer() else moment
    try:
        moment = of_known_year(datetime(year, month, day, *_clock(*parts.groups()[3:])))  # noqa: DTZ001 - as above
    except ValueError as fault:
        told = str(fault) if "expected a year" in str(fault) else f"no such day or time: {quote(text)}"
        raise ValueError(told) from None
    return moment.date() if parts[4] is None else moment


def full_year(text: str) -> int:
    """A year of four digits, or of two."""
    return int(text) + (0 if len(text) == 4 else 1900 if int(text) >= _CENTURY else 2000)


def _clock(hour: str | None, minute: str | None, second: str | None, half: str | None) -> tuple[int, int, int]:
    if hour is None or minute is None:
        return 0, 0, 0
    hours = int(hour)
    if half is not None:
        if not 1 <= hours <= 12:
            raise ValueError("expected an hour from 1 to 12")
        hours = hours % 12 + (12 if half in "pP" else 0)
    return hours, int(minute), int(second or 0)


@dataclass(frozen=True)
class Counted:
    """How many, as a cell says it.

    Parameters
    ----------
    low, likely, high
        The fewest, the one figure that is told, and the most; infinite where no limit is told.
    told
        What was read otherwise than it is written; empty where nothing was.
    """

    low: float
    likely: float
    high: float
    told: str = ""


def read_count(text: str, most: float) -> Counted:
    """A whole number as people write it: ``1,200``, ``1 200``, ``10+``, ``5-10``; a range where the text leaves one.

    Raises
    ------
    ValueError
        If it is none, is out of range, or has two readings.
    """
    if THOUSANDS.fullmatch(text):
        whole = text.replace(".", "")
        raise ValueError(f"{quote(text)} may mean {whole} or {float(text):g}: write the one that is meant")
    if _WHOLE.fullmatch(text):
        return _exactly(_within(text, float(text), most))
    if _GROUPED.fullmatch(text):
        figure = _within(text, _figure(text), most)
        if MAYBE_THOUSANDS.fullmatch(text) and text.endswith(",000"):
            least = float(text[:-4])
            return Counted(least, figure, figure, f"{quote(text)} is read as {figure:.0f}, and may mean {least:.0f}")
        return Counted(figure, figure, figure, f"{quote(text)} is read as {figure:.0f}")
    if found := _AT_LEAST.fullmatch(text) or _MORE_THAN.fullmatch(text):
        low = _within(text, _figure(found[found.lastindex or 1]) + (found.re is _MORE_THAN), most)
        return Counted(low, low, inf, f"{quote(text)} is read as at least {low:.0f}")
    if found := _AT_MOST.fullmatch(text) or _FEWER_THAN.fullmatch(text):
        high = _within(text, _figure(found[1]) - (found.re is _FEWER_THAN), most)
        return Counted(0, 0, high, f"{quote(text)} is read as 0 to {high:.0f}")
    if found := _FROM_TO.fullmatch(text):
        low, high = (_within(text, _figure(found[i]), most) for i in (1, 2))
        if low <= high:
            return Counted(low, low, high, f"{quote(text)} is read as {low:.0f} to {high:.0f}")
    try:
        number = float(text)
    except ValueError:
        raise ValueError(f"expected a number, found {quote(text)}") from None
    if not isfinite(number):
        raise ValueError(f"expected a number, found {quote(text)}")
    if number >= 0 and not number.is_integer():
        raise ValueError(f"expected a whole number, found {quote(text)}")
    return _exactly(_within(text, number, most))


def _exactly(figure: float) -> Counted:
    return Counted(figure, figure, figure)


def is_number(text: str) -> bool:
    """Whether a text is one number and nothing else, however odd."""
    try:
        float(text)
    except ValueError:
        return bool(COMMA.fullmatch(text))
    return True


def _within(text: str, number: float, most: float) -> float:
    if not 0 <= number <= most:
        raise ValueError(f"expected 0 to {most:g}, found {quote(text)}")
    return number


def _figure(text: str) -> float:
    return float(re.sub(r"\D", "", text))


def read_degrees(text: str) -> float:
    """A longitude or latitude in degrees: with a point or a comma before decimals, perhaps with N, S, E or W.

    Raises
    ------
    ValueError
        If it is none.
    """
    found = _DEGREES.fullmatch(text)
    if found is None or (found[1] and found[3]):
        raise ValueError(f"expected a number, found {quote(text)}")
    side = (found[1] or found[3] or "").upper()
    degrees = float(found[2].replace(",", "."))
    if side and degrees < 0:
        raise ValueError(f"expected a number without a sign before {side}, found {quote(text)}")
    return -degrees if side in ("S", "W") and side else degrees
