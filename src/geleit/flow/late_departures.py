"""The same plan as late as possible: who has to wait waits at home rather than on the street.

Time runs backwards here. Those whom a plan brings through the gates walk back through the same streets, in the same
numbers, and are home when they have to leave. Whoever comes back to a corner as the n-th takes the way by which the
n-th from the end had come there. As nobody comes back later than in the plan, everybody is home in time, whatever is
shut and whoever travels how, and as much too early as streets are open and wide.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import numpy as np

from geleit.flow.homes_left import Arrivals, arrivals, in_time, steps_of
from geleit.flow.served_first import slow_first
from geleit.flow.streams import UNLIMITED, Schedule
from geleit.kernel import kernel

BLOCKS = ((15, 0), (15, 60), (15, 180), (1, 0))
"""Steps within which it does not matter who came to a corner last, the more the fewer streams; and how many first steps
there are in which it does, for there may be no time to lose. The last is exact."""
LONGER = 2
"""How many times as many streams a late plan may take where nobody asked for one."""


def as_late_as_possible(schedule: Schedule) -> Schedule:
    """The plan with everyone on the way as late as can be, and nobody on the way in vain.

    As many pass each gate at every moment as before: the slow first, and else those who come first to each corner.
    """
    schedule = slow_first(schedule)
    came = arrivals(schedule)
    for block, exact in BLOCKS:
        found = _back_home(schedule, came, block, exact, UNLIMITED)
        if found is not None:
            return found
    raise AssertionError("on the way back from the gates somebody is not home in time")


def late_if_short(schedule: Schedule) -> Schedule | None:
    """The same, or ``None`` if it is not soon found, or takes more than :data:`LONGER` times as many streams."""
    wanted = slow_first(schedule)
    return _back_home(wanted, arrivals(wanted), *BLOCKS[0], LONGER * len(schedule.slot))


def _back_home(schedule: Schedule, came: Arrivals, block: int, exact: int, most: int) -> Schedule | None:
    """The plan in which people walk back from the gates; ``None`` if some are not home in time, or for the streams."""
    moves, steps = schedule.moves, steps_of(schedule)
    gate = np.flatnonzero(moves.target[schedule.slot] < 0)
    node = schedule.owner[schedule.slot[gate]]
    step = np.concatenate([schedule.last[gate], schedule.first[gate]]) - 1
    latest = np.argsort(-step, kind="stable")
    more = np.concatenate([schedule.rate[gate], -schedule.rate[gate]])[latest]
    delay = np.minimum(moves.delay, steps)
    *streams, home = _walk_back(
        moves.seconds, steps, moves.to_gate, schedule.owner, delay, np.concatenate([[0], np.cumsum(delay)]), moves.rate,
        moves.open_first, moves.open_from, moves.open_until, came.first, came.slot, came.run, came.begin, came.end,
        came.rate, block, exact, most, step[latest], np.tile(node, 2)[latest], more,
    )  # fmt: skip
    if not home:
        return None
    before = (schedule.slot, schedule.first, schedule.last, schedule.rate)
    slot, first, last, rate = (np.concatenate([a[gate], b]) for a, b in zip(before, streams, strict=True))
    late = replace(schedule, slot=slot, first=first, last=last, rate=rate)
    return late if in_time(late) else None


@kernel
def _walk_back(
    seconds: int, steps: int, to_gate: Any, owner: Any, delay: Any, road: Any, rate: Any,
    open_first: Any, open_from: Any, open_until: Any, first: Any, slot: Any, run: Any, begin: Any, end: Any, came: Any,
    block: int, exact: int, most: int, gate_step: Any, gate_node: Any, gate_change: Any,
) -> Any:  # fmt: skip
    nodes, slots = len(to_gate), len(owner)
    # how far each node is in the list of those who came, the last first: since when, by which way, how many of its run
    at, turn = np.full(nodes, steps, dtype=np.int64), first[1:].copy()
    next_run, gone = run[:-1].copy(), np.zeros(len(slot), dtype=np.int64)
    back = _too_many(owner, first, slot, run, begin, end, came, gate_step, gate_node, gate_change)
    streams, count = np.empty((4, 1024), dtype=np.int64), 0

    # who came last and got no farther does not set out, and then others behind them got no farther either
    again = True
    while again:
        again = False
        for v in range(nodes - 1, -1, -1):
            while back[v] > 0:
                again = True
                i, amount = _last_who_came(v, back[v], 1, 0, at, turn, next_run, gone, first, run, begin, end, came)
                back[v] -= amount
                if slot[i] >= 0:
                    back[owner[slot[i]]] += amount

    waiting, some = np.zeros(slots, dtype=np.int64), np.zeros(nodes, dtype=np.int64)  # for each street, at each node
    passing = np.zeros(nodes, dtype=np.int64)
    on_the_road = np.zeros(road[-1], dtype=np.int64)
    delayed: Any = np.flatnonzero(delay > 0)
    next_open = open_first[1:] - 1
    running, since = np.zeros(slots, dtype=np.int64), np.zeros(slots, dtype=np.int64)
    until = np.zeros(slots, dtype=np.int64)
    event = passes = under_way = 0
    n = steps - 1
    while n >= 0:
        while event < len(gate_step) and gate_step[event] >= n:
            passing[gate_node[event]] += gate_change[event]
            passes += gate_change[event]
            event += 1
        if passes == 0 and under_way == 0:
            n = gate_step[event] if event < len(gate_step) else -1
            continue
        for e in delayed:
            spot = road[e] + n % delay[e]
            if on_the_road[spot] > 0:
                back[owner[e]] += on_the_road[spot]
                under_way -= on_the_road[spot]
                on_the_road[spot] = 0
        for v in range(nodes - 1, -1, -1):
            back[v] += passing[v]
            while back[v] > 0:
                i, amount = _last_who_came(
                    v, back[v], block, exact, at, turn, next_run, gone, first, run, begin, end, came
                )
                if i < 0:
                    return streams[0, :0], streams[1, :0], streams[2, :0], streams[3, :0], False
                back[v] -= amount
                if slot[i] >= 0:
                    waiting[slot[i]] += amount
                    some[v] += amount
                    under_way += amount
            if some[v] == 0:
                continue
            for i in range(first[v], first[v + 1]):
                e = slot[i]
                if e < 0 or waiting[e] == 0:
                    continue
                entered = n - delay[e]
                second = entered * seconds - to_gate[owner[e]]
                while next_open[e] >= open_first[e] and open_from[next_open[e]] > second:
                    next_open[e] -= 1
                if next_open[e] < open_first[e] or open_until[next_open[e]] < second + seconds:
                    continue
                sent = min(waiting[e], rate[e])
                waiting[e] -= sent
                some[v] -= sent
                if delay[e] == 0:
                    back[owner[e]] += sent
                    under_way -= sent
                else:
                    on_the_road[road[e] + n % delay[e]] = sent
                if sent != running[e] or since[e] != entered + 1:
                    streams, count = _noted(streams, count, e, since[e], until[e], running[e])
                    running[e], until[e] = sent, entered + 1
                since[e] = entered
        if count > most:
            break
        n -= 1
    for e in range(slots):
        streams, count = _noted(streams, count, e, since[e], until[e], running[e])
    return streams[0, :count], streams[1, :count], streams[2, :count], streams[3, :count], n < 0 and under_way == 0


@kernel
def _too_many(
    owner: Any, first: Any, slot: Any, run: Any, begin: Any, end: Any, came: Any, gate_step: Any, gate_node: Any,
    gate_change: Any,
) -> Any:  # fmt: skip
    """How many more come to each node than go on and arrive."""
    found = np.zeros(len(first) - 1, dtype=np.int64)
    for v in range(len(found)):
        for i in range(first[v], first[v + 1]):
            for r in range(run[i], run[i + 1]):
                amount = came[r] * (end[r] - begin[r])
                found[v] += amount
                if slot[i] >= 0:
                    found[owner[slot[i]]] -= amount
    for i in range(len(gate_step)):
        found[gate_node[i]] -= gate_change[i] * (gate_step[i] + 1)
    return found


@kernel
def _last_who_came(
    v: int, wanted: int, block: int, exact: int, at: Any, turn: Any, next_run: Any, gone: Any, first: Any,
    run: Any, begin: Any, end: Any, came: Any,
) -> Any:  # fmt: skip
    """The way by which the last not yet counted came to a node, and no more of them than are wanted; counts them."""
    while True:
        while turn[v] < first[v + 1]:
            i = turn[v]
            r = next_run[i]
            if r == run[i + 1] or end[r] <= at[v]:
                turn[v] += 1
                continue
            left = came[r] * (end[r] - max(begin[r], at[v])) - gone[i]
            amount = min(left, wanted)
            gone[i] += amount
            if amount == left and begin[r] >= at[v]:
                next_run[i] += 1
                gone[i] = 0
            elif amount == left:
                turn[v] += 1
            if amount > 0:
                return i, amount
        latest = -1
        for i in range(first[v], first[v + 1]):
            if next_run[i] < run[i + 1]:
                latest = max(latest, min(at[v], end[next_run[i]]) - 1)
        if latest < 0:
            return -1, 0
        at[v], turn[v] = latest // block * block if latest >= exact else latest, first[v]


@kernel
def _noted(streams: Any, count: int, slot: int, first: int, last: int, rate: int) -> Any:
    """The streams with one more, if it is one, and their number."""
    if rate == 0:
        return streams, count
    if count == streams.shape[1]:
        larger = np.empty((4, 2 * count), dtype=np.int64)
        larger[:, :count] = streams
        streams = larger
    streams[0, count], streams[1, count], streams[2, count], streams[3, count] = slot, first, last, rate
    return streams, count + 1
