"""The page that argues every verdict of the bundled cases, against what Geleit says of them now."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

import pytest

from geleit.assessment import assess
from geleit.io.case.bundled import list_bundled
from geleit.io.case.casefile import read_case

pytestmark = pytest.mark.slow

ROOT = Path(__file__).resolve().parents[2]
PAGE = ROOT / "docs" / "cases" / "verdicts.md"
GOLDENS = Path(__file__).with_name("goldens")
"""What the report says of each case, which ``test_goldens.py`` holds against Geleit as it is."""
OPEN = ("unknown", "undetermined")
PARTS = {"CLAIM": 0, "CORRIDOR": 1, "CEASEFIRE": 2, "AID": 3}
"""Columns of the counts, by what the code of a finding begins with."""


@dataclass(frozen=True)
class Row:
    """A row of the page.

    Parameters
    ----------
    words
        What is written beside the verdict.
    """

    check: str
    about: str
    verdict: str
    words: tuple[str, ...]


@cache
def found(case: str) -> tuple[tuple[str, str, str, str], ...]:
    """Code, subject, verdict and reason of every finding."""
    said = json.loads((GOLDENS / f"{case}.json").read_text(encoding="utf-8"))["findings"]
    rows = [(f["code"], f.get("statement") or f["subject"], f["verdict"], f.get("reason", "")) for f in said]
    aid = [(f.code, f.subject, f.verdict, "") for f in assess(read_case(case), None, "aid")]
    return (*(row for row in rows if not row[0].startswith("AID")), *aid)


@cache
def sections() -> dict[str, str]:
    parts = re.split(r"^## (.+)$", PAGE.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def argued(case: str) -> Iterator[Row]:
    for line in sections()[case].splitlines():
        cells = tuple(cell.strip() for cell in line.strip("|").split("|"))
        for check in re.findall(r"`([A-Z-]+)`", cells[0]):
            for about in re.findall(r"`([^`]+)`", cells[1]):
                yield Row(check, about, cells[2], cells[3:])


@pytest.mark.parametrize("case", list_bundled())
def test_every_verdict_is_argued_as_it_is_given(case: str):
    rows = [(row.check, row.about, row.verdict) for row in argued(case)]
    assert len(rows) == len(set(rows))
    assert set(rows) == {(code, subject, verdict) for code, subject, verdict, _ in found(case)}


@pytest.mark.parametrize("case", list_bundled())
def test_a_decided_verdict_has_a_proposition_a_reason_and_an_objection(case: str):
    for row in argued(case):
        assert len(row.words) == (1 if row.verdict in OPEN else 3), row
        assert all(len(cell.split()) >= (3 if cell != "As above." else 2) for cell in row.words), row
        assert all(len(cell.split()) <= 60 for cell in row.words), row  # short


@pytest.mark.parametrize("case", list_bundled())
def test_an_undetermined_statement_has_the_reason_that_is_given(case: str):
    reasons = {(code, subject): reason for code, subject, _, reason in found(case)}
    for row in argued(case):
        if row.check.startswith("CLAIM") and row.verdict in OPEN:
            assert row.words[0].startswith(f"{reasons[row.check, row.about]}:"), row


def test_the_decided_are_counted_as_they_are():
    counted = {}
    for line in sections()["How many are decided"].splitlines():
        cells = [cell.strip() for cell in line.strip("|").split("|")]
        if cells[0] in list_bundled():
            counted[cells[0]] = cells[1:]
    for case in list_bundled():
        parts = [PARTS[code.split("-")[0]] for code, *_ in found(case)]
        decided = Counter(part for part, row in zip(parts, found(case), strict=True) if row[2] not in OPEN)
        every = Counter(parts)
        assert counted[case] == [f"{decided[part]} of {every[part]}" for part in PARTS.values()]
