"""Points of ways whose position a file lacks: for a bound alone, the way goes straight on over them."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from geleit.streets.build import Ways
from geleit.streets.rules import in_a_bound_alone


def with_straight_ways(ways: Ways) -> Ways:
    """Add a straight line wherever a way leads from a point to another over such as have no position.

    No way between the two is shorter. Where a way ends in such points nobody knows where to, and nothing is added.
    """
    way = np.repeat(np.arange(len(ways.street), dtype=np.int64), np.diff(ways.first))
    known = np.flatnonzero(np.isfinite(ways.lon) & np.isfinite(ways.lat) & (ways.street[way] >= 0))
    before, after = known[:-1], known[1:]
    over = (after - before > 1) & (way[before] == way[after]) & (ways.node[before] != ways.node[after])
    before, after = before[over], after[over]
    if not len(before):
        return ways
    number = {street: at for at, street in enumerate(ways.streets)}
    of = {
        int(at): number.setdefault(replace(in_a_bound_alone(ways.streets[at]), unknown="", unread=()), len(number))
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
