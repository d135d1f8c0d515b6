"""A plan from a layered flow: who moves where and when, ready for the independent checker."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from dataclasses import replace as with_fields
from itertools import pairwise

import numpy as np

from geleit.flow.bound import layer_boundaries, opening_boundaries
from geleit.flow.cut import evaluate, exact_sum
from geleit.flow.instance import Int, Question
from geleit.flow.layers import LayeredFlow, Reach, labels_of, reach, solve
from geleit.flow.replay import STEP, Moves, replay
from geleit.model.certificate import UNITS_PER_PERSON
from geleit.model.plan import Plan, Stream

EVEN_LAYERS = (8, 16, 32, 64, 128, 256)
"""Layers of equal length in the finer and finer layerings of a plan."""
GROWTH = 2
"""How many times as long as one layering the next, finer one takes."""
UNIT = 60
"""A plan counts in 60/3600 = 1/60 person: what a rate of one person an hour moves in a step of a minute."""


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
    """The best plan of a ladder of layerings, and an upper bound to measure it against.

    One layer first, then layers at openings, then finer and finer ones; stops when the plan is near enough to the
    bound, when the time is used up, or when the user interrupts: then the best plan so far is kept.

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
    reached = reach(question)
    best, ceiling, tried, began = None, int(question.low.sum()), 0, time.perf_counter()
    for boundaries in _layerings(question, reached):
        if len(boundaries) <= tried:
            continue
        tried, step_began = len(boundaries), time.perf_counter()
        try:
            flow = solve(question, reached, boundaries, question.low, UNIT)
            ceiling = min(ceiling, evaluate(question, labels_of(question, reached, flow)).at_most_of_fewest)
            found = schedule(divide_streets(question, flow), boundaries)
            if best is None or found.people_out > best.people_out:
                best = found
            progress(f"planning: {best.people_out:,} of at most {ceiling:,}")
        except KeyboardInterrupt:
            if best is None:
                raise
            progress("stopped early: the best plan so far is kept")
            break
        now = time.perf_counter()
        if best.people_out >= (1 - effort.gap) * ceiling or now - began + GROWTH * (now - step_began) > effort.budget:
            break
    assert best is not None  # noqa: S101 - the ladder has a first rung
    return best.plan(case, origin), ceiling


def _layerings(question: Question, reached: Reach) -> Iterator[Int]:
    yield np.array([0, question.horizon], dtype=np.int64)
    yield opening_boundaries(question, reached)
    for even in EVEN_LAYERS:
        yield layer_boundaries(question, reached, even)


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


def schedule(question: Question, boundaries: Int) -> Schedule:
    """A feasible plan for the fewest people, on streets that are already divided between their directions.

    Raises
    ------
    ValueError
        If a group may set out at several places: a plan has to know where its people are.
    """
    if len(question.group) != len(question.low):
        raise ValueError("a plan needs one place to set out for each group")
    reached = reach(question)
    flow = solve(question, reached, boundaries, question.low, UNIT)
    moves, owner, arc, gate = _moves(question, reached, flow)
    slot, first, last, rate = replay(moves, question.horizon // STEP)
    shift = moves.to_gate[owner[slot]]
    return Schedule(question, arc[slot], gate[slot], first * STEP - shift, last * STEP - shift, rate)


def divide_streets(question: Question, flow: LayeredFlow) -> Question:
    """Give each street to the direction that more people take in a flow, and close the other.

    People who walk against each other share the width of a street; a plan must not count it twice.
    """
    volume = np.zeros(len(question.tail), dtype=np.int64)
    np.add.at(volume, flow.arc, flow.amount)
    order = np.lexsort((np.arange(len(volume)), -volume, question.edge))
    preferred = question.edge < 0  # the way from a corner to a gate has no other direction
    preferred[order] |= np.diff(question.edge[order], prepend=-1) != 0
    return with_fields(question, rate=np.where(preferred & (volume > 0), question.rate, 0))


def _moves(question: Question, reached: Reach, flow: LayeredFlow) -> tuple[Moves, Int, Int, Int]:
    """The replay's input, and for each of its slots the node, arc and gate it stands for (-1 for none)."""
    arc, arc_quota = _quotas(flow.arc, flow.layer, flow.amount, flow.boundaries)
    gate, gate_quota = _quotas(flow.gate, flow.gate_layer, flow.gate_amount, flow.boundaries)
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
    delay = np.concatenate([np.zeros(len(gate), dtype=np.int64), -(-extra // STEP)])
    quotas = gate_quota + arc_quota

    step = -(-(question.after + reached.to_gate[question.start]) // STEP)
    homes = np.flatnonzero((question.low[question.group] > 0) & np.isin(question.start, slot_node))
    homes = homes[np.argsort(step[homes], kind="stable")]
    nodes = np.unique(np.concatenate([slot_node, question.head[arc]]))
    nodes = nodes[np.lexsort((nodes, -reached.to_gate[nodes]))]
    number = np.full(question.nodes + 1, -1, dtype=np.int64)
    number[nodes] = np.arange(len(nodes))
    order = np.lexsort((np.arange(len(slot_node)), number[slot_node]))
    quotas = [quotas[i] for i in order.tolist()]
    openings = [question.profiles[p] for p in slot_profile[order].tolist()]
    moves = Moves(
        nodes=len(nodes),
        home=number[question.start[homes]],
        home_step=step[homes],
        home_people=question.low[question.group[homes]] * (UNITS_PER_PERSON // UNIT),
        to_gate=reached.to_gate[nodes],
        first=np.searchsorted(number[slot_node][order], np.arange(len(nodes) + 1)),
        target=number[slot_head[order]],
        delay=delay[order],
        rate=slot_rate[order],
        quota_first=_starts(quotas),
        quota_step=_column([step for quota in quotas for step, _ in quota]),
        quota_amount=_column([amount for quota in quotas for _, amount in quota]),
        open_first=_starts(openings),
        open_from=_column([a for opening in openings for a, _ in opening]),
        open_until=_column([b for opening in openings for _, b in opening]),
    )
    return moves, number[slot_node][order], slot_arc[order], slot_gate[order]


def _quotas(index: Int, layer: Int, amount: Int, boundaries: Int) -> tuple[Int, list[list[tuple[int, int]]]]:
    """The arcs or gates in use, and for each its (step, 1/60 persons) from layer to layer."""
    key, back = np.unique(index * len(boundaries) + layer, return_inverse=True)
    total = np.zeros(len(key), dtype=np.int64)
    np.add.at(total, back, amount // UNIT)
    steps = -(-boundaries // STEP)
    used, starts = np.unique(key // len(boundaries), return_index=True)
    rows = list(zip(steps[key % len(boundaries)].tolist(), total.tolist(), strict=True))
    ends = [*starts.tolist(), len(rows)]
    return used, [rows[a:b] for a, b in pairwise(ends)]


def _starts(rows: Sequence[Sequence[tuple[int, int]]]) -> Int:
    return np.cumsum([0, *(len(row) for row in rows)], dtype=np.int64)


def _column(values: list[int]) -> Int:
    return np.array(values, dtype=np.int64)
