"""A network over time, solved exactly: slots of some seconds, waiting anywhere, streets shared by directions."""

from __future__ import annotations

from collections.abc import Hashable, Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray
from ortools.graph.python import max_flow
from scipy.optimize import linprog
from scipy.sparse import coo_array

UNITS = 3600
"""Units of flow in one person: persons per hour times seconds are whole."""


@dataclass
class Network:
    """Arcs over time.

    An arc leads from a node at one slot to another node some slots later, with a capacity for each slot in which it is
    entered. Arcs with the same ``share`` are on the same metres of street: the sum of what enters them, each as a
    share of its capacity times its weight, is at most 1 in each slot.
    """

    slots: int
    nodes: dict[Hashable, int] = field(default_factory=dict)
    waiting: set[int] = field(default_factory=set)
    arcs: list[tuple[int, int, int, NDArray[np.int64], Hashable, float]] = field(default_factory=list)
    sources: list[tuple[int, int]] = field(default_factory=list)  # of each source: the one it draws on, and units
    starts: list[tuple[int, int, int]] = field(default_factory=list)  # source, node, slot
    sinks: list[tuple[int, NDArray[np.int64]]] = field(default_factory=list)

    def node(self, name: Hashable, *, wait: bool = True) -> int:
        number = self.nodes.setdefault(name, len(self.nodes))
        if wait:
            self.waiting.add(number)
        return number

    def arc(
        self, tail: int, head: int, delay: int, capacity: NDArray[np.int64], share: Hashable = None, weight: float = 1.0
    ) -> None:
        self.arcs.append((tail, head, delay, capacity, share, weight))

    def source(self, units: int, of: int = -1) -> int:
        """People who set out somewhere; those of one source may be a part of another."""
        self.sources.append((of, units))
        return len(self.sources) - 1

    def start(self, source: int, node: int, slot: int) -> None:
        self.starts.append((source, node, slot))

    def most(self, slots: int | None = None) -> float:
        """Most units that can be out within some slots, by default all, if nobody had to share streets."""
        whole = self._expanded(self.slots if slots is None else slots)
        return whole.out(whole.solved())

    def shown(self, slots: int | None = None, *, for_good: bool) -> float:
        """Units that can be out when those who share streets divide them, for good or anew in each slot."""
        whole = self._expanded(self.slots if slots is None else slots)
        flow = whole.solved()
        return whole.out(flow if whole.fits(flow) else whole.divided(flow, for_good=for_good).solved())

    def exact(self, slots: int | None = None) -> float:
        """Most units that can be out within some slots when streets are shared as well as can be in each slot."""
        whole = self._expanded(self.slots if slots is None else slots)
        flow = whole.solved()
        return whole.out(flow) if whole.fits(flow) else whole.linear()

    def through(self, names: set[Hashable]) -> dict[Hashable, int]:
        """Units that leave some nodes in a greatest flow."""
        whole = self._expanded(self.slots)
        flow = whole.solved()
        wanted = {self.nodes[name]: name for name in names if name in self.nodes}
        found: dict[Hashable, int] = {}
        for i, (tail, *_) in enumerate(self.arcs):
            if tail in wanted:
                found[wanted[tail]] = found.get(wanted[tail], 0) + int(flow[whole.arc == i].sum())
        return found

    def _expanded(self, slots: int) -> _Whole:
        count = len(self.nodes)
        columns: list[list[NDArray[np.int64]]] = [[], [], [], [], []]
        weights: list[NDArray[np.float64]] = []
        rows: dict[Hashable, int] = {}
        infinite = sum(units for of, units in self.sources if of < 0)

        def add(
            tail: Sequence[int], head: Sequence[int], capacity: Sequence[int], arc: int, row: int, weight: float
        ) -> None:
            capacity = np.minimum(np.asarray(capacity, dtype=np.int64), infinite)
            on = capacity > 0
            fixed = (np.asarray(tail)[on], np.asarray(head)[on], capacity[on])
            for column, values in zip(columns, fixed, strict=False):
                column.append(values.astype(np.int64))
            columns[3].append(np.full(int(on.sum()), arc, dtype=np.int64))
            columns[4].append(row * slots + np.asarray(tail)[on] % slots if row >= 0 else np.full(int(on.sum()), -1))
            weights.append(np.full(int(on.sum()), weight))

        time = np.arange(slots)
        for i, (tail, head, delay, capacity, share, weight) in enumerate(self.arcs):
            on = time[: max(slots - delay, 0)]
            row = -1 if share is None else rows.setdefault(share, len(rows))
            add(tail * slots + on, head * slots + on + delay, capacity[on], i, row, weight)
        for node in sorted(self.waiting):
            add(node * slots + time[:-1], node * slots + time[1:], np.full(slots - 1, infinite), -1, -1, 0)
        first = count * slots
        source, sink = first + len(self.sources), first + len(self.sources) + 1
        for i, (of, units) in enumerate(self.sources):
            add([source if of < 0 else first + of], [first + i], [units], -1, -1, 0)
        for i, node, slot in self.starts:
            if slot < slots:
                add([first + i], [node * slots + slot], [infinite], -1, -1, 0)
        before = sum(len(part) for part in columns[0])
        for node, capacity in self.sinks:
            add(node * slots + time, np.full(slots, sink), capacity[:slots], -1, -1, 0)
        tail, head, capacity, arc, row = (np.concatenate(column) for column in columns)
        last = np.arange(before, len(tail))
        return _Whole(tail, head, capacity, arc, row, np.concatenate(weights), source, sink, last)


@dataclass
class _Whole:
    """All arcs of all slots."""

    tail: NDArray[np.int64]
    head: NDArray[np.int64]
    capacity: NDArray[np.int64]
    arc: NDArray[np.int64]
    row: NDArray[np.int64]
    weight: NDArray[np.float64]
    source: int
    sink: int
    last: NDArray[np.int64]

    def solved(self) -> NDArray[np.int64]:
        solver = max_flow.SimpleMaxFlow()
        solver.add_arcs_with_capacity(self.tail, self.head, self.capacity)
        if solver.solve(self.source, self.sink) != solver.OPTIMAL:  # no arc at the source, or none at the sink
            return np.zeros(len(self.tail), dtype=np.int64)
        return np.asarray(solver.flows(np.arange(len(self.tail))))

    def out(self, flow: NDArray[np.int64]) -> float:
        return float(flow[self.last].sum())

    def fits(self, flow: NDArray[np.int64]) -> bool:
        """Whether a flow uses no shared street more than once in any slot."""
        on = self.row >= 0
        used = np.bincount(self.row[on], flow[on] / self.capacity[on] * self.weight[on])
        return bool((used <= 1 + 1e-9).all())

    def divided(self, flow: NDArray[np.int64], *, for_good: bool) -> _Whole:
        """The same with each shared street divided between those who use it, by their busiest slot or slot by slot."""
        on = np.flatnonzero(self.row >= 0)
        row = self.row[on]
        key = self.arc[on] if for_good else np.arange(len(on))
        busiest = np.full(int(key.max()) + 1, 1e-6)
        np.maximum.at(busiest, key, flow[on] / self.capacity[on] * self.weight[on])
        part = busiest[key] / np.bincount(row, busiest[key])[row] / self.weight[on]
        capacity = self.capacity.copy()
        capacity[on] = np.floor(self.capacity[on] * np.minimum(part, 1.0)).astype(np.int64)
        return replace(self, capacity=capacity)

    def linear(self) -> float:
        """The greatest flow with shared streets shared in each slot."""
        count, nodes = len(self.tail), int(self.sink) + 1
        each = np.arange(count)
        balance = coo_array(
            (np.repeat([1.0, -1.0], count), (np.concatenate([self.tail, self.head]), np.tile(each, 2))), (nodes, count)
        ).tocsr()
        inner = np.setdiff1d(np.arange(nodes), [self.source, self.sink])
        on = np.flatnonzero(self.row >= 0)
        _, row = np.unique(self.row[on], return_inverse=True)
        shared = coo_array((self.weight[on] / self.capacity[on], (row, on)), (int(row.max()) + 1, count)).tocsr()
        value = np.zeros(count)
        value[self.last] = -1.0
        shared = shared * UNITS  # counted in people, so that figures are neither huge nor tiny
        found = linprog(
            value, A_ub=shared, b_ub=np.ones(shared.shape[0]), A_eq=balance[inner], b_eq=np.zeros(len(inner)),
            bounds=np.column_stack([np.zeros(count), self.capacity / UNITS]), method="highs-ipm",
        )  # fmt: skip
        assert found.status == 0, found.message
        return float(-found.fun * UNITS)
