"""How many wait where in a plan, and for how long: counted from its streams, to the second.

People wait in a corner from when they come there along a street until they go on, in the order in which they came.
Whoever is at home and has not set out yet waits at home; nobody sets out while somebody else waits at the corner.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import numpy as np

from geleit.flow.streams import Schedule
from geleit.kernel import kernel
from geleit.model.arrays import Floats, Ints


@dataclass(frozen=True, eq=False)
class Queues:
    """People who wait at places of a plan, in 1/3600 person, shape ``(places,)`` each.

    Parameters
    ----------
    most, at
        The most who wait there at once, and the first second at which they do.
    passed
        How many go on from there.
    waited
        Seconds that all of them wait together, times their number.
    longest
        The most seconds that anybody waits there, rounded up; until the horizon for whoever does not get on.
    """

    most: Ints
    at: Ints
    passed: Ints
    waited: Floats
    longest: Ints


def queues(schedule: Schedule, place: Ints, places: int) -> Queues:
    """Queues at places.

    Parameters
    ----------
    place
        Place of each node of the question, -1 for one that does not matter, shape ``(nodes,)``.
    places
        How many places there are.
    """
    node, second, comes, goes = _events(schedule)
    order = np.lexsort((second, node))
    waited, longest = _at_nodes(
        node[order], second[order], comes[order], goes[order], place, places, schedule.question.horizon
    )
    matters = np.flatnonzero(place[node] >= 0)
    matters = matters[np.lexsort((node[matters], second[matters], place[node[matters]]))]
    most, at = _at_places(place, places, node[matters], second[matters], (comes - goes)[matters])
    return Queues(most, at, _passed(schedule, place, places), waited, longest)


def _passed(schedule: Schedule, place: Ints, places: int) -> Ints:
    """How many leave each place along a street, or through a gate."""
    question, arc = schedule.question, schedule.slot_arc[schedule.slot]
    gates = np.array([-1 if gate.node is None else gate.node for gate in question.gates], dtype=np.int64)
    here = place[np.where(arc >= 0, question.tail[arc], gates[schedule.slot_gate[schedule.slot]])]
    there = np.where(arc >= 0, place[question.head[arc]], -1)
    leaving = np.flatnonzero((here >= 0) & (here != there))
    found = np.zeros(places, dtype=np.int64)
    units = schedule.rate * (schedule.last - schedule.first) * schedule.moves.seconds
    np.add.at(found, here[leaving], units[leaving])
    return found


def _events(schedule: Schedule) -> tuple[Ints, Ints, Ints, Ints]:
    """Node and second of every change of the rates at which people come to a node and go on from there."""
    question, (since, until) = schedule.question, schedule.times
    gates = np.array([-1 if gate.node is None else gate.node for gate in question.gates], dtype=np.int64)
    arc, gate = schedule.slot_arc[schedule.slot], schedule.slot_gate[schedule.slot]
    on = np.flatnonzero(arc >= 0)
    tail = np.where(arc >= 0, question.tail[arc], gates[gate])
    head, later = question.head[arc[on]], question.transit[arc[on]]
    rate, none, nobody = schedule.rate, np.zeros_like(schedule.rate), np.zeros_like(on)
    rows = (
        (tail, since, none, rate),
        (tail, until, none, -rate),
        (head, since[on] + later, rate[on], nobody),
        (head, until[on] + later, -rate[on], nobody),
    )
    node, second, comes, goes = (np.concatenate(column) for column in zip(*rows, strict=True))
    return node, np.minimum(second, question.horizon), comes, goes


@kernel
def _at_places(place: Any, places: int, node: Any, second: Any, change: Any) -> Any:
    """The most who wait at each place at once, and since when; events by place and second."""
    most, at = np.zeros(places, dtype=np.int64), np.zeros(places, dtype=np.int64)
    stock, net = np.zeros(len(place), dtype=np.int64), np.zeros(len(place), dtype=np.int64)
    here = np.empty(len(place), dtype=np.int64)  # nodes of a place at which something has happened
    known = np.zeros(len(place), dtype=np.bool_)
    count = 0
    for i in range(len(node)):
        where = place[node[i]]
        new = i == 0 or where != place[node[i - 1]]
        if new:
            count = 0
        elif second[i] > second[i - 1]:
            together = 0
            for k in range(count):
                v = here[k]
                stock[v] = max(stock[v] + net[v] * (second[i] - second[i - 1]), 0)
                together += stock[v]
            if together > most[where]:
                most[where], at[where] = together, second[i]
        v = node[i]
        if not known[v]:
            known[v] = True
            here[count] = v
            count += 1
        net[v] += change[i]
    return most, at


@kernel
def _at_nodes(node: Any, second: Any, comes: Any, goes: Any, place: Any, places: int, horizon: int) -> Any:
    waited = np.zeros(places, dtype=np.float64)
    longest = np.zeros(places, dtype=np.int64)
    # corners of the curves of who has come and who has gone since somebody waits: moment, come, gone
    curve = np.empty((3, 1024), dtype=np.float64)
    count, coming, going, stock = 0, 0, 0, 0
    for i in range(len(node)):
        where = place[node[i]]
        if where < 0:
            continue
        if i == 0 or node[i] != node[i - 1]:
            count = coming = going = stock = 0
        coming += comes[i]
        going += goes[i]
        last = i + 1 == len(node) or node[i + 1] != node[i]
        long = (horizon if last else second[i + 1]) - second[i]
        if long == 0 and not (last and stock > 0):
            continue
        net = coming - going
        if stock == 0 and net <= 0:
            continue
        if stock == 0:
            curve[0, 0], curve[1, 0], curve[2, 0] = second[i], 0.0, 0.0
            count = 1
        if count + 2 > curve.shape[1]:
            larger = np.empty((3, 2 * curve.shape[1]), dtype=np.float64)
            larger[:, :count] = curve[:, :count]
            curve = larger
        lasts = float(long)
        if stock + net * long <= 0:
            lasts = stock / -net
        waited[where] += (stock + net * lasts / 2) * lasts
        curve[0, count] = curve[0, count - 1] + lasts
        curve[1, count] = curve[1, count - 1] + coming * lasts
        curve[2, count] = curve[2, count - 1] + going * lasts
        count += 1
        stock = max(stock + net * long, 0)
        if last and stock > 0:
            curve[0, count], curve[1, count], curve[2, count] = horizon, curve[1, count - 1], curve[1, count - 1]
            count += 1
        if last or stock == 0:
            longest[where] = max(longest[where], int(np.ceil(_longest(curve[:, :count]) - 1e-6)))
            count = 0
    return waited, longest


@kernel
def _longest(curve: Any) -> Any:
    """The longest time between the curve of those who come and that of those who go, in order of coming."""
    moment, come, gone = curve[0], curve[1], curve[2]
    found = 0.0
    for i in range(len(moment)):
        found = max(found, _last_below(moment, gone, come[i]) - moment[i])
        found = max(found, _first_at(moment, gone, come[i]) - _first_at(moment, come, come[i]))
        found = max(found, moment[i] - _first_at(moment, come, gone[i]) if gone[i] > 0 else 0.0)
    return found


@kernel
def _first_at(moment: Any, curve: Any, value: float) -> Any:
    """The first moment at which a rising curve has a value."""
    k = min(int(np.searchsorted(curve, value)), len(curve) - 1)
    if k == 0 or curve[k] <= value or curve[k] == curve[k - 1]:
        return moment[k]
    return moment[k - 1] + (moment[k] - moment[k - 1]) * (value - curve[k - 1]) / (curve[k] - curve[k - 1])


@kernel
def _last_below(moment: Any, curve: Any, value: float) -> Any:
    """The first moment at which a rising curve has a value and goes on rising, or its last moment."""
    k = int(np.searchsorted(curve, value, side="right"))
    if k == len(curve):
        return _first_at(moment, curve, value)
    if k == 0:
        return moment[0]
    return moment[k - 1] + (moment[k] - moment[k - 1]) * (value - curve[k - 1]) / (curve[k] - curve[k - 1])
