"""What an answer and a public answer share: the time asked about, and what is proved."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime

import numpy as np

from geleit.certify import certify
from geleit.errors import ContradictionError, InputError
from geleit.evacuation.joint import limits_of
from geleit.evacuation.question import exit_of_gates
from geleit.flow.bottlenecks import bottlenecks
from geleit.flow.bound import Proof
from geleit.flow.by_rate import lines_of
from geleit.flow.conditional import under_limit
from geleit.flow.instance import Question
from geleit.flow.streams import Schedule
from geleit.model.against_the_map import AgainstTheMap
from geleit.model.amount import Scenario
from geleit.model.answer import Binding, Bounds, Ladder
from geleit.model.arrays import Ints
from geleit.model.case import Case
from geleit.model.certificate import RUNGS, Certificate, DailyLimit, Instance, RungName
from geleit.model.entries import one_line
from geleit.model.plan import Plan
from geleit.model.window import Clock, Window

CURVE_POINTS = 49
"""Moments at which a curve is shown."""


def window_until(case: Case, deadline: datetime) -> Window:
    """From the start of a case to a deadline, in the case's zone where it names none.

    Raises
    ------
    InputError
        If the deadline lies outside the period.
    """
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


def certificate_of(
    proof: Proof, case: Case, limits: Iterable[DailyLimit] = (), rates: Iterable[int] = ()
) -> Certificate:
    """The rungs of a proof with its question, in plain integers.

    Parameters
    ----------
    limits
        Assumptions for which it also says what would hold.
    rates
        Persons an hour and crossing for which it also holds a bound as good as can soon be found.
    """
    rungs = proof.rungs
    return Certificate(
        instance=proof.question.plain(),
        exit_seats=rungs["exit_seats"],
        walking=rungs["walking"],
        streets=rungs["streets"],
        case=case.name,
        origin=case.period.start.isoformat(),
        beeline=rungs.get("beeline"),
        title=one_line(case.title),
        conditional=tuple(under_limit(proof.question, limit) for limit in limits),
        lines=lines_of(proof, rates) if (rates := tuple(rates)) else (),
    )


def as_told_by(proof: Certificate | Plan, instance: Instance) -> Instance:
    """An instance without days and crossings where a proof is from before they were told."""
    if any(gate.crossing is not None for gate in proof.instance.gates):
        return instance
    return replace(instance, days=(), joint=(), gates=tuple(replace(gate, crossing=None) for gate in instance.gates))


def plan_of(schedule: Schedule, case: Case, scenario: Scenario) -> Plan:
    """A schedule as a file stores it."""
    plan = schedule.plan(case.name, case.period.start.isoformat())
    return replace(plan, scenario=scenario, title=one_line(case.title))


def bounds_of(proof: Proof) -> Bounds:
    """The figures of a proof."""
    return Bounds(
        people=int(proof.question.high.sum()),
        ladder=Ladder(*(proof.at_most(name) for name in RUNGS)),
        could_not_leave=proof.could_not_leave("streets"),
    )


def weakest(proof: Proof, against: AgainstTheMap) -> RungName:
    """The weakest rung that proves, even if the map lacks more, that so many could not leave."""
    harder = {} if against.certificate is None else against.certificate.rungs

    def proves(name: RungName) -> bool:
        found = [rung.could_not_leave for known, rung in harder.items() if RUNGS.index(known) <= RUNGS.index(name)]
        return min(proof.could_not_leave(name), max(found, default=against.could_not_leave)) >= against.could_not_leave

    return next(name for name in RUNGS if proves(name))


def labels_of(certificate: Certificate, question: Question) -> tuple[Ints, ...]:
    """The labels of a certificate for a question with as many nodes; every label holds for every question."""
    if question.nodes != certificate.instance.nodes:
        return ()
    rung = certificate.streets
    known = (np.array(labels, dtype=np.int64) for labels in (rung.labels, rung.labels_fewest))
    return tuple(np.broadcast_to(labels, question.nodes) for labels in known)


def required_rate(question: Question) -> int | None:
    """Persons per hour each gate must pass for the fewest people to fit through by the horizon."""
    opened = sum(b - a for gate in question.gates for a, b in question.profiles[gate.profile])
    return -(-int(question.low.sum()) * 3600 // opened) if opened else None


def binding_of(case: Case, clock: Clock, proofs: Iterable[tuple[Scenario, Proof]]) -> tuple[Binding, ...]:
    """What binds with the most generous ends of the ranges at which anything binds at all.

    Parameters
    ----------
    proofs
        With the ends of the ranges they are about, the most generous first.
    """
    for scenario, proof in proofs:
        if proof.at_most("streets") < int(proof.question.high.sum()):
            return _binding(case, clock, proof, scenario)
    return ()


def _binding(case: Case, clock: Clock, proof: Proof, scenario: Scenario) -> tuple[Binding, ...]:
    found = bottlenecks(proof.question, proof.most.streets)
    network, exit_of = case.network, exit_of_gates(case)
    rows = []
    for b in found:
        times = b.seconds, b.people, clock.at(b.first), clock.at(b.last)
        if b.kind == "exit":
            exit_ = case.exits[exit_of[b.index]]
            rows.append(Binding(b.kind, exit_.name, exit_.lon, exit_.lat, *times, scenario=scenario, id=exit_.id))
        elif b.kind == "joint limit":
            limit = limits_of(case)[b.index]
            rows.append(Binding(b.kind, limit.name or limit.id, None, None, *times, scenario=scenario, id=limit.id))
        else:
            edge = int(proof.question.edge[b.index])
            ends = [int(network.tail[edge]), int(network.head[edge])]
            lon, lat = float(np.mean(network.lon[ends])), float(np.mean(network.lat[ends]))
            rows.append(Binding(b.kind, network.label(edge), lon, lat, *times, edge, scenario, line=network.line(edge)))
    return tuple(rows)


def confirm(proof: Certificate | Plan) -> None:
    """Nothing leaves here that the independent checker does not confirm."""
    check = certify(proof)
    if not check.holds:
        raise AssertionError("; ".join(check.problems))


def expect_one_truth(certificate: Certificate, plan: Plan) -> None:
    """What is shown must be possible.

    Raises
    ------
    ContradictionError
        If a plan has more people out than a certificate of the same case and time lets out.
    """
    at_least, at_most = plan.people_out, certificate.at_most
    if at_least > at_most:
        raise ContradictionError(
            f"a plan has {at_least:,} out, where no more than {at_most:,} can be", certificate, plan
        )
