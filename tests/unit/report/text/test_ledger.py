"""The ledger for readers: who speaks of the same stands together, and disagreement is said."""

from __future__ import annotations

import json
from datetime import UTC, datetime, timedelta

from geleit.model.amount import Range
from geleit.model.public import InternalLedger
from geleit.model.statement import Statement, Wording
from geleit.report.text.ledger import disagree, groups_of, ledger_json, ledger_lines

NOON = datetime(2016, 7, 30, 12, tzinfo=UTC)


def said(name, speaker, hours=0.0, low=None, high=None, unit="people", **more):
    """A statement; at noon, and so many hours later."""
    quantity = None if low is None else Range(low, low, high or low, unit)
    fields = {"role": "", "party": "", "at": NOON + timedelta(hours=hours), "text": f"text of {name}", "topic": "",
              "about": "", "quantity": quantity, "source": "s", "asserts": "people-left", **more}  # fmt: skip
    return Statement(id=name, speaker=speaker, **fields)


def kept(statements):
    return InternalLedger("town", statements, ())


def ids(statements):
    return [[statement.id for statement in group] for group in groups_of(statements)]


def test_claimants_of_one_matter_stand_together_by_time():
    statements = (
        said("late", "A", 2), said("other", "A", 1, about="gate"), said("early", "B"), said("next-day", "A", 13),
        said("fighters", "A", whom="fighters"), said("came", "A", stage="arrived"),
        said("free", "A", 3, asserts=""), said("free-2", "A", 3, asserts=""),
        said("window", "A", 20, since=NOON), said("window-2", "B", 90, since=NOON), said("never", "B", at=None),
    )  # fmt: skip
    assert ids(statements) == [
        ["early", "late"], ["fighters"], ["came"], ["other"], ["free"], ["free-2"], ["next-day"],
        ["window", "window-2"], ["never"],
    ]  # fmt: skip


def test_two_disagree_when_their_figures_exclude_each_other():
    twelve, many = said("a", "A", low=10, high=14), said("b", "B", low=32)
    assert disagree((twelve, many), ())
    assert not disagree((twelve, many), ["a"])  # corrected, so nobody stands by it
    assert not disagree((twelve, said("c", "B", low=14, high=20)), ())
    assert not disagree((twelve, said("c", "A", low=32)), ())
    assert not disagree((twelve, said("c", "B", low=32, unit="families")), ())
    assert not disagree((twelve, said("c", "B")), ())


def test_text_shows_disagreement_corrections_and_what_is_sensitive():
    statements = (
        said("a", "SOHR", low=12, role="Monitor", outlet="dpa"), said("b", "Centre", 1, low=32),
        said("c", "Centre", 2, low=35, corrects="b", sensitive=True), said("d", "E", 3, text="x" * 400, asserts=""),
    )  # fmt: skip
    lines = ledger_lines(kept(statements))
    assert lines[0] == "people-left, said on 2016-07-30: CLAIMANTS DISAGREE"
    assert lines[1] == "  a  2016-07-30 12:00+00:00  SOHR (Monitor): 12 people"
    assert lines[2] == "    text of a [dpa, s]"
    assert "    CORRECTED by c" in lines
    assert "    corrects b" in lines
    assert sum(line.endswith("SENSITIVE") for line in lines) == 1
    assert lines[-1] == "Internal. Not for publication."
    assert lines[-2] == f"    {'x' * 300}... [s]"
    assert len(ledger_lines(kept(()))) == 1
    since = ledger_lines(kept((said("w", "A", since=NOON, until=NOON + timedelta(days=1)),)))[0]
    assert since == "people-left, from 2016-07-30 12:00+00:00 until 2016-07-31 12:00+00:00"


def test_json_holds_every_field():
    statements = (said("a", "A", low=1), said("b", "B", low=2, corrects="a", wording=Wording("w", 1, 2), at=None))
    found = json.loads(json.dumps(ledger_json(kept(statements))))
    first, second = found["entries"]
    assert first["quantity"] == {"low": 1, "likely": 1, "high": 1, "unit": "people"}
    assert (first["at"], first["corrected_by"], first["wording"]) == ("2016-07-30T12:00:00+00:00", ["b"], None)
    words = {"text": "w", "start": 1, "end": 2, "before": "", "after": "", "sha256": "", "language": "", "page": None}
    assert second["wording"] == words
    assert (second["at"], second["sensitive"]) == (None, False)
    assert found["groups"] == []
    joined = ledger_json(kept((said("a", "A", low=1), said("b", "B", low=2))))["groups"]
    assert joined == [{"ids": ["a", "b"], "disagree": True}]
