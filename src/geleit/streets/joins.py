"""Ways that a map may lack: short crossings from one street to another, ends that stop short, parts that lie apart.

They are for the bound alone, which must not trust a map to be without gaps; docs/method/bound.md says which ways off
the map are covered, and why.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from geleit.errors import StreetsError
from geleit.model.arrays import Flags, Floats, Ints
from geleit.model.network import Network
from geleit.streets.locate import SLACK, Plane, between_points, drawn, metres_along, parts_of
from geleit.streets.rules import CHORD, FERRY

GAP = "map_gap"
"""Name of the assumption on how far apart streets may be drawn that meet in truth."""
GAP_M = 5.0
"""How far from each other two streets may be drawn that meet in truth, in metres, unless the case says otherwise."""
END_GAP_M = 30.0
"""The same where a street ends at none."""
FERRY_GAP_M = 150.0
"""The same where a ferry does: its line may end in the water."""
PART_GAP_M = 500.0
"""The same where no way leads from the one to the other."""
GROUP_M = 25.0
"""Corners of a part that lies apart are taken for one place within squares of this side, in metres."""
MOST_PAIRS = 1_000_000
"""Pairs of a group of corners and a piece of another part that may be near each other."""
MOST_POINTS = 40_000_000
"""Pairs of points of streets that may be as near to each other."""
MOST_BESIDE = 100
"""How many others may be as near to a piece as a gap, in the mean."""
_FINE, _COARSE = 0.3, 0.1
"""How far apart points are looked at on streets, as a share of a gap: everywhere, and at ends."""
_NO_SHORTER_M = 0.01
"""What a way across saves at least, in metres: lines are drawn no more exactly."""
_AT_ONCE = 500
"""Lines around which streets are looked for before they are counted."""


@dataclass(frozen=True, eq=False)
class Crossings:
    """Crossings from a street piece, entered at one of its corners, to another, left at one of its corners.

    Parameters
    ----------
    piece, corner
        The piece that is entered, and where: 0 at its ``tail``, 1 at its ``head``; shape ``(k,)``.
    onto, out
        The piece that is crossed over to, and where it is left, likewise.
    metres
        No more than the way from the one corner to the other, shape ``(k,)``.
    """

    piece: Ints
    corner: Ints
    onto: Ints
    out: Ints
    metres: Floats


@dataclass(frozen=True, eq=False)
class Landings:
    """Crossings between a street piece and a corner of another, which need nothing of the streets at that corner.

    Parameters
    ----------
    piece, side
        The piece, and its end that people enter it at before, or leave it at afterwards: 0 ``tail``, 1 ``head``; shape
        ``(k,)``.
    node
        The corner, shape ``(k,)``.
    metres
        No more than the way from the end to the corner, shape ``(k,)``.
    """

    piece: Ints
    side: Ints
    node: Ints
    metres: Floats


@dataclass(frozen=True, eq=False)
class Neighbours:
    """Crossings from corner to corner, which need nothing of the streets at either.

    Parameters
    ----------
    node, other
        The corners, each pair both ways, shape ``(k,)``.
    metres
        No more than from the one to the other, shape ``(k,)``.
    """

    node: Ints
    other: Ints
    metres: Floats


@dataclass(frozen=True, eq=False)
class Leaps:
    """Ways between parts that lie apart, by groups of corners of the smaller ones.

    Parameters
    ----------
    piece, side, group
        A piece of such a part, one of its ends (0 ``tail``, 1 ``head``), and the group of the corner there; shape
        ``(p,)``.
    near, corner, of, metres
        A piece of another part, one of its ends, a group of corners at pieces within reach of it, and no more than the
        way between that end and the nearest corner of the group; shape ``(k,)``.
    lost
        Whether the two parts stay apart even if crossings join parts: then a street is missing, if any is; shape
        ``(k,)``.
    linked
        Whether crossings and such ways lead from the part of each group to the largest one, shape ``(g,)``.
    """

    piece: Ints
    side: Ints
    group: Ints
    near: Ints
    corner: Ints
    of: Ints
    metres: Floats
    lost: Flags
    linked: Flags

    @property
    def groups(self) -> int:
        """Number of groups."""
        return len(self.linked)


@dataclass(frozen=True, eq=False)
class Joins:
    """All ways that the map may lack."""

    crossings: Crossings
    landings: Landings
    neighbours: Neighbours
    leaps: Leaps

    @property
    def pieces(self) -> Ints:
        """All pieces with such a way from or onto them, rising."""
        found = self.crossings.piece, self.crossings.onto, self.leaps.piece, self.leaps.near
        return np.unique(np.concatenate(found))

    def near_others(self, network: Network) -> Flags:
        """Whether each corner is one of a part that lies apart, but not out of reach; shape ``(n,)``."""
        leaps = self.leaps
        near = leaps.linked[leaps.group]
        found = np.zeros(network.nodes, dtype=bool)
        for side, ends in enumerate((network.tail, network.head)):
            found[ends[leaps.piece[near & (leaps.side == side)]]] = True
        return found

    def beside(self, pieces: Ints) -> Ints:
        """Other pieces from which people may come onto some without passing a corner."""
        crossings, leaps = self.crossings, self.leaps
        ours, theirs = np.zeros(leaps.groups, dtype=bool), np.zeros(leaps.groups, dtype=bool)
        ours[leaps.group[np.isin(leaps.piece, pieces)]] = True
        theirs[leaps.of[np.isin(leaps.near, pieces)]] = True
        found = (
            crossings.piece[np.isin(crossings.onto, pieces)],
            leaps.near[ours[leaps.of]],
            leaps.piece[theirs[leaps.group]],
        )
        return np.setdiff1d(np.concatenate(found), pieces)


def joins_of(network: Network, usable: Flags, gap_m: float = GAP_M) -> Joins:
    """The ways that a map of streets may lack.

    Streets that meet at a corner get none for that. A bridge is joined to other bridges, and to other streets at its
    ends only. Straight lines over squares get none: whoever comes onto a square crosses its outline. Where more than
    :data:`MOST_PAIRS` pairs of a corner and a piece of another part lie near each other, parts that crossings lead
    between count as one.

    Parameters
    ----------
    usable
        Which pieces are ways at all, shape ``(m,)``.
    gap_m
        Length of a crossing, in metres, anywhere but at ends and between parts; 0 for none.

    Raises
    ------
    StreetsError
        If too many streets lie close together, or they fall into too many parts even so.
    """
    drawing = _Drawing.of(network)
    street = np.flatnonzero(usable & ~network.of_kind(CHORD))
    tree = shapely.STRtree(drawing.lines[street])
    spots = [*_everywhere(drawing, street, tree, gap_m), *_at_ends(drawing, street, tree, gap_m)]
    crossings = _shortest(network, spots)
    larger = _parts_with(crossings, network, street)
    try:
        leaps = _leaps(drawing, street, tree, parts_of(network, street), larger)
    except StreetsError:
        leaps = _leaps(drawing, street, tree, larger, larger)
    return Joins(crossings, _landings(network, spots), _neighbours(network, spots), leaps)


def no_joins() -> Joins:
    """Joins of a map that lacks nothing."""
    none = np.zeros(0, dtype=np.int64)
    nowhere = np.zeros(0)
    crossings, landings = Crossings(none, none, none, none, nowhere), Landings(none, none, none, nowhere)
    neighbours = Neighbours(none, none, nowhere)
    no_flags = np.zeros(0, dtype=bool)
    leaps = Leaps(none, none, none, none, none, none, nowhere, no_flags, no_flags)
    return Joins(crossings, landings, neighbours, leaps)


@dataclass(frozen=True, eq=False)
class _Spots:
    """Crossings from one piece to another, at shares of their lengths from their tails; ``across`` in metres.

    Those of up to ``to_one`` may be from or to a corner of ``one`` itself, those of up to ``to_other`` to one of the
    ``other``: where one end is known, less is left out.
    """

    one: Ints
    one_share: Floats
    other: Ints
    other_share: Floats
    across: Floats
    to_one: float
    to_other: float


@dataclass(frozen=True, eq=False)
class _Drawing:
    """Streets as they are drawn, in metres; ``run`` are the metres of drawing up to each point, piece after piece."""

    network: Network
    corners: Floats
    points: Floats
    start: NDArray[np.intp]
    run: Floats
    lines: NDArray[Any]

    @classmethod
    def of(cls, network: Network) -> _Drawing:
        plane = Plane.around(network)
        points, start = drawn(network, plane)
        lines = shapely.linestrings(points, indices=np.repeat(np.arange(network.edges), np.diff(start)))
        corners = plane.metres(network.lon, network.lat)
        return cls(network, corners, points, start, metres_along(points, start), np.asarray(lines))

    def spots(self, pieces: Ints, apart: float) -> tuple[Ints, Floats, Floats]:
        """Points on pieces, both ends among them: piece, share of its length, and position of each."""
        metres = self.run[self.start[pieces + 1] - 1] - self.run[self.start[pieces]]
        steps = np.maximum(np.ceil(metres / apart), 1).astype(np.int64)
        row = np.repeat(np.arange(len(pieces)), steps + 1)
        number = np.arange(len(row)) - np.repeat(np.cumsum(steps + 1) - steps - 1, steps + 1)
        share = number / steps[row]
        after, part = between_points(self.run, self.start, pieces[row], share)
        at = self.points[after - 1] + part[:, None] * (self.points[after] - self.points[after - 1])
        return pieces[row], share, at

    def quick(self) -> Flags:
        """Whether each piece counts as shorter than it is drawn, so that whoever is at its ends may be farther on."""
        drawn_m = self.run[self.start[1:] - 1] - self.run[self.start[:-1]]
        return np.asarray(self.network.length < drawn_m * (1 - SLACK))

    def apart(self, one: Ints, other: Ints) -> Flags:
        """Whether pieces share no corner."""
        ends = [(getattr(self.network, a)[one], getattr(self.network, b)[other]) for a in _ENDS for b in _ENDS]
        return np.asarray(np.all([a != b for a, b in ends], axis=0))


_ENDS = ("tail", "head")


def _everywhere(drawing: _Drawing, street: Ints, tree: shapely.STRtree, gap_m: float) -> Iterator[_Spots]:
    """Crossings of up to ``gap_m`` from any point to any other, between points on streets.

    A crossing between two points on streets is told as one between the points before them, each towards the end that
    the way comes from or goes to: what is left out on the streets, the crossing is longer by at most. So no way is
    taken to be longer than it is.
    """
    if not gap_m:
        return
    problem = (
        f"{{}} pairs of streets lie within {gap_m:g} m of each other: lines drawn over and over, or no map of streets"
    )
    one, other = _pairs(drawing, tree, street, gap_m, MOST_BESIDE * max(len(street), 1_000), problem)
    one, other = street[one], street[other]
    new = (one < other) & drawing.apart(one, other)
    one, other = one[new], other[new]
    if not len(one):
        return
    pairs = np.unique(one * drawing.network.edges + other)
    every = gap_m * _FINE
    piece, share, at = drawing.spots(np.unique(np.concatenate([one, other])), every)
    a, b = _near_each_other(drawing, at, gap_m + 2 * every).T
    two = piece[a] < piece[b]  # points are in the order of their pieces
    a, b = a[two], b[two]
    key = piece[a] * drawing.network.edges + piece[b]
    known = pairs[np.searchsorted(pairs, key).clip(max=len(pairs) - 1)] == key
    a, b = a[known], b[known]
    bridge, length = drawing.network.bridge[piece], drawing.network.length[piece]
    at_end = np.minimum(share, 1 - share) * length <= gap_m + every
    fits = (bridge[a] == bridge[b]) | np.where(bridge[a], at_end[a], at_end[b])
    a, b = a[fits], b[fits]
    quick = drawing.quick()[piece].astype(np.int64)  # on such a piece a point towards an end saves no way
    across = np.maximum(np.hypot(*(at[a] - at[b]).T) - every * (quick[a] + quick[b]), 0.0)
    yield _Spots(piece[a], share[a], piece[b], share[b], across, gap_m + every, gap_m + every)


def _at_ends(drawing: _Drawing, street: Ints, tree: shapely.STRtree, gap_m: float) -> Iterator[_Spots]:
    """Crossings of up to :data:`END_GAP_M` from where a street ends at none to any street, and back to the same.

    From the end of a ferry they are of up to :data:`FERRY_GAP_M`. Back to the same only where the way along it is
    longer than straight across.
    """
    network = drawing.network
    ends = np.column_stack([network.tail, network.head])[street].astype(np.int64)
    row, side = np.nonzero(np.bincount(ends.ravel(), minlength=network.nodes)[ends] == 1)
    ferry = network.of_kind(FERRY)[street[row]]
    for some, reach in ((~ferry, END_GAP_M), (ferry, FERRY_GAP_M)):
        own, corner, at_side = street[row[some]], ends[row[some], side[some]], side[some]
        end, near = tree.query(shapely.points(drawing.corners[corner]), predicate="dwithin", distance=reach)
        if len(end):
            yield _from_ends(drawing, (own, corner, at_side), (end, street[near]), reach, gap_m)


def _from_ends(
    drawing: _Drawing, ends: tuple[Ints, Ints, Ints], beside: tuple[Ints, Ints], reach: float, gap_m: float
) -> _Spots:
    """Crossings of up to ``reach`` from ends (the piece, its corner and side there) to pieces that are near them."""
    network, (own, corner, side), (end, near) = drawing.network, ends, beside
    pairs = np.unique(end * network.edges + near)
    every = END_GAP_M * _COARSE
    piece, share, at = drawing.spots(np.unique(near), every)
    a, b = _near(drawing, drawing.corners[corner], at, reach + every)
    key = a * network.edges + piece[b]
    known = pairs[np.searchsorted(pairs, key).clip(max=len(pairs) - 1)] == key
    a, b = a[known], b[known]
    across = np.hypot(*(drawing.corners[corner[a]] - at[b]).T)
    across = np.maximum(across - every * drawing.quick()[piece[b]], 0.0)
    on_itself = np.where(own[a] == piece[b], np.abs(side[a] - share[b]) * network.length[own[a]], np.inf)
    longer = across + _NO_SHORTER_M < on_itself
    a, b, across = a[longer], b[longer], across[longer]
    return _Spots(own[a], side[a].astype(np.float64), piece[b], share[b], across, reach + every, gap_m + every)


def _pairs(
    drawing: _Drawing, tree: shapely.STRtree, pieces: Ints, metres: float, most: int, problem: str
) -> tuple[Ints, Ints]:
    """Rows of pieces, and of the streets of a tree within a distance of each, some hundred at a time."""
    found, count = [np.zeros((2, 0), dtype=np.int64)], 0
    for first in range(0, len(pieces), _AT_ONCE):
        lines = drawing.lines[pieces[first : first + _AT_ONCE]]
        some = tree.query(lines, predicate="dwithin", distance=metres).astype(np.int64)
        found.append(some + np.array([[first], [0]]))
        count += some.shape[1]
        if count > most:
            raise _no_map(drawing, problem.format(f"over {most:,}"))
    one, other = np.concatenate(found, axis=1)
    return one, other


def _near(drawing: _Drawing, some: Floats, others: Floats, metres: float) -> tuple[Ints, Ints]:
    """All pairs of one of some positions and one of the others within a distance, in any order."""
    from scipy.spatial import cKDTree

    one, other = cKDTree(some), cKDTree(others)
    _expect_few(drawing, int(one.count_neighbors(other, metres)), metres)
    found = one.sparse_distance_matrix(other, metres, output_type="ndarray")
    return found["i"].astype(np.int64), found["j"].astype(np.int64)


def _near_each_other(drawing: _Drawing, points: Floats, metres: float) -> Ints:
    """All pairs of positions within a distance, each once, the one that stands first first; in any order."""
    from scipy.spatial import cKDTree

    tree = cKDTree(points)
    _expect_few(drawing, int(tree.count_neighbors(tree, metres)), metres)
    return np.asarray(tree.query_pairs(metres, output_type="ndarray"), dtype=np.int64)


def _expect_few(drawing: _Drawing, count: int, metres: float) -> None:
    if count > MOST_POINTS:
        raise _no_map(drawing, f"{count:,} pairs of points of streets lie within {metres:.0f} m of each other")


def _no_map(drawing: _Drawing, problem: str) -> StreetsError:
    remedy = "import a map whose streets meet at common points, each drawn once"
    return StreetsError(drawing.network.origin or "streets", problem, remedy)


def _shortest(network: Network, spots: list[_Spots]) -> Crossings:
    """For each two pieces, and each corner of the one and of the other, the shortest way by a crossing; both ways."""
    one, other, share, beyond, across = (
        np.concatenate([np.zeros(0), *(getattr(found, name) for found in spots)])
        for name in ("one", "other", "one_share", "other_share", "across")
    )
    swap = one > other
    first, second = (np.where(swap, a, b).astype(np.int64) for a, b in ((other, one), (one, other)))
    share, beyond = np.where(swap, beyond, share), np.where(swap, share, beyond)
    order = np.lexsort((second, first))
    first, second, share, beyond, across = (x[order] for x in (first, second, share, beyond, across))
    begins = np.flatnonzero((np.diff(first, prepend=-1) != 0) | (np.diff(second, prepend=-1) != 0))
    rows = []
    for corner, out in ((0, 0), (0, 1), (1, 0), (1, 1)):
        there = (1 - share if corner else share) * network.length[first]
        then = (1 - beyond if out else beyond) * network.length[second]
        metres = there + across * (1 - SLACK) + then
        least = np.minimum.reduceat(metres, begins) if len(begins) else metres
        ends = np.full(len(begins), corner), np.full(len(begins), out)
        rows.append((first[begins], ends[0], second[begins], ends[1], least))
        rows.append((second[begins], ends[1], first[begins], ends[0], least))
    return Crossings(*(np.concatenate(column) for column in zip(*rows, strict=True)))


def _landings(network: Network, spots: list[_Spots]) -> Landings:
    """For each piece and each corner within reach of it, the shortest way from either end of the piece."""
    rows = [np.zeros((4, 0))]
    for found in spots:
        one, other = (found.one, found.one_share), (found.other, found.other_share)
        for (piece, share), (near, at), reach in ((one, other, found.to_other), (other, one, found.to_one)):
            for end, corners in enumerate((network.tail, network.head)):
                on = np.flatnonzero((at == end) & (found.across <= reach))
                rows.append(np.stack([piece[on], corners[near[on]], share[on], found.across[on]]))
    piece, node, share, across = np.concatenate(rows, axis=1)
    piece, node = piece.astype(np.int64), node.astype(np.int64)
    order = np.lexsort((node, piece))
    piece, node, share, across = (x[order] for x in (piece, node, share, across))
    begins = np.flatnonzero((np.diff(piece, prepend=-1) != 0) | (np.diff(node, prepend=-1) != 0))
    ways = [along * network.length[piece] + across * (1 - SLACK) for along in (share, 1 - share)]
    least = [np.minimum.reduceat(metres, begins) if len(begins) else metres for metres in ways]
    side = np.repeat([0, 1], len(begins))
    return Landings(np.tile(piece[begins], 2), side, np.tile(node[begins], 2), np.concatenate(least))


def _neighbours(network: Network, spots: list[_Spots]) -> Neighbours:
    """Crossings between corners themselves."""
    rows = [np.zeros((3, 0))]
    for found in spots:
        at_corner = ((share == 0) | (share == 1) for share in (found.one_share, found.other_share))
        on = np.flatnonzero(np.logical_and(*at_corner) & (found.across <= max(found.to_one, found.to_other)))
        one, other = (
            np.where(share[on] == 1, network.head[piece[on]], network.tail[piece[on]])
            for piece, share in ((found.one, found.one_share), (found.other, found.other_share))
        )
        rows += [np.stack([a, b, found.across[on]]) for a, b in ((one, other), (other, one))]
    node, other, across = np.concatenate(rows, axis=1)
    pairs, first = np.unique(node.astype(np.int64) * network.nodes + other.astype(np.int64), return_index=True)
    return Neighbours(*np.divmod(pairs, network.nodes), across[first] * (1 - SLACK))


def _parts_with(crossings: Crossings, network: Network, street: Ints) -> Ints:
    """Number of the part of each of these pieces, if crossings join them as corners do."""
    part = parts_of(network, street)
    of_piece = np.full(network.edges, -1)
    of_piece[street] = part
    return _united(part, of_piece[crossings.piece], of_piece[crossings.onto])


def _united(part: Ints, one: Ints, other: Ints) -> Ints:
    """New numbers of parts, which are the same for those that pairs lead between."""
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    count = int(part.max(initial=-1)) + 1
    links = coo_array((np.ones(len(one)), (one, other)), shape=(count, count))
    return np.asarray(connected_components(links, directed=False)[1][part], dtype=np.int64)


def _leaps(drawing: _Drawing, street: Ints, tree: shapely.STRtree, part: Ints, larger: Ints) -> Leaps:
    """Corners outside the largest part, in groups, and the ends of other pieces within reach of pieces there.

    Parameters
    ----------
    part, larger
        A number of the part of each of the pieces ``street``, and of the part if crossings join parts.
    """
    network = drawing.network
    largest = np.bincount(part, network.length[street]).argmax() if len(street) else -1
    lone = street[part != largest]
    piece, side = np.repeat(lone, 2), np.tile([0, 1], len(lone))
    corner = np.where(side, network.head[piece], network.tail[piece])
    of_piece = np.full(network.edges, -1)
    of_piece[street] = part
    square = np.floor(drawing.corners[corner] / GROUP_M).astype(np.int64)
    keys, group = np.unique(np.column_stack([of_piece[piece], square]), axis=0, return_inverse=True)
    order = np.argsort(group.ravel(), kind="stable")
    piece, side, corner, group = piece[order], side[order], corner[order], group.ravel()[order]

    problem = f"streets in {len(np.unique(part)):,} parts that do not meet, within {PART_GAP_M:g} m of {{}} others"
    lines, near = _pairs(drawing, tree, piece, PART_GAP_M, MOST_PAIRS, problem)
    of, near = np.divmod(np.unique(group[lines] * network.edges + street[near]), network.edges)
    elsewhere = of_piece[near] != keys[of, 0]
    of, near = of[elsewhere], near[elsewhere]
    of, near = np.repeat(of, 2), np.repeat(near, 2)
    end = np.arange(len(near)) % 2
    quick, points = drawing.quick(), shapely.points(drawing.corners)
    spots = np.where(quick[piece], drawing.lines[piece], points[corner])
    spots = shapely.geometrycollections(spots, indices=group) if len(group) else np.zeros(0, object)
    ends = points[np.where(end, network.head[near], network.tail[near])]
    metres = shapely.distance(np.where(quick[near], drawing.lines[near], ends), np.asarray(spots)[of]) * (1 - SLACK)
    of_larger = np.full(network.edges, -1)
    of_larger[street] = larger
    of_group = np.full(len(keys), -1)
    of_group[group] = of_larger[piece]
    everything = _united(larger, of_group[of], of_larger[near])
    whole = np.full(int(larger.max(initial=-1)) + 2, -1)
    whole[larger] = everything
    linked = whole[of_group] == (whole[larger[part == largest]][0] if len(street) else -1)
    return Leaps(piece, side, group, near, end, of, metres, of_larger[near] != of_group[of], linked)
