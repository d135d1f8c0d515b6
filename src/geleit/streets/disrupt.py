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

ON_CORNER_M = 0.05
"""A point as near to a crossing as this lies on it, in metres."""

DOUBT_M = 3.0
"""Which of two streets is meant is in doubt if one is no more than twice as far as the other and this, in metres."""


def closed_edges(network: Network, closure: Closure) -> NDArray[np.int64]:
    """The street pieces that a closure may shut, sorted, whoever may use them.

    All that its shape means (see :func:`pieces_at`), and all that a line of it runs along for more than 45 m; a line
    that runs along none shuts all that it crosses.
    """
    meant = pieces_at(network, closure.where, f"closures[{closure.id}]")
    lines = [part for part in _simple_parts(closure.where) if part.geom_type in ("LineString", "LinearRing")]
    return np.unique(np.concatenate([meant, *(_under(network, line) for line in lines)])).astype(np.int64)


def surely_closed_edges(
    network: Network, closure: Closure, street: NDArray[np.int64] | None = None
) -> NDArray[np.int64]:
    """The street pieces that a closure shuts however its shape is read, sorted, whoever may use them.

    - A polygon shuts every piece that touches it.
    - A point shuts the piece that it lies on or beside, within 15 m, if no other is nearly as near; on a crossing,
      within 5 cm, all pieces that meet there.
    - A line shuts every piece whose middle is within 15 m of it, if no other street is nearly as near there. If there
      is none, it shuts where it crosses streets, or else where its middle lies, as a point does.

    Nearly as near is what lies no more than twice as far, and 3 m.

    Parameters
    ----------
    street
        The street that each piece is a part of, where streets were cut, shape ``(m,)``.
    """
    of = np.arange(network.edges) if street is None else street
    parts = _simple_parts(closure.where)
    return np.unique(np.concatenate([np.zeros(0, dtype=np.int64), *(_surely_by(network, part, of) for part in parts)]))


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
        beyond = halved(network, "all")
        if len(near := beyond.tree.query(flat, predicate="dwithin", distance=ALONG_M)):
            return np.asarray(beyond.edge[near], dtype=np.int64)  # of what a bound alone counts, such as a square
        lon, lat = point.coords[0][:2]
        raise far_from_streets(network, where, lon, lat, limit_m=POINT_LIMIT_M, usable="any", what="no street to close")
    near = halves.tree.query(flat, predicate="dwithin", distance=distance + AS_NEAR_M)
    return np.asarray(halves.edge[near], dtype=np.int64)


def _under(network: Network, line: BaseGeometry) -> NDArray[np.int64]:
    """The pieces that a line runs along; those that it crosses if there is none."""
    halves = halved(network, "all")
    shape = halves.plane.flatten(line)
    near = halves.tree.query(shape, predicate="dwithin", distance=ALONG_M)
    within = shapely.length(shapely.intersection(halves.lines[near], shapely.buffer(shape, ALONG_M)))
    metres = np.bincount(halves.edge[near], within, network.edges)
    along = np.flatnonzero(metres > 3 * ALONG_M)
    middles = shapely.get_point(halves.lines[::2], -1)
    if len(along) or shapely.dwithin(middles, shape, ALONG_M).any():
        return along
    return np.asarray(halves.edge[halves.tree.query(shape, predicate="intersects")], dtype=np.int64)


def _surely_by(network: Network, part: BaseGeometry, street: NDArray[np.int64]) -> NDArray[np.int64]:
    halves = halved(network, "all")
    shape = halves.plane.flatten(part)
    if part.geom_type == "Polygon":
        return np.asarray(halves.edge[halves.tree.query(shape, predicate="intersects")], dtype=np.int64)
    if part.geom_type == "Point":
        return _surely_at(network, halves, shape)
    middles = shapely.get_point(halves.lines[::2], -1)
    along = np.flatnonzero(shapely.dwithin(middles, shape, ALONG_M))
    if len(along):
        edges = halves.edge[::2][along].astype(np.int64)
        return edges[[_alone(halves, street, *pair, shape) for pair in zip(edges, middles[along], strict=True)]]
    crossed = halves.lines[halves.tree.query(shape, predicate="intersects")]
    spots = [spot for met in shapely.intersection(shape, crossed) for spot in _simple_parts(met)]
    points = [spot for spot in spots if spot.geom_type == "Point"] or [shape.interpolate(0.5, normalized=True)]
    return np.concatenate([_surely_at(network, halves, point) for point in points])


def _alone(halves: Halves, street: NDArray[np.int64], edge: int, middle: BaseGeometry, line: BaseGeometry) -> bool:
    """Whether a line beside the middle of a piece can mean no other street there."""
    at = shapely.get_point(shapely.shortest_line(middle, line), 1)
    reach = 2 * shapely.distance(middle, at) + DOUBT_M
    return bool((street[halves.edge[halves.tree.query(at, predicate="dwithin", distance=reach)]] == street[edge]).all())


def _surely_at(network: Network, halves: Halves, point: BaseGeometry) -> NDArray[np.int64]:
    """What a point shuts however it is read."""
    near = halves.tree.query(point, predicate="dwithin", distance=2 * ALONG_M + DOUBT_M)
    metres = np.full(network.edges, np.inf)
    np.minimum.at(metres, halves.edge[near], shapely.distance(halves.lines[near], point))
    nearest = metres.min(initial=np.inf)
    if nearest > ALONG_M:
        return np.zeros(0, dtype=np.int64)
    meant = np.flatnonzero(metres <= 2 * nearest + DOUBT_M)
    if len(meant) == 1:
        return meant
    ends = [{int(network.tail[piece]), int(network.head[piece])} for piece in meant.tolist()]
    for corner in set.intersection(*ends):
        at = halves.plane.metres(network.lon[[corner]], network.lat[[corner]])
        if shapely.distance(shapely.points(at)[0], point) <= ON_CORNER_M:
            return meant
    return np.zeros(0, dtype=np.int64)
