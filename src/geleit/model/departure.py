"""The plan per district: who is to leave when, by which exit, and when they pass it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True)
class District:
    """A place of the case, or a square kilometre of a larger one.

    Parameters
    ----------
    id
        The place's, with a number after it where the place is divided.
    name
        Of the place.
    lon, lat
        Middle of its people, degrees (WGS 84).
    people
        The fewest people.
    """

    id: str
    name: str
    lon: float
    lat: float
    people: int


@dataclass(frozen=True)
class Departure:
    """People of one district and travel group who leave within one hour of the clock by the same exit.

    Parameters
    ----------
    district
        Id of the district.
    group
        How they travel.
    exit
        Id of the exit.
    leave_from, leave_until
        First and last moment at which they leave their street corner.
    people
        How many.
    pass_from, pass_until
        When the first and the last of them pass the exit.
    """

    district: str
    group: str
    exit: str
    leave_from: datetime
    leave_until: datetime
    people: int
    pass_from: datetime
    pass_until: datetime


def shares(districts: Iterable[District], departures: Iterable[Departure]) -> list[tuple[District, int]]:
    """How many people of each district get out."""
    out = Counter[str]()
    for departure in departures:
        out[departure.district] += departure.people
    return [(district, out[district.id]) for district in districts]


@dataclass(frozen=True)
class GroupOut:
    """How a travel group fares in a plan.

    Parameters
    ----------
    group
        How they travel.
    people, out
        The fewest people of the group, and how many of them get out by the deadline.
    cleared
        When the last of them is out; ``None`` if not all are by the deadline.
    """

    group: str
    people: int
    out: int
    cleared: datetime | None
