# ruff: noqa: DTZ001 - the clock on the wall names no zone
"""Clocks on the wall and windows, against their definitions tried out one by one."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from geleit.io.case.fields import at_wall_time, not_within
from geleit.model.window import Clock, Window

ZONES = [ZoneInfo(name) for name in ("Asia/Damascus", "Europe/Berlin", "Australia/Lord_Howe", "America/St_Johns")]
START = datetime(2016, 8, 11, tzinfo=UTC)


def windows(most):
    hours = st.tuples(st.integers(-30, 60), st.integers(1, 20))
    made = hours.map(lambda h: Window(START + timedelta(hours=h[0]), START + timedelta(hours=h[0] + h[1])))
    return st.lists(made, max_size=most)


@given(st.datetimes(datetime(2000, 1, 1), datetime(2024, 12, 31)), st.sampled_from(ZONES))
@example(datetime(2024, 3, 31, 2, 30), ZONES[1])
@example(datetime(2024, 10, 27, 2, 30), ZONES[1])
@example(datetime(2024, 4, 7, 1, 45), ZONES[2])
def test_a_clock_shows_a_time_once_or_it_is_refused(moment, zone):
    moment = moment.replace(microsecond=0, fold=0)
    day = timedelta(days=1)
    offsets = {(moment + shift).replace(tzinfo=zone).utcoffset() for shift in (-day, timedelta(0), day)}
    tried = sorted(moment.replace(tzinfo=UTC) - offset for offset in offsets)
    shown = [at for at in tried if at.astimezone(zone).replace(tzinfo=None, fold=0) == moment]
    if len(shown) == 1:
        found = at_wall_time(moment, zone)
        assert [found] == shown
        assert found.utcoffset() == found.astimezone(zone).utcoffset()
    else:
        with pytest.raises(ValueError, match="twice" if shown else "skips"):
            at_wall_time(moment, zone)


@given(windows(4), windows(4))
def test_a_window_is_within_others_when_each_hour_of_it_is(inner, outer):
    def held(window):
        hours = int(window.hours)
        return all(
            any(o.start <= window.start + timedelta(hours=h) < o.end for o in outer) for h in range(hours)
        )  # all begin on the hour

    assert not_within(inner, outer) == next((w for w in inner if not held(w)), None)


@given(windows(6), st.integers(1, 48))
def test_a_clock_counts_the_seconds_that_lie_in_some_window(some, hours):
    counted = sum(b - a for a, b in Clock(START).intervals(some, hours * 3600))
    inside = [h for h in range(hours) if any(w.start <= START + timedelta(hours=h) < w.end for w in some)]
    assert counted == 3600 * len(inside)
