"""Rows of evidence that cannot decide as they stand: what is asked of them, and what they still do."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from geleit.messages import words
from geleit.model.corridor import Party
from geleit.model.finding import Evidence, Observation, Says
from geleit.model.statement import Source
from geleit.model.window import Window
from tests.unit.assessment.drawn_case import EXIT, GOVERNMENT, REBELS, UN, at, case, finding

RADIO = Source("radio-1", "News of the evening", "Radio Mill")


def told(
    check: str,
    says: Says,
    text: str,
    claimant: str = "Radio Mill",
    *,
    on: datetime | None = None,
    own_account: bool = False,
    admits: bool = False,
    checked: bool = True,
) -> Observation:
    evidence = Evidence(says, words(text), claimant, "radio-1", on, admits, own_account, words_checked=checked)
    return Observation("north", check, evidence)


def of(*rows: Observation, parties: tuple[Party, ...] = (GOVERNMENT, REBELS, UN)):
    known = case(observations=rows, sources=(RADIO,), parties=parties)
    return finding(rows[0].check, "north", known)


def test_a_publisher_who_tells_of_what_it_saw_decides():
    assert of(told("VOLUNTARY", "against", "Families are driven to the gate.")).verdict == "not met"


@pytest.mark.parametrize(
    ("check", "says", "text", "claimant"),
    [
        ("VOLUNTARY", "against", "Is anybody driven to the gate?", "Radio Mill"),
        ("VOLUNTARY", "for", "Nobody could be asked whether they were free to stay.", "United Nations"),
        ("MONITORED", "for", "The gate ought to have observers.", "United Nations"),
        ("FIRE", "against", "The guns were silent.", "Radio Mill"),
    ],
)
def test_what_a_row_says_decides_nothing_until_somebody_checked_its_words(check, says, text, claimant):
    """No list of words knows a question, a wish or a denial in every wording."""
    found = of(told(check, says, text, claimant, checked=False))
    assert found.verdict == "unknown"
    assert any(e.text.startswith(text) and "words_checked" in e.text for e in found.evidence)
    assert of(told(check, says, text, claimant)).verdict == ("met" if says == "for" else "not met")


@pytest.mark.parametrize(
    "text",
    [
        "The Rebel Council says that families are driven to the gate.",
        "Families are driven to the gate, the mayor complained.",
        "Government: nobody is free to stay.",
        "Mill Gazette: nobody is free to stay.",
        "Nobody is free to stay, in the view of the rebels.",
        "State television showed families driven to the gate.",
        "Families are reported driven to the gate.",
        "Allegedly nobody is free to stay.",
        "The Council's word is that nobody is free to stay.",
        "United Nations staff spoke of families driven to the gate.",
    ],
)
def test_a_text_that_names_whose_word_it_may_be_decides_nothing(text):
    found = of(told("VOLUNTARY", "against", text))
    assert found.verdict == "unknown"
    assert [e.text for e in found.evidence] == [f"{text} (whose word is it?)"]
    assert found.evidence[0].says == "against"  # it still denies


def test_what_the_claimant_saw_itself_may_name_who_did_it():
    text = "Soldiers of the Government drive families to the gate."
    assert of(told("VOLUNTARY", "against", text)).verdict == "unknown"
    assert of(told("VOLUNTARY", "against", text, own_account=True)).verdict == "not met"


def test_what_somebody_else_rejects_is_for_itself_to_say():
    text = "The Rebel Council rejects the corridor."
    assert of(told("AGREED", "against", text)).verdict == "unknown"
    assert of(told("AGREED", "against", text, "Rebel Council", admits=True)).verdict == "not met"


@pytest.mark.parametrize(
    "claimant",
    ["a resident", "Residents of Mill", "A doctor (quoted by Radio Mill)", "Witnesses", "People who fled", "person 1",
     "Rights groups and residents", "Residents and Government", "Somebody Else", "Radio Mill, citing residents"],
)  # fmt: skip
def test_whom_the_case_does_not_know_by_name_decides_nothing(claimant):
    row = told("VOLUNTARY", "against", "Families are driven to the gate.", claimant)
    found = of(row)
    assert found.verdict == "unknown"
    assert "not known by name" in found.summary


def test_who_is_in_the_table_of_parties_is_known():
    relief = Party("relief", "Mill Relief", belligerent=False)
    row = told("VOLUNTARY", "against", "Families are driven to the gate.", "Mill Relief nurses")
    assert of(row).verdict == "unknown"
    assert of(row, parties=(GOVERNMENT, REBELS, UN, relief)).verdict == "not met"


@pytest.mark.parametrize(
    "text", ["Monitors will stand at the gate next week.", "Monitors are to stand at the gate.", "Завтра будут люди."]
)
def test_what_is_still_to_come_decides_nothing(text):
    assert of(told("MONITORED", "for", text)).verdict == "unknown"


@pytest.mark.parametrize(
    ("text", "verdict"),
    [
        ("Nobody neutral stood at the gate on 2 May.", "not met"),
        ("Nobody neutral stood at the gate on May 2nd.", "not met"),
        ("Nobody neutral stood at the gate on 1 May.", "unknown"),  # it opens on the second
        ("Nobody neutral stood at the gate on 20 June.", "unknown"),
        ("Nobody neutral stood at the gate yesterday.", "unknown"),
        ("Nobody neutral stood at the gate on 2016-05-01.", "unknown"),
        ("Nobody neutral stood at the gate on 1.5.", "unknown"),
    ],
)
def test_a_text_speaks_of_no_day_but_those_asked_about(text, verdict):
    assert of(told("MONITORED", "against", text)).verdict == verdict


def test_of_what_happens_on_the_way_nothing_is_told_before_it_opened():
    text = "Nobody neutral stands at the gate."
    assert of(told("MONITORED", "against", text, on=at(1))).verdict == "unknown"
    assert of(told("MONITORED", "against", text, on=at(2))).verdict == "not met"
    assert of(told("INFORMED", "against", "No hours are known.", on=at(1))).verdict == "not met"


def test_what_has_to_be_asked_about_still_denies_what_others_say():
    yes = told("VOLUNTARY", "for", "People come and go.", "United Nations")
    no = told("VOLUNTARY", "against", "Families are driven to the gate.")
    unnamed = replace(no, evidence=replace(no.evidence, claimant="a resident"))
    assert of(yes).verdict == "met"
    assert of(yes, unnamed).verdict == "unknown"
    free = replace(yes, evidence=replace(yes.evidence, claimant="a resident"))
    assert of(no, free).verdict == "unknown"


@pytest.mark.parametrize("check", ["MONITORED", "SCREENING", "VOLUNTARY", "VULNERABLE"])
def test_what_was_seen_on_one_day_is_not_so_on_all(check):
    """Somebody neutral stood at the gate on 2 May; it was open on 3 May as well."""
    days = tuple(Window(at(day, 8), at(day, 18)) for day in (2, 3))
    gate = replace(EXIT, windows=days, windows_cautious=days)

    def verdict(**said) -> str:
        row = told(check, said.pop("says", "for"), "Observers stood at the gate.", "United Nations", **said)
        known = case(observations=(row,), sources=(RADIO,), parties=(GOVERNMENT, REBELS, UN), exits=(gate,))
        return finding(check, "north", known).verdict

    assert verdict(on=at(2)) == "unknown"
    assert verdict() == "met"
    assert verdict(says="against", on=at(2)) == "not met"
