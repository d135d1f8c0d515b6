"""The markup of HTML as a browser splits it: each piece of it with its place, in time linear in its length.

The parser of the standard library is not used: it needs hours for a page full of ``<a``, and gives up at ``<![``.
"""

from __future__ import annotations

import html
import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

RAW = frozenset({"script", "style", "title", "textarea", "iframe", "noembed", "noframes", "noscript", "xmp"})
"""Elements whose content holds no elements."""

_NEXT = re.compile(r"<(?:!--|[!?]|/?([A-Za-z][^\s/>]*)|/[^>])")
_DELIMITER = re.compile("[>=]")
_QUOTED = re.compile(r"""\s*(?:"[^"]*"|'[^']*')?""")
_ATTRIBUTE = re.compile(r"""([^\s=/>"']+)(?:\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+)))?""")
_LONGEST_TAG = 100_000
"""Code points of a tag in which attributes are looked for."""


class Piece(NamedTuple):
    """A tag, or text between tags.

    Parameters
    ----------
    kind
        ``raw`` is the content of an element that holds no elements; what is in no piece are comments and declarations.
    name
        Of the element, in small letters; of the element around it for ``raw``; empty for text.
    start, end
        Its place, in code points.
    """

    kind: Literal["text", "open", "close", "raw"]
    name: str
    start: int
    end: int


def split(page: str) -> Iterator[Piece]:
    """The pieces of a page, in order; what is not closed goes on to the end, as in a browser."""
    at = 0
    while match := _NEXT.search(page, at):
        start, name = match.start(), (match[1] or "").lower()
        if start > at:
            yield Piece("text", "", at, start)
        if not name:
            at = _after(page, "-->" if match[0] == "<!--" else ">", match.end() - 1)
            continue
        at = _end_of_tag(page, match.end())
        yield Piece("close" if match[0][1] == "/" else "open", name, start, at)
        if name in RAW and match[0][1] != "/":
            close = re.compile(rf"</{re.escape(name)}(?=[\s/>])", re.IGNORECASE).search(page, at)
            end = close.start() if close else len(page)
            yield Piece("raw", name, at, end)
            at = end
    if at < len(page):
        yield Piece("text", "", at, len(page))


def attributes(page: str, tag: Piece) -> dict[str, str]:
    """The attributes of a tag, names in small letters; the first of a name counts."""
    found: dict[str, str] = {}
    inside = page[tag.start + 1 + len(tag.name) : min(tag.end - 1, tag.start + _LONGEST_TAG)]
    for match in _ATTRIBUTE.finditer(inside):
        value = next((group for group in match.groups()[1:] if group is not None), "")
        found.setdefault(match[1].lower(), html.unescape(value))
    return found


def _end_of_tag(page: str, at: int) -> int:
    while match := _DELIMITER.search(page, at):
        at = match.end()
        if match[0] == ">":
            return at
        quoted = _QUOTED.match(page, at)
        at = quoted.end() if quoted else at
    return len(page)


def _after(page: str, mark: str, at: int) -> int:
    found = page.find(mark, at)
    return len(page) if found < 0 else found + len(mark)
