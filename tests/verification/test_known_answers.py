"""Textbook questions whose answers are known exactly (docs/method/bound.md lists them)."""

from __future__ import annotations

from dataclasses import replace
from threading import Event

import numpy as np
import pytest

from geleit.certify import check_certificate, check_plan, evaluate_cut
from geleit.flow.bound import prove
from geleit.flow.cut import evaluate
from geleit.flow.schedule import best_plan
from geleit.model.certificate import RUNGS, Certificate
from tests.verification.cities import TO_THE_END, Street, both_ways, exact, question, random_city

ALWAYS = None
ORIGIN = "2000-01-01T00:00:00+00:00"
PLENTY = 10**6


def dense(horizon: int, step: int) -> np.ndarray:
    return np.arange(0, horizon + 1, step, dtype=np.int64)


def bound(q, step=60):
    proof = prove(q, dense(q.horizon, step))
    return proof.at_most("streets")


def planned(q):
    plan, _ = best_plan(q, "test", ORIGIN)
    assert check_plan(plan).holds
    return plan.people_out


@pytest.mark.parametrize(
    ("people", "rate", "horizon", "transit"),
    [(1000, 600, 3600, 600), (100, 600, 3600, 600), (1000, 720, 7200, 1740), (50, 3600, 600, 600), (7, 60, 660, 60)],
)
def test_one_street(people, rate, horizon, transit):
    q = question(2, horizon, [(0, 1, transit, rate)], [(1, PLENTY, ALWAYS)], {0: people})
    expected = min(people, rate * (horizon - transit) // 3600)
    assert bound(q) == expected
    assert planned(q) == expected


def test_one_street_of_any_length():
    q = question(2, 3600, [(0, 1, 601, 600)], [(1, PLENTY, ALWAYS)], {0: 1000})
    proof = prove(q)
    assert proof.at_most("streets") == 600 * (3600 - 601) // 3600


@pytest.mark.parametrize("hours", [((8, 18),), ((8, 10), (15, 18)), ((30, 33),)])
@pytest.mark.parametrize("people", [100, 5000])
def test_people_wait_at_a_gate_with_windows(people, hours):
    horizon = 48 * 3600
    windows = tuple((a * 3600, b * 3600) for a, b in hours)
    q = question(2, horizon, both_ways([(0, 1, 1200, 2000)]), [(1, 300, windows)], {0: people})
    expected = min(people, 300 * sum(b - a for a, b in hours))
    proof = prove(q)
    assert [proof.at_most(x) for x in RUNGS] == [expected] * len(RUNGS)
    assert planned(q) == expected


def test_bridges_in_series_with_a_gate():
    # three bridges of 900, 300 and 600 persons/h, 10 minutes each: the narrowest one counts from when it is reached
    streets = [(0, 1, 600, 900), (1, 2, 600, 300), (2, 3, 600, 600)]
    q = question(4, 7200, streets, [(3, PLENTY, ALWAYS)], {0: 5000})
    expected = 300 * (7200 - 1800) // 3600
    assert bound(q) == expected
    assert planned(q) == expected
    q = question(4, 7200, streets, [(3, 200, ((3600, 7200),))], {0: 5000})
    assert bound(q) == planned(q) == 200


def test_zigzag_needs_more_than_repeated_paths():
    # Two paths of length 4 share streets with one of length 3; repeating the two longer ones is best for 6 steps
    # and leaves nobody out after 4, while one person can be out by then.
    step, one = 60, 60
    streets: list[Street] = [
        (0, 1, step, one), (1, 2, step, one), (2, 3, step, one), (0, 2, 3 * step, one), (1, 3, 3 * step, one),
    ]  # fmt: skip
    out = []
    for steps in (3, 4, 5, 6, 7):
        q = question(4, steps * step, streets, [(3, PLENTY, ALWAYS)], {0: 1000})
        out.append(bound(q))
        assert bound(q) == exact(q, step)
    assert out == [0, 1, 2, 4, 6]


def min_plus_tree(parent: dict[int, tuple[int, int, int]], people: dict[int, int], horizon: int, root: int) -> int:
    """Who reaches the root of a tree by the horizon: curves in 1/3600 person, second by second."""
    arrivals = {v: np.zeros(horizon + 1, dtype=np.int64) for v in [root, *parent]}
    for v, count in people.items():
        arrivals[v][1:] += count * 3600  # present from second 0 on, so counted before every later second
    for v in sorted(parent, reverse=True):  # children have larger numbers than their parents
        up, seconds, rate = parent[v]
        time = np.arange(horizon + 1)
        served = np.minimum.accumulate(arrivals[v] - rate * time) + rate * time
        arrivals[up][seconds:] += served[: horizon + 1 - seconds]
    return int(arrivals[root][horizon]) // 3600


@pytest.mark.parametrize("horizon", [900, 1800, 3600])
def test_trees_by_min_plus_convolution(horizon):
    parent = {1: (0, 120, 900), 2: (0, 60, 240), 3: (1, 180, 300), 4: (1, 60, 480), 5: (3, 240, 120), 6: (2, 300, 600)}
    people = {1: 10, 2: 35, 3: 25, 4: 60, 5: 40, 6: 80}
    streets = [(v, up, seconds, rate) for v, (up, seconds, rate) in parent.items()]
    q = question(7, horizon, streets, [(0, PLENTY, ALWAYS)], people)
    assert bound(q) == min_plus_tree(parent, people, horizon, 0) == int(exact(q, 60))


def test_closed_street_is_waited_for():
    q = question(2, 3600, [(0, 1, 600, 600)], [(1, PLENTY, ALWAYS)], {0: 500}, closed={0: ((1200, 2400),)})
    assert bound(q) == planned(q) == 200


def test_exit_without_a_place_counts_whole_in_the_bound_and_not_in_the_plan():
    q = question(2, 3600, [(0, 1, 600, 600)], [(1, 60, ALWAYS), (None, 100, ((0, 1800),))], {0: 500})
    assert bound(q) == 50 + 50
    assert planned(q) == 50
    assert planned(question(2, 3600, [(0, 1, 600, 600)], [(None, 100, ALWAYS)], {0: 500})) == 0


def test_people_without_any_way_are_not_counted_as_out():
    q = question(3, 3600, both_ways([(0, 1, 600, 600)]), [(1, 6000, ALWAYS)], {0: 30, 2: 70})
    assert bound(q) == planned(q) == 30


def test_figures_beyond_64_bits_add_up():
    streets = [(0, 1, 0, 10**9)] * 40
    q = question(2, 10**9, streets, [(1, PLENTY, ALWAYS)], {0: 5})
    assert evaluate(q, np.array([0, 10**9])).streets == 40 * 10**18
    assert evaluate_cut(q.plain(), (0, 10**9))[2] == 40 * 10**18


def test_a_plan_needs_to_know_where_people_are():
    q = question(2, 3600, [(0, 1, 600, 600)], [(1, PLENTY, ALWAYS)], {0: 5})
    either = replace(q, group=np.array([0, 0]), start=np.array([0, 1]), after=np.array([0, 0]))
    with pytest.raises(ValueError, match="one place"):
        best_plan(either, "test", ORIGIN)


def test_more_time_gives_a_better_plan_and_a_wish_to_end_keeps_the_best():
    q, stopped = random_city(5), Event()
    plan, ceiling = best_plan(q, "city", ORIGIN, TO_THE_END, lambda _: stopped.set(), stopped)
    assert check_plan(plan).holds
    assert plan.people_out > 0
    better, lower = best_plan(q, "city", ORIGIN, TO_THE_END)
    assert plan.people_out < better.people_out <= lower <= ceiling


def test_a_bound_that_is_stopped_early_is_weaker_and_holds():
    q, stopped = random_city(5), Event()
    stopped.set()
    quick, whole = prove(q, stopped=stopped), prove(q)
    assert whole.at_most("streets") < quick.at_most("streets") == whole.at_most("walking")
    assert check_certificate(Certificate(q.plain(), case="city", origin=ORIGIN, **quick.rungs)).holds
