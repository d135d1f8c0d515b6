from __future__ import annotations

from geleit.report.text.markdown import render_markdown
from geleit.report.text.plain import WIDTH, render_answer, render_findings, render_text
from tests.unit.report.town import HOSTILE, answer, findings, room


def test_an_answer_names_its_numbers():
    lines = render_answer(room(), answer()).splitlines()
    assert lines[0] == "town-2016: who can be out by 2016-05-03 00:00+03:00, from 2016-05-01 00:00+03:00?"
    told = {line[2:22].strip(): line[22:] for line in lines[1:] if line[2:22].strip()}
    assert told["people inside"] == "1,000 - 1,200 - 1,500 (low - likely - high)"
    assert told["at most (proved)"] == "950"
    assert told["at least (planned)"] == "300"
    assert told["could not have left"].startswith("100 of 1,000")
    assert told["gates would need"].startswith("111 persons/h")
    assert any("Third gate (place unknown)" in line for line in lines)


def test_every_line_fits_a_terminal():
    assert max(map(len, render_text(room(), findings(), [answer()]).splitlines())) <= WIDTH


def test_findings_show_every_verdict_in_words_and_count_them():
    text = render_findings(room(), findings())
    assert "- CORRIDOR-AGREED NOT MET:" in text
    assert "? CORRIDOR-TIME UNKNOWN:" in text
    assert "+ CORRIDOR-NOTICE MET:" in text
    assert "2 met, 1 not met, 1 unknown" in text.splitlines()
    assert text.splitlines()[-1] == "Internal. Not for publication."


def test_markdown_shows_hostile_text_as_text():
    text = render_markdown(room(HOSTILE), findings(HOSTILE), [answer(HOSTILE)])
    assert "<script" not in text.replace("\\<script", "")
    assert "\n<" not in text
    assert "## Sources" in text


def test_nothing_steers_the_terminal():
    evil = "a\x1b[2Jb\x85c\u2028d\u202ee\nf"
    text = render_text(room(evil), findings(evil), [answer(evil)])
    assert all(c.isprintable() or c == "\n" for c in text)
    assert "\nf" not in text
