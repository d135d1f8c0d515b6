"""When streets and gates are open: few profiles, shared by many."""

from __future__ import annotations

import math
from dataclasses import replace

import numpy as np

from geleit.evacuation.arcs import Streets
from geleit.evacuation.placement import Located
from geleit.model.amount import Scenario
from geleit.model.arrays import Ints
from geleit.model.certificate import Intervals
from geleit.model.window import Clock, Window

NEVER = 1
"""Index of the profile that is never open."""


class Profiles:
    """Opening profiles: index 0 is open throughout, index 1 never."""

    def __init__(self, horizon: int) -> None:
        self.horizon = horizon
        self.known: dict[Intervals, int] = {((0, horizon),): 0, (): 1}

    def index(self, intervals: Intervals) -> int:
        """Index of a profile, new or known."""
        return self.known.setdefault(intervals, len(self.known))

    def shut(self, index: int, since: int, until: int) -> int:
        """Index of a known profile but for some time."""
        pieces = [(a, b) for x, y in list(self.known)[index] for a, b in ((x, min(y, since)), (max(x, until), y))]
        return self.index(tuple((a, b) for a, b in pieces if a < b))

    def lingering(self, index: int, seconds: int) -> int:
        """Index of a known profile with so many seconds more behind each opening, and up to a minute on top."""
        if index <= NEVER:
            return index
        later = -(-seconds // 60) * 60
        found: list[tuple[int, int]] = []
        for a, b in list(self.known)[index]:
            if found and a <= found[-1][1]:
                a = found.pop()[0]
            found.append((a, min(b + later, self.horizon)))
        return self.index(tuple(found))


def openings(located: Located, clock: Clock, scenario: Scenario, profiles: Profiles) -> Ints:
    """The opening profile of each piece of the network by the closures of the case, shape ``(m,)``."""
    shut: dict[int, list[Window]] = {}
    closed = located.surely_closed if scenario == "generous" else located.closed
    for closure, pieces in zip(located.case.closures, closed, strict=True):
        if closure.certain or scenario != "generous":
            for piece in pieces.tolist():
                shut.setdefault(piece, []).extend(closure.windows)
    profile = np.zeros(located.case.network.edges, dtype=np.int64)
    for piece, windows in shut.items():
        profile[piece] = profiles.index(_complement(clock.intervals(windows, profiles.horizon), profiles.horizon))
    return profile


def behind_those_under_way(located: Located, streets: Streets, profiles: Profiles) -> Streets:
    """Streets that were cut: whoever entered one before it was shut walks on, past what it was cut at.

    Each part stays open for so much longer as it takes to come there from where the street begins.
    """
    network, arcs = located.case.network, streets.arcs
    run = np.cumsum(network.length) - network.length
    first = np.searchsorted(located.cut.piece, located.cut.piece)
    before = run - run[first]
    whole = np.bincount(located.cut.piece, network.length)[located.cut.piece]
    ahead = np.concatenate(
        [x[streets.edge] / streets.speed[streets.edge] for x in (before, whole - before - network.length)]
    )
    profile = arcs.profile.copy()
    for arc in np.flatnonzero((profile > NEVER) & (ahead > 1e-6)).tolist():
        profile[arc] = profiles.lingering(int(profile[arc]), math.ceil(ahead[arc]))
    return replace(streets, arcs=replace(arcs, profile=profile))


def _complement(intervals: Intervals, end: int) -> Intervals:
    edges = [0, *(t for interval in intervals for t in interval), end]
    return tuple((a, b) for a, b in zip(edges[::2], edges[1::2], strict=True) if a < b)
