"""How far people were moved to a street."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class Moved:
    """How far people were moved to a street, in metres; all counts are of the most people.

    Parameters
    ----------
    people
        Who do not live at a street, and were moved to one.
    mean_m, most_m
        Mean over everyone, and the greatest distance; those too far away are in neither.
    beyond
        People too far from any street: a bound lets them set out on the nearest, a plan leaves them where they are.
    farthest_m
        How far the farthest of them lives from a street.
    """

    people: int = 0
    mean_m: float = 0.0
    most_m: float = 0.0
    beyond: int = 0
    farthest_m: float = 0.0
