"""Both bounds as functions of the one figure that nobody knows: how many people an hour each crossing passes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from threading import Event

from geleit.errors import ContradictionError
from geleit.evacuation.likely import at_likely_figures
from geleit.evacuation.placement import Located
from geleit.evacuation.proved import confirm
from geleit.evacuation.question import question_of
from geleit.flow.schedule import best_plan
from geleit.model.amount import Range
from geleit.model.certificate import Certificate
from geleit.model.deciding import Needed, RatePoint
from geleit.model.figures import MOST_AN_HOUR
from geleit.model.plan import Effort, Plan
from geleit.model.window import Window

STEPS_A_DECADE = (1, 2, 5)
POWERS_OF_TEN = 5
"""Rates of the curve: 1, 2, 5, 10 ... persons an hour, beside those that are needed."""


def rates_of(needed: Sequence[Needed]) -> tuple[int, ...]:
    """Rates at which both bounds are told, persons an hour: steps of the decades, and those that are needed."""
    steps = {step * 10**power for power in range(POWERS_OF_TEN) for step in STEPS_A_DECADE}
    return tuple(sorted(steps.union(planned_rates(needed))))


def planned_rates(needed: Sequence[Needed]) -> tuple[int, ...]:
    """Rates for which plans are made: what all, half and a tenth need of all crossings, by the longest windows."""
    found = (one.per_hour for one in needed if one.hours == "longest" and one.steps == needed[0].steps)
    return tuple(sorted({min(int(MOST_AN_HOUR), -int(-rate // 1)) for rate in found if rate is not None}))


def proved_by_rate(certificate: Certificate, needed: Sequence[Needed]) -> tuple[RatePoint, ...]:
    """The upper bound at each rate, by the certificate's lines, and no plan."""
    return tuple(RatePoint(rate, certificate.at_most_at(rate)) for rate in rates_of(needed))


def planned_by_rate(
    located: Located,
    window: Window,
    proved: Iterable[RatePoint],
    needed: Sequence[Needed],
    effort: Effort,
    stopped: Event,
    plan: Plan,
    likely_plan: Plan,
) -> tuple[RatePoint, ...]:
    """The same with the lower bounds: of checked plans for the same rate or a lower one.

    Parameters
    ----------
    plan, likely_plan
        Checked plans with the rates of the case, which are plans for the highest of them too.

    Raises
    ------
    ContradictionError
        If a plan has more out than can be.
    """
    rates = planned_rates(needed)
    at_likely = at_likely_figures(located)
    likely = [(_highest(at_likely), likely_plan.people_out), *_planned(at_likely, window, rates, effort, stopped)]
    cautious = [(_highest(located), plan.people_out), *_planned(located, window, rates, effort, stopped)]
    found = tuple(replace(x, at_least_likely=_best(likely, x.rate), at_least=_best(cautious, x.rate)) for x in proved)
    for point in found:
        if max(point.at_least or 0, point.at_least_likely or 0) > point.at_most:
            raise ContradictionError(f"at {point.rate:,} persons an hour a plan has more out than can be")
    return found


def _highest(located: Located) -> float:
    """The highest rate of any crossing that a plan with the rates of the case counts on, in persons an hour."""
    crossings = (x for x in located.case.exits if not x.several_ways)
    return max((rate.low for x in crossings for rate in (x.rate, *(change.rate for change in x.changes))), default=0)


def _planned(
    located: Located, window: Window, rates: Iterable[int], effort: Effort, stopped: Event
) -> Iterator[tuple[float, int]]:
    """Each rate with how many a checked plan has out at it; what crossings pass together is divided anew."""
    once = replace(effort, bounded=False)
    for rate in rates:
        plan, _ = best_plan(question_of(_at_rate(located, rate), window, "cautious"), "", "", once, stopped=stopped)
        confirm(plan)
        yield rate, plan.people_out


def _at_rate(located: Located, rate: int) -> Located:
    """The same with one rate for all crossings, in persons an hour; other ways keep theirs."""
    every = Range(rate, rate, rate, "persons/h", basis="derived")
    exits = (
        x
        if x.several_ways
        else replace(x, rate=every, changes=tuple(replace(change, rate=every) for change in x.changes))
        for x in located.case.exits
    )
    return replace(located, case=replace(located.case, exits=tuple(exits)))


def _best(planned: Iterable[tuple[float, int]], rate: int) -> int:
    return max((out for at, out in planned if at <= rate), default=0)
