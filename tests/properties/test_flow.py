"""What must hold for every question, however odd."""

from __future__ import annotations

import copy
import json
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geleit.certify import certify, check_plan
from geleit.errors import CertificateError
from geleit.flow.bound import prove
from geleit.flow.curve import last_impossible, planned_curve, upper_curve
from geleit.flow.schedule import best_plan
from geleit.model.certificate import RUNGS, Certificate
from geleit.model.columns import packed
from geleit.model.proof import from_document, sealed, to_document
from tests.verification.cities import exact, random_city

pytestmark = pytest.mark.slow
seeds = st.integers(min_value=100, max_value=10**6)
STEP = 60


def finest(question):
    proof = prove(question, np.arange(0, question.horizon + 1, STEP))
    return proof.at_most("streets")


@settings(max_examples=20, deadline=None)
@given(seeds)
def test_rungs_fall_and_stay_above_the_plan(seed):
    proof = prove(random_city(seed))
    rungs = [proof.at_most(name) for name in RUNGS]
    plan, ceiling = best_plan(proof.question, "city", "2016-07-28T00:00:00+03:00")
    assert rungs == sorted(rungs, reverse=True)
    assert plan.people_out <= min(rungs[2], ceiling)
    assert check_plan(plan).holds


@settings(max_examples=20, deadline=None)
@given(seeds, st.integers(0, 10**6))
def test_shutting_a_street_never_helps(seed, which):
    city = random_city(seed)
    if len(city.rate):
        rate = city.rate.copy()
        rate[which % len(rate)] = 0
        assert finest(replace(city, rate=rate)) <= finest(city)


@settings(max_examples=20, deadline=None)
@given(seeds)
def test_a_longer_window_never_hurts(seed):
    city = random_city(seed)
    always = tuple(replace(gate, profile=0) for gate in city.gates)
    assert finest(city) <= finest(replace(city, gates=always))


@settings(max_examples=15, deadline=None)
@given(seeds)
def test_the_curve_holds_both_bounds_at_every_moment(seed):
    city = random_city(seed)
    proof = prove(city)
    plan, _ = best_plan(city, "city", "2016-07-28T00:00:00+03:00")
    moments = np.arange(0, city.horizon + 1, 4 * STEP)
    upper, lower = upper_curve(proof, moments), planned_curve(plan, moments)
    assert (np.diff(upper) >= 0).all()
    for moment, high, low in zip(moments.tolist(), upper.tolist(), lower.tolist(), strict=True):
        optimum = int(exact(city.until(moment), STEP)) if moment else 0
        assert low <= optimum <= high


@settings(max_examples=15, deadline=None)
@given(seeds)
def test_clearance_is_never_before_it_is_possible(seed):
    city = random_city(seed)
    proof = prove(city)
    latest = last_impossible(city, proof) // STEP * STEP
    if latest:
        assert exact(city.until(latest), STEP) < int(city.low.sum())


@settings(max_examples=60, deadline=None)
@given(st.data())
def test_a_forged_certificate_never_passes_below_the_optimum(data):
    proof = prove(random_city(data.draw(st.integers(0, 40))))
    certificate = Certificate(proof.question.plain(), case="city", origin="2016-07-28T00:00:00+03:00", **proof.rungs)
    document = copy.deepcopy(to_document(certificate))
    bound = document["bounds"][data.draw(st.sampled_from(RUNGS))]
    nodes = proof.question.nodes
    drawn = data.draw(st.lists(st.integers(-60, 4000), min_size=nodes - 1, max_size=nodes))
    document["columns"]["labels.forged"] = packed(drawn, steps=False).entry
    bound["labels"] = data.draw(st.one_of(st.integers(-60, 4000), st.just("labels.forged")))
    bound["at_most"] = data.draw(st.integers(0, 400))
    bound["could_not_leave"] = data.draw(st.integers(0, 400))
    text = sealed(document)
    try:
        holds = certify(from_document(json.loads(text), text.encode())).holds
    except CertificateError:
        holds = False
    if holds:
        assert bound["at_most"] >= int(exact(proof.question, STEP))
