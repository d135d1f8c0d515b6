"""People: where a case says they are, and where that puts them on the streets."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

import numpy as np
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from geleit.model.amount import Range
from geleit.model.arrays import Ints
from geleit.model.grid import GridCell


def in_figures(value: float) -> str:
    """A number of a raster for a reader: whole ones to the last digit, huge ones by their magnitude."""
    return f"{value:,.10g}" if abs(value) < 1e15 else f"{value:.6g}"


@dataclass(frozen=True)
class Sentinel:
    """A value of a raster that means no data although the file does not say so, and in how many cells it stands."""

    value: float
    cells: int


@dataclass(frozen=True)
class Outlier:
    """A value of a raster that holds most of its people: how many are in a cell, in how many cells, where the first is.

    Parameters
    ----------
    share
        Of all people taken, 0 to 1.
    lon, lat
        Middle of the first of these cells in degrees (WGS 84).
    """

    value: float
    cells: int
    share: float
    lon: float
    lat: float


@dataclass(frozen=True)
class Tally:
    """What a raster of people holds by its own count, and what of it was taken.

    Parameters
    ----------
    name
        Of the file.
    people, cells
        In all cells that were read, inside the area and outside.
    outside, cells_outside
        Of them, those outside the area asked for, which were not taken.
    in_part
        Whether only the part of the file around the area was read.
    no_data
        Cells that have no figure by what the file says of itself.
    negative, least
        Cells with a negative number, and the lowest of them.
    sentinel
        A value that was taken for no data, or ``None``.
    full, fullest
        Cells with the greatest number that the file can hold, and that number; they were taken.
    outlier
        A value that holds most of the people and is far above all others, or ``None``.
    scale, offset
        What the file says its numbers are multiplied by, and what is added.
    """

    name: str
    people: float
    cells: int
    outside: float = 0.0
    cells_outside: int = 0
    in_part: bool = False
    no_data: int = 0
    negative: int = 0
    least: float = 0.0
    sentinel: Sentinel | None = None
    full: int = 0
    fullest: float = 0.0
    outlier: Outlier | None = None
    scale: float = 1.0
    offset: float = 0.0


@dataclass(frozen=True, eq=False)
class Cells:
    """A raster of people: one box and one weight a cell, empty cells left out.

    Parameters
    ----------
    west, south, east, north
        Box of each cell in degrees (WGS 84), shape ``(k,)``.
    people
        People in the cell by the raster, shape ``(k,)``, positive; weights only, the total is the place's.
    tally
        What the raster holds, ``None`` where the cells were not read from a file.
    """

    west: NDArray[np.float64]
    south: NDArray[np.float64]
    east: NDArray[np.float64]
    north: NDArray[np.float64]
    people: NDArray[np.float64]
    tally: Tally | None = None


@dataclass(frozen=True)
class Somewhere:
    """People of whom no more is known, or may be told, than the cell in which they are.

    Parameters
    ----------
    cell
        The cell; ``None`` for anywhere.
    """

    cell: GridCell | None


@dataclass(frozen=True, eq=False)
class Place:
    """Some people and where they are.

    Parameters
    ----------
    id, name
        Short id, and a name for readers.
    people
        How many, in people, whole numbers.
    where
        A point, a polygon or multipolygon in degrees (WGS 84), the cells of a raster, or somewhere in a cell.
    claimant
        Who says so.
    ready_from, ready_by
        Before the one nobody there sets out, from the other on everybody can, as when a warning spreads; ``None``
        for the start of the case.
    """

    id: str
    name: str
    people: Range
    where: BaseGeometry | Cells | Somewhere
    claimant: str
    ready_from: datetime | None = None
    ready_by: datetime | None = None

    def __post_init__(self) -> None:
        if self.ready_from is not None and self.ready_by is not None and self.ready_by < self.ready_from:
            raise ValueError("people cannot all be ready before the first is")


@dataclass(frozen=True, eq=False)
class Population:
    """People per street corner.

    Parameters
    ----------
    low, likely, high
        Whole people at each corner, shape ``(n,)``; ``low <= likely <= high`` at every corner, and each
        sums to the total of the places to the person.
    along
        How far from its ``tail`` and from its ``head`` anyone of that corner lives on each street piece, in metres,
        shape ``(m, 2)``.
    off
        How far off the street anyone of each corner lives, in metres, shape ``(n,)``.
    held
        People (most) who live along each street piece, not at a corner, and belong to its ``tail`` and to its
        ``head``, shape ``(m, 2)``; parts of persons.
    beyond
        People (most) of each corner who live too far from any street for a plan to count on it, shape ``(n,)``; parts
        of persons.
    place
        Index of the place that most people of each corner come from, shape ``(n,)``.
    """

    low: Ints
    likely: Ints
    high: Ints
    along: NDArray[np.float64]
    off: NDArray[np.float64]
    held: NDArray[np.float64]
    beyond: NDArray[np.float64]
    place: Ints


@dataclass(frozen=True, eq=False)
class Wave:
    """People who become ready at the same times; see :class:`Place`."""

    ready_from: datetime | None
    ready_by: datetime | None
    population: Population


@dataclass(frozen=True, eq=False)
class Roaming:
    """People who may be at any of some corners: a bound lets them start wherever is best for them.

    Parameters
    ----------
    low, likely, high
        Whole people.
    corners
        Indices of the corners, shape ``(k,)``; ``None`` for anywhere, even at a gate.
    """

    low: int
    likely: int
    high: int
    corners: NDArray[np.int64] | None
