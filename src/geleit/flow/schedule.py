"""A plan from a layered flow: who moves where and when, ready for the independent checker."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from dataclasses import replace
from threading import Event

import numpy as np

from geleit.flow.bound import layer_boundaries, opening_boundaries, refine
from geleit.flow.cut import evaluate
from geleit.flow.divided_width import divide_streets
from geleit.flow.instance import Question
from geleit.flow.layers import LayeredFlow, Reach, labels_of, reach, solve
from geleit.flow.streams import Schedule, paced, replayed, step_of, without_quotas
from geleit.model.arrays import Ints
from geleit.model.certificate import UNITS_PER_PERSON
from geleit.model.plan import DEFAULT_EFFORT, Effort, Plan

EVEN_LAYERS = (8, 16, 32, 64, 128, 256)
"""Layers of equal length in the finer and finer layerings of a plan."""
GROWTH = 2
"""How many times as long as one layering the next, finer one takes."""
PULSES = (1, 8)
"""Equal parts in which the people of a layer set out: at once as fast as streets allow, or evenly over the layer."""


def best_plan(
    question: Question,
    case: str,
    origin: str,
    effort: Effort = DEFAULT_EFFORT,
    progress: Callable[[str], None] = lambda _: None,
    stopped: Event | None = None,
) -> tuple[Plan, int]:
    """:func:`best_schedule` as a file stores it, with the name and the origin of the case."""
    found, ceiling = best_schedule(question, effort, progress, stopped)
    return found.plan(case, origin), ceiling


def best_schedule(
    question: Question,
    effort: Effort = DEFAULT_EFFORT,
    progress: Callable[[str], None] = lambda _: None,
    stopped: Event | None = None,
) -> tuple[Schedule, int]:
    """The best plan of a ladder, and an upper bound to measure it against.

    Everyone to the nearest gate first, then one layer, layers at openings, then finer and finer ones; stops when the
    plan is near enough to the bound, when the time is used up, or when the user wants an end.

    Parameters
    ----------
    question
        The question at its cautious ends.
    effort
        When to stop.
    progress
        Told how good the plan is after each step.
    stopped
        Set when the user wants an end: then the best plan so far is kept. Set from the start: the first plan will do.

    Returns
    -------
    schedule, ceiling
        The plan for the fewest people, and a number of them that no plan can exceed.
    """
    rungs = _rungs(question, stopped, effort)
    began = time.perf_counter()
    ceiling, best = next(rungs)
    rung_began = began
    while best.people_out < (1 - effort.gap) * ceiling:
        now = time.perf_counter()
        late = effort.budget is not None and now - began + GROWTH * (now - rung_began) > effort.budget
        if late or (stopped and stopped.is_set()):
            break
        rung_began = now
        if (rung := next(rungs, None)) is None:
            break
        ceiling, best = min(ceiling, rung[0]), max(best, rung[1], key=lambda plan: plan.people_out)
        progress(f"planning: {best.people_out:,} of at most {ceiling:,}")
    return best, ceiling


def _rungs(question: Question, stopped: Event | None, effort: Effort) -> Iterator[tuple[int, Schedule]]:
    """Upper bounds and plans, each dearer than those before."""
    reached, tried = reach(question), 0
    at_gates = evaluate(question, np.zeros(question.nodes, dtype=np.int64)).at_most_of_fewest
    seats = min(int(question.low.sum()), at_gates)
    found = None
    if len(question.copies) == 1:  # else it would use the width of a street twice
        found = nearest(question, reached)
        yield seats, found
        if effort.bounded:
            yield _ceiling(question, reached, stopped), found
    for even in (None, 0, *EVEN_LAYERS):
        boundaries = layering(question, reached, even)
        if found is not None and effort.work is not None and len(reached.arcs) * len(boundaries) > effort.work:
            return
        if len(boundaries) > tried:
            tried = len(boundaries)
            flow = solve(question, reached, boundaries, question.low, step_of(question))
            ceiling = evaluate(question, labels_of(question, reached, flow)).at_most_of_fewest
            plan = schedule(divide_streets(question, flow), boundaries)
            yield ceiling, plan
            if found is None and effort.bounded:
                yield _ceiling(question, reached, stopped), plan
            found = plan


def _ceiling(question: Question, reached: Reach, stopped: Event | None) -> int:
    """No more than so many of the fewest people can be out."""
    return evaluate(question, refine(question, reached, question.low, stopped)).at_most_of_fewest


def layering(question: Question, reached: Reach, even: int | None) -> Ints:
    """Layers at openings and the start, or so many of equal length; ``None``: one."""
    if even is None:
        return np.array([0, question.horizon], dtype=np.int64)
    return layer_boundaries(question, reached, even) if even else opening_boundaries(question, reached)


def nearest(question: Question, reached: Reach) -> Schedule:
    """Everyone on a shortest way to the nearest gate, as streets and gates allow."""
    tail, head = question.tail[reached.arcs], question.head[reached.arcs]
    direct = reached.to_gate[tail] == question.transit[reached.arcs] + reached.to_gate[head]
    arcs = reached.arcs[direct]
    arcs = arcs[np.unique(question.tail[arcs], return_index=True)[1]]
    gates = np.flatnonzero([gate.node is not None and gate.rate > 0 for gate in question.gates])
    used = np.isin(np.arange(len(question.rate)), arcs)
    one_way = replace(question, rate=np.where(used, question.rate, 0))
    return replayed(one_way, reached, without_quotas(arcs), without_quotas(gates))


def schedule(question: Question, boundaries: Ints, district: Ints | None = None) -> Schedule:
    """A feasible plan for the fewest people, on streets that are already divided between their directions.

    With districts, only those set out who have a place in a flow that gives all of them as equal shares as can be.

    Raises
    ------
    ValueError
        If a group may set out at several places: a plan has to know where its people are.
    """
    reached = reach(question)
    flow = solve(question, reached, boundaries, question.low, step_of(question), district=district)
    people = question.low * UNITS_PER_PERSON if district is None else flow.served
    since, until = flow.boundaries[flow.gate_layer], flow.boundaries[flow.gate_layer + 1]
    return max(
        (
            replayed(
                question,
                reached,
                paced(step_of(question), flow.arc, *_entered(question, reached, flow), flow.amount, pulses),
                paced(step_of(question), flow.gate, since, until, flow.gate_amount, pulses),
                people,
            )
            for pulses in (PULSES if len(boundaries) > 2 else PULSES[:1])
        ),
        key=lambda found: found.people_out,
    )


def _entered(question: Question, reached: Reach, flow: LayeredFlow) -> tuple[Ints, Ints]:
    """When each flow enters its arc, on the shifted clock of the arc's tail."""
    slack = question.transit[flow.arc] + reached.to_gate[question.head[flow.arc]]
    slack -= reached.to_gate[question.tail[flow.arc]]
    entry, exit_ = flow.boundaries[flow.layer], flow.boundaries[flow.exit_layer]
    entry_end, exit_end = flow.boundaries[flow.layer + 1], flow.boundaries[flow.exit_layer + 1]
    return np.maximum(entry, exit_ - slack), np.minimum(entry_end, exit_end - slack)
