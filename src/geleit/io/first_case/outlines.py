"""Outlines of districts, as files of others draw them, in degrees."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray
from shapely.geometry.base import BaseGeometry

from geleit.errors import InputError
from geleit.io.foreign.shapes import read_shapes
from geleit.io.streets.lines import to_degrees


@dataclass(frozen=True, eq=False)
class Placed:
    """Shapes in degrees.

    Parameters
    ----------
    shapes
        One for each row, none of them empty.
    rows
        The row of each, counted from 1.
    columns
        Cells by column, one for each shape.
    notes
        What was done with the file, in sentences.
    """

    shapes: NDArray[Any]
    rows: NDArray[np.intp]
    columns: Mapping[str, Sequence[Any]]
    notes: tuple[str, ...] = ()


_POINTS, _AREAS = (0,), (3, 6)  # shapely's numbers


def read_placed(path: Path, *, points: bool) -> Placed:
    """The outlines of a file, or its outlines and points; what crosses itself is mended.

    Raises
    ------
    InputError
        If the file cannot be used, has other shapes, or several points in one row.
    MissingExtraError
        If a package is needed that is not installed.
    """
    found = read_shapes(path)
    empty = shapely.is_missing(found.shapes) | shapely.is_empty(found.shapes)
    rows = np.flatnonzero(~empty)
    if not len(rows):
        raise InputError(str(path), "it holds no shapes", "name a file of outlines")
    shapes = found.shapes[rows]
    alone = (shapely.get_type_id(shapes) == 4) & (shapely.get_num_geometries(shapes) == 1)
    shapes[alone] = shapely.get_geometry(shapes[alone], 0)
    kinds = shapely.get_type_id(shapes)
    other = np.flatnonzero(~np.isin(kinds, _AREAS + (_POINTS if points else ())))
    if len(other):
        shape = shapes[other[0]]
        several = f" of {len(shape.geoms)}" if shape.geom_type == "MultiPoint" else ""
        wanted = "an outline or a point" if points else "an outline"
        remedy = "make a row of each point" if several and points else "draw polygons"
        raise InputError(
            f"{path}: row {rows[other[0]] + 1}", f"expected {wanted}, found a {shape.geom_type}{several}", remedy
        )
    shapes = shapely.transform(shapes, lambda at: np.column_stack(to_degrees(at, found.crs, path)))
    if not (np.abs(shapely.get_coordinates(shapes)) <= (180, 90)).all():
        raise InputError(str(path), "positions lie off the map", "check its coordinate reference system")
    crossed = ~shapely.is_valid(shapes)
    shapes[crossed] = [_areas_of(shape) for shape in shapely.make_valid(shapes[crossed])]
    mended = f"outlines that cross themselves, mended: {int(crossed.sum()):,}"
    columns = {name: [cells[row] for row in rows.tolist()] for name, cells in found.columns.items()}
    return Placed(shapes, rows + 1, columns, (mended,) if crossed.any() else ())


def joined(path: Path, shapes: NDArray[Any]) -> BaseGeometry:
    """One area of several outlines.

    Raises
    ------
    InputError
        If nothing is inside them.
    """
    area = _areas_of(shapely.union_all(shapes))
    if area.is_empty:
        raise InputError(str(path), "its outlines hold no ground", "draw polygons")
    return area


def _areas_of(shape: BaseGeometry) -> BaseGeometry:
    """The polygons of a shape, without lines and points that are left of what was mended."""
    parts = shapely.get_parts(shapely.get_parts(np.array([shape], dtype=object)))
    found: BaseGeometry = shapely.union_all(parts[shapely.get_type_id(parts) == 3])
    return found
