"""Where a street may have a corner that the map lacks, since another one ends, crosses, or comes near there."""

from __future__ import annotations

from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from geleit.model.arrays import Flags, Ints
from geleit.model.network import Network
from geleit.streets.joins import END_GAP_M, PART_GAP_M
from geleit.streets.locate import Plane, Snaps, drawn, parts_of
from geleit.streets.rules import CHORD


def corners_missed(network: Network, usable: Flags, shut: Ints, gap_m: float) -> Snaps:
    """Points of street pieces at which the map may lack a corner.

    They are where another piece that shares none crosses; where a corner of another lies within ``gap_m``, or within
    :data:`END_GAP_M` if it is where a street ends; and on pieces that are shut, where another comes nearest within
    :data:`END_GAP_M`, or one of another part of the map within :data:`PART_GAP_M`: what is shut from corner to corner
    would be too much.

    Parameters
    ----------
    usable
        Which pieces are ways at all, shape ``(m,)``.
    shut
        Pieces that something shuts for certain.
    gap_m
        How far apart streets may be drawn that meet in truth, in metres.
    """
    street = np.flatnonzero(usable & ~network.of_kind(CHORD))
    look = _Look(network, street)
    spots = [
        look.crossings(),
        look.corners(gap_m),
        look.ends(END_GAP_M),
        *look.nearest_to(np.intersect1d(shut, street)),
    ]
    edge, point = (np.concatenate(column) for column in zip(*spots, strict=True))
    none = np.zeros(len(edge), dtype=np.int32)
    along = shapely.line_locate_point(look.lines[edge], point)
    return Snaps(edge.astype(np.int32), none, none, np.zeros(len(edge)), along)


_Spots = tuple[Ints, NDArray[Any]]
"""Pieces, and a point on or near each."""


class _Look:
    """Streets as lines in metres, and who is near whom."""

    def __init__(self, network: Network, street: Ints) -> None:
        plane = Plane.around(network)
        points, start = drawn(network, plane)
        self.network, self.street = network, street
        self.lines = np.asarray(
            shapely.linestrings(points, indices=np.repeat(np.arange(network.edges), np.diff(start)))
        )
        self.tree = shapely.STRtree(self.lines[street])
        self.at = shapely.points(plane.metres(network.lon, network.lat))
        ends = np.concatenate([network.tail[street], network.head[street]])
        self.used = np.bincount(ends, minlength=network.nodes)

    def crossings(self) -> _Spots:
        """Where two pieces cross or touch that share no corner; a bridge crosses nothing."""
        one, other = self.tree.query(self.lines[self.street], predicate="intersects")
        one, other = self.street[one], self.street[other]
        level = self.network.bridge[one] == self.network.bridge[other]
        one, other = self._apart(one[level], other[level])
        first = one < other
        one, other = one[first], other[first]
        point = shapely.get_point(shapely.shortest_line(self.lines[one], self.lines[other]), 0)
        met = shapely.intersection(self.lines[one], self.lines[other])
        several = shapely.get_type_id(met) == shapely.GeometryType.MULTIPOINT
        more, which = shapely.get_parts(met[several], return_index=True)
        rows = np.flatnonzero(several)[which]
        pieces = np.concatenate([one, other, one[rows], other[rows]])
        return pieces, np.concatenate([point, point, more, more])

    def corners(self, metres: float) -> _Spots:
        """Where a corner of another piece lies near."""
        return self._near(np.flatnonzero(self.used), metres)

    def ends(self, metres: float) -> _Spots:
        """Where a street ends near, be it another or the same on its way back."""
        corners = np.flatnonzero(self.used == 1)
        piece, point = self._near(corners, metres)
        back, there = self._back_at(corners, metres)
        return np.concatenate([piece, back]), np.concatenate([point, there])

    def _back_at(self, corners: Ints, metres: float) -> _Spots:
        """Where a piece is nearest to its own end, once it has gone farther from it."""
        ends = np.concatenate([self.network.tail[self.street], self.network.head[self.street]])
        row = np.flatnonzero(np.isin(ends, corners))
        at, line = self.at[ends[row]], self.lines[np.tile(self.street, 2)[row]]
        again = shapely.length(line) > 2 * metres
        row, at, line = row[again], at[again], line[again]
        near = shapely.intersection(line, shapely.buffer(at, metres))
        part, which = shapely.get_parts(near, return_index=True)
        other = shapely.distance(part, at[which]) > 0
        part, which = part[other], which[other]
        point = shapely.get_point(shapely.shortest_line(at[which], part), 1)
        return np.tile(self.street, 2)[row[which]], point

    def nearest_to(self, pieces: Ints) -> list[_Spots]:
        """Where other pieces come nearest to some, those of other parts from farther away."""
        part = parts_of(self.network, self.street)
        of_piece = np.full(self.network.edges, -1)
        of_piece[self.street] = part
        found = []
        for metres in (END_GAP_M, PART_GAP_M):
            at, near = self.tree.query(self.lines[pieces], predicate="dwithin", distance=metres)
            one, other = self._apart(pieces[at], self.street[near])
            if metres == PART_GAP_M:
                elsewhere = of_piece[one] != of_piece[other]
                one, other = one[elsewhere], other[elsewhere]
            found.append((one, shapely.get_point(shapely.shortest_line(self.lines[one], self.lines[other]), 0)))
        return found

    def _near(self, corners: Ints, metres: float) -> _Spots:
        at, near = self.tree.query(self.at[corners], predicate="dwithin", distance=metres)
        corner, piece = corners[at], self.street[near]
        apart = (self.network.tail[piece] != corner) & (self.network.head[piece] != corner)
        return piece[apart], self.at[corner[apart]]

    def _apart(self, one: Ints, other: Ints) -> tuple[Ints, Ints]:
        ends = self.network.tail, self.network.head
        apart = np.all([a[one] != b[other] for a in ends for b in ends], axis=0)
        return one[apart].astype(np.int64), other[apart].astype(np.int64)
