"""Convoys: where goods lie, what carries them, through which gates, and a plan of who drives when."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

from shapely.geometry.base import BaseGeometry

from geleit.model.amount import Range
from geleit.model.arrays import Ints
from geleit.model.network import Network
from geleit.model.window import Window


@dataclass(frozen=True)
class Depot:
    """Where goods lie.

    Parameters
    ----------
    tonnes
        How much, in t; ``None`` for as much as is needed.
    """

    id: str
    name: str
    lon: float
    lat: float
    tonnes: Range | None = None
    source: str = ""
    note: str = ""


@dataclass(frozen=True)
class TruckType:
    """Trucks of one kind at one depot.

    Parameters
    ----------
    number
        How many, in trucks.
    payload
        What one carries, in t.
    volume
        What fits into one, in m3; ``None`` where only weight counts.
    weight
        Weight of a loaded truck, in t, for limits of bridges; ``None`` when not known.
    speed
        At most, in km/h; the streets' own speeds limit it too.
    loading, unloading
        Minutes for a full load; a part of it takes that part of the time to unload.
    """

    id: str
    name: str
    depot: str
    number: Range
    payload: Range
    volume: float | None
    weight: float | None
    speed: Range
    loading: Range
    unloading: Range
    source: str = ""
    note: str = ""


@dataclass(frozen=True)
class Gate:
    """Where trucks pass in and out.

    Parameters
    ----------
    windows
        When they may: a truck enters not before a window opens and has left when it closes.
    trucks_per_hour
        How many can be let in an hour; ``None`` where nothing limits it.
    """

    id: str
    name: str
    lon: float
    lat: float
    windows: tuple[Window, ...]
    trucks_per_hour: Range | None = None
    source: str = ""
    note: str = ""


@dataclass(frozen=True, eq=False)
class WeightLimit:
    """Streets that bear loaded trucks of so many tonnes and no more."""

    id: str
    name: str
    where: BaseGeometry
    tonnes: float
    source: str = ""
    note: str = ""


@dataclass(frozen=True)
class Fleet:
    """What a case says of convoys; all empty where it says nothing."""

    depots: tuple[Depot, ...] = ()
    trucks: tuple[TruckType, ...] = ()
    gates: tuple[Gate, ...] = ()
    limits: tuple[WeightLimit, ...] = ()


NO_FLEET = Fleet()
"""Of a case that says nothing of convoys."""


@dataclass(frozen=True)
class Stop:
    """A truck at a district: from when to when, and what it leaves there, in kg."""

    district: str
    arrive: datetime
    depart: datetime
    kg: int


@dataclass(frozen=True)
class Trip:
    """One round of one truck.

    Parameters
    ----------
    truck
        Which, such as ``heavy-3``.
    type
        Id of its kind.
    depot, gate
        Ids; ``gate`` is empty where the case has none.
    depart, arrive
        At the depot.
    enter, leave
        At the gates; at the depot where there is none.
    way_out
        Id of the gate it leaves by.
    corners
        Corners of the streets of the plan, in the order in which it passes them.
    pieces
        Pieces of these streets between them, one fewer.
    at_risk
        Minutes on streets at risk.
    """

    truck: str
    type: str
    depot: str
    gate: str
    way_out: str
    depart: datetime
    enter: datetime
    stops: tuple[Stop, ...]
    leave: datetime
    arrive: datetime
    corners: tuple[int, ...]
    pieces: tuple[int, ...]
    at_risk: float

    @property
    def kg(self) -> int:
        """What it brings."""
        return sum(stop.kg for stop in self.stops)


@dataclass(frozen=True)
class NotReached:
    """People who live farther from where a truck can stop than goods are carried.

    Parameters
    ----------
    people, of
        How many, of the likely number of people of the district.
    nearest_m, farthest_m
        How far the nearest of all people of the district live from there, and the farthest, in metres.
    carried_m
        How far goods are carried, in metres.
    """

    people: float
    of: float
    nearest_m: float
    farthest_m: float
    carried_m: float


@dataclass(frozen=True)
class Supply:
    """A district in the plan.

    Parameters
    ----------
    need
        In kg, for the days of the plan.
    kg
        What it gets.
    reason
        Why no truck can bring it anything, or empty.
    not_reached
        Those of its people to whom nothing is carried; ``None`` where goods are carried to all.
    """

    id: str
    name: str
    need: Range
    kg: int
    reason: str = ""
    not_reached: NotReached | None = None


@dataclass(frozen=True)
class Cap:
    """What one limit alone would let in at most.

    Parameters
    ----------
    kind
        ``need``, ``trucks``, ``gate``, ``depot``, ``escorts`` or ``roads`` (all of them with the driving times).
    kg
        At most.
    """

    kind: str
    kg: float
    text: str


@dataclass(frozen=True)
class ConvoyBound:
    """What no plan can exceed, wherever people and depots are.

    Parameters
    ----------
    sessions
        Times in which trucks were let in.
    days
        For how many days the need is counted.
    need, at_most
        In kg.
    caps
        What each limit allows, the tightest first.
    """

    case: str
    sessions: tuple[Window, ...]
    days: float
    need: Range
    at_most: float
    caps: tuple[Cap, ...]


@dataclass(frozen=True)
class ConvoyPlan:
    """A plan, and what no plan can exceed.

    Parameters
    ----------
    sessions
        Times in which trucks are let in.
    days
        For how many days the need is counted.
    at_most
        In kg, whatever the plan.
    caps
        What each limit allows, the tightest first.
    network, piece
        The streets of the case, cut where depots, gates and districts are; and the piece of the case that each of their
        pieces is, or is a part of, shape ``(m,)``, rising.
    """

    case: str
    sessions: tuple[Window, ...]
    days: float
    supplies: tuple[Supply, ...]
    trips: tuple[Trip, ...]
    at_most: float
    caps: tuple[Cap, ...]
    ration_kg: float
    network: Network = field(repr=False, compare=False)
    piece: Ints = field(repr=False, compare=False)

    @property
    def kg(self) -> int:
        """What is brought in."""
        return sum(trip.kg for trip in self.trips)

    @property
    def need(self) -> Range:
        """What is needed, in kg."""
        rows = [s.need for s in self.supplies]
        return Range(sum(r.low for r in rows), sum(r.likely for r in rows), sum(r.high for r in rows), "kg")
