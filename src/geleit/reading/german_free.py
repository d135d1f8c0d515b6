"""German statements without a known verb of saying: the subjunctive alone shows them."""

from __future__ import annotations

from geleit.reading.found import Found, Span
from geleit.reading.german_clauses import (
    ASKING,
    SUBORDINATING,
    has_finite,
    is_main_with_subjunctive,
    is_relative,
    is_subordinate,
    opening,
)
from geleit.reading.german_frames import form_of, how_named, subject_of
from geleit.reading.german_mood import looks_finite, subjunctive
from geleit.reading.german_nouns import subject_after, subject_before
from geleit.reading.layout import Sentence


def free(sentence: Sentence, goes_on: bool) -> bool:
    """Whether a whole sentence is a statement.

    Parameters
    ----------
    goes_on
        Whether the sentence before was one, so that the second subjunctive is enough.
    """
    for place, clause in enumerate(sentence.clauses):
        if is_subordinate(clause):
            continue
        mood, _ = subjunctive(clause)
        if mood == "subjunctive I" or (goes_on and mood == "subjunctive II"):
            return place == 0 or not has_finite(sentence.clauses[0]) or is_subordinate(sentence.clauses[0])
        if has_finite(clause):
            return False
    return False


def unlisted(text: str, sentence: Sentence) -> Found | None:
    """A clause in the first subjunctive after a main clause in the indicative."""
    for place, clause in enumerate(sentence.clauses[1:], 1):
        if opening(clause) in SUBORDINATING or is_relative(clause):
            continue
        if subjunctive(clause)[0] == "subjunctive I":
            start, end = clause.start, sentence.closed
            speaker = subject_of(text, sentence.clauses[0])
            return Found(start, end, speaker, how_named(text, speaker), form_of(sentence, start, end), "", "unlisted")
    return None
