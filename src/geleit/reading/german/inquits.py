"""German frames after or within a statement: *..., said X*, *..., so X*, *..., as X said*."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from geleit.reading.german.clauses import (
    JOINING,
    SUBORDINATING,
    THAT,
    finite,
    has_finite,
    is_comment,
    is_subordinate,
    opening,
)
from geleit.reading.german.mood import subjunctive
from geleit.reading.german.noun_phrases import phrase, span_of, subject_after
from geleit.reading.german.verbs import telling
from geleit.reading.german.who_speaks import begins_with_verb, how_named, named_after, without
from geleit.reading.text.found import Found, Span, form_of
from geleit.reading.text.sentences import Clause, Sentence
from geleit.reading.text.word_lists import word_set

_AMOUNTS = word_set("viele lange viel weit sehr")
_RESUMING = THAT | {"weil", "wenn", "denn", "sondern"}
_EVEN = word_set("selbst auch erst")
_DASHES = "–—"


@dataclass(frozen=True, slots=True)
class _Frame:
    speaker: Span | None
    cue: str
    rule: str


def inquits(text: str, sentence: Sentence) -> Iterator[Found]:
    """Statements whose frame follows or interrupts them."""
    clauses, begin = sentence.clauses, 0
    for place in range(1, len(clauses)):
        frame = _frame(text, clauses, place)
        if frame is None or begin >= place:
            continue
        speaker, end = frame.speaker, clauses[place - 1].end
        if resumed := _resumed(clauses, place):
            end = clauses[last_clause(text, clauses, resumed)].end
        elif speaker and place + 1 < len(clauses):
            speaker = _with_apposition(text, clauses, place, speaker)
        start = _start(clauses, begin, place)
        form = form_of(sentence.quotations, start, end)
        yield Found(start, end, speaker, how_named(text, speaker), form, frame.cue, frame.rule)
        begin = place + 1


def is_inquit(text: str, clauses: tuple[Clause, ...], place: int) -> bool:
    """Whether a clause is a frame that follows its statement."""
    return _frame(text, clauses, place) is not None


def last_clause(text: str, clauses: tuple[Clause, ...], begin: int) -> int:
    """The last clause of a statement that begins at ``begin``: the next frame, or the author's voice, ends it."""
    in_subjunctive = subjunctive(clauses[begin])[0] == "subjunctive I"
    for ahead in range(begin + 1, len(clauses)):
        clause = clauses[ahead]
        indicative = subjunctive(clause)[0] == "none"
        if (
            (in_subjunctive and indicative and opening(clause) in {"doch", "jedoch"})
            or (clause.opener == ";" and indicative)
            or (clause.opener == ":" and clause.begins_quoted)
            or is_comment(clause)
            or is_inquit(text, clauses, ahead)
            or _goes_on_telling(clause)
        ):
            return ahead - 1
    return len(clauses) - 1


def _goes_on_telling(clause: Clause) -> bool:
    """Whether a clause brings another verb of saying of the main clause: *and added*."""
    told = telling(clause)
    if told is None or told.final or is_subordinate(clause) or subjunctive(clause)[0] == "subjunctive I":
        return False
    return opening(clause) in JOINING or told.verb is clause.words[0]


def _frame(text: str, clauses: tuple[Clause, ...], place: int) -> _Frame | None:
    clause = clauses[place]
    if not place or clause.opener == ":" or not clause.words or clause.begins_quoted or clause.words[0].capital:
        return None
    if not _says_something(clauses[:place]):
        return None
    word, words = opening(clause), clause.words
    if word == "so":
        return _so(text, clause)
    if word in {"heißt", "hieß"} and len(words) > 1 and words[1].lower == "es":
        return _Frame(
            named_after(text, words[2:], frozenset({"in", "im", "aus", "von", "auf"})), word + " es", "verb after"
        )
    if word == "wie":
        told = telling(clause)
        return (
            _Frame(subject_after(text, words[1:]), f"wie {told.verb.text}", "as X said")
            if told and told.final
            else None
        )
    return _verb_first(text, clause, clauses[place - 1].ends_quoted)


def _so(text: str, clause: Clause) -> _Frame | None:
    """*so X* and *so said X*."""
    words, told = clause.words, telling(clause)
    if len(words) < 2 or words[1].lower in _AMOUNTS:
        return None
    if told and told.verb is words[1]:
        speaker = subject_after(text, words[2:])
        return _Frame(speaker, f"so {told.verb.text}", "so X") if speaker else None
    after = phrase(text, words, 1)
    if after == 1 or finite(words, after) is not None:
        return None
    return _Frame(span_of(text, words[1:after]), "so", "so X")


def _verb_first(text: str, clause: Clause, after_quotation: bool) -> _Frame | None:
    """*said X*; after a quotation any verb will do."""
    words, told = clause.words, telling(clause)
    if told is None:
        if not after_quotation or not begins_with_verb(clause):
            return None
        speaker = subject_after(text, words[1:])
        return _Frame(speaker, words[0].text, "verb after a quotation") if speaker else None
    pointing = words[0].lower in {"das", "dies"} and len(words) > 2
    if told.final or told.verb is not words[1 if pointing else 0]:
        return None
    speaker = subject_after(text, without(words[2:] if pointing else words, told))
    cue = " ".join(word.text for word in told.parts)
    return _Frame(speaker, cue, "verb after a quotation" if after_quotation else "verb after") if speaker else None


def _says_something(clauses: tuple[Clause, ...]) -> bool:
    """Whether clauses can be a statement by themselves: one is a main clause, or quoted."""
    if any(clause.begins_quoted or clause.ends_quoted for clause in clauses):
        return True
    first = clauses[0]
    even = opening(first) in _EVEN and len(first.words) > 1 and first.words[1].lower in SUBORDINATING
    if even or is_subordinate(first):
        return any(begins_with_verb(clause) and not telling(clause) for clause in clauses[1:])
    return any(not is_subordinate(clause) and has_finite(clause) for clause in clauses)


def _start(clauses: tuple[Clause, ...], begin: int, place: int) -> int:
    """Where a statement before the frame begins; a quotation after a colon begins anew."""
    last = clauses[place - 1]
    return last.start if last.opener == ":" and last.begins_quoted else clauses[begin].start


def _resumed(clauses: tuple[Clause, ...], place: int) -> int | None:
    """The clause with which a statement goes on after the frame in its middle."""
    if clauses[place].opener in _DASHES and place + 1 < len(clauses) and clauses[place + 1].opener in _DASHES:
        return place + 1
    for ahead in range(place + 1, min(place + 3, len(clauses))):
        clause = clauses[ahead]
        if clause.opener == ":":
            return None
        if any(word.quoted for word in clause.words) or subjunctive(clause)[0] == "subjunctive I":
            return ahead
        if opening(clause) in _RESUMING:
            return ahead
    return None


def _with_apposition(text: str, clauses: tuple[Clause, ...], place: int, speaker: Span) -> Span:
    """The speaker with what is said about the office, as in *said X, the minister of Y*."""
    following = clauses[place + 1]
    if clauses[place].end - speaker.end > 2 or following.opener != "," or has_finite(following):
        return speaker
    grown = span_of(text, following.words[: phrase(text, following.words, 0)])
    return Span(speaker.start, grown.end) if grown else speaker
