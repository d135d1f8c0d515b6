"""How much would be enough: the rate, the daily pause, or the number of new exits that lets everyone out who can."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from datetime import time as clock_time

import numpy as np

from geleit.evacuation.against_the_map import impossible_for_sure
from geleit.evacuation.placement import Located, locate, relocate
from geleit.evacuation.question import question_of
from geleit.evacuation.stranded import stranded, without_way
from geleit.flow.bound import prove
from geleit.flow.instance import Question
from geleit.flow.layers import FAR, reach
from geleit.flow.schedule import best_schedule
from geleit.model.answer import Answer, StrandedPlace
from geleit.model.arrays import Flags, Ints
from geleit.model.case import Case
from geleit.model.certificate import UNITS_PER_PERSON
from geleit.model.changes import always_open, faster, with_exit
from geleit.model.plan import Effort
from geleit.model.whatif import Enough, EnoughExits, EnoughPause
from geleit.model.window import DAY_MINUTES, Window, common
from geleit.streets.locate import in_main_part

MOST_FACTOR = 2.0**20
"""Rates are not made greater than this many times."""
PLAN = Effort(gap=0.0, budget=None, work=50_000)
"""How long to look for each plan that has everyone out."""
NEAR_ENOUGH = 1.02
"""A search ends when its two ends differ by no more than this factor, or stay apart."""

MOST_EXITS = 20
"""New exits are not made more than this many."""


def enough_rate(case: Case, window: Window) -> Enough:
    """By how much all exits would have to be faster: a factor proved too little, and one that a plan shows enough."""
    located = locate(case)

    def times(factor: float) -> Located:
        return relocate(located, faster(case, factor))

    rest = _Rest.of(times(MOST_FACTOR), window)
    low, _ = _turning_point(lambda factor: impossible_for_sure(times(factor), window, rest.fewest))
    _, high = _turning_point(lambda factor: not rest.planned(times(factor), window))
    return Enough(low, high, rest.places)


def enough_pause(case: Case, window: Window, begins: clock_time) -> EnoughPause:
    """The longest daily pause, in minutes, that is proved too short, and the shortest that a plan shows long enough."""
    located = locate(case)
    first, last = (t.astimezone(case.zone).date() for t in (window.start, window.end))
    days = [first + timedelta(days=i - 1) for i in range((last - first).days + 2)]

    def paused(minutes: int) -> Located:
        starts = (datetime.combine(day, begins, case.zone) for day in days)
        every = (Window(start, start + timedelta(minutes=minutes)) for start in starts)
        windows = common(every, [window])
        exits = tuple(replace(x, windows=windows, windows_cautious=windows) for x in case.exits)
        return relocate(located, replace(case, exits=exits))

    rest = _Rest.of(paused(DAY_MINUTES), window)
    too_short = _last(DAY_MINUTES, lambda minutes: impossible_for_sure(paused(minutes), window, rest.fewest))
    short = _last(DAY_MINUTES, lambda minutes: not rest.planned(paused(minutes), window))
    return EnoughPause(f"{begins:%H:%M}", too_short, None if short == DAY_MINUTES else short + 1, rest.places)


def enough_exits(case: Case, window: Window, answer: Answer, rate: int) -> EnoughExits:
    """How many new exits are proved necessary, and a number that a plan shows enough.

    A new exit adds no more to the cut than it can pass in all the time. For the plan, each next one is put at a corner
    where it may add most, far from the others, with streets that carry as many people.
    """
    located = locate(case)
    rest = _Rest.of(_with_new_exit(located, window, rate, 1), window)
    places: list[tuple[float, float]] = []
    while not rest.planned(located, window):
        if len(places) == MOST_EXITS:
            return EnoughExits(rate, _necessary(answer, rate, rest.fewest), None, tuple(places), rest.places)
        located = _with_new_exit(located, window, rate, len(places) + 1)
        new = located.case.exits[-1]
        assert new.lon is not None  # noqa: S101 - it was put at a corner
        assert new.lat is not None  # noqa: S101
        places.append((new.lon, new.lat))
    return EnoughExits(rate, _necessary(answer, rate, rest.fewest), len(places), tuple(places), rest.places)


def _necessary(answer: Answer, rate: int, aside: int) -> int:
    """With fewer new exits, it is proved that more than so many of the fewest people could not leave."""
    seats, harder = rate * answer.certificate.instance.horizon, answer.against_the_map.certificate
    rungs = [answer.certificate.exit_seats] if harder is None else [harder.exit_seats, harder.walking, harder.streets]
    return max(-(-max(0, rung.could_not_leave - aside) * UNITS_PER_PERSON // seats) for rung in rungs)


def _with_new_exit(located: Located, window: Window, rate: int, number: int) -> Located:
    """The same with one more exit, always open, where it may add most."""
    corner = best_corner(located, window, rate)
    lon, lat = (float(x[corner]) for x in (located.case.network.lon, located.case.network.lat))
    new = always_open(located.case, f"new-{number}", f"new exit {number}", lon, lat, rate)
    return relocate(located, with_exit(located.case, new))


@dataclass(frozen=True, eq=False)
class _Rest:
    """Everyone who can leave by the map, and who is left aside because no street leads them to an exit.

    Parameters
    ----------
    aside
        Which groups are left aside, shape ``(groups,)``.
    fewest
        How many that are at least.
    places
        Where they live.
    """

    aside: Flags
    fewest: int
    places: tuple[StrandedPlace, ...]

    @classmethod
    def of(cls, located: Located, window: Window) -> _Rest:
        """Who has a way and who has none, with as good exits as will be asked about."""
        question = question_of(located, window, "cautious")
        aside = without_way(question)
        return cls(aside, int(question.low[aside].sum()), stranded(located, question, aside))

    def planned(self, located: Located, window: Window) -> bool:
        """Whether a plan has the most of all others out, at the cautious ends."""
        question = question_of(located, window, "cautious")
        others = np.where(self.aside, 0, question.high)
        everyone = int(others.sum())
        if everyone == 0:
            return False
        return best_schedule(replace(question, low=others, high=others), PLAN)[0].people_out == everyone


def best_corner(located: Located, window: Window, rate: float) -> int:
    """A corner where a new exit may add most, and of those the farthest from a gate."""
    question = question_of(located, window, "cautious")
    return corner_by_labels(located, question, prove(question).most.streets, rate)


def corner_by_labels(located: Located, question: Question, labels: Ints, rate: float) -> int:
    """The same by the labels of a bound of a question of the case."""
    corners = located.case.network.nodes
    labels = labels[:corners]
    carried = np.bincount(question.head, question.rate, question.nodes)[:corners]
    fit = np.flatnonzero((carried >= rate) & in_main_part(located.case.network))
    fit = fit if len(fit) else np.arange(corners)
    most = fit[labels[fit] <= np.quantile(labels[fit], 0.1)]
    far = np.minimum(reach(question).to_gate[most], FAR)
    return int(most[np.argmax(far)])


def _last(end: int, holds: Callable[[int], bool]) -> int:
    """The last of 1 to ``end`` at which something holds that greater numbers end, or 0."""
    low, high = 0, end + 1
    while high - low > 1:
        middle = (low + high) // 2
        if holds(middle):
            low = middle
        else:
            high = middle
    return low


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
