"""The page on findings holds one heading for each code that a check can produce, and no other."""

from __future__ import annotations

import re
from dataclasses import replace
from pathlib import Path
from typing import get_args

import pytest

import geleit
from geleit.assessment import CHECKS, assess, assess_corridors, assess_statements
from geleit.assessment.check import Subject
from geleit.assessment.claims.kinds import check_of
from geleit.assessment.corridor.criteria import CRITERIA, FROM_PARTS
from geleit.io.case.casefile import read_case
from geleit.io.case.template import write_example
from geleit.model.amount import Range
from geleit.model.case import Case
from geleit.model.statement import Statement
from geleit.model.statement_kind import ASSERTIONS
from tests.unit.assessment.drawn_case import at, case

PAGE = Path(geleit.__file__).parent / "messages" / "english" / "findings.md"
CODE = re.compile(r"^## ([A-Z]+(?:-[A-Z]+)+)$", re.MULTILINE)


def supplied(folder: Path) -> Case:
    """The case that is made for a new user, with a drop from the air."""
    write_example(folder / "town")
    table = folder / "town" / "deliveries.csv"
    drop = "drop,,2024-05-03,,dispatched,tea,tea,airdrop,,,,,,1,,south,Air force,Air force,radio-0501,\n"
    table.write_text(table.read_text(encoding="utf-8") + drop, encoding="utf-8")
    return read_case(folder / "town")


def ledger() -> tuple[Statement, ...]:
    """A statement of each kind, and a total with a part."""
    ten = Range(10, 10, 10, "people")
    kinds = [
        Statement(
            kind, "UN", "", "un", at(3), "", "", "daily" if kind == "pause-kept" else "north", ten, "s1", asserts=kind
        )
        for kind in ASSERTIONS
    ]
    return (*kinds, replace(kinds[0], id="part", part_of=kinds[0].id))


def sections() -> dict[str, str]:
    """Text under each heading that is a code."""
    parts = CODE.split(PAGE.read_text(encoding="utf-8"))
    return dict(zip(parts[1::2], parts[2::2], strict=True))


def test_every_code_has_its_heading_in_the_order_of_findings():
    headings = CODE.findall(PAGE.read_text(encoding="utf-8"))
    assert headings == [check.code for check in CHECKS]


def test_every_code_is_produced(tmp_path):
    found = (
        *assess_corridors(case(), None),
        *assess(case(), None, "ceasefire"),
        *assess(supplied(tmp_path), None, "aid"),
        *assess_statements(case(statements=ledger()), {}),
    )
    assert {f.code for f in found} == set(sections())


@pytest.mark.parametrize("check", CHECKS, ids=lambda check: check.code)
def test_a_section_begins_with_what_is_asked_of_what(check):
    asked = re.sub("`.*?`", "", sections()[check.code].partition(":")[0])
    assert {subject for subject in get_args(Subject) if re.search(rf"\b{subject}", asked)} == check.asked_of


@pytest.mark.parametrize("asserts", ASSERTIONS)
def test_a_section_names_the_kind_of_statement_that_is_asked_about(asserts):
    asked = sections()[check_of(asserts).code].partition(":")[0]
    assert re.findall("`(.*?)`", asked) == [asserts]


@pytest.mark.parametrize("criterion", CRITERIA, ids=lambda criterion: criterion.name)
def test_a_section_names_the_criterion_and_what_the_verdict_rests_on(criterion):
    text = " ".join(sections()[criterion.code].split())
    assert f"Criterion: {criterion.source}" in text
    tables = [rule.table for rule in criterion.rules.values() if rule.table]
    assert all(f"table of {table}" in text for table in tables)
    computes = {rule.compute for rule in criterion.rules.values() if not rule.table} - {None, FROM_PARTS.compute}
    assert ("Decided by evidence" in text) == (not computes)
