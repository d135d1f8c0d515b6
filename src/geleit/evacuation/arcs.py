"""Streets as arcs for one way of travelling."""

from __future__ import annotations

from dataclasses import dataclass, fields, replace

import numpy as np

from geleit.evacuation.placement import Located
from geleit.evacuation.travellers import Traveller
from geleit.model.amount import Scenario
from geleit.model.arrays import Floats, Ints
from geleit.model.network import Network
from geleit.streets.rules import AGAINST, ALONG, BOTH_WAYS, FERRY, FERRY_WALK

UNLIMITED = 10**9
"""Persons per hour that never bind."""
NARROWEST_LANE_M = 2.0
"""Metres of the width of a street in which a column of vehicles drives at least."""


@dataclass(frozen=True, eq=False)
class Arcs:
    """Arcs as a question has them, shape ``(a,)``."""

    tail: Ints
    head: Ints
    transit: Ints
    rate: Ints
    profile: Ints
    edge: Ints

    def and_then(
        self, tail: Ints, head: Ints, transit: Ints, rate: Ints, edge: Ints, profile: Ints | None = None
    ) -> Arcs:
        """These arcs and some more, which are always open unless it is said otherwise."""
        more = Arcs(tail, head, transit, rate, np.zeros(len(tail), np.int64) if profile is None else profile, edge)
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


def streets(located: Located, traveller: Traveller, opening: Ints, scenario: Scenario) -> Streets:
    """The streets that a traveller may use.

    Parameters
    ----------
    opening
        Index of the opening profile of each piece of the network, shape ``(m,)``.
    """
    network = _seen(located, scenario)
    drivable = network.drive > 0
    if traveller.lane_flow is not None:
        usable, speed = drivable, np.full(network.edges, traveller.speed)
        capacity = _in_cars(network, traveller.lane_flow)
    else:
        riding = drivable & (traveller.riding is not None)
        usable = network.walk | riding
        speed = np.where(riding, max(traveller.riding or 0.0, traveller.speed), traveller.speed)
        walked = on_foot(located, scenario)
        ridden = UNLIMITED if traveller.in_vehicles is None else walked + _in_vehicles(network, traveller.in_vehicles)
        capacity = np.minimum(np.where(riding, ridden, walked), UNLIMITED)
    speed = np.where(network.of_kind(FERRY), np.maximum(speed, FERRY_WALK), speed)
    edge = np.flatnonzero(usable).astype(np.int64)
    transit = whole_seconds(network.length[edge] / speed[edge], scenario)
    one, other = network.tail[edge].astype(np.int64), network.head[edge].astype(np.int64)
    both = (np.tile(column, 2) for column in (transit, capacity[edge], opening[edge], edge))
    arcs = Arcs(np.concatenate([one, other]), np.concatenate([other, one]), *both)
    if traveller.lane_flow is not None:
        one_way = np.concatenate([network.drive[edge] == AGAINST, network.drive[edge] == ALONG])
        arcs = replace(arcs, rate=np.where(one_way, 0, arcs.rate))
    return Streets(speed, capacity, edge, arcs)


def on_foot(located: Located, scenario: Scenario) -> Ints:
    """Persons per hour who can enter each piece of the network on foot; rounded towards the scenario's end."""
    assumptions = located.case.assumptions
    per_metre = assumptions["usable_width"].at(scenario) * assumptions["street_flow"].at(scenario) * 3600
    persons = np.minimum(_seen(located, scenario).width * per_metre, UNLIMITED)
    return (np.ceil(persons) if scenario == "generous" else np.floor(persons)).astype(np.int64)


def _seen(located: Located, scenario: Scenario) -> Network:
    """The streets that a plan may count on, or those that a bound has to allow for."""
    network = located.case.network
    return network if scenario == "cautious" else network.generous


def _in_cars(network: Network, lane_flow: float) -> Ints:
    """Persons per hour in cars each way; one lane where the number is not known."""
    lanes = np.maximum(np.where(network.drive == BOTH_WAYS, network.lanes // 2, network.lanes), 1)
    return np.minimum(lanes.astype(np.float64) * lane_flow, UNLIMITED).astype(np.int64)


def _in_vehicles(network: Network, lane_flow: float) -> Ints:
    """Persons per hour in vehicles each way, at most: all lanes go that way, and narrow ones too."""
    lanes = np.maximum(network.lanes, np.ceil(network.width / NARROWEST_LANE_M)).astype(np.float64)
    return np.ceil(np.minimum(lanes * lane_flow, UNLIMITED)).astype(np.int64)


def whole_seconds(seconds: Floats, scenario: Scenario) -> Ints:
    """Whole seconds on a street, rounded towards the scenario's end; none takes no time but in the bound."""
    if scenario == "generous":
        return np.floor(seconds).astype(np.int64)
    return np.maximum(np.ceil(seconds), 1).astype(np.int64)
