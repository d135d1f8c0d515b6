"""Streets drawn over others, wholly or in part: what they share counts once in a plan."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace

import numpy as np
import shapely
from numpy.typing import NDArray

from geleit.model.arrays import Flags, Floats, Ints
from geleit.model.network import Network
from geleit.streets.duplicates import ALIKE_M, Merged, counts_in_plan
from geleit.streets.locate import Plane, drawn
from geleit.streets.rules import CHORD, FERRY, SQUARE

SHORTEST_M = 20.0
"""Streets that run so far side by side may be one that is drawn twice; where two part they are as close for a while."""

IN_COMMON_M = 100.0
"""Streets that run so far side by side are one on that stretch, however long they are."""

KIN_M = 4.0
"""Streets of one class and one name are drawn twice if they run so near each other; any others within ``ALIKE_M``."""

LEAST_SHARE = 0.5
"""Share of a street beside others from which on it is one of them."""

_STEP_M, _FEWEST = 10.0, 4  # between two points at which is looked, and how many a piece has
_SAME_WAY = 0.97  # cosine of the angle up to which two lines run the same way: 14 degrees
_ALL = 0.9  # share of the points by which a piece lies on another
_ON_THEM = 0.05  # share by which a way over other pieces may be longer or shorter than what is drawn over them


def counted_once_in_plan(network: Network, level: Ints) -> Network:
    """The same network in which no plan counts a width twice, because a street is drawn over others.

    What is drawn over a chain of pieces from end to end goes into them: they become as wide, vehicles go where they may
    by either, and what is drawn over them is left out of plans. Else the one of which the greater share lies beside
    others, or the narrower, or the shorter, keeps a centimetre, which is taken off the others: people live along it,
    and exits stand on it, but hardly anybody passes. Nothing changes for a bound.

    Parameters
    ----------
    level
        What tells pieces above and below others apart, shape ``(m,)``.
    """
    beside = _Beside(network, level)
    merged, out, narrowed = Merged(network), [], []
    for piece in beside.whole():
        chain = beside.chain(piece)
        for part, turned in chain:
            merged.add_to_plan(part, piece, turned=turned)
        if chain:
            beside.leave_out(piece)
            out.append(piece)
    for piece in beside.by_share(merged.width):
        share, metres = beside.share(piece), beside.share(piece) * float(network.length[piece])
        if metres >= SHORTEST_M and (share >= LEAST_SHARE or metres >= IN_COMMON_M):
            merged.narrow(piece, beside.others(piece))
            beside.leave_out(piece)
            narrowed.append(piece)
    if not out and not narrowed:
        return network
    merged.leave_out_of_plan(np.array(out, dtype=np.int64), np.array(narrowed, dtype=np.int64))
    return replace(merged.network(), report=replace(network.report, left_out=len(out) + len(narrowed)))


@dataclass(frozen=True, eq=False)
class _Points:
    """Points along pieces: the piece, where, and which way it runs there."""

    piece: Ints
    at: Floats
    heading: Floats


class _Beside:
    """Which points of pieces have other pieces beside them that run the same way; pieces can be left out."""

    def __init__(self, network: Network, level: Ints) -> None:
        self.network = network
        self.lines = _lines(network)
        looked_at = counts_in_plan(network) & ~network.of_kind(FERRY, SQUARE, CHORD)
        points = _along(self.lines, np.flatnonzero(looked_at))
        point, other, metres = _near(self.lines, np.flatnonzero(looked_at), points)
        own = points.piece[point]
        kin = (network.kind[own] == network.kind[other]) & (network.name[own] == network.name[other])
        same = (level[own] == level[other]) & (network.bridge[own] == network.bridge[other])
        parting = _ends_shared(network, own, other) == 1
        same &= (kin & ~parting) | (metres <= ALIKE_M)
        point, own, other, parting = (column[same] for column in (point, own, other, parting))
        looked = np.bincount(points.piece, minlength=network.edges)
        same = ~parting | _one_stretch(own, other, looked, network.length / np.maximum(looked, 1))
        point, other = point[same], other[same]
        order = np.argsort(other, kind="stable")
        self._point, self._other = point[order], other[order]
        self._start = np.searchsorted(self._other, np.arange(network.edges + 1))
        self._piece = points.piece
        self._times = np.bincount(self._point, minlength=len(self._piece))
        self._points = looked
        self._covered = np.bincount(self._piece[self._times > 0], minlength=network.edges)
        self._out: set[int] = set()
        pairs = np.unique(np.column_stack([self._piece[self._point], self._other]), axis=0, return_counts=True)
        self._shared = {(int(i), int(j)): int(n) for (i, j), n in zip(*pairs, strict=True)}
        self._others: dict[int, list[int]] = {}
        for i, j in self._shared:
            self._others.setdefault(i, []).append(j)

    def share(self, piece: int) -> float:
        """Share of a piece that has another beside it."""
        return float(self._covered[piece] / self._points[piece])

    def others(self, piece: int) -> list[int]:
        """Pieces beside one that are not left out."""
        return [other for other in self._others[piece] if other not in self._out]

    def leave_out(self, piece: int) -> None:
        """Let a piece be beside others no longer."""
        self._out.add(piece)
        freed = self._point[self._start[piece] : self._start[piece + 1]]
        self._times[freed] -= 1
        np.subtract.at(self._covered, self._piece[freed[self._times[freed] == 0]], 1)

    def whole(self) -> Iterator[int]:
        """Pieces that have others beside them all along, the longest first, as long as they have."""
        found = [i for i in self._others if self.share(i) == 1.0 and self.network.length[i] >= SHORTEST_M]
        for piece in sorted(found, key=lambda i: (-float(self.network.length[i]), i)):
            if self.share(piece) == 1.0:
                yield piece

    def by_share(self, width: Floats) -> Iterator[int]:
        """Pieces that are left, and have others beside them: those of the greatest share first, then the narrower.

        Of three side by side the middle one comes last, since both others lie beside it alone.
        """
        length = self.network.length
        left = [i for i in self._others if i not in self._out]
        return iter(
            sorted(left, key=lambda i: (-self.share(i), float(width[i]), len(self._others[i]), float(length[i]), i))
        )

    def chain(self, piece: int) -> list[tuple[int, bool]]:
        """Pieces beside one that lead from its one end to the other, each with whether it is drawn backwards."""
        tail, head, length = self.network.tail, self.network.head, self.network.length
        parts = [
            j
            for j in self._others[piece]
            if j not in self._out and self._shared.get((j, piece), 0) >= _ALL * self._points[j]
        ]
        at, chain, metres = int(tail[piece]), [], 0.0
        while at != int(head[piece]):
            following = [j for j in parts if at in (tail[j], head[j])]
            if len(following) != 1:
                return []
            [part] = following
            parts.remove(part)
            turned = int(tail[part]) != at
            chain.append((part, turned))
            metres += float(length[part])
            at = int(tail[part] if turned else head[part])
        return chain if abs(metres - length[piece]) <= _ON_THEM * length[piece] else []


def _ends_shared(network: Network, one: Ints, other: Ints) -> Ints:
    """How many corners pieces have in common."""
    ends = network.tail, network.head
    return np.asarray(sum(((a[one] == b[other]).astype(np.int64) for a in ends for b in ends), np.int64(0)))


def _one_stretch(own: Ints, other: Ints, points: Ints, step: Floats) -> Flags:
    """Of points with another piece beside them, whether one of the two lies on the other all along or for long.

    Streets that part from one corner at a narrow angle lie beside each other for a while, and are two.
    """
    pair, which, many = np.unique(own * len(points) + other, return_inverse=True, return_counts=True)
    one, two = pair // len(points), pair % len(points)
    lies = (many >= _ALL * points[one]) | (many * step[one] >= IN_COMMON_M)
    back = two * len(points) + one
    at = np.minimum(np.searchsorted(pair, back), len(pair) - 1)
    either: Flags = lies | (lies[at] & (pair[at] == back))
    return either[which]


def _lines(network: Network) -> NDArray[np.object_]:
    """All pieces as they are drawn, in metres."""
    points, first = drawn(network, Plane.around(network))
    return np.asarray(shapely.linestrings(points, indices=np.repeat(np.arange(network.edges), np.diff(first))))


def _along(lines: NDArray[np.object_], pieces: Ints) -> _Points:
    """Points evenly along pieces, in the middle of as many parts."""
    length = shapely.length(lines[pieces])
    many = np.maximum(np.ceil(length / _STEP_M), _FEWEST).astype(np.int64)
    of = np.repeat(np.arange(len(pieces)), many)
    nth = np.arange(len(of)) - np.repeat(np.cumsum(many) - many, many)
    piece, metres = pieces[of], (nth + 0.5) * (length / many)[of]
    at = shapely.line_interpolate_point(lines[piece], metres)
    return _Points(piece, at, _headings(lines[piece], metres))


def _headings(lines: NDArray[np.object_], metres: Floats) -> Floats:
    """Which way lines run at some metres along them, as steps of one metre to the east and to the north."""
    ahead, behind = (shapely.line_interpolate_point(lines, np.maximum(metres + step, 0.0)) for step in (1.0, -1.0))
    step = shapely.get_coordinates(ahead) - shapely.get_coordinates(behind)
    return np.asarray(step / np.maximum(np.hypot(*step.T), 1e-9)[:, np.newaxis])


def _near(lines: NDArray[np.object_], pieces: Ints, points: _Points) -> tuple[Ints, Ints, Floats]:
    """Points, the pieces near them that run the same way, either direction, and how far away these are."""
    point, near = shapely.STRtree(lines[pieces]).query(points.at, predicate="dwithin", distance=KIN_M)
    other = pieces[near]
    foreign = points.piece[point] != other
    point, other = point[foreign], other[foreign]
    metres = shapely.line_locate_point(lines[other], points.at[point])
    along = (points.heading[point] * _headings(lines[other], metres)).sum(axis=1)
    same: Flags = np.abs(along) >= _SAME_WAY
    point, other = point[same], other[same]
    return point, other, shapely.distance(points.at[point], lines[other])
