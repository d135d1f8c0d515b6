"""A made-up city for exercises and measurements: a crooked grid with arterials, a river, few bridges, and dead ends."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from geleit.model.arrays import Flags, Floats, Ints
from geleit.model.network import ImportReport, Network
from geleit.streets.build import PER_DEGREE, PER_METRE, with_parts
from geleit.streets.locate import Plane, in_main_part
from geleit.streets.rules import classify

FEWEST_CORNERS = 400
MOST_CORNERS = 4_000_000

_AT = (-30.0, 45.0)  # in the Atlantic, so that nobody takes it for a real place
_SPACING, _JITTER, _RIVER, _CLOSE = 90.0, 15.0, 250.0, 55.0  # metres
_ARTERIAL = 10  # every so many rows and columns
_MISSING = 0.12  # share of the smaller streets that are not there
_IN_CLOSES = 0.3  # share of the corners that lie in dead ends
_COLUMNS_A_BRIDGE = 60


@dataclass(frozen=True, eq=False)
class InventedCity:
    """A made-up city.

    Parameters
    ----------
    network
        Its streets.
    gates
        Corners at the ends of four arterials, all north of the river.
    """

    network: Network
    gates: tuple[int, ...]


def invent_city(corners: int, seed: int) -> InventedCity:
    """Invent a city; the same figures always give the same city.

    Parameters
    ----------
    corners
        How many street corners, from :data:`FEWEST_CORNERS` to :data:`MOST_CORNERS`.
    seed
        Any whole number >= 0.

    Raises
    ------
    ValueError
        If there are to be fewer or more corners than that, or the seed is negative.
    """
    if not FEWEST_CORNERS <= corners <= MOST_CORNERS:
        raise ValueError(f"expected {FEWEST_CORNERS:,} to {MOST_CORNERS:,} corners, found {corners:,}")
    dice = np.random.default_rng(seed)
    columns = max(int(np.sqrt((1 - _IN_CLOSES) * corners * 1.2)), 2)
    rows = max(int((1 - _IN_CLOSES) * corners) // columns, 4)
    east, north = _grid(rows, columns, dice)
    tail, head, kind, bridge = _streets(rows, columns, dice)
    network = _network(east, north, tail, head, kind, bridge)
    kept = in_main_part(network)
    number = np.cumsum(kept) - 1
    east, north = east[kept], north[kept]
    inside = kept[tail]
    tail, head, kind, bridge = number[tail[inside]], number[head[inside]], kind[inside], bridge[inside]
    gates = tuple(_nearest_kept(number, kept, gate) for gate in _gates(rows, columns))
    added = _closes(east, north, corners - len(east), dice)
    extra = len(added[2])
    network = _network(
        np.concatenate([east, added[0]]), np.concatenate([north, added[1]]),
        np.concatenate([tail, added[2]]), np.concatenate([head, len(east) + np.arange(extra)]),
        np.concatenate([kind, np.full(extra, 2)]), np.concatenate([bridge, np.zeros(extra, dtype=bool)]),
    )  # fmt: skip
    return InventedCity(with_parts(network), gates)


def _grid(rows: int, columns: int, dice: np.random.Generator) -> tuple[Floats, Floats]:
    """Corners in metres from the middle; row by row from the south, a river after half of the rows."""
    row, column = np.divmod(np.arange(rows * columns), columns)
    shift = dice.uniform(-_JITTER, _JITTER, (2, rows * columns))
    east = (column - (columns - 1) / 2) * _SPACING + shift[0]
    return east, (row - (rows - 1) / 2) * _SPACING + (row >= rows // 2) * (_RIVER - _SPACING) + shift[1]


def _streets(rows: int, columns: int, dice: np.random.Generator) -> tuple[Ints, Ints, Ints, Flags]:
    """Ends, kind (0 arterial, 1 street, 2 close) and whether it is a bridge, of the streets of the grid."""
    at = np.arange(rows * columns).reshape(rows, columns)
    eastward = (at[:, :-1].ravel(), at[:, 1:].ravel(), np.repeat(np.arange(rows) % _ARTERIAL == 0, columns - 1))
    northward = (at[:-1].ravel(), at[1:].ravel(), np.tile(np.arange(columns) % _ARTERIAL == 0, rows - 1))
    tail, head, arterial = (np.concatenate(pair) for pair in zip(eastward, northward, strict=True))
    bridges = max(2, columns // _COLUMNS_A_BRIDGE)
    column = np.unique(np.linspace(0, columns - 1, bridges + 2)[1:-1].astype(np.int64) // _ARTERIAL * _ARTERIAL)
    across = (tail // columns == rows // 2 - 1) & (head - tail == columns)
    bridge = across & np.isin(tail % columns, column)
    there = bridge | (~across & (arterial | (dice.random(len(tail)) >= _MISSING)))
    return tail[there], head[there], np.where(arterial | bridge, 0, 1)[there], bridge[there]


def _gates(rows: int, columns: int) -> tuple[int, ...]:
    """The ends of an arterial that runs east and west, and of two that run north."""
    north_bank = -(-(rows // 2) // _ARTERIAL) * _ARTERIAL
    row = min(north_bank, rows - 1)
    west, east = (c // _ARTERIAL * _ARTERIAL for c in (columns // 3, 2 * columns // 3))
    top = (rows - 1) * columns
    return row * columns, row * columns + columns - 1, top + west, top + east


def _nearest_kept(number: Ints, kept: Flags, corner: int) -> int:
    """The number of a corner, or of the next one that was kept."""
    after = np.flatnonzero(kept[corner:])
    return int(number[corner + after[0]]) if len(after) else int(number[-1])


def _closes(east: Floats, north: Floats, count: int, dice: np.random.Generator) -> tuple[Floats, Floats, Ints]:
    """Positions of more corners in dead ends, and the corner that each leads to."""
    begins = dice.random(count) < 0.6
    begins[:1] = True
    chain = np.cumsum(begins) - 1
    depth = np.arange(count) - np.flatnonzero(begins)[chain]
    root = dice.integers(0, len(east), int(begins.sum()))
    angle = dice.uniform(0, 2 * np.pi, len(root))
    away = (depth + 1) * _CLOSE
    before = np.where(begins, root[chain], len(east) + np.arange(count) - 1)
    return east[root[chain]] + away * np.cos(angle[chain]), north[root[chain]] + away * np.sin(angle[chain]), before


def _network(east: Floats, north: Floats, tail: Ints, head: Ints, kind: Ints, bridge: Flags) -> Network:
    plane = Plane.at(*_AT)
    classes = [classify({"highway": name}) for name in ("primary", "residential", "service")]
    column = {
        name: np.array([getattr(c, name) for c in classes])[kind] for name in ("width", "drive", "speed", "lanes")
    }
    metres = np.hypot(east[tail] - east[head], north[tail] - north[head])
    pieces = len(tail)
    return Network(
        lon=np.rint((plane.lon + east / plane.east) * PER_DEGREE) / PER_DEGREE,
        lat=np.rint((plane.lat + north / plane.north) * PER_DEGREE) / PER_DEGREE,
        tail=tail.astype(np.int32),
        head=head.astype(np.int32),
        length=np.maximum(np.rint(metres * PER_METRE), 1) / PER_METRE,
        width=column["width"].astype(np.float64),
        kind=kind.astype(np.uint8),
        walk=np.ones(pieces, dtype=bool),
        drive=column["drive"].astype(np.uint8),
        speed=column["speed"].astype(np.uint8),
        lanes=column["lanes"].astype(np.uint8),
        bridge=bridge,
        name=np.full(pieces, -1, dtype=np.int32),
        kinds=("primary", "residential", "service"),
        names=(),
        shape_start=np.zeros(pieces + 1, dtype=np.int32),
        shape_lon=np.zeros(0),
        shape_lat=np.zeros(0),
        attribution="Streets made up for an exercise",
        origin=f"made up: {len(east)} corners",
        report=ImportReport(pieces, pieces, 0, 1, 1.0, 0.0, 0.0, near_misses=0),  # there is no world to be wrong about
    )
