from __future__ import annotations

import re
from dataclasses import replace

from geleit.messages import words
from geleit.model.finding import Finding
from geleit.model.public import InternalCase
from geleit.report.html.report_page import render_html
from geleit.report.json.answers import findings_json
from geleit.report.text.markdown import render_markdown
from geleit.report.text.plain import render_answer, render_findings, render_text
from geleit.report.text.wrapping import WIDTH
from tests.unit.report.town import HOSTILE, answer, findings, hours, room, town


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


def test_what_is_announced_is_listed_once_with_how_much_it_has():
    two = (hours(2, 8, 10), hours(3, 8, 10))
    gates = tuple(replace(town().exits[0], id=id_, windows=two, windows_cautious=()) for id_ in ("one", "other"))
    case = InternalCase(town(exits=gates, pauses=(replace(town().pauses[0], windows=(*two, hours(4, 1, 2))),)))
    of_two_parts = (
        *findings(),
        Finding("CEASEFIRE-OBSERVED", "daily", "unknown", words("By one."), (), "the counts"),
        Finding("CEASEFIRE-OBSERVED", "daily", "unknown", words("By another."), (), "the counts"),
        Finding("CEASEFIRE-NEAR", "north", "unknown", words("Nobody looked."), (), "the counts"),
    )
    for text in (render_findings(case, of_two_parts), render_markdown(case, of_two_parts, [answer()])):
        assert text.count("North road Mill Lane (2 exits, 2 windows)") == 1
        assert text.count("Pause Mill Lane (3 windows)") == 1
        assert text.index("CEASEFIRE-NEAR") < text.index("Pause Mill Lane")
    assert findings_json(case, of_two_parts)["subjects"] == [
        {"subject": "north", "exits": 2, "windows": 2, "findings": {"met": 1, "not met": 0, "unknown": 1}},
        {"subject": "daily", "exits": 0, "windows": 3, "findings": {"met": 0, "not met": 0, "unknown": 2}},
    ]
    [head] = re.findall(r"<thead><tr><th>check</th>(.*?)</tr>", render_html(case, of_two_parts, [answer()]))
    columns = re.findall(r"<th[^>]*>(.*?)</th>", head)
    assert [column.partition(" (")[0] for column in columns] == [
        "The operation as a whole", "North road Mill Lane", "Pause Mill Lane"
    ]  # fmt: skip


def test_what_has_one_exit_and_one_window_is_named_alone():
    assert "\nNorth road Mill Lane\n" in render_findings(room(), findings())
