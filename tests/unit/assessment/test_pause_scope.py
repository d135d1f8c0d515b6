"""Whom a pause binds, where, and from when on: what others did, elsewhere or before, breaks none."""

from __future__ import annotations

from dataclasses import replace

import pytest

from geleit.assessment.ceasefire.checks import assess_ceasefire
from geleit.assessment.pause_scope import as_announced, covers_the_case, may_be_unbound
from geleit.model.corridor import Party
from geleit.model.incident import Incident
from tests.unit.assessment.drawn_case import CORRIDOR, PAUSE, at, case, finding, row, window

MILITIA = Party("militia", "River Militia", belligerent=True)
SHELL = Incident("i1", at(4, 11), at(4, 12), 0.0, 0.0, 100, "shelling", "gov", None, "Red Crescent", "s1")


def fire(**changes) -> str:
    return finding("FIRE", "daily", case(incidents=(SHELL,), pauses=(replace(PAUSE, **changes),))).verdict


def test_fire_by_those_bound_in_the_place_of_a_pause_breaks_it():
    assert fire() == fire(area="the whole town") == "not met"


@pytest.mark.parametrize("area", ["the northern quarter only", "Mill Lane", "northern Town", "the bridge and the way"])
def test_fire_in_the_town_breaks_no_pause_of_a_part_of_it(area):
    assert fire(area=area) == "unknown"
    assert not covers_the_case(case(), replace(PAUSE, area=area))


def test_nothing_breaks_a_pause_before_it_was_announced():
    late = at(4, 12)
    assert fire(announced_at=late) == "unknown"
    cut = as_announced(replace(PAUSE, announced_at=late))
    assert cut.windows[0] == replace(window(4, 10, 13), start=late)
    assert as_announced(replace(PAUSE, announced_at=None)) == replace(PAUSE, announced_at=None)


@pytest.mark.parametrize(
    ("changes", "verdict"),
    [
        ({}, "not met"),
        ({"announced_at": at(4, 12)}, "unknown"),  # an hour after the shell
        ({"announced_at": at(10)}, "unknown"),  # when all of it was over
        ({"area": "the northern quarter"}, "unknown"),
    ],
)
def test_a_monitor_shows_no_breach_elsewhere_or_before(changes, verdict):
    shells = tuple(replace(SHELL, id=f"i{n}", start=at(4, 11, n), end=at(4, 11, n)) for n in range(5))
    known = case(incidents=shells, pauses=(replace(PAUSE, **changes),))
    [found] = assess_ceasefire(known)
    assert found.verdict == verdict


@pytest.mark.parametrize(
    ("text", "outside", "unbound"),
    [
        ("We saw the River Militia fire mortars.", (), True),
        ("The Government fired.", (), False),
        ("Mortars fell.", (), False),
        ("Mortars fell.", ("militia",), True),
        ("The Government fired mortars.", ("militia",), False),
    ],
)
def test_words_that_may_tell_of_somebody_else(text, outside, unbound):
    known = case(parties=(*case().parties, MILITIA))
    assert may_be_unbound(known, replace(PAUSE, outside=outside), text) == unbound


def test_who_says_that_it_agreed_is_not_said_to_have_refused():
    alone = replace(CORRIDOR, nobody_else=True)
    assert finding("AGREED", "north", case(corridors=(alone,))).verdict == "not met"
    own = case(corridors=(alone,), observations=(row("AGREED", "for", "Rebel Council"),))
    assert finding("AGREED", "north", own).verdict == "unknown"
    told = case(corridors=(alone,), observations=(row("AGREED", "for", "United Nations"),))
    assert finding("UNILATERAL", "north", told).verdict == "unknown"
