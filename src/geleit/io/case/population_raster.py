"""Rasters of people, such as WorldPop's and GHSL's counts per cell."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from geleit.errors import InputError
from geleit.io.case.raster_numbers import (
    Boxes,
    Grid,
    Numbers,
    beyond_the_world,
    counted,
    crowded_in,
    full_cells,
    outlier_in,
    several,
)
from geleit.io.foreign.raster import read_apart
from geleit.model.population import Cells, Sentinel, Tally, in_figures

MOST_CELLS = 9_000_000
"""Most cells that are read at once: 300 km by 300 km at 100 m."""

_AT_ONCE = 100_000
"""Cells whose places are found at once: a library makes numbers of Python of them."""

_TO_A_SIDE = 50
"""Points along each side of a raster, which is no straight line in degrees."""

_DEGREE_M = 111_320.0  # of a sphere; how many can stand in a cell is no finer figure


def read_raster(path: Path, area: BaseGeometry | None = None) -> Cells:
    """Read a GeoTIFF of counts per cell, in any coordinate reference system.

    Each cell becomes a box in degrees through the middles of its four sides. Cells without a figure and negative ones
    are left out. Where one value cannot be people and is such as programs write for "no data", it is left out as well;
    the tally of the cells says so.

    Parameters
    ----------
    area
        Only cells whose centre is inside count, in degrees (WGS 84).

    Raises
    ------
    InputError
        If the file is missing, damaged, no GeoTIFF, has no coordinate reference system or more than one band, is too
        large to read at once, holds nobody in the area, has more people in a cell than can stand there, or may mean
        "no data" by a number without saying so.
    MissingExtraError
        If rasterio is not installed.
    """
    return read_apart(path, lambda dataset: _cells(dataset, path, area))


def cover_of(path: Path, area: BaseGeometry) -> tuple[float, float]:
    """Which share of the ground of an area has no cell of a raster, and which has cells without a figure.

    Errors are those of :func:`read_raster`.
    """
    return read_apart(path, lambda dataset: _cover(dataset, path, area))


def _cover(dataset: Any, path: Path, area: BaseGeometry) -> tuple[float, float]:
    from rasterio.warp import transform

    side = np.linspace(0, 1, _TO_A_SIDE, endpoint=False)
    none, all_ = np.zeros(_TO_A_SIDE), np.ones(_TO_A_SIDE)
    across, down = np.concatenate([side, all_, 1 - side, none]), np.concatenate([none, side, all_, 1 - side])
    edge = transform(
        dataset.crs, "EPSG:4326", *_affine(dataset.transform, across * dataset.width, down * dataset.height)
    )
    covered = shapely.intersection(shapely.make_valid(shapely.polygons(np.column_stack(edge))), area).area / area.area
    window = _window(dataset, path, area)
    step = max(1, round((window.width * window.height / _AT_ONCE) ** 0.5))
    known = _numbers(dataset, window).known[::step, ::step]
    row, column = (step * found.ravel() for found in np.indices(known.shape))
    boxes = _boxes(dataset, column + window.col_off, row + window.row_off)
    inside = shapely.contains_xy(area, boxes.lon, boxes.lat)
    unknown = float((~known.ravel()[inside]).mean()) if inside.any() else 0.0
    return max(0.0, 1 - covered), covered * unknown


def _cells(dataset: Any, path: Path, area: BaseGeometry | None) -> Cells:
    _expect_counts(dataset, path)
    window = _window(dataset, path, area)
    if window.width * window.height > MOST_CELLS:
        problem = f"{window.width:,} x {window.height:,} cells, more than {MOST_CELLS:,}"
        raise InputError(str(path), problem, "clip it to the area, or set within_area = true")
    read = _numbers(dataset, window)
    negative = read.known & (read.counts < 0)
    beyond = beyond_the_world(read, path)
    row, column = np.nonzero(read.known & (read.counts > 0) & ~beyond)
    people, raw = read.counts[row, column], read.raw[row, column]
    boxes = _boxes(dataset, column + window.col_off, row + window.row_off)
    if not ((np.abs(boxes.west + boxes.east) <= 360) & (np.abs(boxes.south + boxes.north) <= 180)).all():
        raise InputError(str(path), "cells lie off the map", "check its coordinate reference system")
    crowded = crowded_in(read, path, people, raw, boxes)
    sentinel = [(float(values[0]), len(values)) for values in (read.raw[beyond], raw[crowded]) if len(values)]
    if len(sentinel) > 1:
        raise several(path, sentinel)
    full = full_cells(read, path, raw[~crowded])
    keep = ~crowded
    if area is not None:
        shapely.prepare(area)
        keep &= shapely.contains_xy(area, boxes.lon, boxes.lat)
    outside = ~keep & ~crowded
    tally = Tally(
        path.name,
        people=float(people[~crowded].sum()),
        cells=int((~crowded).sum()),
        outside=float(people[outside].sum()),
        cells_outside=int(outside.sum()),
        in_part=(window.width, window.height) != (dataset.width, dataset.height),
        no_data=int((~read.known).sum()),
        negative=int(negative.sum()),
        least=float(read.counts[negative].min(initial=0.0)),
        sentinel=Sentinel(*sentinel[0]) if sentinel else None,
        full=full,
        fullest=float(read.largest),
        outlier=outlier_in(people[keep], boxes.lon[keep], boxes.lat[keep]),
        scale=dataset.scales[0],
        offset=dataset.offsets[0],
    )
    if not keep.any():
        raise _nobody(path, tally, area)
    return Cells(boxes.west[keep], boxes.south[keep], boxes.east[keep], boxes.north[keep], people[keep], tally)


def _nobody(path: Path, tally: Tally, area: BaseGeometry | None) -> InputError:
    found = [
        (tally.cells_outside, "with people outside it"),
        (tally.no_data, "without a figure"),
        (tally.negative, "with a negative number"),
    ]
    if tally.sentinel is not None:
        found.append((tally.sentinel.cells, f"with {in_figures(tally.sentinel.value)}, which cannot be people"))
    told = ", ".join(f"{counted(cells)} {what}" for cells, what in found if cells)
    inside = "" if area is None else " inside the area"
    problem = f"no cell with people{inside}{f': {told}' if told else ''}"
    return InputError(str(path), problem, "check that the raster covers the place")


def _expect_counts(dataset: Any, path: Path) -> None:
    if dataset.crs is None or not (dataset.crs.is_geographic or dataset.crs.is_projected):
        raise InputError(str(path), "no coordinate reference system", "export it with one, such as EPSG:4326")
    if dataset.count != 1:
        raise InputError(str(path), f"expected one band of counts, found {dataset.count}", "export a single band")
    if "complex" in dataset.dtypes[0]:
        raise InputError(str(path), f"expected counts, found {dataset.dtypes[0]} numbers", "export real numbers")
    if dataset.transform.is_degenerate:
        raise InputError(str(path), "its cells have no extent", "export it again with its position")
    scale, offset = dataset.scales[0], dataset.offsets[0]
    if not (0 < scale < np.inf and np.isfinite(offset)):
        problem = f"its band has the scale {scale:g} and the offset {offset:g}: they make no counts"
        raise InputError(str(path), problem, "remove them from the file, or export it again")


def _numbers(dataset: Any, window: Any) -> Numbers:
    from rasterio.enums import MaskFlags

    found = dataset.read(1, window=window, masked=True)
    raw = np.ma.getdata(found)
    counts = raw.astype(np.float64)
    known = ~np.ma.getmaskarray(found) & np.isfinite(counts)
    says = MaskFlags.all_valid not in dataset.mask_flag_enums[0]
    if (dataset.scales[0], dataset.offsets[0]) != (1.0, 0.0):
        with np.errstate(over="ignore", invalid="ignore"):
            counts = counts * dataset.scales[0] + dataset.offsets[0]
    return Numbers(raw, counts, known, says)


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


def _boxes(dataset: Any, column: NDArray[np.intp], row: NDArray[np.intp]) -> Boxes:
    parts = [_some_boxes(dataset, column[at : at + _AT_ONCE], row[at : at + _AT_ONCE])
             for at in range(0, len(column), _AT_ONCE) or (0,)]  # fmt: skip
    return Boxes(*map(np.concatenate, zip(*parts, strict=True)))


def _some_boxes(dataset: Any, column: NDArray[np.intp], row: NDArray[np.intp]) -> tuple[Grid, ...]:
    from rasterio.warp import transform

    middles = [(0.5, 0.0), (0.5, 1.0), (0.0, 0.5), (1.0, 0.5)]
    points = [*middles, (0.0, 0.0), (0.0, 1.0), (1.0, 0.0), (1.0, 1.0)]
    across, down = (np.array([point[i] for point in points])[:, None] for i in (0, 1))
    x, y = _affine(dataset.transform, column + across, row + down)
    positions = transform(dataset.crs, "EPSG:4326", x.ravel(), y.ravel())
    lon, lat = (np.reshape(c, (len(points), -1)) for c in positions)
    return lon.min(axis=0), lat.min(axis=0), lon.max(axis=0), lat.max(axis=0), _square_metres(lon[:4], lat[:4])


def _square_metres(lon: Grid, lat: Grid) -> Grid:
    """Of cells, given the middles of their upper, lower, left and right sides."""
    with np.errstate(invalid="ignore", over="ignore"):  # positions off the map are told as such
        east, north = _DEGREE_M * lon * np.cos(np.radians(lat.mean(axis=0))), _DEGREE_M * lat
        down, right = ((c[1] - c[0], c[3] - c[2]) for c in (east, north))
        return np.asarray(np.abs(right[0] * down[1] - right[1] * down[0]))


def _affine(matrix: Any, across: Grid, down: Grid) -> tuple[Grid, Grid]:
    a, b, c, d, e, f = matrix[:6]
    return a * across + b * down + c, d * across + e * down + f
