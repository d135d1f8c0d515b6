"""From a case to an answer: ends of ranges, closures, rough positions, deadlines."""

from __future__ import annotations

import tempfile
from dataclasses import replace
from datetime import datetime, timedelta

import pytest
import shapely

from geleit.certify import certify
from geleit.cli.exit_codes import explain
from geleit.errors import ContradictionError, InputError
from geleit.evacuation.answer import belongs, evacuate
from geleit.evacuation.placement import locate
from geleit.evacuation.proved import expect_one_truth
from geleit.evacuation.question import question_of
from geleit.io.proofs import read_proof
from geleit.model.amount import Range
from geleit.model.certificate import UNITS_PER_PERSON
from geleit.model.corridor import Closure, JointLimit
from geleit.model.population import Place
from geleit.model.travel import Vehicles
from geleit.model.window import Window
from tests.drawn import draw
from tests.unit.assessment.drawn_case import EXIT, at, case

ALL_DAY = (Window(at(10), at(12)),)
METRES = 111_000


def line_case(**changes):
    """1,000 people at one end of a street of 1,110 m, 6 m wide; a gate at the other end, 600 to 1,200 an hour."""
    street = draw([(0, 0), (0.01, 0)], [(0, 1, ())])
    gate = replace(
        EXIT, lon=0.01, lat=0.0, position_error=0.0, rate=Range(600, 900, 1200, "persons/h"),
        windows=ALL_DAY, windows_cautious=ALL_DAY, corridor="",
    )  # fmt: skip
    there = Place("home", "Home", Range(800, 900, 1000, "people"), shapely.Point(0, 0), "someone")
    assumptions = {
        "walking_speed": Range(0.5, 1.0, 1.85, "m/s"),
        "street_flow": Range(0.5, 1.0, 1.2, "persons/m/s"),
        "usable_width": Range(0.5, 0.75, 1.0, "share"),
    }
    made = replace(
        case(), network=street, exits=(gate,), places=(there,), assumptions=assumptions, closures=(),
        period=Window(at(10), at(12)), deadline=at(10, 1),
    )  # fmt: skip
    return replace(made, **changes)


def test_both_numbers_by_hand():
    answer = evacuate(line_case())
    # fastest: 600 s on the way, so that 3,000 s of seats at 1,200/h remain; slowest: 2,220 s, 1,380 s at 600/h
    assert answer.generous.ladder.exit_seats == 1000
    assert answer.at_most == 1200 * 3000 // 3600
    assert answer.at_least == 600 * 1380 // 3600
    assert answer.could_not_leave == 0
    assert answer.suffices == "exit_seats"
    assert answer.required_rate == 800
    half = evacuate(line_case(), at(10, 0, 30))
    assert (half.at_most, half.could_not_leave) == (400, 400)
    assert half.suffices == "walking"


def test_a_plan_with_the_rates_of_the_case_is_one_for_every_higher_rate():
    answer, rate = evacuate(line_case()), line_case().exits[0].rate
    assert any(point.rate >= rate.likely for point in answer.by_rate)
    for point in answer.by_rate:
        if point.rate >= rate.low:
            assert answer.at_least <= point.at_least <= point.at_most
        if point.rate >= rate.likely:
            assert answer.likely_plan.people_out <= point.at_least_likely <= point.at_most


def test_what_gates_pass_together_holds_at_every_rate():
    """Two gates at one place, which the same teams check: 300 people pass both of them in an hour."""
    gate = line_case().exits[0]
    teams = JointLimit("teams", "Teams", ("gate", "other"), Range(300, 300, 300, "persons/h"))
    answer = evacuate(line_case(exits=(gate, replace(gate, id="other")), joint_limits=(teams,)))
    assert answer.at_least <= answer.at_most <= 300
    assert max(max(point.at_least, point.at_least_likely) for point in answer.by_rate) <= 300


@pytest.mark.parametrize(
    "told",
    [
        Vehicles(Range(900, 900, 900, ""), Range(60, 60, 60, ""), None, "none"),
        Vehicles(Range(1, 1, 1, ""), Range(1, 1, 1, ""), None, "possible"),
    ],
)
def test_whoever_has_a_vehicle_may_ride_to_a_gate_on_foot(told):
    """On foot the nearest way takes ten minutes, so that nobody can be out in nine."""
    soon = at(10, 0, 9)
    assert evacuate(line_case(), soon).at_most == 0
    assert evacuate(line_case(told_vehicles=told), soon).at_most > 0
    none = Vehicles(Range(0, 0, 0, ""), Range(0, 0, 0, ""), None, "none")
    assert evacuate(line_case(told_vehicles=none), soon).at_most == 0


def test_clearance_is_proved_on_one_side_and_planned_on_the_other():
    answer = evacuate(line_case(), at(10, 3))
    # 800 people at 1,200/h need 2,400 s after the first 600; 1,000 people at 600/h need 6,000 s after the first 2,220
    assert answer.clearance.not_before == at(10, 0, 49).replace(second=59)
    assert answer.clearance.by == at(10, 2, 17)
    assert evacuate(line_case(), at(10, 2)).clearance.by is None


def test_the_place_of_a_gate_counts_for_the_plan_and_its_error_for_the_bound():
    rough = line_case(exits=(replace(line_case().exits[0], position_error=1200.0),))
    answer = evacuate(rough)
    assert answer.at_most == 1000  # the gate may stand where the people are
    assert answer.at_least == 0  # and too far away for slow people
    nearer = line_case(exits=(replace(line_case().exits[0], position_error=300.0),))
    # 1,110 m and 300 m more at 0.5 m/s, in steps of a minute
    assert evacuate(nearer).at_least == 600 * (3600 - 47 * 60) // 3600


def test_a_street_that_the_gate_may_stand_on_carries_no_more_people_for_that():
    narrow = {**line_case().assumptions, "street_flow": Range(0.01, 0.01, 0.01, "persons/m/s")}
    gate = replace(line_case().exits[0], position_error=50.0)
    answer = evacuate(line_case(exits=(gate,), assumptions=narrow))
    # 6 m x 0.01 persons/m/s = 216 persons/h, from when the first are within 50 m (and the hundredth) of the gate
    first = int((1113.19 * 0.99 - 50 * 1.01 - 1) / 1.85)
    assert answer.generous.ladder.walking == 1000
    assert answer.at_most == 216 * (3600 - first) // 3600


def test_a_gate_without_a_place_counts_for_the_bound_alone():
    gate = replace(line_case().exits[0], lon=None, lat=None)
    answer = evacuate(line_case(exits=(gate,)), at(10, 0, 30))
    assert (answer.at_most, answer.at_least) == (600, 0)
    assert answer.unreached == 1000
    assert certify(answer.certificate).holds


@pytest.mark.parametrize(("certain", "at_most"), [(True, 400), (False, 1000)])
def test_only_a_certain_closure_lowers_the_bound(certain, at_most):
    # shut for the first half hour; then 600 s on the way and 1,200 s of seats
    closed = Closure("c", "c", shapely.Point(0.005, 0), (Window(at(10), at(10, 0, 30)),), certain, "s1")
    answer = evacuate(line_case(closures=(closed,)))
    assert answer.at_most == at_most
    assert answer.at_least == 0


@pytest.mark.parametrize("users", ["fighters", "medical"])
def test_a_gate_for_others_counts_for_the_bound_alone(users):
    answer = evacuate(line_case(exits=(replace(line_case().exits[0], users=users),)))
    assert (answer.at_most, answer.at_least) == (1000, 0)


def test_cautious_hours_are_for_the_plan():
    gate = replace(line_case().exits[0], windows_cautious=(Window(at(10, 0, 50), at(10, 1)),))
    answer = evacuate(line_case(exits=(gate,)))
    assert (answer.at_most, answer.at_least) == (1000, 100)


def test_the_curve_ends_at_the_two_numbers():
    answer = evacuate(line_case())
    first, last = answer.curve[0], answer.curve[-1]
    assert (first.at, first.at_most, first.at_least) == (answer.start, 0, 0)
    assert (last.at, last.at_most, last.at_least) == (answer.deadline, answer.at_most, answer.at_least)


def test_a_witness_belongs_to_its_own_case_alone():
    answer = evacuate(line_case())
    assert belongs(answer.certificate, line_case()) == ()
    assert belongs(answer.plan, line_case()) == ()
    assert belongs(answer.likely_plan, line_case()) == ()
    for plan, told in ((answer.plan, "likely"), (answer.likely_plan, "cautious"), (answer.plan, "generous")):
        assert belongs(replace(plan, scenario=told), line_case()) == (
            "its streets, people or exits are not those of the case",
        )
    assert belongs(replace(answer.plan, scenario=None), line_case()) == ()  # as of a file from before
    wider = line_case(exits=(replace(line_case().exits[0], rate=Range(700, 900, 1300, "persons/h")),))
    for proof in (answer.certificate, answer.plan):
        assert belongs(proof, wider) == ("its streets, people or exits are not those of the case",)
        assert "is about" in belongs(proof, line_case(name="other"))[0]


@pytest.mark.parametrize(
    ("deadline", "says"),
    [(at(10), "is not after the start"), (at(9), "is not after the start"), (at(13), "is after the end of the case")],
)
def test_a_deadline_outside_the_period_is_refused(deadline, says):
    with pytest.raises(InputError, match=says):
        evacuate(line_case(), deadline)


def test_a_deadline_without_a_zone_is_in_the_zone_of_the_case():
    naive = datetime(2016, 5, 10, 1)  # noqa: DTZ001 - that is the point
    assert evacuate(line_case(), naive).deadline == at(10, 1)


def test_a_witness_that_runs_past_the_period_is_refused():
    made = line_case()
    answer = evacuate(made, made.period.end)
    early = line_case(period=Window(at(10), at(11)))
    assert belongs(answer.certificate, made) == ()
    assert "outside the period" in belongs(answer.certificate, early)[0]
    assert "outside the period" in belongs(answer.plan, early)[0]


def test_a_plan_may_not_use_the_width_of_a_street_twice():
    plan = evacuate(line_case()).plan
    wide = question_of(locate(line_case()), Window(at(10), at(10, 1)), "cautious").rate
    assert belongs(plan, line_case()) == ()
    both = replace(plan, instance=replace(plan.instance, rate=tuple(wide.tolist())))
    assert belongs(both, line_case()) == ("its streets, people or exits are not those of the case",)


def test_where_vehicles_may_pass_nobody_is_sure_to_walk():
    by_car = line_case(exits=(replace(line_case().exits[0], mode="any"),))
    # 1,110 m in 33 s at 120 km/h instead of 600 s on foot; the plan stays on foot
    quarter = evacuate(by_car, at(10, 0, 10))
    assert quarter.at_most == 1200 * (600 - 32) // 3600
    assert evacuate(line_case(), at(10, 0, 10)).at_most == 0
    assert evacuate(by_car).at_least == evacuate(line_case()).at_least


def test_an_exit_beside_a_street_that_leads_nowhere_may_stand_on_the_next():
    # a short piece near the gate that joins nothing, as where a map has a gap; the bound must not trust it
    streets = draw([(0, 0), (0.01, 0), (0.0098, 0.0001), (0.0099, 0.0001)], [(0, 1, ()), (2, 3, ())])
    gate = replace(line_case().exits[0], lon=0.00985, lat=0.0001)
    answer = evacuate(line_case(network=streets, exits=(gate,)))
    assert (answer.at_most, answer.at_least, answer.unreached) == (1000, 0, 1000)


def test_people_on_a_street_that_leads_nowhere_may_join_the_next():
    streets = draw([(0, 0), (0.01, 0), (0, 0.0005), (0.0005, 0.0005)], [(0, 1, ()), (2, 3, ())])
    there = replace(line_case().places[0], where=shapely.Point(0, 0.0005))
    answer = evacuate(line_case(network=streets, places=(there,)))
    assert (answer.at_most, answer.at_least, answer.unreached) == (1000, 0, 1000)
    # no sooner than in a straight line: as far as along the street
    later = evacuate(line_case(network=streets, places=(there,)), at(10, 0, 20))
    assert later.at_most == 1200 * (1200 - 595) // 3600


def test_slow_people_first_walk_to_their_corner():
    # spread along the whole street, half of them have up to 555 m to the corner at the gate, and 555 m are 1,110 s
    outline = shapely.box(-0.0001, -0.0001, 0.0101, 0.0001)
    along = line_case(places=(replace(line_case().places[0], where=outline),))
    assert evacuate(along, at(10, 0, 18)).at_least == 0
    # from then on they come in lots, the first of them after a 16th of the 90 s that are left
    assert evacuate(along, at(10, 0, 20)).at_least == 600 * (90 - 6) // 3600
    assert evacuate(along, at(10, 0, 18)).at_most == 1200 * 18 * 60 // 3600  # some live beside the gate


def test_a_year_of_daily_hours_takes_no_time():
    year = Window(at(10), at(10) + timedelta(days=365))
    hours = tuple(Window(at(10) + timedelta(days=d, hours=8), at(10) + timedelta(days=d, hours=9)) for d in range(365))
    gate = replace(line_case().exits[0], windows=hours, windows_cautious=hours, rate=Range(1, 1, 1, "persons/h"))
    answer = evacuate(line_case(exits=(gate,), period=year), year.end)
    assert (answer.at_most, answer.at_least) == (365, 365)


def test_an_exit_far_from_any_street_is_refused():
    gate = replace(line_case().exits[0], lon=0.5)
    with pytest.raises(InputError, match="km from the nearest street"):
        locate(line_case(exits=(gate,)))


def test_nobody_and_no_gate_that_opens():
    nobody = Place("home", "Home", Range(0, 0, 0, "people"), shapely.Point(0, 0), "someone")
    assert evacuate(line_case(places=(nobody,))).at_most == 0
    shut = evacuate(line_case(exits=(replace(line_case().exits[0], windows=(), windows_cautious=()),)))
    assert (shut.at_most, shut.at_least, shut.could_not_leave, shut.required_rate) == (0, 0, 800, None)
    assert shut.gap == 0.0


def test_units():
    answer = evacuate(line_case())
    seats = sum(s.rate * (s.end - s.start) for s in answer.plan.through_exits)
    assert answer.at_least == seats // UNITS_PER_PERSON


def test_people_who_are_warned_later_set_out_later():
    home = line_case().places[0]
    told = replace(home, ready_from=at(10, 0, 10), ready_by=at(10, 0, 20))
    answer = evacuate(line_case(places=(told,)))
    # 600 s later at best, 1,200 s later at worst than in the first test above
    assert answer.at_most == 1200 * 2400 // 3600
    assert answer.at_least == 600 * 180 // 3600
    assert belongs(answer.plan, line_case(places=(told,))) == ()
    assert belongs(answer.plan, line_case()) != ()
    early = replace(home, id="early", people=Range(100, 100, 100, "people"))
    both = evacuate(line_case(places=(told, early)), at(10, 0, 15))
    # by then only the first hundred can have walked there
    assert both.at_most == 1200 * 300 // 3600 == 100
    assert both.generous.people == 1100


def test_people_cannot_be_ready_before_the_first_is():
    with pytest.raises(ValueError, match="before the first"):
        replace(line_case().places[0], ready_from=at(10, 1), ready_by=at(10))


def test_a_plan_for_more_than_can_be_out_is_no_answer():
    one, other = evacuate(line_case()), evacuate(line_case(), at(10, 2))
    assert other.at_least > evacuate(line_case(), at(10, 0, 30)).at_most
    with pytest.raises(ContradictionError, match="has 800 out, where no more than 400 can be") as told:
        expect_one_truth(evacuate(line_case(), at(10, 0, 30)).certificate, other.plan)
    assert [type(proof).__name__ for proof in told.value.proofs] == ["Certificate", "Plan"]
    expect_one_truth(one.certificate, one.plan)


def test_a_contradiction_is_a_fault_and_keeps_both_proofs(tmp_path, monkeypatch, capsys):
    answer = evacuate(line_case())
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    assert explain(ContradictionError("two things", answer.certificate, answer.plan)) == 3
    [folder] = tmp_path.iterdir()
    assert str(folder) in capsys.readouterr().err
    assert read_proof(folder / "certificate.json") == answer.certificate
    assert read_proof(folder / "plan.json").people_out == answer.at_least
    assert folder.stat().st_mode & 0o077 == 0
