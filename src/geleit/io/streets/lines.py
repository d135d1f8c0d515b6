"""Streets from line files, in any coordinate reference system."""

from __future__ import annotations

import warnings
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from geleit.errors import StreetsError
from geleit.io.foreign.drawn import CRS84, LINES_OF_JSON, Drawn, read_drawn
from geleit.io.foreign.guard import reason_of
from geleit.io.streets.columns import (
    OSM_COLUMNS,
    credits_of,
    expect_named,
    names_of,
    tags_of,
    wanted,
    without_classes,
)
from geleit.io.streets.how import AS_IT_SAYS, HowToRead
from geleit.io.streets.provenance import describe_origin
from geleit.model.arrays import Flags, Floats, Ints, Shorts
from geleit.model.entries import one_line
from geleit.model.network import NO_CLASS, Network
from geleit.progress import Count, no_count
from geleit.streets.build import OSM_CREDIT, PER_DEGREE, Ways, build_network, refuse_off_the_map
from geleit.streets.rules import ANY, BOTH_WAYS, Street, classify
from geleit.streets.squares import Square, is_area, is_square, may_be_square, outline_of, with_squares

SUFFIXES = (".parquet", ".geoparquet", ".gpkg", ".geojson", ".shp", ".zip", ".fgb", ".kml", *LINES_OF_JSON)


def read_lines(path: Path, progress: Count | None = None, how: HowToRead = AS_IT_SAYS) -> Network:
    """Read streets from a file of lines.

    With columns ``u`` and ``v`` (as OSMnx writes them) lines meet where these say so; else wherever two lines have a
    point in common, to 1e-7 degrees. Rows that hold no line are left out and counted; the way back of a two-way street
    that is drawn there and back is left out too. Areas and closed lines may be squares; other areas are no streets.
    Without a column ``oneway`` no street is one-way, because the direction a line is drawn in then means nothing. The
    columns of Geofabrik, Overture and GDAL are understood too, and lines that are no streets are left out and counted.

    Parameters
    ----------
    path
        ``.parquet`` or ``.geoparquet``, ``.gpkg``, ``.geojson`` (or ``.json``), ``.geojsonl``, ``.shp`` or a ``.zip``
        with one, ``.fgb``, ``.kml``.
    progress
        Called with the step, what is done, and the total or ``None``.
    how
        What the file does not say itself.

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
    table = read_drawn(path, wanted(how.columns), layer=how.layer, encoding=how.encoding)
    expect_named(table, how.columns, str(path))
    ways, not_streets = _ways(table, path, how, tell)
    tell("cutting streets", 0, None)
    network = build_network(ways, attribution=_credit(table, how), origin=origin, where=str(path))
    not_lines = table.rows - len(np.unique(table.row))
    report = replace(network.report, not_lines=not_lines, not_streets=not_streets)
    if without_classes(table, how.columns):
        unknown = {NO_CLASS if word == f"highway={ANY}" else word: times for word, times in report.unknown.items()}
        report = replace(report, unknown=unknown, without_classes=tuple(map(one_line, table.present)))
    return replace(network, report=report)


def _credit(table: Drawn, how: HowToRead) -> str:
    """Whom the file credits; without a word on that, OpenStreetMap where rows have its ids or all its tags."""
    if found := credits_of(table, how.columns):
        return "; ".join(sorted(found))
    return OSM_CREDIT if OSM_COLUMNS & set(table.present) else ""


def _ways(table: Drawn, path: Path, how: HowToRead, tell: Count) -> tuple[Ways, int]:
    """Lines with positions in degrees, what meets at their points and what the rule says; how many are no streets."""
    row, points, part = table.row, table.points, table.line
    bad = np.flatnonzero(~np.isfinite(points).all(axis=1))
    if len(bad):
        raise StreetsError(f"{path}: row {row[part[bad[0]]] + 1}", "a position is not a number", "repair the geometry")
    which, distinct = _tags(table, how, str(path)) if len(row) else (row, ())
    tags = [distinct[i] for i in which[row].tolist()]
    if not any(not area or _is_square(of, closed=True, area=True) for of, area in zip(tags, table.area, strict=True)):
        raise StreetsError(str(path), "it holds no lines", "export the streets as lines")
    tell("finding positions", 0, None)
    lon, lat = to_degrees(points, table.crs, path)
    refuse_off_the_map(lon, lat, str(path))
    first = np.concatenate([[0], np.cumsum(np.bincount(part, minlength=len(row)))]).astype(np.int64)
    street, streets = _streets(distinct)
    street = street[which[row]]
    name, names = _names(table, how)
    place = _by_position(lon, lat)
    ends = _ends(table, row) if len(row) == len(np.unique(row)) and not table.area.any() else None
    kept = np.where(table.area, -1, street).astype(np.int32)
    two_way = np.array([*(s.drive in (0, BOTH_WAYS) for s in streets), False])  # the last is for -1, no street
    kept[_back_again(place, first) & two_way[kept]] = -1
    ways = Ways(
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
    squares = dict(_squares(ways, tags, table.area))
    none = table.area | ((street < 0) & ~np.array([bool(of.get("highway")) for of in tags]))
    none[list(squares)] = False
    return with_squares(ways, tuple(squares.values())), len(np.unique(row[none]))


def _squares(ways: Ways, tags: Sequence[Mapping[str, str]], area: Flags) -> Iterator[tuple[int, Square]]:
    """Areas and closed lines that are squares, by the line."""
    for i, (start, stop) in enumerate(pairwise(ways.first.tolist())):
        about, ring = tags[i], ways.node[start:stop]
        closed = len(ring) > 3 and ring[0] == ring[-1]
        open_square = len(ring) > 2 and is_area(about)
        if not open_square and not _is_square(about, closed=closed, area=bool(area[i])):
            continue
        outline = outline_of(about) if area[i] else None
        declared = bool(area[i]) or is_square(about)
        number = i if ways.street[i] >= 0 else -1
        yield i, Square(ring, ways.lon[start:stop], ways.lat[start:stop], number, declared, outline)


def _is_square(tags: Mapping[str, str], *, closed: bool, area: bool) -> bool:
    """Whether people can cross what a line closes."""
    if area:
        return is_square({**tags, "type": "multipolygon"})
    return closed and (is_square(tags) or may_be_square(tags))


def to_degrees(points: Floats, crs: Any, path: Path) -> tuple[Floats, Floats]:
    """Longitudes and latitudes of positions, shape ``(n, 2)``, as a file projects them.

    Raises
    ------
    StreetsError
        If it does not say how, or they are not on Earth.
    """
    if crs == CRS84:  # as of most GeoJSON: they are degrees already, and what would say so takes a while to load
        lon, lat = points[:, 0].copy(), points[:, 1].copy()
    else:
        lon, lat = _transformed(points, crs, path)
    if not (np.isfinite(lon).all() and np.isfinite(lat).all()):
        raise StreetsError(str(path), "positions lie outside its coordinate reference system", "check which one it is")
    return lon, lat


def _transformed(points: Floats, crs: Any, path: Path) -> tuple[Floats, Floats]:
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
    return lon, lat


def _tags(table: Drawn, how: HowToRead, label: str) -> tuple[Shorts, Sequence[Mapping[str, str]]]:
    """Which tags each row has, and these: many rows have the same."""
    distinct: dict[frozenset[tuple[str, str]], int] = {}
    rows = tags_of(table, how.columns, label)
    which = np.array([distinct.setdefault(frozenset(tags.items()), len(distinct)) for tags in rows], dtype=np.int32)
    return which, [dict(sorted(told)) for told in distinct]


def _streets(distinct: Sequence[Mapping[str, str]]) -> tuple[Shorts, tuple[Street, ...]]:
    """What the rule says about tags, -1 for none."""
    streets: dict[Street, int] = {}
    found = [-1 if street is None else streets.setdefault(street, len(streets)) for street in map(classify, distinct)]
    return np.array(found, dtype=np.int32), tuple(streets)


def _names(table: Drawn, how: HowToRead) -> tuple[Shorts, tuple[str, ...]]:
    names: dict[str, int] = {}
    found = [names.setdefault(name, len(names)) if name else -1 for name in names_of(table, how.columns)]
    return np.array(found, dtype=np.int32), tuple(names)


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
