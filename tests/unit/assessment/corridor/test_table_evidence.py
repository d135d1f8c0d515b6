from __future__ import annotations

from dataclasses import replace

import pytest
import shapely

from geleit.model.aid import Delivery
from geleit.model.incident import Incident
from geleit.model.window import Window
from tests.unit.assessment.drawn_case import at, case, finding, row

DELIVERY = Delivery(
    "d1", at(2), at(2, 5), "arrived", "flour", None, "Centre", "United Nations", "United Nations", "s1"
)  # fmt: skip
INCIDENT = Incident(
    "i1", at(4, 11), at(4, 12), 0.0, 0.0, 100, "shelling", "gov", None, "Red Crescent", "s1"
)  # fmt: skip


@pytest.mark.parametrize(
    ("changed", "verdict"),
    [
        ({}, "met"),
        ({"start": at(2, 8)}, "unknown"),  # that hour is not all the time
        ({"stage": "unloaded", "to": "centre"}, "met"),
        ({"stage": "planned"}, "unknown"),
        ({"stage": "dispatched"}, "unknown"),
        ({"to": "the next town"}, "unknown"),
        ({"to": ""}, "unknown"),
        ({"end": at(20)}, "unknown"),
        ({"claimant": "Government"}, "unknown"),
    ],
)
def test_aid_counts_when_it_arrived_inside(changed, verdict):
    """In a case of one day; one load shows nothing of the other days of a longer one."""
    of_a_day = case(period=Window(at(2), at(3)), deadline=at(3), deliveries=(replace(DELIVERY, **changed),))
    found = finding("AID-IN", "operation", of_a_day)
    assert found.verdict == verdict
    assert len(found.evidence) == 1
    assert finding("AID-IN", "operation", replace(of_a_day, period=case().period)).verdict == "unknown"


def test_a_peaceful_act_is_no_fire():
    found = finding("FIRE", "daily", case(incidents=(replace(INCIDENT, kind="prisoner exchange"),)))
    assert (found.verdict, found.evidence) == ("unknown", ())


@pytest.mark.parametrize(
    ("changed", "verdict", "doubt"),
    [
        ({}, "not met", ""),
        ({"start": at(4, 10), "end": at(4, 13)}, "not met", ""),
        ({"claimant": "Government"}, "not met", ""),
        ({"claimant": "Rebel Council"}, "unknown", ""),
        ({"start": at(4, 9)}, "unknown", "perhaps outside the window"),
        ({"end": at(4, 14)}, "unknown", "perhaps outside the window"),
        ({"lon": None, "lat": None}, "unknown", "perhaps outside the area"),
        ({"position_error": 120_000.0}, "unknown", "perhaps outside the area"),
        ({"by": ""}, "unknown", "not attributed to a party bound by the pause"),
        ({"by": "reb"}, "unknown", "not attributed to a party bound by the pause"),
        ({"kind": "looting"}, "unknown", "perhaps no act of war"),
    ],
)
def test_fire_counts_when_it_certainly_broke_the_pause(changed, verdict, doubt):
    found = finding("FIRE", "daily", case(incidents=(replace(INCIDENT, **changed),)))
    assert found.verdict == verdict
    assert doubt in found.evidence[0].text


@pytest.mark.parametrize(
    ("subject", "dated", "verdict"),
    [
        ("daily", at(4, 11), "not met"),
        ("daily", at(4), "not met"),  # that day, at some hour
        ("daily", None, "not met"),
        ("daily", at(4, 15), "unknown"),
        ("daily", at(3), "unknown"),
        ("daily", at(10), "unknown"),
        ("north", at(2, 9), "not met"),
        ("north", at(2, 7), "unknown"),
        ("north", at(3, 1), "unknown"),
    ],
)
def test_fire_at_another_time_is_no_evidence(subject, dated, verdict):
    said = row("FIRE", "against", "Red Crescent", subject)
    said = replace(said, evidence=replace(said.evidence, at=dated))
    found = finding("FIRE", subject, case(observations=(said,)))
    assert found.verdict == verdict
    assert found.evidence[0].text == f"Red Crescent speaks{' (dated outside its hours)' * (verdict == 'unknown')}"


@pytest.mark.parametrize(
    "times", [(at(4, 8), at(4, 9)), (at(4, 8), at(4, 10)), (at(4, 13), at(4, 13)), (at(4, 13), at(4, 14))]
)
def test_an_incident_outside_every_window_is_no_evidence(times):
    start, end = times
    assert finding("FIRE", "daily", case(incidents=(replace(INCIDENT, start=start, end=end),))).evidence == ()


def test_an_undecided_pause_counts_its_incidents_and_says_what_is_missing():
    reason = "whether the pause was kept needs the check of the ceasefire, not made here."
    assert finding("FIRE", "daily", case()).summary == f"0 incidents of the case may lie in its windows; {reason}"
    perhaps = replace(INCIDENT, by="")
    found = finding("FIRE", "daily", case(incidents=(perhaps, replace(perhaps, id="i2", start=at(1)))))
    assert found.summary == f"2 incidents of the case may lie in its windows; {reason}"


def test_a_moment_at_the_start_of_a_window_is_inside():
    found = finding("FIRE", "daily", case(incidents=(replace(INCIDENT, start=at(4, 10), end=at(4, 10)),)))
    assert found.verdict == "not met"


def test_without_an_area_no_incident_is_certainly_inside():
    assert finding("FIRE", "daily", case(incidents=(INCIDENT,), area=None)).verdict == "unknown"
    assert (
        finding("FIRE", "daily", case(incidents=(INCIDENT,), area=shapely.box(-1, -1, 0.0005, 1))).verdict == "unknown"
    )


def test_the_numbers_of_people_with_disabilities():
    found = finding("VULNERABLE", "operation", case(observations=(row("VULNERABLE", "against", "UN", "operation"),)))
    assert found.verdict == "not met"
    assert found.evidence[-1].text == (
        "people with disabilities, worldwide 15 %: 150 of the fewest 1,000 people; "
        "among Syrians over 2 years 28 % (UN 2021): 420 of the most 1,500 people"
    )


def quiet(subject, *dated):
    rows = [row("FIRE", "for", "United Nations", subject) for _ in dated]
    return tuple(replace(o, evidence=replace(o.evidence, at=when)) for o, when in zip(rows, dated, strict=True))


@pytest.mark.parametrize(
    ("subject", "dated", "verdict"),
    [
        ("daily", [None], "met"),
        ("daily", [at(4)], "unknown"),  # one of six days
        ("daily", [at(4, 11)], "unknown"),
        ("daily", [at(day) for day in range(4, 10)], "met"),  # each of them
        ("north", [at(2)], "met"),  # its only day
        ("north", [at(2, 11)], "unknown"),
        ("operation", [at(4)], "unknown"),
        ("operation", [at(2), *(at(day) for day in range(4, 10))], "met"),
    ],
)
def test_a_quiet_moment_is_no_quiet_pause(subject, dated, verdict):
    assert finding("FIRE", subject, case(observations=quiet(subject, *dated))).verdict == verdict


@pytest.mark.parametrize("changed", [{}, {"by": "reb"}, {"by": ""}, {"lon": None, "lat": None}])
def test_an_incident_in_its_hours_keeps_fire_from_being_held_by_a_word(changed):
    for subject, start, against in (("daily", at(4, 11), changed == {}), ("north", at(2, 11), False)):
        shelled = replace(INCIDENT, start=start, end=start, **changed)
        found = finding("FIRE", subject, case(observations=quiet(subject, None), incidents=(shelled,)))
        assert (found.verdict, len(found.evidence)) == ("unknown", 2)
        assert found.summary.endswith("no according to Red Crescent; the claimants disagree.")
        assert found.evidence[1].says == ("against" if against else "context")
        whole = finding("FIRE", "operation", case(observations=quiet("operation", None), incidents=(shelled,)))
        assert whole.verdict != "met"
