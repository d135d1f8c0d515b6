"""How soon people could be at an exit if a straight line led there: no street, no map."""

from __future__ import annotations

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry import Point

from geleit.evacuation.homes import ready
from geleit.evacuation.placement import Located
from geleit.evacuation.travellers import Traveller
from geleit.model.amount import Scenario
from geleit.model.arrays import Floats, Ints
from geleit.model.certificate import Beelines
from geleit.model.population import Cells, Place, Somewhere
from geleit.model.window import Clock
from geleit.streets.locate import AT_CORNER_M, SLACK, Plane
from geleit.streets.rules import FERRY, FERRY_TIMES

NEVER_S = 2**40
"""Seconds for those who cannot come to an exit in a straight line, since none has a place."""


def beelines_of(located: Located, traveller: Traveller, clock: Clock, scenario: Scenario) -> Beelines:
    """From when on people could be at the nearest exit, wherever in their place each may be.

    Nobody is nearer to an exit than the nearest point of the outline or the cell that they are told to be in, and no
    exit nearer than its position error lets it be. People of whom only a cell is told may live beyond it, and are taken
    to be at every exit. Where the map has a ferry, everyone may be as fast as one.

    Parameters
    ----------
    traveller
        The fastest of all.
    scenario
        ``generous`` or ``likely``: whose numbers and readiness count.
    """
    speed = max(traveller.speed, traveller.riding or 0.0)
    speed *= FERRY_TIMES if FERRY in located.case.network.kinds else 1.0
    places = located.case.places
    of_place, metres = _to_exits(located)
    since = np.array([ready(place, clock, scenario) for place in places], dtype=np.int64)
    there = np.isfinite(metres)
    seconds = np.full(len(metres), NEVER_S)
    seconds[there] = np.floor(metres[there] / speed).astype(np.int64)
    after = seconds + since[of_place]
    ends = ("likely", "likely") if scenario == "likely" else ("low", "high")
    low, high = (_shares(places, of_place, after, end) for end in ends)
    order = np.argsort(after, kind="stable")
    known, first = np.unique(after[order], return_index=True)
    columns = (np.add.reduceat(people[order], first) if len(first) else people for people in (low, high))
    return Beelines(tuple(known.tolist()), *(tuple(column.tolist()) for column in columns))


def _to_exits(located: Located) -> tuple[Ints, Floats]:
    """For each point, outline and cell with people the place it is of, and no more than the metres to an exit."""
    places, plane = located.case.places, Plane.shortest(located.case.network)
    exits = [x for x in located.case.exits if x.placed]
    gates = plane.metres(*np.array([(x.lon, x.lat) for x in exits], dtype=np.float64).reshape(-1, 2).T)
    within = np.array([x.position_error + 2 * AT_CORNER_M for x in exits])
    of_box, boxes = _boxes(places)
    south_west, north_east = (plane.metres(boxes[:, i], boxes[:, i + 1]) for i in (0, 2))
    drawn = [i for i, place in enumerate(places) if not isinstance(place.where, Cells | Somewhere | Point)]
    outlines = np.array([plane.flatten(places[i].where) for i in drawn], dtype=object)
    metres = np.full(len(boxes) + len(outlines), np.inf)
    for gate, radius in zip(gates, within, strict=True):
        to_box = np.hypot(*np.maximum(np.maximum(south_west - gate, gate - north_east), 0).T)
        crow = np.concatenate([to_box, shapely.distance(outlines, shapely.points(gate))])
        metres = np.minimum(metres, np.maximum(crow * (1 - SLACK) - radius, 0))
    return np.concatenate([of_box, np.array(drawn, dtype=np.int64)]), metres


def _boxes(places: tuple[Place, ...]) -> tuple[Ints, Floats]:
    """West, south, east and north of points and cells, and the place that each is of; shapes ``(k,)``, ``(k, 4)``."""
    anywhere = (-360.0, -180.0, 360.0, 180.0)  # a cell is told by the corner that people set out at, not by their home
    rows: list[NDArray[np.float64]] = [np.zeros((0, 4))]
    for place in places:
        where = place.where
        if isinstance(where, Cells):
            rows.append(np.column_stack([where.west, where.south, where.east, where.north]))
        elif isinstance(where, Somewhere):
            rows.append(np.array([anywhere]))
        else:
            rows.append(np.array([(where.x, where.y) * 2] if isinstance(where, Point) else np.zeros((0, 4))))
    count = [len(row) for row in rows[1:]]
    return np.repeat(np.arange(len(places)), count), np.concatenate(rows)


def _shares(places: tuple[Place, ...], of_place: Ints, after: Ints, end: str) -> Ints:
    """Whole people of each row: those of a place once, those of a raster by its cells, the soonest rounded up."""
    total = np.array([int(getattr(place.people, end)) for place in places], dtype=np.int64)
    found = total[of_place]
    for index, place in enumerate(places):
        if isinstance(place.where, Cells):
            rows = np.flatnonzero(of_place == index)
            soonest = np.argsort(after[rows], kind="stable")
            share = np.cumsum(place.where.people[soonest])
            so_far = np.minimum(np.ceil(total[index] * (share / share[-1])).astype(np.int64), total[index])
            so_far[-1] = total[index]
            found[rows[soonest]] = np.diff(so_far, prepend=0)
    return found
