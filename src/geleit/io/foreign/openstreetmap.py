"""OpenStreetMap files as osmium reads them, for a process apart: .osm.pbf, .osm and its compressed forms."""

from __future__ import annotations

import bz2
import gzip
from array import array
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Set
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar
from xml.parsers import expat

from geleit.errors import MissingExtraError, StreetsError
from geleit.io.foreign.apart import apart
from geleit.io.foreign.guard import guarded, guarded_each
from geleit.io.foreign.kinds import OSM
from geleit.io.foreign.sizes import expect_size, too_many_points

T = TypeVar("T")

_FILTERED = range(1, 2**36)
"""Numbers that osmium can look for; it keeps a bit for each."""

_PER_DEGREE = 1e7
"""Osmium's own unit of positions."""

_TAKEN_AT_ONCE = 1 << 20
_DELETED = b"action="
"""What stands in files of the editor JOSM, and hardly anywhere else."""


@dataclass(frozen=True)
class Way:
    """A way as one version of it stands in a file.

    Parameters
    ----------
    id, version
        Its number, and which version that is; 0 where the file does not say.
    visible
        Whether it was still there.
    """

    id: int
    version: int
    visible: bool
    tags: Mapping[str, str]
    nodes: array[int]


@dataclass(frozen=True)
class Relation:
    """A relation likewise; ``ways`` and ``nodes`` are its members that are such, each with its role."""

    id: int
    version: int
    visible: bool
    tags: Mapping[str, str]
    ways: tuple[tuple[int, str], ...]
    nodes: tuple[tuple[int, str], ...]


@dataclass(frozen=True)
class Node:
    """A node likewise; ``position`` in degrees is ``None`` where the file does not have it."""

    id: int
    version: int
    visible: bool
    tags: Mapping[str, str]
    position: tuple[float, float] | None


def read_apart(path: Path, work: Callable[[int], Iterable[T]]) -> Iterator[T]:
    """What some work with the functions below yields.

    Parameters
    ----------
    work
        What is to be done, given the bytes of the file.

    Raises
    ------
    StreetsError
        If the file is damaged, not what its name says, or beyond the bounds.
    MissingExtraError
        If osmium is not installed.
    """
    try:
        import osmium  # noqa: F401
    except ImportError:
        raise MissingExtraError("reading OpenStreetMap files", "streets") from None
    with guarded(str(path), OSM, StreetsError):
        size = expect_size(path, OSM, error=StreetsError)
    return apart(str(path), OSM, size, lambda: work(size), StreetsError)


def deleted(path: Path) -> Mapping[str, Set[int]]:
    """Numbers of the nodes, ways and relations that an editor marked as deleted and osmium would read.

    Raises
    ------
    StreetsError
        If the file is damaged, or holds changes rather than what is there.
    """
    found: dict[str, set[int]] = {"node": set(), "way": set(), "relation": set()}
    if _is_pbf(path):
        return found
    first: list[str] = []

    def start(name: str, about: dict[str, str]) -> None:
        if not first:
            first.append(name)
        if name in found and about.get("action") == "delete":
            found[name].add(int(about["id"]))

    with guarded(str(path), OSM, StreetsError):
        marked = _holds(path, _DELETED)
        parser = expat.ParserCreate()
        parser.StartElementHandler = start
        for block in _blocks(path):
            parser.Parse(block)
            if first and not marked:
                break
    if first and first[0].lower() == "osmchange":
        problem = "it holds changes (osmChange), not the streets that are there"
        raise StreetsError(str(path), problem, "apply them to a whole file, such as by osmium apply-changes")
    return found


def _is_pbf(path: Path) -> bool:
    return path.name.lower().endswith(".pbf")


def _blocks(path: Path) -> Iterator[bytes]:
    """What an XML file holds, unpacked."""
    name = path.name.lower()
    opener: Any = gzip.open if name.endswith(".gz") else bz2.open if name.endswith(".bz2") else open
    try:
        with opener(path, "rb") as file:
            while block := file.read(_TAKEN_AT_ONCE):
                yield block
    except OSError as fault:
        if fault.errno is None:  # the file can be read, but is not packed as its name says
            raise ValueError(str(fault)) from None
        raise


def _holds(path: Path, words: bytes) -> bool:
    tail = b""
    for block in _blocks(path):
        if words in tail + block:
            return True
        tail = block[-len(words) :]
    return False


def ways_and_relations(
    path: Path, size: int, of_ways: Collection[str], of_relations: Collection[str]
) -> Iterator[Way | Relation]:
    """All versions of all ways and relations that have, or once had, one of some tags; more where versions differ.

    Raises
    ------
    StreetsError
        If the file is damaged, not what its name says, or its ways have too many nodes.
    """
    import osmium

    def relevant() -> Iterator[Any]:
        for one in _objects(path, osmium.osm.WAY | osmium.osm.RELATION, {*of_ways, *of_relations}):
            if one.is_way():
                yield one
            else:
                ways, nodes = (tuple((m.ref, m.role) for m in one.members if m.type == kind) for kind in ("w", "n"))
                yield Relation(one.id, one.version, one.visible, dict(one.tags), ways, nodes)

    return _kept(path, size, relevant())


def ways(path: Path, size: int, wanted: Set[int]) -> Iterator[Way | Relation]:
    """All versions of some ways.

    Raises
    ------
    StreetsError
        As for :func:`ways_and_relations`.
    """
    import osmium

    return _kept(path, size, _objects(path, osmium.osm.WAY, None, wanted))


def _kept(path: Path, size: int, objects: Iterator[Any]) -> Iterator[Way | Relation]:
    """Ways of osmium as ours, which last, and no more nodes of them than a file of this size should have."""
    left = OSM.most_points(size)
    for way in objects:
        if isinstance(way, Relation):
            yield way
            continue
        nodes = way.nodes if len(way.nodes) <= left else islice(way.nodes, left + 1)
        found = Way(way.id, way.version, way.visible, dict(way.tags), array("q", (node.ref for node in nodes)))
        left -= len(found.nodes)
        if left < 0:
            raise too_many_points(str(path), size, OSM, StreetsError)
        yield found


def nodes(path: Path, wanted: Collection[int]) -> Iterator[Node]:
    """All versions of some nodes.

    Raises
    ------
    StreetsError
        If the file is damaged, or not what its name says.
    """
    import osmium

    nowhere = osmium.osm.Location()
    for node in _objects(path, osmium.osm.NODE, None, wanted):
        at = node.location
        position = None if at.x == nowhere.x else (at.x / _PER_DEGREE, at.y / _PER_DEGREE)
        yield Node(node.id, node.version, node.visible, dict(node.tags) if node.tags else {}, position)


def _objects(path: Path, what: Any, keys: Collection[str] | None, also: Collection[int] = ()) -> Iterator[Any]:
    """Objects with one of some tags, and those of some numbers, each once.

    In a file that may hold several versions of an object a later one may lack what an earlier one has, so that all of
    them come.
    """
    import osmium

    with guarded(str(path), OSM, StreetsError):
        whole = osmium.FileProcessor(str(path), what)
        several = not _is_pbf(path) or whole.header.has_multiple_object_versions
        numbered = all(number in _FILTERED for number in also)
    if several and keys is not None:
        yield from guarded_each(str(path), OSM, whole, StreetsError)
        return
    seen: set[int] = set()
    if keys is not None:
        with guarded(str(path), OSM, StreetsError):
            whole = whole.with_filter(osmium.filter.KeyFilter(*keys))
        for found in guarded_each(str(path), OSM, whole, StreetsError):
            seen.add(found.id)
            yield found
    if not (wanted := also if keys is None else set(also) - seen):
        return
    with guarded(str(path), OSM, StreetsError):
        rest = osmium.FileProcessor(str(path), what)
        if numbered:
            rest = rest.with_filter(osmium.filter.IdFilter(wanted))
    wanted = wanted if isinstance(wanted, set) else set(wanted)
    for found in guarded_each(str(path), OSM, rest, StreetsError):
        if found.id in wanted:
            yield found
