"""Tables of a case: CSV and GeoJSON files as records."""

from __future__ import annotations

import io
import os
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from geleit.errors import CaseError
from geleit.io.case.fields import did_you_mean, quote
from geleit.io.case.record import Record, Value, as_value
from geleit.io.case.table_spec import Table
from geleit.io.foreign.csv_rows import read_rows
from geleit.io.foreign.json_text import read_json
from geleit.io.foreign.kinds import GEOJSON_TABLE, TABLE
from geleit.io.foreign.sizes import read_bytes
from geleit.io.foreign.utf8 import decoded
from geleit.model.letters import of_cell

SUFFIXES = (".csv", ".geojson")
"""Of the files that hold a table."""

_WGS84 = ("CRS84", "EPSG:4326", "EPSG::4326")


@dataclass(frozen=True)
class Folder:
    """A case's folder.

    Parameters
    ----------
    root
        The folder.
    names
        File names that differ from the standard, by table.
    """

    root: Path
    names: Mapping[str, str]

    def label(self, file: str) -> str:
        """A file as messages name it: the folder's name and the file's."""
        return f"{self.root.resolve().name}/{file}"

    def path(self, name: str) -> Path:
        """The path of a file in the folder.

        Raises
        ------
        CaseError
            If it is missing, or not inside the folder.
        """
        path = self.root / name
        try:
            inside = path.resolve().is_relative_to(self.root.resolve())
            found, other = path.is_file(), path.exists()
        except (OSError, ValueError, RuntimeError):  # a name no file can have, or links in a circle
            inside = found = other = False
        if not found:
            problem = "expected a file, found a folder or something else" if other else "no such file"
            raise CaseError(self.label(quote(name) if "\n" in name else name), problem)
        if not inside:
            raise CaseError(self.label(name), "not inside the case's folder", "copy the file into it")
        return path

    def read_text(self, name: str) -> str:
        """A file's text.

        Raises
        ------
        CaseError
            If it is missing, too large, or not UTF-8.
        """
        path = self.path(name)
        return decoded(self.label(name), read_bytes(path, TABLE, self.label(name), CaseError), CaseError)

    def file_of(self, table: str) -> str | None:
        """The name of the file that holds a table; none where there is none.

        Raises
        ------
        CaseError
            If the table is there twice.
        """
        if table in self.names:
            return self.names[table]
        standard = [table + suffix for suffix in SUFFIXES]
        taken = set(self.names.values())  # a file that another table is read from
        there = [file for file in standard if file not in taken and os.path.lexists(self.root / file)]
        if len(there) > 1:
            raise CaseError(self.label(there[0]), f"{there[1]} is there too", "keep one of them")
        return there[0] if there else None

    def table(self, table: Table[Any]) -> tuple[Record, ...]:
        """The records of a table; none where the table is missing.

        Raises
        ------
        CaseError
            If the table is there twice, cannot be read, or has columns it should not have.
        """
        name = self.file_of(table.name)
        if name is None:
            return ()
        text = self.read_text(name)
        if name.endswith(".csv") and table.shapes and "Point" not in table.shapes:
            raise CaseError(self.label(name), f"expected {' or '.join(table.shapes)}", "draw it in a .geojson file")
        if name.endswith(".csv"):
            return tuple(csv_records(self.label(name), text, table))
        if name.endswith(".geojson"):
            return tuple(_geojson_records(self.label(name), text, table))
        raise CaseError(self.label(name), "expected a file ending in .csv or .geojson")


def csv_form(file: str, text: str) -> tuple[str, list[str]]:
    """The separator of a CSV table, and the names of its columns."""
    _, header = next(_rows(file, text), (1, []))
    while header and not header[-1]:
        header.pop()
    return _delimiter(text), header


def csv_records(file: str, text: str, table: Table[Any]) -> Iterator[Record]:
    """The records of a CSV table.

    Raises
    ------
    CaseError
        At the first row that cannot be read.
    """
    rows = _rows(file, text)
    at, header = next(rows, (1, []))
    columns = _header(file, at, header, table)
    for at, cells in rows:
        if any(cells[len(columns) :]) or len(cells) < len(columns):
            raise CaseError(
                f"{file}: row {at}",
                f"expected {len(columns)} cells, found {len(cells)}",
                "put quotes around a comma in a text",
            )
        values = {column: of_cell(cell) for column, cell in zip(columns, cells, strict=False) if cell}
        yield Record(file, f"row {at}", ", column ", table, values)


def _rows(file: str, text: str) -> Iterator[tuple[int, list[str]]]:
    """The rows that hold something, stripped, each with the number a spreadsheet shows."""
    for at, cells in read_rows(file, io.StringIO(text, newline=""), _delimiter(text), TABLE, CaseError, commented=True):
        stripped = [cell.strip() for cell in cells]
        if any(stripped) and not stripped[0].startswith("#"):  # a spreadsheet may have put quotes around a comment
            yield at, stripped


def _delimiter(text: str) -> str:
    lines = io.StringIO(text)
    header = next((line for line in lines if line.strip() and not line.startswith(("#", '"#'))), "")
    return ";" if ";" in header else ","


def _header(file: str, at: int, header: list[str], table: Table[Any]) -> list[str]:
    columns = list(header)
    while columns and not columns[-1]:
        columns.pop()
    where = f"{file}: row {at}"
    if not columns:
        raise CaseError(where, "expected a row with the names of the columns, found an empty table")
    if any("\t" in column for column in columns):
        raise CaseError(where, "the columns are separated by tabs", "separate them by commas or semicolons")
    position = table.position.names if table.position else ()
    known = table.names + position
    for number, column in enumerate(columns, 1):
        if not column:
            raise CaseError(where, f"column {number} has no name")
        if columns.index(column) != number - 1:
            raise CaseError(where, f"the column {quote(column)} is there twice")
        _check_name(where, column, known)
    for column in table.required + (position if table.placed else ()):
        if column not in columns:
            raise CaseError(where, f"the column {column!r} is missing")
    return columns


def _check_name(where: str, name: str, known: Collection[str]) -> None:
    if name not in known and not name.startswith("_"):
        raise CaseError(where, f"unknown column {quote(name)}", did_you_mean(name, known) or "start your own with '_'")


def _geojson_records(file: str, text: str, table: Table[Any]) -> Iterator[Record]:
    for index, feature in enumerate(_features(file, text)):
        place = f"{table.name}[{index}]"
        where = f"{file}: {place}"
        if not isinstance(feature, dict) or feature.get("type") != "Feature":
            raise CaseError(where, "expected a GeoJSON Feature")
        if feature.get("geometry") is not None and not table.shapes:
            raise CaseError(f"{where}.geometry", f"the table {table.name} has no positions", "leave the geometry null")
        properties = feature.get("properties") or {}
        if not isinstance(properties, dict):
            raise CaseError(where, "expected properties to be an object")
        if "id" in table.names and "id" not in properties and isinstance(feature.get("id"), str | int):
            properties = {"id": feature["id"], **properties}
        values: dict[str, Value] = {}
        for name, value in properties.items():
            _check_name(where, name, table.names)
            if not name.startswith("_"):
                values[name] = _as_value(f"{where}.{name}", value)
        yield Record(file, place, ".", table, {k: v for k, v in values.items() if v}, feature.get("geometry"))


def _features(file: str, text: str) -> list[object]:
    document = read_json(file, text, GEOJSON_TABLE, CaseError, once=True)
    kind = document.get("type") if isinstance(document, dict) else None
    if kind == "Feature":
        return [document]
    features = document.get("features") if kind == "FeatureCollection" else None
    if not isinstance(features, list):
        raise CaseError(file, "expected a GeoJSON FeatureCollection")
    match document.get("crs"):
        case None:
            pass
        case {"properties": {"name": str(system)}} if any(name in system for name in _WGS84):
            pass
        case _:
            raise CaseError(
                f"{file}: crs", "expected degrees (WGS 84), found another reference system", "save it as EPSG:4326"
            )
    return features


def _as_value(where: str, found: object) -> Value:
    try:
        return as_value(found)
    except ValueError as fault:
        raise CaseError(where, str(fault)) from None
