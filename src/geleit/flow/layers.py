"""The layered network: streets over time in few layers, whose minimum cut is the best cut over its labels.

Time at a node is measured on a shifted clock ``g = t + d``, with ``d`` the walking time from the node to the nearest
gate, so that everyone on a shortest way keeps the same ``g``. Layers are intervals of ``g``. A node's label is the
start of one of its layers; the minimum cut of the layered network equals the least value of the cut over time among
all such labels, so every choice of layers gives a valid bound (docs/method/bound.md).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from geleit.flow.instance import Int, Question
from geleit.model.certificate import UNITS_PER_PERSON

FAR = np.int64(2**40)
"""Walking time of a node from which no gate can be reached, in seconds."""


@dataclass(frozen=True, eq=False)
class Reach:
    """The streets that lead to a gate.

    Parameters
    ----------
    to_gate
        Seconds from each node to the nearest usable gate with every street open; ``FAR`` where none is reached.
    arcs
        Indices of the arcs that can be entered and lead to a gate.
    """

    to_gate: Int
    arcs: Int


@dataclass(frozen=True, eq=False)
class LayeredFlow:
    """A maximum flow of the layered network.

    Parameters
    ----------
    boundaries
        Layer starts on the shifted clock and the horizon, seconds, shape ``(layers + 1,)``.
    value
        Units of 1/3600 person.
    first_late
        For each node, the first layer on the source side of the minimum cut; ``layers`` if none.
    arc, layer, amount
        Flow into arcs: index of the arc, layer of entry at its tail, units of 1/3600 person.
    gate, gate_layer, gate_amount
        Flow through gates, likewise.
    """

    boundaries: Int
    value: int
    first_late: Int
    arc: Int
    layer: Int
    amount: Int
    gate: Int
    gate_layer: Int
    gate_amount: Int


def reach(question: Question) -> Reach:
    """Find the streets that can be used and lead to a gate."""
    to_gate = walking_times(question)
    alive = (to_gate[question.tail] < FAR) & (to_gate[question.head] < FAR) & (question.rate > 0)
    return Reach(to_gate=to_gate, arcs=np.flatnonzero(alive))


def walking_times(question: Question) -> Int:
    """Seconds from each node to the nearest gate that opens, with every street open; ``FAR`` where none is reached."""
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import dijkstra

    gates = sorted(
        {g.node for g in question.gates if g.node is not None and g.rate > 0 and question.profiles[g.profile]}
    )
    if not gates:
        return np.full(question.nodes, FAR)
    passable = np.flatnonzero(question.rate > 0)
    order = passable[np.lexsort((question.transit[passable], question.tail[passable], question.head[passable]))]
    head, tail = question.head[order], question.tail[order]
    first = np.ones(len(order), dtype=bool)
    first[1:] = (head[1:] != head[:-1]) | (tail[1:] != tail[:-1])
    graph = csr_array(
        (question.transit[order][first].astype(np.float64), (head[first], tail[first])),
        shape=(question.nodes, question.nodes),
    )
    seconds = dijkstra(graph, indices=gates, min_only=True)
    return np.where(np.isfinite(seconds), seconds, FAR).astype(np.int64)


def earliest(question: Question, reached: Reach) -> Int:
    """Second at which each group can be at a gate with every street open, ``FAR`` if never, shape ``(groups,)``."""
    seconds = np.full(len(question.high), FAR)
    np.minimum.at(seconds, question.group, question.after + reached.to_gate[question.start])
    return np.minimum(seconds, FAR)


def solve(question: Question, reached: Reach, boundaries: Int, people: Int, unit: int = 1) -> LayeredFlow:
    """Maximum flow of the layered network.

    Parameters
    ----------
    boundaries
        Rising seconds on the shifted clock, from 0 to the horizon, shape ``(layers + 1,)``.
    people
        People of each group, shape ``(groups,)``.
    unit
        Count in multiples of ``unit`` / 3600 person, a divisor of 3600; capacities are rounded down to it.
    """
    from ortools.graph.python.max_flow import SimpleMaxFlow

    layers = len(boundaries) - 1
    kept = np.union1d(np.flatnonzero(reached.to_gate < question.horizon), _gate_nodes(question))
    place = np.full(question.nodes, -1, dtype=np.int64)
    place[kept] = np.arange(len(kept))
    setting_out = _setting_out(question, reached, boundaries, people)
    group_node = len(kept) * layers + 2
    source, sink = group_node - 2, group_node - 1

    arc, entry, exit_, amount = _street_arcs(question, reached, boundaries)
    inside = (place[question.tail[arc]] >= 0) & (place[question.head[arc]] >= 0)
    arc, entry, exit_, amount = arc[inside], entry[inside], exit_[inside], amount[inside]
    gate, gate_layer, seats = _gate_arcs(question, boundaries)
    gate_node = np.array([-1 if g.node is None else g.node for g in question.gates], dtype=np.int64)[gate]

    flow = SimpleMaxFlow()
    inside_all = people * UNITS_PER_PERSON
    unlimited = int(inside_all.sum()) + 1
    group, start, start_layer = setting_out
    groups = np.unique(group)
    columns = [
        (place[question.tail[arc]] * layers + entry, place[question.head[arc]] * layers + exit_, amount),
        (place[gate_node] * layers + gate_layer, np.full(len(gate), sink), seats),
        (np.full(len(groups), source), group_node + groups, inside_all[groups]),
        (group_node + group, place[start] * layers + start_layer, inside_all[group]),
    ]
    waiting = np.arange(len(kept) * layers).reshape(-1, layers)[:, :-1].ravel()
    columns.append((waiting, waiting + 1, np.full(len(waiting), unlimited)))
    tails, heads, capacities = (np.concatenate(c).astype(np.int64) for c in zip(*columns, strict=True))
    flow.add_arcs_with_capacity(tails, heads, np.minimum(capacities, unlimited) // unit)
    status = flow.solve(source, sink)
    if status != flow.OPTIMAL:
        raise AssertionError(f"max flow ended with status {status}")
    flows = np.asarray(flow.flows(np.arange(len(arc) + len(gate)))) * unit
    late = np.zeros(group_node + len(people), dtype=bool)
    late[np.asarray(flow.get_source_side_min_cut(), dtype=np.int64)] = True
    by_layer = late[: len(kept) * layers].reshape(-1, layers)
    first_late = np.full(question.nodes, layers, dtype=np.int64)
    first_late[kept] = np.where(by_layer.any(axis=1), by_layer.argmax(axis=1), layers)
    used, passed = flows[: len(arc)] > 0, flows[len(arc) :] > 0
    return LayeredFlow(
        boundaries=boundaries,
        value=int(flow.optimal_flow()) * unit,
        first_late=first_late,
        arc=arc[used],
        layer=entry[used],
        amount=flows[: len(arc)][used],
        gate=gate[passed],
        gate_layer=gate_layer[passed],
        gate_amount=flows[len(arc) :][passed],
    )


def labels_of(question: Question, reached: Reach, flow: LayeredFlow) -> Int:
    """The labels of a minimum cut, on the unreduced network, in seconds, shape ``(nodes,)``."""
    labels = flow.boundaries[flow.first_late] - reached.to_gate
    labels = np.where(reached.to_gate >= FAR, 0, labels)
    return np.asarray(np.clip(labels, 0, question.horizon))


def _gate_nodes(question: Question) -> Int:
    return np.array([g.node for g in question.gates if g.node is not None], dtype=np.int64)


def _street_arcs(question: Question, reached: Reach, boundaries: Int) -> tuple[Int, Int, Int, Int]:
    """Arc, layer at its tail, layer at its head, and people who fit (1/3600), for every pair of layers it joins."""
    layers = len(boundaries) - 1
    tail, head = question.tail[reached.arcs], question.head[reached.arcs]
    shift = reached.to_gate[tail]
    slack = question.transit[reached.arcs] + reached.to_gate[head] - shift
    columns: list[tuple[Int, Int, Int, Int]] = []
    for i in range(layers):
        for j in range(i, layers):
            first = np.maximum(boundaries[j] - slack, np.maximum(boundaries[i], shift))
            last = np.minimum(boundaries[i + 1], boundaries[j + 1] - slack)
            here = np.flatnonzero(last > first)
            if not len(here):
                if not (slack > boundaries[j] - boundaries[i + 1]).any():
                    break
                continue
            arcs = reached.arcs[here]
            since, until = (first - shift)[here], (last - shift)[here]
            seconds = until - since
            for index in np.unique(question.profile[arcs]):
                if index:
                    mine = question.profile[arcs] == index
                    opening = question.openings[index]
                    seconds[mine] = opening.before(until[mine]) - opening.before(since[mine])
            fits = seconds > 0
            arcs = arcs[fits]
            columns.append((arcs, np.full(len(arcs), i), np.full(len(arcs), j), question.rate[arcs] * seconds[fits]))
    if not columns:
        empty = np.zeros(0, dtype=np.int64)
        return empty, empty, empty, empty
    arc, entry, exit_, amount = (np.concatenate(c) for c in zip(*columns, strict=True))
    return arc, entry, exit_, amount


def _gate_arcs(question: Question, boundaries: Int) -> tuple[Int, Int, Int]:
    rows = []
    for x, gate in enumerate(question.gates):
        if gate.node is not None:
            seats = gate.rate * np.diff(question.openings[gate.profile].before(boundaries))
            rows += [(x, layer, s) for layer, s in enumerate(seats.tolist()) if s]
    columns = np.array(rows, dtype=np.int64).reshape(-1, 3).T
    return columns[0], columns[1], columns[2]


def _setting_out(question: Question, reached: Reach, boundaries: Int, people: Int) -> tuple[Int, Int, Int]:
    """Group, node and layer wherever people may set out early enough, on the shifted clock."""
    moment = question.after + reached.to_gate[question.start]
    rows = np.flatnonzero((people[question.group] > 0) & (moment < question.horizon))
    layer = np.searchsorted(boundaries, moment[rows], side="right") - 1
    return question.group[rows], question.start[rows], layer
