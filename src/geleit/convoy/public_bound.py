"""What no convoy plan can exceed, from a public case: as if driving took no time, wherever people and depots are."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import numpy as np

from geleit.convoy.bound import Reach, Terms, at_most
from geleit.convoy.generous_case import most_kg
from geleit.convoy.replay import DENSITY, escorts
from geleit.convoy.windows import Session, sessions_by
from geleit.errors import InputError
from geleit.model.convoy import ConvoyBound
from geleit.model.public import PublicCase

TOGETHER = "all limits together, as if driving took no time"


def bound_in_public(public: PublicCase, days: float | None = None) -> ConvoyBound:
    """Bound what trucks can have brought in, in windows that are past.

    Every range is taken at its generous end, and all people are taken to be at the gates and the depots beside them:
    that can only be more than what could be brought to where they are.

    Parameters
    ----------
    days
        For how many days the need is counted; by default from the first session to the deadline.

    Raises
    ------
    InputError
        If the case has no trucks, or it is not told yet when they were let in.
    """
    case = public.case
    if not public.trucks or not public.stores:
        raise InputError("trucks", "the case has none, or no depots, so there is no convoy to bound")
    if any(truck.volume is not None for truck in public.trucks) and DENSITY not in case.assumptions:
        raise InputError("trucks", f"how much goods fit is not known: the assumption {DENSITY} is missing")
    if not public.let_in:
        problem = "when trucks were let in is not public yet: no gate or pause has begun, or a pause is not over"
        raise InputError("gates", problem, "ask when one has been open and the pauses are over")
    sessions = sessions_by(case, {gate.id: gate.windows for gate in public.gates})
    counted = days or max(1.0, (case.deadline - sessions[0].window.start) / timedelta(days=1))
    need = case.people.times(counted * case.standards.ration_kg)
    stock = {store.id: store.tonnes.high * 1000 for store in public.stores if store.tonnes is not None}
    allowed = escorts(case)
    terms = [_terms(public, session) for session in sessions]
    most, caps = at_most(terms, np.array([need.likely]), stock, None if allowed is None else float(allowed[1]))
    shown = (replace(cap, text=TOGETHER) if cap.kind == "roads" else cap for cap in caps)
    windows = tuple(session.window for session in sessions)
    return ConvoyBound(case.name, windows, counted, replace(need, unit="kg"), most, tuple(shown))


def _terms(public: PublicCase, session: Session) -> Terms:
    reach = (
        Reach(
            id=truck.id,
            depot=truck.depot,
            count=int(truck.number.high),
            kg=most_kg(public.case, truck),
            drive=np.zeros(1),
            unloading=truck.unloading.low * 60,
            outside=truck.loading.low * 60,
        )
        for truck in public.trucks
    )
    rates = [gate.trucks_per_hour for gate in public.gates if gate.id in session.gates]
    limited = bool(rates) and all(rate is not None for rate in rates)
    rates_of = tuple(rate.high / 3600 for rate in rates if rate is not None)
    return Terms(session.window.hours * 3600, tuple(reach), rates_of if limited else None)
