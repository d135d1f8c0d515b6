"""Small questions for the flow engine, and an exact answer to them that shares no code with it."""

from __future__ import annotations

import heapq
import math
import random
from collections.abc import Iterable, Sequence
from dataclasses import replace
from fractions import Fraction

import numpy as np

from geleit.flow.instance import Question
from geleit.model.certificate import Beelines, Gate, Intervals
from geleit.model.plan import Effort

Street = tuple[int, int, int, int]
"""From, to, seconds, persons per hour; one direction."""
TO_THE_END = Effort(gap=0.0, budget=math.inf)
"""All layerings of the ladder, however long the machine takes."""


def question(
    nodes: int,
    horizon: int,
    streets: Sequence[Street],
    gates: Iterable[tuple[int | None, int, Intervals | None]],
    people: dict[int, int],
    closed: dict[int, Intervals] | None = None,
) -> Question:
    """A question from plain figures; a gate is (node, persons per hour, intervals or None for always)."""
    profiles: dict[Intervals, int] = {((0, horizon),): 0, (): 1}

    def index(intervals: Intervals | None) -> int:
        return 0 if intervals is None else profiles.setdefault(intervals, len(profiles))

    at = tuple(Gate(f"gate {i}", node, rate, index(w)) for i, (node, rate, w) in enumerate(gates))
    profile = [index((closed or {}).get(i)) for i in range(len(streets))]
    pairs: dict[tuple[int, int], int] = {}
    inside = np.array(list(people.values()), dtype=np.int64)
    columns = np.array(streets, dtype=np.int64).reshape(-1, 4).T
    return Question(
        nodes=nodes,
        horizon=horizon,
        tail=columns[0],
        head=columns[1],
        transit=columns[2],
        rate=columns[3],
        profile=np.array(profile, dtype=np.int64),
        profiles=tuple(profiles),
        gates=at,
        low=inside,
        high=inside.copy(),
        group=np.arange(len(inside)),
        start=np.array(list(people), dtype=np.int64),
        after=np.zeros(len(inside), dtype=np.int64),
        edge=np.array([pairs.setdefault((min(u, v), max(u, v)), len(pairs)) for u, v, _, _ in streets], dtype=np.int64),
    )


def both_ways(streets: Iterable[Street]) -> list[Street]:
    """Each street in both directions; all first directions come first."""
    one = list(streets)
    return one + [(v, u, seconds, rate) for u, v, seconds, rate in one]


def exact(q: Question, step: int) -> Fraction:
    """Most people who can be out, by a plain time-expanded network; every figure must be a multiple of ``step``."""
    assert q.horizon % step == 0
    assert not (q.transit % step).any()
    assert not any(t % step for p in q.profiles for interval in p for t in interval)
    import networkx as nx  # here, for kernels are compiled in its towns where only the core is found

    graph = nx.DiGraph()
    graph.add_nodes_from(["source", "sink"])
    slots = q.horizon // step

    def is_open(profile: int, slot: int) -> bool:
        return any(a <= slot * step < b for a, b in q.profiles[profile])

    for i, inside in enumerate(q.high.tolist()):
        graph.add_edge("source", ("group", i), capacity=inside * 3600)
    for i, v, after in zip(q.group.tolist(), q.start.tolist(), q.after.tolist(), strict=True):
        if -(-after // step) < slots:
            graph.add_edge(("group", i), (v, -(-after // step)))
    for v in range(q.nodes):
        for t in range(slots - 1):
            graph.add_edge((v, t), (v, t + 1))
    for u, v, seconds, rate, profile in zip(
        *(c.tolist() for c in (q.tail, q.head, q.transit, q.rate, q.profile)), strict=True
    ):
        for t in range(slots - seconds // step):
            if is_open(profile, t):
                arrival = (v, t + seconds // step)
                present = graph.get_edge_data((u, t), arrival, {"capacity": 0})
                graph.add_edge((u, t), arrival, capacity=present["capacity"] + rate * step)
    for i, gate in enumerate(q.gates):
        for t in range(slots):
            if gate.node is not None and is_open(gate.profile, t):
                graph.add_edge((gate.node, t), ("gate", i, t), capacity=gate.rate * step)
                graph.add_edge(("gate", i, t), "sink")
    return Fraction(int(nx.maximum_flow_value(graph, "source", "sink")), 3600)


def random_city(seed: int, step: int = 60) -> Question:
    """A random small city: a grid with missing streets, a few gates with windows, some streets shut for a time.

    People set out at any time in the first few steps.
    """
    dice = random.Random(seed)
    side = dice.choice([3, 4])
    slots = dice.choice([16, 24, 32])
    horizon = slots * step

    def window() -> Intervals:
        a, b = sorted(dice.sample(range(slots + 1), 2))
        return ((a * step, b * step),)

    streets = []
    for x in range(side):
        for y in range(side):
            for other in ((x + 1, y), (x, y + 1)):
                if max(other) < side and dice.random() < 0.85:
                    seconds, rate = dice.randint(1, 4) * step, dice.choice([60, 120, 300, 600])
                    streets.append((x * side + y, other[0] * side + other[1], seconds, rate))
    streets = both_ways(streets)
    closed = {i: window() for i in range(len(streets)) if dice.random() < 0.15}
    gates = [
        (dice.randrange(side * side), dice.choice([120, 300, 900]), dice.choice([None, window()]))
        for _ in range(dice.randint(1, 3))
    ]
    people = {v: dice.randint(0, 40) for v in range(side * side)}
    city = question(side * side, horizon, streets, gates, people, closed)
    return with_beelines(replace(city, after=np.array([dice.choice([0, 0, 1, 3]) * step for _ in city.after.tolist()])))


def with_beelines(city: Question) -> Question:
    """The same city with straight lines that take seven tenths of the shortest way to a gate of each group."""
    ways: dict[int, list[tuple[int, int]]] = {}
    for tail, head, seconds in zip(city.tail.tolist(), city.head.tolist(), city.transit.tolist(), strict=True):
        ways.setdefault(head, []).append((tail, seconds))
    known: dict[int, int] = {}
    queue = [(0, gate.node) for gate in city.gates if gate.node is not None]
    while queue:
        so_far, node = heapq.heappop(queue)
        if node not in known:
            known[node] = so_far
            for tail, seconds in ways.get(node, []):
                heapq.heappush(queue, (so_far + seconds, tail))
    soonest = [10**9] * len(city.high)
    for group, start, after in zip(city.group.tolist(), city.start.tolist(), city.after.tolist(), strict=True):
        soonest[group] = min(soonest[group], after + known.get(start, 10**9) * 7 // 10)
    rows: dict[int, tuple[int, int]] = {}
    for seconds, low, high in zip(soonest, city.low.tolist(), city.high.tolist(), strict=True):
        before = rows.get(seconds, (0, 0))
        rows[seconds] = before[0] + low, before[1] + high
    after = tuple(sorted(rows))
    lines = Beelines(after, *(tuple(rows[seconds][end] for seconds in after) for end in (0, 1)))
    return replace(city, beelines=lines)


def roaming_city(seed: int, step: int = 60) -> Question:
    """A random small city in which some groups may set out at more than one place, and fewest and most differ."""
    city, dice = random_city(seed, step), random.Random(-seed)
    chosen = [g for g in range(len(city.high)) if dice.random() < 0.4]
    places = [dice.randrange(city.nodes) for _ in chosen]
    delays = [dice.choice([1, 2, 5]) * step for _ in chosen]
    roaming = replace(
        city,
        low=np.array([dice.randint(0, people) for people in city.high.tolist()]),
        group=np.concatenate([city.group, np.array(chosen, dtype=np.int64)]),
        start=np.concatenate([city.start, np.array(places, dtype=np.int64)]),
        after=np.concatenate([city.after, np.array(delays, dtype=np.int64)]),
    )
    return with_beelines(roaming)
