"""Streets that run beside closed ones: a point on one carriageway leaves the other open."""

from __future__ import annotations

from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from geleit.model.arrays import Flags, Ints
from geleit.model.network import Network
from geleit.streets.doubts import lines_of
from geleit.streets.locate import Plane

_LONG_M = 30.0
"""Streets run beside each other if they do so for this long, in metres, or for half of a shorter closed one."""

_STRAYING = 0.2
"""By which share of the way beside each other they may come nearer or go apart: a fork does so faster."""

_BENT = 0.85
"""Share of its own length that a street beside another one gets on along that: a crossing gets on less."""


def beside(network: Network, closed: Ints, among: Flags, within_m: float) -> list[tuple[int, int, float]]:
    """Pieces that run beside closed ones: the piece, the closed one nearest to it, and metres between them.

    Parameters
    ----------
    closed
        Street pieces that are shut.
    among
        Whether each piece may be told, shape ``(m,)``.
    within_m
        How far from each other they may be.
    """
    open_ = np.flatnonzero(among & ~np.isin(np.arange(network.edges), closed))
    if not len(open_) or not len(closed):
        return []
    lines = lines_of(network, Plane.around(network))
    strips = shapely.buffer(lines[closed], within_m, cap_style="flat")
    strip, near = shapely.STRtree(lines[open_]).query(strips, predicate="intersects")
    nearest: dict[int, tuple[float, int]] = {}
    for shut, piece in zip(closed[strip].tolist(), open_[near].tolist(), strict=True):
        metres = _apart(lines, shut, piece, within_m)
        if metres is not None:
            nearest[piece] = min(nearest.get(piece, (np.inf, -1)), (metres, shut))
    return [(piece, shut, metres) for piece, (metres, shut) in sorted(nearest.items())]


def _apart(lines: NDArray[Any], shut: int, piece: int, within_m: float) -> float | None:
    """Metres between two pieces where they run beside each other, or ``None`` where they do not."""
    along = lines[shut]
    wanted = min(_LONG_M, along.length / 2)
    part = shapely.intersection(lines[piece], shapely.buffer(along, within_m, cap_style="flat"))
    runs = [run for run in getattr(part, "geoms", [part]) if run.geom_type == "LineString"]
    found = [metres for run in runs if (metres := _run_beside(along, run, wanted)) is not None]
    return min(found, default=None)


def _run_beside(along: BaseGeometry, run: BaseGeometry, wanted: float) -> float | None:
    first, last = (shapely.get_point(run, end) for end in (0, -1))
    covered = abs(along.project(last) - along.project(first))
    straying = abs(along.distance(last) - along.distance(first))
    if covered < wanted or covered < _BENT * run.length or straying > _STRAYING * run.length:
        return None
    return float(along.distance(run.interpolate(0.5, normalized=True)))
