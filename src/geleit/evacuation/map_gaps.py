"""Where a map would have to lack something for more people to be out than a bound says: the gaps that matter most."""

from __future__ import annotations

from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from geleit.evacuation.arcs import on_foot
from geleit.evacuation.placement import Located
from geleit.model.against_the_map import MapGap
from geleit.model.arrays import Floats, Ints
from geleit.streets.locate import Plane, drawn

MOST_GAPS = 3
"""Gaps that are named."""
APART_M = 100.0
"""Gaps nearer to each other than this are one place to a reader, in metres."""


def gaps_that_matter(located: Located, speed: float, labels: Ints) -> tuple[MapGap, ...]:
    """The gaps of a map through which people would come too soon for a bound.

    Parameters
    ----------
    located
        A case with ways that its map may lack.
    speed
        Of the fastest of all, in m/s.
    labels
        Of a bound that does not know these ways, in seconds, by corner: whoever is at a corner before its label is
        counted as out, so a way that leads from a corner after its label to one before its label breaks the bound.

    Returns
    -------
    The gaps by how many people could come through, most first.
    """
    network, joins = located.case.network, located.joins
    crossings, leaps = joins.crossings, joins.leaps
    ends = np.column_stack([network.tail, network.head]).astype(np.int64)
    wide = on_foot(located, "generous").astype(np.float64)

    def early(since: Ints, until: Ints, metres: Floats) -> Floats:
        return np.maximum(labels[until] - metres / speed - labels[since], 0.0)

    onto = crossings.onto
    least = np.minimum(wide[crossings.piece], wide[onto])
    many = least * early(ends[crossings.piece, crossings.corner], ends[onto, crossings.out], crossings.metres)
    first, last = (np.zeros(leaps.groups, dtype=np.int64) for _ in range(2))
    lone = ends[leaps.piece, leaps.side]
    by_label = np.argsort(labels[lone], kind="stable")
    last[leaps.group[by_label]] = lone[by_label]
    first[leaps.group[by_label[::-1]]] = lone[by_label[::-1]]
    near = ends[leaps.near, leaps.corner]
    over = wide[leaps.near] * np.maximum(
        early(near, last[leaps.of], leaps.metres), early(first[leaps.of], near, leaps.metres)
    )
    some, far = np.flatnonzero(many), np.flatnonzero(over)
    rows = [(float(many[i]), (int(crossings.piece[i]), int(onto[i]))) for i in some]
    rows += [(float(over[i]), (int(leaps.near[i]), -1 - int(leaps.of[i]))) for i in far]
    return _named(located, sorted(rows, key=lambda row: (-row[0], row[1])))


def _named(located: Located, rows: list[tuple[float, tuple[int, int]]]) -> tuple[MapGap, ...]:
    """The first few of some pairs of a piece with another, or with a group of corners, that are not at one place."""
    lines, plane = _Lines(located), Plane.around(located.case.network)
    found: list[MapGap] = []
    middles: list[NDArray[np.float64]] = []
    for _, (piece, other) in rows[: 200 * MOST_GAPS]:
        line, theirs = lines.between(piece, other)
        middle = line.mean(axis=0)
        if any(np.hypot(*(middle - known)) < APART_M for known in middles):
            continue
        here, there = ((plane.lon + x / plane.east, plane.lat + y / plane.north) for x, y in line.tolist())
        names = (located.case.network.label(piece), located.case.network.label(theirs))
        found.append(MapGap(here, there, float(np.hypot(*(line[1] - line[0]))), names))
        middles.append(middle)
        if len(found) == MOST_GAPS:
            break
    return tuple(found)


class _Lines:
    """Pieces of streets as lines in metres, each made when it is asked for."""

    def __init__(self, located: Located) -> None:
        network = located.case.network
        self._points, self._start = drawn(network, Plane.around(network))
        self._leaps = located.joins.leaps

    def between(self, piece: int, other: int) -> tuple[NDArray[np.float64], int]:
        """The ends of the shortest line from a piece to another or to a group's, shape ``(2, 2)``, and that other."""
        others = [other] if other >= 0 else self._leaps.piece[self._leaps.group == -1 - other].tolist()
        lines = [shapely.shortest_line(self._of(piece), self._of(x)) for x in others]
        nearest = int(np.argmin([shapely.length(line) for line in lines]))
        return shapely.get_coordinates(lines[nearest]), others[nearest]

    def _of(self, piece: int) -> Any:
        return shapely.linestrings(self._points[self._start[piece] : self._start[piece + 1]])
