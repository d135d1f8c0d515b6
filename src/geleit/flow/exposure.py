"""Expected harm on the way out: of a plan, the least that any plan can have, and plans along safer streets."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from geleit.flow.instance import Question
from geleit.flow.layers import FAR, Reach
from geleit.flow.streams import Schedule, replayed, without_quotas
from geleit.model.arrays import Floats, Ints
from geleit.model.certificate import UNITS_PER_PERSON, Intervals


@dataclass(frozen=True, eq=False)
class Hazard:
    """A risk beside the one that holds everywhere.

    Parameters
    ----------
    intervals
        When, in seconds, disjoint and sorted.
    arc, node
        Expected harm per person-second in each arc, and at each node, shapes ``(a,)`` and ``(n,)``.
    """

    intervals: Intervals
    arc: Floats
    node: Floats


def person_seconds(schedule: Schedule) -> float:
    """Time that all people together are inside, out of a plan's gates at last or until the horizon."""
    horizon = schedule.question.horizon
    gate = schedule.slot_gate[schedule.slot] >= 0
    start, end = (x[gate] for x in schedule.times)
    outside = schedule.rate[gate] * _ramp(horizon, start, end) / UNITS_PER_PERSON
    return float(schedule.question.low.sum()) * horizon - float(outside.sum())


def harm(schedule: Schedule, background: float, hazards: Sequence[Hazard]) -> float:
    """Expected harm of a plan until the horizon: on streets, while people wait at corners, and of those who stay.

    Parameters
    ----------
    background
        Expected harm per person-second everywhere inside.
    """
    total = background * person_seconds(schedule)
    for hazard in hazards:
        for a, b in hazard.intervals:
            total += _harm_before(schedule, hazard, b) - _harm_before(schedule, hazard, a)
    return total


def least_harm(
    question: Question, background: float, hazards: Sequence[Hazard], out: int, most_out: Ints, moments: Ints
) -> float:
    """No plan that gets at least so many people out has less expected harm.

    Nobody is inside for a shorter time than the upper bounds on who is out by each moment allow; and each of those who
    get out passes streets at least as dangerous, at their least dangerous moment, as the safest way from their home is.
    The two are bounded apart, so that their sum bounds the harm of every plan.

    Parameters
    ----------
    out
        People of the fewest who get out.
    most_out, moments
        No more than so many of the fewest people are out by each of these moments; rising, the last is the horizon.
    """
    outside = float((most_out[1:] * np.diff(moments)).sum())
    inside = float(question.low.sum()) * question.horizon - outside
    weight = np.sum([h.arc for h in hazards if h.intervals == ((0, question.horizon),)], axis=0, initial=0.0)
    safest, _ = _ways(question, weight * question.transit)
    way = np.full(len(question.low), np.inf)
    np.minimum.at(way, question.group, safest[question.start])
    order = np.argsort(way, kind="stable")
    before = np.concatenate([[0], np.cumsum(question.low[order])[:-1]])
    leaving = np.clip(out - before, 0, question.low[order])
    return background * inside + float((leaving[leaving > 0] * way[order][leaving > 0]).sum())


def along_safer_streets(question: Question, danger: Floats, seconds_for_harm: float) -> Schedule:
    """Everyone on the way to a gate that costs least, as streets and gates allow.

    Parameters
    ----------
    danger
        Expected harm per person in passing each arc, shape ``(a,)``.
    seconds_for_harm
        How many seconds more on the way are worth avoiding a harm of one.
    """
    cost, arc = _ways(question, question.transit + danger * seconds_for_harm)
    to_gate = np.where(np.isfinite(cost), 0, FAR)
    order = np.argsort(cost, kind="stable")
    for v in order[np.isfinite(cost[order]) & (arc[order] >= 0)].tolist():  # the next corner on the way comes first
        to_gate[v] = question.transit[arc[v]] + to_gate[question.head[arc[v]]]
    arcs = np.sort(arc[arc >= 0])
    gates = np.flatnonzero([gate.node is not None and gate.rate > 0 for gate in question.gates])
    used = np.isin(np.arange(len(question.rate)), arcs)
    one_way = replace(question, rate=np.where(used, question.rate, 0))
    reached = Reach(to_gate, arcs, np.arange(question.nodes))
    return replayed(one_way, reached, without_quotas(arcs), without_quotas(gates))


def _harm_before(schedule: Schedule, hazard: Hazard, until: int) -> float:
    question = schedule.question
    start, end = schedule.times
    arc, persons = schedule.slot_arc[schedule.slot], schedule.rate / UNITS_PER_PERSON
    gate = schedule.slot_gate[schedule.slot]
    node_of_gate = np.array([-1 if g.node is None else g.node for g in question.gates], dtype=np.int64)
    left = persons * _ramp(until, start, end)
    away = np.where(arc >= 0, question.tail[arc], node_of_gate[gate])
    on = arc >= 0
    arrived = persons[on] * _ramp(until, start[on] + question.transit[arc[on]], end[on] + question.transit[arc[on]])
    at_home = question.low[question.group] * float(until) * hazard.node[question.start]
    walking = hazard.arc[arc[on]] * (left[on] - arrived)
    waiting = hazard.node[question.head[arc[on]]] * arrived
    return float(at_home.sum() + walking.sum() + waiting.sum() - (hazard.node[away] * left).sum())


def _ramp(until: int, start: Ints, end: Ints) -> Floats:
    """Seconds since they began, up to ``until``, of a stream of one a second within ``[start, end)``, summed up."""
    since = np.maximum(until - start, 0).astype(np.float64)
    after = np.maximum(until - end, 0).astype(np.float64)
    return np.asarray((since**2 - after**2) / 2)


def _ways(question: Question, cost: Floats) -> tuple[Floats, Ints]:
    """Least cost from each node to a gate, infinite where there is no way, and the arc to take, -1 for none."""
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import dijkstra

    gates = sorted({g.node for g in question.gates if g.node is not None and question.profiles[g.profile] and g.rate})
    opens = np.array([len(profile) > 0 for profile in question.profiles])
    usable = np.flatnonzero((question.rate > 0) & opens[question.profile])
    least, arc = np.full(question.nodes, np.inf), np.full(question.nodes, -1, dtype=np.int64)
    if not gates:
        return least, arc
    order = usable[np.lexsort((cost[usable], question.tail[usable], question.head[usable]))]
    first = np.ones(len(order), dtype=bool)
    first[1:] = np.diff(question.head[order]).astype(bool) | np.diff(question.tail[order]).astype(bool)
    order = order[first]
    tiny = 1e-12  # a cost of nothing is still a way
    graph = csr_array((cost[order] + tiny, (question.head[order], question.tail[order])), shape=(question.nodes,) * 2)
    least, before, _ = dijkstra(graph, indices=gates, min_only=True, return_predecessors=True)
    found = np.flatnonzero(before >= 0)
    key = question.head[order] * question.nodes + question.tail[order]
    by_key = np.argsort(key)
    at = np.searchsorted(key[by_key], before[found].astype(np.int64) * question.nodes + found)
    arc[found] = order[by_key[at]]
    return np.maximum(least - tiny * question.nodes, 0.0), arc  # never more than the true cost
