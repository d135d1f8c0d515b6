"""Dates in a text, as *30 April* or 2016-04-30: in English, German, Russian and Arabic."""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import date

from geleit.model.voices import plain

_MONTHS = (
    "january february march april may june july august september october november december "
    "januar februar märz mai juni juli oktober dezember "
    "января февраля марта апреля мая июня июля августа сентября октября ноября декабря "
    "يناير فبراير مارس أبريل مايو يونيو يوليو أغسطس سبتمبر أكتوبر نوفمبر ديسمبر "
    "كانون شباط آذار نيسان أيار حزيران تموز آب أيلول تشرين"
)
_OF_TWELVE = 4
"""Languages at the beginning of these in which each month has one name."""
_MONTH = "|".join(plain(month) for month in _MONTHS.split())
DATES = re.compile(rf"\b(?:\d{{1,2}}(?:st|nd|rd|th)? (?:{_MONTH})|(?:{_MONTH}) \d{{1,2}}(?:st|nd|rd|th)?)\b")
"""A day and the name of its month, in a text in plain form."""
_ISO = re.compile(r"\b\d{4}-\d\d-\d\d\b")


def without_dates(text: str, days: Collection[tuple[int, int]]) -> str:
    """A text in plain form without the dates, such as *30 April*, that are among days, each a month and a day."""
    return DATES.sub(lambda found: "" if _day_of(found[0]) in days else found[0], plain(text))


def names_other_dates(text: str, days: Collection[date]) -> bool:
    """Whether a text has a date, in words or as 2016-05-01, that is none of some days."""
    left = without_dates(text, {(day.month, day.day) for day in days})
    written = {found[0] for found in _ISO.finditer(text)}
    return DATES.search(left) is not None or not written <= {day.isoformat() for day in days}


def _day_of(date: str) -> tuple[int, int] | None:
    """Month and day of a date in words; ``None`` where the name of the month is not one of twelve."""
    day = re.sub(r"\D", "", date)
    months = [plain(month) for month in _MONTHS.split()][: _OF_TWELVE * 12]
    found = [at % 12 + 1 for at, month in enumerate(months) if month in date.split()]
    return (found[0], int(day)) if found else None
