from __future__ import annotations

from dataclasses import replace

import pytest

from geleit.assessment.impartiality import impartiality_in
from geleit.assessment.weighing import NO_STATEMENT, Outcome, weigh
from geleit.messages import words
from geleit.model.corridor import Party
from geleit.model.statement import Statement
from tests.unit.assessment.drawn_case import CORRIDOR, GOVERNMENT, REBELS, UN, case, finding, row


def voluntary(*rows):
    return finding("VOLUNTARY", "north", case(observations=tuple(rows)))


def test_silence_is_unknown_and_says_so():
    found = voluntary()
    assert (found.verdict, found.evidence) == ("unknown", ())
    assert found.summary.endswith(": nothing in the case speaks to this.")


@pytest.mark.parametrize(
    ("says", "claimant", "verdict"),
    [
        ("for", "United Nations", "met"),
        ("against", "United Nations", "not met"),
        ("context", "United Nations", "unknown"),
        ("for", "gov", "unknown"),
        ("for", "The Government", "unknown"),
        ("for", "GOVERNMENT (1 May)", "unknown"),
        ("for", "Government via a news agency", "unknown"),
        ("for", "Government, quoted by a news agency", "unknown"),
        ("for", "announcement", "unknown"),
        ("for", "Leaflet", "unknown"),
        ("for", "Rebel Council", "unknown"),
        ("for", "Government and Rebel Council", "unknown"),
        ("for", "Government and United Nations", "met"),
        ("for", "Government monitoring group", "unknown"),  # an office of a party
        ("for", "Rebel Council police and Government press office", "unknown"),
        ("for", "A newspaper, according to the Government", "unknown"),
        ("for", "United Nations, after the Rebel Council", "unknown"),
        ("for", "A radio (quoting Government)", "unknown"),
        ("for", "United Nations, carried by Government", "unknown"),
        ("for", "Doctors who left the Government hospital", "unknown"),  # who bears its name may be its own
        ("against", "A newspaper, according to the Government", "unknown"),
        ("for", "", "unknown"),
        ("for", "computed", "unknown"),
        ("against", "Government", "unknown"),  # whose doing it is it does not say
        ("against", "announcement", "not met"),
        ("against", "Rebel Council", "unknown"),
        ("against", "computed", "unknown"),
        ("against", "", "unknown"),
    ],
)
def test_one_claim(says, claimant, verdict):
    assert voluntary(row("VOLUNTARY", says, claimant)).verdict == verdict


def test_claimants_who_disagree_are_named():
    found = voluntary(row("VOLUNTARY", "for", "United Nations"), row("VOLUNTARY", "against", "Red Crescent"))
    assert found.verdict == "unknown"
    assert found.summary.endswith(
        ": yes according to United Nations, no according to Red Crescent; the claimants disagree."
    )


def test_any_claim_against_keeps_a_check_from_being_met():
    rows = row("VOLUNTARY", "for", "United Nations"), row("VOLUNTARY", "against", "Rebel Council")
    assert voluntary(*rows).verdict == "unknown"


def test_the_promise_of_the_announcing_party_does_not_outweigh_another_account():
    found = voluntary(row("VOLUNTARY", "for", "announcement"), row("VOLUNTARY", "against", "United Nations"))
    assert found.verdict == "not met"
    assert [e.says for e in found.evidence] == ["for", "against"]


def test_claims_with_a_stake_on_both_sides_are_named():
    found = voluntary(row("VOLUNTARY", "for", "Government"), row("VOLUNTARY", "against", "Rebel Council"))
    assert found.verdict == "unknown"
    assert (
        "yes according to Government, no according to Rebel Council; claimants who are not impartial" in found.summary
    )


def test_the_speakers_of_a_party_are_the_party():
    said = Statement("c1", "War Staff", "Chief, House of War", "gov", None, "", "corridor", "", None, "s1")
    for claimant in ("war staff", "House of War", "Chief, House of War", "War Staff, carried by a paper"):
        known = case(statements=(said,), observations=(row("VOLUNTARY", "for", claimant),))
        assert finding("VOLUNTARY", "north", known).verdict == "unknown"
        abroad = Party("abroad", "War Staff", belligerent=False, voices=("House of War",))
        known = case(parties=(GOVERNMENT, REBELS, UN, abroad), observations=(row("VOLUNTARY", "for", claimant),))
        assert finding("VOLUNTARY", "north", known).verdict == "met"


@pytest.mark.parametrize(
    "claimant",
    [
        "Ministry of War",
        "General Staff",
        "Rebel Council media office",
        "Минобороны",
        "وزارة الدفاع",
        "Verteidigungsministerium",
    ],
)
def test_an_office_of_a_state_or_an_army_is_not_impartial_unless_it_is_known_whose_it_is(claimant):
    assert voluntary(row("VOLUNTARY", "for", claimant)).verdict == "unknown"
    abroad = replace(UN, id="abroad", name="Abroad", voices=(claimant,))
    known = case(parties=(GOVERNMENT, REBELS, UN, abroad), observations=(row("VOLUNTARY", "for", claimant),))
    assert finding("VOLUNTARY", "north", known).verdict == "met"


def test_what_is_proved_is_not_changed_by_claims():
    class Nobody:
        def decide(self, evidence):
            raise AssertionError(evidence)

    proved = Outcome("not met", words("Proved."), (), NO_STATEMENT)
    rows = [row("TIME", "for", "United Nations").evidence]
    weighed = weigh(words("there is time"), proved, rows, Nobody())
    assert (weighed.verdict, str(weighed.message), weighed.evidence) == ("not met", "Proved.", tuple(rows))


def test_a_row_without_a_source_says_so():
    bare = row("VOLUNTARY", "for", "United Nations")
    bare = replace(bare, evidence=replace(bare.evidence, source=""))
    assert [e.text for e in voluntary(bare).evidence] == ["United Nations speaks (unsourced)"]


def test_the_tables_and_a_claim_that_disagree_leave_it_unknown():
    alone = replace(CORRIDOR, nobody_else=True)
    found = finding("AGREED", "north", case(corridors=(alone,), observations=(row("AGREED", "for", "United Nations"),)))
    assert found.verdict == "unknown"
    assert found.summary.endswith(
        ": yes according to United Nations, no according to the tables of the case; the claimants disagree."
    )


@pytest.mark.parametrize(
    ("claimant", "verdict"),
    [
        *((name, "unknown") for name in ("Israeli spokesman", "Russian officer", "ЦАХАЛ", "Syrian state television")),
        *((name, "unknown") for name in ("pro-government media", "источник в израильской армии", "Syrian officer")),
        *((name, "not met") for name in ("Syrian Observatory for Human Rights", "Palestinian Red Crescent")),
        *((name, "not met") for name in ("Russian NGO Memorial", "Turkish officer")),
    ],
)
def test_who_speaks_for_the_country_of_a_belligerent_decides_nothing(claimant, verdict):
    sides = tuple(Party(name.lower(), name, belligerent=True) for name in ("Israel", "Russia", "Syria"))
    corridor = replace(CORRIDOR, announced_by=("syria",))
    told = case(parties=sides, corridors=(corridor,), pauses=(), observations=(row("VOLUNTARY", "against", claimant),))
    assert impartiality_in(told, ("syria",)).partial(claimant) == (verdict == "unknown")
    assert finding("VOLUNTARY", "north", told).verdict == "unknown"  # nobody says who it is
    listed = (*sides, Party("they", claimant, belligerent=False))
    assert finding("VOLUNTARY", "north", replace(told, parties=listed)).verdict == "not met"  # whose it is is told
