"""The text of a PDF, page by page, within bounds that a hostile file cannot pass."""

from __future__ import annotations

import re
from collections.abc import Callable

from geleit.errors import InputError
from geleit.io.foreign.pdf_pages import read_pages
from geleit.model.alignment import Alignment

MOST_PAGES = 1_000
MOST_TEXT = 20_000_000
"""Code points of all pages."""

BETWEEN_PAGES = "\n\n"
"""What joins the pages to one text."""

_SHORTER = "split the file, or save the passage as .txt"

_WRAPPED = re.compile(r"(?<=[a-zäöüß])-\n(?=[a-zäöüß])(?!und\b|oder\b|bis\b|and\b|or\b|to\b)|(?<!\n)\n(?!\n)")
"""A word cut in two at the end of a line, or an end of a line inside a paragraph."""


def read_pdf(label: str, data: bytes, progress: Callable[[str, int, int | None], None] | None = None) -> list[str]:
    """The text of each page, as it stands in the file.

    Parameters
    ----------
    label
        The file as messages name it.
    progress
        Told what is counted, how much is done, and of how much.

    Raises
    ------
    InputError
        If it is encrypted, broken, beyond the bounds, or holds no text.
    MissingExtraError
        If the package that reads PDF is not installed.
    """
    pages: list[str] = []
    length = 0
    for page in read_pages(label, data, MOST_PAGES):
        pages.append(page.text)
        length += len(page.text)
        if length > MOST_TEXT:
            raise InputError(label, f"page {page.number:,}: more than {MOST_TEXT:,} code points of text", _SHORTER)
        if progress:
            progress("pages", page.number, page.of)
    if not any(map(str.strip, pages)):
        remedy = "run OCR first, e.g. with ocrmypdf, or type the passage into a .txt"
        raise InputError(label, "no text in it: a scan", remedy)
    return pages


def unwrapped(text: str) -> tuple[str, Alignment]:
    """The text of pages with the ends of lines inside paragraphs taken out, and where its code points stand."""
    parts: list[str] = []
    alignment, at = Alignment(), 0
    for match in _WRAPPED.finditer(text):
        parts.append(text[at : match.start()])
        alignment.add(len(parts[-1]), at, match.start())
        if match[0] == "\n":
            parts.append(" ")
            alignment.add(1, *match.span())
        at = match.end()
    parts.append(text[at:])
    alignment.add(len(parts[-1]), at, len(text))
    return "".join(parts), alignment
