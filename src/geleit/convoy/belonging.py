"""Whether a plan is of a case as it stands: its districts, gates, depots, trucks and ways are all there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

import numpy as np

from geleit.model.case import Case
from geleit.model.convoy import ConvoyPlan
from geleit.model.network import Network


def belongs(plan: ConvoyPlan, case: Case) -> tuple[str, ...]:
    """What shows that a plan is not of a case, or of the case before it was edited; empty when it is."""
    if plan.case != case.name:
        return (f"it is for {plan.case}, not for {case.name}",)
    trips, fleet = plan.trips, case.fleet
    districts = {s.id for s in plan.supplies} | {s.district for trip in trips for s in trip.stops}
    gates = {gate for trip in trips for gate in (trip.gate, trip.way_out) if gate}
    unknown = {
        "district": districts - {place.id for place in case.places},
        "truck": {trip.type for trip in trips} - {truck.id for truck in fleet.trucks},
        "depot": {trip.depot for trip in trips} - {depot.id for depot in fleet.depots},
        "gate": gates - {gate.id for gate in fleet.gates},
    }
    lacks = [f"the case has no {kind} {id_}" for kind, ids in unknown.items() for id_ in sorted(ids)]
    return (*lacks, *_ways(case.network, (trip.corners for trip in trips)))


def _ways(network: Network, ways: Iterable[tuple[int, ...]]) -> Iterator[str]:
    """A problem, if a way leads where there is no street."""
    steps = np.array(sorted({pair for corners in ways for pair in pairwise(corners)}), dtype=np.int64).reshape(-1, 2)
    both = np.concatenate([(network.tail, network.head), (network.head, network.tail)], axis=1).astype(np.int64)
    streets = both[0] * network.nodes + both[1]
    if not (steps < network.nodes).all() or not np.isin(steps[:, 0] * network.nodes + steps[:, 1], streets).all():
        yield "a way of it leads where the case has no street"
