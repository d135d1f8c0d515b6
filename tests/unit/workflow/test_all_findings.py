"""All findings of a case, and the reviews of its statements."""

from __future__ import annotations

from dataclasses import replace

import pytest

import geleit
from geleit.model.amount import Range
from geleit.workflow import assess, parts_of, review_statements


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """The template, with an ultimatum that nobody could meet."""
    folder = geleit.new_case(tmp_path_factory.mktemp("cases") / "town")
    ledger = folder / "statements.csv"
    text = ledger.read_text(encoding="utf-8")
    assert text.count(",2024-05-03,,") == 1
    ledger.write_text(text.replace(",2024-05-03,,", ",2024-05-01T09:00,,"), encoding="utf-8")
    return folder


@pytest.fixture(scope="module")
def case(folder):
    return geleit.read_case(folder)


def test_a_part_that_the_case_says_nothing_about_is_left_out(case):
    assert parts_of(case) == ("corridor", "ceasefire", "aid", "claims")
    silent = replace(case, incidents=(), reported=(), deliveries=(), stocks=(), statements=())
    assert parts_of(silent) == ("corridor",)
    assert parts_of(replace(silent, stocks=case.stocks)) == ("corridor", "aid")
    unsaid = tuple(replace(statement, asserts=None) for statement in case.statements)
    assert parts_of(replace(silent, incidents=case.incidents, statements=unsaid)) == ("corridor", "ceasefire")


def test_steps_are_told_as_they_begin(case):
    told = []
    found = assess(case, "claims", None, lambda step, of: told.append((step, of)))
    assert [finding.statement for finding in found][-1] == "ultimatum"
    assert told[0] == ("putting people onto streets", len(told))
    assert [step for step, _ in told[1:]] == [f"proving {n} of {len(told) - 1}" for n in range(1, len(told))]


def test_what_a_test_decided_is_reviewed(case):
    reviews = review_statements(case)
    assert reviews.otherwise == ()
    rated = {review["claimReviewed"]: review["reviewRating"]["alternateName"] for review in reviews.documents}
    ultimatum = next(statement.text for statement in case.statements if statement.id == "ultimatum")
    assert rated[ultimatum] == "impossible"
    assert set(rated.values()) == {"impossible", "refuted"}


def test_a_verdict_that_is_another_by_what_is_sensitive_is_reviewed_as_the_public_sees_it(case):
    """A total is what its parts add up to, unless somebody told of one more in confidence."""
    first = next(statement for statement in case.statements if statement.id == "count-1")

    def said(name, count, **more):
        figure = Range(count, count, count, "people")
        plain = replace(first, asserts=None, about="", quantity=figure, corrects="", part_of="", sensitive=False)
        return replace(plain, id=name, text=f"{count} left, {name}", **more)

    open_to_all = said("total", 30, complete=True), said("east", 10, part_of="total"), said("west", 20, part_of="total")
    secret = said("secret", 5, part_of="total", sensitive=True)
    without, with_it = (
        review_statements(replace(case, statements=statements)) for statements in (open_to_all, (*open_to_all, secret))
    )
    assert [review["reviewRating"]["alternateName"] for review in without.documents] == ["supported"]
    assert with_it.documents == without.documents
    assert (without.otherwise, with_it.otherwise) == ((), ("total",))
