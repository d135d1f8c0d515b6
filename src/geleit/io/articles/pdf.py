"""The text of a PDF, page by page, within bounds that a hostile file cannot pass."""

from __future__ import annotations

import io
import logging
import re
import time
from collections.abc import Callable

from geleit.errors import InputError, MissingExtraError
from geleit.model.alignment import Alignment

MOST_PAGES = 1_000
MOST_TEXT = 20_000_000
"""Code points of all pages."""

READING_SECONDS = 120.0
"""Wall-clock time for all pages."""

BETWEEN_PAGES = "\n\n"

_SHORTER = "split the file, or save the passage as .txt"

_WRAPPED = re.compile(r"(?<=[a-zäöüß])-\n(?=[a-zäöüß])(?!und\b|oder\b|bis\b|and\b|or\b|to\b)|(?<!\n)\n(?!\n)")
"""A word cut in two at the end of a line, or an end of a line inside a paragraph."""


class _TooLong(BaseException):
    """Time is up; not an ``Exception``, which pypdf would take for a fault of the file and go on."""


def read_pdf(label: str, data: bytes, progress: Callable[[str, int, int | None], None] | None = None) -> str:
    """The text of all pages, as it stands in the file.

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
    try:
        from pypdf import PdfReader
        from pypdf.errors import PyPdfError
    except ImportError:
        raise MissingExtraError("reading PDF", "reader") from None
    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # its remarks on a file are not ours to print
    until = time.monotonic() + READING_SECONDS
    pages: list[str] = []

    def counting(*_: object) -> None:
        if time.monotonic() > until:
            raise _TooLong

    try:
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise InputError(label, "the PDF is encrypted", "open it with its password and save it without one")
        count = len(reader.pages)
        if count > MOST_PAGES:
            raise InputError(label, f"expected at most {MOST_PAGES:,} pages, found {count:,}", "split the file")
        for number, page in enumerate(reader.pages, 1):
            pages.append(_clean(page.extract_text(visitor_operand_before=counting)))
            if sum(map(len, pages)) > MOST_TEXT:
                raise InputError(label, f"page {number:,}: more than {MOST_TEXT:,} code points of text", _SHORTER)
            if progress:
                progress("pages", number, count)
    except InputError:
        raise
    except _TooLong:
        problem = f"page {len(pages) + 1:,}: the text takes longer than {READING_SECONDS:g} s"
        raise InputError(label, problem, _SHORTER) from None
    except (PyPdfError, Exception) as fault:
        raise InputError(label, f"not a PDF that can be read: {type(fault).__name__}", "save the page anew") from None
    if not any(map(str.strip, pages)):
        remedy = "run OCR first, e.g. with ocrmypdf, or type the passage into a .txt"
        raise InputError(label, "no text in it: a scan", remedy)
    return BETWEEN_PAGES.join(pages)


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


def _clean(text: str) -> str:
    """Without halves of characters, which a broken font table can bring and no file can hold."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
