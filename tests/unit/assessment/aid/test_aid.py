"""Needs, loads, promises, airdrops: published cases worked out by hand, and bounds that hold whatever is not known."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from geleit.assessment.aid.airdrops import sorties
from geleit.assessment.aid.checks import assess_aid
from geleit.assessment.aid.loads import LOADS, brings, kilograms, per_kg
from geleit.assessment.aid.needs import needed
from geleit.assessment.aid.promises import full_rations
from geleit.assessment.aid.shipments import lines, received
from geleit.assessment.aid.stocks import Arrival, course, runs_out
from geleit.io.case.casefile import read_case
from geleit.model.aid import Delivery, Need, Span, Stock
from geleit.model.amount import Range
from geleit.model.population import Place
from geleit.model.statement import Source, Statement
from tests.unit.assessment.drawn_case import at, case, people

STANDARDS = read_case("aleppo-2016").standards


def exact(value, unit=""):
    return Range(value, value, value, unit)


def load(**changes):
    """Goods unloaded at the place of the case on the second day."""
    base = Delivery("d1", at(2), at(2), "unloaded", "rations", None, "centre", "UN", "UN", "s1", shipment="d1")
    return replace(base, **changes)


def city(count, days, *deliveries, **changes):
    """So many people for so many days from the first, and a table of all that came in them."""
    start = at(1)
    changes = {"sources": (Source("s1", "deliveries.csv", "Cluster", taken=start + timedelta(days=days)),)} | changes
    where = case().places[0].where
    return case(
        places=(Place("centre", "Centre", exact(count, "people"), where, "UN"),),
        period=replace(case().period, start=start, end=start + timedelta(days=days)),
        deliveries=deliveries,
        standards=STANDARDS,
        **changes,
    )


def finding(code, subject, of):
    (found,) = [f for f in assess_aid(of) if (f.code, f.subject) == (code, subject)]
    return found


def test_a_quarter_of_a_million_people_need_139_tonnes_a_day():
    food = finding("AID-NEED", "food", city(250_000, 1))
    assert food.need.likely == pytest.approx(138_750, rel=1e-12)  # 0.555 kg x 250,000
    assert "139 t" in food.summary


def test_the_standard_ration_weighs_555_grams_and_holds_what_is_published():
    assert STANDARDS.ration_kg == pytest.approx(0.555, abs=1e-12)
    one = load(amount=exact(1, "rations"))
    held = [brings(one, need, STANDARDS, {}) for need in ("energy", "protein", "fat")]
    # published: 2,100 kcal, 58 g, 43 g; its foods add up to within two percent of that
    for nutrient, published in zip(held, (2100, 58, 43), strict=True):
        assert nutrient.low <= published * 1.02
        assert nutrient.high >= published * 0.98


def test_deir_ez_zor_2060_tonnes_in_113_flights_are_18_tonnes_each():
    assert LOADS["airdrop_load"].likely == pytest.approx(2060 / 113, abs=0.05)
    flown = load(means="airdrop", vehicles=exact(113), load=exact(18.23, "t"))
    assert kilograms(flown, STANDARDS, {}).high == pytest.approx(2_060_000, rel=1e-4)


@pytest.mark.parametrize(
    ("means", "unit", "most"),
    [
        ("", "trucks", 27_000), ("convoy", "trucks", 27_000), ("", "drops", 21_000), ("airdrop", "flights", 21_000),
        ("airlift", "flights", None), ("", "flights", None),
    ],
)  # fmt: skip
def test_what_a_vehicle_carries_at_most_hangs_on_how_it_travels(means, unit, most):
    assert kilograms(load(means=means, amount=exact(1, unit)), STANDARDS, {}) == Span(0, most)
    other = load(means=means, vehicles=exact(1))
    assert kilograms(other, STANDARDS, {}).high == (most if means else None)


def test_twenty_tonnes_for_2500_people_and_a_month_are_half_a_ration():
    dropped = load(id="drop", stage="dispatched", amount=exact(20, "t"), means="airdrop")
    said = Statement(
        "wfp",
        "WFP",
        "",
        "",
        at(2),
        "enough for 2,500 people for a month",
        "aid",
        "drop",
        exact(2500, "people"),
        "s1",
        words_checked=True,
        days=exact(30, "days"),
    )
    found = finding("AID-PROMISE", "wfp", city(110_000, 10, dropped, statements=(said,)))
    assert found.verdict == "not met"
    assert found.share == Span(pytest.approx(20_000 / (2500 * 30 * 0.555)), pytest.approx(20_000 / (2500 * 30 * 0.555)))
    assert 0.47 < found.share.high < 0.49
    assert any("267 g for each person" in e.text for e in found.evidence)


@pytest.mark.parametrize(("count", "each"), [(80_000, "33.3"), (185_000, "77")])
def test_forty_trucks_cannot_feed_a_city_for_a_month(count, each):
    trucks = load(id="forty", stage="planned", means="convoy", amount=exact(40, "trucks"))
    said = Statement(
        "un",
        "UN",
        "",
        "",
        at(2),
        "for a month",
        "aid",
        "forty",
        exact(count, "people"),
        "s1",
        words_checked=True,
        days=exact(30, "days"),
    )
    found = finding("AID-PROMISE", "un", city(250_000, 10, trucks, statements=(said,)))
    assert found.verdict == "not met"
    assert f"{each} t on each of 40 vehicles" in found.summary
    assert found.delivered == Span(0, 40 * 27_000)  # no truck carries more


def test_forty_trucks_for_twenty_thousand_people_may_be_true_and_their_weight_decides():
    trucks = load(id="forty", stage="planned", means="convoy", vehicles=exact(40))
    said = Statement(
        "un",
        "UN",
        "",
        "",
        at(2),
        "for a month",
        "aid",
        "forty",
        exact(20_000, "people"),
        "s1",
        words_checked=True,
        days=exact(30, "days"),
    )
    assert finding("AID-PROMISE", "un", city(250_000, 10, trucks, statements=(said,))).verdict == "unknown"
    known = replace(trucks, load=exact(8.5, "t"))
    assert finding("AID-PROMISE", "un", city(250_000, 10, known, statements=(said,))).verdict == "unknown"


def test_rations_say_nothing_of_a_load_without_food_and_of_what_is_beside_it():
    """A kit for 10,000 people and three months weighs a tonne; 499 t of food would be no better."""
    kit = load(amount=exact(1, "kits"), goods=("iehk",))
    said = Statement(
        "who",
        "WHO",
        "",
        "",
        at(2),
        "for 90 days",
        "aid",
        "d1",
        exact(10_000, "people"),
        "s1",
        words_checked=True,
        days=exact(90, "days"),
    )
    assert finding("AID-PROMISE", "who", city(250_000, 10, kit, statements=(said,))).verdict == "unknown"
    mixed = load(amount=exact(600, "t"), goods=("rice", "medicines"))
    found = finding("AID-PROMISE", "who", city(250_000, 10, mixed, statements=(said,)))
    assert (found.verdict, found.delivered) == ("unknown", Span(0, 600_000))
    rice = replace(mixed, goods=("rice",))
    assert finding("AID-PROMISE", "who", city(250_000, 10, rice, statements=(said,))).verdict == "unknown"  # rice alone
    basket = ("maize-meal", "pulses", "oil", "csb", "sugar", "salt")
    whole = replace(mixed, goods=basket, amount=exact(10_000, "t"))
    assert finding("AID-PROMISE", "who", city(250_000, 10, whole, statements=(said,))).verdict == "unknown"  # all salt?
    fed = replace(whole, goods=basket[:-1])
    assert finding("AID-PROMISE", "who", city(250_000, 10, fed, statements=(said,))).verdict == "met"


@pytest.mark.parametrize("stage", ["planned", "dispatched", "removed", "lost", "arrived", "unloaded"])
@pytest.mark.parametrize("goods", [(), ("sugar",), ("tea",), ("wheat-flour",), ("food",), ("soap",)])
def test_weight_alone_bears_no_promise_out(stage, goods):
    said = Statement(
        "un", "UN", "", "", at(2), "for a month", "aid", "d1", exact(1000, "people"), "s1", days=exact(30, "days"),
        words_checked=True,
    )  # fmt: skip
    heavy = load(stage=stage, amount=exact(1000, "t"), goods=goods)
    assert finding("AID-PROMISE", "un", city(1000, 30, heavy, statements=(said,))).verdict == "unknown"
    rations = load(stage=stage, amount=exact(60_000, "rations"))
    expected = "met" if stage in ("arrived", "unloaded") else "unknown"
    assert finding("AID-PROMISE", "un", city(1000, 30, rations, statements=(said,))).verdict == expected
    light = load(stage=stage, amount=exact(1, "t"), goods=("wheat-flour",))
    expected = "unknown" if stage in ("removed", "lost") else "not met"
    assert finding("AID-PROMISE", "un", city(1000, 30, light, statements=(said,))).verdict == expected


def test_a_promise_without_days_is_left_open():
    said = Statement("un", "UN", "", "", at(2), "for 80,000", "aid", "d1", exact(80_000, "people"), "s1")
    assert finding("AID-PROMISE", "un", city(1000, 10, load(), statements=(said,))).verdict == "unknown"


def test_sarajevo_in_july_1992_got_40_to_48_percent():
    """At least 200 t a day for 300,000; on a good day eight planes of 10 to 12 t (The Independent, 4 July 1992)."""
    need = replace(STANDARDS.needs["food"], amount=exact(200_000 / 300_000, "kg"))
    own = replace(STANDARDS, needs={**STANDARDS.needs, "food": need})
    planes = load(
        goods=("cereal",), means="airlift", vehicles=exact(8), load=Range(10, 11, 12, "t"), start=at(1), end=at(1, 20)
    )
    found = finding("AID-NEED", "food", replace(city(300_000, 1, planes), standards=own))
    assert (found.share.low, found.share.high) == (pytest.approx(0.40), pytest.approx(0.48))
    assert found.verdict == "not met"


def test_tea_sugar_and_jam_have_no_protein_however_they_are_mixed():
    found = finding("AID-BALANCE", "d1", city(1000, 1, load(goods=("tea", "sugar", "jam"))))
    assert found.verdict == "not met"
    assert "the energy is from sugar" in found.summary
    assert [e.text.split(":")[0] for e in found.evidence if e.says == "against"] == [
        "protein is missing",
        "fat is missing",
    ]


def test_the_full_ration_is_balanced():
    foods = tuple(p.item for p in STANDARDS.basket)
    # of a mixture whose shares are not known nothing certain can be said: it may be salt and oil
    assert finding("AID-BALANCE", "d1", city(1000, 1, load(goods=foods))).verdict == "unknown"
    assert (
        finding("AID-BALANCE", "d1", city(1000, 1, load(goods=("csb",)))).verdict == "not met"
    )  # 1.6 g fat for 100 kcal
    assert finding("AID-BALANCE", "d1", city(1000, 1, load(goods=("canned-fish",)))).verdict == "met"


def test_stages_are_kept_apart():
    planned = load(id="p", stage="planned", amount=exact(100, "t"), goods=("rice",), shipment="c")
    sent = replace(planned, id="s", stage="dispatched", amount=exact(60, "t"))
    came = replace(planned, id="a", stage="arrived", amount=exact(50, "t"))
    off = replace(planned, id="u", stage="unloaded", amount=exact(20, "t"))
    need = finding("AID-NEED", "food", city(100_000, 10, planned, sent, came, off))
    assert need.stages == (
        ("planned", Span(100_000, 100_000)), ("dispatched", Span(60_000, 60_000)),
        ("arrived", Span(50_000, 50_000)), ("unloaded", Span(20_000, 20_000)),
    )  # fmt: skip
    assert need.delivered == Span(20_000, 20_000)
    assert finding("AID-NEED", "food", city(100_000, 10, planned, sent, came)).delivered == Span(0, 50_000)
    assert finding("AID-NEED", "food", city(100_000, 10, planned, sent)).delivered == Span(0, 60_000)
    assert finding("AID-NEED", "food", city(100_000, 10, planned)).delivered == Span(0, 0)


def test_rows_of_one_claimant_add_up_and_claimants_speak_of_the_same():
    first = load(id="a", amount=exact(10, "t"), goods=("rice",), shipment="c")
    second = replace(first, id="b", amount=exact(5, "t"))
    other = replace(first, id="o", claimant="Council", amount=exact(12, "t"))
    assert finding("AID-NEED", "food", city(100_000, 10, first, second, other)).delivered == Span(12_000, 15_000)


def test_pallets_that_fell_elsewhere():
    """10 April 2016, Deir ez-Zor: 26 pallets, 22 recovered."""
    sent = load(id="s", stage="dispatched", amount=exact(26, "pallets"), shipment="c", means="airdrop")
    found = replace(sent, id="u", stage="unloaded", amount=exact(22, "pallets"))
    loss = finding("AID-LOSS", "c", city(1000, 10, sent, found))
    assert (loss.verdict, loss.share) == ("not met", Span(22 / 26, 22 / 26))
    lost = replace(sent, id="l", stage="lost", amount=exact(10, "pallets"))
    assert finding(
        "AID-LOSS", "c", city(1000, 10, replace(sent, amount=exact(21, "pallets")), lost)
    ).share.high == pytest.approx(11 / 21)


def test_supplies_removed_from_trucks():
    """5 March 2018, East Ghouta: 70 % of the medical supplies taken off."""
    sent = load(id="s", stage="dispatched", amount=exact(10, "t"), goods=("medicines",), shipment="c", means="convoy")
    gone = replace(sent, id="r", stage="removed", amount=exact(70, "%"))
    loss = finding("AID-LOSS", "c", city(1000, 10, sent, gone))
    assert (loss.verdict, loss.share) == ("not met", Span(pytest.approx(0.3), pytest.approx(0.3)))
    (line,) = lines(city(1000, 10, sent, gone))
    assert received(line, "", city(1000, 10, sent, gone)) == Span(0, pytest.approx(3000))


def test_all_that_came_and_yet_was_removed_is_left_open():
    sent = load(id="s", stage="dispatched", amount=exact(10, "t"), goods=("medicines",), shipment="c")
    came = replace(sent, id="a", stage="arrived")
    assert finding("AID-LOSS", "c", city(1000, 10, sent, came)).verdict == "met"
    gone = replace(sent, id="r", stage="removed", amount=exact(70, "%"), claimant="WHO")
    loss = finding("AID-LOSS", "c", city(1000, 10, sent, came, gone))
    assert loss.verdict == "unknown"
    assert loss.summary.endswith("100 % of what was dispatched arrived, but part of it is said to be removed or lost.")


def test_goods_went_where_they_were_unloaded():
    sent = load(id="s", stage="dispatched", amount=exact(10, "t"), goods=("rice",), shipment="c", to="the checkpoint")
    came = replace(sent, id="a", stage="unloaded", to="centre")
    assert finding("AID-NEED", "food", city(1000, 10, sent, came)).delivered == Span(10_000, 10_000)
    # whether the checkpoint, or the other side, lies among the people inside is not known
    assert finding("AID-NEED", "food", city(1000, 10, sent)).delivered == Span(0, 10_000)
    both = replace(came, id="b", to="the other side")
    assert finding("AID-NEED", "food", city(1000, 10, sent, came, both)).delivered.low == 10_000


@pytest.mark.parametrize("to", ["Sampleton hospital", "clinic", "Northern and southern quarter"])
def test_goods_to_a_place_that_the_case_does_not_know_may_be_among_the_people(to):
    """60 t in the town, of 6 t that are needed: no verdict that too little came."""
    rice = load(amount=exact(60, "t"), goods=("rice",), to=to)
    found = finding("AID-NEED", "food", city(1000, 10, rice))
    assert (found.verdict, found.delivered) == ("unknown", Span(0, 60_000))


def test_what_went_elsewhere_or_at_another_time_does_not_count():
    rice = load(amount=exact(1000, "t"), goods=("rice",))
    assert finding("AID-NEED", "food", city(1000, 10, rice)).verdict == "met"
    for changed in (replace(rice, to="across the front"), replace(rice, start=at(20), end=at(20))):
        assert finding("AID-NEED", "food", city(1000, 10, changed)).verdict == "unknown"
    assert finding("AID-NEED", "food", city(1000, 10, replace(rice, to=""))).delivered == Span(0, 1_000_000)


def test_silence_is_not_nothing():
    for need in ("energy", "water", "shelter"):
        found = finding("AID-NEED", need, city(1000, 10))
        assert (found.verdict, found.delivered, found.share) == ("unknown", None, None)


def test_an_unknown_weight_leaves_the_share_open_and_a_small_one_decides():
    parcels = load(stage="dispatched", amount=exact(100, "parcels"), goods=("food",))
    assert finding("AID-NEED", "energy", city(1000, 10, parcels)).share == Span(0, None)
    weighed = replace(parcels, amount=exact(1, "t"))
    assert finding("AID-NEED", "energy", city(1000, 10, weighed)).verdict == "not met"  # not even if it were all oil


def test_groups_add_to_the_need_of_all():
    more = Need("mothers", "Mothers", exact(500, "kcal"), "day", "energy", "mothers", Range(0.02, 0.03, 0.05, "share"))
    own = replace(STANDARDS, needs={**STANDARDS.needs, "mothers": more})
    found = finding("AID-NEED", "energy", replace(city(1000, 1), standards=own))
    assert found.need == Range(2_110_000, 2_115_000, 2_125_000, "kcal", "wfp-basket", "derived")
    assert any(e.text.startswith("mothers: 20 to 50 people need 500 kcal more") for e in found.evidence)


def test_health_kits_and_latrines():
    of = city(250_000, 90)
    assert finding("AID-NEED", "health-kits", of).need.likely == pytest.approx(
        25, rel=1e-5
    )  # one for 10,000 and 90 days
    assert finding("AID-NEED", "latrines", of).need == Range(5000, 5000, 12_500, "seats", "sphere", "derived")
    kits = load(amount=exact(26, "kits"), goods=("iehk",))
    assert finding("AID-NEED", "health-kits", city(250_000, 90, kits)).verdict == "met"
    tonnes = load(amount=exact(26, "t"), goods=("iehk",))
    assert finding("AID-NEED", "health-kits", city(250_000, 90, tonnes)).delivered.low == pytest.approx(26)


def test_sorties_for_a_city():
    takes = sorties(exact(138_750, "kg"), LOADS["airdrop_load"], LOADS["airdrop_recovered"])
    assert takes.low == pytest.approx(138_750 / 21_000)
    assert takes.likely == pytest.approx(138_750 / (18_200 * 0.85))
    assert takes.high == pytest.approx(138_750 / (17_000 * 0.52))
    drop = load(stage="dispatched", means="airdrop", vehicles=exact(2), goods=("rice",))
    found = finding("AID-AIRDROP", "airdrops", city(250_000, 2, drop))
    assert (found.verdict, found.delivered) == ("not met", Span(2, 2))
    assert not [f for f in assess_aid(city(250_000, 2, load())) if f.code == "AID-AIRDROP"]


def test_planned_flights_are_not_flown_and_heavier_ones_feed_more():
    drop = load(id="p", stage="planned", means="airdrop", vehicles=exact(20), goods=("rice",))
    found = finding("AID-AIRDROP", "airdrops", city(250_000, 2, drop))
    assert (found.verdict, found.delivered) == ("not met", Span(0, 0))
    told = replace(drop, stage="dispatched")
    assert finding("AID-AIRDROP", "airdrops", city(250_000, 2, replace(told, vehicles=exact(7)))).verdict == "not met"
    for heavy in (replace(told, load=exact(40, "t")), replace(told, amount=exact(280, "t"))):
        found = finding("AID-AIRDROP", "airdrops", city(250_000, 2, replace(heavy, vehicles=exact(7))))
        assert found.need.low == pytest.approx(277_500 / 40_000)
        assert found.verdict == "unknown"  # seven of 40 t, all found, are 280 t


def test_the_clock_runs_between_its_ends():
    stock = Stock("s", "food", Range(5_550, 11_100, 22_200, "kg"), at(1), "Council")
    found = finding("AID-CLOCK", "food", city(10_000, 10, stocks=(stock,)))
    assert (found.verdict, found.runs_out) == ("unknown", (at(2), at(5)))  # 5,550 kg a day; who says that nothing came?
    late = load(stage="dispatched", amount=exact(100, "t"), goods=("rice",), start=at(6), end=at(6))
    found = finding("AID-CLOCK", "food", city(10_000, 10, late, stocks=(stock,)))
    assert (found.verdict, found.runs_out) == ("not met", (at(2), at(5)))
    early = replace(late, start=at(3), end=at(3))
    assert finding("AID-CLOCK", "food", city(10_000, 10, early, stocks=(stock,))).runs_out == (at(2), None)
    unknown = replace(early, amount=None)
    assert finding("AID-CLOCK", "food", city(10_000, 10, unknown, stocks=(stock,))).runs_out == (at(2), None)
    plenty = replace(stock, amount=exact(1e6, "kg"))
    assert finding("AID-CLOCK", "food", city(10_000, 10, stocks=(plenty,))).verdict == "met"


def test_what_may_have_been_counted_with_the_stock_counts_at_most():
    stock = Stock("s", "food", exact(11_100, "kg"), at(3), "Council")  # two days of 5,550 kg
    flour = load(amount=exact(5.55, "t"), goods=("wheat-flour",), start=at(2), end=at(4))
    assert finding("AID-CLOCK", "food", city(10_000, 10, flour, stocks=(stock,))).runs_out == (at(5), at(6))
    moment = replace(flour, start=at(3), end=at(3))
    assert finding("AID-CLOCK", "food", city(10_000, 10, moment, stocks=(stock,))).runs_out == (at(5), at(6))
    later = replace(flour, start=at(3, 1), end=at(4))
    assert finding("AID-CLOCK", "food", city(10_000, 10, later, stocks=(stock,))).runs_out == (at(6), at(6))


def test_older_figures_of_one_claimant_may_be_about_the_same_stock():
    told = Stock("s", "food", exact(11_100, "kg"), at(1), "Council")
    again = replace(told, id="t", amount=exact(5_550, "kg"), at=at(2))
    assert finding("AID-CLOCK", "food", city(10_000, 10, stocks=(told, again))).runs_out == (at(3), at(5))
    other = replace(told, id="t", amount=exact(5_550, "kg"))
    assert finding("AID-CLOCK", "food", city(10_000, 10, stocks=(told, other))).runs_out == (at(4), at(4))


def test_a_stock_from_before_the_case_counts_what_came_since():
    stock = Stock("s", "food", exact(5_550, "kg"), at(1) - timedelta(days=2), "Council")
    assert finding("AID-CLOCK", "food", city(10_000, 10, stocks=(stock,))).runs_out[1] == at(1) - timedelta(days=1)
    rice = load(amount=exact(100, "t"), goods=("rice",), start=at(1) - timedelta(days=2), end=at(1) - timedelta(days=1))
    found = finding("AID-CLOCK", "food", city(10_000, 10, rice, stocks=(stock,)))
    assert found.runs_out == (at(1) - timedelta(days=1), None)


def test_two_claimants_have_two_clocks():
    first = Stock("s", "water", exact(1000, "l"), at(1), "Council")
    found = [
        f
        for f in assess_aid(city(100, 10, stocks=(first, replace(first, id="t", claimant="UN"))))
        if f.code == "AID-CLOCK"
    ]
    assert [f.summary.split(" says")[0] for f in found] == ["Water, by what Council", "Water, by what UN"]


def test_full_rations():
    assert full_rations(exact(80_000), exact(30), 0.555).likely == pytest.approx(1_332_000)


AMOUNTS = st.floats(0, 1e6, allow_nan=False)
FOODS = st.sampled_from([name for name, item in STANDARDS.items.items() if item.energy is not None])


@given(
    st.lists(st.tuples(FOODS, AMOUNTS), min_size=1, max_size=4), st.sampled_from(["energy", "protein", "fat", "food"])
)
def test_whatever_the_mixture_it_lies_within_the_bounds(parts, need):
    total = sum(kg for _, kg in parts)
    goods = tuple(dict.fromkeys(name for name, _ in parts))
    bounds = brings(load(amount=exact(total, "kg"), goods=goods), need, STANDARDS, {})
    low = sum(kg * per_kg(STANDARDS.items[name], need).low for name, kg in parts)
    high = sum(kg * per_kg(STANDARDS.items[name], need).high for name, kg in parts)
    slack = 1e-9 * (1 + high)  # sums of floats in another order
    assert bounds.low <= low + slack
    assert high <= bounds.high + slack


HOURS = st.integers(0, 9 * 24)
COMING = st.lists(
    st.tuples(HOURS, st.integers(0, 72), st.integers(0, 72), st.floats(0, 1e4), st.floats(0, 1), st.floats(0, 1)),
    max_size=4,
)


@given(
    st.tuples(st.floats(0, 1e4), st.floats(0, 1)),
    st.tuples(st.floats(0, 1e3, allow_subnormal=False), st.floats(0, 1)),
    COMING,
)
def test_whatever_happens_within_the_ranges_lies_within_the_course(stock, a_day, coming):
    """One stock, one pace and one time of each arrival are drawn from the ranges, and worked out hour by hour."""
    arrivals, true = [], []
    for hour, early, late, most, part, drawn in coming:
        amount = Span(most * part, most)
        arrivals.append(Arrival(after(max(0, hour - early)), after(hour + late), amount))
        true.append((hour, amount.low + drawn * (most - amount.low)))
    between = Span(stock[0] * stock[1], stock[0]), Span(a_day[0] * a_day[1], a_day[0])
    series = course(at(1), at(11), *between, arrivals)
    left, pace = (span.low + (span.high - span.low) / 2 for span in between)
    empty = None
    for hour in range(240):
        left += sum(amount for when, amount in true if when == hour)
        low, high = (read(series, after(hour), end) for end in ("low", "high"))
        assert low - 1e-6 * (1 + low) <= left <= high + 1e-6 * (1 + high)  # sums of floats in another order
        if left < pace / 24 and empty is None:
            empty = after(hour) + timedelta(hours=1)
        left = max(0.0, left - pace / 24)
    earliest = runs_out(at(1), at(11), between[0].low, between[1].high, [(a.last, a.amount.low) for a in arrivals])
    latest = runs_out(at(1), at(11), between[0].high, between[1].low, [(a.first, a.amount.high) for a in arrivals])
    if empty is not None:
        assert earliest is not None
        assert earliest <= empty
    if latest is not None:
        assert empty is not None
        assert empty <= latest + timedelta(hours=1)


def after(hours):
    return at(1) + timedelta(hours=hours)


def read(series, when, end):
    """The series at a time: after a jump that is then, else between its neighbours."""
    if here := [span for t, span in series if t == when]:
        return getattr(here[-1], end)
    (t0, a), (t1, b) = next((x, y) for x, y in pairwise(series) if x[0] < when < y[0])
    return getattr(a, end) + (getattr(b, end) - getattr(a, end)) * ((when - t0) / (t1 - t0))


def test_a_course_bends_where_nothing_is_left():
    """100 for ten days at 20 a day, and 60 that come on the third or the seventh day, or between."""
    series = course(at(1), at(11), Span(100, 100), Span(20, 20), [Arrival(at(3), at(7), Span(60, 60))])
    assert [read(series, at(day), "low") for day in range(1, 12)] == [100, 80, 60, 40, 20, 0, 40, 20, 0, 0, 0]
    assert [read(series, at(day), "high") for day in range(1, 12)] == [100, 80, 120, 100, 80, 60, 60, 40, 20, 0, 0]


@given(st.floats(1, 1e6), st.floats(0.1, 100), st.integers(1, 60))
def test_needs_grow_with_people_and_days(count, amount, days):
    need = replace(STANDARDS.needs["water"], amount=exact(amount, "l"))
    own = replace(STANDARDS, needs={"water": need})
    one = needed(need, own, people(count, count, count), days)
    assert one.likely == pytest.approx(count * amount * days)
    assert needed(replace(need, pace="once"), own, people(count, count, count), days).likely == pytest.approx(
        count * amount
    )
