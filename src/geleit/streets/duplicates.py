"""Streets drawn twice at the same place: they count once."""

from __future__ import annotations

from dataclasses import fields, replace
from itertools import pairwise

import numpy as np
import shapely

from geleit.model.arrays import Bytes, Flags, Ints
from geleit.model.network import ForTrucks, Most, Network
from geleit.streets.access import AGAINST, ALONG, BOTH_WAYS, united
from geleit.streets.locate import Plane, drawn
from geleit.streets.pieces import only
from geleit.streets.rules import CHORD, FERRY, SQUARE

ALIKE_M = 2.0
"""Streets between the same corners that are nowhere farther apart are one street for a plan."""

LEFT_M = 0.01
"""How wide a street stays that others are drawn over, in metres: widths are kept no finer."""

SURE_M = 0.5
"""Only if they are nowhere farther apart than this, they are one for a bound too; else their widths are added up."""


def counted_once(network: Network) -> tuple[Network, Ints]:
    """The same network with one piece for each street, whichever way and however often it is drawn.

    Corners keep their numbers. Beside it stands which of its pieces each piece became, shape ``(m,)``.

    The widest drawing stays. Vehicles may go where they may by any of them; a two-way street drawn as two one-way
    streets becomes one with the lanes of both.
    """
    pairs, itself = _same_ends(network), np.arange(network.edges, dtype=np.int64)
    if not pairs:
        return network, itself
    plane = Plane.around(network)
    points, first = drawn(network, plane)
    involved = np.unique(np.concatenate(pairs))
    lines = {int(i): shapely.linestrings(points[first[i] : first[i + 1]]) for i in involved}
    kept_as = itself.copy()
    merged = Merged(network)
    in_plan = counts_in_plan(network)
    for group in pairs:
        left = sorted(group.tolist(), key=lambda i: (not in_plan[i], -network.width[i], i))
        while left:
            kept, others, left = left[0], left[1:], []
            for other in others:
                apart = shapely.hausdorff_distance(lines[kept], lines[other])
                if apart > ALIKE_M:
                    left.append(other)
                    continue
                turned = bool(network.tail[kept] != network.tail[other])
                merged.add_to_bound(kept, other, turned=turned, surely=apart <= SURE_M)
                if in_plan[other]:
                    merged.add_to_plan(kept, other, turned=turned)
                kept_as[other] = kept
    stays = kept_as == itself
    if stays.all():
        return network, itself
    whole = merged.network()
    report = replace(network.report, twice=network.report.twice + int((~stays).sum()))
    return replace(only(whole, np.flatnonzero(stays)), report=report), (np.cumsum(stays) - 1)[kept_as]


def _same_ends(network: Network) -> list[Ints]:
    """Pieces that share both corners, group by group; ferries and lines over squares aside."""
    piece = np.flatnonzero(~network.of_kind(FERRY, SQUARE, CHORD))
    low = np.minimum(network.tail, network.head)[piece].astype(np.int64)
    ends = low * network.nodes + np.maximum(network.tail, network.head)[piece]
    order = np.argsort(ends, kind="stable")
    starts = np.flatnonzero(np.diff(ends[order], prepend=-1, append=-1))
    return [piece[order[a:b]] for a, b in pairwise(starts.tolist()) if b - a > 1]


def counts_in_plan(network: Network) -> Flags:
    """Which pieces a plan counts on, for anybody."""
    return np.asarray(network.walk | (network.drive > 0) | (network.trucks.drive > 0))


class Merged:
    """Columns of a network, into which pieces are merged.

    Both ways of merging are told which piece stays, which one goes into it, and whether that is drawn the other way.
    """

    def __init__(self, network: Network) -> None:
        self.of = network
        self.width, self.lanes, self.name = network.width.copy(), network.lanes.copy(), network.name.copy()
        self.walk, self.drive, self.speed = network.walk.copy(), network.drive.copy(), network.speed.copy()
        seen = network.generous
        self.most = Most(*(getattr(seen, column.name).copy() for column in fields(Most)))
        trucks = network.for_trucks or ForTrucks(network.drive, np.zeros(network.edges))
        self.trucks = ForTrucks(trucks.drive.copy(), trucks.tonnes.copy())

    def add_to_bound(self, kept: int, other: int, *, turned: bool, surely: bool) -> None:
        """Let a bound have on one piece what it has on both; widths are added up unless both are surely one street."""
        most = self.most
        self._add_lanes(most.lanes, most.drive, kept, other, turned)
        most.drive[kept] = united(int(most.drive[kept]), _turned(int(most.drive[other]), turned))
        most.walk[kept] |= most.walk[other]
        most.length[kept] = min(most.length[kept], most.length[other])
        width = most.width
        width[kept] = max(width[kept], width[other]) if surely else width[kept] + width[other]
        if self.name[kept] < 0:
            self.name[kept] = self.name[other]

    def add_to_plan(self, kept: int, other: int, *, turned: bool) -> None:
        """Let a plan have on one piece the wider of both, and vehicles where they may go by either."""
        self._add_lanes(self.lanes, self.drive, kept, other, turned)
        for drive in (self.drive, self.trucks.drive):
            drive[kept] = united(int(drive[kept]), _turned(int(drive[other]), turned))
        self.speed[kept] = max(self.speed[kept], self.speed[other])
        self.width[kept] = max(self.width[kept], self.width[other])
        self.walk[kept] |= self.walk[other]
        limits = [t for t in (self.trucks.tonnes[kept], self.trucks.tonnes[other]) if t]
        self.trucks.tonnes[kept] = min(limits, default=0.0)

    def narrow(self, piece: int, others: list[int]) -> None:
        """Leave a plan a centimetre of a piece, and take it off others beside it."""
        self.width[others] = np.maximum(self.width[others] - LEFT_M, LEFT_M)
        self.width[piece] = LEFT_M

    def leave_out_of_plan(self, pieces: Ints, for_vehicles: Ints) -> None:
        """Let a plan count no longer on some pieces, and on others for vehicles; trucks, which share none, go on."""
        self.walk[pieces] = False
        self.drive[pieces], self.drive[for_vehicles] = 0, 0
        self.speed[self.trucks.drive == 0] = np.where(self.drive > 0, self.speed, 0)[self.trucks.drive == 0]

    def network(self) -> Network:
        """The network with these columns; a bound has no less than a plan."""
        columns = {name: getattr(self, name) for name in ("width", "lanes", "name", "walk", "drive", "speed")}
        most = self.most
        drive = np.where(self.drive == 0, most.drive, np.where(most.drive == 0, self.drive, most.drive))
        drive[(self.drive > 0) & (most.drive > 0) & (self.drive != most.drive)] = BOTH_WAYS
        lanes, width = np.maximum(most.lanes, self.lanes), np.maximum(most.width, self.width)
        seen = Most(most.walk | self.walk, drive, width, lanes, most.length)
        return replace(self.of, **columns).seen_otherwise(seen, self.trucks)

    @staticmethod
    def _add_lanes(lanes: Bytes, drive: Bytes, kept: int, other: int, turned: bool) -> None:
        """Lanes of two one-way streets there and back are added up; else the most count."""
        there_and_back = {_turned(int(drive[other]), turned), int(drive[kept])} == {ALONG, AGAINST}
        one, two = int(lanes[kept]), int(lanes[other])
        lanes[kept] = min(one + two, 255) if there_and_back and one and two else max(one, two)


def _turned(way: int, turned: bool) -> int:
    """Ways that vehicles may go, as they are for a piece drawn the other way round."""
    return {ALONG: AGAINST, AGAINST: ALONG}.get(way, way) if turned else way
