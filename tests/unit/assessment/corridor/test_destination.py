from __future__ import annotations

from dataclasses import replace

import pytest

from tests.unit.assessment.drawn_case import CORRIDOR, case, finding, people, row

SOUTH = replace(CORRIDOR, id="south", name="South road")


def destination(subject, *corridors, **changes):
    return finding("DESTINATION", subject, case(corridors=corridors, **changes))


@pytest.mark.parametrize(
    ("low", "high", "claimant", "verdict"),
    [
        (300, 999, "Government", "not met"),
        (300, 999, "United Nations", "not met"),
        (300, 999, "Rebel Council", "unknown"),
        (300, 999, "", "unknown"),
        (300, 1000, "United Nations", "unknown"),
        (1499, 2000, "United Nations", "unknown"),
        (1500, 2000, "United Nations", "met"),
        (1500, 2000, "Government", "unknown"),
        (1500, 2000, "announcement", "unknown"),
    ],
)
def test_places_against_people(low, high, claimant, verdict):
    corridor = replace(CORRIDOR, places=people(low, low, high), places_claimant=claimant)
    assert destination("north", corridor).verdict == verdict
    assert destination("operation", corridor).verdict == verdict


def test_a_destination_counts_once():
    both = [
        replace(c, places=people(600, 600, 600), destination=d) for c, d in ((CORRIDOR, "Camp A"), (SOUTH, "camp  a"))
    ]
    found = destination("operation", *both)
    assert found.verdict == "not met"
    assert found.summary == "Places for 600 people at Camp A, each counted once; 1,000 to 1,500 people are inside."


def test_places_of_different_destinations_add_up():
    both = [
        replace(c, places=people(600, 600, 600), destination=d) for c, d in ((CORRIDOR, "Camp A"), (SOUTH, "Camp B"))
    ]
    found = destination("operation", *both)
    assert found.verdict == "unknown"
    assert "Places for 1,200 people at Camp A and Camp B" in found.summary


def test_claimants_who_count_one_destination_differently_span_a_range():
    both = [replace(CORRIDOR, places=people(300, 300, 300)), replace(SOUTH, places=people(700, 700, 700))]
    assert "Places for 300 to 700 people" in destination("operation", *both).summary


def test_one_destination_of_several_is_not_short_when_the_others_may_take_the_rest():
    south = replace(SOUTH, destination="Camp B", places=people(900, 900, 900))
    found = destination("north", CORRIDOR, south)
    assert found.verdict == "unknown"
    assert found.summary.endswith("whether other destinations take those who find no place is not known.")


def test_places_counted_with_a_stake_do_not_help_to_meet_it():
    south = replace(SOUTH, destination="Camp B", places=people(1500, 1500, 1500), places_claimant="United Nations")
    assert destination("operation", replace(CORRIDOR, places=people(9, 9, 9)), south).verdict == "met"
    own = replace(CORRIDOR, places=people(1500, 1500, 1500))
    assert destination("operation", own, replace(south, places=people(9, 9, 9))).verdict == "unknown"


@pytest.mark.parametrize(
    ("changed", "reason"),
    [
        ({"destination": ""}, "No destination is named."),
        ({"places": None}, "How many places Camp A has is not known."),
        ({"users": "fighters"}, "How many fighters are expected is not known."),
    ],
)
def test_what_is_not_named_is_unknown(changed, reason):
    corridor = replace(CORRIDOR, **changed)
    found = destination("north", corridor)
    assert (found.verdict, found.summary) == ("unknown", reason)
    assert destination("operation", corridor).verdict == "unknown"


def test_nobody_inside_is_unknown():
    assert destination("north", CORRIDOR, places=()).verdict == "unknown"


@pytest.mark.parametrize(
    ("places", "says", "verdict"),
    [
        (people(9, 9, 9), "for", "not met"),
        (people(9, 9, 9), "against", "not met"),
        (people(9, 1200, 1200), "for", "unknown"),
        (people(9, 1200, 1200), "against", "not met"),
        (people(2000, 2000, 2000), "against", "unknown"),
        (people(2000, 2000, 2000), "context", "met"),
        (None, "for", "unknown"),
        (None, "against", "not met"),
    ],
)
@pytest.mark.parametrize("subject", ["north", "operation"])
def test_words_do_not_make_up_for_places(places, says, verdict, subject):
    corridor = replace(CORRIDOR, places=places, places_claimant="United Nations")
    rows = (row("DESTINATION", says, "Red Crescent", subject),)
    assert destination(subject, corridor, observations=rows).verdict == verdict
