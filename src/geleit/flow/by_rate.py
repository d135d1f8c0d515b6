"""Bounds as functions of one rate of all crossings."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

import numpy as np

from geleit.flow.bound import Proof, beeline_moments, stored, walking_labels
from geleit.flow.cut import evaluate, evaluate_beelines, open_seconds, other_ways
from geleit.flow.instance import Question
from geleit.flow.layers import reach
from geleit.model.arrays import Ints
from geleit.model.certificate import SEVERAL_WAYS, Line


def lines_of(proof: Proof, rates: Iterable[int]) -> tuple[Line, ...]:
    """Bounds for the most people as functions of one rate: of the labels of a proof, and of the best for some rates.

    A cut over time is an affine function of that rate for any labels, so the least of them holds at every rate.

    Parameters
    ----------
    rates
        Persons an hour and crossing at which straight lines and walking times are looked for anew.
    """
    question = proof.question
    reached = reach(question)
    moments, labels = {0}, [proof.most.walking, proof.most.streets]
    for rate in rates:
        asked = at_rate(question, rate)
        moments |= {*beeline_moments(asked)[:1]}
        labels.append(walking_labels(asked, reached, question.high))
    found = [_straight(question, moment) for moment in sorted(moments)] + [_line(question, one) for one in labels]
    return tuple(_least(found))


def at_rate(question: Question, rate: int) -> Question:
    """The same question with one rate for all crossings, in persons an hour; other ways keep theirs."""
    gates = (gate if gate.crossing == SEVERAL_WAYS else replace(gate, rate=rate) for gate in question.gates)
    return replace(question, gates=tuple(gates))


def _straight(question: Question, moment: int) -> Line:
    cut = evaluate_beelines(question, moment) if question.beelines else evaluate(question, _everywhere(question, 0))
    labels = _everywhere(question, moment)
    return Line(moment, cut.high + other_ways(question, labels), open_seconds(question, labels), straight=True)


def _line(question: Question, labels: Ints) -> Line:
    cut = evaluate(question, labels)
    fixed = cut.high + cut.streets + other_ways(question, labels)
    return Line(stored(labels), fixed, open_seconds(question, labels))


def _least(lines: Iterable[Line]) -> list[Line]:
    """Those lines that are the least at some rate from 0 on, each value once."""
    ordered = sorted(lines, key=lambda line: (line.fixed, line.opened))
    kept: list[Line] = []
    for line in ordered:
        if not kept or line.opened < kept[-1].opened:
            kept.append(line)
    return kept


def _everywhere(question: Question, moment: int) -> Ints:
    return np.full(question.nodes, moment, dtype=np.int64)
