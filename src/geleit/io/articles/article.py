"""Read an article: a file of text, HTML or PDF."""

from __future__ import annotations

import codecs
import re
from collections.abc import Callable
from datetime import date
from itertools import accumulate
from pathlib import Path

from geleit.errors import InputError
from geleit.io.articles.encodings import decode
from geleit.io.articles.pdf import BETWEEN_PAGES, read_pdf, unwrapped
from geleit.io.articles.webpage import read_webpage
from geleit.io.evidence.objects import read_original
from geleit.io.foreign.kinds import ARTICLE
from geleit.io.foreign.sizes import expect_bytes
from geleit.model.alignment import Alignment
from geleit.model.article import Article, MediaType

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
_WIDE = (b"\xff\xfe", b"\xfe\xff", codecs.BOM_UTF32_BE)
"""Marks of encodings in which a text may hold zero bytes; that of UTF-32 in the other order begins with the first."""

_UNTEXTUAL = re.compile(rb"[\x00-\x08\x0e-\x1a\x1c-\x1f]")
_UNTEXTUAL_SHARE, _SOME = 0.02, 16
"""Share and number of control bytes above which a file is no text."""


def read_article(path: Path, progress: Callable[[str, int, int | None], None] | None = None, name: str = "") -> Article:
    """Read a file; what it says is data, whatever it says.

    Parameters
    ----------
    progress
        Told what is counted, how much is done, and of how much.
    name
        Its own name, where it is kept under another one.

    Raises
    ------
    InputError
        If it is missing, empty, too large, neither text nor HTML nor PDF, or holds nothing to read.
    MissingExtraError
        If a package is needed that is not installed.
    """
    label, original = str(path), read_original(path, ARTICLE.most_bytes + 1)
    expect_bytes(label, len(original.data), ARTICLE)
    kind: MediaType
    pages: list[str] = []
    if _PDF in original.data[:_PDF_WITHIN]:
        pages = read_pdf(label, original.data, progress)
        kind, text, encoding = "application/pdf", BETWEEN_PAGES.join(pages), ""
    elif _is_text(original.data):
        text, encoding = decode(original.data)
        is_page = Path(name or path.name).suffix.lower() in _PAGE_SUFFIXES or _PAGE.match(text, 0, _HEAD)
        kind = "text/html" if is_page else "text/plain"
    else:
        problem = "expected text, HTML or PDF, found a binary file"
        raise InputError(label, problem, "save the article as .html, .pdf or .txt in UTF-8")
    if len(text) > LONGEST:
        problem = f"{len(text):,} characters, more than the {LONGEST:,} that are read at once"
        raise InputError(label, problem, "save the passage as .txt")
    seen, alignment, title, published = _seen(kind, text)
    if not seen.strip():
        raise InputError(label, "nothing to read in it", "save the page once it shows its text, or as .txt")
    starts = tuple(accumulate((len(page) + len(BETWEEN_PAGES) for page in pages[:-1]), initial=0)) if pages else ()
    return Article(
        name or original.name, original.sha256, kind, encoding, text, seen, alignment, title, published, starts
    )


def _is_text(data: bytes) -> bool:
    """Whether bytes are a text in any encoding, by the control characters in them."""
    if data.startswith(_WIDE):
        return True
    head = data[:_HEAD]
    return b"\0" not in data and len(_UNTEXTUAL.findall(head)) <= max(_SOME, _UNTEXTUAL_SHARE * len(head))


def _seen(kind: MediaType, text: str) -> tuple[str, Alignment, str, date | None]:
    """What a reader sees of a text and where it stands, and the title and the day that a page states."""
    match kind:
        case "text/plain":
            return text, Alignment.identity(len(text)), "", None
        case "text/html":
            page = read_webpage(text)
            return page.seen, page.alignment, page.title, page.published
        case "application/pdf":
            return *unwrapped(text), "", None
