"""Bounds over time: how many can be out by each moment, and the earliest moment at which everyone can be."""

from __future__ import annotations

from collections.abc import Callable

import numpy as np

from geleit.flow.bound import Proof, beeline_moments, prove, walking_labels
from geleit.flow.cut import Cut, evaluate, evaluate_beelines
from geleit.flow.instance import Question
from geleit.flow.layers import Reach, reach
from geleit.model.arrays import Ints
from geleit.model.plan import Plan


def upper_curve(proof: Proof, moments: Ints) -> Ints:
    """No more than this many of the most people can be out by each moment.

    Uses labels that hold for the horizon, cut off at the moment, and the best walking labels and the best straight
    lines of the moment itself: any labels give a valid bound.

    Parameters
    ----------
    moments
        Seconds after the origin, shape ``(k,)``.
    """
    reached = reach(proof.question)
    people = int(proof.question.high.sum())
    values = [
        min(people, *(cut.at_most for cut in _cuts(proof, until, reached)))
        for until in (proof.question.until(t) for t in moments.tolist() if t > 0)
    ]
    bounds = np.array([0] * (len(moments) - len(values)) + values, dtype=np.int64)
    return np.minimum.accumulate(bounds[::-1])[::-1]


def planned_curve(plan: Plan, moments: Ints) -> Ints:
    """People whom a plan has out by each moment, shape of ``moments``."""
    out = np.zeros(len(moments), dtype=np.int64)
    for stream in plan.through_exits:
        out += stream.rate * (np.clip(moments, stream.start, stream.end) - stream.start)
    return out // 3600


def last_impossible(question: Question, proof: Proof) -> int:
    """The latest moment found by which not all of the fewest people can be out, in seconds; 0 if none.

    Parameters
    ----------
    question
        The question over the whole time to look at.
    proof
        A proof for some earlier horizon; tells whether streets hold people back at all.
    """
    latest = last_impossible_by_walking(question)
    streets_bind = proof.could_not_leave("streets") > proof.could_not_leave("walking")
    if not streets_bind or latest == question.horizon:
        return latest

    def by_streets(horizon: int) -> bool:
        shorter = prove(question.until(horizon))
        return shorter.could_not_leave("streets") > 0

    return _bisect(by_streets, max(latest, proof.question.horizon), question.horizon, 3600)


def last_impossible_by_walking(question: Question) -> int:
    """The same by walking times and by straight lines alone."""
    fewest, reached = int(question.low.sum()), reach(question)

    def impossible(horizon: int) -> bool:
        until = question.until(horizon)
        walking = evaluate(until, walking_labels(until, reached, question.low))
        return min(walking.at_most_of_fewest, _by_beelines(until)) < fewest

    return _bisect(impossible, 0, question.horizon, 1)


def last_impossible_by_beelines(question: Question) -> int:
    """The same by straight lines and exit seats alone."""
    fewest, none = int(question.low.sum()), np.zeros(question.nodes, dtype=np.int64)

    def impossible(horizon: int) -> bool:
        until = question.until(horizon)
        return min(evaluate(until, none).at_most_of_fewest, _by_beelines(until)) < fewest

    return _bisect(impossible, 0, question.horizon, 1)


def _by_beelines(question: Question) -> int:
    """No more than this many of the fewest people can be out, by straight lines alone."""
    everyone = int(question.low.sum())
    cuts = (evaluate_beelines(question, moment) for moment in beeline_moments(question))
    return min([everyone, *(cut.at_most_of_fewest for cut in cuts)])


def _cuts(proof: Proof, until: Question, reached: Reach) -> list[Cut]:
    cut_off = np.minimum(proof.most.streets, until.horizon)
    labels = cut_off, proof.most.exit_seats, walking_labels(until, reached, until.high)
    straight = (evaluate_beelines(until, moment) for moment in beeline_moments(until))
    return [*(evaluate(until, found) for found in labels), *straight]


def _bisect(impossible: Callable[[int], bool], known: int, end: int, precision: int) -> int:
    """The latest moment found impossible, between ``known`` (taken as such) and ``end``."""
    if impossible(end):
        return end
    low, high = known, end
    while high - low > precision:
        middle = (low + high) // 2
        if impossible(middle):
            low = middle
        else:
            high = middle
    return low
