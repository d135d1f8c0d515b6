"""Who can be out by the deadline, from a public case: a bound whose certificate tells no more than the case does."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from threading import Event

import numpy as np

from geleit.errors import InputError
from geleit.evacuation.against_the_map import against_the_map, last_impossible_for_sure, readings
from geleit.evacuation.by_rate import proved_by_rate, rates_of
from geleit.evacuation.needed import needed
from geleit.evacuation.placement import locate
from geleit.evacuation.proved import (
    CURVE_POINTS,
    as_told_by,
    binding_of,
    bounds_of,
    certificate_of,
    confirm,
    required_rate,
    weakest,
    window_until,
)
from geleit.evacuation.question import question_of
from geleit.evacuation.vehicles import by_vehicle
from geleit.flow.between_layers import compile_between
from geleit.flow.bound import prove
from geleit.flow.curve import upper_curve
from geleit.flow.fold import compile_fold
from geleit.model.answer import Clearance, ProvedPoint, PublicAnswer
from geleit.model.case import Case
from geleit.model.certificate import Certificate, DailyLimit
from geleit.model.public import PublicCase
from geleit.model.window import Clock, Window

STEPS = 3
"""Steps that :func:`answer_in_public` announces."""


def answer_in_public(
    public: PublicCase,
    deadline: datetime | None = None,
    progress: Callable[[str], None] = lambda _: None,
    stopped: Event | None = None,
    limits: Sequence[DailyLimit] = (),
) -> PublicAnswer:
    """Bound and prove who can be out by a deadline that is past.

    Parameters
    ----------
    deadline
        Aware, after the start of the case and not after its end or the day of publication.
    progress, stopped, limits
        As for :func:`~geleit.evacuation.answer.evacuate`.

    Raises
    ------
    InputError
        If the deadline is outside the period or lies ahead, or an exit is far from any street.
    """
    window = window_until(public.case, _not_ahead(public, deadline or public.deadline))
    case = _open_by(public.case, window.end)
    progress("putting people onto streets")
    located, clock, stopped = locate(case), Clock(window.start.astimezone(case.zone)), stopped or Event()
    compile_between()
    compile_fold()
    progress("proving the upper bound")
    generous = prove(question_of(located, window, "generous"), stopped=stopped)
    likely = prove(question_of(located, window, "likely"), stopped=stopped)
    rates_needed = needed(case, window.end)
    certificate = certificate_of(generous, case, limits, rates_of(rates_needed))
    confirm(certificate)
    by_rate = proved_by_rate(certificate, rates_needed)
    against = against_the_map(located, window, generous, partial(prove, stopped=stopped))
    progress("drawing the curve")
    latest = last_impossible_for_sure(located, window, generous.question, generous)
    moments = np.linspace(0, generous.question.horizon, CURVE_POINTS).astype(np.int64)
    curves = (upper_curve(proof, moments).tolist() for proof in (generous, likely))
    return PublicAnswer(
        case=case.name,
        start=window.start,
        deadline=window.end,
        people=case.people,
        generous=bounds_of(generous),
        likely=bounds_of(likely),
        at_most=certificate.at_most,
        could_not_leave=against.could_not_leave,
        suffices=weakest(generous, against),
        against_the_map=against,
        required_rate=required_rate(generous.question),
        clearance=Clearance(clock.at(latest) if latest else None, None),
        binding=binding_of(located.case, clock, (("generous", generous), ("likely", likely))),
        curve=tuple(ProvedPoint(clock.at(t), *both) for t, *both in zip(moments.tolist(), *curves, strict=True)),
        certificate=certificate,
        stopped=stopped.is_set(),
        needed=rates_needed,
        by_rate=by_rate,
        vehicles=by_vehicle(located, window, generous, against),
    )


def belongs_in_public(certificate: Certificate, public: PublicCase) -> tuple[str, ...]:
    """What shows that a certificate is not that of a public case; empty when it is."""
    clock, horizon = Clock(public.period.start.astimezone(public.zone)), certificate.instance.horizon
    if certificate.case != public.name or certificate.origin != public.period.start.isoformat():
        return (f"it is about {certificate.case} from {certificate.origin}, not about {public.name}",)
    if not 0 < horizon <= clock.seconds(public.period.end):
        return (f"its horizon of {horizon:,} s lies outside the period of the public case",)
    window = Window(public.period.start, clock.at(horizon))
    located = locate(_open_by(public.case, window.end))
    same = certificate.instance in (as_told_by(certificate, question.plain()) for question in readings(located, window))
    return () if same else ("its streets, people or exits are not those of the public case",)


def _open_by(case: Case, deadline: datetime) -> Case:
    """The case with the exits and rates of before the deadline only: a certificate tells of no other."""

    def begun(windows: Iterable[Window]) -> bool:
        return any(window.start < deadline for window in windows)

    exits = (x for x in case.exits if not x.windows or begun(x.windows))
    found = tuple(replace(x, changes=tuple(c for c in x.changes if begun(c.windows))) for x in exits)
    return case if found == case.exits else replace(case, exits=found)  # the same case is put onto its streets once


def _not_ahead(public: PublicCase, deadline: datetime) -> datetime:
    aware = deadline if deadline.tzinfo else deadline.replace(tzinfo=public.zone)
    if aware > public.until:
        raise InputError(
            "deadline",
            f"{aware.isoformat()} lies ahead of the day of publication, and hours that lie ahead must not leave",
            "ask about a time before today, or leave out --public",
        )
    return aware
