"""The words of statements looked for in originals: by the rule of comparing, in their place, on their page."""

from __future__ import annotations

import pytest

from geleit.io.articles.article import read_article
from geleit.io.articles.quoted import plain, wrong
from geleit.io.case.record import Record
from geleit.io.case.specs.statements import STATEMENTS
from geleit.model.statement import Wording
from tests.unit.io.articles.papers import paper

ROW = Record("town/statements.csv", "row 2", ", column ", STATEMENTS, {})
TEXT = (
    "He said: “Two corri\u00addors\n are open”. Nobody left.\tNobody\u00a0left again, cafe\u0301 or not: "
    "1,200 of 112, ص١٢٣ الشمال, 三條走廊開放."
)


@pytest.fixture
def article(tmp_path):
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    return read_article(tmp_path / "a.txt")


def said(article, wording):
    told = wrong(ROW, wording, article, plain(article.seen))
    return [problem.removeprefix("town/statements.csv: row 2, column ") for problem in told]


@pytest.mark.parametrize(
    "text",
    ['"Two corridors are open"', "„Two corridors  are open“", "«Two corridors are open»", "Nobody left again", "café",
     "Two [...] open [\u2026] again", "[...] are open", "1,200 of 112", "走廊", " open”. Nobody left. Nobody "],
)  # fmt: skip
def test_words_that_are_there(article, text):
    assert said(article, Wording(text)) == []


@pytest.mark.parametrize(
    "text",
    ["two corridors", "Two corridors were open", "'Two corridors are open'", "cafe or", "Two corridors are open.",
     "again, cafe", "wo corridors", "Two corridors are op", "200 of 112", "1,200 of 11", "2", "1", "body left",
     "again [...] Two", "Nobody left again [...] again", "[...]"],
)  # fmt: skip
def test_words_that_are_not(article, text):
    [problem] = said(article, Wording(text))
    assert problem == f"wording: {text!r} is not in the original {article.sha256[:12]}, 'a.txt'"


def test_their_place_is_that_of_the_decoded_file(article):
    first = TEXT.index("Nobody")
    second = TEXT.index("Nobody", first + 1)
    for start in (first, second):
        assert said(article, Wording("Nobody left", start, start + len("Nobody left"))) == []
    assert said(article, Wording("Nobody left", 0, 11)) == [
        f"wording_start: 0 to 11, and the words stand at {first} to {first + 11}"
    ]
    assert said(article, Wording("Nobody left", second, 60)) == [
        f"wording_end: {second} to 60, and the words stand at {second} to {second + 11}"
    ]


def test_what_stands_around_them_is_that_of_their_place(article):
    second = TEXT.index("Nobody\u00a0left")
    around = {"before": "Nobody left.", "after": "again, café"}
    assert said(article, Wording("Nobody left", **around)) == []
    assert said(article, Wording("Nobody left", second, second + 11, **around)) == []
    first = TEXT.index("Nobody")
    assert said(article, Wording("Nobody left", first, first + 11, **around)) == [
        "wording_before: 'Nobody left.' does not stand before the words",
        "wording_after: 'again, cafe\u0301' does not stand after the words",
    ]


def test_the_page_of_a_pdf(tmp_path):
    (tmp_path / "kept-under-its-hash").write_bytes(paper("One left.", "Two left.", "Two left."))
    article = read_article(tmp_path / "kept-under-its-hash", name="report.pdf")
    assert article.file == "report.pdf"
    assert [article.page(article.text.index(word)) for word in ("One", "Two")] == [1, 2]
    assert said(article, Wording("Two left", page=2)) == []
    assert said(article, Wording("Two left", page=3)) == []
    assert said(article, Wording("One left", page=2)) == ["wording_page: 2, and the words stand on page 1"]
    start = article.text.rindex("Two")
    assert said(article, Wording("Two left", start, start + 8, page=2)) == [
        "wording_page: 2, and the words stand on page 3"
    ]


def test_a_page_kept_under_its_hash_is_known_by_its_own_name(tmp_path):
    (tmp_path / "ab").write_text("Only <b>twelve</b> left", encoding="utf-8")
    assert said(read_article(tmp_path / "ab", name="a.html"), Wording("Only twelve left")) == []
    assert len(said(read_article(tmp_path / "ab"), Wording("Only twelve left"))) == 1
