"""Rounds of trucks through gates: the same rules for whoever chooses the rounds and whoever times them."""

from __future__ import annotations

import heapq
import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Protocol

from geleit.convoy.drivetimes import Roads

Drops = list[tuple[int, int]]
"""Districts in order, with the kg left at each."""
FOREVER = 10**8
"""Seconds that never come."""


@dataclass(frozen=True, eq=False)
class Kind:
    """Trucks of one kind, with figures taken from one end of their ranges.

    Parameters
    ----------
    id
        Of the kind.
    depot
        Index of its depot among the points.
    count
        How many.
    kg
        What one carries.
    loading, unloading
        Seconds for a full load, whole.
    """

    id: str
    depot: int
    count: int
    kg: int
    loading: int
    unloading: int
    roads: Roads

    def drive(self, start: int, end: int) -> int:
        """Whole seconds between two points, rounded up; :data:`FOREVER` where there is no way."""
        seconds = self.roads.seconds[start, end]
        return math.ceil(seconds - 1e-9) if math.isfinite(seconds) else FOREVER

    def unload(self, kg: int) -> int:
        """Whole seconds for a part of a load, rounded up."""
        return -(-self.unloading * kg // self.kg)


@dataclass(frozen=True)
class Opening:
    """When a gate lets trucks pass, in seconds, and how far apart they enter."""

    start: int
    end: int
    headway: int = 0


@dataclass(frozen=True)
class Entry:
    """A session as trucks see it.

    Parameters
    ----------
    openings
        By the index of the gate among the points; of the depots where the case has no gates.
    gate
        The gate through which each district is reached, by its index; districts that cannot be are missing. ``None``
        where the case has no gates.
    """

    openings: Mapping[int, Opening]
    gate: Mapping[int, int] | None

    def gate_of(self, kind: Kind, district: int) -> int:
        """The gate to a district, -1 where there is none; the depot itself where the case has no gates."""
        return kind.depot if self.gate is None else self.gate.get(district, -1)


@dataclass
class Truck:
    """One truck of a kind, and from when on it can be loaded."""

    name: str
    kind: int
    ready: int = 0


@dataclass(frozen=True)
class Round:
    """One trip with its times in seconds: at the depot, the gates, and each stop."""

    truck: str
    kind: int
    gate: int
    way_out: int
    depart: int
    enter: int
    stops: tuple[tuple[int, int, int, int], ...]
    """District, arrival, departure and kg."""
    leave: int
    arrive: int


class Leftover(Protocol):
    """What no round brings yet (:class:`geleit.convoy.remaining_need.RemainingNeed`)."""

    def add(self, drops: Drops, sign: int = 1) -> None:
        """These are open again; with a sign of -1, no longer."""

    def most(self, kind: Kind, enter: Mapping[int, int], stock: int | None) -> Drops:
        """The best load for a truck that can come in by each gate at some time."""


@dataclass
class _Turn:
    truck: Truck
    rounds: list[Drops] = field(default_factory=list)


def timed(
    kinds: Sequence[Kind],
    entry: Entry,
    work: Sequence[tuple[Truck, list[Drops]]],
    stock: dict[int, int | None],
    rest: Leftover | None = None,
) -> list[Round]:
    """Give the rounds of each truck their times: gates one truck after the other, first come, first served.

    What no longer fits is left out: stops that would be reached too late to leave in time, and loads that a depot no
    longer holds. A truck that has made its rounds brings of the rest what it still has time to unload. Trucks are ready
    again when they are back.

    Parameters
    ----------
    stock
        What each depot still holds, in kg, by its index; ``None`` for as much as is needed. It is used up.
    """
    free = {gate: opening.start for gate, opening in entry.openings.items()}
    queue: list[tuple[int, int]] = []
    turns = [_Turn(truck, [list(drops) for drops in rounds if drops]) for truck, rounds in work]
    for i, turn in enumerate(turns):
        if turn.rounds or rest is not None:
            _line_up(kinds, entry, turn, i, queue)
    done = []
    while queue:
        at_gate, i = heapq.heappop(queue)
        turn, kind = turns[i], kinds[turns[i].truck.kind]
        there = {g: max(at_gate, _at_gate(kind, entry, turn.truck, g)) for g in free}
        own = bool(turn.rounds)
        drops = turn.rounds[0] if own else []
        if rest is not None and not own:
            drops = rest.most(kind, {g: max(at, free[g]) for g, at in there.items()}, stock[kind.depot])
        if not drops:
            continue
        gate = entry.gate_of(kind, drops[0][0])
        enter = max(there[gate], free[gate])
        if enter > at_gate:  # it is not there yet, or somebody else is before it: back into the line
            heapq.heappush(queue, (enter, i))
            continue
        turn.rounds = turn.rounds[1:]
        made = _drive(kind, entry, turn.truck, drops, enter, stock)
        if made is not None:
            free[gate] = enter + entry.openings[gate].headway
            turn.truck.ready = made.arrive
            done.append(made)
        if rest is not None:
            rest.add(drops if own else [])
            rest.add([(district, kg) for district, _, _, kg in (made.stops if made else ())], -1)
        if turn.rounds or (rest is not None and (own or made is not None)):
            _line_up(kinds, entry, turn, i, queue)
    return sorted(done, key=lambda r: (r.depart, r.truck))


def _line_up(kinds: Sequence[Kind], entry: Entry, turn: _Turn, i: int, queue: list[tuple[int, int]]) -> None:
    """Send a truck to the gate of its next round; where it has none, to the nearest."""
    kind = kinds[turn.truck.kind]
    gates = [entry.gate_of(kind, turn.rounds[0][0][0])] if turn.rounds else list(entry.openings)
    heapq.heappush(queue, (min(_at_gate(kind, entry, turn.truck, gate) for gate in gates), i))


def _at_gate(kind: Kind, entry: Entry, truck: Truck, gate: int) -> int:
    """When a truck can be at a gate that is open, loaded."""
    return max(truck.ready + kind.loading + kind.drive(kind.depot, gate), entry.openings[gate].start)


def _drive(
    kind: Kind, entry: Entry, truck: Truck, drops: Drops, enter: int, stock: dict[int, int | None]
) -> Round | None:
    """A round from the gate on, shortened until it leaves in time; ``None`` where nothing is left of it."""
    drops = _in_stock(drops, stock[kind.depot])
    while drops:
        gate = entry.gate_of(kind, drops[0][0])
        at, now, stops = gate, enter, []
        for district, kg in drops:
            arrive = now + kind.drive(at, district)
            now = arrive + kind.unload(kg)
            stops.append((district, arrive, now, kg))
            at = district
        out = entry.gate_of(kind, at)
        leave = max(now + kind.drive(at, out), entry.openings[out].start)
        if leave <= min(entry.openings[out].end, FOREVER - 1):
            left = stock[kind.depot]
            stock[kind.depot] = None if left is None else left - sum(kg for _, kg in drops)
            home = leave + kind.drive(out, kind.depot)
            depart = enter - kind.drive(kind.depot, gate)
            return Round(truck.name, truck.kind, gate, out, depart, enter, tuple(stops), leave, home)
        drops = drops[:-1]
    return None


def _in_stock(drops: Drops, left: int | None) -> Drops:
    if left is None:
        return drops
    kept = []
    for district, kg in drops:
        some = min(kg, left)
        if some > 0:
            kept.append((district, some))
        left -= some
    return kept


def merged_stops(made: Round) -> Round:
    """The same round with several drops at one district in a row taken together."""
    stops: list[tuple[int, int, int, int]] = []
    for district, arrive, depart, kg in made.stops:
        if stops and stops[-1][0] == district:
            first = stops.pop()
            stops.append((district, first[1], depart, first[3] + kg))
        else:
            stops.append((district, arrive, depart, kg))
    return replace(made, stops=tuple(stops))
