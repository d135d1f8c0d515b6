"""A message: what is said, as a code with values, before any language words it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import TypeAlias, Union


@dataclass(frozen=True)
class Amount:
    """A figure that is not known exactly.

    Parameters
    ----------
    low, high
        At least and at most; ``high`` is ``None`` where nothing limits it.
    unit
        As the case gives it, such as ``kg``; empty where the sentence says what is counted.
    """

    low: float
    high: float | None
    unit: str = ""


Value: TypeAlias = Union[str, int, float, date, timedelta, Amount, "Message", tuple["Value", ...], None]
"""What a message holds, raw: nothing is rounded, joined or put into words before a language does it.

A ``str`` is a name or somebody's own words, never a sentence of Geleit. A time (``datetime``) is in the zone in which
it is to be read. ``None`` leaves out a clause.
"""


@dataclass(frozen=True)
class Message:
    """Something that is said to a reader; ``str()`` of it is English.

    Parameters
    ----------
    code
        Of an entry of the catalogue, such as ``ceasefire.no-monitor``.
    values
        What fills the entry, by name.
    """

    code: str
    values: tuple[tuple[str, Value], ...] = ()

    def __str__(self) -> str:
        from geleit.messages.english import ENGLISH

        return ENGLISH.render(self)


def say(code: str, /, **values: Value) -> Message:
    """The message of a code with its values."""
    return Message(code, tuple(sorted(values.items())))


def words(text: str) -> Message:
    """Somebody's own words, which no language puts otherwise."""
    return say("words", text=text)
