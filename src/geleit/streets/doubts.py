"""What in a street network looks like a fault of the map: ends that nearly meet."""

from __future__ import annotations

from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from geleit.model.arrays import Floats, Ints
from geleit.model.network import Network
from geleit.streets.locate import Plane, drawn

NEAR_M = 30.0
"""An end so many metres from a street that it does not meet is a near miss."""


def near_misses(network: Network) -> tuple[int, int]:
    """How many ends of streets meet nothing, and how many of these have a street nearby that they could meet.

    Streets that meet the same street as the end does are not counted as nearby.
    """
    end, _ = _ends(network)
    return len(end), len(missed_ends(network)[0])


def missed_ends(network: Network) -> tuple[Ints, Ints, Floats]:
    """Ends of streets that nearly meet another one: the corner, the street piece missed, and metres to it."""
    end, own = _ends(network)
    walked = np.flatnonzero(network.generous.walk)
    if not len(end):
        return end, own, np.zeros(0)
    plane = Plane.around(network)
    lines = lines_of(network, plane)
    points = shapely.points(plane.metres(network.lon[end], network.lat[end]))
    at, near = shapely.STRtree(lines[walked]).query(points, predicate="dwithin", distance=NEAR_M)
    mine, other = own[at], walked[near]
    joined = np.zeros(len(at), dtype=bool)
    for one in (network.tail, network.head):
        for another in (network.tail, network.head):
            joined |= one[mine] == another[other]
    at, other = at[~joined], other[~joined]
    metres = shapely.distance(points[at], lines[other])
    order = np.lexsort((other, metres, at))
    at, other, metres = at[order], other[order], metres[order]
    first = np.unique(at, return_index=True)[1]
    return end[at[first]], other[first], metres[first]


def _ends(network: Network) -> tuple[Ints, Ints]:
    """Corners at which one street ends and nothing else begins, and that street piece."""
    walked = np.flatnonzero(network.generous.walk)
    tail, head = network.tail[walked], network.head[walked]
    meeting = np.bincount(np.concatenate([tail, head]), minlength=network.nodes)
    end, own = (np.concatenate(pair).astype(np.int64) for pair in ((tail, head), (walked, walked)))
    alone = meeting[end] == 1
    return end[alone], own[alone]


def lines_of(network: Network, plane: Plane) -> NDArray[Any]:
    """All street pieces as they are drawn, in metres."""
    points, first = drawn(network, plane)
    return np.asarray(shapely.linestrings(points, indices=np.repeat(np.arange(network.edges), np.diff(first))))
