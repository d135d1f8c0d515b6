"""How people travel: groups that walk at their own speed or go by car, and buses that shuttle."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from geleit.model.amount import Range
from geleit.model.window import Window

TravelMode = Literal["foot", "car"]


@dataclass(frozen=True)
class TravelGroup:
    """A share of the people, everywhere in the area, who travel in their own way.

    Parameters
    ----------
    id, name
        Short id, and a name for readers.
    mode
        On foot, or in private cars.
    share
        Share of the people, 0 to 1.
    speed
        In m/s.
    lane_flow
        People an hour whom one lane carries in cars, in persons/h; ``None`` on foot.
    source
        Id of a source.
    """

    id: str
    name: str
    mode: TravelMode
    share: Range
    speed: Range
    lane_flow: Range | None
    source: str = ""
    note: str = ""


@dataclass(frozen=True)
class BusLine:
    """Buses that shuttle between a boarding place and an exit.

    Parameters
    ----------
    id, name
        Short id, and a name for readers.
    lon, lat
        The boarding place, degrees (WGS 84).
    exit
        Id of the exit they bring people to.
    buses
        How many, in buses.
    seats
        People in a bus.
    speed
        In m/s.
    turnaround
        Minutes that boarding and getting off take together, for each round trip.
    windows
        When people may board.
    source
        Id of a source.
    """

    id: str
    name: str
    lon: float
    lat: float
    exit: str
    buses: Range
    seats: int
    speed: Range
    turnaround: Range
    windows: tuple[Window, ...]
    source: str = ""
    note: str = ""
