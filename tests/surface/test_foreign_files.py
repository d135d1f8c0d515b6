# ruff: noqa: E501 - messages stand whole
"""Broken and hostile files of others, through the command line: read, or one message that names the file and what to do."""

from __future__ import annotations

import gzip
import io
import json
import struct
import zipfile
import zlib

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
    table = pa.table({"name": names, "geometry": pa.array(shapes, pa.binary())})
    out = io.BytesIO()
    pq.write_table(table.replace_schema_metadata({"geo": json.dumps(geo)}), out, **options)
    return out.getvalue()


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
    "Latin-1 in GeoJSON": (LINES, "a.geojson", geojson("René").replace(b"\\u00e9", b"\xe9"), "a text in its column 'name' is not UTF-8 (export it again, in UTF-8)"),
    "Latin-1 in GeoParquet": (LINES, "a.parquet", latin_parquet(), "a text in its column 'name' is not UTF-8 (export it again, in UTF-8)"),
    "a workbook without sheets": (TRUCE, "a.xlsx", workbook(sheets=0), "it holds no sheets (save the table as CSV)"),
    "a workbook of broken XML": (TRUCE, "a.xlsx", workbook(cells="broken"), "damaged, or not an Excel workbook: "),
    "a workbook of two kinds": (TRUCE, "a.xlsx", archive(a=b"x"), "damaged, or not an Excel workbook: "),
    "a bad header of an array": (LINES, "a.npz", archive(header=TOKEN, whole=TOKEN, small=TOKEN), "header.npy is no row of whole numbers (import the streets again)"),
    "a header of an array that runs code": (LINES, "a.npz", archive(header=npy(b"", b"__import__('os').abort()\n"), whole=TOKEN, small=TOKEN), "is no row of whole numbers"),
    "an array of less than it says": (LINES, "a.npz", archive(header=npy(np.zeros(9, np.uint8))[:-1], whole=TOKEN, small=TOKEN), "header.npy is shorter or longer than it says"),
    "gzip that is cut off": (TRUCE, "a.csv.gz", gzip.compress(HXL)[:-9], "it is cut off"),
    "gzip that is none": (TRUCE, "a.csv.gz", HXL, "damaged, or not a table of incidents in CSV: "),
    "UTF-16": (TRUCE, "a.csv", HXL.decode().encode("utf-16"), "not UTF-8 text (save the file as UTF-8)"),
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
    assert says in done.stderr
    assert len(done.stderr.splitlines()) == 1
    assert "deadline" not in done.stderr
    assert done.seconds < SECONDS
    return done


def test_a_table_of_one_claimant_without_a_row_that_can_be_used(case):
    (case.parent / "a.csv").write_bytes(b"x,y\n#date+reported,#org\nno day,A\nnor this,A\n")
    done = confined("truce", "a.csv", "--from", "2015-03-01", "--to", "2015-03-05", cwd=case.parent)
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("HXL: 0 of 2 rows kept")
    done = confined("import", "incidents", "a.csv", "--case", case.name, cwd=case.parent)
    assert done.returncode == 0, done.stderr
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
    "empty objects": (OSM, "a.json", lambda: b'{"elements": [' + b"{}," * 20_000_000 + b"{}]}", "MB in memory, and at most"),
    "empty lists": (OSM, "a.json", lambda: b'{"elements": [' + b"[]," * 20_000_000 + b"[]]}", "MB in memory, and at most"),
}  # fmt: skip


@pytest.mark.parametrize("kind", BOMBS)
def test_a_bomb_does_not_go_off(case, kind):
    command, name, make, says = BOMBS[kind]
    refused(case, command, name, make(), says)
