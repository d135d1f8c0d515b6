"""The ways from streets to the gates."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
import shapely

from geleit.evacuation.arcs import UNLIMITED, Arcs, Streets, whole_seconds
from geleit.evacuation.joined import Joined, Landed, changed_at
from geleit.evacuation.placement import Located
from geleit.model.amount import Scenario
from geleit.model.arrays import Floats, Ints
from geleit.streets.approach import Approach
from geleit.streets.locate import SLACK, Plane, drawn


@dataclass(frozen=True, eq=False)
class Access:
    """Streets with the ways to the gates.

    Parameters
    ----------
    nodes, arcs
        Number of nodes, and all arcs.
    gate
        Node of each gate, ``None`` for one without a place.
    beside
        The approaches of gates that people may live beside, each with the gate's node.
    """

    nodes: int
    arcs: Arcs
    gate: tuple[int | None, ...]
    beside: tuple[tuple[Approach, int], ...]


def access(
    located: Located,
    streets: Streets,
    ways: tuple[Approach | None, ...],
    scenario: Scenario,
    joined: Joined | None = None,
) -> Access:
    """Lead streets to the gates: by the recorded way for a plan, by every way that may be for a bound.

    Parameters
    ----------
    ways
        The ways to each exit, ``None`` where there is none to lead to.
    joined
        The streets with the ways that the map may lack, for a bound.
    """
    found = Access(located.case.network.nodes, streets.arcs, (), ())
    if joined is not None:
        found = Access(joined.nodes, joined.arcs, (), ())
    for way in ways:
        if way is None:
            found = replace(found, gate=(*found.gate, None))
        elif scenario != "cautious" and len(way.corners):
            found = _possible_ways(found, way if joined is None else _across(located, way), streets)
        elif way.at_most_m:
            found = _recorded_way(found, way, streets)
        elif joined is not None and way.node in joined.landings.corner:
            found = _landed(found, way.node, joined.landings)
        else:
            found = replace(found, gate=(*found.gate, way.node))
    return found


def _recorded_way(access: Access, way: Approach, streets: Streets) -> Access:
    """One way from the recorded corner, as wide as the street; those from its other end take it through the corner."""
    corner, gate = np.array([way.node]), np.array([access.nodes])
    seconds = whole_seconds(np.array([way.at_most_m / streets.speed[way.piece]]), "cautious")
    arcs = access.arcs.and_then(corner, gate, seconds, streets.capacity[[way.piece]], np.array([-1]))
    return replace(access, nodes=access.nodes + 1, arcs=arcs, gate=(*access.gate, access.nodes))


def _landed(access: Access, corner: int, landings: Landed) -> Access:
    """The ways to a gate at a corner that other streets pass: from the corner, and from these at once."""
    gate, there = access.nodes, landings.corner == corner
    tail = np.concatenate([[corner], landings.entered[there]])
    seconds = np.concatenate([[0], np.floor(landings.seconds[there])]).astype(np.int64)
    none = np.zeros(len(tail), dtype=np.int64)
    arcs = access.arcs.and_then(tail, none + gate, seconds, none + UNLIMITED, none - 1)
    return replace(access, nodes=gate + 1, arcs=arcs, gate=(*access.gate, gate))


def _possible_ways(access: Access, way: Approach, streets: Streets) -> Access:
    """Every way to where the gate may stand.

    A corner within reach is at the gate at once. On a street piece that the gate may stand on, whoever has entered it,
    within its capacity and opening, may come to the gate or to its other end: a node of its own stands for the entry.
    """
    gate, arcs = access.nodes, access.arcs
    at_once = way.at_least_m == 0
    near = np.unique(way.corners[at_once])
    zero = np.zeros_like(near)
    arcs = arcs.and_then(near, zero + gate, zero, zero + UNLIMITED, zero - 1)

    piece = np.searchsorted(streets.edge, way.pieces).clip(max=len(streets.edge) - 1)
    entered = np.flatnonzero(~at_once & (streets.edge[piece] == way.pieces))
    piece, corner = piece[entered], way.corners[entered]
    into = np.where(streets.arcs.tail[piece] == corner, piece, piece + len(streets.edge))
    entry = gate + 1 + np.arange(len(into))
    beyond, transit = arcs.head[into], arcs.transit[into]
    least = whole_seconds(way.at_least_m[entered] / streets.speed[way.pieces[entered]], "generous")
    zero = np.zeros_like(entry)
    arcs = replace(arcs, head=changed_at(arcs.head, into, entry), transit=changed_at(arcs.transit, into, zero))
    arcs = arcs.and_then(entry, beyond, transit, zero + UNLIMITED, zero - 1)
    arcs = arcs.and_then(entry, zero + gate, least, zero + UNLIMITED, zero - 1)
    return Access(gate + 1 + len(entry), arcs, (*access.gate, gate), (*access.beside, (way, gate)))


def _across(located: Located, way: Approach) -> Approach:
    """The ways to a gate, with those from pieces from which people may cross over to a piece that it may stand on."""
    network = located.case.network
    beside = np.zeros(0, dtype=np.int64) if located.joins is None else located.joins.beside(way.pieces)
    pieces = np.repeat(beside, 2)
    corners = np.where(np.arange(len(pieces)) % 2, network.head[pieces], network.tail[pieces]).astype(np.int64)
    least = np.maximum(_crow(located, pieces, corners, way), 0.0)
    return replace(
        way,
        pieces=np.concatenate([way.pieces, pieces]),
        corners=np.concatenate([way.corners, corners]),
        at_least_m=np.concatenate([way.at_least_m, least]),
    )


def _crow(located: Located, pieces: Ints, corners: Ints, way: Approach) -> Floats:
    """No more than the metres from the corners of pieces to where a gate may stand.

    Whoever is at the corner of a quick piece may be anywhere on it at once, and whoever comes onto one at a gate on it.
    """
    network = located.case.network
    plane, quick = Plane.around(network), network.quick
    spots = shapely.points(plane.metres(network.lon[corners], network.lat[corners]))
    points, start = drawn(network, plane) if quick[pieces].any() or quick[way.pieces].any() else (spots, spots)
    for i in np.flatnonzero(quick[pieces]):
        spots[i] = shapely.linestrings(points[start[pieces[i]] : start[pieces[i] + 1]])
    metres = shapely.distance(spots, shapely.Point(way.at)) * (1 - SLACK) - way.radius_m
    for piece in np.unique(way.pieces[quick[way.pieces]]):
        line = shapely.linestrings(points[start[piece] : start[piece + 1]])
        metres = np.minimum(metres, shapely.distance(spots, line) * (1 - SLACK))
    return np.asarray(metres)
