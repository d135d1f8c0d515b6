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

from geleit.assessment.ceasefire.counting import Counting
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
    assert (seen_bound.ratio.during, seen_bound.ratio.before, seen_bound.change) == (84, 300, "fewer")
    assert seen_bound.ratio.ratio == pytest.approx(0.56, abs=1e-12)
    assert seen_raw.ratio.wide_low < 1 < seen_raw.ratio.wide_high
    assert seen_bound.ratio.wide_high < 0.81
    held = kept(incidents, bound)
    assert (held.verdict, held.certain, held.possible) == ("not met", 84, 4)
    changed = [str(c.choice) for c in sensitivity(incidents, bound, seen_bound) if c.changes]
    assert changed == ["7 days before", "all parties"]


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
