"""Tables of a case: what is read from CSV and GeoJSON, and how faults are named."""

import csv
import json
from pathlib import Path

import pytest
from shapely.geometry import Point, Polygon

from geleit.errors import CaseError
from geleit.io.case.columns import Id, Number, Position, Text
from geleit.io.case.table_spec import Table
from geleit.io.case.tables import Folder

ID, SIZE, WHEN = Id("id", required=True), Number("size", unit="m"), Text("when")
ANYWHERE = Position("position", shapes=("Point", "LineString", "Polygon"))
THINGS = Table("things", (ID, SIZE, WHEN, ANYWHERE), makes=dict)
LISTS = Table("things", (ID, SIZE), makes=dict)
LISTS_WITH_TIME = Table("things", (ID, SIZE, WHEN), makes=dict)
NO_LON, NO_LAT = "expected a longitude from -180 to 180 degrees", "expected a latitude from -90 to 90 degrees"
SQUARE = [[[0, 0], [1, 0], [1, 1], [0, 1], [0, 0]]]


def records(folder: Path, table: Table = THINGS, **files: str | bytes):
    for suffix, content in files.items():
        data = content.encode() if isinstance(content, str) else content
        (folder / f"things.{suffix}").write_bytes(data)
    return Folder(folder, {}).table(table)


def fault(folder: Path, table: Table = THINGS, **files: str | bytes) -> str:
    """The message after the name of folder and file."""
    with pytest.raises(CaseError) as problem:
        records(folder, table, **files)
    message = str(problem.value)
    file = f"{folder.name}/things.{next(iter(files))}: "
    assert message.startswith(file)
    return message.removeprefix(file)


def collection(*features: object, **more: object) -> str:
    return json.dumps({"type": "FeatureCollection", "features": features, **more})


def feature(geometry: object = None, **properties: object) -> dict[str, object]:
    return {"type": "Feature", "properties": properties, "geometry": geometry}


def shape(kind: str, coordinates: object) -> dict[str, object]:
    return {"type": kind, "coordinates": coordinates}


def test_a_missing_table_has_no_rows(tmp_path):
    assert len(records(tmp_path)) == 0


def test_rows_and_their_numbers_in_a_spreadsheet(tmp_path):
    text = '# about\n\n"# about, too",,\nid,size,when\n# one\na,1,"two\nlines"\n,,\nb,2,\n'
    rows = records(tmp_path, LISTS_WITH_TIME, csv=text)
    assert [(row.place, dict(row.values)) for row in rows] == [
        ("row 6", {"id": "a", "size": "1", "when": "two\nlines"}),
        ("row 8", {"id": "b", "size": "2"}),
    ]


def test_a_hash_inside_a_cell_is_no_comment(tmp_path):
    rows = records(tmp_path, LISTS_WITH_TIME, csv='id,when\na,"one\n# two"\n')
    assert rows[0].text("when") == "one\n# two"


@pytest.mark.parametrize(
    "text",
    ["id;size\na;1\n", "\ufeffid,size\r\na,1\r\n", "id,size,,\na,1,,\n", "_x,id,size\n,a,1", "id , size\n a, 1 "],
)
def test_forms_that_spreadsheets_write(tmp_path, text):
    (row,) = records(tmp_path, LISTS, csv=text)
    assert (row.text("id"), row.number("size")) == ("a", 1.0)


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("id,size\na,1,2\n", "row 2: expected 2 cells, found 3 (put quotes around a comma in a text)"),
        ("id,size\na,1\nb\n", "row 3: expected 2 cells, found 1 (put quotes around a comma in a text)"),
        ("id,sise\na,1\n", "row 1: unknown column 'sise' (did you mean 'size'?)"),
        ("id,ID\na,1\n", "row 1: unknown column 'ID' (known: id, size)"),
        ("size\n1\n", "row 1: the column 'id' is missing"),
        ("id,id\na,b\n", "row 1: the column 'id' is there twice"),
        ("id,,size\na,b,c\n", "row 1: column 2 has no name"),
        ("", "row 1: expected a row with the names of the columns, found an empty table"),
        ("# all comment\n", "row 1: expected a row with the names of the columns, found an empty table"),
        ('id,size\n"a,1\n', "row 2: not a row of CSV: unexpected end of data (check the quotes)"),
        ('id,size\n"a"b,1\n', "row 2: not a row of CSV: ',' expected after '\"' (check the quotes)"),
        ("id\n" + "a" * 200_000, "row 2: not a row of CSV: field larger than field limit (131072) (check the quotes)"),
        ("id\na\0b\n", "not a text file"),
    ],
)
def test_faults_of_csv(tmp_path, text, message):
    assert csv.field_size_limit() == 131072
    assert fault(tmp_path, LISTS, csv=text) == message


def test_bytes_that_are_no_text(tmp_path):
    assert fault(tmp_path, csv="id\na\nb\nGöteborg\n".encode("latin-1")) == (
        "line 4 is not UTF-8 text (save the file as UTF-8)"
    )


def test_a_table_that_is_there_twice(tmp_path):
    message = fault(tmp_path, LISTS, csv="id\na\n", geojson=collection())
    assert message == "things.geojson is there too (keep one of them)"
    assert len(Folder(tmp_path, {"things": "things.csv"}).table(LISTS)) == 1


@pytest.mark.parametrize("name", ["../things.csv", "/etc/passwd", "sub/../../things.csv"])
def test_files_outside_the_folder_are_refused(tmp_path, name):
    (tmp_path / "things.csv").write_text("id\na\n")
    inner = tmp_path / "inner"
    (inner / "sub").mkdir(parents=True)
    with pytest.raises(CaseError, match="not inside the case's folder"):
        Folder(inner, {"things": name}).table(LISTS)


@pytest.mark.parametrize("name", ["missing.csv", "a" * 5000, "a\0b", "line\nbreak.csv"])
def test_files_that_are_missing(tmp_path, name):
    with pytest.raises(CaseError, match="no such file"):
        Folder(tmp_path, {"things": name}).table(LISTS)


@pytest.mark.parametrize("name", ["", "."])
def test_a_folder_is_no_table(tmp_path, name):
    with pytest.raises(CaseError, match="expected a file, found a folder"):
        Folder(tmp_path, {"things": name}).table(LISTS)


def test_values_of_geojson_read_as_those_of_csv(tmp_path):
    (row,) = records(
        tmp_path, geojson=collection(feature(shape("Point", [37.1, 36.2, 400]), id=7, size=2.5, when=None, _own={}))
    )
    assert (row.name("id"), row.number("size"), row.text("when"), row.has("when")) == ("7", 2.5, "", False)
    assert row.where() == Point(37.1, 36.2)


def test_the_id_of_a_feature_stands_in_for_a_property(tmp_path):
    (row,) = records(tmp_path, geojson=collection({**feature(), "id": 7}))
    assert row.name("id") == "7"


def test_a_single_feature_is_a_table_of_one(tmp_path):
    (row,) = records(tmp_path, geojson=json.dumps(feature(shape("Polygon", SQUARE), id="a")))
    assert row.where() == Polygon(SQUARE[0])


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("", "not JSON: Expecting value in line 1, column 1 (save it again as GeoJSON)"),
        ('{"type":\n}', "not JSON: Expecting value in line 2, column 1 (save it again as GeoJSON)"),
        ("[" * 100_000, "not GeoJSON that can be read: it is nested too deeply (save it again as GeoJSON)"),
        ('{"a": ' + "9" * 5000 + "}", "not JSON that can be read: a number is too long (save it again as GeoJSON)"),
        ("[]", "expected a GeoJSON FeatureCollection"),
        (
            '{"type": "Feature", "properties": {"id": "a", "id": "b"}}',
            "'id' stands twice in one object (keep one of them)",
        ),
        ('{"type": "Topology"}', "expected a GeoJSON FeatureCollection"),
        ('{"type": "FeatureCollection", "features": {}}', "expected a GeoJSON FeatureCollection"),
        (collection(3), "things[0]: expected a GeoJSON Feature"),
        (collection({"type": "Feature", "properties": [1]}), "things[0]: expected properties to be an object"),
        (collection(feature(id="a", sise=1)), "things[0]: unknown column 'sise' (did you mean 'size'?)"),
        (collection(feature(id="a", lon=1)), "things[0]: unknown column 'lon' (known: id, size, when)"),
        (
            collection(feature(id="a"), feature(id="b", size={"of": 1})),
            "things[1].size: expected a text, a number or a list of texts, found a table of fields",
        ),
        (
            collection(crs={"type": "name", "properties": {"name": "urn:ogc:def:crs:EPSG::32637"}}),
            "crs: expected degrees (WGS 84), found another reference system (save it as EPSG:4326)",
        ),
    ],
)
def test_faults_of_geojson(tmp_path, text, message):
    assert fault(tmp_path, geojson=text) == message


def test_the_reference_system_that_qgis_writes(tmp_path):
    crs = {"type": "name", "properties": {"name": "urn:ogc:def:crs:OGC:1.3:CRS84"}}
    assert len(records(tmp_path, geojson=collection(feature(id="a"), crs=crs))) == 1


@pytest.mark.parametrize(("kind", "part"), [("Point", [1, 2]), ("LineString", [[0, 0], [1, 2]])])
def test_a_geometry_of_one_part_is_that_part(tmp_path, kind, part):
    """As QGIS saves a layer of which one row has several."""
    (one,) = records(tmp_path, geojson=collection(feature(shape(f"Multi{kind}", [part]), id="a")))
    (same,) = records(tmp_path, geojson=collection(feature(shape(kind, part), id="a")))
    assert one.where().equals(same.where())


@pytest.mark.parametrize(
    ("geometry", "message"),
    [
        (
            shape("MultiPoint", [[0, 0], [1, 1]]),
            (
                ": expected one Point, found a MultiPoint: a list of 2 (make a row of each, in QGIS by Vector > "
                "Geometry Tools > Multipart to Singleparts)"
            ),
        ),
        (
            shape("MultiPolygon", [[[[0, 0], [1, 0], [1, 1], [0, 0]]], [[[2, 0], [3, 0], [3, 1], [2, 0]]]]),
            ": expected Point or LineString or Polygon, found 'MultiPolygon'",
        ),
        ("POINT(1 2)", ": expected Point or LineString or Polygon, found nothing"),
        ({"type": ["Point"]}, ": expected Point or LineString or Polygon, found a list of 1"),
        (shape("Point", None), ".coordinates: expected a list, found nothing"),
        (shape("Point", [1]), ".coordinates: expected [longitude, latitude], found a list of 1"),
        (shape("Point", [1, "2"]), ".coordinates: expected [longitude, latitude], found a list of 2"),
        (shape("Point", [True, 2]), ".coordinates: expected [longitude, latitude], found a list of 2"),
        (shape("Point", [1, float("nan")]), f".coordinates[1]: {NO_LAT}, found 'nan'"),
        (shape("Point", [float("inf"), 2]), f".coordinates[0]: {NO_LON}, found 'inf'"),
        (shape("Point", [10**400, 2]), f".coordinates[0]: {NO_LON}, found '1{'0' * 56}...'"),
        (shape("Point", [200, 2]), f".coordinates[0]: {NO_LON}, found '200'"),
        (
            shape("Point", [49.2, -123.1]),
            ".coordinates[1]: longitude and latitude look swapped: found latitude '-123.1' (write longitude first)",
        ),
        (shape("LineString", [[0, 0], [1, "x"]]), ".coordinates[1]: expected [longitude, latitude], found a list of 2"),
        (shape("LineString", [[0, 0]]), ": not enough points for a LineString, or a ring that is not closed"),
        (shape("LineString", []), ": expected a LineString, found an empty one"),
        (shape("Polygon", [[0, 0]]), ".coordinates[0][0]: expected a list, found '0'"),
        (shape("Polygon", [[[0, 0], [1, 1]]]), ": not enough points for a Polygon, or a ring that is not closed"),
        (
            shape("Polygon", [[[0, 0], [2, 2], [2, 0], [0, 2], [0, 0]]]),
            ": not a valid Polygon: Self-intersection[1 1] (redraw it without crossings)",
        ),
    ],
)
def test_faults_of_geometry(tmp_path, geometry, message):
    (row,) = records(tmp_path, geojson=collection(feature(geometry, id="a")))
    with pytest.raises(CaseError) as problem:
        row.where()
    assert str(problem.value) == f"{tmp_path.name}/things.geojson: things[0].geometry{message}"


@pytest.mark.parametrize(
    ("cells", "message"),
    [
        ("37.1,", "row 2, column lat: missing (give both lon and lat, or neither)"),
        (",36.2", "row 2, column lon: missing (give both lon and lat, or neither)"),
        ("nan,36.2", "row 2, column lon: expected a number, found 'nan'"),
        ("37.1,x", "row 2, column lat: expected a number, found 'x'"),
        ("181,36.2", f"row 2, column lon: {NO_LON}, found '181.0'"),
        (
            "36.2,137.1",
            "row 2, column lat: longitude and latitude look swapped: found latitude '137.1' (write longitude first)",
        ),
    ],
)
def test_faults_of_positions_in_csv(tmp_path, cells, message):
    (row,) = records(tmp_path, csv=f"id,lon,lat\na,{cells}\n")
    with pytest.raises(CaseError) as problem:
        row.where()
    assert str(problem.value) == f"{tmp_path.name}/things.csv: {message}"


def test_a_geometry_where_the_table_has_none(tmp_path):
    message = fault(tmp_path, LISTS, geojson=collection(feature(shape("Point", [0, 0]), id="a")))
    assert message == "things[0].geometry: the table things has no positions (leave the geometry null)"
