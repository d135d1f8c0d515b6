"""What in a street network looks like a fault of the map: ends that nearly meet, and streets drawn over others."""

from __future__ import annotations

from functools import reduce

import numpy as np
import shapely

from geleit.model.arrays import Ints
from geleit.model.network import Network
from geleit.streets.locate import Plane, drawn
from geleit.streets.rules import CHORD, SQUARE

NEAR_M = 30.0
"""An end so many metres from a street that it does not meet is a near miss."""

OVER_M = 2.0
"""What is drawn within so many metres of another street all along is drawn over it."""

_SHORTEST_M = 10.0  # a shorter piece lies beside the next one at every corner
_SAMPLES = (0.15, 0.5, 0.85)


def near_misses(network: Network) -> tuple[int, int]:
    """How many ends of streets meet nothing, and how many of these have a street nearby that they could meet.

    Streets that meet the same street as the end does are not counted as nearby.
    """
    walked = np.flatnonzero(network.generous.walk)
    tail, head = network.tail[walked], network.head[walked]
    meeting = np.bincount(np.concatenate([tail, head]), minlength=network.nodes)
    end, own = (np.concatenate(pair) for pair in ((tail, head), (walked, walked)))
    alone = meeting[end] == 1
    end, own = end[alone], own[alone]
    if not len(end):
        return 0, 0
    plane = Plane.around(network)
    tree = shapely.STRtree(_lines(network, plane)[walked])
    points = shapely.points(plane.metres(network.lon[end], network.lat[end]))
    at, near = tree.query(points, predicate="dwithin", distance=NEAR_M)
    mine, other = own[at], walked[near]
    joined = np.zeros(len(at), dtype=bool)
    for one in (network.tail, network.head):
        for another in (network.tail, network.head):
            joined |= one[mine] == another[other]
    return len(end), len(np.unique(at[~joined]))


def drawn_over(network: Network) -> int:
    """How many street pieces are drawn over another one, as far as samples tell, lines over squares aside."""
    plane = Plane.around(network)
    lines = _lines(network, plane)
    streets = ~network.of_kind(SQUARE, CHORD)
    long = np.flatnonzero(streets & (network.length >= _SHORTEST_M))
    if not len(long):
        return 0
    tree = shapely.STRtree(lines)
    samples = [shapely.line_interpolate_point(lines[long], share, normalized=True) for share in _SAMPLES]
    beside = (tree.query(points, predicate="dwithin", distance=OVER_M) for points in samples)
    found: Ints = reduce(np.intersect1d, (long[at].astype(np.int64) * network.edges + near for at, near in beside))
    one, other = found // network.edges, found % network.edges
    over = (one != other) & streets[other] & (network.length[other] >= _SHORTEST_M)
    over &= network.bridge[one] == network.bridge[other]
    over &= (network.length[one] < network.length[other]) | (
        (network.length[one] == network.length[other]) & (one < other)
    )
    return len(np.unique(one[over]))


def _lines(network: Network, plane: Plane) -> np.ndarray:
    """All street pieces as they are drawn, in metres."""
    points, first = drawn(network, plane)
    return np.asarray(shapely.linestrings(points, indices=np.repeat(np.arange(network.edges), np.diff(first))))
