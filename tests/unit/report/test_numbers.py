"""A range whose ends read the same is one figure, everywhere."""

from __future__ import annotations

import re
from dataclasses import replace

from geleit.assessment import assess
from geleit.model.amount import Range
from geleit.model.public import InternalCase
from geleit.report.html.report_page import render_html
from geleit.report.numbers import between, three, upright
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
