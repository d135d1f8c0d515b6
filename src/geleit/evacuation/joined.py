"""Streets joined where the map may have gaps, for the bound; see :mod:`geleit.streets.joins`.

A piece with such ways gets two nodes each way: one for those who have entered it, one for those about to leave it. The
width of the piece leads to the one and from the other; between them, and from piece to piece, nothing holds anybody up
but the time it takes.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from geleit.evacuation.arcs import UNLIMITED, Arcs, Streets
from geleit.evacuation.profiles import NEVER, Profiles
from geleit.model.arrays import Floats, Ints
from geleit.streets.joins import Joins


@dataclass(frozen=True, eq=False)
class Joined:
    """Streets with the ways that the map may lack.

    Parameters
    ----------
    nodes, arcs
        Number of nodes, and all arcs; the arcs of the streets come first, in their order.
    piece, side, node, seconds
        Ways off a piece but by a corner, for those who entered it at one of its ends (0 ``tail``, 1 ``head``): the
        node that they lead to, and no more than the seconds that it takes; shape ``(k,)``.
    landings
        Ways between pieces and corners, which only those take who live at the corner, or leave by an exit there.
    """

    nodes: int
    arcs: Arcs
    piece: Ints
    side: Ints
    node: Ints
    seconds: Floats
    landings: Landed


@dataclass(frozen=True, eq=False)
class Landed:
    """Ways to an exit at a corner and from the homes there, as nodes, and no more than the seconds that each takes.

    Parameters
    ----------
    entered, leaving
        Where such a way to the exit begins, and where one from a home ends: of those who have entered a piece within
        reach and those about to leave it, another corner, or a group of corners of a part.
    corner, seconds
        The corner, and the time between; shape ``(k,)``.
    """

    entered: Ints
    leaving: Ints
    corner: Ints
    seconds: Floats

    def and_then(self, entered: Ints, leaving: Ints, corner: Ints, seconds: Floats) -> Landed:
        """These ways and some more."""
        more = entered, leaving, corner, seconds
        known = self.entered, self.leaving, self.corner, self.seconds
        return Landed(*(np.concatenate(pair) for pair in zip(known, more, strict=True)))


def joined_streets(nodes: int, streets: Streets, joins: Joins, profiles: Profiles) -> Joined:
    """Join streets; a piece that is never open is joined to none.

    Parameters
    ----------
    nodes
        Number of corners of the network.
    """
    street = _Rows(streets)
    pieces = joins.pieces[street.of(joins.pieces) >= 0]
    arc = np.concatenate([street.arc(pieces, 0), street.arc(pieces, 1)])
    entered, leaving = street.nodes(), street.nodes()
    entered[arc] = nodes + np.arange(len(arc))
    leaving[arc] = nodes + len(arc) + np.arange(len(arc))
    into = nodes + 2 * len(arc) + np.arange(joins.leaps.groups)
    out_of = into + joins.leaps.groups

    arcs, speed = streets.arcs, streets.speed
    head, transit, profile, edge = (x[arc] for x in (arcs.head, arcs.transit, arcs.profile, arcs.edge))
    zero = np.zeros_like(arc)
    found = replace(arcs, head=changed_at(arcs.head, arc, entered[arc]), transit=changed_at(arcs.transit, arc, zero))
    found = found.and_then(entered[arc], leaving[arc], transit, zero + UNLIMITED, zero - 1)

    ways = joins.crossings
    open_ = np.flatnonzero((street.of(ways.piece) >= 0) & (street.of(ways.onto) >= 0))
    piece, onto = ways.piece[open_], ways.onto[open_]
    across = ways.metres[open_] / np.maximum(speed[piece], speed[onto])
    crossed = street.arc(onto, 1 - ways.out[open_])
    rows = [(piece, ways.corner[open_], leaving[crossed], across)]
    lands = joins.landings
    near = np.flatnonzero(street.of(lands.piece) >= 0)
    piece, side, corner, seconds = lands.piece[near], lands.side[near], lands.node[near], lands.metres[near]
    seconds, landed = seconds / speed[piece], street.arc(piece, 1 - side)
    lived = piece, side, corner, seconds
    landings = Landed(entered[street.arc(piece, side)], leaving[landed], corner, seconds)
    beside = joins.neighbours
    landings = landings.and_then(beside.other, beside.other, beside.node, beside.metres / speed.max(initial=1.0))

    under_way = arcs.transit.copy()  # whoever set out while a piece was open may leave it for so long
    leaps = joins.leaps
    leapt = np.flatnonzero(street.of(leaps.near) >= 0)
    over = leaps.metres[leapt] / speed.max(initial=1.0)
    onto = street.arc(leaps.near[leapt], 1 - leaps.corner[leapt])
    longest = np.zeros(leaps.groups)
    np.maximum.at(longest, leaps.of[leapt], over)
    lone = np.flatnonzero(street.of(leaps.piece) >= 0)
    into_lone = street.arc(leaps.piece[lone], 1 - leaps.side[lone])
    for way, time in ((crossed, across), (landed, seconds), (onto, over), (into_lone, longest[leaps.group[lone]])):
        np.maximum.at(under_way, way, np.ceil(time).astype(np.int64))
    later = np.array([profiles.lingering(*row) for row in zip(profile.tolist(), under_way[arc].tolist(), strict=True)])
    found = found.and_then(leaving[arc], head, zero, arcs.rate[arc], edge, later.astype(np.int64))

    near, seconds = leapt, over
    piece, corner, of = leaps.near[near], leaps.corner[near], leaps.of[near]
    rows.append((piece, corner, into[of], seconds))
    lost = leaps.lost[near]
    end = np.where(corner == 1, arcs.head[street.arc(piece, 0)], arcs.tail[street.arc(piece, 0)])[lost]
    landings = landings.and_then(out_of[of[lost]], into[of[lost]], end, seconds[lost])
    back = out_of[of], leaving[street.arc(piece, 1 - corner)], seconds
    piece, side, group = leaps.piece[lone], leaps.side[lone], leaps.group[lone]
    rows.append((piece, side, out_of[group], np.zeros(len(piece))))
    lost = np.isin(group, leaps.of[leaps.lost])
    end = np.where(side == 1, arcs.head[street.arc(piece, 0)], arcs.tail[street.arc(piece, 0)])[lost]
    landings = landings.and_then(into[group[lost]], out_of[group[lost]], end, np.zeros(len(end)))
    through = into[group], leaving[street.arc(piece, 1 - side)], np.zeros(len(piece))

    piece, side, node, seconds = (np.concatenate(column) for column in zip(*rows, strict=True))
    from_pieces = entered[street.arc(piece.astype(np.int64), side.astype(np.int64))], node, seconds
    for tail, onto, time in (from_pieces, back, through):
        none = np.zeros(len(tail), dtype=np.int64)
        found = found.and_then(tail, onto, np.floor(time).astype(np.int64), none + UNLIMITED, none - 1)
    piece, side, node, seconds = (
        np.concatenate(pair) for pair in zip((piece, side, node, seconds), lived, strict=True)
    )
    return Joined(nodes + 2 * len(arc) + 2 * leaps.groups, found, piece, side, node, seconds, landings)


class _Rows:
    """Where the arcs of pieces are: those from ``tail`` to ``head`` first, then those back."""

    def __init__(self, streets: Streets) -> None:
        self._count = len(streets.edge)
        self._row = np.full(len(streets.speed), -1)
        self._row[streets.edge] = np.arange(self._count)
        self._row[streets.edge[streets.arcs.profile[: self._count] == NEVER]] = -1

    def of(self, pieces: Ints) -> Ints:
        """Row of each piece, -1 for one that is no street here or never open."""
        return np.asarray(self._row[pieces])

    def arc(self, pieces: Ints, entered_at: Ints | int) -> Ints:
        """The arc of each piece from one of its ends to the other."""
        return np.asarray(self._row[pieces] + self._count * entered_at)

    def nodes(self) -> Ints:
        """Room for a node of each arc."""
        return np.full(2 * self._count, -1)


def changed_at(column: Ints, at: Ints, values: Ints) -> Ints:
    """A column with other values at some places."""
    changed = column.copy()
    changed[at] = values
    return changed
