"""Barriers on streets: what they stop ends there, and people go on."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

import numpy as np

from geleit.model.arrays import Flags, Ints
from geleit.streets.build import Ways
from geleit.streets.rules import Street, past

_Part = tuple[Ints, Ints, int, int]
"""Numbers of the points of a part, where their positions stand, and street and name that it is of."""


def with_barriers(ways: Ways, barriers: Mapping[int, Mapping[str, str]]) -> Ways:
    """Cut ways at barriers that stop vehicles, and put a piece of street past each there.

    Whatever leads up to a barrier ends at a corner of its own, but the first, and from there a piece of no length leads
    to the first one's; it has what :func:`~geleit.streets.rules.past` says.

    Parameters
    ----------
    barriers
        Tags by the number of the node.
    """
    number = {street: at for at, street in enumerate(ways.streets)}
    held = np.isin(ways.node, np.array(sorted(barriers), dtype=np.int64))
    way = np.repeat(np.arange(len(ways.street)), np.diff(ways.first))
    steps: dict[tuple[int, int], int] = {}
    for node, street in sorted({(int(ways.node[i]), int(ways.street[way[i]])) for i in np.flatnonzero(held)}):
        if street >= 0 and (few := past(ways.streets[street], barriers[node])) is not None:
            steps[node, street] = number.setdefault(few, len(number))
    return _cut(ways, held, steps, tuple(number)) if steps else ways


def _cut(ways: Ways, held: Flags, steps: Mapping[tuple[int, int], int], streets: Sequence[Street]) -> Ways:
    rows: list[_Part] = []
    added: list[_Part] = []
    taken: set[int] = set()
    fresh = min(0, int(ways.node.min())) - 1
    for w, (start, stop) in enumerate(pairwise(ways.first.tolist())):
        street, name = int(ways.street[w]), int(ways.name[w])
        where, node = np.arange(start, stop), ways.node[start:stop]
        cuts = {int(at) for at in np.flatnonzero(held[start:stop]) if (int(node[at]), street) in steps}
        if not cuts or len(node) < 2:
            rows.append((node, where, street, name))
            continue
        for nth, (a, b) in enumerate(pairwise(sorted({0, *cuts, len(node) - 1}))):
            part = node[a : b + 1].copy()
            for end, at in ((0, a), (-1, b)):
                barrier = int(node[at])
                if at in cuts and barrier in taken:
                    link = [barrier, fresh] if end == 0 else [fresh, barrier]  # drawn as the way is
                    added.append((np.array(link), where[[at, at]], steps[barrier, street], name))
                    part[end] = fresh
                    fresh -= 1
                elif at in cuts:
                    taken.add(barrier)
            (added if nth else rows).append((part, where[a : b + 1], street, name))
    nodes, places, street_of, name_of = zip(*rows, *added, strict=True)
    place = np.concatenate(places)
    return replace(
        ways,
        first=np.concatenate([[0], np.cumsum([len(part) for part in nodes])]).astype(np.int64),
        node=np.concatenate(nodes).astype(np.int64),
        lon=ways.lon[place],
        lat=ways.lat[place],
        street=np.array(street_of, dtype=np.int32),
        name=np.array(name_of, dtype=np.int32),
        streets=streets,
        added=ways.added + len(added),
    )
