"""Incidents over time and place: day by day, where the level changes, before, during and after."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import numpy as np
from numpy.typing import NDArray

from geleit.assessment.ceasefire.counting import Counting, Units
from geleit.assessment.ceasefire.days import day_of
from geleit.errors import MissingExtraError
from geleit.model.arrays import Ints
from geleit.model.figures import TOWN_M
from geleit.model.incident import Incidents, Words
from geleit.model.pause_finding import Series, Spots
from geleit.model.window import DAY, merged

LONGEST_AFTER = 28
"""Days after the pause that are shown."""
MOST_AREAS = 6
CELLS_A_DEGREE = 100
"""Cells of the maps: a hundredth of a degree, about a kilometre."""
FEWEST_DAYS = 3
"""Days that a level lasts at least."""
PENALTY = 3.0
"""What a further level has to gain, times the noise and the logarithm of the number of days."""


def day_by_day(incidents: Incidents, counting: Counting) -> Series | None:
    """Daily counts from the first day of the baseline to some weeks after the pause; ``None`` without incidents."""
    if not len(incidents):
        return None
    first = counting.first - counting.baseline_days * DAY
    last = min(counting.end.astimezone(counting.zone).date() + LONGEST_AFTER * DAY, _last_day(incidents, counting))
    days = Units.of(day_of(first + timedelta(days=i), counting.zone) for i in range(max((last - first).days + 1, 0)))
    if not len(days):
        return None
    events, area = incidents.events.astype(np.float64), incidents.area
    weights = {name: events * (area.codes == code) for code, name in _largest(area, events)}
    counts, deaths, *areas = (
        days.counted(incidents, weight)[0] for weight in (events, np.nan_to_num(incidents.deaths), *weights.values())
    )
    changes = tuple(first + timedelta(days=i) for i in change_points(counts))
    by_area = tuple(zip(weights, map(_whole, areas), strict=True))
    return Series(first, _whole(counts), _whole(deaths), changes, by_area)


def _largest(area: Words, events: NDArray[np.float64]) -> list[tuple[int, str]]:
    """The districts with most incidents, the most first; incidents whose district is not known count for none."""
    totals = np.bincount(area.codes, events, len(area.names))
    ordered = np.argsort(-totals, kind="stable").tolist()
    return [(code, area.names[code]) for code in ordered if totals[code] and area.names[code]][:MOST_AREAS]


def change_points(counts: NDArray[np.float64]) -> list[int]:
    """First days of new levels in daily counts: the cheapest division of the square roots by PELT (Killick 2012).

    The square root makes counts about equally noisy at every level. Half the mean square of its differences from day to
    day is the noise; in 150 series without a change at most 3 in 100 show one (docs/method/ceasefire.md).
    """
    if len(counts) < 2 * FEWEST_DAYS or not counts.any():
        return []
    try:
        import ruptures
    except ImportError:
        raise MissingExtraError("finding where a level changes", "incidents") from None

    roots = np.sqrt(counts + 0.375)
    noise = max(0.25, float(np.diff(roots).var()) / 2)
    # squares about the mean as a linear kernel: compiled, so that twenty years take less than a second
    search = ruptures.KernelCPD(kernel="linear", min_size=FEWEST_DAYS).fit(roots.reshape(-1, 1))
    return [int(i) for i in search.predict(pen=PENALTY * noise * np.log(len(roots)))[:-1]]


def before_during_after(incidents: Incidents, counting: Counting) -> tuple[Spots, ...]:
    """Where incidents were in the baseline, in the pause, and in as many days after it."""
    start, end = min(counting.windows).start, counting.end
    baseline = start - timedelta(days=counting.baseline_days)
    during = Units.of(merged(counting.windows)).touched(incidents)
    middle = (incidents.start + incidents.end) // 2
    after = end + timedelta(days=counting.baseline_days)
    times = {
        "before": (middle >= baseline.timestamp()) & (middle < start.timestamp()),
        "during": during,
        "after": (middle >= end.timestamp()) & (middle < after.timestamp()) & ~during,
    }
    precise = (incidents.position_error <= TOWN_M) & np.isfinite(incidents.lon)
    cells = np.floor(np.column_stack([incidents.lon, incidents.lat]) * CELLS_A_DEGREE)
    return tuple(
        Spots(when, _spots(cells[some & precise], incidents.events[some & precise]), vague)
        for when, some in times.items()
        for vague in [int(incidents.events[some & ~precise].sum())]
    )


def _spots(cells: NDArray[np.float64], events: Ints) -> tuple[tuple[float, float, int], ...]:
    """The middle of each cell, and the incidents in it."""
    corners, which = np.unique(cells, axis=0, return_inverse=True)
    counts = np.bincount(which.ravel(), events, len(corners))
    middles = (corners + 0.5) / CELLS_A_DEGREE
    return tuple((float(lon), float(lat), int(n)) for (lon, lat), n in zip(middles, counts, strict=True))


def _last_day(incidents: Incidents, counting: Counting) -> date:
    return datetime.fromtimestamp(int(incidents.start.max()), UTC).astimezone(counting.zone).date()


def _whole(counts: NDArray[np.float64]) -> tuple[int, ...]:
    return tuple(round(float(count)) for count in counts)
