"""What if: exits closed, opened, faster or open longer; what a new exit could add; how fast all would have to be."""

from __future__ import annotations

import time
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace

from geleit.certify import evaluate_cut, label_of
from geleit.flow.bound import prove
from geleit.flow.schedule import Effort, best_plan
from geleit.model.case import Case
from geleit.model.certificate import UNITS_PER_PERSON, Certificate
from geleit.model.window import Window
from geleit.planning.located import Located, locate, relocate
from geleit.planning.pose import pose

QUICK = Effort(gap=0.01, budget=0.5)
MOST_FACTOR = 2.0**20
"""Rates are not made greater than this many times."""
NEAR_ENOUGH = 1.02
"""A search ends when its two ends differ by no more than this factor, or stay apart."""


@dataclass(frozen=True)
class Variation:
    """The two numbers of a case with something changed.

    Parameters
    ----------
    change
        What was changed, in words.
    at_most, could_not_leave, at_least
        As in :class:`~geleit.model.answer.Answer`.
    seconds
        Wall-clock seconds it took.
    """

    change: str
    at_most: int
    could_not_leave: int
    at_least: int
    seconds: float


@dataclass(frozen=True)
class Enough:
    """By how much all exits would have to be faster for everyone to get out.

    Parameters
    ----------
    too_little
        Proved: with the generous rates times this, not even the fewest people can all be out; 0 when nothing is proved.
    enough
        Shown by a plan: with the cautious rates times this, the most people are all out; ``None`` when no factor helps.
    """

    too_little: float
    enough: float | None


def vary(case: Case, window: Window, changed: Mapping[str, Case]) -> tuple[Variation, ...]:
    """Ask the same question of a case with its exits changed in several ways.

    Parameters
    ----------
    case
        The case.
    window
        From when people may move until the deadline.
    changed
        The changed cases, by what was changed. Only their exits may differ.
    """
    located = locate(case)
    rows = []
    for name, other in changed.items():
        began = time.perf_counter()
        there = relocate(located, other)
        proof = prove(pose(there, window, "generous"))
        plan, _ = best_plan(pose(there, window, "cautious"), case.name, window.start.isoformat(), QUICK)
        numbers = proof.at_most("streets"), proof.could_not_leave("streets"), plan.people_out
        rows.append(Variation(name, *numbers, time.perf_counter() - began))
    return tuple(rows)


def exit_value(certificate: Certificate, rate: int) -> tuple[int, ...]:
    """No more than this many more people could be out if a new exit stood at a node, always open; one for each node.

    The labels of any bound stay labels when an exit is added; the cut grows by what the new exit can pass from its
    node's label on. A limit, no forecast: another street or the number of people may hold back far more.

    Parameters
    ----------
    rate
        Persons per hour of the new exit.
    """
    instance = certificate.instance
    people = sum(instance.high)
    after = [people] * instance.nodes
    for rung in (certificate.walking, certificate.streets):
        _, inside, rest = evaluate_cut(instance, rung.labels)
        label = label_of(rung.labels)
        for node in range(instance.nodes):
            more = rate * (instance.horizon - min(label(node), instance.horizon))
            after[node] = min(after[node], (inside + rest + more) // UNITS_PER_PERSON)
    return tuple(value - certificate.streets.at_most for value in after)


def enough_rate(case: Case, window: Window) -> Enough:
    """By how much all exits would have to be faster: a factor proved too little, and one that a plan shows enough."""
    located = locate(case)

    def faster(factor: float) -> Located:
        return relocate(located, replace(case, exits=tuple(exit_.faster(factor) for exit_ in case.exits)))

    def impossible(factor: float) -> bool:
        return prove(pose(faster(factor), window, "generous")).could_not_leave("streets") > 0

    def lacking(factor: float) -> bool:
        question = pose(faster(factor), window, "cautious")
        everyone = replace(question, low=question.high)
        plan, _ = best_plan(everyone, case.name, window.start.isoformat(), replace(QUICK, gap=0.0))
        return plan.people_out < int(question.high.sum())

    low, _ = _turning_point(impossible)
    _, high = _turning_point(lacking)
    return Enough(low, high)


def _turning_point(holds: Callable[[float], bool]) -> tuple[float, float | None]:
    """The greatest factor found at which something holds that greater factors end, and the least where it does not."""
    low, high = 0.0, 1.0
    while holds(high):
        low, high = high, high * 4
        if high > MOST_FACTOR:
            return low, None
    if not low:
        low = high / 4
        while not holds(low):
            low, high = low / 4, low
            if low < 1 / MOST_FACTOR:
                return 0.0, high
    while high / low > NEAR_ENOUGH:
        middle = (low * high) ** 0.5
        if holds(middle):
            low = middle
        else:
            high = middle
    return low, high
