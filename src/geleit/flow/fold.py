"""Folding dead ends: whoever lives in one has a single way out of it, so the end of that way may stand for them all.

On the shifted clock of :mod:`geleit.flow.layers` a group in a dead end and the same group at the dead end's mouth set
out at the same moment. What is lost are the capacities inside the dead end; where they could hold people back for
longer than a few minutes, nothing is folded.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numba import njit

from geleit.flow.instance import Int, Question

QUEUE = 600
"""Seconds for which the people of a dead end may queue at any of its streets for it to be folded."""


def fold_dead_ends(question: Question, arcs: Int, people: Int) -> Int:
    """The node that stands for each node: itself, or the mouth of the dead end it lies in; shape ``(nodes,)``.

    Gates and streets with opening times are kept.

    Parameters
    ----------
    arcs
        Indices of the arcs that count.
    people
        People of each group, shape ``(groups,)``.
    """
    nodes = question.nodes
    tail, head, rate = question.tail[arcs], question.head[arcs], question.rate[arcs]
    held = np.zeros(nodes, dtype=bool)
    held[[g.node for g in question.gates if g.node is not None]] = True
    timed = question.profile[arcs] != 0
    held[tail[timed]] = held[head[timed]] = True
    order = np.lexsort((head, tail))
    tail, head, rate = tail[order], head[order], rate[order]
    same = (tail[1:] == tail[:-1]) & (head[1:] == head[:-1])
    first = np.concatenate([[True], ~same]) if len(tail) else np.zeros(0, dtype=bool)
    begins = np.flatnonzero(first)
    width = np.add.reduceat(rate, begins) if len(begins) else rate
    tail, head = tail[first], head[first]
    back = np.searchsorted(tail * nodes + head, head * nodes + tail)
    both = (back < len(tail)) & ((tail * nodes + head)[np.minimum(back, len(tail) - 1)] == head * nodes + tail)
    held[tail[~both]] = held[head[~both]] = True  # one-way streets make no dead ends
    below = np.bincount(question.start, people[question.group], nodes).astype(np.int64)
    return np.asarray(_fold(np.searchsorted(tail, np.arange(nodes + 1)), head, width, held, below, QUEUE))


def compile_fold() -> None:
    """Compile the kernel, or load it from the cache, by running it on nothing."""
    none = np.zeros(0, dtype=np.int64)
    _fold(np.zeros(1, dtype=np.int64), none, none, np.zeros(0, dtype=bool), none, QUEUE)


@njit(cache=True)  # type: ignore[untyped-decorator]
def _fold(first: Any, head: Any, width: Any, held: Any, below: Any, queue: int) -> Any:
    """Take leaves away one by one; what they carried, their neighbour carries then."""
    nodes = len(held)
    degree = np.diff(first)
    onto = np.arange(nodes)
    gone = np.zeros(nodes, dtype=np.bool_)
    leaves = np.empty(nodes, dtype=np.int64)
    count = 0
    for v in range(nodes):
        if degree[v] == 1 and not held[v]:
            leaves[count] = v
            count += 1
    at = 0
    while at < count:
        v = leaves[at]
        at += 1
        for e in range(first[v], first[v + 1]):
            u = head[e]
            if gone[u]:
                continue
            if below[v] * 3600 <= width[e] * queue and degree[v] == 1:
                gone[v] = True
                onto[v] = u
                below[u] += below[v]
                degree[u] -= 1
                if degree[u] == 1 and not held[u]:
                    leaves[count] = u
                    count += 1
            break
    for i in range(at - 1, -1, -1):
        v = leaves[i]
        if gone[v]:
            onto[v] = onto[onto[v]]
    return onto
