"""How much would be enough, worked out by hand."""

from __future__ import annotations

from datetime import time

import pytest

from geleit.evacuation.answer import evacuate
from geleit.evacuation.enough import enough_exits, enough_pause, enough_rate
from geleit.model.window import Window
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
