"""Who waits where: textbook queues by hand, and a simulation of another make that moves second by second."""

from __future__ import annotations

from collections import deque
from fractions import Fraction

import numpy as np
import pytest

from geleit.flow.late_departures import as_late_as_possible, late_if_short
from geleit.flow.queues import queues
from geleit.flow.schedule import best_schedule
from geleit.model.crowds import BUSIEST, JAM, speed_in_crowd
from tests.verification.cities import TO_THE_END, both_ways, question, random_city

pytestmark = pytest.mark.slow

HOUR = 3600


def everywhere(schedule):
    return queues(schedule, np.arange(schedule.question.nodes), schedule.question.nodes)


def test_a_thousand_at_a_gate_of_a_hundred_an_hour():
    # all are at the gate from 600 s to 1,200 s, 100 of them; 6,000 an hour come, 100 an hour go
    plan = best_schedule(question(2, 36000, both_ways([(0, 1, 600, 6000)]), [(1, 100, None)], {0: 1000}))[0]
    found = everywhere(plan)
    assert found.most.tolist() == [0, 1000 * HOUR - 100 * 600]
    assert found.at.tolist() == [0, 1200]
    assert found.passed[1] == 100 * (36000 - 600)
    # the last to get through comes after 983.33 / 6,000 h, and goes at the end
    assert found.longest[1] == 36000 - (600 + 590)
    # a triangle that rises for 600 s, then one that falls
    top, out = 1000 * HOUR - 60_000, 34_800
    assert found.waited[1] == pytest.approx(top * 600 / 2 + (top - 100 * out / 2) * out)


def test_a_gate_that_opens_late():
    # 60 people an hour from a street of 60 an hour reach a gate of 120 an hour that opens after two hours
    plan = best_schedule(question(2, 18000, both_ways([(0, 1, 60, 60)]), [(1, 120, ((7200, 18000),))], {0: 200}))[0]
    found = everywhere(plan)
    assert found.most[1] == 60 * (7200 - 60)
    assert found.at[1] == 7200
    assert found.longest[1] == 7200 - 60  # the first; each who comes later waits less


def test_nobody_waits_where_all_can_go_on():
    plan = best_schedule(question(3, 7200, both_ways([(0, 1, 60, 60), (1, 2, 60, 60)]), [(2, 60, None)], {0: 50}))[0]
    found = everywhere(plan)
    assert found.most.tolist() == [0, 0, 0]
    assert found.longest.tolist() == [0, 0, 0]
    assert found.waited.tolist() == [0, 0, 0]


def second_by_second(plan):
    """Most at once, and longest wait, of each node: every second a queue of who came when."""
    q, made = plan.question, plan.plan("city", "")
    most, longest, passed = [Fraction(0)] * q.nodes, [0] * q.nodes, [0] * q.nodes
    waiting = [deque() for _ in range(q.nodes)]
    for second in range(q.horizon):
        comes, goes = [0] * q.nodes, [0] * q.nodes
        for s in made.on_arcs:
            if s.start <= second < s.end:
                goes[q.tail[s.at]] += s.rate
            if s.start <= second - q.transit[s.at] < s.end:
                comes[q.head[s.at]] += s.rate
        for s in made.through_exits:
            if s.start <= second < s.end:
                goes[q.gates[s.at].node] += s.rate
        for v in range(q.nodes):
            passed[v] += goes[v]
            if comes[v]:
                waiting[v].append([second, comes[v]])
            left = goes[v]
            while left and waiting[v]:
                taken = min(left, waiting[v][0][1])
                longest[v] = max(longest[v], second - waiting[v][0][0])
                left -= taken
                waiting[v][0][1] -= taken
                if not waiting[v][0][1]:
                    waiting[v].popleft()
            most[v] = max(most[v], sum(amount for _, amount in waiting[v]))
    for v in range(q.nodes):
        if waiting[v]:
            longest[v] = max(longest[v], q.horizon - waiting[v][0][0])
    return most, longest, passed


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("late", [False, True])
def test_as_a_simulation_has_it(seed, late):
    plan = best_schedule(random_city(seed), TO_THE_END)[0]
    plan = as_late_as_possible(plan) if late else plan
    found = everywhere(plan)
    most, longest, passed = second_by_second(plan)
    assert found.most.tolist() == most
    assert found.passed.tolist() == passed
    assert all(abs(a - b) <= 1 for a, b in zip(found.longest.tolist(), longest, strict=True))


def test_places_of_several_nodes_count_together():
    # two corners that fill and empty at other times; the most at once is not the sum of the most of each
    q = question(3, 7200, both_ways([(0, 1, 60, 600), (0, 2, 3600, 600)]), [(1, 60, None), (2, 60, None)], {0: 300})
    plan = best_schedule(q)[0]
    apart = everywhere(plan)
    together = queues(plan, np.array([-1, 0, 0]), 1)
    assert together.most[0] <= apart.most.sum()
    assert together.most[0] >= apart.most.max()
    assert together.passed[0] == apart.passed[1:].sum()
    assert together.waited[0] == pytest.approx(apart.waited[1:].sum())


@pytest.mark.parametrize("seed", range(20))
def test_who_leaves_late_waits_no_longer_in_all(seed):
    plan = best_schedule(random_city(seed), TO_THE_END)[0]
    late = as_late_as_possible(plan)
    assert everywhere(late).waited.sum() <= everywhere(plan).waited.sum() + 1e-6
    short = late_if_short(plan)
    assert short is None or short.people_out == plan.people_out


def test_weidmanns_crowd():
    assert speed_in_crowd(0) == 1.34
    assert speed_in_crowd(JAM) == pytest.approx(0, abs=1e-12)
    assert speed_in_crowd(6) == 0
    flows = {density / 100: density / 100 * speed_in_crowd(density / 100) for density in range(1, 540)}
    assert max(flows, key=flows.__getitem__) == pytest.approx(BUSIEST, abs=0.02)
    assert max(flows.values()) == pytest.approx(1.2249, abs=0.0002)
