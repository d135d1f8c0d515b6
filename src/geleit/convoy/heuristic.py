"""A rule of thumb for rounds: as many as the window allows, each as far as that leaves time for.

It gives the search a start, and stands where the search finds nothing better.
"""

from __future__ import annotations

import heapq
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from geleit.convoy.rounds import FOREVER, Entry, Kind, Truck
from geleit.convoy.routing import Drop
from geleit.model.arrays import Ints

HALF = 0.5
"""Share of a load from which on a round with it counts as one worth making."""


@dataclass(frozen=True, eq=False)
class _Offers:
    """What one kind of truck can do with each drop, shape ``(k,)`` each.

    Parameters
    ----------
    gate
        Index of the gate to it, -1 where it does not fit into the truck or cannot be reached.
    inside, outside
        Seconds from the gate, unloading, and back; and from the gate, loading, and back.
    """

    gate: Ints
    inside: Ints
    outside: Ints


def by_heuristic(
    kinds: Sequence[Kind],
    entry: Entry,
    trucks: Sequence[Truck],
    drops: Sequence[Drop],
    wanted: Sequence[int] = (),
    *,
    even: bool = False,
) -> list[tuple[Truck, list[list[int]]]]:
    """Rounds of each truck, as indices of drops.

    Whoever comes to a gate takes the first district of those wanted from which it can be back in time. Where none is
    left, it takes, of the loads with which it can still make as many rounds as with the quickest, the farthest (with
    ``even`` the one worth most): the quick ones are left to those for whom they make a second round.
    """
    offers = [_offers(kind, entry, drops) for kind in kinds]
    board = _Board.of(drops, wanted, even=even)
    free = {gate: opening.start for gate, opening in entry.openings.items()}
    rounds: list[list[list[int]]] = [[] for _ in trucks]
    queue = [(_first(kinds[truck.kind], entry, truck.ready), i) for i, truck in enumerate(trucks)]
    heapq.heapify(queue)
    while queue and board.left.any():
        now, i = heapq.heappop(queue)
        kind, offer = kinds[trucks[i].kind], offers[trucks[i].kind]
        enter = {gate: max(now, free[gate]) for gate in free}
        load = _chosen(kind, entry, enter, offer, board)
        if not load:
            continue
        gate = int(offer.gate[load[0]])
        if enter[gate] > now:  # others are before it at this gate: it may choose anew when it is its turn
            heapq.heappush(queue, (enter[gate], i))
            continue
        free[gate] = enter[gate] + entry.openings[gate].headway
        board.take(load)
        rounds[i].append(load)
        back = _back(kind, entry, enter[gate], [drops[j] for j in load])
        heapq.heappush(queue, (_first(kind, entry, back), i))
    return [(truck, own) for truck, own in zip(trucks, rounds, strict=True) if own]


@dataclass(frozen=True, eq=False)
class _Board:
    """What is still to be brought.

    Parameters
    ----------
    kg
        Of each drop, shape ``(k,)``.
    rank
        Which of two as far comes first, the greater, shape ``(k,)``; with ``even`` also before the farther.
    left
        Whether it is still to be brought, shape ``(k,)``.
    wanted
        Districts in the order in which they are wanted, for one load each.
    """

    drops: Sequence[Drop]
    kg: Ints
    rank: Ints
    left: NDArray[np.bool_]
    wanted: list[int]
    even: bool

    @classmethod
    def of(cls, drops: Sequence[Drop], wanted: Sequence[int], *, even: bool) -> _Board:
        """Everything is still to be brought."""
        kg = np.array([drop.kg for drop in drops], dtype=np.int64)
        rank = np.array([drop.worth for drop in drops], dtype=np.int64) if even else kg
        return cls(drops, kg, rank, np.ones(len(drops), dtype=bool), list(wanted), even)

    def take(self, load: Sequence[int]) -> None:
        """A truck has this load."""
        self.left[load] = False
        if (district := self.drops[load[0]].district) in self.wanted:
            self.wanted.remove(district)


def _offers(kind: Kind, entry: Entry, drops: Sequence[Drop]) -> _Offers:
    rows = []
    for drop in drops:
        gate = entry.gate_of(kind, drop.district)
        inside = kind.drive(gate, drop.district) + kind.unload(drop.kg) + kind.drive(drop.district, gate)
        outside = kind.drive(gate, kind.depot) + kind.loading + kind.drive(kind.depot, gate)
        usable = drop.kg <= kind.kg and gate in entry.openings and max(inside, outside) < FOREVER
        rows.append((gate if usable else -1, inside, outside))
    gate_, inside_, outside_ = (np.array(x, dtype=np.int64) for x in zip(*rows, strict=True))
    return _Offers(gate_, inside_, outside_)


def _first(kind: Kind, entry: Entry, ready: int) -> int:
    """When a truck that is loaded from ``ready`` on can be at its nearest gate."""
    there = (ready + kind.loading + kind.drive(kind.depot, gate) for gate in entry.openings)
    opened = min(opening.start for opening in entry.openings.values())
    return max(min(there, default=FOREVER), opened)


def _chosen(kind: Kind, entry: Entry, enter: dict[int, int], offers: _Offers, board: _Board) -> list[int]:
    """One load, filled up with smaller ones that cost no round."""
    kg = board.kg
    spare = np.full(len(kg), -1, dtype=np.int64)
    for gate, at in enter.items():
        here = board.left & (offers.gate == gate)
        spare[here] = entry.openings[gate].end - at - offers.inside[here]
    fits = spare >= 0
    if not fits.any():
        return []
    whole = fits & (kg >= HALF * kg[fits].max())
    quickest = int(offers.inside[whole].min())
    cycle = max(1, int((offers.inside + offers.outside)[whole].min()))
    more = np.maximum(0, 1 + (spare - offers.outside - quickest) // cycle)
    most = int(more[whole].max())
    best = np.flatnonzero(whole & (more == most))
    first, then = (board.rank, offers.inside) if board.even else (offers.inside, board.rank)
    j = int(best[np.lexsort((best, -then[best], -first[best]))[0]])
    by_district = {board.drops[i].district: int(i) for i in np.flatnonzero(whole)[::-1]}
    if (named := next((by_district[d] for d in board.wanted if d in by_district), None)) is not None:
        j, most = named, int(more[named])
    keep = int(spare[j]) - (int(offers.outside[j]) + quickest + (most - 1) * cycle if most else 0)
    smaller = fits & (offers.gate == offers.gate[j]) & (kg <= kind.kg - kg[j])
    smaller[j] = False
    return _filled(kind, int(offers.gate[j]), j, np.flatnonzero(smaller), keep, board)


def _filled(kind: Kind, gate: int, j: int, smaller: Ints, keep: int, board: _Board) -> list[int]:
    """A load with smaller ones on top, the largest first, as room and time allow."""
    load, room, at = [j], kind.kg - int(board.kg[j]), board.drops[j].district
    for other in smaller[np.lexsort((smaller, -board.kg[smaller]))]:
        kg, there = int(board.kg[other]), board.drops[other].district
        detour = kind.drive(at, there) + kind.unload(kg) + kind.drive(there, gate) - kind.drive(at, gate)
        if kg <= room and detour <= keep:
            load.append(int(other))
            room, keep, at = room - kg, keep - detour, there
    return load


def _back(kind: Kind, entry: Entry, enter: int, load: Sequence[Drop]) -> int:
    """When a truck is back at its depot."""
    gate = entry.gate_of(kind, load[0].district)
    at, now = gate, enter
    for drop in load:
        now += kind.drive(at, drop.district) + kind.unload(drop.kg)
        at = drop.district
    return now + kind.drive(at, gate) + kind.drive(gate, kind.depot)
