"""Lines as files of others draw them, as plain columns: GeoParquet, GeoJSON, and what GDAL reads."""

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

from geleit.errors import InputError, MissingExtraError, StreetsError
from geleit.io.foreign.apart import apart
from geleit.io.foreign.archive import open_archive
from geleit.io.foreign.guard import guarded
from geleit.io.foreign.json_text import read_json
from geleit.io.foreign.kinds import LINES, PARQUET, ZIPPED, Kind
from geleit.io.foreign.sizes import expect_size, read_bytes, too_many_points
from geleit.model.arrays import Flags, Floats

STARTS = {
    ".gpkg": b"SQLite format 3\x00",
    ".shp": b"\x00\x00\x27\x0a",
    ".fgb": b"fgb\x03fgb",
    ".kml": b"<",
    ".zip": b"PK",
}
"""How the files begin that GDAL reads; others are lines of JSON, or JSON."""

LINES_OF_JSON = (".geojsonl", ".geojsons", ".geojsonseq", ".ndjson")
"""Endings of files with one feature of GeoJSON in each line."""

NESTED = frozenset({"tags", "other_tags", "names", "access_restrictions", "road_flags"})
"""Columns whose cells are taken as they are, however much is in them."""

_MOST_VALUES = 20  # of a list in a cell
BESIDE = (".dbf", ".shx", ".prj", ".cpg")
"""Endings of the files that a shapefile has beside it."""

_LINE_TYPES, _AREA_TYPES = (1, 2), (3,)  # shapely's numbers of line string and ring, and of polygon
_SEVERAL_TYPES = (5, 6, 7)  # and of what holds several

CRS84 = "OGC:CRS84"
"""Longitude and latitude: what GeoJSON and GeoParquet mean where they say nothing."""


@dataclass(frozen=True, eq=False)
class Drawn:
    """The lines in a file, and the outlines of its areas.

    Parameters
    ----------
    rows
        Rows of the file, also those that hold neither.
    row
        Row of each line; one with several lines in it stands there several times.
    points, line
        Positions as the file has them, shape ``(n, 2)``, and the line of each.
    area
        Whether each line is the outer ring of an area.
    crs
        What they are projected in, as the file says.
    columns
        Columns by name, a cell for each row.
    present
        Names of all columns of the file.
    """

    rows: int
    row: NDArray[np.intp]
    points: Floats
    line: NDArray[np.intp]
    area: Flags
    crs: Any
    columns: Mapping[str, Sequence[Any]]
    present: Sequence[str] = ()


def read_drawn(path: Path, names: Sequence[str], *, layer: str = "", encoding: str = "") -> Drawn:
    """The lines of a file, with those of the columns named that are there, in whatever case they are written.

    Parameters
    ----------
    layer
        Which layer to read; empty for the only one of lines.
    encoding
        Of the texts of a shapefile; empty where it says so itself.

    Raises
    ------
    StreetsError
        If the file is damaged, not what its name says, beyond the bounds, or holds no lines.
    MissingExtraError
        If pyarrow or pyogrio is not installed; GeoJSON needs neither.
    """
    label = str(path)
    parquet, packed = path.name.lower().endswith("parquet"), path.suffix.lower() in STARTS
    zipped = path.suffix.lower() == ".zip"
    kind = PARQUET if parquet else ZIPPED if zipped else LINES
    if parquet or packed:
        expect_packages(parquet)
    if not parquet:
        refuse_other_kind(path)
    with guarded(label, kind, StreetsError):
        size = expect_size(path, kind, error=StreetsError)
        beside = [] if parquet else [path.with_suffix(ending) for ending in BESIDE]
        size += sum(file.stat().st_size for file in beside if path.suffix.lower() == ".shp" and file.is_file())
    if zipped:
        with open_archive(label, path, kind, StreetsError) as archive:
            inside = shapefile_in(label, archive.namelist())
            size = sum(member.file_size for member in archive.infolist())
        work = partial(_gdal, path, names, size, layer, encoding, f"/vsizip/{{{path.resolve()}}}/{inside}")
    elif parquet:
        work = partial(_parquet, path, names, size)
    elif packed:
        work = partial(_gdal, path, names, size, layer, encoding, str(path))
    else:
        work = partial(_geojson, path, names)
    [drawn] = apart(label, kind, size, work, StreetsError)
    return drawn


def shapefile_in(label: str, names: Sequence[str], error: type[InputError] = StreetsError) -> str:
    """The one shapefile of an archive."""
    found = [name for name in names if name.lower().endswith(".shp") and not name.startswith("__MACOSX")]
    if len(found) != 1:
        told = ", ".join(found) or "none"
        raise error(label, f"expected one shapefile in it, found: {told:.200}", "unpack it, and name the .shp file")
    return found[0]


def _named(names: Sequence[str], present: Sequence[str]) -> dict[str, str]:
    """What the columns named are called in the file: the same, or the same in another case."""
    lower = {name.lower(): name for name in reversed(present)}
    found = {name: name if name in present else lower.get(name.lower()) for name in names}
    return {name: own for name, own in found.items() if own is not None}


def expect_packages(parquet: bool) -> None:
    """Fail where what reads such files is not installed.

    Raises
    ------
    MissingExtraError
        If it is not.
    """
    try:
        import pyarrow.parquet  # noqa: F401

        if not parquet:
            import pyogrio  # noqa: F401
    except ImportError:
        job = "GeoParquet" if parquet else "GeoPackage, FlatGeobuf, KML and shapefiles"
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
        present = file.schema_arrow.names
        wanted = _named(names, [name for name in present if name != column])
        table = file.read([column, *dict.fromkeys(wanted.values())], use_threads=False)
        crs = geometry.get("crs", CRS84)  # what the specification says when none is given; null is unknown
        yield _drawn(label, PARQUET, size, table[column], crs, _cells(label, table, wanted), present)


def _gdal(path: Path, names: Sequence[str], size: int, layer: str, encoding: str, source: str) -> Iterator[Drawn]:
    import pyogrio

    label = str(path)
    with guarded(label, LINES, StreetsError), warnings.catch_warnings():
        warnings.simplefilter("ignore", RuntimeWarning)  # GDAL's; what matters it also tells as an error
        chosen = _line_layer(path, pyogrio.list_layers(source), layer)
        coded = {"encoding": encoding} if encoding else {}
        present = pyogrio.read_info(source, layer=chosen, **coded)["fields"].tolist()
        wanted = _named(names, present)
        about, table = pyogrio.read_arrow(source, layer=chosen, columns=list(dict.fromkeys(wanted.values())), **coded)
        shapes = table[about["geometry_name"] or "wkb_geometry"]
        yield _drawn(label, LINES, size, shapes, about["crs"], _cells(label, table, wanted), present)


def _geojson(path: Path, names: Sequence[str]) -> Iterator[Drawn]:
    label = str(path)
    data = read_bytes(path, LINES, error=StreetsError)
    if path.suffix.lower() in LINES_OF_JSON:
        rows = [row for row in data.replace(b"\x1e", b"").splitlines() if row.strip()]
        data = b'{"features": [' + b",".join(rows) + b"]}"
    document = read_json(label, data, LINES, StreetsError)
    features = document.get("features") if isinstance(document, dict) else None
    if isinstance(document, dict) and document.get("type") == "Feature":
        features = [document]
    if not isinstance(features, list):
        raise StreetsError(label, "expected a GeoJSON FeatureCollection", LINES.remedy)
    row: list[int] = []
    line: list[int] = []
    area: list[bool] = []
    points: list[tuple[float, float]] = []
    with guarded(label, LINES, StreetsError):
        for index, feature in enumerate(features):
            for positions, outline in _lines_of(feature.get("geometry")):
                if not positions:
                    continue
                if not all(type(number) in (int, float) for position in positions for number in position[:2]):
                    problem = "a position is not a number"
                    raise StreetsError(f"{label}: row {index + 1}", problem, "repair the geometry")
                points.extend((float(lon), float(lat)) for lon, lat, *_ in positions)
                line.extend([len(row)] * len(positions))
                row.append(index)
                area.append(outline)
        cells = [feature.get("properties") or {} for feature in features]
        present = sorted(set().union(*cells))
        columns = {name: [_cell(name, cell.get(own)) for cell in cells] for name, own in _named(names, present).items()}
        crs = document.get("crs")  # null says nothing, and positions are what GeoJSON has them be
        crs = crs["properties"]["name"] if crs else CRS84
    where = np.array(points, np.float64).reshape(-1, 2)
    of_row, of_line, areas = np.array(row, np.intp), np.array(line, np.intp), np.array(area, dtype=bool)
    yield Drawn(len(features), of_row, where, of_line, areas, crs, columns, present)


def _lines_of(geometry: Any) -> Iterator[tuple[Any, bool]]:
    """The lines that a geometry of GeoJSON is made of, and the outer rings of its areas, with whether each is one."""
    match geometry:
        case {"type": "LineString", "coordinates": line}:
            yield line, False
        case {"type": "MultiLineString", "coordinates": lines}:
            yield from ((line, False) for line in lines)
        case {"type": "Polygon", "coordinates": rings}:
            yield from ((ring, True) for ring in rings[:1])
        case {"type": "MultiPolygon", "coordinates": areas}:
            yield from ((ring, True) for rings in areas for ring in rings[:1])
        case {"type": "GeometryCollection", "geometries": parts}:
            for part in parts:
                yield from _lines_of(part)


def _cell(name: str, value: Any) -> Any:
    """A cell of GeoJSON; nested values are left out where nothing is made of them."""
    if name in NESTED:
        return value
    if isinstance(value, list) and len(value) > 1:
        return [_first(part) for part in value[:_MOST_VALUES]]
    return _first(value)


def _first(value: Any) -> Any:
    while isinstance(value, list):
        value = value[0] if value else None
    return None if isinstance(value, dict) else value


def _drawn(
    label: str,
    kind: Kind,
    size: int,
    wkb: Any,
    crs: Any,
    columns: Mapping[str, Sequence[Any]],
    present: Sequence[str],
) -> Drawn:
    if len(wkb) > kind.most_points(size):
        raise too_many_points(label, size, kind, StreetsError)
    with np.errstate(invalid="ignore"):  # positions that are not numbers are told by row
        shapes = np.asarray(shapely.from_wkb(wkb.to_numpy()))
    parts, rows = _parts(shapes)
    area = np.isin(shapely.get_type_id(parts), _AREA_TYPES)
    parts[area] = shapely.get_exterior_ring(parts[area])
    if shapely.get_num_coordinates(parts).sum() > kind.most_points(size):
        raise too_many_points(label, size, kind, StreetsError)
    points, line = shapely.get_coordinates(parts, return_index=True)
    return Drawn(len(shapes), rows, points, line, area, crs, columns, present)


def _parts(shapes: NDArray[Any]) -> tuple[NDArray[Any], NDArray[np.intp]]:
    """Lines and areas, none of them empty, and the row of each; collections of collections are left out."""
    rows = np.arange(len(shapes))
    for _ in range(2):  # of a collection the parts, and the parts of these
        several = np.isin(shapely.get_type_id(shapes), _SEVERAL_TYPES)
        inside, of = shapely.get_parts(shapes[several], return_index=True)
        shapes = np.concatenate([shapes[~several], inside])
        rows = np.concatenate([rows[~several], rows[several][of]])
    order = np.argsort(rows, kind="stable")
    shapes, rows = shapes[order], rows[order]
    known = np.isin(shapely.get_type_id(shapes), _LINE_TYPES + _AREA_TYPES) & ~shapely.is_empty(shapes)
    return shapes[known], rows[known]


def _cells(label: str, table: Any, names: Mapping[str, str]) -> dict[str, Sequence[Any]]:
    """Columns of a table of Arrow as lists, by what they are called here."""
    columns = {}
    for name, own in names.items():
        try:
            columns[name] = table[own].to_pylist()
        except UnicodeDecodeError:
            problem = f"a text in its column {own!r} is not UTF-8"
            shapefile = label.lower().endswith((".shp", ".zip"))
            remedy = "say its encoding, such as --encoding cp1256 for Arabic or cp1251 for Cyrillic"
            raise StreetsError(label, problem, remedy if shapefile else "export it again, in UTF-8") from None
    return columns


def refuse_other_kind(path: Path, error: type[InputError] = StreetsError) -> None:
    """Refuse a file that does not start as its name says, before GDAL looks for what else it could be."""
    with path.open("rb") as file:
        start = file.read(28)
    wanted = STARTS.get(path.suffix.lower())
    fits = start.startswith(wanted) if wanted else start.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{")
    if path.suffix.lower() in LINES_OF_JSON:
        fits = start.lstrip(b"\xef\xbb\xbf\x1e \t\r\n").startswith(b"{")
    if not fits:
        raise error(str(path), f"not a {path.suffix} file, whatever its name says", "export it again")
    if path.suffix.lower() == ".shp" and path.stat().st_size < 2 * int.from_bytes(start[24:28], "big"):
        raise error(str(path), "the file is cut off", "copy or download it again")


def _line_layer(path: Path, layers: NDArray[Any], chosen: str) -> str:
    names = [str(name) for name, _ in layers.tolist()]
    if chosen and chosen not in names:
        raise StreetsError(str(path), f"it has no layer {chosen!r:.60}", f"it has {', '.join(names) or 'none':.200}")
    if chosen:
        return chosen
    lines = [name for name, kind in layers.tolist() if kind is None or "Line" in kind or kind == "Unknown"]
    if len(lines) > 1:
        lines = [name for name in lines if name == "edges"] or lines  # as OSMnx names them
    if not lines:
        lines = [name for name, kind in layers.tolist() if "Polygon" in kind]
    if not lines and len(layers):
        raise StreetsError(str(path), "it holds no lines", "export the streets as lines")
    if len(lines) != 1:
        found = ", ".join(str(name) for name, _ in layers.tolist())
        raise StreetsError(
            str(path),
            f"expected one layer of lines, found: {found or 'none'}",
            "name it by --layer, or export the streets alone",
        )
    return str(lines[0])
