"""Columns that many tables have."""

from __future__ import annotations

from geleit.io.case.columns import Id, Number, Position, Text

ID = Id("id", required=True)
NAME = Text("name", otherwise="id")
SOURCE = Id("source", of=("sources",))
NOTE = Text("note", option_about="a remark for readers")

POSITION_ERROR = Number("position_error", "by how much the position may be off", unit="metres", most=1e6, default=0.0)
PLACE = Position("position", required=True)
AROUND = Position(
    "position", required=True, shapes=("Point", "LineString", "MultiLineString", "Polygon", "MultiPolygon")
)
"""What means streets: the nearest to a point or a line, and all that touch a polygon."""
