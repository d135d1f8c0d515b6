"""Where trucks start, pass and stop on the streets of a case, and which people goods are carried to from there."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from shapely.geometry import Point
from shapely.ops import substring

from geleit.convoy.drivetimes import Points, piece_seconds
from geleit.convoy.replay import CARRIED, CARRIED_M
from geleit.errors import InputError
from geleit.model.arrays import Floats, Ints
from geleit.model.case import Case
from geleit.model.convoy import NotReached
from geleit.model.population import Cells, Place, Somewhere
from geleit.streets.cut import Cut, cut_at
from geleit.streets.doubts import lines_of
from geleit.streets.locate import EXIT_LIMIT_M, Plane, far_from_streets, in_main_part, snap_many
from geleit.streets.vehicle_ways import vehicle_ways

INSIDE_S = 600.0
"""Within a district a truck drives no longer than this beside its way, to a street and back, in seconds."""
INSIDE_M = 1_000.0
"""How far it goes on along the street on which it stops, in metres."""
SAMPLES = 40
"""Points across an outline, along each side, at which it is measured how far people live from streets."""


@dataclass(frozen=True, eq=False)
class Stops:
    """Where trucks stop.

    Parameters
    ----------
    cut
        The streets of the case, cut at depots, gates and districts.
    reached
        The share of the people of each district to whom goods are carried, shape ``(d,)``; to the nearest person.
    not_reached
        Of the others, by district.
    """

    points: Points
    cut: Cut
    reached: Floats
    not_reached: dict[str, NotReached]


def stops_of(case: Case, closed: Ints, doubtful: Ints) -> Stops:
    """Put depots, gates and districts onto streets that vehicles may use, and cut these there.

    A district is a place of the case; trucks come to the street nearest to its middle.

    Parameters
    ----------
    closed
        Street pieces that no truck may use in any session: a district there is reached from the nearer corner alone.
    doubtful
        Street pieces that some truck may not use in some session.

    Raises
    ------
    InputError
        If a depot or a gate is far from any such street.
    """
    fleet = case.fleet
    placed = [(f"depots[{d.id}]", d.lon, d.lat) for d in fleet.depots]
    placed += [(f"gates[{g.id}]", g.lon, g.lat) for g in fleet.gates]
    fixed = len(placed)
    placed += [(f"people[{p.id}]", *_middle(p)) for p in case.places]
    lon, lat = (np.array([row[i] for row in placed]) for i in (1, 2))
    network = case.network.trucks
    if not (network.drive > 0).any():
        raise InputError("streets", "none that vehicles may use", "import streets with their classes")
    found = snap_many(network, lon, lat, usable="drive", main_part=True)
    for (where, x, y), away in zip(placed[:fixed], found.distance_m, strict=False):
        if away > EXIT_LIMIT_M:
            raise far_from_streets(network, where, x, y, limit_m=EXIT_LIMIT_M, usable="drive")
    driven_to = (np.arange(len(placed)) < fixed) | ~np.isin(found.edge, closed)
    cut = cut_at(case.network, [found.at(np.flatnonzero(driven_to))])
    corner = np.where(driven_to, cut.corners_at(case.network, found), found.node).astype(np.int64)
    limit = carried_m(case)
    usable = np.ones(cut.network.edges, dtype=bool)
    usable[cut.parts_of(doubtful)] = False
    streets = _Streets(case, cut, usable)
    inside, reached, beyond = np.zeros(len(placed)), np.zeros(len(case.places)), dict[str, NotReached]()
    for i, place in enumerate(case.places):
        at = int(corner[fixed + i])
        area, served = _flat(place, streets.plane), np.array([streets.at(at)])
        if not isinstance(place.where, Point):
            served, inside[fixed + i] = streets.around(at, area, limit)
        reached[i], nearest, farthest = _share(area, place, served, limit)
        people = place.people.likely
        if (left := people * (1 - float(reached[i]))) >= 0.5 or not reached[i]:
            beyond[place.id] = NotReached(left, people, nearest, farthest, limit)
        else:
            reached[i] = 1.0  # less than one of them
    points = Points(
        tuple(d.id for d in fleet.depots),
        tuple(g.id for g in fleet.gates),
        tuple(p.id for p in case.places),
        corner,
        inside,
    )
    return Stops(points, cut, reached, beyond)


def carried_m(case: Case) -> float:
    """How far goods are carried from where a truck stops, in metres, at the cautious end."""
    assumed = case.assumptions.get(CARRIED)
    if assumed is not None and assumed.unit != "m":
        raise InputError(f"assumptions.{CARRIED}.unit", f"expected 'm', found {assumed.unit!r}")
    return CARRIED_M if assumed is None else assumed.low


class _Streets:
    """The streets on which trucks can stop, at the speed of the slowest truck."""

    def __init__(self, case: Case, cut: Cut, usable: Any) -> None:
        self.network, self.usable = cut.network.trucks, usable & (cut.network.trucks.drive > 0)
        self.usable &= in_main_part(self.network, "drive")[self.network.tail]
        self.plane = Plane.around(case.network)
        self.lines = lines_of(self.network, self.plane)
        self.tree = shapely.STRtree(self.lines)
        slowest = min(truck.speed.low for truck in case.fleet.trucks)
        self.seconds = piece_seconds(self.network, slowest, as_mapped=True)
        turns = self.network.turns
        self.ways = vehicle_ways(self.network, self.usable, self.seconds, turns.turn[turns.trucks])

    def at(self, corner: int) -> Any:
        """A corner as a point in metres."""
        return shapely.points(self.plane.metres(self.network.lon[[corner]], self.network.lat[[corner]]))[0]

    def around(self, corner: int, area: Any, limit: float) -> tuple[Any, float]:
        """Streets near people to which a truck comes from a corner, and seconds to the farthest of them and back."""
        from scipy.sparse.csgraph import dijkstra

        network, stop = self.network, self.at(corner)
        near = np.unique(self.tree.query(np.atleast_1d(area), predicate="dwithin", distance=limit)[1])
        near = near[self.usable[near]]
        out = self.ways.at_corners(dijkstra(self.ways.graph, indices=corner, limit=INSIDE_S))
        back = dijkstra(self.ways.graph.T.tocsr(), indices=corner, limit=INSIDE_S)[: network.nodes]
        tail, head, drive = network.tail[near], network.head[near], network.drive[near]
        along = np.where(drive == 3, np.inf, out[tail] + back[head])
        against = np.where(drive == 2, np.inf, out[head] + back[tail])
        seconds = self.seconds[near] + np.minimum(along, against)
        whole = seconds <= INSIDE_S
        served, longest = [stop, *self.lines[near[whole]]], float(seconds[whole].max(initial=0.0))
        for piece in near[~whole & (drive == 1) & ((tail == corner) | (head == corner))].tolist():
            part = min(1.0, INSIDE_M / float(network.length[piece]))  # on, and back the same way
            ends = (0.0, part) if network.tail[piece] == corner else (1.0 - part, 1.0)
            served.append(substring(self.lines[piece], *ends, normalized=True))
            longest = max(longest, 2 * part * float(self.seconds[piece]))
        return np.array(served), longest


def _share(area: Any, place: Place, served: Any, limit: float) -> tuple[float, float, float]:
    """The share of people who live within a distance of streets, and how far the nearest and the farthest live."""
    where, tree = place.where, shapely.STRtree(served)
    if isinstance(where, Point):
        metres = _away(tree, np.array([area]))
        return float(metres[0] <= limit), float(metres[0]), float(metres[0])
    nearest = float(_away(tree, np.atleast_1d(area)).min())
    near = shapely.union_all(shapely.buffer(served, limit, quad_segs=8))
    if isinstance(where, Cells):
        shapely.prepare(near)
        shares = shapely.covers(near, area).astype(float)
        met = np.flatnonzero((shares == 0) & shapely.intersects(near, area))
        shares[met] = shapely.area(shapely.intersection(area[met], near)) / shapely.area(area[met])
        spots = shapely.points(shapely.get_coordinates(area[shares < 1]))
        return _whole(float(where.people @ shares / where.people.sum())), nearest, _farthest(tree, spots)
    if shapely.area(area) > 0:
        left = shapely.difference(area, near)
        return _whole(1 - float(left.area / area.area)), nearest, _farthest(tree, _spots(left))
    spots = shapely.points(shapely.get_coordinates(shapely.segmentize(area, max(limit, 1.0) / 4)))
    return float((_away(tree, spots) <= limit).mean()), nearest, _farthest(tree, spots)


def _spots(area: Any) -> Any:
    """Points of an outline: its corners, and some within."""
    if area.is_empty:
        return shapely.points(np.zeros((0, 2)))
    west, south, east, north = area.bounds
    x, y = np.meshgrid(np.linspace(west, east, SAMPLES), np.linspace(south, north, SAMPLES))
    grid = shapely.points(x.ravel(), y.ravel())
    return np.concatenate([grid[shapely.contains(area, grid)], shapely.points(shapely.get_coordinates(area))])


def _away(tree: shapely.STRtree, shapes: Any) -> Floats:
    """Metres from each shape to the nearest street, shape ``(k,)``."""
    (asked, _), metres = tree.query_nearest(shapes, return_distance=True, all_matches=False)
    return np.asarray(metres[np.argsort(asked)])


def _farthest(tree: shapely.STRtree, spots: Any) -> float:
    return float(_away(tree, spots).max(initial=0.0))


def _whole(share: float) -> float:
    """All, where only what computers make of areas is missing."""
    return 1.0 if share > 1 - 1e-9 else max(0.0, share)


def _flat(place: Place, plane: Plane) -> Any:
    """Where people live in metres: a shape, or the boxes of cells."""
    where: Any = place.where
    if isinstance(where, Cells):
        southwest, northeast = plane.metres(where.west, where.south), plane.metres(where.east, where.north)
        return shapely.box(*southwest.T, *northeast.T)
    return plane.flatten(where)


def _middle(place: Place) -> tuple[float, float]:
    if isinstance(place.where, Cells):
        cells = place.where
        weight = cells.people / cells.people.sum()
        return float((cells.west + cells.east) @ weight / 2), float((cells.south + cells.north) @ weight / 2)
    if isinstance(place.where, Somewhere):
        raise InputError(f"people[{place.id}]", "no truck can be sent somewhere in a cell", "plan with the whole case")
    at = place.where.representative_point()
    return float(at.x), float(at.y)
