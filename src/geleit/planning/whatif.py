"""What if: exits closed, opened, faster or open longer; what a new exit could add."""

from __future__ import annotations

import time
from collections.abc import Mapping
from dataclasses import dataclass

from geleit.certify import evaluate_cut, label_of
from geleit.flow.bound import prove
from geleit.flow.schedule import Effort, best_schedule
from geleit.model.case import Case
from geleit.model.certificate import UNITS_PER_PERSON, Certificate
from geleit.model.window import Window
from geleit.planning.located import locate, relocate
from geleit.planning.pose import pose

QUICK = Effort(gap=0.01, budget=0.5)


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
        plan, _ = best_schedule(pose(there, window, "cautious"), QUICK)
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
