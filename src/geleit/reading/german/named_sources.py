"""German sources named in a phrase: *laut X*, *nach Angaben von X*, *X zufolge*."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from geleit.reading.german.clauses import is_subordinate
from geleit.reading.german.noun_phrases import phrase, span_of
from geleit.reading.german.who_speaks import how_named
from geleit.reading.text.found import Found, Span, form_of
from geleit.reading.text.sentences import Sentence, Word
from geleit.reading.text.word_lists import word_set

_ACCOUNT = re.compile(
    r"(angaben?|sicht|ansicht|meinung|auffassung|einschätzung|aussagen?|darstellung|worten|information(en)?|berichte?n?|"
    r"schätzung(en)?|überzeugung|erkenntnis(sen)?|mitteilung(en)?|auskunft|bekunden|meldung(en)?|ermittlung(en)?|"
    r"zeugenaussagen|beobachtung(en)?|version|lesart|ankündigung(en)?|erklärung(en)?|analyse|vernehmen|studie|"
    r"untersuchung(en)?|entwurf|entwurfs|entwürfen|statistik|umfrage|bekanntgabe|berechnung(en)?|stellungnahme|dafürhalten)$",
    re.IGNORECASE,
)
SOURCES = frozenset({"laut", "zufolge", "nach Angaben"})
_POSSESSIVE = word_set("seiner ihrer eigenen eigener seinen ihren dessen deren")


@dataclass(frozen=True, slots=True)
class _Phrase:
    first: Word
    last: Word
    speaker: Span | None
    cue: str
    rule: str


def sources(text: str, sentence: Sentence) -> Iterator[Found]:
    """Statements with a source named in a phrase."""
    for number, clause in enumerate(sentence.clauses):
        place = 0
        while place < len(clause.words):
            found = _phrase(text, clause.words, place)
            if found:
                yield _statement(text, sentence, number, found)
                place = clause.words.index(found.last)
            place += 1


def _phrase(text: str, words: tuple[Word, ...], place: int) -> _Phrase | None:
    word, lower = words[place], words[place].lower
    if word.quoted or place + 1 == len(words):
        return None
    if lower in {"laut", "gemäß"}:
        after = phrase(text, words, place + 1)
        speaker = span_of(text, words[place + 1 : after])
        return _Phrase(word, words[after - 1], speaker, word.text, "laut") if speaker else None
    if lower == "aus" and words[place + 1].text == "Sicht":
        after = phrase(text, words, place + 1)
        return _Phrase(word, words[after - 1], _complement(text, words, place + 1, after), "aus Sicht", "nach Angaben")
    if lower == "nach":
        return _after_nach(text, words, place)
    if word.capital or lower.endswith(("en", "er", "em")):
        return _before_zufolge(text, words, place)
    return None


def _before_zufolge(text: str, words: tuple[Word, ...], place: int) -> _Phrase | None:
    """*X zufolge*, *seiner Ansicht nach*."""
    after = phrase(text, words, place)
    if not place < after < len(words):
        return None
    follows = words[after + 1] if after + 1 < len(words) else None
    if words[after].lower == "zufolge":
        return _Phrase(words[place], words[after], _complement(text, words, place, after), "zufolge", "zufolge")
    own = words[place].lower in _POSSESSIVE and (follows is None or not follows.capital)
    if words[after].lower == "nach" and own and _ACCOUNT.search(words[after - 1].text):
        return _Phrase(words[place], words[after], span_of(text, words[place:after]), "nach", "zufolge")
    return None


def _after_nach(text: str, words: tuple[Word, ...], place: int) -> _Phrase | None:
    """*nach Angaben von X*."""
    after = phrase(text, words, place + 1)
    for noun in range(place + 1, min(after, place + 5)):
        if words[noun].capital and _ACCOUNT.search(words[noun].text):
            if after == noun + 1 and after < len(words):
                after = max(after, _bare_genitive(text, words, after))
            speaker = _complement(text, words, place + 1, after)
            cue = f"{words[place].text} {words[noun].text}"
            return _Phrase(words[place], words[after - 1], speaker, cue, "nach Angaben")
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


def _statement(text: str, sentence: Sentence, number: int, phrase_found: _Phrase) -> Found:
    """The sentence without the phrase where that stands first or last, or the one clause it belongs to."""
    clause = sentence.clauses[number]
    start, end = sentence.start, sentence.closed
    if number and (is_subordinate(clause) or clause.opener == ";"):
        start = clause.start
    if phrase_found.first.start <= start:
        start = _word_after(text, phrase_found.last.end, end)
    elif phrase_found.last.end >= end - 1:
        end = start + len(text[start : phrase_found.first.start].rstrip(" \xa0,(–"))
    form = form_of(sentence.quotations, start, end)
    how = how_named(text, phrase_found.speaker)
    return Found(start, end, phrase_found.speaker, how, form, phrase_found.cue, phrase_found.rule)


def _word_after(text: str, place: int, end: int) -> int:
    while place < end and not (text[place].isalnum() or text[place] in '„“"»'):
        place += 1
    return place
