"""Windows slid over a file by whole days of the place: what was counted in times like those of a pause."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from functools import lru_cache
from zoneinfo import ZoneInfo

import numpy as np
from numpy.typing import NDArray

from geleit.assessment.ceasefire.days import seconds
from geleit.model.arrays import Flags, Floats, Ints
from geleit.model.incident import Incidents
from geleit.model.window import DAY, HOUR_S, Window

Access = Sequence[tuple[Window, float]]


@dataclass(frozen=True, eq=False)
class Slid:
    """Blocks of time, each moved by several numbers of days.

    Parameters
    ----------
    start, end
        Seconds since 1970 (UTC), shape ``(moves, blocks)``.
    """

    start: Ints
    end: Ints

    @classmethod
    def over(cls, blocks: Sequence[Window], days: Ints, zone: ZoneInfo) -> Slid:
        """Blocks moved by so many days of a zone, at the same hours of its clock."""
        ends = [[moment.astimezone(zone) for moment in (block.start, block.end)] for block in blocks]
        dates = [at.date() for pair in ends for at in pair]
        if not len(days) or not dates:
            nothing = np.zeros((len(days), len(blocks)), dtype=np.int64)
            return cls(nothing, nothing)
        first = min(dates) + int(days.min()) * DAY
        until = (max(dates) - first).days + int(days.max()) + 1
        clocks = [at.time() for pair in ends for at in pair]
        columns = [
            _moments(first, until, clock, zone)[(day - first).days + days]
            for day, clock in zip(dates, clocks, strict=True)
        ]
        moments = np.stack(columns, axis=1).reshape(len(days), -1, 2)
        return cls(moments[:, :, 0], moments[:, :, 1])

    @property
    def first(self) -> Ints:
        """First second of each move."""
        return np.asarray(self.start.min(axis=1))

    @property
    def last(self) -> Ints:
        """Second by which each move is over."""
        return np.asarray(self.end.max(axis=1))

    def at(self, some: Flags) -> Slid:
        """Some of the moves."""
        return Slid(self.start[some], self.end[some])

    def hours(self, access: Access) -> Floats:
        """Hours watched in each move, weighted by the monitor's access."""
        whole = (self.end - self.start).astype(np.float64)
        for window, share in access:
            common = np.minimum(self.end, seconds(window.end)) - np.maximum(self.start, seconds(window.start))
            whole -= np.maximum(common, 0) * (1 - share)
        return np.asarray(np.maximum(whole, 0).sum(axis=1) / HOUR_S)

    def counted(self, incidents: Incidents, weight: Floats) -> Floats:
        """What certainly lies in each move."""
        found = np.zeros(len(self.start))
        lengths = (self.end - self.start).max(axis=0, initial=0)
        for length in np.unique(lengths).tolist():
            alike = lengths == length
            starts, ends = self.start[:, alike], self.end[:, alike]
            found += _within(incidents, weight, length, starts, ends).sum(axis=1)
        return found


def _within(incidents: Incidents, weight: Floats, length: int, starts: Ints, ends: Ints) -> NDArray[np.float64]:
    """Weights of what lies in blocks of a length: all that ends in or before one, less all that begins before it.

    What is longer than a block lies in none, and is left out first: nothing begins before one and ends after it.
    """
    over = np.maximum(incidents.end, incidents.start + 1)  # a moment at the end of a block lies in the next
    some = (over - incidents.start <= length) & (weight != 0)
    begun, ended = np.sort(incidents.start[some]), np.sort(over[some])
    by_start = np.concatenate([[0.0], np.cumsum(weight[some][np.argsort(incidents.start[some], kind="stable")])])
    by_end = np.concatenate([[0.0], np.cumsum(weight[some][np.argsort(over[some], kind="stable")])])
    upto = by_end[np.searchsorted(ended, ends, side="right")]
    return np.asarray(np.maximum(upto - by_start[np.searchsorted(begun, starts, side="left")], 0.0))


@lru_cache(maxsize=64)
def _moments(first: date, days: int, clock: time, zone: ZoneInfo) -> Ints:
    """When the clock of a zone shows a time, on each of so many days."""
    moments = (datetime.combine(first + timedelta(days=i), clock, zone) for i in range(days))
    found = np.array([int(moment.timestamp()) for moment in moments], dtype=np.int64)
    found.setflags(write=False)  # it is shared
    return found
