"""True statements are never held against each other, whatever they leave out; and sums are what they say."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from itertools import combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geleit.assessment import assess_statements, inquiries_of
from geleit.assessment.claims.reported_counts import ReportedCount, packed, reported_in
from geleit.evacuation.inquiry import inquire
from geleit.model.amount import Range
from geleit.model.statement import Statement
from tests.unit.assessment.drawn_case import EXIT, at, case

pytestmark = pytest.mark.slow
OTHER = replace(EXIT, id="south-gate", name="South gate", corridor="south")
HOURS = 24 * 9
VOICES = (("Government", "gov"), ("Rebel Council", "reb"), ("United Nations", "un"), ("Monitor", ""))

moments = st.integers(0, HOURS).map(lambda hour: at(1) + timedelta(hours=hour))
exits, kinds = st.sampled_from(["gate", "south-gate"]), st.sampled_from(["civilians", "fighters"])
leavers = st.lists(st.tuples(st.integers(0, HOURS - 1), exits, kinds, st.integers(0, 30)), max_size=30)
"""Hour, exit, who it is, and hours until arrival."""


@st.composite
def ledgers(draw):
    """People who left, and statements that are true of them."""
    gone = draw(leavers)
    statements = []
    for number in range(draw(st.integers(1, 8))):
        speaker, party = draw(st.sampled_from(VOICES))
        start, end = sorted((draw(moments), draw(moments)))
        if start == end:
            end += timedelta(hours=1)
        about, whom = (
            draw(st.sampled_from(["", "gate", "south-gate"])),
            draw(st.sampled_from(["", "civilians", "fighters"])),
        )
        stage = draw(st.sampled_from(["departed", "arrived"]))
        told_to_the_day = draw(st.booleans())
        spoke: datetime = end
        if told_to_the_day:  # said at some hour of the day, of which only the day is known
            spoke = start + timedelta(hours=draw(st.integers(1, 40)))
        true = sum(
            start <= at(1) + timedelta(hours=hour + (delay if stage == "arrived" else 0)) < spoke
            and about in ("", exit_)
            and whom in ("", kind)
            for hour, exit_, kind, delay in gone
        )
        less, more = draw(st.integers(0, 3)), draw(st.integers(0, 3))
        statements.append(
            Statement(
                f"c{number}", speaker, "", party,
                spoke.replace(hour=0) if told_to_the_day else spoke, "", "", about,
                Range(max(0, true - less), true, true + more, "people"), "s1",
                words_checked=True, asserts="people-left",
                since=start, until=None if told_to_the_day else end, whom=whom, stage=stage,
            )
        )  # fmt: skip
    return tuple(statements)


@settings(deadline=None)
@given(ledgers())
def test_true_counts_contradict_nothing(statements):
    town = case(statements=statements, exits=(EXIT, OTHER))
    for finding in assess_statements(town, {}):
        assert finding.verdict in ("supported", "undetermined"), finding.summary
        assert finding.reason != "claimants disagree", finding.summary


@settings(deadline=None)
@given(ledgers(), st.randoms(use_true_random=False))
def test_the_order_of_rows_does_not_matter(statements, random):
    shuffled = list(statements)
    random.shuffle(shuffled)
    one, other = (
        {
            (f.statement, f.code): f.verdict
            for f in assess_statements(case(statements=tuple(rows), exits=(EXIT, OTHER)), {})
        }
        for rows in (statements, shuffled)
    )
    assert one == other


@given(ledgers())
def test_packed_parts_are_the_best_of_all_that_do_not_overlap(statements):
    rows = list(reported_in(case(statements=statements, exits=(EXIT, OTHER))))

    def apart(some: tuple[ReportedCount, ...]) -> bool:
        return all(a.until[1] <= b.since or b.until[1] <= a.since for a, b in combinations(some, 2))

    best = max(sum(t.low for t in some) for n in range(len(rows) + 1) for some in combinations(rows, n) if apart(some))
    found = packed(rows)
    assert apart(tuple(found))
    assert sum(t.low for t in found) == best


@settings(deadline=None, max_examples=30)
@given(st.integers(0, 1200), st.integers(9, 23), st.integers(9, 23))  # before 8:00 it would tell of other hours
def test_a_larger_figure_or_a_shorter_time_never_makes_a_count_possible(figure, first, second):
    start, short, long = at(2), *sorted((first, second))

    def verdict(people: int, hours: int) -> str:
        figure = Range(people, people, people, "people")
        text = f"{people} people left"
        statement = Statement("c", "Government", "", "gov", at(3), text, "", "gate", figure, "s1", whom="civilians",
                      words_checked=True,
                      asserts="people-left", since=start, until=start + timedelta(hours=hours))  # fmt: skip
        assumed = {"walking_speed": 1.0, "street_flow": 1.0, "usable_width": 1.0}
        town = case(statements=(statement,), assumptions={name: Range(x, x, x, "") for name, x in assumed.items()})
        [finding] = assess_statements(town, inquire(town, inquiries_of(town), lambda _: None))
        return finding.verdict

    seats = min(1500, 100 * max(0, min(long, 18) - 8))
    opened = 8  # a count that ends before tells of an opening that the windows do not hold
    assert verdict(figure, long) == ("impossible" if figure > seats and long > opened else "undetermined")
    if verdict(figure, long) == "impossible":
        assert verdict(figure + 100, long) == "impossible"
        assert verdict(figure, short) == ("impossible" if short > opened else "undetermined")
