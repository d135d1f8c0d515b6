"""The text of a PDF, page by page, read in a process apart."""

from __future__ import annotations

import io
import logging
from collections.abc import Iterator
from functools import partial
from typing import NamedTuple

from geleit.errors import InputError, MissingExtraError
from geleit.io.foreign.apart import apart
from geleit.io.foreign.guard import guarded
from geleit.io.foreign.kinds import PDF


class Page(NamedTuple):
    """A page of a PDF: its number, how many there are, and its text."""

    number: int
    of: int
    text: str


def read_pages(label: str, data: bytes, most: int) -> Iterator[Page]:
    """The pages, in order.

    Parameters
    ----------
    label
        The file as messages name it.
    most
        How many pages there may be.

    Raises
    ------
    InputError
        If it is encrypted, damaged, or beyond the bounds.
    MissingExtraError
        If the package that reads PDF is not installed.
    """
    try:
        import pypdf  # noqa: F401
    except ImportError:
        raise MissingExtraError("reading PDF", "reader") from None
    return apart(label, PDF, len(data), partial(_pages, label, data, most))


def _pages(label: str, data: bytes, most: int) -> Iterator[Page]:
    from pypdf import PdfReader

    logging.getLogger("pypdf").setLevel(logging.CRITICAL)  # its remarks on a file are not ours to print
    with guarded(label, PDF):
        reader = PdfReader(io.BytesIO(data))
        if reader.is_encrypted and not reader.decrypt(""):
            raise InputError(label, "the PDF is encrypted", "open it with its password and save it without one")
        count = len(reader.pages)
        if count > most:
            raise InputError(label, f"expected at most {most:,} pages, found {count:,}", "split the file")
        for number, page in enumerate(reader.pages, 1):
            yield Page(number, count, _clean(page.extract_text()))


def _clean(text: str) -> str:
    """Without halves of characters, which a broken font table can bring and no file can hold."""
    return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
