"""Who reports the incidents of a case, and how well each could see."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from geleit.assessment.impartiality import sides_of
from geleit.model.case import Case
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
        Day on which the oldest state of its imports was taken, or ``None``.
    access
        Share of the time in which it could see, where that was not all of it.
    unread
        Rows of its imports that were kept out.
    speaks_for
        Names of the party to the conflict whose voice it is; empty for one without a stake.
    """

    incidents: Incidents
    snapshot: date | None = None
    access: tuple[tuple[Window, float], ...] = ()
    unread: int = 0
    speaks_for: tuple[str, ...] = ()


def monitors_of(case: Case) -> dict[str, Monitor]:
    """Incidents by who reports them; monitors are never mixed."""
    parts: dict[str, list[tuple[Incidents, date | None, int]]] = {}
    kept_out = case.unread or (0,) * len(case.reported)
    imports = [(*told, unread) for told, unread in zip(case.reported, kept_out, strict=True)]
    for snapshot, incidents, unread in (*imports, (None, Incidents.of(case.incidents), 0)):
        for name, theirs in incidents.by_claimant().items():
            parts.setdefault(name, []).append((incidents.at(theirs), snapshot, unread))
    return {
        name: Monitor(
            Incidents.joined([incidents for incidents, _, _ in found]),
            min((snapshot for _, snapshot, _ in found if snapshot), default=None),
            tuple((w, row.access.likely) for row in case.monitoring if row.claimant == name for w in row.windows),
            sum(unread for _, _, unread in found),
            spelt(case, sides_of(case, name)),
        )
        for name, found in sorted(parts.items())
    }


def spelt(case: Case, parties: Iterable[str]) -> tuple[str, ...]:
    """Ids and names of parties, and what monitors call them."""
    wanted = set(parties)
    return tuple(name for party in case.parties if party.id in wanted for name in (party.id, party.name, *party.names))
