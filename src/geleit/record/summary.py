"""What the chosen rows say about persons a day and an hour, with all the doubt that their counts leave."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple, get_args

from geleit.model.precedent import PartyCount, Precedent, Rate
from geleit.record.reach import RateOf, Reach, a_day, an_hour, rated, reach_of
from geleit.record.selection import Chosen, events_of
from geleit.record.weighted import Quantiles, quantiles

HARDLY_ANYONE = 10.0
"""Persons an hour and crossing: below that even the high end means that hardly anyone passed (docs/record)."""

FEWEST_EVENTS = 10
"""Events below which a tenth and nine tenths of them are not told: they would be those of one or two."""

_ENDS: tuple[Callable[[Rate], float], ...] = (
    lambda rate: rate.low,
    lambda rate: rate.mid,
    lambda rate: rate.high,
)


class Ends(NamedTuple):
    """Quantiles of the low ends, the middles and the high ends of rows.

    Parameters
    ----------
    rows, events
        How many rows have a figure, and of how many events they are.
    """

    low: Quantiles
    mid: Quantiles
    high: Quantiles
    rows: int
    events: int


@dataclass(frozen=True)
class Summary:
    """What a class of rows says.

    Parameters
    ----------
    chosen
        The rows.
    per_day, per_hour
        Quantiles, each event weighing the same; ``None`` where no row has a figure.
    hurdle
        Rows and events in which hardly anyone passed even by the high end, of those with a figure of an hour.
    reach
        Against a limit a day, if one was asked about.
    """

    chosen: Chosen
    per_day: Ends | None
    per_hour: Ends | None
    hurdle: Share
    reach: Reach | None

    @property
    def strongest(self) -> tuple[Precedent, ...]:
        """The rows with a figure a day, the highest middle first; of equals in the order of their ids."""
        return strongest(self.chosen.rows)

    @property
    def hourly_alone(self) -> tuple[Precedent, ...]:
        """Rows with a figure an hour and none a day, the highest middle first."""
        found = [(row, rate) for row, rate in rated(self.chosen.rows, an_hour) if row.per_day is None]
        return tuple(row for row, _ in sorted(found, key=lambda pair: (-pair[1].mid, pair[0].id)))

    @property
    def without_rate(self) -> tuple[Precedent, ...]:
        """Rows kept without any rate, for want of hours, days or crossings."""
        return tuple(row for row in self.chosen.rows if row.per_day is None and row.per_hour is None)

    @property
    def without_hours(self) -> int:
        """How many rows with a figure an hour rest on hours that are unknown or assumed."""
        return sum(not row.hours_told for row, _ in rated(self.chosen.rows, an_hour))

    @property
    def limits(self) -> dict[str, int]:
        """How many rows were held by what: capacity, permission, demand or unknown."""
        return limits_of(self.chosen.rows)

    @property
    def parties(self) -> dict[PartyCount, int]:
        """How many rows a party to the conflict counted, wholly (yes) or in part (mixed), or nobody knows."""
        counts = Counter(row.claimant_is_party for row in self.chosen.rows)
        return {name: counts[name] for name in get_args(PartyCount)}

    @property
    def own_crossings(self) -> int:
        """How many of these rows tell of the party's own crossing; of the others that is not known."""
        return sum(row.whose_crossing == "own" for row in self.chosen.rows)

    @property
    def until(self) -> str:
        """The last day that any of the rows covers."""
        return max((row.date_to or row.date_from for row in self.chosen.rows), default="")


class Share(NamedTuple):
    """So many rows and events, of so many.

    Parameters
    ----------
    rows, events
        That are so; an event with one such row is one.
    throughout
        Events of which every row is so.
    of_rows, of_events
        That were looked at.
    """

    rows: int
    events: int
    of_rows: int
    of_events: int
    throughout: int


def summarise(chosen: Chosen, reaches: float | None = None) -> Summary:
    """What rows say.

    Parameters
    ----------
    reaches
        Persons a calendar day and crossing, to see which rows reach it.
    """
    return Summary(
        chosen,
        ends_of(chosen.rows, a_day),
        ends_of(chosen.rows, an_hour),
        hurdle_of(chosen.rows),
        None if reaches is None else reach_of(chosen.rows, reaches),
    )


def limits_of(rows: Iterable[Precedent]) -> dict[str, int]:
    """How many rows were held by what."""
    return dict(Counter(row.limited_by for row in rows))


def ends_of(rows: Iterable[Precedent], rate_of: RateOf) -> Ends | None:
    """Quantiles of the rates of rows; ``None`` where none has one."""
    found = rated(rows, rate_of)
    low, mid, high = (quantiles((row.event, of(rate)) for row, rate in found) for of in _ENDS)
    if low is None or mid is None or high is None:
        return None
    return Ends(low, mid, high, len(found), len({row.event for row, _ in found}))


def hurdle_of(rows: Sequence[Precedent]) -> Share:
    """In how many rows hardly anyone passed, and in how many events on one row or on all of them."""
    found = rated(rows, an_hour)
    few = [row for row, rate in found if rate.high < HARDLY_ANYONE]
    events, others = {row.event for row, _ in found}, {row.event for row, rate in found if rate.high >= HARDLY_ANYONE}
    return Share(len(few), events_of(few), len(found), len(events), len(events - others))


def strongest(rows: Iterable[Precedent]) -> tuple[Precedent, ...]:
    """Rows with a figure a day, the highest middle first."""
    ordered = sorted(rated(rows, a_day), key=lambda pair: (-pair[1].mid, pair[0].id))
    return tuple(row for row, _ in ordered)
