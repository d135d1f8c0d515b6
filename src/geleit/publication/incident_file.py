"""What of a file of incidents may leave the room, where there is no case to say more."""

from __future__ import annotations

import math
from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import numpy as np

from geleit.errors import ArgumentError
from geleit.model.incident import Incidents, Words
from geleit.model.stamp import LeftOut
from geleit.model.window import Window
from geleit.publication.names import MONITORS
from geleit.publication.past import last_midnight
from geleit.publication.whereabouts import COARSE_KM2
from geleit.streets.locate import Plane


def public_incidents(incidents: Incidents) -> Incidents:
    """Incidents without free text, and with no claimant by name but publishers that are known."""
    names = incidents.claimant.names
    shown = (name if name in MONITORS else f"claimant {number}" for number, name in enumerate(names, start=1))
    none = np.full(len(incidents), "", dtype=object)
    return replace(incidents, claimant=Words(incidents.claimant.codes, tuple(shown)), text=none)


def left_out_of(incidents: Incidents, rejected: int) -> tuple[LeftOut, ...]:
    """What of a file is not told.

    Parameters
    ----------
    incidents
        As the file has them.
    rejected
        Rows that could not be used.
    """
    named = {incidents.claimant.names[code] for code in np.unique(incidents.claimant.codes)}
    counts = {
        "texts of incidents": sum(map(bool, incidents.text)),
        "names of claimants": len(named - {*MONITORS, ""}),
        "rows that could not be used": rejected,
    }
    return tuple(LeftOut(kind, count) for kind, count in counts.items() if count)


def expect_public_pause(
    windows: Iterable[Window],
    bbox: tuple[float, float, float, float] | None,
    zone: ZoneInfo,
    now: datetime | None = None,
) -> None:
    """Refuse what is not to be told of a pause: hours that lie ahead, and what happened around one place.

    Raises
    ------
    ArgumentError
        If the pause is not over (``end``), or the area is smaller than a cell (``bbox``).
    """
    if any(window.end > last_midnight(now or datetime.now(UTC), zone) for window in windows):
        raise ArgumentError("end", "the pause is not over, and hours that lie ahead must not leave", "wait until it is")
    if bbox is not None:
        west, south, east, north = bbox
        plane = Plane.at((west + east) / 2, (south + north) / 2)
        if math.prod(((east - west) * plane.east, (north - south) * plane.north)) < COARSE_KM2 * 1e6:
            problem = f"it is smaller than {COARSE_KM2:g} square kilometres: what happens in it tells of one place"
            raise ArgumentError("bbox", problem, "take a larger one, or leave it out")
