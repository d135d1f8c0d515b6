"""The map of a report: streets, people and exits packed small, in a local frame of whole units."""

from __future__ import annotations

import base64
from collections.abc import Iterable
from datetime import timedelta
from typing import Any

import numpy as np
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from geleit.model.answer import Proved
from geleit.model.case import Case
from geleit.model.corridor import Exit
from geleit.model.grid import STEP
from geleit.model.network import Network
from geleit.model.public import PublicCase, View
from geleit.model.window import Window
from geleit.report.numbers import between

UNITS = 65_535
"""Units along the longer side of the frame."""
CELL_METRES = 150.0
"""Side of the squares in which people are shown; nobody's corner can be read off the map."""
METRES_PER_DEGREE = 111_195.0

TIERS = {
    "motorway": 0, "trunk": 0, "primary": 0,
    "secondary": 1, "tertiary": 1,
    "residential": 2, "unclassified": 2, "living_street": 2, "road": 2,
}  # fmt: skip
"""How a street class is drawn: 0 main road, 1 through street, 2 street, 3 path and everything else."""


class Frame:
    """A local frame: longitude and latitude to whole units from the top left corner."""

    def __init__(self, lon: NDArray[np.float64], lat: NDArray[np.float64]) -> None:
        self.west, self.north = float(lon.min()), float(lat.max())
        self.east_metres = METRES_PER_DEGREE * float(np.cos(np.radians((lat.min() + lat.max()) / 2)))
        width = (float(lon.max()) - self.west) * self.east_metres
        height = (self.north - float(lat.min())) * METRES_PER_DEGREE
        self.metres_per_unit = max(width, height, 1.0) / UNITS
        self.size = (round(width / self.metres_per_unit), round(height / self.metres_per_unit))

    def units(self, lon: NDArray[np.float64], lat: NDArray[np.float64]) -> NDArray[np.int64]:
        """Whole units, shape ``(k, 2)``."""
        x = (np.asarray(lon) - self.west) * self.east_metres / self.metres_per_unit
        y = (self.north - np.asarray(lat)) * METRES_PER_DEGREE / self.metres_per_unit
        return np.rint(np.column_stack([x, y])).astype(np.int64)

    def point(self, lon: float, lat: float) -> list[int]:
        """One position."""
        return [int(v) for v in self.units(np.array([lon]), np.array([lat]))[0]]

    def degrees(self, x: float, y: float) -> tuple[float, float]:
        """Longitude and latitude of a position in units."""
        return (
            self.west + x * self.metres_per_unit / self.east_metres,
            self.north - y * self.metres_per_unit / METRES_PER_DEGREE,
        )


def atlas(view: View, answer: Proved | None, people: NDArray[np.int64] | None) -> dict[str, Any]:
    """Everything the map draws, ready for JSON.

    Parameters
    ----------
    people
        People at each corner, shape ``(n,)``, or ``None``; of a public case its cells are drawn instead.
    """
    case, network = view.case, view.case.network
    frame = Frame(network.lon, network.lat)
    return {
        "size": frame.size,
        "metres": frame.metres_per_unit,
        "west": frame.west,
        "north": frame.north,
        "degreesX": frame.metres_per_unit / frame.east_metres,
        "degreesY": frame.metres_per_unit / METRES_PER_DEGREE,
        "streets": _streets(network, frame),
        "area": _rings(case.area, frame),
        "closures": [{"name": c.name, "rings": _rings(c.where, frame)} for c in case.closures],
        "people": _told(view, frame) if isinstance(view, PublicCase) else _cells(network, frame, people),
        "exits": [_exit(e, frame, case) for e in case.exits if e.placed],
        "binding": sorted({b.edge for b in answer.binding if b.edge >= 0}) if answer else [],
        "gaps": [{"at": frame.point(*gap.middle)} for gap in answer.against_the_map.gaps] if answer else [],
        "attribution": network.credit,
    }


def _streets(network: Network, frame: Frame) -> dict[str, Any]:
    """Drawing points of every piece, one after the other, with counts, tiers and names."""
    inner = np.diff(network.shape_start)
    count = np.minimum(inner, 253) + 2
    first = np.concatenate([[0], np.cumsum(count)])
    lon, lat = np.empty(first[-1]), np.empty(first[-1])
    lon[first[:-1]], lat[first[:-1]] = network.lon[network.tail], network.lat[network.tail]
    lon[first[1:] - 1], lat[first[1:] - 1] = network.lon[network.head], network.lat[network.head]
    for piece in np.flatnonzero(inner):
        a, b, k = network.shape_start[piece], network.shape_start[piece + 1], count[piece] - 2
        keep = np.linspace(a, b - 1, k).astype(np.int64)
        at = slice(first[piece] + 1, first[piece] + 1 + k)
        lon[at], lat[at] = network.shape_lon[keep], network.shape_lat[keep]
    tiers = np.array([TIERS.get(kind.removesuffix("_link"), 3) for kind in network.kinds], dtype=np.uint8)
    points = np.clip(frame.units(lon, lat), 0, UNITS)
    return {
        "points": _base64(points.astype("<u2")),
        "counts": _base64(count.astype(np.uint8)),
        "kind": _base64(network.kind.astype(np.uint8)),
        "name": _base64((network.name + 1).astype("<u4")) if len(network.names) else "",
        "width": _base64(np.minimum(np.rint(network.width * 2), 255).astype(np.uint8)),
        "kinds": list(network.kinds),
        "tiers": tiers.tolist(),
        "names": list(network.names),
    }


def _cells(network: Network, frame: Frame, people: NDArray[np.int64] | None) -> dict[str, Any]:
    """People summed over squares: x, y of the top left corner in units, and how many."""
    side = CELL_METRES / frame.metres_per_unit
    if people is None or not people.any():
        return {"side": side, "cells": []}
    at = np.flatnonzero(people)
    cell = (frame.units(network.lon[at], network.lat[at]) // side).astype(np.int64)
    squares, back = np.unique(cell, axis=0, return_inverse=True)
    total = np.bincount(back.ravel(), weights=people[at]).astype(np.int64)
    rows = zip(np.rint(squares * side).astype(np.int64).tolist(), total.tolist(), strict=True)
    return {"side": side, "cells": [[*corner, count] for corner, count in rows]}


def best_of_squares(
    network: Network, frame: Frame, worth: NDArray[np.int64]
) -> tuple[dict[str, Any], NDArray[np.int64]]:
    """The greatest worth of a corner in each square, drawn as people are, and the corners that have it.

    Parameters
    ----------
    worth
        Of each corner, shape ``(n,)``; a square of nothing is not drawn.
    """
    side = CELL_METRES / frame.metres_per_unit
    at = np.flatnonzero(worth > 0)
    at = at[np.argsort(-worth[at], kind="stable")]
    cell = (frame.units(network.lon[at], network.lat[at]) // side).astype(np.int64)
    squares, first = np.unique(cell, axis=0, return_index=True)
    rows = zip(np.rint(squares * side).astype(np.int64).tolist(), worth[at[first]].tolist(), strict=True)
    return {"side": side, "cells": [[*corner, value] for corner, value in rows]}, at[first]


def _told(public: PublicCase, frame: Frame) -> dict[str, Any]:
    """The cells of a public case, likewise."""
    boxes = [(*at.box, people.high) for at, people in public.cells]
    rows = [[*frame.point(west, north), int(high)] for west, _, _, north, high in boxes]
    return {"side": STEP * METRES_PER_DEGREE / frame.metres_per_unit, "cells": rows}


def _exit(gate: Exit, frame: Frame, case: Case) -> dict[str, Any]:
    assert gate.lon is not None  # noqa: S101 - only placed exits come here
    assert gate.lat is not None  # noqa: S101
    longest, shortest = open_hours(gate.windows), open_hours(gate.windows_cautious)
    return {
        "name": gate.name,
        "at": frame.point(gate.lon, gate.lat),
        "error": gate.position_error,
        "rate": f"{between(gate.rate.low, gate.rate.high)} an hour",
        "likely": f"likely {gate.rate.likely:,.0f} ({gate.rate.basis})",
        "users": gate.users,
        "hours": f"open {between(shortest, longest)} of {case.period.hours:,.0f} h",
    }


def open_hours(windows: Iterable[Window]) -> float:
    """Hours in which at least one of the windows is open."""
    total, until = timedelta(), None
    for window in sorted(windows):
        start = window.start if until is None else max(window.start, until)
        total += max(window.end - start, timedelta())
        until = window.end if until is None else max(window.end, until)
    return total / timedelta(hours=1)


def _rings(shape: BaseGeometry | None, frame: Frame) -> list[list[list[int]]]:
    """Rings or lines of a geometry in units."""
    if shape is None or shape.is_empty:
        return []
    parts = getattr(shape, "geoms", [shape])
    lines = [
        ring for part in parts for ring in ([part.exterior, *part.interiors] if part.geom_type == "Polygon" else [part])
    ]
    return [frame.units(*np.array(line.coords)[:, :2].T).tolist() for line in lines]


def _base64(values: NDArray[Any]) -> str:
    return base64.b64encode(np.ascontiguousarray(values).tobytes()).decode("ascii")
