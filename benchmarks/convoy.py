"""Convoys for 150 districts with 100 trucks in three windows: Geleit, PyVRP alone for longer, and OR-Tools routing.

python benchmarks/convoy.py            Geleit in 30 s, OR-Tools in 30 s on the first window
python benchmarks/convoy.py --long     also PyVRP alone for ten minutes
"""

from __future__ import annotations

import argparse
import math
import time
from dataclasses import replace

import numpy as np
import shapely

import geleit
from geleit.convoy.entry import Ways, entry_of, kind_of, worth_offering
from geleit.convoy.plan import AHEAD, LEAD, Choices, plan_convoys
from geleit.convoy.rounds import Truck, timed
from geleit.convoy.routing import Drop, Effort, drops_of, routed
from geleit.convoy.windows import sessions_of
from geleit.io.case.fields import Calendar
from geleit.model.amount import Range
from geleit.model.case import Case
from geleit.model.convoy import Depot, Fleet, Gate, TruckType
from geleit.model.population import Place

DISTRICTS, TRUCKS, SECONDS, LONG = 150, 100, 30.0, 600.0


def instance(trucks_per_hour: float | None, unloading: float) -> Case:
    """Invented districts on the streets of Aleppo; one depot, two gates, three pauses of three hours."""
    case = geleit.read_case("aleppo-2016")
    rng = np.random.default_rng(1)
    west, south, east, north = case.area.bounds
    points = []
    while len(points) < DISTRICTS:
        point = shapely.Point(rng.uniform(west, east), rng.uniform(south, north))
        if case.area.contains(point):
            points.append(point)

    def exactly(value: float, unit: str) -> Range:
        return Range(value, value, value, unit)

    places = tuple(
        Place(f"d{i}", f"District {i}", exactly(int(rng.integers(800, 2600)), "people"), point, "invented")
        for i, point in enumerate(points)
    )
    windows = Calendar(case.zone, case.period).windows("daily 10:00-13:00 2016-08-11..2016-08-13")
    rate = None if trucks_per_hour is None else exactly(trucks_per_hour, "trucks/h")
    fleet = Fleet(
        (Depot("west", "West", 37.105, 36.212),),
        (
            TruckType(
                *("heavy", "Heavy", "west", exactly(TRUCKS, "trucks"), exactly(10, "t"), None, None),
                *(exactly(30, "km/h"), exactly(30, "min"), exactly(unloading, "min")),
            ),
        ),
        (
            Gate("castello", "Castello", 37.164, 36.244, windows, rate),
            Gate("ramouseh", "Ramouseh", 37.138, 36.162, windows, rate),
        ),
    )
    return replace(case, places=places, fleet=fleet)


def settings(case: Case, days: float):
    """What both searches start from: kinds, yards and needs of each window."""
    sessions = sessions_of(case)
    ways, origin = Ways(case, [session.window for session in sessions], 4.0), sessions[0].window.start - LEAD
    points, reached = ways.points, ways.stops.reached.tolist()
    needs = {
        i: math.floor(p.people.likely * share * days * case.standards.ration_kg)
        for i, p, share in zip(points.district, case.places, reached, strict=True)
    }
    entries = []
    for session in sessions:
        kinds = [kind_of(case, ways, truck, session.window) for truck in case.fleet.trucks]
        entries.append((kinds, entry_of(case, points, session, kinds, origin)))
    return entries, needs


def offered(kinds, entry, trucks, whole, left) -> list[Drop]:
    """The loads that a search may choose from."""
    rows = {i: (whole[i], kg, kinds[0].kg) for i, kg in left.items() if kg > 0}
    most = int(AHEAD * worth_offering(kinds, entry, trucks)) + kinds[0].kg * len(rows)
    return drops_of(rows, most, even=False)


def pyvrp_alone(case: Case, days: float, seconds: float) -> float:
    """Tonnes that PyVRP brings without Geleit's rules of thumb, window by window."""
    entries, whole = settings(case, days)
    left, trucks = dict(whole), [Truck(f"heavy-{n}", 0) for n in range(TRUCKS)]
    total = 0
    for kinds, entry in entries:
        drops = offered(kinds, entry, trucks, whole, left)
        work = routed(kinds, entry, trucks, drops, [], seconds / len(entries), Effort(seconds), lambda _: False)
        plain = [(t, [[(d.district, d.kg) for d in load] for load in loads]) for t, loads in work]
        for made in timed(kinds, entry, plain, {kinds[0].depot: None}):
            for district, _, _, kg in made.stops:
                left[district] -= kg
                total += kg
    return total / 1000


def ortools_first_window(case: Case, days: float, seconds: float) -> float:
    """Tonnes that OR-Tools routing brings in the first window, second rounds as copies of the trucks."""
    from ortools.constraint_solver import pywrapcp, routing_enums_pb2

    entries, whole = settings(case, days)
    kinds, entry = entries[0]
    kind = kinds[0]
    drops = offered(kinds, entry, [Truck(f"t{n}", 0) for n in range(TRUCKS)], whole, whole)
    opening = next(iter(entry.openings.values()))
    nodes = len(drops) + 1
    spans = np.zeros((nodes, nodes), dtype=np.int64)
    for i, a in enumerate(drops, 1):
        gate = entry.gate_of(kind, a.district)
        spans[0, i] = kind.drive(gate, a.district)
        spans[i, 0] = kind.unload(a.kg) + kind.drive(a.district, gate)
        for j, b in enumerate(drops, 1):
            spans[i, j] = kind.unload(a.kg) + kind.drive(a.district, b.district)
    rounds = 2
    manager = pywrapcp.RoutingIndexManager(nodes, TRUCKS * rounds, 0)
    model = pywrapcp.RoutingModel(manager)
    transit = model.RegisterTransitCallback(lambda i, j: int(spans[manager.IndexToNode(i), manager.IndexToNode(j)]))
    load = model.RegisterUnaryTransitCallback(
        lambda i: drops[manager.IndexToNode(i) - 1].kg if manager.IndexToNode(i) else 0
    )
    model.SetArcCostEvaluatorOfAllVehicles(transit)
    model.AddDimension(load, *(0, kind.kg, True), "load")
    length = opening.end - opening.start
    model.AddDimension(transit, *(length, length, False), "time")
    clock = model.GetDimensionOrDie("time")
    outside = min(kind.drive(g, kind.depot) + kind.loading + kind.drive(kind.depot, g) for g in entry.openings)
    for truck in range(TRUCKS):  # the second round begins when the first has come back loaded
        first, second = truck, TRUCKS + truck
        model.solver().Add(clock.CumulVar(model.Start(second)) >= clock.CumulVar(model.End(first)) + outside)
        model.solver().Add(clock.CumulVar(model.Start(first)) >= truck * opening.headway // len(entry.openings))
    for i, drop in enumerate(drops, 1):
        model.AddDisjunction([manager.NodeToIndex(i)], drop.kg * 100)
    parameters = pywrapcp.DefaultRoutingSearchParameters()
    parameters.first_solution_strategy = routing_enums_pb2.FirstSolutionStrategy.PARALLEL_CHEAPEST_INSERTION
    parameters.local_search_metaheuristic = routing_enums_pb2.LocalSearchMetaheuristic.GUIDED_LOCAL_SEARCH
    parameters.time_limit.FromMilliseconds(int(seconds * 1000))
    solution = model.SolveWithParameters(parameters)
    if solution is None:
        return math.nan
    here = [manager.NodeToIndex(i) for i in range(1, nodes)]
    served = [drop.kg for i, drop in zip(here, drops, strict=True) if solution.Value(model.NextVar(i)) != i]
    return sum(served) / 1000


def main() -> None:
    """Print the table."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--long", action="store_true")
    long = parser.parse_args().long
    head = f"{'instance':<46} {'bound t':>8} {'Geleit t':>9} {'gap %':>6} {'s':>5} {'first window':>21} {'OR-Tools':>9}"
    print(head + (f" {'PyVRP alone, 600 s':>19}" if long else ""))
    rows = (
        ("need binds: 10 days, gates 60 an hour", 60.0, 10.0, 45.0),
        ("trucks bind: 60 days, gates unlimited", None, 60.0, 45.0),
        ("trucks bind: 60 days, 20 min to unload", None, 60.0, 20.0),
        ("gates bind: 60 days, gates 60 an hour", 60.0, 60.0, 45.0),
    )
    for name, rate, days, unloading in rows:
        case = instance(rate, unloading)
        began = time.perf_counter()
        plan = plan_convoys(case, Choices(days=days, effort=Effort(SECONDS)), lambda *_: False)
        took = time.perf_counter() - began
        first = sum(t.kg for t in plan.trips if t.enter < plan.sessions[0].end) / 1000
        peer = ortools_first_window(case, days, SECONDS)
        gap = 100 * (1 - plan.kg / plan.at_most)
        line = f"{name:<46} {plan.at_most / 1000:>8,.0f} {plan.kg / 1000:>9,.0f} {gap:>6.2f} {took:>5.1f}"
        line += f" {first:>21,.0f} {peer:>9,.0f}"
        print(line + (f" {pyvrp_alone(case, days, LONG):>19,.0f}" if long else ""), flush=True)


if __name__ == "__main__":
    main()
