"""Replays a convoy plan by the rules alone: shares no code with whoever made it, and uses plain numbers."""

from __future__ import annotations

import math
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from datetime import datetime, timedelta
from itertools import pairwise
from typing import Any

import numpy as np
import shapely

from geleit.model.case import Case
from geleit.model.convoy import Gate, Trip, TruckType
from geleit.model.network import Network
from geleit.model.population import Cells
from geleit.model.window import Window

SLACK = 1.0
"""Seconds by which rounded times may differ for each part of a round."""
DENSITY = "cargo_density"
"""Name of the assumption that tells what a cubic metre of cargo weighs, in t/m3."""
CARRIED = "carrying_distance"
"""Name of the assumption that tells how far goods are carried from where a truck stops, in metres."""
CARRIED_M = 200.0
"""How far that is where the case does not say, in metres: about as far as people carry a sack of 50 kg."""
DEGREE_M = 111_195.0
"""Metres in a degree of latitude."""
Streets = dict[tuple[int, int, int], float]
"""Seconds from corner to corner on a street piece."""
Signs = Set[tuple[int, int, int]]
"""Turns that are forbidden: piece, corner, piece."""


def problems_of(
    case: Case,
    trips: Sequence[Trip],
    needs: Mapping[str, float],
    spots: Mapping[str, tuple[int, float]],
    barred: Mapping[tuple[str, Window], Set[int]],
    sessions: Sequence[Window],
) -> list[str]:
    """What is wrong with a plan, one sentence each; none if it can be driven.

    Parameters
    ----------
    needs
        What each district needs, in kg.
    spots
        Street corner of each depot, gate and district, and seconds driven there beside the way; by ``depots[id]``,
        ``gates[id]`` and ``people[id]``.
    barred
        Street pieces that a kind of truck may not use in a session.
    sessions
        When trucks are let in.
    """
    types = {t.id: t for t in case.fleet.trucks}
    gates = {g.id: g for g in case.fleet.gates}
    found: list[str] = []
    streets: dict[tuple[str, Window], Streets] = {}
    turns = case.network.turns
    signs = {(a, at, b) for (a, at, b), binds in zip(turns.turn.tolist(), turns.trucks.tolist(), strict=True) if binds}
    for trip in trips:
        of = types[trip.type]
        session = next((w for w in reversed(sessions) if w.start <= trip.enter <= w.end), None)
        if session is None:
            found.append(f"{trip.truck} enters at {trip.enter.isoformat()}, when no gate is open")
            continue
        if (of.id, session) not in streets:
            streets[of.id, session] = _streets(case.network.trucks, of, barred[of.id, session])
        found += _of_trip(trip, of, gates, session, spots, streets[of.id, session], signs, _capacity(case, of))
    found += _of_trucks(trips, types)
    found += _of_gates(trips, gates, sessions)
    found += _of_amounts(case, trips, needs)
    corners = {name: corner for name, (corner, _) in spots.items()}
    found += _of_places(case, corners)
    found += _of_carrying(case, trips, corners, needs)
    return found


def _streets(network: Network, truck: TruckType, closed: Set[int]) -> Streets:
    """Seconds on each street, in the directions in which it may be driven."""
    found: Streets = {}
    for i in range(network.edges):
        way, tail, head = int(network.drive[i]), int(network.tail[i]), int(network.head[i])
        if not way or i in closed:
            continue
        top = float(network.speed[i]) or truck.speed.low
        seconds = float(network.length[i]) * 3.6 / min(top, truck.speed.low)
        for start, end in ([(tail, head)] if way in (1, 2) else []) + ([(head, tail)] if way in (1, 3) else []):
            found[start, end, i] = seconds
    return found


def _of_trip(
    trip: Trip,
    truck: TruckType,
    gates: Mapping[str, Gate],
    session: Window,
    spots: Mapping[str, tuple[int, float]],
    streets: Streets,
    signs: Signs,
    capacity: float,
) -> Iterator[str]:
    if not trip.stops or any(stop.kg <= 0 for stop in trip.stops):
        yield f"{trip.truck} makes a round without bringing anything"
    if trip.kg > capacity + 1e-6:
        yield f"{trip.truck} carries {trip.kg} kg, more than the {capacity:.0f} it can"
    depot = f"depots[{trip.depot}]"
    gate, out = (f"gates[{name}]" if name else depot for name in (trip.gate, trip.way_out))
    stations = [
        (depot, None, trip.depart),
        (gate, trip.enter, trip.enter),
        *((f"people[{stop.district}]", stop.arrive, stop.depart) for stop in trip.stops),
        (out, trip.leave, trip.leave),
        (depot, trip.arrive, None),
    ]
    at = 0
    for (start, _, left), (end, came, _) in pairwise(stations):
        if trip.corners[at] != spots[start][0]:
            yield f"{trip.truck} is not at {start} when it leaves it"
            return
        seconds, last = (spots[start][1] if start != end else 0.0), -1
        while trip.corners[at] != spots[end][0]:
            more = at + 1 < len(trip.corners) and at < len(trip.pieces)
            step = trip.corners[at], trip.corners[at + 1] if more else -1, trip.pieces[at] if more else -1
            if step not in streets:
                yield f"{trip.truck} drives from corner {step[0]} to {step[1]}, where it has no street"
                return
            if (last, step[0], step[2]) in signs:
                yield f"{trip.truck} makes a turn at corner {step[0]}, towards {step[1]}, that a sign forbids"
                return
            seconds += streets[step]
            at, last = at + 1, step[2]
        if left is None or came is None or (came - left) / timedelta(seconds=1) < seconds - SLACK:
            yield f"{trip.truck} is at {end} before it can be: the way from {start} takes {seconds:.0f} s"
    if at != len(trip.corners) - 1:
        yield f"{trip.truck} does not end its way at {depot}"
    for stop in trip.stops:
        asked = truck.unloading.high * 60 * stop.kg / capacity
        if (stop.depart - stop.arrive) / timedelta(seconds=1) < asked - SLACK:
            yield f"{trip.truck} unloads {stop.kg} kg at {stop.district} in less than {asked:.0f} s"
    opened = [gates[trip.gate].windows, gates[trip.way_out].windows] if trip.gate else [(session,), (session,)]
    for name, windows, at_gate in (("enters", opened[0], trip.enter), ("leaves", opened[1], trip.leave)):
        if not any(w.start <= at_gate <= w.end for w in windows):
            yield f"{trip.truck} {name} at {at_gate.isoformat()}, when the gate is shut"
    if trip.leave > session.end:
        yield f"{trip.truck} is inside when the last gate shuts"


def _capacity(case: Case, truck: TruckType) -> float:
    """What a truck carries at the cautious end, in kg, by weight and by volume."""
    by_weight = truck.payload.low * 1000
    return by_weight if truck.volume is None else min(by_weight, truck.volume * case.assumptions[DENSITY].low * 1000)


def _of_trucks(trips: Sequence[Trip], types: Mapping[str, TruckType]) -> Iterator[str]:
    by_truck: dict[str, list[Trip]] = defaultdict(list)
    for trip in trips:
        by_truck[trip.truck].append(trip)
    for name, rounds in by_truck.items():
        rounds.sort(key=lambda trip: trip.depart)
        loading = timedelta(minutes=types[rounds[0].type].loading.high, seconds=-SLACK)
        for first, second in pairwise(rounds):
            if second.depart < first.arrive + loading:
                yield f"{name} leaves at {second.depart.isoformat()} before it is back and loaded"
    for kind in types.values():
        used = {trip.truck for trip in trips if trip.type == kind.id}
        if len(used) > kind.number.low:
            yield f"{len(used)} trucks of {kind.id} are used, there may be only {kind.number.low:g}"


def _of_gates(trips: Sequence[Trip], gates: Mapping[str, Gate], sessions: Sequence[Window]) -> Iterator[str]:
    for name, gate in gates.items():
        if gate.trucks_per_hour is None:
            continue
        apart = timedelta(seconds=3600 / gate.trucks_per_hour.low - SLACK) if gate.trucks_per_hour.low else None
        for session in sessions:
            times: list[datetime] = sorted(
                t.enter for t in trips if t.gate == name and session.start <= t.enter <= session.end
            )
            if apart is None and times:
                yield f"{name} may let no truck in, and {len(times)} enter"
            elif apart is not None and any(b - a < apart for a, b in pairwise(times)):
                yield f"{name} lets more than {gate.trucks_per_hour.low:g} trucks an hour in"


def _of_amounts(case: Case, trips: Sequence[Trip], needs: Mapping[str, float]) -> Iterator[str]:
    got: dict[str, int] = defaultdict(int)
    taken: dict[str, int] = defaultdict(int)
    for trip in trips:
        taken[trip.depot] += trip.kg
        for stop in trip.stops:
            got[stop.district] += stop.kg
    for district, kg in got.items():
        if kg > needs[district] + 1:
            yield f"{district} gets {kg} kg, more than the {needs[district]:.0f} it needs"
    for depot in case.fleet.depots:
        if depot.tonnes is not None and taken[depot.id] > depot.tonnes.low * 1000 + 1e-6:
            yield f"{depot.id} gives {taken[depot.id]} kg, more than lies there"
    escorted = escorts(case)
    if escorted is not None:
        moments = sorted([(t.enter, 1) for t in trips] + [(t.leave, -1) for t in trips], key=lambda m: (m[0], m[1]))
        inside = 0
        for _, change in moments:
            inside += change
            if inside > escorted[0]:
                yield f"{inside} trucks are inside at once, there are escorts for {escorted[0]}"
                break


def _of_places(case: Case, corners: Mapping[str, int]) -> Iterator[str]:
    """Trucks start and pass where depots and gates are: at the nearest part of the streets that meet there."""
    placed = [(f"depots[{d.id}]", d.lon, d.lat) for d in case.fleet.depots]
    placed += [(f"gates[{g.id}]", g.lon, g.lat) for g in case.fleet.gates]
    for name, lon, lat in placed:
        corner = corners[name]
        flat = _flat(float(case.network.lat[corner]))
        here = flat(shapely.Point(lon, lat))
        at = flat(shapely.Point(float(case.network.lon[corner]), float(case.network.lat[corner])))
        nearest = min((float(here.distance(line)) for line in _meeting(case.network, corner)), default=math.inf)
        if here.distance(at) > nearest * 1.01 + 2:
            yield f"{name} is put {here.distance(at):.0f} m away, though a street leads {nearest:.0f} m from it"


def _of_carrying(
    case: Case, trips: Sequence[Trip], corners: Mapping[str, int], needs: Mapping[str, float]
) -> Iterator[str]:
    """No district gets more than those need who live near a street that trucks may use, or near where one stops."""
    assumed = case.assumptions.get(CARRIED)
    limit = (CARRIED_M if assumed is None else assumed.low) * 1.01 + 1
    got: dict[str, int] = defaultdict(int)
    for trip in trips:
        for stop in trip.stops:
            got[stop.district] += stop.kg
    if not got:
        return
    network = case.network
    driven = [shapely.LineString(network.line(piece)) for piece in np.flatnonzero(network.trucks.drive > 0).tolist()]
    tree = shapely.STRtree(driven)
    for name, kg in sorted(got.items()):
        corner = corners[f"people[{name}]"]
        lived: Any = next(place.where for place in case.places if place.id == name)
        flat = _flat(float(network.lat[corner]))
        stop = flat(shapely.Point(float(network.lon[corner]), float(network.lat[corner])))
        if isinstance(lived, shapely.Point):
            if (metres := stop.distance(flat(lived))) > limit:
                yield f"{name} gets goods {metres:.0f} m from where a truck can stop"
            continue
        boxes = shapely.box(lived.west, lived.south, lived.east, lived.north) if isinstance(lived, Cells) else [lived]
        weights = lived.people if isinstance(lived, Cells) else np.ones(1)
        reach = limit / DEGREE_M / max(0.01, math.cos(math.radians(float(network.lat[corner]))))
        close = tree.query(shapely.box(*shapely.total_bounds(boxes)).buffer(2 * reach))
        near = shapely.union_all([shapely.buffer(part, limit) for part in [stop, *(flat(driven[i]) for i in close)]])
        shares = [_share(flat(box), near, limit) for box in boxes]
        most = needs[name] * float(np.average(shares, weights=weights))
        if kg > most * 1.01 + 1:
            yield f"{name} gets {kg} kg, more than the {most:.0f} that those need who live near streets for trucks"


def _share(lived: Any, near: Any, limit: float) -> float:
    """The share of an area that lies near streets; of a line or of points, whether any of it does."""
    if lived.area > 0:
        return float(lived.intersection(near).area / lived.area)
    return float(lived.distance(near) <= limit)


def _meeting(network: Network, corner: int) -> Iterator[Any]:
    """Streets for trucks that meet at a corner, in metres."""
    flat = _flat(float(network.lat[corner]))
    meets = ((network.tail == corner) | (network.head == corner)) & (network.trucks.drive > 0)
    for piece in np.flatnonzero(meets).tolist():
        yield flat(shapely.LineString(network.line(piece)))


def _flat(lat: float) -> Callable[[Any], Any]:
    """Degrees near a latitude as metres."""
    scale = np.array([DEGREE_M * math.cos(math.radians(lat)), DEGREE_M])
    return lambda geometry: shapely.transform(geometry, lambda at: at * scale)


def escorts(case: Case) -> tuple[int, int] | None:
    """Trucks that escorts allow inside at once, at the cautious and the generous end; ``None`` where not limited."""
    number, each = (case.assumptions.get(name) for name in ("escorts", "trucks_per_escort"))
    if number is None or each is None:
        return None
    return int(number.low) * int(each.low), int(number.high) * int(each.high)
