"""Where and when people are at risk, as a rate."""

from __future__ import annotations

from dataclasses import dataclass

from shapely.geometry.base import BaseGeometry

from geleit.model.amount import Range
from geleit.model.window import Window

HARM = "harm/1000 person-hours"
"""The unit of a risk."""


@dataclass(frozen=True, eq=False)
class Risk:
    """A risk in streets for a time; risks of the same street add up.

    Parameters
    ----------
    id, name
        Short id, and a name for readers.
    where
        A point or line (the nearest street) or a polygon (every street that touches it), in degrees (WGS 84).
    windows
        When.
    harm
        Expected harm to people who are there, in harm per 1,000 person-hours.
    source
        Id of a source.
    """

    id: str
    name: str
    where: BaseGeometry
    windows: tuple[Window, ...]
    harm: Range
    source: str = ""
    note: str = ""
