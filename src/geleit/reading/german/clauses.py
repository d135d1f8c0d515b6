"""What kind of German clause stands between two commas."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from itertools import pairwise

from geleit.reading.german.mood import is_first, looks_finite, subjunctive
from geleit.reading.german.noun_phrases import ADVERBS, DETERMINERS, PREPOSITIONS, PRONOUNS
from geleit.reading.text.sentences import Clause, Word
from geleit.reading.text.word_lists import word_set

THAT = frozenset({"dass", "daß"})
ASKING = THAT | word_set("ob warum weshalb wieso wann wo wer was wie welche welcher welches welchen wohin")
SUBORDINATING = word_set(
    "weil da nachdem als wenn obwohl während bevor falls sofern indem sodass damit um ohne statt anstatt "
    "seitdem bis sobald solange wobei wodurch womit worauf wofür obgleich"
)
JOINING = word_set("und aber oder sowie doch sondern jedoch")
_PREPOSITIONS_TOO = word_set("während bis um ohne statt als da")
_RELATIVE = word_set("der die das dem den dessen deren denen welche welcher welches welchem welchen")
_CLOSED = PREPOSITIONS | ADVERBS | PRONOUNS | DETERMINERS | {"den", "dem", "einen", "einem"}
_COMMENTING = word_set("was wobei obwohl obgleich während")


def opening(clause: Clause) -> str:
    """The first word of a clause in small letters, or empty."""
    return clause.words[0].lower if clause.words else ""


def finite(words: Sequence[Word], first: int = 1) -> int | None:
    """The place of the first word, from ``first`` on, that looks like a finite verb outside quotations."""
    for place in range(first, len(words)):
        word = words[place]
        if not word.capital and not word.quoted and looks_finite(word.text):
            return place
    return None


def has_finite(clause: Clause) -> bool:
    """Whether a clause seems to hold a finite verb."""
    return finite(clause.words, 0) is not None


def is_infinitive(clause: Clause) -> bool:
    """Whether a clause is an infinitive with *zu* that says what, not what for."""
    return opening(clause) not in SUBORDINATING and _holds_infinitive(clause)


@lru_cache(maxsize=1024)
def is_subordinate(clause: Clause) -> bool:
    """Whether the finite verb of a clause stands at its end."""
    word = opening(clause)
    if word == "bis" and len(clause.words) > 1 and clause.words[1].lower == "zu":
        return False
    if word in _PREPOSITIONS_TOO:
        last = clause.words[-1]
        return not last.quoted and not last.capital and (looks_finite(last.text) or _holds_infinitive(clause))
    return word in SUBORDINATING | ASKING or is_relative(clause)


def is_relative(clause: Clause) -> bool:
    """Whether a clause begins with a relative pronoun, not with an article."""
    words = clause.words
    place = 1 if words and words[0].lower in PREPOSITIONS else 0
    if place >= len(words) or words[place].text not in _RELATIVE:
        return False
    for word in words[place + 1 : place + 5]:
        if word.capital or word.text[0].isdigit() or is_first(word.text):
            return False
        if not _is_adjective(word):
            return True
    return True


def is_comment(clause: Clause) -> bool:
    """Whether a clause after a dash is the author's own."""
    return clause.opener in "–—-" and opening(clause) in _COMMENTING


def in_first_subjunctive(clause: Clause) -> bool:
    """Whether a clause is in the first subjunctive and no relative clause."""
    return subjunctive(clause)[0] == "subjunctive I" and not is_relative(clause)


def ends_in_infinitive(clause: Clause) -> bool:
    """Whether the last words of a clause are an infinitive with *zu*."""
    words = [word for word in clause.words if not word.quoted]
    return _is_joined(words[-1]) or (len(words) > 1 and words[-2].text == "zu") if words else False


def _holds_infinitive(clause: Clause) -> bool:
    words = [word for word in clause.words if not word.quoted]
    for word, following in pairwise(words):
        if word.text == "zu" and following.lower.endswith("n") and not following.capital:
            return True
    return bool(words) and _is_joined(words[-1])


def _is_joined(word: Word) -> bool:
    """Whether *zu* stands within an infinitive: *anzugreifen*."""
    return "zu" in word.text[2:-4] and word.text.endswith("n") and not word.capital


def _is_adjective(word: Word) -> bool:
    return word.lower not in _CLOSED and word.lower.endswith(("e", "en", "er", "es", "em"))
