"""Corridors, their exits, pauses, closures, and the parties who announce or agree to them."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import datetime
from typing import Literal

from shapely.geometry.base import BaseGeometry

from geleit.model.amount import Range
from geleit.model.figures import MOST_AN_HOUR
from geleit.model.window import Window, common, without

Mode = Literal["foot", "vehicle", "any"]
Users = Literal["civilians", "fighters", "medical", "all"]
PlaceBasis = Literal["announced", "assumption", "none"]
"""Whose the place of an exit is: of who announced it, of who made the case; or that it was announced without one."""


@dataclass(frozen=True)
class Party:
    """A party to the conflict, an organisation or an office; never a private person.

    Parameters
    ----------
    id, name
        Short id, and a name for readers.
    belligerent
        Whether its agreement is needed for safe passage.
    names
        What monitors of incidents call it, where that is something else.
    voices
        Who else speaks for it: its spokesmen and offices, the carriers and media that belong to it.
    """

    id: str
    name: str
    belligerent: bool
    note: str = ""
    names: tuple[str, ...] = ()
    voices: tuple[str, ...] = ()


@dataclass(frozen=True)
class RateChange:
    """Another rate of an exit at some hours.

    Parameters
    ----------
    windows
        When it holds, as far as the exit is open.
    rate
        People per hour who can pass then, in persons/h.
    source
        Id of a source.
    """

    windows: tuple[Window, ...]
    rate: Range
    source: str = ""
    note: str = ""


@dataclass(frozen=True)
class Exit:
    """A gate through which people leave.

    Parameters
    ----------
    id, name
        Short id, and a name for readers.
    lon, lat
        Degrees (WGS 84); both ``None`` when the case has no place for it.
    position_error
        How far off the position may be, in metres.
    rate
        People per hour who can pass, in persons/h.
    windows
        Longest opening anyone claims or that can be assumed; used for the upper bound.
    windows_cautious
        Shortest opening that can be relied on, within ``windows``; used for the plan.
    mode
        Who may pass: on foot, by vehicle, or any.
    users
        For whom it was announced.
    corridor
        Id of the corridor it belongs to, or empty.
    source
        Id of a source.
    changes
        Hours at which it has another rate; no two of them overlap.
    place_basis
        Whether its place was announced; empty where that is not known.
    """

    id: str
    name: str
    lon: float | None
    lat: float | None
    position_error: float
    rate: Range
    windows: tuple[Window, ...]
    windows_cautious: tuple[Window, ...]
    mode: Mode = "foot"
    users: Users = "civilians"
    corridor: str = ""
    source: str = ""
    note: str = ""
    changes: tuple[RateChange, ...] = ()
    place_basis: PlaceBasis | Literal[""] = ""

    @property
    def placed(self) -> bool:
        """Whether it has a position."""
        return self.lon is not None and self.lat is not None

    @property
    def several_ways(self) -> bool:
        """Whether it stands for other ways out than one can list: it was neither announced nor has a place."""
        return not self.placed and not self.corridor

    def phases(self, *, cautious: bool) -> tuple[tuple[tuple[Window, ...], Range], ...]:
        """When it is open at which rate: at its own, and at that of each change; by either kind of its windows."""
        windows = self.windows_cautious if cautious else self.windows
        changed = [window for change in self.changes for window in change.windows]
        rows = [(common(windows, change.windows), change.rate) for change in self.changes]
        return (without(windows, changed), self.rate), *rows

    def faster(self, factor: float) -> Exit:
        """The same exit with all its rates times a factor, up to ``MOST_AN_HOUR``."""
        changes = tuple(replace(change, rate=change.rate.times(factor, MOST_AN_HOUR)) for change in self.changes)
        return replace(self, rate=self.rate.times(factor, MOST_AN_HOUR), changes=changes)


@dataclass(frozen=True)
class JointLimit:
    """What some exits pass together at most, as when the same teams check people at all of them.

    Parameters
    ----------
    id, name
        Short id, and a name for readers.
    exits
        Ids of the exits; each is in one joint limit at most.
    rate
        People per hour who can pass all of them together whenever any is open, in persons/h.
    source
        Id of a source.
    """

    id: str
    name: str
    exits: tuple[str, ...]
    rate: Range
    source: str = ""
    note: str = ""

    def faster(self, factor: float) -> JointLimit:
        """The same limit times a factor, up to ``MOST_AN_HOUR``."""
        return replace(self, rate=self.rate.times(factor, MOST_AN_HOUR))


@dataclass(frozen=True)
class Corridor:
    """A corridor as announced.

    Parameters
    ----------
    id, name
        Short id, and a name for readers.
    announced_by, agreed_by
        Ids of parties; ``announced_by`` may hold one or more. Who is in neither may have agreed all the same.
    announced_at
        When it was announced, or ``None``.
    users
        For whom.
    destination
        Where it leads, in words, or empty when not said.
    places
        Places ready at the destination, in people, or ``None`` when nobody said.
    places_claimant
        Who says how many places there are.
    source
        Id of a source.
    nobody_else
        Whether its source says that nobody else agreed.
    """

    id: str
    name: str
    announced_by: tuple[str, ...]
    announced_at: datetime | None
    agreed_by: tuple[str, ...]
    users: Users
    destination: str
    places: Range | None
    places_claimant: str
    source: str
    note: str = ""
    nobody_else: bool = False


@dataclass(frozen=True)
class Pause:
    """An announced pause in the fighting.

    Parameters
    ----------
    windows
        When it is to hold.
    area
        Where, in words.
    announced_by, agreed_by
        Ids of parties.
    announced_at
        When it was announced, or ``None``.
    outside
        Ids of parties that it does not bind, and whose fighting does not break it.
    nobody_else
        Whether its source says that nobody else agreed.
    """

    id: str
    name: str
    windows: tuple[Window, ...]
    area: str
    announced_by: tuple[str, ...]
    announced_at: datetime | None
    agreed_by: tuple[str, ...]
    source: str
    note: str = ""
    outside: tuple[str, ...] = ()
    nobody_else: bool = False


@dataclass(frozen=True, eq=False)
class Closure:
    """A street or an area that cannot be entered for a time.

    Parameters
    ----------
    where
        A point or line (the nearest street is closed) or a polygon (every street that touches it is closed),
        in degrees (WGS 84). Nobody can enter a closed street; those already in it walk on.
    windows
        When it is closed.
    certain
        Whether it is beyond doubt. Only certain closures count against the upper bound; the plan obeys all.
    """

    id: str
    name: str
    where: BaseGeometry
    windows: tuple[Window, ...]
    certain: bool
    source: str
    note: str = ""
