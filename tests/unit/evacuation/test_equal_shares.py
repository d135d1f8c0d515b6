"""Plans that give districts equal shares, by hand and on drawn cities."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest
import shapely

from geleit.evacuation.answer import evacuate
from geleit.io.case.casefile import read_case
from geleit.io.case.drill import write_drill
from geleit.model.amount import Range
from geleit.model.departure import shares
from geleit.model.population import Place
from geleit.model.travel import TravelGroup
from tests.drawn import draw
from tests.unit.assessment.drawn_case import at
from tests.unit.evacuation.test_answer import line_case


def two_quarters():
    """One street to the gate; 600 people 111 m from it, 400 at its far end, 1,110 m off."""
    street = draw([(0, 0), (0.009, 0), (0.01, 0)], [(0, 1, ()), (1, 2, ())])
    near = Place("near", "Near", Range(600, 600, 600, "people"), shapely.Point(0.009, 0), "someone")
    far = Place("far", "Far", Range(400, 400, 400, "people"), shapely.Point(0, 0), "someone")
    return line_case(network=street, places=(near, far))


def out_of(answer):
    return {district.id: (out, district.people) for district, out in shares(answer.districts, answer.departures)}


def test_whoever_lives_near_does_not_take_all_seats():
    # 600 an hour; from far it takes 2,220 s, from near 223 s: in the first hour 562 can pass, whoever they are
    first = evacuate(two_quarters(), by_district=True)
    assert first.at_least == 562
    assert first.shared_at is None
    shared = evacuate(two_quarters(), equal_shares=True)
    (near, of_near), (far, of_far) = (out_of(shared)[name] for name in ("near", "far"))
    # from far 600 x 1,380 s / 3,600 s = 230 of 400 can pass, 57.5 %; so 56.2 % of each quarter is possible
    assert (of_near, of_far) == (600, 400)
    assert near / of_near == pytest.approx(0.562, abs=0.01)
    assert far / of_far == pytest.approx(0.562, abs=0.01)
    assert near + far == shared.at_least
    assert shared.shared_at == 562 - shared.at_least <= 3


def test_who_cannot_have_more_keeps_nobody_back():
    # by 00:40 only 3 minutes remain for those from far: 30 people at most, 7.5 %; the others take all other seats
    shared = evacuate(two_quarters(), at(10, 0, 40), equal_shares=True)
    everyone = evacuate(two_quarters(), at(10, 0, 40)).at_least
    assert everyone == 600 * (2400 - 223) // 3600
    assert 28 <= out_of(shared)["far"][0] <= 30
    assert everyone - 1 <= shared.at_least <= everyone
    assert shared.shared_at == everyone - shared.at_least


def test_where_everyone_gets_out_nothing_is_shared():
    shared = evacuate(two_quarters(), at(10, 6), equal_shares=True)
    assert (shared.at_least, shared.shared_at) == (1000, 0)


def test_where_nobody_gets_out_all_have_the_same():
    gate = replace(two_quarters().exits[0], windows_cautious=())
    shared = evacuate(
        line_case(network=two_quarters().network, places=two_quarters().places, exits=(gate,)), equal_shares=True
    )
    assert (shared.at_least, shared.shared_at) == (0, 0)


def test_slow_walkers_who_cannot_make_it_leave_the_others_their_shares():
    # 20 to 40 % walk at 0.1 m/s: 11,100 s from far, 1,110 s from near; in the first hour none of the former get out
    slow = TravelGroup("slow", "slow walkers", "foot", Range(0.2, 0.3, 0.4, "share"), Range(0.1, 0.1, 0.1, "m/s"), None)
    shared = evacuate(replace(two_quarters(), groups=(slow,)), equal_shares=True)
    (near, _), (far, _) = (out_of(shared)[name] for name in ("near", "far"))
    assert far > 0
    assert near > 0
    assert near + far == shared.at_least
    early = evacuate(replace(two_quarters(), groups=(slow,)), at(10, 0, 10), equal_shares=True)
    assert early.at_least >= 0


@pytest.mark.parametrize("seed", range(4))
def test_no_district_is_left_where_another_is_emptied(seed, tmp_path):
    write_drill(tmp_path / "drill", corners=400, people=30_000, seed=seed)
    made = read_case(tmp_path / "drill")
    deadline = made.period.start + timedelta(hours=11)
    before, shared = evacuate(made, deadline, by_district=True), evacuate(made, deadline, equal_shares=True)
    assert shared.at_least + shared.shared_at >= before.at_least
    assert shared.at_least >= 0.95 * before.at_least  # what that costs
    least = {a: min(out / people for out, people in out_of(a).values() if people > 100) for a in (before, shared)}
    assert least[shared] >= least[before]
    assert shared.at_least <= shared.at_most
