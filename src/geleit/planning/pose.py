"""From a case to a question in whole numbers, at one end of all its ranges."""

from __future__ import annotations

import math
from dataclasses import dataclass, fields, replace

import numpy as np

from geleit.flow.instance import Int, Question
from geleit.model.amount import Scenario
from geleit.model.certificate import Gate, Intervals
from geleit.model.network import Floats
from geleit.model.population import Population, Wave
from geleit.model.window import Clock, Window
from geleit.model.witness import one_line
from geleit.planning.located import Located
from geleit.streets.approach import AT_CORNER_M, Approach

UNLIMITED = 10**9
"""Persons per hour that never bind."""
FASTEST_VEHICLE = 120 / 3.6
"""Speed that no vehicle in a city exceeds, in m/s; for cases with an exit that lets vehicles pass."""


def pose(located: Located, window: Window, scenario: Scenario) -> Question:
    """The question of a case at one end of its ranges.

    Parameters
    ----------
    located
        The case on its streets.
    window
        From when people may move until the deadline.
    scenario
        ``generous``: fast walkers, wide streets, high rates, longest windows, every exit open to everyone, only
        certain closures, nobody farther on the way than anyone may be. ``likely``: likely figures, longest windows,
        all closures. ``cautious``: slow walkers who first walk to their corner, low rates, shortest windows, placed
        exits for civilians on foot only, all closures.
    """
    clock = Clock(window.start)
    profiles = _Profiles(clock.seconds(window.end))
    streets = _streets(located, _openings(located, clock, scenario, profiles), scenario)
    access = _access(located, streets, scenario)
    people = _people(located, streets, access, clock, scenario)
    gates = _gates(located, access, clock, scenario, profiles)
    arcs = access.arcs
    return Question(
        nodes=access.nodes, horizon=profiles.horizon, tail=arcs.tail, head=arcs.head, transit=arcs.transit,
        rate=arcs.rate, profile=arcs.profile, profiles=tuple(profiles.known), gates=gates, low=people.low,
        high=people.high, group=people.group, start=people.start, after=people.after, edge=arcs.edge,
    )  # fmt: skip


class _Profiles:
    """Few shared opening profiles: index 0 is open throughout, index 1 never."""

    def __init__(self, horizon: int) -> None:
        self.horizon = horizon
        self.known: dict[Intervals, int] = {((0, horizon),): 0, (): 1}

    def index(self, intervals: Intervals) -> int:
        return self.known.setdefault(intervals, len(self.known))


@dataclass(frozen=True, eq=False)
class _Arcs:
    """Arcs as a question has them, shape ``(a,)``."""

    tail: Int
    head: Int
    transit: Int
    rate: Int
    profile: Int
    edge: Int

    def and_then(self, tail: Int, head: Int, transit: Int, rate: Int, edge: Int) -> _Arcs:
        """These arcs and some more that are always open."""
        more = _Arcs(tail, head, transit, rate, np.zeros(len(tail), dtype=np.int64), edge)
        names = [field.name for field in fields(_Arcs)]
        return _Arcs(*(np.concatenate([getattr(self, n), getattr(more, n)]).astype(np.int64) for n in names))


@dataclass(frozen=True, eq=False)
class _Streets:
    """Usable street pieces.

    Parameters
    ----------
    speed
        Of all pieces of the network, usable or not, in m/s, shape ``(m,)``.
    edge
        Index of each usable piece, rising, shape ``(k,)``.
    arcs
        From ``tail`` to ``head`` of each usable piece, then all of them the other way, shape ``(2 k,)``.
    """

    speed: Floats
    edge: Int
    arcs: _Arcs


@dataclass(frozen=True, eq=False)
class _Access:
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
    arcs: _Arcs
    gate: tuple[int | None, ...]
    beside: tuple[tuple[Approach, int], ...]


def _streets(located: Located, opening: Int, scenario: Scenario) -> _Streets:
    case, network = located.case, located.case.network
    riding = (network.drive > 0) & (located.riding and scenario == "generous")
    edge = np.flatnonzero(network.walk | riding).astype(np.int64)
    walking = case.assumptions["walking_speed"].at(scenario)
    speed = np.where(riding, max(FASTEST_VEHICLE, walking), walking)
    rate = np.where(riding[edge], UNLIMITED, _persons(located, scenario)[edge])
    transit = _seconds(network.length[edge] / speed[edge], scenario)
    one, other = network.tail[edge].astype(np.int64), network.head[edge].astype(np.int64)
    both = (np.tile(column, 2) for column in (transit, rate, opening[edge], edge))
    return _Streets(speed, edge, _Arcs(np.concatenate([one, other]), np.concatenate([other, one]), *both))


def _persons(located: Located, scenario: Scenario) -> Int:
    """Persons per hour who can enter each piece of the network on foot; rounded towards the scenario's end."""
    assumptions = located.case.assumptions
    per_metre = assumptions["usable_width"].at(scenario) * assumptions["street_flow"].at(scenario) * 3600
    persons = np.minimum(located.case.network.width * per_metre, UNLIMITED)
    return (np.ceil(persons) if scenario == "generous" else np.floor(persons)).astype(np.int64)


def _seconds(seconds: Floats, scenario: Scenario) -> Int:
    """Whole seconds on a street, rounded towards the scenario's end; none takes no time but in the bound."""
    if scenario == "generous":
        return np.floor(seconds).astype(np.int64)
    return np.maximum(np.ceil(seconds), 1).astype(np.int64)


def _openings(located: Located, clock: Clock, scenario: Scenario, profiles: _Profiles) -> Int:
    """The opening profile of each piece of the network."""
    shut: dict[int, list[Window]] = {}
    for closure, pieces in zip(located.case.closures, located.closed, strict=True):
        if closure.certain or scenario != "generous":
            for piece in pieces.tolist():
                shut.setdefault(piece, []).extend(closure.windows)
    profile = np.zeros(located.case.network.edges, dtype=np.int64)
    for piece, windows in shut.items():
        profile[piece] = profiles.index(_complement(clock.intervals(windows, profiles.horizon), profiles.horizon))
    return profile


def _access(located: Located, streets: _Streets, scenario: Scenario) -> _Access:
    """Lead streets to the gates: by the recorded way for a plan, by every way that may be for a bound."""
    access = _Access(located.case.network.nodes, streets.arcs, (), ())
    for way in located.approaches:
        if way is None:
            access = replace(access, gate=(*access.gate, None))
        elif not way.at_most_m:
            access = replace(access, gate=(*access.gate, way.node))
        elif scenario == "cautious":
            access = _recorded_way(access, way, located, streets)
        else:
            access = _possible_ways(access, way, streets)
    return access


def _recorded_way(access: _Access, way: Approach, located: Located, streets: _Streets) -> _Access:
    """One way from the recorded corner, as wide as the street; those from its other end take it through the corner."""
    corner, gate = np.array([way.node]), np.array([access.nodes])
    seconds = _seconds(np.array([way.at_most_m / streets.speed[way.piece]]), "cautious")
    rate = _persons(located, "cautious")[[way.piece]]
    arcs = access.arcs.and_then(corner, gate, seconds, rate, np.array([-1]))
    return replace(access, nodes=access.nodes + 1, arcs=arcs, gate=(*access.gate, access.nodes))


def _possible_ways(access: _Access, way: Approach, streets: _Streets) -> _Access:
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
    return _Access(gate + 1 + len(entry), arcs, (*access.gate, gate), (*access.beside, (way, gate)))


def _with(column: Int, at: Int, values: Int) -> Int:
    changed = column.copy()
    changed[at] = values
    return changed


@dataclass(frozen=True, eq=False)
class _Groups:
    """Fewest and most people of groups, and where each may set out: group, node, and second from which on."""

    low: Int
    high: Int
    group: Int
    start: Int
    after: Int


def _people(located: Located, streets: _Streets, access: _Access, clock: Clock, scenario: Scenario) -> _Groups:
    """The groups of all waves, one after the other."""
    waves = []
    count = 0
    for wave in located.settlement.waves:
        found = _groups(located, wave.population, streets, access, scenario)
        ready = _ready(wave, clock, scenario)
        waves.append(replace(found, group=found.group + count, after=found.after + ready))
        count += len(found.low)
    none = np.zeros(0, dtype=np.int64)
    names = [field.name for field in fields(_Groups)]
    return _Groups(*(np.concatenate([none, *(getattr(wave, n) for wave in waves)]) for n in names))


def _ready(wave: Wave, clock: Clock, scenario: Scenario) -> int:
    """Second from which on the people of a wave set out: the first of them, half of them, or all of them."""
    first = 0 if wave.ready_from is None else max(clock.seconds(wave.ready_from), 0)
    last = first if wave.ready_by is None else max(clock.seconds(wave.ready_by), first)
    return {"generous": first, "likely": (first + last) // 2, "cautious": last}[scenario]


def _groups(
    located: Located, population: Population, streets: _Streets, access: _Access, scenario: Scenario
) -> _Groups:
    """The people of a wave, as if all were ready at once.

    A group lives on the halves of the streets that meet at its corner. In a plan it walks to the corner first; in a
    bound it may as well set out towards the other end of each street, or to a gate on it, from as far along as anyone
    lives.
    """
    network = located.case.network
    home = np.flatnonzero(population.high)
    low, high = (population.likely, population.likely) if scenario == "likely" else (population.low, population.high)
    if scenario == "cautious":
        walk = population.off.copy()
        for side, node in enumerate((network.tail, network.head)):
            np.maximum.at(walk, node, population.off[node] + population.along[:, side])
        seconds = walk[home] / located.case.assumptions["walking_speed"].low
        return _Groups(low[home], high[home], np.arange(len(home)), home, np.ceil(seconds).astype(np.int64))
    rows = [(home, home, np.zeros(len(home)))]
    for side, way in enumerate(np.split(np.arange(2 * len(streets.edge)), 2)):
        near, far = streets.arcs.tail[way], streets.arcs.head[way]
        along = population.along[streets.edge, side]
        on = np.flatnonzero((along >= AT_CORNER_M) & (near != far))
        piece = streets.edge[on]
        rows.append((near[on], far[on], (network.length[piece] - along[on]) / streets.speed[piece]))
    for reached, gate in access.beside:
        side = (network.head[reached.pieces] == reached.corners).astype(np.int64)
        along = population.along[reached.pieces, side]
        left = np.maximum(reached.at_least_m - along, 0) / streets.speed[reached.pieces]
        on = np.flatnonzero(along >= AT_CORNER_M)
        rows.append((reached.corners[on], np.full(len(on), gate), left[on]))
    gaps = located.gaps
    rows.append((gaps.corner, gaps.joined, gaps.metres / streets.speed.max(initial=1.0)))
    corner, start, after = (np.concatenate(column) for column in zip(*rows, strict=True))
    group_of = np.full(network.nodes, -1, dtype=np.int64)
    group_of[home] = np.arange(len(home))
    lived = np.flatnonzero(group_of[corner] >= 0)
    lived = lived[np.argsort(group_of[corner[lived]], kind="stable")]
    column = (group_of[corner[lived]], start[lived].astype(np.int64), after[lived].astype(np.int64))
    return _Groups(low[home], high[home], *column)


def _gates(
    located: Located, access: _Access, clock: Clock, scenario: Scenario, profiles: _Profiles
) -> tuple[Gate, ...]:
    gates = []
    for exit_, node in zip(located.case.exits, access.gate, strict=True):
        windows = exit_.windows_cautious if scenario == "cautious" else exit_.windows
        intervals = clock.intervals(windows, profiles.horizon)
        if scenario == "cautious" and (
            node is None or exit_.users not in ("civilians", "all") or exit_.mode == "vehicle"
        ):
            intervals = ()
        rate = exit_.rate.at(scenario)
        persons = math.floor(rate) if scenario == "cautious" else math.ceil(rate)
        gates.append(Gate(name=one_line(exit_.name), node=node, rate=persons, profile=profiles.index(intervals)))
    return tuple(gates)


def _complement(intervals: Intervals, end: int) -> Intervals:
    edges = [0, *(t for interval in intervals for t in interval), end]
    return tuple((a, b) for a, b in zip(edges[::2], edges[1::2], strict=True) if a < b)
