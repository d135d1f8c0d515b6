"""Streets as arcs for one way of travelling, and the ways from them to the gates."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace

import numpy as np

from geleit.evacuation.placement import Located
from geleit.evacuation.travellers import Traveller
from geleit.model.amount import Scenario
from geleit.model.arrays import Floats, Ints
from geleit.model.network import Network
from geleit.streets.approach import Approach
from geleit.streets.rules import AGAINST, ALONG, BOTH_WAYS

UNLIMITED = 10**9
"""Persons per hour that never bind."""


@dataclass(frozen=True, eq=False)
class Arcs:
    """Arcs as a question has them, shape ``(a,)``."""

    tail: Ints
    head: Ints
    transit: Ints
    rate: Ints
    profile: Ints
    edge: Ints

    def and_then(self, tail: Ints, head: Ints, transit: Ints, rate: Ints, edge: Ints) -> Arcs:
        """These arcs and some more that are always open."""
        more = Arcs(tail, head, transit, rate, np.zeros(len(tail), dtype=np.int64), edge)
        names = [field.name for field in fields(Arcs)]
        return Arcs(*(np.concatenate([getattr(self, n), getattr(more, n)]).astype(np.int64) for n in names))


@dataclass(frozen=True, eq=False)
class Streets:
    """Usable street pieces.

    Parameters
    ----------
    speed, capacity
        Of all pieces of the network, usable or not, in m/s and in persons/h each way, shape ``(m,)``.
    edge
        Index of each usable piece, rising, shape ``(k,)``.
    arcs
        From ``tail`` to ``head`` of each usable piece, then all of them the other way, shape ``(2 k,)``.
    """

    speed: Floats
    capacity: Ints
    edge: Ints
    arcs: Arcs


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


def streets(located: Located, traveller: Traveller, opening: Ints, scenario: Scenario) -> Streets:
    """The streets that a traveller may use.

    Parameters
    ----------
    opening
        Index of the opening profile of each piece of the network, shape ``(m,)``.
    """
    network = located.case.network.generous if scenario == "generous" else located.case.network
    drivable = network.drive > 0
    if traveller.lane_flow is not None:
        usable, speed = drivable, np.full(network.edges, traveller.speed)
        capacity = _in_cars(network, traveller.lane_flow)
    else:
        riding = drivable & (traveller.riding is not None)
        usable = network.walk | riding
        speed = np.where(riding, max(traveller.riding or 0.0, traveller.speed), traveller.speed)
        capacity = np.where(riding, UNLIMITED, _on_foot(located, scenario))
    edge = np.flatnonzero(usable).astype(np.int64)
    transit = _seconds(network.length[edge] / speed[edge], scenario)
    one, other = network.tail[edge].astype(np.int64), network.head[edge].astype(np.int64)
    both = (np.tile(column, 2) for column in (transit, capacity[edge], opening[edge], edge))
    arcs = Arcs(np.concatenate([one, other]), np.concatenate([other, one]), *both)
    if traveller.lane_flow is not None:
        one_way = np.concatenate([network.drive[edge] == AGAINST, network.drive[edge] == ALONG])
        arcs = replace(arcs, rate=np.where(one_way, 0, arcs.rate))
    return Streets(speed, capacity, edge, arcs)


def _on_foot(located: Located, scenario: Scenario) -> Ints:
    """Persons per hour who can enter each piece of the network on foot; rounded towards the scenario's end."""
    assumptions = located.case.assumptions
    per_metre = assumptions["usable_width"].at(scenario) * assumptions["street_flow"].at(scenario) * 3600
    network = located.case.network.generous if scenario == "generous" else located.case.network
    persons = np.minimum(network.width * per_metre, UNLIMITED)
    return (np.ceil(persons) if scenario == "generous" else np.floor(persons)).astype(np.int64)


def _in_cars(network: Network, lane_flow: float) -> Ints:
    """Persons per hour in cars each way; one lane where the number is not known."""
    lanes = np.maximum(np.where(network.drive == BOTH_WAYS, network.lanes // 2, network.lanes), 1)
    return np.minimum(lanes.astype(np.float64) * lane_flow, UNLIMITED).astype(np.int64)


def _seconds(seconds: Floats, scenario: Scenario) -> Ints:
    """Whole seconds on a street, rounded towards the scenario's end; none takes no time but in the bound."""
    if scenario == "generous":
        return np.floor(seconds).astype(np.int64)
    return np.maximum(np.ceil(seconds), 1).astype(np.int64)


def access(located: Located, streets: Streets, ways: tuple[Approach | None, ...], scenario: Scenario) -> Access:
    """Lead streets to the gates: by the recorded way for a plan, by every way that may be for a bound.

    Parameters
    ----------
    ways
        The ways to each exit, ``None`` where there is none to lead to.
    """
    found = Access(located.case.network.nodes, streets.arcs, (), ())
    for way in ways:
        if way is None:
            found = replace(found, gate=(*found.gate, None))
        elif not way.at_most_m:
            found = replace(found, gate=(*found.gate, way.node))
        elif scenario == "cautious":
            found = _recorded_way(found, way, streets)
        else:
            found = _possible_ways(found, way, streets)
    return found


def _recorded_way(access: Access, way: Approach, streets: Streets) -> Access:
    """One way from the recorded corner, as wide as the street; those from its other end take it through the corner."""
    corner, gate = np.array([way.node]), np.array([access.nodes])
    seconds = _seconds(np.array([way.at_most_m / streets.speed[way.piece]]), "cautious")
    arcs = access.arcs.and_then(corner, gate, seconds, streets.capacity[[way.piece]], np.array([-1]))
    return replace(access, nodes=access.nodes + 1, arcs=arcs, gate=(*access.gate, access.nodes))


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
    least = _seconds(way.at_least_m[entered] / streets.speed[way.pieces[entered]], "generous")
    zero = np.zeros_like(entry)
    arcs = replace(arcs, head=_with(arcs.head, into, entry), transit=_with(arcs.transit, into, zero))
    arcs = arcs.and_then(entry, beyond, transit, zero + UNLIMITED, zero - 1)
    arcs = arcs.and_then(entry, zero + gate, least, zero + UNLIMITED, zero - 1)
    return Access(gate + 1 + len(entry), arcs, (*access.gate, gate), (*access.beside, (way, gate)))


def _with(column: Ints, at: Ints, values: Ints) -> Ints:
    changed = column.copy()
    changed[at] = values
    return changed
