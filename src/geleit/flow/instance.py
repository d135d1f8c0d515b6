"""From a case to a question in whole numbers, at one end of all its ranges."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from geleit.model.amount import Scenario
from geleit.model.case import Case
from geleit.model.certificate import Gate, Instance, Intervals
from geleit.model.population import Population
from geleit.model.window import Clock, Window

Int = NDArray[np.int64]

UNLIMITED = 10**9
"""Persons per hour that never bind."""


@dataclass(frozen=True, eq=False)
class Question:
    """The arrays behind an :class:`~geleit.model.certificate.Instance`; same meaning, same order.

    Parameters
    ----------
    nodes, horizon, profiles, gates
        As in ``Instance``.
    tail, head, transit, rate, profile
        Directed arcs, shape ``(a,)``; seconds and persons per hour.
    low, high
        Fewest and most people at each node, shape ``(nodes,)``.
    edge
        Index of the street piece of each arc, -1 for the way from a corner to a gate whose place is only known
        roughly, shape ``(a,)``.
    """

    nodes: int
    horizon: int
    tail: Int
    head: Int
    transit: Int
    rate: Int
    profile: Int
    profiles: tuple[Intervals, ...]
    gates: tuple[Gate, ...]
    low: Int
    high: Int
    edge: Int

    @cached_property
    def openings(self) -> tuple[Opening, ...]:
        """The opening profiles as functions of time."""
        return tuple(Opening.of(p) for p in self.profiles)

    def plain(self) -> Instance:
        """The same question in plain integers, as a witness stores it."""
        at = np.flatnonzero(self.high)
        columns = {name: tuple(getattr(self, name).tolist()) for name in ("tail", "head", "transit", "rate", "profile")}
        return Instance(
            nodes=self.nodes,
            horizon=self.horizon,
            profiles=self.profiles,
            gates=self.gates,
            at=tuple(at.tolist()),
            low=tuple(self.low[at].tolist()),
            high=tuple(self.high[at].tolist()),
            **columns,
        )

    def until(self, horizon: int) -> Question:
        """The same question for an earlier horizon, in seconds after the origin."""
        profiles = tuple(tuple((a, min(b, horizon)) for a, b in p if a < horizon) for p in self.profiles)
        return Question(
            nodes=self.nodes, horizon=horizon, tail=self.tail, head=self.head, transit=self.transit, rate=self.rate,
            profile=self.profile, profiles=profiles, gates=self.gates, low=self.low, high=self.high, edge=self.edge,
        )  # fmt: skip


@dataclass(frozen=True, eq=False)
class Opening:
    """Seconds open before a moment, as a piecewise linear function.

    Parameters
    ----------
    times, opened
        Corner points: ``opened[i]`` seconds were open before ``times[i]``.
    """

    times: Int
    opened: Int

    @classmethod
    def of(cls, profile: Intervals) -> Opening:
        """The function of a profile."""
        times, opened = [0], [0]
        for a, b in profile:
            times += [a, b]
            opened += [opened[-1], opened[-1] + b - a]
        return cls(np.array(times, dtype=np.int64), np.array(opened, dtype=np.int64))

    def before(self, moments: Int) -> Int:
        """Seconds open before each moment, exact."""
        at = np.searchsorted(self.times, moments, side="right") - 1
        at = np.maximum(at, 0)
        rises = np.diff(self.opened, append=self.opened[-1:]) > 0
        since = np.maximum(moments - self.times[at], 0)
        return np.asarray(self.opened[at] + np.where(rises[at], since, 0))


def pose(
    case: Case,
    population: Population,
    gate_nodes: Sequence[int | None],
    gate_areas: Sequence[Int],
    closed: Sequence[Int],
    deadline_window: Window,
    scenario: Scenario,
) -> Question:
    """The question of a case at one end of its ranges.

    Parameters
    ----------
    case
        The case; its exits and closures in the order of the next arguments.
    population
        People at each corner.
    gate_nodes
        Corner of each exit, ``None`` for an exit announced without a place.
    gate_areas
        Corners at which each exit may stand, given how well its position is known; the generous question lets
        people pass it at any of them.
    closed
        Street pieces that each closure shuts.
    deadline_window
        From when people may move until the deadline.
    scenario
        ``generous``: fast walkers, wide streets, high rates, longest windows, every exit open to everyone, only
        certain closures. ``likely``: likely figures, longest windows, all closures. ``cautious``: slow walkers, low
        rates, shortest windows, placed exits for civilians on foot only, all closures.
    """
    clock = Clock(deadline_window.start)
    horizon = clock.seconds(deadline_window.end)
    profiles = _Profiles(horizon)
    edges, profile = _open_streets(case, closed, clock, scenario, profiles)
    transit, rate = _walking(case, edges, scenario)
    ways_in = gate_areas if scenario == "generous" else ()
    gate_nodes, access = _gate_access(case.network.nodes, gate_nodes, ways_in)
    gates = _gates(case, gate_nodes, clock, scenario, profiles)
    unlimited, at_once = np.full(len(access), UNLIMITED), np.zeros(len(access), dtype=np.int64)
    low, high = {
        "generous": (population.low, population.high),
        "likely": (population.likely, population.likely),
        "cautious": (population.low, population.high),
    }[scenario]
    network = case.network
    return Question(
        nodes=network.nodes + len(ways_in),
        horizon=horizon,
        tail=np.concatenate([network.tail[edges], network.head[edges], access[:, 0]]).astype(np.int64),
        head=np.concatenate([network.head[edges], network.tail[edges], access[:, 1]]).astype(np.int64),
        transit=np.concatenate([transit, transit, at_once]),
        rate=np.concatenate([rate, rate, unlimited]),
        profile=np.concatenate([profile, profile, at_once]),
        profiles=tuple(profiles.known),
        gates=gates,
        low=np.concatenate([low, np.zeros(len(ways_in))]).astype(np.int64),
        high=np.concatenate([high, np.zeros(len(ways_in))]).astype(np.int64),
        edge=np.concatenate([edges, edges, at_once - 1]),
    )


def _gate_access(
    corners: int, gate_nodes: Sequence[int | None], areas: Sequence[Int]
) -> tuple[Sequence[int | None], Int]:
    """Give each placed exit a node of its own that every corner of its area leads to, shape ``(k, 2)``."""
    rows = [np.zeros((0, 2), dtype=np.int64)]
    nodes = list(gate_nodes)
    for i, area in enumerate(areas):
        if nodes[i] is not None:
            nodes[i] = corners + i
            rows.append(np.column_stack([area, np.full(len(area), corners + i)]))
    return nodes, np.concatenate(rows)


class _Profiles:
    """Few shared opening profiles: index 0 is open throughout, index 1 never."""

    def __init__(self, horizon: int) -> None:
        self.horizon = horizon
        self.known: dict[Intervals, int] = {((0, horizon),): 0, (): 1}

    def index(self, intervals: Intervals) -> int:
        return self.known.setdefault(intervals, len(self.known))


def _open_streets(
    case: Case, closed: Sequence[Int], clock: Clock, scenario: Scenario, profiles: _Profiles
) -> tuple[Int, Int]:
    """Walkable street pieces, and the opening profile of each."""
    shut: dict[int, list[Window]] = {}
    for closure, pieces in zip(case.closures, closed, strict=True):
        if closure.certain or scenario != "generous":
            for piece in pieces.tolist():
                shut.setdefault(piece, []).extend(closure.windows)
    profile = np.zeros(case.network.edges, dtype=np.int64)
    for piece, windows in shut.items():
        profile[piece] = profiles.index(_complement(clock.intervals(windows, profiles.horizon), profiles.horizon))
    edges = np.flatnonzero(case.network.walk).astype(np.int64)
    return edges, profile[edges]


def _walking(case: Case, edges: Int, scenario: Scenario) -> tuple[Int, Int]:
    """Seconds to walk each piece, and persons per hour who can enter it; rounded towards the scenario's end."""
    speed = case.assumptions["walking_speed"].at(scenario)
    flow = case.assumptions["street_flow"].at(scenario)
    share = case.assumptions["usable_width"].at(scenario)
    seconds = case.network.length[edges] / speed
    persons = case.network.width[edges] * (share * flow * 3600)
    if scenario == "generous":
        return np.floor(seconds).astype(np.int64), np.ceil(persons).astype(np.int64)
    return np.maximum(np.ceil(seconds), 1).astype(np.int64), np.floor(persons).astype(np.int64)


def _gates(
    case: Case, nodes: Sequence[int | None], clock: Clock, scenario: Scenario, profiles: _Profiles
) -> tuple[Gate, ...]:
    gates = []
    for exit_, node in zip(case.exits, nodes, strict=True):
        windows = exit_.windows_cautious if scenario == "cautious" else exit_.windows
        intervals = clock.intervals(windows, profiles.horizon)
        if scenario == "cautious" and (
            node is None or exit_.users not in ("civilians", "all") or exit_.mode == "vehicle"
        ):
            intervals = ()
        rate = exit_.rate.at(scenario)
        persons = math.floor(rate) if scenario == "cautious" else math.ceil(rate)
        gates.append(Gate(name=exit_.name, node=node, rate=persons, profile=profiles.index(intervals)))
    return tuple(gates)


def _complement(intervals: Intervals, end: int) -> Intervals:
    edges = [0, *(t for interval in intervals for t in interval), end]
    return tuple((a, b) for a, b in zip(edges[::2], edges[1::2], strict=True) if a < b)
