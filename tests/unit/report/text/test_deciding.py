"""The answer against what nobody knows, in words."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from geleit.io.case.casefile import read_case
from geleit.model.certificate import Conditional, DailyLimit, Rung
from geleit.model.deciding import Needed
from geleit.record.limits import daily_limits
from geleit.report.json.deciding import deciding_json
from geleit.report.text.deciding import counted_over, deciding_lines, three_figures
from geleit.workflow import place_in_record
from tests.unit.report.town import answer, town

ZONE = ZoneInfo("Asia/Damascus")
BEFORE, AFTER = datetime(2016, 5, 1, tzinfo=UTC), datetime(2016, 6, 1, tzinfo=UTC)
NEEDED = (
    Needed(1000, 4, 2, "longest", 8, 40.0),
    Needed(1000, 4, 2, "shortest", 4, 4.0),
    Needed(500, 4, 2, "longest", 8, 40.0),
    Needed(1000, 1, 1, "longest", 2, 10.0),
)


def limited(limit: int, at_most: int, left: int) -> Conditional:
    return Conditional(DailyLimit(f"the most of some {limit}", limit), Rung(0, at_most, 0, left))


def asked(*conditional: Conditional):
    told = answer(could_not_leave=0, needed=NEEDED)
    return replace(told, certificate=replace(told.certificate, conditional=conditional))


def test_what_is_needed_comes_first_in_the_tense_of_the_day():
    record = place_in_record(town())
    [ahead, *_] = deciding_lines(asked(), record, ZONE, BEFORE)
    [past, *_] = deciding_lines(asked(), record, ZONE, AFTER)
    assert past == (
        "For 1,000 people to be out by 3 May 2016, 00:00, each of the 4 announced crossings had to pass 125 people a "
        "day (crossing-days, begun days counted whole: 8); the one of the first announcement by itself 500 people (2)."
    )
    assert "has to pass" in ahead


def test_what_would_follow_is_an_if_and_called_no_proof():
    record = place_in_record(town())
    lines = deciding_lines(asked(limited(90, 700, 200), limited(40, 320, 680)), record, ZONE, AFTER)
    [low, high, warning] = lines[-3:]
    assert low == (
        "If no crossing listed passed more than 40 people a calendar day (the most of some 40), at most 320 of 1,000 "
        "to 1,500 people could be out by 3 May 2016, 00:00, and at least 680 of the fewest could not."
    )
    assert high.startswith("If no crossing listed passed more than 90 people")
    assert "precedent, not a proof" in warning
    assert not any("proved" in line for line in lines)


def test_a_limit_that_says_nothing_more_is_told_as_that():
    record = place_in_record(town())
    lines = deciding_lines(asked(limited(5000, 1500, 0), limited(9000, 1500, 0)), record, ZONE, AFTER)
    assert [line.partition(" a calendar")[0] for line in lines[-2:]] == [
        "The days would do for all at 5,000 people",
        "The days would do for all at 9,000 people",
    ]
    assert not any("precedent, not a proof" in line for line in lines)


def test_an_earlier_deadline_is_held_against_the_record_by_itself():
    """In two days four crossings need 25,000 a day: no event of the record until then reached that, by its low end."""
    aleppo = read_case("aleppo-2016")
    week, two_days = (place_in_record(aleppo, aleppo.period.start + timedelta(days=days)) for days in (7, 2))
    assert (week.crossing_days, two_days.crossing_days) == (48, 8)
    assert (week.chosen.selection.lasting, two_days.chosen.selection.lasting) == (True, False)
    assert two_days.need.low == 25_000
    assert all(row.date_from <= "2016-07-29" for row in two_days.counted)


def test_from_a_limit_that_was_passed_here_nothing_follows():
    record = place_in_record(read_case("east-ghouta-2018"))
    over = counted_over(record, 2_500)
    assert over is not None
    assert over.per_day is not None
    assert over.per_day.low > 2_500
    assert counted_over(record, 1_000_000) is None
    [line] = [x for x in deciding_lines(asked(limited(2500, 300, 700)), record, ZONE, AFTER) if "did not hold" in x]
    assert line.endswith("so nothing follows from it.")
    assert over.id in line


def test_three_figures_and_nobody_counted():
    needed, known, counted = three_figures(asked(), place_in_record(town()))
    assert needed[:2] == ("needed", "125")
    assert known[0] == "on record, median to highest"
    assert counted == ("counted by the deadline", "nobody counted", "by day and crossing")


def test_the_object_has_the_rate_of_a_limit_by_the_hours_that_are_open():
    record = place_in_record(town())
    told = deciding_json(asked(limited(40, 320, 680)), record, None)
    [one] = told["conditional"]
    assert (one["limit_per_day"], one["rate"], one["basis"]) == (40, 8.0, "precedent")
    assert told["needed"][1]["per_hour"] == 250
    assert told["precedents"]["events"] == record.chosen.events


def test_limits_come_from_what_was_on_record_and_name_it():
    record = place_in_record(town())
    limits = daily_limits(record)
    assert limits
    high = max(row.per_day.high for row in record.chosen.rows if row.per_day is not None)
    assert limits[0].limit == -int(-high // 1)
    assert all("on record" in limit.assumption for limit in limits)
    ids = {row.id for row in (*record.chosen.rows, *record.chosen.later)}
    assert any(f": {row} by its high end, " in limits[0].assumption for row in ids)
    assert "counted by" in limits[0].assumption
    assert any("th percentile of" in limit.assumption for limit in limits)


@pytest.mark.parametrize(("party", "broken"), [("yes", False), ("mixed", False), ("unknown", False), ("no", True)])
def test_a_count_by_a_party_breaks_no_limit(party, broken):
    """Whoever besieges could else take every limit away by a number."""
    record = place_in_record(read_case("east-ghouta-2018"))
    row = replace(counted_over(record, 2_500), claimant_is_party=party)
    lines = deciding_lines(asked(limited(2_500, 700, 200)), replace(record, counted=(row,)), ZONE, AFTER)
    said = " ".join(lines)
    assert ("did not hold here" in said) == broken
    assert ("If no crossing listed passed more than 2,500 people" in said) == (not broken)
    assert ("stands a count" in said) == (not broken)


def test_what_gives_no_rate_was_counted_all_the_same():
    record = place_in_record(read_case("east-ghouta-2018"))
    row = replace(counted_over(record, 2_500), days_low=None, days_high=None, crossings_low=None, crossings_high=None)
    assert row.per_day is None
    untold = replace(record, counted=(), told=(row,), in_ledger=3, own=())
    [_, _, counted, *_] = deciding_lines(asked(), untold, ZONE, AFTER)
    assert counted.startswith("By crossing and day nobody counted by the deadline.")
    assert "of which no rate of a crossing follows" in counted
    assert "in the ledger, 3 statements of people who left" in counted
    assert three_figures(asked(), untold)[2][1:] == (
        "nobody counted",
        "by day and crossing; otherwise 1 count and 3 statements",
    )
    nobody = replace(untold, told=(), in_ledger=0)
    assert three_figures(asked(), nobody)[2][1:] == ("nobody counted", "by day and crossing")


def test_a_count_that_goes_on_beyond_the_deadline_is_none_by_then():
    aleppo = read_case("aleppo-2016")
    earlier = place_in_record(aleppo, aleppo.period.start + timedelta(days=2))
    assert all((row.date_to or row.date_from) <= earlier.last for row in earlier.counted)
    assert any((row.date_to or row.date_from) > earlier.last >= row.date_from for row in earlier.counted_after)


def test_what_is_needed_is_told_in_whole_people():
    """100 people in 8 crossing-days: 12 a day would leave four behind."""
    few = replace(NEEDED[0], people=100, crossing_days=8)
    told = replace(asked(), needed=(few,))
    record = place_in_record(town())
    assert "had to pass 13 people a day" in deciding_lines(told, record, ZONE, AFTER)[0]
    assert three_figures(told, record)[0][1] == "13"


@pytest.mark.parametrize(("days", "said"), [(8, "The days would do for all"), (1, "lowers nothing"), (0, "")])
def test_days_that_would_not_do_are_not_said_to(days, said):
    """1,500 people, of whom a limit of 1,000 a day keeps some inside in one crossing-day."""
    told = replace(asked(limited(1000, 1500, 0)), needed=(replace(NEEDED[0], crossing_days=days),))
    told = replace(told, at_most=900)
    lines = deciding_lines(told, place_in_record(town()), ZONE, AFTER)
    assert any(said in line for line in lines) if said else not any("1,000 people a calendar" in line for line in lines)
