"""Which unknown decides: how far each input of a case, alone, moves the answer between its two ends."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from threading import Event
from typing import get_args

from geleit.evacuation.enough import corner_by_labels
from geleit.evacuation.likely import End, at_likely_figures, with_people
from geleit.evacuation.placement import Located, relocate
from geleit.evacuation.question import question_of
from geleit.flow.bound import Proof, beeline_moments, prove_again, walking_labels
from geleit.flow.cut import evaluate, evaluate_beelines
from geleit.flow.layers import reach
from geleit.model.amount import Range
from geleit.model.changes import each_exit
from geleit.model.corridor import Exit
from geleit.model.deciding import Input, Moves
from geleit.model.travel import TravelGroup
from geleit.model.window import Window

STREETS = ("walking_speed", "street_flow", "usable_width")
"""Assumptions on streets and on those who walk in them."""
ENDS: tuple[End, End] = ("low", "high")
"""The cautious end of an input, and its generous one."""


@dataclass(frozen=True, eq=False)
class _Ends:
    """A case with one input at its ends; ``None`` where an answer is the same as with all at the end it is about.

    Parameters
    ----------
    bound
        At its cautious end, for the bound.
    low, high
        At its cautious and its generous end, for the likely plan.
    """

    bound: Located | None
    low: Located | None
    high: Located | None


def decides(
    located: Located, window: Window, generous: Proof, likely: Proof, most: int, stopped: Event
) -> tuple[Moves, ...]:
    """How far each input alone moves both answers, the one that moves one of them farthest first.

    All bounds are of labels that are known or soon found: they hold, and the best ones may be lower.

    Parameters
    ----------
    generous, likely
        The bounds at these ends.
    most
        How many can be out at most by all that is proved, also by what vehicles allow.
    stopped
        Set when the user wants an end: then nothing is looked for.
    """
    if stopped.is_set():
        return ()
    known, found = _ceiling(located, window), []
    for name in get_args(Input):
        ends = _ENDS[name](located, likely)
        if ends is not None:
            low, high = (known if there is None else _ceiling(there, window) for there in (ends.low, ends.high))
            moved = max(0, most - _at_most(name, ends.bound, window, generous))
            found.append(Moves(name, moved, max(high, known) - min(low, known)))
    return tuple(sorted(found, key=lambda one: (-one.people, -one.at_most - one.likely)))


def _at_most(name: Input, there: Located | None, window: Window, generous: Proof) -> int:
    """The bound with an input at its cautious end, no higher than the known one."""
    known = generous.at_most("streets")
    if name == "people":
        return min(known, int(generous.question.low.sum()) - generous.could_not_leave("streets"))
    if there is None:
        return known
    question = question_of(there, window, "generous")
    labels = [walking_labels(question, reach(question), question.high)]
    if len(generous.most.streets) == question.nodes:
        labels.append(generous.most.streets)
    cuts = [evaluate(question, one) for one in labels]
    cuts += [evaluate_beelines(question, moment) for moment in beeline_moments(question)]
    return min(known, *(cut.at_most for cut in cuts))


def _ceiling(there: Located, window: Window) -> int:
    """No plan has more out with the likely figures of all else."""
    at_most, _ = prove_again(question_of(at_likely_figures(there), window, "cautious"), ())
    return at_most


def _rate(located: Located, _: Proof) -> _Ends:
    low, high = (_exits(_together(located, end), partial(_at_rate, end=end)) for end in ENDS)
    return _Ends(low, low, high)


def _together(located: Located, end: End) -> Located:
    """What some exits pass together is a rate as well."""
    limits = tuple(replace(limit, rate=_end(limit.rate, end)) for limit in located.case.joint_limits)
    return replace(located, case=replace(located.case, joint_limits=limits))


def _at_rate(exit_: Exit, end: End) -> Exit:
    changes = tuple(replace(change, rate=_end(change.rate, end)) for change in exit_.changes)
    return replace(exit_, rate=_end(exit_.rate, end), changes=changes)


def _hours(located: Located, _: Proof) -> _Ends:
    shortest = _exits(located, lambda x: replace(x, windows=x.windows_cautious))
    return _Ends(shortest, shortest, None)


def _unplaced(located: Located, likely: Proof) -> _Ends | None:
    """Not there at all, or at a corner where they may add most; the plan leaves them out as long as it is not known."""
    case = located.case
    without = [exit_.placed for exit_ in case.exits]
    if all(without):
        return None
    nowhere = relocate(located, replace(case, exits=tuple(exit_ for exit_ in case.exits if exit_.placed)))
    question = question_of(at_likely_figures(located), Window(case.period.start, case.period.end), "cautious")
    rate = sum(exit_.rate.likely for exit_ in case.exits if not exit_.placed)
    corner = corner_by_labels(located, question, likely.most.streets, rate)
    lon, lat = float(case.network.lon[corner]), float(case.network.lat[corner])
    somewhere = _exits(located, lambda x: x if x.placed else replace(x, lon=lon, lat=lat, position_error=0.0))
    return _Ends(nowhere, None, somewhere)


def _people(located: Located, _: Proof) -> _Ends:
    return _Ends(None, with_people(located, "low"), with_people(located, "high"))


def _vehicles(located: Located, _: Proof) -> _Ends | None:
    """Nobody rides, or as many as may; a bound without vehicles lets everyone through every exit all the same."""
    if not located.riding:
        return None
    case = located.case
    cars = [group for group in case.groups if group.mode == "car"]
    walking = replace(
        case, groups=tuple(x for x in case.groups if x.mode != "car"), buses=(), vehicles=False, told_vehicles=None
    )
    none = (None,) * len(case.exits)
    on_foot = replace(located, case=walking, riding=False, driveways=none, shuttles=())
    if not cars and not case.buses:
        return _Ends(on_foot, None, None)
    groups = tuple(replace(group, share=_end(group.share, "high")) if group in cars else group for group in case.groups)
    buses = tuple(replace(line, buses=_end(line.buses, "high")) for line in case.buses)
    return _Ends(on_foot, on_foot, replace(located, case=replace(case, groups=groups, buses=buses)))


def _streets(located: Located, _: Proof) -> _Ends:
    low, high = (_with_streets(located, end) for end in ENDS)
    return _Ends(low, low, high)


def _with_streets(located: Located, end: End) -> Located:
    case = located.case
    figures = {name: _end(figure, end) if name in STREETS else figure for name, figure in case.assumptions.items()}

    def moving(group: TravelGroup) -> TravelGroup:
        lane_flow = None if group.lane_flow is None else _end(group.lane_flow, end)
        return replace(group, speed=_end(group.speed, end), lane_flow=lane_flow)

    return replace(located, case=replace(case, assumptions=figures, groups=tuple(map(moving, case.groups))))


def _exits(located: Located, alter: Callable[[Exit], Exit]) -> Located:
    return relocate(located, each_exit(located.case, alter))


def _end(figure: Range, end: End) -> Range:
    value = getattr(figure, end)
    return replace(figure, low=value, likely=value, high=value)


_ENDS: Mapping[Input, Callable[[Located, Proof], _Ends | None]] = {
    "rate": _rate,
    "hours": _hours,
    "unplaced": _unplaced,
    "people": _people,
    "vehicles": _vehicles,
    "streets": _streets,
}
