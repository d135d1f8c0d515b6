"""What is read, and how much of it: every kind of foreign file, declared once (docs/reliability.md has the table)."""

from __future__ import annotations

from dataclasses import dataclass

MB = 1_000_000

SMALL = 20 * MB
"""Bytes to which any packed file may unpack, however small it is."""

SOME_ROWS = 1_000_000
"""Rows that any table may have, however few bytes it takes."""

SHORTEST_ROW = 4
"""Bytes on the disk, perhaps packed, that each row beyond these takes."""

SOME_MEMORY = 800 * MB
"""Bytes of memory that reading any file may take, however small it is."""

SOME_SECONDS = 6
"""Seconds of computing that reading any file may take; what is read in one hundredth of it is usual."""

SOME_POINTS = 200_000
"""Points that the lines of any file may have."""

LONGEST_ROW = MB
"""Characters of one row of a table."""

MOST_CELLS = 1_000
"""Cells of one row of a table."""


@dataclass(frozen=True)
class Kind:
    """A kind of file that others made.

    Parameters
    ----------
    name
        What a message calls it, such as ``an Excel workbook``.
    remedy
        What to do about one that cannot be read.
    most_bytes
        On the disk.
    expands
        To how many times its size it may unpack, above :data:`SMALL`; 0 where nothing is packed.
    most_unpacked
        Bytes to which it may unpack at most, however large it is; 0 where nothing is packed.
    depth
        Levels of nesting; 0 where there is none.
    rows
        Most rows, where they are counted; a small file has no more than :data:`SOME_ROWS`.
    memory
        How many times its size reading it may take in memory, above :data:`SOME_MEMORY`; 0 where a process of its own
        does not read it.
    seconds
        Of computing for each MB, above :data:`SOME_SECONDS`.
    a_point
        Bytes on the disk that each point of a line takes at least, above :data:`SOME_POINTS`.
    """

    name: str
    remedy: str
    most_bytes: int
    expands: int = 0
    most_unpacked: int = 0
    depth: int = 0
    rows: int = 0
    memory: int = 0
    seconds: int = 0
    a_point: int = 0

    def most_memory(self, size: int) -> int:
        """Bytes of memory that reading a file of this size may take."""
        return max(SOME_MEMORY, size * self.memory)

    def most_seconds(self, size: int) -> int:
        """Seconds of computing that reading a file of this size may take."""
        return max(SOME_SECONDS, self.seconds * size // MB)

    def most_points(self, size: int) -> int:
        """Points that the lines of a file of this size may have."""
        return max(SOME_POINTS, size // self.a_point)

    def most_rows(self, size: int) -> int:
        """Rows that a file of this size may have."""
        return min(max(SOME_ROWS, size // SHORTEST_ROW), self.rows)

    def unpacked(self, size: int) -> int:
        """Bytes to which a file of this size may unpack."""
        return min(max(SMALL, size * self.expands), self.most_unpacked)


SETTINGS = Kind("TOML", "see docs/formats/case.md for an example", MB, depth=16)
TABLE = Kind("CSV", "save the table as CSV in UTF-8", 300 * MB, rows=1_048_576)  # a full sheet, 300 bytes a row
GEOJSON_TABLE = Kind("GeoJSON", "save it again as GeoJSON", 100 * MB)
INCIDENTS = Kind(
    "a table of incidents in CSV", "save the table as CSV in UTF-8", 4_000 * MB, 50, 4_000 * MB, rows=10_000_000
)
WORKBOOK = Kind(
    "an Excel workbook", "save the table as CSV", 500 * MB, expands=100, most_unpacked=4_000 * MB, rows=1_048_576,
    memory=30, seconds=30,
)  # fmt: skip
RASTER = Kind("a GeoTIFF", "download or export it again", 4_000 * MB, memory=100, seconds=60)
PDF = Kind("a PDF", "save the page anew, or the passage as .txt", 100 * MB, memory=20, seconds=60)
OSM = Kind(
    "an OpenStreetMap file", "download it again, or check it with osmium fileinfo -e", 8_000 * MB,
    memory=40, seconds=20, a_point=1,
)  # fmt: skip
OVERPASS = Kind("Overpass JSON", "download it again", 1_000 * MB)
ARTICLE = Kind("an article", "save the passage as .txt", 100 * MB)
JSON_LINES = Kind("lines of JSON", "move it aside", 100 * MB, rows=200_000)
PARQUET = Kind("GeoParquet", "export it again", 4_000 * MB, memory=40, seconds=5, a_point=1)
LINES = Kind(
    "a GeoPackage, GeoJSON file or shapefile", "export it again, in UTF-8", 4_000 * MB, memory=20, seconds=5, a_point=4
)
ZIPPED = Kind(
    "a zipped shapefile", "unpack it, and name the .shp file", 4_000 * MB, expands=50, most_unpacked=4_000 * MB,
    memory=40, seconds=10, a_point=1,
)  # fmt: skip
STREETS = Kind(
    "a street file as geleit import keeps it", "import the streets again", 2_000 * MB, expands=30, most_unpacked=2**31
)
PROOF = Kind("JSON", "ask for the original file", 2**30)
MANIFEST = Kind("JSON", "write the outputs again", 100 * MB)
OUTPUT = Kind("a page or table that Geleit wrote", "write it again", 2**30)
KEY = Kind("a key or a signature", "ask for it again", 10_000)
BAG_LIST = Kind("a list of a bag", "ask for the bag again", 100 * MB)
REPLY = Kind("JSON", "try another model", MB)
NOTE = Kind("JSON", "import the file again", MB)
KEPT = Kind(
    "incidents as geleit import keeps them", "import the file again", 4_000 * MB, rows=10_000_000, memory=60, seconds=20
)

KINDS = {
    "`case.toml`": SETTINGS,
    "a table of a case, `.csv`": TABLE,
    "a table of a case, `.geojson`": GEOJSON_TABLE,
    "incidents, `.csv`, `.tsv`, `.csv.gz`": INCIDENTS,
    "incidents, `.xlsx`": WORKBOOK,
    "incidents that a case keeps, `.parquet`": KEPT,
    "OpenStreetMap, `.osm.pbf`, `.osm`, `.osm.gz`, `.osm.bz2`": OSM,
    "Overpass, `.json`": OVERPASS,
    "GeoParquet": PARQUET,
    "GeoPackage, GeoJSON, shapefile, FlatGeobuf, KML": LINES,
    "a zipped shapefile, `.zip`": ZIPPED,
    "streets that a case keeps, `.npz`": STREETS,
    "a raster of people, `.tif`": RASTER,
    "an article, as text or HTML": ARTICLE,
    "an article, as PDF": PDF,
    "a log of captures, rejected proposals": JSON_LINES,
    "a certificate or plan, `.json`": PROOF,
    "the manifest of a folder of outputs, `.json`": MANIFEST,
    "a page or table that Geleit wrote": OUTPUT,
    "a key or signature": KEY,
    "a list of a bag, `.txt`": BAG_LIST,
    "a language model's reply": REPLY,
    "what a case notes of an import, `.json`": NOTE,
}
"""Every kind, by the files that are of it."""
