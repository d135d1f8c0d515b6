"""Who can be out by the deadline: from a case to two numbers with two proofs."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import datetime
from fractions import Fraction
from functools import partial
from threading import Event

import numpy as np

from geleit.errors import ContradictionError
from geleit.evacuation.against_the_map import against_the_map, last_impossible_for_sure, readings
from geleit.evacuation.by_rate import planned_by_rate, proved_by_rate, rates_of
from geleit.evacuation.decides import decides
from geleit.evacuation.district_plan import per_district
from geleit.evacuation.districts import districts_of_groups
from geleit.evacuation.likely import at_likely_figures
from geleit.evacuation.needed import needed
from geleit.evacuation.placement import Located, locate
from geleit.evacuation.proved import (
    CURVE_POINTS,
    as_told_by,
    binding_of,
    bounds_of,
    certificate_of,
    confirm,
    expect_one_truth,
    plan_of,
    required_rate,
    window_until,
)
from geleit.evacuation.question import exit_of_gates, question_of
from geleit.evacuation.stranded import stranded
from geleit.evacuation.under_way import under_way
from geleit.evacuation.vehicles import (
    by_vehicle,
    expect_vehicles_enough,
    is_on_foot,
    limited,
    no_more_than,
    rides_of,
    weakest_of,
)
from geleit.flow.between_layers import compile_between
from geleit.flow.bound import Proof, prove
from geleit.flow.curve import planned_curve, upper_curve
from geleit.flow.fold import compile_fold
from geleit.flow.instance import Question
from geleit.flow.late_departures import as_late_as_possible, late_if_short
from geleit.flow.replay import compile_replay
from geleit.flow.schedule import best_plan, best_schedule
from geleit.flow.shared_schedule import shared_schedule
from geleit.model.amount import Scenario
from geleit.model.answer import Answer, Clearance, CurvePoint, ExitUse, Seconds
from geleit.model.arrays import Ints
from geleit.model.case import Case
from geleit.model.certificate import UNITS_PER_PERSON, Certificate, DailyLimit
from geleit.model.departure import Departure, District, GroupOut
from geleit.model.plan import DEFAULT_EFFORT, Effort, Plan
from geleit.model.window import Clock, Window

STEPS = 10
"""Steps that :func:`evacuate` announces."""


def evacuate(
    case: Case,
    deadline: datetime | None = None,
    progress: Callable[[str], None] = lambda _: None,
    effort: Effort = DEFAULT_EFFORT,
    *,
    by_district: bool = False,
    equal_shares: bool = False,
    stopped: Event | None = None,
    limits: Sequence[DailyLimit] = (),
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
    equal_shares
        Whether districts are to have as equal shares of those who get out as can be, in both plans; then the plan is
        told per district too.
    stopped
        Set when the user wants an end: then the best bound and the best plan so far are kept, and checked as always.
    limits
        Assumptions on what a crossing passes a day, for which the certificate also says what would hold.

    Returns
    -------
    answer
        Both numbers with their proofs; both were re-checked by :mod:`geleit.certify`.

    Raises
    ------
    InputError
        If the deadline is outside the period, an exit or people are far from any street, or no exit exists.
    """
    window = window_until(case, deadline or case.deadline)
    progress("putting people onto streets")
    located = locate(case)
    clock = Clock(window.start.astimezone(case.zone))

    progress("preparing kernels (the first time takes some seconds)")
    compile_between()
    compile_fold()
    compile_replay()
    progress("proving the upper bound")
    began, stopped = time.perf_counter(), stopped or Event()
    whole_period = question_of(located, case.period, "generous")
    generous = prove(whole_period.until(clock.seconds(window.end)), stopped=stopped)
    rates_needed = needed(case, window.end)
    certificate = certificate_of(generous, case, limits, rates_of(rates_needed))
    once_more = partial(prove, stopped=stopped)
    every_ride = against_the_map(located, case.period, generous, once_more)
    vehicles = by_vehicle(located, case.period, generous, every_ride, once_more)
    against = limited(every_ride, vehicles)
    bound_seconds = time.perf_counter() - began
    likely = prove(question_of(located, window, "likely"), stopped=stopped)

    progress("planning")
    began = time.perf_counter()
    cautious = question_of(located, window, "cautious")
    schedule, ceiling = best_schedule(cautious, effort, progress, stopped)
    most_out = schedule.people_out
    if equal_shares and most_out < int(cautious.low.sum()):
        progress("sharing it out between districts")
        schedule = shared_schedule(cautious, districts_of_groups(located, cautious), effort, stopped)
    by_district |= equal_shares
    late = as_late_as_possible(schedule) if by_district else late_if_short(schedule)
    schedule = late or schedule
    plan = plan_of(schedule, case, "cautious")
    plan_seconds = time.perf_counter() - began
    told: tuple[tuple[District, ...], tuple[Departure, ...], tuple[GroupOut, ...]] = (), (), ()
    if by_district or len(cautious.copies) > 1:
        progress("following everyone through the plan (the first time takes some seconds)")
        told = per_district(located, schedule, clock)

    progress("planning with the likely figures")
    at_likely = at_likely_figures(located)
    likely_question = question_of(at_likely, window, "cautious")
    once = replace(effort, bounded=False)
    likely_schedule, _ = best_schedule(likely_question, once, stopped=stopped)
    if equal_shares and likely_schedule.people_out < int(likely_question.low.sum()):
        districts = districts_of_groups(at_likely, likely_question)
        likely_schedule = shared_schedule(likely_question, districts, once, stopped)
    likely_late = late_if_short(likely_schedule)
    likely_schedule = likely_late or likely_schedule
    likely_plan = plan_of(likely_schedule, case, "likely")

    progress("counting who waits where")
    crowds = under_way(located, schedule, clock, late=late is not None)
    likely_crowds = under_way(at_likely, likely_schedule, clock, late=likely_late is not None)

    progress("checking all independently")
    began = time.perf_counter()
    confirm(certificate)
    confirm(plan)
    confirm(likely_plan)
    expect_one_truth(certificate, plan)
    if likely_plan.people_out > likely.at_most("streets"):
        raise ContradictionError("with the likely figures a plan has more out than can be", certificate, likely_plan)
    check_seconds = time.perf_counter() - began

    progress("planning for other rates of the crossings")
    proved = proved_by_rate(certificate, rates_needed)
    by_rate = planned_by_rate(located, window, proved, rates_needed, effort, stopped, plan, likely_plan)

    progress("finding what decides")
    moved_by = decides(located, window, generous, likely, min(certificate.at_most, against.at_most), stopped)

    progress("drawing the curve")
    everyone = plan if stopped.is_set() else _plan_for_most(cautious, plan, effort, stopped)
    expect_vehicles_enough(vehicles, (plan, likely_plan, everyone))
    most, left = min(certificate.at_most, against.at_most), against.could_not_leave
    answer = Answer(
        case=case.name,
        start=window.start,
        deadline=window.end,
        people=case.people,
        generous=replace(bounds_of(generous), could_not_leave=max(generous.could_not_leave("streets"), left)),
        likely=no_more_than(most, bounds_of(likely)),
        at_most=most,
        at_least=plan.people_out,
        could_not_leave=against.could_not_leave,
        suffices=weakest_of(vehicles, generous, every_ride),
        against_the_map=against,
        method_gap=(ceiling - most_out) / ceiling if ceiling else 0.0,
        required_rate=required_rate(generous.question),
        stranded=stranded(located, cautious),
        clearance=_clearance(located, clock, whole_period, generous, cautious, everyone),
        binding=binding_of(located.case, clock, _at_every_end(generous, likely, cautious)),
        curve=_curve(clock, most, generous, likely, plan, likely_plan),
        certificate=certificate,
        plan=plan,
        likely_plan=likely_plan,
        seconds=Seconds(bound_seconds, plan_seconds, check_seconds),
        districts=told[0] if by_district else (),
        departures=told[1] if by_district else (),
        withheld=crowds.too_long if by_district else "",
        groups=told[2],
        under_way=crowds,
        likely_under_way=likely_crowds,
        exits=_exit_uses(case, clock, plan),
        shared_at=max(0, most_out - plan.people_out) if equal_shares else None,
        moved=located.settlement.moved,
        stopped=stopped.is_set(),
        needed=rates_needed,
        by_rate=by_rate,
        decides=moved_by,
        vehicles=vehicles,
    )
    _expect_agreement(answer)
    return answer


def _expect_agreement(answer: Answer) -> None:
    """The curve and the times of clearance must not contradict each other either."""
    proofs, when = (answer.certificate, answer.plan), answer.clearance
    for point in answer.curve:
        if point.at_least > min(point.at_most, point.at_most_likely) or point.likely_plan > point.at_most_likely:
            raise ContradictionError(f"at {point.at.isoformat()} a plan has more out than can be", *proofs)
    if when.not_before and when.by and when.by <= when.not_before:
        raise ContradictionError("a plan has everybody out before anybody can say that all are", *proofs)


def belongs(proof: Certificate | Plan, case: Case, *, decides: bool = False) -> tuple[str, ...]:
    """What shows that a proof is not about a case; empty when it is.

    A certificate's instance must be the case's own question, figure by figure. A plan divides streets between their
    directions: both together may carry no more than the case's street, and all else must be equal.

    Parameters
    ----------
    decides
        Whether a verdict is to rest on it: then it must hold even if the map lacks more.
    """
    clock = Clock(case.period.start.astimezone(case.zone))
    if proof.case != case.name or proof.origin != case.period.start.isoformat():
        return (f"it is about {proof.case} from {proof.origin}, not about {case.name}",)
    horizon = proof.instance.horizon
    if not 0 < horizon <= clock.seconds(case.period.end):
        return (f"its horizon of {horizon:,} s lies outside the period of the case",)
    located = locate(case)
    if isinstance(proof, Certificate) and proof.rides is not None:
        limits = case.told_vehicles is not None and case.told_vehicles.limited
        same = limits and proof.rides == rides_of(case, horizon) and is_on_foot(located, case.period, proof)
    elif isinstance(proof, Certificate):
        read = [as_told_by(proof, question.until(horizon).plain()) for question in readings(located, case.period)]
        same = proof.instance in read
        without = proof.beeline or proof.exit_seats
        needs_map = proof.at_most < without.at_most or proof.could_not_leave > without.could_not_leave
        if same and decides and needs_map and proof.instance not in read[1:]:
            return (
                "it holds on the map as it is read to a few metres, not if the map lacks more: no verdict rests on it",
            )
    else:
        window = Window(case.period.start, clock.at(horizon))
        at_ends: dict[Scenario, Located] = {"cautious": located, "likely": at_likely_figures(located)}
        told = [proof.scenario] if proof.scenario else list(at_ends)
        ends = [at_ends[scenario] for scenario in told if scenario in at_ends]
        same = any(_is_of(proof, question_of(one, window, "cautious")) for one in ends)
    return () if same else ("its streets, people or exits are not those of the case",)


def _is_of(plan: Plan, asked: Question) -> bool:
    """Whether a plan is one of a question."""
    rate = plan.instance.rate
    told = as_told_by(plan, replace(asked.plain(), rate=rate))
    alike = len(rate) == len(asked.rate) and told == plan.instance
    return alike and _shares(asked, np.array(rate, dtype=np.int64))


def _shares(asked: Question, rate: Ints) -> bool:
    """Whether rates divide the width of each street of a question between all who use it."""
    if not (rate <= asked.rate).all():
        return False
    street = np.flatnonzero((asked.edge >= 0) & (rate > 0))
    shared: dict[int, Fraction] = {}
    for edge, used, whole in zip(*(x[street].tolist() for x in (asked.edge, rate, asked.rate)), strict=True):
        shared[edge] = shared.get(edge, Fraction(0)) + Fraction(used, whole)
    return max(shared.values(), default=Fraction(0)) <= 1


def _clearance(
    located: Located, clock: Clock, whole_period: Question, generous: Proof, cautious: Question, everyone: Plan
) -> Clearance:
    case = located.case
    latest = last_impossible_for_sure(located, case.period, whole_period, generous)
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


def _at_every_end(generous: Proof, likely: Proof, cautious: Question) -> Iterator[tuple[Scenario, Proof]]:
    """Proofs at each end of the ranges; the last is only worked out where it is wanted."""
    yield "generous", generous
    yield "likely", likely
    yield "cautious", prove(replace(cautious, low=cautious.high))


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


def _curve(
    clock: Clock, most: int, generous: Proof, likely: Proof, plan: Plan, likely_plan: Plan
) -> tuple[CurvePoint, ...]:
    horizon = generous.question.horizon
    moments = np.linspace(0, horizon, CURVE_POINTS).astype(np.int64)
    rows = zip(
        moments.tolist(),
        np.minimum(upper_curve(generous, moments), most).tolist(),
        np.minimum(upper_curve(likely, moments), most).tolist(),
        planned_curve(plan, moments).tolist(),
        planned_curve(likely_plan, moments).tolist(),
        strict=True,
    )
    return tuple(CurvePoint(clock.at(t), *people) for t, *people in rows)
