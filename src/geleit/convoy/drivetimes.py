"""Driving times between depots, gates and districts, on the streets that a kind of truck may use."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import NDArray

from geleit.kernel import kernel
from geleit.model.arrays import Floats, Ints
from geleit.model.convoy import TruckType
from geleit.model.network import Network
from geleit.streets.vehicle_ways import VehicleWays, vehicle_ways


@dataclass(frozen=True, eq=False)
class Points:
    """Where trucks start, pass and stop: depots, then gates, then districts.

    Parameters
    ----------
    corner
        Corner of each, of streets that are cut where they stand, shape ``(k,)``.
    inside
        Seconds that a truck drives at each beside its way: within a district to where people live, shape ``(k,)``.
    """

    depots: tuple[str, ...]
    gates: tuple[str, ...]
    districts: tuple[str, ...]
    corner: Ints
    inside: Floats

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
        From each point to each, with what is driven beside the way at the first, shape ``(k, k)``; infinite where there
        is no way.
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
    beside = points.inside[:, None] * (1 - np.eye(len(row)))
    times, risks = (np.where(reach, x[row][:, row], other) for x, other in ((time, np.inf), (at_risk, 0.0)))
    return Roads(points, times + beside, risks, before.astype(np.int32), row.astype(np.int64), end, ways)


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
