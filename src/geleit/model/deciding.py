"""What would have had to be true: the rate that crossings need, and both bounds as functions of it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, TypeAlias

Input: TypeAlias = Literal["rate", "hours", "unplaced", "people", "vehicles", "streets"]
"""What an answer rests on and nobody knows: people an hour and crossing, opening hours, exits without a place, people
inside, vehicles, and how wide streets are and how fast people move in them."""
Hours: TypeAlias = Literal["longest", "likely", "shortest"]
"""Which of the windows of a case: the longest that can be assumed, those of the likely plan, and the shortest."""


@dataclass(frozen=True)
class Needed:
    """What each crossing would have to pass for so many people to be out by the deadline.

    Parameters
    ----------
    people
        How many.
    exits
        Crossings that are open before the deadline.
    steps
        Of how many announcements these crossings are, the first ones; 0 where none was announced.
    hours
        By which windows.
    crossing_days, crossing_hours
        Calendar days of the place on which each is open, begun days counted whole, and hours; both added up.
    """

    people: int
    exits: int
    steps: int
    hours: Hours
    crossing_days: int
    crossing_hours: float

    @property
    def per_crossing_day(self) -> float | None:
        """Persons a calendar day and crossing; ``None`` where none opens."""
        return self.people / self.crossing_days if self.crossing_days else None

    @property
    def whole_per_crossing_day(self) -> int | None:
        """The same in whole people, of whom fewer would not do; ``None`` where none opens."""
        return -(-self.people // self.crossing_days) if self.crossing_days else None

    @property
    def per_hour(self) -> float | None:
        """Persons an hour and crossing; ``None`` where none opens."""
        return self.people / self.crossing_hours if self.crossing_hours else None


@dataclass(frozen=True)
class RatePoint:
    """Both bounds if all crossings pass so many persons an hour whenever open.

    Parameters
    ----------
    rate
        Persons an hour and crossing.
    at_most
        Proved: no more than so many can be out, at the generous ends of all else.
    at_least_likely, at_least
        Shown by a plan at this rate or a lower one: with the likely figures, and with the cautious ends, of all else;
        ``None`` of a public answer.
    """

    rate: int
    at_most: int
    at_least_likely: int | None = None
    at_least: int | None = None


@dataclass(frozen=True)
class Moves:
    """How far one input alone moves an answer, from one of its ends to the other.

    Parameters
    ----------
    input
        Which.
    at_most
        By how many people the proved limit is lower with this input at its cautious end, and all else at the generous.
    likely
        By how many people more a plan with the likely figures of all else can have out, with this input at its generous
        end than at its cautious one: of bounds that such plans cannot exceed.
    """

    input: Input
    at_most: int
    likely: int

    @property
    def people(self) -> int:
        """The greater of both."""
        return max(self.at_most, self.likely)
