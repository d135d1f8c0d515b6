"""Who says it in a German sentence: the subject beside a verb, and what stands for one."""

from __future__ import annotations

from geleit.model.proposal import How
from geleit.reading.german.clauses import (
    JOINING,
    SUBORDINATING,
    finite,
    has_finite,
    is_relative,
    is_subordinate,
    opening,
)
from geleit.reading.german.noun_phrases import PRONOUNS, phrase, span_of, subject_after, subject_before
from geleit.reading.german.verbs import Telling, telling
from geleit.reading.text.found import Span
from geleit.reading.text.sentences import Clause, Sentence, Word
from geleit.reading.text.speakers import can_speak
from geleit.reading.text.word_lists import word_set

_FROM = word_set("aus von vom seitens")
_WITHIN = _FROM | {"in", "im", "auf"}


def how_named(text: str, speaker: Span | None) -> How:
    """A pronoun takes its meaning from the sentence before."""
    if speaker is None:
        return "implicit"
    return "inherited" if text[speaker.start : speaker.end].lower() in PRONOUNS else "explicit"


def teller(text: str, sentence: Sentence, place: int, told: Telling) -> Span | None:
    """The speaker of a verb of saying that goes before its statement, in the clause ``place``."""
    clause = sentence.clauses[place]
    words = clause.words
    if told.passive and told.infinitive != "zitieren":
        return named_after(text, words, _FROM)
    if told.infinitive == "heißen":
        return named_after(text, words, _WITHIN)
    if told.final and opening(clause) in SUBORDINATING | {"wie", "dass", "daß"}:
        return subject_after(text, without(words[1:], told))
    if told.final and is_relative(clause):
        return span_of(text, words[:1])
    at = words.index(told.verb)
    head, rest = words[:at], without(words[at + 1 :], told)
    verb = finite(head)
    if verb and phrase(text, head, 0) < len(head) and not is_subordinate(clause):
        return _beside(text, head[:verb], head[verb + 1 :])
    if place and at <= 1 and (at == 0 or opening(clause) in JOINING):
        return _beside(text, _main_field(sentence, place), rest)
    found = _beside(text, head, rest)
    return found or (named_after(text, head, _FROM) if words[0].lower in _FROM else None)


def subject_of(text: str, clause: Clause) -> Span | None:
    """The subject of a main clause, as far as it shows; a quotation at its beginning is passed over."""
    words = clause.words
    if words and words[0].quoted:
        words = tuple(word for word in words if not word.quoted)
    verb = finite(words)
    if verb:
        return _beside(text, words[:verb], words[verb + 1 :])
    return span_of(text, words[: phrase(text, words, 0)])


def sentence_subject(text: str, sentence: Sentence) -> Span | None:
    """The subject of a sentence, with what is said about it between commas."""
    clauses = sentence.clauses
    if has_finite(clauses[0]) or len(clauses) < 3:
        return subject_of(text, clauses[0])
    head = clauses[0].words
    for clause in clauses[1:4]:
        if begins_with_verb(clause):
            return subject_before(text, head) or subject_after(text, clause.words[1:])
        if is_subordinate(clause):
            later = next((c for c in clauses[1:] if begins_with_verb(c)), None)
            return subject_before(text, head) or (subject_after(text, later.words[1:]) if later else None)
        head += clause.words
    return subject_of(text, clauses[0])


def begins_with_verb(clause: Clause) -> bool:
    """Whether a finite verb is the first word of a clause."""
    return finite(clause.words[:1], 0) == 0


def named_after(text: str, words: tuple[Word, ...], prepositions: frozenset[str]) -> Span | None:
    """What the first of some prepositions names, as in *in dem Brief heißt es*."""
    for place, word in enumerate(words[:-1]):
        if word.lower in prepositions:
            after = phrase(text, words, place + 1)
            if after > place + 1:
                return span_of(text, words[place + 1 : after])
    return None


def without(words: tuple[Word, ...], told: Telling) -> tuple[Word, ...]:
    """Words that do not belong to a verb of saying."""
    return tuple(word for word in words if word not in told.parts)


def _beside(text: str, head: tuple[Word, ...], rest: tuple[Word, ...]) -> Span | None:
    """The subject before a verb, or the one after it where only that one can speak."""
    before, after = subject_before(text, head), subject_after(text, rest)
    if before and after and not can_speak(text[before.start : before.end]) and can_speak(text[after.start : after.end]):
        return after
    return before or after


def _main_field(sentence: Sentence, place: int) -> tuple[Word, ...]:
    """What stands before the first finite verb of a sentence whose frame was interrupted."""
    head: tuple[Word, ...] = ()
    for clause in sentence.clauses[:place]:
        if head and is_subordinate(clause):
            break
        told = telling(clause)
        if told:
            return head + clause.words[: clause.words.index(told.verb)]
        head += clause.words
        if has_finite(clause):
            return head[: finite(head)]
    return head
