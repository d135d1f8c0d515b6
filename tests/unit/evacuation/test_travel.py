"""Groups with their own speed, cars, buses, and rates by the hour: small cases worked out by hand."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
import shapely

from geleit.certify import certify
from geleit.evacuation.answer import belongs, evacuate
from geleit.evacuation.placement import doubts, locate
from geleit.evacuation.question import question_of
from geleit.model.amount import Range
from geleit.model.corridor import RateChange
from geleit.model.population import Place
from geleit.model.travel import BusLine, TravelGroup
from geleit.model.window import Window
from tests.drawn import draw
from tests.unit.assessment.drawn_case import at
from tests.unit.evacuation.test_answer import ALL_DAY, line_case


def exactly(figure, unit="persons/h"):
    return Range(figure, figure, figure, unit)


def walkers(share, speed):
    return TravelGroup("slow", "slow walkers", "foot", exactly(share, "share"), exactly(speed, "m/s"), None)


def drivers(share, speed=5.0, lane_flow=360):
    return TravelGroup(
        "cars", "private cars", "car", exactly(share, "share"), exactly(speed, "m/s"), exactly(lane_flow)
    )


def buses(number, **changes):
    line = BusLine(
        "bus",
        "Bus",
        0.0,
        0.0,
        line_case().exits[0].id,
        exactly(number, "buses"),
        30,
        exactly(3.0, "m/s"),
        exactly(4, "min"),
        ALL_DAY,
    )
    return replace(line, **changes)


def with_exit(**changes):
    return (replace(line_case().exits[0], **changes),)


def people(count):
    return (Place("home", "Home", exactly(count, "people"), shapely.Point(0, 0), "someone"),)


def through(plan, arc):
    return sum(s.rate * (s.end - s.start) for s in plan.on_arcs if s.at == arc) // 3600


def test_each_group_walks_at_its_own_speed():
    slow = line_case(groups=(walkers(0.25, 0.25),))
    # the 600 others walk 2,220 s, the 200 slow ones 4,440 s, all of them one second more to the gate; 600/h
    assert evacuate(slow).at_least == 600 * (3600 - 2221) // 3600
    later = evacuate(slow, at(10, 1).replace(minute=30))
    assert later.at_least == 600 * (5400 - 2221) // 3600
    assert certify(later.plan).holds
    assert belongs(later.plan, slow) == ()
    # the bound takes everyone for the fastest
    assert evacuate(slow).at_most == evacuate(line_case()).at_most
    quick = line_case(groups=(walkers(0.25, 3.7),))
    assert evacuate(quick, at(10, 0, 30)).at_most == 1200 * 1500 // 3600


def test_nobody_is_lost_between_groups():
    parted = question_of(locate(line_case(groups=(walkers(0.3, 0.25), drivers(0.5)), exits=with_exit(mode="any"))),
                  line_case().period, "cautious")  # fmt: skip
    assert int(parted.low.sum()) == 800
    assert int(parted.high.sum()) == 1000
    assert parted.low.tolist() == [240, 400, 160]
    assert parted.high.tolist() == [300, 500, 200]
    assert parted.slow.tolist() == [True, False, False]
    assert len(parted.copies) == 3


def test_the_slow_are_served_first_and_nobody_less_gets_out():
    many = line_case(groups=(walkers(0.25, 0.25),), places=people(2000))
    answer = evacuate(many, at(10, 2))
    # seats from 2,221 s on; the slow can take all of them from 4,441 s on
    assert answer.at_least == 600 * (7200 - 2221) // 3600
    assert through(answer.plan, 4) >= 600 * (7200 - 4441) // 3600
    assert answer.plan.instance.tail[4] == 1  # from the corner at the gate, in the copy of the slow


def test_groups_share_the_width_of_a_street():
    narrow = {**line_case().assumptions, "street_flow": exactly(0.02, "persons/m/s")}
    # 6 m x 0.5 x 0.02 x 3,600 = 216 an hour for both groups together
    case = line_case(groups=(walkers(0.5, 0.25),), assumptions=narrow, exits=with_exit(rate=exactly(5000)))
    answer = evacuate(case, at(10, 2))
    # entering the street must end 2,220 s before the deadline for the one group, 4,440 s for the other
    assert answer.at_least <= 216 * (7200 - 2221) // 3600
    assert belongs(answer.plan, case) == ()
    rates = list(answer.plan.instance.rate)
    rates[0], rates[2] = 216, 216  # both groups eastward with the whole width
    twice = replace(answer.plan, instance=replace(answer.plan.instance, rate=tuple(rates)))
    assert belongs(twice, case) != ()


def test_cars_take_streets_for_vehicles_and_exits_that_let_them_pass():
    everybody = drivers(1.0)
    # 222 s on the way, one to the gate; one lane each way takes 360 an hour
    assert evacuate(line_case(groups=(everybody,), exits=with_exit(mode="any"))).at_least == 360 * (3600 - 223) // 3600
    assert evacuate(line_case(groups=(everybody,), exits=with_exit(mode="vehicle"))).at_least > 0
    assert evacuate(line_case(groups=(everybody,))).at_least == 0  # on foot only
    one_way = replace(line_case().network, drive=np.array([3], dtype=np.uint8))
    assert evacuate(line_case(groups=(everybody,), exits=with_exit(mode="any"), network=one_way)).at_least == 0
    footpath = replace(line_case().network, drive=np.array([2], dtype=np.uint8), lanes=np.array([3], dtype=np.uint8))
    three = evacuate(line_case(groups=(everybody,), exits=with_exit(mode="any", rate=exactly(5000)), network=footpath))
    assert three.at_least == 800


def test_who_lives_where_no_car_can_go_walks():
    lane = draw([(0, 0), (0.01, 0), (0, 0.01)], [(0, 1, ()), (0, 2, ())])
    lane = replace(lane, drive=np.array([1, 0], dtype=np.uint8))
    there = Place("lane", "Lane", exactly(100, "people"), shapely.Point(0, 0.01), "someone")
    case = line_case(network=lane, places=(*people(100), there), groups=(drivers(0.5),), exits=with_exit(mode="any"))
    asked = question_of(locate(case), case.period, "cautious")
    # cars leave from corners 0 and 1, the others walk from 0 and 2 of their own copy
    assert asked.low.tolist() == [50, 50, 100]
    assert (asked.start - np.repeat(asked.copies, [1, 2])).tolist() == [0, 0, 2]


def test_buses_shuttle():
    case = line_case(exits=with_exit(mode="vehicle"), buses=(buses(2),))
    answer = evacuate(case)
    # 370 s there, 370 s back, 240 s to get on and off: 980 s a round; two buses of 30 seats carry 220 an hour
    # the last that count board 490 s (next bus) + 370 s + 240 s before the deadline, after a second on foot
    assert answer.at_least == 220 * (3600 - 1100 - 1) // 3600
    assert certify(answer.plan).holds
    assert belongs(answer.plan, case) == ()
    # twice the buses: twice the rate, and a shorter wait
    assert evacuate(replace(case, buses=(buses(4),))).at_least == 440 * (3600 - 855 - 1) // 3600
    assert evacuate(replace(case, buses=(buses(0),))).at_least == 0
    # people may ride: the bound no longer takes them to walk
    assert answer.at_most == 1000


def test_a_bus_boards_in_its_windows_alone():
    noon = (Window(at(10), at(10, 0, 30)),)
    case = line_case(exits=with_exit(mode="vehicle"), buses=(buses(2, windows=noon),))
    assert evacuate(case).at_least == 220 * 1799 // 3600


def test_a_bus_without_a_way_brings_nobody_and_is_noticed():
    one_way = replace(line_case().network, drive=np.array([2], dtype=np.uint8))
    case = line_case(exits=with_exit(mode="vehicle"), buses=(buses(2),), network=one_way)
    assert evacuate(case).at_least == 0
    assert any("buses[bus]: no way by vehicle" in doubt for doubt in doubts(locate(case)))


def test_rates_by_the_hour():
    morning = RateChange((Window(at(10), at(10, 1)),), Range(60, 90, 120, "persons/h"))
    case = line_case(exits=with_exit(changes=(morning,)))
    # 120 an hour from 600 s to 3,600 s, then 1,200 an hour; 60 an hour from 2,220 s, then 600 an hour
    assert evacuate(case).at_most == 120 * 3000 // 3600
    assert evacuate(case).at_least == 60 * 1380 // 3600
    two_hours = evacuate(case, at(10, 2))
    assert two_hours.generous.ladder.walking == min(1000, (120 * 3000 + 1200 * 3600) // 3600)
    assert two_hours.at_least == (60 * 1380 + 600 * 3600) // 3600
    assert certify(two_hours.certificate).holds
    assert certify(two_hours.plan).holds
    assert {b.name for b in evacuate(case).binding if b.kind == "exit"} == {case.exits[0].name}


@pytest.mark.parametrize("share", [0.0, 1.0])
def test_a_group_of_nobody_and_of_everybody(share):
    answer = evacuate(line_case(groups=(walkers(share, 0.5),)))
    assert answer.at_least == 600 * (3600 - 2221) // 3600


def test_the_slow_get_out_before_the_others_and_everyone_leaves_late():
    many = line_case(groups=(walkers(0.25, 0.25),), places=people(2000))
    for asked in (False, True):
        answer = evacuate(many, at(10, 2), by_district=asked)
        slow, others = answer.groups
        # of the seats from 2,221 s on, all from 4,441 s on
        assert slow.out == 600 * (7200 - 4441) // 3600
        assert slow.out + others.out in (answer.at_least, answer.at_least - 1)  # parts of persons
        assert answer.under_way.late
        assert answer.under_way.longest_wait_s <= 60
        assert answer.under_way.longest_walk_m == 1110
        assert certify(answer.plan).holds
