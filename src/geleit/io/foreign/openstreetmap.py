"""OpenStreetMap files as osmium reads them, for a process apart: .osm.pbf, .osm and its compressed forms."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

from geleit.errors import MissingExtraError, StreetsError
from geleit.io.foreign.apart import apart
from geleit.io.foreign.guard import guarded, guarded_each
from geleit.io.foreign.kinds import OSM
from geleit.io.foreign.sizes import expect_size, too_many_points

T = TypeVar("T")

_PER_DEGREE = 1e7
"""Osmium's own unit of positions."""


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


def highways(path: Path, size: int) -> Iterator[tuple[dict[str, str], list[int]]]:
    """Tags and nodes of each way that is a highway.

    Raises
    ------
    StreetsError
        If the file is damaged, not what its name says, or its ways have too many nodes.
    """
    import osmium

    left = OSM.most_points(size)
    with guarded(str(path), OSM, StreetsError):
        ways = osmium.FileProcessor(str(path), osmium.osm.WAY).with_filter(osmium.filter.KeyFilter("highway"))
    for tags, nodes in guarded_each(str(path), OSM, _tags_and_nodes(ways, left), StreetsError):
        left -= len(nodes)
        if left < 0:
            raise too_many_points(str(path), size, OSM, StreetsError)
        yield tags, nodes


def _tags_and_nodes(ways: Iterable[Any], most: int) -> Iterator[tuple[dict[str, str], list[int]]]:
    """Of each way that was not deleted; of one that is far too long no more than tells that it is."""
    for way in ways:
        if way.visible:
            nodes = way.nodes if len(way.nodes) <= most else islice(way.nodes, most + 1)
            yield dict(way.tags), [node.ref for node in nodes]


def positions(path: Path) -> Callable[[int], tuple[float, float] | None]:
    """Looks up longitude and latitude of a node by its number.

    Raises
    ------
    StreetsError
        If the file is damaged, or not what its name says.
    """
    import osmium

    found, nowhere = osmium.index.create_map("flex_mem"), osmium.osm.Location()
    with guarded(str(path), OSM, StreetsError), osmium.io.Reader(str(path), osmium.osm.NODE) as nodes:
        osmium.apply(nodes, osmium.NodeLocationsForWays(found))

    def position(node: int) -> tuple[float, float] | None:
        try:
            at = found.get(node)
        except (KeyError, TypeError):  # not in the file; nodes without a number of their own are not looked up
            return None
        return None if at.x == nowhere.x else (at.x / _PER_DEGREE, at.y / _PER_DEGREE)

    return position
