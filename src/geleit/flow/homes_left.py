"""Who of a plan leaves home when, and how people come to each corner."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from geleit.flow.streams import Schedule
from geleit.kernel import kernel
from geleit.model.arrays import Ints


@dataclass(frozen=True, eq=False)
class Arrivals:
    """How people of a plan come to each node of its moves by the end: along streets, or out of a home there.

    Parameters
    ----------
    first
        Ways into node ``v`` are ``first[v]`` to ``first[v + 1]``.
    slot
        The slot that each is; -1 for the home of those who live there.
    run
        Runs of way ``i`` are ``run[i]`` to ``run[i + 1]``, the latest first.
    begin, end, rate
        From and until which step so many come in each step.
    """

    first: Ints
    slot: Ints
    run: Ints
    begin: Ints
    end: Ints
    rate: Ints


def arrivals(schedule: Schedule) -> Arrivals:
    """How people of a plan come to each node; nobody leaves home while somebody else waits there."""
    moves, steps = schedule.moves, steps_of(schedule)
    on = np.flatnonzero(moves.target[schedule.slot] >= 0)
    slot = schedule.slot[on]
    begin, end = (np.minimum(moment[on] + moves.delay[slot], steps) for moment in (schedule.first, schedule.last))
    home, since, until, leaving = out_of_homes(schedule)
    # a home is one more way, behind the streets: those near a gate are to leave it last
    node, way = (
        np.concatenate([moves.target[slot], home]),
        np.concatenate([slot, np.full(len(home), len(moves.target))]),
    )
    begin, end = np.concatenate([begin, since]), np.concatenate([end, until])
    rate = np.concatenate([schedule.rate[on], leaving])
    order = np.lexsort((-end, way, node))
    order = order[end[order] > begin[order]]
    node, way = node[order], way[order]
    new = (np.diff(node, prepend=-1) != 0) | (np.diff(way, prepend=-1) != 0)
    return Arrivals(
        first=np.searchsorted(node[new], np.arange(moves.nodes + 1)),
        slot=np.where(way[new] < len(moves.target), way[new], -1),
        run=np.append(np.flatnonzero(new), len(order)),
        begin=begin[order],
        end=end[order],
        rate=rate[order],
    )


def steps_of(schedule: Schedule) -> int:
    """Number of steps of a plan."""
    return schedule.question.horizon // schedule.moves.seconds


def out_of_homes(schedule: Schedule) -> tuple[Ints, Ints, Ints, Ints]:
    """Node, first step, step after the last and how many a step leave home: only while nobody else waits there."""
    moves, slot = schedule.moves, schedule.slot
    head = moves.target[slot]
    comes = np.flatnonzero(head >= 0)
    later = moves.delay[slot[comes]]
    rows = (
        (head[comes], schedule.first[comes] + later, schedule.rate[comes]),
        (head[comes], schedule.last[comes] + later, -schedule.rate[comes]),
        (schedule.owner[slot], schedule.first, -schedule.rate),
        (schedule.owner[slot], schedule.last, schedule.rate),
    )
    node, step, change = (np.concatenate(column) for column in zip(*rows, strict=True))
    step = np.minimum(step, steps_of(schedule))
    order = np.lexsort((step, node))
    found = _missing(node[order], step[order], change[order])
    return found[0], found[1], found[2], found[3]


def in_time(schedule: Schedule) -> bool:
    """Whether nobody leaves home before being there."""
    moves = schedule.moves
    node, first, last, rate = out_of_homes(schedule)
    none = np.zeros_like(node)
    rows = (
        (node, first, none, -rate),
        (node, last, none, rate),
        (moves.home, moves.home_step, moves.home_people, np.zeros_like(moves.home)),
    )
    at, step, people, change = (np.concatenate(column) for column in zip(*rows, strict=True))
    order = np.lexsort((step, at))
    at, step, people, change = at[order], step[order], people[order], change[order]
    long = np.where(np.diff(at, append=-1) == 0, np.diff(step, append=0), 0)
    running = np.cumsum(change) * long
    begins = np.diff(at, prepend=-1) != 0
    before = np.cumsum(people + running) - people - running  # of all nodes before, and of this one
    inside = before - before[begins][np.cumsum(begins) - 1]
    return bool((inside >= 0).all())


@kernel
def _missing(node: Any, step: Any, change: Any) -> Any:
    """Runs of what has to be added to a stock that would fall below 0, given how its rate changes, node by node."""
    runs = np.empty((4, 1024), dtype=np.int64)
    count = stock = net = 0
    for i in range(len(node)):
        if i == 0 or node[i] != node[i - 1]:
            stock = net = 0
        net += change[i]
        if i + 1 == len(node) or node[i + 1] != node[i]:
            continue
        long = step[i + 1] - step[i]
        if net >= 0:
            stock += net * long
            continue
        enough = min(long, stock // -net)
        stock += net * enough
        if enough == long:
            continue
        if count + 2 > runs.shape[1]:
            larger = np.empty((4, 2 * runs.shape[1]), dtype=np.int64)
            larger[:, :count] = runs[:, :count]
            runs = larger
        at = step[i] + enough
        runs[0, count], runs[1, count], runs[2, count], runs[3, count] = node[i], at, at + 1, -net - stock
        count += 1
        stock = 0
        if enough + 1 < long:
            runs[0, count], runs[1, count], runs[2, count], runs[3, count] = node[i], at + 1, step[i + 1], -net
            count += 1
    return runs[:, :count]
