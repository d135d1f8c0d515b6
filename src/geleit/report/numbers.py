"""How reports write figures, and keep texts of others from turning their own words round."""

from __future__ import annotations

from geleit.messages import Amount, Message
from geleit.messages.english import ENGLISH
from geleit.model.letters import TO_LEFT, TURNING

OVERRIDES = dict.fromkeys(TURNING, "�")
"""Characters that set the direction of whatever follows them, for :meth:`str.translate`."""


def upright(value: object) -> object:
    """What a page shows of a value: texts without characters that turn round what stands after them."""
    if isinstance(value, Message):
        value = str(value)
    return value.translate(OVERRIDES) if type(value) is str else value  # markup of our own stays as it is


def isolated_text(text: str) -> str:
    """A text with marks of isolation around words written from right to left."""
    return TO_LEFT.sub("\u2068\\g<0>\u2069", text)


def between(low: float, high: float) -> str:
    """``low to high`` in whole numbers, or one figure when both read the same."""
    return ENGLISH.format_field(Amount(low, high), "whole")


def figures(low: float, high: float) -> str:
    """``low to high`` with three digits that count, or one figure when both read the same."""
    return ENGLISH.format_field(Amount(low, high), "figures")


def figure(value: float, digits: int = 3) -> str:
    """A number with so many digits that count, and never with an exponent."""
    return ENGLISH.number(value, f",.{digits}g")


def many(count: float, one: str, several: str = "") -> str:
    """``1 round``, ``2 rounds``, ``1.5 days``; ``several`` where it is not ``one`` with an s."""
    shown = f"{count:,.0f}" if float(count).is_integer() else figure(count)
    return f"{shown} {one if shown == '1' else several or f'{one}s'}"


def quantity(low: float, high: float, unit: str) -> str:
    """An amount with its unit; long figures in tonnes, cubic metres or millions."""
    return ENGLISH.format_field(Amount(low, high, unit), "quantity")


def three(low: float, likely: float, high: float, joint: str = " - ") -> str:
    """All three in whole numbers with a word on their order, or one figure when they read the same."""
    shown = [f"{x:,.0f}" for x in (low, likely, high)]
    return shown[0] if len(set(shown)) == 1 else f"{joint.join(shown)} ({joint.join(('low', 'likely', 'high'))})"


def short(text: str, most: int = 34) -> str:
    """A text cut to so many letters, with a mark where it was cut."""
    return text if len(text) <= most else text[: most - 1] + "\N{HORIZONTAL ELLIPSIS}"
