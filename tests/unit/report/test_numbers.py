"""A range whose ends read the same is one figure, everywhere."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

import geleit
from geleit.assessment import assess
from geleit.model.amount import Range
from geleit.model.public import InternalCase
from geleit.report.html.report_page import render_html
from geleit.report.numbers import between, figure, many, three, upright
from geleit.report.text.markdown import plain, render_markdown
from geleit.report.text.plain import render_text
from tests.unit.report.town import answer, town

TWICE = re.compile(r"(?<![\d,.])(\d[\d,]*)(?: h)?(?: to | - |\N{EN DASH})\1(?![\d,.:-])")


def test_ends_that_read_the_same_stand_once():
    assert between(1200, 1300.4) == "1,200 to 1,300"
    assert between(29.6, 30.4) == "30"
    assert three(1, 1, 1) == "1"
    assert three(1, 1, 2, ", ") == "1, 1, 2 (low, likely, high)"


def test_no_report_says_a_figure_twice():
    sure = Range(900, 900, 900, "people")
    rate = Range(29.6, 30, 30.4, "persons/h")  # reads the same, though it is not
    case = town()
    exits = tuple(replace(exit_, rate=rate, windows_cautious=exit_.windows) for exit_ in case.exits)
    places = tuple(replace(place, people=sure) for place in case.places)
    case = replace(case, exits=exits, places=places, corridors=tuple(replace(c, places=sure) for c in case.corridors))
    found = answer(people=sure, stopped=True)
    findings = assess(case, found, "corridor")
    page = render_html(InternalCase(case), findings, [found])
    assert "30 an hour" in page
    assert "<dd>900</dd>" in page
    assert "of 900 people inside" in page
    for text in (
        page,
        render_text(InternalCase(case), findings, [found]),
        render_markdown(InternalCase(case), findings, [found]),
    ):
        assert TWICE.search(text) is None
        assert "ended by hand" in text
        assert "30 persons/h" in text


def test_texts_of_others_do_not_turn_round_what_stands_after_them():
    assert upright("said \u202eby") == "said \ufffdby"
    assert plain("said \u202eby") == "said \ufffdby"
    assert upright(5) == 5


def test_a_count_has_its_noun():
    assert [many(n, "round") for n in (0, 1, 2, 1234)] == ["0 rounds", "1 round", "2 rounds", "1,234 rounds"]
    assert [many(n, "day") for n in (0.5, 1.0, 1.004, 1.5)] == ["0.5 days", "1 day", "1 day", "1.5 days"]
    assert [many(n, "entry", "entries") for n in (1, 2)] == ["1 entry", "2 entries"]


def test_a_figure_has_no_exponent():
    assert [figure(x) for x in (0.00012345, 999.4, 999.5, 123456.7)] == ["0.000123", "999", "1,000", "123,457"]


def nouns_beside(path: Path) -> Iterator[str]:
    """Counts written straight before a noun of many."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        for value, after in pairwise(node.values if isinstance(node, ast.JoinedStr) else ()):
            counted = isinstance(value, ast.FormattedValue) and (
                (value.format_spec is not None and ast.unparse(value.format_spec) in ("f','", "f',.0f'", "f'.0f'"))
                or (isinstance(value.value, ast.Call) and getattr(value.value.func, "id", "") == "len")
            )
            if counted and isinstance(after, ast.Constant) and re.match(r" (?!persons/h)[a-z]+s\b", after.value):
                yield f"{path.name}:{node.lineno}: {after.value.strip()}"


def test_no_page_and_no_command_writes_a_count_beside_a_noun_by_itself():
    """``1 rows``: the noun goes through :func:`many`."""
    src = Path(geleit.__file__).parent
    paths = [*(src / "report").rglob("*.py"), *(src / "cli").rglob("*.py")]
    assert [fault for path in paths for fault in nouns_beside(path)] == []
