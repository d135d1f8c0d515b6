"""Incidents near a corridor's exits and near facilities, as well as their positions can tell."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime

import numpy as np

from geleit.assessment.ceasefire.checks import LISTED, by_claimant
from geleit.assessment.ceasefire.counting import Units
from geleit.assessment.ceasefire.monitor import AT_WORK
from geleit.assessment.check import CaseCheck
from geleit.assessment.weighing import computed
from geleit.messages.message import Message, say
from geleit.model.arrays import Flags
from geleit.model.case import Case
from geleit.model.finding import Evidence, Finding, Verdict
from geleit.model.incident import Incidents
from geleit.model.window import Window, merged
from geleit.streets.locate import Plane

NEAR = CaseCheck(
    code="CEASEFIRE-NEAR",
    asked_of=frozenset({"corridor", "facility"}),
    source="a way out is safe only where nothing happens on it (docs/method/ceasefire.md)",
    find=lambda case: assess_nearby(case),
)
BAND = 1_000.0
"""Metres around an exit or a facility in which an incident counts as near."""


@dataclass(frozen=True)
class Spot:
    """A place to look around."""

    subject: str
    name: str
    lon: float
    lat: float
    position_error: float
    windows: tuple[Window, ...]


def assess_nearby(case: Case, band: float = BAND) -> tuple[Finding, ...]:
    """A finding for each corridor and each facility: whether incidents were near in its windows.

    Parameters
    ----------
    band
        Metres around each.
    """
    monitors = {name: incidents for name, (incidents, _) in by_claimant(case).items()}
    subjects: dict[str, list[Spot]] = {}
    for spot in _spots(case):
        subjects.setdefault(spot.subject, []).append(spot)
    return tuple(around(subject, spots, monitors, band) for subject, spots in subjects.items())


def _spots(case: Case) -> Iterator[Spot]:
    for exit_ in case.exits:
        if exit_.corridor and exit_.lon is not None and exit_.lat is not None:
            yield Spot(exit_.corridor, exit_.name, exit_.lon, exit_.lat, exit_.position_error, merged(exit_.windows))
    windows = merged(window for pause in case.pauses for window in pause.windows) or (case.period,)
    for place in case.facilities:
        yield Spot(place.id, place.kind, place.lon, place.lat, place.position_error, windows)


def around(subject: str, spots: list[Spot], monitors: dict[str, Incidents], band: float) -> Finding:
    """Whether incidents were near some spots in their windows, by all monitors together."""
    evidence: list[Evidence] = []
    certain = perhaps = vague = 0
    at_work = False
    for claimant, incidents in monitors.items():
        for spot in spots:
            then = incidents.at(Units.of(spot.windows).touched(incidents))
            within, possible, unknown = near(then, spot, band)
            certain += int(then.events[within].sum())
            perhaps += int(then.events[possible].sum())
            vague += int(then.events[unknown].sum())
            at_work |= int(incidents.events[incidents.position_error <= band].sum()) >= AT_WORK
            evidence += [_evidence(then, i, claimant, spot) for i in np.flatnonzero(within)[:LISTED].tolist()]
    verdict, message = _verdict(certain, perhaps, vague, at_work=at_work, band=band)
    if vague:
        evidence.append(computed("context", say("ceasefire.near-vague", incidents=vague)))
    return Finding(NEAR.code, subject, verdict, message, tuple(evidence), NEAR.source)


def near(incidents: Incidents, spot: Spot, band: float) -> tuple[Flags, Flags, Flags]:
    """Which incidents in its windows were certainly within the band, which may have been, and which are too vague.

    Too vague is one whose position may be off by more than twice the band.
    """
    units = Units.of(spot.windows)
    touched = units.touched(incidents)
    _, inside = units.counted(incidents, np.ones(len(incidents)))
    away = np.hypot(*Plane.at(spot.lon, spot.lat).metres(incidents.lon, incidents.lat).T)
    error = incidents.position_error + spot.position_error
    known = np.isfinite(away) & (error <= 2 * band)
    within = known & inside & (away + error <= band)
    possible = known & touched & ~within & (away - error <= band)
    unknown = touched & ~known & ~(away - error > band)
    return within, possible, unknown


def _verdict(certain: int, perhaps: int, vague: int, *, at_work: bool, band: float) -> tuple[Verdict, Message]:
    km = band / 1000
    if certain:
        return "not met", say("ceasefire.near", certain=certain, km=km, perhaps=perhaps)
    if perhaps or vague:
        return "unknown", say("ceasefire.near-perhaps", km=km, perhaps=perhaps + vague)
    if not at_work:
        return "unknown", say("ceasefire.near-unseen", km=km, fewest=AT_WORK)
    return "met", say("ceasefire.near-none", km=km)


def _evidence(incidents: Incidents, index: int, claimant: str, spot: Spot) -> Evidence:
    at = datetime.fromtimestamp(int(incidents.start[index]), UTC).astimezone(spot.windows[0].start.tzinfo)
    kind, by = incidents.kind[index] or say("ceasefire.incident"), incidents.side_a[index]
    if by:
        message = say("ceasefire.incident-by-near", at=at, kind=kind, by=by, place=spot.name)
    else:
        message = say("ceasefire.incident-near", at=at, kind=kind, place=spot.name)
    return Evidence("against", message, claimant, incidents.source[index], at)
