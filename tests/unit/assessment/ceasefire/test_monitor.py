"""Pauses kept and broken, seen and unseen, each worked out by hand."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pytest
import shapely

from geleit.assessment import assess
from geleit.assessment.ceasefire.changes import before_during_after, change_points, day_by_day
from geleit.assessment.ceasefire.checks import inside, judge
from geleit.assessment.ceasefire.counting import Counting
from geleit.assessment.ceasefire.days import day_of
from geleit.assessment.ceasefire.silence import Heard
from geleit.errors import InputError
from geleit.model.amount import Range
from geleit.model.corridor import Party, Pause
from geleit.model.incident import Facility, Incident, Incidents, Monitoring, Words
from geleit.model.pause_finding import Sight
from geleit.model.window import Window
from tests.unit.assessment.ceasefire.asked import kept, less_violence, sensitivity
from tests.unit.assessment.drawn_case import case

ZONE = ZoneInfo("Asia/Damascus")
FIRST = date(2016, 2, 27)
LATER = date(2017, 1, 1)


def at(day, hour=0, minute=0):
    """So many days after the first of the pause."""
    return datetime(2016, 2, 27, hour, minute, tzinfo=ZONE) + timedelta(days=day)


def days_of(counts, side_a="A", side_b="B", first=0, **changed):
    """So many incidents on each day, known to the day."""
    rows = [
        Incident(f"{first + day}-{i}", at(first + day), at(first + day + 1), 37.1, 36.2, 0.0, "shelling", side_a,
                 Range(0, 1, 1, "people"), "Monitor", "source")
        for day, count in enumerate(counts) for i in range(count)
    ]  # fmt: skip
    found = Incidents.of([replace(row, **changed) for row in rows])
    return replace(found, side_b=Words.of(side_b for _ in rows))


def joined(*parts):
    return Incidents.joined(list(parts))


def fortnight(**changed):
    """A pause of 14 days from the first, whole days."""
    return replace(Counting((Window(at(0), at(14)),), ZONE, snapshot=LATER), **changed)


BOUND = ("A", "B")
BEFORE = days_of([4, 5, 3, 4, 4, 5, 3] * 4, first=-28)
AFTER = days_of([4] * 3, first=14)
LONG = Incidents.joined([days_of([4, 5, 3, 4, 4, 5, 3] * 25, first=-203), BEFORE])
"""Half a year and more before the pause: enough other times to be rare among."""


def test_a_pause_that_was_kept():
    incidents = joined(LONG, AFTER)
    less = less_violence(incidents, fortnight())
    assert (less.ratio.during, less.ratio.before, less.ratio.ratio, less.change) == (0, 112, 0, "fewer")
    assert (less.ratio.hours_during, less.ratio.hours_before) == (14 * 24, 28 * 24)
    found = kept(incidents, fortnight())
    assert (found.verdict, found.violations, found.certain, found.possible) == ("met", (), 0, 0)
    # 203 days before it begin 190 times of 14 days that are over by then, and none of them is silent
    assert found.sight == Sight(56, 3 / 56, 191, 1 / 191, 0, 0)


def test_less_violence_is_not_a_pause_that_was_kept():
    incidents = joined(LONG, days_of([1] * 14), AFTER)
    less, held = less_violence(incidents, fortnight()), kept(incidents, fortnight(bound=BOUND))
    assert less.ratio.ratio == 14 / 14 / (112 / 28)
    assert (less.change, held.verdict, held.certain) == ("fewer", "not met", 14)
    assert held.violations[0].start == at(0)
    assert all(v.certain for v in held.violations)


def test_parties_outside_the_truce_do_not_break_it():
    incidents = joined(LONG, days_of([2] * 14, side_b="IS"), days_of([3] * 28, side_b="IS", first=-28), AFTER)
    raw = less_violence(incidents, fortnight())
    assert raw.ratio.ratio == 2 / 7
    for counting in (fortnight(bound=("a", "B ")), fortnight(outside=("is",))):
        assert less_violence(incidents, counting).ratio.ratio == 0
        assert kept(incidents, counting).verdict == "met"
    alliance = joined(incidents, days_of([1], side_a="A, B", side_b="Civilians", first=3))
    assert kept(alliance, fortnight(bound=("A", "B"))).certain == 1
    choices = {str(c.choice): c for c in sensitivity(incidents, fortnight(bound=("A", "B")), raw)}
    assert choices["all parties"].ratio.ratio == 2 / 7


def test_incidents_of_several_days_count_only_where_they_surely_lie():
    inside_ = days_of([1], first=3, end=at(6))
    across = days_of([1], first=-2, end=at(2))
    incidents = joined(BEFORE, inside_, across, AFTER)
    less, held = less_violence(incidents, fortnight()), kept(incidents, fortnight(bound=BOUND))
    assert (less.ratio.during, less.ratio.before) == (1, 112)
    assert "1 may lie in the pause or beside it and is not counted" in [str(reason) for reason in less.reasons]
    assert (held.certain, held.possible) == (1, 1)
    choices = {str(c.choice): c.ratio for c in sensitivity(incidents, fortnight(), less)}
    assert choices["those beside the pause counted into it"].during == 2
    assert choices["only incidents known to the day"].during == 0
    only = kept(joined(BEFORE, across, AFTER), fortnight())
    assert (only.verdict, only.possible) == ("unknown", 1)


def sums_of(*spans):
    """Counts of several days: first day, day after the last, number."""
    rows = [
        Incident(f"s{a}", at(a), at(b), 37.1, 36.2, 0.0, "shelling", "A", None, "Monitor", "s") for a, b, _ in spans
    ]
    return replace(Incidents.of(rows), events=np.array([n for _, _, n in spans], dtype=np.int64))


def test_counts_over_the_edge_of_what_is_compared_take_their_days_with_them():
    # two a day throughout: what is left out of the counts is left out of the hours
    across = less_violence(sums_of((-42, -21, 42), (-21, -7, 28), (-7, 0, 14), (0, 14, 28), (14, 28, 28)), fortnight())
    assert (across.ratio.during, across.ratio.hours_during) == (28, 14 * 24)
    assert (across.ratio.before, across.ratio.hours_before, across.ratio.ratio) == (42, 21 * 24, 1)
    assert str(across.reasons[0]) == (
        "7 days lie in counts of several days that reach over the edge of what is compared, and are left out"
    )
    nothing = less_violence(sums_of((-42, -10, 64), (-10, 6, 32), (6, 20, 28)), fortnight())
    assert (nothing.ratio.ratio, nothing.ratio.hours_during, nothing.change) == (None, 0, "undetermined")
    assert nothing.ratio.before == 0
    fell = less_violence(
        sums_of(*((day, day + 7, 140) for day in range(-210, 0, 7)), (0, 14, 1), (14, 28, 20)), fortnight()
    )
    assert (fell.ratio.by_interval, fell.change) == ("fewer", "undetermined")  # no other time can be counted


def test_other_baselines():
    run_up = days_of([9] * 3, first=-3)
    incidents = joined(BEFORE, run_up, days_of([2] * 14), AFTER)
    choices = {str(c.choice): c for c in sensitivity(incidents, fortnight(), less_violence(incidents, fortnight()))}
    assert choices["7 days before"].ratio.before == 28 + 27
    assert choices["the eve alone"].ratio.before == 3 + 9
    assert choices["without the last 7 days before"].ratio.before == 84
    assert choices["without the last 7 days before"].ratio.hours_before == 21 * 24
    assert choices["deaths instead of incidents"].ratio.low is None


def hourly(per_hour, first, hours):
    """Incidents at known minutes, so many in each hour of the clock."""
    rows = [
        Incident(f"{day}-{hour}-{i}", at(day, hour, 10 * i), at(day, hour, 10 * i + 1), None, None, 0.0, "gunfire", "A",
                 None, "Monitor", "s")
        for day in first for hour in hours for i in range(per_hour)
    ]  # fmt: skip
    return Incidents.of(rows)


def test_a_daily_pause_of_three_hours_is_seen_where_times_are_known():
    windows = tuple(Window(at(day, 10), at(day, 13)) for day in range(7))
    # twice an hour at all hours before; in the pause none from 10 to 13, as many as ever in the other hours
    quiet = [hour for hour in range(24) if hour not in (10, 11, 12)]
    earlier = hourly(2, range(-203, -28), [10, 11, 12])
    incidents = joined(earlier, hourly(2, range(-28, 0), range(24)), hourly(2, range(7), quiet), hourly(1, [7], [9]))
    less = less_violence(incidents, fortnight(windows=windows))
    assert (less.ratio.during, less.ratio.before, less.change) == (0, 28 * 3 * 2, "fewer")
    assert "the same hours" in str(less.method)
    assert kept(incidents, fortnight(windows=windows)).verdict == "met"
    broken = joined(incidents, hourly(1, [3], [11]))
    assert kept(broken, fortnight(windows=windows, bound=BOUND)).certain == 1


def test_daily_data_cannot_see_a_pause_of_three_hours():
    windows = tuple(Window(at(day, 10), at(day, 13)) for day in range(14))
    incidents = joined(BEFORE, days_of([1] * 14), AFTER)
    less, held = less_violence(incidents, fortnight(windows=windows)), kept(incidents, fortnight(windows=windows))
    assert less.change == "undetermined"
    assert less.ratio.ratio == 0.25
    assert "incidents are known to the day only, which cannot show a pause of 3 h" in [
        str(reason) for reason in less.reasons
    ]
    assert (held.verdict, held.certain, held.possible) == ("unknown", 0, 14)


def test_a_fresh_window_is_provisional():
    fresh = fortnight(snapshot=date(2016, 3, 20))
    incidents = joined(BEFORE, AFTER)
    assert fresh.provisional
    assert not fortnight(snapshot=date(2016, 4, 12)).provisional
    assert less_violence(incidents, fresh).change == "undetermined"
    assert kept(incidents, fresh).verdict == "unknown"
    assert kept(joined(incidents, days_of([1])), replace(fresh, bound=BOUND)).verdict == "not met"


def test_few_incidents_under_blocked_monitoring_are_unknown():
    blind = fortnight(access=((Window(at(0), at(14)), 0.25),))
    less, held = less_violence(joined(BEFORE, AFTER), blind), kept(joined(BEFORE, AFTER), blind)
    assert (less.change, held.verdict) == ("undetermined", "unknown")
    assert "the monitor had access for 25% of the pause" in [str(reason) for reason in less.reasons]
    some = less_violence(joined(BEFORE, days_of([1] * 14), AFTER), blind)
    assert some.ratio.ratio == 1  # a quarter of the incidents in a quarter of the time


@pytest.mark.parametrize(
    ("incidents", "reason"),
    [
        (days_of([2] * 14), "there is no baseline: the file begins when the pause does"),
        (BEFORE, "the file ends before the first whole day of the pause is over"),
        (days_of([]), "the file holds no incidents"),
    ],
    ids=["no baseline", "too early an end", "nothing"],
)
def test_what_cannot_be_told_says_why(incidents, reason):
    counting = fortnight(snapshot=None)
    less = less_violence(incidents, counting)
    assert (less.change, less.ratio.ratio) == ("undetermined", None)
    assert reason in [str(reason) for reason in less.reasons]
    assert kept(incidents, counting).verdict in ("unknown", "not met")


def test_silence_of_who_hardly_ever_reports_means_nothing():
    few = joined(days_of([1] * 5, first=-5), days_of([1], first=14))
    assert (
        str(kept(few, fortnight()).reason)
        == "none is reported, but only 6 at other times: too few to rely on its silence"
    )
    assert judge(few, fortnight(), "p", "Witness").sensitivity == ()


def test_incidents_by_nobody_named_leave_it_open():
    found = kept(joined(BEFORE, days_of([1], side_a="", first=2), AFTER), fortnight())
    assert (found.verdict, str(found.reason)) == ("unknown", "1 incident in it is attributed to nobody")


def test_day_by_day_with_a_change_of_level():
    incidents = joined(days_of([8] * 28, first=-28), days_of([1] * 14), AFTER)
    series = day_by_day(incidents, fortnight())
    assert series.first == date(2016, 1, 30)
    assert series.incidents[:28] == (8,) * 28
    assert series.changes[0] == FIRST
    assert change_points(np.array([5.0] * 40)) == []
    assert change_points(np.zeros(40)) == []
    assert change_points(np.array([1.0, 9.0])) == []


def test_levels_are_found_in_twenty_years_of_days():
    counts = np.tile([4.0, 5.0, 3.0, 4.0], 1830)
    assert change_points(counts) == []
    counts[6000:6040] = 20.0
    assert change_points(counts) == [6000, 6040]


def test_maps_hold_only_what_is_known_in_place():
    vague = days_of([2], first=1, position_error=25_000.0)
    before, during, after = before_during_after(joined(BEFORE, vague, days_of([1]), AFTER), fortnight())
    assert [sum(c[2] for c in spots.cells) for spots in (before, during, after)] == [112, 1, 12]
    assert during.vague == 2
    assert before.cells == ((37.105, 36.205, 112),)


def test_only_incidents_that_may_mean_the_area_count():
    area = shapely.box(37.0, 36.1, 37.2, 36.3)
    rows = Incidents.of([
        Incident("in", at(0), at(1), 37.1, 36.2, 5_000, "k", "A", None, "M", "s"),
        Incident("town beside", at(0), at(1), 37.24, 36.2, 5_000, "k", "A", None, "M", "s"),
        Incident("far", at(0), at(1), 39.0, 36.2, 5_000, "k", "A", None, "M", "s"),
        Incident("province", at(0), at(1), 37.4, 36.2, 200_000, "k", "A", None, "M", "s"),
        Incident("nowhere", at(0), at(1), None, None, 0, "k", "A", None, "M", "s"),
    ])  # fmt: skip
    near, vague = inside(area, rows)
    assert near.tolist() == [True, True, False, False, False]
    assert vague.tolist() == [False, False, False, True, True]


def watched_case(**changed):
    pause = Pause("truce", "Truce", (Window(at(0), at(14)),), "", ("a",), None, ("b",), "", outside=("is",))
    parties = (
        Party("a", "Party A", belligerent=True, names=("A",)),
        Party("b", "Party B", belligerent=True, names=("B",)),
        Party("is", "IS", belligerent=True),
    )
    made = case(pauses=(pause,), parties=parties, area=None, zone=ZONE)
    return replace(made, **changed)


def test_each_monitor_of_a_case_is_judged_apart():
    ours = joined(BEFORE, days_of([1] * 14), AFTER)
    theirs = joined(LONG, AFTER)
    theirs = replace(theirs, claimant=Words.of("Other" for _ in range(len(theirs))))
    made = watched_case(reported=((LATER, ours), (LATER, theirs)))
    found = {f.claimant: f for f in assess(made, None, "ceasefire") if f.code == "CEASEFIRE-OBSERVED"}
    assert {name: f.verdict for name, f in found.items()} == {"Monitor": "not met", "Other": "met"}
    assert found["Monitor"].less.ratio.during == 14
    blind = (Monitoring("Other", (Window(at(0), at(14)),), Range(0, 0.1, 0.2, "share")),)
    blinded = assess(replace(made, monitoring=blind), None, "ceasefire")
    assert {f.claimant: f.verdict for f in blinded if f.code == "CEASEFIRE-OBSERVED"}["Other"] == "unknown"


def test_a_case_without_incidents_says_so():
    (found,) = (f for f in assess(watched_case(), None, "ceasefire") if f.code == "CEASEFIRE-OBSERVED")
    assert found.verdict == "unknown"
    assert "import incidents" in found.evidence[0].text


def test_incidents_near_a_facility():
    place = Facility("f1", "Hospital 1", "hospital", 37.1, 36.2)
    here = joined(BEFORE, days_of([1], first=2), AFTER)

    def verdict(incidents):
        made = watched_case(facilities=(place,), reported=((LATER, incidents),))
        return next(f for f in assess(made, None, "ceasefire") if f.subject == "f1").verdict

    assert verdict(here) == "not met"
    assert verdict(joined(LONG, AFTER)) == "met"
    assert verdict(joined(BEFORE, AFTER)) == "unknown"  # too few other times to say that silence is rare
    far = replace(LONG, lon=np.full(len(LONG), 37.5))
    assert verdict(joined(far, AFTER)) == "unknown"  # at work, but never here
    assert verdict(joined(LONG, days_of([1], first=2, position_error=25_000.0), AFTER)) == "unknown"
    assert verdict(joined(LONG, days_of([1], first=2, lon=37.115, position_error=500.0), AFTER)) == "unknown"
    assert verdict(joined(LONG, days_of([1], first=2, lon=37.5), AFTER)) == "met"


def test_days_are_those_of_the_clock_on_the_wall():
    # in Damascus the clock was put forward at midnight of 25 March 2016
    assert day_of(date(2016, 3, 25), ZONE).hours == 23
    assert day_of(date(2016, 3, 24), ZONE).hours == 24
    incidents = joined(days_of([2] * 28, first=6), days_of([1] * 14, first=34), days_of([1] * 14, first=60))
    less = less_violence(incidents, fortnight(windows=(Window(at(34), at(48)),)))
    assert (less.ratio.during, less.ratio.before, less.ratio.hours_before) == (14, 56, 28 * 24 - 1)
    with pytest.raises(InputError, match="it has no 2011-12-30"):
        day_of(date(2011, 12, 30), ZoneInfo("Pacific/Apia"))


def test_a_quiet_place_is_no_gap_in_the_file():
    # one incident here three days before the pause, by a monitor that reports from elsewhere all the time
    here = days_of([1], first=-3)
    alone = less_violence(here, fortnight(snapshot=None))
    assert alone.ratio.ratio is None  # the file seems to end before the pause
    heard = Heard(*(int(at(day).timestamp()) for day in (-60, 60, 0, 14)))
    whole = fortnight(snapshot=None, heard=heard)
    less = less_violence(here, whole)
    assert (less.ratio.hours_before, less.ratio.hours_during, less.ratio.before) == (28 * 24, 14 * 24, 1)
    nothing = less_violence(days_of([]), whole)
    assert [str(reason) for reason in nothing.reasons] == ["no incidents at all, in the pause or before it"]
    assert less.change == "undetermined"


@pytest.mark.parametrize(
    ("kind", "verdict", "counted"),
    [
        ("Shelling/artillery/missile attack", "not met", 1),
        ("exchange of fire", "not met", 1),
        ("ceasefire violation", "not met", 1),
        ("Agreement", "met", 0),
        ("Peaceful protest", "met", 0),
        ("Non-violent transfer of territory", "met", 0),
        ("prisoner exchange", "met", 0),
        ("leaflet drop", "met", 0),
        ("handing out of leaflets", "unknown", 0),
        ("Disrupted weapons use", "unknown", 0),
        ("Looting/property destruction", "unknown", 0),
        ("end of the shelling announced", "unknown", 0),
        ("vorfall", "unknown", 1),
        ("cease fire", "unknown", 0),
        ("shelling stopped", "unknown", 0),
        ("kein Beschuss", "unknown", 0),
        ("без обстрелов", "unknown", 0),
        ("لا قصف", "unknown", 1),
        ("air raid alert", "unknown", 1),
        ("artillery exercise", "unknown", 1),
        ("market fire", "unknown", 1),
        ("strike of bakers", "unknown", 1),
        ("mine workers", "unknown", 1),
        ("shelling of 12 March reported late", "unknown", 1),
        ("Beschuss", "not met", 1),
        ("sniper-fire", "not met", 1),
        ("", "unknown", 1),
    ],
)
def test_only_acts_of_war_break_a_pause(kind, verdict, counted):
    incidents = joined(LONG, days_of([1], first=3, kind=kind, deaths=Range(0, 0, 0, "people")), AFTER)
    found = judge(incidents, fortnight(bound=BOUND), "p", "Watch")
    assert (found.verdict, found.less.ratio.during) == (verdict, counted)
    assert ("was force used?" in str(found.message)) is (verdict == "unknown")
    assert [e.says for e in found.evidence if e.claimant == "Watch"] == (
        ["against"] if verdict == "not met" else ["context"]
    )
    assert any("(not counted as fire)" in e.text for e in found.evidence) is (verdict == "met")
    assert str(found.kept.reason).endswith("; 1 act in it is not counted as fire") is (verdict == "met")


@pytest.mark.parametrize(
    ("side_a", "side_b", "allies", "verdict"),
    [
        ("A", "Civilians (Syria)", "", "not met"),
        ("", "", "", "unknown"),
        ("", "Civilians", "", "unknown"),
        ("Unidentified Armed Group (Syria)", "Civilians (Syria)", "", "unknown"),
        ("A Air Force", "Civilians", "", "unknown"),
        ("A (1990-2000)", "Civilians", "", "unknown"),
        ("C", "Civilians", "D; A", "unknown"),
        ("A, C", "Civilians", "", "unknown"),
        ("C", "Civilians", "D", "met"),
        ("Army of C", "Civilians", "", "met"),
        ("Civilians (Syria)", "", "", "met"),
    ],
)
def test_who_may_be_a_party_bound_keeps_a_pause_from_being_kept(side_a, side_b, allies, verdict):
    told = replace(days_of([1], side_a, side_b, first=3), allies=Words.of([allies]))
    incidents = joined(LONG, told, AFTER)
    assert kept(incidents, fortnight(bound=BOUND)).verdict == verdict
    assert less_violence(incidents, fortnight(bound=BOUND)).ratio.during == (verdict == "not met")
    left_out = tuple(name for name in (side_a,) if name not in BOUND)
    if side_a and left_out:
        assert kept(incidents, fortnight(bound=BOUND, outside=left_out)).verdict == "met"


def test_what_is_not_said_of_a_party_keeps_a_pause_from_being_kept():
    incidents = joined(LONG, days_of([1], side_b="C", first=3), AFTER)
    bound = fortnight(bound=("A", "B"))
    assert kept(incidents, bound).verdict == "met"  # the list of the parties is complete
    perhaps = kept(incidents, replace(bound, others="perhaps"))
    assert (perhaps.verdict, perhaps.certain, perhaps.possible) == ("unknown", 0, 1)
    assert less_violence(incidents, replace(bound, others="perhaps")).ratio.during == 0
    assert kept(incidents, replace(bound, others="perhaps", outside=("C",))).verdict == "met"


@pytest.mark.parametrize(
    ("side_a", "side_b", "kind", "outside", "verdict"),
    [
        ("SAA", "Civilians (Syria)", "shelling", (), "unknown"),  # perhaps another name of A
        ("Military Forces of C", "", "shelling", (), "unknown"),
        ("", "SAA", "shelling", (), "unknown"),
        ("SAA", "D", "", (), "unknown"),
        ("SAA", "Civilians", "shelling", ("SAA",), "met"),
        ("SAA", "D", "shelling", ("D",), "met"),  # with one outside
    ],
)
def test_fire_by_sides_of_whom_nothing_is_said_keeps_a_pause_from_being_kept(side_a, side_b, kind, outside, verdict):
    told = days_of([1], side_a, side_b, first=3)
    incidents = joined(LONG, replace(told, kind=Words.of([kind])), AFTER)
    counting = fortnight(bound=BOUND, outside=outside, others="perhaps")
    found = judge(incidents, counting, "truce", "W")
    assert found.verdict == verdict
    named = [e.text for e in found.evidence if e.message.code == "ceasefire.strangers-named"]
    assert len(named) == (verdict == "unknown")
    assert all(side_a in text or side_b in text for text in named)
    before = joined(LONG, replace(days_of([1], side_a, side_b, first=-3), kind=Words.of([kind])), AFTER)
    assert judge(before, counting, "truce", "W").verdict == "met"  # not in the pause


@pytest.mark.parametrize(("rows", "verdict"), [(1, "unknown"), (2, "unknown"), (3, "not met")])
def test_few_rows_whose_texts_deny_them_break_no_pause(rows, verdict):
    told = days_of([rows], "A", "B", first=3)
    texts = np.array(["The report of shelling was withdrawn"] * len(told), dtype=object)
    found = judge(joined(LONG, replace(told, text=texts), AFTER), fortnight(bound=BOUND), "truce", "W")
    assert found.verdict == verdict
    read = [e.text for e in found.evidence if e.message.code == "ceasefire.row-text"]
    assert len(read) == (rows if rows < 3 else 0)
    assert not (verdict == "unknown" and any(e.says == "against" for e in found.evidence))
    plain = judge(joined(LONG, told, AFTER), fortnight(bound=BOUND), "truce", "W")
    assert plain.verdict == "not met"
    assert ("ceasefire.few-rows" in {e.message.code for e in plain.evidence}) is (rows < 3)


def test_a_pause_that_binds_one_side_is_compared_by_all_that_side_takes_part_in():
    incidents = joined(BEFORE, days_of([1] * 14), AFTER)
    counting = fortnight(bound=("A",), others="compared")
    less, held = less_violence(incidents, counting), kept(incidents, counting)
    assert (less.ratio.during, less.ratio.before) == (14, 112)
    assert (held.verdict, held.certain, held.possible) == ("unknown", 0, 14)  # who fired is not said
    at_civilians = joined(incidents, days_of([1], side_b="Civilians", first=2))
    assert kept(at_civilians, counting).certain == 1
    one_sided = Pause("one", "One-sided", (Window(at(0), at(14)),), "", ("a",), None, (), "")
    made = watched_case(pauses=(one_sided,), reported=((LATER, incidents),))
    (found,) = (f for f in assess(made, None, "ceasefire") if f.code == "CEASEFIRE-OBSERVED")
    assert (found.verdict, found.less.ratio.before) == ("unknown", 112)


def test_a_place_that_is_in_the_area_only_with_coordinates_swapped_may_be_there():
    rows = Incidents.of([
        Incident("swapped", at(0), at(1), 36.2, 37.1, 0, "k", "A", None, "M", "s"),
        Incident("elsewhere", at(0), at(1), 36.2, 35.0, 0, "k", "A", None, "M", "s"),
    ])  # fmt: skip
    near, vague = inside(shapely.box(37.0, 36.1, 37.2, 36.3), rows)
    assert (near.tolist(), vague.tolist()) == ([False, False], [True, False])
