from __future__ import annotations

from dataclasses import replace

import pytest

from geleit.model.statement import Source
from tests.unit.assessment.drawn_case import CORRIDOR, EXIT, GOVERNMENT, PAUSE, REBELS, UN, case, finding, row

THIRD = replace(REBELS, id="mil", name="Militia")
ALONE = replace(CORRIDOR, nobody_else=True)


NOT, MET, OPEN = "not met", "met", "unknown"


@pytest.mark.parametrize(
    ("parties", "announced", "agreed", "told_nothing", "told_nobody_else"),
    [
        ((GOVERNMENT, REBELS), ("gov",), (), (OPEN, OPEN), (NOT, NOT)),
        ((GOVERNMENT, REBELS), ("gov",), ("un",), (OPEN, OPEN), (NOT, NOT)),
        ((GOVERNMENT, REBELS), ("gov",), ("reb",), (MET, MET), (MET, MET)),
        ((GOVERNMENT, REBELS), ("gov", "reb"), (), (MET, MET), (MET, MET)),
        ((GOVERNMENT, REBELS), ("un",), ("gov", "reb"), (MET, MET), (MET, MET)),
        ((GOVERNMENT, REBELS), ("un",), ("gov",), (OPEN, OPEN), (NOT, NOT)),
        ((GOVERNMENT, REBELS), ("un",), (), (OPEN, OPEN), (NOT, OPEN)),
        ((GOVERNMENT, REBELS, THIRD), ("gov", "mil"), (), (OPEN, OPEN), (NOT, NOT)),
        ((GOVERNMENT, REBELS, THIRD), ("gov",), ("mil",), (OPEN, OPEN), (NOT, OPEN)),
        ((GOVERNMENT,), ("gov",), (), (OPEN, OPEN), (OPEN, OPEN)),
        ((GOVERNMENT,), ("un",), (), (OPEN, OPEN), (NOT, OPEN)),
        ((UN,), ("un",), (), (OPEN, OPEN), (OPEN, OPEN)),
        ((), ("un",), (), (OPEN, OPEN), (OPEN, OPEN)),
    ],
)
def test_agreement(parties, announced, agreed, told_nothing, told_nobody_else):
    """Of whom nothing is told may have agreed: only a source that says that nobody else did makes it known."""
    for given, subject in ((CORRIDOR, "north"), (PAUSE, "daily")):
        for nobody_else, (all_agreed, more_sides) in ((False, told_nothing), (True, told_nobody_else)):
            changed = replace(given, announced_by=announced, agreed_by=agreed, nobody_else=nobody_else)
            field = "corridors" if subject == "north" else "pauses"
            small = case(parties=parties, **{field: (changed,)})
            assert finding("AGREED", subject, small).verdict == all_agreed
            assert finding("UNILATERAL", subject, small).verdict == more_sides


def test_who_is_missing_is_named():
    found = finding("AGREED", "north", case())
    assert found.summary == "Whether Rebel Council agreed to it is not told."
    assert [(e.says, e.text, e.claimant, e.source) for e in found.evidence] == [
        ("for", "Government announced it", "computed", "s1"),
        ("context", "whether Rebel Council agreed to it is not told", "computed", ""),
    ]
    assert finding("UNILATERAL", "north", case()).summary == "Whether Rebel Council gave their word too is not told."
    alone = finding("AGREED", "north", case(corridors=(ALONE,)))
    assert alone.summary == "Rebel Council did not agree to it, as its source says."
    assert [(e.says, e.text, e.source) for e in alone.evidence] == [
        ("for", "Government announced it", "s1"),
        ("against", "Rebel Council did not agree to it", "s1"),
    ]


@pytest.mark.parametrize(
    ("publisher", "verdict"),
    [("A newspaper", NOT), ("Government", NOT), ("Rebel Council", NOT), ("Militia", OPEN)],
)
def test_who_did_not_agree_is_not_for_another_party_to_say(publisher, verdict):
    """Who announces alone says so of itself, as does who refuses; a third party says it of others."""
    agreed = replace(ALONE, agreed_by=("mil",))
    told = case(corridors=(agreed,), parties=(GOVERNMENT, REBELS, THIRD), sources=(Source("s1", "Report", publisher),))
    assert finding("AGREED", "north", told).verdict == verdict


@pytest.mark.parametrize(
    ("claimant", "admits", "verdict"),
    [
        ("Rebel Council", True, NOT),
        ("Rebel Council (quoted by a newspaper)", True, NOT),
        ("Rebel Council", False, OPEN),
        ("Rebel Council (quoted by Government)", True, OPEN),  # its enemy says what it is to have said
        ("Government", False, OPEN),
        ("United Nations", False, NOT),
    ],
)
def test_a_party_says_of_itself_that_it_did_not_agree(claimant, admits, verdict):
    told = row("AGREED", "against", claimant)
    told = replace(told, evidence=replace(told.evidence, admits=admits))
    assert finding("AGREED", "north", case(observations=(told,))).verdict == verdict


@pytest.mark.parametrize("claimant", ["Government", "Government (printed by Rebel Council)"])
def test_an_admission_that_the_enemy_tells_of_is_none(claimant):
    told = row("VOLUNTARY", "against", claimant)
    told = replace(told, evidence=replace(told.evidence, admits=True))
    expected = NOT if claimant == "Government" else OPEN
    assert finding("VOLUNTARY", "north", case(observations=(told,))).verdict == expected


def test_the_place_of_an_exit_is_that_which_was_announced():
    """Where whoever made the case put it, or that the case has no place, says nothing of the announcement."""
    told = {
        "announced": (MET, "North gate: announced with its place, known to 50 m"),
        "": (OPEN, "North gate: whether it was announced with a place is not told"),
        "assumption": (
            OPEN,
            "North gate: whoever made the case put it there; what place was announced is not told",
        ),
        "none": (NOT, "North gate: announced without a place"),
    }
    for basis, (verdict, text) in told.items():
        found = finding("PLACE", "north", case(exits=(replace(EXIT, place_basis=basis),)))
        assert (found.verdict, found.evidence[0].text) == (verdict, text)


def test_an_exit_without_a_place_is_a_finding():
    placed = replace(EXIT, place_basis="announced")
    lost = replace(EXIT, id="lost", name="Lost gate", lon=None, lat=None)
    for basis, verdict, summary in (
        ("none", NOT, "No place was announced for 1 of 2 exits."),
        ("", OPEN, "Whether a place was announced is not told of Lost gate."),
        ("announced", MET, "A place was announced for each exit (2 of 2)."),  # by name; the case cannot place it
    ):
        found = finding("PLACE", "north", case(exits=(placed, replace(lost, place_basis=basis))))
        assert (found.verdict, found.summary) == (verdict, summary)
    assert finding("PLACE", "operation", case(exits=(placed, replace(lost, place_basis="none")))).verdict == NOT


@pytest.mark.parametrize(
    ("publisher", "announced", "agreed", "all_agreed", "more_sides"),
    [
        ("Government", ("gov",), ("reb",), "unknown", "unknown"),
        ("Government press office", ("gov", "reb"), (), "met", "met"),  # nobody of the parties, by the table
        ("Rebel Council", ("gov",), ("reb",), "unknown", "unknown"),
        ("A newspaper", ("gov",), ("reb",), "met", "met"),
        ("Government", ("gov", "reb"), (), "unknown", "unknown"),
        ("Government", ("gov",), (), "unknown", "unknown"),
        ("Government", (), ("reb",), "unknown", "unknown"),
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
    placed = replace(EXIT, place_basis="announced", source="")
    bare = case(corridors=(replace(CORRIDOR, agreed_by=("reb",), source=""),), exits=(placed,))
    for check in ("AGREED", "UNILATERAL", "PLACE", "NOTICE", "DESTINATION"):
        told = [e for e in finding(check, "north", bare).evidence if "Yemen" not in e.text]
        assert told
        assert all(e.text.endswith("(unsourced)") for e in told), check
        assert not any("unsourced" in e.text for e in finding(check, "north", case()).evidence), check


def test_a_corridor_without_exits_leaves_its_place_open():
    assert finding("PLACE", "north", case(exits=())).verdict == "unknown"
    assert finding("PLACE", "north", case(exits=(replace(EXIT, corridor=""),))).verdict == "unknown"
