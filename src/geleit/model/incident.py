"""Incidents, with how well their time and position are known."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from geleit.model.amount import Range


@dataclass(frozen=True)
class Incident:
    """Something that happened, as one claimant reports it.

    Parameters
    ----------
    start, end
        Earliest and latest time it can have happened.
    lon, lat
        Degrees (WGS 84), or ``None`` when the place is not known.
    position_error
        How far off the position may be, in metres.
    kind
        Such as ``shelling``, ``air strike``, ``sniper fire``.
    by
        Party id the claimant names, or empty.
    deaths
        People killed, or ``None`` when not said.
    """

    id: str
    start: datetime
    end: datetime
    lon: float | None
    lat: float | None
    position_error: float
    kind: str
    by: str
    deaths: Range | None
    claimant: str
    source: str
    text: str = ""
