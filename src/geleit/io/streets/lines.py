"""Streets from line files: GeoParquet, GeoPackage, GeoJSON and shapefile, in any coordinate reference system."""

from __future__ import annotations

import math
import warnings
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from geleit.errors import StreetsError
from geleit.io.foreign.drawn import Drawn, read_drawn
from geleit.io.foreign.guard import reason_of
from geleit.io.streets.provenance import describe_origin
from geleit.model.arrays import Flags, Floats, Ints, Shorts
from geleit.model.network import Network
from geleit.model.proof import one_line
from geleit.progress import Count, no_count
from geleit.streets.build import OSM_CREDIT, PER_DEGREE, Ways, build_network, refuse_off_the_map
from geleit.streets.rules import BOTH_WAYS, Street, classify

SUFFIXES = (".parquet", ".geoparquet", ".gpkg", ".geojson", ".shp")

RULE_COLUMNS = (
    "highway",
    "oneway",
    "junction",
    "lanes",
    "width",
    "maxspeed",
    "bridge",
    "motorcar",
    "motor_vehicle",
    "vehicle",
    "access",
    "impassable",
    "status",
)
"""Columns that the rule reads where they are there."""

_KNOWN = (*RULE_COLUMNS, "fclass", "name", "attribution", "u", "v")

_GEOFABRIK = {"oneway": {"F": "yes", "T": "-1", "B": "no"}, "bridge": {"T": "yes", "F": "no"}}
"""What the letters in shapefiles with a column ``fclass`` mean: forward, towards the start, both; true, false."""


def read_lines(path: Path, progress: Count | None = None) -> Network:
    """Read streets from a file of lines.

    With columns ``u`` and ``v`` (as OSMnx writes them) lines meet where these say so; else wherever two lines have a
    point in common, to 1e-7 degrees. Rows that hold no line are left out and counted; the way back of a two-way street
    that is drawn there and back is left out too. Without a column ``oneway`` no street is one-way, because the
    direction a line is drawn in then means nothing. The columns of Geofabrik's shapefiles are understood too.

    Parameters
    ----------
    path
        ``.parquet`` or ``.geoparquet``, ``.gpkg``, ``.geojson`` (or ``.json``), ``.shp``.
    progress
        Called with the step, what is done, and the total or ``None``.

    Raises
    ------
    StreetsError
        If the file is missing, damaged, not what its name says, without lines or coordinate reference system, or
        positions are not numbers.
    MissingExtraError
        If pyarrow or pyogrio is not installed; GeoJSON needs neither.
    """
    origin = describe_origin(path)
    tell = progress or no_count
    tell("reading lines", 0, None)
    table = read_drawn(path, _KNOWN)
    ways = _ways(table, path, tell)
    tell("cutting streets", 0, None)
    network = build_network(ways, attribution=one_line(_credit(table)), origin=origin, where=str(path))
    not_lines = table.rows - len(np.unique(table.row))
    return replace(network, report=replace(network.report, not_lines=not_lines))


def _credit(table: Drawn) -> str:
    """Whom the file credits; without a word on that, classes as OpenStreetMap has them are taken to be its own."""
    if "attribution" in table.columns:
        return "; ".join(sorted({_text(value) for value in table.columns["attribution"]} - {""}))
    return OSM_CREDIT if {"highway", "fclass"} & set(table.columns) else ""


def _ways(table: Drawn, path: Path, tell: Count) -> Ways:
    """Lines with positions in degrees, what meets at their points, and what the rule says about each."""
    if not len(table.row):
        raise StreetsError(str(path), "it holds no lines", "export the streets as lines")
    row, points, part = table.row, table.points, table.line
    bad = np.flatnonzero(~np.isfinite(points).all(axis=1))
    if len(bad):
        raise StreetsError(f"{path}: row {row[part[bad[0]]] + 1}", "a position is not a number", "repair the geometry")
    tell("finding positions", 0, None)
    lon, lat = _to_degrees(points, table.crs, path)
    refuse_off_the_map(lon, lat, str(path))
    first = np.concatenate([[0], np.cumsum(np.bincount(part, minlength=len(row)))]).astype(np.int64)
    street, streets = _streets(table)
    name, names = _names(table)
    place = _by_position(lon, lat)
    ends = _ends(table, row) if len(row) == len(np.unique(row)) else None
    kept = street[row]
    two_way = np.array([*(s.drive in (0, BOTH_WAYS) for s in streets), False])  # the last is for -1, no street
    kept[_back_again(place, first) & two_way[kept]] = -1
    return Ways(
        first=first,
        node=place if ends is None else _by_number(ends, place, first),
        lon=lon,
        lat=lat,
        street=kept,
        name=name[row],
        streets=streets,
        names=names,
        meet_inside=ends is None,
    )


def _to_degrees(points: Floats, crs: Any, path: Path) -> tuple[Floats, Floats]:
    import pyproj

    if not crs:
        remedy = "for a shapefile add the .prj file; else export with a coordinate reference system"
        raise StreetsError(str(path), "it does not say its coordinate reference system", remedy)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore", FutureWarning)  # of old ways to name one
            known = pyproj.CRS.from_user_input(crs)
        change = pyproj.Transformer.from_crs(known, "OGC:CRS84", always_xy=True)
        lon, lat = change.transform(points[:, 0], points[:, 1])
    except (pyproj.exceptions.ProjError, ValueError, TypeError) as problem:
        message = f"its coordinate reference system is not one on Earth: {reason_of(problem)}"
        raise StreetsError(str(path), message, "export it in EPSG:4326") from None
    if not (np.isfinite(lon).all() and np.isfinite(lat).all()):
        raise StreetsError(str(path), "positions lie outside its coordinate reference system", "check which one it is")
    return lon, lat


def _streets(table: Drawn) -> tuple[Shorts, tuple[Street, ...]]:
    """What the rule says about each row, -1 for no street; rows with the same tags are judged once."""
    columns = {name: [_text(v) for v in table.columns[name]] for name in RULE_COLUMNS if name in table.columns}
    if "highway" not in columns and "fclass" in table.columns:
        columns["highway"] = [_text(v).split("_grade")[0] for v in table.columns["fclass"]]
        for name, meaning in _GEOFABRIK.items():
            columns[name] = [meaning.get(v, v) for v in columns.get(name, ())] or ["no"] * table.rows
    usual = {"highway": "road"} if "highway" not in columns else {}
    if "oneway" not in columns:
        usual["oneway"] = "no"
    judged: dict[tuple[Any, ...], int] = {}
    streets: dict[Street, int] = {}
    index = np.full(table.rows, -1, dtype=np.int32)
    for row, values in enumerate(zip(*columns.values(), strict=True)):
        if values not in judged:
            tags = usual | {name: value for name, value in zip(columns, values, strict=True) if value}
            street = classify(tags)
            judged[values] = -1 if street is None else streets.setdefault(street, len(streets))
        index[row] = judged[values]
    if not columns and (street := classify(usual)):
        return np.zeros(len(index), dtype=np.int32), (street,)
    return index, tuple(streets)


def _names(table: Drawn) -> tuple[Shorts, tuple[str, ...]]:
    names: dict[str, int] = {}
    index = np.full(table.rows, -1, dtype=np.int32)
    for row, value in enumerate(table.columns.get("name", ())):
        text = _text(value)
        if text:
            index[row] = names.setdefault(text, len(names))
    return index, tuple(map(one_line, names))


def _text(value: Any) -> str:
    """A cell as OpenStreetMap would write it; of several values, as OSMnx joins them, the first."""
    if isinstance(value, str):
        text = value.strip()
        return text.strip("[]").split(",")[0].strip(" '\"") if text.startswith("[") else text
    if value is None or value is False or value is True:
        return {None: "", False: "no", True: "yes"}[value]
    if isinstance(value, list):
        return _text(value[0]) if value else ""
    if isinstance(value, float):
        return f"{value:g}" if math.isfinite(value) else ""
    return str(value)


def _by_position(lon: Floats, lat: Floats) -> Ints:
    """One number for each position, to 1e-7 degrees."""
    east, north = (np.rint(degrees * PER_DEGREE).astype(np.int64) for degrees in (lon, lat))
    return np.asarray(east * 2**32 + north)


def _back_again(place: Ints, first: Ints) -> Flags:
    """Whether each line is another one drawn backwards; of the two, the one that starts at the larger number."""
    start, stop = place[first[:-1]], place[first[1:] - 1]
    columns = np.minimum(start, stop), np.maximum(start, stop), np.add.reduceat(place, first[:-1]), np.diff(first)
    order = np.lexsort(columns)
    new = np.any([np.diff(column[order], prepend=column[order[:1]] - 1) != 0 for column in columns], axis=0)
    twins = np.empty(len(order), dtype=np.int64)
    twins[order] = np.cumsum(new) - 1
    forwards = np.bincount(twins, weights=start < stop) > 0
    return np.asarray((start > stop) & forwards[twins])


def _ends(table: Drawn, row: NDArray[np.intp]) -> tuple[Ints, Ints] | None:
    """Numbers of the corners that ``u`` and ``v`` name, for each row; ``None`` unless every row names both."""
    if not {"u", "v"} <= set(table.columns):
        return None
    named = [*table.columns["u"], *table.columns["v"]]
    if {*map(type, named)} not in ({int}, {str}):
        return None
    number = {name: at for at, name in enumerate(sorted(set(named)))}
    u, v = np.array([number[name] for name in named], dtype=np.int64).reshape(2, -1)[:, row]
    return u, v


def _by_number(ends: tuple[Ints, Ints], place: Ints, first: Ints) -> Ints:
    """What stands at each point: the corner at the ends of a line, nothing else's number between them.

    ``u`` need not be where the drawing starts. Each corner stands where most of its lines have an end; a line is taken
    the other way round where that fits better.
    """
    u, v = ends
    start, stop = first[:-1], first[1:] - 1
    _, end = np.unique(np.concatenate([place[start], place[stop]]), return_inverse=True)
    a, b = end.reshape(2, -1)
    u_at, v_at = u * len(end), v * len(end)
    statements = np.stack([u_at + a, v_at + b, u_at + b, v_at + a])
    _, which, times = np.unique(statements, return_inverse=True, return_counts=True)
    as_named, turned = times[which].reshape(2, 2, -1).sum(axis=1)
    node = -1 - np.arange(len(place), dtype=np.int64)
    node[start] = np.where(turned > as_named, v, u)
    node[stop] = np.where(turned > as_named, u, v)
    return node
