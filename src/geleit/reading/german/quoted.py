"""What stands in German quotation marks, beyond what a frame around it already explains."""

from __future__ import annotations

from collections.abc import Sequence

from geleit.model.proposal import How
from geleit.reading.german.clauses import finite
from geleit.reading.german.verbs import telling
from geleit.reading.german.who_speaks import how_named, sentence_subject
from geleit.reading.text.found import Found, Span, covers
from geleit.reading.text.quotations import LONG_QUOTATION, MOST_QUOTATIONS, Quotation
from geleit.reading.text.sentences import Sentence, words_of
from geleit.reading.text.word_lists import word_set

_NAMING = word_set(
    "nennt nannte nannten nennen genannt bezeichnet bezeichnete bezeichneten bezeichnen sprach sprachen "
    "spricht sprechen gesprochen beschimpfte verurteilte verurteilten würdigte lobte wertete wertet hält "
    "hielt hielten sieht sah sahen betrachtet betrachtete forderte fordert forderten gefordert kritisierte "
    "kritisierten kritisiert begründete begründet warf warfen wirft warnte warnten warnt gewarnt beschrieb "
    "beschreibt beklagte versprach verspricht"
)
_NAMED_BY = _NAMING | word_set("als von ein eine einen einem einer für vor nach mit und")
_CALLING = word_set("nennt nannte nannten genannt bezeichnete bezeichneten")
_NEAR = 6


def quoted(text: str, sentence: Sentence, own: Sequence[Found], last: Span | None) -> list[Found]:
    """Verbatim statements of a sentence; names, titles and scare quotes are none.

    Parameters
    ----------
    own
        What other rules found in the sentence.
    last
        The speaker before this sentence.
    """
    found = []
    for quotation in sentence.quotations[:MOST_QUOTATIONS]:
        if not any(covers(other, quotation) for other in own):
            rule = _rule(text, sentence, quotation, own)
            if rule:
                speaker, how = _speaker(text, sentence, quotation, own, last, rule)
                found.append(Found(quotation.start, quotation.end, speaker, how, "direct", "", rule))
    return found


def _rule(text: str, sentence: Sentence, quotation: Quotation, own: Sequence[Found]) -> str:
    if _is_title(text, quotation):
        return ""
    if any(other.start <= quotation.start and quotation.end <= other.end for other in own):
        return "quoted part"
    if quotation.start == sentence.start and quotation.end >= sentence.closed:
        return "quotation alone"
    if any(clause.opener == ":" and clause.start == quotation.start for clause in sentence.clauses):
        return "quotation after colon"
    if _is_named(sentence, quotation):
        return "named so"
    if any(telling(clause) for clause in sentence.clauses):
        return "quotation beside a verb"
    return "long quotation" if len(text[quotation.start : quotation.end].split()) >= LONG_QUOTATION else ""


def _speaker(
    text: str, sentence: Sentence, quotation: Quotation, own: Sequence[Found], last: Span | None, rule: str
) -> tuple[Span | None, How]:
    around = [other for other in own if other.start <= quotation.start and quotation.end <= other.end]
    if around:
        nearest = min(around, key=lambda other: other.end - other.start)
        return nearest.speaker, nearest.how
    if rule == "quotation alone":
        return last, "inherited" if last else "implicit"
    beside = own[-1].speaker if own else None
    speaker = beside or sentence_subject(text, sentence)
    return speaker, how_named(text, speaker)


def _is_title(text: str, quotation: Quotation) -> bool:
    """Whether a quotation is a name or a title: a capital first, no finite verb and no end of a sentence in it."""
    words = words_of(text, *quotation.inner)
    if not words:
        return True
    if text[quotation.end - 2] in ".!?,…" or not (words[0].capital or words[0].text[0].isdigit()):
        return False
    return finite(words, 0) is None


def _is_named(sentence: Sentence, quotation: Quotation) -> bool:
    """Whether a verb of naming goes with a quotation: *called it „a disgrace“*."""
    words = [word.lower for word in sentence.words if not word.quoted and word.end <= quotation.start]
    if not _CALLING.isdisjoint(words[-_NEAR:]):
        return True
    return (
        bool(words)
        and words[-1] in _NAMED_BY
        and any(word.lower in _NAMING for word in sentence.words if not word.quoted)
    )
