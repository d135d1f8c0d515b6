"""What holds if no crossing passes more than so many people a day: a bound that needs no map."""

from __future__ import annotations

import numpy as np

from geleit.flow.cut import daily_gates_value
from geleit.flow.instance import Question
from geleit.model.certificate import UNITS_PER_PERSON, Conditional, DailyLimit, Rung

MOST_MOMENTS = 64
"""Of the times at which people can be at an exit, about so many are tried."""


def under_limit(question: Question, condition: DailyLimit) -> Conditional:
    """The best bound under a daily limit, by exits, their days and straight lines alone.

    Whoever can be at an exit in a straight line before some moment counts as out; from it on, crossings count by their
    rate, and by the limit on each day on which they open. Any moment gives a true bound, so the best of a few is taken:
    the start, the ends of days, openings, and when people can be there.

    Parameters
    ----------
    question
        With days, and gates that tell their crossing.

    Raises
    ------
    ValueError
        If a gate does not tell its crossing.
    """
    moments = _moments(question)
    high, low = (_best(question, moments, condition.limit, fewest=fewest) for fewest in (False, True))
    everyone, fewest = int(question.high.sum()), int(question.low.sum())
    rung = Rung(
        labels=high[1],
        at_most=min(everyone, high[0] // UNITS_PER_PERSON),
        labels_fewest=low[1],
        could_not_leave=fewest - min(fewest, low[0] // UNITS_PER_PERSON),
    )
    return Conditional(condition, rung)


def _best(question: Question, moments: list[int], limit: int, *, fewest: bool) -> tuple[int, int]:
    """The least value in units of 1/3600 person, and its moment; of equals the earliest."""
    return min((_value(question, moment, limit, fewest=fewest), moment) for moment in moments)


def _value(question: Question, moment: int, limit: int, *, fewest: bool) -> int:
    return _soon(question, moment, fewest=fewest) + daily_gates_value(question, moment, limit)


def _soon(question: Question, moment: int, *, fewest: bool) -> int:
    if question.beelines is None:
        return 0
    after, people = question.beelines.after, question.beelines.low if fewest else question.beelines.high
    soon = np.array(after, dtype=np.int64) < moment
    return int(np.array(people, dtype=np.int64)[soon].sum()) * UNITS_PER_PERSON


def _moments(question: Question) -> list[int]:
    if question.beelines is None:
        return [0]
    openings = {t for gate in question.gates for interval in question.profiles[gate.profile] for t in interval}
    near = question.beelines.after[:: max(1, len(question.beelines.after) // MOST_MOMENTS)]
    found = {0, *question.days, *openings, *near}
    return sorted(t for t in found if 0 <= t < question.horizon)
