"""A maximum flow in which no district's share is smaller than it has to be.

Shares are raised together until some districts cannot have more, whatever the others are given; these keep what they
have, and the others go on. In the end nobody can have more without somebody with no larger share having less
(max-min fairness; Megiddo 1974, "Optimal flows in networks with multiple sources and sinks"). What sets out that way
can always be completed to a maximum flow: equal shares cost nobody's place in the flow.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from geleit.flow.max_flow import Arcs, Flow, in_turn, max_flow
from geleit.model.arrays import Ints

MOST_LEVELS = 12
"""Shares are told apart at so many levels, the smallest first; what is left above them is handed out as it comes."""


def equal_shares(arcs: Arcs, district: Ints) -> Flow:
    """A maximum flow with shares of districts as equal as can be.

    Parameters
    ----------
    district
        District of each arc from the source, numbered from 0; -1 for an arc that is none or belongs to none, shape
        ``(a,)``.
    """
    mine = np.flatnonzero((arcs.tail == arcs.source) & (district >= 0) & (arcs.capacity > 0))
    if not len(mine):
        return max_flow(arcs)
    count = int(district.max(initial=-1)) + 1
    node = int(max(arcs.tail.max(), arcs.head.max())) + 1 + np.arange(count)
    inside = np.zeros(count, dtype=np.int64)
    np.add.at(inside, district[mine], arcs.capacity[mine])
    tail = np.append(arcs.tail, np.full(count, arcs.source, dtype=arcs.tail.dtype))
    tail[mine] = node[district[mine]]
    whole = replace(
        arcs,
        tail=tail,
        head=np.append(arcs.head, node.astype(arcs.head.dtype)),
        capacity=np.append(arcs.capacity, inside),
    )
    found = in_turn(whole, _of_shares(whole, inside, node))
    return Flow(found.value, found.on[: len(arcs.tail)], found.late[found.late < node.min(initial=np.iinfo(int).max)])


def _of_shares(whole: Arcs, inside: Ints, node: Ints) -> Flow:
    """A flow in which every district sends its fair share and no more; its last arcs lead to the districts."""
    total = [int(people) for people in inside]
    given = list(total)
    raised = {d for d, people in enumerate(total) if people}
    for _ in range(MOST_LEVELS):
        sent, held = _raised_together(whole, node, total, given, raised)
        raised -= held
        if not held or not raised:
            break
        for d in raised:
            given[d] = total[d]
    return sent


def _raised_together(
    whole: Arcs, node: Ints, total: list[int], given: list[int], raised: set[int]
) -> tuple[Flow, set[int]]:
    """The greatest share that all of some districts can have, given what others have, and whom nothing more can reach.

    Newton's method: each cut that lets less through than is asked for names a smaller share, until all fits.
    ``given`` becomes what each district sends.
    """
    held = set[int]()
    while True:
        capacity = whole.capacity.copy()
        capacity[-len(node) :] = given
        sent = max_flow(replace(whole, capacity=capacity))
        if sent.value == sum(given):
            return sent, held
        cut_off = set(np.flatnonzero(np.isin(node, sent.late)).tolist())
        held = raised & cut_off
        passing = sent.value - sum(people for d, people in enumerate(given) if d not in cut_off)
        passing -= sum(given[d] for d in cut_off - held)
        asking = sum(total[d] for d in held)
        for d in raised:
            given[d] = passing * total[d] // asking
