"""What in a street network looks like a fault of the map: ends that nearly meet."""

from __future__ import annotations

import numpy as np
import shapely

from geleit.model.network import Network
from geleit.streets.locate import Plane, drawn

NEAR_M = 30.0
"""An end so many metres from a street that it does not meet is a near miss."""


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


def _lines(network: Network, plane: Plane) -> np.ndarray:
    """All street pieces as they are drawn, in metres."""
    points, first = drawn(network, plane)
    return np.asarray(shapely.linestrings(points, indices=np.repeat(np.arange(network.edges), np.diff(first))))
