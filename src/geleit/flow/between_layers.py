"""From streets to arcs between layers: for every street, who can enter it in which layer and leave it in which."""

from __future__ import annotations

from typing import Any, Protocol

import numpy as np

from geleit.flow.instance import Question
from geleit.kernel import kernel
from geleit.model.arrays import Ints, Shorts


class Sites(Protocol):
    """Numbers for pairs of node and layer: ``base`` that of the ``first`` layer of each node, -1 if it has none.

    All from the ``last`` layer on are the ``source``, all before the first the number after it.
    """

    base: Ints
    first: Ints
    last: Ints
    source: int


def arcs_between_layers(
    question: Question, arcs: Ints, to_gate: Ints, onto: Ints, sites: Sites, boundaries: Ints
) -> tuple[Ints, Shorts, Shorts, Ints]:
    """Arc, site at its tail, site at its head, and people who fit (1/3600), for every pair of layers it joins.

    In the order of the arcs, which the maximum flow is found faster in, then of the layers. Arcs that can be in no cut
    are left out.

    Parameters
    ----------
    arcs
        Indices of the arcs that count.
    to_gate, onto
        As of :class:`~geleit.flow.layers.Reach`.
    boundaries
        Rising seconds on the shifted clock, from 0 to the horizon, shape ``(layers + 1,)``.
    """
    openings = question.openings
    of_profile = np.cumsum([0, *(len(opening.times) for opening in openings)])
    times, opened, rises = (
        np.concatenate([np.zeros(0, dtype=np.int64), *(getattr(opening, name) for opening in openings)])
        for name in ("times", "opened", "rises")
    )
    columns = (question.tail, question.head, question.transit, question.rate, question.profile)
    arc, one, other, amount = _between(
        arcs, *columns, to_gate, onto, sites.base, sites.first, sites.last, sites.source, boundaries,
        of_profile, times, opened, rises,
    )  # fmt: skip
    return arc, one, other, amount


def compile_between() -> None:
    """Compile the kernel, or load it from where it is kept, by running it on nothing."""
    none, zeros = np.zeros(0, dtype=np.int64), np.zeros(2, dtype=np.int64)
    _between(none, *(none,) * 10, 0, zeros, zeros, none, none, none)


@kernel
def _between(
    arcs: Any, tail: Any, head: Any, transit: Any, rate: Any, profile: Any, to_gate: Any, onto: Any,
    base: Any, first: Any, last: Any, source: int, boundaries: Any,
    of_profile: Any, times: Any, opened: Any, rises: Any,
) -> Any:  # fmt: skip
    """Once to count, and once to write."""
    layers = len(boundaries) - 1
    count = 0
    wide, narrow = np.empty((2, 0), dtype=np.int64), np.empty((2, 0), dtype=np.int32)
    for writes in range(2):
        if writes:
            wide, narrow = np.empty((2, count), dtype=np.int64), np.empty((2, count), dtype=np.int32)
        count = 0
        for arc in arcs:
            one, other = onto[tail[arc]], onto[head[arc]]
            if base[one] < 0 or base[other] < 0:
                continue
            begins = to_gate[tail[arc]]
            longer = transit[arc] + to_gate[head[arc]] - begins
            entry = first[one]
            while entry < layers and boundaries[entry + 1] <= begins:  # none enters before 0
                entry += 1
            nearest = farthest = 0
            begin, end = of_profile[profile[arc]], of_profile[profile[arc] + 1]
            while entry < max(last[one], last[other]):
                since, until = max(boundaries[entry], begins), boundaries[entry + 1]
                while nearest < layers and boundaries[nearest + 1] <= since + longer:
                    nearest += 1
                while farthest < layers and boundaries[farthest] < until + longer:
                    farthest += 1
                for exit_ in range(nearest, min(farthest, last[other])):
                    if entry >= last[one] and exit_ < first[other]:
                        continue  # in every cut
                    opens = max(boundaries[exit_] - longer, since) - begins
                    closes = min(boundaries[exit_ + 1] - longer, until) - begins
                    seconds = closes - opens
                    if profile[arc]:
                        at = begin
                        while at + 1 < end and times[at + 1] <= opens:
                            at += 1
                        seconds = -opened[at] - rises[at] * max(opens - times[at], 0)
                        while at + 1 < end and times[at + 1] <= closes:
                            at += 1
                        seconds += opened[at] + rises[at] * max(closes - times[at], 0)
                    if seconds > 0:
                        if writes:
                            wide[0, count] = arc
                            wide[1, count] = rate[arc] * seconds
                            narrow[0, count] = source if entry >= last[one] else base[one] + entry - first[one]
                            narrow[1, count] = (
                                source + 1 if exit_ < first[other] else base[other] + exit_ - first[other]
                            )
                        count += 1
                entry += 1
    return wide[0], narrow[0], narrow[1], wide[1]
