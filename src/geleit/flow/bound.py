"""Upper bounds on who can be out by the horizon: four rungs of labels, weakest assumptions first."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from threading import Event

import numpy as np
from numpy.typing import NDArray

from geleit.flow.cut import Cut, evaluate, evaluate_beelines
from geleit.flow.instance import Question
from geleit.flow.layers import (
    FAR,
    Band,
    LayeredFlow,
    Reach,
    earliest,
    labels_of,
    reach,
    solve,
    without_chains,
    without_dead_ends,
)
from geleit.model.arrays import Ints
from geleit.model.certificate import RUNGS, Labels, Rung, RungName

EVEN_LAYERS = 8
"""Layers of equal length; with the openings and the spread of walking times this gives 12 to 60 layers."""
ENOUGH = 5
"""Layers after which it shows whether streets hold people back."""
LONG = 8
"""A horizon is long when it is so many times the time in which half of the people can be at a gate."""
COARSE = 1800
"""Seconds of the longest layer above which chains of streets are folded."""
FINEST = 10
"""Seconds of the finest layers."""
MOST_WORK = 900_000
"""Arcs, counted once for each flow, after which a ladder ends at the given layers; after four times as many anyway."""
QUICK_WORK = 20_000
"""The same for a question that changes little in one already answered."""
WIDE, MOST_WIDE = 3, 300
"""Arcs times layers, for each arc of work, and layers, up to which a flow looks for labels everywhere."""
NEAR_LAYERS, NEAR_IN_LARGE = 6, 2
"""Coarse layers to either side in which finer labels are looked for; one is faster and often misses the best."""
SMALL = 100_000
"""Arcs up to which the first flow takes all given layers at once."""
GAIN = 1e-4
"""Share by which two finer flows of a large network have to lower the bound for another to be tried."""
MOST_OPENINGS = 40
"""Openings and closings of gates, and likewise of streets, that start a layer; more are thinned out."""


@dataclass(frozen=True, eq=False)
class Labelling:
    """Labels of the rungs for so many people in each group, in seconds, shape ``(nodes,)``.

    Walking is at least as strong as exit seats, and streets as walking. The labels of ``beeline`` are one moment;
    ``None`` where the question has no beelines.
    """

    exit_seats: Ints
    beeline: int | None
    walking: Ints
    streets: Ints


@dataclass(frozen=True, eq=False)
class Proof:
    """Labels for the most and for the fewest people, and what they prove."""

    question: Question
    most: Labelling
    fewest: Labelling

    def at_most(self, rung: RungName) -> int:
        """No more than this many of the most people can be out, by this rung or one that rests on less."""
        return min(x.at_most for x in self._up_to(rung))

    def could_not_leave(self, rung: RungName) -> int:
        """At least this many of the fewest people cannot be out, by this rung or one that rests on less."""
        return max(x.could_not_leave for x in self._up_to(rung))

    @cached_property
    def rungs(self) -> dict[RungName, Rung]:
        """The rungs as a certificate stores them, each with what it proves alone, in their order."""
        return {name: self._rung(name) for name in RUNGS if getattr(self.most, name) is not None}

    def _up_to(self, rung: RungName) -> list[Rung]:
        return [found for name, found in self.rungs.items() if RUNGS.index(name) <= RUNGS.index(rung)]

    def _rung(self, name: RungName) -> Rung:
        most, fewest = getattr(self.most, name), getattr(self.fewest, name)
        high, low = int(self.question.high.sum()), int(self.question.low.sum())
        return Rung(
            labels=stored(most),
            at_most=min(high, _value(self.question, most).at_most),
            labels_fewest=stored(fewest),
            could_not_leave=max(0, low - _value(self.question, fewest).at_most_of_fewest),
        )


def prove(
    question: Question,
    boundaries: Ints | None = None,
    stopped: Event | None = None,
    enough: tuple[int, int] | None = None,
) -> Proof:
    """Find labels for all rungs, the last by maximum flows of layered networks.

    Parameters
    ----------
    boundaries
        Layer starts from 0 to the horizon in seconds, for one flow on the network as it is; by default a ladder of
        finer and finer layers on the network with dead ends and chains folded, see :func:`refine`.
    stopped
        As for :func:`refine`.
    enough
        How many of the most people can be out, and of the fewest, by a bound that this one need not go below: where
        walking times prove as much, no flow is tried.
    """
    reached = reach(question)

    def label(people: Ints, beeline: int | None, enough: int | None) -> Labelling:
        seats = np.zeros(question.nodes, dtype=np.int64)
        walking = _best(question, people, seats, walking_labels(question, reached, people))
        if enough is not None and evaluate(replace(question, high=people), walking).at_most <= enough:
            found = walking
        elif boundaries is None:
            found = refine(question, reached, people, stopped)
        else:
            found = labels_of(question, reached, solve(question.divided, reached, boundaries, people, cut_alone=True))
        return Labelling(seats, beeline, walking, _best(question, people, walking, found))

    for_most, for_fewest = beeline_moments(question) or (None, None)
    of_most, of_fewest = enough or (None, None)
    most = label(question.high, for_most, of_most)
    same = (question.low == question.high).all() and for_most == for_fewest
    return Proof(question, most, most if same else label(question.low, for_fewest, of_fewest))


def prove_again(question: Question, known: Sequence[Ints]) -> tuple[int, int]:
    """Bounds for a question that changes little in one already answered: soon found, and weaker where streets bind.

    Parameters
    ----------
    known
        Labels that were found for the other question, shape ``(nodes,)``; every label holds for every question.

    Returns
    -------
    at_most, could_not_leave
        As of :class:`Proof`, for the strongest of the labels.
    """
    reached = reach(question)
    labels = [*known, walking_labels(question, reached, question.high)]
    ends = (question.high,) if (question.low == question.high).all() else (question.high, question.low)
    labels += [refine(question, reached, people, most_work=QUICK_WORK) for people in ends]
    cuts = [evaluate(question, found) for found in labels]
    low, high = int(question.low.sum()), int(question.high.sum())
    cuts += [evaluate_beelines(question, moment) for moment in beeline_moments(question)]
    at_most = min(high, *(cut.at_most for cut in cuts))
    return at_most, max(0, low - min(cut.at_most_of_fewest for cut in cuts))


def refine(
    question: Question, plain: Reach, people: Ints, stopped: Event | None = None, most_work: int = MOST_WORK
) -> Ints:
    """Labels from a ladder of layers, each about half as long as those before, down to seconds.

    The first flows look for labels everywhere, where that costs little; each later one looks for each label only near
    where the one before has it, so that a finer one takes no longer. The ladder ends early when the horizon is long and
    no street holds people back, and after some work in large networks, where finer layers gain little.

    Parameters
    ----------
    plain
        The streets as they are; dead ends are folded, and chains for long layers.
    people
        People of each group, shape ``(groups,)``.
    stopped
        Set when the user wants an end: then the best labels so far are kept, and hold like any others. Set from the
        start: no flow is tried.
    most_work
        Arcs, counted once for each flow, after which the ladder ends.
    """
    best = np.zeros(question.nodes, dtype=np.int64)
    ladder = _better_and_better(question, plain, people, most_work)
    while not (stopped and stopped.is_set()) and (found := next(ladder, None)) is not None:
        best = found
    return best


def _better_and_better(question: Question, plain: Reach, people: Ints, most_work: int) -> Iterator[Ints]:
    """The best labels after each flow of the ladder."""
    bare = without_dead_ends(question, plain)
    barest, boundaries = without_chains(question, bare), layer_boundaries(question, plain)
    large = len(bare.arcs) > min(SMALL, most_work)
    arrival = earliest(question, plain)[people > 0]
    long = len(arrival) == 0 or question.horizon > LONG * np.median(arrival)
    coarse: LayeredFlow | None = None
    best, work, values = np.zeros(question.nodes, dtype=np.int64), 0, list[int]()
    for layers in _ladder(boundaries, at_once=not large):
        reached = barest if np.diff(layers).max() > COARSE else bare
        near = None if _cheap(reached, len(layers), most_work) else coarse
        band = None if near is None else Band.around(near, layers, NEAR_IN_LARGE if large else NEAR_LAYERS)
        coarse = solve(question.divided, reached, layers, people, band=band, cut_alone=True)
        found = labels_of(question, reached, coarse)
        best = _best(question, people, best, found)
        values.append(evaluate(replace(question, high=people), best).at_most)
        yield best
        work += len(reached.arcs)
        enough = len(layers) > ENOUGH and not _cheap(reached, 2 * len(layers), most_work)
        free = long and enough and not evaluate(question, found).streets
        settled = large and len(values) > 2 and values[-1] > (1 - GAIN) * values[-3]
        done = work >= most_work and len(layers) >= len(boundaries)
        if free or settled or done or work >= 4 * most_work:
            break


def _cheap(reached: Reach, layers: int, most_work: int) -> bool:
    """Whether a flow that looks for labels everywhere costs little."""
    return layers <= MOST_WIDE and len(reached.arcs) * layers <= WIDE * most_work


def _ladder(boundaries: Ints, *, at_once: bool) -> Iterator[Ints]:
    """Layer starts, about twice as many at each step, with the given ones among them."""
    coarser = [boundaries]
    while len(coarser[0]) > ENOUGH and not at_once:
        coarser.insert(0, np.union1d(coarser[0][::2], boundaries[-1:]))
    yield from coarser
    while np.diff(boundaries).max() > FINEST:
        boundaries = np.union1d(boundaries, (boundaries[1:] + boundaries[:-1]) // 2)
        yield boundaries


def _best(question: Question, people: Ints, *labels: Ints) -> Ints:
    asked = replace(question, high=people)
    return min(labels, key=lambda x: evaluate(asked, x).at_most)


def _value(question: Question, labels: Ints | int) -> Cut:
    return evaluate_beelines(question, labels) if isinstance(labels, int) else evaluate(question, labels)


def stored(labels: Ints | int) -> Labels:
    """Labels as a certificate stores them: those that do not differ as one number."""
    if isinstance(labels, int):
        return labels
    return int(labels[0]) if (labels == labels[0]).all() else tuple(labels.tolist())


def walking_labels(question: Question, reached: Reach, inside: Ints) -> Ints:
    """The best labels that need walking times only.

    For a moment ``g``, the label of a node is ``g`` less its walking time to the nearest gate: then no street term
    remains, and the cut counts the people who can stand at a gate before ``g`` and the seats from ``g`` on.

    Parameters
    ----------
    inside
        People of each group to find the labels for, shape ``(groups,)``.
    """
    arrival = earliest(question, reached)
    near = arrival < FAR
    return shifted(question, reached, _best_moment(question, arrival[near], inside[near]))


def _best_moment(question: Question, seconds: Ints, people: Ints) -> int:
    """Up to when those who can be at an exit are best taken to be out, and seats to be filled from then on.

    Parameters
    ----------
    seconds, people
        From when on how many can be at the place of an exit.
    """
    rates: Counter[int] = Counter()
    for gate in question.divided.gates:
        if gate.node is not None:
            rates[gate.profile] += gate.rate
    moments = np.sort(np.concatenate([seconds[people > 0], [0, question.horizon], _gate_moments(question)]))
    moments = moments[(moments >= 0) & (moments <= question.horizon)]
    order = np.argsort(seconds, kind="stable")
    arrived = np.concatenate([[0], np.cumsum(people[order])])[np.searchsorted(seconds[order], moments, side="left")]
    seats = np.zeros(len(moments), dtype=np.int64)
    for profile, rate in rates.items():
        opening = question.openings[profile]
        seats += rate * (opening.until(question.horizon) - opening.before(moments))
    return int(moments[int(np.argmin(arrived * 3600 + seats))])


def beeline_moments(question: Question) -> tuple[int, ...]:
    """Up to when those near in a straight line are best taken to be out: for the most people, and for the fewest.

    None where the question has no beelines.
    """
    if (known := question.beelines) is None:
        return ()
    after, high, low = (np.array(x, dtype=np.int64) for x in (known.after, known.high, known.low))
    return _best_moment(question, after, high), _best_moment(question, after, low)


def shifted(question: Question, reached: Reach, moment: int) -> Ints:
    """Labels ``moment`` less the walking time to the nearest gate, within ``[0, horizon]``."""
    labels = np.where(reached.to_gate < FAR, moment - reached.to_gate, 0)
    return np.clip(labels, 0, question.horizon)


def layer_boundaries(question: Question, reached: Reach, even: int = EVEN_LAYERS) -> Ints:
    """Layer starts: openings and closings, layers of equal length, and quantiles of the walking times."""
    arrival = earliest(question, reached)
    arrival = arrival[(question.high > 0) & (arrival < question.horizon)]
    spread = np.quantile(arrival, [0.25, 0.5, 0.75, 1.0]) + 1 if len(arrival) else np.zeros(0)
    equal = np.linspace(0, question.horizon, even + 1)
    return _within(question, opening_boundaries(question, reached), equal, spread)


def opening_boundaries(question: Question, reached: Reach) -> Ints:
    """Layer starts at openings and closings only: of gates, and of streets as the shifted clock shows them."""
    throttled = reached.arcs[question.profile[reached.arcs] != 0]
    at_streets = [np.zeros(0, dtype=np.int64)]
    for index in np.unique(question.profile[throttled]).tolist():
        arcs = throttled[question.profile[throttled] == index]
        entered = reached.to_gate[question.tail[arcs]]
        left = question.transit[arcs] + reached.to_gate[question.head[arcs]]
        moments = np.unique(np.array(question.profiles[index], dtype=np.int64))
        at_streets.append(np.add.outer(np.unique(np.concatenate([entered, left])), moments).ravel())
    ends = np.array([0, question.horizon])
    return _within(question, ends, _thinned(_gate_moments(question)), _thinned(np.concatenate(at_streets)))


def _gate_moments(question: Question) -> Ints:
    """Moments at which a gate opens or closes."""
    used = {gate.profile for gate in question.gates}
    return np.array(sorted({t for i in used for interval in question.profiles[i] for t in interval}), dtype=np.int64)


def _thinned(moments: Ints) -> Ints:
    """At most ``MOST_OPENINGS`` of the moments, spread over them; any layers give a valid bound, only a weaker one."""
    moments = np.unique(moments)
    return moments[np.unique(np.linspace(0, len(moments) - 1, min(len(moments), MOST_OPENINGS)).astype(np.int64))]


def _within(question: Question, *moments: NDArray[np.generic]) -> Ints:
    every = np.concatenate(moments).astype(np.int64)
    return np.unique(every[(every >= 0) & (every <= question.horizon)])
