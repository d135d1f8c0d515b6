"""Who can be out by the deadline: from a case to two numbers with two witnesses."""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from typing import get_args

import numpy as np

from geleit.certify import certify
from geleit.errors import InputError
from geleit.flow.bottlenecks import bottlenecks
from geleit.flow.bound import Proof, prove
from geleit.flow.curve import last_impossible, planned_curve, upper_curve
from geleit.flow.instance import Int, Question, pose
from geleit.flow.layers import FAR, walking_times
from geleit.flow.replay import compile_replay
from geleit.flow.schedule import best_plan
from geleit.model.amount import Scenario
from geleit.model.answer import Answer, Binding, Bounds, Clearance, CurvePoint, Ladder, Seconds
from geleit.model.case import Case
from geleit.model.certificate import Certificate
from geleit.model.corridor import Exit
from geleit.model.plan import Plan
from geleit.model.window import Clock, Window
from geleit.streets.around import corners_around
from geleit.streets.disrupt import closed_edges
from geleit.streets.locate import exit_node
from geleit.streets.settle import Settlement, settle

CURVE_POINTS = 49
STEPS = 6
"""Steps that :func:`evacuate` announces."""
Progress = Callable[[str], None]


@dataclass(frozen=True, eq=False)
class Located:
    """A case put onto its streets.

    Parameters
    ----------
    settlement
        Where the people stand on the streets.
    gate_nodes
        Corner of each exit, ``None`` for one announced without a place.
    gate_areas
        Corners at which each exit may stand, given its position error.
    closed
        Street pieces that each closure shuts.
    """

    case: Case
    settlement: Settlement
    gate_nodes: tuple[int | None, ...]
    gate_areas: tuple[Int, ...]
    closed: tuple[Int, ...]

    def pose(self, window: Window, scenario: Scenario) -> Question:
        """The question of the case over a window, at one end of its ranges."""
        return pose(
            self.case, self.settlement.population, self.gate_nodes, self.gate_areas, self.closed, window, scenario
        )


def evacuate(case: Case, deadline: datetime | None = None, progress: Progress = lambda _: None) -> Answer:
    """Bound, plan and prove who can be out by the deadline.

    Parameters
    ----------
    case
        The case.
    deadline
        Aware, after the case's start and not after the end of its period; the case's own deadline by default.
    progress
        Told the name of each step as it begins.

    Returns
    -------
    answer
        Both numbers with their witnesses; both were re-checked by :mod:`geleit.certify`.

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

    progress("proving the upper bound")
    began = time.perf_counter()
    whole_period = located.pose(case.period, "generous")
    generous = prove(whole_period.until(clock.seconds(window.end)))
    certificate = Certificate(
        generous.question.plain(),
        generous.rung("exit_seats"),
        generous.rung("walking"),
        generous.rung("streets"),
        case.name,
        origin,
    )
    bound_seconds = time.perf_counter() - began
    likely = prove(located.pose(window, "likely"))

    progress("preparing the step engine (the first time takes some seconds)")
    compile_replay()
    progress("planning")
    began = time.perf_counter()
    cautious = located.pose(window, "cautious")
    plan, ceiling = best_plan(cautious, case.name, origin)
    plan_seconds = time.perf_counter() - began

    progress("checking both independently")
    began = time.perf_counter()
    _confirm(certificate, plan)
    check_seconds = time.perf_counter() - began

    progress("drawing the curve")
    fewest = generous.could_not_leave(generous.streets)
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
        unreached=_unreached(generous.question),
        clearance=_clearance(case, clock, whole_period, generous, cautious, plan),
        binding=_binding(case, clock, {"generous": generous, "likely": likely}, cautious),
        curve=_curve(clock, generous, likely, plan),
        certificate=certificate,
        plan=plan,
        seconds=Seconds(bound_seconds, plan_seconds, check_seconds),
    )


def locate(case: Case) -> Located:
    """Put people, exits and closures of a case onto its streets.

    Raises
    ------
    InputError
        If an exit, people or a closure are far from any street.
    """
    gate_nodes = tuple(_node(case, exit_) for exit_ in case.exits)
    return Located(
        case=case,
        settlement=settle(case.network, case.places),
        gate_nodes=gate_nodes,
        gate_areas=tuple(_area(case, exit_, node) for exit_, node in zip(case.exits, gate_nodes, strict=True)),
        closed=tuple(closed_edges(case.network, closure) for closure in case.closures),
    )


def belongs(witness: Certificate | Plan, case: Case) -> tuple[str, ...]:
    """What shows that a witness is not about a case; empty when it is.

    A certificate's instance must be the case's own question, figure by figure. A plan's streets are divided between
    directions, so that its people, gates and horizon are compared, and no street may carry more than the case's.
    """
    clock = Clock(case.period.start.astimezone(case.zone))
    if witness.case != case.name or witness.origin != case.period.start.isoformat():
        return (f"it is about {witness.case} from {witness.origin}, not about {case.name}",)
    window = Window(case.period.start, clock.at(witness.instance.horizon))
    located = locate(case)
    if isinstance(witness, Certificate):
        posed = located.pose(case.period, "generous").until(witness.instance.horizon).plain()
        return () if posed == witness.instance else ("its streets, people or exits are not those of the case",)
    posed = located.pose(window, "cautious").plain()
    allowed = replace(posed, rate=witness.instance.rate)
    within = len(posed.rate) == len(witness.instance.rate) and all(
        a <= b for a, b in zip(witness.instance.rate, posed.rate, strict=True)
    )
    return () if within and allowed == witness.instance else ("its streets, people or exits are not those of the case",)


def _node(case: Case, exit_: Exit) -> int | None:
    return exit_node(case.network, exit_) if exit_.placed else None


def _area(case: Case, exit_: Exit, node: int | None) -> Int:
    """The exit's corner and all others within its position error."""
    if exit_.lon is None or exit_.lat is None or node is None:
        return np.zeros(0, dtype=np.int64)
    around = corners_around(case.network, exit_.lon, exit_.lat, exit_.position_error)
    return np.union1d(around, [node])


def _window(case: Case, deadline: datetime) -> Window:
    if deadline.tzinfo is None:
        deadline = deadline.replace(tzinfo=case.zone)
    if deadline <= case.period.start:
        raise InputError(
            "deadline",
            f"{deadline.isoformat()} is not after the start of the case, {case.period.start.isoformat()}",
            "ask about a later time, or change the period in case.toml",
        )
    if deadline > case.period.end:
        raise InputError(
            "deadline",
            f"{deadline.isoformat()} is after the end of the case, {case.period.end.isoformat()}",
            "ask about an earlier time, or lengthen the period in case.toml",
        )
    return Window(case.period.start, deadline)


def _bounds(proof: Proof) -> Bounds:
    return Bounds(
        people=int(proof.question.high.sum()),
        ladder=Ladder(*(proof.at_most(x) for x in (proof.exit_seats, proof.walking, proof.streets))),
        could_not_leave=proof.could_not_leave(proof.streets),
    )


def _weakest(proof: Proof, could_not_leave: int) -> str:
    rungs = (("exit_seats", proof.exit_seats), ("walking", proof.walking), ("streets", proof.streets))
    return next(name for name, labels in rungs if proof.could_not_leave(labels) == could_not_leave)


def _required_rate(question: Question) -> int | None:
    """Persons per hour each gate must pass for the fewest people to fit through by the horizon."""
    opened = sum(b - a for gate in question.gates for a, b in question.profiles[gate.profile])
    return -(-int(question.low.sum()) * 3600 // opened) if opened else None


def _unreached(question: Question) -> int:
    return int(question.high[walking_times(question) >= FAR].sum())


def _clearance(
    case: Case, clock: Clock, whole_period: Question, generous: Proof, cautious: Question, plan: Plan
) -> Clearance:
    latest = last_impossible(whole_period, generous)
    everyone = _plan_for_most(cautious, plan)
    cleared = everyone.people_out == int(cautious.high.sum())
    return Clearance(
        not_before=clock.at(latest) if latest else None,
        by=clock.at(max((s.end for s in everyone.through_exits), default=0)) if cleared else None,
        not_before_beyond=latest == clock.seconds(case.period.end),
    )


def _plan_for_most(cautious: Question, plan: Plan) -> Plan:
    """A plan for the most people, unless there is no hope or no difference."""
    fewest, most = int(cautious.low.sum()), int(cautious.high.sum())
    if plan.people_out < fewest or fewest == most:
        return plan
    return best_plan(replace(cautious, low=cautious.high), plan.case, plan.origin)[0]


def _binding(case: Case, clock: Clock, proofs: dict[Scenario, Proof], cautious: Question) -> tuple[Binding, ...]:
    """What binds with the most generous ends of the ranges at which anything binds at all."""
    for scenario in get_args(Scenario):
        proof = proofs[scenario] if scenario in proofs else prove(cautious)
        if proof.at_most(proof.streets) < int(proof.question.high.sum()):
            break
    else:
        return ()
    found = bottlenecks(proof.question, proof.streets)
    network = case.network
    rows = []
    for b in found:
        if b.kind == "exit":
            exit_ = case.exits[b.index]
            name, lon, lat, edge = exit_.name, exit_.lon, exit_.lat, -1
        else:
            edge = int(proof.question.edge[b.index])
            ends = [int(network.tail[edge]), int(network.head[edge])]
            name = network.label(edge)
            lon, lat = float(np.mean(network.lon[ends])), float(np.mean(network.lat[ends]))
        rows.append(
            Binding(b.kind, name, lon, lat, b.seconds, b.people, clock.at(b.first), clock.at(b.last), edge, scenario)
        )
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
    for witness in (certificate, plan):
        check = certify(witness)
        if not check.holds:
            raise AssertionError("; ".join(check.problems))
