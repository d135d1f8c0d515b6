"""What a reader sees of a page of HTML: its text without markup, menus and captions, and what it says of itself."""

from __future__ import annotations

import html
import re
from dataclasses import dataclass
from datetime import date

from geleit.io.articles.markup import RAW, Piece, attributes, split
from geleit.io.case.fields import read_day
from geleit.model.alignment import Alignment

_BLOCKS = frozenset({
    "address", "article", "aside", "blockquote", "body", "center", "dd", "details", "dialog", "div", "dl", "dt",
    "fieldset", "figcaption", "figure", "footer", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr",
    "html", "legend", "li", "main", "menu", "nav", "ol", "option", "p", "pre", "search", "section", "summary", "table",
    "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
})  # fmt: skip
"""Elements that begin and end a paragraph."""

_VOID = frozenset({
    "area", "base", "br", "col", "embed", "hr", "img", "input", "link", "meta", "param", "source", "track", "wbr",
})  # fmt: skip
_MAIN = ("article", "main")
_ASIDE = frozenset({"aside", "button", "figcaption", "footer", "nav", "select"})
"""Elements of a page that are not its article."""

_UNSEEN = frozenset({"head", "template", "svg", "math", "object", "audio", "video", "canvas"})
_LINE, _BREAK = "\n", "\n\n"
_STRENGTH = ("", " ", _LINE, _BREAK)
_SOFT_HYPHEN = "\u00ad"
_SPACES = " \t\n\r\f"
_RUN = re.compile(
    rf"[{_SPACES}]{{2,}}|[\t\n\r\f]|{_SOFT_HYPHEN}"
    "|&(?:#[xX][0-9a-fA-F]{1,8}|#[0-9]{1,10}|[A-Za-z][A-Za-z0-9]{1,31});?"
)
"""What is seen as something else than it is: white space that is no single space, and entities."""

_HIDDEN = re.compile(r"\bhidden\b|display\s*:\s*none", re.IGNORECASE)
_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_JSON_DATE = re.compile(r'"datePublished"\s*:\s*"(\d{4}-\d\d-\d\d)')
_DATE_NAMES = (
    *("article:published_time", "og:article:published_time", "datepublished", "dc.date.issued", "dcterms.issued"),
    *("dc.date", "dcterms.date", "date", "pubdate", "publishdate"),
)
"""Of ``meta``, the most reliable first."""

_LEAST_SHARE = 0.3
"""Of a page's text outside menus: an article that holds less is a teaser beside the article."""

_HEAD = 300_000
"""Code points in which a page states its title and its day."""

_MOST_TITLE = 1000


@dataclass(frozen=True)
class Webpage:
    """A page of HTML.

    Parameters
    ----------
    seen
        What a reader sees of the article.
    alignment
        Where its code points stand in the page.
    title
        As the page names itself, or empty.
    published
        The day of publication that it states, or ``None``.
    """

    seen: str
    alignment: Alignment
    title: str
    published: date | None


def read_webpage(page: str) -> Webpage:
    """The article in a page: what is in ``article`` and ``main`` where they hold it, else all but menus."""
    article = _see(page, main=True, aside=False)
    if article.share < _LEAST_SHARE:
        article = _see(page, main=False, aside=False)
    if not article.parts:
        article = _see(page, main=False, aside=True)
    return Webpage("".join(article.parts), article.alignment, *_about(page[:_HEAD]))


class _Page:
    """Text as it comes to be seen."""

    def __init__(self) -> None:
        self.parts: list[str] = []
        self.alignment = Alignment()
        self.passed_over = 0
        self._due, self._due_at = "", (0, 0)  # white space that is seen only between words

    @property
    def share(self) -> float:
        """What is seen, of what would be seen without looking at ``article`` and ``main``."""
        return len(self.alignment) / max(1, len(self.alignment) + self.passed_over)

    def add(self, text: str, first: int, last: int) -> None:
        """Words, and where they stand."""
        if self._due and self.parts:
            self._put(self._due, *self._due_at)
        self._due = ""
        self._put(text, first, last)

    def space(self, text: str, first: int, last: int) -> None:
        """White space; the strongest between two words is seen."""
        if text == self._due == _LINE:
            text = _BREAK
        if _STRENGTH.index(text) > _STRENGTH.index(self._due):
            self._due, self._due_at = text, (first, last)

    def _put(self, text: str, first: int, last: int) -> None:
        self.parts.append(text)
        self.alignment.add(len(text), first, last)


def _see(page: str, *, main: bool, aside: bool) -> _Page:
    seen, kept = _Page(), 0
    skipped, depth, preformatted = "", 0, 0
    for piece in split(page):
        if piece.kind == "raw":
            continue
        if skipped:
            if piece.name == skipped:
                depth += 1 if piece.kind == "open" else -1
                skipped = skipped if depth else ""
        elif piece.kind == "text":
            if kept or not main:
                _text(page, piece, seen, verbatim=bool(preformatted))
            else:
                seen.passed_over += len(page[piece.start : piece.end].strip())
        elif piece.kind == "open" and _unseen(page, piece, aside=aside):
            skipped, depth = piece.name, 1
            seen.space(_BREAK, piece.start, piece.start)
        else:
            change = 1 if piece.kind == "open" else -1
            kept = max(0, kept + change) if piece.name in _MAIN else kept
            preformatted = max(0, preformatted + change) if piece.name == "pre" else preformatted
            if piece.name in _BLOCKS:
                seen.space(_BREAK, piece.start, piece.start)
            elif piece.name == "br":
                seen.space(_LINE, piece.start, piece.start)
    return seen


def _unseen(page: str, tag: Piece, *, aside: bool) -> bool:
    if tag.name in _VOID or tag.name in RAW or page[tag.end - 2] == "/":
        return False
    if tag.name in _UNSEEN or (tag.name in _ASIDE and not aside):
        return True
    if not _HIDDEN.search(page, tag.start, tag.end):
        return False
    found = attributes(page, tag)
    return "hidden" in found or "display:none" in re.sub(r"\s", "", found.get("style", "")).lower()


def _text(page: str, piece: Piece, seen: _Page, *, verbatim: bool) -> None:
    at = piece.start
    for match in _RUN.finditer(page, piece.start, piece.end):
        start, end = match.span()
        white = match[0][0] in _SPACES
        if white and verbatim:
            continue  # it belongs to the words
        _words(page, at, start, seen)
        if white:
            seen.space(" ", start, end)
        elif (letter := html.unescape(match[0])) != _SOFT_HYPHEN:
            seen.add(letter, start, end)
        at = end
    _words(page, at, piece.end, seen)


def _words(page: str, first: int, last: int, seen: _Page) -> None:
    """Words with single spaces between them, and perhaps around them."""
    if first < last and page[first] == " ":
        seen.space(" ", first, first + 1)
        first += 1
    ends = first < last and page[last - 1] == " "
    if first < last - ends:
        seen.add(page[first : last - ends], first, last - ends)
    if ends:
        seen.space(" ", last - 1, last)


def _about(page: str) -> tuple[str, date | None]:
    """Title and day of publication as the page states them."""
    title, shared, dates = "", "", dict[str, str]()
    for piece in split(page):
        if piece.kind == "raw":
            content = page[piece.start : piece.end]
            if piece.name == "title" and not title:
                title = html.unescape(content[:_MOST_TITLE])
            elif piece.name == "script" and (match := _JSON_DATE.search(content)):
                dates.setdefault("datepublished", match[1])
        elif piece.kind == "open" and piece.name in ("meta", "time"):
            found = attributes(page, piece)
            name = (found.get("property") or found.get("name") or found.get("itemprop") or "").lower()
            if name == "og:title":
                shared = found.get("content", "")
            elif name in _DATE_NAMES:
                dates.setdefault(name, found.get("content") or found.get("datetime") or "")
            elif "pubdate" in found:
                dates.setdefault("pubdate", found.get("datetime", ""))
    days = (_day(dates[name]) for name in _DATE_NAMES if name in dates)
    return " ".join((shared or title).split())[:_MOST_TITLE], next(filter(None, days), None)


def _day(text: str) -> date | None:
    match = _DATE.match(text.strip())
    try:
        return read_day(match[0]) if match else None
    except ValueError:
        return None
