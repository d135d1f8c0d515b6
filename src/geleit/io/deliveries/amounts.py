"""Amounts as tables of deliveries write them: a figure, a range, about so many, perhaps with the unit."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from geleit.io.case.fields import quote
from geleit.io.first_case.figures import figures_in
from geleit.model.units import VEHICLES, told_plainly, unit_named

_FIGURE = r"\d[\d.,]*(?:[ \u00a0\u202f'\u2019]\d{3})*(?:[.,]\d+)?"
_AMOUNT = re.compile(
    rf"(?P<about>~|about|approx\.?|approximately|around|c\.|ca\.)? ?(?P<low>{_FIGURE})"
    rf"(?: ?(?:-|\u2013|\u2014|to) ?(?P<high>{_FIGURE}))? ?(?P<more>\+|or more)? ?(?P<unit>[^\W\d%].*|%)?",
    re.IGNORECASE,
)
_NOTHING = frozenset(("", "-", "--", "n/a", "na", "nan", "null", "none", "unknown", "not known", "tbc", "tbd", "?"))
_ABOUT = 0.1
"""How far a figure is off that is said to be rough, as a share: an assumption."""


@dataclass(frozen=True)
class Told:
    """What a cell says of an amount.

    Parameters
    ----------
    low, likely, high
        The figures; all ``None`` where it says none that can be used.
    unit
        As the cell has it, or empty.
    odd
        What was made of it, where it is not written plainly; empty where it is.
    """

    low: float | None = None
    likely: float | None = None
    high: float | None = None
    unit: str = ""
    odd: str = ""


def amounts_in(texts: Iterable[str], separator: str) -> list[Told]:
    """The amounts of a column.

    Parameters
    ----------
    separator
        What stands between the cells of the file; empty where that is not known.

    Raises
    ------
    FigureError
        Where figures of the column contradict each other on which of dot and comma is which, or nothing decides it.
    """
    cells = [text.strip() for text in texts]
    parts = [_AMOUNT.fullmatch(text) for text in cells]
    figures = [text for found in parts if found for text in (found["low"], found["high"]) if text]
    values = dict(zip(figures, figures_in(figures, separator), strict=True))
    return [_told(text, found, values) for text, found in zip(cells, parts, strict=True)]


def _told(text: str, found: re.Match[str] | None, values: Mapping[str, float]) -> Told:
    if text.casefold() in _NOTHING:
        return Told()
    if found is None:
        return Told(odd=f"{quote(text)} is no amount: how much is left open")
    unit = (found["unit"] or "").strip()
    if unit and unit_named(unit) is None and told_plainly(unit) not in VEHICLES and re.search(r"[\s\d]", unit):
        return Told(odd=f"{quote(text)} holds more than an amount: how much is left open")
    low = values[found["low"]]
    if found["more"]:
        return Told(odd=f"{quote(text)} has no upper end: how much is left open")
    if found["high"]:
        high = values[found["high"]]
        if high < low:
            return Told(odd=f"{quote(text)} ends below where it begins: how much is left open")
        return Told(low, (low + high) / 2, high, unit)
    if found["about"]:
        rough = Told(low * (1 - _ABOUT), low, low * (1 + _ABOUT), unit)
        return Told(
            rough.low, rough.likely, rough.high, unit, f"{quote(text)} is read as {rough.low:g} to {rough.high:g}"
        )
    return Told(low, low, low, unit)
