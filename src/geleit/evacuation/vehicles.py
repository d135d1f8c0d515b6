"""What the vehicles that a case tells of can change: a bound on people who walk, with what rides can save them."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import replace

from geleit.errors import InputError
from geleit.evacuation.placement import Located, read_harder
from geleit.evacuation.proved import confirm, weakest
from geleit.evacuation.question import question_of
from geleit.evacuation.travellers import at_walking_pace, fastest
from geleit.flow.bound import Proof, prove
from geleit.flow.instance import Question
from geleit.flow.saved import rungs_with_rides
from geleit.model.against_the_map import AgainstTheMap
from geleit.model.answer import Bounds
from geleit.model.case import Case
from geleit.model.certificate import MM, Certificate, Rides, RungName
from geleit.model.entries import one_line
from geleit.model.plan import Plan
from geleit.model.rides import ByVehicle
from geleit.model.window import Clock, Window


def by_vehicle(
    located: Located,
    window: Window,
    proof: Proof,
    against: AgainstTheMap,
    proved: Callable[..., Proof] = prove,
) -> ByVehicle | None:
    """What is proved if no more vehicles are used than the case tells of.

    It is worked out on the harder reading of the map alone, so that a verdict may rest on it.

    Parameters
    ----------
    window
        For which the question was made; the proof may end before it does.
    proof, against
        The bound in which everybody rides, and what of it holds even if the map lacks more.
    proved
        How the bound was proved.

    Returns
    -------
    by_vehicle
        ``None`` where nobody rides anyway, and nothing is told of vehicles.
    """
    told, horizon = located.case.told_vehicles, proof.question.horizon
    if not located.riding:
        return None if told is None else ByVehicle(told, absent=told.absent)
    if told is None or not told.limited:
        return ByVehicle(told, reason="untold" if told is None else "outside")
    certificate, rides = _with_rides(located, window, horizon, proved), rides_of(located.case, horizon)
    at_most, left = certificate.at_most, certificate.could_not_leave
    better = at_most < min(against.at_most, proof.at_most("streets")) or left > against.could_not_leave
    if better:
        confirm(certificate)
    by_time, by_fuel = rides.limits(horizon)
    return ByVehicle(
        told,
        rides=rides,
        limited_by="seconds" if by_fuel is None or by_time <= by_fuel else "fuel",
        certificate=certificate if better else None,
        at_most=at_most,
        if_all_ride=against.at_most,
        could_not_leave=left,
        reason=None if better else "no-better",
    )


def most_with_rides(located: Located, window: Window) -> int | None:
    """How many can be out at most with no more vehicles than the case tells of; ``None`` where it limits none."""
    told = located.case.told_vehicles
    if not located.riding or told is None or not told.limited:
        return None
    return _with_rides(located, window, Clock(window.start).seconds(window.end), prove).at_most


def _with_rides(located: Located, window: Window, horizon: int, proved: Callable[..., Proof]) -> Certificate:
    whole, by_streets = question_on_foot(located, window)
    question, rides = whole.until(horizon), rides_of(located.case, horizon)
    rungs = rungs_with_rides(question, rides.saved, proved(question) if by_streets else None)
    return Certificate(
        instance=question.plain(),
        exit_seats=rungs["exit_seats"],
        walking=rungs["walking"],
        streets=rungs["streets"],
        case=located.case.name,
        origin=located.case.period.start.isoformat(),
        beeline=rungs.get("beeline"),
        title=one_line(located.case.title),
        rides=rides,
    )


def rides_of(case: Case, horizon: int) -> Rides:
    """What the vehicles of a case can save by a horizon, in seconds, at the generous ends.

    Raises
    ------
    ValueError
        If the case does not limit its vehicles.
    """
    told = case.told_vehicles
    if told is None or not told.limited:
        raise ValueError("expected a case that limits its vehicles")
    anyone = fastest(case, riding=True, end="high")
    slow, fast = math.floor(anyone.speed * MM), math.ceil((anyone.riding or 0.0) * MM)
    fuel = None if told.fuel is None else math.ceil(told.fuel.high * MM)
    return Rides.of((math.ceil(told.fleet.high), math.ceil(told.seats.high), fuel), (slow, fast), horizon)


def question_on_foot(located: Located, window: Window) -> tuple[Question, bool]:
    """The question of people who walk, at the generous end, read harder; and whether it is, so that streets count."""
    harder = read_harder(located)
    return question_of(harder or located, window, "generous", at_walking_pace(located.case)), harder is not None


def is_on_foot(located: Located, window: Window, proof: Certificate) -> bool:
    """Whether a certificate is about the people of a case who walk; by streets only where they can be read harder."""
    question, by_streets = question_on_foot(located, window)
    unread = all(rung.spread == rung.spread_fewest == 0 for rung in (proof.walking, proof.streets))
    return proof.instance == question.until(proof.instance.horizon).plain() and (by_streets or unread)


def limited(against: AgainstTheMap, found: ByVehicle | None) -> AgainstTheMap:
    """What holds even if the map lacks more, with what vehicles prove of it."""
    if found is None or found.certificate is None:
        return against
    most, left = found.certificate.at_most, found.certificate.could_not_leave
    decides = most <= min(against.at_most, against.drawn_at_most) and left >= against.drawn_could_not_leave
    return replace(
        against,
        at_most=min(against.at_most, most),
        could_not_leave=max(against.could_not_leave, left),
        drawn_at_most=min(against.drawn_at_most, most),
        drawn_could_not_leave=max(against.drawn_could_not_leave, left),
        gaps=() if decides else against.gaps,
    )


def no_more_than(most: int, bounds: Bounds) -> Bounds:
    """Bounds with the likely figures, which lie within the ranges of a bound that is known."""
    return replace(bounds, ladder=replace(bounds.ladder, streets=min(bounds.ladder.streets, most)))


def weakest_of(found: ByVehicle | None, proof: Proof, against: AgainstTheMap) -> RungName:
    """The weakest rung that proves how many could not leave, of the bound in which all ride, or of that with vehicles.

    Parameters
    ----------
    against
        What the first of them proves.
    """
    if found is not None and found.certificate is not None:
        left = found.certificate.could_not_leave
        if left > against.could_not_leave and (name := found.suffices(left)) is not None:
            return name
    return weakest(proof, against)


def expect_vehicles_enough(found: ByVehicle | None, plans: Sequence[Plan]) -> None:
    """What a plan does with buses and cars has to be possible with the vehicles that are told.

    Raises
    ------
    InputError
        If it is not.
    """
    if found is None or found.certificate is None:
        return
    most, out = found.certificate.at_most, max(plan.people_out for plan in plans)
    if out > most:
        raise InputError(
            "case.toml: vehicles",
            f"a plan has {out:,} people out by the buses and cars of the case, where no more than {most:,} can be with "
            "the fleet, seats and fuel told",
            "raise them, or lower what the tables buses and groups say",
        )
