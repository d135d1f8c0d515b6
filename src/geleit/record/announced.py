"""Announcements held against what crossings have ever passed, and against what was counted afterwards."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple, get_args

from geleit.model.announcement import Announcement, Span
from geleit.model.precedent import PartyCount, Rate
from geleit.record.pool import Count, Crossings
from geleit.record.weighted import quantile

COUNTED = ("main", "context")
"""Uses of rows that statistics take: other claimants' accounts of an announcement never count twice."""
ANNOUNCED = "announced"
"""Basis of days that were said, not read into an announcement: only these are counted."""
FEW = 0.07
"""Share of the people below which few left: a mark chosen after the table was there."""
LEAST_POOL = 5
"""Events below which a comparison is too thin to be counted by date, and rows below which no median is told."""
HIGH = 0.9
"""Share of the weight of the events above which a need is told to be over nine tenths of them."""
_SHARES = (0.1, 0.25, 0.5, 0.75, 0.9)


ReachOf = Callable[["Reached"], Count | None]


class Reached(NamedTuple):
    """How many events of the record reached what an announcement asked for.

    Parameters
    ----------
    before, overall
        Of all crossings: known by the day of the announcement, and to this day.
    conflict_before, conflict_overall
        Of exits from conflict alone.
    hour_before, hour_overall
        By the hour; ``None`` where it gave no hours.
    """

    before: Count
    overall: Count
    conflict_before: Count
    conflict_overall: Count
    hour_before: Count | None
    hour_overall: Count | None


@dataclass(frozen=True)
class Held:
    """An announcement held against the record.

    Parameters
    ----------
    row
        The announcement.
    need
        Persons a day and way; ``None`` where people, ways or days are not known.
    reached
        By which events; ``None`` without a need.
    over_q90, over_q90_conflict
        Whether the low end of the need lies above the event-weighted 90th percentile of the middles.
    """

    row: Announcement
    need: Rate | None
    reached: Reached | None
    over_q90: bool | None
    over_q90_conflict: bool | None


class Spread(NamedTuple):
    """The tenth, quarter, half, three quarters and nine tenths of the low and of the high ends, of so many rows."""

    low: tuple[float, ...]
    high: tuple[float, ...]
    rows: int

    @property
    def middle(self) -> Span | None:
        """The medians of the low and of the high ends; ``None`` where there are too few rows for one."""
        return Span(self.low[2], self.high[2]) if self.rows >= LEAST_POOL else None

    @property
    def whole(self) -> Span:
        """From the tenth of the low ends to nine tenths of the high ones: of fewer than ten rows, all of them."""
        return Span(self.low[0], self.high[-1])


def hold(row: Announcement, crossings: Crossings) -> Held:
    """Hold an announcement against what crossings have passed: its own flow is left out."""
    need, own = row.per_way_day, {*row.own_precedents}
    if need is None:
        return Held(row, None, None, None, None)
    every, conflict = (crossings.daily(conflict=conflict, lasting=row.lasting) for conflict in (False, True))
    hourly = row.per_way_hour
    by_hour = [None if hourly is None else crossings.hourly.count(hourly.low, own, before) for before in (row.day, "")]
    return Held(
        row,
        need,
        Reached(
            every.count(need.low, own, row.day),
            every.count(need.low, own),
            conflict.count(need.low, own, row.day),
            conflict.count(need.low, own),
            *by_hour,
        ),
        every.is_over(need.low, HIGH, own),
        conflict.is_over(need.low, HIGH, own),
    )


@dataclass(frozen=True)
class Overview:
    """What announcements of parties to a conflict have in common; the case that is asked about is not among them.

    Parameters
    ----------
    counted
        The announcements, one row each.
    notice
        Hours from the word to the end of the time given, of those that gave a time.
    ways
        How many numbered the ways.
    agreed
        How many were agreed by both sides.
    held
        Those with people, ways and announced days, held against the record.
    within
        Those with people and a count within the time given, open at no end.
    left
        Share gone of these.
    few
        How many of these had fewer than :data:`FEW` gone, even by the high end.
    """

    counted: tuple[Announcement, ...]
    notice: Spread | None
    ways: int
    agreed: int
    held: tuple[Held, ...]
    within: tuple[Announcement, ...]
    left: Spread | None
    few: int

    @property
    def events(self) -> int:
        """How many events the announcements are of: those of one event are not independent."""
        return len({row.event for row in self.counted})

    @property
    def within_events(self) -> int:
        """How many events those with a count within the time are of."""
        return len({row.event for row in self.within})

    @property
    def tellers(self) -> dict[PartyCount, int]:
        """How many of the counts within the time a party to the conflict gave."""
        counts = Counter(row.left_claimant_is_party for row in self.within)
        return {name: counts[name] for name in get_args(PartyCount)}

    def over_best(self, reach_of_row: ReachOf, least: int = 1) -> tuple[int, int]:
        """How many asked for more than any event reached, of those that at least so many events stand beside.

        Parameters
        ----------
        reach_of_row
            Against which events.
        least
            Events below which a comparison is left out.
        """
        found = self._beside(reach_of_row, least)
        return sum(reach.high == 0 for _, reach in found), len(found)

    def beyond(self, reach_of_row: ReachOf) -> tuple[Announcement, ...]:
        """Those that asked for more than any event reached, where any stands beside them."""
        return tuple(row for row, reach in self._beside(reach_of_row, 1) if reach.high == 0)

    def _beside(self, reach_of_row: ReachOf, least: int) -> list[tuple[Announcement, Count]]:
        return [
            (held.row, reach)
            for held in self.held
            if held.reached and (reach := reach_of_row(held.reached)) and reach.of >= least
        ]

    def over_q90(self, *, conflict: bool) -> tuple[int, int]:
        """How many asked for more than the 90th percentile, and of how many."""
        found = [held.over_q90_conflict if conflict else held.over_q90 for held in self.held]
        return sum(bool(over) for over in found), len(found)


def overview(every: Iterable[Held]) -> Overview:
    """What announcements of parties to a conflict have in common."""
    told: dict[str, Held] = {}
    for held in every:
        if held.row.use in COUNTED and held.row.announcer_is_party == "yes":
            told.setdefault(held.row.announcement, held)  # whoever enters it twice counts it once
    counted = tuple(held.row for held in told.values())
    within = [(row, share) for row in counted if row.left_in_time == "yes" and (share := row.share_left)]
    notice = [Span(row.notice_hours_low, row.notice_hours_high) for row in counted
              if row.notice_hours_low is not None and row.notice_hours_high is not None]  # fmt: skip
    return Overview(
        counted,
        _spread(notice),
        sum(row.ways_high is not None for row in counted),
        sum(row.agreed == "both sides" for row in counted),
        tuple(held for held in told.values() if held.need and held.row.days_basis == ANNOUNCED),
        tuple(row for row, _ in within),
        _spread([share for _, share in within]),
        sum(share.high < FEW for _, share in within),
    )


def _spread(spans: Sequence[Span]) -> Spread | None:
    if not spans:
        return None
    low, high = (
        tuple(quantile([(value, 1.0) for value in sorted(ends)], share) for share in _SHARES)
        for ends in ([span.low for span in spans], [span.high for span in spans])
    )
    return Spread(low, high, len(spans))
