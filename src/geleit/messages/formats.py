"""How fields of the catalogue write their values: ``{inside:people}``, ``{open:duration}``, ``{who:names}``.

Nothing here is English: words and the order of parts are entries of the catalogue
(:mod:`geleit.messages.english.basics`), numbers and times are written by the
:class:`~geleit.messages.language.Language`.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Callable, Iterable, Mapping
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Any

from geleit.messages.message import Amount, Value

if TYPE_CHECKING:
    from geleit.messages.language import Language

NAMED = 4
"""Names that a sentence lists; of more it gives the number."""
_LARGE = (("kg", 1000.0, "t"), ("g", 1e6, "t"), ("g", 1000.0, "kg"), ("kcal", 1e6, "million kcal"), ("l", 1000.0, "m3"))
"""Units, and those that a reader prefers from so many on."""

_LATIN = frozenset({"LATIN", "FEMININE", "MASCULINE", "MODIFIER", "FULLWIDTH", "MICRO"})
"""First words of the names of letters that stand in Latin script."""


def people(language: Language, count: float | Amount) -> str:
    """A whole number of people, or from so many to so many."""
    if isinstance(count, Amount):
        if count.high is None:
            return language.say("format.or-more", low=count.low)
        if _read_alike(language, ",.0f", count.low, count.high):
            count = count.high
        else:
            return language.say("format.people-range", low=count.low, high=count.high)
    return language.say("format.people", count=count)


def whole(language: Language, amount: Amount) -> str:
    """From so many to so many, in whole numbers, or one when both read the same."""
    return _range(language, [language.number(x, ",.0f") for x in _ends(amount)])


def figures(language: Language, amount: float | Amount) -> str:
    """From so much to so much with three digits that count, or one figure when both read the same."""
    return _range(language, [language.number(x, ",.3g") for x in _ends(amount)])


def quantity(language: Language, amount: Amount) -> str:
    """An amount with its unit; long figures in tonnes, cubic metres or millions."""
    low, high = _ends(amount)
    unit = amount.unit
    for small, factor, large in _LARGE:
        if unit == small and high >= factor:
            low, high, unit = low / factor, high / factor, large
            break
    shown = figures(language, Amount(low, high))
    return language.say("format.quantity", figure=shown, unit=language.unit(unit))


def percent(language: Language, share: float | Amount) -> str:
    """A share in percent with one decimal, or from so much to so much."""
    return _shares(language, share, ["format.percent" for _ in _ends(share)])


def percent_small(language: Language, share: float | Amount) -> str:
    """The same, below one percent with two digits that count."""
    return _shares(language, share, ["format.percent" if x >= 0.01 else "format.percent-small" for x in _ends(share)])


def percent_figures(language: Language, share: float | Amount) -> str:
    """The same with three digits that count."""
    ends = [100 * x for x in _ends(share)]
    return language.say("format.percent-text", percent=figures(language, Amount(ends[0], ends[-1])))


def duration(language: Language, time: timedelta) -> str:
    """Hours and whole minutes, rounded down."""
    hours, minutes = divmod(time // timedelta(minutes=1), 60)
    if minutes:
        return language.say("format.hours-minutes", hours=hours, minutes=minutes)
    return language.say("format.hours", hours=hours)


def hours(language: Language, time: float) -> str:
    """Hours, or days where there are some and no hours are left over."""
    if time >= 48 and time % 24 == 0:
        return days(language, time / 24)
    return language.say("format.some-hours", hours=time)


def days(language: Language, count: float) -> str:
    """A number of days."""
    return language.say("format.days", days=count)


def zoned(language: Language, at: datetime) -> str:
    """A time with its offset from UTC."""
    return language.moment(at, offset=True)


def text(_: Language, shown: str) -> str:
    """What is in the words of the language already."""
    return shown


def told(language: Language, shown: Value) -> str:
    """Somebody's own words; those in letters of another script say which it is."""
    own = language.plain(shown)
    scripts = (unicodedata.name(letter, "").split(" ")[0] for letter in own if letter.isalpha())
    script = next((script for script in scripts if script and script not in _LATIN), None)
    return own if script is None else language.say("format.in-script", script=script.capitalize(), words=own)


def word(language: Language, code: str) -> str:
    """A word for one of Geleit's own codes, such as ``published``: the entry ``word.CODE``."""
    return language.say(f"word.{code.replace(' ', '-')}")


def check(language: Language, name: str) -> str:
    """What a check of Geleit is about, in a few words: the entry ``check.NAME``; of any other check its name."""
    code = f"check.{name}"
    return language.say(code) if code in language.entries else name.lower().replace("-", " ")


def written(language: Language, at: datetime) -> str:
    """A time as running text has it."""
    return language.written(at)


def capital(language: Language, shown: Value) -> str:
    """What begins a sentence."""
    text = language.plain(shown)
    return text[:1].upper() + text[1:]


def unit(language: Language, shown: str) -> str:
    """A unit as the case gives it."""
    return language.unit(shown)


def as_given(language: Language, amount: Amount) -> str:
    """An amount in the unit in which it was given."""
    return language.say("format.quantity", figure=figures(language, amount), unit=language.unit(amount.unit))


def range_(language: Language, ends: Iterable[Value]) -> str:
    """From one to another, or one when both read the same."""
    return _range(language, [language.plain(end) for end in ends])


def names(language: Language, many: Iterable[Value]) -> str:
    """``A, B and C``, each once, in order; of more than :data:`NAMED` the number of the others."""
    listed = list(dict.fromkeys(language.plain(one) for one in many))
    if len(listed) > NAMED:
        listed = [*listed[: NAMED - 1], language.say("list.others", count=len(listed) - NAMED + 1)]
    return language.joined(listed, "names")


def commas(language: Language, many: Iterable[Value]) -> str:
    """Parts with commas between."""
    return language.joined([language.plain(one) for one in many], "commas")


def semicolons(language: Language, many: Iterable[Value]) -> str:
    """Parts with semicolons between."""
    return language.joined([language.plain(one) for one in many], "semicolons")


def plus(language: Language, many: Iterable[float]) -> str:
    """Whole numbers that are added up, as one writes it."""
    return language.joined([language.number(one, ",.0f") for one in many], "plus")


def minus(language: Language, many: Iterable[float]) -> str:
    """A whole number and those that are taken from it, as one writes it."""
    return language.joined([language.number(one, ",.0f") for one in many], "minus")


def _ends(amount: float | Amount) -> list[float]:
    if isinstance(amount, Amount):
        return [amount.low] if amount.high is None else [amount.low, amount.high]
    return [amount]


def _shares(language: Language, share: float | Amount, codes: Iterable[str]) -> str:
    ends = [language.say(code, percent=100 * x) for code, x in zip(codes, _ends(share), strict=True)]
    if isinstance(share, Amount) and share.high is None:
        return language.say("format.text-or-more", text=ends[0])
    return _range(language, ends)


def _read_alike(language: Language, spec: str, low: float, high: float) -> bool:
    return language.number(low, spec) == language.number(high, spec)


def _range(language: Language, ends: Iterable[str]) -> str:
    return language.joined(list(dict.fromkeys(ends)), "range")


FORMATS: Mapping[str, Callable[[Language, Any], str]] = {
    one.__name__.rstrip("_"): one
    for one in (
        told, people, whole, figures, quantity, percent, percent_small, percent_figures,
        as_given, duration, hours, days, zoned, range_, text, unit, word, check,
        written, capital, names, commas, semicolons, plus, minus,
    )
}  # fmt: skip
"""Formats by the name that a field uses."""
ROUNDED = {"": ",.0f", "people": ",.0f", "whole": ",.0f", "figures": ",.3g"}
"""What formats write numbers like, for whatever has to agree with what is written."""
