"""What if exits were otherwise, how much would be enough, and what safer streets cost: the values found."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from geleit.model.answer import StrandedPlace


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
    likely_at_most, likely_at_least
        With the likely figures: no more than so many can be out if streets are as the bound reads them, and a plan has
        so many out.
    seconds
        Wall-clock seconds it took.
    """

    at_least: int
    likely_at_most: int
    likely_at_least: int
    seconds: float


@dataclass(frozen=True)
class Enough:
    """By how much all exits would have to be faster for everyone to get out who can by the map.

    Parameters
    ----------
    too_little
        Proved: with the generous rates times this, not even the fewest of them can all be out; 0 if nothing is.
    enough
        Shown by a plan: with the cautious rates times this, the most of them are all out; ``None`` if no factor helps.
    stranded
        Whom no street of the map leads to an exit, however fast; they are left aside.
    """

    too_little: float
    enough: float | None
    stranded: tuple[StrandedPlace, ...] = ()


@dataclass(frozen=True)
class EnoughPause:
    """How long a daily pause would have to be, with every exit open in it and at no other time.

    Parameters
    ----------
    begins
        Time of day at which it begins, such as ``10:00``.
    too_short
        Proved: with so many minutes a day, not even the fewest people can all be out who can by the map; 0 if nothing
        is.
    enough
        Shown by a plan: with so many minutes a day the most of them are all out; ``None`` when not even all day helps.
    stranded
        Whom no street of the map leads to an exit; they are left aside.
    """

    begins: str
    too_short: int
    enough: int | None
    stranded: tuple[StrandedPlace, ...] = ()


@dataclass(frozen=True)
class EnoughExits:
    """How many new exits would have to be opened, always open, beside those of the case.

    Parameters
    ----------
    rate
        Persons per hour of each.
    necessary
        Proved: with fewer, wherever they stand, not even the fewest people can all be out who can by the map.
    enough
        Shown by a plan: with so many the most of them are all out; ``None`` when none was found.
    places
        Longitude and latitude of each of them in that plan.
    stranded
        Whom no street of the map leads to an exit, nor to the first new one; they are left aside.
    """

    rate: int
    necessary: int
    enough: int | None
    places: tuple[tuple[float, float], ...]
    stranded: tuple[StrandedPlace, ...] = ()


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
