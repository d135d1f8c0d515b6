"""Who reports the incidents of a case, and how well each could see."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from datetime import date

from geleit.assessment.impartiality import impartiality_in
from geleit.messages.message import say
from geleit.model.case import Case
from geleit.model.finding import Evidence
from geleit.model.incident import Incidents
from geleit.model.window import Window


@dataclass(frozen=True, eq=False)
class Monitor:
    """A claimant of incidents.

    Parameters
    ----------
    incidents
        All that it reports, anywhere.
    snapshot
        Day on which the oldest state of its imports was taken, at the earliest, or ``None``.
    unsaid
        Whether nobody said that day of one of them.
    access
        Share of the time in which it could see, where that was not all of it.
    unread
        Rows of its imports that were kept out.
    speaks_for
        Names of the party to the conflict whose voice it is; empty for one without a stake.
    """

    incidents: Incidents
    snapshot: date | None = None
    unsaid: bool = False
    access: tuple[tuple[Window, float], ...] = ()
    unread: int = 0
    speaks_for: tuple[str, ...] = ()


def monitors_of(case: Case) -> dict[str, Monitor]:
    """Incidents by who reports them; monitors are never mixed."""
    parts: dict[str, list[_Part]] = {}
    kept_out = case.unread or (0,) * len(case.reported)
    imports = [
        _Part(incidents, taken or incidents.not_before, taken is None, unread)
        for (taken, incidents), unread in zip(case.reported, kept_out, strict=True)
    ]
    for part in (*imports, _Part(Incidents.of(case.incidents))):
        for name, theirs in part.incidents.by_claimant().items():
            parts.setdefault(name, []).append(replace(part, incidents=part.incidents.at(theirs)))
    return {
        name: Monitor(
            Incidents.joined([part.incidents for part in found]),
            _oldest(found),
            any(part.unsaid for part in found),
            tuple((w, row.access.likely) for row in case.monitoring if row.claimant == name for w in row.windows),
            sum(part.unread for part in found),
            _speaks_for(case, name),
        )
        for name, found in sorted(parts.items())
    }


@dataclass(frozen=True, eq=False)
class _Part:
    """What one file holds, or the case's own table; of that nobody asks when it was taken."""

    incidents: Incidents
    taken: date | None = None
    unsaid: bool = False
    unread: int = 0


def _oldest(parts: Iterable[_Part]) -> date | None:
    """The oldest state of the imports; ``None`` where there is none, or one of which nothing is known."""
    imports = [part for part in parts if part.unsaid or part.taken is not None]
    days = [part.taken for part in imports if part.taken is not None]
    return min(days, default=None) if len(days) == len(imports) else None


def spelt(case: Case, parties: Iterable[str]) -> tuple[str, ...]:
    """Ids and names of parties, and what monitors call them."""
    wanted = set(parties)
    return tuple(name for party in case.parties if party.id in wanted for name in (party.id, party.name, *party.names))


def _speaks_for(case: Case, claimant: str) -> tuple[str, ...]:
    word = Evidence("context", say("ceasefire.incident"), claimant)
    return spelt(case, [p.id for p in case.parties if p.belligerent and impartiality_in(case, [p.id]).own(word)])
