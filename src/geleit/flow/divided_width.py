"""How much of a street's width each who uses it may have, where several ways of travelling share it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from geleit.flow.instance import Question
from geleit.flow.layers import LayeredFlow


def divide_streets(question: Question, flow: LayeredFlow) -> Question:
    """Divide each street between all who use it in a flow: its two directions, and copies of the streets.

    People who walk against each other share the width of a street; a plan must not count it twice. Each gets a share in
    proportion to its busiest layer, so that where there is room for all at once the flow loses nothing. Where there is
    not, the direction that fewer people take is closed.
    """
    busiest = _busiest(question, flow)
    street = np.flatnonzero((question.edge >= 0) & (busiest > 0))
    edge, needed = question.edge[street], busiest[street]
    volume = np.bincount(flow.arc, flow.amount, len(question.tail))[street]
    forth, pieces = _along(question)[street], int(question.edge.max(initial=-1)) + 1
    more = np.bincount(edge, np.where(forth, volume, -volume), pieces)[edge] >= 0
    kept = (forth == more) | (np.bincount(edge, needed, pieces)[edge] <= 1)
    total = np.bincount(edge[kept], needed[kept], pieces)[edge]
    # a hair less than the exact share, so that rounding cannot make all shares together wider than the street
    share = np.where(needed == total, 1.0, needed / total * (1 - 1e-12))
    rate = np.where((question.edge < 0) & (busiest > 0), question.rate, 0)
    rate[street] = np.where(kept, np.floor(question.rate[street] * share), 0).astype(np.int64)
    return replace(question, rate=rate)


def _busiest(question: Question, flow: LayeredFlow) -> NDArray[np.float64]:
    """The share of its rate that each arc carries in its busiest layer."""
    seconds = np.diff(flow.boundaries)
    entered, row = np.unique(flow.arc * len(seconds) + flow.layer, return_inverse=True)
    arc, layer = np.divmod(entered, len(seconds))
    share = np.zeros(len(question.tail))
    np.maximum.at(share, arc, np.bincount(row, flow.amount, len(entered)) / (question.rate[arc] * seconds[layer]))
    return share


def _along(question: Question) -> NDArray[np.bool_]:
    """Which of the two ways along its street each arc leads; the same in every copy of the streets."""
    copies = np.array(question.copies)
    tail = question.tail - copies[np.searchsorted(copies, question.tail, side="right") - 1]
    least = np.full(int(question.edge.max(initial=-1)) + 2, question.nodes)
    np.minimum.at(least, question.edge, tail)
    return np.asarray(tail == least[question.edge])
