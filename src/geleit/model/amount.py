"""An uncertain figure: low, likely and high, with unit and source."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from typing import Literal

Basis = Literal["published", "derived", "assumption"]
"""Where a figure comes from: read in a named source, arithmetic on such figures, or nobody checked it."""

Scenario = Literal["generous", "likely", "cautious"]
"""Which end of every range is taken; ``generous`` lets the most people out, ``cautious`` the fewest."""


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
