"""Who can be out by the deadline: from a case to two numbers with two proofs."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import replace
from datetime import datetime
from fractions import Fraction
from threading import Event
from typing import get_args

import numpy as np

from geleit.certify import certify
from geleit.errors import InputError
from geleit.evacuation.departures import per_district
from geleit.evacuation.placement import locate
from geleit.evacuation.question import exit_of_gates, question_of
from geleit.flow.bottlenecks import bottlenecks
from geleit.flow.bound import RUNGS, Proof, prove
from geleit.flow.curve import last_impossible, planned_curve, upper_curve
from geleit.flow.fold import compile_fold
from geleit.flow.instance import Int, Question
from geleit.flow.late_departures import as_late_as_possible
from geleit.flow.layers import FAR, earliest, reach
from geleit.flow.replay import compile_replay
from geleit.flow.schedule import best_plan, best_schedule
from geleit.model.amount import Scenario
from geleit.model.answer import Answer, Binding, Bounds, Clearance, CurvePoint, ExitUse, Ladder, Seconds
from geleit.model.case import Case
from geleit.model.certificate import UNITS_PER_PERSON, Certificate
from geleit.model.departure import Departure, District, GroupOut
from geleit.model.plan import DEFAULT_EFFORT, Effort, Plan
from geleit.model.window import Clock, Window

CURVE_POINTS = 49
STEPS = 6
"""Steps that :func:`evacuate` announces."""
Progress = Callable[[str], None]


def evacuate(
    case: Case,
    deadline: datetime | None = None,
    progress: Progress = lambda _: None,
    effort: Effort = DEFAULT_EFFORT,
    *,
    by_district: bool = False,
    stopped: Event | None = None,
) -> Answer:
    """Bound, plan and prove who can be out by the deadline.

    Parameters
    ----------
    case
        The case.
    deadline
        Aware, after the case's start and not after the end of its period; the case's own deadline by default.
    progress
        Told the name of each step as it begins.
    effort
        How long to look for a better plan.
    by_district
        Whether to tell the plan per district; then people of the plan leave as late as they can.
    stopped
        Set when the user wants an end: then the best bound and the best plan so far are kept, and checked as always.

    Returns
    -------
    answer
        Both numbers with their proofs; both were re-checked by :mod:`geleit.certify`.

    Raises
    ------
    InputError
        If the deadline is outside the period, an exit or people are far from any street, or no exit exists.
    """
    window = _window(case, deadline or case.deadline)
    progress("putting people onto streets")
    located = locate(case)
    clock = Clock(window.start.astimezone(case.zone))
    origin = window.start.isoformat()

    progress("preparing kernels (the first time takes some seconds)")
    compile_fold()
    compile_replay()
    progress("proving the upper bound")
    began, stopped = time.perf_counter(), stopped or Event()
    whole_period = question_of(located, case.period, "generous")
    generous = prove(whole_period.until(clock.seconds(window.end)), stopped=stopped)
    seats, walking, streets = (generous.rung(name) for name in RUNGS)
    certificate = Certificate(generous.question.plain(), seats, walking, streets, case.name, origin)
    bound_seconds = time.perf_counter() - began
    likely = prove(question_of(located, window, "likely"), stopped=stopped)

    progress("planning")
    began = time.perf_counter()
    cautious = question_of(located, window, "cautious")
    schedule, ceiling = best_schedule(cautious, effort, progress, stopped)
    if by_district:
        schedule = as_late_as_possible(schedule)
    plan = schedule.plan(case.name, origin)
    plan_seconds = time.perf_counter() - began
    told: tuple[tuple[District, ...], tuple[Departure, ...], tuple[GroupOut, ...]] = (), (), ()
    if by_district or len(cautious.copies) > 1:
        progress("following everyone through the plan (the first time takes some seconds)")
        told = per_district(located, schedule, clock)

    progress("checking both independently")
    began = time.perf_counter()
    _confirm(certificate, plan)
    check_seconds = time.perf_counter() - began

    progress("drawing the curve")
    fewest = generous.could_not_leave("streets")
    everyone = plan if stopped.is_set() else _plan_for_most(cautious, plan, effort, stopped)
    return Answer(
        case=case.name,
        start=window.start,
        deadline=window.end,
        people=case.people,
        generous=_bounds(generous),
        likely=_bounds(likely),
        at_most=certificate.streets.at_most,
        at_least=plan.people_out,
        could_not_leave=fewest,
        suffices=_weakest(generous, fewest),
        method_gap=(ceiling - plan.people_out) / ceiling if ceiling else 0.0,
        required_rate=_required_rate(generous.question),
        unreached=_unreached(cautious),
        clearance=_clearance(case, clock, whole_period, generous, cautious, everyone),
        binding=_binding(case, clock, {"generous": generous, "likely": likely}, cautious),
        curve=_curve(clock, generous, likely, plan),
        certificate=certificate,
        plan=plan,
        seconds=Seconds(bound_seconds, plan_seconds, check_seconds),
        districts=told[0] if by_district else (),
        departures=told[1] if by_district else (),
        groups=told[2],
        exits=_exit_uses(case, clock, plan),
        stopped=stopped.is_set(),
    )


def belongs(proof: Certificate | Plan, case: Case) -> tuple[str, ...]:
    """What shows that a proof is not about a case; empty when it is.

    A certificate's instance must be the case's own question, figure by figure. A plan divides streets between their
    directions: both together may carry no more than the case's street, and all else must be equal.
    """
    clock = Clock(case.period.start.astimezone(case.zone))
    if proof.case != case.name or proof.origin != case.period.start.isoformat():
        return (f"it is about {proof.case} from {proof.origin}, not about {case.name}",)
    horizon = proof.instance.horizon
    if not 0 < horizon <= clock.seconds(case.period.end):
        return (f"its horizon of {horizon:,} s lies outside the period of the case",)
    located = locate(case)
    if isinstance(proof, Certificate):
        same = question_of(located, case.period, "generous").until(horizon).plain() == proof.instance
    else:
        asked = question_of(located, Window(case.period.start, clock.at(horizon)), "cautious")
        same = replace(asked.plain(), rate=proof.instance.rate) == proof.instance and _shares(
            asked, np.array(proof.instance.rate, dtype=np.int64)
        )
    return () if same else ("its streets, people or exits are not those of the case",)


def _shares(asked: Question, rate: Int) -> bool:
    """Whether rates divide the width of each street of a question between all who use it."""
    if not (rate <= asked.rate).all():
        return False
    street = np.flatnonzero((asked.edge >= 0) & (rate > 0))
    shared: dict[int, Fraction] = {}
    for edge, used, whole in zip(*(x[street].tolist() for x in (asked.edge, rate, asked.rate)), strict=True):
        shared[edge] = shared.get(edge, Fraction(0)) + Fraction(used, whole)
    return max(shared.values(), default=Fraction(0)) <= 1


def _window(case: Case, deadline: datetime) -> Window:
    if deadline.tzinfo is None:
        deadline = deadline.replace(tzinfo=case.zone)
    shown = deadline.astimezone(case.zone).isoformat()
    if deadline <= case.period.start:
        raise InputError(
            "deadline",
            f"{shown} is not after the start of the case, {case.period.start.astimezone(case.zone).isoformat()}",
            "ask about a later time, or change the period in case.toml",
        )
    if deadline > case.period.end:
        raise InputError(
            "deadline",
            f"{shown} is after the end of the case, {case.period.end.astimezone(case.zone).isoformat()}",
            "ask about an earlier time, or lengthen the period in case.toml",
        )
    return Window(case.period.start, deadline)


def _bounds(proof: Proof) -> Bounds:
    return Bounds(
        people=int(proof.question.high.sum()),
        ladder=Ladder(*(proof.at_most(name) for name in RUNGS)),
        could_not_leave=proof.could_not_leave("streets"),
    )


def _weakest(proof: Proof, could_not_leave: int) -> str:
    return next(name for name in RUNGS if proof.could_not_leave(name) == could_not_leave)


def _required_rate(question: Question) -> int | None:
    """Persons per hour each gate must pass for the fewest people to fit through by the horizon."""
    opened = sum(b - a for gate in question.gates for a, b in question.profiles[gate.profile])
    return -(-int(question.low.sum()) * 3600 // opened) if opened else None


def _unreached(question: Question) -> int:
    return int(question.high[earliest(question, reach(question)) >= FAR].sum())


def _clearance(
    case: Case, clock: Clock, whole_period: Question, generous: Proof, cautious: Question, everyone: Plan
) -> Clearance:
    latest = last_impossible(whole_period, generous)
    cleared = everyone.people_out == int(cautious.high.sum())
    return Clearance(
        not_before=clock.at(latest) if latest else None,
        by=clock.at(max((s.end for s in everyone.through_exits), default=0)) if cleared else None,
        not_before_beyond=latest == clock.seconds(case.period.end),
    )


def _plan_for_most(cautious: Question, plan: Plan, effort: Effort, stopped: Event) -> Plan:
    """A plan for the most people, unless there is no hope or no difference."""
    fewest, most = int(cautious.low.sum()), int(cautious.high.sum())
    if plan.people_out < fewest or fewest == most:
        return plan
    everyone = replace(cautious, low=cautious.high)
    return best_plan(everyone, plan.case, plan.origin, effort, stopped=stopped)[0]


def _binding(case: Case, clock: Clock, proofs: dict[Scenario, Proof], cautious: Question) -> tuple[Binding, ...]:
    """What binds with the most generous ends of the ranges at which anything binds at all."""
    for scenario in get_args(Scenario):
        proof = proofs[scenario] if scenario in proofs else prove(replace(cautious, low=cautious.high))
        if proof.at_most("streets") < int(proof.question.high.sum()):
            break
    else:
        return ()
    found = bottlenecks(proof.question, proof.most.streets)
    network, exit_of = case.network, exit_of_gates(case)
    rows = []
    for b in found:
        times = b.seconds, b.people, clock.at(b.first), clock.at(b.last)
        if b.kind == "exit":
            exit_ = case.exits[exit_of[b.index]]
            rows.append(Binding(b.kind, exit_.name, exit_.lon, exit_.lat, *times, scenario=scenario, id=exit_.id))
        else:
            edge = int(proof.question.edge[b.index])
            ends = [int(network.tail[edge]), int(network.head[edge])]
            lon, lat = float(np.mean(network.lon[ends])), float(np.mean(network.lat[ends]))
            rows.append(Binding(b.kind, network.label(edge), lon, lat, *times, edge, scenario, line=network.line(edge)))
    return tuple(rows)


def _exit_uses(case: Case, clock: Clock, plan: Plan) -> tuple[ExitUse, ...]:
    """What a plan has pass each exit; parts of persons count where they become a whole one."""
    exit_of, rows, before = exit_of_gates(case), [], 0
    for index, exit_ in enumerate(case.exits):
        streams = [stream for stream in plan.through_exits if exit_of[stream.at] == index]
        after = before + sum(stream.rate * (stream.end - stream.start) for stream in streams)
        rows.append(
            ExitUse(
                id=exit_.id,
                name=exit_.name,
                lon=exit_.lon,
                lat=exit_.lat,
                people_out=after // UNITS_PER_PERSON - before // UNITS_PER_PERSON,
                first=clock.at(min(stream.start for stream in streams)) if streams else None,
                last=clock.at(max(stream.end for stream in streams)) if streams else None,
            )
        )
        before = after
    return tuple(rows)


def _curve(clock: Clock, generous: Proof, likely: Proof, plan: Plan) -> tuple[CurvePoint, ...]:
    horizon = generous.question.horizon
    moments = np.linspace(0, horizon, CURVE_POINTS).astype(np.int64)
    rows = zip(
        moments.tolist(),
        upper_curve(generous, moments).tolist(),
        upper_curve(likely, moments).tolist(),
        planned_curve(plan, moments).tolist(),
        strict=True,
    )
    return tuple(CurvePoint(clock.at(t), high, middle, low) for t, high, middle, low in rows)


def _confirm(certificate: Certificate, plan: Plan) -> None:
    """Nothing leaves here that the independent checker does not confirm."""
    for proof in (certificate, plan):
        check = certify(proof)
        if not check.holds:
            raise AssertionError("; ".join(check.problems))
