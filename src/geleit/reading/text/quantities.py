"""Figures in a statement: number, range, limit and unit, in German and English.

*Thousands* is at least two thousand. *About 300* is 300 with the word ``about``: how far it reaches is not in the
words. *Nearly 300* is less than 300.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from geleit.model.proposal import Language, Quantity
from geleit.reading.text.word_lists import word_set

_SMALL: dict[Language, str] = {
    "de": "null - zwei drei vier fünf sechs sieben acht neun zehn elf zwölf dreizehn vierzehn fünfzehn sechzehn "
    "siebzehn achtzehn neunzehn",
    "en": "zero - two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen "
    "seventeen eighteen nineteen",
}
_TENS: dict[Language, str] = {
    "de": "zwanzig dreißig vierzig fünfzig sechzig siebzig achtzig neunzig",
    "en": "twenty thirty forty fifty sixty seventy eighty ninety",
}
_SCALES: dict[Language, dict[str, float]] = {
    "de": {"hundert": 1e2, "tausend": 1e3, "million": 1e6, "millionen": 1e6, "mio": 1e6, "milliarde": 1e9}
    | {"milliarden": 1e9, "mrd": 1e9},
    "en": {"hundred": 1e2, "thousand": 1e3, "million": 1e6, "billion": 1e9},
}
_PLURALS: dict[Language, dict[str, float]] = {
    "de": {
        "dutzende": 24,
        "hunderte": 200,
        "tausende": 2e3,
        "zehntausende": 2e4,
        "hunderttausende": 2e5,
        "millionen": 2e6,
    },
    "en": {"dozens": 24, "hundreds": 200, "thousands": 2e3, "millions": 2e6},
}
_LIMITS: dict[Language, tuple[tuple[str, str], ...]] = {
    "de": (
        (r"bis zu|höchstens|maximal|nicht mehr als", "up to"),
        (r"mindestens|wenigstens|zumindest|nicht weniger als", "at least"),
        (r"mehr als|über|gut", "more than"),
        (r"weniger als|unter|knapp|fast|beinahe|nahezu", "less than"),
        (r"rund|etwa|ungefähr|circa|zirka|ca\.|annähernd|schätzungsweise", "about"),
    ),
    "en": (
        (r"up to|at most|no more than|a maximum of", "up to"),
        (r"at least|no fewer than|no less than|a minimum of", "at least"),
        (r"more than|over|upwards? of", "more than"),
        (r"less than|fewer than|under|nearly|almost|close to", "less than"),
        (r"about|around|some|roughly|approximately|an estimated", "about"),
    ),
}
_UNITS = {
    "people": r"mensch(?:en)?|personen?|einwohner\w*|bewohner\w*|zivilist\w*|people|persons?|civilians?|"
    r"residents?|inhabitants?",
    "t": r"tonnen?|tonnes?|tons?",
    "trucks": r"lastwagen|lkws?|lastkraftwagen|laster|trucks?|lorr(?:y|ies)",
    "buses": r"busse?n?|bus(?:es)?",
    "families": r"familien?|famil(?:y|ies)",
    "hours": r"stunden?|hours?",
    "days": r"tage?n?|days?",
    "weeks": r"wochen?|weeks?",
    "months": r"monate?n?|months?",
    "km": r"kilometern?|km|kilomet(?:er|re)s?",
    "%": r"prozent|percent|per cent|%",
}
_UNIT = {name: re.compile(rf"(?:{words})\Z", re.IGNORECASE) for name, words in _UNITS.items()}
_DIGITS = r"\d{1,3}(?:[.,\u202f\xa0 ]\d{3})+(?!\d)(?:[.,]\d+)?|\d{1,15}(?:[.,]\d{1,9})?"
_MONTHS = (
    r"Januar|Februar|März|April|Mai|Juni|Juli|August|September|Oktober|November|Dezember|January|February|March|May|June|"
    r"July|October|December"
)
_TILL_HOUR = r"(?:bis|und|[-–])\s?\d{1,2}(?:[.:]\d\d)? Uhr\b"
_NO_FIGURE_AFTER = re.compile(
    rf"\s?(?:\.\s?(?:{_MONTHS}|\d)|\.\s?[a-zäöü]|(?:{_MONTHS})\b|Uhr\b|{_TILL_HOUR}|:\d|[ap]\.?m\.?\b|-|st\b|nd\b|rd\b|th\b)"
)
_NO_FIGURE_BEFORE = re.compile(rf"(?:(?:{_MONTHS})\s|[\d:.-]|\w-|Nr\.\s?|No\.\s?|Art\.\s?|Artikel\s|Resolution\s)\Z")
_RANGE: dict[Language, str] = {"de": r"\s?(?:bis|[-–])\s?|\sund\s", "en": r"\s?(?:to|[-–])\s?|\sand\s"}
_ADJECTIVE: dict[Language, re.Pattern[str]] = {
    "de": re.compile(r"\s+(?:der\s+|von\s+)?(?:[a-zäöüß]+(?:e|en|er)\s+){0,2}([A-ZÄÖÜ][\w-]*|%)|\s?(%)|\s(km|t)\b"),
    "en": re.compile(r"\s+(?:of\s+)?(?:the\s+)?((?:[A-Za-z][\w-]*\s+){0,2}[A-Za-z][\w-]*)|\s?(%)"),
}
_EN_END = word_set(
    "and or but in on at by from to with of the were was are is have had has who that for as out some about "
    "around if this"
)


@dataclass(frozen=True, slots=True)
class _Number:
    start: int
    end: int
    value: float
    scale: float
    open_end: bool


@dataclass(frozen=True, slots=True)
class _Grammar:
    number: re.Pattern[str]
    limit: re.Pattern[str]
    between: re.Pattern[str]


def _grammar(language: Language) -> _Grammar:
    words = [*_words(language), *_SCALES[language], *_PLURALS[language]]
    word = "|".join(sorted(words, key=len, reverse=True))
    scale = "|".join(sorted(_SCALES[language], key=len, reverse=True))
    number = rf"(?<![\w.,])(?:({_DIGITS})|\b({word})\b)(?:[ \xa0]({scale})\b\.?)?"
    limits = "|".join(f"({words})" for words, _ in _LIMITS[language])
    lead = "zwischen" if language == "de" else "between|from"
    return _Grammar(
        re.compile(number, re.IGNORECASE),
        re.compile(rf"\b(?:{limits})\s(?:noch\s|nur\s)?\Z", re.I),
        re.compile(rf"\b(?:{lead})\s\Z", re.I),
    )


def _words(language: Language) -> dict[str, int]:
    small = {word: value for value, word in enumerate(_SMALL[language].split()) if word != "-"}
    tens = {word: 10 * value for value, word in enumerate(_TENS[language].split(), 2)}
    ones = [word for word, value in small.items() if 1 < value < 10]
    if language == "de":
        joined = {f"{one}und{ten}": small[one] + tens[ten] for ten in tens for one in ones}
    else:
        joined = {f"{ten}-{one}": small[one] + tens[ten] for ten in tens for one in ones}
    return small | tens | joined


_VALUES: dict[Language, dict[str, int]] = {"de": _words("de"), "en": _words("en")}
_GRAMMARS: dict[Language, _Grammar] = {"de": _grammar("de"), "en": _grammar("en")}
_JOINS: dict[Language, re.Pattern[str]] = {language: re.compile(joint) for language, joint in _RANGE.items()}


def quantities_in(text: str, start: int, end: int, language: Language) -> tuple[Quantity, ...]:
    """Figures between two places of a text, in order; dates, clock times and numbers of articles are none."""
    numbers = list(_numbers(text, start, end, language))
    found: list[Quantity | None] = []
    place = 0
    while place < len(numbers):
        following = numbers[place + 1] if place + 1 < len(numbers) else None
        if following and _is_range(text, start, numbers[place], following, language):
            found.append(_range(text, start, end, numbers[place], following, language))
            place += 2
        else:
            found.append(_single(text, start, end, numbers[place], language))
            place += 1
    return tuple(figure for figure in found if figure)


def _numbers(text: str, start: int, end: int, language: Language) -> list[_Number]:
    numbers = []
    for match in _GRAMMARS[language].number.finditer(text, start, end):
        digits, word, scale = match.groups()
        if digits and (
            _NO_FIGURE_AFTER.match(text, match.end(1), end)
            or _NO_FIGURE_BEFORE.search(text[max(start, match.start() - 12) : match.start()])
        ):
            continue
        value, open_end = _value(digits, word, language)
        if value is not None:
            factor = _SCALES[language][scale.lower()] if scale else 1.0
            numbers.append(_Number(match.start(), match.end(), value * factor, factor, open_end))
    return numbers


def _value(digits: str | None, word: str | None, language: Language) -> tuple[float | None, bool]:
    if word:
        lower = word.lower()
        if lower in _PLURALS[language] and (lower != "millionen" or word[0].isupper()):
            return _PLURALS[language][lower], True
        if lower in _VALUES[language]:
            return float(_VALUES[language][lower]), False
        return (
            (_SCALES[language][lower], False)
            if lower in {"hundert", "tausend", "hundred", "thousand"}
            else (None, False)
        )
    assert digits is not None  # noqa: S101 - one of both alternatives of the pattern matched
    point, comma = (",", ".") if language == "de" else (".", ",")
    plain = re.sub(rf"[{comma}\u202f\xa0 ](?=\d{{3}})", "", digits).replace(point, ".").replace(comma, ".")
    return (float(plain) if plain.count(".") < 2 else None), False  # no number in any way of writing: 0.000.0


def _is_range(text: str, start: int, one: _Number, other: _Number, language: Language) -> bool:
    joint = text[one.end : other.start]
    if not _JOINS[language].fullmatch(joint):
        return False
    between = bool(_GRAMMARS[language].between.search(text[max(start, one.start - 12) : one.start]))
    return between or joint.strip() not in {"und", "and"}


def _range(text: str, start: int, end: int, one: _Number, other: _Number, language: Language) -> Quantity:
    lead = _GRAMMARS[language].between.search(text[max(start, one.start - 12) : one.start])
    begin = one.start - (len(lead[0]) if lead else 0)
    shared = other.scale if one.scale == 1 and one.value * other.scale <= other.value else 1
    low, high = sorted((one.value * shared, other.value))
    unit, after = _unit(text, other.end, end, language)
    return Quantity(text[begin:after], begin, after, low, high, "between", unit)


def _single(text: str, start: int, end: int, number: _Number, language: Language) -> Quantity | None:
    limit = _GRAMMARS[language].limit.search(text[max(start, number.start - 24) : number.start])
    modifier, begin = "", number.start
    if limit:
        modifier = next(name for words, (_, name) in zip(limit.groups(), _LIMITS[language], strict=True) if words)
        begin -= len(limit[0])
    unit, after = _unit(text, number.end, end, language)
    if not modifier and unit not in _UNITS and _is_year(text[number.start : number.end]):
        return None
    low: float | None = number.value
    high: float | None = None if number.open_end else number.value
    if modifier in {"up to", "less than"}:
        low = None
    elif modifier in {"at least", "more than"}:
        high = None
    return Quantity(text[begin:after], begin, after, low, high, modifier, unit)


def _unit(text: str, place: int, end: int, language: Language) -> tuple[str, int]:
    """The unit behind a number and where it ends."""
    match = _ADJECTIVE[language].match(text, place, end)
    if match is None:
        return "", place
    last = max(number for number in range(1, len(match.groups()) + 1) if match[number])
    words = match[last]
    if language == "en" and last == 1:
        return _english_unit(words, match.start(1), place)
    return _canonical(words), match.end(last)


def _english_unit(words: str, start: int, place: int) -> tuple[str, int]:
    """The first noun known as a unit within three words, or else the first word."""
    found = list(re.finditer(r"[\w-]+", words))
    for word in found:
        if word[0].lower() in _EN_END:
            break
        if _canonical(word[0]) in _UNITS:
            return _canonical(word[0]), start + word.end()
    first = found[0]
    return ("", place) if first[0].lower() in _EN_END else (first[0], start + first.end())


def _canonical(noun: str) -> str:
    return next((name for name, pattern in _UNIT.items() if pattern.match(noun)), noun)


def _is_year(words: str) -> bool:
    return words.isdigit() and len(words) == 4 and words[:2] in {"18", "19", "20"}
