"""Nothing is decided by a statement until somebody has checked that its words say just what its columns say."""

from __future__ import annotations

from dataclasses import replace

import pytest

from geleit.model.amount import Range
from geleit.model.certificate import Certificate
from geleit.model.finding import StatementFinding
from tests.unit.assessment.claims.test_claims import at, left, said, verdicts

SENTENCES = [
    "It cannot be said that 5,000 civilians left.",
    "Did 5,000 civilians leave by the gate?",
    "5,000 civilians would have left, had the gate been open.",
    "5,000 civilians were sent back from the gate.",
    "5,000 civilians have put their names on the list.",
    "5,000 Zivilisten sollen gegangen sein.",
    "Никто не говорил, что вышли 5000 мирных жителей.",
    "لم يغادر 5000 مدني",
]


def only(found: dict[tuple[str, str], StatementFinding], name: str) -> StatementFinding:
    [finding] = [finding for (statement, _), finding in found.items() if statement == name]
    return finding


@pytest.mark.parametrize("text", SENTENCES)
def test_no_sentence_is_impossible_before(text):
    """However it is worded: the same figure in a statement that was checked is."""
    too_many = left(quantity=5000, text=text)
    found = only(verdicts(replace(too_many, words_checked=False)), "left")
    assert (found.verdict, found.certificate) == ("undetermined", None)


def test_what_is_asked_and_what_is_proved_once_it_was_answered():
    too_many = left(quantity=5000, text="5000 people")
    found = only(verdicts(replace(too_many, words_checked=False)), "left")
    assert (found.verdict, found.certificate) == ("undetermined", None)
    assert str(found.reason) == "nobody has checked that the words say just that"
    assert "Do the words of left say just what the columns say" in str(found.asks[-1])
    plain = only(verdicts(too_many), "left")
    assert plain.verdict == "impossible"
    assert isinstance(plain.certificate, Certificate)


def test_who_bears_it_out_or_denies_it_has_to_be_checked_too():
    mine = left(quantity=412, text="412 people", at=at(3, 9))
    theirs = replace(mine, id="un", speaker="United Nations", party="un", at=at(3, 4))
    assert only(verdicts(mine, theirs), "left").verdict == "supported"
    found = only(verdicts(mine, replace(theirs, words_checked=False)), "left")
    assert found.verdict == "undetermined"
    assert "words of un say" in str(found.asks[-1])


def test_a_correction_takes_nothing_back_before():
    first = left(quantity=10, text="10 people")
    later = replace(
        first, id="later", corrects="left", at=at(4), text="corrected: 7", quantity=Range(7, 7, 7, "people")
    )
    assert only(verdicts(first, later), "left").verdict == "refuted"
    assert only(verdicts(first, replace(later, words_checked=False)), "left").verdict == "undetermined"


def test_every_part_of_a_sum_has_to_be_checked():
    total = said("all", "people-left", quantity=3, complete=True, disjoint=True, since=at(1), until=at(3))
    parts = [replace(total, id=name, part_of="all", complete=False, disjoint=False) for name in ("a", "b")]
    parts = [replace(part, quantity=Range(2, 2, 2, "people")) for part in parts]
    assert verdicts(total, *parts)["all", "CLAIM-SUM"].verdict == "inconsistent"
    for unread in range(2):
        some = [replace(part, words_checked=index != unread) for index, part in enumerate(parts)]
        found = verdicts(total, *some)["all", "CLAIM-SUM"]
        assert (found.verdict, found.by) == ("undetermined", None)


def test_what_nobody_checked_takes_no_doubt_away():
    """A correction that nobody read does not silence whoever counted otherwise."""
    mine = left(quantity=412, text="412 people", at=at(3, 9))
    un = replace(mine, id="un", speaker="United Nations", party="un", at=at(3, 4))
    few = Range(57, 57, 57, "people")
    watch = replace(un, id="watch", speaker="Civil Watch", party="", quantity=few, text="57 people")
    assert only(verdicts(mine, un, watch), "left").verdict == "undetermined"
    later = replace(watch, id="later", corrects="watch", at=at(4), text="Who corrected our figure to 412?",
                    quantity=mine.quantity, words_checked=False)  # fmt: skip
    found = only(verdicts(mine, un, watch, later), "left")
    assert found.verdict == "undetermined"
    read = replace(later, text="corrected: 412 people", words_checked=True)
    assert only(verdicts(mine, un, watch, read), "left").verdict == "supported"


def test_what_nobody_checked_bridges_nothing():
    """Inside on two days: only a count of those who left in between that was read, and is nobody's own, joins them."""
    scope = {"about": "operation", "whom": "civilians"}
    then = said("then", "people-inside", "United Nations", "un", quantity=2412, at=at(2), until=at(2), **scope)
    now = said("now", "people-inside", quantity=1213, at=at(5), until=at(5), **scope)
    between = {"at": at(5), "since": at(2), "until": at(4), "by": "any"}
    gone = said("gone", "people-left", "Red Cross", "", quantity=1199, **between, **scope)
    assert only(verdicts(then, now, gone), "now").verdict == "supported"
    assert only(verdicts(then, now, replace(gone, words_checked=False)), "now").verdict == "undetermined"
    own = replace(gone, speaker="Government", party="gov")
    assert only(verdicts(then, now, own), "now").verdict == "undetermined"


def test_what_a_round_figure_may_have_been_is_no_correction_and_no_surplus():
    first = left(quantity=500, text="500 people exactly")
    near = Range(498, 498, 498, "people")
    later = replace(first, id="later", corrects="left", at=at(4), text="corrected: 498", quantity=near)
    assert only(verdicts(first, later), "left").verdict == "undetermined"
    far = replace(later, quantity=Range(398, 398, 398, "people"), text="corrected: 398")
    assert only(verdicts(first, far), "left").verdict == "refuted"
