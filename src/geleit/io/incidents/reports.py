"""Reports turned into incidents: what several outlets tell of one strike is one strike."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import numpy as np

from geleit.model.arrays import Floats, Ints
from geleit.model.figures import TOWN_M
from geleit.model.incident import Incidents
from geleit.model.window import HOUR_S

CELLS_A_DEGREE = 20
"""Two positions are taken to be the same within one cell, 5 km or so."""
RULE = "reports of the same day, kind and place (a cell of 5 km, equally well known) count as one incident"
"""How reports are told together. A publisher's own de-duplication (VIINA's one a day and place) comes to the same."""


def incidents_of(reports: Incidents, zone: ZoneInfo) -> Incidents:
    """The first of all reports of one day, place and kind, with the most deaths that any of them tells.

    A place known to the town or better is one kind of place, a district's or province's another, whose middle says
    nothing of a street there. Reports without a place are told together by day and kind. Two strikes on one place and
    day become one: a pause is not made to look broken more often than it was.

    Parameters
    ----------
    zone
        Of the place, whose days these are.
    """
    if not len(reports):
        return reports
    order = np.argsort(reports.start, kind="stable")
    told = reports.at(order)
    place = [np.nan_to_num(np.floor(x * CELLS_A_DEGREE), nan=1e6).astype(np.int64) for x in (told.lon, told.lat)]
    known = np.where(told.position_error <= TOWN_M, 0.0, told.position_error)
    coarse = np.minimum(known, 1e9).astype(np.int64)
    keys = np.column_stack([_days(told.start, zone), *place, coarse, told.kind.codes])
    _, first, which = np.unique(keys, axis=0, return_index=True, return_inverse=True)
    as_read = np.argsort(order[first])
    low, best, high = (
        _most(deaths, which.ravel(), len(first))[as_read] for deaths in (told.deaths_low, told.deaths, told.deaths_high)
    )
    return replace(told.at(first[as_read]), deaths_low=low, deaths=best, deaths_high=high)


def _days(start: Ints, zone: ZoneInfo) -> Ints:
    hours, which = np.unique(start // HOUR_S, return_inverse=True)
    days = [datetime.fromtimestamp(int(hour) * HOUR_S, UTC).astimezone(zone).date().toordinal() for hour in hours]
    return np.array(days, dtype=np.int64)[which.ravel()]


def _most(values: Floats, which: Ints, groups: int) -> Floats:
    """The greatest of each group; not a number where none of it is known."""
    found = np.full(groups, -np.inf)
    np.maximum.at(found, which, np.where(np.isnan(values), -np.inf, values))
    return np.where(np.isinf(found), np.nan, found)
