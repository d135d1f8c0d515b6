"""Whatever stands in a table of incidents: every row is kept or listed, and nothing is counted twice."""

from __future__ import annotations

import csv
import io
from dataclasses import replace
from datetime import date, datetime, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geleit.assessment.ceasefire.counting import Counting, Units
from geleit.assessment.ceasefire.rates import compare
from geleit.assessment.ceasefire.silence import FEWEST_EXPECTED, NEAREST_DAYS
from geleit.assessment.ceasefire.slid import Slid
from geleit.errors import InputError
from geleit.io.incidents.how import HowToRead
from geleit.io.incidents.known_publishers import FORMATS
from geleit.io.incidents.read_table import read_incidents
from geleit.model.figures import RARE
from geleit.model.incident import Incidents, Words
from geleit.model.window import Window
from tests.unit.assessment.ceasefire.asked import kept, less_violence, sensitivity

pytestmark = pytest.mark.slow

ZONE = ZoneInfo("Asia/Damascus")
START = datetime(2016, 2, 27, tzinfo=ZONE)
NUMBERS = st.sampled_from(["", "0", "1", "-1", "2.5", "1e300", "nan", "inf", "37.1", "1,5", "x"])
DATES = st.sampled_from(
    ["", "2016-02-27", "27/02/2016", "02/27/2016", "03/04/2016", "16 May 2025", "20160227", "2016-02-30", "0000-00-00",
     "2016-02-27 00:00:00.000", "2016-02-27T10:15", "99999999", "1/1/1"]
)  # fmt: skip
CELLS = NUMBERS | DATES | st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\0"), max_size=12)


@st.composite
def tables(draw):
    form = draw(st.sampled_from(FORMATS))
    header = sorted({*form.needs, *form.columns.values()})
    rows = draw(st.lists(st.lists(CELLS, min_size=1, max_size=len(header) + 1), max_size=6))
    return header, rows


@settings(max_examples=300, deadline=None)
@given(tables())
def test_every_row_is_kept_or_listed(table):
    header, rows = table
    text = io.StringIO()
    csv.writer(text).writerows([header, *rows])
    with TemporaryDirectory() as folder:
        path = Path(folder) / "file.csv"
        path.write_text(text.getvalue(), encoding="utf-8", newline="")
        try:
            found = read_incidents(path, ZONE, HowToRead(least_kept=0))
        except InputError as problem:
            if not any(
                said in str(problem) for said in ("smaller than", "0 of", "no rows below")
            ):  # a total that falls
                raise
            return
    assert found.read == len(found.incidents) + len(found.rejected) + found.merged
    assert found.read == sum(any(row) for row in rows)
    told = found.balance
    assert sum(reason.count for reason in told.reasons if reason.part == "rejected") == told.rejected
    rows_ = found.incidents
    assert (rows_.start <= rows_.end).all()
    assert (rows_.events >= 0).all()
    known = np.isfinite(rows_.lon)
    assert (np.abs(rows_.lat[known]) <= 90).all()
    assert np.isinf(rows_.position_error[~known]).all()
    assert not (rows_.deaths_low > rows_.deaths_high).any()


@st.composite
def incidents(draw):
    count = draw(st.integers(0, 25))
    start = np.array(draw(st.lists(st.integers(-40 * 24, 40 * 24), min_size=count, max_size=count)), dtype=np.int64)
    length = np.array(
        draw(st.lists(st.sampled_from([0, 1, 24, 72, 900]), min_size=count, max_size=count)), dtype=np.int64
    )
    base = int(START.timestamp())
    none = np.full(count, np.nan)
    blank = np.array([""] * count, dtype=object)
    sides = [
        Words.of(draw(st.lists(st.sampled_from(["A", "B", "C", ""]), min_size=count, max_size=count))) for _ in "ab"
    ]
    return Incidents(
        id=np.array([str(i) for i in range(count)], dtype=object), text=blank, start=base + start * 3600,
        end=base + (start + length) * 3600, lon=none, lat=none, position_error=np.full(count, np.inf),
        events=np.array(draw(st.lists(st.integers(0, 3), min_size=count, max_size=count)), dtype=np.int64),
        deaths_low=none, deaths=none, deaths_high=none, kind=Words.of(["shelling"] * count),
        side_a=sides[0], side_b=sides[1], allies=Words.of(blank),
        claimant=Words.of(["M"] * count), source=Words.of(blank), area=Words.of(blank),
        clear=np.array(draw(st.lists(st.booleans(), min_size=count, max_size=count)), dtype=bool),
    )  # fmt: skip


WATCHES = st.builds(
    Counting,
    windows=st.sampled_from([
        (Window(START, START + timedelta(days=7)),),
        tuple(Window(START + timedelta(days=i, hours=10), START + timedelta(days=i, hours=13)) for i in range(5)),
    ]),
    zone=st.just(ZONE),
    baseline_days=st.sampled_from([1, 7, 28]),
    bound=st.sampled_from([(), ("A",), ("A", "B")]),
    outside=st.sampled_from([(), ("C",)]),
    snapshot=st.sampled_from([None, date(2016, 3, 1), date(2017, 1, 1)]),
)  # fmt: skip


@settings(max_examples=200, deadline=None)
@given(incidents(), WATCHES)
def test_any_truce_has_an_answer_and_its_parts_add_up(rows, counting):
    less, held = less_violence(rows, counting), kept(rows, counting)
    assert held.certain + held.possible <= rows.events.sum()
    assert (held.verdict == "not met") == (held.certain > 0)
    assert less.ratio.during <= rows.events.sum() - less.ratio.before
    if less.ratio.ratio is not None and less.ratio.low is not None:
        assert less.ratio.low <= less.ratio.ratio <= less.ratio.high
    if counting.provisional:
        assert less.change == "undetermined"
        assert held.verdict != "met"
    for choice in sensitivity(rows, counting, less):
        assert choice.ratio.during >= 0
    everybody = kept(rows, replace(counting, bound=(), outside=()))
    assert everybody.certain == 0  # whom it binds is not said
    assert held.certain <= everybody.possible
    if held.verdict == "met":
        sight = held.sight
        assert sight.expected >= FEWEST_EXPECTED
        assert sight.as_silent <= RARE
        assert 0 <= max(sight.last_before, sight.first_after) <= NEAREST_DAYS
        assert kept(rows, replace(counting, unread=1)).verdict == "unknown"
        assert kept(rows, replace(counting, speaks_for=("A",))).verdict == "unknown"
    if less.change != "undetermined":
        placebo = less.ratio.placebo
        assert min(placebo.times, placebo.compared) >= 1 / RARE


@st.composite
def noisy(draw):
    """Monitors at work for half a year, so that silence may mean something."""
    days = draw(st.integers(40, 120))
    counts = draw(st.lists(st.sampled_from([0, 1, 1, 2, 3]), min_size=days, max_size=days))
    at = [day for day, count in zip(range(-days, 0), counts, strict=True) for _ in range(count)]
    at += [7 + day for day in range(draw(st.integers(0, 5)), 12)]
    start = np.array([int((START + timedelta(days=day)).timestamp()) for day in at], dtype=np.int64)
    blank = np.array([""] * len(at), dtype=object)
    none = np.full(len(at), np.nan)
    return Incidents(
        id=np.array([str(i) for i in range(len(at))], dtype=object), text=blank, start=start, end=start + 86_400,
        lon=none, lat=none, position_error=np.full(len(at), np.inf), events=np.ones(len(at), dtype=np.int64),
        deaths_low=none, deaths=none, deaths_high=none, kind=Words.of(["shelling"] * len(at)),
        side_a=Words.of(["A"] * len(at)), side_b=Words.of(["B"] * len(at)), allies=Words.of(blank),
        claimant=Words.of(["M"] * len(at)), source=Words.of(blank),
        area=Words.of(blank), clear=np.ones(len(at), dtype=bool),
    )  # fmt: skip


WEEK = Counting((Window(START, START + timedelta(days=7)),), ZONE, snapshot=date(2017, 1, 1))


@settings(max_examples=200, deadline=None)
@given(noisy(), st.data())
def test_less_seen_never_makes_a_pause_kept(rows, data):
    held = kept(rows, WEEK)
    drop = data.draw(st.lists(st.booleans(), min_size=len(rows), max_size=len(rows)))
    fewer = kept(rows.at(~np.array(drop, dtype=bool)), WEEK)
    assert (fewer.sight.expected or 0) <= (held.sight.expected or 0) or rows.at(
        ~np.array(drop, dtype=bool)
    ).reach != rows.reach
    begin, end = (int((START + timedelta(days=day)).timestamp()) for day in (0, 7))
    one_sided = rows.at(rows.end <= begin), rows.at(rows.start >= end)
    assert all(kept(side, WEEK).verdict == "unknown" for side in one_sided)
    broken = Incidents.joined(
        [rows, replace(rows.at(np.arange(len(rows)) == 0), start=np.array([begin]), end=np.array([end]))]
    )
    assert kept(broken, WEEK).verdict == "unknown"  # whom the pause binds is not said


@settings(max_examples=200, deadline=None)
@given(incidents(), st.lists(st.integers(-60, 60), min_size=1, max_size=6, unique=True))
def test_what_lies_in_a_time_slid_is_counted_one_by_one(rows, days):
    blocks = (
        Window(START, START + timedelta(days=2)),
        Window(START + timedelta(days=3, hours=10), START + timedelta(days=3, hours=13)),
    )
    slid = Slid.over(blocks, np.array(days), ZONE)
    found = slid.counted(rows, rows.events.astype(float))
    for move, count in zip(range(len(days)), found.tolist(), strict=True):
        one_by_one = 0
        for start, end in zip(slid.start[move], slid.end[move], strict=True):
            begin = datetime.fromtimestamp(int(start), ZONE)
            assert begin.hour in (0, 1, 10)  # an hour later on the day on which the clock is put forward
            within = (rows.start >= start) & (rows.end <= end) & (rows.start < end)
            one_by_one += int(rows.events[within].sum())
        assert count == one_by_one


@settings(max_examples=200, deadline=None)
@given(incidents(), st.integers(1, 20))
def test_units_count_each_incident_once_at_most(rows, days):
    units = Units.of(Window(START + timedelta(days=i), START + timedelta(days=i + 1)) for i in range(days))
    counts, certain = units.counted(rows, rows.events.astype(float))
    assert counts.sum() == rows.events[certain].sum()
    assert (units.touched(rows) | ~certain).all()
    begin, end = int(START.timestamp()), int((START + timedelta(days=days)).timestamp())
    inside = (rows.start >= begin) & (rows.end <= end) & (rows.start < end)
    assert (certain == inside).all()


@given(st.lists(st.integers(0, 30), min_size=1, max_size=10), st.lists(st.integers(0, 30), min_size=1, max_size=10))
def test_the_other_way_round_the_ratio_is_the_inverse(one, other):
    a, b = (np.array(x, dtype=float) for x in (one, other))
    ratio = compare(a, np.full(len(a), 24.0), b, np.full(len(b), 24.0))
    back = compare(b, np.full(len(b), 24.0), a, np.full(len(a), 24.0))
    if ratio.ratio and back.ratio:
        assert np.isclose(ratio.ratio * back.ratio, 1)
        assert np.isclose(ratio.low * back.high, 1)
    if ratio.wide_low and back.wide_high and len(a) == len(b):
        assert ratio.wide_low <= ratio.ratio <= ratio.wide_high
