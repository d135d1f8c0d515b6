"""What surely came, whatever is not known of the rest: units, days, places and claimants, worked out by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from geleit.assessment.aid.loads import kilograms
from geleit.model.aid import Span, Stock
from geleit.model.amount import Range
from geleit.model.statement import Source
from geleit.model.units import UNITS, unit_named, weight_name
from tests.unit.assessment.aid.test_aid import STANDARDS, city, exact, finding, load
from tests.unit.assessment.drawn_case import at

RICE = load(amount=exact(13, "t"), goods=("rice",))
DAY = timedelta(days=1)


def food(*rows, of=None, **changes):
    return finding("AID-NEED", "food", replace(of or city(20_000, 3, *rows), **changes))


@pytest.mark.parametrize(
    ("unit", "low", "high"),
    [
        ("t", 1000, 1000), ("MT", 1000, 1000), ("metric tons", 1000, 1000), ("kgs.", 1, 1), ("lbs", 0.454, 0.454),
        ("tons", 907.18, 1016.05), ("quintal", 45.36, 100), ("bags", 1, 100), ("sacks", 5, 100),
        ("cartons", 0, 50), ("pallets", 650, 1000), ("family rations", 5, 100), ("rations", 0.555, 0.555),
        ("50 kg bags", 50, 50), ("50kg-bags", 50, 50), ("bags of 25 kg", 25, 25), ("2 lb tins", 0.907, 0.907),
        ("cartons of 12,5 kg each", 12.5, 12.5), ("truckloads", 0, 27_000), ("sets", 0, None),
        ("bags of rice", 0, None),
    ],
)  # fmt: skip
def test_what_one_of_a_unit_weighs(unit, low, high):
    one = kilograms(load(amount=exact(1, unit), goods=("rice",)), STANDARDS, {})
    assert one == Span(pytest.approx(low, rel=1e-3), high if high is None else pytest.approx(high, rel=1e-3))


@pytest.mark.parametrize(
    ("unit", "goods", "low", "high"),
    [
        ("l", "oil", 0.92, 0.92), ("cubic metres", "water", 1000, 1000), ("jerrycans", "water", 5, 25),
        ("20-litre jerrycans", "water", 20, 20), ("l", "rice", 0, None), ("gallons", "oil", 3.4826, 4.1826),
    ],
)  # fmt: skip
def test_what_is_measured_by_the_litre_weighs_what_its_goods_do(unit, goods, low, high):
    one = kilograms(load(amount=exact(1, unit), goods=(goods,)), STANDARDS, {})
    assert one == Span(pytest.approx(low, rel=1e-4), high if high is None else pytest.approx(high, rel=1e-4))


def test_no_word_has_two_weights_and_each_figure_says_where_it_comes_from():
    words = [word for unit in UNITS for word in unit.words]
    assert len(words) == len(set(words))
    assert all(unit_named(word) is unit for unit in UNITS for word in unit.words)
    assert all(unit.each.source or unit.each.basis == "assumption" for unit in UNITS if not unit.exact)


def test_a_case_says_what_its_own_units_weigh():
    tins = load(amount=exact(200, "cartons"), goods=("canned-meat",))
    assert weight_name("Cartons") == "carton_weight"
    assert kilograms(tins, STANDARDS, {"carton_weight": exact(0.012, "t")}) == Span(2400, 2400)
    dozens = load(amount=exact(3, "tin dozens"), goods=("canned-meat",))
    assert weight_name("tin dozens") == "tin_dozens_weight"
    assert kilograms(dozens, STANDARDS, {"tin_dozens_weight": Range(4, 5, 6, "kg")}) == Span(12, 18)
    assert kilograms(dozens, STANDARDS, {"tin_dozens_weight": exact(1, "crates")}) == Span(0, None)


def test_bags_weigh_no_more_than_their_trucks_carry():
    bags = load(amount=exact(3248, "bags"), goods=("wheat-flour",), means="convoy", vehicles=exact(2))
    assert kilograms(bags, STANDARDS, {}) == Span(3248, 54_000)
    assert kilograms(replace(bags, amount=exact(60, "t")), STANDARDS, {}) == Span(60_000, 60_000)  # said outright


def test_what_nobody_can_weigh_leaves_the_rest_as_the_least():
    tins = load(id="d2", shipment="d2", item="tins", amount=exact(200, "crates"), goods=("canned-meat",))
    found = food(RICE, tins)
    assert (found.verdict, found.delivered) == ("unknown", Span(13_000, None))
    assert found.share == Span(pytest.approx(13_000 / 33_300), None)
    assert "at least 13 t, 39 % of the highest need; how much more is not known: no weight is given for tins" in (
        found.summary
    )
    assert any("what one of these crates weighs, crates_weight in case.toml" in e.text for e in found.evidence)
    assert food(replace(RICE, amount=exact(34, "t")), tins).verdict == "met"


def test_what_a_unit_weighs_by_our_own_guess_decides_nothing():
    bags = load(amount=exact(100, "bags"), goods=("rice",))
    found = food(bags)
    assert (found.verdict, found.delivered) == ("unknown", Span(100, 10_000))
    assert "What a unit weighs is assumed there, which decides nothing." in found.summary
    assert any(e.text.startswith("bags: one is 1 to 100 kg (assumption)") for e in found.evidence)
    assert food(bags, assumptions={"bag_weight": exact(50, "kg")}).verdict == "not met"
    many = replace(bags, amount=exact(40_000, "bags"))
    assert food(many).verdict == "unknown"
    assert food(many, assumptions={"bag_weight": exact(50, "kg")}).verdict == "met"
    stock = Stock("s", "food", exact(11_100, "kg"), at(1), "Council")
    clock = finding(
        "AID-CLOCK", "food", city(20_000, 3, load(amount=exact(1, "bags"), goods=("rice",)), stocks=(stock,))
    )
    assert (clock.verdict, clock.runs_out) == ("unknown", (at(2), None))


def test_a_unit_of_food_is_food_whatever_is_in_it():
    found = food(load(amount=exact(100, "family rations")))
    assert found.delivered == Span(500, 10_000)
    assert food(load(amount=exact(100, "bags"))).delivered == Span(0, 10_000)  # they may be cement


def test_what_was_unloaded_in_the_period_came_however_vague_the_day_it_left():
    of = city(20_000, 3)
    start = of.period.start + timedelta(hours=6)
    of = replace(of, period=replace(of.period, start=start))
    sent = load(
        id="s", shipment="c", stage="dispatched", amount=exact(10, "t"), goods=("rice",), start=at(1), end=at(2)
    )
    came = replace(sent, id="u", stage="unloaded", amount=exact(4, "t"), start=at(2), end=at(3))
    assert food(of=of, deliveries=(sent, came)).delivered == Span(4000, 4000)
    assert food(of=of, deliveries=(sent, replace(came, start=at(1), end=at(2)))).delivered == Span(0, 4000)


def test_a_month_counts_at_least_only_where_all_of_it_lies_inside():
    month = replace(RICE, start=at(1), end=at(1) + timedelta(days=30))
    assert food(of=city(1000, 30, month)).delivered == Span(13_000, 13_000)
    assert food(of=city(1000, 29, month)).delivered == Span(0, 13_000)


def test_part_of_a_load_that_went_elsewhere_takes_nothing_from_the_rest():
    here = replace(RICE, id="h", shipment="c")
    there = replace(here, id="t", to="the other side", amount=exact(7, "t"))
    nowhere = replace(here, id="n", to="", amount=exact(2, "t"))
    assert food(here, there).delivered == Span(13_000, 20_000)
    assert food(here, there, nowhere).delivered == Span(13_000, 22_000)
    later = replace(here, id="l", amount=exact(5, "t"), start=at(20), end=at(20))
    assert food(here, later).delivered == Span(13_000, 13_000)


def test_one_load_in_two_units_is_counted_once_at_least():
    bags = replace(RICE, id="b", shipment="c", amount=exact(400, "50 kg bags"))
    weighed = replace(bags, id="w", amount=exact(13, "t"))
    assert food(bags, weighed).delivered == Span(20_000, 33_000)
    assert food(replace(bags, item="more rice"), weighed).delivered == Span(33_000, 33_000)
    assert food(replace(bags, amount=exact(500, "kg")), weighed).delivered == Span(13_500, 13_500)


def test_two_claimants_who_may_tell_of_one_convoy_are_counted_once_at_least():
    first = replace(RICE, id="a", shipment="a", claimant="Council", end=at(3))
    second = replace(RICE, id="b", shipment="b", amount=exact(20, "t"), start=at(2) + DAY / 2, end=at(2) + DAY / 2)
    found = food(first, second)
    assert found.delivered == Span(20_000, 33_000)
    assert any("may be the load of b: counted once at least" in e.text for e in found.evidence)
    apart = [
        replace(second, start=at(3) + DAY / 2, end=at(3) + DAY / 2),
        replace(second, goods=("oil",)),
        replace(second, claimant="Council"),
        replace(second, shipment="of its own"),
    ]
    for other in apart:
        assert food(first, other).delivered == Span(33_000, 33_000)
    morning, noon = (replace(row, start=hour, end=hour) for row, hour in ((first, at(2, 9)), (second, at(2, 12))))
    assert food(morning, noon).delivered == Span(20_000, 33_000)  # seen by the two on one day
    named = replace(second, to="Centre")  # the same place by its name
    assert food(first, named).delivered == Span(20_000, 33_000)


def test_what_left_before_the_period_may_have_come_in_it():
    sent = load(id="s", shipment="c", stage="dispatched", amount=exact(10, "t"), goods=("rice",))
    sent = replace(sent, start=at(1) - DAY, end=at(1) - DAY / 2)
    assert food(sent).delivered == Span(0, 10_000)
    gone = replace(sent, id="u", stage="unloaded", start=at(1) - DAY / 2, end=at(1) - DAY / 4)
    found = food(sent, gone)
    assert (found.verdict, found.delivered) == ("unknown", Span(0, 0))
    stock = Stock("s", "food", exact(5_550, "kg"), at(1), "Council")
    clock = finding("AID-CLOCK", "food", city(10_000, 10, sent, stocks=(stock,)))
    assert clock.runs_out == (at(2), at(1) + timedelta(days=15_550 / 5_550))


def test_a_plan_says_nothing_of_what_came():
    found = food(replace(RICE, stage="planned", amount=exact(1, "t")))
    assert found.verdict == "unknown"
    assert found.summary.endswith("what the case holds of it is only planned: what came is not known.")


def test_a_table_that_was_taken_before_the_end_is_silent_on_what_came_since():
    table = Source("s1", "deliveries.csv", "Cluster", taken=at(2, 12))
    few = replace(RICE, amount=exact(1, "t"))
    assert food(few).verdict == "not met"
    found = food(few, sources=(table,))
    assert (found.verdict, found.delivered) == ("unknown", Span(1000, None))
    assert "what came from 2016-05-02 12:00 on is not known, when a table of them was taken." in found.summary
    lacking = food(few, sources=(replace(table, taken=None, left_out=1),))
    assert (lacking.verdict, lacking.delivered) == ("unknown", Span(1000, None))
    assert lacking.summary.endswith("what else came is not known, as rows of a table of them could not be used.")
    assert food(few, sources=(replace(table, taken=at(4)),)).verdict == "not met"  # the period has ended by then
    assert food(few, sources=(replace(table, id="another"),)).verdict == "unknown"  # nobody says that this row is all
    assert food(replace(RICE, amount=exact(34, "t")), sources=(table,)).verdict == "met"
    stock = Stock("s", "food", exact(11_100, "kg"), at(1), "Council")
    for taken, runs_out in ((at(1, 12), (at(2), None)), (at(2, 12), (at(2), at(2)))):
        later = load(amount=exact(1, "t"), goods=("rice",), start=at(3), end=at(3))
        of = replace(city(20_000, 3, later, stocks=(stock,)), sources=(replace(table, taken=taken),))
        assert finding("AID-CLOCK", "food", of).runs_out == runs_out
    drop = load(stage="dispatched", means="airdrop", vehicles=exact(2), goods=("rice",))
    for sources, verdict in (((), "unknown"), ((table,), "unknown"), ((replace(table, taken=at(4)),), "not met")):
        of = replace(city(250_000, 3, drop), sources=sources)
        assert finding("AID-AIRDROP", "airdrops", of).verdict == verdict


def test_rows_that_nobody_called_all_are_silent_on_what_else_came():
    whole, report = Source("s1", "deliveries.csv", "Cluster", taken=at(4)), Source("s2", "Report", "Agency")
    few = replace(RICE, amount=exact(1, "t"))
    question = "Is its table of deliveries all that came, and up to when?"
    for rows, sources, verdict in (
        ((few,), (whole,), "not met"),
        ((few,), (replace(whole, taken=None),), "unknown"),
        ((few,), (), "unknown"),
        ((few, replace(few, id="d2", shipment="d2", source="s2")), (whole, report), "unknown"),
        ((few, replace(few, id="d2", shipment="d2", source="")), (whole,), "unknown"),
    ):
        found = food(*rows, sources=sources)
        assert found.verdict == verdict
        assert (question in found.summary) == (verdict == "unknown")
        assert found.delivered == Span(1000 * len(rows), 1000 * len(rows))  # what is told is told all the same
    enough = replace(RICE, amount=exact(34, "t"))
    assert food(enough, sources=(report,)).verdict == "met"


def test_a_stock_runs_out_for_sure_only_where_all_that_came_is_told():
    stock = Stock("s", "food", exact(11_100, "kg"), at(1), "Council")
    few = load(amount=exact(1, "t"), goods=("rice",))
    for rows, changes, verdict in (
        ((few,), {}, "not met"),
        ((few,), {"sources": ()}, "unknown"),
        ((), {}, "unknown"),
    ):
        found = finding("AID-CLOCK", "food", city(20_000, 3, *rows, stocks=(stock,), **changes))
        assert found.verdict == verdict
        assert ("nobody says that nothing else came" in found.summary) == (verdict == "unknown")


def test_goods_that_nobody_named_are_no_delivery_too_small():
    kits = load(id="k", shipment="k", item="hygiene kits", amount=exact(100, "kg"))
    for need in ("energy", "food", "water"):
        found = finding("AID-NEED", need, city(20_000, 3, kits))
        assert found.verdict == "unknown"
        assert found.summary.endswith("no delivery is said to be of it: what came is not known. Column goods could say "
                                      "what hygiene kits held.")  # fmt: skip
    few = replace(RICE, amount=exact(1, "t"))
    verdicts = {need: finding("AID-NEED", need, city(20_000, 3, kits, few)).verdict for need in ("energy", "water")}
    assert verdicts == {"energy": "not met", "water": "unknown"}
    assert food(replace(kits, amount=exact(100, "rations"))).verdict == "not met"  # the unit is of food


def test_that_enough_came_is_no_belligerents_to_say():
    much = replace(RICE, amount=exact(40, "t"))
    assert food(much).verdict == "met"
    for claimant in ("Government", "Government press office", "the army"):
        found = food(replace(much, claimant=claimant))
        assert (found.verdict, found.delivered) == ("unknown", Span(40_000, 40_000))
        assert found.summary.endswith("So says a claimant who is not impartial, which decides nothing.")
    few = replace(much, id="e", shipment="e", amount=exact(1, "t"))
    assert food(replace(much, claimant="Government"), few).verdict == "unknown"
    stock = Stock("s", "food", exact(40, "t").times(1000), at(1), "Council")
    for claimant, verdict in (("Council", "met"), ("Government", "unknown")):
        of = city(20_000, 3, stocks=(replace(stock, claimant=claimant),))
        assert finding("AID-CLOCK", "food", of).verdict == verdict
    little = replace(stock, amount=exact(30_000, "kg"))
    for claimant, verdict in (("Council", "met"), ("Government", "unknown")):
        of = city(20_000, 3, replace(few, amount=exact(9, "t"), claimant=claimant), stocks=(little,))
        assert finding("AID-CLOCK", "food", of).verdict == verdict


def test_what_came_before_the_period_is_told_as_that():
    early = replace(RICE, start=at(1) - 2 * DAY, end=at(1) - DAY)
    assert food(early).summary.endswith("came before or after the period: what came in it is not known.")
