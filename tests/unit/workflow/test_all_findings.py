"""All findings of a case, and the reviews of its statements."""

from __future__ import annotations

import csv
import shutil
from dataclasses import replace

import pytest

import geleit
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
    assert reviews.left_out == 0
    rated = {review["claimReviewed"]: review["reviewRating"]["alternateName"] for review in reviews.documents}
    ultimatum = next(statement.text for statement in case.statements if statement.id == "ultimatum")
    assert rated[ultimatum] == "impossible"
    assert set(rated.values()) == {"impossible", "refuted"}


def test_a_verdict_that_hangs_on_what_is_sensitive_is_left_out(folder, tmp_path):
    changed_folder = shutil.copytree(folder, tmp_path / "town")
    ledger = changed_folder / "statements.csv"
    with ledger.open(encoding="utf-8", newline="") as file:
        lines = [line for line in file if not line.startswith("#")]
    rows = list(csv.DictReader(lines))
    assert {row["corrects"] for row in rows} == {"", "count-1"}  # the correction is what refutes the first count
    for row in rows:
        row["sensitive"] = "yes" if row["corrects"] else "no"
    with ledger.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, rows[0])
        writer.writeheader()
        writer.writerows(rows)
    changed = geleit.read_case(changed_folder)
    reviews = review_statements(changed)
    assert reviews.left_out == 1
    first = next(statement.text for statement in changed.statements if statement.id == "count-1")
    assert first not in {review["claimReviewed"] for review in reviews.documents}
