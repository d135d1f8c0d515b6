"""People put onto the streets, to the person; the rule is told in docs/method/people.md."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry import Point
from shapely.geometry.base import BaseGeometry

from geleit.errors import InputError
from geleit.model.arrays import Flags, Floats, Ints, Shorts
from geleit.model.moved import Moved
from geleit.model.network import Network
from geleit.model.population import Cells, Place, Population, Somewhere, Wave
from geleit.streets.locate import AT_CORNER_M, Halves, Snaps, far_from_streets, halved, in_main_part, on_map, snap_many

FAR_M = 1000.0
"""People farther than this from any street people can walk are outside the network, in metres."""

FAR_SHARE = 0.01
"""Share of a raster's people who may be outside the network all the same; a plan leaves them where they are."""

MOVED_M = 50.0
"""People nearer to a street than this live at it, in metres; those farther away are told as moved."""

EXACT = 1e-6
"""Shares of people are exact to so small a part of a person."""

MOST_PEOPLE = 2**30 - 1
"""Most people that :func:`apportion` can share out."""

_UNITS = 2**31  # weights of a raster's corners add up to about this many
_BITS = 32  # fractional bits of the multiplier in `apportion`
_LEAST = 2.0**-64  # cells of so small a share weigh nothing; smaller ones would vanish in the arithmetic


@dataclass(frozen=True, eq=False)
class Settlement:
    """Where the people of a case stand on its streets.

    Parameters
    ----------
    waves
        People at each corner, by when they are ready.
    apart
        People (most) at corners outside the largest connected part of the walking network. They are not moved:
        whether they can reach an exit is for the flow to say.
    moved
        How far points and cells without a street lie from the street that they were put on.
    """

    waves: tuple[Wave, ...]
    apart: int
    moved: Moved

    @property
    def high(self) -> Ints:
        """Most people at each corner, shape ``(n,)``."""
        return np.asarray(np.sum([wave.population.high for wave in self.waves], axis=0, dtype=np.int64))


@dataclass(frozen=True, eq=False)
class _Spread:
    """One place on the streets: weights (whole numbers) of corners, and how far from them its people live.

    ``edge``, ``side``, ``along`` and ``part`` (its part of the weight of its corner) have one entry a half street, the
    others one a corner; ``beyond`` is the part of the weight of a corner that is too far from any street.
    """

    node: Shorts
    weight: Ints
    off: Floats
    beyond: Floats
    edge: Shorts
    side: Shorts
    along: Floats
    part: Floats
    away: _Away


@dataclass(frozen=True)
class _Away:
    """How far people of a place live from the street that they were put on: shares of them, and metres as `Moved`."""

    share: float = 0.0
    mean_m: float = 0.0
    most_m: float = 0.0
    beyond: float = 0.0
    farthest_m: float = 0.0


@dataclass(frozen=True, eq=False)
class _Points:
    """Places that are points near streets, all of them at once.

    Parameters
    ----------
    place
        Index of each place, ascending.
    snaps
        The street that it was put on.
    """

    place: Ints
    snaps: Snaps


def settle(network: Network, places: Iterable[Place]) -> Settlement:
    """Put the people of all places onto the corners of the walking network.

    A point goes to the nearest street and the nearer of its corners. A polygon is spread evenly over the length of the
    streets inside, each metre going to the nearer corner of its street. Each cell of a raster is spread likewise; one
    without a street inside goes to the street nearest to its centre.

    Raises
    ------
    InputError
        If a place lies outside the network, or its position or its number of people cannot be used.
    """
    places = tuple(places)
    figures = np.array([(p.people.low, p.people.likely, p.people.high) for p in places], np.float64).reshape(-1, 3)
    usable = ((figures == np.rint(figures)) & (figures >= 0) & (figures <= MOST_PEOPLE)).all(axis=1)
    points = _near_points(network, places, usable)
    row = np.full(len(places), -1)
    row[points.place] = np.arange(len(points.place))
    others: dict[int, _Spread] = {}
    for index in np.flatnonzero(row < 0).tolist():
        figures[index] = _whole(places[index])
        others[index] = _spread(network, places[index])
    people = figures.astype(np.int64)

    known: dict[tuple[datetime | None, datetime | None], int] = {} if places else {(None, None): 0}
    wave = np.array([known.setdefault((place.ready_from, place.ready_by), len(known)) for place in places], np.int64)
    ends = np.cumsum(np.bincount(wave, minlength=len(known)))
    waves = [
        Wave(
            *ready,
            _population(network, people, points, row[mine], {i: others[i] for i in mine[row[mine] < 0].tolist()}),
        )
        for ready, mine in zip(known, np.split(np.argsort(wave, kind="stable"), ends[:-1]), strict=True)
    ]
    apart = sum(int(wave.population.high[~in_main_part(network)].sum()) for wave in waves)
    return Settlement(tuple(waves), apart, _moved(people[:, -1], points, others))


def _moved(people: Ints, points: _Points, others: dict[int, _Spread]) -> Moved:
    """How far everyone was moved, given the most people of each place."""
    distance = points.snaps.distance_m
    metres = np.zeros(len(people))
    metres[points.place] = distance
    moved, most = float(people[points.place[distance > MOVED_M]].sum()), float(distance.max(initial=0.0))
    beyond, farthest = 0.0, 0.0
    for index, spread in others.items():
        away, inside = spread.away, int(people[index])
        metres[index] = away.mean_m
        moved, most = moved + away.share * inside, max(most, away.most_m)
        beyond, farthest = beyond + away.beyond * inside, max(farthest, away.farthest_m)
    everyone = int(people.sum())
    mean = sum((metres * people).tolist()) / everyone if everyone else 0.0
    return Moved(math.ceil(moved - EXACT), mean, most, math.ceil(beyond - EXACT), farthest)


def _near_points(network: Network, places: tuple[Place, ...], usable: Flags) -> _Points:
    """Those of the usable places that are points on the map near a street."""
    place = np.array([i for i in np.flatnonzero(usable).tolist() if isinstance(places[i].where, Point)], dtype=np.int64)
    where = np.array([places[i].where for i in place.tolist()], dtype=object)
    there = ~shapely.is_empty(where)
    place, where = place[there], where[there]
    lon, lat = shapely.get_x(where), shapely.get_y(where)
    on = (np.abs(lon) <= 180) & (np.abs(lat) <= 90)
    found = snap_many(network, lon[on], lat[on])
    near = found.distance_m <= FAR_M
    return _Points(place[on][near], found.at(near))


def _population(network: Network, people: Ints, points: _Points, rows: Ints, spreads: dict[int, _Spread]) -> Population:
    """The people of some places: of the points in these rows, and of the places, by index, that are spread out."""
    mine, snaps = points.place[rows[rows >= 0]], points.snaps.at(rows[rows >= 0])
    counts = np.zeros((3, network.nodes), dtype=np.int64)
    along, off, held = np.zeros((network.edges, 2)), np.zeros(network.nodes), np.zeros((network.edges, 2))
    beyond = np.zeros(network.nodes)
    for end in range(3):
        np.add.at(counts[end], snaps.node, people[mine, end])
    np.maximum.at(along, (snaps.edge, snaps.side), snaps.along_m)
    np.maximum.at(off, snaps.node, snaps.distance_m)
    between = snaps.along_m >= AT_CORNER_M
    np.add.at(held, (snaps.edge[between], snaps.side[between]), people[mine[between], -1])
    node, place, most = [snaps.node], [mine], [people[mine, -1]]
    for index, spread in spreads.items():
        shared = np.stack([apportion(spread.weight, total) for total in people[index].tolist()])
        counts[:, spread.node] += shared
        np.maximum.at(along, (spread.edge, spread.side), spread.along)
        off[spread.node] = np.maximum(off[spread.node], spread.off)
        beyond[spread.node] += shared[-1] * spread.beyond
        of_corner = np.zeros(network.nodes)
        of_corner[spread.node] = shared[-1]
        corner = np.where(spread.side == 1, network.head[spread.edge], network.tail[spread.edge])
        np.add.at(held, (spread.edge, spread.side), of_corner[corner] * spread.part)
        node.append(spread.node)
        place.append(np.full(len(spread.node), index))
        most.append(shared[-1])
    low, likely, high = counts
    first = _first_of_most(np.concatenate(node), np.concatenate(place), np.concatenate(most), network.nodes)
    return Population(low, likely, high, along, off, held, beyond, first)


def _first_of_most(node: Shorts, place: Ints, people: Ints, nodes: int) -> Ints:
    """At each corner the place that most people come from, the first of several; 0 where there are none."""
    order = np.lexsort((place, -people, node))
    order = order[people[order] > 0]
    corner, at = np.unique(node[order], return_index=True)
    found = np.zeros(nodes, dtype=np.int64)
    found[corner] = place[order[at]]
    return found


def apportion(weights: Ints, total: int) -> Ints:
    """Share ``total`` people out in proportion to whole-number weights, by the method of Webster and Sainte-Laguë.

    The method gives person after person to the greatest of ``weight / (2 * count + 1)``, so that nobody's count falls
    when the total rises. Equal shares go to the lower index. The result is exact: no floating point is involved.

    Parameters
    ----------
    weights
        Whole numbers from 0 to 2**32 - 1, shape ``(k,)``.
    total
        People, from 0 to :data:`MOST_PEOPLE`.

    Returns
    -------
    Ints, shape ``(k,)``, that add up to ``total``.

    Raises
    ------
    ValueError
        If a weight or the total is out of range, or there are people but no weight.
    """
    weights = np.asarray(weights, dtype=np.int64)
    if not 0 <= total <= MOST_PEOPLE:
        raise ValueError(f"expected a total from 0 to {MOST_PEOPLE}, found {total}")
    if weights.size and not 0 <= weights.min() <= weights.max() < 2**_BITS:
        raise ValueError(f"expected weights from 0 to {2**_BITS - 1}")
    if total == 0:
        return np.zeros_like(weights)
    if not weights.any():
        raise ValueError("there are people, but no weight to share them out by")

    def counts_at(multiplier: int) -> Ints:  # floor(weight * multiplier + 1/2), the multiplier in units of 2**-_BITS
        return (weights * multiplier + (1 << (_BITS - 1))) >> _BITS

    fits, too_many = 0, ((total + 1) << _BITS) // int(weights.max()) + 1
    while too_many - fits > 1:
        middle = (fits + too_many) // 2
        if int(counts_at(middle).sum()) <= total:
            fits = middle
        else:
            too_many = middle
    counts = counts_at(fits)
    # weights are below 2**_BITS, so one step of the multiplier gives nobody more than one person more
    next_in_line = np.flatnonzero(counts_at(too_many) > counts)
    order = _greatest_first(weights[next_in_line], 2 * counts[next_in_line] + 1)
    counts[next_in_line[order[: total - int(counts.sum())]]] += 1
    return counts


def _greatest_first(numerator: Ints, denominator: Ints) -> NDArray[np.intp]:
    """Order of fractions, greatest first, equal ones by index; exact for denominators below 2**31.

    Two such fractions differ by more than 2**-62 or not at all, so that 62 binary places tell them apart.
    """
    whole, rest = np.divmod(numerator, denominator)
    upper, rest = np.divmod(rest << 31, denominator)
    lower = (rest << 31) // denominator
    return np.lexsort((-lower, -upper, -whole))


def _whole(place: Place) -> tuple[float, float, float]:
    """The figures of a place, if they can be used."""
    figures = (place.people.low, place.people.likely, place.people.high)
    if not all(x == int(x) and 0 <= x <= MOST_PEOPLE for x in figures):
        found = ", ".join(f"{x:g}" for x in figures)
        raise InputError(_where(place), f"people: expected whole numbers from 0 to {MOST_PEOPLE:,}, found {found}")
    return figures


def _where(place: Place) -> str:
    return f"people[{place.id}]"


def _spread(network: Network, place: Place) -> _Spread:
    if isinstance(place.where, Cells):
        return _over_cells(network, place, place.where)
    where = place.where
    if isinstance(where, Somewhere) or not on_map(where):
        raise InputError(_where(place), "the position is empty or off the map", "give a point or a polygon")
    if isinstance(where, Point):  # near ones are put all at once
        what = "people outside the network"
        raise far_from_streets(network, _where(place), where.x, where.y, limit_m=FAR_M, what=what)
    if where.geom_type in {"Polygon", "MultiPolygon"}:
        return _over_polygon(network, place, where)
    raise InputError(_where(place), f"expected a point, a polygon or a multipolygon, found a {where.geom_type}")


def _over_polygon(network: Network, place: Place, polygon: BaseGeometry) -> _Spread:
    if not polygon.is_valid:
        raise InputError(_where(place), f"the polygon is not valid: {shapely.is_valid_reason(polygon)}", "redraw it")
    halves = halved(network)
    flat = halves.plane.flatten(polygon)
    shapely.prepare(flat)
    half = np.sort(halves.tree.query(flat, predicate="intersects"))
    across = half[~shapely.covers(flat, halves.lines[half])]
    inside = np.zeros(len(halves.lines))
    inside[half] = shapely.length(halves.lines[half])
    inside[across] = shapely.length(shapely.intersection(halves.lines[across], flat))
    millimetres = np.rint(1000 * np.bincount(halves.node, inside, network.nodes)).astype(np.int64)
    node = np.flatnonzero(millimetres).astype(np.int32)
    if not len(node):
        centre = polygon.representative_point()
        far = far_from_streets(network, _where(place), centre.x, centre.y, limit_m=FAR_M)
        raise InputError(_where(place), "people outside the network: no street to walk inside the polygon", far.remedy)
    lived = inside.nonzero()[0]
    part = inside[lived] / np.bincount(halves.node, inside, network.nodes)[halves.node[lived]]
    none = np.zeros(len(node))
    return _Spread(node, millimetres[node], none, none, *_whole_halves(network, halves, lived), part, _Away())


def _over_cells(network: Network, place: Place, cells: Cells) -> _Spread:
    if not (len(cells.people) and np.isfinite(cells.people).all() and cells.people.min() > 0):
        raise InputError(_where(place), "the raster has no cell with people", "check that it covers the area")
    people = np.maximum(np.ldexp(cells.people, -np.frexp(cells.people.max())[1]), _LEAST)
    halves = halved(network)
    cell, half, metres = _streets_in_cells(halves, cells)
    total = np.bincount(cell, metres, len(people))
    along_halves = np.asarray(np.bincount(half, people[cell] * metres / total[cell], len(halves.lines)), np.float64)
    weights = np.asarray(np.bincount(halves.node, along_halves, network.nodes), np.float64)

    lived = np.unique(half)
    edge, side, along = _whole_halves(network, halves, lived)
    off, beyond, part = np.zeros(network.nodes), np.zeros(network.nodes), along_halves[lived]

    lone, away = np.flatnonzero(total == 0), _Away()
    if len(lone):
        lon, lat = (cells.west + cells.east)[lone] / 2, (cells.south + cells.north)[lone] / 2
        found, inside = snap_many(network, lon, lat), people[lone]
        away = _how_far(found.distance_m, inside / people.sum())
        if away.beyond > FAR_SHARE:
            farthest = int(found.distance_m.argmax())
            raise _too_far(place, away, float(lon[farthest]), float(lat[farthest]))
        near = found.distance_m <= FAR_M
        weights += np.bincount(found.node, inside, network.nodes)
        beyond += np.bincount(found.node[~near], inside[~near], network.nodes)
        edge, side = np.concatenate([edge, found.edge]), np.concatenate([side, found.side])
        along = np.concatenate([along, network.length[found.edge] / 2])
        part = np.concatenate([part, np.where(near, inside, 0.0)])
        reach = halves.plane.metres(cells.east[lone], cells.north[lone]) - halves.plane.metres(lon, lat)
        np.maximum.at(off, found.node[near], (found.distance_m + np.hypot(*reach.T))[near])
    units = np.rint(weights * (_UNITS / weights.sum())).astype(np.int64)
    node = np.flatnonzero(units).astype(np.int32)
    part = part / weights[np.where(side == 1, network.head[edge], network.tail[edge])]
    return _Spread(node, units[node], off[node], beyond[node] / weights[node], edge, side, along, part, away)


def cells_off_streets(network: Network, cells: Cells) -> tuple[Ints, Snaps]:
    """The cells of a raster without a street inside, and the street that the people of each are put on."""
    cell, _, _ = _streets_in_cells(halved(network), cells)
    lone = np.setdiff1d(np.arange(len(cells.people)), cell)
    lon, lat = (cells.west + cells.east)[lone] / 2, (cells.south + cells.north)[lone] / 2
    return lone, snap_many(network, lon, lat)


def _whole_halves(network: Network, halves: Halves, half: NDArray[np.intp]) -> tuple[Shorts, Shorts, Floats]:
    """Street piece, end and length of half streets that people live along as a whole."""
    edge = halves.edge[half]
    return edge, (half % 2).astype(np.int32), network.length[edge] / 2


def _how_far(distance: Floats, share: Floats) -> _Away:
    """How far the people of cells without a street live from one, given which share of all people each cell has."""
    near = distance <= FAR_M
    return _Away(
        share=float(share[near & (distance > MOVED_M)].sum()),
        mean_m=float(distance[near] @ share[near]),
        most_m=float(distance[near].max(initial=0.0)),
        beyond=float(share[~near].sum()),
        farthest_m=float(distance[~near].max(initial=0.0)),
    )


def _too_far(place: Place, away: _Away, lon: float, lat: float) -> InputError:
    return InputError(
        _where(place),
        f"people outside the network: {away.beyond:.1%} of the raster's people live more than {FAR_M:.0f} m from any "
        f"street, expected at most {FAR_SHARE:.0%}; the farthest {away.farthest_m:,.0f} m, at ({lon:.6g}, "
        f"{lat:.6g})",
        "set within_area = true, or import streets that reach them",
    )


def _streets_in_cells(halves: Halves, cells: Cells) -> tuple[NDArray[np.intp], NDArray[np.intp], Floats]:
    """Cell, half street and metres of that half inside that cell, for all that meet; straight parts one by one."""
    points, half = shapely.get_coordinates(halves.lines, return_index=True)
    start = np.flatnonzero(half[:-1] == half[1:])
    west_south = halves.plane.metres(cells.west, cells.south)
    east_north = halves.plane.metres(cells.east, cells.north)
    parts = shapely.STRtree(shapely.linestrings(np.stack([points[start], points[start + 1]], axis=1)))
    cell, part = parts.query(shapely.box(*west_south.T, *east_north.T))
    begin = points[start[part]]
    run = points[start[part] + 1] - begin
    enter, leave = _share_between(begin, run, west_south[cell], east_north[cell])
    metres = np.hypot(*run.T) * np.maximum(leave - enter, 0.0)
    inside = metres > 0
    return cell[inside], half[start[part]][inside], metres[inside]


def _share_between(begin: Floats, run: Floats, least: Floats, most: Floats) -> tuple[Any, Any]:
    """Where straight parts enter and leave boxes, as shares of their run; leaving before entering: they miss."""
    still = run == 0
    run = np.where(still, 1.0, run)
    first, second = (least - begin) / run, (most - begin) / run
    within = (least <= begin) & (begin <= most)
    enter = np.where(still, np.where(within, 0.0, np.inf), np.minimum(first, second))
    leave = np.where(still, np.where(within, 1.0, -np.inf), np.maximum(first, second))
    return np.maximum(enter.max(axis=1), 0.0), np.minimum(leave.min(axis=1), 1.0)
