"""Words by which a statement passes on what somebody else said: *according to officials*, *laut Armee*, *по словам*."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from geleit.assessment.day_words import told_in
from geleit.assessment.impartiality import Speakers, party_of
from geleit.assessment.offices import is_office
from geleit.model.statement import Statement
from geleit.model.voices import plain

_SAID = frozenset((
    *("say", "said", "says", "put", "puts", "gave", "gives", "counted", "counts", "estimated", "estimates", "told"),
    *("reported", "announced", "claimed", "stated", "confirmed", "informed", "showed", "shows", "show", "insisted"),
    *("claims", "claim", "reports", "announces", "states", "confirms", "insists", "maintains", "spoke", "speaks"),
    *("sagte", "sagten", "meldet", "meldete", "meldeten", "zaehlte", "berichtete", "berichteten", "erklaerte"),
    *("erklaerten", "spricht", "sprechen", "sprach", "sprachen", "behauptet", "behauptete", "behaupteten"),
    *("сообщил", "сообщила", "сообщило", "сообщили", "заявил", "заявила", "заявило", "заявили"),
))  # fmt: skip
"""What stands behind whoever says it."""
_BY = re.compile(
    r"\b(?:according to|citing|quoting|(?:cited|quoted|reported|told|announced|informed|said|claimed|given|supplied) by"
    r"|per the|based on|in the words of|(?:figures?|numbers?|data|information|received) from"
    r"|laut|nach angaben|nach aussage|nach worten|unter berufung auf"
    r"|teil(?:te|ten|t)(?= (?:\w+ ){1,5}mit\b)|по словам|по данным|по информации|со ссылкои на"
    r"|وفقا|وفق|افاد|افادت|اكد|اكدت|بحسب|حسب|نقلا عن|قال|قالت|ذكر|ذكرت|صرح|صرحت|اعلن|اعلنت)((?: \w+){1,5})"
)
"""What stands before whoever says it."""
_NAMELESS = re.compile(
    r"\b(?:reportedly|allegedly|quoted as|(?:was|were|is|are|been) (?:\w+ )?(?:said|reported|claimed|alleged) to"
    r"|it (?:is|was|has been) (?:\w+ )?(?:claimed|said|reported|announced|alleged|stated)|hiess es|heisst es"
    r"|angeblich|zufolge|nach \w*angaben|so (?:der|die|das|ein|eine) \w+|якобы|زعم"
    r"|по сообщению)\b"
)
_NOBODY_ELSE = frozenset((
    *("he", "she", "they", "it", "we", "i", "who", "was", "is", "were", "are", "been", "be", "being", "has", "have"),
    *("had", "not", "the", "a", "an", "as", "also", "er", "sie", "es", "wir", "ich", "wer", "die", "der", "das"),
    *("он", "она", "они", "мы", "я", "united", "member"),
))  # fmt: skip
"""Words before a verb of saying that name nobody else."""
_TELLERS = re.compile(
    r"\b(?:media|press|newspapers?|news|agenc(?:y|ies)|broadcasters?|television|tv|radio|channel|telegram|twitter|tweets?"
    r"|tweeted|posted|spokes\w+|sources?|statement|briefing|reportedly|allegedly|told|announces?|announced|confirms?"
    r"|confirmed|informed|understand|understood|hear|heard|learn\w*|according|citing|quot\w+|tally|figures?"
    r"|medien\w*|presse|zeitung\w*|agentur\w*|sprecher\w*|quellen?|\w*angaben|\w*mitteil\w*|mitgeteilt|meld\w+"
    r"|gemeldet|bericht\w*|laut|zufolge|heisst|hiess|soll|sollen"
    r"|medias?|selon|d apres|annonc\w+|declar\w+|prensa|medios|segun|anunci\w+|inform\w+"
    r"|сми|агентств\w*|телевидени\w*|сообщ\w+|заяв\w+|говор\w+|данным|даними|словам|якобы|повідом\w+|штаб\w*|военн\w+"
    r"|(?:و|ف)?(?:ذكر|ذكرت|قال|قالت|اعلن|اعلنت|افاد|افادت|اكد|اكدت|صرح|صرحت|بحسب|حسب|وفق|وفقا|نقلا|مصادر|مصدر|وكاله))\b"
)
"""Words of somebody who tells, or of what is told by others; in plain form."""
_OWN_TELLING = re.compile(
    r"\b(?:ourselves|we|i|wir|ich)(?: \w+)?\b(?<!told)(?<!understand)(?<!hear)(?<!heard)(?<!learned)"
)
"""Whoever tells of its own, and the word behind it, such as *we confirm*; not *we were told*, *we hear*."""
_OWN = re.compile(
    r"\b(?:our|my|unser\w*) (?:own |eigene\w* )?(?:counts?|figures?|numbers?|data|records?|teams?|staff|monitors?"
    r"|zaehlung\w*|zahlen|angaben|mitarbeiter\w*|beobachter\w*)\b"
)
"""Words of what is one's own."""
_OPENING = re.compile(r"\W*([^:\n]{2,60}):\s")
"""What stands before a colon at the beginning."""
_OURS = "ourselves"
"""What stands in their place when words are looked through."""
_NAME_WORDS = 4
"""Words before a verb of saying in which whoever says it is named."""


def passes_on(statement: Statement) -> bool:
    """Whether its words say that it is from somebody else than its speaker."""
    told = _OWN.sub(_OURS, told_in(statement))
    own = {_OURS, *plain(f"{statement.speaker} {statement.role}").split()}
    if _NAMELESS.search(told) or any(own.isdisjoint(found[1].split()) for found in _BY.finditer(told)):
        return True
    if any(own.isdisjoint(office.split()) for office in _offices_before_a_colon(statement)):
        return True
    said = told.split()
    return any(
        word in _SAID
        and at > 0
        and said[at - 1] not in _NOBODY_ELSE
        and own.isdisjoint(said[max(0, at - _NAME_WORDS) : at])
        for at, word in enumerate(said)
    )


def names_somebody(case: Speakers, statement: Statement) -> bool:
    """Whether its words name somebody else who may have told it: a party, an office, media, or whoever is said to tell.

    Who is named may as well have done something; a person decides that, and says so in ``repeats``.
    """
    own = {statement.speaker, statement.role}
    others: set[str] = set()
    for party in case.parties:
        names = {party.name, *party.names, *party.voices}
        (own if party.id == party_of(case, statement) else others).update(names)
    told = f" {_OWN.sub(_OURS, told_in(statement))} "
    for name in sorted(map(plain, own), key=len, reverse=True):
        told = told.replace(f" {name} ", f" {_OURS} ") if name else told
    return any(name and f" {name} " in told for name in map(plain, others)) or _tells_of_a_teller(
        _OWN_TELLING.sub(_OURS, told).strip()
    )


@lru_cache(maxsize=4096)
def _tells_of_a_teller(told: str) -> bool:
    if _TELLERS.search(told):
        return True
    said = told.split()
    return any(
        is_office(" ".join(said[at : at + length])) for length in range(1, _NAME_WORDS) for at in range(len(said))
    )


def _offices_before_a_colon(statement: Statement) -> Iterator[str]:
    """Offices, in plain form, with whose name and a colon its words begin: *Army: 500 left*."""
    for text in (statement.text, statement.wording.text if statement.wording else ""):
        opening = _OPENING.match(text)
        if opening is not None and is_office(name := plain(opening[1])):
            yield name
