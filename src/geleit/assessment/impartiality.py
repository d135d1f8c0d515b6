"""Whose word can decide a check.

The parties are the ones being checked, so a belligerent's word counts against itself and never for itself. Evidence
decides when its claimant

- is impartial: is neither a belligerent party nor one that announced what is checked; or
- speaks against its own interest: the announcing party says that the check is not met.

Whatever others say is shown and decides nothing alone.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from geleit.model.case import Case
from geleit.model.finding import Evidence
from geleit.model.voices import plain, speakers_in

ANNOUNCEMENT = "announcement"
"""Claimant of evidence that is the wording of the announcement; a leaflet is one."""
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
    """

    announcing: frozenset[str]
    others: frozenset[str]

    def own(self, evidence: Evidence) -> bool:
        """Whether a row of evidence is the word of those who announced."""
        speakers = speakers_in(evidence.claimant)
        return plain(evidence.claimant) in self.announcing or bool(speakers and speakers <= self.announcing)

    def decide(self, evidence: Evidence) -> bool:
        """Whether a row of evidence can decide a check."""
        whole = plain(evidence.claimant)
        speakers = speakers_in(evidence.claimant)
        if not speakers or speakers == {COMPUTED}:
            return False  # a row that names nobody, or borrows Geleit's own name
        own = self.own(evidence)
        partial = own or {whole} <= self.others or speakers <= self.announcing | self.others
        if evidence.says == "against":
            return own or not partial
        return evidence.says == "for" and not partial


def impartiality_in(case: Case, announced_by: Iterable[str]) -> Impartiality:
    """Who is impartial about something that these parties announced."""
    announcing = frozenset(announced_by)
    belligerent = {p.id for p in case.parties if p.belligerent}
    own = _voices(case, announcing) | {ANNOUNCEMENT, "leaflet", "leaflets"}
    return Impartiality(own, _voices(case, belligerent - announcing) - own)


def _voices(case: Case, parties: Iterable[str]) -> frozenset[str]:
    """Every way the case spells these parties: ids, names, and the speakers of their statements and their offices."""
    wanted = frozenset(parties)
    spelt = [*wanted, *(p.name for p in case.parties if p.id in wanted)]
    for statement in case.statements:
        if statement.party in wanted:
            spelt += [
                statement.speaker,
                f"{statement.role} {statement.speaker}",
                f"{statement.speaker} {statement.role}",
            ]
            spelt += speakers_in(statement.role)
    return frozenset(plain(text) for text in spelt) - {""}
