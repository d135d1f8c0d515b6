"""Street corners around a position that is only known to within some metres."""

from __future__ import annotations

import numpy as np
from numpy.typing import NDArray

from geleit.model.network import Network

METRES_PER_DEGREE = 110_574.0
"""Shortest length of a degree of latitude, in metres (WGS 84): distances come out a little short, never long."""


def corners_around(network: Network, lon: float, lat: float, metres: float) -> NDArray[np.int64]:
    """Corners within some metres of a position, sorted.

    Parameters
    ----------
    lon, lat
        Degrees (WGS 84).
    metres
        Radius; up to 1 % more may be taken in, never less.
    """
    east = (network.lon - lon) * (METRES_PER_DEGREE * np.cos(np.radians(lat)))
    north = (network.lat - lat) * METRES_PER_DEGREE
    return np.flatnonzero(np.hypot(east, north) <= metres).astype(np.int64)
