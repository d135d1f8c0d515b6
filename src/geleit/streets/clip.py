"""The part of a network that matters: what lies in an area or close to it."""

from __future__ import annotations

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geleit.errors import StreetsError
from geleit.model.network import Network
from geleit.streets.build import with_parts
from geleit.streets.locate import Plane, drawn
from geleit.streets.pieces import only


def clip(network: Network, area_polygon: BaseGeometry, margin_m: float) -> Network:
    """Keep the street pieces that come within some metres of an area; whole pieces, none is cut.

    Every way between two places inside that stays within the margin is still there, as long as it was. What can be
    lost is a way around outside, farther than the margin: it then takes no part in plans, nor in upper bounds. Choose a
    margin well beyond the exits.

    Parameters
    ----------
    area_polygon
        Polygon or multipolygon in degrees (WGS 84).
    margin_m
        How far beyond it streets still count, in metres.

    Returns
    -------
    Network
        Corners and pieces in the order they had; parts and kilometres in the report are counted anew, the rest of the
        report is that of the import.

    Raises
    ------
    StreetsError
        If no street comes that close.
    """
    middle = shapely.centroid(area_polygon)
    plane = Plane.at(middle.x, middle.y)
    points, first = drawn(network, plane)
    lines = shapely.linestrings(points, indices=np.repeat(np.arange(network.edges), np.diff(first)))
    target = plane.flatten(area_polygon)
    shapely.prepare(target)
    near = shapely.dwithin(target, lines, margin_m)
    if not near.any():
        problem = f"no street within {margin_m:,.0f} m of the area"
        raise StreetsError(network.origin, problem, "check that the streets are of this place")
    return with_parts(only(network, np.flatnonzero(near)))
