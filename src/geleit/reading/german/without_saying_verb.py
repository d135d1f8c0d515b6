"""German statements without a known verb of saying: the subjunctive shows them, or *soll* with a perfect infinitive."""

from __future__ import annotations

from geleit.reading.german.clauses import SUBORDINATING, has_finite, is_relative, is_subordinate, opening
from geleit.reading.german.mood import subjunctive
from geleit.reading.german.who_speaks import how_named, subject_of
from geleit.reading.text.found import Found, form_of
from geleit.reading.text.sentences import Sentence

_SHALL = frozenset({"soll", "sollen"})
_PERFECT = frozenset({"haben", "sein"})


def is_free(sentence: Sentence, goes_on: bool) -> bool:
    """Whether a whole sentence is a statement by its mood.

    Parameters
    ----------
    goes_on
        Whether the sentence before was a statement, so that the second subjunctive is enough.
    """
    first = sentence.clauses[0]
    for place, clause in enumerate(sentence.clauses):
        if is_subordinate(clause):
            continue
        mood, _ = subjunctive(clause)
        if mood == "subjunctive I" or (goes_on and mood == "subjunctive II"):
            return place == 0 or not has_finite(first) or is_subordinate(first)
        if has_finite(clause):
            return False
    return False


def is_hearsay(sentence: Sentence) -> bool:
    """Whether a sentence says what is said to have happened: *soll ... haben*, *sollen ... worden sein*."""
    words = [word.lower for word in sentence.clauses[0].words if not word.quoted]
    ends = [clause.words[-1].lower for clause in sentence.clauses if clause.words]
    return not _SHALL.isdisjoint(words) and not _PERFECT.isdisjoint(ends)


def other_subjunctive(text: str, sentence: Sentence) -> Found | None:
    """A clause in the first subjunctive after a main clause in the indicative."""
    for clause in sentence.clauses[1:]:
        if opening(clause) in SUBORDINATING or is_relative(clause):
            continue
        mood, verb = subjunctive(clause)
        if mood == "subjunctive I" and verb:
            start, end = clause.start, sentence.closed
            speaker = subject_of(text, sentence.clauses[0])
            form = form_of(sentence.quotations, start, end)
            return Found(start, end, speaker, how_named(text, speaker), form, verb.text, "other subjunctive")
    return None
