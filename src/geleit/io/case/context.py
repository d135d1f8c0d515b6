"""What a record of a case is read against."""

from __future__ import annotations

import math
from collections.abc import Mapping, Set
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any

from geleit.io.case.fields import Calendar, read_number
from geleit.io.case.record import Record, Value
from geleit.io.case.rows import Rows

if TYPE_CHECKING:
    from shapely.geometry.base import BaseGeometry

    from geleit.model.network import Network

NEAR = 0.1
"""Degrees around the streets within which a position is taken to be meant as written."""

USUAL = 40
"""Characters of a number that nobody doubts."""


@dataclass(frozen=True)
class Context:
    """What a record is read against.

    Parameters
    ----------
    calendar
        Zone and period.
    ids
        Known ids by table.
    network
        The streets, or ``None`` where they could not be read.
    """

    calendar: Calendar
    ids: Mapping[str, Set[str]]
    network: Network | None

    def source(self, record: Record, field: str = "source") -> str:
        """The id of a source."""
        return record.known(field, self.ids["sources"], "source")

    def where(self, record: Record) -> BaseGeometry | None:
        """The position of a record.

        Raises
        ------
        CaseError
            If it is far from the streets, and near them with longitude and latitude swapped.
        """
        found = record.where()
        if found is None:
            return found
        west, south, east, north = found.bounds
        x, y = (west + east) / 2, (south + north) / 2
        if self._swapped(x, y):
            field = "lon" if record.has("lon") else "geometry"
            raise record.fault(
                field,
                f"longitude and latitude look swapped: {x:g}, {y:g} is far from the streets",
                "write longitude first",
            )
        return found

    def points(self, rows: Rows) -> tuple[list[float | None], list[float | None], list[int]]:
        """Longitudes and latitudes of rows, ``None`` without a position, and those that have to be read alone.

        Whatever is no plain point has to; a plain one :meth:`where` takes as it is.
        """
        import numpy as np

        if rows.geometries:
            x, y = np.array([_plain_point(found) for found in rows.geometries], dtype=np.float64).T
            given = [found is not None for found in rows.geometries]
        else:
            lon, lat = rows.cells("lon"), rows.cells("lat")
            x, y = (np.fromiter(map(_plain_number, cells), np.float64, len(rows)) for cells in (lon, lat))
            given = [bool(one or other) for one, other in zip(lon, lat, strict=True)]
        plain = (
            ("Point" in rows.table.shapes)
            & (np.abs(x) <= 180)
            & (np.abs(y) <= 90)
            & np.logical_not(self._swapped(x, y))
        )
        lons, lats = x.tolist(), y.tolist()
        others = np.flatnonzero(~plain).tolist()
        for index in others:
            lons[index] = lats[index] = None
        return lons, lats, [index for index in others if given[index] or rows.table.placed]

    @cached_property
    def _box(self) -> tuple[float, float, float, float] | None:
        """The streets with what is near them; ``None`` where there are none."""
        if self.network is None or not self.network.nodes:
            return None
        lon, lat = self.network.lon, self.network.lat
        return lon.min() - NEAR, lat.min() - NEAR, lon.max() + NEAR, lat.max() + NEAR

    def _swapped(self, x: Any, y: Any) -> Any:
        """Whether positions are far from the streets, and near them with longitude and latitude swapped."""
        import numpy as np

        return self._box is not None and _inside(y, x, self._box) & np.logical_not(_inside(x, y, self._box))


def _inside(x: Any, y: Any, box: tuple[float, float, float, float]) -> Any:
    return (box[0] <= x) & (x <= box[2]) & (box[1] <= y) & (y <= box[3])


def _plain_number(cell: Value) -> float:
    """A number of usual length; not a number for anything else."""
    try:
        return read_number(cell) if isinstance(cell, str) and len(cell) <= USUAL else math.nan
    except ValueError:
        return math.nan


def _plain_point(found: object) -> tuple[float, float]:
    """The position of a point of GeoJSON; not numbers for anything else."""
    match found:
        case {"type": "Point", "coordinates": [float(lon), float(lat)]}:
            return lon, lat
        case _:
            return math.nan, math.nan
