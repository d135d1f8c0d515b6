"""Closures: which street pieces are shut."""

from __future__ import annotations

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from geleit.errors import InputError
from geleit.model.corridor import Closure
from geleit.model.network import Network
from geleit.streets.locate import Halves, far_from_streets, halved, on_map

POINT_LIMIT_M = 100.0
"""How far a closed point may lie from the nearest street, in metres."""

AS_NEAR_M = 1.0
"""Streets that are farther by less than this count as equally near, in metres: a crossing closes all that meet."""

ALONG_M = 15.0
"""A line closes the streets whose middle is within this distance, in metres."""


def closed_edges(network: Network, closure: Closure) -> NDArray[np.int64]:
    """The street pieces that a closure shuts, sorted, whoever may use them; see :func:`pieces_at`."""
    return pieces_at(network, closure.where, f"closures[{closure.id}]")


def pieces_at(network: Network, shape: BaseGeometry, where: str) -> NDArray[np.int64]:
    """The street pieces that a shape means, sorted, whoever may use them.

    - A polygon means every piece that touches it, also of those that only a bound counts.
    - A point means the nearest piece; on a crossing, all pieces that meet there.
    - A line drawn along streets means every piece whose middle (along the street) is within 15 m of it. If there is
      none, as for a barrier drawn across a street, it means the piece nearest to the middle of the line.

    Several points, lines or polygons mean what each of them means.

    Raises
    ------
    InputError
        If the shape, or a part of it, means nothing, or has no usable position.
    """
    if not on_map(shape):
        raise InputError(where, "the position is empty or off the map", "give a point, a line or a polygon")
    if not shape.is_valid:
        raise InputError(where, f"the shape is not valid: {shapely.is_valid_reason(shape)}", "redraw it")
    parts = _simple_parts(shape)
    return np.unique(np.concatenate([_closed_by(network, part, where) for part in parts]))


def _simple_parts(geometry: BaseGeometry) -> list[BaseGeometry]:
    """Points, lines and polygons of a geometry; collections within collections taken apart."""
    if not hasattr(geometry, "geoms"):
        return [geometry]
    return [simple for part in geometry.geoms for simple in _simple_parts(part)]


def _closed_by(network: Network, part: BaseGeometry, where: str) -> NDArray[np.int64]:
    halves, plain = halved(network, "all"), halved(network, "any")
    shape = halves.plane.flatten(part)
    if part.geom_type == "Polygon":
        hit = halves.tree.query(shape, predicate="intersects")
        if not len(hit):
            raise InputError(where, "no street touches the polygon", "correct its outline, or remove the closure")
        return np.asarray(halves.edge[hit], dtype=np.int64)
    if part.geom_type == "Point":
        return _nearest(network, plain, part, where)
    middles = shapely.get_point(halves.lines[::2], -1)
    along = np.asarray(halves.edge[::2][np.flatnonzero(shapely.dwithin(middles, shape, ALONG_M))], dtype=np.int64)
    if np.isin(along, plain.edge).any():
        return along
    nearest = _nearest(network, plain, part.interpolate(0.5, normalized=True), where)
    return np.concatenate([along, nearest])


def _nearest(network: Network, halves: Halves, point: BaseGeometry, where: str) -> NDArray[np.int64]:
    flat = halves.plane.flatten(point)
    _, (distance, *_) = halves.tree.query_nearest(flat, return_distance=True)
    if distance > POINT_LIMIT_M:
        lon, lat = point.coords[0][:2]
        raise far_from_streets(network, where, lon, lat, limit_m=POINT_LIMIT_M, usable="any", what="no street to close")
    near = halves.tree.query(flat, predicate="dwithin", distance=distance + AS_NEAR_M)
    return np.asarray(halves.edge[near], dtype=np.int64)
