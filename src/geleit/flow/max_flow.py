"""Maximum flows of plain arcs: at once, or so that those who come first are served first."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from geleit.model.arrays import Ints, Shorts


@dataclass(frozen=True, eq=False)
class Arcs:
    """Arcs with capacities between nodes, shape ``(a,)``; flow leads from ``source`` to ``sink``."""

    tail: Shorts
    head: Shorts
    capacity: Ints
    source: int
    sink: int

    def left_by(self, flow: Ints) -> Arcs:
        """What a flow leaves: the rest of each arc, and behind these, the ways back through what was sent.

        What sets out from the source stays sent.
        """
        undone = self._undone(flow)
        return replace(
            self,
            tail=np.concatenate([self.tail, self.head[undone]]),
            head=np.concatenate([self.head, self.tail[undone]]),
            capacity=np.concatenate([self.capacity - flow, flow[undone]]),
        )

    def with_added(self, flow: Ints, added: Ints) -> Ints:
        """A flow with what was added to it in :meth:`left_by`."""
        total = flow + added[: len(flow)]
        total[self._undone(flow)] -= added[len(flow) :]
        return np.asarray(total)

    def _undone(self, flow: Ints) -> Ints:
        return np.flatnonzero((flow > 0) & (self.tail != self.source))


@dataclass(frozen=True, eq=False)
class Flow:
    """A maximum flow.

    Parameters
    ----------
    value
        How much reaches the sink.
    on
        Flow on each arc, shape ``(a,)``; empty if it was not wanted.
    late
        The nodes on the source side of a minimum cut.
    """

    value: int
    on: Ints
    late: Ints


def max_flow(arcs: Arcs, *, counted: bool = True) -> Flow:
    """A maximum flow.

    Parameters
    ----------
    counted
        Whether the flow on each arc is wanted.
    """
    from ortools.graph.python.max_flow import SimpleMaxFlow

    flow = SimpleMaxFlow()
    flow.add_arcs_with_capacity(arcs.tail, arcs.head, arcs.capacity)
    status = flow.solve(arcs.source, arcs.sink)
    if status != flow.OPTIMAL:
        raise AssertionError(f"max flow ended with status {status}")
    on = np.asarray(flow.flows(np.arange(len(arcs.tail) if counted else 0)), dtype=np.int64)
    return Flow(int(flow.optimal_flow()), on, np.asarray(flow.get_source_side_min_cut(), dtype=np.int64))


def max_flow_first(arcs: Arcs, first: NDArray[np.bool_]) -> Flow:
    """A maximum flow that takes as much through some of the arcs from the source as any flow can.

    What is sent through these alone stays sent when the rest is added by augmenting paths, and together they are a
    maximum flow: nothing is lost by serving some first.

    Parameters
    ----------
    first
        Which arcs are served first, shape ``(a,)``; only those from the source count.
    """
    return in_turn(arcs, max_flow(without(arcs, ~first)))


def without(arcs: Arcs, some: NDArray[np.bool_]) -> Arcs:
    """The same without those of some arcs that lead from the source."""
    return replace(arcs, capacity=np.where((arcs.tail == arcs.source) & some, 0, arcs.capacity))


def in_turn(arcs: Arcs, before: Flow) -> Flow:
    """A maximum flow in which all that another one sends out is sent."""
    more = max_flow(arcs.left_by(before.on))
    return Flow(before.value + more.value, arcs.with_added(before.on, more.on), more.late)
