"""Who leaves when, by which gate: a plan's streams traced back to the people who make them up.

A plan counts people without telling them apart. Here they are followed through it, step by step: at each corner those
already under way go first, in the order in which they came, and people at home leave only when there is room, so that
they wait at home as long as they can.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from geleit.flow.streams import Schedule
from geleit.kernel import kernel
from geleit.model.arrays import Ints
from geleit.model.certificate import UNITS_PER_PERSON
from geleit.model.window import HOUR_S

LABEL, GATE, FROM, UNTIL, UNITS, PASS_FROM, PASS_UNTIL, WAIT, METRES, SECONDS, WAITED = range(11)
"""Rows of the kernel's table of people who pass a gate."""


@dataclass(frozen=True, eq=False)
class Departures:
    """People of a plan by label, gate and the clock hour in which they leave home.

    Parameters
    ----------
    label, gate
        Label of the people, and the gate they pass, shape ``(k,)``.
    units
        How many, in 1/3600 person.
    leave_from, leave_until
        First and last second at which they leave their corner.
    pass_from, pass_until
        First second at which they pass the gate, and the second by which all of them have.
    wait
        The most seconds that any of them spends on the way beyond the way itself.
    metres, seconds
        The longest way of any of them, as far as it counts.
    waited
        Seconds that all people who pass a gate wait so together, times their number in 1/3600 person.
    under_way, at_home
        People of each label who leave but do not get out by the horizon, and who do not leave, in 1/3600 person,
        shape ``(labels,)``.
    """

    label: Ints
    gate: Ints
    units: Ints
    leave_from: Ints
    leave_until: Ints
    pass_from: Ints
    pass_until: Ints
    wait: Ints
    metres: Ints
    seconds: Ints
    waited: int
    under_way: Ints
    at_home: Ints


def departures(
    schedule: Schedule, label: Ints, hour_began: int = 0, counted: tuple[Ints, Ints] | None = None
) -> Departures:
    """Trace the people of a plan.

    Parameters
    ----------
    label
        Label of each group, whole numbers from 0, shape ``(groups,)``.
    hour_began
        Seconds that the clock hour had lasted at second 0, so that rows go by the hours of the clock.
    counted
        Metres and seconds that each arc adds to the length of a way; nothing by default.
    """
    seconds, labels = schedule.moves.seconds, int(label.max(initial=-1)) + 1
    nothing = np.zeros(len(schedule.question.tail), dtype=np.int64)
    rows, left = _followed(schedule, label, labels, hour_began, counted or (nothing, nothing))
    everyone, out = np.zeros(labels, dtype=np.int64), np.zeros(labels, dtype=np.int64)
    np.add.at(everyone, label, schedule.question.low * UNITS_PER_PERSON)
    np.add.at(out, rows[LABEL], rows[UNITS] * seconds)
    return _summed(rows, seconds, hour_began, left * seconds - out, everyone - left * seconds)


def _followed(
    schedule: Schedule, label: Ints, labels: int, hour_began: int, counted: tuple[Ints, Ints]
) -> tuple[Ints, Ints]:
    """Rows of people who pass a gate, and people of each label who left home, in units of the steps."""
    moves, gates = schedule.moves, len(schedule.question.gates)
    every, delayed = np.arange(moves.nodes + 1), np.flatnonzero(moves.delay > 0)
    into = delayed[np.argsort(moves.target[delayed], kind="stable")]
    step = np.concatenate([schedule.last, schedule.first])
    runs = np.concatenate([schedule.slot, schedule.slot])
    rate = np.concatenate([np.zeros_like(schedule.rate), schedule.rate])
    at = np.lexsort((np.arange(len(step)), step))  # what ends comes before what begins in the same step
    homes = np.lexsort((moves.home_step, moves.home))
    arc, question = schedule.slot_arc, schedule.question
    extra = np.where(arc < 0, 0, question.transit[arc] + moves.to_gate[moves.target] - moves.to_gate[schedule.owner])
    metres, walk = (np.where(arc < 0, 0, column[arc]) for column in counted)
    rows, left = _trace(
        moves.to_gate, moves.first, moves.target, moves.delay, schedule.slot_gate, extra, metres, walk,
        np.searchsorted(moves.target[into], every), into, step[at], runs[at], rate[at],
        np.searchsorted(moves.home[homes], every), moves.home_step[homes], label[schedule.home_group[homes]],
        moves.home_people[homes], gates, labels, schedule.question.horizon // moves.seconds, moves.seconds,
        hour_began,
    )  # fmt: skip
    if len(left) < labels:
        raise AssertionError("more people leave a corner of the plan than are there")
    return rows, left


def _summed(rows: Ints, seconds: int, hour_began: int, under_way: Ints, at_home: Ints) -> Departures:
    """One row for each label, gate and hour."""
    key = np.stack([rows[LABEL], rows[GATE], (rows[FROM] + hour_began) // HOUR_S])
    _, first, back = np.unique(key, axis=1, return_index=True, return_inverse=True)
    units = np.zeros(len(first), dtype=np.int64)
    np.add.at(units, back, rows[UNITS] * seconds)
    least = {column: rows[column][first].copy() for column in (FROM, PASS_FROM)}
    most = {column: rows[column][first].copy() for column in (UNTIL, PASS_UNTIL, WAIT, METRES, SECONDS)}
    for column, ends in least.items():
        np.minimum.at(ends, back, rows[column])
    for column, ends in most.items():
        np.maximum.at(ends, back, rows[column])
    return Departures(
        label=rows[LABEL][first],
        gate=rows[GATE][first],
        units=units,
        leave_from=least[FROM],
        leave_until=most[UNTIL],
        pass_from=least[PASS_FROM] * seconds,
        pass_until=(most[PASS_UNTIL] + 1) * seconds,
        wait=most[WAIT],
        metres=most[METRES],
        seconds=most[SECONDS],
        waited=int(rows[WAITED].sum()) * seconds,
        under_way=under_way,
        at_home=at_home,
    )


@kernel
def _trace(
    to_gate: Any, first: Any, target: Any, delay: Any, gate: Any, extra: Any, metres: Any, walk: Any,
    in_first: Any, in_slot: Any, event_step: Any, event_slot: Any, event_rate: Any,
    home_first: Any, home_step: Any, home_label: Any, home_people: Any, gates: int, labels: int, steps: int,
    seconds: int, hour_began: int,
) -> Any:  # fmt: skip
    nodes, slots = len(to_gate), len(target)
    owner = np.empty(slots, dtype=np.int64)
    for v in range(nodes):
        owner[first[v] : first[v + 1]] = v
    running, busy = np.zeros(slots, dtype=np.int64), np.zeros(nodes, dtype=np.int64)
    home, at_home = home_first[:-1].copy(), home_people.copy()
    left = np.zeros(labels, dtype=np.int64)
    # chunks of people wait in queues: one for each node, then one for each slot for those under way in it
    chunks = np.empty((9, 1024), dtype=np.int64)
    free = np.array([-1, 0])  # first chunk to use again, number of chunks ever used
    ends = np.full((2, nodes + slots), -1, dtype=np.int64)
    rows = np.empty((11, 1024), dtype=np.int64)
    count = 0
    last_row = np.full(gates, -1, dtype=np.int64)
    active = event = n = 0
    while n < steps:
        while event < len(event_step) and event_step[event] <= n:
            e = event_slot[event]
            change = int(event_rate[event] > 0) - int(running[e] > 0)
            busy[owner[e]] += change
            active += change
            running[e] = event_rate[event]
            event += 1
        if active == 0:
            n = event_step[event] if event < len(event_step) else steps
            continue
        for v in range(nodes):
            if busy[v] == 0:
                continue
            for i in range(in_first[v], in_first[v + 1]):
                q = nodes + in_slot[i]
                while ends[0, q] >= 0 and chunks[4, ends[0, q]] <= n:
                    c = ends[0, q]
                    chunks = _push(
                        chunks, free, ends, v, chunks[0, c], chunks[1, c], chunks[2, c], chunks[3, c], 0,
                        chunks[6, c], chunks[7, c], chunks[8, c], hour_began,
                    )  # fmt: skip
                    _pop(chunks, free, ends, q)
            for e in range(first[v], first[v + 1]):
                needed = running[e]
                while needed > 0:
                    c = ends[0, v]
                    if c >= 0:
                        label, since, until = chunks[0, c], chunks[1, c], chunks[2, c]
                        born, far, long = chunks[6, c], chunks[7, c], chunks[8, c]
                        taken = min(needed, chunks[3, c])
                        chunks[3, c] -= taken
                        if chunks[3, c] == 0:
                            _pop(chunks, free, ends, v)
                    else:
                        h = home[v]
                        while h < home_first[v + 1] and at_home[h] == 0:
                            h += 1
                        home[v] = h
                        if h == home_first[v + 1] or home_step[h] > n:
                            return rows[:, :0], left[:0]
                        label = home_label[h]
                        since = until = max(n * seconds - to_gate[v], 0)
                        born, far, long = n * seconds, 0, 0
                        taken = min(needed, at_home[h])
                        at_home[h] -= taken
                        left[label] += taken
                    needed -= taken
                    if gate[e] < 0:
                        if delay[e] == 0:
                            queue, due = target[e], 0
                        else:
                            queue, due = nodes + e, n + delay[e]
                        chunks = _push(
                            chunks, free, ends, queue, label, since, until, taken, due,
                            born + extra[e], far + metres[e], long + walk[e], hour_began,
                        )  # fmt: skip
                        continue
                    r = last_row[gate[e]]
                    if (
                        r < 0
                        or rows[LABEL, r] != label
                        or (rows[FROM, r] + hour_began) // HOUR_S != (since + hour_began) // HOUR_S
                    ):
                        if count == rows.shape[1]:
                            larger_rows = np.empty((11, 2 * count), dtype=np.int64)
                            larger_rows[:, :count] = rows
                            rows = larger_rows
                        r = last_row[gate[e]] = count
                        count += 1
                        rows[LABEL, r], rows[GATE, r], rows[FROM, r], rows[UNTIL, r] = label, gate[e], since, until
                        rows[UNITS, r], rows[PASS_FROM, r] = 0, n
                        rows[WAIT, r], rows[METRES, r], rows[SECONDS, r], rows[WAITED, r] = 0, 0, 0, 0
                    rows[FROM, r] = min(rows[FROM, r], since)
                    rows[UNTIL, r] = max(rows[UNTIL, r], until)
                    rows[UNITS, r] += taken
                    rows[PASS_UNTIL, r] = n
                    rows[WAIT, r] = max(rows[WAIT, r], n * seconds - born)
                    rows[WAITED, r] += taken * (n * seconds - born)
                    rows[METRES, r], rows[SECONDS, r] = max(rows[METRES, r], far), max(rows[SECONDS, r], long)
        n += 1
    return rows[:, :count], left


@kernel
def _push(
    chunks: Any, free: Any, ends: Any, queue: int, label: int, since: int, until: int, amount: int, due: int,
    born: int, far: int, long: int, hour_began: int,
) -> Any:  # fmt: skip
    """Add people to the end of a queue; returns the chunks, which may have moved to make room."""
    c = ends[1, queue]
    if (
        c >= 0
        and chunks[0, c] == label
        and chunks[4, c] == due
        and chunks[6, c] == born
        and (chunks[1, c] + hour_began) // HOUR_S == (since + hour_began) // HOUR_S
    ):
        chunks[1, c] = min(chunks[1, c], since)
        chunks[2, c] = max(chunks[2, c], until)
        chunks[3, c] += amount
        chunks[7, c], chunks[8, c] = max(chunks[7, c], far), max(chunks[8, c], long)
        return chunks
    new = free[0]
    if new >= 0:
        free[0] = chunks[5, new]
    else:
        new = free[1]
        free[1] += 1
        if new == chunks.shape[1]:
            larger = np.empty((9, 2 * new), dtype=np.int64)
            larger[:, :new] = chunks
            chunks = larger
    chunks[0, new], chunks[1, new], chunks[2, new] = label, since, until
    chunks[3, new], chunks[4, new], chunks[5, new] = amount, due, -1
    chunks[6, new], chunks[7, new], chunks[8, new] = born, far, long
    if c >= 0:
        chunks[5, c] = new
    else:
        ends[0, queue] = new
    ends[1, queue] = new
    return chunks


@kernel
def _pop(chunks: Any, free: Any, ends: Any, queue: int) -> None:
    """Take away the first chunk of a queue."""
    c = ends[0, queue]
    ends[0, queue] = chunks[5, c]
    if ends[0, queue] < 0:
        ends[1, queue] = -1
    chunks[5, c] = free[0]
    free[0] = c
