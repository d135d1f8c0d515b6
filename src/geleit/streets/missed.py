"""Where a street may have a corner that the map lacks, since another one ends or crosses there."""

from __future__ import annotations

import numpy as np
import shapely

from geleit.model.arrays import Flags, Ints
from geleit.model.network import Network
from geleit.streets.joins import END_GAP_M
from geleit.streets.locate import Plane, Snaps, drawn


def corners_missed(network: Network, pieces: Ints, usable: Flags) -> Snaps:
    """Points of some street pieces at which another one that they do not meet comes nearest, or ends, nearby.

    A closure that is drawn from corner to corner shuts more than is shut in truth, where a corner between is missing.

    Parameters
    ----------
    pieces
        The pieces to look at.
    usable
        Which pieces are ways at all, shape ``(m,)``.
    """
    points, start = drawn(network, Plane.around(network))
    lines = np.asarray(shapely.linestrings(points, indices=np.repeat(np.arange(network.edges), np.diff(start))))
    others = np.flatnonzero(usable)
    at, near = shapely.STRtree(lines[others]).query(lines[pieces], predicate="dwithin", distance=END_GAP_M)
    one, other = pieces[at].astype(np.int64), others[near]
    ends = network.tail, network.head
    apart = np.all([a[one] != b[other] for a in ends for b in ends], axis=0)
    one, other = one[apart], other[apart]
    spots = [(one, shapely.get_point(shapely.shortest_line(lines[one], lines[other]), 0))]
    for end in (0, -1):
        corner = shapely.get_point(lines[other], end)
        there = shapely.dwithin(lines[one], corner, END_GAP_M)
        spots.append((one[there], corner[there]))
    edge, point = (np.concatenate(column) for column in zip(*spots, strict=True))
    none = np.zeros(len(edge), dtype=np.int32)
    along = shapely.line_locate_point(lines[edge], point)
    return Snaps(edge.astype(np.int32), none, none, np.zeros(len(edge)), along)
