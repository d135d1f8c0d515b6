"""Small street networks drawn by hand."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from geleit.model.network import ImportReport, Network

Position = tuple[float, float]
Piece = tuple[int, int, Sequence[Position]]

HUNDRED_M = 0.001  # degrees; the hand-drawn networks lie at the equator, where it is about 111 m both ways


def draw(corners: Sequence[Position], pieces: Sequence[Piece], walk: Sequence[bool] | None = None) -> Network:
    """A network of corners and of pieces (tail, head, interior drawing points), in degrees."""
    m = len(pieces)
    lon, lat = (np.array([c[i] for c in corners], dtype=np.float64) for i in (0, 1))
    tail, head = (np.array([p[i] for p in pieces], dtype=np.int32) for i in (0, 1))
    shape = [point for piece in pieces for point in piece[2]]
    lengths = []
    for a, b, interior in pieces:
        line = np.array([corners[a], *interior, corners[b]]) * 111_000
        lengths.append(float(np.hypot(*np.diff(line, axis=0).T).sum()))
    return Network(
        lon=lon,
        lat=lat,
        tail=tail,
        head=head,
        length=np.array(lengths),
        width=np.full(m, 6.0),
        kind=np.zeros(m, dtype=np.uint8),
        walk=np.ones(m, dtype=bool) if walk is None else np.array(walk),
        drive=np.ones(m, dtype=np.uint8),
        speed=np.full(m, 30, dtype=np.uint8),
        lanes=np.zeros(m, dtype=np.uint8),
        bridge=np.zeros(m, dtype=bool),
        name=np.full(m, -1, dtype=np.int32),
        kinds=("residential",),
        names=(),
        shape_start=np.concatenate([[0], np.cumsum([len(p[2]) for p in pieces])]).astype(np.int32),
        shape_lon=np.array([s[0] for s in shape], dtype=np.float64),
        shape_lat=np.array([s[1] for s in shape], dtype=np.float64),
        attribution="",
        origin="drawn by hand",
        report=ImportReport(m, m, 0, 1, 1.0, sum(lengths) / 1000, sum(lengths) / 1000),
    )


def grid_of(columns: int, rows: int) -> Network:
    """Streets of 0.001 degrees in a grid, corner ``row * columns + column``; eastward pieces first, row by row."""
    corners = [(c * HUNDRED_M, r * HUNDRED_M) for r in range(rows) for c in range(columns)]
    east = [(r * columns + c, r * columns + c + 1, ()) for r in range(rows) for c in range(columns - 1)]
    north = [(r * columns + c, (r + 1) * columns + c, ()) for r in range(rows - 1) for c in range(columns)]
    return draw(corners, [*east, *north])
