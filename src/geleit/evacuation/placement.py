"""A case put onto its streets: where its people stand, how its exits are reached, what its closures shut."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import lru_cache

import numpy as np
import shapely
from shapely.geometry import Point

from geleit.errors import StreetsError
from geleit.model.arrays import Flags, Floats, Ints
from geleit.model.case import Case
from geleit.model.corridor import Closure, Exit
from geleit.model.network import Network
from geleit.model.population import Roaming, Somewhere
from geleit.streets.approach import Approach, approach, driveway
from geleit.streets.cut import Cut, cut_at
from geleit.streets.disrupt import closed_edges, surely_closed_edges
from geleit.streets.joins import END_GAP_M, GAP, GAP_M, Joins, joins_of, no_joins
from geleit.streets.locate import (
    AT_CORNER_M,
    SLACK,
    Plane,
    Snaps,
    Usable,
    exit_usable,
    halved,
    in_main_part,
    on_map,
    snap_many,
)
from geleit.streets.missed import corners_missed
from geleit.streets.roaming import roaming_in
from geleit.streets.settle import FAR_M, Settlement, settle
from geleit.streets.shuttle import Shuttle, shuttle

NONE = np.zeros(0, dtype=np.int64)
"""No pieces."""
MOST_CUTS = 20_000
"""Where more points than this have people, streets are not cut at them."""


@dataclass(frozen=True, eq=False)
class Gaps:
    """Where people may join a street for a bound but by the one that they were put on.

    People on streets that lead nowhere, and are far from others, join the nearest of the main part. People who are
    recorded beside the streets join any street that is hardly farther from them than the nearest.

    Parameters
    ----------
    corner, joined
        A corner with people, and either end of such a street, shape ``(k,)``.
    metres
        From the people to there, no more than as the crow flies, shape ``(k,)``.
    """

    corner: Ints
    joined: Ints
    metres: Floats


@dataclass(frozen=True, eq=False)
class Located:
    """A case put onto its streets.

    Parameters
    ----------
    case
        The case, on streets that are cut where exits and people stand between two corners.
    cut
        How its streets are cut.
    settlement
        Where the people stand on the streets.
    roaming
        People of whom only a cell is known.
    approaches
        The ways to each exit, ``None`` for one announced without a place.
    closed, surely_closed
        Street pieces that each closure shuts; and the parts of them that it shuts for certain, of all that they are cut
        into.
    joins
        The ways that the map may lack; ``None`` where so many streets lie near each other that they cannot be told.
    unread
        Why not; else empty.
    gaps
        Where people may join a street for a bound but by the one that they were put on.
    riding
        As of the case: whether people may come by vehicle.
    driveways
        For those who go by car: the way to each exit that lets vehicles pass, ``None`` for the others.
    shuttles
        The round of each bus line.
    """

    case: Case
    cut: Cut
    settlement: Settlement
    roaming: tuple[Roaming, ...]
    approaches: tuple[Approach | None, ...]
    closed: tuple[Ints, ...]
    surely_closed: tuple[Ints, ...]
    joins: Joins | None
    unread: str
    gaps: Gaps
    riding: bool
    driveways: tuple[Approach | None, ...]
    shuttles: tuple[Shuttle, ...]


@lru_cache(maxsize=2)
def locate(case: Case) -> Located:
    """Put people, exits and closures of a case onto its streets; once, however much is asked about it then.

    Raises
    ------
    InputError
        If an exit, people, a closure or a bus are far from any street.
    """
    closed = tuple(closed_edges(case.network, closure) for closure in case.closures)
    parted = _parted(case, closed)
    case = replace(case, network=parted.network)
    finer = cut_at(case.network, _between_corners(case))
    cut = Cut(finer.network, parted.piece[finer.piece])
    case = replace(case, network=cut.network)
    closed = tuple(map(cut.parts_of, closed))
    surely = tuple(_surely(cut, *pair) for pair in zip(case.closures, closed, strict=True))
    approaches = _approaches(case, trusted_to(case))
    settlement = settle(case.network, (place for place in case.places if not isinstance(place.where, Somewhere)))
    roaming = roaming_in(cut, case.places)
    joins, unread = _joins_within(case.network, case.riding, trusted_to(case))
    return Located(
        case=case,
        cut=cut,
        settlement=settlement,
        roaming=roaming,
        approaches=approaches,
        closed=closed,
        surely_closed=surely,
        joins=joins,
        unread=unread,
        gaps=_gaps(case, _inhabited(settlement, roaming), joins, trusted_to(case)),
        riding=case.riding,
        driveways=_driveways(case),
        shuttles=_shuttles(case, closed),
    )


def relocate(located: Located, case: Case) -> Located:
    """The same case with other exits; streets, people and closures must be the same."""
    riding = case.riding
    if riding != located.riding or not _corners_for(located, case):
        return locate(case)
    case = replace(case, network=located.case.network)
    known = dict(zip(located.case.exits, located.approaches, strict=True))

    def way(exit_: Exit) -> Approach | None:
        same = next((x for x in known if (x.lon, x.lat, x.mode) == (exit_.lon, exit_.lat, exit_.mode)), None)
        if same is not None and same.position_error == exit_.position_error:
            return known[same]
        return approach(case.network, exit_, riding=riding, doubt_m=trusted_to(case)) if exit_.placed else None

    approaches = tuple(map(way, case.exits))
    return replace(located, case=case, approaches=approaches, riding=riding, driveways=_driveways(case))


def doubts(located: Located) -> tuple[str, ...]:
    """What is allowed but looks like a slip, one sentence each."""
    case = located.case
    main = in_main_part(case.network)
    found = [f"streets: nothing is proved by them: {located.unread}"] if located.unread else []
    for exit_, way in zip(case.exits, located.approaches, strict=True):
        if way is not None and not main[way.node]:
            found.append(f"exits[{exit_.id}]: stands on a street that does not lead to the main part of the streets")
        if exit_.windows and not any(window.overlaps(case.period) for window in exit_.windows):
            found.append(f"exits[{exit_.id}]: none of its windows lies within the period of the case")
    for line, round_ in zip(case.buses, located.shuttles, strict=True):
        if round_.there_m is None or round_.back_m is None:
            found.append(f"buses[{line.id}]: no way by vehicle to its exit and back that is never closed")
    return tuple(found)


def _parted(case: Case, closed: tuple[Ints, ...]) -> Cut:
    """Streets cut at corners that the map may lack."""
    certain = [pieces for pieces, closure in zip(closed, case.closures, strict=True) if closure.certain]
    shut = np.unique(np.concatenate([NONE, *certain]))
    return _parted_within(case.network, case.riding, tuple(shut.tolist()), trusted_to(case))


@lru_cache(maxsize=2)
def _parted_within(network: Network, riding: bool, shut: tuple[int, ...], gap_m: float) -> Cut:
    ways = _ways(network, riding=riding)
    return cut_at(network, [corners_missed(network, ways, np.array(shut, dtype=np.int64), gap_m)])


def _surely(cut: Cut, closure: Closure, closed: Ints) -> Ints:
    """What a closure shuts for certain: of the parts of the pieces that it shuts, those that it means by themselves."""
    return np.intersect1d(closed, surely_closed_edges(cut.network, closure, cut.piece)) if closure.certain else NONE


def _ways(network: Network, *, riding: bool) -> Flags:
    """The pieces that people may use in a bound."""
    seen = network.generous
    return np.asarray(seen.walk | ((seen.drive > 0) & riding))


def _between_corners(case: Case) -> Iterator[Snaps]:
    """Where exits, buses and people may stand between two corners, on the streets that each is reached by."""
    network = case.network
    placed = [exit_ for exit_ in case.exits if exit_.placed]
    driven = any(group.mode == "car" for group in case.groups)
    on = {exit_.id: exit_usable(network, exit_) for exit_ in placed}
    reached: tuple[tuple[Usable, list[Exit]], ...] = (
        ("walk", [exit_ for exit_ in placed if on[exit_.id] == "walk"]),
        ("any", [exit_ for exit_ in placed if on[exit_.id] == "any"]),
        ("drive", [exit_ for exit_ in placed if on[exit_.id] == "drive"]),
        ("drive", [exit_ for exit_ in placed if exit_.mode != "foot"] if driven and (network.drive > 0).any() else []),
    )
    for usable, exits in reached:
        where = np.array([(exit_.lon, exit_.lat) for exit_ in exits], dtype=np.float64).reshape(-1, 2)
        if len(where):
            yield snap_many(network, *where.T, usable=usable)
    for line in case.buses:
        yield snap_many(network, np.array([line.lon]), np.array([line.lat]))
    points = [place.where for place in case.places if isinstance(place.where, Point)]
    if len(points) <= MOST_CUTS:
        points = [point for point in points if on_map(point)]
        found = snap_many(network, shapely.get_x(points), shapely.get_y(points))
        yield found.at(np.flatnonzero(found.distance_m <= FAR_M))


def _corners_for(located: Located, case: Case) -> bool:
    """Whether every placed exit of a case is one that the streets were cut for, or stands at a corner."""
    known = {(x.lon, x.lat, x.mode, x.position_error) for x in located.case.exits}
    others = [x for x in case.exits if x.placed and (x.lon, x.lat, x.mode, x.position_error) not in known]
    corners = set(zip(located.case.network.lon.tolist(), located.case.network.lat.tolist(), strict=True))
    return all((x.lon, x.lat) in corners for x in others)


def read_harder(located: Located) -> Located | None:
    """The same case, for a bound on a map whose streets meet wherever they come within :data:`END_GAP_M`.

    ``None`` where so many do that no more can be told of them.
    """
    case = located.case
    joins, _ = _joins_within(case.network, located.riding, END_GAP_M)
    if joins is None:
        return None
    gaps = _gaps(case, _inhabited(located.settlement, located.roaming), joins, END_GAP_M)
    return replace(located, joins=joins, gaps=gaps, approaches=_approaches(case, END_GAP_M))


def as_drawn(located: Located) -> Located:
    """The same case, for a bound on the map exactly as it is drawn."""
    return replace(located, joins=no_joins(), unread="")


def trusted_to(case: Case) -> float:
    """How far apart streets may be drawn that meet in truth, in metres, as a bound reads the map."""
    gap = case.assumptions.get(GAP)
    return GAP_M if gap is None else gap.high


@lru_cache(maxsize=6)
def _joins_within(network: Network, riding: bool, gap_m: float) -> tuple[Joins | None, str]:
    """The ways that the map may lack, for those who walk, and ride if somebody may; or why they cannot be told."""
    try:
        return joins_of(network.generous, _ways(network, riding=riding), gap_m), ""
    except StreetsError as problem:
        return None, problem.problem


def _driveways(case: Case) -> tuple[Approach | None, ...]:
    driven = any(group.mode == "car" for group in case.groups)
    return tuple(
        driveway(case.network, exit_) if driven and exit_.placed and exit_.mode != "foot" else None
        for exit_ in case.exits
    )


def _shuttles(case: Case, closed: tuple[Ints, ...]) -> tuple[Shuttle, ...]:
    """The rounds of the bus lines, on streets that no closure ever shuts."""
    shut = np.concatenate([np.zeros(0, dtype=np.int64), *closed])
    exits = {exit_.id: exit_ for exit_ in case.exits}
    return tuple(shuttle(case.network, line, exits[line.exit], shut) for line in case.buses)


def _inhabited(settlement: Settlement, roaming: tuple[Roaming, ...]) -> Flags:
    """Whether somebody may set out at each corner; those who may be anywhere set out at the gates."""
    found = settlement.high > 0
    for people in roaming:
        if people.corners is not None:
            found[people.corners] = True
    return np.asarray(found)


def _approaches(case: Case, doubt_m: float) -> tuple[Approach | None, ...]:
    ways = (approach(case.network, x, riding=case.riding, doubt_m=doubt_m) if x.placed else None for x in case.exits)
    return tuple(ways)


def _gaps(case: Case, inhabited: Flags, joins: Joins | None, doubt_m: float) -> Gaps:
    network = case.network.generous
    near = np.zeros(network.nodes, dtype=bool) if joins is None else joins.near_others(network)
    apart = np.flatnonzero(inhabited & ~in_main_part(network) & ~near)
    snaps = snap_many(network, network.lon[apart], network.lat[apart], main_part=True)
    edge = snaps.edge
    corner = np.tile(apart, 2).astype(np.int64)
    joined = np.concatenate([network.tail[edge], network.head[edge]]).astype(np.int64)
    at = Plane.around(network).metres(network.lon, network.lat)
    metres = np.hypot(*(at[corner] - at[joined]).T) * (1 - SLACK)
    quick = case.network.quick[edge]  # whoever is anywhere on such a piece is at its ends at once
    near = np.where(quick, snaps.distance_m * (1 - SLACK), np.inf)
    beside = _beside(case, doubt_m)
    return Gaps(
        np.concatenate([corner, beside.corner]),
        np.concatenate([joined, beside.joined]),
        np.concatenate([np.minimum(metres, np.tile(near, 2)), beside.metres]),
    )


def _beside(case: Case, doubt_m: float) -> Gaps:
    """Other streets than the nearest that people recorded beside the streets may live at."""
    points = [place.where for place in case.places if isinstance(place.where, Point) and on_map(place.where)]
    found = snap_many(case.network, shapely.get_x(points), shapely.get_y(points))
    off = np.flatnonzero((found.distance_m >= AT_CORNER_M) & (found.distance_m <= FAR_M))
    if not len(off):
        return Gaps(NONE, NONE, np.zeros(0))
    network, found = case.network.generous, found.at(off)
    halves = halved(network, "any" if case.riding else "walk")
    at = shapely.points(halves.plane.metres(shapely.get_x(points)[off], shapely.get_y(points)[off]))
    row, half = halves.tree.query(at, predicate="dwithin", distance=found.distance_m * (1 + SLACK) + doubt_m)
    row, edge = np.unique(np.column_stack([row, halves.edge[half]])[halves.edge[half] != found.edge[row]], axis=0).T
    row, edge = np.repeat(row, 2), np.repeat(edge, 2)
    joined = np.where(np.arange(len(edge)) % 2, network.head[edge], network.tail[edge]).astype(np.int64)
    ends = shapely.points(halves.plane.metres(network.lon[joined], network.lat[joined]))
    metres = shapely.distance(at[row], ends) * (1 - SLACK)
    return Gaps(found.node[row].astype(np.int64), joined, np.where(case.network.quick[edge], 0.0, metres))
