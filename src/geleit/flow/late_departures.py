"""The same plan as late as possible: who has to wait waits at home rather than on the street.

Time runs backwards here. Those whom a plan brings through the gates walk back through the same streets, in the same
numbers, as early as streets allow, and are home when they have to leave.
"""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from geleit.flow.departures import departures
from geleit.flow.layers import spread
from geleit.flow.replay import Moves, replay
from geleit.flow.streams import UNLIMITED, Schedule
from geleit.model.arrays import Ints


def as_late_as_possible(schedule: Schedule) -> Schedule:
    """The plan with everyone on the way as late as can be, and nobody on the way in vain.

    Nobody else gets out, and no fewer. If some would not be home in time, those who get out leave as they did in the
    plan: the way back is taken as it comes, and where it forks that may be the wrong one.
    """
    steps = schedule.question.horizon // schedule.moves.seconds
    bare = _without_those_who_stay(schedule, steps)
    moves, volume = bare.moves, _volume(bare)
    if bare.people_out < schedule.people_out:
        return schedule
    backwards, forth = _backwards(bare, volume, steps)
    slot, first, last, rate = replay(backwards, steps)
    home, gate = forth[slot] < 0, moves.target[bare.slot] < 0
    if int((rate * (last - first))[home].sum()) < int(volume[moves.target < 0].sum()):
        return bare
    walked = forth[slot[~home]]
    entered = steps - moves.delay[walked]
    return replace(
        bare,
        slot=np.concatenate([bare.slot[gate], walked]),
        first=np.concatenate([bare.first[gate], entered - last[~home]]),
        last=np.concatenate([bare.last[gate], entered - first[~home]]),
        rate=np.concatenate([bare.rate[gate], rate[~home]]),
    )


def _without_those_who_stay(schedule: Schedule, steps: int) -> Schedule:
    """The plan in which only those set out who get out."""
    moves, groups = schedule.moves, len(schedule.question.low)
    found = departures(schedule, np.arange(groups))
    out = np.zeros(groups, dtype=np.int64)
    np.add.at(out, found.label, found.units // moves.seconds)
    some = np.flatnonzero(out[schedule.home_group] > 0)
    group = schedule.home_group[some]
    fewer = replace(moves, home=moves.home[some], home_step=moves.home_step[some], home_people=out[group])
    return Schedule(schedule.question, fewer, group, schedule.slot_arc, schedule.slot_gate, *replay(fewer, steps))


def _volume(schedule: Schedule) -> Ints:
    """People in each slot, in units of the steps."""
    volume = np.zeros(len(schedule.moves.target), dtype=np.int64)
    np.add.at(volume, schedule.slot, schedule.rate * (schedule.last - schedule.first))
    return volume


def _backwards(schedule: Schedule, volume: Ints, steps: int) -> tuple[Moves, Ints]:
    """The moves of the way back, and the slot that each of its slots undoes, -1 for those that lead home.

    Step ``n`` is step ``steps - 1 - n`` of the way back, and node ``v`` is ``nodes - 1 - v``; walking times count from
    the farthest node, so that whoever keeps to a shortest way passes all its corners in one step, as before.
    """
    moves, seconds = schedule.moves, schedule.moves.seconds
    farthest = int(moves.to_gate.max(initial=0))
    to_gate = farthest - moves.to_gate[::-1]
    arc = np.flatnonzero((moves.target >= 0) & (volume > 0))
    home, ready, people = moves.home, moves.home_step, moves.home_people

    node = moves.nodes - 1 - np.concatenate([home, moves.target[arc]])
    farther = _ready_behind(schedule, arc)
    order = np.lexsort((-np.concatenate([ready, farther[schedule.owner[arc]]]), node))  # who left first goes first
    forth = np.concatenate([np.full(len(home), -1), arc])[order]
    latest = (steps - ready) * seconds - to_gate[moves.nodes - 1 - home]
    row, interval = spread(moves.open_first[arc], np.diff(moves.open_first)[arc])
    opening_slot = np.concatenate([np.arange(len(home)), len(home) + row])
    # who enters a street at t leaves it, on the way back, at the end minus t, by the clock of its other end
    end = (steps - moves.delay[arc]) * seconds - moves.to_gate[schedule.owner[arc]]
    end -= farthest - moves.to_gate[moves.target[arc]]
    since = np.concatenate([np.full(len(home), -UNLIMITED), end[row] - moves.open_until[interval]])
    until = np.concatenate([latest, end[row] - moves.open_from[interval]])
    place = np.empty(len(order), dtype=np.int64)
    place[order] = np.arange(len(order))
    by_slot = np.lexsort((since, place[opening_slot]))

    gate = np.flatnonzero(moves.target[schedule.slot] < 0)
    stream, step = spread(schedule.first[gate], (schedule.last - schedule.first)[gate])
    earliest = np.argsort(-step, kind="stable")
    passed = gate[stream[earliest]]
    every = np.arange(len(order) + 1)
    return Moves(
        seconds=seconds,
        nodes=moves.nodes,
        home=moves.nodes - 1 - schedule.owner[schedule.slot[passed]],
        home_step=steps - 1 - step[earliest],
        home_people=schedule.rate[passed],
        to_gate=to_gate,
        first=np.searchsorted(node[order], np.arange(moves.nodes + 1)),
        target=np.concatenate([np.full(len(home), -1), moves.nodes - 1 - schedule.owner[arc]])[order],
        delay=np.concatenate([np.zeros_like(home), moves.delay[arc]])[order],
        rate=np.concatenate([np.full(len(home), UNLIMITED), moves.rate[arc]])[order],
        quota_first=every,
        quota_step=np.zeros(len(order), dtype=np.int64),
        quota_amount=np.concatenate([people, volume[arc]])[order],
        open_first=np.searchsorted(place[opening_slot][by_slot], every),
        open_from=since[by_slot],
        open_until=until[by_slot],
    ), forth


def _ready_behind(schedule: Schedule, arc: Ints) -> Ints:
    """For each node, the latest step from which on anyone sets out there or behind it, shape ``(nodes,)``."""
    moves = schedule.moves
    latest = np.zeros(moves.nodes, dtype=np.int64)
    np.maximum.at(latest, moves.home, moves.home_step)
    tails, heads = schedule.owner[arc].tolist(), moves.target[arc].tolist()
    behind = latest.tolist()
    for tail, head in zip(tails, heads, strict=True):  # slots are in the order of their nodes, the farthest first
        if behind[tail] > behind[head]:
            behind[head] = behind[tail]
    return np.array(behind, dtype=np.int64)
