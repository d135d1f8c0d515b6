"""How much would be enough, worked out by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import time

import pytest
import shapely

from geleit.evacuation.answer import evacuate
from geleit.evacuation.enough import enough_exits, enough_pause, enough_rate
from geleit.model.amount import Range
from geleit.model.population import Place
from geleit.model.window import Window
from tests.drawn import draw
from tests.unit.assessment.drawn_case import at
from tests.unit.evacuation.test_answer import line_case

HOUR = Window(at(10), at(10, 1))


def test_the_rate_that_is_enough_by_hand():
    # fastest: 800 people in 3,000 s need 960/h, 0.8 of 1,200; slowest: 1,000 in 1,380 s need 2,608.7/h, 4.35 of 600
    found = enough_rate(line_case(), HOUR)
    assert 0.8 / 1.02 <= found.too_little <= 0.8
    assert found.enough is not None
    assert 4.35 <= found.enough <= 4.35 * 1.03


def test_no_rate_is_enough_where_the_way_is_too_long():
    found = enough_rate(line_case(), Window(at(10), at(10, 0, 5)))
    assert found.enough is None
    assert found.too_little > 1000


@pytest.mark.parametrize(("hours", "enough"), [(1, None), (3, 137)])
def test_the_daily_pause_that_is_enough_by_hand(hours, enough):
    # fastest: 600 s on the way, then 800 people at 1,200/h: 3,000 s; slowest: 2,220 s, then 1,000 at 600/h: 8,220 s
    found = enough_pause(line_case(), Window(at(10), at(10, hours)), time(0, 0))
    assert found.begins == "00:00"
    assert found.too_short == 49
    assert found.enough == enough


def test_a_pause_that_begins_too_late_is_never_enough():
    found = enough_pause(line_case(), HOUR, time(2, 0))
    # a pause of the day before that lasts until 00:49 would do
    assert (found.too_short, found.enough) == (22 * 60 + 49, None)


def test_the_number_of_new_exits_by_hand():
    window = Window(at(10), at(10, 0, 20))
    answer = evacuate(line_case(), window.end)
    # 800 people, 200 of them through the gate in 1,200 s; each new exit of 600/h passes 200
    found = enough_exits(line_case(), window, answer, 600)
    assert found.necessary == 3
    # slow walkers do not reach the gate, and 1,000 may be there: five new exits where they are
    assert found.enough == 5
    assert {round(lon, 3) for lon, _ in found.places} == {0.0}


def test_no_new_exit_is_needed_when_all_get_out():
    window = Window(at(10), at(10, 3))
    found = enough_exits(line_case(), window, evacuate(line_case(), window.end), 600)
    assert (found.necessary, found.enough, found.places) == (0, 0, ())


def apart():
    """The street of the line, and 80 to 100 people on a piece beside it that leads nowhere."""
    streets = draw([(0, 0), (0.01, 0), (0, 0.0005), (0.0005, 0.0005)], [(0, 1, ()), (2, 3, ())])
    yard = Place("yard", "The yard", Range(80, 90, 100, "people"), shapely.Point(0, 0.0005), "someone")
    return line_case(network=streets, places=(*line_case().places, yard))


def test_who_has_no_way_is_left_aside_and_named():
    # as for the line alone: 1,000 people in 1,380 s need 2,608.7/h, 4.35 of 600
    found = enough_rate(apart(), HOUR)
    assert found.enough is not None
    assert 4.35 <= found.enough <= 4.35 * 1.03
    assert [(place.id, place.name, place.people) for place in found.stranded] == [("yard", "The yard", 100)]
    # of at least 880 people 80 are left aside: 800 others in 3,000 s need 960/h, 0.8 of 1,200
    assert 0.8 / 1.02 <= found.too_little <= 0.8
    pause = enough_pause(apart(), Window(at(10), at(10, 3)), time(0, 0))
    assert (pause.too_short, pause.enough) == (49, 137)
    assert [place.people for place in pause.stranded] == [100]
    window = Window(at(10), at(10, 0, 20))
    exits = enough_exits(apart(), window, evacuate(apart(), window.end), 600)
    assert (exits.necessary, exits.enough) == (3, 5)
    assert [place.people for place in exits.stranded] == [100]


def test_with_no_exit_anybody_can_reach_nothing_is_enough():
    gate = replace(line_case().exits[0], lon=None, lat=None)
    found = enough_rate(line_case(exits=(gate,)), HOUR)
    assert found.enough is None
    assert [place.people for place in found.stranded] == [1000]
    # but a new exit where they are serves them
    window = Window(at(10), at(10, 1))
    new = enough_exits(line_case(exits=(gate,)), window, evacuate(line_case(exits=(gate,)), window.end), 1000)
    assert new.enough == 1
    assert new.stranded == ()
