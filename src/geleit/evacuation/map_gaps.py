"""Where a map would have to lack something for more people to be out than a bound says: the gaps that matter most."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from geleit.evacuation.arcs import on_foot
from geleit.evacuation.placement import Located
from geleit.model.against_the_map import MapGap
from geleit.model.arrays import Flags, Floats, Ints
from geleit.streets.joins import Leaps
from geleit.streets.locate import Plane, drawn

MOST_GAPS = 3
"""Gaps that are named."""
APART_M = 100.0
"""Gaps nearer to each other than this are one place to a reader, in metres."""
WORTH = 0.05
"""Gaps through which less than this share of the most people could come are not named."""
LOOKED_AT = 500
"""Gaps that are looked at, those with most people of each kind."""
_STEP_M, _STEPS = 2.0, 400
"""How far apart points of a street are tried as ends of a gap, and how many at most."""


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
    The narrowest first, of those through which many people could come.
    """
    network, joins = located.case.network, located.joins
    if joins is None:
        return ()
    crossings, leaps = joins.crossings, joins.leaps
    ends = np.column_stack([network.tail, network.head]).astype(np.int64)
    wide = on_foot(located, "generous").astype(np.float64)

    def early(since: Ints, until: Ints, metres: Floats) -> Floats:
        return np.maximum(labels[until] - metres / speed - labels[since], 0.0)

    since, until = ends[crossings.piece, crossings.corner], ends[crossings.onto, crossings.out]
    least = np.minimum(wide[crossings.piece], wide[crossings.onto])
    many = least * early(since, until, crossings.metres)
    first, last = (np.zeros(leaps.groups, dtype=np.int64) for _ in range(2))
    lone = ends[leaps.piece, leaps.side]
    by_label = np.argsort(labels[lone], kind="stable")
    last[leaps.group[by_label]] = lone[by_label]
    first[leaps.group[by_label[::-1]]] = lone[by_label[::-1]]
    near = ends[leaps.near, leaps.corner]
    over = wide[leaps.near] * np.maximum(
        early(near, last[leaps.of], leaps.metres), early(first[leaps.of], near, leaps.metres)
    )
    lines = _Lines(located, leaps)
    worth = WORTH * max(many.max(initial=0.0), over.max(initial=0.0))
    budget = (labels[until] - labels[since]) * speed
    crossed = (crossings.piece, crossings.onto, crossings.corner, crossings.out)
    found = [
        _Way(float(many[i]), *(int(x[i]) for x in crossed), budget=float(budget[i])) for i in _most_of(many, worth)
    ]
    for i in _most_of(over, worth):
        piece = int(leaps.near[i])
        found.append(_Way(float(over[i]), piece, lines.nearest(piece, int(leaps.of[i]))))
    return _named(located, lines, found)


def _most_of(many: Floats, worth: float) -> list[int]:
    """Those through which most people could come, in order."""
    some = np.flatnonzero((many > 0) & (many >= worth))
    return [int(i) for i in some[np.argsort(-many[some], kind="stable")][:LOOKED_AT]]


@dataclass(frozen=True)
class _Way:
    """A way from one piece to another that a map may lack: from one end to one end, in less than so many metres."""

    many: float
    piece: int
    other: int
    corner: int = 0
    out: int = 0
    budget: float = field(default=np.inf, kw_only=True)


def _named(located: Located, lines: _Lines, ways: list[_Way]) -> tuple[MapGap, ...]:
    """The first few that are not at one place, the narrowest first."""
    network, plane = located.case.network, Plane.around(located.case.network)
    apart = lines.apart(ways)
    found: list[MapGap] = []
    middles: list[NDArray[np.float64]] = []
    for at in sorted(range(len(ways)), key=lambda i: (round(apart[i], 1), -ways[i].many, ways[i].piece, ways[i].other)):
        line = lines.across(ways[at])
        if line is None:
            continue
        middle = line.mean(axis=0)
        if any(np.hypot(*(middle - known)) < APART_M for known in middles):
            continue
        here, there = ((plane.lon + x / plane.east, plane.lat + y / plane.north) for x, y in line.tolist())
        names = (network.label(ways[at].piece), network.label(ways[at].other))
        found.append(MapGap(here, there, float(np.hypot(*(line[1] - line[0]))), names))
        middles.append(middle)
        if len(found) == MOST_GAPS:
            break
    return tuple(found)


class _Lines:
    """Pieces of streets as lines in metres, each made when it is asked for."""

    def __init__(self, located: Located, leaps: Leaps) -> None:
        network = located.case.network
        self._network, self._cut = network, located.cut.piece
        self._metres = network.generous.length
        self._points, self._start = drawn(network, Plane.around(network))
        self._leaps = leaps

    def nearest(self, piece: int, group: int) -> int:
        """The piece of a group that is nearest to another."""
        others = self._leaps.piece[self._leaps.group == group]
        return int(others[np.argmin(shapely.distance(self._of(piece), [self._of(other) for other in others]))])

    def apart(self, ways: list[_Way]) -> list[float]:
        """How far from each other the two pieces of each are, in metres."""
        return [float(shapely.distance(self._of(way.piece), self._of(way.other))) for way in ways]

    def across(self, way: _Way) -> NDArray[np.float64] | None:
        """The ends of the gap of a way, shape ``(2, 2)``: where it is narrowest, if that is soon enough.

        ``None`` where the street itself leads from the one end to the other, no longer than the gap.
        """
        one, other = self._of(way.piece), self._of(way.other)
        if not np.isfinite(way.budget):
            return np.asarray(shapely.get_coordinates(shapely.shortest_line(one, other)))
        near, far = self._tried(one), self._tried(other)
        if way.piece == way.other:  # from either end of it to the rest
            lines = shapely.linestrings([(a, b) for a in map(_xy, near[[0, -1]]) for b in map(_xy, far)])
        else:
            lines = np.concatenate([shapely.shortest_line(near, other), shapely.shortest_line(one, far)])
        here, there = shapely.get_point(lines, 0), shapely.get_point(lines, 1)
        along, beyond = (
            shapely.line_locate_point(line, at, normalized=True) for line, at in ((one, here), (other, there))
        )
        to_gap = np.abs(way.corner - along) * self._metres[way.piece]
        from_gap = np.abs(way.out - beyond) * self._metres[way.other]
        width = shapely.length(lines)
        metres = to_gap + width + from_gap
        gaps = np.flatnonzero((metres < way.budget) & ~self._leads_on(way, along, beyond, width))
        if not len(gaps):
            return None
        best = gaps[np.lexsort((metres[gaps], np.round(width[gaps], 1)))[0]]
        return np.asarray(shapely.get_coordinates(lines[best]))

    def _leads_on(self, way: _Way, along: Floats, beyond: Floats, metres: Floats) -> Flags:
        """Whether the street that both pieces are parts of leads from points on one to those on the other as soon."""
        if self._cut[way.piece] != self._cut[way.other]:
            return np.zeros(len(metres), dtype=bool)
        length = self._network.length
        run = np.cumsum(length) - length
        here, there = (run[way.piece] + along * length[way.piece], run[way.other] + beyond * length[way.other])
        return np.asarray(np.abs(there - here) <= metres + 1)

    def _tried(self, line: Any) -> NDArray[Any]:
        count = int(min(np.ceil(shapely.length(line) / _STEP_M), _STEPS))
        return np.asarray(shapely.line_interpolate_point(line, np.linspace(0, 1, count + 1), normalized=True))

    def _of(self, piece: int) -> Any:
        return shapely.linestrings(self._points[self._start[piece] : self._start[piece + 1]])


def _xy(point: Any) -> tuple[float, float]:
    return float(point.x), float(point.y)
