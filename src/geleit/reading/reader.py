"""Reading an article: the recipe from its text to proposals."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from datetime import date

from geleit.errors import ArgumentError
from geleit.model.proposal import Language, Proposal, Reading
from geleit.reading.english.rules import read_english
from geleit.reading.german.rules import read_german
from geleit.reading.mood import mood_of
from geleit.reading.text.agencies import carrier
from geleit.reading.text.author import author_sentences
from geleit.reading.text.confidence import confidence_of
from geleit.reading.text.detect_language import language_of
from geleit.reading.text.found import Found
from geleit.reading.text.places import places_in
from geleit.reading.text.quantities import quantities_in
from geleit.reading.text.quotations import find_quotations
from geleit.reading.text.sentences import Sentence, lay_out
from geleit.reading.text.speakers import describe, is_metaphor
from geleit.reading.text.times import times_in
from geleit.reading.text.topics import topics_of


def read_statements(text: str, published: date | None = None, language: Language | None = None) -> Reading:
    """Statements that an article reports, each with its exact place; nothing in it is confirmed.

    Parameters
    ----------
    text
        The article as it is; places are code points of exactly this text. It is read, never obeyed.
    published
        Day of publication, against which *on Monday* is read; without it such times stay open.
    language
        German or English; found by function words where it is ``None``.

    Raises
    ------
    ArgumentError
        If no language is given, and the text is in none that can be read (``language``).
    MissingExtraError
        If the text is German and simplemma is not installed.
    """
    spoken = language or language_of(text)
    if spoken is None:
        raise ArgumentError("language", "the text seems to be neither German nor English", "say which of them it is")
    sentences = lay_out(text, find_quotations(text, single=spoken == "en"))
    rules = read_german if spoken == "de" else read_english
    found = _in_order(text, rules(text, sentences))
    starts = [sentence.start for sentence in sentences]
    proposals = tuple(
        _dressed(text, statement, _sentence_around(sentences, starts, statement.end - 1), published, spoken)
        for statement in found
    )
    return Reading(spoken, proposals, tuple(author_sentences(text, sentences, found, spoken)))


def _in_order(text: str, found: Sequence[Found]) -> list[Found]:
    """Statements in order of place, the longer of two first; of the same words by the same speaker only the first."""
    unique = {(statement.start, statement.end, statement.speaker): statement for statement in reversed(found)}
    held = [statement for statement in unique.values() if _may_be_said(text, statement)]
    return sorted(held, key=lambda statement: (statement.start, -statement.end, statement.rule))


def _may_be_said(text: str, statement: Found) -> bool:
    """Whether a statement has words, and no speaker that only speaks in a metaphor."""
    speaker = statement.speaker
    return statement.start < statement.end and not (speaker and is_metaphor(text[speaker.start : speaker.end]))


def _dressed(
    text: str, statement: Found, around: tuple[int, int], published: date | None, language: Language
) -> Proposal:
    """A statement with all that its words tell."""
    start, end = statement.start, statement.end
    speaker = describe(text, statement.speaker, statement.how)
    return Proposal(
        start=start,
        end=end,
        text=text[start:end],
        speaker=speaker,
        outlet=carrier(text, around, (start, end), speaker.text),
        form=statement.form,
        mood=mood_of(text, statement, language),
        cue=statement.cue,
        topics=topics_of(text[start:end]),
        quantities=quantities_in(text, start, end, language),
        times=times_in(text, start, end, published, language),
        places=places_in(text, start, end, language),
        rule=statement.rule,
        confidence=confidence_of(statement.rule),
    )


def _sentence_around(sentences: Sequence[Sentence], starts: Sequence[int], place: int) -> tuple[int, int]:
    """Extent of the sentence that a place lies in."""
    sentence = sentences[max(0, bisect_right(starts, place) - 1)]
    return sentence.start, sentence.end
