"""The comparison of a pause made at other times of the same file: how often it comes out so without a pause."""

from __future__ import annotations

from collections.abc import Sequence
from zoneinfo import ZoneInfo

import numpy as np

from geleit.assessment.ceasefire.days import seconds
from geleit.assessment.ceasefire.slid import Access, Slid
from geleit.model.arrays import Flags, Floats, Ints
from geleit.model.incident import Incidents
from geleit.model.pause_finding import Placebo
from geleit.model.window import DAY_S, Window

WEEK = 7
"""Days by which times are slid, so that each has the weekdays of the pause."""
LEAST_SEEN = 0.5
"""Share of a time's hours that a monitor has to have seen for it to be compared: less says little."""
SAME = 1e-9
"""Rates that differ by less are the same: they are quotients of whole numbers."""


def placebo_of(
    incidents: Incidents,
    weight: Floats,
    on: Sequence[Window],
    off: Sequence[Window],
    pause: tuple[Window, ...],
    covered: tuple[int, int],
    zone: ZoneInfo,
    access: Access,
    added: float = 0.0,
) -> Placebo | None:
    """How rare the counts of a pause are among those of other times like it; ``None`` with nothing to compare.

    Parameters
    ----------
    weight
        What each incident counts, zero for those that are not compared.
    on, off
        Blocks of time that are compared: of the pause, and before it.
    pause
        The windows of the whole pause: no other time or the days before it may touch it.
    covered
        First and last second of the file.
    added
        What else is counted into the pause.
    """
    if not on or not off:
        return None
    weeks = _weeks(on, covered)
    during, before = Slid.over(on, weeks * WEEK, zone), Slid.over(off, weeks * WEEK, zone)
    own = weeks == 0
    hours, hours_before = during.hours(access), before.hours(access)
    seen = (hours > 0) & (hours >= LEAST_SEEN * hours[own])
    usable = own | (_in(during, covered) & _clear(during, pause) & seen)
    compared = usable & (own | (_in(before, covered) & _clear(before, pause))) & (hours_before > 0)
    counts, counts_before = during.counted(incidents, weight) + added * own, before.counted(incidents, weight)
    if not hours[own].all() or not compared[own].all():
        return None
    with np.errstate(divide="ignore", invalid="ignore"):
        rates = counts / hours
        ratios = np.where(counts + counts_before > 0, rates / (counts_before / hours_before), np.nan)
    compared &= ~np.isnan(ratios)
    low, high = _shares(rates, own, usable)
    deep, steep = _shares(ratios, own, compared) if compared[own].all() else (1.0, 1.0)
    return Placebo(int(usable.sum()), low, high, int(compared.sum()), deep, steep)


def _weeks(on: Sequence[Window], covered: tuple[int, int]) -> Ints:
    """By how many weeks the pause may be moved, so that it may lie in the file."""
    first, last = seconds(min(on).start), seconds(max(window.end for window in on))
    back, forth = (max(0, side) // (WEEK * DAY_S) + 1 for side in (first - covered[0], covered[1] - last))
    return np.arange(-back, forth + 1, dtype=np.int64)


def _in(times: Slid, covered: tuple[int, int]) -> Flags:
    return np.asarray((times.first >= covered[0]) & (times.last <= covered[1]))


def _clear(times: Slid, pause: tuple[Window, ...]) -> Flags:
    """Which times lie wholly before the pause or after it."""
    first, last = seconds(min(pause).start), seconds(max(window.end for window in pause))
    return np.asarray((times.last <= first) | (times.first >= last))


def _shares(values: Floats, own: Flags, some: Flags) -> tuple[float, float]:
    """Shares of some values, the own among them, that are as low as the own one, and as high."""
    among, mine = values[some], float(values[own][0])
    return float((among <= mine + SAME).mean()), float((among >= mine - SAME).mean())
