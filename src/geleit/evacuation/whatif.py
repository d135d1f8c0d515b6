"""What if: exits closed, opened, faster or open longer; what a new exit could add."""

from __future__ import annotations

import time
from collections.abc import Mapping

from geleit.certify import evaluate_cut, label_of
from geleit.evacuation.against_the_map import proved_harder, proved_without_map
from geleit.evacuation.likely import at_likely_figures
from geleit.evacuation.placement import Located, locate, relocate
from geleit.evacuation.proved import labels_of
from geleit.evacuation.question import exit_of_gates, question_of
from geleit.flow.bound import prove_again
from geleit.flow.instance import Question
from geleit.flow.schedule import best_schedule
from geleit.model.answer import Answer, Proved, PublicAnswer
from geleit.model.case import Case
from geleit.model.certificate import UNITS_PER_PERSON, Certificate, Intervals
from geleit.model.corridor import Exit
from geleit.model.plan import Effort
from geleit.model.public import PublicCase
from geleit.model.whatif import ProvedVariation, Variation
from geleit.model.window import Window

QUICK = Effort(gap=0.01, budget=None, work=50_000, bounded=False)
"""How long to look for a plan of a changed case."""


def vary(case: Case, answer: Answer, changed: Mapping[str, Case], effort: Effort = QUICK) -> tuple[Variation, ...]:
    """Ask the same question of a case with its exits changed in several ways.

    The labels of the answer hold for every changed case, and its plan where every exit lets at least as many out; so
    no number is worse than the answer's where the change cannot make it so.

    Parameters
    ----------
    case
        The case.
    answer
        The answer to it, from when people may move until the deadline.
    changed
        The changed cases, by what was changed. Only their exits may differ.
    effort
        How long to look for the plan of each.
    """
    if not changed:
        return ()
    located, window = locate(case), Window(answer.start, answer.deadline)
    before = question_of(located, window, "cautious")
    likely_before = question_of(at_likely_figures(located), window, "cautious")
    rows = []
    for name, other in changed.items():
        began = time.perf_counter()
        there = relocate(located, other)
        cautious = question_of(there, window, "cautious")
        at_most, could_not_leave = proved_again(there, window, answer)
        at_least = best_schedule(cautious, effort)[0].people_out
        if _lets_as_many_out(located, before, there, cautious):
            at_least = max(at_least, answer.at_least)
        likely = question_of(at_likely_figures(there), window, "cautious")
        likely_at_least = best_schedule(likely, effort)[0].people_out
        if _lets_as_many_out(located, likely_before, there, likely):
            likely_at_least = max(likely_at_least, answer.likely_plan.people_out)
        at_likely_ends = question_of(there, window, "likely")
        likely_at_most, _ = prove_again(at_likely_ends, labels_of(answer.certificate, at_likely_ends))
        took = time.perf_counter() - began
        rows.append(Variation(name, at_most, could_not_leave, at_least, likely_at_most, likely_at_least, took))
    return tuple(rows)


def vary_in_public(
    public: PublicCase, answer: PublicAnswer, changed: Mapping[str, Case]
) -> tuple[ProvedVariation, ...]:
    """Ask the same question of a public case with its exits changed in several ways; what is proved alone.

    Parameters
    ----------
    changed
        The changed cases, by what was changed. Only their exits may differ.
    """
    located, window = locate(public.case), Window(answer.start, answer.deadline)
    found = ((name, proved_again(relocate(located, other), window, answer)) for name, other in changed.items())
    return tuple(ProvedVariation(name, *bounds) for name, bounds in found)


def proved_again(there: Located, window: Window, answer: Proved) -> tuple[int, int]:
    """Bounds for a changed case even if the map lacks more, no worse than by labels of the answer where these fit."""
    generous = question_of(there, window, "generous")
    at_most, left = prove_again(generous, labels_of(answer.certificate, generous))
    firm = proved_without_map(generous)
    if (at_most, left) == firm or (harder := proved_harder(there, window, answer.against_the_map.certificate)) is None:
        return firm
    return min(firm[0], max(at_most, harder[0])), max(firm[1], min(left, harder[1]))


def _lets_as_many_out(located: Located, before: Question, there: Located, after: Question) -> bool:
    """Whether every gate of a question is still there, no slower, and open whenever it was."""
    here, other = exit_of_gates(located.case), exit_of_gates(there.case)
    return len(here) <= len(other) and all(
        _stands(located.case.exits[x]) == _stands(there.case.exits[y])
        and (old.node is None) == (new.node is None)
        and old.rate <= new.rate
        and _within(before.profiles[old.profile], after.profiles[new.profile])
        for x, y, old, new in zip(here, other, before.gates, after.gates, strict=False)
    )


def _stands(exit_: Exit) -> tuple[object, ...]:
    """Where an exit is, and for whom."""
    return exit_.lon, exit_.lat, exit_.position_error, exit_.mode, exit_.users


def _within(inner: Intervals, outer: Intervals) -> bool:
    return all(any(a <= start and end <= b for a, b in outer) for start, end in inner)


def exit_value(certificate: Certificate, rate: int, *, public: bool = False) -> tuple[int, ...]:
    """No more than this many more people could be out if a new exit stood at a node, always open; one for each node.

    The labels of any bound stay labels when an exit is added; the cut grows by what the new exit can pass from its
    node's label on. A limit, no forecast: another street or the number of people may hold back far more. Of a
    public case only the labels by walking times are taken: with them, the people of a cell count as out of it no later
    than anyone could be at a new exit within.

    Parameters
    ----------
    rate
        Persons per hour of the new exit.
    public
        Whether it is the certificate of a public case.
    """
    instance = certificate.instance
    rungs = (certificate.walking, certificate.streets)
    people = sum(instance.high)
    after = [people] * instance.nodes
    for rung in rungs[:1] if public else rungs:
        _, inside, rest = evaluate_cut(instance, rung.labels)
        label = label_of(rung.labels)
        for node in range(instance.nodes):
            more = rate * (instance.horizon - min(label(node), instance.horizon))
            after[node] = min(after[node], (inside + rest + more) // UNITS_PER_PERSON)
    return tuple(value - certificate.at_most for value in after)
