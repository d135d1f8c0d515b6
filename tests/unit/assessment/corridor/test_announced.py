from __future__ import annotations

from dataclasses import replace

import pytest

from geleit.model.statement import Source
from tests.unit.assessment.drawn_case import CORRIDOR, EXIT, GOVERNMENT, PAUSE, REBELS, UN, case, finding, row

THIRD = replace(REBELS, id="mil", name="Militia")


@pytest.mark.parametrize(
    ("parties", "announced", "agreed", "all_agreed", "more_sides"),
    [
        ((GOVERNMENT, REBELS), ("gov",), (), "not met", "not met"),
        ((GOVERNMENT, REBELS), ("gov",), ("un",), "not met", "not met"),
        ((GOVERNMENT, REBELS), ("gov",), ("reb",), "met", "met"),
        ((GOVERNMENT, REBELS), ("gov", "reb"), (), "met", "met"),
        ((GOVERNMENT, REBELS), ("un",), ("gov", "reb"), "met", "met"),
        ((GOVERNMENT, REBELS), ("un",), ("gov",), "not met", "not met"),
        ((GOVERNMENT, REBELS), ("un",), (), "not met", "unknown"),
        ((GOVERNMENT, REBELS, THIRD), ("gov", "mil"), (), "not met", "not met"),
        ((GOVERNMENT, REBELS, THIRD), ("gov",), ("mil",), "not met", "unknown"),
        ((GOVERNMENT,), ("gov",), (), "unknown", "unknown"),
        ((GOVERNMENT,), ("un",), (), "not met", "unknown"),
        ((UN,), ("un",), (), "unknown", "unknown"),
        ((), ("un",), (), "unknown", "unknown"),
    ],
)
def test_agreement(parties, announced, agreed, all_agreed, more_sides):
    for given, subject in ((CORRIDOR, "north"), (PAUSE, "daily")):
        changed = replace(given, announced_by=announced, agreed_by=agreed)
        field = "corridors" if subject == "north" else "pauses"
        small = case(parties=parties, **{field: (changed,)})
        assert finding("AGREED", subject, small).verdict == all_agreed
        assert finding("UNILATERAL", subject, small).verdict == more_sides


def test_who_is_missing_is_named():
    found = finding("AGREED", "north", case())
    assert found.summary == "No agreement to it is recorded by Rebel Council."
    assert [(e.says, e.text, e.claimant, e.source) for e in found.evidence] == [
        ("for", "Government announced it", "computed", "s1"),
        ("against", "no agreement to it by Rebel Council is recorded", "computed", ""),
    ]


def test_an_exit_without_a_place_is_a_finding():
    lost = replace(EXIT, id="lost", name="Lost gate", lon=None, lat=None)
    found = finding("PLACE", "north", case(exits=(EXIT, lost)))
    assert (found.verdict, found.summary) == ("not met", "No place was announced for 1 of 2 exits.")
    assert finding("PLACE", "operation", case(exits=(EXIT, lost))).verdict == "not met"
    assert finding("PLACE", "north", case()).verdict == "met"


@pytest.mark.parametrize(
    ("publisher", "announced", "agreed", "all_agreed", "more_sides"),
    [
        ("Government", ("gov",), ("reb",), "unknown", "unknown"),
        ("Government press office", ("gov", "reb"), (), "met", "met"),  # nobody of the parties, by the table
        ("Rebel Council", ("gov",), ("reb",), "unknown", "unknown"),
        ("A newspaper", ("gov",), ("reb",), "met", "met"),
        ("Government", ("gov", "reb"), (), "unknown", "unknown"),
        ("Government", ("gov",), (), "not met", "not met"),
        ("Government", (), ("reb",), "not met", "not met"),
    ],
)
def test_one_party_does_not_agree_for_another(publisher, announced, agreed, all_agreed, more_sides):
    changed = replace(CORRIDOR, announced_by=announced, agreed_by=agreed)
    told = case(corridors=(changed,), sources=(Source("s1", "Leaflet", publisher),))
    assert finding("AGREED", "north", told).verdict == all_agreed
    assert finding("UNILATERAL", "north", told).verdict == more_sides


def test_who_alone_tells_of_an_agreement_is_named():
    changed = replace(CORRIDOR, agreed_by=("reb",))
    told = case(corridors=(changed,), sources=(Source("s1", "Leaflet", "Government"),))
    found = finding("AGREED", "north", told)
    assert found.summary == "Whether all parties agreed is not known: Government alone says so of Rebel Council."
    assert [(e.says, e.text) for e in found.evidence] == [
        ("for", "Government announced it"),
        ("context", "Rebel Council agreed to it, by the word of Government, another party"),
    ]
    heard = replace(told, observations=(row("AGREED", "for", "United Nations"),))
    assert finding("AGREED", "north", heard).verdict == "met"


def test_what_has_no_source_says_so():
    bare = case(corridors=(replace(CORRIDOR, agreed_by=("reb",), source=""),), exits=(replace(EXIT, source=""),))
    for check in ("AGREED", "UNILATERAL", "PLACE", "NOTICE", "DESTINATION"):
        told = [e for e in finding(check, "north", bare).evidence if "Yemen" not in e.text]
        assert told
        assert all(e.text.endswith("(unsourced)") for e in told), check
        assert not any("unsourced" in e.text for e in finding(check, "north", case()).evidence), check


def test_a_corridor_without_exits_leaves_its_place_open():
    assert finding("PLACE", "north", case(exits=())).verdict == "unknown"
    assert finding("PLACE", "north", case(exits=(replace(EXIT, corridor=""),))).verdict == "unknown"
