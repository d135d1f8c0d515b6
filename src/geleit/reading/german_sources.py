"""German sources named in a phrase: *laut X*, *nach Angaben von X*, *X zufolge*."""

from __future__ import annotations

import re
from collections.abc import Iterator

from geleit.reading.found import Found, Span
from geleit.reading.german_clauses import is_subordinate
from geleit.reading.german_frames import form_of, how_named
from geleit.reading.german_nouns import phrase, span_of
from geleit.reading.layout import Clause, Sentence, Word

_ACCOUNT = re.compile(
    r"(angaben?|ansicht|meinung|auffassung|einschätzung|aussagen?|darstellung|worten|information(en)?|berichte?n?|"
    r"schätzung(en)?|überzeugung|erkenntnis(sen)?|mitteilung(en)?|auskunft|bekunden|meldung(en)?|ermittlung(en)?|"
    r"zeugenaussagen|beobachtung(en)?|version|lesart|ankündigung(en)?|erklärung(en)?|analyse|vernehmen|studie|"
    r"untersuchung(en)?|entwurf|entwurfs|entwürfen|statistik|umfrage|bekanntgabe|stellungnahme|dafürhalten)$",
    re.IGNORECASE,
)
_POSSESSIVE = frozenset("seiner ihrer eigenen eigener seinen ihren dessen deren".split())


def sources(text: str, sentence: Sentence) -> Iterator[Found]:
    """Statements with a source named in a phrase; without the phrase where that stands first or last."""
    for number, clause in enumerate(sentence.clauses):
        for begin, end, speaker, cue in _phrases(text, clause):
            yield _statement(text, sentence, number, begin, end, speaker, cue)


def _phrases(text: str, clause: Clause) -> Iterator[tuple[Word, Word, Span | None, str]]:
    """First and last word of each phrase, the speaker in it, and its cue."""
    words = clause.words
    place = 0
    while place < len(words):
        found = _phrase(text, words, place)
        if found:
            last, speaker, cue = found
            yield words[place], words[last], speaker, cue
            place = last
        place += 1


def _phrase(text: str, words: tuple[Word, ...], place: int) -> tuple[int, Span | None, str] | None:
    word = words[place]
    if word.quoted:
        return None
    lower = word.lower
    if lower in {"laut", "gemäß"} and (lower == "laut" or place + 1 < len(words)):
        after = phrase(text, words, place + 1)
        return (after - 1, span_of(text, words[place + 1 : after]), word.text) if after > place + 1 else None
    if lower == "nach" and place + 1 < len(words):
        return _after_nach(text, words, place)
    if lower in {"zufolge", "nach"}:
        return None
    if place + 1 < len(words) and (word.capital or lower in _POSSESSIVE or lower.endswith(("en", "er", "em"))):
        after = phrase(text, words, place)
        if place < after < len(words) and words[after].lower == "zufolge":
            return after, _complement(text, words, place, after), "zufolge"
        if place < after < len(words) and words[after].lower == "nach" and _ACCOUNT.search(words[after - 1].text):
            follows = words[after + 1] if after + 1 < len(words) else None
            if lower in _POSSESSIVE and (follows is None or not follows.capital):
                return after, span_of(text, words[place:after]), "nach"
    return None


def _after_nach(text: str, words: tuple[Word, ...], place: int) -> tuple[int, Span | None, str] | None:
    after = phrase(text, words, place + 1)
    if after == place + 1:
        return None
    for noun in range(place + 1, min(after, place + 5)):
        if words[noun].capital and _ACCOUNT.search(words[noun].text):
            if after == noun + 1 and after < len(words):
                after = max(after, _bare_genitive(text, words, after))
            speaker = _complement(text, words, place + 1, after)
            return after - 1, speaker, f"{words[place].text} {words[noun].text}"
    return None


def _bare_genitive(text: str, words: tuple[Word, ...], place: int) -> int:
    """After *libanesischer Kreise* or *aus Khartum*, which a noun of account takes without an article."""
    if words[place].lower == "aus":
        return phrase(text, words, place + 1)
    if words[place].text.endswith("er") and not words[place].capital:
        return phrase(text, words, place)
    return place


def _complement(text: str, words: tuple[Word, ...], place: int, after: int) -> Span | None:
    """Whose account it is: what follows the noun, or the whole."""
    for noun in range(place, after):
        if words[noun].capital and _ACCOUNT.search(words[noun].text) and noun + 1 < after:
            first = noun + 2 if words[noun + 1].lower in {"von", "vom", "aus"} else noun + 1
            return span_of(text, words[first:after])
    return span_of(text, words[place:after])


def _statement(
    text: str, sentence: Sentence, number: int, first: Word, last: Word, speaker: Span | None, cue: str
) -> Found:
    clauses = sentence.clauses
    clause = clauses[number]
    start, end = sentence.start, sentence.closed
    if number and (is_subordinate(clause) or clause.opener == ";"):
        start = clause.start
    if first.start == start:
        start = _word_after(text, last.end, end)
    elif last.end >= end - 1:
        end = len(text[:first.start].rstrip(" \xa0,(–"))
    rule = "laut" if cue.lower() in {"laut", "gemäß"} else "zufolge" if cue == "zufolge" else "nach Angaben"
    return Found(start, end, speaker, how_named(text, speaker), form_of(sentence, start, end), cue, rule)


def _word_after(text: str, place: int, end: int) -> int:
    while place < end and not (text[place].isalnum() or text[place] in "„“\"»«"):
        place += 1
    return place
