"""What may leave the room, and what stays: the two views of a case that whatever is written takes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property
from typing import Protocol
from zoneinfo import ZoneInfo

from shapely.geometry.base import BaseGeometry

from geleit.model.aid import Delivery, Standards, Stock
from geleit.model.amount import Range
from geleit.model.answer import Proved, PublicAnswer
from geleit.model.case import Case
from geleit.model.convoy import TruckType
from geleit.model.corridor import Closure, Corridor, Exit, Party, Pause
from geleit.model.finding import Observation
from geleit.model.grid import GridCell
from geleit.model.incident import Incident, Incidents, Monitoring
from geleit.model.network import Network
from geleit.model.population import Place, Somewhere
from geleit.model.stamp import INTERNAL, PUBLIC, LeftOut
from geleit.model.statement import Source, Statement
from geleit.model.travel import TravelGroup
from geleit.model.window import Window

INSIDE = "the area"
"""Id and name of the place of which a public case tells no more."""
OUTSIDE = "another place"
"""Where goods went that did not come in."""


@dataclass(frozen=True)
class ConvoyGate:
    """Where trucks passed in and out, without its place; see :class:`~geleit.model.convoy.Gate`."""

    id: str
    windows: tuple[Window, ...]
    trucks_per_hour: Range | None


@dataclass(frozen=True)
class Store:
    """What lay at a depot, without its place or name, in t; ``None`` for as much as is needed."""

    id: str
    tonnes: Range | None


@dataclass(frozen=True, eq=False)
class PublicCase:
    """The part of a case that may leave the room.

    There is no field for a facility, a position of people finer than a cell, a risk, a boarding place or a depot. What
    is worked out from a public case alone, however often and with whatever options, tells no more than it holds.

    Parameters
    ----------
    until
        Nothing that lies after it is in here.
    cells, elsewhere
        People by cell, and those of whom no cell is told.
    vehicles
        Speeds of vehicles that people may use, in m/s.
    trucks, gates, stores
        Of convoys, without any place.
    left_out
        What of the case is not in here.

    Raises
    ------
    ValueError
        If it holds what may not leave.
    """

    name: str
    title: str
    place: str
    summary: str
    licence: str
    zone: ZoneInfo
    until: datetime
    period: Window
    deadline: datetime
    assumptions: Mapping[str, Range]
    network: Network
    area: BaseGeometry | None
    cells: tuple[tuple[GridCell, Range], ...]
    elsewhere: Range
    exits: tuple[Exit, ...]
    corridors: tuple[Corridor, ...]
    parties: tuple[Party, ...]
    pauses: tuple[Pause, ...]
    closures: tuple[Closure, ...]
    incidents: tuple[Incident, ...]
    reported: tuple[tuple[date, Incidents], ...]
    monitoring: tuple[Monitoring, ...]
    deliveries: tuple[Delivery, ...]
    stocks: tuple[Stock, ...]
    standards: Standards
    statements: tuple[Statement, ...]
    observations: tuple[Observation, ...]
    sources: tuple[Source, ...]
    groups: tuple[TravelGroup, ...]
    vehicles: tuple[Range, ...]
    trucks: tuple[TruckType, ...]
    gates: tuple[ConvoyGate, ...]
    stores: tuple[Store, ...]
    left_out: tuple[LeftOut, ...]

    def __post_init__(self) -> None:
        if any(statement.sensitive or statement.entered_by or statement.entered_at for statement in self.statements):
            raise ValueError("a public case holds no sensitive statement, and not who entered one")
        announced: tuple[Iterable[_Noted], ...] = (self.exits, self.corridors, self.parties, self.pauses, self.closures)
        told: tuple[Iterable[_Noted], ...] = (self.deliveries, self.stocks, self.statements, self.sources, self.groups)
        if any(row.note for rows in (*announced, *told) for row in rows):
            raise ValueError("a public case holds no notes")
        if any(incident.text for incident in self.incidents) or any(some.text.any() for _, some in self.reported):
            raise ValueError("a public case holds no free text of incidents")
        opened: tuple[Iterable[_Open], ...] = (self.exits, self.pauses, self.closures, self.gates)
        if any(window.end > self.until for rows in opened for row in rows for window in row.windows):
            raise ValueError("a public case holds no time that lies ahead")
        if any(delivery.end > self.until or delivery.to not in ("", INSIDE, OUTSIDE) for delivery in self.deliveries):
            raise ValueError("a public case holds no delivery that lies ahead, and not where one went")

    @property
    def publication(self) -> str:
        """What every output says of itself."""
        return PUBLIC

    def expect(self, answers: Iterable[Proved]) -> None:
        """See to it that answers are those to a public case.

        Raises
        ------
        TypeError
            If one of them is not: it would tell where people are.
        """
        if not all(isinstance(answer, PublicAnswer) for answer in answers):
            raise TypeError("an answer with a plan is not public: ask the public case itself")

    @cached_property
    def case(self) -> Case:
        """A case made of what is in here and nothing else, to be asked and assessed like any other."""
        known = (Place(f"cell {at.row} {at.column}", at.name, people, Somewhere(at), "") for at, people in self.cells)
        none = Range(0, 0, 0, "share")
        vehicles = (
            TravelGroup(f"vehicles {n}", "vehicles", "car", none, speed, none) for n, speed in enumerate(self.vehicles)
        )
        return Case(
            name=self.name, title=self.title, place=self.place, summary=self.summary, licence=self.licence,
            zone=self.zone, period=self.period, deadline=self.deadline, assumptions=self.assumptions,
            network=self.network, area=self.area, exits=self.exits, corridors=self.corridors, parties=self.parties,
            pauses=self.pauses, closures=self.closures, incidents=self.incidents, reported=self.reported,
            monitoring=self.monitoring, deliveries=self.deliveries, stocks=self.stocks, standards=self.standards,
            statements=self.statements, observations=self.observations, sources=self.sources,
            places=(*known, Place(INSIDE, INSIDE, self.elsewhere, Somewhere(None), "")),
            groups=(*self.groups, *vehicles),
        )  # fmt: skip


@dataclass(frozen=True, eq=False)
class InternalCase:
    """A case for those in the room; whatever is written of it says that it is not for publication.

    Parameters
    ----------
    case
        Without sensitive statements, unless they were asked for.
    left_out
        What of the case is not in here.
    """

    case: Case
    left_out: tuple[LeftOut, ...] = ()

    @property
    def publication(self) -> str:
        """What every output says of itself."""
        return INTERNAL

    def expect(self, answers: Iterable[Proved]) -> None:
        """Any answer may stay in the room."""


@dataclass(frozen=True)
class PublicFile:
    """Findings about a file of incidents, without a case: what others published, without free text and maps."""

    left_out: tuple[LeftOut, ...] = ()

    @property
    def publication(self) -> str:
        """What every output says of itself."""
        return PUBLIC


@dataclass(frozen=True)
class InternalFile:
    """The same with all that the file tells."""

    left_out: tuple[LeftOut, ...] = ()

    @property
    def publication(self) -> str:
        """What every output says of itself."""
        return INTERNAL


@dataclass(frozen=True)
class InternalLedger:
    """The statements of a case for those in the room, read without the rest of the case.

    Parameters
    ----------
    name
        Of the case.
    statements
        Without sensitive ones, and those that correct one or are part of one, unless they were asked for.
    """

    name: str
    statements: tuple[Statement, ...]
    sources: tuple[Source, ...]
    left_out: tuple[LeftOut, ...] = ()

    @property
    def publication(self) -> str:
        """What every output says of itself."""
        return INTERNAL


class _Noted(Protocol):
    @property
    def note(self) -> str: ...


class _Open(Protocol):
    @property
    def windows(self) -> tuple[Window, ...]: ...


View = PublicCase | InternalCase
"""What writers take: with ``--public`` the first only."""
FileView = PublicFile | InternalFile
"""What writers about a file of incidents take."""
LedgerView = PublicCase | InternalLedger
"""What writers of the ledger take."""
