"""Rasters of people, such as WorldPop's and GHSL's counts per cell."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from geleit.errors import InputError
from geleit.io.foreign.raster import read_apart
from geleit.model.population import Cells

MOST_CELLS = 9_000_000
"""Most cells that are read at once: 300 km by 300 km at 100 m."""

_AT_ONCE = 100_000
"""Cells whose places are found at once: a library makes numbers of Python of them."""

_NO_DATA = (-99999.0, -2147483648.0)  # meant as "no data" by WorldPop and GHSL, whether the file says so or not

Grid = NDArray[np.float64]


@dataclass(frozen=True, eq=False)
class RasterReading:
    """What a raster holds.

    Parameters
    ----------
    cells
        The cells with people.
    no_data
        Cells without a figure.
    negative
        Cells dropped because they hold a negative number that does not mean "no data".
    outside
        Cells with people whose centre is outside the area asked for.
    """

    cells: Cells
    no_data: int
    negative: int
    outside: int


def read_raster(path: Path, area: BaseGeometry | None = None) -> Cells:
    """The cells with people of a GeoTIFF of counts; see :func:`examine_raster`."""
    return examine_raster(path, area).cells


def examine_raster(path: Path, area: BaseGeometry | None = None) -> RasterReading:
    """Read a GeoTIFF of counts per cell, in any coordinate reference system.

    Each cell becomes a box in degrees through the middles of its four sides.

    Parameters
    ----------
    area
        Only cells whose centre is inside count, in degrees (WGS 84).

    Raises
    ------
    InputError
        If the file is missing, damaged, no GeoTIFF, has no coordinate reference system or more than one band, is too
        large to read at once, or holds nobody in the area.
    MissingExtraError
        If rasterio is not installed.
    """
    return read_apart(path, lambda dataset: _examine(dataset, path, area))


def _examine(dataset: Any, path: Path, area: BaseGeometry | None) -> RasterReading:
    if dataset.crs is None or not (dataset.crs.is_geographic or dataset.crs.is_projected):
        raise InputError(str(path), "no coordinate reference system", "export it with one, such as EPSG:4326")
    if dataset.count != 1:
        raise InputError(str(path), f"expected one band of counts, found {dataset.count}", "export a single band")
    if "complex" in dataset.dtypes[0]:
        raise InputError(str(path), f"expected counts, found {dataset.dtypes[0]} numbers", "export real numbers")
    if dataset.transform.is_degenerate:
        raise InputError(str(path), "its cells have no extent", "export it again with its position")
    window = _window(dataset, path, area)
    if window.width * window.height > MOST_CELLS:
        problem = f"{window.width:,} x {window.height:,} cells, more than {MOST_CELLS:,}"
        raise InputError(str(path), problem, "clip it to the area, or set within_area = true")
    counts = dataset.read(1, window=window, masked=True).astype(np.float64).filled(np.nan)
    no_data = ~np.isfinite(counts) | np.isin(counts, _NO_DATA)
    negative = ~no_data & (counts < 0)
    row, column = np.nonzero(np.where(no_data, 0.0, counts) > 0)
    people = counts[row, column]
    west, south, east, north = _boxes(dataset, column + window.col_off, row + window.row_off)
    if not ((np.abs(west + east) <= 360) & (np.abs(south + north) <= 180)).all():
        raise InputError(str(path), "cells lie off the map", "check its coordinate reference system")
    keep = np.ones(len(people), dtype=bool)
    if area is not None:
        shapely.prepare(area)
        keep = shapely.contains_xy(area, (west + east) / 2, (south + north) / 2)
    if not keep.any():
        inside = "" if area is None else " inside the area"
        raise InputError(str(path), f"no cell with people{inside}", "check that the raster covers the place")
    cells = Cells(west[keep], south[keep], east[keep], north[keep], people[keep])
    return RasterReading(cells, int(no_data.sum()), int(negative.sum()), int((~keep).sum()))


def _window(dataset: Any, path: Path, area: BaseGeometry | None) -> Any:
    """The part of the raster that can hold the area, in whole cells."""
    from rasterio.warp import transform_bounds
    from rasterio.windows import Window

    if area is None:
        return Window(0, 0, dataset.width, dataset.height)
    west, south, east, north = transform_bounds("EPSG:4326", dataset.crs, *area.bounds)
    x, y = np.array([west, east, west, east]), np.array([south, south, north, north])
    column, row = _affine(~dataset.transform, x, y)
    if not np.isfinite(column + row).all():
        raise _elsewhere(path)
    left, right = (int(np.clip(c, 0, dataset.width)) for c in (np.floor(column.min()), np.ceil(column.max())))
    top, bottom = (int(np.clip(r, 0, dataset.height)) for r in (np.floor(row.min()), np.ceil(row.max())))
    if left >= right or top >= bottom:
        raise _elsewhere(path)
    return Window(left, top, right - left, bottom - top)


def _elsewhere(path: Path) -> InputError:
    return InputError(
        str(path), "the raster does not cover the area", "check that it is of this place, and its coordinates"
    )


def _boxes(dataset: Any, column: NDArray[np.intp], row: NDArray[np.intp]) -> tuple[Grid, Grid, Grid, Grid]:
    """West, south, east and north of cells in degrees (WGS 84)."""
    parts = [_some_boxes(dataset, column[at : at + _AT_ONCE], row[at : at + _AT_ONCE])
             for at in range(0, len(column), _AT_ONCE) or (0,)]  # fmt: skip
    west, south, east, north = map(np.concatenate, zip(*parts, strict=True))
    return west, south, east, north


def _some_boxes(dataset: Any, column: NDArray[np.intp], row: NDArray[np.intp]) -> tuple[Grid, Grid, Grid, Grid]:
    from rasterio.warp import transform

    sides = [(0.5, 0.0), (0.5, 1.0), (0.0, 0.5), (1.0, 0.5)]
    across, down = (np.array([side[i] for side in sides])[:, None] for i in (0, 1))
    x, y = _affine(dataset.transform, column + across, row + down)
    positions = transform(dataset.crs, "EPSG:4326", x.ravel(), y.ravel())
    lon, lat = (np.reshape(c, (len(sides), -1)) for c in positions)
    return lon.min(axis=0), lat.min(axis=0), lon.max(axis=0), lat.max(axis=0)


def _affine(matrix: Any, across: Grid, down: Grid) -> tuple[Grid, Grid]:
    a, b, c, d, e, f = matrix[:6]
    return a * across + b * down + c, d * across + e * down + f
