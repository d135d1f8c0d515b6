"""Read an article: a file of text, HTML or PDF."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from hashlib import sha256
from pathlib import Path
from typing import Literal

from geleit.errors import InputError
from geleit.io.articles.alignment import Alignment
from geleit.io.articles.encodings import decode
from geleit.io.articles.pdf import read_pdf, unwrapped
from geleit.io.articles.webpage import read_webpage
from geleit.io.case.tables import GREATEST_FILE
from geleit.io.evidence.capture import recorded_name
from geleit.io.evidence.objects import expect_file

MediaType = Literal["text/plain", "text/html", "application/pdf"]

LONGEST = 20_000_000
"""Characters of an article; so much dense text makes some 200,000 statements and takes 2 GB."""

_PDF = b"%PDF-"
_PDF_WITHIN = 1024
"""Bytes in which the mark of a PDF stands."""

_PAGE = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype\s+html|html|head|body|article)\b", re.I | re.S
)
_PAGE_SUFFIXES = (".html", ".htm", ".xhtml")
_HEAD = 100_000
_MARKS_OF_TEXT = (b"\xff\xfe", b"\xfe\xff")
"""Byte-order marks of encodings in which a text may hold zero bytes; the longer ones begin with or hold them."""

_UNTEXTUAL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_UNTEXTUAL_SHARE, _SOME = 0.02, 16
"""Share and number of control bytes above which a file is no text."""


@dataclass(frozen=True)
class Article:
    """An article as it was read.

    Parameters
    ----------
    file
        The file's own name.
    sha256
        Of its bytes.
    encoding
        Name that Python knows, with ``text == data.decode(encoding, "replace")``; empty for a PDF.
    text
        The decoded file, undisturbed; of a PDF the text of its pages. Offsets that are published count its code points.
    seen
        What a reader sees of the article.
    alignment
        Where the code points of ``seen`` stand in ``text``.
    title, published
        As a page of HTML states them; empty and ``None`` elsewhere.
    """

    file: str
    sha256: str
    media_type: MediaType
    encoding: str
    text: str
    seen: str
    alignment: Alignment
    title: str = ""
    published: date | None = None


def line_finder(text: str) -> Callable[[int], int]:
    """Tells the line, from 1, that a code point of a text is on."""
    ends = array("q", (match.start() for match in re.finditer("\n", text)))
    return lambda at: bisect_left(ends, at) + 1


def read_article(path: Path, progress: Callable[[str, int, int | None], None] | None = None) -> Article:
    """Read a file; what it says is data, whatever it says.

    Raises
    ------
    InputError
        If it is missing, empty, too large, neither text nor HTML nor PDF, or holds nothing to read.
    MissingExtraError
        If a package is needed that is not installed.
    """
    data = _bytes(path)
    file, digest = recorded_name(path), sha256(data).hexdigest()
    if _PDF in data[:_PDF_WITHIN]:
        text = read_pdf(str(path), data, progress)
        _expect_bearable(path, text)
        return Article(file, digest, "application/pdf", "", text, *unwrapped(text))
    _expect_text(path, data)
    text, encoding = decode(data)
    _expect_bearable(path, text)
    if path.suffix.lower() in _PAGE_SUFFIXES or _PAGE.match(text, 0, _HEAD):
        page = read_webpage(text)
        article = Article(
            file, digest, "text/html", encoding, text, page.seen, page.alignment, page.title, page.published
        )
    else:
        article = Article(file, digest, "text/plain", encoding, text, text, Alignment.identity(len(text)))
    if not article.seen.strip():
        raise InputError(str(path), "nothing to read in it", "save the page once it shows its text, or as .txt")
    return article


def _expect_bearable(path: Path, text: str) -> None:
    if len(text) > LONGEST:
        problem = f"{len(text):,} characters, more than the {LONGEST:,} that are read at once"
        raise InputError(str(path), problem, "save the passage as .txt")


def _bytes(path: Path) -> bytes:
    expect_file(path)
    try:
        with path.open("rb") as file:
            data = file.read(GREATEST_FILE + 1)
    except OSError as fault:
        raise InputError(str(path), f"cannot be read: {fault.strerror}") from None
    if len(data) > GREATEST_FILE:
        raise InputError(str(path), f"larger than {GREATEST_FILE // 1_000_000} MB", "save the passage as .txt")
    return data


def _expect_text(path: Path, data: bytes) -> None:
    if data.startswith(_MARKS_OF_TEXT) or data.startswith(b"\0\0\xfe\xff"):
        return
    head = data[:_HEAD]
    if b"\0" in data or len(_UNTEXTUAL.findall(head)) > max(_SOME, _UNTEXTUAL_SHARE * len(head)):
        problem = "expected text, HTML or PDF, found a binary file"
        raise InputError(str(path), problem, "save the article as .html, .pdf or .txt in UTF-8")
