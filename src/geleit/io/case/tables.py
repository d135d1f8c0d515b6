"""Tables of a case: CSV and GeoJSON files as records."""

from __future__ import annotations

import io
import os
from array import array
from collections.abc import Collection, Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, islice
from pathlib import Path
from typing import Any

from geleit.errors import CaseError, together
from geleit.io.case.fields import did_you_mean, quote
from geleit.io.case.plainly import plainly
from geleit.io.case.record import Value, as_value
from geleit.io.case.rows import Rows
from geleit.io.case.table_spec import MOST_FAULTS, Table
from geleit.io.case.tool_columns import is_of_tool
from geleit.io.foreign.csv_rows import read_rows
from geleit.io.foreign.json_text import read_json
from geleit.io.foreign.kinds import GEOJSON_TABLE, TABLE
from geleit.io.foreign.sizes import read_bytes
from geleit.io.foreign.utf8 import decoded
from geleit.model.letters import of_cell

SUFFIXES = (".csv", ".geojson")
"""Of the files that hold a table."""

_AT_ONCE = 1_000_000
"""Characters turned into lines at once."""

_ROWS_AT_ONCE = 1_000
"""Rows turned into columns at once."""

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

    @cached_property
    def _resolved(self) -> Path:
        """The folder itself, whatever links lead there; looked for once, not for each file and message."""
        return self.root.resolve()

    def label(self, file: str) -> str:
        """A file as messages name it: the folder's name and the file's."""
        return f"{self._resolved.name}/{file}"

    def path(self, name: str) -> Path:
        """The path of a file in the folder.

        Raises
        ------
        CaseError
            If it is missing, or not inside the folder.
        """
        path = self.root / name
        try:
            inside = path.resolve().is_relative_to(self._resolved)
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
        there = [file for file in standard if file not in taken and os.path.lexists(os.path.join(self.root, file))]  # noqa: PTH118 - asked for each table
        if len(there) > 1:
            raise CaseError(self.label(there[0]), f"{there[1]} is there too", "keep one of them")
        return there[0] if there else None

    def table(self, table: Table[Any]) -> Rows:
        """The rows of a table; none where the table is missing.

        Raises
        ------
        CaseError
            If the table is there twice, cannot be read, or has columns it should not have.
        """
        name = self.file_of(table.name)
        if name is None:
            return Rows("", table)
        text = self.read_text(name)
        if name.endswith(".csv") and table.shapes and "Point" not in table.shapes:
            raise CaseError(self.label(name), f"expected {' or '.join(table.shapes)}", "draw it in a .geojson file")
        if name.endswith(".csv"):
            return plainly(csv_records(self.label(name), text, table))
        if name.endswith(".geojson"):
            return plainly(_geojson_records(self.label(name), text, table))
        raise CaseError(self.label(name), "expected a file ending in .csv or .geojson")


def csv_form(file: str, text: str) -> tuple[str, list[str]]:
    """The separator of a CSV table, and the names of its columns."""
    _, header = next(_rows(file, text), (1, []))
    return _delimiter(text), _named(header)


def csv_records(file: str, text: str, table: Table[Any]) -> Rows:
    """The rows of a CSV table.

    Raises
    ------
    CaseError
        If it has no such header, at every row with another number of cells, or where it cannot be read on.
    """
    rows = _rows(file, text)
    at, header = next(rows, (1, []))
    names = _header(file, at, header, table)
    numbers, columns = array("L"), [list[str]() for _ in names]
    faults: list[CaseError] = []
    guarded = "'" in text
    while some := list(islice(rows, _ROWS_AT_ONCE)):
        for at, cells in some:
            if len(cells) < len(names) or any(map(str.strip, cells[len(names) :])):
                problem = f"expected {len(names)} cells, found {len(cells)}"
                faults.append(CaseError(f"{file}: row {at}", problem, "put quotes around a comma in a text"))
            numbers.append(at)
        for column, found in zip(columns, zip(*(cells for _, cells in some), strict=False), strict=False):
            known: dict[str, str] = {}  # a text that stands in many rows is kept once
            stripped = list(map(of_cell, map(str.strip, found)) if guarded else map(str.strip, found))
            column.extend(map(known.setdefault, stripped, stripped))
        if len(faults) >= MOST_FAULTS:
            break
    if faults:
        raise together(faults[:MOST_FAULTS])
    return Rows(file, table, "row {}", ", column ", numbers, dict(zip(names, columns, strict=True)))


def _rows(file: str, text: str) -> Iterator[tuple[int, list[str]]]:
    """The rows that hold something, each with the number a spreadsheet shows."""
    lines, size = _lines(text), len(text)
    for at, cells in read_rows(file, lines, _delimiter(text), TABLE, CaseError, size=size, commented=True):
        if any(map(str.strip, cells)) and not cells[0].lstrip().startswith("#"):  # a spreadsheet may have quoted it
            yield at, cells


def _delimiter(text: str) -> str:
    header = next((line for line in _lines(text) if line.strip() and not line.startswith(("#", '"#'))), "")
    return next((mark for mark in ";\t" if mark in header), ",")


def _lines(text: str) -> Iterator[str]:
    """The lines, with what ends them: some at a time, as a file in memory takes four bytes a character."""
    return chain.from_iterable(io.StringIO(part, newline="") for part in _parts(text))


def _parts(text: str) -> Iterator[str]:
    """A text in parts of whole lines."""
    start = 0
    while start < len(text):
        end = text.find("\n", start + _AT_ONCE) + 1 or len(text)
        yield text[start:end]
        start = end


def _named(header: list[str]) -> list[str]:
    """The names in a header, without empty ones at its end."""
    names = [cell.strip() for cell in header]
    while names and not names[-1]:
        names.pop()
    return names


def _header(file: str, at: int, header: list[str], table: Table[Any]) -> list[str]:
    columns = _named(header)
    where = f"{file}: row {at}"
    if not columns:
        raise CaseError(where, "expected a row with the names of the columns, found an empty table")
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


def _is_of_tool(name: str, known: Collection[str]) -> bool:
    """Whether a column is one that a tool adds by itself, which is not read."""
    return name not in known and is_of_tool(name)


def _check_name(where: str, name: str, known: Collection[str]) -> None:
    if name not in known and not name.startswith("_") and not _is_of_tool(name, known):
        raise CaseError(where, f"unknown column {quote(name)}", did_you_mean(name, known) or "start your own with '_'")


def _geojson_records(file: str, text: str, table: Table[Any]) -> Rows:
    found: list[dict[str, Value]] = []
    geometries: list[object] = []
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
            if not name.startswith("_") and not _is_of_tool(name, table.names):
                values[name] = _as_value(f"{where}.{name}", value)
        found.append(values)
        geometries.append(feature.get("geometry"))
    names = dict.fromkeys(name for values in found for name in values)
    columns = {name: [values.get(name, "") for values in found] for name in names}
    return Rows(file, table, f"{table.name}[{{}}]", ".", range(len(found)), columns, geometries)


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
