"""Whether a plan is of a case as it stands: its districts, gates, depots, trucks and ways are all there."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

import numpy as np

from geleit.model.arrays import Flags, Ints
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
    return (*lacks, *_ways(plan, case.network))


def _ways(plan: ConvoyPlan, network: Network) -> Iterator[str]:
    """A problem, if a way leads where there is no street."""
    driven = {(*ends, part) for t in plan.trips for ends, part in zip(pairwise(t.corners), t.pieces, strict=True)}
    start, end, part = np.array(sorted(driven), dtype=np.int64).reshape(-1, 3).T
    there = (part >= 0) & (part < len(plan.piece))
    start, end, part = start[there], end[there], part[there]
    if not there.all() or not _joins(plan.network, part, start, end).all() or not _same(plan, network, part).all():
        yield "a way of it leads where the case has no street"


def _joins(network: Network, piece: Ints, start: Ints, end: Ints) -> Flags:
    """Whether each piece leads from one corner to the other."""
    tail, head = network.tail[piece], network.head[piece]
    return np.asarray(((tail == start) & (head == end)) | ((tail == end) & (head == start)))


def _same(plan: ConvoyPlan, network: Network, part: Ints) -> Flags:
    """Whether the street that each part is of stands in the case as it did for the plan."""
    street = plan.piece[part]
    same = np.asarray(street < network.edges)
    street, then = street[same], plan.network
    first, last = (np.searchsorted(plan.piece, street, side) for side in ("left", "right"))
    before = np.column_stack([then.tail[first], then.head[last - 1]])
    now = np.column_stack([network.tail[street], network.head[street]])
    there = (before == now) & (then.lon[before] == network.lon[now]) & (then.lat[before] == network.lat[now])
    same[same] = there.all(axis=1)
    return same
