"""Cuts over time that allow for rides: people who walk, and a number of seconds that rides can save all of them.

A single cut would count everybody who may come early by a ride. Averaged over so many seconds of labels, each second
that somebody saves counts once, wherever it is saved; docs/method/bound.md has the proof. The formula is in
:mod:`geleit.certify`, in plain numbers.
"""

from __future__ import annotations

from dataclasses import dataclass
from itertools import product
from typing import TypeAlias, cast

import numpy as np

from geleit.flow.bound import Proof, stored
from geleit.flow.cut import evaluate, exact_sum
from geleit.flow.instance import Opening, Question
from geleit.flow.layers import FAR, earliest, reach
from geleit.model.arrays import Floats, Ints
from geleit.model.certificate import UNITS_PER_PERSON, Rung, RungName

GRID = 96
"""Moments and spreads of labels that are tried at once, along each axis; after that, as many around the best."""
FINER = 3
"""How often it is looked again around the best."""
MOST_HORIZONS = 100
"""Moments after so many horizons are not tried."""
TIMES = (1 / 16, 1 / 4, 1 / 2, 1.0, 2.0, 4.0)
"""Spreads that are tried for labels that streets bind, in those of the best walking times."""
RAISED = (0.0, 0.5, 1.0, 1.5)
"""Parts of a spread by which such labels are raised."""
_LOW_BITS = 22
Spread: TypeAlias = tuple[Ints | int, int]
"""Labels, or one moment, and for how many seconds before them they are averaged."""


@dataclass(frozen=True)
class Averaged:
    """A cut averaged over a spread of labels, in units of 1/3600 person, times the seconds of the spread."""

    low: int
    high: int
    rest: int

    def at_most(self, spread: int, saved: int, *, fewest: bool = False) -> int:
        """No more people than this can be out; ``saved`` in person-seconds."""
        people = self.low if fewest else self.high
        return (people + self.rest + UNITS_PER_PERSON * saved) // (UNITS_PER_PERSON * spread)


def averaged(question: Question, labels: Ints | int, spread: int) -> Averaged:
    """The value of a cut, averaged over its labels and those up to ``spread`` seconds earlier.

    Parameters
    ----------
    labels
        Whole seconds >= 0, shape ``(nodes,)``; one moment for a cut by straight lines.
    spread
        Whole seconds >= 1.
    """
    if isinstance(labels, int):
        low, high = _straight(question, labels, spread)
        return Averaged(low, high, _gates(question, np.full(question.nodes, labels), spread))
    seconds = np.zeros(len(question.high), dtype=np.int64)
    np.maximum.at(seconds, question.group, np.clip(labels[question.start] - question.after, 0, spread))
    low, high = (exact_sum(people * seconds) * UNITS_PER_PERSON for people in (question.low, question.high))
    rest = _streets(question, labels, spread) + _gates(question, labels, spread)
    return Averaged(low, high, rest)


def _straight(question: Question, moment: int, spread: int) -> tuple[int, int]:
    if (known := question.beelines) is None:
        raise ValueError("expected a question with beelines")
    seconds = np.clip(moment - np.array(known.after, dtype=np.int64), 0, spread)
    low, high = (exact_sum(np.array(people, dtype=np.int64) * seconds) for people in (known.low, known.high))
    return low * UNITS_PER_PERSON, high * UNITS_PER_PERSON


def rungs_with_rides(question: Question, saved: int, walked: Proof | None) -> dict[RungName, Rung]:
    """The rungs of a bound on people who walk, with what rides can save them.

    Parameters
    ----------
    question
        Of people who walk, on all streets that they or vehicles can use.
    saved
        Seconds that rides can save all of them together.
    walked
        Proof of this question, whose labels are tried; ``None`` where nothing is to rest on its streets.
    """
    nowhere = _by_seats(question)
    found: dict[RungName, Rung] = {"exit_seats": nowhere, "walking": nowhere, "streets": nowhere}
    if (known := question.beelines) is not None:
        after, high, low = (np.array(x, dtype=np.int64) for x in (known.after, known.high, known.low))
        most, fewest = (_best_moment(question, after, people, saved) for people in (high, low))
        found["beeline"] = _rung(question, saved, most, fewest)
    if walked is None:
        return found
    reached = reach(question)
    arrival = earliest(question, reached)
    near = arrival < FAR

    def walking(people: Ints) -> Spread:
        moment, spread = _best_moment(question, arrival[near], people[near], saved)
        return np.where(reached.to_gate < FAR, np.maximum(cast("int", moment) - reached.to_gate, 0), 0), spread

    most, fewest = walking(question.high), walking(question.low)
    found["walking"] = _rung(question, saved, most, fewest)
    most = _best_raised(question, walked.most.streets, saved, most, fewest=False)
    fewest = _best_raised(question, walked.fewest.streets, saved, fewest, fewest=True)
    found["streets"] = _rung(question, saved, most, fewest)
    return found


def _by_seats(question: Question) -> Rung:
    """Of a bound by seats alone: no ride makes a gate faster."""
    cut = evaluate(question, np.zeros(question.nodes, dtype=np.int64))
    low, high = int(question.low.sum()), int(question.high.sum())
    return Rung(0, min(high, cut.at_most), 0, max(0, low - cut.at_most_of_fewest), spread=0, spread_fewest=0)


def _rung(question: Question, saved: int, most: Spread, fewest: Spread) -> Rung:
    """What labels prove with their spreads, for the most people and for the fewest; both have one spread each."""
    low, high = int(question.low.sum()), int(question.high.sum())
    return Rung(
        labels=stored(most[0]),
        at_most=min(high, averaged(question, *most).at_most(most[1], saved)),
        labels_fewest=stored(fewest[0]),
        could_not_leave=max(0, low - averaged(question, *fewest).at_most(fewest[1], saved, fewest=True)),
        spread=most[1],
        spread_fewest=fewest[1],
    )


def _best_moment(question: Question, seconds: Ints, people: Ints, saved: int) -> Spread:
    """The best moment, and the spread before it, in which those who can be at an exit count as out and then seats do.

    Parameters
    ----------
    seconds, people
        From when on how many can be at the place of an exit.
    """
    order = np.argsort(seconds, kind="stable")
    since = seconds[order]
    many = np.concatenate([[0], np.cumsum(people[order].astype(np.float64))])
    waited = np.concatenate([[0], np.cumsum(people[order].astype(np.float64) * since)])

    def before(moments: Ints) -> Floats:
        """Seconds from when they can be there until each moment, of all of them."""
        at = np.searchsorted(since, moments, side="left")
        return np.asarray(many[at] * moments - waited[at])

    def seats_before(moments: Ints) -> Floats:
        found = np.zeros(moments.shape)
        for gate in question.gates:
            if gate.node is not None:
                found += gate.rate / UNITS_PER_PERSON * _summed(question.openings[gate.profile], moments)
        return found

    horizon = question.horizon
    opened = (gate.rate * question.openings[gate.profile].until(horizon) for gate in question.gates)
    all_seats = sum(opened) / UNITS_PER_PERSON

    def value(moments: Ints, spreads: Ints) -> Floats:
        out = before(moments) - before(moments - spreads)
        seats = spreads * all_seats - seats_before(moments) + seats_before(moments - spreads)
        return np.asarray((out + seats + saved) / spreads)

    last = min(MOST_HORIZONS * horizon, max(horizon, *since[-1:].tolist(), 0))
    moments = np.concatenate([np.linspace(1, horizon, GRID), np.geomspace(1, last, GRID)])
    spreads = np.geomspace(1, 2 * last, GRID)
    times = (2 * last) ** (2 / GRID)
    for around in range(FINER + 1):
        grid = np.meshgrid(np.unique(np.rint(moments)), np.unique(np.rint(spreads)), indexing="ij")
        first, second = (axis.astype(np.int64) for axis in grid)
        best = np.unravel_index(int(np.argmin(value(first, second))), first.shape)
        moment, spread = int(first[best]), int(second[best])
        step = (max(horizon, (times - 1) * moment * GRID) / GRID) * (4 / GRID) ** around
        moments = np.linspace(max(1, moment - 2 * step), min(last, moment + 2 * step), GRID)
        spreads = np.geomspace(max(1, spread / times), spread * times, GRID)
        times = times ** (2 / GRID) + 1 / spread
    return moment, spread


def _best_raised(question: Question, streets: Ints, saved: int, walking: Spread, *, fewest: bool) -> Spread:
    """The best of labels that streets bind, raised and spread in several ways, and of those that need none."""
    lower = _below_zero(question, streets)
    best, least = walking, averaged(question, *walking).at_most(walking[1], saved, fewest=fewest)
    for times, raised in product(TIMES, RAISED):
        spread = max(1, round(walking[1] * times))
        labels = np.maximum(lower + round(spread * raised), 0)
        found = averaged(question, labels, spread).at_most(spread, saved, fewest=fewest)
        if found < least:
            best, least = (labels, spread), found
    return best


def _below_zero(question: Question, labels: Ints) -> Ints:
    """The same labels, and below 0 as much as it takes to walk from there to where they are above."""
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import dijkstra

    above = np.flatnonzero(labels > 0)
    if not len(above):
        return labels
    source, top = question.nodes, int(labels.max())
    arcs = np.lexsort((question.transit, question.tail, question.head))
    first = np.ones(len(arcs), dtype=bool)
    head, tail = question.head[arcs], question.tail[arcs]
    first[1:] = (head[1:] != head[:-1]) | (tail[1:] != tail[:-1])
    weight = np.concatenate([question.transit[arcs][first], top - labels[above]]).astype(np.float64)
    ends = np.concatenate([head[first], np.full(len(above), source)]), np.concatenate([tail[first], above])
    seconds = dijkstra(csr_array((weight, ends), shape=(source + 1, source + 1)), indices=source)[:-1]
    found = np.where(np.isfinite(seconds), top - seconds, -FAR).astype(np.int64)
    return np.where(labels > 0, labels, np.minimum(found, 0))


def _streets(question: Question, labels: Ints, spread: int) -> int:
    """What can leave along streets, summed over the spread, in units of 1/3600 person."""
    since, until = labels[question.tail], labels[question.head] - question.transit
    binds = np.flatnonzero(until > since)
    total = 0
    for index in np.flatnonzero(np.bincount(question.profile[binds])).tolist():
        here = binds[question.profile[binds] == index]
        opening = question.openings[index]
        entered = _sum_of_spread(opening, until[here] + 1, spread) - _sum_of_spread(opening, since[here], spread)
        total += _product(question.rate[here], entered)
    return total


def _gates(question: Question, labels: Ints, spread: int) -> int:
    """What can pass gates inside the set, summed over the spread, in units of 1/3600 person."""
    total = 0
    for gate in question.gates:
        opening = question.openings[gate.profile]
        passed = 0
        if gate.node is not None:
            passed = int(_sum_of_spread(opening, labels[gate.node : gate.node + 1], spread)[0])
        total += gate.rate * (spread * opening.until(question.horizon) - passed)
    return total


def _sum_of_spread(opening: Opening, moments: Ints, spread: int) -> Ints:
    """Seconds open before each of the whole seconds from ``spread`` before a moment until just before it, added up."""
    return _summed(opening, moments) - _summed(opening, moments - spread)


def _summed(opening: Opening, moments: Ints) -> Ints:
    """Seconds open before each of the whole seconds from 0 until just before a moment, added up."""
    found = np.zeros(np.shape(moments), dtype=np.int64)
    rises = opening.rises.tolist()
    for time, starts, rose in zip(opening.times.tolist(), rises, [False, *rises[:-1]], strict=True):
        if starts != rose:
            since = np.maximum(moments - time, 0)
            found += (since * (since - 1) // 2) * (1 if starts else -1)
    return found


def _product(rates: Ints, seconds: Ints) -> int:
    """The sum of products that may not fit 64 bits, though rates and seconds do."""
    high, low = seconds >> _LOW_BITS, seconds & ((1 << _LOW_BITS) - 1)
    return (exact_sum(rates * high) << _LOW_BITS) + exact_sum(rates * low)
