"""How often incidents happen at each street, from those whose place is known (docs/method/ceasefire.md)."""

from __future__ import annotations

import numpy as np
from scipy.spatial import cKDTree

from geleit.model.arrays import Floats
from geleit.model.incident import Incidents
from geleit.model.network import Network
from geleit.streets.locate import Plane

NARROWEST = 250.0
"""Metres around an incident in which it counts at least."""
COARSEST = 1_000.0
"""Metres within which a place has to be known to say anything about a street."""


def usable(incidents: Incidents) -> Incidents:
    """Incidents whose place is known well enough to say something about streets."""
    return incidents.at(incidents.position_error <= COARSEST)


def incidents_a_day(network: Network, incidents: Incidents, days: float) -> Floats:
    """Incidents per square kilometre and day at the middle of each street piece, shape ``(m,)``.

    Each incident is spread over the disc within ``h = max(250 m, its position error)`` by the quadratic kernel
    ``2 / (pi h^2) (1 - (d / h)^2)`` (Epanechnikov 1969), whose integral is 1, and divided by the days watched.
    """
    found = np.zeros(network.edges)
    near = usable(incidents)
    if not len(near):
        return found
    plane = Plane.around(network)
    lon, lat = ((x[network.tail] + x[network.head]) / 2 for x in (network.lon, network.lat))
    middles = cKDTree(plane.metres(lon, lat))
    width = np.maximum(near.position_error, NARROWEST)
    centres = plane.metres(near.lon, near.lat)
    for centre, h, events, streets in zip(
        centres, width, near.events, middles.query_ball_point(centres, width), strict=True
    ):
        away = np.hypot(*(middles.data[streets] - centre).T)
        found[streets] += events * 2 / (np.pi * (h / 1000) ** 2) * (1 - (away / h) ** 2)
    return found / days
