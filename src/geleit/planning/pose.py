"""From a case to a question in whole numbers, at one end of all its ranges."""

from __future__ import annotations

import math
from dataclasses import dataclass

import numpy as np

from geleit.flow.instance import Int, Question
from geleit.model.amount import Scenario
from geleit.model.certificate import Gate, Intervals
from geleit.model.network import Floats
from geleit.model.window import Clock, Window
from geleit.planning.located import Located

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
    opening = _openings(located, clock, scenario, profiles)
    streets = _streets(located, opening, scenario)
    access = _access(located, streets.speed, opening, scenario)
    low, high, group, start, after = _people(located, streets, access, scenario)
    gates = _gates(located, clock, scenario, profiles)
    network = located.case.network
    edges = streets.edge
    return Question(
        nodes=network.nodes + len(located.approaches),
        horizon=profiles.horizon,
        tail=np.concatenate([network.tail[edges], network.head[edges], access.corner]).astype(np.int64),
        head=np.concatenate([network.head[edges], network.tail[edges], access.node]).astype(np.int64),
        transit=np.concatenate([streets.transit, streets.transit, access.transit]),
        rate=np.concatenate([streets.rate, streets.rate, access.rate]),
        profile=np.concatenate([streets.profile, streets.profile, access.profile]),
        profiles=tuple(profiles.known),
        gates=gates,
        low=low,
        high=high,
        group=group,
        start=start,
        after=after,
        edge=np.concatenate([edges, edges, access.piece]),
    )


class _Profiles:
    """Few shared opening profiles: index 0 is open throughout, index 1 never."""

    def __init__(self, horizon: int) -> None:
        self.horizon = horizon
        self.known: dict[Intervals, int] = {((0, horizon),): 0, (): 1}

    def index(self, intervals: Intervals) -> int:
        return self.known.setdefault(intervals, len(self.known))


@dataclass(frozen=True, eq=False)
class _Streets:
    """Usable street pieces, one entry a piece.

    Parameters
    ----------
    speed
        Of all pieces of the network, usable or not, in m/s, shape ``(m,)``.
    edge, transit, rate, profile
        Index of each usable piece; seconds, persons per hour and opening profile of each direction, shape ``(k,)``.
    """

    speed: Floats
    edge: Int
    transit: Int
    rate: Int
    profile: Int


@dataclass(frozen=True, eq=False)
class _Access:
    """Arcs from corners to the nodes of the gates, and the street piece each stands for, shape ``(k,)``."""

    corner: Int
    node: Int
    piece: Int
    transit: Int
    rate: Int
    profile: Int


def _streets(located: Located, opening: Int, scenario: Scenario) -> _Streets:
    case, network = located.case, located.case.network
    riding = (network.drive > 0) & (located.riding and scenario != "cautious")
    edge = np.flatnonzero(network.walk | riding).astype(np.int64)
    walking = case.assumptions["walking_speed"].at(scenario)
    speed = np.where(riding, max(FASTEST_VEHICLE, walking), walking)
    rate = np.where(riding[edge], UNLIMITED, _persons(located, scenario)[edge])
    transit = _seconds(network.length[edge] / speed[edge], scenario)
    return _Streets(speed, edge, transit, rate, opening[edge])


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


def _access(located: Located, speed: Floats, opening: Int, scenario: Scenario) -> _Access:
    """The way to each placed gate: the recorded one for a plan, every one that may be for a bound."""
    network = located.case.network
    rows = [(np.zeros(0, dtype=np.int64),) * 6]
    persons = _persons(located, scenario)
    riding = located.riding and scenario != "cautious"
    for i, way in enumerate(located.approaches):
        if way is None:
            continue
        if scenario == "cautious":
            corners, pieces, metres = np.array([way.node]), np.array([way.piece]), np.array([way.at_most_m])
            at_corner = pieces < 0
        else:
            corners, pieces, metres = way.corners, way.pieces, way.at_least_m
            at_corner = metres == 0
        transit = _seconds(metres / speed[pieces], scenario)
        rate = np.where(at_corner | riding, UNLIMITED, persons[pieces])
        profile = np.where(at_corner, 0, opening[pieces])
        # in a plan the piece already carries those who come from its other end
        named = np.full(1, -1) if scenario == "cautious" else pieces
        rows.append((corners, np.full(len(corners), network.nodes + i), named, transit, rate, profile))
    return _Access(*(np.concatenate(column) for column in zip(*rows, strict=True)))


def _people(located: Located, streets: _Streets, access: _Access, scenario: Scenario) -> tuple[Int, Int, Int, Int, Int]:
    """Fewest and most people of each group, and where each may set out: group, node, and second from which on.

    A group lives on the halves of the streets that meet at its corner. In a plan it walks to the corner first; in a
    bound it may as well set out towards the other end of each street, from as far along as anyone lives, or at once
    through a gate that may stand on such a street.
    """
    population, network = located.settlement.population, located.case.network
    home = np.flatnonzero(population.high)
    low, high = (population.likely, population.likely) if scenario == "likely" else (population.low, population.high)
    groups = np.arange(len(home))
    if scenario == "cautious":
        walk = (population.along + population.off)[home] / located.case.assumptions["walking_speed"].low
        return low[home], high[home], groups, home, np.ceil(walk).astype(np.int64)
    group_of = np.full(network.nodes, -1, dtype=np.int64)
    group_of[home] = groups
    edge = np.tile(streets.edge, 2)
    near = np.concatenate([network.tail[streets.edge], network.head[streets.edge]]).astype(np.int64)
    far = np.concatenate([network.head[streets.edge], network.tail[streets.edge]]).astype(np.int64)
    lived_on = np.flatnonzero((group_of[near] >= 0) & (population.along[near] > 0) & (near != far))
    edge, near, far = edge[lived_on], near[lived_on], far[lived_on]
    metres = network.length[edge] - np.minimum(population.along[near], network.length[edge] / 2)
    at_gate = np.unique(np.column_stack([access.corner, access.node]), axis=0)
    at_gate = at_gate[(group_of[at_gate[:, 0]] >= 0) & (population.along[at_gate[:, 0]] > 0)]
    gaps = located.gaps
    group = [groups, group_of[near], group_of[at_gate[:, 0]], group_of[gaps.corner]]
    start = [home, far, at_gate[:, 1], gaps.joined]
    after = [
        np.zeros(len(home)),
        np.floor(metres / streets.speed[edge]),
        np.zeros(len(at_gate)),
        np.floor(gaps.metres / streets.speed.max(initial=1.0)),
    ]
    rows = np.column_stack([np.concatenate(group), np.concatenate(start), np.concatenate(after)]).astype(np.int64)
    rows = rows[np.argsort(rows[:, 0], kind="stable")]
    return low[home], high[home], rows[:, 0], rows[:, 1], rows[:, 2]


def _gates(located: Located, clock: Clock, scenario: Scenario, profiles: _Profiles) -> tuple[Gate, ...]:
    gates = []
    for i, (exit_, way) in enumerate(zip(located.case.exits, located.approaches, strict=True)):
        windows = exit_.windows_cautious if scenario == "cautious" else exit_.windows
        intervals = clock.intervals(windows, profiles.horizon)
        if scenario == "cautious" and (
            way is None or exit_.users not in ("civilians", "all") or exit_.mode == "vehicle"
        ):
            intervals = ()
        rate = exit_.rate.at(scenario)
        persons = math.floor(rate) if scenario == "cautious" else math.ceil(rate)
        node = None if way is None else located.case.network.nodes + i
        gates.append(Gate(name=exit_.name, node=node, rate=persons, profile=profiles.index(intervals)))
    return tuple(gates)


def _complement(intervals: Intervals, end: int) -> Intervals:
    edges = [0, *(t for interval in intervals for t in interval), end]
    return tuple((a, b) for a, b in zip(edges[::2], edges[1::2], strict=True) if a < b)
