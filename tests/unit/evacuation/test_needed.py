"""What each crossing would have to pass: people over days and hours, worked out by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

import pytest

from geleit import read_case
from geleit.evacuation.by_rate import planned_rates, rates_of
from geleit.evacuation.needed import needed
from geleit.model.window import Clock, Window, days_met

ALEPPO, BERLIN = ZoneInfo("Asia/Damascus"), ZoneInfo("Europe/Berlin")


def at(*when: int, zone: ZoneInfo = ALEPPO) -> datetime:
    return datetime(*when, tzinfo=zone)


def longest(case, share):
    people = -(-int(case.people.low) // share)
    return [one for one in needed(case, case.deadline) if one.hours == "longest" and one.people == people]


def test_a_week_for_two_hundred_thousand():
    """Eight crossings, of which four were announced two days later: 4 x 7 + 4 x 5 days."""
    every, first = longest(read_case("aleppo-2016"), 1)
    assert (every.exits, every.crossing_days, every.crossing_hours) == (8, 48, 1152)
    assert every.per_crossing_day == pytest.approx(200_000 / 48)
    assert every.per_hour == pytest.approx(200_000 / 1152)
    assert (first.exits, first.steps, first.crossing_days) == (4, 1, 28)
    assert round(first.per_crossing_day) == 7143


def test_half_and_a_tenth_need_half_and_a_tenth():
    case = read_case("aleppo-2016")
    for share in (2, 10):
        for some, every in zip(longest(case, share), longest(case, 1), strict=True):
            assert some.per_crossing_day == pytest.approx(every.per_crossing_day / share)


def test_begun_days_count_whole_and_hours_do_not():
    case = read_case("gaza-2023")
    [one] = longest(case, 1)
    assert (one.exits, one.crossing_days, one.crossing_hours) == (2, 2, 48)
    assert (one.per_crossing_day, one.per_hour) == (525_000, 21_875)


def test_without_a_crossing_nothing_is_needed_and_nothing_divided_by_nothing():
    case = replace(read_case("grozny-1999"), exits=())
    assert {(one.exits, one.per_crossing_day, one.per_hour) for one in needed(case, case.deadline)} == {(0, None, None)}
    assert planned_rates(needed(case, case.deadline)) == ()
    assert rates_of(needed(case, case.deadline))[:4] == (1, 2, 5, 10)


def test_calendar_days_are_those_of_the_place():
    night = Window(at(2016, 7, 28, 22), at(2016, 7, 29, 2))
    since, until = at(2016, 7, 28), at(2016, 8, 4)
    assert days_met([night], since, until, ALEPPO) == 2
    assert days_met([night], since, until, ZoneInfo("UTC")) == 1
    assert days_met([night, night, Window(at(2016, 7, 28, 8), at(2016, 7, 29))], since, until, ALEPPO) == 2
    assert days_met([night], since, at(2016, 7, 29), ALEPPO) == 1
    assert days_met([night], at(2016, 7, 29, 2), until, ALEPPO) == 0


def test_midnights_where_clocks_change():
    clock = Clock(at(2024, 3, 30, 12, zone=BERLIN))
    assert clock.midnights(BERLIN, 4 * 86_400) == (
        43_200,
        43_200 + 82_800,
        43_200 + 82_800 + 86_400,
        43_200 + 82_800 + 2 * 86_400,
    )
    assert Clock(at(2024, 3, 30, zone=BERLIN)).midnights(BERLIN, 86_400) == ()


@pytest.mark.parametrize(
    ("place", "since", "hours", "begin"),
    [
        # put back from 00:01 to 23:01: the 7th begins, the 6th comes back, the 7th begins again
        ("America/St_Johns", "2010-11-06T12:00-02:30", 24, ["07T00:00-02:30", "06T23:01-03:30", "07T00:00-03:30"]),
        ("Pacific/Apia", "2011-12-29T12:00-10:00", 48, ["31T00:00+14:00", "01T00:00+14:00"]),  # the 30th never was
        ("Africa/Cairo", "2024-04-25T12:00+02:00", 24, ["26T01:00+03:00"]),  # no midnight
    ],
)
def test_days_that_begin_twice_or_never(place, since, hours, begin):
    zone, clock = ZoneInfo(place), Clock(datetime.fromisoformat(since))
    found = [clock.at(second).astimezone(zone) for second in clock.midnights(zone, hours * 3600)]
    assert [moment.isoformat(timespec="minutes")[8:] for moment in found] == begin
