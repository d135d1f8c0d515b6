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
    """

    name: str
    remedy: str
    most_bytes: int
    expands: int = 0
    most_unpacked: int = 0
    depth: int = 0
    rows: int = 0

    def most_rows(self, size: int) -> int:
        """Rows that a file of this size may have."""
        return min(max(SOME_ROWS, size // SHORTEST_ROW), self.rows)

    def unpacked(self, size: int) -> int:
        """Bytes to which a file of this size may unpack."""
        return min(max(SMALL, size * self.expands), self.most_unpacked)


SETTINGS = Kind("TOML", "see docs/formats/case.md for an example", MB, depth=16)
TABLE = Kind("CSV", "save the table as CSV in UTF-8", 100 * MB, rows=1_000_000)
GEOJSON_TABLE = Kind("GeoJSON", "save it again as GeoJSON", 100 * MB)
INCIDENTS = Kind(
    "a table of incidents in CSV", "save the table as CSV in UTF-8", 4_000 * MB, 50, 4_000 * MB, rows=10_000_000
)
WORKBOOK = Kind(
    "an Excel workbook", "save the table as CSV", 500 * MB, expands=100, most_unpacked=4_000 * MB, rows=1_048_576
)
OSM = Kind("an OpenStreetMap file", "download it again, or check it with osmium fileinfo -e", 8_000 * MB)
OVERPASS = Kind("Overpass JSON", "download it again", 1_000 * MB)
ARTICLE = Kind("an article", "save the passage as .txt", 100 * MB)
JSON_LINES = Kind("lines of JSON", "move it aside", 100 * MB, rows=200_000)
PARQUET = Kind("GeoParquet", "export it again", 4_000 * MB)
LINES = Kind("a GeoPackage, GeoJSON file or shapefile", "export it again, in UTF-8", 4_000 * MB)
STREETS = Kind(
    "a street file as geleit import keeps it", "import the streets again", 2_000 * MB, expands=30, most_unpacked=2**31
)
PROOF = Kind("JSON", "ask for the original file", 2**30)
KEY = Kind("a key or a signature", "ask for it again", 10_000)
REPLY = Kind("JSON", "try another model", MB)
NOTE = Kind("JSON", "import the file again", MB)
KEPT = Kind("incidents as geleit import keeps them", "import the file again", 4_000 * MB)
