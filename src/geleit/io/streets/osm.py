"""Streets from OpenStreetMap: .osm.pbf, .osm and its compressed forms, and the JSON of the Overpass API."""

from __future__ import annotations

import math
from array import array
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, replace
from functools import cache, partial
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

from geleit.errors import StreetsError
from geleit.io.foreign import openstreetmap
from geleit.io.foreign.json_text import read_json
from geleit.io.foreign.kinds import OVERPASS
from geleit.io.foreign.openstreetmap import Node, Relation, Way, read_apart
from geleit.io.foreign.sizes import read_bytes
from geleit.io.streets.latest import Latest
from geleit.io.streets.provenance import describe_origin
from geleit.model.arrays import Floats, Ints
from geleit.model.entries import one_line
from geleit.model.network import Network
from geleit.progress import Count, no_count
from geleit.streets import turns
from geleit.streets.barriers import with_barriers
from geleit.streets.build import OSM_CREDIT, Ways, build_network
from geleit.streets.lacking import with_straight_ways
from geleit.streets.rules import FERRY, LIFECYCLE, Street, classify
from geleit.streets.squares import Square, is_area, is_square, may_be_square, outline_of, rings_of, with_squares
from geleit.streets.turns import Rule, Sign

SUFFIXES = (".osm.pbf", ".pbf", ".osm", ".osm.gz", ".osm.bz2")
"""Names of files that osmium reads; Overpass JSON ends in ``.json``."""

CHANGES = (".osc", ".osc.gz", ".osc.bz2")
"""Names of files of changes, which hold no street that is there."""

_KEYS = ("highway", *LIFECYCLE, "route", "place", "amenity", "man_made", "public_transport", "railway")
"""Tags of what may be a street or a square."""

_OF_RELATIONS = (*_KEYS, *turns.KEYS)

_TELL_EVERY = 10_000  # ways between two calls of progress


def read_osm(path: Path, progress: Count | None = None) -> Network:
    """Read streets from OpenStreetMap data.

    Every way with a ``highway`` value counts as read; docs/formats/streets.md tells what is kept. The order of ways and
    nodes in the file does not matter, and of several versions of one the last counts. Node references without a
    position are counted; the way is split there, and goes straight on in a bound.

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
    found = _read_overpass(path, tell) if path.name.lower().endswith(".json") else _read_osmium(path, tell)
    tell("cutting streets", 0, None)
    drawn = with_squares(with_straight_ways(found.ways), found.squares)
    ways = replace(with_barriers(drawn, found.barriers), signs=found.signs)
    network = build_network(ways, attribution=OSM_CREDIT, origin=origin, where=str(path))
    report = network.report
    twice, missing = report.twice + found.twice, report.missing_nodes + found.missing_parts
    return replace(network, report=replace(report, twice=twice, missing_nodes=missing))


@dataclass(frozen=True, eq=False)
class _Found:
    """What a file holds.

    Parameters
    ----------
    barriers
        Tags of what stands on streets, by the number of the node.
    signs
        Turn restrictions.
    twice
        Ways that stand in it twice in the same version.
    missing_parts
        Parts of the outlines of squares that are not in it.
    """

    ways: Ways
    squares: Sequence[Square]
    barriers: Mapping[int, Mapping[str, str]]
    signs: Sequence[Sign]
    twice: int
    missing_parts: int


@dataclass(frozen=True)
class _Row:
    """A way; ``street`` and ``name`` are -1 for none, ``known`` tells whether it is a street at all."""

    nodes: array[int]
    street: int
    name: int
    known: bool
    square: bool
    declared: bool


class _Collected:
    """What was met of a file so far, the last version of each object; equal streets and names are kept once.

    Parameters
    ----------
    deleted
        Numbers of nodes, ways and relations that are marked as deleted.
    """

    def __init__(self, deleted: Mapping[str, Collection[int]]) -> None:
        self.latest = {kind: Latest(deleted.get(kind, ())) for kind in ("node", "way", "relation")}
        self.rows: dict[int, _Row] = {}
        self.streets: dict[Street, int] = {}
        self.names: dict[str, int] = {}
        self.rings: dict[int, tuple[tuple[int, ...], Street | None]] = {}
        self.ferries: dict[int, tuple[tuple[int, ...], Street]] = {}
        self.restrictions: dict[int, tuple[tuple[Rule, ...], Relation]] = {}
        self.positions: dict[int, tuple[float, float]] = {}
        self.barriers: dict[int, Mapping[str, str]] = {}
        self.twice = 0

    @property
    def parts(self) -> set[int]:
        """Ways that are parts of outlines of squares, or of ferries."""
        return {way for held in (self.rings, self.ferries) for ways, _ in held.values() for way in ways}

    def parts_to_come(self) -> set[int]:
        """Those of them that are nothing else, of which nothing was kept so far."""
        found = self.parts - self.rows.keys()
        self.latest["way"].forget(found)
        return found

    @property
    def nodes(self) -> set[int]:
        """All nodes of the ways."""
        return {node for row in self.rows.values() for node in row.nodes}

    def relation(self, one: Relation) -> None:
        """Take in a relation, if it is a square, a ferry or a turn restriction."""
        if not self.latest["relation"].take(one.id, one.version):
            return
        self.rings.pop(one.id, None)
        self.ferries.pop(one.id, None)
        self.restrictions.pop(one.id, None)
        if not one.visible:
            return
        if one.tags.get("type") == "multipolygon" and is_square(one.tags):
            self.rings[one.id] = tuple(way for way, role in one.ways if role != "inner"), outline_of(one.tags)
        elif one.tags.get("type") == "route" and (ferry := classify(one.tags)) is not None and ferry.kind == FERRY:
            self.ferries[one.id] = tuple(way for way, _ in one.ways), ferry
        elif (rules := turns.rules_of(one.tags)) is not None:
            self.restrictions[one.id] = rules, one

    def way(self, one: Way, parts: Set[int]) -> None:
        """Take in a way, if it is a street, a square, or a part of something."""
        again = self.latest["way"].has(one.id, one.version)
        if not self.latest["way"].take(one.id, one.version):
            return
        before = self.rows.pop(one.id, None)
        street = classify(one.tags)
        known = street is not None or "highway" in one.tags
        closed = len(one.nodes) > 3 and one.nodes[0] == one.nodes[-1]
        declared = is_square(one.tags) if closed else len(one.nodes) > 2 and is_area(one.tags)
        square = declared or (closed and may_be_square(one.tags))
        if not one.visible or not (known or square or one.id in parts):
            return
        self.twice += again and known and before is not None and before.known
        name = one.tags.get("name", "")
        self.rows[one.id] = _Row(
            one.nodes,
            -1 if street is None else self.streets.setdefault(street, len(self.streets)),
            self.names.setdefault(name, len(self.names)) if name else -1,
            known,
            square,
            declared,
        )

    def node(self, one: Node) -> None:
        """Take in where a node is, and what stands there."""
        if self.latest["node"].take(one.id, one.version):
            for known in (self.positions, self.barriers):
                known.pop(one.id, None)
            if one.visible and one.position is not None:
                self.positions[one.id] = one.position
            if one.visible and "barrier" in one.tags:
                self.barriers[one.id] = one.tags

    def found(self) -> _Found:
        """All of it."""
        for members, ferry in self.ferries.values():
            for way in members:
                if (row := self.rows.get(way)) is not None and row.street < 0:
                    street = self.streets.setdefault(ferry, len(self.streets))
                    self.rows[way] = replace(row, street=street, known=True)
        rows = [row for row in self.rows.values() if row.known]
        node, lon, lat = self._points([row.nodes for row in rows])
        first = np.concatenate([[0], np.cumsum([len(row.nodes) for row in rows])]).astype(np.int64)
        ways = Ways(
            first=first,
            node=node,
            lon=lon,
            lat=lat,
            street=np.array([row.street for row in rows], dtype=np.int32),
            name=np.array([row.name for row in rows], dtype=np.int32),
            streets=tuple(self.streets),
            names=tuple(map(one_line, self.names)),
        )
        beside = cache(self._beside)
        signs = tuple(self._sign(*restriction, beside) for restriction in self.restrictions.values())
        missing = sum(way not in self.rows for members, _ in self.rings.values() for way in members)
        return _Found(ways, tuple(self._squares()), self.barriers, signs, self.twice, missing)

    def _sign(self, rules: tuple[Rule, ...], one: Relation, beside: Callable[[int], Mapping[int, list[int]]]) -> Sign:
        """A restriction at one point; what leads over another street, or lacks a part, has no point."""
        via = [node for node, role in one.nodes if role == "via"]
        if len(via) != 1 or any(role == "via" for _, role in one.ways):
            return Sign(rules)
        before, after = (
            {point for way, role in one.ways if role == wanted for point in beside(way).get(via[0], ())[: turns.MOST]}
            for wanted in ("from", "to")
        )
        return Sign(rules, via[0], tuple(sorted(before)), tuple(sorted(after)))

    def _beside(self, way: int) -> Mapping[int, list[int]]:
        """The points next to each point of a way."""
        found: dict[int, list[int]] = {}
        for one, other in pairwise(self.rows[way].nodes if way in self.rows else ()):
            if one != other:
                found.setdefault(one, []).append(other)
                found.setdefault(other, []).append(one)
        return found

    def _squares(self) -> Iterator[Square]:
        number = 0
        for row in self.rows.values():
            if row.square:
                own = row.known and row.street >= 0
                yield Square(*self._points([row.nodes]), number if own else -1, row.declared)
            number += row.known
        for ways, street in self.rings.values():
            for ring in rings_of(self.rows[way].nodes for way in ways if way in self.rows):
                of_a_plan = street if ring[0] == ring[-1] else None
                yield Square(*self._points([ring]), -1, declared=True, street=of_a_plan)

    def _points(self, lines: Sequence[Sequence[int]]) -> tuple[Ints, Floats, Floats]:
        """Numbers of the points of lines, and their positions in degrees; NaN where there is none."""
        node = np.array([number for line in lines for number in line], dtype=np.int64)
        numbers, which = np.unique(node, return_inverse=True)
        nowhere = math.nan, math.nan
        place = np.array([self.positions.get(number, nowhere) for number in numbers.tolist()]).reshape(-1, 2)
        return node, place[which, 0], place[which, 1]


def _read_osmium(path: Path, tell: Count) -> _Found:
    for step, done, found in read_apart(path, partial(_collect, path)):
        if found is not None:
            return found
        tell(step, done, None)
    raise AssertionError("what is collected comes last")


def _collect(path: Path, size: int) -> Iterator[tuple[str, int, _Found | None]]:
    """How far it is, from time to time, and at last what the file holds."""
    found = _Collected(openstreetmap.deleted(path))
    for number, one in enumerate(openstreetmap.ways_and_relations(path, size, _KEYS, _OF_RELATIONS), 1):
        if isinstance(one, Relation):
            found.relation(one)
        else:
            found.way(one, frozenset())
        if number % _TELL_EVERY == 0:
            yield "reading ways", number, None
    parts = found.parts_to_come()
    for way in openstreetmap.ways(path, size, parts):
        if isinstance(way, Way):
            found.way(way, parts)
    yield "reading positions", 0, None
    for node in openstreetmap.nodes(path, found.nodes):
        found.node(node)
    yield "", 0, found.found()


def _read_overpass(path: Path, tell: Count) -> _Found:
    tell("reading elements", 0, None)
    document = read_json(str(path), read_bytes(path, OVERPASS, error=StreetsError), OVERPASS, StreetsError)
    elements = document.get("elements") if isinstance(document, dict) else None
    if not isinstance(elements, list):
        raise StreetsError(str(path), "expected Overpass JSON with a list of elements", "ask Overpass for [out:json]")
    remark = str(document.get("remark", ""))
    if "error" in remark:
        raise StreetsError(str(path), f"Overpass did not finish: {remark:.120}", "ask it for a smaller area")
    found = _Collected({})
    _take_each(path, elements, "relation", lambda element: found.relation(_relation(element)))
    parts = found.parts
    _take_each(path, elements, "way", lambda element: _take_way(element, found, parts))
    wanted = found.nodes
    _take_each(path, elements, "node", lambda element: _take_node(element, found, wanted))
    return found.found()


def _take_each(path: Path, elements: Sequence[Any], kind: str, take: Callable[[Any], None]) -> None:
    """Take in the elements of a kind; what one lacks raises the error of whoever looks for it."""
    for row, element in enumerate(elements):
        try:
            if element["type"] == kind:
                take(element)
        except (KeyError, TypeError, ValueError, AttributeError, OverflowError) as problem:
            where, remedy = f"{path}: elements[{row}]", "ask Overpass for ways and their nodes: out body; >; out skel;"
            raise StreetsError(where, f"not a node or way as Overpass writes them: {problem!r}", remedy) from None


def _about(element: Any) -> tuple[int, int, bool, Mapping[str, str]]:
    tags = {str(key): str(value) for key, value in element.get("tags", {}).items()}
    return int(element["id"]), int(element.get("version", 0)), element.get("visible", True) is not False, tags


def _relation(element: Any) -> Relation:
    members = element.get("members", ())
    ways, nodes = (
        tuple((int(m["ref"]), str(m.get("role", ""))) for m in members if m["type"] == kind) for kind in ("way", "node")
    )
    return Relation(*_about(element), ways, nodes)


def _take_way(element: Any, found: _Collected, parts: Set[int]) -> None:
    nodes = array("q", (int(node) for node in element.get("nodes", ())))
    if "nodes" not in element and "highway" in element.get("tags", {}):
        raise KeyError("nodes")
    found.way(Way(*_about(element), nodes), parts)
    if int(element["id"]) in found.rows:
        for node, point in zip(nodes, element.get("geometry", ()), strict=False):
            if point is not None:  # outside the box that was asked for
                found.positions[node] = _position(point)


def _take_node(element: Any, found: _Collected, wanted: Set[int]) -> None:
    position = _position(element)
    if int(element["id"]) in wanted:
        found.node(Node(*_about(element), position))


def _position(point: Any) -> tuple[float, float]:
    lon, lat = float(point["lon"]), float(point["lat"])
    if not (math.isfinite(lon) and math.isfinite(lat)):
        raise ValueError("lon and lat must be finite numbers")
    return lon, lat
