"""Statements for other programs: nothing sensitive goes out, and words are found again where they stand."""

from __future__ import annotations

import json
from base64 import urlsafe_b64decode
from dataclasses import dataclass

import pytest

from geleit.messages import Message, words
from geleit.model.finding import Dependence, Evidence
from geleit.model.statement import Source, Wording
from geleit.report.json.claim_review import claim_reviews
from geleit.report.json.linked_data import annotations_jsonld, claims_jsonld
from tests.unit.report.text.test_ledger import NOON, said
from tests.unit.report.town import outside

PAGE = "Am Freitag sagte die Stelle, „12 Menschen“ 😀 seien gegangen."
DIGEST = "ab" * 32
SOURCES = (
    Source("s", "Evening news", "Radio", "2016-07-30", "https://example.org/1", DIGEST),
    Source("bare", "A leaflet", ""),
    Source("hashed", "A scan", "", sha256=DIGEST),
)


def told(*statements):
    return outside(statements=statements, sources=SOURCES)


def quoted(text, **more):
    start = PAGE.index(text)
    end = start + len(text)
    return Wording(text, start, end, PAGE[start - 5 : start].strip(), PAGE[end : end + 5].strip(), **more)


def test_a_claim_has_speaker_text_time_figure_and_where_it_stands():
    statement = said(
        "a/1", "SOHR", role="Monitor", low=12, topic="departures", wording=quoted("12 Menschen"), outlet="dpa"
    )
    found = claims_jsonld(told(statement, said("b", "SOHR", role="Monitor", corrects="a/1", source="bare")))
    first, second = json.loads(json.dumps(found))["@graph"]
    assert (first["@type"], first["@id"], first["identifier"]) == ("Claim", "#a%2F1", "a/1")
    assert first["creator"] == {"name": "SOHR", "description": "Monitor"}
    assert (first["text"], first["datePublished"]) == ("text of a/1", NOON.isoformat())
    assert first["about"]["minValue"] == first["about"]["maxValue"] == 12
    assert first["correction"] == [{"@id": "#b"}]
    work = first["appearance"]
    assert (work["@type"], work["url"], work["sha256"]) == ("MediaObject", "https://example.org/1", DIGEST)
    assert first["firstAppearance"] == {"@id": work["@id"]}
    position, words = work["oa:hasSelector"]
    assert PAGE[position["oa:start"] : position["oa:end"]] == words["oa:exact"] == "12 Menschen"
    assert second["appearance"] == {"@type": "CreativeWork", "@id": "#b-in-bare", "name": "A leaflet"}
    assert "correction" not in second


def test_annotations_point_into_the_captured_text():
    statements = (
        said("a", "SOHR", wording=quoted("„12 Menschen“ 😀")),
        said("b", "SOHR", wording=Wording("gone"), source="hashed"),
        said("c", "SOHR", wording=Wording("gone"), source="bare"),
        said("d", "SOHR"),
    )
    found = annotations_jsonld(told(*statements))
    assert found["total"] == 3
    first, second, third = found["first"]["items"]
    position, words = first["target"]["selector"]
    assert position["type"] == "TextPositionSelector"
    assert PAGE[position["start"] : position["end"]] == words["exact"]
    assert words == {"type": "TextQuoteSelector", "exact": "„12 Menschen“ 😀"}
    assert first["target"]["source"] == {"id": "https://example.org/1", "type": "Text", "sha256": DIGEST}
    name = second["target"]["source"]["id"].removeprefix("ni:///sha-256;")
    assert urlsafe_b64decode(name + "=").hex() == DIGEST
    assert [selector["type"] for selector in second["target"]["selector"]] == ["TextQuoteSelector"]
    assert third["target"]["source"] == {"type": "Text"}


def test_the_hash_of_what_was_read_goes_before_that_of_the_source():
    other = "cd" * 32
    found = annotations_jsonld(told(said("a", "A", wording=Wording("w", sha256=other))))
    assert found["first"]["items"][0]["target"]["source"]["sha256"] == other


@pytest.mark.parametrize("build", [claims_jsonld, annotations_jsonld])
def test_nothing_sensitive_leaves(build):
    secret = said("secret", "Hidden speaker", wording=Wording("hidden words"), sensitive=True)
    after = said("after", "A", corrects="secret", part_of="secret", wording=Wording("w"), entered_by="Hidden desk")
    text = json.dumps(build(told(secret, after))).casefold()
    assert "after" in text
    assert "secret" not in text
    assert "hidden" not in text


PROPOSITION = words("12 people left at the North Road, from 08:00 until 10:00.")
COUNTED = Evidence("for", words("we counted 12"), "UN OCHA", "s", NOON)
RATE = Dependence(words("rate of the exits"), words("below 9 an hour"))


@dataclass(frozen=True)
class Judged:
    statement: str
    verdict: str
    summary: str = "because"
    code: str = "CLAIM-LEFT"
    proposition: Message | None = PROPOSITION
    reason: str = "counted by others"
    evidence: tuple[Evidence, ...] = (COUNTED,)
    depends: tuple[Dependence, ...] = (RATE,)


def test_only_what_a_test_decided_is_reviewed():
    statements = tuple(said(name, "A", role="Minister", sensitive=name == "e") for name in "abcde")
    case = told(*statements)
    verdicts = ("supported", "refuted", "impossible", "undetermined", "refuted")
    found = claim_reviews(case, [Judged(name, verdict) for name, verdict in zip("abcde", verdicts, strict=True)])
    rated = [(one["itemReviewed"]["identifier"], one["reviewRating"]["alternateName"]) for one in found]
    assert rated == [
        ("a", "Supported by what is known"),
        ("b", "Refuted by what is known"),
        ("c", "Impossible under the assumptions of the case, by a proof"),
    ]
    assert [one["reviewRating"]["ratingValue"] for one in found] == [1, 0, 0]
    json.dumps(found)


def test_a_review_is_of_the_proposition_with_its_evidence_and_what_it_depends_on():
    [found] = claim_reviews(told(said("a", "A", role="Minister")), [Judged("a", "supported")])
    assert found["claimReviewed"] == "12 people left at the North Road, from 08:00 until 10:00."
    assert found["itemReviewed"]["text"] == "text of a"
    assert found["reviewBody"].splitlines() == [
        "Tested was: 12 people left at the North Road, from 08:00 until 10:00.",
        "CLAIM-LEFT, supported: because",
        f"for: we counted 12 [UN OCHA, s, {NOON.isoformat()}]",
    ]
    explained = found["reviewRating"]["ratingExplanation"]
    assert explained == "counted by others. Depends on rate of the exits: below 9 an hour"


@pytest.mark.parametrize("code", ["CLAIM-SUM", "CLAIM-OPEN"])
def test_sums_and_openings_are_never_reviewed(code):
    case = told(said("a", "A", role="Minister"))
    for verdict in ("supported", "refuted", "inconsistent"):
        assert claim_reviews(case, [Judged("a", verdict, code=code)]) == []
    assert claim_reviews(case, [Judged("a", "refuted", proposition=None)]) == []


@pytest.mark.parametrize(("main", "reviewed"), [("supported", 0), ("impossible", 1), ("undetermined", 0)])
def test_what_does_not_fit_its_parts_is_not_called_supported(main, reviewed):
    case = told(said("a", "A", role="Minister"))
    found = claim_reviews(case, [Judged("a", main), Judged("a", "inconsistent", "off", "CLAIM-SUM")])
    assert len(found) == reviewed
