"""Which truck brings what where in one session: a vehicle routing problem for PyVRP (docs/method/convoy.md)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from time import monotonic
from typing import TYPE_CHECKING
from warnings import catch_warnings, simplefilter

import numpy as np
from numpy.typing import NDArray

from geleit.convoy.rounds import FOREVER, Entry, Kind, Truck
from geleit.errors import MissingExtraError
from geleit.model.figures import CONVOY_BUDGET_S

if TYPE_CHECKING:
    from pyvrp import ProblemData, Solution

PRIZE = 100
"""What a kg delivered is worth, in seconds of driving: any load is worth any drive."""
EVEN = 0.02
"""How much more the first kg of a district is worth than its last."""
EVENER = 20.0
"""The same where every district is to get its share before any gets more."""


@dataclass(frozen=True)
class Effort:
    """How long to look for better rounds.

    Parameters
    ----------
    seconds
        At most, for all sessions together.
    iterations
        At most, for each session; ``None`` for as many as the time allows.
    """

    seconds: float = CONVOY_BUDGET_S
    iterations: int | None = None
    seed: int = 1


@dataclass(frozen=True)
class Drop:
    """A part of what a district needs, no more than any truck carries, and what a kg of it is worth."""

    district: int
    kg: int
    worth: int


def drops_of(needs: Mapping[int, tuple[int, int, int]], most: int, *, even: bool) -> list[Drop]:
    """Cut what districts still need into drops.

    Parameters
    ----------
    needs
        What each district needs in all, what of it is still open, and how large a drop may be, in kg.
    most
        About so much in all can be brought, in kg: of far more than that only a part is cut, the same share of each
        district first.
    even
        Whether every district is to get its share before any gets more.
    """
    bonus = EVENER if even else EVEN
    found = []
    for district, (whole, left, largest) in needs.items():
        while left > 0:
            kg = min(largest, left)
            covered = (whole - left) / whole
            found.append(Drop(district, kg, max(1, round(PRIZE * (1 + bonus * (1 - covered))))))
            left -= kg
    found.sort(key=lambda drop: -drop.worth)
    total, kept = 0, []
    for drop in found:
        if total > most:
            break
        total += drop.kg
        kept.append(drop)
    return kept


def routed(
    kinds: Sequence[Kind],
    entry: Entry,
    trucks: Sequence[Truck],
    drops: Sequence[Drop],
    start: Sequence[tuple[Truck, list[list[Drop]]]],
    seconds: float,
    effort: Effort,
    tell: Callable[[float], bool],
) -> list[tuple[Truck, list[list[Drop]]]]:
    """Rounds for each truck that is used.

    Parameters
    ----------
    start
        Rounds to begin with, of drops that are among those.
    tell
        Is told the share of the time that has passed, and answers whether to stop.

    Raises
    ------
    MissingExtraError
        If PyVRP is not installed.
    """
    try:
        from pyvrp import solve
    except ImportError:
        raise MissingExtraError("planning convoys", "convoy") from None
    fleet = [list(rows) for _, rows in groupby(sorted(trucks, key=_alike), key=_alike)]
    data, served = _problem(kinds, entry, fleet, drops)
    if not served:
        return []
    began, count = monotonic(), 0

    def stop(best_cost: float) -> bool:  # noqa: ARG001 - PyVRP tells the cost
        nonlocal count
        count += 1
        share = (monotonic() - began) / max(seconds, 1e-9)
        if effort.iterations is not None:
            share = count / effort.iterations
        return bool(tell(min(share, 1.0))) or share >= 1

    with catch_warnings():  # that penalties reach their end says nothing here: whoever is left out is named in the plan
        simplefilter("ignore")
        first = _first(data, fleet, served, start)
        best = solve(data, stop, seed=effort.seed, collect_stats=False, initial_solution=first).best
    found: list[tuple[Truck, list[list[Drop]]]] = []
    unused = [list(rows) for rows in fleet]
    for route in best.routes():
        rounds: dict[int, list[Drop]] = {}
        for step in route.schedule():
            if step.is_client():
                rounds.setdefault(step.trip, []).append(served[step.idx])
        found.append((unused[route.vehicle_type()].pop(0), [rounds[trip] for trip in sorted(rounds)]))
    return found


def _first(
    data: ProblemData,
    fleet: Sequence[Sequence[Truck]],
    served: Sequence[Drop],
    start: Sequence[tuple[Truck, list[list[Drop]]]],
) -> Solution | None:
    """The rounds to begin with as PyVRP takes them."""
    from pyvrp import Activity, ActivityType, Route, Solution

    index = {id(drop): i for i, drop in enumerate(served)}
    kind_of = {truck.name: v for v, rows in enumerate(fleet) for truck in rows}
    depots = [vehicle.start_depot for vehicle in data.vehicle_types()]
    routes = []
    for truck, rounds in start:
        at = kind_of[truck.name]
        depot = Activity(ActivityType.DEPOT, depots[at])
        steps = [depot]
        for load in rounds:
            known = [Activity(ActivityType.CLIENT, index[id(drop)]) for drop in load if id(drop) in index]
            if known:
                steps += [*known, depot]
        if len(steps) > 1:
            routes.append(Route(data, steps, at))
    return Solution(data, routes) if routes else None


def _alike(truck: Truck) -> tuple[int, int]:
    return truck.kind, truck.ready


def _problem(
    kinds: Sequence[Kind], entry: Entry, fleet: Sequence[Sequence[Truck]], drops: Sequence[Drop]
) -> tuple[ProblemData, list[Drop]]:
    from pyvrp import Client, Depot, Location, ProblemData, VehicleType

    used = sorted({rows[0].kind for rows in fleet})
    depots = sorted({kinds[k].depot for k in used})
    reached = {
        drop.district: window
        for drop in drops
        if (window := _service(kinds, used, entry, drop.district, drop.kg)) is not None
    }
    served = [drop for drop in drops if drop.district in reached]
    districts = sorted(reached)
    where = {point: i for i, point in enumerate([*depots, *districts])}
    clients = []
    for drop in served:
        early, late = _service(kinds, used, entry, drop.district, drop.kg) or reached[drop.district]
        clients.append(
            Client(
                where[drop.district],
                delivery=[drop.kg],
                service_duration=max(kinds[k].unload(drop.kg) for k in used),
                tw_early=early,
                tw_late=late,
                prize=drop.kg * drop.worth,
                required=False,
            )
        )
    matrices = [_durations(kinds[k], entry, depots, districts) for k in used]
    vehicles = []
    for rows in fleet:
        kind = kinds[rows[0].kind]
        at = depots.index(kind.depot)
        opening = entry.openings[kind.depot] if entry.gate is None else None
        early = rows[0].ready if opening is None else max(rows[0].ready, opening.start - kind.loading)
        vehicles.append(
            VehicleType(
                num_available=len(rows),
                capacity=[kind.kg],
                start_depot=at,
                end_depot=at,
                tw_early=early,
                tw_late=FOREVER * 10 if opening is None else max(opening.end, early),
                unit_distance_cost=0,
                unit_duration_cost=1,
                profile=used.index(rows[0].kind),
                reload_depots=[at],
            )
        )
    data = ProblemData(
        locations=[Location(0, 0) for _ in where],
        clients=clients,
        depots=[Depot(where[point]) for point in depots],
        vehicle_types=vehicles,
        distance_matrices=matrices,
        duration_matrices=matrices,
    )
    return data, served


def _service(
    kinds: Sequence[Kind], used: Sequence[int], entry: Entry, district: int, kg: int
) -> tuple[int, int] | None:
    """When unloading may begin for trucks of any kind to be out in time; ``None`` where that can never be."""
    if entry.gate is None:
        return (0, FOREVER * 10) if any(kinds[k].drive(kinds[k].depot, district) < FOREVER for k in used) else None
    if district not in entry.gate:
        return None
    gate = entry.gate[district]
    ways = [(kinds[k].drive(gate, district), kinds[k].unload(kg) + kinds[k].drive(district, gate)) for k in used]
    ways = [way for way in ways if max(way) < FOREVER]
    if not ways:
        return None
    opening = entry.openings[gate]
    early, late = opening.start + min(w for w, _ in ways), opening.end - max(w for _, w in ways)
    return (early, late) if early <= late else None


def _durations(kind: Kind, entry: Entry, depots: Sequence[int], districts: Sequence[int]) -> NDArray[np.int64]:
    """Seconds between depots and districts through the gates; loading belongs to leaving a depot."""
    points = [*depots, *districts]
    found = np.full((len(points), len(points)), FOREVER, dtype=np.int64)
    for i, start in enumerate(points):
        for j, end in enumerate(points):
            if i == j:
                found[i, j] = 0
            elif start in depots and end in districts:
                gate = entry.gate_of(kind, end)
                found[i, j] = kind.loading + kind.drive(start, gate) + kind.drive(gate, end)
            elif start in districts and end in depots:
                gate = entry.gate_of(kind, start)
                found[i, j] = kind.drive(start, gate) + kind.drive(gate, end)
            elif start in districts:
                found[i, j] = kind.drive(start, end)
    return np.minimum(found, FOREVER)
