"""Incidents near a corridor's exits and near facilities, as well as their positions can tell."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import numpy as np

from geleit.assessment.ceasefire.checks import LISTED
from geleit.assessment.ceasefire.counting import Counting, Units, watch
from geleit.assessment.ceasefire.monitor import unseen
from geleit.assessment.ceasefire.monitors import Monitor, monitors_of
from geleit.assessment.ceasefire.silence import Heard, only_deaths
from geleit.assessment.check import CaseCheck
from geleit.assessment.weighing import computed
from geleit.messages.message import Message, say
from geleit.model.arrays import Flags, Floats
from geleit.model.case import Case
from geleit.model.denied_rows import DENIED, FEW_ROWS, few_denied
from geleit.model.finding import Evidence, Finding, Verdict
from geleit.model.hostility import acts
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
    monitors = monitors_of(case)
    subjects: dict[str, list[Spot]] = {}
    for spot in _spots(case):
        subjects.setdefault(spot.subject, []).append(spot)
    return tuple(around(subject, spots, monitors, band, case.zone) for subject, spots in subjects.items())


def _spots(case: Case) -> Iterator[Spot]:
    for exit_ in case.exits:
        if exit_.corridor and exit_.lon is not None and exit_.lat is not None:
            yield Spot(exit_.corridor, exit_.name, exit_.lon, exit_.lat, exit_.position_error, merged(exit_.windows))
    windows = merged(window for pause in case.pauses for window in pause.windows) or (case.period,)
    for place in case.facilities:
        yield Spot(place.id, place.kind, place.lon, place.lat, place.position_error, windows)


def around(subject: str, spots: list[Spot], monitors: dict[str, Monitor], band: float, zone: ZoneInfo) -> Finding:
    """Whether incidents were near some spots in their windows, by all monitors together.

    Parameters
    ----------
    zone
        Of the place.
    """
    evidence: list[Evidence] = []
    texts: list[Evidence] = []
    rows = 0
    certain = alleged = unclear = perhaps = vague = 0
    verdict: Verdict
    for claimant, monitor in monitors.items():
        for spot in spots:
            at_war = ~acts(monitor.incidents, "peaceful")
            then = monitor.incidents.at(at_war & Units.of(spot.windows).touched(monitor.incidents))
            within, possible, unknown = near(then, spot, band)
            hostile = acts(then, "hostile")
            told = then.side_a.matches(monitor.speaks_for) if monitor.speaks_for else np.ones(len(then), dtype=bool)
            decides = within & hostile & told
            denied = few_denied(then, decides, zone)
            decides, hostile = decides & ~denied, hostile & ~denied  # by its text it may be no act at all
            certain += int(then.events[decides].sum())
            rows += int(decides.sum())
            to_read = np.flatnonzero(decides | denied)[:FEW_ROWS].tolist()
            texts += [told for i in to_read for told in _row_text(then, i, claimant, zone)]
            alleged += int(then.events[within & ~told].sum())
            unclear += int(then.events[within & told & ~hostile].sum())
            perhaps += int(then.events[possible].sum())
            vague += int(then.events[unknown].sum())
            evidence += [
                _evidence(then, i, claimant, spot, decides=bool(decides[i]))
                for i in np.flatnonzero(within)[:LISTED].tolist()
            ]
    if certain:
        verdict = "not met"
        message = say("ceasefire.near", certain=certain, km=band / 1000, perhaps=perhaps + alleged + unclear)
    elif alleged:
        verdict, message = "unknown", say("ceasefire.near-alleged", alleged=alleged, km=band / 1000)
    elif unclear:
        verdict, message = "unknown", say("ceasefire.near-unclear", unclear=unclear, km=band / 1000)
    elif perhaps or vague:
        verdict, message = "unknown", say("ceasefire.near-perhaps", km=band / 1000, perhaps=perhaps + vague)
    else:
        blind = next((reason for spot in spots if (reason := _not_watched(spot, monitors, band, zone))), None)
        verdict = "met" if blind is None else "unknown"
        message = say("ceasefire.near-none", km=band / 1000) if blind is None else blind
    if 0 < rows < FEW_ROWS:
        evidence.append(computed("context", say("ceasefire.few-rows", rows=rows)))
    if rows < FEW_ROWS:
        evidence += texts
    if vague:
        evidence.append(computed("context", say("ceasefire.near-vague", incidents=vague)))
    return Finding(NEAR.code, subject, verdict, message, tuple(evidence), NEAR.source)


def _row_text(incidents: Incidents, row: int, claimant: str, zone: ZoneInfo) -> Iterator[Evidence]:
    """What a row says in words, which a person has to read where few rows decide."""
    if (text := incidents.text[row]) not in ("", DENIED):
        at = datetime.fromtimestamp(int(incidents.start[row]), UTC).astimezone(zone)
        yield Evidence("context", say("ceasefire.row-text", text=text), claimant, incidents.source[row], at)


def _not_watched(spot: Spot, monitors: dict[str, Monitor], band: float, zone: ZoneInfo) -> Message | None:
    """Why nobody's silence about a spot means anything; ``None`` if that of one monitor does."""
    reasons = {name: _blind(spot, monitor, band, zone) for name, monitor in monitors.items()}
    if not all(reasons.values()):
        return None
    if len(reasons) == 1:
        ((name, why),) = reasons.items()
        return say("ceasefire.near-unseen-by", km=band / 1000, claimant=name, why=why)
    return say("ceasefire.near-unseen", km=band / 1000)


def _blind(spot: Spot, monitor: Monitor, band: float, zone: ZoneInfo) -> Message | None:
    """Why a monitor's silence about a spot means nothing; ``None`` if it does."""
    incidents = monitor.incidents
    counting = Counting(
        spot.windows, zone, access=monitor.access, snapshot=monitor.snapshot, unsaid=monitor.unsaid,
        heard=Heard.of(incidents, spot.windows), unread=monitor.unread, speaks_for=monitor.speaks_for,
        only_deaths=only_deaths(incidents),
    )  # fmt: skip
    at_war = acts(incidents, "hostile") | incidents.kind.matches(("",))
    noise = _certainly_within(incidents, spot, band)[0] & at_war & incidents.clear & ~incidents.repeated
    return unseen(watch(incidents, counting, noise), counting, int(incidents.events[noise].sum()))


def near(incidents: Incidents, spot: Spot, band: float) -> tuple[Flags, Flags, Flags]:
    """Which incidents in its windows were certainly within the band, which may have been, and which are too vague.

    Too vague is one whose position may be off by more than twice the band.
    """
    units = Units.of(spot.windows)
    touched = units.touched(incidents)
    _, inside = units.counted(incidents, np.ones(len(incidents)))
    is_within, away, error = _certainly_within(incidents, spot, band)
    known = np.isfinite(away) & (error <= 2 * band)
    within = inside & is_within & incidents.clear
    possible = known & touched & ~within & (away - error <= band)
    unknown = touched & ~known & ~(away - error > band)
    return within, possible, unknown


def _certainly_within(incidents: Incidents, spot: Spot, band: float) -> tuple[Flags, Floats, Floats]:
    """Which incidents were certainly near a spot at any time, with metres away, and by how much that may be off."""
    away = np.hypot(*Plane.at(spot.lon, spot.lat).metres(incidents.lon, incidents.lat).T)
    error = incidents.position_error + spot.position_error
    return np.asarray(np.isfinite(away) & (error <= 2 * band) & (away + error <= band)), away, error


def _evidence(incidents: Incidents, index: int, claimant: str, spot: Spot, *, decides: bool) -> Evidence:
    at = datetime.fromtimestamp(int(incidents.start[index]), UTC).astimezone(spot.windows[0].start.tzinfo)
    kind, by = incidents.kind[index] or say("ceasefire.incident"), incidents.side_a[index]
    if by:
        message = say("ceasefire.incident-by-near", at=at, kind=kind, by=by, place=spot.name)
    else:
        message = say("ceasefire.incident-near", at=at, kind=kind, place=spot.name)
    return Evidence("against" if decides else "context", message, claimant, incidents.source[index], at)
