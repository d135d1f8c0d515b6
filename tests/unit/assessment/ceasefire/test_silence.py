"""Silence is evidence only where there would have been noise: monitors worked out by hand."""

from __future__ import annotations

from dataclasses import replace
from math import exp

import numpy as np
import pytest

from geleit.assessment import assess
from geleit.assessment.ceasefire.checks import judge
from geleit.assessment.ceasefire.counting import other_names
from geleit.assessment.ceasefire.silence import FEWEST_EXPECTED, NEAREST_DAYS
from geleit.model.amount import Range
from geleit.model.corridor import Party, Pause
from geleit.model.figures import RARE
from geleit.model.incident import Facility, Incident, Incidents, Monitoring
from geleit.model.statement import Statement
from geleit.model.window import Window
from tests.unit.assessment.ceasefire.asked import kept, less_violence, sensitivity
from tests.unit.assessment.ceasefire.test_monitor import (
    AFTER,
    BOUND,
    LATER,
    LONG,
    at,
    days_of,
    fortnight,
    joined,
    watched_case,
)

WEEK = fortnight(windows=(Window(at(0), at(7)),))
KEPT = Statement(
    "s", "Party A", "", "a", at(20), "The pause was kept", "pause", "truce", None, "s1",
    words_checked=True, asserts="pause-kept",
    since=at(0), until=at(14), whom="everyone",
)  # fmt: skip
TWO_A_WEEK = [1, 0, 0, 1, 0, 0, 0]


def why(incidents, counting=None, **asked):
    """The verdict and its reason."""
    found = kept(incidents, counting or fortnight(), **asked)
    return found.verdict, str(found.reason).removeprefix("none is reported, but ")


def test_three_expected_is_one_chance_in_twenty():
    assert exp(-FEWEST_EXPECTED) == pytest.approx(RARE, abs=3e-4)


def test_a_file_that_begins_five_years_later():
    later = days_of([3] * 40, first=1800)
    assert why(later) == ("unknown", "it has no report from before the pause: it could not have seen it")
    assert less_violence(later, fortnight()).change == "undetermined"


def test_ten_incidents_in_three_years():
    few = joined(*(days_of([1], first=day) for day in (-900, -700, -500, -300, -100, -60, -2, 2, 90, 150)))
    verdict, reason = why(few, fortnight(windows=(Window(at(0), at(1)),)))
    assert verdict == "unknown"
    assert reason == "silence was to be expected: 0.0 incidents in the pause had nothing changed, fewer than 3"
    told = judge(few, fortnight(windows=(Window(at(0), at(1)),)), "p", "Watch").evidence
    assert any("no fall would have shown" in e.text for e in told)


def test_a_monitor_that_stopped_is_not_stretched():
    stopped = days_of([3] * 200, first=-211)  # the last on the twelfth day before
    assert why(stopped) == ("unknown", "it has no report from after the pause: it may have stopped")
    less = less_violence(stopped, fortnight())
    assert (less.change, less.ratio.hours_during) == ("undetermined", 0)
    again = joined(stopped, days_of([3] * 9, first=14))
    assert why(again) == (
        "unknown",
        "its last report before the pause is 11.0 days older, more than 3: it may have stopped",
    )
    assert less_violence(again, fortnight()).change == "undetermined"
    assert less_violence(again, fortnight()).ratio.by_interval == "fewer"
    late = joined(days_of([3] * 211, first=-211), days_of([3] * 9, first=14 + int(NEAREST_DAYS) + 1))
    assert why(late) == (
        "unknown",
        "its first report after the pause is 4.0 days later, more than 3: it may have been silent",
    )
    assert kept(joined(days_of([3] * 211, first=-211), days_of([3], first=17)), fortnight()).verdict == "met"


def test_what_a_monitor_could_have_seen():
    # two a week, always: two in a week of pause, four in two, of which three are needed
    weeks = days_of(TWO_A_WEEK * 40, first=-280)
    edges = joined(weeks, days_of([1], first=-1), days_of([1], first=14))
    assert why(edges, fortnight(windows=(Window(at(0), at(14)),)))[0] == "met"
    short = kept(joined(weeks, days_of([1], first=-1), days_of([1], first=7)), WEEK)
    assert (short.verdict, short.sight.expected, short.sight.shows_below) == ("unknown", 9 / 4, None)
    long = kept(edges, fortnight()).sight
    assert (long.expected, long.shows_below) == (4.5, 3 / 4.5)
    (told,) = (e.text for e in judge(edges, fortnight(), "p", "Watch").evidence if "would have shown" in e.text)
    assert told.startswith("4.5 incidents were to be expected in the pause had nothing changed: a fall below 67% would")


def test_many_expected_are_not_enough_where_silence_is_usual():
    # three weeks of silence after each three of fire: 28 expected by the last weeks, and a quarter of the times silent
    spells = joined(*(days_of([2] * 21, first=first) for first in range(-21, -400, -42)))
    found = kept(joined(spells, AFTER), fortnight())
    assert found.sight.expected > 20
    assert found.sight.as_silent > 0.1
    assert (found.verdict, str(found.reason).split(": ")[0]) == ("unknown", "none is reported, but silence is not rare")


def test_few_other_times_are_none():
    # 31 days before the pause begin 18 times that are over by then; with the pause itself 19, one of which is silent
    assert why(joined(days_of([4] * 31, first=-31), AFTER))[0] == "unknown"
    assert why(joined(days_of([4] * 33, first=-33), AFTER))[0] == "met"


def test_rows_told_twice_are_no_noise():
    # two in a week, each told twice: four rows expected, two incidents
    once = days_of(TWO_A_WEEK * 40, first=-280)
    edges = joined(days_of([1], first=-1), days_of([1], first=7))
    ids = np.array([f"file.csv:{i}" for i in range(2 * len(once) + 2)], dtype=object)
    twice = replace(joined(once, once, edges), id=ids)
    assert twice.repeated.sum() == len(once)
    found = kept(twice, WEEK)
    assert (found.verdict, found.sight.expected) == ("unknown", 9 / 4)
    said = judge(twice, WEEK, "p", "Watch")
    assert said.identical == len(once)
    assert f"{len(once)} rows without ids say the same as earlier ones: perhaps told twice" in [
        e.text for e in said.evidence
    ]
    own_ids = replace(twice, id=np.array([f"own-{i}" for i in range(len(twice))], dtype=object))
    assert (own_ids.repeated.sum(), kept(own_ids, WEEK).sight.expected) == (0, 17 / 4)


def test_other_spellings_are_listed_and_keep_it_open():
    spelt = joined(LONG, days_of([1] * 30, side_a="Army of A", first=-15), AFTER)
    bound = fortnight(bound=("A", "B"), others="perhaps")
    assert other_names(spelt, bound) == (("Army of A", 30),)
    assert other_names(spelt, replace(bound, outside=("army of a",))) == ()
    assert other_names(spelt, fortnight()) == ()
    assert kept(spelt, bound).verdict == "unknown"
    said = judge(spelt, bound, "p", "Watch")
    assert said.other_names == (("Army of A", 30),)
    assert "one name is said to be neither bound by the pause nor outside it: Army of A (30)" in [
        e.text for e in said.evidence
    ]


def test_rows_that_may_lie_in_it_keep_it_open():
    whole = joined(LONG, AFTER)
    assert why(whole) == ("met", "no incident in it is attributed to a party bound by it")
    assert why(whole, fortnight(unread=1)) == ("unknown", "1 row of the file could not be read and may lie in it")
    in_it, before = days_of([1], first=3), days_of([1], first=-40)
    assert why(whole, vague=in_it) == (
        "unknown",
        "1 incident whose place is not known well enough may lie in it",
    )
    assert why(whole, vague=before)[0] == "met"
    assert why(whole, fortnight(bound=("A", "B")), vague=days_of([1], side_b="IS", first=3))[0] == "met"


def test_no_party_decides_for_itself_or_against_its_enemy():
    whole = joined(LONG, days_of([1], first=2), AFTER)
    assert kept(whole, fortnight(bound=BOUND)).verdict == "not met"
    admitted = kept(whole, fortnight(speaks_for=("A",), bound=BOUND))
    assert (admitted.verdict, admitted.certain) == ("not met", 1)
    accused = kept(whole, fortnight(speaks_for=("B",), bound=BOUND))
    assert (accused.verdict, accused.certain, accused.possible) == ("unknown", 0, 1)
    assert str(accused.reason) == "1 incident in it is told only by a party to the conflict, of another"
    assert [(v.certain, v.alleged) for v in accused.violations] == [(True, True)]
    (shown,) = (
        e for e in judge(whole, fortnight(speaks_for=("B",), bound=BOUND), "p", "B").evidence if e.claimant == "B"
    )
    assert (shown.says, shown.text.endswith("(by the word of another party)")) == ("context", True)
    assert why(joined(LONG, AFTER), fortnight(speaks_for=("A",))) == (
        "unknown",
        "a party's own silence does not show that it kept it",
    )


def test_nobody_breaks_a_pause_of_which_nobody_says_whom_it_binds():
    whole = joined(LONG, days_of([1], first=2), AFTER)
    found = kept(whole, fortnight())
    assert (found.verdict, found.certain, found.possible) == ("unknown", 0, 1)
    assert str(found.reason) == (
        "1 incident lies in it, but whom it binds is not said, or the monitor names nobody whom it binds "
        "(--party, or the column names of the table parties)"
    )
    (shown,) = (e for e in judge(whole, fortnight(), "p", "Watch").evidence if e.claimant == "Watch")
    assert (shown.says, shown.text.endswith("(perhaps by a party that it does not bind)")) == ("context", True)
    assert kept(joined(LONG, AFTER), fortnight()).verdict == "met"  # by nobody at all


def test_what_is_done_to_a_party_bound_does_not_break_its_pause():
    for by in ("Civilians", "B"):
        whole = joined(LONG, days_of([1], side_a=by, side_b="A", first=2), AFTER)
        assert kept(whole, fortnight(bound=BOUND)).verdict == ("not met" if by == "B" else "unknown")


def test_the_word_of_a_belligerent_in_a_case():
    parties = (Party("a", "Party A", belligerent=True), Party("b", "Party B", belligerent=True))
    pause = Pause("truce", "Truce", (Window(at(0), at(14)),), "", ("a",), None, ("b",), "")
    place = Facility("f1", "Hospital 1", "hospital", 37.1, 36.2)

    def verdicts(claimant):
        rows = [replace(incident, claimant=claimant) for incident in told]
        made = watched_case(
            parties=parties, pauses=(pause,), facilities=(place,), incidents=tuple(rows), statements=(KEPT,)
        )
        found = [*assess(made, None, "ceasefire"), *assess(made, None, "claims", {})]
        return {f.code: f.verdict for f in found}

    told = [
        Incident("i", at(2), at(3), 37.1, 36.2, 0.0, "shelling", "a", Range(1, 1, 1, "people"), "", "source"),
    ]
    assert verdicts("Party B") == {
        "CEASEFIRE-OBSERVED": "unknown", "CEASEFIRE-NEAR": "unknown", "CLAIM-PAUSE": "undetermined",
    }  # fmt: skip
    assert verdicts("Radio") == {
        "CEASEFIRE-OBSERVED": "not met", "CEASEFIRE-NEAR": "not met", "CLAIM-PAUSE": "refuted",
    }  # fmt: skip
    assert verdicts("Party A")["CEASEFIRE-OBSERVED"] == "not met"


def test_nothing_of_an_unknown_pause_supports_a_statement():
    seen, stopped = joined(LONG, AFTER), LONG

    def verdict(incidents, **changed):
        made = watched_case(reported=((LATER, incidents),), statements=(KEPT,), **changed)
        return next(f.verdict for f in assess(made, None, "claims", {}))

    assert verdict(seen) == "supported"
    assert verdict(stopped) == "undetermined"
    assert verdict(seen, unread=(1,)) == "undetermined"
    blind = (Monitoring("Monitor", (Window(at(0), at(14)),), Range(0.1, 0.2, 0.3, "share")),)
    assert verdict(seen, monitoring=blind) == "undetermined"


def test_the_last_day_of_an_incident_is_the_day_reported():
    row = days_of([1], first=3, end=at(5))  # 1 and 2 March
    texts = [e.text for e in judge(joined(LONG, row, AFTER), fortnight(bound=BOUND), "p", "Watch").evidence]
    texts = [text for text in texts if "shelling" in text]
    assert texts == ["2016-03-01 to 2016-03-02: shelling by A against B, 1 killed"]


def test_a_fall_is_fewer_only_if_it_is_rare_at_other_times():
    # half a year at four a day, with every fourth fortnight at one: a fortnight at one is nothing rare
    usual = joined(*(days_of([1 if block % 4 == 3 else 4] * 14, first=-14 * (block + 1)) for block in range(24)))
    pause = days_of([1] * 14)
    less = less_violence(joined(usual, pause, AFTER), fortnight())
    assert (less.ratio.by_interval, less.change) == ("fewer", "undetermined")
    assert less.ratio.placebo.as_quiet > RARE
    steady = less_violence(joined(days_of([4] * 24 * 14, first=-24 * 14), pause, AFTER), fortnight())
    assert steady.change == "fewer"


def test_other_times_counted_by_hand():
    # six weeks of 1, 2, 3, 4, 5, 6 a day, and a week of pause at 2; three days after it
    weeks = joined(*(days_of([count] * 7, first=-42 + 7 * i) for i, count in enumerate((1, 2, 3, 4, 5, 6))))
    incidents = joined(weeks, days_of([2] * 7), days_of([2] * 3, first=7))
    placebo = less_violence(incidents, replace(WEEK, baseline_days=7)).ratio.placebo
    # the pause and six weeks, of which three are as quiet; five have a week before them, and none of these fell
    assert (placebo.times, placebo.as_quiet, placebo.as_violent) == (7, 3 / 7, 6 / 7)
    assert (placebo.compared, placebo.as_deep, placebo.as_steep) == (6, 1 / 6, 1.0)


def test_deaths_stand_beside_incidents():
    less = less_violence(joined(LONG, days_of([1] * 14), AFTER), fortnight())
    assert (less.deaths.during, less.deaths.before, less.deaths.low) == (14, 112, None)
    found = judge(joined(LONG, days_of([1] * 14), AFTER), fortnight(), "p", "Watch")
    assert sum(e.text.startswith("deaths: 14 in 14 days against 112 in 28 days") for e in found.evidence) == 1


def test_both_intervals_by_their_names():
    found = judge(joined(LONG, days_of([1] * 14), AFTER), fortnight(), "p", "Watch")
    (told,) = (e.text for e in found.evidence if "wide interval" in e.text)
    ratio = found.less.ratio
    assert (
        f"wide interval (days that vary and resemble each other) {ratio.wide_low:.2f} to {ratio.wide_high:.2f}" in told
    )
    assert f"conditional interval (exact if incidents are independent) {ratio.low:.2f} to {ratio.high:.2f}" in told


def test_times_in_which_the_monitor_saw_little_are_no_comparison():
    blind = fortnight(access=((Window(at(-203), at(-40)), 0.1),))
    # times that begin 14 to 47 days before it saw more than half; five of them begin whole weeks before
    assert kept(joined(LONG, AFTER), blind).sight.times == 1 + 34
    assert less_violence(joined(LONG, AFTER), blind).ratio.placebo.times == 1 + 5


def test_nothing_at_all_has_no_sight():
    found = kept(Incidents.of(()), fortnight())
    assert (found.verdict, found.sight.expected, found.sight.last_before) == ("unknown", None, None)
    assert sensitivity(Incidents.of(()), fortnight(), less_violence(Incidents.of(()), fortnight()))
