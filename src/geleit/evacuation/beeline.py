"""How soon people could be at an exit if a straight line led there: no street, no map."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import numpy as np
import shapely
from shapely.geometry import Point
from shapely.geometry.base import BaseGeometry

from geleit.evacuation.homes import ready
from geleit.evacuation.placement import Located
from geleit.evacuation.travellers import Traveller
from geleit.model.amount import Scenario
from geleit.model.arrays import Floats, Ints
from geleit.model.certificate import Beelines
from geleit.model.network import Network
from geleit.model.population import Cells, Place, Somewhere
from geleit.model.window import Clock
from geleit.streets.locate import AT_CORNER_M, SLACK, Plane
from geleit.streets.rules import FERRY, FERRY_TIMES, FERRY_WALK
from geleit.streets.settle import settle

NEVER_S = 2**40
"""Seconds for those who cannot come to an exit in a straight line, since none has a place."""


def beelines_of(located: Located, traveller: Traveller, clock: Clock, scenario: Scenario) -> Beelines:
    """From when on people could be at the nearest exit, wherever in their place each may be.

    Nobody is nearer to an exit than the nearest point of the outline that they are told to be in, and no exit nearer
    than its position error lets it be. People of a raster live around the corner that they belong to. People of whom
    only a cell is told may live beyond it, and are taken to be at every exit. Where the map has a ferry, everyone may
    be as fast as one.

    Parameters
    ----------
    traveller
        The fastest of all.
    scenario
        ``generous`` or ``likely``: whose numbers and readiness count.
    """
    speed = max(traveller.speed, traveller.riding or 0.0)
    if FERRY in located.case.network.kinds:
        speed = FERRY_TIMES * max(speed, FERRY_WALK)
    places = located.case.places
    found = _homes(located.case.network, places)
    metres = _to_exits(located, found)
    since = np.array([ready(place, clock, scenario) for place in places], dtype=np.int64)
    there = np.isfinite(metres)
    seconds = np.full(len(metres), NEVER_S)
    seconds[there] = np.floor(metres[there] / speed).astype(np.int64)
    after = seconds + since[found.place]
    low, high = (found.likely, found.likely) if scenario == "likely" else (found.low, found.high)
    order = np.argsort(after, kind="stable")
    known, first = np.unique(after[order], return_index=True)
    columns = (np.add.reduceat(people[order], first) if len(first) else people for people in (low, high))
    return Beelines(tuple(known.tolist()), *(tuple(column.tolist()) for column in columns))


@dataclass(frozen=True, eq=False)
class _Homes:
    """Some people and where they may live: around a box, as far as ``reach``, in metres, or within an outline.

    Parameters
    ----------
    place, low, likely, high, reach
        The place that they are of, how many they are, and how far from the box; shape ``(k,)``.
    boxes
        West, south, east and north in degrees of the first of them, shape ``(b, 4)``.
    outlines
        In degrees, of the others, shape ``(k - b,)``.
    """

    place: Ints
    low: Ints
    likely: Ints
    high: Ints
    reach: Floats
    boxes: Floats
    outlines: tuple[BaseGeometry, ...]


def _homes(network: Network, places: Sequence[Place]) -> _Homes:
    anywhere = (-360.0, -180.0, 360.0, 180.0)  # a cell is told by the corner that people set out at, not by their home
    boxed: list[tuple[int, tuple[float, ...], float, tuple[int, ...]]] = []
    drawn: list[tuple[int, BaseGeometry, float, tuple[int, ...]]] = []
    for index, place in enumerate(places):
        where = place.where
        people = int(place.people.low), int(place.people.likely), int(place.people.high)
        if isinstance(where, Cells):
            boxed += [(index, *row) for row in _at_corners(network, place)]
        elif isinstance(where, Somewhere):
            boxed.append((index, anywhere, 0.0, people))
        elif isinstance(where, Point):
            boxed.append((index, (where.x, where.y) * 2, 0.0, people))
        else:
            drawn.append((index, where, 0.0, people))
    rows = [*boxed, *drawn]
    low, likely, high = np.array([people for *_, people in rows], dtype=np.int64).reshape(-1, 3).T
    return _Homes(
        np.array([index for index, *_ in rows], dtype=np.int64),
        low,
        likely,
        high,
        np.array([reach for _, _, reach, _ in rows]),
        np.array([box for _, box, *_ in boxed], dtype=np.float64).reshape(-1, 4),
        tuple(outline for _, outline, *_ in drawn),
    )


def _at_corners(network: Network, place: Place) -> Iterator[tuple[tuple[float, ...], float, tuple[int, ...]]]:
    """The people of a raster as they are put onto the streets: the corner, how far from it they live, and how many."""
    settled = settle(network, (place,))
    (wave,) = settled.waves
    people = wave.population
    reach = np.zeros(network.nodes)
    for side, end in enumerate((network.tail, network.head)):
        np.maximum.at(reach, end, people.along[:, side])
    reach += people.off + np.where(people.beyond > 0, settled.moved.farthest_m, 0.0)
    for corner in np.flatnonzero(people.high).tolist():
        at = (float(network.lon[corner]), float(network.lat[corner])) * 2
        counts = int(people.low[corner]), int(people.likely[corner]), int(people.high[corner])
        yield at, float(reach[corner]), counts


def _to_exits(located: Located, homes: _Homes) -> Floats:
    """No more than the metres from each of some homes to an exit."""
    plane = Plane.shortest(located.case.network)
    exits = [x for x in located.case.exits if x.placed]
    gates = plane.metres(*np.array([(x.lon, x.lat) for x in exits], dtype=np.float64).reshape(-1, 2).T)
    within = np.array([x.position_error + 2 * AT_CORNER_M for x in exits])
    south_west, north_east = (plane.metres(homes.boxes[:, i], homes.boxes[:, i + 1]) for i in (0, 2))
    outlines = np.array([plane.flatten(outline) for outline in homes.outlines], dtype=object)
    metres = np.full(len(homes.place), np.inf)
    for gate, radius in zip(gates, within, strict=True):
        to_box = np.hypot(*np.maximum(np.maximum(south_west - gate, gate - north_east), 0).T)
        crow = np.concatenate([to_box, shapely.distance(outlines, shapely.points(gate))])
        metres = np.minimum(metres, np.maximum(crow * (1 - SLACK) - radius - homes.reach, 0))
    return metres
