"""Folding streets onto fewer corners: dead ends onto their mouths, and chains of streets onto their ends.

On the shifted clock of :mod:`geleit.flow.layers` a group in a dead end and the same group at the dead end's mouth set
out at the same moment. A chain, streets one after the other without a crossing, is cut at its narrowest piece, which
stays, and each part is folded onto its end. What is lost are the capacities of the other pieces; where they could hold
the people who live there back for longer than a few minutes, nothing is folded.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

from geleit.flow.instance import Question
from geleit.kernel import kernel
from geleit.model.arrays import Ints

QUEUE = 600
"""Seconds for which the people of a dead end or chain may queue at any of its streets for it to be folded."""


def fold_dead_ends(question: Question, arcs: Ints, people: Ints) -> Ints:
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
    held = _held(question, arcs, np.arange(nodes))
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


def fold_chains(question: Question, arcs: Ints, people: Ints, onto: Ints) -> Ints:
    """The node that stands for each node when chains are folded too; shape ``(nodes,)``.

    Parameters
    ----------
    arcs
        Indices of the arcs that count.
    people
        People of each group, shape ``(groups,)``.
    onto
        The node that stands for each node so far; each stands for itself.
    """
    nodes = question.nodes
    tail, head = onto[question.tail[arcs]], onto[question.head[arcs]]
    street, row = np.unique(np.minimum(tail, head) * nodes + np.maximum(tail, head), return_inverse=True)
    one, other = np.divmod(street, nodes)
    width = np.bincount(row, question.rate[arcs], len(street))
    inner = np.bincount(np.concatenate([one, other]), minlength=nodes) == 2
    inner &= ~_held(question, arcs, onto)

    within = inner[one] & inner[other]
    chain = _joined(nodes, one[within], other[within])
    in_chain = np.flatnonzero(inner[one] | inner[other])
    of = chain[np.where(inner[one], one, other)[in_chain]]
    order = np.lexsort((width[in_chain], of))
    narrowest = order[np.diff(of[order], prepend=-1) != 0]
    below = np.bincount(chain[onto[question.start]], people[question.group] * inner[onto[question.start]], nodes)
    held_back = np.zeros(nodes, dtype=bool)
    held_back[of[narrowest]] = below[of[narrowest]] * 3600 > width[in_chain[narrowest]] * QUEUE
    folded = ~held_back[of]
    folded[narrowest] = False
    part = _joined(nodes, one[in_chain[folded]], other[in_chain[folded]])
    stands = np.zeros(nodes, dtype=np.int64)
    every = np.arange(nodes)[::-1]
    stands[part[every]] = every  # the first of a part, unless it has an end
    ends = np.flatnonzero(~inner)
    stands[part[ends]] = ends
    return np.asarray(stands[part[onto]])


def _held(question: Question, arcs: Ints, onto: Ints) -> NDArray[np.bool_]:
    """Nodes that stay: those of gates, and the ends of streets with opening times."""
    held = np.zeros(question.nodes, dtype=bool)
    held[[g.node for g in question.gates if g.node is not None]] = True
    timed = arcs[question.profile[arcs] != 0]
    held[onto[question.tail[timed]]] = held[onto[question.head[timed]]] = True
    return held


def _joined(nodes: int, one: Ints, other: Ints) -> Ints:
    """Number of the connected part that each node lies in, given streets by their ends."""
    from scipy.sparse import coo_array
    from scipy.sparse.csgraph import connected_components

    links = coo_array((np.ones(len(one), dtype=np.int8), (one, other)), shape=(nodes, nodes))
    return np.asarray(connected_components(links, directed=False)[1], dtype=np.int64)


def compile_fold() -> None:
    """Compile the kernel, or load it from where it is kept, by running it on nothing."""
    none = np.zeros(0, dtype=np.int64)
    _fold(np.zeros(1, dtype=np.int64), none, none, np.zeros(0, dtype=bool), none, QUEUE)


@kernel
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
