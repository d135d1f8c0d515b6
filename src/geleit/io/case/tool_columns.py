"""Columns that tools write by themselves into whatever is made with them; nobody means anything by them."""

from __future__ import annotations

_NAMES = frozenset(
    (
        *("fid", "fid_1", "ogc_fid", "layer", "path"),  # QGIS
        *("objectid", "objectid_1", "globalid", "shape_leng", "shape_length", "shape_area", "shape__area"),  # ArcGIS
        *("shape__length", "shape_le_1", "shape_ar_1"),
        *("stroke", "stroke-width", "stroke-opacity", "fill", "fill-opacity"),  # geojson.io
        *("marker-color", "marker-size", "marker-symbol"),
        *("styleurl", "stylehash", "stylemaphash", "tessellate", "extrude", "visibility", "altitudemode", "draworder"),
    )
)


def is_of_tool(name: str) -> bool:
    """Whether a column is one that QGIS, ArcGIS, geojson.io or Google Earth adds by itself."""
    return name.lower() in _NAMES
