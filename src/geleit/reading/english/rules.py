"""Statements in an English text: the rules, sentence by sentence."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from geleit.reading.english.frames import Frame, frames, goes_on, named_beside, source
from geleit.reading.text.acts import acts
from geleit.reading.text.found import Found, Span, covers, form_of
from geleit.reading.text.quotations import LONG_QUOTATION, MOST_QUOTATIONS, ORIENTED
from geleit.reading.text.sentences import Clause, Sentence
from geleit.reading.text.word_lists import word_set

_CALLING = word_set("called calls described describes dubbed labelled branded")
_UNEXPLAINED = "EN long quotation"


@dataclass
class _Reader:
    """What is known when a sentence is read: who spoke last, and in which paragraph."""

    text: str
    last: Span | None = None
    paragraph: int = -1
    found: list[Found] = field(default_factory=list)

    def read(self, sentence: Sentence) -> None:
        """Find the statements of the next sentence."""
        if sentence.paragraph != self.paragraph:
            self.paragraph = sentence.paragraph
        own = list(acts(self.text, sentence)) or [*_reported(self.text, sentence), *_sourced(self.text, sentence)]
        own += _quoted(sentence, own, self.last)
        named = [found.speaker for found in own if found.speaker]
        self.last = named[-1] if named else self.last
        if any(found.rule == _UNEXPLAINED for found in own):
            self.last = None  # somebody else has spoken
        self.found += own


def read_english(text: str, sentences: tuple[Sentence, ...]) -> list[Found]:
    """All statements of a text."""
    reader = _Reader(text)
    for sentence in sentences:
        reader.read(sentence)
    return reader.found


def _reported(text: str, sentence: Sentence) -> Iterator[Found]:
    """*X said that A*, *X said: "A"*, *A, X said*, *"A," said X, "B"*."""
    for frame in frames(text, sentence):
        after = _after(text, frame)
        before = _before(text, frame)
        if frame.closes and before:
            start, end = before
            end = sentence.closed if goes_on(text, frame, sentence.closed) else _resumed(sentence, frame) or end
            yield _found(sentence, start, end, frame, "EN verb after")
        elif after:
            yield _found(sentence, *after, frame, "EN verb and clause")


def _found(sentence: Sentence, start: int, end: int, frame: Frame, rule: str) -> Found:
    return Found(start, end, frame.speaker, frame.how, form_of(sentence.quotations, start, end), frame.cue, rule)


def _after(text: str, frame: Frame) -> tuple[int, int] | None:
    """What follows the verb in its sentence, up to the next frame at its end."""
    end = frame.limit
    start = frame.end
    while start < end and text[start] in " \xa0,:":
        start += 1
    if start >= end:
        return None
    while end > start and text[end - 1] in " \xa0,":
        end -= 1
    return start, end


def _before(text: str, frame: Frame) -> tuple[int, int] | None:
    """What stands before a frame that closes its statement; a quotation ends with its mark."""
    end = frame.start
    while end > frame.floor and text[end - 1] in " \xa0,–—-":
        end -= 1
    return (frame.floor, end) if end - frame.floor > 1 else None


def _resumed(sentence: Sentence, frame: Frame) -> int | None:
    """The end of a quotation that goes on after a frame in its middle."""
    later = [quotation.end for quotation in sentence.quotations if quotation.start >= frame.end]
    earlier = any(quotation.end <= frame.start for quotation in sentence.quotations)
    return later[-1] if later and earlier else None


def _sourced(text: str, sentence: Sentence) -> Iterator[Found]:
    """*According to X, A* and *A, according to X*."""
    found = source(text, sentence)
    if found is None:
        return
    start, end = sentence.start, sentence.closed
    if found.start == sentence.start:
        start = found.end
        while start < end and not (text[start].isalnum() or text[start] in ORIENTED):
            start += 1
    else:
        end = found.start if found.end >= sentence.closed - 1 else end
        while end > start and text[end - 1] in " \xa0,–—":
            end -= 1
    if start < end:
        yield _found(sentence, start, end, found, "EN according to")


def _quoted(sentence: Sentence, own: list[Found], last: Span | None) -> list[Found]:
    """Quotations that no frame explains: parts of a statement, or sentences that are quoted as a whole."""
    found = []
    for quotation in sentence.quotations[:MOST_QUOTATIONS]:
        span = quotation.start, quotation.end
        if any(covers(other, quotation) for other in own):
            continue
        around = next((other for other in own if other.start <= span[0] and span[1] <= other.end), None)
        words = [word for clause in sentence.clauses for word in clause.words if span[0] <= word.start < span[1]]
        if around and len(words) > 1 and not all(word.capital for word in words):
            found.append(Found(*span, around.speaker, around.how, "direct", around.cue, "EN quoted part"))
        elif not around and span[0] == sentence.start and span[1] >= sentence.closed:
            found.append(Found(*span, last, "inherited" if last else "implicit", "direct", "", "EN quotation alone"))
        elif not around and any(w.lower in _CALLING and w.end <= span[0] for w in sentence.words if not w.quoted):
            speaker = named_beside(sentence)
            found.append(Found(*span, speaker, "explicit" if speaker else "implicit", "direct", "", "EN named so"))
        elif not around and _opens_after_colon(sentence.clauses, span[0]):
            speaker = named_beside(sentence)
            found.append(
                Found(*span, speaker, "explicit" if speaker else "implicit", "direct", ":", "EN quotation after colon")
            )
        elif not around and len(words) >= LONG_QUOTATION:
            found.append(Found(*span, None, "implicit", "direct", "", _UNEXPLAINED))
    return found


def _opens_after_colon(clauses: tuple[Clause, ...], start: int) -> bool:
    return any(clause.opener == ":" and clause.start == start for clause in clauses)
