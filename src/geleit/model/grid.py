"""Cells of a grid that is the same for every case, in which public outputs say where people are."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from geleit.model.arrays import Ints

STEP = 1 / 36
"""Height of a cell in degrees: about 3.1 km. Rows begin at the equator, so no cell depends on what lies in it."""

_MOST_COLUMNS = 2**16


@dataclass(frozen=True, order=True)
class GridCell:
    """A cell, about 3 km wide and high.

    Parameters
    ----------
    row, column
        Counted northwards from the equator, and eastwards from the meridian of Greenwich.
    """

    row: int
    column: int

    @property
    def box(self) -> tuple[float, float, float, float]:
        """West, south, east and north in degrees (WGS 84)."""
        wide = float(_width(np.array([self.row]))[0])
        return self.column * wide, self.row * STEP, (self.column + 1) * wide, (self.row + 1) * STEP

    @property
    def name(self) -> str:
        """A name for readers: where its middle is, to a hundredth of a degree."""
        west, south, east, north = self.box
        return f"about {abs(south + north) / 2:.2f}{'NS'[south < 0]} {abs(west + east) / 2:.2f}{'EW'[west < 0]}"


def numbers_of(lon: NDArray[np.float64], lat: NDArray[np.float64]) -> Ints:
    """A number for the cell of each position, shape ``(k,)``; see :func:`cell_numbered`."""
    row = np.floor(np.asarray(lat) / STEP).astype(np.int64)
    return row * _MOST_COLUMNS + np.floor(np.asarray(lon) / _width(row)).astype(np.int64)


def cell_numbered(number: int) -> GridCell:
    """The cell that has a number."""
    row = (number + _MOST_COLUMNS // 2) // _MOST_COLUMNS
    return GridCell(row, number - row * _MOST_COLUMNS)


def number_of(cell: GridCell) -> int:
    """The number of a cell."""
    return cell.row * _MOST_COLUMNS + cell.column


def _width(row: Ints) -> NDArray[np.float64]:
    """Width of the cells of each row in degrees: a whole number of them goes round the Earth."""
    middle = np.radians((row + 0.5) * STEP)
    return np.asarray(360 / np.maximum(np.floor(360 * np.cos(middle) / STEP), 1))
