"""Published incidents as they are: counted, filtered, and asked about the pause of February 2016."""

from __future__ import annotations

import csv
import gzip
from datetime import date, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import numpy as np
import pytest
from tests.unit.assessment.ceasefire.asked import kept, less_violence, sensitivity

from geleit.assessment.ceasefire.counting import Counting, other_names
from geleit.io.incidents.read_table import read_incidents
from geleit.model.window import Window

pytestmark = pytest.mark.slow

DATA = Path(__file__).parents[3] / "shared" / "data" / "incidents"
ZONE = ZoneInfo("Asia/Damascus")
TRUCE = (Window(datetime(2016, 2, 27, tzinfo=ZONE), datetime(2016, 3, 12, tzinfo=ZONE)),)


def read(name):
    if not (DATA / name).is_file():
        pytest.skip(f"{name} is not in ../shared/data")
    return read_incidents(DATA / name, ZONE)


def test_ucdp_of_syria():
    found = read("ucdp_ged_syria_2016_jan-jun.csv.gz")
    assert (found.format, found.read, len(found.incidents)) == ("UCDP GED", 2984, 2975)
    assert {r.column for r in found.rejected} == {"low", "best"}
    assert all("expected low <= best <= high" in r.reason for r in found.rejected)
    with gzip.open(DATA / "ucdp_ged_syria_2016_jan-jun.csv.gz", "rt", encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    good = [row for row in rows if int(row["low"]) <= int(row["best"]) <= int(row["high"])]
    assert len(good) == len(found.incidents)
    one_day = sum(row["date_start"][:10] == row["date_end"][:10] for row in good)
    assert (found.incidents.end - found.incidents.start <= 86_400).sum() == one_day
    assert found.incidents.deaths.sum() == sum(int(row["best"]) for row in good)


def test_the_cessation_is_nearly_invisible_in_raw_counts_and_plain_between_those_it_bound():
    incidents = read("ucdp_ged_syria_2016_jan-jun.csv.gz").incidents
    raw = Counting(TRUCE, ZONE, snapshot=date(2017, 1, 1))
    bound = Counting(TRUCE, ZONE, bound=("Government of Syria", "Syrian insurgents"), snapshot=date(2017, 1, 1))
    seen_raw, seen_bound = less_violence(incidents, raw), less_violence(incidents, bound)
    assert (seen_raw.ratio.during, seen_raw.ratio.before, seen_raw.change) == (222, 476, "undetermined")
    assert (seen_bound.ratio.during, seen_bound.ratio.before, seen_bound.ratio.by_interval) == (84, 300, "fewer")
    assert seen_bound.ratio.ratio == pytest.approx(0.56, abs=1e-12)
    assert seen_raw.ratio.wide_low < 1 < seen_raw.ratio.wide_high
    assert seen_bound.ratio.wide_high < 0.81
    held = kept(incidents, bound)
    assert (held.verdict, held.certain, held.possible) == (
        "not met",
        83,
        5,
    )  # one of them is an unclear event (event_clarity 2)
    # half a year is too short to call it rare: three of 22 such times are as quiet, 1 of 14 fell as far
    placebo = seen_bound.ratio.placebo
    assert (placebo.times, placebo.as_quiet, placebo.compared, placebo.as_deep) == (22, 3 / 22, 14, 1 / 14)
    assert seen_bound.change == "undetermined"
    assert (seen_bound.deaths.during, seen_bound.deaths.before) == (397, 1871)
    assert not any(c.changes for c in sensitivity(incidents, bound, seen_bound))


def test_who_else_ucdp_names_and_which_rows_it_has_twice():
    incidents = read("ucdp_ged_syria_2016_jan-jun.csv.gz").incidents
    bound = Counting(TRUCE, ZONE, bound=("Government of Syria", "Syrian insurgents"), snapshot=date(2017, 1, 1))
    assert other_names(incidents, bound)[:2] == (("IS", 1131), ("SDF", 371))
    assert not incidents.repeated.any()  # it has ids


def test_a_truce_that_ucdp_did_not_see_broken_is_not_kept_for_that():
    incidents = read("ucdp_ged_syria_2016_jan-jun.csv.gz").incidents
    iraq = Counting(TRUCE, ZONE, bound=("Government of Iraq", "Jaysh al-Islam"), snapshot=date(2017, 1, 1))
    found = kept(incidents, iraq)
    assert (found.verdict, found.certain) == ("unknown", 0)
    later = Counting((Window(datetime(2021, 3, 1, tzinfo=ZONE), datetime(2021, 3, 8, tzinfo=ZONE)),), ZONE)
    assert kept(incidents, later).verdict == "unknown"


def test_ucdp_with_49_columns():
    found = read("ucdp_ged_v23_1_sample400.csv")
    assert (found.format, found.read, len(found.incidents), found.rejected[0].row) == ("UCDP GED", 400, 399, 381)


def test_attacks_on_health_care():
    found = read("insecurity_insight_health_care_2016-2023.xlsx")
    assert (found.format, found.read, found.rejected) == ("Insecurity Insight", 8854, ())
    rows = found.incidents
    assert np.isnan(rows.lon).sum() == 270
    assert (rows.position_error == 25_000).sum() == 5309
    assert np.isinf(rows.position_error).sum() > 1_000
