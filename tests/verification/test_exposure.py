"""Expected harm of plans, by hand and against the least that is proved."""

from __future__ import annotations

import numpy as np
import pytest

from geleit.flow.bound import prove
from geleit.flow.curve import upper_curve
from geleit.flow.exposure import Hazard, along_safer_streets, harm, least_harm, person_seconds
from geleit.flow.late_departures import as_late_as_possible
from geleit.flow.schedule import best_schedule
from tests.verification.cities import TO_THE_END, both_ways, question, random_city

pytestmark = pytest.mark.slow

EVERYWHERE = 1e-4


def line():
    """60 people at 0, ten minutes to 1, ten to the gate at 2, which passes 3,600 an hour from 3,600 s on."""
    return question(3, 7200, both_ways([(0, 1, 600, 3600), (1, 2, 600, 3600)]), [(2, 3600, ((3600, 7200),))], {0: 60})


def hazard(q, node=None, tail=None, when=None):
    arc, at = np.zeros(len(q.tail)), np.zeros(q.nodes)
    if tail is not None:
        arc[(q.tail == tail) & (q.head == tail + 1)] = 1.0
    if node is not None:
        at[node] = 1.0
    return Hazard(when or ((0, q.horizon),), arc, at)


def test_time_inside_and_harm_by_hand():
    q = line()
    plan = best_schedule(q)[0]
    late = as_late_as_possible(plan)
    # one a second passes the gate, from 3,600 to 3,660 s
    inside = 60 * 3600 + 60 * 60 / 2
    for schedule in (plan, late):
        assert person_seconds(schedule) == pytest.approx(inside, rel=1e-12)
        assert harm(schedule, EVERYWHERE, ()) == pytest.approx(EVERYWHERE * inside, rel=1e-12)
        # ten minutes each in the first street, whenever it is passed
        assert harm(schedule, 0.0, [hazard(q, tail=0)]) == pytest.approx(60 * 600, rel=1e-12)
    # who leaves at once waits at the gate, who leaves late at home
    assert harm(plan, 0.0, [hazard(q, node=2)]) == pytest.approx(60 * 2400, rel=1e-3)
    assert harm(late, 0.0, [hazard(q, node=2)]) == pytest.approx(0.0, abs=60.0)
    assert harm(late, 0.0, [hazard(q, node=0)]) == pytest.approx(60 * 2430, rel=1e-3)
    # in the first 300 s all are at home or in the first street
    early = [hazard(q, node=0, tail=0, when=((0, 300),))]
    assert harm(plan, 0.0, early) == pytest.approx(60 * 300, rel=1e-12)
    assert harm(late, 0.0, early) == pytest.approx(60 * 300, rel=1e-12)


def bounds(q, points=37):
    moments = np.linspace(0, q.horizon, points).astype(np.int64)
    return upper_curve(prove(q), moments), moments


def test_the_least_harm_by_hand():
    q = line()
    most_out, moments = bounds(q, 7201)
    least = least_harm(q, EVERYWHERE, [hazard(q, tail=0)], 60, most_out, moments)
    assert least <= EVERYWHERE * (60 * 3600 + 1800) + 60 * 600
    assert least >= EVERYWHERE * 60 * 3540 + 60 * 600 - 1e-3
    # a risk that does not hold throughout is not in the bound, and who stays passes no street
    assert least_harm(q, 0.0, [hazard(q, tail=0, when=((0, 7000),))], 60, most_out, moments) == 0.0
    assert least_harm(q, 0.0, [hazard(q, tail=0)], 10, most_out, moments) == pytest.approx(6000, rel=1e-6)


@pytest.mark.parametrize("seed", range(30))
def test_no_plan_has_less_harm_than_is_proved(seed):
    q = random_city(seed)
    dice = np.random.default_rng(seed)
    arc = np.where(dice.random(len(q.tail)) < 0.3, dice.random(len(q.tail)), 0.0) * 1e-3
    hazards = [Hazard(((0, q.horizon),), arc, dice.random(q.nodes) * 1e-4), hazard(q, node=0, when=((0, 600),))]
    most_out, moments = bounds(q)
    plans = [best_schedule(q, TO_THE_END)[0]]
    plans += [along_safer_streets(q, arc * q.transit, weight) for weight in (0.0, 1e3, 1e6)]
    for plan in (*plans, *map(as_late_as_possible, plans)):
        least = least_harm(q, EVERYWHERE, hazards, plan.people_out, most_out, moments)
        assert least <= harm(plan, EVERYWHERE, hazards) * (1 + 1e-9)


def test_a_safer_way_is_taken_when_it_is_worth_it():
    # 0 to the gate at 2 straight through danger in ten minutes, or by 1 in twenty
    q = question(3, 7200, both_ways([(0, 2, 600, 3600), (0, 1, 600, 3600), (1, 2, 600, 3600)]),
                 [(2, 3600, None)], {0: 60})  # fmt: skip
    danger = np.where((q.tail == 0) & (q.head == 2), 1.0, 0.0)
    taken = [
        {(int(q.tail[a]), int(q.head[a])) for a in plan.slot_arc[plan.slot] if a >= 0}
        for plan in (along_safer_streets(q, danger, weight) for weight in (500.0, 700.0))
    ]
    assert taken == [{(0, 2)}, {(0, 1), (1, 2)}]
