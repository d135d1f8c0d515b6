"""Who of a case is asked to reply: parties, and offices and organisations that speak for none of them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace

from geleit.assessment.impartiality import party_of
from geleit.model.case import Case
from geleit.model.corridor import Party
from geleit.model.reply import Claimant
from geleit.model.statement import Statement
from geleit.model.voices import is_unnamed, plain, speakers_in, without_carrier

LONGEST_KEY = 60
"""Letters of a key: with four bytes for each it still fits the name of a file."""

LONGEST_SHORT_NAME = 5
"""Letters of an id that others may write in capitals, such as ``UNHCR``."""


def claimants_in(case: Case) -> tuple[Claimant, ...]:
    """Everyone who can be asked to reply: every party, then other speakers in the order in which they first speak."""
    parties = (_of_party(case, party) for party in case.parties)
    return tuple(_with_own_keys((*parties, *_of_no_party(case))))


def speaks(case: Case, claimant: Claimant, statement: Statement) -> bool:
    """Whether a statement is one of a claimant's own."""
    party = party_of(case, statement)
    return party == claimant.party if party else not claimant.party and _speaker(statement) in claimant.known_as


def _of_party(case: Case, party: Party) -> Claimant:
    names = (party.name, *party.names, *party.voices)
    called = {plain(name) for name in names}.union(*map(speakers_in, names)) - {""}
    voices = [text for s in case.statements if party_of(case, s) == party.id for text in (s.speaker, s.role)]
    known_as = {plain(party.id), *map(plain, voices), *called} - {""}
    short = party.id.upper() if party.id.isalpha() and len(party.id) <= LONGEST_SHORT_NAME else ""
    return Claimant(_key(party.id), party.name, party.id, frozenset(called), short, frozenset(known_as))


def _of_no_party(case: Case) -> Iterator[Claimant]:
    """Offices and organisations; whoever is not named is a private person, and is asked nothing."""
    found: dict[str, Claimant] = {}
    for statement in case.statements:
        speaker = _speaker(statement)
        if not party_of(case, statement) and not is_unnamed(statement.speaker) and speaker not in found:
            name = without_carrier(statement.speaker) or statement.speaker
            found[speaker] = Claimant(_key(speaker), name, "", frozenset({speaker}), "", frozenset({speaker}))
    yield from found.values()


def _speaker(statement: Statement) -> str:
    return plain(without_carrier(statement.speaker)) or plain(statement.speaker)


def _key(name: str) -> str:
    return re.sub(r"\W+", "-", plain(name))[:LONGEST_KEY].strip("-") or "claimant"


def _with_own_keys(claimants: Iterable[Claimant]) -> Iterator[Claimant]:
    """The same, with a number on the key of whoever would have that of another."""
    taken: set[str] = set()
    for claimant in claimants:
        key, number = claimant.key, 1
        while key in taken:
            number += 1
            key = f"{claimant.key}-{number}"
        taken.add(key)
        yield replace(claimant, key=key)
