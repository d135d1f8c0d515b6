"""Sentences in the article's own voice that can be checked."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Sequence

from geleit.model.proposal import AuthorSentence, Language
from geleit.reading.text.found import Found
from geleit.reading.text.quantities import quantities_in
from geleit.reading.text.sentences import Sentence
from geleit.reading.text.topics import topics_of


def author_sentences(
    text: str, sentences: Sequence[Sentence], found: Sequence[Found], language: Language
) -> Iterator[AuthorSentence]:
    """Sentences with a topic and a figure that no statement touches.

    Parameters
    ----------
    found
        The statements, in order of place.
    """
    starts = [statement.start for statement in found]
    furthest: list[int] = []
    for statement in found:
        furthest.append(max(statement.end, furthest[-1] if furthest else 0))
    for sentence in sentences:
        before = bisect_left(starts, sentence.end)
        if before and furthest[before - 1] > sentence.start:
            continue
        topics = topics_of(text[sentence.start : sentence.end])
        quantities = quantities_in(text, sentence.start, sentence.end, language) if topics else ()
        if quantities:
            yield AuthorSentence(sentence.start, sentence.end, text[sentence.start : sentence.end], topics, quantities)
