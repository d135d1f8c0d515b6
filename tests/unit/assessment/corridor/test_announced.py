from __future__ import annotations

from dataclasses import replace

import pytest

from tests.unit.assessment.drawn_case import CORRIDOR, EXIT, GOVERNMENT, PAUSE, REBELS, UN, case, finding

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
        ("against", "no agreement to it by Rebel Council is recorded", "computed", "s1"),
    ]


def test_an_exit_without_a_place_is_a_finding():
    lost = replace(EXIT, id="lost", name="Lost gate", lon=None, lat=None)
    found = finding("PLACE", "north", case(exits=(EXIT, lost)))
    assert (found.verdict, found.summary) == ("not met", "No place was announced for 1 of 2 exits.")
    assert finding("PLACE", "operation", case(exits=(EXIT, lost))).verdict == "not met"
    assert finding("PLACE", "north", case()).verdict == "met"


def test_a_corridor_without_exits_has_no_place():
    assert finding("PLACE", "north", case(exits=())).verdict == "not met"
    assert finding("PLACE", "north", case(exits=(replace(EXIT, corridor=""),))).verdict == "not met"
