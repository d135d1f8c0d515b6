"""Driving times between depots, gates and districts, on the streets that a kind of truck may use."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from geleit.errors import InputError
from geleit.kernel import kernel
from geleit.model.arrays import Floats, Ints
from geleit.model.case import Case
from geleit.model.convoy import TruckType
from geleit.model.network import Network
from geleit.model.population import Cells, Place, Somewhere
from geleit.streets.disrupt import pieces_at
from geleit.streets.doubts import lines_of
from geleit.streets.locate import EXIT_LIMIT_M, Plane, far_from_streets, snap_many
from geleit.streets.vehicle_ways import VehicleWays, vehicle_ways

FAR_M = 2_000.0
"""How far the middle of a district may lie from the nearest street for vehicles, in metres."""


@dataclass(frozen=True, eq=False)
class Points:
    """Where trucks start, pass and stop: depots, then gates, then districts.

    Parameters
    ----------
    corner
        Street corner of each, shape ``(k,)``.
    piece
        Street piece at which each stands, shape ``(k,)``.
    away, along
        Metres from there to the people of a district, 0 for all others, and along the piece to the corner, shape
        ``(k,)``.
    """

    depots: tuple[str, ...]
    gates: tuple[str, ...]
    districts: tuple[str, ...]
    corner: Ints
    piece: Ints
    away: Floats
    along: Floats

    def depot(self, name: str) -> int:
        """Index of a depot."""
        return self.depots.index(name)

    @property
    def gate(self) -> range:
        """Indices of the gates."""
        return range(len(self.depots), len(self.depots) + len(self.gates))

    @property
    def district(self) -> range:
        """Indices of the districts."""
        first = len(self.depots) + len(self.gates)
        return range(first, first + len(self.districts))


@dataclass(frozen=True, eq=False)
class Roads:
    """Quickest ways between all points, on what one kind of truck may use.

    Parameters
    ----------
    seconds
        From each point to each, shape ``(k, k)``; infinite where there is no way.
    at_risk
        Of them on streets at risk, shape ``(k, k)``.
    """

    points: Points
    seconds: Floats
    at_risk: Floats
    _before: NDArray[np.int32]
    """Node before each on the way from each corner of a point, below 0 at the start, shape ``(c, n + s)``."""
    _row: Ints
    """Row of ``_before`` for each point."""
    _end: Ints
    """Node at which the way to the corner of each point ends, -1 where there is none, shape ``(c, c)``."""
    _ways: VehicleWays

    def way(self, start: int, end: int) -> tuple[list[int], list[int]]:
        """Corners on the way from one point to another, both ends with it, and the street pieces between them."""
        before = self._before[self._row[start]]
        nodes = [int(self._end[self._row[start], self._row[end]])]
        while nodes[-1] != self.points.corner[start]:
            nodes.append(int(before[nodes[-1]]))
        nodes.reverse()
        return [self._ways.corner_of(node) for node in nodes], [self._ways.piece_of(*arc) for arc in pairwise(nodes)]


def points_of(case: Case) -> Points:
    """Put depots, gates and districts onto streets that vehicles may use.

    A district is a place of the case; trucks unload at the street nearest to its middle.

    Raises
    ------
    InputError
        If one of them is far from any such street.
    """
    fleet = case.fleet
    placed = [(f"depots[{d.id}]", d.lon, d.lat, EXIT_LIMIT_M) for d in fleet.depots]
    placed += [(f"gates[{g.id}]", g.lon, g.lat, EXIT_LIMIT_M) for g in fleet.gates]
    placed += [(f"people[{p.id}]", *_middle(p), FAR_M) for p in case.places]
    lon, lat = (np.array([row[i] for row in placed]) for i in (1, 2))
    network = case.network.trucks
    if not (network.drive > 0).any():
        raise InputError("streets", "none that vehicles may use", "import streets with their classes")
    found = snap_many(network, lon, lat, usable="drive", main_part=True)
    for (where, x, y, limit), away in zip(placed, found.distance_m, strict=True):
        if away > limit:
            raise far_from_streets(network, where, x, y, limit_m=limit, usable="drive")
    return Points(
        tuple(d.id for d in fleet.depots),
        tuple(g.id for g in fleet.gates),
        tuple(p.id for p in case.places),
        np.asarray(found.node, dtype=np.int64),
        np.asarray(found.edge, dtype=np.int64),
        np.concatenate([np.zeros(len(placed) - len(case.places)), _from_people(case, found.edge)]),
        np.asarray(found.along_m, dtype=np.float64),
    )


def _from_people(case: Case, piece: NDArray[np.integer[Any]]) -> Floats:
    """Metres from each district's people, wherever they live in it, to the street piece at which trucks unload."""
    network, plane = case.network, Plane.around(case.network)
    lines = lines_of(network, plane)[piece[len(piece) - len(case.places) :]]
    found = []
    for place, line in zip(case.places, lines, strict=True):
        where: Any = place.where  # of people in a cell of a public case no truck is asked
        if isinstance(where, Cells):
            southwest, northeast = plane.metres(where.west, where.south), plane.metres(where.east, where.north)
            where = shapely.box(*southwest.T, *northeast.T)
        else:
            where = plane.flatten(where)
        found.append(float(np.min(shapely.distance(where, line))))
    return np.array(found)


def _middle(place: Place) -> tuple[float, float]:
    if isinstance(place.where, Cells):
        cells = place.where
        weight = cells.people / cells.people.sum()
        return float((cells.west + cells.east) @ weight / 2), float((cells.south + cells.north) @ weight / 2)
    if isinstance(place.where, Somewhere):
        raise InputError(f"people[{place.id}]", "no truck can be sent somewhere in a cell", "plan with the whole case")
    at = place.where.representative_point()
    return float(at.x), float(at.y)


def barred(case: Case, truck: TruckType, closed: Sequence[Ints]) -> Ints:
    """Street pieces that a kind of truck may not use: those closed, and those that do not bear it."""
    weak = [
        pieces_at(case.network, limit.where, f"weight_limits[{limit.id}]")
        for limit in case.fleet.limits
        if truck.weight is not None and truck.weight > limit.tonnes
    ]
    shut = [*closed, *weak]
    return np.unique(np.concatenate(shut)) if shut else np.zeros(0, dtype=np.int64)


def too_weak(network: Network, truck: TruckType) -> Ints:
    """Street pieces that by the map do not bear what a loaded truck weighs, or its load where no more is known."""
    if network.for_trucks is None:
        return np.zeros(0, dtype=np.int64)
    tonnes = network.for_trucks.tonnes
    return np.flatnonzero((tonnes > 0) & (tonnes < (truck.weight or truck.payload.low)))


def piece_seconds(network: Network, top_speed: float, *, as_mapped: bool) -> Floats:
    """Seconds for each street piece, shape ``(m,)``.

    Parameters
    ----------
    top_speed
        Of the truck, in km/h.
    as_mapped
        Whether the speed that the map gives a street limits it too.
    """
    speed = np.full(network.edges, float(top_speed))
    if as_mapped:
        speed = np.where(network.speed > 0, np.minimum(network.speed, top_speed), top_speed)
    return network.length / (speed / 3.6)


def roads(network: Network, points: Points, seconds: Floats, bar: Ints, risky: Floats, aversion: float) -> Roads:
    """Quickest ways between all points without a turn that is forbidden to trucks; at a point they turn as they like.

    Parameters
    ----------
    seconds
        For each street piece, shape ``(m,)``.
    bar
        Street pieces that are not used.
    risky
        Whether a street piece is at risk, 0 or 1, shape ``(m,)``.
    aversion
        When ways are chosen, each second at risk counts as ``1 + aversion`` seconds.
    """
    from scipy.sparse.csgraph import dijkstra

    usable = np.ones(network.edges, dtype=bool)
    usable[bar] = False
    ways = vehicle_ways(network, usable, seconds * (1 + aversion * risky), network.turns.turn[network.turns.trucks])
    corners, row = np.unique(points.corner, return_inverse=True)
    away, before = dijkstra(ways.graph, indices=corners, return_predecessors=True)
    end = ways.nearest(away, corners)
    end[~np.isfinite(np.take_along_axis(away, end, axis=1))] = -1
    start, head = ways.graph.indptr, ways.graph.indices
    time, at_risk = _along(start, head, seconds[ways.piece], risky[ways.piece], before, corners, end)
    reach = (end >= 0)[row][:, row]
    times, risks = (np.where(reach, x[row][:, row], other) for x, other in ((time, np.inf), (at_risk, 0.0)))
    return Roads(points, times, risks, before.astype(np.int32), row.astype(np.int64), end, ways)


@kernel
def _along(start: Any, head: Any, seconds: Any, risky: Any, before: Any, corners: Any, end: Any) -> Any:
    """Seconds, and seconds at risk, along the ways from corners to nodes, shape ``(c, c)`` each; 0 where none leads."""
    count = len(corners)
    time, at_risk = np.zeros((count, count)), np.zeros((count, count))
    for i in range(count):
        for j in range(count):
            node = end[i, j]
            while node >= 0 and node != corners[i]:
                previous = before[i, node]
                for arc in range(start[previous], start[previous + 1]):
                    if head[arc] == node:
                        time[i, j] += seconds[arc]
                        at_risk[i, j] += seconds[arc] * risky[arc]
                        break
                node = previous
    return time, at_risk
