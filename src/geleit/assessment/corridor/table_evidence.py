"""Rows of a case's other tables as evidence: deliveries for AID-IN, incidents for FIRE, people for VULNERABLE."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import replace

from shapely.geometry import box

from geleit.assessment.corridor.announced import Announced
from geleit.assessment.corridor.timing import windows_of
from geleit.assessment.impartiality import party_named
from geleit.assessment.pause_scope import covers_the_case
from geleit.assessment.weighing import Outcome, computed
from geleit.messages import Message, say
from geleit.model.aid import Delivery
from geleit.model.case import Case
from geleit.model.corridor import Corridor, Pause
from geleit.model.figures import DISABILITY_SYRIA, DISABILITY_WORLD
from geleit.model.finding import Evidence, Says
from geleit.model.hostility import act_told
from geleit.model.incident import Incident
from geleit.model.window import Window

METRES_A_DEGREE_EAST = 111_300.0
"""Metres of a degree of longitude at the equator, rounded down so that no error is taken for smaller than it is."""
METRES_A_DEGREE_NORTH = 110_500.0
"""The same of a degree of latitude where it is shortest."""


def aid_in(case: Case) -> Iterable[Evidence]:
    """Deliveries: those that arrived at one of the case's places speak for it."""
    places = {text.casefold() for place in case.places for text in (place.id, place.name)}
    for delivery in case.deliveries:
        inside = delivery.to.strip().casefold() in places
        arrived = delivery.stage in ("arrived", "unloaded")
        says: Says = "for" if inside and arrived and _in_period(case, delivery) else "context"
        amount = delivery.amount
        message = say(
            "corridor.delivery",
            at=delivery.start.astimezone(case.zone),
            item=delivery.item,
            amount=say("corridor.delivery-amount", amount=amount.likely, unit=amount.unit) if amount else None,
            stage=delivery.stage,
            to=_where_to(delivery.to, inside=inside),
        )
        yield Evidence(says, message, delivery.claimant, delivery.source, delivery.start)


def _where_to(to: str, *, inside: bool) -> Message:
    if not to:
        return say("corridor.delivery-where")
    return say("corridor.delivery-to", to=to) if inside else say("corridor.delivery-elsewhere", to=to)


def fire_in(case: Case, announced: Announced) -> Iterable[Evidence]:
    """Incidents that can lie in the pause, or in the hours of a corridor, but no peaceful ones.

    Acts of war that certainly lie in a pause, by a party bound by it, speak against it. Where a corridor runs is
    not known, so no incident certainly was on it.
    """
    windows, _ = windows_of(case, announced)
    bound = {*announced.announced_by, *announced.agreed_by}
    by_name = {p.id: p.name for p in case.parties}
    for incident in case.incidents:
        killed = None if incident.deaths is None else incident.deaths.high
        told = act_told(incident.kind, killed, incident.text)
        if told == "peaceful" or not any(_can_be_during(incident, w) for w in windows):
            continue
        doubts = []
        before = announced.announced_at is not None and incident.start < announced.announced_at
        if before or not any(w.start <= incident.start and incident.end <= w.end for w in windows):
            doubts.append(say("corridor.outside-window"))
        if isinstance(announced, Corridor):
            doubts.append(say("corridor.elsewhere"))
        elif not (covers_the_case(case, announced) and _certainly_inside(case, incident)):
            doubts.append(say("corridor.outside-area"))
        if incident.by not in bound:
            of_pause = isinstance(announced, Pause)
            doubts.append(say("corridor.not-attributed") if of_pause else say("corridor.not-of-announcers"))
        if told != "hostile":
            doubts.append(say("corridor.no-act-of-war"))
        message = say(
            "corridor.incident",
            at=incident.start.astimezone(case.zone),
            kind=incident.kind,
            by=say("corridor.incident-by", by=by_name.get(incident.by, incident.by)) if incident.by else None,
            doubts=say("corridor.incident-doubts", doubts=tuple(doubts)) if doubts else None,
        )
        says: Says = "context" if doubts else "against"
        admits = incident.by != "" and party_named(case, incident.claimant) == incident.by
        yield Evidence(says, message, incident.claimant, incident.source, incident.start, admits)


def fire_undecided(case: Case, pause: Pause) -> Outcome:
    """What the incidents of a pause come to when none of them decides; they keep it from being met by a word."""
    doubted = _doubting(case, pause)
    return Outcome("unknown", say("corridor.fire-undecided", incidents=len(doubted)), doubted=doubted)


def fire_perhaps(case: Case, corridor: Corridor) -> Outcome | None:
    """What the incidents in the hours of a corridor come to: they keep it from being met by a word."""
    doubted = _doubting(case, corridor)
    if not doubted:
        return None
    return Outcome("unknown", say("corridor.fire-perhaps", incidents=len(doubted)), doubted=doubted)


def fire_anywhere(case: Case, joined: Outcome | None) -> Outcome | None:
    """What corridors and pauses come to together, doubted by the incidents of each."""
    if joined is None:
        return None
    doubted = (row for announced in case.announced for row in _doubting(case, announced))
    return replace(joined, doubted=tuple(dict.fromkeys((*joined.doubted, *doubted))))


def _doubting(case: Case, announced: Announced) -> tuple[Evidence, ...]:
    return tuple(replace(row, says="against") for row in fire_in(case, announced))


def vulnerable_inside(case: Case) -> Evidence:
    """How many people with disabilities to expect, by two published shares."""
    inside = case.people
    fewest, most = int(inside.low) * DISABILITY_WORLD // 100, int(inside.high) * DISABILITY_SYRIA // 100
    message = say(
        "corridor.vulnerable",
        world=DISABILITY_WORLD,
        fewest=fewest,
        low=inside.low,
        syria=DISABILITY_SYRIA,
        most=most,
        high=inside.high,
    )
    return computed("context", message)


def _in_period(case: Case, delivery: Delivery) -> bool:
    return case.period.start <= delivery.start and delivery.end <= case.period.end


def _can_be_during(incident: Incident, window: Window) -> bool:
    return incident.start < window.end and (window.start < incident.end or window.start <= incident.start)


def _certainly_inside(case: Case, incident: Incident) -> bool:
    """Whether every place the incident can have had lies in the area people are to leave."""
    if case.area is None or incident.lon is None or incident.lat is None:
        return False
    east = incident.position_error / (METRES_A_DEGREE_EAST * max(math.cos(math.radians(incident.lat)), 1e-6))
    north = incident.position_error / METRES_A_DEGREE_NORTH
    around = box(incident.lon - east, incident.lat - north, incident.lon + east, incident.lat + north)
    return bool(case.area.covers(around))
