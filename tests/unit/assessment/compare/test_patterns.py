"""Cases reduced to what they are compared by, with values worked out by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from geleit.assessment.compare.patterns import pattern_of
from geleit.model.aid import Span
from geleit.model.incident import Incident
from geleit.model.statement import Statement
from geleit.model.window import Window
from tests.unit.assessment.drawn_case import (
    CORRIDOR,
    EXIT,
    PAUSE,
    UN,
    answer,
    at,
    case,
    people,
    row,
    window,
)


def features(the_case, the_answer=None):
    return {feature.code: feature.holds for feature in pattern_of(the_case, the_answer).features}


def over(day, start, end):
    """Hours from a midnight on, also beyond the next."""
    return Window(at(day) + timedelta(hours=start), at(day) + timedelta(hours=end))


def left(name, count, *, since=None, until=None, **changes):
    statement = Statement(
        name, "Red Crescent", "", "", at(3), "So many left.", "departures", "", people(*count), "s1",
        asserts="people-left", since=since, until=until,
    )  # fmt: skip
    return replace(statement, **changes)


def incident(name, start, hours, *, lon=0.0, claimant="Monitor"):
    return Incident(
        name, start, start + timedelta(hours=hours), lon, 0.0, 0.0, "shelling", "gov", None, claimant, "s1", ""
    )


def test_announcements_are_told_by_the_longest_and_the_shortest_windows():
    corridors, pauses = pattern_of(case(), None).announcements
    assert (corridors.kind, corridors.names, corridors.announced_by) == ("corridors", ("North road",), ("Government",))
    # announced on 1 May, the hour is not known; opens on 2 May at 8:00, or at 9:00 by the shortest windows
    assert corridors.notice == Span(8, 33)
    assert (corridors.a_day, corridors.a_week, corridors.total) == (Span(3, 10), Span(3, 10), Span(3, 10))
    assert (corridors.agreed, corridors.more_than_one_side) == ("unknown", "unknown")
    # announced on 3 May at 9:00, six days of three hours from 4 May at 10:00
    assert (pauses.kind, pauses.notice) == ("pauses", Span(25, 25))
    assert (pauses.a_day, pauses.a_week, pauses.total) == (Span(3, 3), Span(18, 18), Span(18, 18))


def test_a_window_over_midnight_counts_on_both_days():
    night = replace(PAUSE, windows=(over(4, 22, 31),))
    assert pattern_of(case(pauses=(night,)), None).announcements[1].a_day == Span(2, 7)


def test_windows_that_overlap_count_once():
    exits = (EXIT, replace(EXIT, id="other", windows=(window(2, 12, 20),), windows_cautious=()))
    [corridors, _] = pattern_of(case(exits=exits), None).announcements
    assert corridors.total == Span(3, 12)


def test_what_was_announced_together_is_one_announcement():
    second = replace(CORRIDOR, id="south", name="South road")
    later = replace(CORRIDOR, id="west", name="West road", announced_at=at(4))
    by_rebels = replace(CORRIDOR, id="east", name="East road", announced_by=("reb",))
    found = pattern_of(case(corridors=(CORRIDOR, later, second, by_rebels)), None).announcements
    assert [a.names for a in found] == [
        ("North road", "South road"), ("West road",), ("East road",), ("Daily pause",)
    ]  # fmt: skip


def test_what_is_not_known_is_no_figure():
    silent = replace(CORRIDOR, announced_at=None)
    [corridors, _] = pattern_of(case(corridors=(silent,), exits=()), None).announcements
    assert (corridors.notice, corridors.a_day, corridors.a_week, corridors.total) == (None, None, None, None)
    bare = pattern_of(case(corridors=(), pauses=(), exits=()), None)
    assert (bare.announcements, bare.could, bare.left, bare.monitored, bare.followed) == ((), None, (), (), ())
    assert set(features(case(corridors=(), pauses=(), exits=())).values()) == {"unknown"}


def test_who_could_leave_holds_for_every_number_of_people():
    found = pattern_of(case(), answer())
    assert found.could == Span(300 / 1500, 900 / 1000)
    assert found.could_likely == 900 / 1500
    assert found.deadline == at(3)


def test_counts_of_one_voice_add_up_where_their_times_do_not_overlap():
    rows = (
        left("whole", (300, 300, 400), since=at(1), until=at(3)),
        left("part", (100, 100, 100), since=at(1), until=at(2)),
        left("next", (50, 60, 70), since=at(3), until=at(4)),
        left("armed", (900, 900, 900), whom="fighters"),
        left("gov", (10, 10, 10), speaker="Minister", party="gov"),
    )
    red_crescent, government = pattern_of(case(statements=rows), None).left
    assert (red_crescent.claimant, red_crescent.people) == ("Red Crescent", Span(350, 470))
    assert red_crescent.share == Span(350 / 1500, 470 / 1000)
    assert (government.claimant, government.people) == ("Government", Span(10, 10))
    assert (red_crescent.party, government.party) == ("unknown", "yes")


def test_a_voice_that_says_nobody_left_is_heard_and_what_was_corrected_is_not():
    nobody, corrected = left("n", (0, 0, 0)), left("old", (90, 90, 90), speaker="Radio")
    correction = left("new", (9, 9, 9), speaker="Radio", corrects="old")
    found = pattern_of(case(statements=(nobody, corrected, correction)), None).left
    assert [(d.claimant, d.people) for d in found] == [("Red Crescent", Span(0, 0)), ("Radio", Span(9, 9))]


def test_incidents_are_counted_for_each_monitor_as_far_as_is_certain():
    rows = (
        incident("in", at(4, 11), 1),
        incident("perhaps", at(5), 24),
        incident("outside", at(6, 11), 1, lon=5.0),
        incident("after", at(9, 20), 1),
        incident("other", at(6, 11), 1, claimant="Radio"),
        incident("before", at(1, 1), 1, claimant="Witness"),
    )
    [monitor, radio] = pattern_of(case(incidents=rows), None).monitored
    assert (monitor.claimant, monitor.within, monitor.perhaps, monitor.after) == ("Monitor", 1, 1, 1)
    assert monitor.until == at(9, 21)
    assert (radio.claimant, radio.within, radio.perhaps, radio.after) == ("Radio", 1, 0, None)
    assert features(case(incidents=rows))["FIRE"] == "yes"


def test_what_followed_is_what_somebody_says():
    statement = replace(left("a", (1, 1, 1)), topic="aftermath", asserts="", text="The city fell.")
    [found] = pattern_of(case(statements=(statement,)), None).followed
    assert (found.claimant, found.at, found.text, found.source) == ("Red Crescent", at(3), "The city fell.", "s1")


def test_features_of_the_drawn_case():
    assert features(case(), answer(could_not_leave=100)) == {
        "NOT-AGREED": "unknown",
        "ONE-SIDE": "unknown",
        "SHORT-NOTICE": "yes",
        "FEW-HOURS": "yes",
        "NO-PLACE": "unknown",
        "DEADLINE": "unknown",
        "TOO-SHORT": "yes",
        "FEW-PLACES": "yes",
        "MOST-STAYED": "unknown",
        "NO-AID": "unknown",
        "FIRE": "unknown",
    }


ALONE = replace(PAUSE, nobody_else=True)


@pytest.mark.parametrize(
    ("code", "changes", "holds"),
    [
        ("NOT-AGREED", {"corridors": (replace(CORRIDOR, agreed_by=("reb",)),), "pauses": (ALONE,)}, "some"),
        ("NOT-AGREED", {"corridors": (), "pauses": (ALONE,)}, "yes"),
        ("ONE-SIDE", {"corridors": (), "pauses": (ALONE,)}, "yes"),
        ("NOT-AGREED", {"corridors": (), "observations": (row("AGREED", "against", "UN", "daily"),)}, "yes"),
        ("NOT-AGREED", {"corridors": (replace(CORRIDOR, agreed_by=("reb",)),), "pauses": ()}, "no"),
        ("ONE-SIDE", {"parties": (UN,)}, "unknown"),
        ("SHORT-NOTICE", {"pauses": (replace(PAUSE, announced_at=None),)}, "some"),
        ("SHORT-NOTICE", {"corridors": (), "pauses": (replace(PAUSE, announced_at=at(1, 9)),)}, "no"),
        # known to the day only: 72 h or less
        ("SHORT-NOTICE", {"corridors": (), "pauses": (replace(PAUSE, announced_at=at(1)),)}, "unknown"),
        ("FEW-HOURS", {"corridors": (), "pauses": (replace(PAUSE, windows=(over(4, 0, 48),)),)}, "no"),
        ("FEW-HOURS", {"corridors": (), "pauses": (replace(PAUSE, windows=(over(4, 0, 47),)),)}, "yes"),
        ("NO-PLACE", {"exits": (replace(EXIT, lon=None, lat=None, place_basis="none"),)}, "yes"),
        ("NO-PLACE", {"exits": (replace(EXIT, place_basis="announced"),)}, "no"),
        ("DEADLINE", {"statements": (left("d", (1, 1, 1), until=at(3), asserts="deadline"),)}, "yes"),
        ("FEW-PLACES", {"corridors": (replace(CORRIDOR, places=people(2000, 2000, 2000)),)}, "unknown"),
        ("MOST-STAYED", {"statements": (left("a", (400, 400, 400)),)}, "yes"),
        ("MOST-STAYED", {"statements": (left("a", (800, 800, 800)),)}, "no"),
        ("MOST-STAYED", {"statements": (left("a", (500, 500, 600)),)}, "unknown"),
        ("MOST-STAYED", {"statements": (left("a", (0, 0, 0)), left("b", (900, 900, 900), speaker="B"))}, "some"),
        ("NO-AID", {"observations": (row("AID-IN", "against", "United Nations", "operation"),)}, "yes"),
        ("NO-AID", {"observations": (row("AID-IN", "for", "United Nations", "operation"),)}, "no"),
        ("FIRE", {"observations": (row("FIRE", "against", "United Nations", "operation"),)}, "yes"),
    ],
)
def test_a_feature_holds_of_all_of_some_of_none_or_is_not_known(code, changes, holds):
    assert features(case(**changes))[code] == holds


@pytest.mark.parametrize(
    ("found", "holds"),
    [
        (answer(could_not_leave=1), "yes"),
        (answer(by=at(2, 20)), "no"),
        (answer(), "unknown"),
        (None, "unknown"),
    ],
)
def test_whether_the_time_was_too_short_needs_proof_or_a_plan(found, holds):
    assert features(case(), found)["TOO-SHORT"] == holds
