"""Whose word can decide a check.

The parties are the ones being checked, so a belligerent's word counts against itself and never for itself. Evidence
decides when its claimant

- is impartial: neither it nor anybody it has that from, or through whom it is told, is a belligerent party, one that
  announced what is checked, or an office of theirs, which begins with their name; or
- admits an act of its own side: the announcing party says that the check is not met, and that it is its own doing
  (``admits``), or the announcement itself orders it. To say so of the enemy is an accusation, whoever announced what is
  checked; and what a party is said to admit by another one is no admission. Whether a party agreed is its own act, and
  any party may say so of itself.

Whatever others say is shown and decides nothing alone. An office of a state or of an armed force, and whoever bears
the name of a belligerent party, or speaks for its country by an adjective (*Israeli spokesman*), is not taken for
impartial unless the table of parties says whose it is.
"""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Protocol

from geleit.assessment.offices import is_office, speaks_for
from geleit.model.case import Case
from geleit.model.corridor import Party
from geleit.model.finding import Evidence
from geleit.model.statement import Statement
from geleit.model.voices import plain, relays_of, speakers_in

ANNOUNCEMENT = "announcement"
"""Claimant of evidence that is the wording of the announcement; a leaflet is one."""
DOCUMENTS = frozenset({ANNOUNCEMENT, "leaflet", "leaflets"})
"""Claimants that are what was announced, in its own words: what it orders is the act of those who announced it."""
COMPUTED = "computed"
"""Claimant of what Geleit worked out."""


class Speakers(Protocol):
    """Parties and statements, as a case and a ledger have them."""

    @property
    def parties(self) -> Sequence[Party]:
        """Of the conflict, and others."""

    @property
    def statements(self) -> Sequence[Statement]:
        """Who said what."""


@dataclass(frozen=True)
class Impartiality:
    """Who is impartial in a check, and who is not.

    Parameters
    ----------
    announcing
        Voices of the parties that announced what is checked, in plain form.
    others
        Voices of the other belligerent parties, in plain form.
    each
        Voices of each of them by itself, in plain form.
    names
        Names of all of them, in plain form, with which the names of their offices begin.
    known
        Voices of all parties, in plain form: whose they are is known.
    """

    announcing: frozenset[str]
    others: frozenset[str]
    known: frozenset[str]
    names: frozenset[str] = frozenset()
    each: tuple[frozenset[str], ...] = ()

    def own(self, evidence: Evidence) -> bool:
        """Whether a row of evidence is the word of those who announced."""
        speakers = speakers_in(evidence.claimant)
        return plain(evidence.claimant) in self.announcing or bool(speakers and speakers <= self.announcing)

    def partial(self, claimant: str) -> bool:
        """Whether a claimant has a stake, or may have, or has it from or through somebody of whom that is so."""
        return any(self._of_a_side(one) or self.unlinked(one) for one in (claimant, *relays_of(claimant)))

    def _of_a_side(self, claimant: str) -> bool:
        speakers = speakers_in(claimant)
        sides = self.announcing | self.others
        return plain(claimant) in sides or (bool(speakers) and all(map(self.is_side, speakers)))

    def _told_by_another(self, evidence: Evidence) -> bool:
        """Whether the word of a party came through another one; its own outlets may carry it."""
        speakers = {plain(evidence.claimant), *speakers_in(evidence.claimant)}
        own = frozenset[str]().union(*(voices for voices in self.each if voices & speakers))
        return any(self.partial(one) and not speakers_in(one) <= own for one in relays_of(evidence.claimant)[1:])

    def is_side(self, name: str) -> bool:
        """Whether a name, in plain form, is that of a side, or begins with it as the names of offices do."""
        if name in self.announcing | self.others:
            return True
        return name not in self.known and name.startswith(tuple(f"{side} " for side in self.names))

    def unlinked(self, claimant: str) -> bool:
        """Whether somebody may speak for a party, and which one is not known."""
        name, sides = plain(claimant), self.announcing | self.others
        if name in self.known or speakers_in(claimant) & self.known:
            return False
        of_a_side = any(f" {side} " in f" {name} " for side in sides - DOCUMENTS)
        return of_a_side or is_office(name) or speaks_for(name, sides - DOCUMENTS)

    def decide(self, evidence: Evidence) -> bool:
        """Whether a row of evidence can decide a check."""
        speakers = speakers_in(evidence.claimant)
        if not speakers or speakers == {COMPUTED}:
            return False  # a row that names nobody, or borrows Geleit's own name
        if evidence.says == "against" and plain(evidence.claimant) in DOCUMENTS:
            return True
        if evidence.says == "against" and self.own(evidence):
            return evidence.admits and not self._told_by_another(evidence)
        return evidence.says != "context" and not self.partial(evidence.claimant)


def impartiality_in(case: Speakers, announced_by: Iterable[str]) -> Impartiality:
    """Who is impartial about something that these parties announced."""
    announcing = frozenset(announced_by)
    own = _voices(case, announcing) | DOCUMENTS
    others = _voices(case, belligerents(case) - announcing) - own
    known = _voices(case, (party.id for party in case.parties))
    sides = sorted(announcing | belligerents(case))
    return Impartiality(own, others, known, _names(case, sides), tuple(_voices(case, [side]) for side in sides))


def belligerents(case: Speakers) -> frozenset[str]:
    """Ids of the belligerent parties."""
    return frozenset(party.id for party in case.parties if party.belligerent)


def sides_of(case: Speakers, claimant: str) -> tuple[str, ...]:
    """Ids of the belligerent parties whose word it is; none where somebody without a stake says it."""
    if not impartiality_in(case, ()).partial(claimant):
        return ()
    speakers = {speaker for one in (claimant, *relays_of(claimant)) for speaker in (plain(one), *speakers_in(one))}
    sides = ((id_, _of_one(case, id_)) for id_ in belligerents(case))
    return tuple(sorted(id_ for id_, side in sides if any(map(side.is_side, speakers))))


def party_of(case: Speakers, statement: Statement) -> str:
    """Id of the party that a statement is of: as entered, else by the names and voices of the table ``parties``."""
    return statement.party or party_named(case, statement.speaker) or party_named(case, statement.role)


def fewest_inside(case: Case) -> float:
    """How many people are inside at the least by those without a stake: the count of one side is no measure of another.

    Rows that name nobody are of whoever made the case.
    """
    return sum(place.people.low for place in case.places if not sides_of(case, place.claimant))


def most_inside(case: Case) -> float:
    """How many people are inside at the most by those without a stake; unlimited where one side counts somewhere."""
    return math.inf if any(sides_of(case, place.claimant) for place in case.places) else case.people.high


def people_may_have_moved(case: Case) -> bool:
    """Whether anybody tells of people who left, or of how many were inside: then the rows of places may be old."""
    return any(said.asserts in ("people-left", "people-inside") and not said.denies for said in case.statements)


def party_named(case: Speakers, name: str) -> str:
    """Id of the party that has a name, or for which somebody of that name speaks, by the table; else empty."""
    wanted = {plain(name), *speakers_in(name)} - {""}
    found = (p.id for p in case.parties if wanted & {plain(text) for text in (p.id, p.name, *p.names, *p.voices)})
    return next(found, "") if wanted else ""


def _names(case: Speakers, parties: Iterable[str]) -> frozenset[str]:
    """Names of these parties, with which those of their offices begin, in plain form."""
    wanted = frozenset(parties)
    names = (name for p in case.parties if p.id in wanted for name in (p.name, *p.names, *p.voices))
    return frozenset(map(plain, names)) - {""}


def _of_one(case: Speakers, party: str) -> Impartiality:
    """A check in which one party alone has a stake."""
    return Impartiality(_voices(case, [party]), frozenset(), frozenset(), _names(case, [party]))


def _voices(case: Speakers, parties: Iterable[str]) -> frozenset[str]:
    """Every way the case spells these parties: ids, names, and the speakers of their statements and their offices."""
    wanted = frozenset(parties)
    spelt = [*wanted, *(name for p in case.parties if p.id in wanted for name in (p.name, *p.names, *p.voices))]
    for statement in case.statements:
        if party_of(case, statement) in wanted:
            spelt += [
                statement.speaker,
                f"{statement.role} {statement.speaker}",
                f"{statement.speaker} {statement.role}",
            ]
            spelt += speakers_in(statement.role)
    return frozenset(plain(text) for text in spelt) - {""}
