"""What a record of a case is read against."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass

from shapely.geometry.base import BaseGeometry

from geleit.io.case.fields import Calendar
from geleit.io.case.record import Record
from geleit.model.network import Network

NEAR = 0.1
"""Degrees around the streets within which a position is taken to be meant as written."""


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
        if found is None or self.network is None or not self.network.nodes:
            return found
        lon, lat = self.network.lon, self.network.lat
        box = lon.min() - NEAR, lat.min() - NEAR, lon.max() + NEAR, lat.max() + NEAR
        west, south, east, north = found.bounds
        x, y = (west + east) / 2, (south + north) / 2
        if _inside(y, x, box) and not _inside(x, y, box):
            field = "lon" if record.has("lon") else "geometry"
            raise record.fault(
                field,
                f"longitude and latitude look swapped: {x:g}, {y:g} is far from the streets",
                "write longitude first",
            )
        return found


def _inside(x: float, y: float, box: tuple[float, float, float, float]) -> bool:
    return bool(box[0] <= x <= box[2] and box[1] <= y <= box[3])
