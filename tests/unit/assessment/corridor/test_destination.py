from __future__ import annotations

from dataclasses import replace

import pytest

from tests.unit.assessment.drawn_case import CORRIDOR, EXIT, case, finding, people, row

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


def several(*destinations, **changes):
    """The operation with a corridor for each of (destination, places), places being a number, a range or None."""
    made = [
        replace(
            CORRIDOR,
            id=f"c{i}",
            name=f"Road {i}",
            destination=where,
            places=people(n, n, n) if isinstance(n, int) else n,
            places_claimant="United Nations",
        )
        for i, (where, n) in enumerate(destinations)
    ]
    exits = tuple(replace(EXIT, id=f"e{i}", corridor=c.id) for i, c in enumerate(made))
    return case(corridors=tuple(made), **({"exits": exits} | changes))


@pytest.mark.parametrize(
    ("destinations", "verdict"),
    [
        ([("Camp A", 500), ("Camp B", None)], "unknown"),  # Camp B may take the rest
        ([("Camp A", 500), ("Camp B", 499)], "not met"),
        ([("Camp A", 500), ("Camp B", 500)], "unknown"),
        ([("Camp A", 500), ("", None)], "unknown"),  # nobody says where the other leads
        ([("Camp A", 500), ("", 99)], "unknown"),
        ([("Camp A", 500), ("Camp A", None)], "not met"),  # one destination, counted by one of two
        ([("Camp A", 500), ("The camp A.", None)], "not met"),
        ([("Camp A", 1500), ("Camp B", None)], "met"),  # more cannot be too few
        ([("Camp A", people(0, 500, 2000)), ("Camp B", None)], "unknown"),
        ([("Camp A", people(0, 500, 900)), ("Camp B", 50)], "not met"),
        ([("Camp A", None), ("Camp B", None)], "unknown"),
        ([("Camp A", 1000), ("Camp A", 2000)], "unknown"),  # who counts fewer may be right
    ],
)
def test_places_that_nobody_counts_are_not_none(destinations, verdict):
    assert finding("DESTINATION", "operation", several(*destinations)).verdict == verdict


def test_a_destination_without_a_figure_is_named():
    found = finding("DESTINATION", "operation", several(("Camp A", 500), ("Camp B", None)))
    assert found.summary == (
        "Places for 500 people at Camp A, each counted once; 1,000 to 1,500 people are inside; "
        "how many more Road 1 leads to is not known."
    )
    assert [(e.says, e.text, e.claimant) for e in found.evidence] == [
        ("context", "all destinations, each counted once: places for 500 people", "computed"),
        ("context", "Road 0: places for 500 people at Camp A", "United Nations"),
        ("context", "Road 1: nobody names how many places there are", "computed"),
    ]
    found = finding("DESTINATION", "c0", several(("Camp A", 500), ("Camp B", None)))
    assert found.verdict == "unknown"
    assert found.summary.endswith("whether other destinations take those who find no place is not known.")


@pytest.mark.parametrize(
    ("places", "verdict"),
    [((500, None), "not met"), ((500, 9000), "not met"), ((1500, None), "met"), ((None, 9000), "unknown")],
)
def test_a_corridor_that_never_opens_leads_nowhere(places, verdict):
    shut = replace(EXIT, id="e1", corridor="c1", windows=(), windows_cautious=())
    two = several(("Camp A", places[0]), ("Camp B", places[1]), exits=(replace(EXIT, corridor="c0"), shut))
    assert finding("DESTINATION", "operation", two).verdict == verdict
    found = finding("DESTINATION", "c1", two)
    assert (found.verdict, found.summary) == ("unknown", "No exit of Road 1 ever opens.")


def test_a_corridor_for_fighters_or_the_sick_shelters_no_others():
    for users in ("fighters", "medical"):
        one = replace(CORRIDOR, users=users, places=people(9000, 9000, 9000), places_claimant="United Nations")
        assert destination("operation", one).verdict == "unknown"
        assert destination("north", one).verdict == "unknown"


def test_another_claimant_of_the_same_places_is_heard():
    much = replace(CORRIDOR, places=people(2000, 2000, 2000), places_claimant="United Nations")
    little = replace(SOUTH, places=people(100, 100, 100), places_claimant="Red Crescent")
    assert destination("north", much).verdict == "met"
    assert destination("north", much, little).verdict == "unknown"


@pytest.mark.parametrize(
    ("one", "other", "verdict"),
    [
        ("Reception centre at Northfield", "Northfield reception centre", "unknown"),
        ("Northfield", "The Northfield Reception Center", "unknown"),
        ("Reception centre, Northfield", "Northfield reception center", "unknown"),
        ("Northfield camp", "Southfield camp", "met"),
        ("Camp 1", "Camp 2", "met"),
        ("Camp 1", "Camp 11", "met"),
    ],
)
def test_a_destination_spelt_in_two_ways_is_perhaps_one(one, other, verdict):
    two = several((one, 800), (other, 800))
    found = finding("DESTINATION", "operation", two)
    assert found.verdict == verdict
    asked = (
        f"are {one} and {other} one place? So it counts once at least; one spelling for both would say that they are"
    )
    assert ([e.text for e in found.evidence].count(asked) == 1) == (verdict == "unknown")
    assert "Places for 800 to 1,600 people" in found.summary or verdict == "met"


@pytest.mark.parametrize(
    ("changes", "verdict"),
    [
        ({}, "unknown"),
        ({"users": "all"}, "unknown"),
        ({"corridor": "north"}, "not met"),
        ({"users": "fighters"}, "not met"),
        ({"windows": (), "windows_cautious": ()}, "not met"),
    ],
)
def test_an_open_exit_of_no_corridor_leads_somewhere_too(changes, verdict):
    road = replace(EXIT, **({"id": "road", "name": "Old road", "corridor": ""} | changes))
    for subject in ("operation", "north"):
        found = destination(subject, CORRIDOR, exits=(EXIT, road))
        assert found.verdict == verdict
    whole = destination("operation", CORRIDOR, exits=(EXIT, road))
    assert ("who leave by Old road, of no corridor, is not known" in whole.summary) == (verdict == "unknown")


def test_room_for_all_behind_the_corridors_is_room_whatever_else_opens():
    road = replace(EXIT, id="road", corridor="")
    enough = replace(CORRIDOR, places=people(2000, 2000, 2000), places_claimant="United Nations")
    assert destination("operation", enough, exits=(EXIT, road)).verdict == "met"


@pytest.mark.parametrize(
    ("one", "other", "said"),
    [
        ("Millbrook shelter", "Reception centre in Millbrook", "Places for 800 to 1,600 people"),
        ("School of Millbrook", "Millbrook camp", "Places for 800 to 1,600 people"),
        ("Millbrook shelter", "Oakfield shelter", "Places for 1,600 people"),
        ("Mosque", "Reception tents", "Places for 800 to 1,600 people"),  # which may stand in its court
        ("City stadium", "Town sports hall", "Places for 800 to 1,600 people"),
    ],
)
def test_two_names_with_one_place_in_them_may_be_one_destination(one, other, said):
    both = [replace(c, places=people(800, 800, 800), destination=d) for c, d in ((CORRIDOR, one), (SOUTH, other))]
    assert destination("operation", *both).summary.startswith(said)


@pytest.mark.parametrize(
    ("claimant", "ready", "verdict"),
    [
        ("United Nations", (50, 60, 70), "not met"),
        ("Rebel Council", (50, 60, 70), "unknown"),
        ("United Nations", (2000, 2000, 2000), "met"),
        ("Rebel Council", (2000, 2000, 2000), "unknown"),
    ],
)
def test_how_many_are_inside_is_not_for_a_party_to_say(claimant, ready, verdict):
    """With places of a destination that somebody without a stake counted."""
    places = replace(CORRIDOR, places=people(*ready), places_claimant="United Nations")
    known = case(corridors=(places,))
    told = replace(known, places=tuple(replace(place, claimant=claimant) for place in known.places))
    found = finding("DESTINATION", "operation", told)
    assert found.verdict == verdict
    assert ("how many are inside is the word of a party" in found.summary) == (verdict == "unknown")
