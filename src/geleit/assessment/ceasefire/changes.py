"""Incidents over time and place: day by day, where the level changes, before, during and after."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import numpy as np
from numpy.typing import NDArray

from geleit.assessment.ceasefire.counting import Units, day_of
from geleit.assessment.ceasefire.monitor import Counting
from geleit.errors import MissingExtraError
from geleit.model.figures import TOWN_M
from geleit.model.incident import Incidents
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
    counts, _ = days.counted(incidents, incidents.events.astype(np.float64))
    deaths, _ = days.counted(incidents, np.nan_to_num(incidents.deaths))
    known = incidents.at(np.array([bool(name) for name in incidents.area.names], dtype=bool)[incidents.area.codes])
    totals = np.bincount(known.area.codes, known.events, len(known.area.names))
    largest = [code for code in np.argsort(-totals, kind="stable")[:MOST_AREAS].tolist() if totals[code]]
    areas = []
    for code in largest:
        some = known.at(known.area.codes == code)
        areas.append((known.area.names[code], _whole(days.counted(some, some.events.astype(np.float64))[0])))
    changes = tuple(first + timedelta(days=i) for i in change_points(counts))
    return Series(first, _whole(counts), _whole(deaths), changes, tuple(areas))


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
    search = ruptures.Pelt(model="l2", min_size=FEWEST_DAYS, jump=1).fit(roots.reshape(-1, 1))
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
    return tuple(_spots(when, incidents.at(some)) for when, some in times.items())


def _spots(when: str, incidents: Incidents) -> Spots:
    precise = incidents.at((incidents.position_error <= TOWN_M) & np.isfinite(incidents.lon))
    cells = np.column_stack([np.floor(x * CELLS_A_DEGREE) for x in (precise.lon, precise.lat)])
    corners, which = np.unique(cells, axis=0, return_inverse=True)
    counts = np.bincount(which.ravel(), precise.events, len(corners))
    middles = (corners + 0.5) / CELLS_A_DEGREE
    rows = ((float(lon), float(lat), int(n)) for (lon, lat), n in zip(middles, counts, strict=True))
    return Spots(when, tuple(rows), int(incidents.events.sum() - precise.events.sum()))


def _last_day(incidents: Incidents, counting: Counting) -> date:
    return datetime.fromtimestamp(int(incidents.start.max()), UTC).astimezone(counting.zone).date()


def _whole(counts: NDArray[np.float64]) -> tuple[int, ...]:
    return tuple(round(float(count)) for count in counts)
