"""A language: how the entries of the catalogue are worded and filled."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from decimal import Decimal
from gettext import NullTranslations
from string import Formatter
from typing import Any, TypeAlias

from geleit.messages.formats import FORMATS, ROUNDED
from geleit.messages.message import Amount, Message, Value

NUMBER = re.compile(r",?(\.\d+)?[fg%]?")
"""How a field asks for a number, in Python's words: ``,.0f``."""


@dataclass(frozen=True)
class Plural:
    """An entry that is worded by a count.

    Parameters
    ----------
    by
        The value that decides, which is that of the word that changes: a number, an amount, or several of something.
    one, other
        The entry for one, and for any other number; other languages have as many forms as they need.
    """

    by: str
    one: str
    other: str


Entry: TypeAlias = str | Plural
"""A sentence or part of one with fields, such as ``{name}`` or ``{count:people}``."""


class Language(Formatter):
    """A language; by itself English.

    Another language is a translation of the entries (gettext, with the code as context) and overrides how it writes
    numbers, times and names.

    Parameters
    ----------
    entries
        The catalogue, by code.
    translations
        What stands in place of each entry.
    """

    def __init__(self, entries: Mapping[str, Entry], translations: NullTranslations | None = None) -> None:
        self.entries = entries
        self.translations = translations or NullTranslations()

    def render(self, message: Message) -> str:
        """A message in this language.

        Raises
        ------
        KeyError
            If the catalogue has no such code, or the message lacks a value.
        """
        return self.vformat(self._template(message), (), dict(message.values))

    def say(self, code: str, **values: Value) -> str:
        """An entry with its values."""
        return self.render(Message(code, tuple(values.items())))

    def get_field(self, field_name: str, _: Sequence[Any], kwargs: Mapping[str, Any]) -> tuple[Any, str]:
        """The value of a field, which is a plain name."""
        return kwargs[field_name], field_name

    def format_field(self, value: Any, format_spec: str) -> str:
        """A value as a field of an entry asks for it: by a name of :data:`FORMATS`, as a number, or as it is."""
        if format_spec in FORMATS:
            return FORMATS[format_spec](self, value)
        if format_spec:
            return self.number(value, format_spec)
        return self.plain(value)

    def plain(self, value: Value) -> str:
        """A value of which a field says nothing more."""
        match value:
            case None:
                return ""
            case Message():
                return self.render(value)
            case str():
                return self.name(value)
            case int():
                return self.number(value, ",")
            case datetime():
                return self.moment(value)
            case date():
                return self.day(value)
            case timedelta():
                return FORMATS["duration"](self, value)
        raise TypeError(f"a field has to say how {type(value).__name__} is written")

    def number(self, value: float, spec: str) -> str:
        """A number as Python's format ``spec`` gives it, with the signs of the language and never with an exponent."""
        if not NUMBER.fullmatch(spec):
            raise ValueError(f"{spec!r} is no format of a number")
        shown = format(value, spec)
        if "e" not in shown:
            return shown
        return format(value, ",.0f") if abs(value) >= 1 else format(Decimal(shown), "f")

    def moment(self, at: datetime, *, offset: bool = False) -> str:
        """A time in its own zone, if asked for with its offset from UTC."""
        return at.isoformat(" ", "minutes") if offset else f"{at:%Y-%m-%d %H:%M}"

    def written(self, at: datetime) -> str:
        """A time in its own zone, as running text has it."""
        return f"{at.day} {at:%B %Y, %H:%M}"

    def day(self, day: date) -> str:
        """A day."""
        return day.isoformat()

    def name(self, text: str) -> str:
        """Names and words of others; a language that is written from right to left sets them apart."""
        return text

    def unit(self, text: str) -> str:
        """A unit as the case gives it."""
        return text

    def joined(self, parts: Sequence[str], kind: str) -> str:
        """Texts in a row, by the entries ``list.KIND`` and, for the last, ``list.KIND-last`` where there is one."""
        found = parts[0] if parts else ""
        for number, part in enumerate(parts[1:], start=2):
            last = number == len(parts) and f"list.{kind}-last" in self.entries
            pattern = self._template(Message(f"list.{kind}-last" if last else f"list.{kind}"))
            found = pattern.format(before=found, after=part)
        return found

    def _template(self, message: Message) -> str:
        entry = self.entries[message.code]
        if isinstance(entry, Plural):
            value = next(value for name, value in message.values if name == entry.by)
            return self.translations.npgettext(message.code, entry.one, entry.other, self._count(entry, value))
        return self.translations.pgettext(message.code, entry)

    def _count(self, entry: Plural, value: Value) -> int:
        """The number that decides on the form, as the entry shows it: of a range its end; a fraction is never 1."""
        match value:
            case tuple():
                return len(dict.fromkeys(value))
            case Amount(high=None):
                return max(2, math.ceil(value.low))
            case Amount(high=float() | int() as count) | (float() | int() as count):
                written = next((spec or "" for _, name, spec, _ in self.parse(entry.other) if name == entry.by), "")
                shown = float(format(count, ROUNDED.get(written, written)).replace(",", ""))
                return int(shown) if shown.is_integer() else max(2, math.ceil(shown))
        raise TypeError(f"{entry.by} is no number, and decides on {entry.other!r}")
