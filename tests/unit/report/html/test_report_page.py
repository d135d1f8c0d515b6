from __future__ import annotations

import json
import re
from html.parser import HTMLParser

import pytest

from geleit.errors import InputError
from geleit.io.case.casefile import read_case
from geleit.model.public import InternalCase
from geleit.report.html.report_page import render_html, script_safe, write_report
from tests.unit.report.town import HOSTILE, answer, findings, room, statements, town


class Page(HTMLParser):
    """Elements, attributes and text of a page."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str, str]] = []
        self.texts: list[str] = []
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)
        self.attributes += [(tag, name, value or "") for name, value in attrs]

    def handle_data(self, data):
        self.texts.append(data)

    @property
    def text(self):
        return " ".join(" ".join(self.texts).split())


def page(text: str = "Mill Lane", **changes) -> str:
    return render_html(room(text), findings(text), [answer(text, **changes)])


def test_nothing_is_fetched():
    attributes = Page(page()).attributes
    [policy] = [v for _, n, v in attributes if n == "content" and "default-src" in v]
    assert policy.startswith("default-src 'none'")
    assert not [
        (t, n, v) for t, n, v in attributes if n in ("src", "srcset", "action", "data") and not v.startswith("data:")
    ]
    assert not [v for t, n, v in attributes if n == "href" and not v.startswith("#")]
    css = "".join(re.findall(r"<style>(.*?)</style>", page(), re.DOTALL))
    assert "url(" not in css
    assert "@import" not in css


def test_hostile_text_stays_text():
    plain, hostile = (
        Page(render_html(room(text), (*findings(text), *statements(text)), [answer(text)]))
        for text in ("Mill Lane", HOSTILE)
    )
    assert hostile.tags == plain.tags
    names = [(t, n) for t, n, _ in plain.attributes]
    assert [(t, n) for t, n, _ in hostile.attributes] == names
    assert " ".join(HOSTILE.split()) in hostile.text
    assert "{{7*7}}" in hostile.text


def test_the_map_data_survive_hostile_text():
    [text] = re.findall(r'<script type="application/json" id="atlas">(.*?)</script>', page(HOSTILE), re.DOTALL)
    assert json.loads(text)["streets"]["names"] == [HOSTILE]


def test_json_in_a_script_cannot_end_it():
    text = script_safe({"a": "</script><!--&\u2028"})
    assert not set("<>&\u2028") & set(text)
    assert json.loads(text) == {"a": "</script><!--&\u2028"}


def test_ids_are_unique_whatever_the_case_calls_its_corridors():
    odd = tuple(f for name in ("atlas", "map", "tip", "scale") for f in _about(name))
    ids = [v for _, n, v in Page(render_html(room(), odd, [answer(), answer()])).attributes if n == "id"]
    assert sorted(set(ids)) == sorted(ids)


def _about(subject):
    return [type(f)(f.code, subject, f.verdict, f.summary, f.evidence, f.source) for f in findings()[:2]]


def test_the_page_is_the_same_each_time():
    assert page() == page()


@pytest.mark.parametrize(
    "what",
    [
        *("1,000", "1,500", "900", "300", "100", "111", "whatever they did", "Third gate", "Gate of arms"),
        *("(c) Cartographers", "All may leave.", "Evening news", "Nobody knows.", "walking speed", "ICRC Mill Lane"),
        *("geleit certify certificate.json", "Do no harm", "https://radio.example/1", "A count says otherwise."),
    ],
)
def test_it_says(what):
    assert what in Page(page()).text


def test_verdicts_are_words_and_marks():
    text = Page(page()).text
    assert "✕ not met" in text
    assert "? unknown" in text
    assert "✓ met" in text


def test_a_case_without_much_makes_a_page():
    bare = town(area=None, closures=(), pauses=(), statements=(), sources=(), corridors=(), exits=(), licence="")
    text = Page(render_html(InternalCase(bare), (), ())).text
    assert "Town Mill Lane" in text


def test_the_bundled_case_fits_a_mail():
    case = read_case("aleppo-2016")
    assert len(render_html(InternalCase(case), findings(), [answer()]).encode()) <= 3_000_000


def test_a_report_replaces_an_older_one_and_leaves_nothing_else(tmp_path):
    (tmp_path / "report.html").write_text("old")
    path = write_report(tmp_path, room(), findings(), [answer()])
    assert path == tmp_path / "report.html"
    assert path.read_text(encoding="utf-8").rstrip().endswith("</html>")
    assert [p.name for p in tmp_path.iterdir()] == ["report.html"]


def test_a_folder_that_is_a_file_is_told(tmp_path):
    (tmp_path / "out").write_text("in the way")
    with pytest.raises(InputError, match="out"):
        write_report(tmp_path / "out", room(), findings(), [answer()])
    assert [p.name for p in tmp_path.iterdir()] == ["out"]
