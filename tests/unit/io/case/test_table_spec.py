"""One declaration of a table gives the reader, the writer, the template, the page and the options of the ledger."""

from __future__ import annotations

import json
import runpy
from dataclasses import fields, is_dataclass, replace
from pathlib import Path
from typing import get_type_hints
from zoneinfo import ZoneInfo

import pytest
import typer
from shapely import to_geojson
from typer.testing import CliRunner

from geleit.cli.entry_options import takes
from geleit.errors import InputError
from geleit.io.case.bundled import find_case, list_bundled
from geleit.io.case.cells import figure, span_list
from geleit.io.case.columns import Amount, Choice, Text, Yes
from geleit.io.case.context import Context
from geleit.io.case.fields import Calendar
from geleit.io.case.record import Record
from geleit.io.case.rows import Rows, ids_of
from geleit.io.case.settings import read_settings
from geleit.io.case.specs.all_tables import TABLES
from geleit.io.case.specs.exits import EXITS
from geleit.io.case.specs.sources import SOURCES
from geleit.io.case.specs.statements import STATEMENTS
from geleit.io.case.standards import standard_ids
from geleit.io.case.table_spec import plain
from geleit.io.case.tables import csv_records
from geleit.io.case.template import write_example
from geleit.io.ledger.entered import cells_of
from geleit.model.window import Window

SCRIPT = runpy.run_path(str(Path(__file__).parents[4] / "scripts" / "write_tables.py"))
COLOUR = Choice("colour", "which it has", among=("red", "green"), default="red")
ROWS = [name for name in TABLES if name != "area"]


def read_all(folder: Path) -> tuple[dict[str, Rows], Context]:
    """The rows of a case, and what they are read against."""
    settings = read_settings(folder)
    tables = {name: settings.folder.table(table) for name, table in TABLES.items()}
    ids = {name: ids_of(rows) for name, rows in tables.items()}
    ids |= {name: ids[name] | standard_ids(name) for name in ("items", "needs")}
    return tables, Context(settings.calendar, ids, None)


def content(made: object) -> dict[str, object]:
    """The fields, those with a shape as text."""
    found = {one.name: getattr(made, one.name) for one in fields(made)}
    return {name: value.wkt if hasattr(value, "wkt") else value for name, value in found.items()}


def literals(hint: object) -> set[object]:
    """Every value that a hint names."""
    parts = getattr(hint, "__args__", ())
    return set().union(*map(literals, parts)) if parts else {hint}


@pytest.mark.parametrize("name", ROWS)
def test_each_field_has_its_column_and_each_column_its_field(name):
    table = TABLES[name]
    landing = {column.lands.partition(".")[0] for column in table.columns if column.lands and not column.shapes}
    if table.position:
        landing |= {"lon", "lat"} if table.shapes == ("Point",) else {"where"}
    assert is_dataclass(table.makes)
    there = {one.name for one in fields(table.makes)}
    elsewhere = {"exits": {"changes"}, "corridors": {"nobody_else"}, "pauses": {"nobody_else"}}
    assert there - landing == elsewhere.get(name, set())  # from the table rates, and with agreed_by
    assert landing - there == set()


@pytest.mark.parametrize("name", ROWS)
def test_a_column_holds_what_its_field_holds(name):
    table = TABLES[name]
    hints = get_type_hints(table.makes)
    for column in table.columns:
        if column.lands in hints:
            hint = hints[column.lands]
            if isinstance(column, Choice):
                assert literals(hint) - {""} == set(column.words)
            elif isinstance(column, Yes | Text):
                assert hint is (bool if isinstance(column, Yes) else str)
            elif isinstance(column, Amount):
                assert "Range" in str(hint)
                assert ("None" in str(hint)) is not column.required


@pytest.fixture(scope="module")
def template(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("made") / "town"
    write_example(folder)
    return folder


@pytest.mark.parametrize("case", ["template", *list_bundled()])
def test_what_is_written_reads_as_the_same(case, template):
    tables, context = read_all(template if case == "template" else find_case(case))
    for name in ROWS:
        table = TABLES[name]
        for record in tables[name]:
            made = table.read(record, context)
            point = table.shapes == ("Point",)
            where = None if point or not table.position else json.loads(to_geojson(made.where))
            again = table.read(Record("again", "", ": ", table, table.row(made), where), context)
            assert content(again) == content(made)
    assert case != "template" or all(tables[name] for name in ROWS if name != "basket")


def test_the_page_and_the_template_are_what_the_declarations_make():
    """Else run python scripts/write_tables.py."""
    made = list(SCRIPT["made"]())
    assert (
        len(made) == len(TABLES) + 5 + 4
    )  # the tables of the made-up town, those of a new case, the pages, the data package
    for path, text in made:
        assert path.read_text(encoding="utf-8") == text, path


def test_a_column_that_is_added_is_everywhere(template):
    table = replace(SOURCES, columns=(*SOURCES.columns, COLOUR), makes=dict)
    _, context = read_all(template)
    read = [table.read(row, context) for row in csv_records("f", "id,title,colour\na,A,green\nb,B,\n", table)]
    assert [row["colour"] for row in read] == ["green", "red"]
    with pytest.raises(InputError, match="f: row 2, column colour: expected one of red, green, found 'blue'"):
        table.read(csv_records("f", "id,title,colour\na,A,blue\n", table)[0], context)
    assert COLOUR.cells("green") == {"colour": "green"}
    assert "colour" in table.names
    shipped = (template / "sources.csv").read_text(encoding="utf-8")
    lines = SCRIPT["csv_file"](table, shipped).splitlines()
    assert "# colour: which it has (red or green)" in lines
    assert "id,title,publisher,published,url,sha256,note,colour" in lines
    assert lines[-1] == "survey,Household survey,Sampleton Red Crescent,2024-03,,,,"
    assert "\n| `colour` | `red` (default), `green` | which it has |\n" in SCRIPT["documented"](table)


def test_a_column_that_is_added_is_an_option():
    table = replace(STATEMENTS, columns=(*STATEMENTS.columns, COLOUR))
    app, found = typer.Typer(), {}

    @app.command()
    @takes(table)
    def note(entry: str, **said: str | bool | None) -> None:
        found[entry] = cells_of(table, said)

    shown = CliRunner().invoke(app, ["--help"], env={"COLUMNS": "200"}).output
    assert "Which it has (red or green)." in shown
    typed = ["one", "--colour", "green", "--quantity", "1..2..3", "--affirms", "--unit", "t"]
    assert CliRunner().invoke(app, typed).exit_code == 0
    assert found["one"] == {
        "quantity_low": "1", "quantity_likely": "2", "quantity_high": "3", "quantity_unit": "t", "denies": "no",
        "colour": "green",
    }  # fmt: skip


def test_figures_and_windows_as_cells():
    assert [figure(value) for value in (3, 3.0, 0.1, 1e12)] == ["3", "3", "0.1", "1000000000000"]
    zone = ZoneInfo("Asia/Damascus")
    calendar = Calendar(zone, Window(*(Calendar(zone, None).time(day) for day in ("2016-08-01", "2016-08-03"))))
    windows = calendar.windows("daily 10:00-13:00")
    assert span_list(windows) == (
        "2016-08-01T10:00:00+03:00/2016-08-01T13:00:00+03:00; 2016-08-02T10:00:00+03:00/2016-08-02T13:00:00+03:00"
    )
    assert span_list(()) == "never"


def test_markdown_in_plain_text():
    assert plain("where `it` stands in the [file](articles.md)") == "where it stands in the file"


def test_a_feature_has_its_cells_in_the_order_of_the_columns():
    point = {"type": "Point", "coordinates": [1.0, 2.0]}
    made = EXITS.feature({"mode": "foot", "rate_likely": 5, "id": "a"}, point)
    assert list(made["properties"].items()) == [("id", "a"), ("rate_likely", 5), ("mode", "foot")]
    assert made["geometry"] == point
    with pytest.raises(ValueError, match="the table exits has no column colour"):
        EXITS.feature({"id": "a", "colour": "red"}, point)
