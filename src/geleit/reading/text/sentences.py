"""How a text is laid out: words, clauses, sentences and paragraphs, none of which is cut inside a quotation."""

from __future__ import annotations

import re
from bisect import bisect_right
from dataclasses import dataclass

from geleit.reading.text.quotations import Quotation
from geleit.reading.text.word_lists import word_set

_WORD = re.compile(r"\d+(?:[.,:]\d+)*(?:-?[^\W\d_][^\W_]*(?:-[^\W_]+)*)?|[^\W\d_][^\W_]*(?:[-’′'./&][^\W_]+)*")
_NAME_PARTICLE = re.compile(r"(?:a[dlnrstz]|ash|el)[-’'](?=[^\W\d_])(?![a-zäöüß])")
_LONGEST_WORD = 60
_MOST_CLAUSES = 100
LONGEST_CLAUSE = 80
"""Words of a clause that are looked at."""
_MOST_WORDS = 1000
_PARAGRAPH = re.compile(r"[^\n\r]+")
_ENDING = re.compile(r"[.!?…]{1,3}[“”\"«»‘’')\]]{0,3}[ \t\xa0]+")
_BREAK = re.compile(r",(?!\d)|[;:](?!\d)|[ \xa0][–—-](?=[ \xa0])|[()]")
_STARTER = re.compile(r"(?:Der|Die|Das|Ein|Eine|Er|Sie|Es|Auch|Dies|The|A|He|She|They|It|This)\b")
_ABBREVIATIONS = word_set(
    "abs art bzw ca co d dr dipl evtl geb gen ggf h hl inkl ing jr lt mag max min mio mrd mr mrs ms nr o p "
    "prof rd s sen sog sr st str tel u v vgl vs z zzt col gov rep maj capt lt sgt no inc ltd corp u.s u.k u.n "
    "a.m p.m"
)


@dataclass(frozen=True, slots=True, eq=False)
class Word:
    """One word with its place; ``quoted`` where it stands inside a quotation."""

    text: str
    start: int
    end: int
    quoted: bool

    @property
    def lower(self) -> str:
        """The word in small letters."""
        return self.text.lower()

    @property
    def capital(self) -> bool:
        """Whether it begins with a capital letter, or as *al-Nasser* does."""
        return self.text[0].isupper() or bool(_NAME_PARTICLE.match(self.text))


@dataclass(frozen=True, slots=True, eq=False)
class Clause:
    """What stands between two commas, colons or dashes; ``opener`` is the sign before it."""

    start: int
    end: int
    opener: str
    words: tuple[Word, ...]

    @property
    def begins_quoted(self) -> bool:
        """Whether its first word stands in a quotation."""
        return bool(self.words) and self.words[0].quoted

    @property
    def ends_quoted(self) -> bool:
        """Whether its last word stands in a quotation."""
        return bool(self.words) and self.words[-1].quoted


@dataclass(frozen=True, slots=True, eq=False)
class Sentence:
    """One sentence: ``end`` includes its full stop, the last clause does not."""

    start: int
    end: int
    paragraph: int
    clauses: tuple[Clause, ...]
    quotations: tuple[Quotation, ...]

    @property
    def words(self) -> tuple[Word, ...]:
        """All words, in order."""
        return tuple(word for clause in self.clauses for word in clause.words)

    @property
    def closed(self) -> int:
        """Where the last clause ends, before the full stop."""
        return self.clauses[-1].end


def lay_out(text: str, quotations: tuple[Quotation, ...]) -> tuple[Sentence, ...]:
    """Sentences of a text, in order; a line break ends a paragraph, and every paragraph ends a sentence.

    What has more than a hundred clauses or a thousand words is no sentence, and is left out.
    """
    openings = [quotation.start for quotation in quotations]
    sentences = []
    for number, paragraph in enumerate(_PARAGRAPH.finditer(text)):
        for start, end in _sentences(text, *paragraph.span(), quotations, openings):
            within = quotations[bisect_right(openings, start - 1) : bisect_right(openings, end - 1)]
            clauses = _clauses(text, start, end, within)
            if 0 < len(clauses) <= _MOST_CLAUSES and sum(len(clause.words) for clause in clauses) <= _MOST_WORDS:
                sentences.append(Sentence(start, end, number, clauses, within))
    return tuple(sentences)


def _sentences(
    text: str, start: int, end: int, quotations: tuple[Quotation, ...], openings: list[int]
) -> list[tuple[int, int]]:
    """Where the sentences of one paragraph begin and end, without the spaces around them."""
    spans, begin = [], start
    for ending in _ENDING.finditer(text, start, end):
        mark = ending.start()
        place = bisect_right(openings, mark) - 1
        around = quotations[place] if place >= 0 else None
        if around and around.start < mark < around.end and around.end > mark + len(ending[0].rstrip()):
            continue
        if _ends_here(text, begin, mark, ending.end()):
            spans.append((begin, mark + len(ending[0].rstrip())))
            begin = ending.end()
    spans.append((begin, end))
    return [trimmed for span in spans if (trimmed := _trimmed(text, *span))]


def _ends_here(text: str, begin: int, mark: int, after: int) -> bool:
    following = text[after : after + 1]
    if following.islower() or following in ",;:–":
        return False
    if text[mark] != "." or not text[mark - 1].isalnum():
        return True
    last = re.split(r"[\s(„“\"»«]", text[max(begin, mark - 40) : mark])[-1]
    if last.isdigit():
        return len(last) > 2 or following in '„“"»' or bool(_STARTER.match(text, after))
    if last.lower() in {"a.m", "p.m"}:
        return bool(_STARTER.match(text, after))
    if "." in last and len(last.rsplit(".", 1)[1]) == 1:
        return False
    return last.lower() not in _ABBREVIATIONS and not (len(last) == 1 and last.isalpha() and last.isupper())


def _trimmed(text: str, start: int, end: int) -> tuple[int, int] | None:
    piece = text[start:end]
    start += len(piece) - len(piece.lstrip())
    end -= len(piece) - len(piece.rstrip())
    return (start, end) if start < end else None


def _clauses(text: str, start: int, end: int, quotations: tuple[Quotation, ...]) -> tuple[Clause, ...]:
    """Clauses of one sentence; signs inside quotations and brackets do not divide."""
    last = end
    while last > start and text[last - 1] in ".!?…":
        last -= 1
    clauses: list[Clause] = []
    begin, opener, depth, ahead, passed = start, "", 0, 0, 0
    for sign in _BREAK.finditer(text, start, last):
        while ahead < len(quotations) and quotations[ahead].end <= sign.start():
            ahead += 1
        if ahead < len(quotations) and quotations[ahead].start <= sign.start():
            continue
        mark = sign[0].strip()
        if mark in "()":
            depth = depth + 1 if mark == "(" else max(0, depth - 1)
        elif not depth:
            _add(clauses, text, begin, sign.start(), opener, quotations[passed:ahead])
            begin, opener, passed = sign.end(), mark, ahead
    _add(clauses, text, begin, last, opener, quotations[passed:])
    return tuple(clauses)


def _add(
    clauses: list[Clause], text: str, start: int, end: int, opener: str, quotations: tuple[Quotation, ...]
) -> None:
    trimmed = _trimmed(text, start, end)
    if trimmed:
        clauses.append(Clause(*trimmed, opener, words_of(text, *trimmed, quotations)))


def words_of(text: str, start: int, end: int, quotations: tuple[Quotation, ...] = ()) -> tuple[Word, ...]:
    """Words of a stretch of text."""
    words, ahead = [], 0
    for match in _WORD.finditer(text, start, end):
        while ahead < len(quotations) and quotations[ahead].end <= match.start():
            ahead += 1
        if match.end() - match.start() <= _LONGEST_WORD:
            quoted = ahead < len(quotations) and quotations[ahead].start <= match.start()
            words.append(Word(match[0], match.start(), match.end(), quoted))
    return tuple(words)
