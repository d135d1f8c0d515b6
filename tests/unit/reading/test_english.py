from __future__ import annotations

import json
from pathlib import Path

import pytest

from geleit.reading import read_statements

ROWS = [json.loads(line) for line in Path(__file__).with_name("english.jsonl").read_text("utf-8").splitlines()]


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row["text"][:40])
def test_what_is_said_and_who_says_it(row):
    found = [(p.text, p.speaker.text) for p in read_statements(row["text"], language="en").proposals]
    assert found == [(statement["text"], statement["speaker"]) for statement in row["statements"]]


def test_simple_marks_are_quotations_and_apostrophes_are_not():
    text = "‘It’s quiet,’ said Anna Berg. The army's trucks didn't stop."
    (statement,) = read_statements(text, language="en").proposals
    assert (statement.text, statement.speaker.text) == ("‘It’s quiet,’", "Anna Berg")


def test_who_carries_a_statement():
    (statement,) = read_statements('"It is quiet," Anna Berg told Reuters.', language="en").proposals
    assert (statement.speaker.text, statement.outlet) == ("Anna Berg", "Reuters")


def test_rules_for_english_are_given_one_half():
    (statement,) = read_statements("The ministry said that the road was open.").proposals
    assert statement.confidence == 0.5
