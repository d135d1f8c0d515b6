"""Of people who travel in several ways and come to a shared exit: who gets through, the slow before all others."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from geleit.flow.homes_left import steps_of
from geleit.flow.streams import Schedule
from geleit.model.arrays import Flags, Ints


def slow_first(schedule: Schedule) -> Schedule:
    """The plan in which only those come to shared exits who get through, as many of the slow as can.

    Of each kind those stay who came first. As many pass as before.
    """
    moves, question = schedule.moves, schedule.question
    if not question.slow.any():
        return schedule
    slow, steps = _of_the_slow(schedule), steps_of(schedule)
    through = moves.target[schedule.slot] < 0
    leads_on = np.zeros(moves.nodes, dtype=bool)
    leads_on[schedule.owner[schedule.slot[~through]]] = True
    hubs = np.unique(schedule.owner[schedule.slot[through]])
    columns = [(schedule.slot, schedule.first, schedule.last, schedule.rate)]
    kept = np.ones(len(schedule.slot), dtype=bool)
    for hub in hubs[~leads_on[hubs]].tolist():
        coming = np.flatnonzero(moves.target[schedule.slot] == hub)
        ways = np.unique(schedule.slot[coming])
        if not slow[ways].any() or slow[ways].all():
            continue
        passing = np.flatnonzero(through & (schedule.owner[schedule.slot] == hub))
        room = _each_step(schedule, passing, 0, steps)[::-1].cumsum()[::-1]  # from each step on
        for way in sorted(ways.tolist(), key=lambda way: not slow[way]):
            mine = coming[schedule.slot[coming] == way]
            stay = _as_fit(_each_step(schedule, mine, int(moves.delay[way]), steps), room)
            room = room - stay[::-1].cumsum()[::-1]
            kept[mine] = False
            change = np.flatnonzero(np.diff(stay, prepend=0, append=0))
            first, last, rate = change[:-1], change[1:], stay[change[:-1]]
            some = rate > 0
            first, last = first[some] - moves.delay[way], last[some] - moves.delay[way]
            columns.append((np.full(len(first), way), first, last, rate[some]))
    columns[0] = tuple(column[kept] for column in columns[0])  # type: ignore[assignment]
    slot, first, last, rate = (np.concatenate(column) for column in zip(*columns, strict=True))
    return replace(schedule, slot=slot, first=first, last=last, rate=rate)


def _of_the_slow(schedule: Schedule) -> Flags:
    """Whether each slot leads from a copy of the streets that slow people are in."""
    question, copies = schedule.question, np.array(schedule.question.copies)
    tail = np.where(schedule.slot_arc >= 0, question.tail[schedule.slot_arc], -1)
    homes = question.start[question.slow[question.group]]
    slow = np.unique(np.searchsorted(copies, homes, side="right"))
    return np.asarray(np.isin(np.searchsorted(copies, tail, side="right"), slow) & (tail >= 0))


def _each_step(schedule: Schedule, streams: Ints, later: int, steps: int) -> Ints:
    """How many move in each step by some streams, so many steps after they set out."""
    change = np.zeros(steps + 1, dtype=np.int64)
    np.add.at(change, np.minimum(schedule.first[streams] + later, steps), schedule.rate[streams])
    np.add.at(change, np.minimum(schedule.last[streams] + later, steps), -schedule.rate[streams])
    return np.asarray(change.cumsum()[:steps])


def _as_fit(coming: Ints, room: Ints) -> Ints:
    """How many of those who come in each step get through, given how many can from each step on."""
    stay, free = [], int(coming.sum())
    for come, left in zip(coming.tolist(), room.tolist(), strict=True):
        free = min(free, left)
        stay.append(min(come, free))
        free -= stay[-1]
    return np.array(stay, dtype=np.int64)
