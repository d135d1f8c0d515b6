"""What holds people back: the gates and streets with a positive term in the cut."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from geleit.flow.cut import gate_terms, joint_terms, street_terms
from geleit.flow.instance import Question
from geleit.model.answer import Narrow
from geleit.model.arrays import Ints


@dataclass(frozen=True)
class Bottleneck:
    """A gate or arc that binds.

    Parameters
    ----------
    kind
        ``exit``, ``joint limit`` or ``street``.
    index
        Index of the gate, of the joint limit, or of the arc.
    first, last
        From when until when it binds, seconds after the origin.
    seconds
        Open seconds within that time.
    people
        People who can pass in that time.
    """

    kind: Narrow
    index: int
    first: int
    last: int
    seconds: int
    people: int


def bottlenecks(question: Question, labels: Ints, streets: int = 20) -> tuple[Bottleneck, ...]:
    """Gates that bind and joint limits in the place of theirs, then the streets that bind most, by people.

    Parameters
    ----------
    labels
        Labels of the cut, shape ``(nodes,)``.
    streets
        How many streets at most.
    """
    found, joined = [], set[int]()
    for limit in joint_terms(question, labels):
        opened = [(a, b) for a, b in question.profiles[question.joint[limit.index].profile] if b > limit.since]
        if limit.binds and opened:
            joined |= {*limit.gates}
            first, last = max(opened[0][0], limit.since), opened[-1][1]
            seconds = sum(b - max(a, limit.since) for a, b in opened)
            found.append(Bottleneck("joint limit", limit.index, first, last, seconds, limit.units // 3600))
    for index, term in enumerate(gate_terms(question, labels).tolist()):
        gate = question.gates[index]
        if term and index not in joined:
            since = 0 if gate.node is None else int(labels[gate.node])
            first = next(max(a, since) for a, b in question.profiles[gate.profile] if b > since)
            last = question.profiles[gate.profile][-1][1]
            found.append(Bottleneck("exit", index, first, last, term // gate.rate, term // 3600))
    found.sort(key=lambda b: (-b.people, b.index))
    terms = street_terms(question, labels)
    for index in np.lexsort((np.arange(len(terms)), -terms))[:streets].tolist():
        term = int(terms[index])
        if term:
            first = int(labels[question.tail[index]])
            last = int(min(labels[question.head[index]], question.horizon) - question.transit[index])
            found.append(Bottleneck("street", index, first, last, term // int(question.rate[index]), term // 3600))
    return tuple(found)
