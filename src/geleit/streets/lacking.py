"""Points of ways whose position a file lacks: for a bound alone, the way goes straight on over them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from itertools import combinations, pairwise

import numpy as np

from geleit.model.arrays import Ints
from geleit.streets.build import Ways
from geleit.streets.rules import in_a_bound_alone


def with_straight_ways(ways: Ways) -> Ways:
    """Add a straight line wherever a way leads from a point to another over such as have no position.

    No way between the two is shorter. Where several ways have such a point, straight lines lead from the known point
    next to it on the one to that on another. Where a way ends in points that no other has, nobody knows where to, and
    nothing is added.
    """
    way = np.repeat(np.arange(len(ways.street), dtype=np.int64), np.diff(ways.first))
    known = np.flatnonzero(np.isfinite(ways.lon) & np.isfinite(ways.lat) & (ways.street[way] >= 0))
    before, after = known[:-1], known[1:]
    over = (after - before > 1) & (way[before] == way[after]) & (ways.node[before] != ways.node[after])
    before, after = before[over], after[over]
    more = _around_shared(ways, way)
    before, after = np.concatenate([before, more[0]]), np.concatenate([after, more[1]])
    if not len(before):
        return ways
    number = {street: at for at, street in enumerate(ways.streets)}
    of = {
        int(at): number.setdefault(replace(in_a_bound_alone(ways.streets[at]), unknown=""), len(number))
        for at in np.unique(ways.street[way[before]])
    }
    points = np.column_stack([before, after]).ravel()
    return replace(
        ways,
        first=np.concatenate([ways.first, ways.first[-1] + 2 * np.arange(1, len(before) + 1)]),
        node=np.concatenate([ways.node, ways.node[points]]),
        lon=np.concatenate([ways.lon, ways.lon[points]]),
        lat=np.concatenate([ways.lat, ways.lat[points]]),
        street=np.concatenate([ways.street, [of[int(at)] for at in ways.street[way[before]]]]).astype(np.int32),
        name=np.concatenate([ways.name, ways.name[way[before]]]).astype(np.int32),
        streets=tuple(number),
        added=ways.added + len(before),
    )


MOST_AROUND = 50
"""Where more points than this are next to one without a position, each is joined to the first alone."""


def _pairs(points: list[int]) -> Iterable[tuple[int, int]]:
    return combinations(points, 2) if len(points) <= MOST_AROUND else ((points[0], other) for other in points[1:])


def _around_shared(ways: Ways, way: Ints) -> tuple[Ints, Ints]:
    """Pairs of known points that are next to the same points without a position, on different ways."""
    known = np.isfinite(ways.lon) & np.isfinite(ways.lat)
    kept = ways.street[way] >= 0
    last = np.maximum.accumulate(np.where(known, np.arange(len(known)), -1))
    following = len(known) - 1 - np.maximum.accumulate(np.where(known[::-1], np.arange(len(known)), -1))[::-1]
    missing = np.flatnonzero(~known & kept)
    near = np.concatenate([last[missing], following[missing]])
    point = np.tile(missing, 2)
    there = (near >= 0) & (near < len(known))
    near, point = near[there], point[there]
    there = way[near] == way[point]
    near, point = near[there], point[there]
    order = np.argsort(ways.node[point], kind="stable")
    node, near = ways.node[point][order], near[order]
    starts = np.flatnonzero(np.diff(node, prepend=-1 if not len(node) else node[0] - 1, append=np.iinfo(np.int64).max))
    found = {
        (min(a, b), max(a, b))
        for first, end in pairwise(starts.tolist())
        for a, b in _pairs(near[first:end].tolist())
        if way[a] != way[b] and ways.node[a] != ways.node[b]
    }
    one, other = np.array(sorted(found), dtype=np.int64).reshape(-1, 2).T
    return one, other
