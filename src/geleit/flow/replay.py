"""Fluid replay: let people move step by step as a layered flow says, never faster than they can.

A step of ``s`` seconds is one of the shifted clock of :mod:`geleit.flow.layers`: at a node with walking time ``d`` to
the nearest gate, step ``n`` covers the seconds ``[s n - d, s n - d + s)``. Streets on shortest ways join equal steps;
the others take their extra time rounded up to whole steps. What comes out is feasible by construction and replayed by
the independent checker all the same.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from geleit.kernel import kernel
from geleit.model.arrays import Ints


@dataclass(frozen=True, eq=False)
class Moves:
    """What moves where, in node numbers of the replay.

    Parameters
    ----------
    seconds
        Length of a step, a divisor of 3600. People are counted in ``seconds`` / 3600 person: what a rate of one person
        an hour moves in a step.
    nodes
        Number of nodes.
    home, home_step, home_people
        Nodes where people set out, the steps from which on, rising, and how many.
    to_gate
        Seconds to the nearest gate, rising with the node number reversed: nodes are in order of *decreasing* value.
    first
        Slots of node ``v`` are ``first[v]`` to ``first[v + 1]``; a slot is an arc or a gate.
    target
        Node a slot leads to, -1 for a gate.
    delay
        Steps until those who enter are counted at the target, 0 for the same step.
    rate
        Persons per hour of each slot.
    quota_first, quota_step, quota_amount
        Quotas of slot ``e`` are ``quota_first[e]`` to ``quota_first[e + 1]``: from a step on, so many
        more.
    open_first, open_from, open_until
        Seconds within which slot ``e`` can be entered, likewise.
    """

    seconds: int
    nodes: int
    home: Ints
    home_step: Ints
    home_people: Ints
    to_gate: Ints
    first: Ints
    target: Ints
    delay: Ints
    rate: Ints
    quota_first: Ints
    quota_step: Ints
    quota_amount: Ints
    open_first: Ints
    open_from: Ints
    open_until: Ints


def replay(moves: Moves, steps: int) -> tuple[Ints, Ints, Ints, Ints]:
    """Run the steps.

    Returns
    -------
    slot, start, end, rate
        Streams: slot entered, first step, step after the last, persons per hour.
    """
    delay = np.minimum(moves.delay, steps)
    way = np.concatenate([[0], np.cumsum(delay)]).astype(np.int64)
    return _replay(  # type: ignore[no-any-return]
        moves.seconds, moves.nodes, moves.home, moves.home_step, moves.home_people,
        moves.to_gate, moves.first, moves.target, delay, way, moves.rate,
        moves.quota_first, moves.quota_step, moves.quota_amount,
        moves.open_first, moves.open_from, moves.open_until, _events(moves, steps), steps,
    )  # fmt: skip


def _events(moves: Moves, steps: int) -> Ints:
    """Steps at which people who stand may begin to move, rising, and the step after the last."""
    owner = np.repeat(np.arange(moves.nodes), np.diff(moves.first))
    opens = moves.open_from + np.repeat(moves.to_gate[owner], np.diff(moves.open_first))
    return np.unique(np.concatenate([moves.home_step, moves.quota_step, -(-opens // moves.seconds), [steps]]))


def compile_replay() -> None:
    """Compile the kernel, or load it from where it is kept, by running it on nothing."""
    none, zero = np.zeros(0, dtype=np.int64), np.zeros(1, dtype=np.int64)
    replay(Moves(60, 0, none, none, none, none, zero, none, none, none, zero, none, none, zero, none, none), 0)


@kernel
def _replay(
    seconds: int, nodes: int, home: Any, home_step: Any, home_people: Any,
    to_gate: Any, first: Any, target: Any, delay: Any, way: Any, rate: Any,
    quota_first: Any, quota_step: Any, quota_amount: Any,
    open_first: Any, open_from: Any, open_until: Any, events: Any, steps: int,
) -> Any:  # fmt: skip
    slots = len(target)
    stock = np.zeros(nodes, dtype=np.int64)
    on_the_way = np.zeros(way[-1], dtype=np.int64)
    under_way = 0
    next_home = 0
    allowed = np.zeros(slots, dtype=np.int64)
    next_quota = quota_first[:-1].copy()
    next_open = open_first[:-1].copy()
    running = np.zeros(slots, dtype=np.int64)
    busy = np.zeros(nodes, dtype=np.int64)  # streams that run at each node
    delayed: Any = np.flatnonzero(delay > 0)
    since = np.zeros(slots, dtype=np.int64)
    streams = np.empty((4, 1024), dtype=np.int64)
    count = 0
    n = 0
    while n < steps:
        moved = 0
        while next_home < len(home) and home_step[next_home] <= n:
            stock[home[next_home]] += home_people[next_home]
            next_home += 1
        if under_way > 0:
            for e in delayed:
                arriving = on_the_way[way[e] + n % delay[e]]
                if arriving > 0:
                    stock[target[e]] += arriving
                    under_way -= arriving
                    on_the_way[way[e] + n % delay[e]] = 0
        for v in range(nodes):
            if stock[v] == 0 and busy[v] == 0:
                continue
            begin = n * seconds - to_gate[v]
            for e in range(first[v], first[v + 1]):
                sent = 0
                while next_quota[e] < quota_first[e + 1] and quota_step[next_quota[e]] <= n:
                    allowed[e] += quota_amount[next_quota[e]]
                    next_quota[e] += 1
                if allowed[e] > 0 and stock[v] > 0:
                    while next_open[e] < open_first[e + 1] and open_until[next_open[e]] < begin + seconds:
                        next_open[e] += 1
                    if next_open[e] < open_first[e + 1] and open_from[next_open[e]] <= begin:
                        sent = min(stock[v], rate[e], allowed[e])
                if sent > 0:
                    moved += sent
                    stock[v] -= sent
                    allowed[e] -= sent
                    if target[e] >= 0:
                        if delay[e] == 0:
                            stock[target[e]] += sent
                        else:
                            on_the_way[way[e] + n % delay[e]] = sent
                            under_way += sent
                if sent != running[e]:
                    if running[e] > 0:
                        if count == streams.shape[1]:
                            larger = np.empty((4, 2 * count), dtype=np.int64)
                            larger[:, :count] = streams
                            streams = larger
                        streams[0, count] = e
                        streams[1, count] = since[e]
                        streams[2, count] = n
                        streams[3, count] = running[e]
                        count += 1
                    busy[v] += int(sent > 0) - int(running[e] > 0)
                    running[e] = sent
                    since[e] = n
        n = n + 1 if moved > 0 or under_way > 0 else events[np.searchsorted(events, n, side="right")]
    still = np.flatnonzero(running > 0)
    result = np.empty((4, count + len(still)), dtype=np.int64)
    result[:, :count] = streams[:, :count]
    result[0, count:] = still
    result[1, count:] = since[still]
    result[2, count:] = steps
    result[3, count:] = running[still]
    return result[0], result[1], result[2], result[3]
