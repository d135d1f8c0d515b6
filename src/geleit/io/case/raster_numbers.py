"""Which numbers of a raster cannot be people, and which may as well mean no data; see docs/method/people.md."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from geleit.errors import InputError
from geleit.model.population import Outlier, in_figures

_WORLD = 1e10
"""More people than live on earth: a greater number in one cell is no count, whatever the size of the cell."""

MOST_PER_M2 = 5.0
"""No more people than this stand on a square metre of ground; see docs/method/people.md."""

_LEAST_M2 = 10_000.0  # a smaller cell may hold what a hectare may: a tower or a shelter may stand in it

_OUTLIER_TIMES, _OUTLIER_SHARE = 10.0, 0.5  # so far above the next value, and so much of all people, is told

_EXTREMES = [kind(np.iinfo(f"{sign}int{bits}").max) for sign in ("", "u") for bits in (8, 16, 32, 64)
             for kind in (float, np.float32)]  # fmt: skip
"""The greatest whole numbers that files hold, also as they are after a conversion to numbers of another kind."""

Grid = NDArray[np.float64]
Mask = NDArray[np.bool_]


@dataclass(frozen=True, eq=False)
class Numbers:
    """The numbers of a raster, or the part of one around an area.

    Parameters
    ----------
    raw
        As they stand in the file.
    counts
        By the scale and offset of the file.
    known
        Where there is a number.
    says
        Whether the file says of anything that it is no data.
    """

    raw: NDArray[Any]
    counts: Grid
    known: Mask
    says: bool

    @property
    def largest(self) -> Any:
        """The greatest number that the file can hold, as it does."""
        kind = self.raw.dtype
        return kind.type(np.iinfo(kind).max if kind.kind in "iu" else np.finfo(kind).max)


@dataclass(frozen=True, eq=False)
class Boxes:
    """Cells on the map: their boxes and middles in degrees (WGS 84), and how large they are on the ground."""

    west: Grid
    south: Grid
    east: Grid
    north: Grid
    m2: Grid

    @property
    def lon(self) -> Grid:
        """Of the middle."""
        return (self.west + self.east) / 2

    @property
    def lat(self) -> Grid:
        """Of the middle."""
        return (self.south + self.north) / 2


def beyond_the_world(read: Numbers, path: Path) -> Mask:
    """Cells that hold more than there are people on earth: one such value means no data.

    Raises
    ------
    InputError
        If there are several such values: whoever wrote them meant something else.
    """
    beyond = np.asarray(read.known & ~(read.counts <= _WORLD))
    values = np.unique(read.raw[beyond])
    if len(values) > 1:
        raise several(path, [(float(value), int((read.raw == value).sum())) for value in values[[-1, 0]]])
    return beyond


def several(path: Path, found: Sequence[tuple[float, int]]) -> InputError:
    """More than one value that cannot be people, each with its number of cells."""
    values = " and ".join(f"{in_figures(value)} (in {counted(cells)})" for value, cells in found)
    return InputError(
        str(path),
        f"its cells hold {values}, which cannot be people, and more than one value cannot mean no data",
        "export it again as counts of people per cell, with its no-data value",
    )


def crowded_in(read: Numbers, path: Path, people: Grid, raw: NDArray[Any], boxes: Boxes) -> Mask:
    """Cells with people in whose place no data is meant: more than can stand there, and a number programs take for it.

    Raises
    ------
    InputError
        If cells hold more people than can stand there, and it is not one such number.
    """
    room = MOST_PER_M2 * np.maximum(boxes.m2, _LEAST_M2)
    crowded = np.flatnonzero(people > room)
    if not len(crowded):
        return np.zeros(len(people), dtype=bool)
    values = np.unique(raw[crowded])
    if len(values) == 1 and float(values[0]) in {float(read.largest), *_EXTREMES}:
        return np.asarray(raw == values[0])
    worst = crowded[(people[crowded] / room[crowded]).argmax()]
    value = raw[worst]
    raise InputError(
        str(path),
        f"{counted(len(crowded))} with more people than can stand there, such as {in_figures(people[worst])} on "
        f"{boxes.m2[worst]:,.0f} m2 at longitude {boxes.lon[worst]:.5f}, latitude {boxes.lat[worst]:.5f} (room for "
        f"{room[worst]:,.0f})",
        f"{_mark(value)} if that means no data; otherwise export it as counts of people per cell",
    )


def full_cells(read: Numbers, path: Path, raw: NDArray[Any]) -> int:
    """How many cells hold the greatest number that the file can.

    Raises
    ------
    InputError
        If it may as well mean no data, by what the file says.
    """
    full = int((raw == read.largest).sum())
    if full and not read.says:
        raise InputError(
            str(path),
            f"{counted(full)} with {in_figures(read.largest)}, the greatest number that the file can hold, which may "
            "mean people or no data; the file does not say what means no data",
            f"{_mark(read.largest)} if that is no data, and to 0 if it is people",
        )
    return full


def _mark(value: float) -> str:
    return f"set the no-data value of the file to {in_figures(value).replace(',', '')}"


def outlier_in(people: Grid, lon: Grid, lat: Grid) -> Outlier | None:
    """The greatest value, where it holds most of the people and is far above all others."""
    top = people.max(initial=0.0)
    mine = people == top
    if mine.all() or top < _OUTLIER_TIMES * people[~mine].max():
        return None
    if (share := top * int(mine.sum()) / people.sum()) < _OUTLIER_SHARE:
        return None
    first = int(mine.argmax())
    return Outlier(float(top), int(mine.sum()), float(share), float(lon[first]), float(lat[first]))


def counted(count: int) -> str:
    """A number of cells, for a message."""
    return "1 cell" if count == 1 else f"{count:,} cells"
