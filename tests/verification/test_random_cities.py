"""Random small cities against an exact time-expanded network: no bound below, no plan above the optimum."""

from __future__ import annotations

import random
from dataclasses import replace

import numpy as np
import pytest

from geleit.certify import check_plan, evaluate_cut
from geleit.flow.bound import prove
from geleit.flow.cut import evaluate
from geleit.flow.schedule import best_plan
from tests.verification.cities import exact, random_city, roaming_city

pytestmark = pytest.mark.slow

STEP = 60


@pytest.mark.parametrize("seed", range(30))
def test_bound_optimum_plan(seed):
    q = random_city(seed)
    optimum = exact(q, STEP)
    proof = prove(q)
    plan, ceiling = best_plan(q, "test", "2000-01-01T00:00:00+00:00")
    assert check_plan(plan).holds
    assert plan.people_out <= int(optimum) <= proof.at_most("streets")
    assert int(optimum) <= ceiling
    finest = prove(q, np.arange(0, q.horizon + 1, STEP))
    assert finest.at_most("streets") == int(optimum)


@pytest.mark.parametrize("seed", range(30))
def test_both_ends_of_the_people_and_several_places_to_set_out(seed):
    q = roaming_city(seed)
    finest = prove(q, np.arange(0, q.horizon + 1, STEP))
    assert finest.at_most("streets") == int(exact(q, STEP))
    fewest = int(exact(replace(q, high=q.low), STEP))
    assert finest.could_not_leave("streets") == int(q.low.sum()) - fewest
    proof = prove(q)
    assert proof.at_most("streets") >= int(exact(q, STEP))
    assert proof.could_not_leave("streets") <= int(q.low.sum()) - fewest


@pytest.mark.parametrize("seed", range(20))
def test_any_labels_bound_the_optimum_and_the_twins_agree(seed):
    q = roaming_city(seed)
    optimum = exact(q, STEP)
    dice = random.Random(seed)
    for _ in range(20):
        labels = [dice.choice([0, dice.randint(0, q.horizon), q.horizon, 2 * q.horizon]) for _ in range(q.nodes)]
        low, high, rest = evaluate_cut(q.plain(), tuple(labels))
        assert high + rest >= optimum * 3600
        cut = evaluate(q, np.array(labels))
        assert (cut.low, cut.high, cut.streets + cut.gates) == (low, high, rest)


@pytest.mark.parametrize("seed", range(12))
def test_never_fewer_with_more_time_capacity_or_gates(seed):
    q = random_city(seed)

    def best(question):
        proof = prove(question, np.arange(0, question.horizon + 1, STEP))
        return proof.at_most("streets")

    value = best(q)
    earlier = q.until(q.horizon // 2 // STEP * STEP)
    assert best(earlier) <= value
    assert value <= best(replace(q, rate=q.rate * 2))
    assert value <= best(replace(q, gates=(*q.gates, replace(q.gates[0], node=0, rate=60))))
    assert best(replace(q, gates=q.gates[1:])) <= value
