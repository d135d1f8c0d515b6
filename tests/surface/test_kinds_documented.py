"""The table of what a statement can assert, in docs/formats/ledger.md, is what is declared."""

from __future__ import annotations

import re

import pytest

from geleit.assessment.claims.kinds import check_of
from geleit.model.statement_kind import ANYTHING, ASSERTIONS, kind_of
from tests.surface.process import ROOT


def rows() -> dict[str, list[str]]:
    """Cells of each row, by what is asserted."""
    page = (ROOT / "docs" / "formats" / "ledger.md").read_text(encoding="utf-8")
    section = page.split("## What a statement can assert\n")[1].split("\n## ")[0]
    cells = [
        [cell.strip() for cell in line.strip("|").split("|")] for line in section.splitlines() if line[:3] == "| `"
    ]
    return {row[0].strip("`"): row for row in cells[1:]}


def code(names: tuple[str, ...]) -> str:
    return ", ".join(f"`{name}`" for name in names)


def test_every_kind_has_its_row_in_the_order_of_reports():
    assert tuple(rows()) == ASSERTIONS


@pytest.mark.parametrize("asserts", ASSERTIONS)
def test_a_row_says_what_is_declared(asserts):
    _, says, needs, about, denies, tested = rows()[asserts]
    kind = kind_of(asserts)
    assert says
    assert needs == code(kind.needs)
    assert about == ("anything" if kind.about == ANYTHING else code(kind.about))
    assert denies == ("yes" if kind.deniable else "")
    assert re.fullmatch(r"\[([A-Z-]+)\]\(\.\./findings\.md#([a-z-]+)\)", tested).groups() == (
        check_of(asserts).code,
        check_of(asserts).code.lower(),
    )
