"""Lines as files of others draw them, as plain columns: GeoParquet, GeoPackage, GeoJSON and shapefile."""

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

from geleit.errors import MissingExtraError, StreetsError
from geleit.io.foreign.apart import apart
from geleit.io.foreign.guard import guarded
from geleit.io.foreign.json_text import read_json
from geleit.io.foreign.kinds import LINES, PARQUET, Kind
from geleit.io.foreign.sizes import expect_size, read_bytes, too_many_points
from geleit.model.arrays import Floats

_STARTS = {".gpkg": b"SQLite format 3\x00", ".shp": b"\x00\x00\x27\x0a"}
_BESIDE = (".dbf", ".shx", ".prj", ".cpg")
"""Endings of the files that a shapefile has beside it."""

_LINE_TYPES = (1, 2, 5)  # shapely's numbers of line string, ring and multi-line string

_CRS84 = "OGC:CRS84"
"""Longitude and latitude: what GeoJSON and GeoParquet mean where they say nothing."""


@dataclass(frozen=True, eq=False)
class Drawn:
    """The lines in a file.

    Parameters
    ----------
    rows
        Rows of the file, also those that hold no line.
    row
        Row of each line; one with several lines in it stands there several times.
    points, line
        Positions as the file has them, shape ``(n, 2)``, and the line of each.
    crs
        What they are projected in, as the file says.
    columns
        Columns by name, a cell for each row.
    """

    rows: int
    row: NDArray[np.intp]
    points: Floats
    line: NDArray[np.intp]
    crs: Any
    columns: Mapping[str, Sequence[Any]]


def read_drawn(path: Path, names: Sequence[str]) -> Drawn:
    """The lines of a file, with those of the columns named that are there.

    Raises
    ------
    StreetsError
        If the file is damaged, not what its name says, beyond the bounds, or holds no lines.
    MissingExtraError
        If pyarrow or pyogrio is not installed; GeoJSON needs neither.
    """
    label = str(path)
    parquet, packed = path.name.lower().endswith("parquet"), path.suffix.lower() in _STARTS
    kind = PARQUET if parquet else LINES
    if parquet or packed:
        _expect_packages(parquet)
    if not parquet:
        _refuse_other_kind(path)
    with guarded(label, kind, StreetsError):
        size = expect_size(path, kind, error=StreetsError)
        beside = [] if parquet else [path.with_suffix(ending) for ending in _BESIDE]
        size += sum(file.stat().st_size for file in beside if path.suffix.lower() == ".shp" and file.is_file())
    if parquet or packed:
        work = partial(_parquet if parquet else _gdal, path, names, size)
    else:
        work = partial(_geojson, path, names)
    [drawn] = apart(label, kind, size, work, StreetsError)
    return drawn


def _expect_packages(parquet: bool) -> None:
    try:
        import pyarrow.parquet  # noqa: F401

        if not parquet:
            import pyogrio  # noqa: F401
    except ImportError:
        job = "GeoParquet" if parquet else "GeoPackage and shapefiles"
        raise MissingExtraError(f"reading {job}", "streets") from None


def _parquet(path: Path, names: Sequence[str], size: int) -> Iterator[Drawn]:
    import pyarrow.parquet as pq

    label = str(path)
    with guarded(label, PARQUET, StreetsError):
        file = pq.ParquetFile(path)
        about = read_json(label, (file.metadata.metadata or {}).get(b"geo", b"null"), PARQUET, StreetsError)
        if not isinstance(about, dict):
            raise StreetsError(label, "Parquet, but without the geo metadata of GeoParquet", "export as GeoParquet")
        column = about["primary_column"]
        geometry = about["columns"][column]
        if geometry["encoding"] != "WKB":
            found = geometry["encoding"]
            raise StreetsError(label, f"expected geometries as WKB, found {found!r:.40}", "export them as WKB")
        present = [name for name in names if name in file.schema_arrow.names]
        table = file.read([column, *present], use_threads=False)
        crs = geometry.get("crs", _CRS84)  # what the specification says when none is given; null is unknown
        yield _drawn(label, PARQUET, size, table[column], crs, _cells(label, table, present))


def _gdal(path: Path, names: Sequence[str], size: int) -> Iterator[Drawn]:
    import pyogrio

    label = str(path)
    with guarded(label, LINES, StreetsError), warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # GDAL's; what matters it also tells as an error
        layer = _line_layer(path, pyogrio.list_layers(path))
        present = pyogrio.read_info(path, layer=layer)["fields"].tolist()
        wanted = [name for name in names if name in present]
        about, table = pyogrio.read_arrow(path, layer=layer, columns=wanted)
        shapes = table[about["geometry_name"] or "wkb_geometry"]
        yield _drawn(label, LINES, size, shapes, about["crs"], _cells(label, table, wanted))


def _geojson(path: Path, names: Sequence[str]) -> Iterator[Drawn]:
    label = str(path)
    document = read_json(label, read_bytes(path, LINES, error=StreetsError), LINES, StreetsError)
    features = document.get("features") if isinstance(document, dict) else None
    if isinstance(document, dict) and document.get("type") == "Feature":
        features = [document]
    if not isinstance(features, list):
        raise StreetsError(label, "expected a GeoJSON FeatureCollection", LINES.remedy)
    row: list[int] = []
    line: list[int] = []
    points: list[tuple[float, float]] = []
    with guarded(label, LINES, StreetsError):
        for index, feature in enumerate(features):
            for positions in filter(None, _lines_of(feature.get("geometry"))):
                if not all(type(number) in (int, float) for position in positions for number in position[:2]):
                    problem = "a position is not a number"
                    raise StreetsError(f"{label}: row {index + 1}", problem, "repair the geometry")
                points.extend((float(lon), float(lat)) for lon, lat, *_ in positions)
                line.extend([len(row)] * len(positions))
                row.append(index)
        cells = [feature.get("properties") or {} for feature in features]
        present = set().union(*cells)
        columns = {name: [_first(cell.get(name)) for cell in cells] for name in names if name in present}
        crs = document.get("crs", {"properties": {"name": _CRS84}})
        crs = crs and crs["properties"]["name"]
    where = np.array(points, np.float64).reshape(-1, 2)
    yield Drawn(len(features), np.array(row, np.intp), where, np.array(line, np.intp), crs, columns)


def _lines_of(geometry: Any) -> Sequence[Any]:
    """The lines that a geometry of GeoJSON is made of, none if it is something else."""
    match geometry:
        case {"type": "LineString", "coordinates": line}:
            return [line]
        case {"type": "MultiLineString", "coordinates": lines}:
            return lines  # type: ignore[no-any-return]
    return []


def _first(value: Any) -> Any:
    """A cell of GeoJSON; of several values in it the first, and of nested ones nothing."""
    while isinstance(value, list):
        value = value[0] if value else None
    return None if isinstance(value, dict) else value


def _drawn(label: str, kind: Kind, size: int, wkb: Any, crs: Any, columns: Mapping[str, Sequence[Any]]) -> Drawn:
    if len(wkb) > kind.most_points(size):
        raise too_many_points(label, size, kind, StreetsError)
    with np.errstate(invalid="ignore"):  # positions that are not numbers are told by row
        shapes = np.asarray(shapely.from_wkb(wkb.to_numpy()))
    rows = np.flatnonzero(np.isin(shapely.get_type_id(shapes), _LINE_TYPES) & ~shapely.is_empty(shapes))
    if shapely.get_num_coordinates(shapes[rows]).sum() > kind.most_points(size):
        raise too_many_points(label, size, kind, StreetsError)
    parts, of = shapely.get_parts(shapes[rows], return_index=True)
    drawn = ~shapely.is_empty(parts)
    parts, of = parts[drawn], of[drawn]
    points, line = shapely.get_coordinates(parts, return_index=True)
    return Drawn(len(shapes), rows[of], points, line, crs, columns)


def _cells(label: str, table: Any, names: Sequence[str]) -> dict[str, Sequence[Any]]:
    """Columns of a table of Arrow as lists."""
    columns = {}
    for name in names:
        try:
            columns[name] = table[name].to_pylist()
        except UnicodeDecodeError:
            problem = f"a text in its column {name!r} is not UTF-8"
            raise StreetsError(label, problem, "export it again, in UTF-8") from None
    return columns


def _refuse_other_kind(path: Path) -> None:
    """Refuse a file that does not start as its name says, before GDAL looks for what else it could be."""
    with path.open("rb") as file:
        start = file.read(28)
    wanted = _STARTS.get(path.suffix.lower())
    fits = start.startswith(wanted) if wanted else start.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{")
    if not fits:
        raise StreetsError(str(path), f"not a {path.suffix} file, whatever its name says", "export it again")
    if path.suffix.lower() == ".shp" and path.stat().st_size < 2 * int.from_bytes(start[24:28], "big"):
        raise StreetsError(str(path), "the file is cut off", "copy or download it again")


def _line_layer(path: Path, layers: NDArray[Any]) -> str:
    lines = [name for name, kind in layers.tolist() if kind is None or "Line" in kind or kind == "Unknown"]
    if len(lines) > 1:
        lines = [name for name in lines if name == "edges"] or lines  # as OSMnx names them
    if not lines and len(layers):
        raise StreetsError(str(path), "it holds no lines", "export the streets as lines")
    if len(lines) != 1:
        found = ", ".join(str(name) for name, _ in layers.tolist())
        raise StreetsError(
            str(path), f"expected one layer of lines, found: {found or 'none'}", "export the streets alone"
        )
    return str(lines[0])
