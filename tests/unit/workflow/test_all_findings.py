"""All findings of a case, and the reviews of its statements."""

from __future__ import annotations

from dataclasses import replace

import pytest

import geleit
from geleit.workflow import assess, parts_of, review_statements


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    """The template, with an ultimatum that nobody could meet."""
    folder = geleit.new_case(tmp_path_factory.mktemp("cases") / "town", example=True)
    ledger = folder / "statements.csv"
    text = ledger.read_text(encoding="utf-8")
    assert text.count(",2024-05-03,everyone,") == 1
    ledger.write_text(text.replace(",2024-05-03,everyone,", ",2024-05-01T09:00,everyone,"), encoding="utf-8")
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
    rated = {row["claimReviewed"]: row["reviewRating"]["alternateName"] for row in review_statements(case)}
    ultimatum = "All people of the case can be out, at all corridors and exits of the case, by 2024-05-01 09:00."
    assert rated[ultimatum] == "Impossible under the assumptions of the case, by a proof"
    assert set(rated.values()) == {rated[ultimatum]}


def test_reviews_do_not_depend_on_what_is_sensitive(case):
    """The correction, which is sensitive here, is what refutes the first count."""
    said = {"since": case.period.start, "whom": "civilians", "by": "foot"}
    rows = tuple(replace(s, **said) if s.asserts == "people-left" else s for s in case.statements)
    rows = tuple(replace(s, text=f"Correction: {s.text}") if s.corrects else s for s in rows)
    case = replace(case, statements=rows)
    corrected = {"count-2"} == {statement.id for statement in case.statements if statement.corrects}
    secret = [replace(statement, sensitive=bool(statement.corrects)) for statement in case.statements]
    without = [statement for statement in case.statements if not statement.corrects]
    reviews = [review_statements(replace(case, statements=tuple(rows))) for rows in (case.statements, secret, without)]
    assert corrected
    of_first = [[review["itemReviewed"]["identifier"] == "count-1" for review in some] for some in reviews]
    assert (any(of_first[0]), any(of_first[1])) == (True, False)
    assert reviews[1] == reviews[2]
