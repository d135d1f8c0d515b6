"""The trade-off between getting out and expected harm: plans along safer streets, each with a proved least harm."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from datetime import timedelta

import numpy as np

from geleit.errors import InputError
from geleit.evacuation.placement import locate
from geleit.evacuation.question import question_of
from geleit.flow.bound import prove
from geleit.flow.curve import upper_curve
from geleit.flow.exposure import Hazard, along_safer_streets, harm, least_harm
from geleit.flow.instance import Question
from geleit.flow.late_departures import as_late_as_possible
from geleit.flow.schedule import best_schedule
from geleit.flow.streams import Schedule
from geleit.model.arrays import Floats
from geleit.model.case import Case
from geleit.model.figures import BASELINE_DAYS, MOSTLY_TIMED
from geleit.model.incident import Incidents
from geleit.model.network import Network
from geleit.model.plan import Effort
from geleit.model.risk import HARM
from geleit.model.whatif import ExposurePoint
from geleit.model.window import DAY_S, HOUR_S, Clock, Window
from geleit.streets.cut import Cut
from geleit.streets.danger import incidents_a_day, usable
from geleit.streets.disrupt import pieces_at

BACKGROUND = "background_risk"
"""Name of the assumption on the risk that holds everywhere inside."""
REACH = "incident_reach"
"""Name of the assumption on how many square metres around it an incident harms whoever is there."""
MOMENTS = 145
"""Moments for which the bound on time inside takes an upper bound on who is out."""
DETOURS = (0.3, 1.0, 3.0, 10.0, 100.0)
"""How many times as long as in the middle of the risks a safer way may seem."""
LEVELS = 3
"""How many levels of risk are avoided altogether, one after the other."""
STEPS = 2 + LEVELS + len(DETOURS)
"""Steps that :func:`trade_off` announces at most."""
QUICK = Effort(gap=0.01, budget=None, work=200_000)


def trade_off(
    case: Case, window: Window, progress: Callable[[str], None] = lambda _: None
) -> tuple[ExposurePoint, ...]:
    """Plans of which none is better in both people out and expected harm, most people first.

    Cautious ends of all ranges, the fewest people, the likely figures of the risks.

    Raises
    ------
    InputError
        If the case says nothing about risks.
    """
    background = _background(case)
    located = locate(case)
    question = question_of(located, window, "cautious")
    clock = Clock(window.start)
    hazards = (*_hazards(case, located.cut, question, clock), *_reported_hazards(located.case, question, clock))
    if not background and not any(h.intervals and h.arc.any() for h in hazards):
        raise InputError(
            "risks",
            "nothing is at risk by the deadline",
            f"fill the table risks, or the assumption {BACKGROUND}, or import incidents and assume {REACH}",
        )
    progress("proving the least harm")
    moments = np.linspace(0, question.horizon, MOMENTS).astype(np.int64)
    most_out = upper_curve(prove(replace(question, high=question.low)), moments)
    clock, points = Clock(window.start.astimezone(case.zone)), []
    for ways, plan in _plans(question, hazards, progress):
        expected, best = min(((harm(s, background, hazards), s) for s in (plan, as_late_as_possible(plan))), key=_first)
        least = least_harm(question, background, hazards, best.people_out, most_out, moments)
        last = int(best.times[1][best.slot_gate[best.slot] >= 0].max(initial=0))
        points.append(ExposurePoint(ways, best.people_out, clock.at(last) if last else None, expected, least))
    return tuple(_undominated(points))


def _first(pair: tuple[float, Schedule]) -> float:
    return pair[0]


def _plans(
    question: Question, hazards: tuple[Hazard, ...], progress: Callable[[str], None]
) -> Iterator[tuple[str, Schedule]]:
    """Plans from the fastest to the safest."""
    progress("planning the fastest way out")
    yield "the fastest", best_schedule(question, QUICK)[0]
    danger = np.sum([h.arc * _share(h, question.horizon) for h in hazards], axis=0, initial=0.0)
    levels = np.unique(danger[danger > 0])
    if not len(levels):
        return
    for level in levels[np.unique(np.linspace(0, len(levels) - 1, LEVELS).astype(np.int64))][::-1].tolist():
        progress("planning without the most dangerous streets")
        avoided = replace(question, rate=np.where(danger >= level, 0, question.rate))
        shown = level * 3600 * 1000
        yield f"no street with {shown:.3g} or more {HARM}", best_schedule(avoided, QUICK)[0]
    if len(question.copies) > 1:
        return
    for detour in DETOURS:
        progress("planning along safer streets")
        seconds = detour / float(np.median(danger[danger > 0]))
        yield f"safer streets, {detour:g}", along_safer_streets(question, danger * question.transit, seconds)


def _share(hazard: Hazard, horizon: int) -> float:
    """Share of the time in which a hazard holds."""
    return sum(b - a for a, b in hazard.intervals) / horizon


def _undominated(points: Iterable[ExposurePoint]) -> list[ExposurePoint]:
    found: list[ExposurePoint] = []
    for point in sorted(points, key=lambda p: (-p.out, p.harm)):
        if point.out and (not found or point.harm < found[-1].harm):
            found.append(point)
    return found


def _background(case: Case) -> float:
    """Expected harm per person-second everywhere inside."""
    figure = case.assumptions.get(BACKGROUND)
    if figure is None:
        return 0.0
    if figure.unit != HARM:
        raise InputError(f"assumptions.{BACKGROUND}.unit", f"expected {HARM!r}, found {figure.unit!r}")
    return figure.likely / 1000 / 3600


def _hazards(case: Case, cut: Cut, question: Question, clock: Clock) -> tuple[Hazard, ...]:
    found = []
    for risk in case.risks:
        inside = np.zeros(case.network.edges)
        inside[pieces_at(case.network, risk.where, f"risks[{risk.id}]")] = risk.harm.likely / 1000 / 3600
        found.append(_everywhere(question, inside[cut.piece], clock.intervals(risk.windows, question.horizon)))
    return tuple(found)


def _reported_hazards(case: Case, question: Question, clock: Clock) -> Iterator[Hazard]:
    """The risk at each street by imported incidents of the weeks before, where the case says how far one reaches.

    By the hour of the day where most incidents are known to the hour, else the same at all hours. Of several monitors
    the one that reports most at a street counts, since they may report the same.
    """
    reach_of_one = case.assumptions.get(REACH)
    if reach_of_one is None or not case.reported:
        return
    if reach_of_one.unit != "m2":
        raise InputError(f"assumptions.{REACH}.unit", f"expected 'm2', found {reach_of_one.unit!r}")
    until = int(case.period.start.timestamp())
    everything = Incidents.joined([incidents for _, incidents in case.reported])
    recent = usable(everything.at((everything.start >= until - BASELINE_DAYS * DAY_S) & (everything.end <= until)))
    timed = recent.at(recent.end - recent.start <= HOUR_S)
    if not len(recent):
        return
    if len(timed) < MOSTLY_TIMED * len(recent):
        rate = _most_reported(case.network, recent) / DAY_S
        yield _everywhere(question, rate * reach_of_one.likely / 1e6, ((0, question.horizon),))
        return
    offset = int((case.period.start.utcoffset() or timedelta()).total_seconds())
    midnight = clock.seconds(case.period.start) - (until + offset) % DAY_S
    for hour in range(24):
        some = timed.at((timed.start + offset) % DAY_S // HOUR_S == hour)
        starts = range(midnight + hour * HOUR_S, question.horizon, DAY_S)
        intervals = tuple((max(s, 0), min(s + HOUR_S, question.horizon)) for s in starts if s + HOUR_S > 0)
        rate = _most_reported(case.network, some) / HOUR_S
        yield _everywhere(question, rate * reach_of_one.likely / 1e6, intervals)


def _most_reported(network: Network, incidents: Incidents) -> Floats:
    """Incidents per square kilometre and day at each street, by the monitor that reports most there."""
    codes = range(len(incidents.claimant.names))
    rates = [incidents_a_day(network, incidents.at(incidents.claimant.codes == code), BASELINE_DAYS) for code in codes]
    return np.asarray(np.max(rates, axis=0, initial=0.0))


def _everywhere(question: Question, at_street: Floats, intervals: tuple[tuple[int, int], ...]) -> Hazard:
    """A hazard from the harm per person-second at each street."""
    inside = np.append(at_street, 0.0)
    node = _at_corners(question, inside[question.edge])
    return Hazard(intervals, np.where(question.edge >= 0, inside[question.edge], node[question.tail]), node)


def _at_corners(question: Question, inside: Floats) -> Floats:
    """The risk of waiting at each node: the least of the streets that meet there; at an exit that of the way to it."""
    street = question.edge >= 0
    node = np.full(question.nodes, np.inf)
    np.minimum.at(node, question.tail[street], inside[street])
    np.minimum.at(node, question.head[street], inside[street])
    node[~np.isfinite(node)] = 0.0
    way = np.flatnonzero(~street)
    np.maximum.at(node, question.head[way], node[question.tail[way]])
    return node
