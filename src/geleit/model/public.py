"""What may leave the room, and what stays: the two views of a case that whatever is written takes."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
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
from geleit.model.finding import OPERATION, Observation
from geleit.model.grid import GridCell
from geleit.model.incident import Incident, Incidents, Monitoring
from geleit.model.network import Network
from geleit.model.own_record import OwnRecord
from geleit.model.population import Place, Somewhere
from geleit.model.stamp import INTERNAL, PUBLIC, LeftOut
from geleit.model.statement import Source, Statement
from geleit.model.travel import TravelGroup, Vehicles
from geleit.model.window import Window
from geleit.model.within import those_in, told_in

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
    riding
        Whether people may come by vehicle as far as the whole case says, so that a bound is no lower than that of it.
    vehicles
        Speeds of vehicles that people may use, in m/s.
    trucks, gates, stores
        Of convoys, without any place.
    let_in
        Whether all hours are here in which trucks were let in until then: at gates, and without any within pauses. Not
        where none has begun, or a pause is not over.
    record
        Which events of the record are the case itself, and which it strikes out; no row that it adds.
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
    riding: bool
    corridors: tuple[Corridor, ...]
    parties: tuple[Party, ...]
    pauses: tuple[Pause, ...]
    closures: tuple[Closure, ...]
    incidents: tuple[Incident, ...]
    reported: tuple[tuple[date | None, Incidents], ...]
    unread: tuple[int, ...]
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
    let_in: bool
    gates: tuple[ConvoyGate, ...]
    stores: tuple[Store, ...]
    record: OwnRecord
    left_out: tuple[LeftOut, ...]

    def __post_init__(self) -> None:
        self._expect_nothing_ahead()
        self._expect_no_word_of_others()
        if any(statement.sensitive or statement.entered_by or statement.entered_at for statement in self.statements):
            raise ValueError("a public case holds no sensitive statement, and not who entered one")
        if any(told_in(self, frozenset({"note"}))):
            raise ValueError("a public case holds no notes")
        if any(incident.text for incident in self.incidents) or any(some.text.any() for _, some in self.reported):
            raise ValueError("a public case holds no free text of incidents")
        if self.record.precedents or self.record.announcements:
            raise ValueError("a public case holds no rows that somebody added to the record")
        if any(delivery.to not in ("", INSIDE, OUTSIDE) for delivery in self.deliveries):
            raise ValueError("a public case does not hold where a delivery went")

    def _expect_nothing_ahead(self) -> None:
        seconds = (int(column.max()) for _, some in self.reported if len(some) for column in (some.start, some.end))
        if any(time > self.until for time in those_in(self, datetime)) or any(
            last > self.until.timestamp() for last in seconds
        ):
            raise ValueError("a public case holds no time that lies ahead")
        opened: tuple[Iterable[_Open], ...] = (self.exits, self.pauses, self.gates)
        no_exit = {row.id for row in self.corridors} - {row.corridor for row in self.exits}
        if self.period.end >= self.until and (no_exit or any(not row.windows for rows in opened for row in rows)):
            raise ValueError("a public case holds no route or pause without hours before its period is over")

    def _expect_no_word_of_others(self) -> None:
        rows: tuple[Iterable[_Row], ...] = (self.corridors, self.exits, self.pauses, self.deliveries)
        known = {"", *(row.id for some in rows for row in some)}
        about = {
            *(one for statement in self.statements for one in statement.subjects),
            *(row.corridor for row in self.exits),
        }
        about |= {row.subject for row in self.observations}
        if not about <= known | {OPERATION}:
            raise ValueError("a public case says nothing of a route, pause or delivery that it does not hold")

    @property
    def publication(self) -> str:
        """What every output says of itself."""
        return PUBLIC

    @property
    def files(self) -> Mapping[str, str]:
        """Hashes of files are not public: whoever knows nearly all of a file could try out the rest."""
        return {}

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
        """A case made of what is in here and nothing else, of which all is worked out that is public.

        It has no plan, for nobody has a place in it.
        """
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
            unread=self.unread,
            monitoring=self.monitoring, deliveries=self.deliveries, stocks=self.stocks, standards=self.standards,
            statements=self.statements, observations=self.observations, sources=self.sources,
            places=(*known, Place(INSIDE, INSIDE, self.elsewhere, Somewhere(None), "")),
            groups=(*self.groups, *vehicles), vehicles=self.riding, record=self.record,
            told_vehicles=self._no_vehicles,
        )  # fmt: skip

    @property
    def _no_vehicles(self) -> Vehicles | None:
        """That there are none, where an exit lets vehicles pass and nobody rides all the same; no other figure."""
        if self.riding or all(exit_.mode == "foot" for exit_ in self.exits):
            return None
        return Vehicles(Range(0, 0, 0, "vehicles"), Range(1, 1, 1, "people"), None, "none")


@dataclass(frozen=True, eq=False)
class InternalCase:
    """A case for those in the room; whatever is written of it says that it is not for publication.

    Parameters
    ----------
    case
        Without sensitive statements, unless they were asked for.
    left_out
        What of the case is not in here.
    files
        SHA-256 of each file that the whole case was read from, by its name.
    """

    case: Case
    left_out: tuple[LeftOut, ...] = ()
    files: Mapping[str, str] = field(default_factory=dict)

    @property
    def publication(self) -> str:
        """What every output says of itself."""
        return INTERNAL

    def expect(self, answers: Iterable[Proved]) -> None:
        """Any answer may stay in the room."""


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


class _Row(Protocol):
    @property
    def id(self) -> str: ...


class _Open(Protocol):
    @property
    def windows(self) -> tuple[Window, ...]: ...


View = PublicCase | InternalCase
"""What writers take: with ``--public`` the first only."""
LedgerView = PublicCase | InternalLedger
"""What writers of the ledger take."""
