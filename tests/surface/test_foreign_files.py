# ruff: noqa: E501 - messages stand whole
"""Broken and hostile files of others, through the command line: read, or one message that names the file and what to do."""

from __future__ import annotations

import gzip
import io
import json
import sqlite3
import struct
import zipfile
import zlib
from contextlib import closing

import numpy as np
import pyarrow as pa
import pyarrow.parquet as pq
import pytest
import shapely
from shapely.geometry import LineString

from tests.surface.process import confined

pytestmark = pytest.mark.slow

SECONDS = 10
"""Of computing, which no file here takes; an honest one of its size takes less than one."""

WAY = '<way id="1"><nd ref="1"/><nd ref="2"/><tag k="highway" v="residential"/></way>'


def osm(node='<node id="1" lat="45" lon="-30"/>', way=WAY):
    return f'<?xml version="1.0"?><osm version="0.6">{node}<node id="2" lat="45.001" lon="-30"/>{way}</osm>'.encode()


def geojson(name="Street", **extra):
    line = {"type": "LineString", "coordinates": [[-30, 45], [-30, 45.001]]}
    feature = {"type": "Feature", "properties": {"name": name, "highway": "residential", **extra}, "geometry": line}
    return json.dumps({"type": "FeatureCollection", "features": [feature]}).encode()


def parquet(names, shapes, **options):
    geo = {"version": "1.0.0", "primary_column": "geometry", "columns": {"geometry": {"encoding": "WKB"}}}
    table = pa.table(
        {"name": names, "geometry": shapes if isinstance(shapes, pa.Array) else pa.array(shapes, pa.binary())}
    )
    out = io.BytesIO()
    with pq.ParquetWriter(out, table.schema, **options) as writer:
        writer.write_table(table)
        writer.add_key_value_metadata({"geo": json.dumps(geo)})
    return out.getvalue()


def repeated(shape, times):
    """One shape in so many rows, kept once."""
    once = pa.DictionaryArray.from_arrays(np.zeros(times, np.int32), pa.array([shape], pa.binary()))
    return parquet(["x"] * times, once, store_schema=False)


def latin_parquet():
    names = pa.array([b"Ren\xe9"], pa.binary()).view(pa.string())
    return parquet(names, [shapely.to_wkb(LineString([(-30, 45), (-30, 45.001)]))])


def workbook(*, sheets=1, cells="", files=()):
    """A workbook, written by hand so that it can be wrong."""
    import openpyxl

    book, out = openpyxl.Workbook(), io.BytesIO()
    book.active.append(["#date+occurred", "#org"])
    book.active.append(["2024-05-01", "A"])
    book.save(out)
    again = io.BytesIO()
    with zipfile.ZipFile(out) as old, zipfile.ZipFile(again, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.infolist():
            data = old.read(member)
            if member.filename == "xl/workbook.xml" and not sheets:
                data = data[: data.index(b"<sheets>")] + b"<sheets/>" + data[data.index(b"</sheets>") + 9 :]
            if member.filename == "xl/worksheets/sheet1.xml":
                data = (
                    data[:-30] if cells == "broken" else data.replace(b"</sheetData>", cells.encode() + b"</sheetData>")
                )
            new.writestr(member.filename, data)
        for name, data in files:
            new.writestr(name, data)
    return again.getvalue()


def archive(**members):
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as file:
        for name, data in members.items():
            file.writestr(f"{name}.npy", data)
    return out.getvalue()


def npy(values, header=None):
    if header is None:
        out = io.BytesIO()
        np.lib.format.write_array(out, values)
        return out.getvalue()
    return b"\x93NUMPY\x01\x00" + struct.pack("<H", len(header)) + header + bytes(values)


TOKEN = npy(np.zeros(5, np.uint8), b"{'descr': '|u1', 'fortran_order': False, 'shape': (5,),".ljust(117) + b"\n")
HXL = b"#date+occurred,#org\n"

OSM, LINES = ("import", "osm"), ("import", "lines")
TRUCE, INCIDENTS = ("truce",), ("import", "incidents")

REFUSED = {
    "a reference that is no number": (OSM, "a.osm", osm(way=WAY.replace('ref="1"', 'ref="a"')), "an OpenStreetMap file: illegal id: 'a'"),
    "a number beyond all numbers": (OSM, "a.osm", osm('<node id="9223372036854775807" lat="45" lon="-30"/>'), "an OpenStreetMap file: illegal id"),
    "an id of two numbers": (OSM, "a.osm", osm(way=WAY.replace('id="1"', 'id="1 29"')), "an OpenStreetMap file: illegal id: '1 29'"),
    "a latitude off the world": (OSM, "a.osm", osm('<node id="1" lat="2147483648" lon="-30"/>'), "an OpenStreetMap file: wrong format for coordinate"),
    "a decimal comma": (OSM, "a.osm", osm('<node id="1" lat="45,0" lon="-30"/>'), "an OpenStreetMap file: characters after coordinate: ',0'"),
    "visible=yes": (OSM, "a.osm", osm('<node id="1" visible="yes" lat="45" lon="-30"/>'), "an OpenStreetMap file: Unknown value for visible"),
    "a tag of 70 kB": (OSM, "a.osm", osm(way=WAY.replace("residential", "x" * 70_000)), "an OpenStreetMap file: OSM tag value is too long"),
    "Latin-1 in OSM": (OSM, "a.osm", osm(way=WAY.replace("residential", "\xe9")).decode().encode("latin-1"), "an OpenStreetMap file"),
    "Latin-1 in Overpass JSON": (OSM, "a.json", '{"elements": ["é"]}'.encode("latin-1"), "line 1 is not UTF-8 text (save the file as UTF-8)"),
    "Latin-1 in GeoJSON": (LINES, "a.geojson", geojson("René").replace(b"\\u00e9", b"\xe9"), "line 1 is not UTF-8 text (save the file as UTF-8)"),
    "Latin-1 in GeoParquet": (LINES, "a.parquet", latin_parquet(), "a text in its column 'name' is not UTF-8 (export it again, in UTF-8)"),
    "a workbook without sheets": (TRUCE, "a.xlsx", workbook(sheets=0), "it holds no sheets (save the table as CSV)"),
    "a workbook of broken XML": (TRUCE, "a.xlsx", workbook(cells="broken"), "damaged, or not an Excel workbook: "),
    "a workbook of two kinds": (TRUCE, "a.xlsx", archive(a=b"x"), "damaged, or not an Excel workbook: "),
    "a bad header of an array": (LINES, "a.npz", archive(header=TOKEN, whole=TOKEN, small=TOKEN), "header.npy is no row of whole numbers (import the streets again)"),
    "a header of an array that runs code": (LINES, "a.npz", archive(header=npy(b"", b"__import__('os').abort()\n"), whole=TOKEN, small=TOKEN), "is no row of whole numbers"),
    "an array of less than it says": (LINES, "a.npz", archive(header=npy(np.zeros(9, np.uint8))[:-1], whole=TOKEN, small=TOKEN), "header.npy is shorter or longer than it says"),
    "gzip that is cut off": (TRUCE, "a.csv.gz", gzip.compress(HXL)[:-9], "it is cut off"),
    "gzip that is none": (TRUCE, "a.csv.gz", HXL, "damaged, or not a table of incidents in CSV: "),
}  # fmt: skip


@pytest.mark.parametrize("kind", REFUSED)
def test_a_broken_file_is_refused_by_name(case, kind):
    command, name, content, says = REFUSED[kind]
    refused(case, command, name, content, says)


def refused(case, command, name, content, says):
    path = case.parent / name
    path.write_bytes(content)
    place = ("--from", "2024-05-01", "--to", "2024-05-03") if command == TRUCE else ("--case", case.name)
    done = confined(*command, name, *place, cwd=case.parent)
    assert (done.returncode, done.stdout) == (2, ""), done.stderr
    assert done.stderr.startswith(f"geleit: {name}: ")
    assert any(one in done.stderr for one in says.split("|")), done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert "deadline" not in done.stderr
    assert done.seconds < SECONDS
    return done


def test_a_table_of_one_claimant_without_a_row_that_can_be_used(case):
    (case.parent / "a.csv").write_bytes(b"x,y\n#date+reported,#org\nno day,A\nnor this,A\n")
    done = confined("truce", "a.csv", "--from", "2015-03-01", "--to", "2015-03-05", cwd=case.parent)
    assert done.returncode == 2
    assert "a.csv: 0 of 2 rows kept: column start" in done.stderr
    done = confined("import", "incidents", "a.csv", "--case", case.name, cwd=case.parent)
    assert done.returncode == 2
    done = confined("assess", case.name, "ceasefire", cwd=case.parent)
    assert done.returncode in (0, 1), done.stderr


def dotted(parts):
    return "[x]\n" + ".".join("a" * parts) + " = 1\n"


@pytest.mark.parametrize("parts", [20_000, 40_000, 400_000])
def test_names_of_many_parts_in_a_case(case, parts):
    path = case / "case.toml"
    path.write_text(path.read_text(encoding="utf-8") + dotted(parts), encoding="utf-8")
    done = confined("check", case.name, cwd=case.parent)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("geleit: mycase/case.toml: a.a.a.")
    assert "... is a name of more than 16 parts (" in done.stderr
    assert done.seconds < SECONDS


def test_settings_that_are_no_settings_at_all(case):
    path = case / "case.toml"
    path.write_text(path.read_text(encoding="utf-8") + "# longer\n" * 120_000, encoding="utf-8")
    done = confined("check", case.name, cwd=case.parent)
    assert (done.returncode, done.stdout) == (2, "")
    assert (
        done.stderr
        == "geleit: mycase/case.toml: larger than 1 MB, the most that is read of TOML (take a smaller part of it)\n"
    )


def zeros(size):
    """An ``.npz`` of which one array unpacks to so many bytes."""
    return archive(
        header=npy(np.zeros(5, np.uint8)), whole=npy(np.zeros(size // 4, np.int32)), small=npy(np.zeros(5, np.uint8))
    )


def comment(length):
    """A gzip file whose header has a comment of so many bytes."""
    return (
        b"\x1f\x8b\x08\x10"
        + bytes(6)
        + b"x" * length
        + b"\0"
        + zlib.compress(HXL, 9, -15)
        + struct.pack("<II", zlib.crc32(HXL), len(HXL))
    )


def listing(files):
    """An archive that is nothing but a list of files."""
    entry = b"PK\x01\x02" + bytes(24) + struct.pack("<HHHHHII", 1, 0, 0, 0, 0, 0, 0) + b"x"
    return (
        entry * files
        + b"PK\x05\x06"
        + struct.pack("<HHHHIIH", 0, 0, files & 0xFFFF, files & 0xFFFF, len(entry) * files, 0, 0)
    )


def varint(value):
    out = b""
    while value > 127:
        out, value = out + bytes([value & 127 | 128]), value >> 7
    return out + bytes([value])


def entry(number, value):
    """A field of a Protocol Buffer: a number, or bytes with their length."""
    if isinstance(value, int):
        return varint(number << 3) + varint(value)
    return varint(number << 3 | 2) + varint(len(value)) + value


def pbf(*blocks):
    """An .osm.pbf of some blocks, each of which stands there as often as it says."""

    def blob(kind, data):
        packed = entry(2, len(data)) + entry(3, zlib.compress(data, 9))
        head = entry(1, kind) + entry(3, len(packed))
        return len(head).to_bytes(4, "big") + head + packed

    header = blob(b"OSMHeader", entry(4, b"OsmSchema-V0.6") + entry(4, b"DenseNodes"))
    return header + b"".join(blob(b"OSMData", data) * times for data, times in blocks)


def block(group, *strings):
    return entry(1, b"".join(entry(1, text) for text in (b"", *strings))) + entry(2, group)


def many_nodes(times):
    """Blocks of 3 million nodes each."""
    each = 3_000_000
    return pbf((block(entry(2, entry(1, b"\2" * each) + entry(8, bytes(each)) + entry(9, bytes(each)))), times))


def many_references(times):
    """Blocks of a way with 10 million nodes each."""
    way = entry(1, 1) + entry(2, b"\1") + entry(3, b"\2") + entry(8, b"\2" * 10_000_000)
    return pbf((block(entry(3, way), b"highway", b"path"), times))


def wkb(*, nested=0, points=2):
    """A line; within so many collections, each in the next."""
    line = struct.pack("<BII", 1, 2, points) + bytes(16 * points)
    return struct.pack("<BII", 1, 7, 1) * nested + line


def geopackage(folder, sql):
    """A GeoPackage of lines, changed by some SQL."""
    import pyogrio

    path = folder / "made.gpkg"
    lines = pa.table({"geometry": pa.array([wkb()]), "name": ["x"]})
    pyogrio.write_arrow(
        lines, path, geometry_name="geometry", geometry_type="LineString", crs="EPSG:4326", layer="roads"
    )
    with closing(sqlite3.connect(path, isolation_level=None)) as file:
        file.executescript(sql)
    return path.read_bytes()


ENDLESS = """
    CREATE VIEW edges AS WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n)
        SELECT i AS fid, geom, name FROM n, roads;
    UPDATE gpkg_geometry_columns SET table_name = 'edges';
    UPDATE gpkg_contents SET table_name = 'edges', identifier = 'edges';
"""


def entities(levels):
    """XML in which each entity stands for ten of the one before."""
    declared = "".join(f'<!ENTITY e{n} "{f"&e{n - 1};" * 10}">' for n in range(1, levels))
    return f'<?xml version="1.0"?><!DOCTYPE osm [<!ENTITY e0 "ha">{declared}]>'


def wide(rows):
    return "".join(f'<row r="{n}"><c r="XFD{n}"><v>1</v></c></row>' for n in range(3, rows))


def strings(count):
    text = "<si><t/></si>" * count
    return f'<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">{text}</sst>'.encode()


BOMBS = {
    "an archive of zeros": (LINES, "a.npz", lambda: zeros(200_000_000), "unpack to more than"),
    "an archive of many files": (LINES, "a.npz", lambda: listing(1_000_000), "it lists more than 10,000 files"),
    "a long comment": (TRUCE, "a.csv.gz", lambda: comment(100_000_000), "more than 1 MB of it is no content"),
    "members without content": (TRUCE, "a.csv.gz", lambda: gzip.compress(b"") * 1_000_000, "more than 1 MB of it is no content"),
    "packed commas": (TRUCE, "a.csv.gz", lambda: gzip.compress(HXL + b"," * 200_000_000), "row 2: more than 1,000,000 characters"),
    "packed lines": (TRUCE, "a.csv.gz", lambda: gzip.compress(HXL + b"\n" * 200_000_000), "more than 1,000,000 rows, the most that is read"),
    "commas": (TRUCE, "a.csv", lambda: HXL + b"," * 900_000, "row 2: 900,001 cells, more than the 1,000 that are read"),
    "a row of many lines": (TRUCE, "a.csv", lambda: HXL + b'"\n",' * 1_000_000, "row 2: more than 1,000,000 characters"),
    "one line": (TRUCE, "a.csv", lambda: b"x" * 300_000_000, "row 1: more than 1,000,000 characters"),
    "packed nodes": (OSM, "a.osm.pbf", lambda: many_nodes(300), "it holds no street"),
    "packed references": (OSM, "a.osm.pbf", lambda: many_references(20), "hold more than 200,000 lines or points|reading it takes more "),
    "packed spaces": (OSM, "a.osm.gz", lambda: gzip.compress(osm()[:-6] + b" " * 300_000_000), "an OpenStreetMap file: XML parsing error at line 1"),
    "entities of entities": (OSM, "a.osm", lambda: entities(20).encode() + osm(way=WAY.replace("residential", "&e19;"))[21:], "an OpenStreetMap file: "),
    "lines within lines": (LINES, "a.parquet", lambda: parquet(["x"], [wkb(nested=1_000_000)]), "or it is damaged"),
    "one line, again and again": (LINES, "a.parquet", lambda: repeated(wkb(points=10_000), 100_000), "reading it takes more "),
    "one point, again and again": (LINES, "a.parquet", lambda: parquet(["x"] * 10_000_000, [None] * 10_000_000), "hold more than 200,000 lines or points"),
    "a view without end": (LINES, "a.gpkg", ENDLESS, "reading it takes more "),
    "nested JSON": (LINES, "a.geojson", lambda: geojson(x="?").replace(b'"?"', b"[" * 3_000_000), "it is nested too deeply"),
    "wide rows": (TRUCE, "a.xlsx", lambda: workbook(cells=wide(20_000)), "row 3: 16,384 cells, more than the 1,000 that are read"),
    "a far row": (TRUCE, "a.xlsx", lambda: workbook(cells='<row r="999999999"><c><v>1</v></c></row>'), "more than 1,000,000 rows"),
    "packed texts": (TRUCE, "a.xlsx", lambda: workbook(files=[("xl/sharedStrings.xml", strings(30_000_000))]), "unpack to more than"),
    "spaces in a sheet": (TRUCE, "a.xlsx", lambda: workbook(cells=" " * 500_000_000), "unpack to more than"),
    "empty cells": (TRUCE, "a.xlsx", lambda: workbook(cells="<row>" + "<c/>" * 4_000_000 + "</row>"), "reading it takes more |row 3: 4,000,000"),
    "empty objects": (OSM, "a.json", lambda: b'{"elements": [' + b"{}," * 20_000_000 + b"{}]}", "MB in memory, and at most"),
    "empty lists": (OSM, "a.json", lambda: b'{"elements": [' + b"[]," * 20_000_000 + b"[]]}", "MB in memory, and at most"),
}  # fmt: skip


@pytest.mark.parametrize("kind", BOMBS)
def test_a_bomb_does_not_go_off(case, kind):
    command, name, make, says = BOMBS[kind]
    refused(case, command, name, geopackage(case.parent, make) if isinstance(make, str) else make(), says)


def test_a_raster_of_the_same_everywhere(case):
    """Nine million cells in a few kB, and people in each."""
    import rasterio

    options = {
        "driver": "GTiff",
        "width": 3_000,
        "height": 3_000,
        "count": 1,
        "dtype": "float32",
        "compress": "deflate",
    }
    with rasterio.open(
        case / "people.tif", "w", crs="EPSG:4326", transform=rasterio.Affine(1e-5, 0, -30, 0, -1e-5, 45.01), **options
    ) as file:
        file.write(np.ones((1, 3_000, 3_000), np.float32))
    assert (case / "people.tif").stat().st_size < 200_000
    settings = case / "case.toml"
    told = '\n[people]\nraster = "people.tif"\nlikely = 1000\nclaimant = "x"\n'
    settings.write_text(settings.read_text(encoding="utf-8") + told, encoding="utf-8")
    done = confined("check", case.name, cwd=case.parent)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("geleit: mycase/people.tif: reading it takes more ")
    assert done.seconds < SECONDS
