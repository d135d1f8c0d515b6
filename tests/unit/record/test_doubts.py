"""Rows that count the same people again are named, each with another, whatever their order and however many."""

from __future__ import annotations

from dataclasses import replace
from itertools import combinations, product

from geleit.io.record.tables import bundled_precedents
from geleit.record.doubts import doubts_about

ONE = replace(
    next(row for row in bundled_precedents() if row.use == "ref"),
    event="here", sustained=False, span="avg_day", claimant_is_party="no", whose_crossing="",
)  # fmt: skip


def row(name: str, first: int, last: int, crossing: str, people: int):
    """A count from a day of a month to another."""
    days = {"date_from": f"2020-03-{first:02}", "date_to": f"2020-03-{last:02}"}
    return replace(ONE, id=name, crossing=crossing, people_likely=float(people), **days)


def test_a_row_later_than_the_case_is_named_and_one_without_a_rate_is_told_what_it_is_in():
    later, early = row("later", 5, 9, "A", 10), row("early", 1, 1, "A", 10)
    doubts = doubts_about(
        [later, replace(early, hours_low=None, days_low=None, crossings_low=None)], (), (), "2020-03-09"
    )
    said = {(doubt.row, doubt.text) for doubt in doubts}
    assert any(name == "later" and "told apart, as later" in text for name, text in said)
    assert not any(name == "early" and "told apart" in text for name, text in said)
    assert not any("counted nowhere" in text for _, text in said)
    assert not any("told apart" in doubt.text for doubt in doubts_about([later], (), ("here",), "2020-03-09"))


def overlap(one, other) -> bool:
    there = one.crossing == other.crossing or not one.crossing or not other.crossing
    return there and one.date_from <= other.date_to and other.date_from <= one.date_to


def told_twice(added, known=()):
    return {doubt.row: doubt.text for doubt in doubts_about(added, known) if "dup" in doubt.text}


def test_of_each_two_rows_that_overlap_one_is_named():
    spans, crossings = ((1, 4), (2, 3), (5, 6), (4, 5), (9, 9)), ("", "east", "west")
    kinds = [(*span, crossing) for span, crossing in product(spans, crossings)]
    for number, pair in enumerate(combinations(kinds, 2)):
        rows = [row(f"r{n}", *kind, people=n) for n, kind in enumerate(pair)]
        for added, known in ((rows, []), (rows[:1], rows[1:]), (rows[1:], rows[:1])):
            found = told_twice(added, known)
            assert bool(found) == overlap(*rows), (number, pair)
            assert found.keys() <= {one.id for one in added}


def test_a_row_that_overlaps_nothing_is_not_named_and_any_other_is_or_names_a_row():
    rows = [row(f"r{n}", 1 + n * 5 % 23, 3 + n * 5 % 23, ("east", "west")[n % 2], n) for n in range(12)]
    found = told_twice(rows)
    lonely = {one.id for one in rows if not any(overlap(one, other) for other in rows if other is not one)}
    assert not found.keys() & lonely
    for one in rows:
        if any(overlap(one, other) for other in rows if other is not one):
            assert one.id in found or any(f"{one.id}:" in text for text in found.values()), one.id


def test_the_same_count_is_told_as_such():
    rows = [row("a", 1, 2, "east", 9), row("b", 1, 2, "", 9), row("c", 1, 2, "west", 9), row("d", 1, 2, "east", 8)]
    found = told_twice(rows)
    assert found["b"].startswith("the same count twice as a:")
    assert found["c"].startswith("the same count twice as b:")
    assert found["d"].startswith("its days overlap with those of")


def test_ten_thousand_rows_of_one_event_are_each_named_once():
    rows = [row(f"r{n}", 1, 28, "", n) for n in range(10_000)]
    assert len(told_twice(rows)) == 9_999
