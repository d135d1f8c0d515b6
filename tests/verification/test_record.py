"""The record gives figures again that were worked out from its first edition, before any of this code was there.

The first edition is today's table with what ``changes.csv`` lists undone; so the list is whole, or these tests fail.
"""

from __future__ import annotations

import csv
import math
from collections import defaultdict
from functools import cache
from itertools import combinations
from pathlib import Path
from tempfile import NamedTemporaryFile
from typing import Any

import pytest

from geleit.io.case.bundled import data_folder
from geleit.io.case.specs.record import ANNOUNCEMENTS, PRECEDENTS
from geleit.io.case.table_spec import Table
from geleit.io.record.tables import bundled_announcements, bundled_precedents, read_table
from geleit.model.announcement import Announcement
from geleit.model.precedent import CONFLICT, Precedent
from geleit.record.announced import hold, overview
from geleit.record.pool import Crossings
from geleit.record.prior import coverage, fit
from geleit.record.reach import a_day, an_hour, reach_of
from geleit.record.selection import Selection, choose, last_day
from geleit.record.summary import ends_of, hurdle_of, summarise

RECORD = data_folder() / "record"
DERIVED = ("rate_low", "rate_mid", "rate_high", "per_day_low", "per_day_high")


def cells(name: str) -> list[dict[str, str]]:
    """The rows of a file as texts, read by nothing of ours."""
    return list(csv.DictReader((RECORD / f"{name}.csv").read_text("utf-8").splitlines()))


def first_edition(table: Table[Any]) -> tuple[Any, ...]:
    """The rows as they were before they were held against their pages again."""
    today = cells(table.name)
    rows = {row["id"]: {name: "" if name in DERIVED else cell for name, cell in row.items()} for row in today}
    for change in cells("changes"):
        if change["table"] != table.name:
            continue
        if change["field"] == "row":
            del rows[change["id"]]
        else:
            assert rows[change["id"]][change["field"]] == change["now"], change
            rows[change["id"]][change["field"]] = change["was"]
    with NamedTemporaryFile("w", suffix=".csv", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, list(today[0]))
        writer.writeheader()
        writer.writerows(rows.values())
        file.flush()
        return read_table(Path(file.name), table)


@cache
def crossings() -> tuple[Precedent, ...]:
    return first_edition(PRECEDENTS)


@cache
def announced() -> tuple[Announcement, ...]:
    return first_edition(ANNOUNCEMENTS)


WEIGHED = {  # q10, median, q90, highest of the middles an hour
    "foot, screened": (Selection(mode="foot", screening="yes"), 62, 24, 4, 97, 735, 1143),
    "bus": (Selection(mode="bus"), 50, 20, 10, 144, 577, 3103),
    "car": (Selection(mode="car"), 20, 7, 12, 120, 914, 1291),
    "mixed": (Selection(mode="mixed"), 57, 20, 86, 287, 1732, 23094),
    "conflict": (Selection(setting="conflict"), 103, 34, 4, 115, 710, 10000),
    "conflict, screened": (Selection(setting="conflict", screening="yes"), 68, 20, 2, 83, 710, 1291),
    "everything": (Selection(), 252, 91, 27, 238, 2165, 23094),
}
A_DAY = {  # median, q90, highest of the middles a day
    "foot, screened": (1500, 8000, 22688),
    "bus": (2000, 6749, 43000),
    "car": (4200, 18280, 28950),
    "conflict": (1667, 7128, 50000),
    "conflict, screened": (1000, 8000, 20000),
    "everything": (4000, 30000, 250000),
}


def of(selection: Selection):
    return choose(crossings(), selection)


def of_conflict():
    return of(Selection(setting="conflict")).rows


def of_lightly_checked():
    return [row for row in of(Selection()).rows if row.mode_class in ("foot, light checks", "foot, unchecked")]


def limited_by(what: str):
    return [row for row in of(Selection()).rows if row.limited_by == what]


@pytest.mark.parametrize("name", WEIGHED)
def test_event_weighted_rates_an_hour(name: str) -> None:
    selection, rows, events, q10, median, q90, highest = WEIGHED[name]
    found = summarise(of(selection))
    assert (len(found.chosen.rows), found.chosen.events) == (rows, events)
    assert [math.floor(value + 0.5) for value in found.per_hour.mid[:4]] == pytest.approx(
        [q10, median, q90, highest], abs=1
    )


@pytest.mark.parametrize("name", A_DAY)
def test_event_weighted_rates_a_day(name: str) -> None:
    found = summarise(of(WEIGHED[name][0])).per_day.mid
    assert (round(found.median), round(found.q90), round(found.highest)) == A_DAY[name]


def test_every_written_rate_follows_from_its_counts() -> None:
    """Of the file itself, without the reader: low = people_low / (hours_high x crossings_high), and so on."""
    checked = 0
    for row in cells("precedents"):
        for rate, time in (("rate", "hours"), ("per_day", "days")):
            if row[f"{rate}_low"]:
                low = float(row["people_low"]) / (float(row[f"{time}_high"]) * float(row["crossings_high"]))
                high = float(row["people_high"]) / (float(row[f"{time}_low"]) * float(row["crossings_low"]))
                for end, value in (("low", low), ("high", high)):
                    rounding = 0.51 if value > 100 else 0.06  # whole numbers, and three digits below a hundred
                    assert float(row[f"{rate}_{end}"]) == pytest.approx(value, rel=0.006, abs=rounding), row["id"]
                checked += 1
    assert checked > 600


@pytest.mark.parametrize(
    ("limit", "low", "middle", "high", "conflict"),
    [
        (100, 59, 72, 81, 22),
        (298, 41, 49, 56, 12),
        (500, 32, 38, 49, 9),
        (1000, 19, 26, 34, 6),
        (5000, 6, 6, 11, 1),
        (10000, 5, 6, 6, 1),
    ],
)
def test_events_that_reach_a_rate_an_hour(limit: float, low: int, middle: int, high: int, conflict: int) -> None:
    found = reach_of(of(Selection()).rows, limit, lambda row: row.per_hour)
    assert (found.low, found.mid, found.high, found.of) == (low, middle, high, 91)
    assert reach_of(of(Selection(setting="conflict")).rows, limit, lambda row: row.per_hour).mid == conflict


@pytest.mark.parametrize(
    ("selection", "limit", "low", "high", "events"),
    [
        (Selection(sustained=True), 7143, 16, 22, 51),
        (Selection(sustained=True), 14286, 8, 12, 51),
        (Selection(sustained=True, setting="conflict"), 7143, 4, 5, 16),
        (Selection(sustained=True, setting="conflict"), 14286, 1, 3, 16),
        (Selection(sustained=True, screening="yes"), 7143, 7, 11, 28),
        (Selection(sustained=True, screening="yes"), 14286, 2, 5, 28),
    ],
)
def test_events_that_sustained_a_need(selection: Selection, limit: float, low: int, high: int, events: int) -> None:
    found = reach_of(of(selection).rows, limit, a_day)
    assert (found.low, found.high, found.of) == (low, high, events)


def test_what_was_on_record_before_aleppo() -> None:
    everything, conflict = (of(Selection(setting=s, before="2016-07-28")) for s in (None, "conflict"))
    assert (len(everything.rows), everything.events) == (88, 38)
    assert (len(conflict.rows), conflict.events) == (26, 11)
    assert len(everything.rows) + len(everything.later) == 252


def test_hardly_anyone_passed_in_one_of_four_conflict_exits() -> None:
    found = hurdle_of(of(Selection(setting="conflict")).rows)
    assert (found.rows, found.events, found.of_rows, found.of_events) == (13, 9, 103, 34)


def test_no_row_with_each_person_screened_passes_2250_an_hour() -> None:
    screened = [row.per_hour for row in crossings() if row.screening == "yes" and row.use == "ref" and row.per_hour]
    assert max(rate.high for rate in screened) < 2250
    assert max(rate.mid for rate in screened) < 1300


@pytest.mark.parametrize(
    ("selection", "rate", "tau", "sigma", "shares"),
    [
        (Selection(setting="conflict"), "per_hour", 1.59, 1.22, (3, 21, 83, 327, 1157, 2516)),
        (Selection(mode="bus"), "per_hour", 1.56, 0.96, (4, 26, 94, 341, 1127, 2386)),
        (Selection(setting="conflict"), "per_day", 1.62, 1.58, (21, 210, 992, 4683, 19460, 46705)),
    ],
)
def test_what_to_expect_of_a_new_event(selection, rate, tau, sigma, shares) -> None:
    prior = fit(of(selection).rows, lambda row: getattr(row, rate))
    assert (round(prior.tau, 2), round(prior.sigma, 2)) == (tau, sigma)
    assert [prior.at(share) for share in (0.05, 0.25, 0.5, 0.75, 0.9, 0.95)] == pytest.approx(shares, rel=1e-3, abs=0.5)


LEFT_OUT = {  # inside 90 %, inside 50 %, events
    "conflict": (of_conflict, an_hour, 31, 18, 34),
    "foot, screened": (lambda: of(Selection(mode="foot", screening="yes")).rows, an_hour, 22, 14, 24),
    "foot, light or no checks": (of_lightly_checked, an_hour, 21, 10, 22),
    "bus": (lambda: of(Selection(mode="bus")).rows, an_hour, 18, 10, 20),
    "capacity": (lambda: limited_by("capacity"), an_hour, 32, 18, 35),
    "permission": (lambda: limited_by("permission"), an_hour, 22, 10, 24),
    "conflict, a day": (of_conflict, a_day, 31, 19, 34),
}


@pytest.mark.slow
@pytest.mark.parametrize("name", LEFT_OUT)
def test_leaving_an_event_out_its_interval_holds_as_often_as_it_says(name: str) -> None:
    rows, rate, ninety, fifty, events = LEFT_OUT[name]
    found = [coverage(rows(), share, rate) for share in (0.9, 0.5)]
    assert [(one.inside, one.of) for one in found] == [(ninety, events), (fifty, events)]
    if name == "conflict":
        assert found[0].outside == ("gaza-2023", "aleppo-2016-10", "azovstal-2022")


def test_announcements_give_the_counts_of_the_page() -> None:
    seen = overview(hold(row, Crossings(crossings())) for row in announced())
    assert (len(seen.counted), seen.ways, seen.agreed, len(seen.held)) == (87, 47, 13, 21)
    assert seen.notice.low == (2.5, 6, 16, 48, 96)
    assert seen.notice.high == (8, 12, 24, 72, 144)
    assert seen.notice.rows == 46
    assert seen.over_best(lambda reached: reached.conflict_before) == (9, 20)
    assert seen.over_best(lambda reached: reached.conflict_before, 5) == (6, 16)
    assert seen.over_best(lambda reached: reached.conflict_overall) == (7, 21)
    assert seen.over_best(lambda reached: reached.before) == (2, 21)
    assert seen.over_best(lambda reached: reached.overall) == (1, 21)
    assert seen.over_q90(conflict=True) == (14, 21)
    assert seen.over_q90(conflict=False) == (10, 21)
    assert (seen.left.rows, seen.few) == (16, 11)
    assert seen.left.low == pytest.approx((0, 0.0001, 0.01, 0.067, 0.56), abs=0.001)
    assert seen.left.high == pytest.approx((0, 0.0015, 0.013, 0.134, 1), abs=0.001)


REACHED = {  # conflict exits before, all; any crossing; (reached, of)
    "gaza-2023-10-13": ((0, 27), (0, 31), (0, 86)),
    "mariupol-2022-03-05": ((0, 21), (0, 32), (2, 87)),
    "srilanka-2009-01-29": ((0, 3), (0, 34), (2, 89)),
    "aleppo-2016-10-17": ((1, 12), (5, 31), (24, 86)),
    "grozny-1999-12-06": ((0, 1), (8, 16), (32, 50)),
    "homs-2014-02-06": ((2, 2), (12, 16), (43, 51)),
    "azot-2022-06-15": ((23, 26), (29, 34), (83, 89)),
}


@pytest.mark.parametrize("name", REACHED)
def test_how_many_events_reached_what_was_asked(name: str) -> None:
    row = next(row for row in announced() if row.id == name)
    found = hold(row, Crossings(crossings())).reached
    pairs = tuple((reach.high, reach.of) for reach in (found.conflict_before, found.conflict_overall, found.overall))
    assert pairs == REACHED[name]


def test_quantiles_against_a_count_with_whole_numbers() -> None:
    """Each event given as many copies of its rows as makes all events equally many: then a plain quantile."""
    values = defaultdict(list)
    for row in crossings():
        if row.use == "ref" and row.setting in CONFLICT and row.per_day:
            values[row.event].append(row.per_day.mid)
    copies = math.lcm(*map(len, values.values()))
    spread = sorted(value for rows in values.values() for value in rows for _ in range(copies // len(rows)))
    found = summarise(of(Selection(setting="conflict"))).per_day.mid
    for share, value in ((1, found.q10), (5, found.median), (9, found.q90)):
        assert spread[math.ceil(share * len(spread) / 10) - 1] == value


def test_every_row_was_looked_at_again_and_says_what_was_seen() -> None:
    for row in (*bundled_precedents(), *bundled_announcements()):
        assert row.looked_at >= "2026-11-30", row.id
        assert row.seen, row.id
    for change in cells("changes"):
        assert change["why"], change
        assert change["url"], change


def test_cases_say_what_no_screened_row_passes() -> None:
    screened = [row.per_hour for row in bundled_precedents() if row.screening == "yes" and row.use == "ref"]
    most = max(rate.high for rate in screened if rate)
    for case in ("aleppo-2016", "aleppo-2026", "east-ghouta-2018", "grozny-1999"):
        text = (data_folder() / case / "exits.csv").read_text("utf-8")
        assert f"no row of the record that is compared with passes {most:,.0f} an hour by any end" in text, case


def told_on(page: str) -> str:
    """A page of the docs as one line."""
    return " ".join((Path(__file__).parents[2] / "docs" / "record" / f"{page}.md").read_text("utf-8").split())


def test_the_page_names_the_highest_screened_rows_by_hours_that_were_told() -> None:
    screened = [row for row in bundled_precedents() if row.screening == "yes" and row.use == "ref" and row.per_hour]
    known = [row for row in screened if row.hours_basis.startswith(("stated", "announced", "open day"))]
    first = sorted(known, key=lambda row: -row.per_hour.high)[:5]
    ids = ["nk-2023-09-26", "nk-2023-09-27-am", "gaza-2023-11-15", "cbp-san-ysidro-2010", "rasjdir-2011-hour"]
    assert [row.id for row in first] == ids
    page = told_on("precedents")
    for row in first:
        assert f"{row.per_hour.high:,.0f}" in page, row.id
    assert f"{max(row.per_hour.high for row in screened):,.0f} an hour by the high end" in page
    kept = [row for row in bundled_precedents() if row.screening == "yes" and row.use == "dup" and row.per_hour]
    assert f"up to {max(row.per_hour.high for row in kept):,.0f} if" in page


def test_the_page_counts_the_events_that_several_claimants_are_compared_for() -> None:
    rows = choose(bundled_precedents(), Selection()).rows
    events = {
        one.event
        for one, other in combinations(rows, 2)
        if one.event == other.event and one.counted_by != other.counted_by
        and one.date_from <= last_day(other) and other.date_from <= last_day(one)
    }  # fmt: skip
    assert f"in {len(events)} events rows of several claimants" in told_on("precedents")


def test_a_count_is_of_the_announcement_that_it_stands_at() -> None:
    """Nobody counted, or before the word, is no count of who left at it."""
    for row in bundled_announcements():
        if row.left_when.startswith("no count"):
            assert (row.left_low, row.left_high) == (None, None), row.id
    kept = {row.id: row for row in bundled_announcements()}
    assert kept["aleppo-2026-01-08"].left == (16_000, 30_000)
    assert kept["gaza-2023-10-14"].left is None


def test_pools_count_as_one_looks_row_by_row() -> None:
    """Each announcement of today against each row of today, with no pool, no order and no sum of weights."""
    rows = [row for row in bundled_precedents() if row.setting != "forced" and row.whose_crossing != "enemy"]
    pools = Crossings(bundled_precedents())
    asked = [held for row in bundled_announcements() if (held := hold(row, pools)).need]
    assert len(asked) > 30
    for held in asked:
        row, need = held.row, held.need.low
        uses = ("ref", "sum") if row.lasting else ("ref",)
        for conflict in (False, True):
            there = [
                one for one in rows
                if one.use in uses and one.event not in row.own_precedents and one.per_day
                and (one.sustained or not row.lasting) and (one.setting in CONFLICT or not conflict)
            ]  # fmt: skip
            then = [one for one in there if one.date_to < row.day[: len(one.date_to)]]
            pairs = [
                (len({one.event for one in some if one.per_day.high >= need}), len({one.event for one in some}))
                for some in (then, there)
            ]
            found = held.reached
            counts = (found.conflict_before, found.conflict_overall) if conflict else (found.before, found.overall)
            assert pairs == [(count.high, count.of) for count in counts], row.id
            over = held.over_q90_conflict if conflict else held.over_q90
            assert over == (need > ends_of(there, a_day).mid.q90), row.id
