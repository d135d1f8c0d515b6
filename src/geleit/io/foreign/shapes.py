"""Shapes with their columns as files of others have them: points, and outlines with their holes."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from numpy.typing import NDArray

from geleit.errors import InputError
from geleit.io.foreign.apart import apart
from geleit.io.foreign.archive import open_archive
from geleit.io.foreign.drawn import BESIDE, CRS84, STARTS, expect_packages, refuse_other_kind, shapefile_in
from geleit.io.foreign.guard import guarded
from geleit.io.foreign.json_text import read_json
from geleit.io.foreign.kinds import LINES, ZIPPED
from geleit.io.foreign.sizes import expect_size, read_bytes, too_many_points

SUFFIXES = (".geojson", ".json", *STARTS)
"""Endings of the files that are read."""


@dataclass(frozen=True, eq=False)
class Shapes:
    """The rows of a file with shapes.

    Parameters
    ----------
    shapes
        The shape of each row, in two dimensions, as the file projects it; ``None`` where it has none.
    crs
        What they are projected in, as the file says.
    columns
        Cells by column, one for each row.
    """

    shapes: NDArray[Any]
    crs: Any
    columns: Mapping[str, Sequence[Any]]


def read_shapes(path: Path) -> Shapes:
    """The shapes of a GeoJSON file, GeoPackage, shapefile, FlatGeobuf or KML.

    Raises
    ------
    InputError
        If the file is missing, damaged, not what its name says, beyond the bounds, or has several layers.
    MissingExtraError
        If pyogrio is not installed; GeoJSON does not need it.
    """
    label, ending = str(path), path.suffix.lower()
    if not path.is_file():
        raise InputError(label, "no such file" if not path.exists() else "expected a file, found something else")
    if ending not in SUFFIXES:
        raise InputError(
            label, f"expected a file of shapes: {', '.join(SUFFIXES)}", "export it in one of these formats"
        )
    kind = ZIPPED if ending == ".zip" else LINES
    if ending in STARTS:
        expect_packages(parquet=False)
    refuse_other_kind(path, InputError)
    with guarded(label, kind):
        beside = [path.with_suffix(other) for other in BESIDE if ending == ".shp"]
        size = expect_size(path, kind) + sum(file.stat().st_size for file in beside if file.is_file())
    if ending == ".zip":
        with open_archive(label, path, kind) as archive:
            source = f"/vsizip/{{{path.resolve()}}}/{shapefile_in(label, archive.namelist(), InputError)}"
            size = sum(member.file_size for member in archive.infolist())
        work = partial(_gdal, label, source, size)
    else:
        work = partial(_gdal, label, label, size) if ending in STARTS else partial(_geojson, path, size)
    [found] = apart(label, kind, size, work)
    return found


def _gdal(label: str, source: str, size: int) -> Iterator[Shapes]:
    import pyogrio

    with guarded(label, LINES), warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # GDAL's; what matters it also tells as an error
        layers = [str(name) for name, kind in pyogrio.list_layers(source).tolist() if kind is not None]
        if len(layers) != 1:
            found = ", ".join(layers) or "none"
            raise InputError(label, f"expected one layer of shapes, found: {found:.200}", "export that one alone")
        about, table = pyogrio.read_arrow(source, layer=layers[0])
        name = about["geometry_name"] or "wkb_geometry"
        if len(table) > LINES.most_points(size):
            raise too_many_points(label, size, LINES)
        with np.errstate(invalid="ignore"):  # positions that are not numbers are told by row
            shapes = shapely.from_wkb(np.array(table[name].to_pylist(), dtype=object))
        columns = {own: table[own].to_pylist() for own in table.column_names if own != name}
        yield Shapes(_flat(label, shapes, size), about["crs"], columns)


def _geojson(path: Path, size: int) -> Iterator[Shapes]:
    label = str(path)
    document = read_json(label, read_bytes(path, LINES), LINES)
    features = document.get("features") if isinstance(document, dict) else None
    if isinstance(document, dict) and document.get("type") == "Feature":
        features = [document]
    if not isinstance(features, list):
        raise InputError(label, "expected a GeoJSON FeatureCollection", LINES.remedy)
    with guarded(label, LINES):
        drawn = [feature.get("geometry") for feature in features]
        shapes = np.array([None if one is None else shapely.geometry.shape(one) for one in drawn], dtype=object)
        cells = [feature.get("properties") or {} for feature in features]
        columns = {name: [row.get(name) for row in cells] for name in dict.fromkeys(n for row in cells for n in row)}
        crs = document.get("crs")  # null says nothing, and positions are what GeoJSON has them be
        yield Shapes(_flat(label, shapes, size), crs["properties"]["name"] if crs else CRS84, columns)


def _flat(label: str, shapes: NDArray[Any], size: int) -> NDArray[Any]:
    if int(shapely.get_num_coordinates(shapes).sum()) > LINES.most_points(size):
        raise too_many_points(label, size, LINES)
    flat = np.asarray(shapely.force_2d(shapes))
    positions, row = shapely.get_coordinates(flat, return_index=True)
    if len(bad := np.flatnonzero(~np.isfinite(positions).all(axis=1))):
        raise InputError(f"{label}: row {row[bad[0]] + 1}", "a position is not a number", "repair the geometry")
    return flat
