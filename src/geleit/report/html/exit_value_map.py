"""A map of what a new exit could add at most, as an inline SVG."""

from __future__ import annotations

from collections.abc import Sequence
from html import escape

import numpy as np
from numpy.typing import NDArray

from geleit.model.arrays import Floats
from geleit.report.html.drawing import WIDTH

CELLS = 90
"""Cells along the longer side of the map."""
CLASSES = 5
LEGEND = 46
"""Room below the map."""


def exit_value_svg(
    lon: Floats, lat: Floats, values: NDArray[np.int64], gates: Sequence[tuple[str, float, float]], key: str = "values"
) -> str:
    """Cells by the greatest value of a street corner in them, and the exits there are.

    Parameters
    ----------
    lon, lat, values
        Of each corner, shape ``(n,)``; at most so many more people could be out.
    gates
        Name, longitude and latitude of each exit.
    """
    stretch = float(np.cos(np.radians(lat.mean())))
    x, y = (lon - lon.min()) * stretch, lat.max() - lat
    size = max(float(x.max()), float(y.max()), 1e-6) / CELLS * (1 + 1e-9)
    column, row = (x / size).astype(np.int64), (y / size).astype(np.int64)
    columns, rows = int(column.max()) + 1, int(row.max()) + 1
    best = np.full(columns * rows, -1, dtype=np.int64)
    np.maximum.at(best, row * columns + column, values)
    side = WIDTH / max(columns, rows)
    high, most = rows * side, int(values.max(initial=0))
    parts = [
        f'<svg class="days" viewBox="0 0 {WIDTH} {high + LEGEND:.0f}" role="img" aria-labelledby="{key}-t">',
        f'<title id="{key}-t">At most {most:,} more people could be out with a new exit in the best place</title>',
        f'<rect class="frame" width="{columns * side:.0f}" height="{high:.0f}"/>',
    ]
    for cell in np.flatnonzero(best >= 0).tolist():
        left, top = cell % columns * side, cell // columns * side
        shade = _opacity(int(best[cell]), most)
        parts.append(_square(shade, left, top, side))
    for name, at_lon, at_lat in gates:
        cx, cy = (at_lon - lon.min()) * stretch / size * side, (lat.max() - at_lat) / size * side
        parts.append(f'<circle class="gate" cx="{cx:.1f}" cy="{cy:.1f}" r="7"><title>{escape(name)}</title></circle>')
    return "\n".join([*parts, *_legend(most, high), "</svg>"])


def _square(shade: float, left: float, top: float, side: float) -> str:
    at = f'x="{left:.1f}" y="{top:.1f}" width="{side:.1f}" height="{side:.1f}"'
    return f'<rect class="bar" fill-opacity="{shade}" {at}/>'


def _opacity(value: int, most: int) -> float:
    """Darker in five steps; what adds nothing is hardly there."""
    step = 0 if not most or not value else -(-value * CLASSES // most)
    return round(0.06 + 0.94 * step / CLASSES, 2)


def _legend(most: int, top: float) -> list[str]:
    parts = []
    steps = sorted({0, *(most * i // CLASSES for i in range(1, CLASSES + 1))})
    for i, value in enumerate(steps):
        left = 10 + i * 120
        parts.append(_square(_opacity(value, most), left, top + 14, 16))
        words = "adds nothing" if not value else f"at most {value:,}"
        parts.append(f'<text class="tick" x="{left + 22}" y="{top + 27:.0f}">{words}</text>')
    return parts
