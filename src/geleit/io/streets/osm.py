"""Streets from OpenStreetMap: .osm.pbf, .osm and its compressed forms, and the JSON of the Overpass API."""

from __future__ import annotations

import math
from array import array
from collections.abc import Callable, Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import numpy as np

from geleit.errors import StreetsError
from geleit.io.foreign.json_text import read_json
from geleit.io.foreign.kinds import OVERPASS
from geleit.io.foreign.openstreetmap import highways, positions, read_apart
from geleit.io.foreign.sizes import read_bytes
from geleit.io.streets.provenance import describe_origin
from geleit.model.arrays import Floats
from geleit.model.network import Network
from geleit.model.proof import one_line
from geleit.progress import Count, no_count
from geleit.streets.build import OSM_CREDIT, Ways, build_network
from geleit.streets.rules import Street, classify

SUFFIXES = (".osm.pbf", ".pbf", ".osm", ".osm.gz", ".osm.bz2")
"""Names of files that osmium reads; Overpass JSON ends in ``.json``."""

_TELL_EVERY = 10_000  # ways between two calls of progress


def read_osm(path: Path, progress: Count | None = None) -> Network:
    """Read streets from OpenStreetMap data.

    Every way with a ``highway`` value counts as read; docs/formats/streets.md tells what is kept. The order of ways and
    nodes in the file does not matter. Node references without a position are counted, and the way is split there.

    Parameters
    ----------
    path
        ``.osm.pbf``, ``.osm``, ``.osm.gz``, ``.osm.bz2``, or ``.json`` from the Overpass API.
    progress
        Called with the step, what is done, and the total or ``None``.

    Raises
    ------
    StreetsError
        If the file is missing, damaged, not what its name says, or holds no street.
    MissingExtraError
        If osmium is not installed.
    """
    origin = describe_origin(path)
    tell = progress or no_count
    is_json = path.name.lower().endswith(".json")
    collected, lon, lat = _read_overpass(path, tell) if is_json else _read_osmium(path, tell)
    tell("cutting streets", 0, None)
    ways = Ways(
        first=np.concatenate([[0], np.cumsum(collected.points)]).astype(np.int64),
        node=np.array(collected.node, dtype=np.int64),
        lon=lon,
        lat=lat,
        street=np.array(collected.street, dtype=np.int32),
        name=np.array(collected.name, dtype=np.int32),
        streets=tuple(collected.streets),
        names=tuple(map(one_line, collected.names)),
    )
    return build_network(ways, attribution=OSM_CREDIT, origin=origin, where=str(path))


class _Collected:
    """Ways met so far, as flat columns; equal streets and names are kept once."""

    def __init__(self) -> None:
        self.points = array("q")
        self.node = array("q")
        self.street = array("i")
        self.name = array("i")
        self.streets: dict[Street, int] = {}
        self.names: dict[str, int] = {}

    def add(self, tags: Mapping[str, str], nodes: Sequence[int]) -> None:
        self.node.extend(nodes)
        self.points.append(len(nodes))
        street, name = classify(tags), tags.get("name", "")
        self.street.append(-1 if street is None else self.streets.setdefault(street, len(self.streets)))
        self.name.append(self.names.setdefault(name, len(self.names)) if name else -1)


_Located = tuple[_Collected, Floats, Floats]
"""Ways, and longitude and latitude of each of their nodes."""


def _read_osmium(path: Path, tell: Count) -> _Located:
    for step, done, found in read_apart(path, partial(_collect, path)):
        if found is not None:
            return found
        tell(step, done, None)
    raise AssertionError("what is collected comes last")


def _collect(path: Path, size: int) -> Iterator[tuple[str, int, _Located | None]]:
    """How far it is, from time to time, and at last the ways."""
    found = _Collected()
    for tags, nodes in highways(path, size):
        found.add(tags, nodes)
        if len(found.points) % _TELL_EVERY == 0:
            yield "reading ways", len(found.points), None
    yield "reading positions", 0, None
    yield "", 0, (found, *_look_up(found.node, positions(path)))


def _read_overpass(path: Path, tell: Count) -> _Located:
    tell("reading elements", 0, None)
    document = read_json(str(path), read_bytes(path, OVERPASS, error=StreetsError), OVERPASS, StreetsError)
    elements = document.get("elements") if isinstance(document, dict) else None
    if not isinstance(elements, list):
        raise StreetsError(str(path), "expected Overpass JSON with a list of elements", "ask Overpass for [out:json]")
    remark = str(document.get("remark", ""))
    if "error" in remark:
        raise StreetsError(str(path), f"Overpass did not finish: {remark:.120}", "ask it for a smaller area")
    found = _Collected()
    places: dict[int, tuple[float, float]] = {}
    for row, element in enumerate(elements):
        try:
            _take(element, found, places)
        except (KeyError, TypeError, ValueError, AttributeError, OverflowError) as problem:
            where, remedy = f"{path}: elements[{row}]", "ask Overpass for ways and their nodes: out body; >; out skel;"
            raise StreetsError(where, f"not a node or way as Overpass writes them: {problem!r}", remedy) from None
        if row % _TELL_EVERY == 0:
            tell("reading elements", row, len(elements))
    return found, *_look_up(found.node, places.get)


def _take(element: Any, found: _Collected, places: dict[int, tuple[float, float]]) -> None:
    """Take in one element of Overpass JSON; what it lacks raises the error of whoever looks for it."""
    if element["type"] == "node":
        places[int(element["id"])] = _position(element)
    elif element["type"] == "way" and "highway" in element.get("tags", {}):
        nodes = [int(node) for node in element["nodes"]]
        found.add({str(key): str(value) for key, value in element["tags"].items()}, nodes)
        for node, point in zip(nodes, element.get("geometry", ()), strict=False):
            if point is not None:  # outside the box that was asked for
                places[node] = _position(point)


def _position(point: Any) -> tuple[float, float]:
    lon, lat = float(point["lon"]), float(point["lat"])
    if not (math.isfinite(lon) and math.isfinite(lat)):
        raise ValueError("lon and lat must be finite numbers")
    return lon, lat


def _look_up(node: array[int], position: Callable[[int], tuple[float, float] | None]) -> tuple[Floats, Floats]:
    """Positions in degrees by node number; NaN where there is none."""
    numbers, which = np.unique(np.frombuffer(node, dtype=np.int64), return_inverse=True)
    lon, lat = np.full((2, len(numbers)), math.nan)
    for at, number in enumerate(numbers):
        if (found := position(int(number))) is not None:
            lon[at], lat[at] = found
    return lon[which], lat[which]
