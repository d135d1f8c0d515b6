"""Squares: what people can walk across. In a bound, whoever comes onto one is anywhere on it at once."""

from __future__ import annotations

import math
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
import shapely

from geleit.model.arrays import Floats, Ints
from geleit.streets.build import Ways
from geleit.streets.rules import AREAS_OR_LINES, CHORD, Street, class_named, classify, square
from geleit.streets.tag_values import affirms, denies, says, values_of

LARGEST_M = 300.0
"""How far a closed way reaches that is taken for a square though nothing calls it one, in metres."""

LARGEST_DECLARED_M = 2_000.0
"""How far a square reaches that is called one; of what is larger only the outline counts."""


@dataclass(frozen=True, eq=False)
class Square:
    """A square.

    Parameters
    ----------
    ring
        Numbers of its points, in order; where the last is not the first again, it is closed by a straight line.
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
    if denies(tags, "area"):
        return False
    return is_area(tags) or any(says(tags, *called) for called in AREAS_OR_LINES)


def is_area(tags: Mapping[str, str]) -> bool:
    """Whether what has these tags is such a place even if its outline is not closed."""
    if denies(tags, "area"):
        return False
    if affirms(tags, "area") or tags.get("type") == "multipolygon":
        return bool(tags.get("highway")) or any(says(tags, *called) for called in (*_CALLED, *AREAS_OR_LINES))
    return any(says(tags, *called) for called in _CALLED)


_CALLED = (
    ("place", "square"), ("amenity", "parking"), ("amenity", "marketplace"), ("amenity", "bus_station"),
)  # fmt: skip


def may_be_square(tags: Mapping[str, str]) -> bool:
    """Whether a closed way with these tags may be one, though nothing calls it one."""
    return "pedestrian" in map(class_named, values_of(tags, "highway")) and not denies(tags, "area")


def outline_of(tags: Mapping[str, str]) -> Street | None:
    """What a plan may count on around an area with these tags: a street without a carriageway, if any."""
    street = classify(tags)
    return replace(street, drive=0, truck=0, speed=0) if street is not None and street.walk else None


def rings_of(lines: Iterable[Sequence[int]]) -> list[tuple[int, ...]]:
    """The rings that lines make whose ends are the same, and last what stays open, if anything: all of it as one."""
    left = [list(line) for line in lines if len(line) > 1]
    rings: list[tuple[int, ...]] = []
    remain: list[int] = []
    while left:
        ring = left.pop(0)
        turned = False
        while ring[0] != ring[-1]:
            following = next((line for line in left if ring[-1] in (line[0], line[-1])), None)
            if following is not None:
                left.remove(following)
                ring.extend(following[1:] if following[0] == ring[-1] else following[-2::-1])
            elif turned:
                break
            else:
                ring.reverse()
                turned = True
        if ring[0] != ring[-1]:
            remain.extend(reversed(ring))
        elif len(ring) > 3:
            rings.append(tuple(ring))
    return [*rings, tuple(remain)] if remain else rings


def with_squares(ways: Ways, squares: Sequence[Square]) -> Ways:
    """Let a bound see what people can do on squares.

    Nobody needs any time along the outline of a square, nor along a way that lies on it, nor from the one to the other:
    wherever somebody comes onto the square, and leaves it, the way between is no shorter than none. All of it is as
    wide as the square is long, because nothing is known to narrow it.
    """
    if not squares:
        return ways
    points, changes, added = _Points(ways), _Changes(ways), []
    for one in squares:
        at = np.flatnonzero(np.isfinite(one.lon) & np.isfinite(one.lat))
        if len(set(one.ring[at].tolist())) < 3:
            continue
        ring, lon, lat = one.ring[at], one.lon[at], one.lat[at]
        ends = [-1, 0]
        across = _across(lon, lat)
        free = across <= (LARGEST_DECLARED_M if one.declared else LARGEST_M)
        whole = replace(square(across), times=math.inf if free else 1.0)
        if ring[0] != ring[-1]:
            added.append(_Line(ring[ends], lon[ends], lat[ends], whole))
        if one.outline < 0:
            added.append(_Line(ring, lon, lat, _as_on(one.street, whole) if one.street else whole))
        else:
            changes.lies_on(one.outline, whole)
        if not free:
            continue
        inside, partly = points.on(shapely.Polygon(np.column_stack([lon, lat])))
        for way in inside:
            changes.lies_on(way, whole)
        for i in partly:
            pair = np.array([ring[0], ways.node[i]])
            where = np.array([lon[0], ways.lon[i]]), np.array([lat[0], ways.lat[i]])
            added.append(_Line(pair, *where, replace(whole, kind=CHORD)))
    return _with_lines(changes.made(), added)


@dataclass(frozen=True, eq=False)
class _Line:
    node: Ints
    lon: Floats
    lat: Floats
    street: Street


class _Points:
    """Where ways have points."""

    def __init__(self, ways: Ways) -> None:
        self._ways = ways
        self._way = np.repeat(np.arange(len(ways.street)), np.diff(ways.first))
        there = np.isfinite(ways.lon) & np.isfinite(ways.lat) & (ways.street[self._way] >= 0)
        self._known = np.flatnonzero(there)
        self._total = np.bincount(self._way[there], minlength=len(ways.street))

    @cached_property
    def _eastward(self) -> Ints:
        return self._known[np.argsort(self._ways.lon[self._known], kind="stable")]

    def on(self, area: shapely.Polygon) -> tuple[list[int], list[int]]:
        """Ways that lie on an area with all their points; and a point to reach each of them at, and all of others."""
        ways, order = self._ways, self._eastward
        west, south, east, north = area.bounds
        first, last = np.searchsorted(ways.lon[order], [west, np.nextafter(east, np.inf)])
        near = order[first:last]
        near = near[(ways.lat[near] >= south) & (ways.lat[near] <= north)]
        shapely.prepare(area)
        found = np.sort(near[shapely.intersects_xy(area, ways.lon[near], ways.lat[near])])
        own, begins, count = np.unique(self._way[found], return_index=True, return_counts=True)
        whole = count == self._total[own]
        reached = np.isin(self._way[found], own[~whole])
        reached[begins[whole]] = True
        return own[whole].tolist(), found[reached].tolist()


class _Changes:
    """Ways, some of which lie on squares."""

    def __init__(self, ways: Ways) -> None:
        self._ways, self._street = ways, ways.street.copy()
        self._number = {known: at for at, known in enumerate(ways.streets)}
        self._streets = list(ways.streets)

    def lies_on(self, way: int, whole: Street) -> None:
        """Have a bound see a way as it sees the square that it lies on."""
        if self._street[way] >= 0:
            street = _as_on(self._streets[self._street[way]], whole)
            if street not in self._number:
                self._number[street] = len(self._streets)
                self._streets.append(street)
            self._street[way] = self._number[street]

    def made(self) -> Ways:
        """The ways with that."""
        return replace(self._ways, street=self._street, streets=tuple(self._streets))


def _as_on(street: Street, whole: Street) -> Street:
    """Whoever walks along what is on a square may take all of it."""
    return replace(
        street,
        walk_most=True,
        width_most=max(street.width_most, whole.width_most),
        times=max(street.times, whole.times),
    )


def _with_lines(ways: Ways, added: Sequence[_Line]) -> Ways:
    if not added:
        return ways
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
        met=np.unique(np.concatenate([ways.met, *(line.node for line in added if line.street.kind == CHORD)])),
    )


def _across(lon: Floats, lat: Floats) -> float:
    """Metres from one end to the other, at most: the diagonal of the box around all points."""
    from pyproj import Geod

    east, north = lon[np.isfinite(lon)], lat[np.isfinite(lat)]
    if not (len(east) and len(north)):
        return 0.0
    metres = Geod(ellps="WGS84").inv(east.min(), north.min(), east.max(), north.max())[2]
    return float(math.ceil(metres))
