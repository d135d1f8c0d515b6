"""Whose word can decide a check.

The parties are the ones being checked, so a belligerent's word counts against itself and never for itself. Evidence
decides when its claimant

- is impartial: neither it nor anybody it has that from, or through whom it is told, is a belligerent party, one that
  announced what is checked, or an office of theirs, which begins with their name; or
- admits an act of its own side: the announcing party says that the check is not met, and that it is its own doing
  (``admits``), or the announcement itself orders it. To say so of the enemy is an accusation, whoever announced what is
  checked.

Whatever others say is shown and decides nothing alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from geleit.model.case import Case
from geleit.model.finding import Evidence
from geleit.model.voices import plain, relays_of, speakers_in

ANNOUNCEMENT = "announcement"
"""Claimant of evidence that is the wording of the announcement; a leaflet is one."""
DOCUMENTS = frozenset({ANNOUNCEMENT, "leaflet", "leaflets"})
"""Claimants that are what was announced, in its own words: what it orders is the act of those who announced it."""
COMPUTED = "computed"
"""Claimant of what Geleit worked out."""


@dataclass(frozen=True)
class Impartiality:
    """Who is impartial in a check, and who is not.

    Parameters
    ----------
    announcing
        Voices of the parties that announced what is checked, in plain form.
    others
        Voices of the other belligerent parties, in plain form.
    names
        Names of all of them, in plain form, with which the names of their offices begin.
    """

    announcing: frozenset[str]
    others: frozenset[str]
    names: frozenset[str] = frozenset()

    def own(self, evidence: Evidence) -> bool:
        """Whether a row of evidence is the word of those who announced."""
        speakers = speakers_in(evidence.claimant)
        return plain(evidence.claimant) in self.announcing or bool(speakers and speakers <= self.announcing)

    def partial(self, claimant: str) -> bool:
        """Whether a claimant has a stake, or has it from or through somebody who has."""
        return any(self._of_a_side(one) for one in (claimant, *relays_of(claimant)))

    def _of_a_side(self, claimant: str) -> bool:
        speakers = speakers_in(claimant)
        sides = self.announcing | self.others
        return plain(claimant) in sides or (bool(speakers) and all(map(self.is_side, speakers)))

    def is_side(self, name: str) -> bool:
        """Whether a name, in plain form, is that of a side, or begins with it as the names of offices do."""
        return name in self.announcing | self.others or name.startswith(tuple(f"{side} " for side in self.names))

    def decide(self, evidence: Evidence) -> bool:
        """Whether a row of evidence can decide a check."""
        speakers = speakers_in(evidence.claimant)
        if not speakers or speakers == {COMPUTED}:
            return False  # a row that names nobody, or borrows Geleit's own name
        if evidence.says == "against" and self.own(evidence):
            return evidence.admits or plain(evidence.claimant) in DOCUMENTS
        return evidence.says != "context" and not self.partial(evidence.claimant)


def impartiality_in(case: Case, announced_by: Iterable[str]) -> Impartiality:
    """Who is impartial about something that these parties announced."""
    announcing = frozenset(announced_by)
    own = _voices(case, announcing) | DOCUMENTS
    others = _voices(case, belligerents(case) - announcing) - own
    return Impartiality(own, others, _names(case, announcing | belligerents(case)))


def belligerents(case: Case) -> frozenset[str]:
    """Ids of the belligerent parties."""
    return frozenset(party.id for party in case.parties if party.belligerent)


def sides_of(case: Case, claimant: str) -> tuple[str, ...]:
    """Ids of the belligerent parties whose word it is; none where somebody without a stake says it."""
    if not impartiality_in(case, ()).partial(claimant):
        return ()
    speakers = {speaker for one in (claimant, *relays_of(claimant)) for speaker in (plain(one), *speakers_in(one))}
    sides = ((id_, Impartiality(_voices(case, [id_]), frozenset(), _names(case, [id_]))) for id_ in belligerents(case))
    return tuple(sorted(id_ for id_, side in sides if any(map(side.is_side, speakers))))


def party_named(case: Case, name: str) -> str:
    """Id of the party that has a name, or for which somebody of that name speaks, by the table; else empty."""
    wanted = {plain(name), *speakers_in(name)} - {""}
    found = (p.id for p in case.parties if wanted & {plain(text) for text in (p.id, p.name, *p.names, *p.voices)})
    return next(found, "") if wanted else ""


def _names(case: Case, parties: Iterable[str]) -> frozenset[str]:
    """Names of these parties, with which those of their offices begin, in plain form."""
    wanted = frozenset(parties)
    names = (name for p in case.parties if p.id in wanted for name in (p.name, *p.names, *p.voices))
    return frozenset(map(plain, names)) - {""}


def _voices(case: Case, parties: Iterable[str]) -> frozenset[str]:
    """Every way the case spells these parties: ids, names, and the speakers of their statements and their offices."""
    wanted = frozenset(parties)
    spelt = [*wanted, *(name for p in case.parties if p.id in wanted for name in (p.name, *p.names, *p.voices))]
    for statement in case.statements:
        if statement.party in wanted:
            spelt += [
                statement.speaker,
                f"{statement.role} {statement.speaker}",
                f"{statement.speaker} {statement.role}",
            ]
            spelt += speakers_in(statement.role)
    return frozenset(plain(text) for text in spelt) - {""}
