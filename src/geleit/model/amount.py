"""An uncertain figure: low, likely and high, with unit and source."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Literal

Basis = Literal["published", "derived", "assumption"]
"""Where a figure comes from: read in a named source, arithmetic on such figures, or nobody checked it."""

Scenario = Literal["generous", "likely", "cautious"]
"""Which end of every range is taken; ``generous`` lets the most people out, ``cautious`` the fewest."""


_LARGE = (("kg", 1000.0, "t"), ("g", 1e6, "t"), ("g", 1000.0, "kg"), ("kcal", 1e6, "million kcal"), ("l", 1000.0, "m3"))
"""Units, and those that a reader prefers from so many on."""


@dataclass(frozen=True)
class Range:
    """An uncertain figure, ``low <= likely <= high``, all finite.

    Parameters
    ----------
    low, likely, high
        The figure in ``unit``.
    unit
        Unit in words, such as ``persons/h``, ``m/s``, ``people``.
    source
        Id of an entry of the case's sources, or empty.
    basis
        ``published``, ``derived`` or ``assumption``.
    note
        Why these figures, for a reader.

    Raises
    ------
    ValueError
        If a figure is not finite, or the three are out of order.
    """

    low: float
    likely: float
    high: float
    unit: str
    source: str = ""
    basis: Basis = "assumption"
    note: str = ""

    def __post_init__(self) -> None:
        if not all(math.isfinite(x) for x in (self.low, self.likely, self.high)):
            raise ValueError("low, likely and high must be finite numbers")
        if not self.low <= self.likely <= self.high:
            raise ValueError(f"expected low <= likely <= high, found {self.low:g}, {self.likely:g}, {self.high:g}")

    def times(self, factor: float, most: float = math.inf) -> Range:
        """The range times a factor of 0 or more, none of it above ``most``."""
        low, likely, high = (min(x * factor, most) for x in (self.low, self.likely, self.high))
        return replace(self, low=low, likely=likely, high=high)

    def at(self, scenario: Scenario) -> float:
        """The figure for a scenario where more is better for those who leave: generous is ``high``."""
        return {"generous": self.high, "likely": self.likely, "cautious": self.low}[scenario]


def figures(low: float, high: float) -> str:
    """``low to high`` with three digits that count, or one figure when both read the same."""
    return " to ".join(dict.fromkeys(f"{x:,.0f}" if x >= 1000 else f"{x:.3g}" for x in (low, high)))


def quantity(low: float, high: float, unit: str) -> str:
    """An amount with its unit for a reader; long figures in tonnes, cubic metres or millions."""
    for small, factor, large in _LARGE:
        if unit == small and high >= factor:
            return f"{figures(low / factor, high / factor)} {large}"
    return f"{figures(low, high)} {unit}"
