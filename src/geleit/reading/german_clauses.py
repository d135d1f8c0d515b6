"""What kind of German clause stands between two commas."""

from __future__ import annotations

from geleit.reading.german_mood import is_first, looks_finite, subjunctive
from geleit.reading.german_nouns import ADVERBS, DETERMINERS, PREPOSITIONS, PRONOUNS
from geleit.reading.layout import Clause, Word

ASKING = frozenset("dass daß ob warum weshalb wieso wann wo wer was wie welche welcher welches welchen wohin".split())
SUBORDINATING = frozenset(
    "weil da nachdem als wenn obwohl während bevor falls sofern indem sodass damit um ohne statt anstatt seitdem bis "
    "sobald solange wobei wodurch womit worauf wofür obgleich".split()
)
_PREPOSITIONS_TOO = frozenset("während bis um ohne statt als da".split())
JOINING = frozenset("und aber oder sowie doch sondern jedoch".split())
_RELATIVE = frozenset("der die das dem den dessen deren denen welche welcher welches welchem welchen".split())


def opening(clause: Clause) -> str:
    """The first word of a clause in small letters, or empty."""
    return clause.words[0].lower if clause.words else ""


def is_infinitive(clause: Clause) -> bool:
    """Whether a clause is an infinitive with *zu* that says what, not what for."""
    return opening(clause) not in SUBORDINATING and is_infinitive_form(clause)


def is_infinitive_form(clause: Clause) -> bool:
    """Whether a clause holds an infinitive with *zu*."""
    words = [word for word in clause.words if not word.quoted]
    if not words:
        return False
    for place, word in enumerate(words[:-1]):
        if word.text == "zu" and words[place + 1].lower.endswith("n") and not words[place + 1].capital:
            return True
    last = words[-1]
    return "zu" in last.text[2:-4] and last.text.endswith("n") and not last.capital


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


def is_subordinate(clause: Clause) -> bool:
    """Whether the finite verb of a clause stands at its end."""
    word = opening(clause)
    if word in _PREPOSITIONS_TOO:
        last = clause.words[-1]
        return not last.quoted and not last.capital and (looks_finite(last.text) or is_infinitive_form(clause))
    return word in SUBORDINATING | ASKING or is_relative(clause)


def is_main_with_subjunctive(clause: Clause) -> bool:
    """Whether a clause is a main clause in the first subjunctive."""
    return not is_subordinate(clause) and subjunctive(clause)[0] == "subjunctive I"


def has_finite(clause: Clause) -> bool:
    """Whether a clause seems to hold a finite verb."""
    return any(looks_finite(word.text) for word in clause.words if not word.quoted and not word.capital)


def _is_adjective(word: Word) -> bool:
    lower = word.lower
    closed = PREPOSITIONS | ADVERBS | PRONOUNS | DETERMINERS | {"den", "dem", "einen", "einem"}
    return lower not in closed and lower.endswith(("e", "en", "er", "es", "em"))
