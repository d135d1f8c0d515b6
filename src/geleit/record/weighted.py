"""Quantiles in which each event weighs the same, whatever the number of its rows."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from typing import NamedTuple

EQUAL = 1e-12
"""By how much sums of weights may differ that are equal but for rounding."""


class Quantiles(NamedTuple):
    """Tenth, half and nine tenths of the weight, and the greatest and least of all.

    Parameters
    ----------
    q10, median, q90
        The smallest value at or below which so much of the weight lies.
    highest, lowest
        The greatest and the least value.
    """

    q10: float
    median: float
    q90: float
    highest: float
    lowest: float


def quantile(weighed: Sequence[tuple[float, float]], share: float) -> float:
    """The smallest value at or below which a share of the weight lies.

    Parameters
    ----------
    weighed
        Values with their weights, at least one, in order of the values.
    share
        Of all the weight, 0 to 1.
    """
    wanted, below = share * sum(weight for _, weight in weighed) - EQUAL, 0.0
    for value, weight in weighed:
        below += weight
        if below >= wanted:
            return value
    return weighed[-1][0]


def by_event(values: Iterable[tuple[str, float]]) -> list[tuple[float, float]]:
    """Values of events with their weights, in order: the rows of an event share a weight of one."""
    given = list(values)
    rows = Counter(event for event, _ in given)
    return sorted((value, 1.0 / rows[event]) for event, value in given)


def quantiles(values: Iterable[tuple[str, float]]) -> Quantiles | None:
    """Quantiles of values of events; ``None`` where there are none."""
    weighed = by_event(values)
    if not weighed:
        return None
    q10, median, q90 = (quantile(weighed, share) for share in (0.1, 0.5, 0.9))
    return Quantiles(q10, median, q90, weighed[-1][0], weighed[0][0])
