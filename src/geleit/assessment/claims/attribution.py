"""Words by which a statement passes on what somebody else said: *according to officials*, *laut Armee*, *по словам*."""

from __future__ import annotations

import re

from geleit.assessment.claims.day_words import told_in
from geleit.model.statement import Statement
from geleit.model.voices import plain

_SAID = frozenset((
    *("say", "said", "says", "put", "puts", "gave", "gives", "counted", "counts", "estimated", "estimates", "told"),
    *("reported", "announced", "claimed", "stated", "confirmed"),
    *("sagte", "sagten", "meldet", "meldete", "meldeten", "zaehlte", "berichtete", "berichteten", "erklaerte"),
    *("сообщил", "сообщила", "сообщило", "сообщили", "заявил", "заявила", "заявило", "заявили"),
))  # fmt: skip
"""What stands behind whoever says it."""
_BY = re.compile(
    r"\b(?:according to|citing|cited by|quoting|quoted by|reported by|told by|announced by"
    r"|laut|nach angaben|nach aussage|unter berufung auf|по словам|по данным|по информации|со ссылкои на"
    r"|وفقا|بحسب|حسب|نقلا عن|قال|قالت|ذكر|ذكرت|صرح|صرحت|اعلن|اعلنت)((?: \w+){1,5})"
)
"""What stands before whoever says it."""
_NAMELESS = re.compile(
    r"\b(?:reportedly|allegedly|angeblich|zufolge|nach \w*angaben|so (?:der|die|das|ein|eine) \w+|якобы|زعم"
    r"|по сообщению)\b"
)
_NOBODY_ELSE = frozenset((
    *("he", "she", "they", "it", "we", "i", "who", "was", "is", "were", "are", "been", "be", "being", "has", "have"),
    *("had", "not", "the", "a", "an", "as", "also", "er", "sie", "es", "wir", "ich", "wer", "die", "der", "das"),
    *("он", "она", "они", "мы", "я"),
))  # fmt: skip
"""Words before a verb of saying that name nobody else."""
_NAME_WORDS = 4
"""Words before a verb of saying in which whoever says it is named."""


def passes_on(statement: Statement) -> bool:
    """Whether its words say that it is from somebody else than its speaker."""
    told = told_in(statement)
    own = {*plain(f"{statement.speaker} {statement.role}").split()}
    if _NAMELESS.search(told) or any(own.isdisjoint(found[1].split()) for found in _BY.finditer(told)):
        return True
    said = told.split()
    return any(
        word in _SAID
        and at > 0
        and said[at - 1] not in _NOBODY_ELSE
        and own.isdisjoint(said[max(0, at - _NAME_WORDS) : at])
        for at, word in enumerate(said)
    )
