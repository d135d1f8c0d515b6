"""Windows of exits are the longest that anyone claims, or they decide nothing."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest

from geleit.assessment.claims.longer_hours import longer_hours
from geleit.model.statement import Statement
from tests.unit.assessment.claims.test_claims import case, deadline, exactly, left, opened, verdicts
from tests.unit.assessment.drawn_case import EXIT, at

# the gate is open on 2 May from 8 to 18 o'clock, for at most 1,000 people
EVENING = {"since": at(2, 19), "until": at(2, 20), "at": at(2, 21)}


def by(speaker: str, statement: Statement) -> Statement:
    party = {"Government": "gov", "Rebel Council": "reb"}.get(speaker, "")
    return replace(statement, id="longer", speaker=speaker, party=party)


OPENED, COUNTED = opened(**EVENING), left(quantity=37, **EVENING)
EXTENDED = opened(since=at(2, 12), until=at(2, 22), at=at(2, 11), text="It will be open until ten tonight")
TELL = [OPENED, replace(OPENED, extent="once"), COUNTED, replace(COUNTED, whom="fighters"), EXTENDED]
TELL_NOT = [
    replace(OPENED, denies=True),
    left(quantity=0, **EVENING),
    left(quantity=37, **(EVENING | {"since": at(2, 12)})),
    opened(since=at(2), until=at(3), at=at(4)),
    opened(since=at(2, 8), until=at(2, 18), at=at(4)),
    replace(COUNTED, by="air"),
    replace(COUNTED, stage="arrived"),
    replace(COUNTED, since=None, extent=""),
]


@pytest.mark.parametrize("speaker", ["Government", "Rebel Council", "United Nations", "A resident"])
@pytest.mark.parametrize("told", TELL)
def test_who_ever_tells_of_a_longer_opening_leaves_nothing_to_be_held_against_the_windows(told, speaker):
    longer = by(speaker, told)
    shut = opened(**EVENING, denies=True, speaker="Relief Agency", party="")
    crowd, order = left(quantity=1001), replace(deadline(at(2, 17)), about="north", whom="everyone")
    slow = (replace(EXIT, rate=exactly(1, "persons/h")),)
    alone = verdicts(shut, crowd), verdicts(order, exits=slow)
    assert alone[0]["open", "CLAIM-OPEN"].verdict == "supported"
    assert alone[0]["left", "CLAIM-LEFT"].verdict == alone[1]["order", "CLAIM-DEADLINE"].verdict == "impossible"
    found = verdicts(shut, crowd, longer)
    held = [found["open", "CLAIM-OPEN"], found["left", "CLAIM-LEFT"]]
    held.append(verdicts(order, longer, exits=slow)["order", "CLAIM-DEADLINE"])
    for finding in held:
        assert finding.basis != "proof"
        assert finding.certificate is None
        assert not any("the longest windows" in evidence.text for evidence in finding.evidence)
        seen = any(e.says != "context" and e.claimant == speaker for e in finding.evidence)  # a witness may decide
        assert finding.verdict == "undetermined" or seen
        if finding.verdict == "undetermined":
            [ask] = [ask for ask in map(str, finding.asks) if "the longest that anyone claims" in ask]
            assert "longer" in ask
            assert "gate" in ask


@pytest.mark.parametrize("told", TELL[:3])
def test_it_is_so_of_the_tested_statement_too(told):
    [finding] = verdicts(told).values()
    assert finding.verdict == "undetermined"
    assert any("the longest that anyone claims" in str(ask) for ask in finding.asks)


@pytest.mark.parametrize("told", TELL_NOT)
def test_what_tells_of_no_longer_opening_changes_nothing(told):
    assert longer_hours(case(statements=(by("United Nations", told),))) == {}
    assert verdicts(left(quantity=1001), by("United Nations", told))["left", "CLAIM-LEFT"].verdict == "impossible"


def test_what_was_taken_back_counts_no_more_and_wider_windows_settle_it():
    longer = by("Government", OPENED)
    assert longer_hours(case(statements=(longer,))) == {"gate": ("longer",)}
    back = replace(longer, id="back", corrects="longer", since=at(2, 9), until=at(2, 10))
    assert longer_hours(case(statements=(longer, back))) == {}
    wide = replace(EXIT, windows=(replace(EXIT.windows[0], end=at(2, 20)),))
    assert longer_hours(case(statements=(longer,), exits=(wide,))) == {}


def test_a_count_within_the_windows_never_tells_of_longer_ones_and_one_outside_always_does():
    random = Random(18)
    for _ in range(300):
        start, end = sorted(random.sample(range(24), 2))
        told = left(quantity=1, since=at(2, start), until=at(2, end), at=at(3))
        inside = start < 18 and end > 8
        assert bool(longer_hours(case(statements=(told,)))) is not inside, (start, end)
