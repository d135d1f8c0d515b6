"""Characters that turn writing round, are not seen or begin a formula."""

from __future__ import annotations

import csv
import io
import re

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from geleit.model.letters import TO_LEFT, of_cell, to_cell, unfit_for_id

BEGINNINGS = st.text(st.sampled_from("'=; +-@1.e\u3000\uff1d\tab\n"), max_size=8)


@given(BEGINNINGS | st.text(max_size=20))
@example("'=1")
@example("-1e5x")
def test_a_text_is_read_from_its_cell_as_it_was(text):
    assert of_cell(to_cell(text)) == text


@pytest.mark.parametrize(
    "text", ["=1+1", "+CMD|' /C calc'!A0", "-2+3", "@SUM(A1)", "\uff1d1+1", "=HYPERLINK(1)", "-", " =1"]
)
def test_no_cell_is_a_formula(text):
    assert to_cell(text).strip() == f"'{text.strip()}"
    row = io.StringIO()
    csv.writer(row).writerow([to_cell(text)])
    assert row.getvalue().lstrip('" ')[0] == "'"


@pytest.mark.parametrize("between", [";", "; ", "\t", "\n", "\r\n  ", ";'"])
def test_no_part_of_a_cell_is_a_formula_where_others_separate_cells(between):
    text = f"East{between}=HYPERLINK(1)"
    written = to_cell(text)
    assert not re.search(r"(^|[;\t\r\n])\s*[=+@-]", written)
    assert of_cell(written) == text


@pytest.mark.parametrize("text", ["-1.5", "+3", "-1e-05", "-.5", "12", "", "'tis", "a=b", "no-one", "10..14"])
def test_numbers_and_words_are_their_own_cells(text):
    assert to_cell(text) == text
    assert of_cell(text) == text


@pytest.mark.parametrize(
    "unseen", ["\u200b", "\u200c", "\u200d", "\u200e", "\u202e", "\u2066", "\u2060", "\ufeff", "\u00ad", "\u034f",
               "\u3164", "\u115f", "\ufe0f", "\U000e0041", "\U000e0100", "\u180b",
               "\u2065", "\U0001d159", "\u00a0", "\u3000", "\u2028", "\x7f", "\t", "\u061c"],
)  # fmt: skip
def test_an_id_holds_nothing_that_is_not_seen(unseen):
    assert unfit_for_id(f"north{unseen}road") == unseen


@pytest.mark.parametrize("name", ["north road", "südtor", "شارع-1", "улица", "東門", "e\u0301", "a.b_c-d", "नमस्ते"])
def test_an_id_may_be_in_any_writing(name):
    assert unfit_for_id(name) == ""


def test_words_from_right_to_left_are_one_run_with_what_stands_between():
    found = TO_LEFT.findall("He saw مدينة حلب (12) and שלום-עולם 3, then م1م.")
    assert found == ["مدينة حلب", "שלום-עולם", "م1م"]
