from __future__ import annotations

from dataclasses import replace

import pytest

from geleit.assessment import assess, assess_corridors
from geleit.assessment.corridor.criteria import CRITERIA
from geleit.errors import CaseError, InputError
from tests.unit.assessment.drawn_case import CORRIDOR, PAUSE, answer, case, finding, row

WHOLE = [
    "AGREED", "VOLUNTARY", "TIME", "NOTICE", "WARNING", "VULNERABLE", "DISPLACEMENT", "DESTINATION", "RETURN", "AID-IN",
    "SCREENING", "INFORMED", "MONITORED", "ORDERS", "FIRE", "UNILATERAL", "PLACE",
]  # fmt: skip


def test_operation_first_then_corridors_then_pauses_in_the_order_of_the_table():
    found = [(f.subject, f.code.removeprefix("CORRIDOR-")) for f in assess_corridors(case(), None)]
    of_corridor = [c for c in WHOLE if c not in ("WARNING", "DISPLACEMENT", "RETURN", "AID-IN")]
    of_pause = ["AGREED", "TIME", "NOTICE", "FIRE", "UNILATERAL"]
    assert found == [
        *(("operation", c) for c in WHOLE),
        *(("north", c) for c in of_corridor),
        *(("daily", c) for c in of_pause),
    ]


def test_a_case_without_announcements_has_the_operation_only():
    found = assess_corridors(case(corridors=(), pauses=(), exits=()), None)
    assert [f.code.removeprefix("CORRIDOR-") for f in found] == WHOLE
    assert {f.verdict for f in found} == {"unknown"}
    assert finding("AGREED", "operation", case(corridors=(), pauses=())).summary.endswith(
        "the case holds no announced corridors and pauses to ask this of."
    )


def test_every_finding_names_where_its_criterion_comes_from():
    sources = {y.code: y.source for y in CRITERIA}
    assert all(f.source == sources[f.code] for f in assess_corridors(case(), None))


def test_an_answer_of_another_case_is_refused():
    with pytest.raises(InputError, match="it is about elsewhere, not about town-2016"):
        assess_corridors(case(), answer(case_name="elsewhere"))


def test_a_check_that_does_not_exist_is_refused():
    with pytest.raises(CaseError, match=r"evidence\[1\]\.check: no check is named 'VOLUNTRY'"):
        assess(case(observations=(row("VOLUNTARY", "for", "UN"), row("VOLUNTRY", "for", "UN"))))


def test_a_subject_that_does_not_exist_is_refused():
    with pytest.raises(CaseError, match=r"evidence\[0\]\.subject: no corridor or pause has the id 'south'"):
        assess(case(observations=(row("VOLUNTARY", "for", "UN", "south"),)))


def test_evidence_about_a_part_for_a_check_of_the_whole_is_kept():
    found = finding("AID-IN", "operation", case(observations=(row("AID-IN", "against", "United Nations", "daily"),)))
    assert found.verdict == "not met"
    assert found.evidence[0].text == "daily: United Nations speaks"


def test_the_operation_meets_a_check_only_if_every_corridor_does():
    south = replace(CORRIDOR, id="south", name="South road")
    rows = (row("SCREENING", "for", "United Nations"), row("SCREENING", "for", "United Nations", "south"))
    both = case(corridors=(CORRIDOR, south), observations=rows)
    assert finding("SCREENING", "operation", both).verdict == "met"
    one = case(corridors=(CORRIDOR, south), observations=rows[:1])
    assert finding("SCREENING", "operation", one).verdict == "unknown"
    against = case(corridors=(CORRIDOR, south), observations=(rows[0], row("SCREENING", "against", "UN", "south")))
    found = finding("SCREENING", "operation", against)
    assert found.verdict == "not met"
    assert found.summary.endswith("of 2 announced corridors, 1 met, 1 not met.")
    assert [e.says for e in found.evidence] == ["for", "against"]


@pytest.mark.parametrize("subject", ["north", "daily"])
def test_what_is_so_of_a_part_is_not_so_of_the_whole(subject):
    for check in ("RETURN", "WARNING", "DISPLACEMENT", "AID-IN"):
        rows = (row(check, "for", "United Nations", subject),)
        found = finding(check, "operation", case(observations=rows))
        assert (found.verdict, [e.says for e in found.evidence]) == ("unknown", ["context"])
    rows = (row("VOLUNTARY", "for", "United Nations", "daily"),)  # of a pause it is not asked
    assert finding("VOLUNTARY", "operation", case(observations=rows)).verdict == "unknown"


@pytest.mark.parametrize("denies", ["Red Crescent", "Rebel Council"])
def test_who_denies_it_of_a_part_keeps_the_whole_from_being_met(denies):
    rows = (
        row("SCREENING", "for", "United Nations"),
        row("SCREENING", "against", denies),
        row("SCREENING", "for", "United Nations", "operation"),
    )
    found = finding("SCREENING", "operation", case(observations=rows))
    assert found.verdict == "unknown"
    assert found.summary.endswith(
        f": yes according to United Nations, no according to {denies}; the claimants disagree."
    )


def test_own_word_about_the_whole_is_only_that_of_who_announced_all_of_it():
    shared = replace(PAUSE, announced_by=("reb",))
    word = row("RETURN", "against", "Rebel Council", "operation")
    rows = (replace(word, evidence=replace(word.evidence, admits=True)),)
    assert finding("RETURN", "operation", case(pauses=(shared,), observations=rows)).verdict == "unknown"
    every = replace(CORRIDOR, announced_by=("reb",))
    assert (
        finding("RETURN", "operation", case(corridors=(every,), pauses=(shared,), observations=rows)).verdict
        == "not met"
    )
    accusing = case(corridors=(every,), pauses=(shared,), observations=(word,))  # of whom it does not say
    assert finding("RETURN", "operation", accusing).verdict == "unknown"


@pytest.mark.parametrize("document", ["announcement", "Leaflet"])
def test_what_the_announcement_itself_orders_speaks_against_those_who_made_it(document):
    ordered = case(observations=(row("SCREENING", "against", document),))
    assert finding("SCREENING", "north", ordered).verdict == "not met"
    accused = case(observations=(row("SCREENING", "against", "Government"),))
    assert finding("SCREENING", "north", accused).verdict == "unknown"


def test_silence_about_the_parts_leaves_the_word_about_the_whole():
    found = finding("SCREENING", "operation", case(observations=(row("SCREENING", "for", "Government", "operation"),)))
    assert found.verdict == "unknown"
    assert "yes according to Government; claimants who are not impartial" in found.summary
    assert finding("SCREENING", "operation", case()).summary.endswith(": nothing in the case speaks to this.")
