"""A self-contained proof of an upper bound, in whole numbers.

Time is in seconds after an origin. Rates are whole persons per hour, so that ``rate * seconds`` counts people in units
of 1/3600 person without any rounding.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Literal, get_args

from geleit.model.amount import Scenario
from geleit.model.version import VERSION

FORMAT = "geleit-certificate/3"
EARLIER_FORMATS = ("geleit-certificate/2", "geleit-certificate/1")
"""Of JSON throughout, without days, conditions and bounds by rate; the first also without a version and beelines."""
UNITS_PER_PERSON = 3600
MM = 1000
"""Millimetres in a metre, and metres in a kilometre."""
RungName = Literal["exit_seats", "beeline", "walking", "streets"]
RUNGS: tuple[RungName, ...] = get_args(RungName)
"""The rungs of the bound, each resting on more than the one before."""

SEVERAL_WAYS = -1
"""In the place of a crossing: a gate that stands for other ways out."""

Intervals = tuple[tuple[int, int], ...]
Labels = tuple[int, ...] | int
"""One whole number of seconds for each node, or one for all nodes."""


def moment_after(origin: str, seconds: int) -> str:
    """A time so many seconds after another, as ISO 8601 with the same offset; empty where there is none."""
    try:
        return (datetime.fromisoformat(origin) + timedelta(seconds=seconds)).isoformat()
    except (ValueError, OverflowError):
        return ""


@dataclass(frozen=True)
class Gate:
    """An exit of an instance.

    Parameters
    ----------
    name
        For readers.
    node
        Index of the node it stands at, or ``None`` when it was announced without a place: the bound lets everyone
        reach it at once, the plan leaves it out.
    rate
        Persons per hour.
    profile
        Index of the opening profile.
    crossing
        Index of the crossing that it is a gate of: one whose rate changes has several. ``SEVERAL_WAYS`` where it stands
        for more ways than one can list, so that nothing said of a crossing is said of it; ``None`` where that is not
        told.
    """

    name: str
    node: int | None
    rate: int
    profile: int
    crossing: int | None = None


@dataclass(frozen=True)
class Joint:
    """What some crossings pass together at most.

    Parameters
    ----------
    name
        For readers.
    crossings
        The crossings, rising; each is in one joint limit at most.
    rate
        Persons per hour.
    profile
        Index of an opening profile: when any gate of them is open.
    """

    name: str
    crossings: tuple[int, ...]
    rate: int
    profile: int


@dataclass(frozen=True)
class Beelines:
    """How soon people could be at an exit if a straight line led there, whatever the map says.

    Parameters
    ----------
    after
        Seconds, rising: from each on, some can be at the place of an exit.
    low, high
        How many, fewest and most; they add up to all people of the instance.
    """

    after: tuple[int, ...]
    low: tuple[int, ...]
    high: tuple[int, ...]


@dataclass(frozen=True)
class Instance:
    """The question in whole numbers: who can be out by the horizon.

    One instance stands for one choice of ends of all ranges.

    Parameters
    ----------
    nodes
        Number of nodes.
    horizon
        The deadline in seconds after the origin.
    tail, head, transit, rate, profile
        One entry for each directed arc: from, to, seconds to pass (a plan needs at least 1), persons per hour who can
        enter, and the index of its opening profile.
    profiles
        Opening profiles: disjoint, sorted half-open intervals of seconds within ``[0, horizon)``.
    gates
        The exits.
    low, high
        Fewest and most people of each group.
    group, start, after
        One entry for each place where a group may set out: index of the group, node, and the second from which on. A
        group chooses among its entries; in a plan it has exactly one.
    beelines
        How soon the same people could be at an exit in a straight line; ``None`` where that was not asked.
    days
        Seconds within the horizon at which a calendar day begins at the place, rising, without second 0.
    joint
        What some crossings pass together at most.
    """

    nodes: int
    horizon: int
    tail: tuple[int, ...]
    head: tuple[int, ...]
    transit: tuple[int, ...]
    rate: tuple[int, ...]
    profile: tuple[int, ...]
    profiles: tuple[Intervals, ...]
    gates: tuple[Gate, ...]
    low: tuple[int, ...]
    high: tuple[int, ...]
    group: tuple[int, ...]
    start: tuple[int, ...]
    after: tuple[int, ...]
    beelines: Beelines | None = None
    days: tuple[int, ...] = ()
    joint: tuple[Joint, ...] = ()


@dataclass(frozen=True)
class Rung:
    """A bound that labels prove: after its label's time, a node counts as too late to be reached by others.

    Parameters
    ----------
    labels
        Labels for the most people.
    at_most
        No more than this many of the most people can be out.
    labels_fewest
        Labels for the fewest people, often the same.
    could_not_leave
        At least this many of the fewest people cannot be out.
    spread, spread_fewest
        Seconds before their labels over which these are averaged, where rides can save time; 0 where seats alone
        decide. ``None`` where no rides are told apart.
    """

    labels: Labels
    at_most: int
    labels_fewest: Labels
    could_not_leave: int
    spread: int | None = None
    spread_fewest: int | None = None


@dataclass(frozen=True)
class Rides:
    """Vehicles of an instance in which everybody else walks, and what they can save all people together.

    Parameters
    ----------
    fleet, seats
        Vehicles at most, and people in one at most.
    fuel_m
        Metres that each can drive; ``None`` for no limit.
    walking_mm_s, fastest_mm_s
        No less than the fastest walk, rounded down, and no more than the fastest ride, rounded up, in mm/s.
    saved
        Person-seconds.
    """

    fleet: int
    seats: int
    fuel_m: int | None
    walking_mm_s: int
    fastest_mm_s: int
    saved: int

    @classmethod
    def of(cls, vehicles: tuple[int, int, int | None], speeds: tuple[int, int], horizon: int) -> Rides:
        """These vehicles and speeds, with what they save until the horizon, in seconds."""
        without = cls(*vehicles, *speeds, saved=0)
        by_time, by_fuel = without.limits(horizon)
        return cls(*vehicles, *speeds, saved=by_time if by_fuel is None else min(by_time, by_fuel))

    def limits(self, horizon: int) -> tuple[int, int | None]:
        """What can be saved until the horizon in person-seconds, rounded up: by time in the seats, and by fuel."""
        walking, fastest = self.walking_mm_s, max(self.walking_mm_s, self.fastest_mm_s)
        seats, faster = self.fleet * self.seats, fastest - walking
        by_time = -(-seats * horizon * faster // walking)
        if self.fuel_m is None:
            return by_time, None
        return by_time, -(-seats * self.fuel_m * MM * faster // (walking * fastest))

    @property
    def words(self) -> str:
        """The vehicles as a clause."""
        fuel = "" if self.fuel_m is None else f" and fuel for {self.fuel_m / MM:,g} km"
        return f"no more than {self.fleet:,} vehicles, each with {self.seats:,} seats{fuel}, and none from outside"


@dataclass(frozen=True)
class DailyLimit:
    """An assumption: no crossing passes more than so many people in a calendar day of the place.

    Parameters
    ----------
    assumption
        Where the figure comes from, as a clause.
    limit
        Persons a calendar day and crossing.
    """

    assumption: str
    limit: int

    @property
    def words(self) -> str:
        """The assumption as a clause with its figure."""
        return f"no crossing listed passes more than {self.limit:,} people a calendar day ({self.assumption})"


@dataclass(frozen=True)
class Conditional:
    """What holds if a daily limit does: a bound by exits and straight lines alone, whatever the map says.

    Parameters
    ----------
    condition
        The limit.
    rung
        Its labels are one moment each, as of the rung beeline; 0 without beelines.
    """

    condition: DailyLimit
    rung: Rung


@dataclass(frozen=True)
class Line:
    """A bound as a function of one rate of all crossings: ``fixed + rate * opened`` units of 1/3600 person.

    Parameters
    ----------
    labels
        For each node, or one moment for all.
    fixed
        People who count as out without passing a gate, and what can leave along streets, in units of 1/3600 person.
    opened
        Seconds of open gates after their labels, added up.
    straight
        Whether the moment is one of straight lines, as of the rung beeline.
    """

    labels: Labels
    fixed: int
    opened: int
    straight: bool = False

    def at(self, rate: int) -> int:
        """No more than so many people can be out if all crossings pass this many persons an hour."""
        return (self.fixed + rate * self.opened) // UNITS_PER_PERSON


@dataclass(frozen=True)
class Certificate:
    """Bounds on who can be out, with all that is needed to re-check them.

    Parameters
    ----------
    instance
        Streets, people and exits at their generous ends.
    exit_seats, walking, streets
        Rungs that need ever more: exits alone, then streets and where people are, then the width of streets too.
    case, origin
        Name of the case, and second 0 as ISO 8601.
    beeline
        The rung between the first two: where people are, but no map; its labels are one moment. ``None`` where the
        instance has no beelines.
    version
        Of the Geleit that built it; empty where the file does not say.
    conditional
        What holds for the same question if no crossing passes more than so many people a day.
    lines
        Bounds as functions of one rate of all crossings, for the most people: the least of them holds at every rate.
    title
        Of the case, for readers.
    case_sha256
        Of the files that the case was read from; empty where that must not leave the room, or is not known.
    rides
        Where its instance is of people who walk, what vehicles can save them; it has no conditions and lines then.
        ``None`` where everybody in the instance is as fast as anyone may be.
    """

    instance: Instance
    exit_seats: Rung
    walking: Rung
    streets: Rung
    case: str
    origin: str
    beeline: Rung | None = None
    version: str = VERSION
    conditional: tuple[Conditional, ...] = ()
    lines: tuple[Line, ...] = ()
    title: str = ""
    case_sha256: str = ""
    rides: Rides | None = None

    @property
    def scenario(self) -> Scenario:
        """The end of all ranges at which its instance stands."""
        return "generous"

    @property
    def by(self) -> str:
        """When its horizon ends, as ISO 8601; empty where that is no time of this calendar."""
        return moment_after(self.origin, self.instance.horizon)

    @property
    def assumed(self) -> tuple[str, ...]:
        """What its conditional bounds assume, in words."""
        return tuple(one.condition.words for one in self.conditional)

    def at_most_at(self, rate: int) -> int:
        """No more than so many of the most people can be out if each crossing passes this many persons an hour.

        Raises
        ------
        ValueError
            If the certificate says nothing of other rates.
        """
        if not self.lines:
            raise ValueError("the certificate has no bounds by rate")
        return min(sum(self.instance.high), *(line.at(rate) for line in self.lines))

    @property
    def rungs(self) -> dict[RungName, Rung]:
        """The rungs that are there, by name, in their order."""
        found = {name: getattr(self, name) for name in RUNGS}
        return {name: rung for name, rung in found.items() if rung is not None}

    @property
    def at_most(self) -> int:
        """No more than this many of the most people can be out, by any rung."""
        return min(rung.at_most for rung in self.rungs.values())

    @property
    def could_not_leave(self) -> int:
        """At least this many of the fewest people cannot be out, by any rung."""
        return max(rung.could_not_leave for rung in self.rungs.values())

    def __repr__(self) -> str:
        return f"<Certificate of {self.case} from {self.origin}: at most {self.at_most:,} out>"
