"""Squares: what people can walk across. For a bound alone, from any of its corners straight to any other."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import combinations

import numpy as np

from geleit.model.arrays import Floats, Ints
from geleit.streets.build import Ways
from geleit.streets.rules import CHORD, Street, classify, square

LARGEST_M = 300.0
"""How far a closed way reaches that is taken for a square though nothing calls it one, in metres."""

LARGEST_DECLARED_M = 2_000.0
"""How far a square reaches that is called one; of what is larger only the outline counts."""

MOST_CORNERS = 24
"""A square with more corners is crossed in no time, by way of one of them: lines between any two would be too many."""


@dataclass(frozen=True, eq=False)
class Square:
    """A square.

    Parameters
    ----------
    ring
        Numbers of its points, the first one again at the end.
    lon, lat
        Their positions in degrees.
    outline
        Which of the ways is its outline, or -1.
    declared
        Whether something calls it a square, and not only the class of its outline.
    street
        What the outline is by its own tags, where it is not among the ways; ``None`` for nothing that a plan counts on.
    """

    ring: Ints
    lon: Floats
    lat: Floats
    outline: int
    declared: bool
    street: Street | None = None


def is_square(tags: Mapping[str, str]) -> bool:
    """Whether a closed way or a multipolygon with these tags is called a place that people can cross."""
    if tags.get("area") == "no":
        return False
    kinds = ("place", "square"), ("amenity", "parking"), ("man_made", "pier")
    multipolygon = tags.get("type") == "multipolygon"
    return any(tags.get(key) == value for key, value in kinds) or (
        bool(tags.get("highway")) and (tags.get("area") == "yes" or multipolygon)
    )


def may_be_square(tags: Mapping[str, str]) -> bool:
    """Whether a closed way with these tags may be one, though nothing calls it one."""
    return tags.get("highway") == "pedestrian" and tags.get("area") != "no"


def outline_of(tags: Mapping[str, str]) -> Street | None:
    """What a plan may count on around an area with these tags: a street without a carriageway, if any."""
    street = classify(tags)
    return replace(street, drive=0, truck=0, speed=0) if street is not None and street.walk else None


def rings_of(lines: Iterable[Sequence[int]]) -> list[tuple[int, ...]]:
    """The rings that lines make whose ends are the same; what stays open is left out."""
    left = [list(line) for line in lines if len(line) > 1]
    rings = []
    while left:
        ring = left.pop()
        while ring[0] != ring[-1]:
            following = next((line for line in left if ring[-1] in (line[0], line[-1])), None)
            if following is None:
                break
            left.remove(following)
            ring.extend(following[1:] if following[0] == ring[-1] else following[-2::-1])
        if ring[0] == ring[-1] and len(ring) > 3:
            rings.append(tuple(ring))
    return rings


def with_squares(ways: Ways, squares: Sequence[Square]) -> Ways:
    """Add what people can walk on around and across squares.

    Between any two corners of a square, which are where it meets something else, goes a straight line. It is as wide as
    the square is long, because nothing is known to narrow it.
    """
    if not squares:
        return ways
    ways = _as_wide_as_long(ways, squares)
    uses = _uses(ways, squares)
    added = [line for one in squares for line in _lines(one, uses)]
    number = {known: at for at, known in enumerate(ways.streets)}
    for line in added:
        number.setdefault(line.street, len(number))
    return replace(
        ways,
        first=np.concatenate(
            [ways.first, ways.first[-1] + np.cumsum([len(line.node) for line in added], dtype=np.int64)]
        ),
        node=np.concatenate([ways.node, *(line.node for line in added)]),
        lon=np.concatenate([ways.lon, *(line.lon for line in added)]),
        lat=np.concatenate([ways.lat, *(line.lat for line in added)]),
        street=np.concatenate([ways.street, [number[line.street] for line in added]]).astype(np.int32),
        name=np.concatenate([ways.name, np.full(len(added), -1)]).astype(np.int32),
        streets=tuple(number),
        added=ways.added + len(added),
    )


@dataclass(frozen=True, eq=False)
class _Line:
    node: Ints
    lon: Floats
    lat: Floats
    street: Street


def _as_wide_as_long(ways: Ways, squares: Sequence[Square]) -> Ways:
    """Whoever walks along the outline of a square may take all of it."""
    street = ways.street.copy()
    number = {known: at for at, known in enumerate(ways.streets)}
    for one in squares:
        if one.outline >= 0 and street[one.outline] >= 0:
            wide = _as_wide(ways.streets[street[one.outline]], square(_across(one.lon, one.lat)))
            street[one.outline] = number.setdefault(wide, len(number))
    return replace(ways, street=street, streets=tuple(number))


def _as_wide(street: Street, whole: Street) -> Street:
    return replace(street, width_most=max(street.width_most, whole.width_most))


def _uses(ways: Ways, squares: Sequence[Square]) -> Mapping[int, int]:
    """How many ways and outlines have each point of the squares."""
    points = np.unique(np.concatenate([one.ring for one in squares]))
    way = np.repeat(np.arange(len(ways.street)), np.diff(ways.first))
    there = np.isin(ways.node, points) & (ways.street[way] >= 0)
    pairs = np.unique(np.column_stack([ways.node[there], way[there]]), axis=0)
    uses = Counter(pairs[:, 0].tolist())
    for one in squares:
        if one.outline < 0:
            uses.update(set(one.ring.tolist()))
    return uses


def _lines(one: Square, uses: Mapping[int, int]) -> Iterator[_Line]:
    at = np.flatnonzero(np.isfinite(one.lon) & np.isfinite(one.lat))
    if len(set(one.ring[at].tolist())) < 3:
        return
    across = _across(one.lon[at], one.lat[at])
    street = square(across)
    if one.outline < 0:
        yield _Line(one.ring[at], one.lon[at], one.lat[at], _as_wide(one.street, street) if one.street else street)
    if across > (LARGEST_DECLARED_M if one.declared else LARGEST_M):
        return
    place = {int(one.ring[i]): int(i) for i in at}
    corners = [i for node, i in place.items() if uses.get(node, 0) > 1]
    pairs, street = list(combinations(corners, 2)), replace(street, kind=CHORD)
    if len(corners) > MOST_CORNERS:  # through one of them, in no time
        pairs, street = [(corners[0], i) for i in corners[1:]], replace(street, times=math.inf)
    for pair in map(list, pairs):
        yield _Line(one.ring[pair], one.lon[pair], one.lat[pair], street)


def _across(lon: Floats, lat: Floats) -> float:
    """Metres from one end to the other, at most: the diagonal of the box around all points."""
    from pyproj import Geod

    east, north = lon[np.isfinite(lon)], lat[np.isfinite(lat)]
    if not (len(east) and len(north)):
        return 0.0
    metres = Geod(ellps="WGS84").inv(east.min(), north.min(), east.max(), north.max())[2]
    return float(math.ceil(metres))
