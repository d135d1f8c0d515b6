"""How findings write numbers, times and lists of names."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta

from geleit.model.case import Case

_NAMED = 4


def people(count: float) -> str:
    """A whole number of people with its unit."""
    return f"{count:,.0f} {'person' if count == 1 else 'people'}"


def between(low: str, high: str) -> str:
    """``low to high``, or one of them when both read the same."""
    return " to ".join(dict.fromkeys((low, high)))


def span(low: float, high: float) -> str:
    """``low to high people``, or one figure when both read the same."""
    return people(high) if f"{low:,.0f}" == f"{high:,.0f}" else f"{low:,.0f} to {people(high)}"


def percent(share: float) -> str:
    """A share in percent with one decimal."""
    return f"{100 * share:.1f} %"


def duration(time: timedelta) -> str:
    """Hours and whole minutes, rounded down."""
    minutes = time // timedelta(minutes=1)
    hours, rest = divmod(minutes, 60)
    return f"{hours:,} h {rest} min" if rest else f"{hours:,} h"


def moment(case: Case, at: datetime) -> str:
    """A time in the zone of the case."""
    return f"{at.astimezone(case.zone):%Y-%m-%d %H:%M}"


def names(many: Iterable[str]) -> str:
    """``A, B and C``, each once, in order; beyond four only their number."""
    listed = list(dict.fromkeys(many))
    if len(listed) > _NAMED:
        listed = [*listed[: _NAMED - 1], f"{len(listed) - _NAMED + 1} others"]
    return " and ".join([", ".join(listed[:-1]), listed[-1]]) if len(listed) > 1 else "".join(listed)
