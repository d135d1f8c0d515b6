"""A plan in which districts have as equal shares of those who get out as can be."""

from __future__ import annotations

import time
from threading import Event

import numpy as np

from geleit.flow.departures import departures
from geleit.flow.divided_width import divide_streets
from geleit.flow.instance import Question
from geleit.flow.layers import reach, solve
from geleit.flow.schedule import EVEN_LAYERS, GROWTH, layering, schedule
from geleit.flow.streams import Schedule, step_of
from geleit.model.arrays import Floats, Ints
from geleit.model.certificate import UNITS_PER_PERSON
from geleit.model.plan import Effort

LEAST = 0.5
"""Where nobody of a district gets out, so many count, so that plans can still be compared."""


def shared_schedule(question: Question, district: Ints, effort: Effort, stopped: Event | None = None) -> Schedule:
    """Plans from finer and finer layers, until one gives every district what its flow has for it; the fairest found.

    Of two plans that is fairer in which the product of everybody's shares is greater (Nash 1950): little more for those
    who have least does not make up for much less for others. Layers that are too coarse promise those who live far more
    than there is time for.

    Parameters
    ----------
    question
        The question at its cautious ends.
    district
        District of each group, -1 for none, shape ``(groups,)``.
    effort
        When to stop.
    stopped
        Set when the user wants an end.
    """
    reached, tried, began = reach(question), 0, time.perf_counter()
    inside = np.bincount(district[district >= 0], question.low[district >= 0])
    fairest, best = -np.inf, None
    for even in (None, 0, *EVEN_LAYERS):
        boundaries, rung_began = layering(question, reached, even), time.perf_counter()
        if best is not None and effort.work is not None and len(reached.arcs) * len(boundaries) > effort.work:
            break
        if len(boundaries) <= tried:
            continue
        tried = len(boundaries)
        flow = solve(question, reached, boundaries, question.low, step_of(question), district=district)
        plan = schedule(divide_streets(question, flow), boundaries, district)
        promised, out = _promised(plan, district, len(inside)), _out(plan, district, len(inside))
        fair = float(inside @ np.log(np.maximum(out, LEAST) / np.maximum(inside, 1)))
        if best is None or fair > fairest:
            fairest, best = fair, plan
        if (out >= (1 - effort.gap) * promised - 1).all():
            break
        now = time.perf_counter()
        late = effort.budget is not None and now - began + GROWTH * (now - rung_began) > effort.budget
        if late or (stopped and stopped.is_set()):
            break
    assert best is not None  # noqa: S101 - the first layers are always tried
    return best


def _promised(plan: Schedule, district: Ints, count: int) -> Floats:
    """People of each district for whom the flow has a place."""
    of, people = district[plan.home_group], plan.moves.home_people
    share = plan.moves.seconds / UNITS_PER_PERSON
    return np.asarray(np.bincount(of[of >= 0], people[of >= 0], count) * share)


def _out(plan: Schedule, district: Ints, count: int) -> Floats:
    """People of each district who get out."""
    traced = departures(plan, district + 1)
    return np.asarray(np.bincount(traced.label, traced.units, count + 1)[1:] / UNITS_PER_PERSON)
