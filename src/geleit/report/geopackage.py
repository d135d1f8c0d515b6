"""What each row of a case became, as layers of a GeoPackage that QGIS opens with colours."""

from __future__ import annotations

import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import shapely
from shapely.geometry import LineString, MultiLineString, MultiPoint, Point
from shapely.geometry.base import BaseGeometry

from geleit.files import write_atomically
from geleit.model.became import Became
from geleit.model.case import Case
from geleit.model.frames import DEGREES
from geleit.model.public import InternalCase
from geleit.report.qgis_styles import Style, qml

EXTRA = "streets"
"""The extra with what writes GeoPackages."""

_TIME = "2000-01-01T00:00:00.000Z"
"""When the layers were changed, as far as the file tells: the same case gives the same bytes."""

_STYLES_TABLE = """
CREATE TABLE layer_styles (
  id INTEGER PRIMARY KEY AUTOINCREMENT NOT NULL, f_table_catalog TEXT(256), f_table_schema TEXT(256),
  f_table_name TEXT(256), f_geometry_column TEXT(256), styleName TEXT(30), styleQML TEXT, styleSLD TEXT,
  useAsDefault BOOLEAN, description TEXT, owner TEXT(30), ui TEXT(30), update_time DATETIME)
"""


@dataclass(frozen=True)
class Layer:
    """A layer: its name, kind of geometry, columns with a value for each row, and how QGIS is to draw it.

    Parameters
    ----------
    shape
        ``Point``, ``LineString``, ``MultiLineString``, ``MultiPoint`` or ``MultiPolygon``.
    where
        A geometry for each row, ``None`` where it has no place.
    columns
        Values of each column, one for each row.
    """

    name: str
    about: str
    shape: str
    where: Sequence[BaseGeometry | None]
    columns: dict[str, Sequence[object]]
    style: Style


def can_write() -> bool:
    """Whether what writes GeoPackages is installed."""
    try:
        import pyogrio  # noqa: F401
    except ImportError:
        return False
    return True


def write_layers(path: Path, view: InternalCase, became: Became) -> None:
    """Write the layers of a case, each also when it is empty, so that a project of QGIS finds them again.

    Raises
    ------
    InputError
        If the file cannot be written.
    """
    with tempfile.TemporaryDirectory(prefix="geleit-") as scratch:
        made = Path(scratch) / path.name
        layers = layers_of(view.case, became, view.publication)
        _write(made, layers)
        _write_styles(made, layers)
        write_atomically(path, made.read_bytes())


def layers_of(case: Case, became: Became, publication: str) -> list[Layer]:
    """The layers, the topmost on a map first."""
    network = case.network
    line = {piece: LineString(network.line(piece)) for piece in _pieces(became)}
    closed = [(one, piece) for one in became.closures for piece in one.pieces]
    beside = [(one, open_) for one in became.closures for open_ in one.beside]
    points = [one for one in became.people if one.shape == "point"]
    areas = [one for one in became.people if one.shape != "point"]
    made = [
        _layer("exits", "Exits where the case has them, with the street that each was put on", "Point",
               became.exits, lambda one: Point(one.recorded), Style("diamond", "#0072b2", 4.0, "name"),
               id="id", name="name", mode="mode", street="street", street_class="kind", metres_moved="metres",
               position_error="position_error", nearest_metres="nearest_m", nearest_class="nearest_kind", fits="fits",
               in_main_part="main"),
        _layer("exits_moved", "From each exit to its place on the street", "LineString",
               became.exits, lambda one: LineString([one.recorded, one.on]), Style("line", "#0072b2", 0.6),
               id="id", street="street", metres_moved="metres"),
        _layer("people", "Rows of people that are points", "Point", points, lambda one: one.where,
               Style("circle", "#d55e00", 2.6, "people_likely"), **_OF_PEOPLE),
        _layer("people_areas", "Rows of people that are outlines, and the box of a raster", "MultiPolygon",
               areas, lambda one: _multi(one.where), Style("fill", "#d55e00", 0.4), **_OF_PEOPLE),
        _layer("people_moved", "From each point of people to its place on the street", "LineString",
               points, lambda one: LineString([(one.where.x, one.where.y), one.on]), Style("line", "#d55e00", 0.5),
               id="id", metres_moved="most_m"),
        _layer("cells_moved", "From cells of a raster without a street to the street that their people were put on",
               "LineString", became.cells, lambda one: LineString([one.centre, one.on]),
               Style("line", "#e69f00", 0.4), people="people", metres_moved="metres"),
        Layer("closed", "Street pieces that closures shut", "LineString", [line[piece] for _, piece in closed],
              {"closure": [one.id for one, _ in closed], "name": [one.name for one, _ in closed],
               "certain": [one.certain for one, _ in closed], **_of_pieces(case, [p for _, p in closed])},
              Style("dots", "#000000", 1.4)),
        Layer("open_beside", "Street pieces within 20 m of a closed one that they run beside, and that stay open",
              "LineString", [line[open_.piece] for _, open_ in beside],
              {"closure": [one.id for one, _ in beside], "metres_off": [open_.metres for _, open_ in beside],
               "bridge": [open_.bridge for _, open_ in beside],
               **_of_pieces(case, [open_.piece for _, open_ in beside])},
              Style("line", "#cc79a7", 1.4)),
        _corridors(case),
        _places("depots", "Depots", case.fleet.depots, Style("square", "#009e73", 3.4, "name")),
        _places("gates", "Gates for trucks", case.fleet.gates, Style("triangle", "#009e73", 3.6, "name")),
        _layer("facilities", "Hospitals and other places around which incidents are counted", "Point",
               case.facilities, lambda one: Point(one.lon, one.lat), Style("cross", "#000000", 3.4, "name"),
               id="id", name="name", kind="kind", position_error="position_error"),
        _layer("stranded", "People apart from the main part of the streets, or without a way to an exit", "Point",
               became.stranded, lambda one: Point(one.at), Style("star", "#d55e00", 3.4, "people"),
               people="people", place="place", to_exit="to_exit"),
        _layer("near_misses", "Ends of streets that nearly meet another one: gaps of the map, or walls", "Point",
               became.near_misses, lambda one: Point(one.at), Style("ring", "#56b4e9", 2.6),
               metres="metres", street="street"),
        Layer("parts", "Parts of the streets that hang together on foot", "MultiLineString",
              [MultiLineString([line[piece] for piece in one.pieces]) for one in became.parts],
              {"part": list(range(1, len(became.parts) + 1)), "main": [one.main for one in became.parts],
               "km": [one.km for one in became.parts], "pieces": [len(one.pieces) for one in became.parts],
               "people": [one.people for one in became.parts], "exits": [one.exits for one in became.parts]},
              Style("parts", "#999999", 0.3)),
    ]  # fmt: skip
    for layer in made:
        layer.columns["publication"] = [publication] * len(layer.where)
    return made


_OF_PEOPLE = {
    "id": "id", "name": "name", "people_low": "low", "people_likely": "likely", "people_high": "high", "shape": "shape",
    "metres_moved_mean": "mean_m", "metres_moved_most": "most_m", "apart": "apart", "stranded": "stranded",
}  # fmt: skip
"""Columns of people, and the fields that they are."""


def _layer(
    name: str, about: str, shape: str, rows: Sequence[Any], where: Callable[[Any], Any], style: Style, /, **fields: str
) -> Layer:
    columns: dict[str, Sequence[object]] = {
        column: [getattr(row, field) for row in rows] for column, field in fields.items()
    }
    return Layer(name, about, shape, [where(row) for row in rows], columns, style)


def _corridors(case: Case) -> Layer:
    """Corridors as the places of their exits; none where no exit has one."""
    exits = [[e for e in case.exits if e.corridor == c.id and e.placed] for c in case.corridors]
    return Layer(
        "corridors",
        "Corridors as they were announced, at the exits that belong to them",
        "MultiPoint",
        [MultiPoint([(e.lon, e.lat) for e in some]) if some else None for some in exits],
        {
            "id": [c.id for c in case.corridors],
            "name": [c.name for c in case.corridors],
            "announced_by": ["; ".join(c.announced_by) for c in case.corridors],
            "agreed_by": ["; ".join(c.agreed_by) for c in case.corridors],
            "destination": [c.destination for c in case.corridors],
            "exits": ["; ".join(e.id for e in case.exits if e.corridor == c.id) for c in case.corridors],
        },
        Style("ring", "#0072b2", 6.0),
    )


def _places(name: str, about: str, rows: Sequence[Any], style: Style) -> Layer:
    return _layer(name, about, "Point", rows, lambda one: Point(one.lon, one.lat), style, id="id", name="name")


def _pieces(became: Became) -> set[int]:
    found = {piece for part in became.parts for piece in part.pieces}
    found.update(piece for one in became.closures for piece in one.pieces)
    return found | {open_.piece for one in became.closures for open_ in one.beside}


def _of_pieces(case: Case, pieces: Sequence[int]) -> dict[str, Sequence[object]]:
    network = case.network
    return {
        "street": [network.names[network.name[p]] if network.name[p] >= 0 else "" for p in pieces],
        "street_class": [network.kinds[network.kind[p]] for p in pieces],
        "length": [float(network.length[p]) for p in pieces],
    }


def _multi(shape: BaseGeometry) -> BaseGeometry:
    return shape if shape.geom_type == "MultiPolygon" else shapely.multipolygons([shape])


def _write(path: Path, layers: Sequence[Layer]) -> None:
    import pyogrio
    from pyogrio.raw import write

    pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": _TIME})
    try:
        for number, layer in enumerate(layers):
            geometry = np.array(
                [None if g is None else shapely.to_wkb(shapely.force_2d(g)) for g in layer.where], object
            )
            columns = [_column(values) for values in layer.columns.values()]
            write(
                path, geometry, field_data=columns, fields=np.array([*layer.columns], dtype=object), layer=layer.name,
                driver="GPKG", geometry_type=layer.shape, crs=DEGREES, append=number > 0,
                layer_options={"DESCRIPTION": layer.about, "GEOMETRY_NAME": "geom"},
            )  # fmt: skip
    finally:
        pyogrio.set_gdal_config_options({"OGR_CURRENT_DATE": None})


def _column(values: Sequence[object]) -> Any:
    """Values as an array of their type; texts where there is none."""
    first = next(iter(values), "")
    kind = {bool: np.bool_, int: np.int64, float: np.float64}.get(type(first), object)
    return np.array([round(v, 3) if isinstance(v, float) else v for v in values], dtype=kind)


def _write_styles(path: Path, layers: Sequence[Layer]) -> None:
    """The table in which QGIS looks for the styles of layers."""
    import sqlite3
    from contextlib import closing

    with closing(sqlite3.connect(path)) as file, file:
        file.execute(_STYLES_TABLE)
        file.execute(
            "INSERT INTO gpkg_contents (table_name, data_type, identifier, last_change) VALUES (?, ?, ?, ?)",
            ("layer_styles", "attributes", "layer_styles", _TIME),
        )
        file.executemany(
            "INSERT INTO layer_styles (f_table_catalog, f_table_schema, f_table_name, f_geometry_column, styleName, "
            "styleQML, styleSLD, useAsDefault, description, owner, update_time) "
            "VALUES ('', '', ?, 'geom', ?, ?, '', 1, ?, '', ?)",
            [(layer.name, layer.name, qml(layer.style, layer.shape), layer.about, _TIME) for layer in layers],
        )
