"""The vectorised twin of the independent checker: the value of a cut over time, for whole cities at once."""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter, defaultdict
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

from geleit.flow.instance import Question
from geleit.model.arrays import Ints
from geleit.model.certificate import SEVERAL_WAYS, UNITS_PER_PERSON, Gate


@dataclass(frozen=True)
class Cut:
    """Value of a cut over time, in units of 1/3600 person.

    Parameters
    ----------
    low, high
        People who may set out somewhere before its label, fewest and most.
    streets, gates
        What can leave along streets and through gates.
    """

    low: int
    high: int
    streets: int
    gates: int

    @property
    def at_most(self) -> int:
        """No more than this many of the most people can be out."""
        return (self.high + self.streets + self.gates) // UNITS_PER_PERSON

    @property
    def at_most_of_fewest(self) -> int:
        """No more than this many of the fewest people can be out."""
        return (self.low + self.streets + self.gates) // UNITS_PER_PERSON


def evaluate(question: Question, labels: Ints) -> Cut:
    """Value of the cut that labels define; the formula is in :mod:`geleit.certify`.

    Parameters
    ----------
    labels
        Whole seconds >= 0, shape ``(nodes,)``.
    """
    late = np.zeros(len(question.high), dtype=bool)
    late[question.group[labels[question.start] > question.after]] = True
    return Cut(
        low=int(question.low[late].sum()) * UNITS_PER_PERSON,
        high=int(question.high[late].sum()) * UNITS_PER_PERSON,
        streets=exact_sum(street_terms(question, labels)),
        gates=gates_value(question, labels),
    )


def evaluate_beelines(question: Question, moment: int) -> Cut:
    """Value of the cut that needs no streets: whoever can be at an exit in a straight line before a moment is out.

    Parameters
    ----------
    moment
        Seconds >= 0. Exits with a place count from it on, others all the time.

    Raises
    ------
    ValueError
        If the question has no beelines.
    """
    if question.beelines is None:
        raise ValueError("expected a question with beelines")
    soon = bisect_left(question.beelines.after, moment)
    return Cut(
        low=sum(question.beelines.low[:soon]) * UNITS_PER_PERSON,
        high=sum(question.beelines.high[:soon]) * UNITS_PER_PERSON,
        streets=0,
        gates=gates_value(question, np.full(question.nodes, moment)),
    )


def exact_sum(terms: Ints) -> int:
    """Sum of whole numbers >= 0 that may not fit 64 bits, though each of them does."""
    return (int((terms >> 32).sum()) << 32) + int((terms & 0xFFFFFFFF).sum())


def street_terms(question: Question, labels: Ints) -> Ints:
    """People who can leave the set along each arc, in units of 1/3600 person, shape ``(arcs,)``."""
    since = labels[question.tail]
    until = np.minimum(labels[question.head], question.horizon) - question.transit
    seconds = np.zeros(len(since), dtype=np.int64)
    binds = np.flatnonzero(until > since)
    for index in np.flatnonzero(np.bincount(question.profile[binds])).tolist():
        here = binds[question.profile[binds] == index]
        opening = question.openings[index]
        seconds[here] = opening.before(until[here]) - opening.before(since[here])
    return np.asarray(question.rate * seconds)


def gate_terms(question: Question, labels: Ints) -> Ints:
    """People who can pass each gate inside the set, in units of 1/3600 person, shape ``(gates,)``."""
    terms = [gate.rate * _opened(question, gate, labels) for gate in question.gates]
    return np.array(terms, dtype=np.int64)


def gates_value(question: Question, labels: Ints) -> int:
    """People who can pass gates inside the set, in units of 1/3600 person, with what crossings pass together."""
    terms = gate_terms(question, labels)
    return exact_sum(terms) - sum(x.by_gates - x.units for x in joint_terms(question, labels) if x.binds)


@dataclass(frozen=True)
class JointTerm:
    """What a joint limit lets pass inside the set.

    Parameters
    ----------
    index
        Of the joint limit.
    gates
        Indices of its gates.
    since
        From when on people inside the set can pass any of them, in seconds after the origin.
    units
        People who can, in units of 1/3600 person.
    by_gates
        The same by the rates of its gates.
    """

    index: int
    gates: list[int]
    since: int
    units: int
    by_gates: int

    @property
    def binds(self) -> bool:
        """Whether it lets fewer pass than its gates."""
        return self.units < self.by_gates


def joint_terms(question: Question, labels: Ints) -> list[JointTerm]:
    """What each joint limit lets pass inside the set: nobody inside passes any of its gates before the least label."""
    found = []
    for index, joint in enumerate(question.joint):
        gates = [x for x, gate in enumerate(question.gates) if gate.crossing in joint.crossings]
        since = min((_since(question, question.gates[x], labels) for x in gates), default=question.horizon)
        opening = question.openings[joint.profile]
        units = joint.rate * (opening.until(question.horizon) - opening.until(since))
        by_gates = sum(question.gates[x].rate * _opened(question, question.gates[x], labels) for x in gates)
        found.append(JointTerm(index, gates, since, units, by_gates))
    return found


def open_seconds(question: Question, labels: Ints) -> int:
    """Seconds for which crossings are open inside the set, added up: what one more person an hour and gate is worth."""
    return sum(_opened(question, gate, labels) for gate in question.gates if gate.crossing != SEVERAL_WAYS)


def other_ways(question: Question, labels: Ints) -> int:
    """What can leave by other ways than crossings inside the set, by their own rates, in units of 1/3600 person."""
    others = (gate for gate in question.gates if gate.crossing == SEVERAL_WAYS)
    return sum(gate.rate * _opened(question, gate, labels) for gate in others)


def daily_gates_value(question: Question, moment: int, limit: int) -> int:
    """People who can pass all gates from a moment on if no crossing passes more than a limit in a calendar day.

    In units of 1/3600 person. A day counts whole as soon as the crossing is open in what is left of it. Other ways
    than crossings count by their rate alone; what crossings pass together holds as well.

    Parameters
    ----------
    moment
        Seconds after the origin, >= 0.
    limit
        Persons a calendar day and crossing.

    Raises
    ------
    ValueError
        If a gate does not tell its crossing.
    """
    by_rate, days = Counter[int](), defaultdict[int, set[int]](set)
    ends = (0, *question.days, question.horizon)
    for gate in question.gates:
        if gate.crossing is None:
            raise ValueError("expected a question whose gates tell their crossing")
        since = 0 if gate.node is None else min(moment, question.horizon)
        opening = question.openings[gate.profile]
        by_rate[gate.crossing] += gate.rate * (opening.until(question.horizon) - opening.until(since))
        days[gate.crossing] |= {
            day
            for day, (first, last) in enumerate(pairwise(ends))
            if last > since and opening.until(last) > opening.until(max(first, since))
        }
    loose = by_rate.pop(SEVERAL_WAYS, 0)
    capped = {x: min(most, limit * UNITS_PER_PERSON * len(days[x])) for x, most in by_rate.items()}
    for together in joint_terms(question, np.full(question.nodes, moment)):
        members = [x for x in question.joint[together.index].crossings if x in capped]
        capped[members[0]] = min(together.units, sum(capped.pop(x) for x in members)) if members else 0
    return loose + sum(capped.values())


def _since(question: Question, gate: Gate, labels: Ints) -> int:
    return 0 if gate.node is None else min(int(labels[gate.node]), question.horizon)


def _opened(question: Question, gate: Gate, labels: Ints) -> int:
    since = _since(question, gate, labels)
    opening = question.openings[gate.profile]
    return opening.until(question.horizon) - opening.until(since)
