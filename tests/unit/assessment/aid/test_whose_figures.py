"""What a belligerent tells of aid decides for nobody, and against nobody but itself."""

from __future__ import annotations

from dataclasses import replace

import pytest

from geleit.model.aid import Stock
from geleit.model.statement import Statement
from tests.unit.assessment.aid.test_aid import at, city, exact, finding, load


def promised(speaker, **changes):
    said = Statement(
        "said",
        speaker,
        "",
        "",
        at(2),
        "for a month",
        "aid",
        "d1",
        exact(1000, "people"),
        "s1",
        words_checked=True,
        days=exact(30, "days"),
    )
    return replace(said, **changes)


@pytest.mark.parametrize(
    ("speaker", "denies", "claimant", "tonnes", "verdict"),
    [
        ("UN", False, "UN", 1, "not met"),
        ("UN", False, "Rebel Council", 1, "unknown"),  # its enemy would say so
        ("Government", False, "Rebel Council", 1, "unknown"),
        ("Government", False, "Government", 1, "not met"),  # by its own figure
        ("Government", False, "Government", 100, "unknown"),  # which does not bear it out
        ("Government", False, "UN", 100, "met"),
        ("Rebel Council", True, "Rebel Council", 1, "unknown"),  # an accusation by its own figure is no admission
        ("Rebel Council", True, "Rebel Council", 100, "met"),
    ],
)
def test_a_promise_is_measured_by_those_without_a_stake(speaker, denies, claimant, tonnes, verdict):
    basket = ("maize-meal", "pulses", "oil", "csb", "sugar")
    flour = load(amount=exact(tonnes, "t"), goods=basket, claimant=claimant)
    found = finding("AID-PROMISE", "said", city(1000, 30, flour, statements=(promised(speaker, denies=denies),)))
    assert found.verdict == verdict
    named = f"It rests on figures of {claimant}, who is not impartial: so it decides nothing." in found.summary
    assert named == (verdict == "unknown")
    assert not (verdict == "unknown" and any(e.says == "against" for e in found.evidence))


@pytest.mark.parametrize(("claimant", "verdict"), [("UN", "not met"), ("Rebel Council", "unknown")])
def test_what_lies_inside_is_no_belligerents_to_say(claimant, verdict):
    for amount, decided in ((5_550, verdict), (1e6, "met" if claimant == "UN" else "unknown")):
        stock = Stock("s", "food", exact(amount, "kg"), at(1), claimant)
        found = finding("AID-CLOCK", "food", city(10_000, 10, load(goods=("soap",)), stocks=(stock,)))
        assert found.verdict == decided
        assert (f"It rests on figures of {claimant}" in found.summary) == (decided == "unknown")


@pytest.mark.parametrize(
    ("claimants", "verdict"),
    [
        (("UN",), "not met"),
        (("Government",), "unknown"),  # that only so little came is no belligerent's to say
        (("UN", "Government"), "not met"),
    ],
)
def test_that_little_came_is_no_belligerents_to_say(claimants, verdict):
    stock = Stock("s", "food", exact(5_550, "kg"), at(1), "UN")
    came = [
        load(id=f"d{i}", amount=exact(1, "t"), goods=("wheat-flour",), claimant=name, shipment="d1")
        for i, name in enumerate(claimants)
    ]
    town = city(10_000, 10, *came, stocks=(stock,))
    assert finding("AID-NEED", "food", town).verdict == verdict
    assert finding("AID-CLOCK", "food", town).verdict == verdict


def test_what_a_belligerent_saw_unloaded_takes_nothing_from_what_others_sent():
    sent = load(id="s", stage="dispatched", amount=exact(100, "t"), goods=("wheat-flour",), shipment="c")
    came = load(id="c", amount=exact(1, "t"), goods=("wheat-flour",), shipment="c", claimant="Government")
    assert finding("AID-NEED", "food", city(10_000, 10, sent, came)).verdict == "unknown"
    assert finding("AID-NEED", "food", city(10_000, 10, sent, replace(came, claimant="UN"))).verdict == "not met"


@pytest.mark.parametrize(("claimant", "verdict"), [("UN", "not met"), ("Government", "unknown")])
def test_what_was_lost_is_no_belligerents_to_say(claimant, verdict):
    sent = load(id="s", stage="dispatched", amount=exact(26, "pallets"), shipment="c")
    came = load(id="c", amount=exact(22, "pallets"), shipment="c", claimant=claimant)
    assert finding("AID-LOSS", "c", city(1000, 10, sent, came)).verdict == verdict


@pytest.mark.parametrize(("claimant", "verdict"), [("UN", "not met"), ("Government", "unknown")])
def test_how_many_flew_is_no_belligerents_to_say(claimant, verdict):
    drop = load(stage="dispatched", means="airdrop", vehicles=exact(2), goods=("rice",), claimant=claimant)
    assert finding("AID-AIRDROP", "airdrops", city(250_000, 2, drop)).verdict == verdict
