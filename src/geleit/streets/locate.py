"""Positions and streets: which street is nearest, and to which of its two corners it leads."""

from __future__ import annotations

import math
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import Any, Literal

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from geleit.errors import InputError, StreetsError
from geleit.model.arrays import Flags, Floats, Ints, Shorts
from geleit.model.corridor import Exit
from geleit.model.network import Network

Usable = Literal["walk", "drive", "any", "all"]
"""Which streets count: those people may walk, those vehicles may use, either, or also those only a bound counts."""

EXIT_LIMIT_M = 500.0
"""How far an exit may lie from the nearest street, in metres, unless its position is less certain than that."""

AT_CORNER_M = 1.0
"""What lies within so many metres of a corner is at the corner: maps are no finer."""

SLACK = 0.01
"""Share by which a distance is shortened or lengthened: more than a local plane distorts distances within a city."""

_BLOCK_M = 50.0

_SEMI_MAJOR_M, _ECCENTRICITY_SQUARED = 6_378_137.0, 0.006_694_379_990_14  # the WGS 84 ellipsoid


@dataclass(frozen=True)
class Plane:
    """A local map plane in metres; a scaling of degrees, so that straight stays straight.

    Parameters
    ----------
    lon, lat
        The plane's origin in degrees (WGS 84).
    east, north
        Metres per degree of longitude and of latitude there.
    """

    lon: float
    lat: float
    east: float
    north: float

    @classmethod
    def around(cls, network: Network) -> Plane:
        """The plane that touches the Earth at the middle of a network."""
        lon, lat = (float(x.min() + x.max()) / 2 for x in (network.lon, network.lat))
        return cls.at(lon, lat)

    @classmethod
    def at(cls, lon: float, lat: float) -> Plane:
        """The plane that touches the Earth at a position in degrees."""
        bend = 1 - _ECCENTRICITY_SQUARED * math.sin(math.radians(lat)) ** 2
        east = math.radians(_SEMI_MAJOR_M) * math.cos(math.radians(lat)) / math.sqrt(bend)
        north = math.radians(_SEMI_MAJOR_M) * (1 - _ECCENTRICITY_SQUARED) / bend**1.5
        return cls(lon, lat, east, north)

    @classmethod
    def shortest(cls, network: Network) -> Plane:
        """A plane on which no two positions of a network are farther apart than on the Earth, however large it is.

        A degree is as short everywhere as where it is shortest: of longitude nearest to a pole, of latitude nearest to
        the equator. What is left is that the shortest ways on Earth pass a little nearer to a pole, within the slack.
        """
        south, north = float(network.lat.min()), float(network.lat.max())
        around = cls.around(network)
        east = min(cls.at(around.lon, lat).east for lat in (south, north))
        return replace(around, east=east, north=cls.at(around.lon, min(max(south, 0.0), north)).north)

    def metres(self, lon: Floats, lat: Floats) -> Floats:
        """Positions in degrees as positions in metres, shape ``(k, 2)``."""
        return np.column_stack([(lon - self.lon) * self.east, (lat - self.lat) * self.north])

    def flatten(self, geometry: BaseGeometry) -> BaseGeometry:
        """A geometry in degrees as one in metres, heights dropped."""
        return shapely.transform(shapely.force_2d(geometry), lambda xy: self.metres(xy[:, 0], xy[:, 1]))


@dataclass(frozen=True, eq=False)
class Halves:
    """Streets cut at their middle: each half belongs to the corner that is nearer along the street.

    Parameters
    ----------
    plane
        The map plane of the lines.
    lines
        Halves as they are drawn, in metres, shape ``(h,)``; first the half at ``tail``, then the half at ``head``,
        street piece by street piece.
    edge, node
        Street piece and corner of each half, shape ``(h,)``.
    tree
        Spatial index of ``lines``.
    """

    plane: Plane
    lines: NDArray[Any]
    edge: Shorts
    node: Shorts
    tree: shapely.STRtree


@dataclass(frozen=True)
class Snap:
    """The street nearest to a position.

    Parameters
    ----------
    edge, node, side
        The street piece, its corner that is nearer along the street, and which end that is: 0 ``tail``, 1 ``head``.
    distance_m
        From the position to the street, in metres as the crow flies.
    along_m
        From there along the street to the corner, in metres.
    """

    edge: int
    node: int
    side: int
    distance_m: float
    along_m: float


@dataclass(frozen=True, eq=False)
class Snaps:
    """The streets nearest to many positions; as :class:`Snap`, each of shape ``(k,)``."""

    edge: Shorts
    node: Shorts
    side: Shorts
    distance_m: Floats
    along_m: Floats

    def at(self, rows: NDArray[np.generic]) -> Snaps:
        """Those of some of the positions."""
        return Snaps(self.edge[rows], self.node[rows], self.side[rows], self.distance_m[rows], self.along_m[rows])


def snap(network: Network, lon: float, lat: float, *, usable: Usable = "walk", main_part: bool = False) -> Snap:
    """The usable street nearest to a position, and the nearer of its two corners.

    Parameters
    ----------
    lon, lat
        The position in degrees (WGS 84), on the map.
    usable
        Which streets count.
    main_part
        Whether only the largest connected part of those streets counts.

    Raises
    ------
    StreetsError
        If no street is usable.
    """
    found = snap_many(network, np.array([lon]), np.array([lat]), usable=usable, main_part=main_part)
    place = int(found.edge[0]), int(found.node[0]), int(found.side[0])
    return Snap(*place, float(found.distance_m[0]), float(found.along_m[0]))


def snap_many(network: Network, lon: Floats, lat: Floats, *, usable: Usable = "walk", main_part: bool = False) -> Snaps:
    """:func:`snap` for many positions at once; ``lon`` and ``lat`` have shape ``(k,)``."""
    if not len(lon):  # no reason to index the streets
        none, nowhere = np.zeros(0, dtype=np.int32), np.zeros(0)
        return Snaps(none, none, none, nowhere, nowhere)
    halves = halved(network, usable, main_part)
    at = halves.plane.metres(lon, lat)
    points = shapely.points(at)
    blocks = np.lexsort((at // _BLOCK_M).T)  # the index answers sooner when neighbours ask one after another
    (asked, half), distance = halves.tree.query_nearest(points[blocks], return_distance=True)
    point = blocks[asked]
    order = np.lexsort((half, point))  # several streets can be equally near: the first one counts, on every machine
    first = order[np.unique(point[order], return_index=True)[1]]
    chosen = half[first]
    located = shapely.line_locate_point(halves.lines[chosen], points)
    along = np.where(chosen % 2, shapely.length(halves.lines[chosen]) - located, located)
    along = np.clip(along, 0, network.length[halves.edge[chosen]] / 2)
    side = (chosen % 2).astype(np.int32)
    return Snaps(halves.edge[chosen], halves.node[chosen], side, distance[first], along)


def exit_limit(gate: Exit) -> float:
    """How far an exit may lie from the nearest street, in metres; twice its own position error is always granted."""
    return max(EXIT_LIMIT_M, 2 * gate.position_error)


def exit_snap(network: Network, gate: Exit, *, usable: Usable = "walk") -> Snap:
    """The street on which people reach a placed exit.

    Raises
    ------
    InputError
        If the exit lies farther than that from any usable street.
    """
    if gate.lon is None or gate.lat is None:
        raise ValueError(f"exit {gate.id!r} was announced without a place")
    limit = exit_limit(gate)
    found = snap(network, gate.lon, gate.lat, usable=usable)
    if found.distance_m > limit:
        raise far_from_streets(network, f"exits[{gate.id}]", gate.lon, gate.lat, limit_m=limit, usable=usable)
    return found


def far_from_streets(
    network: Network, where: str, lon: float, lat: float, *, limit_m: float, usable: Usable = "walk", what: str = ""
) -> InputError:
    """The error for a position too far from any street; names the distance, and swapped coordinates where it fits."""
    distance = snap(network, lon, lat, usable=usable).distance_m
    if snap(network, lat, lon, usable=usable).distance_m <= limit_m < distance:
        remedy = "longitude and latitude look swapped"
    else:
        remedy = "correct the position, or import streets that reach it"
    found = f"{distance / 1000:,.1f} km" if distance >= 1000 else f"{distance:.0f} m"
    problem = f"({lon:g}, {lat:g}) lies {found} from the nearest street, expected at most {limit_m:.0f} m"
    return InputError(where, f"{what}: {problem}" if what else problem, remedy)


def on_map(geometry: BaseGeometry) -> bool:
    """Whether a geometry has positions, and all of them are degrees of longitude and latitude."""
    positions = shapely.get_coordinates(geometry)
    return len(positions) > 0 and bool((np.abs(positions) <= (180.0, 90.0)).all())  # not a number is not on the map


def halved(network: Network, usable: Usable = "walk", main_part: bool = False) -> Halves:
    """The usable streets, cut at their middle and indexed.

    Raises
    ------
    StreetsError
        If no street is usable.
    """
    return _halved(network, usable, main_part)


# The index takes longer to build than any question put to it. Networks compare by identity, and a cache takes an
# argument left out for another one than its default: so what is cached has no defaults.
@lru_cache(maxsize=4)
def _halved(network: Network, usable: Usable, main_part: bool) -> Halves:
    keep = _usable(network, usable)
    if not keep.any():
        kind = {"walk": "that people can walk", "drive": "that vehicles can use", "any": "at all", "all": "at all"}[
            usable
        ]
        raise StreetsError(network.origin or "the street network", f"there is no street {kind}")
    if main_part:
        keep &= in_main_part(network, usable)[network.tail]
    plane = Plane.around(network)
    edge = np.flatnonzero(keep).astype(np.int32)
    lines = _cut_at_middle(network).reshape(-1, 2)[edge].ravel()
    node = np.column_stack([network.tail, network.head])[edge].ravel()
    return Halves(plane, lines, np.repeat(edge, 2), node, shapely.STRtree(lines))


def in_main_part(network: Network, usable: Usable = "walk") -> Flags:
    """Whether each corner lies in the largest connected part, by length, of the usable streets; shape ``(n,)``."""
    return _in_main_part(network, usable)


@lru_cache(maxsize=4)
def _in_main_part(network: Network, usable: Usable) -> Flags:
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    edge = np.flatnonzero(_usable(network, usable))
    tail, head = network.tail[edge], network.head[edge]
    links = coo_array((np.ones(len(edge)), (tail, head)), shape=(network.nodes, network.nodes))
    _, part = connected_components(links, directed=False)
    metres = np.bincount(part[tail], weights=network.length[edge])
    main = np.asarray(part == np.argmax(metres)) if len(metres) else np.zeros(network.nodes, dtype=bool)
    main.flags.writeable = False  # all who ask get the same one
    return main


def parts_of(network: Network, street: Ints) -> Ints:
    """Number of the connected part that each of these pieces lies in."""
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    tail, head = network.tail[street], network.head[street]
    links = coo_array((np.ones(len(street)), (tail, head)), shape=(network.nodes, network.nodes))
    return np.asarray(connected_components(links, directed=False)[1][tail], dtype=np.int64)


def _usable(network: Network, usable: Usable) -> Flags:
    if usable == "walk":
        return network.walk.copy()
    if usable == "all":
        return np.ones(network.edges, dtype=bool)
    drivable = (network.drive > 0) | (network.trucks.drive > 0) if usable == "any" else network.drive > 0
    return drivable | network.walk if usable == "any" else drivable


@lru_cache(maxsize=2)
def _cut_at_middle(network: Network) -> NDArray[Any]:
    """Both halves of every street piece as lines in metres, shape ``(2 m,)``."""
    points, first = drawn(network, Plane.around(network))
    last = first[1:] - 1
    along = metres_along(points, first)
    middle = (along[first[:-1]] + along[last]) / 2
    after = np.clip(np.searchsorted(along, middle), first[:-1] + 1, last)  # first drawing point past the middle
    length = np.hypot(*(points[after] - points[after - 1]).T)
    share = np.divide(middle - along[after - 1], length, out=np.zeros_like(length), where=length > 0)
    point = points[after - 1] + np.clip(share, 0, 1)[:, None] * (points[after] - points[after - 1])

    piece = np.repeat(np.arange(network.edges), np.diff(first))
    half = 2 * piece + (np.arange(len(points)) >= after[piece])
    twice = np.repeat(after, 2)  # the middle ends the first half and starts the second
    half = np.insert(half, twice, np.arange(2 * network.edges))
    return np.asarray(shapely.linestrings(np.insert(points, twice, np.repeat(point, 2, axis=0), axis=0), indices=half))


def drawn(network: Network, plane: Plane) -> tuple[Floats, NDArray[np.intp]]:
    """Drawing points of all street pieces in metres, and where each piece starts, with one more entry at the end."""
    first = np.concatenate([[0], np.cumsum(np.diff(network.shape_start) + 2)]).astype(np.intp)
    points = np.empty((first[-1], 2))
    corners = plane.metres(network.lon, network.lat)
    points[first[:-1]], points[first[1:] - 1] = corners[network.tail], corners[network.head]
    interior = np.ones(len(points), dtype=bool)
    interior[first[:-1]] = interior[first[1:] - 1] = False
    points[interior] = plane.metres(network.shape_lon, network.shape_lat)
    return points, first


def metres_along(points: Floats, start: NDArray[np.intp]) -> Floats:
    """Metres of drawing up to each point, piece after piece, given what :func:`drawn` says; shape ``(p,)``."""
    step = np.hypot(*np.diff(points, axis=0).T)
    step[start[1:-1] - 1] = 0.0  # from the end of one piece to the start of the next is no street
    return np.concatenate([[0.0], np.cumsum(step)])


def between_points(
    along: Floats, start: NDArray[np.intp], pieces: NDArray[np.integer[Any]], share: Floats
) -> tuple[NDArray[np.intp], Floats]:
    """Where shares of the lengths of pieces lie on their drawing.

    Parameters
    ----------
    along
        As :func:`metres_along` says.
    pieces, share
        Pieces, and a share of the drawing of each from its ``tail``, from 0 to 1; shape ``(k,)``.

    Returns
    -------
    The drawing point after each, and how far between that before it and that it lies, from 0 to 1; shape ``(k,)``.
    """
    first, last = start[pieces], start[pieces + 1] - 1
    metres = along[first] + share * (along[last] - along[first])
    after = np.clip(np.searchsorted(along, metres), first + 1, last)
    step = along[after] - along[after - 1]
    part = np.divide(metres - along[after - 1], step, out=np.zeros(len(metres)), where=step > 0)
    return after, np.clip(part, 0, 1)
