"""How people travel: groups that walk at their own speed or go by car, and buses that shuttle."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from geleit.model.amount import Range
from geleit.model.window import Window

TravelMode = Literal["foot", "car"]
LANE = "vehicles_a_lane"
"""The assumption of a case on how many vehicles one lane passes."""
VEHICLES_A_LANE = 3_000.0
"""Vehicles an hour that no lane passes more than, unless a case assumes it; 2,400 is the Highway Capacity Manual's."""
FEWEST_A_LANE = 2_400.0
"""Passenger cars an hour that one lane of a motorway passes at best: Highway Capacity Manual, 6th edition, 2016."""
Outside = Literal["none", "possible"]
"""Whether vehicles, or fuel, may come from outside."""


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


@dataclass(frozen=True)
class Vehicles:
    """What can carry people inside faster than they walk, of any kind: cars, lorries, motorcycles, carts, bicycles.

    Parameters
    ----------
    fleet
        How many there are, those of bus lines and of groups that go by car among them.
    seats
        How many people one of them can carry, whatever it was built for.
    fuel
        How far each can drive on what fuel there is, in km; ``None`` where nothing limits that.
    outside
        Whether vehicles or fuel may come from outside: then nothing of this limits anything.
    claimant
        Who says so.
    source
        Id of a source.
    """

    fleet: Range
    seats: Range
    fuel: Range | None
    outside: Outside
    claimant: str = ""
    source: str = ""
    note: str = ""

    @property
    def limited(self) -> bool:
        """Whether no more than these can be used."""
        return self.outside == "none"

    @property
    def absent(self) -> bool:
        """Whether it is told that there are none at all."""
        return self.limited and not self.fleet.high
