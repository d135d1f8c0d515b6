"""Times in a statement: dates, weekdays, days relative to publication, months, years, clock times.

A day without its year, and every weekday, needs the day of publication. A weekday lies before it or after it as the
words say (*last*, *until*, *will*); where they do not say, it is one of both, and the range covers both.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, datetime, time, timedelta

from geleit.model.proposal import Language, TimeMention
from geleit.model.window import DAY

_MONTHS: dict[Language, str] = {
    "de": "januar februar märz april mai juni juli august september oktober november dezember",
    "en": "january february march april may june july august september october november december",
}
_WEEKDAYS: dict[Language, str] = {
    "de": "montag dienstag mittwoch donnerstag freitag samstag sonntag",
    "en": "monday tuesday wednesday thursday friday saturday sunday",
}
_RELATIVE: dict[Language, dict[str, int]] = {
    "de": {"vorgestern": -2, "gestern": -1, "heute": 0, "übermorgen": 2},
    "en": {"yesterday": -1, "today": 0, "tonight": 0, "tomorrow": 1},
}
_PAST: dict[Language, str] = {
    "de": r"vergangenen|letzten|vorigen|gestrigen|wurden?|war(?:en)?|hatten?|worden|gewesen|seit",
    "en": r"last|past|since|was|were|had|did",
}
_FUTURE: dict[Language, str] = {
    "de": r"kommenden|nächsten|bis|ab|werden?|wird|würden?|sollen?|solle|wollen?|will",
    "en": r"next|coming|until|till|by|from|will|would|shall|to be",
}
_CLOCK: dict[Language, str] = {
    "de": r"(?:um |bis |ab |gegen )?(?P<hour>\d{1,2})(?:[:.](?P<minute>\d{2}))? Uhr",
    "en": r"(?:at |by |until |from )?(?P<hour>\d{1,2})(?:[:.](?P<minute>\d{2}))? ?(?P<half>[ap]\.?m\.?)|"
    r"(?:at |by |until |from )(?P<hour24>\d{1,2}):(?P<minute24>\d{2})",
}
_YEAR = r"(?:19|20)\d{2}"
_ALONE = rf"(?:im Jahr |in )?(?P<year5>{_YEAR})(?![\d.,]\d| ?%| [A-Za-z]+(?:en|s)\b)"
_NEAR = 30


def _pattern(language: Language) -> re.Pattern[str]:
    months = "|".join(month.capitalize() for month in _MONTHS[language].split())
    days = "|".join(day.capitalize() for day in _WEEKDAYS[language].split())
    near = "|".join(_RELATIVE[language]) + ("|(?<!am )(?<!Guten )morgen" if language == "de" else "")
    directed = r"(?:(?:kommende|nächste|vergangene|letzte|vorige|gestrige|heutige)n |(?:next|last|past|coming) )?"
    ordered = rf"(?P<day>\d{{1,2}})\. ?(?P<month>{months})(?: (?P<year>{_YEAR}))?"
    if language == "en":
        ordered = (
            rf"(?P<day>\d{{1,2}})(?:st|nd|rd|th)? (?P<month>{months})(?:,? (?P<year>{_YEAR}))?|"
            rf"(?P<month2>{months}) (?P<day2>\d{{1,2}})(?:st|nd|rd|th)?\b(?:, (?P<year2>{_YEAR}))?"
        )
    numeric = (
        rf"(?P<day3>\d{{1,2}})\.(?P<month3>\d{{1,2}})\.(?P<year3>{_YEAR})"
        if language == "de"
        else (r"(?P<year3>(?:19|20)\d{2})-(?P<month3>\d{2})-(?P<day3>\d{2})")
    )
    alone = rf"(?P<month4>{months})(?: (?P<year4>{_YEAR}))?|{_ALONE}"
    when = rf"{ordered}|{numeric}|{directed}(?P<weekday>{days})|(?P<near>{near})"
    return re.compile(rf"\b(?:(?:{when})(?:,? (?:{_CLOCK[language]}))?|{alone})(?!\w)")


_PATTERNS: dict[Language, re.Pattern[str]] = {language: _pattern(language) for language in ("de", "en")}
_CLOCKS: dict[Language, re.Pattern[str]] = {
    language: re.compile(rf"\b(?:{words})(?!\w)") for language, words in _CLOCK.items()
}
_PASTS: dict[Language, re.Pattern[str]] = {
    language: re.compile(rf"\b(?:{words})\b") for language, words in _PAST.items()
}
_FUTURES: dict[Language, re.Pattern[str]] = {
    language: re.compile(rf"\b(?:{words})\b") for language, words in _FUTURE.items()
}


def times_in(text: str, start: int, end: int, published: date | None, language: Language) -> tuple[TimeMention, ...]:
    """Times between two places of a text, in order.

    Parameters
    ----------
    published
        Day of publication, against which *on Monday* is read; without it such times stay open.
    """
    found, place = [], start
    for match in _PATTERNS[language].finditer(text, start, end):
        found += list(_clock_times(text, place, match.start(), published, language))
        around = text[max(start, match.start() - _NEAR) : min(end, match.end() + _NEAR)]
        found.append(_mention(match, around, published, language))
        place = match.end()
    found += list(_clock_times(text, place, end, published, language))
    return tuple(found)


def _clock_times(text: str, start: int, end: int, published: date | None, language: Language) -> Iterator[TimeMention]:
    """Clock times of no named day."""
    for match in _CLOCKS[language].finditer(text, start, end):
        yield TimeMention(match[0], match.start(), match.end(), None, None, published is None)


def _mention(match: re.Match[str], around: str, published: date | None, language: Language) -> TimeMention:
    days = _days(match, around, published, language)
    if days is None:
        dated = any(match.groupdict().get(name) for name in ("year", "year2", "year3"))
        return TimeMention(match[0], match.start(), match.end(), None, None, published is None and not dated)
    first, after = days
    earliest, latest = datetime.combine(first, time()), datetime.combine(after, time())
    clock = _clock(match, language)
    if clock and after - first == DAY:
        earliest = datetime.combine(first, clock)
        latest = earliest + timedelta(minutes=1)
    return TimeMention(match[0], match.start(), match.end(), earliest, latest, needs_anchor=False)


def _days(match: re.Match[str], around: str, published: date | None, language: Language) -> tuple[date, date] | None:
    """First day and the day after the last; ``None`` without the day of publication, or where there is no such day."""
    groups = match.groupdict()
    if groups["weekday"]:
        return _weekday(match, around, published, language)
    if groups["near"]:
        shift = _RELATIVE[language].get(groups["near"], 1)
        return (published + shift * DAY, published + (shift + 1) * DAY) if published else None
    if groups["year5"]:
        return date(int(groups["year5"]), 1, 1), date(int(groups["year5"]) + 1, 1, 1)
    name = groups["month"] or groups.get("month2") or groups["month4"]
    month = _MONTHS[language].split().index(name.lower()) + 1 if name else int(groups["month3"])
    day = groups["day"] or groups.get("day2") or groups["day3"]
    year = groups["year"] or groups.get("year2") or groups["year3"] or groups["year4"]
    years = [int(year)] if year else [published.year + shift for shift in (-1, 0, 1)] if published else []
    spans = [span for number in years if (span := _span(number, month, int(day) if day else None))]
    return min(spans, key=lambda span: abs(span[0] - published), default=None) if published else next(iter(spans), None)


def _span(year: int, month: int, day: int | None) -> tuple[date, date] | None:
    try:
        first = date(year, month, day or 1)
    except ValueError:
        return None
    if day:
        return first, first + DAY
    return first, date(year + month // 12, month % 12 + 1, 1)


def _weekday(match: re.Match[str], around: str, published: date | None, language: Language) -> tuple[date, date] | None:
    """The weekday before or after publication, whichever the words around it say; else both ends of the range."""
    if published is None:
        return None
    ahead = (_WEEKDAYS[language].split().index(match["weekday"].lower()) - published.weekday()) % 7
    if not ahead:
        return published, published + DAY
    before, after = published + (ahead - 7) * DAY, published + ahead * DAY
    past = future = False
    for words in (match[0], around):
        if past == future:
            past, future = bool(_PASTS[language].search(words)), bool(_FUTURES[language].search(words))
    if past == future:
        return before, after + DAY
    chosen = before if past else after
    return chosen, chosen + DAY


def _clock(match: re.Match[str], language: Language) -> time | None:
    groups = match.groupdict()
    hour, minute = groups["hour"] or groups.get("hour24"), groups["minute"] or groups.get("minute24") or "0"
    if hour is None:
        return None
    number = int(hour)
    if language == "en" and groups.get("half"):
        number = number % 12 + (12 if groups["half"].startswith("p") else 0)
    return time(number % 24, int(minute)) if int(minute) < 60 and number <= 24 else None
