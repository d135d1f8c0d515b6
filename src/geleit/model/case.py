"""A case: everything known, announced and claimed about one place and time."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from zoneinfo import ZoneInfo

from shapely.geometry.base import BaseGeometry

from geleit.model.aid import NO_STANDARDS, Delivery, Standards, Stock
from geleit.model.amount import Range
from geleit.model.convoy import NO_FLEET, Fleet
from geleit.model.corridor import Closure, Corridor, Exit, JointLimit, Party, Pause
from geleit.model.finding import Observation
from geleit.model.incident import Facility, Incident, Incidents, Monitoring
from geleit.model.network import Network
from geleit.model.own_record import NO_RECORD, OwnRecord
from geleit.model.population import Place
from geleit.model.risk import Risk
from geleit.model.statement import Source, Statement
from geleit.model.travel import BusLine, TravelGroup, Vehicles
from geleit.model.window import Window


@dataclass(frozen=True, eq=False)
class Case:
    """Everything known, announced and claimed about one place and time.

    Parameters
    ----------
    name
        Short name, as the folder is called.
    title, place, summary
        For readers.
    zone
        Time zone of the place; times without a zone were read in it.
    period
        The time the case covers; people may leave from its start.
    deadline
        The deadline to ask about when none is given.
    assumptions
        Ranges by name: ``walking_speed`` (m/s), ``street_flow`` (persons per metre of width and second),
        ``usable_width`` (share of a street's width, 0 to 1), and whatever else the case names.
    network
        The streets.
    area
        Outline of the area people are to leave, in degrees (WGS 84), or ``None``.
    places
        People and where they are.
    groups
        Shares of the people who travel in their own way; the others walk at ``walking_speed``.
    buses
        Buses that bring people to an exit.
    joint_limits
        What some exits pass together at most.
    risks
        Where and when people are at risk.
    monitoring
        How much the monitors of incidents could see.
    facilities
        Hospitals and other places to look at.
    reported
        Imported incidents, each import with the day on which its state was taken, or ``None`` where nobody said it.
    unread
        Rows of each of these imports that were kept out; none where nothing is said.
    stocks
        What lies inside.
    standards
        What aid is measured by.
    fleet
        Depots, trucks, gates and what bridges bear.
    record
        What it adds to the record of crossings and announcements, and leaves out of it.
    observations
        Evidence for checks that cannot be computed.
    vehicles
        Whether vehicles are there of which no table tells: a part of a case keeps this of the whole.
    told_vehicles
        How many vehicles there are, with how many seats and how much fuel; ``None`` where nothing is told of it.

    Attributes
    ----------
    files
        SHA-256 of each file that it was read from, by its name in the folder. A case that is made of another, as by
        ``dataclasses.replace``, was read from none.
    """

    name: str
    title: str
    place: str
    summary: str
    zone: ZoneInfo
    period: Window
    deadline: datetime
    assumptions: Mapping[str, Range]
    network: Network
    area: BaseGeometry | None
    places: tuple[Place, ...]
    exits: tuple[Exit, ...]
    corridors: tuple[Corridor, ...]
    parties: tuple[Party, ...]
    pauses: tuple[Pause, ...]
    closures: tuple[Closure, ...]
    incidents: tuple[Incident, ...]
    deliveries: tuple[Delivery, ...]
    statements: tuple[Statement, ...]
    observations: tuple[Observation, ...]
    sources: tuple[Source, ...]
    licence: str = ""
    groups: tuple[TravelGroup, ...] = ()
    buses: tuple[BusLine, ...] = ()
    joint_limits: tuple[JointLimit, ...] = ()
    risks: tuple[Risk, ...] = ()
    monitoring: tuple[Monitoring, ...] = ()
    facilities: tuple[Facility, ...] = ()
    reported: tuple[tuple[date | None, Incidents], ...] = ()
    unread: tuple[int, ...] = ()
    stocks: tuple[Stock, ...] = ()
    standards: Standards = NO_STANDARDS
    fleet: Fleet = NO_FLEET
    record: OwnRecord = NO_RECORD
    vehicles: bool = False
    told_vehicles: Vehicles | None = None
    files: Mapping[str, str] = field(default_factory=dict, init=False)

    def __repr__(self) -> str:
        ends = self.period.start, self.period.end
        start, end = (moment.astimezone(self.zone).isoformat(timespec="minutes") for moment in ends)
        return f"<Case {self.name}: {self.title!r}, {start} to {end}>"

    @property
    def riding(self) -> bool:
        """Whether an exit lets vehicles pass, or vehicles are there, so that nobody can be sure that people walk.

        Not where it is told that there are no vehicles, and that none can come.
        """
        if self.told_vehicles is not None and self.told_vehicles.absent:
            return False
        told = self.vehicles or self.told_vehicles is not None
        driven = told or bool(self.buses) or any(group.mode == "car" for group in self.groups)
        return driven or any(exit_.mode != "foot" for exit_ in self.exits)

    @property
    def announced(self) -> tuple[Corridor | Pause, ...]:
        """The corridors, then the pauses."""
        return (*self.corridors, *self.pauses)

    @property
    def people(self) -> Range:
        """Everyone inside: the places' ranges added up, in people."""
        return Range(
            sum(p.people.low for p in self.places),
            sum(p.people.likely for p in self.places),
            sum(p.people.high for p in self.places),
            "people",
        )
