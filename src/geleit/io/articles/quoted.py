"""The wording of statements against the captured originals that it was read in."""

from __future__ import annotations

import re
import unicodedata
from array import array
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from geleit.errors import GeleitError
from geleit.io.articles.article import read_article
from geleit.io.case.fields import quote
from geleit.io.case.record import Record
from geleit.io.evidence.log import Log
from geleit.io.evidence.store import reading, store_of
from geleit.io.ledger.entries import Ledger, read_ledger
from geleit.model.article import Article
from geleit.model.statement import Statement, Wording
from geleit.progress import Steps, no_steps

MOST_PLACES = 1_000
"""Places of the same words that are looked at."""

_LEFT_OUT = re.compile(r"\[(?:\.\.\.|\u2026)\]")
"""What a quotation has in the place of words that it leaves out."""

_WITHIN_NUMBER = re.compile(r"\d\|\d|\d[.,']\|\d|\d\|[.,']\d")
"""A place, marked by a line, at which a number goes on."""

_CASED = ("Lu", "Ll", "Lt", "Lm")

_MARKS = {
    **dict.fromkeys("\u00ab\u00bb\u201c\u201d\u201e\u201f\u2033\uff02", '"'),
    **dict.fromkeys("\u2018\u2019\u201a\u201b\u2032\u2039\u203a\u02bc\uff07`\u00b4", "'"),
    **dict.fromkeys("\u00ad\u200b\u2060\ufeff", ""),
    **{chr(0xFB00 + at): letters for at, letters in enumerate(("ff", "fi", "fl", "ffi", "ffl", "st", "st"))},
}
"""Quotation marks and apostrophes of any kind count as the plain ones, soft hyphens and what has no width for nothing,
and joined letters as the letters."""


@dataclass(frozen=True)
class WordsCheck:
    """Wordings against originals.

    Parameters
    ----------
    compared
        Statements whose words were looked for.
    problems
        Words that are not in their original, or not in their place, by file, row and field.
    notes
        What could not be compared, and why.
    """

    compared: int
    problems: tuple[str, ...]
    notes: tuple[str, ...]


@dataclass(frozen=True)
class Plain:
    """A text as it is compared, and the code point of the text itself that each of its own stands for."""

    text: str
    places: array[int]


def plain(text: str) -> Plain:
    """A text with one space for each run of blanks and control characters, plain marks, and accents apart."""
    letters: list[str] = []
    places = array("q")
    for at, letter in enumerate(text):
        kept = _compared(letter)
        if kept == " " and letters and letters[-1] == " ":
            continue
        letters.extend(kept)
        places.extend([at] * len(kept))
    return Plain("".join(letters), places)


@cache
def _compared(letter: str) -> str:
    """A letter as it is compared."""
    if letter in _MARKS:
        return _MARKS[letter]
    is_blank = letter.isspace() or unicodedata.category(letter) in ("Cc", "Cs")
    return " " if is_blank else unicodedata.normalize("NFD", letter)


def check_words(case: Path, progress: Steps = no_steps) -> WordsCheck:
    """Look for the words of each statement in the original that was captured of it.

    A statement has an original where its ``wording_sha256``, or else the hash of its source, is that of one.

    Raises
    ------
    InputError
        If the ledger or the log cannot be read.
    """
    store = store_of(case)
    with reading(store) as log:
        ledger = read_ledger(case)
    by_original: dict[str, list[tuple[Record, Wording]]] = {}
    problems: list[str] = []
    unknown: Counter[str] = Counter()
    hashes = {source.id: source.sha256 for source in ledger.sources}
    for row, statement in zip(ledger.rows, ledger.statements, strict=True):
        wording = statement.wording
        if wording is None or not (digest := wording.sha256 or hashes[statement.source]):
            continue
        if digest not in log.originals:
            unknown[digest] += bool(wording.sha256)
            continue
        problems += _of_another_source(log, row, statement, digest, hashes[statement.source])
        by_original.setdefault(digest, []).append((row, wording))
    notes = [_not_here(ledger, digest, count) for digest, count in unknown.items() if count]
    compared = 0
    for number, (digest, quoted) in enumerate(by_original.items(), 1):
        progress(f"looking for quoted words in original {number:,} of {len(by_original):,}", 2)
        try:
            article = read_article(store.find(digest), name=_named(log, digest))
        except GeleitError as problem:
            notes.append(f"{_many(len(quoted))} not compared with the original: {problem}")
            continue
        compared += len(quoted)
        seen = plain(article.seen)
        for row, wording in quoted:
            problems += wrong(row, wording, article, seen)
    return WordsCheck(compared, tuple(problems), tuple(notes))


def wrong(row: Record, wording: Wording, article: Article, seen: Plain) -> Iterator[str]:
    """What of a wording is otherwise in the article: the words, else their place, page and surroundings."""

    def fault(field: str, problem: str) -> str:
        return f"{row.file}: {row.place}{row.joint}{field}: {problem}"

    found = list(_places(seen, wording.text))
    if not found:
        yield fault(
            "wording", f"{quote(wording.text)} is not in the original {article.sha256[:12]}, {quote(article.file)}"
        )
        return
    spans = [article.span(seen.places[first], seen.places[last - 1] + 1) for first, last in found]
    if wording.start is not None and wording.end is not None:
        if (wording.start, wording.end) not in spans:
            start, end = next((span for span in spans if span[0] == wording.start), spans[0])
            field = "wording_end" if start == wording.start else "wording_start"
            yield fault(field, f"{wording.start:,} to {wording.end:,}, and the words stand at {start:,} to {end:,}")
            return
        at = spans.index((wording.start, wording.end))
        found, spans = found[at : at + 1], spans[at : at + 1]
    pages = [article.page(start) for start, _ in spans]
    if wording.page is not None and article.pages and wording.page not in pages:
        yield fault("wording_page", f"{wording.page:,}, and the words stand on page {pages[0]:,}")
    before, after = plain(wording.before).text.strip(), plain(wording.after).text.strip()
    if not any(seen.text[:first].rstrip().endswith(before) for first, _ in found):
        yield fault("wording_before", f"{quote(before)} does not stand before the words")
    if not any(seen.text[last:].lstrip().startswith(after) for _, last in found):
        yield fault("wording_after", f"{quote(after)} does not stand after the words")


def _places(seen: Plain, words: str) -> Iterator[tuple[int, int]]:
    """Where words stand in what is seen, end-exclusive; parts between what a quotation leaves out stand in order."""
    parts = [part for quoted in _LEFT_OUT.split(words) if (part := plain(quoted).text.strip())]
    first, others = (parts or [words])[0], parts[1:]
    at = _find(seen.text, first, 0)
    for _ in range(MOST_PLACES):
        if at < 0:
            return
        end = at + len(first)
        for part in others:
            start = _find(seen.text, part, end)
            if start < 0:
                return  # nor does it stand behind any later place
            end = start + len(part)
        yield at, end
        at = _find(seen.text, first, at + 1)


def _find(text: str, words: str, start: int) -> int:
    """The next place where words stand as whole words and whole numbers; below 0 where there is none."""
    at = text.find(words, start)
    while at >= 0 and (_goes_on(text, at) or _goes_on(text, at + len(words))):
        at = text.find(words, at + 1)
    return at


def _goes_on(text: str, at: int) -> bool:
    """Whether a word or number, in scripts that have capitals, goes on across a place, or an accent follows."""
    before, after = text[max(0, at - 1) : at], text[at : at + 1]
    if not before or not after:
        return False
    if unicodedata.combining(after) or _WITHIN_NUMBER.search(text[max(0, at - 2) : at] + "|" + text[at : at + 2]):
        return True
    return unicodedata.category(before) in _CASED and unicodedata.category(after) in _CASED


def _of_another_source(log: Log, row: Record, statement: Statement, digest: str, own: str) -> Iterator[str]:
    ids = {entry.id for entry in log.captures if entry.sha256 == digest}
    if digest != own and ids and statement.source not in ids:
        named = ", ".join(map(quote, sorted(ids)))
        yield f"{row.file}: {row.place}{row.joint}wording_sha256: it is of the source {named}, not {statement.source!r}"


def _not_here(ledger: Ledger, digest: str, count: int) -> str:
    return f"{ledger.label}: the original {digest[:12]} was not captured here: {_many(count)} not compared with it"


def _named(log: Log, digest: str) -> str:
    """The own name of an original, by which its kind is known."""
    return next((entry.file for entry in log.captures if entry.sha256 == digest), "")


def _many(count: int) -> str:
    return "the wording of 1 statement is" if count == 1 else f"the wordings of {count:,} statements are"
