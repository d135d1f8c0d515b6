"""Whether a plan is of a case as it stands: its districts, gates, depots, trucks and ways are all there."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import pairwise

import numpy as np

from geleit.model.case import Case
from geleit.model.convoy import ConvoyPlan, Trip
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
    return (*lacks, *_ways(case.network, trips))


def _ways(network: Network, trips: Iterable[Trip]) -> Iterator[str]:
    """A problem, if a way leads where there is no street."""
    driven = {(*ends, piece) for t in trips for ends, piece in zip(pairwise(t.corners), t.pieces, strict=True)}
    start, end, piece = np.array(sorted(driven), dtype=np.int64).reshape(-1, 3).T
    there = (piece >= 0) & (piece < network.edges)
    tail, head = network.tail[piece[there]], network.head[piece[there]]
    start, end = start[there], end[there]
    if not there.all() or not (((tail == start) & (head == end)) | ((tail == end) & (head == start))).all():
        yield "a way of it leads where the case has no street"
