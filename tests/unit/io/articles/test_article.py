"""Articles as files: encodings, pages, PDFs, and what cannot be read."""

from __future__ import annotations

import io
from datetime import date
from hashlib import sha256

import pytest
from pypdf import PdfWriter

from geleit.errors import InputError
from geleit.io.articles import pdf
from geleit.io.articles.article import read_article
from geleit.io.articles.webpage import read_webpage
from tests.unit.io.articles.papers import flooding, paper, unfolding

SENTENCE = "„Die Straße nach Süden ist offen“, sagte die Sprecherin – und 300 Menschen gingen."


def read(tmp_path, data, name="a.txt"):
    (tmp_path / name).write_bytes(data)
    return read_article(tmp_path / name)


@pytest.mark.parametrize(
    ("codec", "encoding"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8-sig"),
        ("utf-16", "utf-16"),
        ("utf-32", "utf-32"),
        ("cp1252", "windows-1252"),
        ("mac_roman", "mac_roman"),
    ],
)
def test_encodings(tmp_path, codec, encoding):
    data = SENTENCE.encode(codec)
    article = read(tmp_path, data)
    assert (article.text, article.seen, article.encoding) == (SENTENCE, SENTENCE, encoding)
    assert article.sha256 == sha256(data).hexdigest()
    assert data.decode(article.encoding) == article.text


def test_other_scripts(tmp_path):
    russian = "Коридор открыт с понедельника, сообщил представитель министерства. Вышли 200 человек."
    assert read(tmp_path, russian.encode("koi8-r")).text == russian
    assert read(tmp_path, russian.encode("cp1251")).text == russian


def test_a_page_is_read_as_it_declares_unless_it_is_utf8(tmp_path):
    page = "<!doctype html><meta charset=iso-8859-5><p>Коридор открыт"
    assert read(tmp_path, page.encode("iso8859-5"), "a.html").encoding == "iso8859-5"
    assert read(tmp_path, page.encode(), "a.html").encoding == "utf-8"
    latin = '<html><meta http-equiv="Content-Type" content="text/html; charset=ISO-8859-1"><p>„Süd“'
    assert read(tmp_path, latin.encode("cp1252"), "a.html").seen == "„Süd“"
    for name in ("rot13", "undefined", "no-such-thing", "unicode_escape"):
        assert "S\xfcd" in read(tmp_path, f"<html><meta charset={name}><p>S\xfcd".encode("cp1252"), "a.html").seen


def test_line_ends_stay(tmp_path):
    article = read(tmp_path, b"one\r\ntwo\rthree\n")
    assert article.text == "one\r\ntwo\rthree\n"
    assert [article.line(at) for at in (0, 4, 5, 13)] == [1, 1, 2, 2]


PAGE = """<!doctype html><html><head><title>Two corridors &amp; a pause</title>
<meta property="article:published_time" content="2024-05-01T20:00:00+02:00"></head>
<body><header><nav><a href=/>Home</a></nav></header>
<article><h1>Two corridors</h1><p>The office said that 300 people
  <b>had&nbsp;left</b>.</p><figure><img src=x><figcaption>A bus</figcaption></figure>
<p hidden>Unseen.</p><p style="display: none">Unseen.</p><p class="hidden">Seen.</p><pre>a  b
c</pre><p>One<br>two<br><br>three</p></article>
<aside>Read on: other things</aside><footer>Imprint</footer></body></html>"""


def test_a_page_is_its_article():
    page = read_webpage(PAGE)
    assert page.seen == (
        "Two corridors\n\nThe office said that 300 people had\xa0left.\n\nSeen.\n\na  b\nc\n\nOne\ntwo\n\nthree"
    )
    assert (page.title, page.published) == ("Two corridors & a pause", date(2024, 5, 1))
    start = page.seen.index("people had")
    first, last = page.alignment.span(start, start + len("people had\xa0left"))
    assert PAGE[first:last] == "people\n  <b>had&nbsp;left"


@pytest.mark.parametrize(
    ("page", "seen"),
    [
        ("<article>Teaser</article><div>The text itself, which is much longer than that.</div>", "Teaser\n\nThe text"),
        ("<nav>Only a menu", "Only a menu"),
        ("<p>Left open <a href='x>and the rest", "Left open"),
        ("<p>5 < 6 & 7 > 2 &copy &notaword; &lt;b>", "5 < 6 & 7 > 2 © ¬aword; <b>"),
        ("<svg/><p>After", "After"),
        ("co&shy;rri\u00addor", "corridor"),
        ("<script>document.write('<p>no')</script><p>yes", "yes"),
    ],
)
def test_odd_pages(page, seen):
    assert read_webpage(page).seen.startswith(seen)


def test_the_day_of_publication_as_pages_state_it():
    for stated in (
        '<script type="application/ld+json">{"datePublished": "2024-05-01T08:00:00Z"}</script>',
        '<time itemprop=datePublished datetime="2024-05-01">today</time>',
        '<meta name="DC.date" content="2024-05-01">',
        '<meta name="date" content="2023-13-45"><time pubdate datetime="2024-05-01T10:00">',
    ):
        assert read_webpage(stated + "<p>x").published == date(2024, 5, 1)
    assert read_webpage("<p>On 2024-05-01").published is None


def test_paper(tmp_path):
    article = read(
        tmp_path, paper("The office said:\n\\252two corridors\\272, and a long si-\nlence.", "Second page."), "a.pdf"
    )
    assert (article.media_type, article.encoding) == ("application/pdf", "")
    assert article.seen.endswith("silence.\n\nSecond page.")
    at = article.seen.index("silence")
    first, last = article.alignment.span(at, at + len("silence"))
    assert article.text[first:last] == "si-\nlence"


def test_papers_that_cannot_be_read(tmp_path, monkeypatch):
    scan = PdfWriter()
    scan.add_blank_page(200, 200)
    out = io.BytesIO()
    scan.write(out)
    with pytest.raises(InputError, match=r"no text in it: a scan \(run OCR first, e\.g\. with ocrmypdf, or type"):
        read(tmp_path, out.getvalue(), "scan.pdf")
    scan.encrypt("secret")
    locked = io.BytesIO()
    scan.write(locked)
    with pytest.raises(InputError, match="the PDF is encrypted"):
        read(tmp_path, locked.getvalue(), "locked.pdf")
    for broken in (b"%PDF-1.7\n", b"%PDF-1.7\n" + bytes(range(256)) * 50, paper("x")[:-150]):
        with pytest.raises(InputError, match=r"a\.pdf: (damaged, or not a PDF: |no text in it)"):
            read(tmp_path, broken, "a.pdf")
    monkeypatch.setattr(pdf, "MOST_PAGES", 1)
    with pytest.raises(InputError, match="expected at most 1 pages, found 2"):
        read(tmp_path, paper("a", "b"), "long.pdf")
    monkeypatch.setattr(pdf, "MOST_TEXT", 3)
    with pytest.raises(InputError, match="page 1: more than 3 code points of text"):
        read(tmp_path, paper("a long page"), "long.pdf")


def test_a_paper_that_unfolds_without_end(tmp_path):
    with pytest.raises(InputError, match=r"bomb\.pdf: (reading it takes more than 6 s of computing|no text in it)"):
        read(tmp_path, unfolding(40), "bomb.pdf")
    # on a fast machine the reader comes to its own limit of tokens before that
    with pytest.raises(InputError, match=r"bomb\.pdf: (reading it takes more than 6 s of computing|damaged, or not)"):
        read(tmp_path, flooding(4_000_000), "bomb.pdf")


@pytest.mark.parametrize(
    ("data", "problem"),
    [
        (b"", "the file is empty"),
        (b"PK\x03\x04" + bytes(100), "expected text, HTML or PDF, found a binary file"),
        (bytes(range(1, 32)) * 9, "expected text, HTML or PDF, found a binary file"),
        (b" \n ", "nothing to read in it"),
        (b"<html><script>x</script>", "nothing to read in it"),
    ],
)
def test_what_is_no_article(tmp_path, data, problem):
    with pytest.raises(InputError, match=problem):
        read(tmp_path, data)


def test_missing_folder_and_too_large(tmp_path):
    with pytest.raises(InputError, match="no such file"):
        read_article(tmp_path / "no.txt")
    with pytest.raises(InputError, match="expected a file, found a folder"):
        read_article(tmp_path)
    with (tmp_path / "long.txt").open("wb") as file:
        file.truncate(100_000_001)
    with pytest.raises(InputError, match="larger than 100 MB, the most that is read of an article"):
        read_article(tmp_path / "long.txt")


def test_a_text_too_long_to_read_at_once(tmp_path, monkeypatch):
    monkeypatch.setattr("geleit.io.articles.article.LONGEST", 5)
    assert read(tmp_path, b"abcde").text == "abcde"
    with pytest.raises(InputError, match="6 characters, more than the 5 that are read at once"):
        read(tmp_path, b"abcdef")
