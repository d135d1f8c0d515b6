"""An article as it was read: its text, what a reader sees of it, and where each letter of that stands."""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left, bisect_right
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Literal

from geleit.model.alignment import Alignment

MediaType = Literal["text/plain", "text/html", "application/pdf"]


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
    pages
        The code points of ``text`` at which the pages of a PDF begin; none elsewhere.
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
    pages: tuple[int, ...] = ()

    def span(self, start: int, end: int) -> tuple[int, int]:
        """The stretch of ``text`` behind the code points of ``seen`` from ``start`` to before ``end``."""
        return self.alignment.span(start, end)

    def page(self, at: int) -> int | None:
        """The page, from 1, that a code point of ``text`` is on; ``None`` where there are no pages."""
        return bisect_right(self.pages, at) or None

    def line(self, at: int) -> int:
        """The line, from 1, that a code point of ``text`` is on."""
        return bisect_left(self._line_ends, at) + 1

    @cached_property
    def _line_ends(self) -> array[int]:
        return array("q", (match.start() for match in re.finditer("\n", self.text)))
