"""The answer to "who can get out by the deadline?": two numbers, two proofs, and what binds."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import TYPE_CHECKING, Literal, TypeAlias

from geleit.model.against_the_map import AgainstTheMap
from geleit.model.amount import Range, Scenario
from geleit.model.certificate import Certificate
from geleit.model.crowds import UnderWay
from geleit.model.deciding import Moves, Needed, RatePoint
from geleit.model.departure import Departure, District, GroupOut
from geleit.model.moved import Moved
from geleit.model.plan import Plan
from geleit.model.rides import ByVehicle

if TYPE_CHECKING:
    from geopandas import GeoDataFrame
    from pandas import DataFrame

Narrow: TypeAlias = Literal["exit", "joint limit", "street"]
"""What can hold people back."""


@dataclass(frozen=True)
class Ladder:
    """Upper bounds on who can be out, in people; each rung needs more assumptions than the one before.

    Parameters
    ----------
    exit_seats
        Even if everybody stood at a gate when it opened: rate x open time, at most everyone.
    beeline
        People also need at least the time of a straight line from where they are, without any map.
    walking
        People also need at least their walking time from where they are.
    streets
        Streets and bridges also have a capacity.
    """

    exit_seats: int
    beeline: int
    walking: int
    streets: int


@dataclass(frozen=True)
class Bounds:
    """The bounds for one set of assumptions.

    Parameters
    ----------
    people
        People inside under these assumptions.
    ladder
        The rungs for that many people.
    could_not_leave
        People who could not have left, whatever they did.
    """

    people: int
    ladder: Ladder
    could_not_leave: int


@dataclass(frozen=True)
class Binding:
    """Something that holds people back.

    Parameters
    ----------
    kind
        ``exit``, ``joint limit`` or ``street``.
    name
        Name of the exit, joint limit or street, or its class where it has no name.
    lon, lat
        Position in degrees (WGS 84); ``None`` for an exit announced without a place, and for a joint limit.
    seconds
        For how long it binds before the deadline, in seconds of open time.
    people
        Seats it offers in that time, in people.
    first, last
        From when to when it binds.
    edge
        Index of the street piece, -1 for all else.
    scenario
        The most generous ends of the ranges at which something binds at all.
    id
        Of the exit or joint limit; empty for a street.
    line
        Longitude and latitude of the points of the street piece; empty for an exit.
    """

    kind: Narrow
    name: str
    lon: float | None
    lat: float | None
    seconds: int
    people: int
    first: datetime
    last: datetime
    edge: int = -1
    scenario: Scenario = "generous"
    id: str = ""
    line: tuple[tuple[float, float], ...] = ()


@dataclass(frozen=True)
class ExitUse:
    """What the plan has pass an exit.

    Parameters
    ----------
    id, name
        Of the exit.
    lon, lat
        Position in degrees (WGS 84); ``None`` for an exit announced without a place, which the plan leaves out.
    people_out
        How many people; over all exits they add up to ``at_least``.
    first, last
        From when to when they pass; ``None`` where nobody does.
    """

    id: str
    name: str
    lon: float | None
    lat: float | None
    people_out: int
    first: datetime | None
    last: datetime | None


@dataclass(frozen=True)
class ProvedPoint:
    """The upper bound at one moment, in people.

    Parameters
    ----------
    at_most
        No more than this many can be out by then (generous ends of all ranges).
    at_most_likely
        The same with the likely figures.
    """

    at: datetime
    at_most: int
    at_most_likely: int


@dataclass(frozen=True)
class CurvePoint(ProvedPoint):
    """Both bounds at one moment, in people.

    Parameters
    ----------
    at_least
        The plan has this many out by then (cautious ends).
    likely_plan
        The plan with the likely figures has this many out by then.
    """

    at_least: int
    likely_plan: int


@dataclass(frozen=True)
class Clearance:
    """When everyone can be out.

    Parameters
    ----------
    not_before
        Proved: with the fewest people and the generous ends, not everyone can be out before this time; ``None`` when
        nothing was proved beyond the start.
    by
        Shown by a plan: with the most people and the cautious ends everyone is out by then; ``None`` when no such
        plan was found by the deadline.
    not_before_beyond
        Whether ``not_before`` is the end of the time looked at, so that clearance is proved impossible throughout.
    """

    not_before: datetime | None
    by: datetime | None
    not_before_beyond: bool = False


@dataclass(frozen=True)
class Seconds:
    """Wall-clock seconds spent on each part."""

    bound: float
    plan: float
    check: float


@dataclass(frozen=True, eq=False, kw_only=True)
class Proved:
    """What is proved of who can be out by the deadline.

    Parameters
    ----------
    case, start, deadline
        What was asked; people may move from ``start``.
    people
        Everyone inside, in people.
    generous, likely
        Bounds with the generous ends of all ranges and the most people (``generous.people`` is the high figure;
        ``generous.could_not_leave`` is for the *fewest* people), and with the likely figures throughout.
    at_most
        Proved: no more than this many can be out by the deadline, on a map that lacks little.
    could_not_leave
        Proved: at least this many of the fewest people inside could not have left, whatever they did, and even if the
        map lacks more.
    suffices
        The weakest rung of the ladder (see :data:`~geleit.model.certificate.RUNGS`) that proves ``could_not_leave``.
    against_the_map
        What holds even if the map lacks more, and the gaps that make the difference.
    required_rate
        Persons per hour that every placed and unplaced exit would have to pass, whenever open by the longest
        windows, for the fewest people to fit through the gates by the deadline; ``None`` when no exit ever opens.
    stopped
        Whether the user ended the search early.
    needed
        What each crossing would have to pass for all of the fewest people to be out, half of them, and a tenth.
    by_rate
        Both bounds as functions of one rate of all crossings.
    decides
        How far each input alone moves the answer, the one that moves it farthest first; of a public answer none.
    vehicles
        What the vehicles that are told prove, or why they decide nothing; ``at_most``, ``could_not_leave``, ``likely``,
        ``against_the_map`` and the curve take it in, ``certificate``, the ladder and ``by_rate`` do not. ``None`` where
        nobody rides anyway.
    """

    case: str
    start: datetime
    deadline: datetime
    people: Range
    generous: Bounds
    likely: Bounds
    at_most: int
    could_not_leave: int
    suffices: str
    against_the_map: AgainstTheMap
    required_rate: int | None
    clearance: Clearance
    binding: tuple[Binding, ...]
    curve: tuple[ProvedPoint, ...]
    certificate: Certificate
    stopped: bool = False
    needed: tuple[Needed, ...] = ()
    by_rate: tuple[RatePoint, ...] = ()
    decides: tuple[Moves, ...] = ()
    vehicles: ByVehicle | None = None


@dataclass(frozen=True, eq=False, kw_only=True)
class PublicAnswer(Proved):
    """The answer to a public case: a bound, and no plan, which would tell where people are and go."""


@dataclass(frozen=True)
class StrandedPlace:
    """People of one place whom no street of the map leads to any exit with a place.

    Parameters
    ----------
    id, name
        Of the place.
    people
        How many at most.
    """

    id: str
    name: str
    people: int


@dataclass(frozen=True, eq=False, kw_only=True)
class Answer(Proved):
    """Who can be out by the deadline.

    Parameters
    ----------
    at_least
        Shown by the plan with cautious ends and the fewest people.
    likely_plan
        A plan with the likely figures throughout, for as many people as are likely.
    method_gap
        Share of the *cautious* upper bound that the plan misses: what is due to the method; the rest of ``gap`` is
        due to uncertain inputs.
    stranded
        People (most) who stand where no street of the map leads to any placed exit, by place. The plan leaves them; the
        bound lets them join the next street, for maps have gaps.
    districts, departures
        The plan per district, where it was asked for.
    shared_at
        How many people fewer it gets out because districts have as equal shares as can be; ``None`` where that was not
        asked for.
    withheld
        Why the plan per district is not told although it was asked for; empty otherwise.
    groups
        How each travel group fares in the plan, where it was asked for or there are several.
    exits
        What the plan has pass each exit.
    under_way, likely_under_way
        How far people of the plan, and of that with the likely figures, walk, and where they wait.
    moved
        How far people were moved to a street, and whom the plan leaves because they live too far from any.
    """

    at_least: int
    method_gap: float
    stranded: tuple[StrandedPlace, ...]
    curve: tuple[CurvePoint, ...]
    plan: Plan
    likely_plan: Plan
    seconds: Seconds
    districts: tuple[District, ...] = ()
    departures: tuple[Departure, ...] = ()
    shared_at: int | None = None
    withheld: str = ""
    groups: tuple[GroupOut, ...] = ()
    exits: tuple[ExitUse, ...] = ()
    under_way: UnderWay = field(default_factory=UnderWay)
    likely_under_way: UnderWay = field(default_factory=UnderWay)
    moved: Moved = field(default_factory=Moved)

    def __repr__(self) -> str:
        deadline = self.deadline.isoformat(timespec="minutes")
        return f"<Answer to {self.case} by {deadline}: at most {self.at_most:,}, at least {self.at_least:,}>"

    @property
    def unreached(self) -> int:
        """People (most) whom no street of the map leads to any placed exit."""
        return sum(place.people for place in self.stranded)

    @property
    def gap(self) -> float:
        """Distance between the two numbers as a share of ``at_most``; 0 when nobody can leave."""
        return (self.at_most - self.at_least) / self.at_most if self.at_most else 0.0

    def to_frame(self) -> DataFrame:
        """The curve as a table of pandas: both bounds at one moment in each row.

        The columns are those of :class:`CurvePoint`, and ``publication``: a plan does not leave the room. Times are in
        UTC.

        Raises
        ------
        MissingExtraError
            If pandas is not installed.
        """
        from geleit.model.frames import curve_frame

        return curve_frame(self)

    def to_geodataframe(self) -> GeoDataFrame:
        """What a map shows of the answer, as a table of geopandas in degrees (WGS 84): exits, and streets that bind.

        A row for each exit (``kind`` is ``exit``; a point, nothing for an exit announced without a place) has how many
        people the plan has pass it, and from when to when: ``people_out``, ``first_out``, ``last_out``. A row for each
        street piece that holds people back (``street``; a line) has none. Where an exit or street binds, ``seconds``,
        ``seats``, ``binds_from`` and ``binds_until`` say for how long, how many people it offers room in that time, and
        when; ``scenario`` names the ends of the ranges at which it does. Times are in UTC; ``publication`` says of each
        row that it does not leave the room.

        Raises
        ------
        MissingExtraError
            If geopandas is not installed.
        """
        from geleit.model.frames import answer_map

        return answer_map(self)
