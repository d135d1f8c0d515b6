"""A table read by column gives what it gives row by row: the same objects and faults, in the same order."""

from __future__ import annotations

import csv
import io
import json
import tempfile
from dataclasses import fields, is_dataclass
from datetime import datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given
from hypothesis import strategies as st
from shapely.geometry.base import BaseGeometry

from geleit.errors import InputError
from geleit.io.case.columns import Amount, Choice, Id, Ids, Number, Position, Time, Windows, Yes
from geleit.io.case.context import Context
from geleit.io.case.fields import Calendar
from geleit.io.case.rows import Rows, ids_of
from geleit.io.case.specs.all_tables import TABLES
from geleit.io.case.table_spec import Column, Table
from geleit.io.case.tables import Folder, csv_records
from geleit.model.window import Window
from tests.drawn import draw

pytestmark = pytest.mark.slow

ZONE = ZoneInfo("Asia/Damascus")
PERIOD = Window(datetime(2016, 7, 28, tzinfo=ZONE), datetime(2016, 8, 11, tzinfo=ZONE))
TOWN = draw([(36.15, 37.18), (36.16, 37.19)], [(0, 1, [])])
KNOWN = frozenset({"a", "b", "food"})

WORDS = st.sampled_from(
    ["a", "b", "food", "shelling", "people", "t", "persons/h", "two words", 'a "quote"', "a; b", "حلب"]
)
FIGURES = st.sampled_from(["0", "1", "0.5", "0.9", "1.0", "30", "+3", "7e1", ".25"])
TIMES = st.sampled_from(["2016-07-28", "2016-07-28T10:00", "2016-07-29 10:00+03:00", "2016-08-01T10:00Z", "2016-04-01"])
WINDOWS = st.sampled_from(["always", "daily 10:00-13:00", "2016-07-28T10:00/2016-07-28T12:00; always"])
ODD = st.sampled_from(
    [
        *("", " ", "nan", "1e999", "-1", "1_0", "٣", "9" * 41, "0" * 20_001 + "1", "3000000000000", "0.30001", "1e-3"),
        *("2016-02-30", "2016-03-25T00:30", "2016-10-28T00:30", "2016-07-28T25:00", "1066-10-14", "2016-07-27T23:00"),
        *("nobody", "x" * 101, "a\x07b", "a\nb", "a\u2028b", "never", "daily 13:00-10:00", "operation", "f" * 64),
        *("37.15", "36.15", "-36.16", "91", "181", "90", "180", "-0.0"),
    ]
)
POINTS = st.sampled_from(
    [["36.15", "37.18"], ["36.161", "37.2"], ["37.18", "36.15"], ["0", "0"], ["", ""], ["37.3", ""]]
)
SHAPES = st.sampled_from(
    [
        *(None, "Point", {}, {"type": "Point"}, {"type": "Point", "coordinates": []}, {"type": ["Point"]}),
        *(
            {"type": "Point", "coordinates": at}
            for at in ([36.15, 37.18], [37.18, 36.15], [36, 37], [36.15, 37.18, 300.0])
        ),
        *({"type": "Point", "coordinates": at} for at in ([True, 37.18], ["36.15", 37.18], [36.15], [36.15, 91.0])),
        *({"type": "Point", "coordinates": at} for at in ([181.0, 37.18], [-0.0, 0.0], [91.0, 100.0], 7)),
        {"type": "LineString", "coordinates": [[36.15, 37.18], [36.16, 37.18]]},
        {"type": "Polygon", "coordinates": [[[36.15, 37.18], [36.16, 37.18], [36.16, 37.19], [36.15, 37.18]]]},
        {"type": "Polygon", "coordinates": [[[0.0, 0.0], [1.0, 1.0], [0.0, 1.0], [1.0, 0.0], [0.0, 0.0]]]},
    ]
)


def usual(column: Column):
    """Cells that are mostly right in a column of a file."""
    match column:
        case Id() if column.name == "id":
            return st.uuids().map(lambda made: str(made)[:8])
        case Id() | Ids():
            return st.sampled_from(["a", "b", "", "operation"])
        case Choice():
            return st.sampled_from(["", *column.words])
        case Number() | Amount():
            return FIGURES
        case Time():
            return TIMES
        case Windows():
            return WINDOWS
        case Yes():
            return st.sampled_from(["", "yes", "no", "True"])
        case _:
            return WORDS


@st.composite
def cells_of(draw_value, table: Table) -> dict[str, str]:
    """A row that is mostly right."""
    cells: dict[str, str] = {}
    for column in table.columns:
        if isinstance(column, Position):
            cells.update(zip(column.names, draw_value(POINTS), strict=False))
            continue
        wanted = column.required or draw_value(st.booleans())
        for name in column.names:
            alone = isinstance(column, Amount) and name != column.main and draw_value(st.booleans())
            cells[name] = draw_value(usual(column)) if wanted and not alone else ""
        if isinstance(column, Amount) and draw_value(st.booleans()):  # figures in order
            low, likely, high = column.names
            cells[low], cells[likely], cells[high] = "1", "1", "1"
    if draw_value(st.integers(0, 3)) == 0:
        cells[draw_value(st.sampled_from(sorted(cells)))] = draw_value(ODD)
    return cells


@st.composite
def tables(draw_value):
    """A table, and rows of which some stand there twice."""
    table = TABLES[draw_value(st.sampled_from(sorted(TABLES)))]
    rows = draw_value(st.lists(cells_of(table), min_size=1, max_size=6))
    return table, rows + draw_value(st.lists(st.sampled_from(rows), max_size=4))


def context() -> Context:
    """All tables have the same few ids."""
    return Context(Calendar(ZONE, PERIOD), dict.fromkeys(TABLES, KNOWN), TOWN)


def seen(made: object) -> object:
    """Something to the last part of it, with its types."""
    match made:
        case InputError():
            return type(made), made.where, made.problem, made.remedy
        case BaseGeometry():
            return made.wkb_hex
        case dict():
            return {name: seen(value) for name, value in made.items()}
        case tuple():
            return tuple(map(seen, made))
        case _ if is_dataclass(made):
            return type(made), tuple((field.name, seen(getattr(made, field.name))) for field in fields(made))
        case _:
            return type(made), repr(made)


def expect_the_same(table: Table, rows: Rows) -> None:
    """By column as row by row."""

    def alone(index: int) -> object:
        try:
            return table.read(rows[index], context())
        except InputError as fault:
            return fault

    assert [seen(made) for made in table.read_all(rows, context())] == [seen(alone(i)) for i in range(len(rows))]


@given(tables(), st.sampled_from(",;"))
def test_a_csv_table_by_column_is_what_it_is_row_by_row(made, separator):
    table, rows = made
    names = [*table.names, *(table.position.names if table.position else ())]
    text = io.StringIO()
    writer = csv.writer(text, delimiter=separator)
    writer.writerow(names)
    writer.writerows([row.get(name, "") for name in names] for row in rows)
    found = csv_records("f.csv", text.getvalue(), table)
    stripped = [{name: cell for name in names if (cell := row.get(name, "").strip())} for row in rows]
    kept = [row for row in stripped if row]
    assert [dict(record.values) for record in found] == kept
    assert ids_of(found) == {row["id"] for row in kept if "id" in row}
    expect_the_same(table, found)


@given(tables(), st.data())
def test_a_geojson_table_by_column_is_what_it_is_row_by_row(made, data):
    table, rows = made
    features = []
    for row in rows:
        properties = {name: row[name] for name in table.names if name in row}
        geometry = data.draw(SHAPES) if table.shapes else None
        features.append({"type": "Feature", "properties": properties, "geometry": geometry})
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / f"{table.name}.geojson").write_text(
            json.dumps({"type": "FeatureCollection", "features": features})
        )
        expect_the_same(table, Folder(Path(folder), {}).table(table))
