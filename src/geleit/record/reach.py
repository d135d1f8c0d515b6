"""Rates of rows, and how many events of them reach a limit."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import NamedTuple

from geleit.model.precedent import Precedent, Rate

RateOf = Callable[[Precedent], Rate | None]


class Reach(NamedTuple):
    """How many events have a row that reaches a limit, by the low end, the middle and the high end.

    Parameters
    ----------
    of
        Events with a figure.
    by
        Ids of the rows that reach it by the high end, the highest first.
    """

    limit: float
    low: int
    mid: int
    high: int
    of: int
    by: tuple[str, ...]


def a_day(row: Precedent) -> Rate | None:
    """Persons a calendar day and crossing."""
    return row.per_day


def an_hour(row: Precedent) -> Rate | None:
    """Persons an hour and crossing."""
    return row.per_hour


def rated(rows: Iterable[Precedent], rate_of: RateOf) -> list[tuple[Precedent, Rate]]:
    """Rows that have a rate, with it."""
    return [(row, rate) for row in rows if (rate := rate_of(row)) is not None]


def reach_of(rows: Iterable[Precedent], limit: float, rate_of: RateOf = a_day) -> Reach:
    """How many events reach a limit on any of their rows."""
    found = sorted(rated(rows, rate_of), key=lambda pair: (-pair[1].high, pair[0].id))
    reaching = [(row, rate) for row, rate in found if rate.high >= limit]
    return Reach(
        limit,
        len({row.event for row, rate in reaching if rate.low >= limit}),
        len({row.event for row, rate in reaching if rate.mid >= limit}),
        len({row.event for row, _ in reaching}),
        len({row.event for row, _ in found}),
        tuple(row.id for row, _ in reaching),
    )
