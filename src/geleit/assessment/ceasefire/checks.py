"""The checks of pauses, a finding for each pause of a case and each monitor of incidents (docs/method/ceasefire.md)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date

import numpy as np
import shapely
from shapely.geometry.base import BaseGeometry

from geleit.assessment.ceasefire.changes import before_during_after, day_by_day
from geleit.assessment.ceasefire.counting import Counting, counted, counted_otherwise, names_known
from geleit.assessment.ceasefire.monitor import AT_WORK, kept, less_violence, sensitivity
from geleit.assessment.check import CaseCheck
from geleit.assessment.weighing import computed
from geleit.messages.message import Message, say
from geleit.model.arrays import Flags
from geleit.model.case import Case
from geleit.model.corridor import Pause
from geleit.model.figures import BASELINE_DAYS, TOWN_M
from geleit.model.finding import Evidence
from geleit.model.incident import LONGEST_DAY, Incidents
from geleit.model.pause_finding import KEPT, Change, Choice, Kept, Less, PauseFinding, Ratio, Violation
from geleit.model.window import DAY
from geleit.streets.locate import Plane

OBSERVED = CaseCheck(
    code="CEASEFIRE-OBSERVED",
    asked_of=frozenset({"pause"}),
    source="an announced pause is a fact only where it is kept (docs/method/ceasefire.md)",
    find=lambda case: assess_ceasefire(case),
)
LISTED = 20
"""Violations that stand among the evidence; all are in the JSON."""
_CHANGED: dict[Change, Message] = {
    "fewer": say("ceasefire.fewer"),
    "more": say("ceasefire.more-incidents"),
    "undetermined": say("ceasefire.undetermined"),
}


def assess_ceasefire(case: Case, baseline_days: int = BASELINE_DAYS) -> tuple[PauseFinding, ...]:
    """A finding for each pause of a case and each monitor whose incidents the case holds.

    Parameters
    ----------
    baseline_days
        Days before each pause that it is compared with.
    """
    monitors = by_claimant(case)
    return tuple(finding for pause in case.pauses for finding in _of_pause(case, pause, monitors, baseline_days))


def by_claimant(case: Case) -> dict[str, tuple[Incidents, date | None]]:
    """Incidents by who reports them, imported ones with the day of their state; monitors are never mixed."""
    parts: dict[str, list[tuple[Incidents, date | None]]] = {}
    for snapshot, incidents in (*case.reported, (None, Incidents.of(case.incidents))):
        for name, theirs in incidents.by_claimant().items():
            parts.setdefault(name, []).append((incidents.at(theirs), snapshot))
    return {
        name: (Incidents.joined([part for part, _ in found]), min((s for _, s in found if s), default=None))
        for name, found in sorted(parts.items())
    }


def judge(incidents: Incidents, counting: Counting, pause: str, claimant: str) -> PauseFinding:
    """Both questions and the other choices, for one pause and one monitor."""
    counts = counted(incidents, counting)
    is_witness = 0 < counts.incidents < AT_WORK
    otherwise = () if is_witness else counted_otherwise(incidents, counting)
    less, held = less_violence(counts), kept(counts)
    finding = PauseFinding(
        code=OBSERVED.code, subject=pause, verdict=held.verdict, message=_summary(claimant, less, held),
        evidence=tuple(_evidence(violation, claimant) for violation in held.violations[:LISTED]),
        source=OBSERVED.source, pause=pause, claimant=claimant, less=less, kept=held, provisional=counting.provisional,
    )  # fmt: skip
    if is_witness:
        reported, certain = counts.incidents, held.certain
        told = say("ceasefire.witness", claimant=claimant, kept=KEPT[held.verdict], reported=reported, certain=certain)
        return replace(finding, message=told)
    choices, relevant = sensitivity(less, otherwise), incidents.at(counts.between)
    return replace(
        finding,
        evidence=(*_comparisons(less, choices), *finding.evidence),
        sensitivity=choices,
        series=day_by_day(relevant, counting),
        spots=before_during_after(relevant, counting),
    )


def _comparisons(less: Less, choices: Iterable[Choice]) -> Iterator[Evidence]:
    """What was compared, what weakens it, and the choices that would change the answer."""
    yield computed("context", say("ceasefire.compared", compared=_compared(less.ratio), method=less.method))
    for reason in less.reasons:
        yield computed("context", reason)
    for choice in choices:
        if choice.changes:
            changed = say("ceasefire.changed", choice=choice.choice, compared=_compared(choice.ratio))
            yield computed("context", changed)


def _of_pause(
    case: Case, pause: Pause, monitors: dict[str, tuple[Incidents, date | None]], baseline_days: int
) -> Iterator[PauseFinding]:
    if not monitors:
        reason = computed("context", say("ceasefire.import"))
        yield PauseFinding(
            OBSERVED.code, pause.id, "unknown", say("ceasefire.no-monitor"), (reason,), OBSERVED.source, pause=pause.id
        )
    for claimant, (incidents, snapshot) in monitors.items():
        near, vague = inside(case.area, incidents)
        counting = counting_of(case, pause, claimant, incidents, snapshot, baseline_days)
        found = judge(incidents.at(near), counting, pause.id, claimant)
        notes = _notes(case, pause, counting, incidents, near, vague) if found.sensitivity else ()
        yield replace(found, evidence=(*found.evidence, *notes))


def counting_of(
    case: Case, pause: Pause, claimant: str, incidents: Incidents, snapshot: date | None, baseline_days: int
) -> Counting:
    """How a monitor's incidents are to be read for a pause of a case."""
    sides = [_names(case, [party]) for party in (*pause.announced_by, *pause.agreed_by)]
    known = sum(names_known(incidents, names) for names in sides)
    bound = tuple(name for names in sides for name in names)
    return Counting(
        windows=pause.windows,
        zone=case.zone,
        baseline_days=baseline_days,
        bound=bound if known else (),
        outside=_names(case, pause.outside),
        access=tuple(
            (w, row.access.likely) for row in case.monitoring if row.claimant == claimant for w in row.windows
        ),
        snapshot=snapshot,
        others="perhaps" if known > 1 else "compared",
        covered=incidents.reach,
    )


def inside(area: BaseGeometry | None, incidents: Incidents) -> tuple[Flags, Flags]:
    """Which incidents lie in an area, as well as their positions can tell, and which are too vague to say.

    A position known to the town counts when it is within 5 km of the area. Without an area all count.
    """
    if area is None or not len(incidents):
        return np.ones(len(incidents), dtype=bool), np.zeros(len(incidents), dtype=bool)
    plane = Plane.at(area.centroid.x, area.centroid.y)
    known = np.isfinite(incidents.lon)
    away = np.full(len(incidents), np.inf)
    away[known] = shapely.distance(
        plane.flatten(area), shapely.points(plane.metres(incidents.lon[known], incidents.lat[known]))
    )
    precise = incidents.position_error <= TOWN_M
    near = precise & (away <= np.maximum(incidents.position_error, 0))
    return near, ~precise & (away <= incidents.position_error) | ~known


def _names(case: Case, ids: Iterable[str]) -> tuple[str, ...]:
    wanted = set(ids)
    return tuple(name for party in case.parties if party.id in wanted for name in (party.id, party.name, *party.names))


def _notes(
    case: Case, pause: Pause, counting: Counting, incidents: Incidents, near: Flags, vague: Flags
) -> Iterator[Evidence]:
    if not counting.bound:
        called = _names(case, (*pause.announced_by, *pause.agreed_by))
        known = say("ceasefire.no-party-named", names=called) if called else say("ceasefire.no-party")
        yield computed("context", known)
    if case.area is not None:
        unclear = say("ceasefire.vague", vague=int(vague.sum())) if vague.any() else None
        in_all = say("ceasefire.incidents", incidents=len(incidents))
        inside_it = say("ceasefire.in-area", incidents=in_all, near=int(near.sum()), vague=unclear)
        yield computed("context", inside_it)


def _summary(claimant: str, less: Less, held: Kept) -> Message:
    return say(
        "ceasefire.summary",
        claimant=claimant,
        kept=KEPT[held.verdict],
        reason=held.reason,
        change=_CHANGED[less.change],
        compared=_compared(less.ratio),
    )


def _compared(ratio: Ratio) -> Message:
    counts = say(
        "ceasefire.counts",
        during=ratio.during,
        hours_during=ratio.hours_during,
        before=ratio.before,
        hours_before=ratio.hours_before,
    )
    if ratio.ratio is None:
        return counts
    low, high = (ratio.low, ratio.high) if ratio.wide_low is None else (ratio.wide_low, ratio.wide_high)
    if low is None or high is None:
        return say("ceasefire.ratio", counts=counts, ratio=ratio.ratio)
    return say("ceasefire.ratio-between", counts=counts, ratio=ratio.ratio, low=low, high=high)


def _evidence(violation: Violation, claimant: str) -> Evidence:
    message = say(
        "ceasefire.violation",
        when=_when(violation),
        kind=violation.kind or say("ceasefire.incident"),
        by=violation.by,
        against=say("ceasefire.against", against=violation.against) if violation.against else None,
        area=say("ceasefire.in", area=violation.area) if violation.area else None,
        deaths=None if violation.deaths is None else say("ceasefire.killed", deaths=violation.deaths),
        doubt=None if violation.certain else say("ceasefire.perhaps-outside"),
    )
    return Evidence("against" if violation.certain else "context", message, claimant, violation.source, violation.start)


def _when(violation: Violation) -> Message:
    """To the minute, or to the day, or over some days."""
    lasts = violation.end - violation.start
    if lasts < DAY:
        return say("ceasefire.at", at=violation.start)
    if lasts.total_seconds() <= LONGEST_DAY:
        return say("ceasefire.on", day=violation.start.date())
    return say("ceasefire.from-to", first=violation.start.date(), last=violation.end.date())
