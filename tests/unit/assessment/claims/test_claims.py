from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

import pytest
import shapely

from geleit.assessment import assess_statements, inquiries_of
from geleit.assessment.claims.people_left import _rounded
from geleit.assessment.claims.reported_counts import reported_in, reported_of, until_of
from geleit.assessment.claims.sums import left_over
from geleit.certify import certify
from geleit.evacuation.inquiry import inquire, narrowed
from geleit.messages import say
from geleit.model.amount import Range
from geleit.model.case import Case
from geleit.model.finding import StatementFinding
from geleit.model.incident import Facility, Incident
from geleit.model.statement import Statement
from geleit.model.window import Window
from tests.unit.assessment.drawn_case import CORRIDOR, EXIT, at, case, people, row, window

ASSUMED = {
    "walking_speed": Range(1, 1, 1, "m/s"),
    "street_flow": Range(1, 1, 1, "persons/m/s"),
    "usable_width": Range(1, 1, 1, "share"),
}


def exactly(value: float, unit: str = "people") -> Range:
    return Range(value, value, value, unit)


def said(id_: str, asserts: str, speaker: str = "Government", party: str = "gov", **fields: Any) -> Statement:
    blank = {
        "role": "",
        "at": at(3),
        "text": f"{id_} was said",
        "topic": "",
        "about": "",
        "quantity": None,
        "source": "s1",
    }
    if isinstance(fields.get("quantity"), int | float):
        fields["quantity"] = exactly(fields["quantity"])
    return Statement(id=id_, speaker=speaker, party=party, asserts=asserts, **(blank | fields))


def verdicts(*statements: Statement, **changes: Any) -> dict[tuple[str, str], StatementFinding]:
    """Findings by statement and code, with everything proved that has to be."""
    town = case(assumptions=ASSUMED, statements=statements, **changes)
    replies = inquire(town, inquiries_of(town), lambda _: None)
    return {(f.statement, f.code): f for f in assess_statements(town, replies)}


def left(**fields: Any) -> Statement:
    return said("left", "people-left", **({"until": at(3)} | fields))


def test_more_than_the_gate_can_pass_is_impossible():
    # 100 an hour from 8 to 18 o'clock: 1,000 seats, whoever walks how fast
    found = verdicts(left(quantity=1001))["left", "CLAIM-LEFT"]
    assert (found.verdict, found.reason) == ("impossible", "at most 1,000 can have passed")
    assert found.certificate is not None
    assert certify(found.certificate).holds
    assert found.certificate.streets.at_most == 1000
    [hangs] = found.depends
    assert (hangs.on, hangs.unit, hangs.threshold) == ("rate of the exits", "persons/h", pytest.approx(100.1))


def test_as_many_as_the_gate_can_pass_is_possible_and_nothing_more():
    found = verdicts(left(quantity=1000))["left", "CLAIM-LEFT"]
    assert (found.verdict, found.reason, found.certificate) == ("undetermined", "nobody else counts", None)


def test_only_the_hours_that_are_spoken_of_count():
    # from 12 to 15 o'clock three hours of 100
    assert (
        verdicts(left(quantity=300, since=at(2, 12), until=at(2, 15)))["left", "CLAIM-LEFT"].verdict == "undetermined"
    )
    found = verdicts(left(quantity=301, since=at(2, 12), until=at(2, 15)))["left", "CLAIM-LEFT"]
    assert (found.verdict, found.certificate.streets.at_most) == ("impossible", 300)


def test_only_the_exits_that_are_spoken_of_count():
    other = replace(EXIT, id="south", name="South gate", corridor="", lon=0.0, lat=0.0)
    through = left(quantity=1001, about="north")
    assert verdicts(through, exits=(EXIT, other))["left", "CLAIM-LEFT"].verdict == "impossible"
    assert verdicts(left(quantity=1001), exits=(EXIT, other))["left", "CLAIM-LEFT"].verdict == "undetermined"


def test_the_low_end_of_a_figure_decides():
    assert verdicts(left(quantity=people(900, 1100, 1300)))["left", "CLAIM-LEFT"].verdict == "undetermined"
    assert verdicts(left(quantity=people(1001, 1100, 1300)))["left", "CLAIM-LEFT"].verdict == "impossible"


def test_nothing_is_proved_about_fighters():
    found = verdicts(left(quantity=5000, whom="fighters"))["left", "CLAIM-LEFT"]
    assert found.verdict == "undetermined"
    assert "nothing is proved about fighters" in found.evidence[0].text


def test_nothing_is_proved_beyond_the_case():
    assert verdicts(left(quantity=5000, until=at(12)))["left", "CLAIM-LEFT"].verdict == "undetermined"


@pytest.mark.parametrize(
    ("speaker", "party", "figure", "verdict", "reason"),
    [
        ("United Nations", "un", 100, "supported", "counted by impartial others"),
        ("Rebel Council", "reb", 100, "undetermined", "nobody impartial counts the same"),
        ("United Nations", "un", 99, "undetermined", "claimants disagree"),
        ("Rebel Council", "reb", 0, "undetermined", "claimants disagree"),
    ],
)
def test_another_count_of_the_same(speaker, party, figure, verdict, reason):
    other = said("other", "people-left", speaker, party, quantity=figure, until=at(3))
    found = verdicts(left(quantity=100), other)["left", "CLAIM-LEFT"]
    assert (found.verdict, found.reason) == (verdict, reason)


def test_a_count_of_a_longer_time_contradicts_only_when_it_is_smaller():
    longer = said("longer", "people-left", "United Nations", "un", quantity=150, until=at(4))
    assert verdicts(left(quantity=100), longer)["left", "CLAIM-LEFT"].reason == "nobody else counts"
    fewer = replace(longer, quantity=exactly(99))
    assert verdicts(left(quantity=100), fewer)["left", "CLAIM-LEFT"].reason == "claimants disagree"


def test_a_day_without_an_hour_contradicts_nothing_within_it():
    on_the_day = said("un", "people-left", "United Nations", "un", quantity=10, at=at(2))
    town = case()
    assert until_of(town, on_the_day) == (at(2), at(3))
    assert until_of(town, replace(on_the_day, at=at(2, 9))) == (at(2, 9), at(2, 9))
    always = replace(EXIT, windows=(Window(at(1), at(11)),))
    # 50 by noon of that day may have left after the United Nations counted
    noon = left(quantity=50, until=at(2, 12))
    assert verdicts(noon, on_the_day, exits=(always,))["left", "CLAIM-LEFT"].reason == "nobody else counts"
    # 50 before that day began cannot
    eve = left(quantity=50, until=at(2))
    assert verdicts(eve, on_the_day, exits=(always,))["left", "CLAIM-LEFT"].reason == "claimants disagree"


def test_civilians_are_among_everyone():
    everyone = said("un", "people-left", "United Nations", "un", quantity=30, until=at(3))
    assert verdicts(left(quantity=32, whom="civilians"), everyone)["left", "CLAIM-LEFT"].reason == "claimants disagree"
    soldiers = replace(everyone, whom="fighters")
    assert verdicts(left(quantity=32, whom="civilians"), soldiers)["left", "CLAIM-LEFT"].reason == "nobody else counts"


def test_nothing_is_proved_where_people_may_have_left_before_the_case_or_after_it():
    april = at(1) - timedelta(days=1)
    for count in (
        left(quantity=5000, since=april),
        left(quantity=5000, until=None, at=at(30)),
        left(quantity=5000, until=None, at=None),
    ):
        assert verdicts(count)["left", "CLAIM-LEFT"].verdict == "undetermined"


def test_whoever_arrived_may_have_left_before_the_time_that_is_spoken_of():
    evening = left(quantity=500, stage="arrived", since=at(2, 18), until=at(2, 23))
    assert verdicts(evening)["left", "CLAIM-LEFT"].verdict == "undetermined"
    assert verdicts(replace(evening, quantity=exactly(1001)))["left", "CLAIM-LEFT"].verdict == "impossible"
    that_day = said("out", "people-left", quantity=300, since=at(2, 18), until=at(2, 23))
    assert ("left", "CLAIM-SUM") not in verdicts(evening, that_day)


def test_nothing_is_proved_about_a_corridor_without_an_exit():
    elsewhere = replace(CORRIDOR, id="south", name="South road")
    both = {"corridors": (CORRIDOR, elsewhere)}
    found = verdicts(left(quantity=5, about="south"), **both)["left", "CLAIM-LEFT"]
    assert found.verdict == "undetermined"
    assert found.evidence[0].text == "the case has no exit of what it is about: nothing is proved"
    order = replace(deadline(at(3)), about="south")
    assert verdicts(order, **both)["order", "CLAIM-DEADLINE"].reason == "no exit is known"


def test_more_than_a_few_bears_out_no_figure():
    few = said("un", "people-left", "United Nations", "un", quantity=5, or_more=True, until=at(3))
    assert verdicts(left(quantity=1000), few)["left", "CLAIM-LEFT"].verdict == "undetermined"
    many = replace(few, quantity=exactly(100), or_more=False)
    assert verdicts(left(quantity=50, or_more=True), many)["left", "CLAIM-LEFT"].verdict == "supported"


def test_families_are_one_person_each_or_more():
    families = left(quantity=exactly(12, "families"))
    town = case(statements=(families,))
    reported = reported_of(town, families)
    assert (reported.low, reported.high) == (12, None)
    assert verdicts(left(quantity=exactly(1001, "families")))["left", "CLAIM-LEFT"].verdict == "impossible"


def test_a_correction_by_the_same_voice_refutes():
    later = said("later", "people-left", quantity=80, until=at(3), corrects="left", at=at(4))
    found = verdicts(left(quantity=100), later)
    assert (found["left", "CLAIM-LEFT"].verdict, found["left", "CLAIM-LEFT"].reason) == (
        "refuted", "corrected by the same voice",
    )  # fmt: skip
    assert found["later", "CLAIM-LEFT"].reason == "nobody else counts"  # what was corrected no longer speaks against it


def test_a_correction_by_somebody_else_does_not():
    later = said("later", "people-left", "Rebel Council", "reb", quantity=80, until=at(3), corrects="left", at=at(4))
    found = verdicts(left(quantity=100), later)
    assert found["left", "CLAIM-LEFT"].verdict == "undetermined"
    assert found["later", "CLAIM-LEFT"].reason == "claimants disagree"  # both still stand


def test_the_last_of_several_corrections_counts():
    second = said("second", "people-left", quantity=80, until=at(3), corrects="left", at=at(4))
    third = said("third", "people-left", quantity=100, until=at(3), corrects="second", at=at(5))
    found = verdicts(left(quantity=100), second, third)
    assert found["left", "CLAIM-LEFT"].verdict == "undetermined"  # it was taken up again
    assert found["second", "CLAIM-LEFT"].verdict == "refuted"


def parts(*figures: float, complete: bool) -> tuple[Statement, ...]:
    rows = [said(f"p{i}", "people-left", quantity=x, until=at(5), part_of="all") for i, x in enumerate(figures)]
    return (*rows, said("all", "people-left", quantity=128_161, until=at(5), complete=complete))


def test_all_parts_of_a_total_off_by_one():
    found = verdicts(*parts(103_117, 9_670, 15_373, complete=True))["all", "CLAIM-SUM"]
    assert (found.verdict, found.reason) == ("refuted", "off by 1")
    assert "103,117 + 9,670 + 15,373 = 128,160" in found.summary


def test_all_parts_of_a_total_that_add_up():
    assert verdicts(*parts(103_118, 9_670, 15_373, complete=True))["all", "CLAIM-SUM"].verdict == "supported"


def test_some_parts_of_a_total_refute_it_only_by_being_more():
    assert verdicts(*parts(103_117, 9_670, 15_373, complete=False))["all", "CLAIM-SUM"].verdict == "undetermined"
    assert verdicts(*parts(103_117, 9_670, 15_375, complete=False))["all", "CLAIM-SUM"].verdict == "refuted"


def test_a_corrected_part_or_total_keeps_its_place():
    *rows, total = parts(103_117, 9_670, 15_373, complete=True)
    part = said("new", "people-left", quantity=103_118, until=at(5), corrects="p0")
    assert verdicts(*rows, total, part)["all", "CLAIM-SUM"].verdict == "supported"
    whole = said("new", "people-left", quantity=128_160, until=at(5), corrects="all", complete=True)
    assert verdicts(*rows, total, whole)["new", "CLAIM-SUM"].verdict == "supported"


def test_days_of_one_exit_do_not_fill_a_total_of_all():
    *rows, total = days(100, 10, 20, 30, 30)
    named = [replace(r, part_of="all") for r in rows]
    first = replace(named[0], about="north")
    other = replace(EXIT, id="south", name="South gate", corridor="")
    found = verdicts(first, *named[1:], total, exits=(EXIT, other))
    assert found["all", "CLAIM-SUM"].verdict == "undetermined"


def test_days_told_at_an_unknown_hour_may_leave_people_out():
    *rows, total = days(100, 10, 20, 30, 30)
    vague = [replace(rows[0], until=None, at=at(1)), *rows[1:]]
    assert verdicts(*vague, total)["all", "CLAIM-SUM"].verdict == "undetermined"
    town = case(statements=(*vague, total))
    assert not list(left_over(town, reported_in(town)))


def days(total: float, *figures: float, first: int = 1) -> tuple[Statement, ...]:
    rows = [
        said(f"d{i}", "people-left", quantity=x, since=at(first + i), until=at(first + i + 1), at=at(first + i, 20))
        for i, x in enumerate(figures)
    ]
    return (*rows, said("all", "people-left", quantity=total, since=at(1), until=at(5), at=at(5)))


def test_days_that_fill_the_time_add_up():
    found = verdicts(*days(72_000, 2_000, 5_000, 15_000, 50_000))["all", "CLAIM-SUM"]
    assert (found.verdict, found.reason) == ("supported", "the days add up")
    assert verdicts(*days(72_001, 2_000, 5_000, 15_000, 50_000))["all", "CLAIM-SUM"].verdict == "refuted"


def test_days_leave_a_rest_for_the_day_of_which_nothing_is_told():
    statements = days(169, 85, 52, 0, first=2)
    found = verdicts(*statements)["all", "CLAIM-SUM"]
    assert (found.verdict, found.reason) == ("undetermined", "the days leave a remainder")
    town = case(statements=statements)
    [rest] = left_over(town, reported_in(town))
    assert (rest.low, rest.high, rest.since, rest.until, rest.derived) == (
        32,
        32,
        at(1),
        (at(2), at(2)),
        (169, 85, 52, 0),
    )
    twelve = said("sohr", "people-left", "Monitor", "", quantity=people(10, 12, 14), since=at(1), at=at(2))
    both = verdicts(*statements, twelve)
    assert both["all", "CLAIM-LEFT"].reason == both["sohr", "CLAIM-LEFT"].reason == "claimants disagree"
    assert "(derived: 169 - 85 - 52 - 0 = 32)" in both["sohr", "CLAIM-LEFT"].summary


def test_days_that_add_up_stand_beside_another_count_that_does_not():
    *rows, total = days(72_000, 2_000, 5_000, 15_000, 50_000)
    named = [replace(r, part_of="all", speaker="Relief office", party="un") for r in rows]
    of_three_days = said("un", "people-left", "Relief agency", "un", quantity=40_000, since=at(1), until=at(4))
    town = case(statements=(*named, of_three_days, replace(total, speaker="United Nations", party="un")))
    found = [
        (f.verdict, f.reason) for f in assess_statements(town, {}) if f.code == "CLAIM-SUM" and f.statement == "all"
    ]
    assert found == [
        ("supported", "the days add up"),
        ("refuted", "the counts of days and the count over all days contradict each other"),
    ]


def test_a_single_earlier_count_is_no_sum():
    earlier = said("earlier", "people-left", quantity=50, until=at(2, 12))
    assert ("left", "CLAIM-SUM") not in verdicts(earlier, left(quantity=100))


def test_the_announcers_word_that_others_fire_does_not_shut_a_corridor():
    blamed = row("FIRE", "against", "Government")
    seen = replace(blamed, evidence=replace(blamed.evidence, at=at(2)))
    assert verdicts(opened(), observations=(seen,))["open", "CLAIM-OPEN"].verdict == "undetermined"


def test_a_running_count_that_falls_refutes_itself():
    later = said("later", "people-left", quantity=90, until=at(4), at=at(4))
    found = verdicts(left(quantity=100), later)["later", "CLAIM-SUM"]
    assert found.verdict == "refuted"


def test_more_arrived_than_set_out():
    arrived = said("arrived", "people-left", quantity=200, until=at(3), stage="arrived")
    assert verdicts(left(quantity=160), arrived)["arrived", "CLAIM-SUM"].reason == "more arrived than departed"
    assert ("arrived", "CLAIM-SUM") not in verdicts(left(quantity=200), arrived)


def deadline(until: datetime) -> Statement:
    return said("order", "deadline", until=until, at=at(1))


def test_a_deadline_that_nobody_could_meet():
    found = verdicts(deadline(at(2, 17)))["order", "CLAIM-DEADLINE"]  # nine hours of 100: 900 of at least 1,000
    assert (found.verdict, found.reason) == ("impossible", "at least 100 could not have left")
    assert certify(found.certificate).holds


def test_a_deadline_that_a_plan_meets():
    wide = replace(EXIT, rate=exactly(10_000, "persons/h"))
    assert verdicts(deadline(at(3)), exits=(wide,))["order", "CLAIM-DEADLINE"].verdict == "supported"


def test_a_deadline_between_the_two_numbers():
    assert verdicts(deadline(at(3)))["order", "CLAIM-DEADLINE"].verdict == "undetermined"


def opened(**fields: Any) -> Statement:
    return said("open", "corridor-open", about="north", **({"at": at(2, 12)} | fields))


def test_a_corridor_outside_its_hours_is_not_open():
    found = verdicts(opened(at=at(2, 20)))["open", "CLAIM-OPEN"]
    assert (found.verdict, found.summary[:14]) == ("refuted", "No exit of it ")
    assert verdicts(opened(at=at(2, 20), denies=True))["open", "CLAIM-OPEN"].verdict == "supported"


@pytest.mark.parametrize(
    ("row_", "verdict"),
    [
        (row("FIRE", "against", "United Nations"), "refuted"),
        (row("FIRE", "for", "United Nations"), "supported"),
        (row("FIRE", "against", "Rebel Council"), "undetermined"),
        (row("FIRE", "for", "Government"), "undetermined"),
    ],
)
def test_a_corridor_is_open_where_those_without_a_stake_see_it(row_, verdict):
    seen = replace(row_, evidence=replace(row_.evidence, at=at(2)))
    assert verdicts(opened(), observations=(seen,))["open", "CLAIM-OPEN"].verdict == verdict


def test_what_was_seen_on_another_day_does_not_decide():
    seen = row("FIRE", "against", "United Nations")
    other_day = replace(seen, evidence=replace(seen.evidence, at=at(1)))
    assert verdicts(opened(), observations=(other_day,))["open", "CLAIM-OPEN"].verdict == "undetermined"


def test_people_who_came_through_show_that_it_was_open():
    through = said("un", "people-left", "United Nations", "un", quantity=50, about="north", since=at(2), until=at(3))
    assert verdicts(opened(), through)["open", "CLAIM-OPEN"].verdict == "supported"
    longer = replace(through, since=at(1), until=at(4))  # some of them may have come on another day
    assert verdicts(opened(), longer)["open", "CLAIM-OPEN"].verdict == "undetermined"
    nobody = said("un", "people-left", "United Nations", "un", quantity=0, since=at(2), until=at(3))
    for denies in (False, True):  # a corridor may be open and nobody come
        found = verdicts(opened(denies=denies), nobody)["open", "CLAIM-OPEN"]
        assert (found.verdict, "according to United Nations;" in found.summary) == ("undetermined", True)


def test_a_pause_that_those_without_a_stake_saw_broken():
    kept = said("kept", "pause-kept", about="daily", at=at(5))
    broken = row("FIRE", "against", "United Nations", "daily")
    assert verdicts(kept, observations=(broken,))["kept", "CLAIM-PAUSE"].verdict == "refuted"
    assert verdicts(kept)["kept", "CLAIM-PAUSE"].verdict == "undetermined"
    later = replace(broken, evidence=replace(broken.evidence, at=at(8)))
    assert verdicts(kept, observations=(later,))["kept", "CLAIM-PAUSE"].verdict == "undetermined"
    one_day = replace(kept, since=at(4), until=at(5))
    assert verdicts(one_day, observations=(broken,))["kept", "CLAIM-PAUSE"].verdict == "undetermined"
    un = said("un", "pause-kept", "United Nations", "un", about="daily", at=at(8), denies=True)
    assert verdicts(kept, un)["kept", "CLAIM-PAUSE"].verdict == "undetermined"  # it may have been broken since
    assert verdicts(kept, replace(un, at=at(5)))["kept", "CLAIM-PAUSE"].verdict == "refuted"
    denied = replace(kept, denies=True)
    assert verdicts(denied, observations=(broken,))["kept", "CLAIM-PAUSE"].verdict == "supported"


def shell(metres_east: float, day: int = 2) -> Incident:
    return Incident(
        "shell",
        at(day, 12),
        at(day, 12),
        0.001 + metres_east / 111_320,
        0.002,
        0.0,
        "shelling",
        "gov",
        None,
        "UN",
        "s1",
        "",
    )


def test_an_incident_near_the_exit():
    quiet = said("quiet", "no-incident", about="north", at=at(4))
    near = verdicts(quiet, incidents=(shell(300),))["quiet", "CLAIM-INCIDENT"]
    assert (near.verdict, near.depends) == ("refuted", ())
    middling = verdicts(quiet, incidents=(shell(700),))["quiet", "CLAIM-INCIDENT"]
    assert middling.verdict == "refuted"
    assert [(d.threshold, d.text) for d in middling.depends] == [(500.0, "within 500 m: undetermined")]
    far = verdicts(quiet, incidents=(shell(5_000),))["quiet", "CLAIM-INCIDENT"]
    assert far.verdict == "undetermined"  # one witness is no monitor whose silence counts
    later = verdicts(quiet, incidents=(shell(300, day=6),))["quiet", "CLAIM-INCIDENT"]
    assert later.verdict == "undetermined"
    un = said("un", "no-incident", "United Nations", "un", about="north", denies=True, since=at(6), until=at(7))
    assert verdicts(quiet, un)["quiet", "CLAIM-INCIDENT"].verdict == "undetermined"
    assert verdicts(quiet, replace(un, since=at(2), until=at(3)))["quiet", "CLAIM-INCIDENT"].verdict == "refuted"


def test_an_incident_near_a_facility():
    clinic = Facility("clinic", "clinic", "", 0.001, 0.002, 10.0)
    quiet = said("quiet", "no-incident", about="clinic", at=at(4))
    assert (
        verdicts(quiet, facilities=(clinic,), incidents=(shell(300),))["quiet", "CLAIM-INCIDENT"].verdict == "refuted"
    )


@pytest.mark.parametrize(
    ("ready", "verdict"), [(999, "refuted"), (1000, "undetermined"), (1499, "undetermined"), (1500, "undetermined")]
)
def test_places_for_everyone_against_people(ready, verdict):
    found = verdicts(said("ready", "places-ready", quantity=ready, whom="everyone"))["ready", "CLAIM-PLACES"]
    assert found.verdict == verdict
    assert found.depends[0].threshold == ready


def test_places_for_everyone_that_others_count_too_and_those_of_one_corridor():
    ready = said("ready", "places-ready", quantity=1500, whom="everyone")
    un = said("un", "places-ready", "United Nations", "un", quantity=1600)
    assert verdicts(ready, un)["ready", "CLAIM-PLACES"].verdict == "supported"
    assert verdicts(ready, replace(un, party="reb"))["ready", "CLAIM-PLACES"].verdict == "undetermined"
    few = replace(ready, quantity=exactly(10), about="north")
    assert verdicts(few)["ready", "CLAIM-PLACES"].verdict == "refuted"
    south = replace(CORRIDOR, id="south", name="South road")
    assert verdicts(few, corridors=(CORRIDOR, south))["ready", "CLAIM-PLACES"].verdict == "undetermined"


@pytest.mark.parametrize(
    ("party", "counted", "verdict", "reason"),
    [
        ("un", people(8, 10, 12), "supported", "counted by impartial others"),
        ("reb", people(8, 10, 12), "undetermined", "nobody impartial counts them"),
        ("un", exactly(11), "undetermined", "claimants disagree"),
    ],
)
def test_a_number_of_places_is_not_refuted_by_being_too_small(party, counted, verdict, reason):
    few = said("ready", "places-ready", quantity=10)
    alone = verdicts(few)["ready", "CLAIM-PLACES"]
    assert (alone.verdict, alone.reason) == ("undetermined", "nobody impartial counts them")
    assert "room for 0.7 % to 1.0 % of the 1,000 to 1,500 people inside" in alone.summary
    other = said("other", "places-ready", party, party, quantity=counted)
    found = verdicts(few, other)["ready", "CLAIM-PLACES"]
    assert (found.verdict, found.reason) == (verdict, reason)


def inside(id_: str, speaker: str, party: str, figure: Range, **fields: Any) -> Statement:
    return said(id_, "people-inside", speaker, party, quantity=figure, **fields)


def test_people_inside_by_several_voices():
    gov = inside("gov", "Government", "gov", people(100, 100, 200))
    un = inside("un", "United Nations", "un", people(150, 300, 400))
    assert verdicts(gov)["gov", "CLAIM-INSIDE"].verdict == "undetermined"
    assert verdicts(gov, un)["gov", "CLAIM-INSIDE"].verdict == "supported"
    apart = replace(un, quantity=people(250, 300, 400))
    assert verdicts(gov, apart)["gov", "CLAIM-INSIDE"].reason == "claimants disagree"
    fighters = replace(un, whom="fighters", quantity=exactly(150))
    assert verdicts(gov, fighters)["gov", "CLAIM-INSIDE"].reason == "nobody impartial counts"
    taken_back = inside("new", "United Nations", "un", people(5_000, 5_000, 5_000), corrects="un")
    assert verdicts(gov, un, taken_back)["gov", "CLAIM-INSIDE"].reason == "claimants disagree"
    long_ago = replace(apart, at=at(3) - timedelta(days=60))
    assert verdicts(gov, long_ago)["gov", "CLAIM-INSIDE"].reason == "nobody impartial counts"


def test_more_left_than_were_said_to_be_inside():
    few = inside("few", "Government", "gov", exactly(50), at=at(1))
    out = said("out", "people-left", "United Nations", "un", quantity=60, since=at(1), until=at(3))
    assert verdicts(few, replace(out, since=at(2)))["few", "CLAIM-INSIDE"].verdict == "refuted"
    that_day = replace(out, since=at(1), until=at(3))
    evening = replace(few, at=at(1))
    assert (
        verdicts(evening, that_day)["few", "CLAIM-INSIDE"].verdict == "undetermined"
    )  # they may have been counted after
    civilians = replace(few, whom="civilians")
    assert verdicts(civilians, replace(out, since=at(2)))["few", "CLAIM-INSIDE"].verdict == "undetermined"
    out = replace(out, since=at(2))
    enemy = replace(out, speaker="Rebel Council", party="reb")
    assert verdicts(few, enemy)["few", "CLAIM-INSIDE"].verdict == "undetermined"


def test_statements_that_assert_nothing_have_no_finding():
    assert verdicts(said("words", "")) == {}


def test_a_narrowed_case_is_what_its_certificate_is_about():
    town: Case = case(assumptions=ASSUMED, statements=(left(quantity=301, since=at(2, 12), until=at(2, 15)),))
    [asked] = inquiries_of(town)
    [only] = narrowed(town, asked).exits
    assert only.windows == (window(2, 12, 15),)
    assert asked.exits == ("gate",)


def test_without_an_area_or_people_nothing_breaks():
    empty = replace(case().places[0], people=exactly(0), where=shapely.Point(0, 0))
    found = verdicts(left(quantity=0), said("ready", "places-ready", quantity=5), places=(empty,))
    assert found["ready", "CLAIM-PLACES"].verdict == "undetermined"
    assert found["left", "CLAIM-LEFT"].verdict == "undetermined"


def test_a_long_chain_of_corrections_is_followed_to_its_end():
    chain = [left(quantity=100)]
    for number in range(3_000):
        chain.append(said(f"c{number}", "people-left", quantity=90, until=at(3), corrects=chain[-1].id))
    town = case(statements=tuple(chain))
    found = next(f for f in assess_statements(town, {}) if f.statement == "left")
    assert (found.verdict, found.reason) == ("refuted", "corrected by the same voice")


@pytest.mark.parametrize(
    ("figure", "reported"),
    [(0.4479, "0.44"), (9.99, "9.9"), (10.0, "10"), (174.2, "175"), (0.002, "0.002"), (1e6, "1,000,000")],
)
def test_a_rate_below_which_it_is_impossible_is_never_told_too_high(figure, reported):
    assert f"fewer than {reported} persons/h" in str(say("statements.rate", rate=_rounded(figure), hours=1, most=1))
