"""Streets in metres: pieces between the corners of the map, places on them, and what closures shut.

Written from docs/formats/streets.md and docs/formats/case.md.
"""

from __future__ import annotations

import itertools
import math
from collections import Counter
from dataclasses import dataclass

import shapely
from pyproj import Geod
from shapely.geometry import LineString, Point
from shapely.geometry.base import BaseGeometry
from shapely.ops import substring

AT_CORNER = 1.0
"""What lies within so many metres of a corner is at the corner."""

CLASSES = {
    "primary": (4, 4.0),
    "tertiary": (2, 4.0),
    "residential": (2, 2.0),
    "service": (1, 1.0),
    "footway": (0, 2.5),
    "path": (0, 2.0),
    "track": (0, 3.5),
}
"""Usual lanes, and metres beside them; a path has no lanes."""

Position = tuple[int, float]
"""A street piece, and metres along it; corners are ``(-1, number)``."""


@dataclass(frozen=True)
class Piece:
    """A street between two corners of the map; ``onward`` and ``backward`` tell whether vehicles may go so."""

    ends: tuple[int, int]
    line: LineString
    length: float
    width: float
    lanes: int
    onward: bool
    backward: bool

    def along(self, share: float) -> float:
        return share * self.length


@dataclass(frozen=True)
class Spot:
    """Where something stands: the position on the streets, and metres from there."""

    at: Position
    off: float
    piece: int
    metres: float


class Ground:
    """The streets of a case."""

    def __init__(self, streets: list[tuple[list[tuple[float, float]], dict[str, str]]]) -> None:
        keys = [[(round(x * 1e7), round(y * 1e7)) for x, y in points] for points, _ in streets]
        lat = [y / 1e7 for line in keys for _, y in line]
        middle = math.radians((min(lat) + max(lat)) / 2)
        self.origin = (keys[0][0][0] / 1e7, math.degrees(middle))
        bend = 1 - 0.00669437999014 * math.sin(middle) ** 2
        around = 6378137 * math.pi / 180
        self.scale = around * math.cos(middle) / bend**0.5, around * (1 - 0.00669437999014) / bend**1.5
        uses = Counter(key for line in keys for key in line)
        self.corners: dict[tuple[int, int], int] = {}
        self.pieces: list[Piece] = []
        for line, (_, tags) in zip(keys, streets, strict=True):
            cut = [i for i, key in enumerate(line) if i in (0, len(line) - 1) or uses[key] > 1]
            for a, b in itertools.pairwise(cut):
                self.pieces.append(self._piece(line[a : b + 1], tags))

    def _piece(self, keys: list[tuple[int, int]], tags: dict[str, str]) -> Piece:
        ends = tuple(self.corners.setdefault(key, len(self.corners)) for key in (keys[0], keys[-1]))
        degrees = LineString([(x / 1e7, y / 1e7) for x, y in keys])
        usual, beside = CLASSES[tags["highway"]]
        lanes = int(tags.get("lanes", 0))
        if "width" in tags:
            width = max(float(tags["width"]) + (beside if usual else 0.0), 0.5)
        else:
            width = 3.5 * (lanes or usual) + beside
        one_way = tags.get("oneway", "no")
        return Piece(
            ends, self.flat(degrees), Geod(ellps="WGS84").geometry_length(degrees), width, lanes,
            onward=usual > 0 and one_way != "-1", backward=usual > 0 and one_way != "yes",
        )  # fmt: skip

    def flat(self, shape: BaseGeometry) -> BaseGeometry:
        """A shape in degrees as one in metres."""
        return shapely.transform(shape, lambda xy: (xy - self.origin) * self.scale)

    def spot(self, where: Point, *, driven: bool = False) -> Spot:
        """The place on the nearest street, or on the nearest one for vehicles."""
        point = self.flat(where)
        usable = [i for i, piece in enumerate(self.pieces) if not driven or piece.onward or piece.backward]
        piece = min(usable, key=lambda i: self.pieces[i].line.distance(point))
        metres = self.pieces[piece].along(self.pieces[piece].line.project(point, normalized=True))
        return Spot(self.position(piece, metres), self.pieces[piece].line.distance(point), piece, metres)

    def position(self, piece: int, metres: float) -> Position:
        """A place on a street, which is at a corner when it is next to one."""
        for end, left in enumerate((metres, self.pieces[piece].length - metres)):
            if left < AT_CORNER:
                return -1, float(self.pieces[piece].ends[end])
        return piece, metres

    def shut(self, where: BaseGeometry, *, least: bool) -> set[int]:
        """Pieces that a closure shuts; where a centimetre decides, the fewest or the most."""
        slack = -0.01 if least else 0.01
        shape = self.flat(where)
        if shape.geom_type.startswith("Multi"):
            return set().union(*(self.shut(part, least=least) for part in where.geoms))
        if shape.geom_type == "Polygon":
            area = shape.buffer(slack)
            return {i for i, piece in enumerate(self.pieces) if piece.line.intersects(area)}
        if shape.geom_type == "LineString":
            middles = [piece.line.interpolate(0.5, normalized=True).distance(shape) for piece in self.pieces]
            if min(middles) <= 15 + slack:
                return {i for i, distance in enumerate(middles) if distance <= 15 + slack}
            assert min(middles) > 15.01, "a closure that a centimetre decides"
            shape = shape.interpolate(0.5, normalized=True)
        distances = [piece.line.distance(shape) for piece in self.pieces]
        return {i for i, distance in enumerate(distances) if distance <= min(distances) + 1 + slack}

    def inside(self, area: BaseGeometry) -> list[tuple[int, int, float, float, float]]:
        """Halves of pieces in an area: piece, corner, metres inside, and from where to where along the piece."""
        found = []
        for i, piece in enumerate(self.pieces):
            for end in (0, 1):
                half = substring(piece.line, end / 2, (end + 1) / 2, normalized=True)
                part = half.intersection(self.flat(area))
                if part.length < 1e-6:
                    continue
                shares = [piece.line.project(Point(at), normalized=True) for at in shapely.get_coordinates(part)]
                where = piece.along(min(shares)), piece.along(max(shares))
                found.append((i, piece.ends[end], part.length, *where))
        return found
