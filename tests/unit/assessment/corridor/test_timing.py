from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from geleit.model.window import Window
from tests.unit.assessment.drawn_case import CORRIDOR, EXIT, PAUSE, answer, at, case, finding, row, window


def test_without_an_answer_time_is_unknown():
    found = finding("TIME", "operation", case())
    assert (found.verdict, found.evidence) == ("unknown", ())
    assert found.summary == "Whether there is time enough: no certified answer was given."


def test_proof_that_some_could_not_leave_decides():
    found = finding("TIME", "operation", case(), answer(could_not_leave=120))
    assert found.verdict == "not met"
    assert found.summary == (
        "At least 120 people of the fewest 1,000 people inside could not have left by 2016-05-03 00:00, "
        "whatever they did."
    )
    assert (found.evidence[0].says, found.evidence[0].source) == ("against", "certificate")


def test_a_plan_for_the_most_people_decides():
    found = finding("TIME", "operation", case(), answer(by=at(2, 20)))
    assert found.verdict == "met"
    assert "the most 1,500 people out by 2016-05-02 20:00" in found.summary


def test_otherwise_both_numbers_and_what_they_depend_on():
    found = finding("TIME", "operation", case(), answer())
    assert found.verdict == "unknown"
    assert found.summary == (
        "By 2016-05-03 00:00 a plan has 300 people out and no more than 900 people can be out, "
        "of 1,000 to 1,500 people inside."
    )
    texts = " / ".join(e.text for e in found.evidence)
    assert "100 persons/h" in texts
    assert "North gate 10 to 100 persons/h (assumption)" in texts
    assert "between 900 and 300 lies 66.7 % of the former; the method misses 25.0 %" in texts
    assert "held back, at the likely ends of the ranges, by North gate" in texts
    assert "7 people stand where no street of the map leads" in texts


@pytest.mark.parametrize("says", ["for", "against"])
def test_claims_do_not_decide_about_time(says):
    claimed = case(observations=(row("TIME", says, "United Nations", "operation"),))
    assert finding("TIME", "operation", claimed, answer()).verdict == "unknown"
    assert finding("TIME", "operation", claimed, answer()).evidence[-1].claimant == "United Nations"


def test_a_corridor_offers_rate_times_open_hours():
    found = finding("TIME", "north", case())
    assert found.verdict == "unknown"
    assert "seats for 30 to 1,000 people by 2016-05-03 00:00" in found.summary  # 10 x 3 h, 100 x 10 h
    assert found.evidence[0].says == "context"
    assert "open 3 h to 10 h by the deadline" in found.evidence[1].text


def test_a_corridor_is_asked_about_the_deadline_of_the_answer():
    found = finding("TIME", "north", case(), replace(answer(), deadline=at(2, 17)))
    assert "seats for 30 to 900 people by 2016-05-02 17:00" in found.summary
    assert found.evidence[0].says == "against"


@pytest.mark.parametrize(
    ("windows", "verdict", "amount"),
    [
        (tuple(window(d, 10, 13) for d in range(1, 8)), "not met", "21 h"),
        ((Window(at(1), at(3)),), "met", "48 h"),
        ((Window(at(1), at(2, 23, 59)),), "not met", "47 h 59 min"),
        ((Window(at(1), at(3)), Window(at(2), at(3))), "met", "48 h"),  # the same hours twice
        (tuple(window(d, 10, 17) for d in range(1, 15)), "met", "49 h"),
        ((Window(at(1), at(3)), *(window(d, 10, 13) for d in range(8, 16))), "unknown", "21 h to 48 h"),
        ((Window(at(1), at(3)), window(8, 0, 1)), "met", "48 h"),  # one hour of a second week is no week
    ],
)
def test_a_pause_against_48_h_a_week(windows, verdict, amount):
    found = finding("TIME", "daily", case(pauses=(replace(PAUSE, windows=windows),)))
    assert found.verdict == verdict
    assert found.summary == f"Windows of {amount} in 7 days, against 48 h that the UN asked for."


DAY_ONE = replace(PAUSE, id="first", name="First", windows=(Window(at(1), at(2)),))
RENEWED = replace(PAUSE, id="second", name="Second", windows=(Window(at(2), at(3)),))


@pytest.mark.parametrize(
    ("changes", "of_first", "of_second"),
    [
        ({}, "met", "unknown"),  # of the second, only the 7 days that begin with the first hold 48 h
        ({"area": ""}, "unknown", "unknown"),
        ({"area": "the whole town"}, "unknown", "unknown"),
        ({"area": "Suburb"}, "not met", "not met"),
        ({"announced_by": ("reb",)}, "not met", "not met"),
        ({"announced_by": ("reb", "gov")}, "unknown", "unknown"),
        ({"announced_by": ("reb",), "agreed_by": ("gov",)}, "unknown", "unknown"),
        ({"windows": (Window(at(7), at(8)),)}, "met", "unknown"),
        ({"windows": (Window(at(7, 1), at(8, 1)),)}, "not met", "not met"),  # 7 days hold no more than 47 h
        ({"windows": (Window(at(1, 12), at(2, 12)),)}, "not met", "not met"),  # the same hours twice are 36
        ({"windows": (Window(at(20), at(21)),)}, "not met", "unknown"),  # beyond the end of the case
    ],
)
def test_a_pause_that_is_renewed_goes_on(changes, of_first, of_second):
    both = case(pauses=(DAY_ONE, replace(RENEWED, **changes)))
    first, second = finding("TIME", "first", both), finding("TIME", "second", both)
    assert (first.verdict, second.verdict) == (of_first, of_second)
    assert any("hours that count with it" in e.text for e in first.evidence) == (
        changes.get("area") != "Suburb" and (changes.get("announced_by") != ("reb",) or "agreed_by" in changes)
    )


def test_the_week_of_three_short_pauses_may_begin_with_any_of_them():
    rows = [
        replace(PAUSE, id=f"p{day}", windows=(Window(at(day), at(day, 20)),)) for day in (1, 3, 5)
    ]  # 60 h in a week, of which each two hold 40
    assert [finding("TIME", p.id, case(pauses=tuple(rows))).verdict for p in rows] == ["met", "unknown", "unknown"]


def test_pauses_without_an_area_by_one_party_are_one():
    both = case(pauses=(replace(DAY_ONE, area=""), replace(RENEWED, area="")))
    assert finding("TIME", "first", both).verdict == "met"
    assert finding("TIME", "first", both).summary == "Windows of 48 h in 7 days, against 48 h that the UN asked for."


def test_three_hours_a_day_are_21_a_week():
    found = finding("TIME", "daily", case())
    assert found.summary.startswith("Windows of 18 h in 7 days")
    assert "6 days with 3 h each; 21 h a week when it is every day" in [e.text for e in found.evidence]


@pytest.mark.parametrize(
    ("announced", "longest", "shortest", "verdict", "notice"),
    [
        (at(1, 6), at(4, 6), at(4, 6), "met", "72 h"),
        (at(1, 6), at(4, 5, 59), at(4, 5, 59), "not met", "71 h 59 min"),
        (at(1, 6), at(2, 6), at(4, 6), "unknown", "24 h to 72 h"),
        (at(1), at(4), at(4), "unknown", "48 h to 72 h"),  # at midnight stands what is known to the day
        (at(1), at(5), at(5), "met", "72 h to 96 h"),
        (at(1), at(3, 23), at(3, 23), "not met", "47 h to 71 h"),
    ],
)
def test_notice(announced, longest, shortest, verdict, notice):
    until = at(9)
    gate = replace(EXIT, windows=(Window(longest, until),), windows_cautious=(Window(shortest, until),))
    asked = case(corridors=(replace(CORRIDOR, announced_at=announced),), exits=(gate,))
    found = finding("NOTICE", "north", asked)
    assert (found.verdict, found.summary) == (verdict, f"Notice of {notice}, against 72 h that the UN asked for.")


@pytest.mark.parametrize(
    ("announced", "longest", "shortest"),
    [
        (at(5, 6), at(4), at(4)),  # it had been open for a day
        (at(5, 6), at(4), at(5, 7)),  # or may have been
        (at(5), at(4, 23), at(9)),
    ],
)
def test_a_way_that_was_open_already_had_no_notice_that_is_known(announced, longest, shortest):
    until = at(9)
    gate = replace(EXIT, windows=(Window(longest, until),), windows_cautious=(Window(min(shortest, at(8)), until),))
    asked = case(corridors=(replace(CORRIDOR, announced_at=announced),), exits=(gate,))
    found = finding("NOTICE", "north", asked)
    assert found.verdict == "unknown"
    assert "it was open already, or may have been, when it was announced" in found.summary
    paused = replace(PAUSE, announced_at=at(5), windows=(Window(at(4), at(6)),))
    assert finding("NOTICE", "daily", case(pauses=(paused,))).verdict == "unknown"


@pytest.mark.parametrize(
    ("lon", "closes", "verdict"),
    [
        (EXIT.lon, at(4), "unknown"),  # the same way under the name of an earlier announcement
        (EXIT.lon, at(1, 12), "unknown"),  # shut just then
        (EXIT.lon, at(1, 11), "not met"),  # shut before
        (EXIT.lon + 0.01, at(4), "not met"),  # another way, a kilometre on
        (None, at(4), "not met"),
    ],
)
def test_a_way_announced_anew_was_open_already(lon, closes, verdict):
    lat = None if lon is None else EXIT.lat
    before = replace(EXIT, id="before", corridor="first", lon=lon, lat=lat, windows=(Window(at(1), closes),))
    first = replace(CORRIDOR, id="first", announced_at=at(1))
    anew = replace(CORRIDOR, announced_at=at(1, 12))
    found = finding("NOTICE", "north", case(corridors=(first, anew), exits=(EXIT, before)))
    assert found.verdict == verdict


def test_notice_of_a_pause_runs_to_its_first_window():
    found = finding("NOTICE", "daily", case(pauses=(replace(PAUSE, windows=PAUSE.windows[::-1]),)))
    assert found.summary == "Notice of 25 h, against 72 h that the UN asked for."


def test_notice_is_real_time_when_the_clocks_change():
    zone = ZoneInfo("Europe/Sarajevo")
    announced = datetime(2016, 3, 26, 12, tzinfo=zone)
    opening = datetime(2016, 3, 29, 12, tzinfo=zone)  # the night of 27 March is an hour shorter
    pause = replace(
        PAUSE, announced_at=announced, windows=(Window(opening, opening.astimezone(UTC) + timedelta(hours=1)),)
    )
    found = finding("NOTICE", "daily", case(pauses=(pause,)))
    assert (found.verdict, found.summary.startswith("Notice of 71 h,")) == ("not met", True)


@pytest.mark.parametrize("changed", [{"announced_at": None}, {"windows": ()}])
def test_notice_of_what_has_no_time_is_unknown(changed):
    found = finding("NOTICE", "daily", case(pauses=(replace(PAUSE, **changed),)))
    assert found.verdict == "unknown"
    assert "is not known" in found.summary
    assert finding("NOTICE", "north", case(exits=())).verdict == "unknown"


def test_what_a_case_does_not_show_decides_neither_notice_nor_hours():
    """Announced long before the case begins, and open at its edges: it may have opened earlier, and go on."""
    early = replace(PAUSE, announced_at=at(1) - timedelta(days=9))
    always = case(pauses=(replace(early, windows=(Window(at(1), at(11)),)),))
    assert finding("NOTICE", "daily", always).verdict == "unknown"
    later = case(pauses=(replace(early, windows=(Window(at(4, 10), at(4, 13)),)),))
    assert finding("NOTICE", "daily", later).verdict == "met"
    short = case(pauses=(replace(PAUSE, windows=(Window(at(10, 12), at(11)),)),))
    assert finding("TIME", "daily", short).verdict == "unknown"
    ended = case(pauses=(replace(PAUSE, windows=(Window(at(10, 12), at(10, 18)),)),))
    assert finding("TIME", "daily", ended).verdict == "not met"


def _every_day(opens: int, closes: int, *days: int) -> tuple[Window, ...]:
    """As the reader makes of `daily` without days: each day of the case, and those beyond it."""
    return tuple(replace(window(day, opens, closes), recurs=True) for day in days)


@pytest.mark.parametrize(
    ("windows", "verdict"),
    [
        (_every_day(8, 18, 8, 9, 10), "unknown"),  # 30 h by the end of 10 May, 70 by the 14th
        (tuple(window(day, 8, 18) for day in (7, 8, 9)), "not met"),  # over before the case ends
        (_every_day(8, 11, 8, 9, 10), "not met"),  # 21 h at that pace
        (_every_day(10, 20, 10), "unknown"),
        ((window(10, 10, 20),), "not met"),
    ],
)
def test_a_pause_of_every_day_goes_on_beyond_the_case(windows, verdict):
    assert finding("TIME", "daily", case(pauses=(replace(PAUSE, windows=windows),))).verdict == verdict


@pytest.mark.parametrize(
    ("windows", "verdict"),
    [
        (_every_day(8, 18, 2, 3, 4), "unknown"),  # of every day: of those before the case too
        (tuple(window(day, 8, 18) for day in (2, 3, 4)), "met"),
    ],
)
def test_a_pause_of_every_day_may_have_begun_before_the_case(windows, verdict):
    early = replace(PAUSE, announced_at=at(1) - timedelta(days=9), windows=windows)
    assert finding("NOTICE", "daily", case(pauses=(early,))).verdict == verdict


def test_how_many_are_inside_is_not_for_a_party_to_say_of_time_either():
    counted = case()
    told = replace(counted, places=tuple(replace(place, claimant="Rebel Council") for place in counted.places))
    for known, decided in ((counted, ("not met", "met")), (told, ("unknown", "unknown"))):
        assert finding("TIME", "operation", known, answer(could_not_leave=120)).verdict == decided[0]
        assert finding("TIME", "operation", known, answer(by=at(2, 20))).verdict == decided[1]
    said = finding("TIME", "operation", told, answer(could_not_leave=120)).summary
    assert said.endswith("but the number of people inside is the word of a party to the conflict, and decides nothing.")
