"""Readings as JSON and as a list: every place is one of the decoded file."""

from __future__ import annotations

import json
from datetime import date, datetime

import pytest

from geleit.model.alignment import Alignment
from geleit.model.article import Article
from geleit.model.proposal import AuthorSentence, PlaceMention, Proposal, Quantity, Reading, Speaker, TimeMention
from geleit.report.text.proposals import likely, measured, reading_json, render_reading

FIGURE = Quantity("up to 300 people", 20, 36, None, 300.0, "up to", "people")
MONDAY = TimeMention("on Monday", 40, 49, datetime(2024, 4, 29), datetime(2024, 4, 30), needs_anchor=False)  # noqa: DTZ001
SOMEDAY = TimeMention("on Friday", 50, 59, None, None, needs_anchor=True)
SAID = Proposal(
    20, 70, "up to 300 people " + "x" * 500, Speaker("The office", "office", "government", "explicit", 1, 11), "Agency",
    "indirect", "indicative", "said", ("departures",), (FIGURE,), (MONDAY, SOMEDAY),
    (PlaceMention("Sampleton", 60, 69),), "according to", 0.9,
)  # fmt: skip
RARE = Proposal(
    80,
    90,
    "It was so.",
    Speaker("", "", "unknown", "implicit"),
    "",
    "reported",
    "none",
    "",
    (),
    (),
    (),
    (),
    "acts",
    0.27,
)
OWN = AuthorSentence(95, 99, "Own.", ("population",), (FIGURE,))
READING = Reading("en", (SAID, RARE), (OWN,))


TEXT = ("x" * 99 + "\n") * 12
"""Lines of 100 code points; a reader sees the eleventh and the twelfth."""


def seen_from_the_eleventh_line():
    alignment = Alignment()
    alignment.add(200, 1000, 1200)
    return Article("a.html", "ab" * 32, "text/html", "utf-8", TEXT, TEXT[1000:], alignment, "Title")


ARTICLE = seen_from_the_eleventh_line()


def test_json():
    found = reading_json(ARTICLE, date(2024, 5, 1), READING)
    assert json.loads(json.dumps(found)) == found
    assert found["source"] == {
        "file": "a.html", "sha256": "ab" * 32, "media_type": "text/html", "encoding": "utf-8", "chars": 1200,
        "title": "Title", "published": "2024-05-01", "language": "en",
    }  # fmt: skip
    said, rare = found["proposals"]
    assert list(said) == [
        *("start", "end", "text", "speaker", "outlet", "form", "mood", "cue", "topics", "quantities", "times"),
        *("places", "rule", "confidence"),
    ]
    assert (said["start"], said["end"]) == (1020, 1070)
    assert said["speaker"] == {
        "text": "The office", "role": "office", "kind": "government", "how": "explicit", "start": 1001, "end": 1011,
    }  # fmt: skip
    assert (rare["speaker"]["start"], rare["speaker"]["end"]) == (None, None)
    assert said["quantities"] == [
        {"text": "up to 300 people", "start": 1020, "end": 1036, "low": None, "high": 300.0, "modifier": "up to",
         "unit": "people"}
    ]  # fmt: skip
    assert [(time["earliest"], time["latest"], time["needs_anchor"]) for time in said["times"]] == [
        ("2024-04-29T00:00", "2024-04-30T00:00", False),
        (None, None, True),
    ]
    assert said["places"] == [{"text": "Sampleton", "start": 1060, "end": 1069}]
    assert found["author"][0] | {"quantities": []} == {
        "start": 1095, "end": 1099, "text": "Own.", "topics": ["population"], "quantities": [],
    }  # fmt: skip


def test_list():
    lines = list(render_reading(ARTICLE, READING, everything=False))
    assert lines[0] == "    1  line 11, 1020-1070  The office (government, explicit), through Agency"
    assert len(lines[1]) < 420
    assert lines[2].strip() == (
        "departures; up to 300 people; on Monday; on Friday (day not known); Sampleton; "
        "indirect, rule according to, right in 90% when measured"
    )
    assert lines[-2:] == ["  in the article's own voice:", "       line 11, 1095-1099  Own."]
    assert any("speaker not named" in line for line in render_reading(ARTICLE, READING, everything=True))


@pytest.mark.parametrize(("confidence", "is_likely", "words"), [(0.0, True, "not measured"), (0.27, False, "27%")])
def test_confidence(confidence, is_likely, words):
    one = Proposal(0, 1, "x", RARE.speaker, "", "direct", "none", "", (), (), (), (), "some", confidence)
    assert likely(one) is is_likely
    assert words in measured(one)
