"""What if exits were otherwise, how much would be enough, and what safer streets cost: the values found."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class ProvedVariation:
    """What is proved of a case with something changed.

    Parameters
    ----------
    change
        What was changed, in words.
    at_most, could_not_leave
        Even if the map lacks more, as of :class:`~geleit.model.against_the_map.AgainstTheMap`.
    """

    change: str
    at_most: int
    could_not_leave: int


@dataclass(frozen=True)
class Variation(ProvedVariation):
    """The two numbers of a case with something changed.

    Parameters
    ----------
    at_least
        As in :class:`~geleit.model.answer.Answer`.
    seconds
        Wall-clock seconds it took.
    """

    at_least: int
    seconds: float


@dataclass(frozen=True)
class Enough:
    """By how much all exits would have to be faster for everyone to get out.

    Parameters
    ----------
    too_little
        Proved: with the generous rates times this, not even the fewest people can all be out; 0 when nothing is proved.
    enough
        Shown by a plan: with the cautious rates times this, the most people are all out; ``None`` when no factor helps.
    """

    too_little: float
    enough: float | None


@dataclass(frozen=True)
class EnoughPause:
    """How long a daily pause would have to be, with every exit open in it and at no other time.

    Parameters
    ----------
    begins
        Time of day at which it begins, such as ``10:00``.
    too_short
        Proved: with so many minutes a day, not even the fewest people can all be out; 0 when nothing is proved.
    enough
        Shown by a plan: with so many minutes a day the most people are all out; ``None`` when not even all day helps.
    """

    begins: str
    too_short: int
    enough: int | None


@dataclass(frozen=True)
class EnoughExits:
    """How many new exits would have to be opened, always open, beside those of the case.

    Parameters
    ----------
    rate
        Persons per hour of each.
    necessary
        Proved: with fewer, wherever they stand, not even the fewest people can all be out.
    enough
        Shown by a plan: with so many the most people are all out; ``None`` when none was found.
    places
        Longitude and latitude of each of them in that plan.
    """

    rate: int
    necessary: int
    enough: int | None
    places: tuple[tuple[float, float], ...]


@dataclass(frozen=True)
class ExposurePoint:
    """One plan of the trade-off.

    Parameters
    ----------
    ways
        Which streets it takes, in words.
    out
        People out by the deadline.
    cleared
        When the last of them is out; ``None`` if nobody is.
    harm
        Expected harm until the deadline of everyone inside at the start.
    at_least
        Proved: no plan that gets as many out has less.
    """

    ways: str
    out: int
    cleared: datetime | None
    harm: float
    at_least: float

    @property
    def gap(self) -> float:
        """Share of the harm that is not proved to be needed."""
        return 1 - self.at_least / self.harm if self.harm else 0.0
