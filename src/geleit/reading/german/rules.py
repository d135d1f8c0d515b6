"""Statements in a German text: the rules, sentence by sentence."""

from __future__ import annotations

from dataclasses import dataclass, field, replace

from geleit.model.proposal import How
from geleit.reading.german.clauses import opening
from geleit.reading.german.frames import asides, matrices, noun_frames, pointers
from geleit.reading.german.inquits import inquits
from geleit.reading.german.named_sources import SOURCES, sources
from geleit.reading.german.quoted import quoted
from geleit.reading.german.verbs import is_telling_form
from geleit.reading.german.who_speaks import sentence_subject
from geleit.reading.german.without_saying_verb import is_free, is_hearsay, other_subjunctive
from geleit.reading.text.acts import acts
from geleit.reading.text.found import Found, Span, form_of
from geleit.reading.text.sentences import Clause, Sentence
from geleit.reading.text.speakers import can_speak

_AND = frozenset({"und", "aber", "sowie"})


@dataclass
class _Reader:
    """What is known when a sentence is read: the sentence before it and who spoke last.

    Parameters
    ----------
    goes_on
        Whether the sentence before was a statement of the same paragraph.
    """

    text: str
    before: Sentence | None = None
    last: Span | None = None
    goes_on: bool = False
    found: list[Found] = field(default_factory=list)

    def read(self, sentence: Sentence) -> None:
        """Find the statements of the next sentence."""
        if self.before and self.before.paragraph != sentence.paragraph:
            self.before, self.goes_on = None, False
        own = _framed(self.text, sentence, self.before) or self._unframed(sentence)
        own = [*quoted(self.text, sentence, own, self.last), *own]
        joined = own and own[-1].rule == "free subjunctive" and self._join(own[-1])
        self.found += own[:-1] if joined else own
        self.goes_on = bool(own)
        self.last = _last_speaker(own) or self.last
        self.before = sentence

    def _unframed(self, sentence: Sentence) -> list[Found]:
        """A statement of the whole sentence, by its mood, or what else is left."""
        rule = ""
        if is_free(sentence, self.goes_on):
            rule = "free subjunctive"
        elif opening(sentence.clauses[0]) == "demnach":
            rule = "demnach"
        elif is_hearsay(sentence):
            rule = "hearsay"
        if rule:
            speaker = self._near()
            form = form_of(sentence.quotations, sentence.start, sentence.end)
            how: How = "inherited" if speaker else "implicit"
            return [Found(sentence.start, sentence.end, speaker, how, form, "", rule)]
        other = other_subjunctive(self.text, sentence)
        return [other] if other else list(acts(self.text, sentence))

    def _near(self) -> Span | None:
        """Who goes on speaking: the last speaker, or after the author's own sentence its subject."""
        if not self.goes_on and self.before:
            near = sentence_subject(self.text, self.before)
            if near and can_speak(self.text[near.start : near.end]):
                return near
        return self.last

    def _join(self, statement: Found) -> bool:
        """Let the last statement go on to the end of this one, if both stand by their mood alone."""
        if not self.goes_on or not self.found or self.found[-1].rule != statement.rule:
            return False
        self.found[-1] = replace(self.found[-1], end=statement.end)
        return True


def _last_speaker(found: list[Found]) -> Span | None:
    """Who spoke last in a sentence; who only passed it on counts where nobody else is named."""
    named = [statement for statement in found if statement.speaker]
    spoke = [statement for statement in named if statement.rule not in SOURCES] or named
    return spoke[-1].speaker if spoke else None


def read_german(text: str, sentences: tuple[Sentence, ...]) -> list[Found]:
    """All statements of a text."""
    reader = _Reader(text)
    for sentence in sentences:
        reader.read(_divided(sentence))
    return reader.found


def _framed(text: str, sentence: Sentence, before: Sentence | None) -> list[Found]:
    """Statements with a frame: a verb or noun of saying, or a source."""
    found = list(asides(text, sentence))
    found += [other for other in matrices(text, sentence) if all(other.start != one.start for one in found)]
    found += [*inquits(text, sentence), *sources(text, sentence)]
    found += [noun for noun in noun_frames(text, sentence) if not any(f.start <= noun.start < f.end for f in found)]
    return found or (list(pointers(text, sentence, before)) if before else [])


def _divided(sentence: Sentence) -> Sentence:
    """A sentence whose clauses are also cut before *and added*, and between a quotation and *said X*."""
    clauses = [part for clause in sentence.clauses for part in _parts(clause)]
    return replace(sentence, clauses=tuple(clauses))


def _parts(clause: Clause) -> list[Clause]:
    words = clause.words
    cuts: list[int] = []
    for place in range(1, len(words) - 1):
        word, following = words[place], words[place + 1]
        if word.quoted and not following.quoted and clause.begins_quoted and not cuts:
            if following.lower == "so" or is_telling_form(following, following):
                cuts.append(place + 1)
        elif word.lower in _AND and not word.quoted and is_telling_form(following, words[-1]):
            cuts.append(place)
    if not cuts:
        return [clause]
    parts = []
    for number, (first, after) in enumerate(zip([0, *cuts], [*cuts, len(words)], strict=True)):
        start = words[first].start if number else clause.start
        end = clause.end if after == len(words) else words[after].start - 1
        parts.append(Clause(start, end, "," if number else clause.opener, words[first:after]))
    return parts
