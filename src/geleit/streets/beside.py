"""Streets that run beside closed ones: a point on one carriageway leaves the other open."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from geleit.model.arrays import Flags, Ints
from geleit.model.network import Network
from geleit.streets.doubts import lines_of
from geleit.streets.locate import Plane

_LONG_M = 100.0
"""Streets run beside each other if they do so for this long, in metres, or for half of a shorter closed one."""

_STRAYING = 0.2
"""By which share of the way beside each other they may come nearer or go apart: a fork does so faster."""

_SAME_M = 0.001
"""What is nearer than this is the same place, in metres."""

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
    tree = shapely.STRtree(lines[open_])
    nearest: dict[int, tuple[float, int]] = {}
    for along in _runs(lines[closed]):
        strip = shapely.buffer(along, within_m, cap_style="flat")
        near = open_[tree.query(strip, predicate="intersects")].tolist()
        for piece, metres in _beside_one(along, strip, lines, near):
            shut = int(closed[np.argmin(shapely.distance(lines[closed], lines[piece]))])
            nearest[piece] = min(nearest.get(piece, (np.inf, -1)), (metres, shut))
    return [(piece, shut, metres) for piece, (metres, shut) in sorted(nearest.items())]


def _runs(lines: Iterable[BaseGeometry]) -> list[BaseGeometry]:
    """Lines joined where no more than two of them meet: maps cut streets into pieces of any length."""
    joined = shapely.line_merge(shapely.multilinestrings(list(lines)))
    return [run for run in getattr(joined, "geoms", [joined]) if run.length > 0]


def _beside_one(
    along: BaseGeometry, strip: BaseGeometry, lines: NDArray[Any], near: Sequence[int]
) -> Iterator[tuple[int, float]]:
    """Pieces that run beside a line, with metres between them."""
    parts = [
        (piece, part)
        for piece in near
        for inside in [shapely.intersection(lines[piece], strip)]
        for part in getattr(inside, "geoms", [inside])
        if part.geom_type == "LineString" and _gets_on(along, part) >= _BENT * part.length > 0
    ]
    if not parts:
        return
    runs = [run for run in _runs(part for _, part in parts) if _runs_beside(along, run)]
    for piece, part in parts:
        middle = part.interpolate(0.5, normalized=True)
        if any(run.distance(middle) < _SAME_M for run in runs):
            yield piece, float(along.distance(middle))


def _runs_beside(along: BaseGeometry, run: BaseGeometry) -> bool:
    """Whether a line runs beside another one long enough, and neither nears it nor leaves it as a fork does."""
    first, last = (along.distance(shapely.get_point(run, end)) for end in (0, -1))
    long_enough = _gets_on(along, run) >= min(_LONG_M, along.length / 2)
    return long_enough and bool(abs(first - last) <= _STRAYING * run.length)


def _gets_on(along: BaseGeometry, run: BaseGeometry) -> float:
    """Metres that a line gets on along another one."""
    first, last = (along.project(shapely.get_point(run, end)) for end in (0, -1))
    return float(abs(last - first))
