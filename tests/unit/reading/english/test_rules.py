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


@pytest.mark.parametrize(
    ("text", "words", "speaker"),
    [
        ('Dr. Hamza Hassan, who runs a clinic, told the BBC: "We are out."', '"We are out."', "Dr. Hamza Hassan"),
        ("The humanitarian pause, he said, had been extended.", "The humanitarian pause, he said, had been extended",
         "he"),
        ('"We got half," said Ali al-Zaatari, the coordinator.', '"We got half,"', "Ali al-Zaatari"),
        ("But the Observatory, a monitor, said no one had left.", "no one had left", "the Observatory, a monitor"),
    ],
)  # fmt: skip
def test_frames_of_agencies(text, words, speaker):
    found = read_statements(text, language="en").proposals
    assert found[0].text == words
    assert found[0].speaker.text.startswith(speaker)
    assert not any(p.speaker.text == "the BBC" or p.text.startswith("BBC") for p in found)


def test_a_quotation_without_a_known_speaker_is_not_given_to_the_one_before():
    text = (
        "Rebels denied blocking the exit.\n\n“Nobody can use that road,” a resident named Abu Ahmed told Reuters "
        "by phone. “There are snipers.”"
    )
    quoted = [p for p in read_statements(text, language="en").proposals if p.text.startswith("“")]
    assert [p.text for p in quoted] == ["“Nobody can use that road,”", "“There are snipers.”"]
    assert all(p.speaker.text != "Rebels" for p in quoted)


def test_a_sentence_can_end_with_an_hour():
    text = "The army said 500 people moved between 9 a.m. and 2 p.m. The exit was shut."
    (found,) = read_statements(text, language="en").proposals
    assert found.text == "500 people moved between 9 a.m. and 2 p.m"
