"""Files of others come in through one door: nothing else opens them, and the page says what the door lets in."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import geleit

ROOT = Path(geleit.__file__).parent
DOOR = ROOT / "io" / "foreign"

READERS = {
    "bz2",
    "gzip",
    "lzma",
    "openpyxl",
    "osmium",
    "pickle",
    "pyogrio",
    "pypdf",
    "sqlite3",
    "tomllib",
    "xml",
    "zlib",
}
"""Packages that nothing else imports."""

OPENERS = {
    "csv": {"DictReader", "reader"},
    "json": {"JSONDecoder", "load", "loads"},
    "np": {"fromfile", "genfromtxt", "load", "loadtxt", "memmap"},
    "np.lib.format": {"open_memmap", "read_array"},
    "pq": {"ParquetFile", "read_metadata", "read_schema", "read_table"},
    "rasterio": {"open"},
    "shapely": {"from_wkb"},
    "zipfile": {"Path", "is_zipfile"},
}
"""What else opens or decodes, of packages that are also used for something else."""

ALLOWED = {
    "errors.py: json.loads",  # from what pip noted beside us
    "report/geopackage.py: pyogrio",  # which writes what we drew
    "report/geopackage.py: pyogrio.raw",
    "report/geopackage.py: sqlite3",  # likewise, into the file that was just written
    "io/case/appending.py: csv.reader",  # of rows that were just written as CSV
    "model/columns.py: zlib",  # of a column in a proof, no further than the numbers that it says it has
    "kernel.py: pickle",  # from files that only we can have written
}


def opened(tree: ast.Module) -> Iterator[str]:
    """Readers that a module imports, and openers that it names."""
    for node in ast.walk(tree):
        match node:
            case ast.Import(names):
                yield from (name.name for name in names if name.name.split(".")[0] in READERS)
            case ast.ImportFrom(module=str(module), names=names, level=0):
                if module.split(".")[0] in READERS:
                    yield module
                yield from (f"{module}.{name.name}" for name in names if name.name in OPENERS.get(module, ()))
            case ast.Attribute(value=value, attr=attr):
                if attr in OPENERS.get(ast.unparse(value), ()):
                    yield f"{ast.unparse(value)}.{attr}"
            case ast.Call(func=ast.Attribute(value=ast.Name("zipfile"), attr="ZipFile"), args=[_]):
                yield "zipfile.ZipFile"


def test_nothing_but_the_door_opens_files_of_others():
    found = {
        f"{file.relative_to(ROOT)}: {name}"
        for file in ROOT.rglob("*.py")
        if DOOR not in file.parents
        for name in opened(ast.parse(file.read_text(encoding="utf-8")))
    }
    assert found == ALLOWED
    assert {name for file in DOOR.glob("*.py") for name in opened(ast.parse(file.read_text(encoding="utf-8")))} >= {
        "csv.reader", "json.loads", "openpyxl", "osmium", "pq.ParquetFile", "pyogrio", "pypdf", "rasterio.open",
        "shapely.from_wkb", "tomllib", "zipfile.ZipFile", "zlib",
    }  # fmt: skip
