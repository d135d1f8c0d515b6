"""Windows as sets of time."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from geleit.model.window import Window, common, merged, without

START = datetime(2016, 7, 28, tzinfo=UTC)


def at(hour):
    return START + timedelta(hours=hour)


spans = st.tuples(st.integers(0, 30), st.integers(1, 10)).map(lambda x: Window(at(x[0]), at(x[0] + x[1])))
several = st.lists(spans, max_size=6).map(tuple)


def hours(windows):
    return {h for w in windows for h in range(40) if w.start <= at(h) and at(h + 1) <= w.end}


def apart(windows):
    return all(a.end < b.start for a, b in pairwise(windows))


@given(several, several)
def test_windows_are_sets_of_time(ones, others):
    assert hours(merged(ones)) == hours(ones)
    assert hours(common(ones, others)) == hours(ones) & hours(others)
    assert hours(without(ones, others)) == hours(ones) - hours(others)
    assert apart(merged(ones))
    assert apart(without(ones, others))
