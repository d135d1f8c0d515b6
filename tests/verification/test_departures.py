"""Who leaves when: nobody is lost or counted twice, and waiting is at home where it can be."""

from __future__ import annotations

import numpy as np
import pytest

from geleit.certify import check_plan
from geleit.flow.departures import departures
from geleit.flow.late_departures import as_late_as_possible
from geleit.flow.schedule import best_schedule
from tests.verification.cities import TO_THE_END, both_ways, question, random_city

pytestmark = pytest.mark.slow

HOUR = 3600


def through(schedule):
    """Units of 1/3600 person through each gate."""
    gates = schedule.slot_gate[schedule.slot]
    units = schedule.rate * (schedule.last - schedule.first) * schedule.moves.seconds
    return [int(units[gates == gate].sum()) for gate in range(len(schedule.question.gates))]


def made(seed):
    q = random_city(seed)
    return q, best_schedule(q, TO_THE_END)[0]


@pytest.mark.parametrize("seed", range(40))
@pytest.mark.parametrize("late", [False, True])
def test_every_person_is_told_once(seed, late):
    q, schedule = made(seed)
    schedule = as_late_as_possible(schedule) if late else schedule
    label = np.arange(len(q.low)) % 3
    found = departures(schedule, label)
    out = np.bincount(found.label, found.units, 3).astype(np.int64)
    inside = np.bincount(label, q.low * HOUR, 3).astype(np.int64)
    assert (out + found.under_way + found.at_home).tolist() == inside.tolist()
    assert (found.under_way >= 0).all()
    gates = np.bincount(found.gate, found.units, len(q.gates)).astype(np.int64)
    assert gates.tolist() == through(schedule)
    assert (found.leave_from <= found.leave_until).all()
    assert (found.leave_until < found.pass_until).all()
    assert (found.leave_from // HOUR == found.leave_until // HOUR).all()


@pytest.mark.parametrize("seed", range(40))
def test_a_later_plan_is_feasible_and_passes_the_gates_as_before(seed):
    _, schedule = made(seed)
    late = as_late_as_possible(schedule)
    assert check_plan(late.plan("city", "")).problems == ()
    assert late.people_out >= schedule.people_out


def test_nobody_is_on_the_way_in_vain_where_it_can_be_helped():
    def in_vain(schedule):
        return int(departures(schedule, np.zeros(len(schedule.question.low), dtype=np.int64)).under_way.sum())

    plans = [made(seed)[1] for seed in range(40)]
    assert sum(in_vain(plan) > 0 for plan in plans) > 25
    assert sum(in_vain(as_late_as_possible(plan)) > 0 for plan in plans) <= 10


def test_a_line_by_hand():
    # 0 - 1 - gate: 30 people at 0, 60 at 1, ten minutes a street; the gate passes 60 an hour from 10,800 s on
    q = question(3, 21600, both_ways([(0, 1, 600, 6000), (1, 2, 600, 6000)]), [(2, 60, ((10800, 21600),))],
                 {0: 30, 1: 60})  # fmt: skip
    schedule = as_late_as_possible(best_schedule(q)[0])
    assert schedule.people_out == 90
    found = departures(schedule, np.array([0, 1]))
    told = sorted(
        zip(found.label.tolist(), found.leave_from.tolist(), found.units.tolist(), found.pass_until.tolist(),
            strict=True)
    )  # fmt: skip
    assert sum(units for label, _, units, _ in told if label == 0) == 30 * HOUR
    assert sum(units for label, _, units, _ in told if label == 1) == 60 * HOUR
    # the first leave so that they are at the gate when it opens, the last pass it an hour and a half later
    near = min(leave for label, leave, _, _ in told if label == 1)
    far = min(leave for label, leave, _, _ in told if label == 0)
    assert min(near + 600, far + 1200) == 10800
    assert max(end for *_, end in told) == 10800 + 5400
    # nobody waits on the way: whoever is under way is so for twenty minutes, or for ten
    on_the_way = sum(s.rate * (s.end - s.start) for s in schedule.plan("line", "").on_arcs)
    assert on_the_way == (30 * 2 + 60) * HOUR


def test_the_hours_are_those_of_the_clock():
    q = question(2, 7200, both_ways([(0, 1, 60, 60)]), [(1, 6000, None)], {0: 60})
    schedule = best_schedule(q)[0]
    label = np.zeros(1, dtype=np.int64)
    assert [(a, b) for a, b in zip(*_span(departures(schedule, label)), strict=True)] == [(0, 3599)]
    half = departures(schedule, label, hour_began=1800)
    assert sorted(zip(*_span(half), strict=True)) == [(0, 1799), (1800, 3599)]
    assert half.units.tolist() == [30 * HOUR, 30 * HOUR]


def _span(found):
    # steps are one second long here or two: the last step of leaving begins just before the end of its hour
    return found.leave_from.tolist(), (found.leave_until // 60 * 60 + 59).tolist()
