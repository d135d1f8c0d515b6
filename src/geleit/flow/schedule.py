"""A plan from a layered flow: who moves where and when, ready for the independent checker."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from dataclasses import replace as with_fields

import numpy as np
from numpy.typing import NDArray

from geleit.flow.bound import layer_boundaries, opening_boundaries, refine
from geleit.flow.cut import evaluate, exact_sum
from geleit.flow.instance import Int, Question
from geleit.flow.layers import LayeredFlow, Reach, labels_of, reach, solve, spread
from geleit.flow.replay import Moves, replay
from geleit.model.certificate import UNITS_PER_PERSON
from geleit.model.plan import Plan, Stream

EVEN_LAYERS = (8, 16, 32, 64, 128, 256)
"""Layers of equal length in the finer and finer layerings of a plan."""
GROWTH = 2
"""How many times as long as one layering the next, finer one takes."""
PULSES = (1, 8)
"""Equal parts in which the people of a layer set out: at once as fast as streets allow, or evenly over the layer."""
UNLIMITED = 2**60
"""A quota that never binds."""
STEPS = (1, 2, 3, 5, 10, 15, 20, 30, 60)
"""Possible seconds in a step of a plan, which counts people in so many 1/3600."""
MOST_STEPS = 4320
"""A plan takes the shortest steps of which no more than this many make up the horizon: minutes for three days."""


def step_of(question: Question) -> int:
    """Seconds in a step of the plan for a question."""
    return next((step for step in STEPS if question.horizon <= step * MOST_STEPS), STEPS[-1])


@dataclass(frozen=True)
class Effort:
    """How long to look for a better plan.

    Parameters
    ----------
    gap
        Share of the upper bound that the plan may miss.
    budget
        Seconds; no finer layers are begun when they would probably take longer.
    """

    gap: float = 0.003
    budget: float = 10.0


DEFAULT_EFFORT = Effort()


def best_plan(
    question: Question,
    case: str,
    origin: str,
    effort: Effort = DEFAULT_EFFORT,
    progress: Callable[[str], None] = lambda _: None,
) -> tuple[Plan, int]:
    """The best plan of a ladder, and an upper bound to measure it against.

    Everyone to the nearest gate first, then one layer, layers at openings, then finer and finer ones; stops when the
    plan is near enough to the bound, when the time is used up, or when the user interrupts: then the best plan so far
    is kept.

    Parameters
    ----------
    question
        The question at its cautious ends.
    case, origin
        Copied into the plan.
    effort
        When to stop.
    progress
        Told how good the plan is after each step.

    Returns
    -------
    plan, ceiling
        The plan for the fewest people, and a number of them that no plan can exceed.
    """
    rungs, began = _rungs(question), time.perf_counter()
    ceiling, best = next(rungs)
    while best.people_out < (1 - effort.gap) * ceiling:
        rung_began = time.perf_counter()
        try:
            bound, found = next(rungs)
            ceiling, best = min(ceiling, bound), max(best, found, key=lambda plan: plan.people_out)
            progress(f"planning: {best.people_out:,} of at most {ceiling:,}")
        except StopIteration:
            break
        except KeyboardInterrupt:
            progress("stopped early: the best plan so far is kept")
            break
        now = time.perf_counter()
        if now - began + GROWTH * (now - rung_began) > effort.budget:
            break
    return best.plan(case, origin), ceiling


def _rungs(question: Question) -> Iterator[tuple[int, Schedule]]:
    """Upper bounds and plans, each dearer than those before."""
    reached, everyone, tried = reach(question), int(question.low.sum()), 0
    if len(question.copies) == 1:  # else it would use the width of a street twice
        yield everyone, nearest(question, reached)
    for even in (None, 0, *EVEN_LAYERS):
        boundaries = _layering(question, reached, even)
        if len(boundaries) > tried:
            tried = len(boundaries)
            flow = solve(question, reached, boundaries, question.low, step_of(question))
            ceiling = evaluate(question, labels_of(question, reached, flow)).at_most_of_fewest
            found = schedule(divide_streets(question, flow), boundaries)
            yield ceiling, found
        if even == 0:
            alike = with_fields(question, slow=np.zeros(0, dtype=bool))
            labels = refine(alike, reached, question.low)
            yield evaluate(question, labels).at_most_of_fewest, found


def _layering(question: Question, reached: Reach, even: int | None) -> Int:
    if even is None:
        return np.array([0, question.horizon], dtype=np.int64)
    return layer_boundaries(question, reached, even) if even else opening_boundaries(question, reached)


@dataclass(frozen=True, eq=False)
class Schedule:
    """A feasible plan as arrays: streams into arcs and through gates.

    Parameters
    ----------
    question
        What it is a plan for.
    arc, gate
        What each stream enters, -1 for none, shape ``(k,)``.
    start, end, rate
        Seconds and persons per hour, shape ``(k,)``.
    """

    question: Question
    arc: Int
    gate: Int
    start: Int
    end: Int
    rate: Int

    @property
    def people_out(self) -> int:
        """Whole people out by the horizon."""
        through = self.gate >= 0
        return exact_sum((self.rate * (self.end - self.start))[through]) // UNITS_PER_PERSON

    def plan(self, case: str, origin: str) -> Plan:
        """The plan as a witness stores it."""
        on_arcs, through_exits = self._streams(self.arc), self._streams(self.gate)
        return Plan(self.question.plain(), on_arcs, through_exits, self.people_out, case, origin)

    def _streams(self, at: Int) -> tuple[Stream, ...]:
        rows = zip(*(column[at >= 0].tolist() for column in (at, self.start, self.end, self.rate)), strict=True)
        return tuple(map(Stream._make, rows))


def nearest(question: Question, reached: Reach) -> Schedule:
    """Everyone on a shortest way to the nearest gate, as streets and gates allow."""
    tail, head = question.tail[reached.arcs], question.head[reached.arcs]
    direct = reached.to_gate[tail] == question.transit[reached.arcs] + reached.to_gate[head]
    arcs = reached.arcs[direct]
    arcs = arcs[np.unique(question.tail[arcs], return_index=True)[1]]
    gates = np.flatnonzero([gate.node is not None and gate.rate > 0 for gate in question.gates])
    used = np.isin(np.arange(len(question.rate)), arcs)
    one_way = with_fields(question, rate=np.where(used, question.rate, 0))
    return _replayed(one_way, reached, _without_quotas(arcs), _without_quotas(gates))


def schedule(question: Question, boundaries: Int) -> Schedule:
    """A feasible plan for the fewest people, on streets that are already divided between their directions.

    Raises
    ------
    ValueError
        If a group may set out at several places: a plan has to know where its people are.
    """
    reached = reach(question)
    flow = solve(question, reached, boundaries, question.low, step_of(question))
    since, until = flow.boundaries[flow.gate_layer], flow.boundaries[flow.gate_layer + 1]
    return max(
        (
            _replayed(
                question,
                reached,
                _paced(step_of(question), flow.arc, *_entered(question, reached, flow), flow.amount, pulses),
                _paced(step_of(question), flow.gate, since, until, flow.gate_amount, pulses),
            )
            for pulses in PULSES
        ),
        key=lambda found: found.people_out,
    )


def _replayed(question: Question, reached: Reach, on_arcs: _Quotas, through_gates: _Quotas) -> Schedule:
    if len(question.group) != len(question.low):
        raise ValueError("a plan needs one place to set out for each group")
    moves, owner, arc, gate = _moves(question, reached, on_arcs, through_gates)
    slot, first, last, rate = replay(moves, question.horizon // moves.seconds)
    shift = moves.to_gate[owner[slot]]
    start, end = first * moves.seconds - shift, last * moves.seconds - shift
    return Schedule(question, arc[slot], gate[slot], start, end, rate)


def divide_streets(question: Question, flow: LayeredFlow) -> Question:
    """Divide each street between all who use it in a flow: its two directions, and copies of the streets.

    People who walk against each other share the width of a street; a plan must not count it twice. Each gets a share in
    proportion to its busiest layer, so that where there is room for all at once the flow loses nothing. Where there is
    not, the direction that fewer people take is closed.
    """
    busiest = _busiest(question, flow)
    street = np.flatnonzero((question.edge >= 0) & (busiest > 0))
    edge, needed = question.edge[street], busiest[street]
    volume = np.bincount(flow.arc, flow.amount, len(question.tail))[street]
    forth, pieces = _along(question)[street], int(question.edge.max(initial=-1)) + 1
    more = np.bincount(edge, np.where(forth, volume, -volume), pieces)[edge] >= 0
    kept = (forth == more) | (np.bincount(edge, needed, pieces)[edge] <= 1)
    total = np.bincount(edge[kept], needed[kept], pieces)[edge]
    # a hair less than the exact share, so that rounding cannot make all shares together wider than the street
    share = np.where(needed == total, 1.0, needed / total * (1 - 1e-12))
    rate = np.where((question.edge < 0) & (busiest > 0), question.rate, 0)
    rate[street] = np.where(kept, np.floor(question.rate[street] * share), 0).astype(np.int64)
    return with_fields(question, rate=rate)


def _busiest(question: Question, flow: LayeredFlow) -> NDArray[np.float64]:
    """The share of its rate that each arc carries in its busiest layer."""
    seconds = np.diff(flow.boundaries)
    entered, row = np.unique(flow.arc * len(seconds) + flow.layer, return_inverse=True)
    arc, layer = np.divmod(entered, len(seconds))
    share = np.zeros(len(question.tail))
    np.maximum.at(share, arc, np.bincount(row, flow.amount, len(entered)) / (question.rate[arc] * seconds[layer]))
    return share


def _along(question: Question) -> NDArray[np.bool_]:
    """Which of the two ways along its street each arc leads; the same in every copy of the streets."""
    copies = np.array(question.copies)
    tail = question.tail - copies[np.searchsorted(copies, question.tail, side="right") - 1]
    least = np.full(int(question.edge.max(initial=-1)) + 2, question.nodes)
    np.minimum.at(least, question.edge, tail)
    return np.asarray(tail == least[question.edge])


@dataclass(frozen=True, eq=False)
class _Quotas:
    """How many may enter arcs, or pass gates, from a step on.

    Parameters
    ----------
    at
        The arcs or gates in use, rising, shape ``(k,)``.
    first
        Quotas of ``at[i]`` are ``first[i]`` to ``first[i + 1]``, shape ``(k + 1,)``.
    step, amount
        From which step on, rising, and how many more, in units of a step's seconds / 3600 person.
    """

    at: Int
    first: Int
    step: Int
    amount: Int


def _without_quotas(at: Int) -> _Quotas:
    """As many as streets and gates allow."""
    return _Quotas(at, np.arange(len(at) + 1), np.zeros_like(at), np.full_like(at, UNLIMITED))


def _paced(seconds: int, at: Int, since: Int, until: Int, amount: Int, pulses: int) -> _Quotas:
    """Amounts to be moved within ``[since, until)`` of the shifted clock, released in so many equal parts."""
    units, begin, end = amount // seconds, -(-since // seconds), until // seconds
    parts = np.clip(np.minimum(units, end - begin), 1, pulses)
    row, i = spread(np.zeros_like(parts), parts)
    step = begin[row] + np.maximum(end - begin, 0)[row] * i // parts[row]
    part = units[row] * (i + 1) // parts[row] - units[row] * i // parts[row]
    order = np.lexsort((step, at[row]))
    used, first = np.unique(at[row][order], return_index=True)
    return _Quotas(used, np.append(first, len(order)), step[order], part[order])


def _entered(question: Question, reached: Reach, flow: LayeredFlow) -> tuple[Int, Int]:
    """When each flow enters its arc, on the shifted clock of the arc's tail."""
    slack = question.transit[flow.arc] + reached.to_gate[question.head[flow.arc]]
    slack -= reached.to_gate[question.tail[flow.arc]]
    entry, exit_ = flow.boundaries[flow.layer], flow.boundaries[flow.exit_layer]
    entry_end, exit_end = flow.boundaries[flow.layer + 1], flow.boundaries[flow.exit_layer + 1]
    return np.maximum(entry, exit_ - slack), np.minimum(entry_end, exit_end - slack)


def _moves(question: Question, reached: Reach, on_arcs: _Quotas, through_gates: _Quotas) -> tuple[Moves, Int, Int, Int]:
    """The replay's input, and for each of its slots the node, arc and gate it stands for (-1 for none)."""
    seconds = step_of(question)
    arc, gate = on_arcs.at, through_gates.at
    gate_node = np.array([-1 if g.node is None else g.node for g in question.gates], dtype=np.int64)
    gate_rate = np.array([g.rate for g in question.gates], dtype=np.int64)
    gate_profile = np.array([g.profile for g in question.gates], dtype=np.int64)

    # gates first, so that whoever can pass does
    slot_node = np.concatenate([gate_node[gate], question.tail[arc]])
    slot_head = np.concatenate([np.full(len(gate), -1), question.head[arc]])
    slot_rate = np.concatenate([gate_rate[gate], question.rate[arc]])
    slot_profile = np.concatenate([gate_profile[gate], question.profile[arc]])
    slot_gate = np.concatenate([gate, np.full(len(arc), -1)])
    slot_arc = np.concatenate([np.full(len(gate), -1), arc])
    extra = question.transit[arc] + reached.to_gate[question.head[arc]] - reached.to_gate[question.tail[arc]]
    delay = np.concatenate([np.zeros(len(gate), dtype=np.int64), -(-extra // seconds)])
    quota_first = np.concatenate([through_gates.first[:-1], through_gates.first[-1] + on_arcs.first])
    quota_step = np.concatenate([through_gates.step, on_arcs.step])
    quota_amount = np.concatenate([through_gates.amount, on_arcs.amount])
    opening_first = np.cumsum([0, *map(len, question.profiles)])
    opening = np.array([ends for profile in question.profiles for ends in profile], dtype=np.int64).reshape(-1, 2)

    step = -(-(question.after + reached.to_gate[question.start]) // seconds)
    homes = np.flatnonzero((question.low[question.group] > 0) & np.isin(question.start, slot_node))
    homes = homes[np.argsort(step[homes], kind="stable")]
    nodes = np.unique(np.concatenate([slot_node, question.head[arc]]))
    nodes = nodes[np.lexsort((nodes, -reached.to_gate[nodes]))]
    number = np.full(question.nodes + 1, -1, dtype=np.int64)
    number[nodes] = np.arange(len(nodes))
    order = np.lexsort((np.arange(len(slot_node)), number[slot_node]))
    quotas, quota = spread(quota_first[:-1][order], np.diff(quota_first)[order])
    openings, interval = spread(opening_first[:-1][slot_profile[order]], np.diff(opening_first)[slot_profile[order]])
    moves = Moves(
        seconds=seconds,
        nodes=len(nodes),
        home=number[question.start[homes]],
        home_step=step[homes],
        home_people=question.low[question.group[homes]] * (UNITS_PER_PERSON // seconds),
        to_gate=reached.to_gate[nodes],
        first=np.searchsorted(number[slot_node][order], np.arange(len(nodes) + 1)),
        target=number[slot_head[order]],
        delay=delay[order],
        rate=slot_rate[order],
        quota_first=np.searchsorted(quotas, np.arange(len(order) + 1)),
        quota_step=quota_step[quota],
        quota_amount=quota_amount[quota],
        open_first=np.searchsorted(openings, np.arange(len(order) + 1)),
        open_from=opening[interval, 0],
        open_until=opening[interval, 1],
    )
    return moves, number[slot_node][order], slot_arc[order], slot_gate[order]
