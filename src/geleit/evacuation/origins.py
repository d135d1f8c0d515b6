"""Where people set out, and from which second on."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, fields, replace

import numpy as np

from geleit.evacuation.access import Access
from geleit.evacuation.arcs import Streets
from geleit.evacuation.homes import Arrivals, ready
from geleit.evacuation.joined import Joined
from geleit.evacuation.placement import Located
from geleit.model.amount import Scenario
from geleit.model.arrays import Floats, Ints
from geleit.model.population import Population, Wave
from geleit.model.window import Clock
from geleit.streets.locate import AT_CORNER_M
from geleit.streets.settle import EXACT


@dataclass(frozen=True, eq=False)
class Groups:
    """Fewest and most people of groups, and where each may set out: group, node, and second from which on."""

    low: Ints
    high: Ints
    group: Ints
    start: Ints
    after: Ints


def from_corners(waves: Sequence[Wave], arrivals: Sequence[Arrivals]) -> Groups:
    """The groups of a plan: everyone sets out at the corner, once there.

    Parameters
    ----------
    arrivals
        When the people of each wave are there.
    """
    return _all_of([_in_lots(wave.population, lots) for wave, lots in zip(waves, arrivals, strict=True)])


def _in_lots(people: Population, lots: Arrivals) -> Groups:
    """A group for each lot in which there is a whole person."""
    low = _whole(people.low[lots.corner], lots)
    high = low + _whole((people.high - people.low)[lots.corner], lots)
    some = np.flatnonzero(high)
    return Groups(low[some], high[some], np.arange(len(some)), lots.corner[some], lots.second[some])


def _whole(people: Ints, lots: Arrivals) -> Ints:
    """Whole persons of each lot: nobody is in an earlier one than by the shares."""
    since, until = (np.floor(people * share + EXACT).astype(np.int64) for share in (lots.since, lots.until))
    return np.asarray(until - since)


@dataclass(frozen=True, eq=False)
class Surroundings:
    """What people of a bound have around them."""

    located: Located
    streets: Streets
    access: Access
    joined: Joined | None


def from_anywhere(around: Surroundings, clock: Clock, scenario: Scenario) -> Groups:
    """The groups of a bound; see :func:`_groups` and :func:`_roaming`."""
    found = []
    for wave in around.located.settlement.waves:
        groups = _groups(around, wave.population, scenario)
        found.append(replace(groups, after=groups.after + ready(wave, clock, scenario)))
    return _all_of([*found, *_roaming(around, scenario)])


def from_gates(around: Surroundings, clock: Clock, scenario: Scenario) -> Groups:
    """The groups of a bound if nothing is known of the streets: everyone is at every gate, once ready."""
    found = []
    for wave in around.located.settlement.waves:
        people = wave.population
        ends = (people.likely, people.likely) if scenario == "likely" else (people.low, people.high)
        low, high = (int(end.sum()) for end in ends)
        start = _at_gates(around.access)
        group = Groups(np.array([low]), np.array([high]), 0 * start, start, 0 * start)
        found.append(replace(group, after=group.after + ready(wave, clock, scenario)))
    return _all_of([*found, *_roaming(around, scenario)])


def _at_gates(access: Access) -> Ints:
    """All gates with a place; if there is none, it does not matter where people are."""
    gates = np.array(sorted({node for node in access.gate if node is not None}), dtype=np.int64)
    return gates if len(gates) else np.zeros(1, dtype=np.int64)


def _all_of(found: Sequence[Groups]) -> Groups:
    """Groups one after the other."""
    none = np.zeros(0, dtype=np.int64)
    count = np.cumsum([0, *(len(groups.low) for groups in found)])
    numbered = [replace(g, group=g.group + first) for g, first in zip(found, count[:-1].tolist(), strict=True)]
    names = [field.name for field in fields(Groups)]
    return Groups(*(np.concatenate([none, *(getattr(g, n) for g in numbered)]) for n in names))


def _groups(around: Surroundings, population: Population, scenario: Scenario) -> Groups:
    """The people of a wave, as if all were ready at once.

    A group lives on the halves of the streets that meet at its corner. It may as well set out towards the other end of
    each street, or to a gate on it, from as far along as anyone lives.
    """
    home = np.flatnonzero(population.high)
    low, high = (population.likely, population.likely) if scenario == "likely" else (population.low, population.high)
    corner, start, after = _starts(around, population.along, population.off)
    corner, start, after = (np.concatenate(pair) for pair in ((home, corner), (home, start), (0 * home, after)))
    group_of = np.full(around.located.case.network.nodes, -1, dtype=np.int64)
    group_of[home] = np.arange(len(home))
    lived = np.flatnonzero(group_of[corner] >= 0)
    lived = lived[np.argsort(group_of[corner[lived]], kind="stable")]
    return Groups(low[home], high[home], group_of[corner[lived]], start[lived], after[lived])


def _starts(around: Surroundings, lived_along: Floats, off: Floats) -> tuple[Ints, Ints, Ints]:
    """Where people of each corner may set out but at the corner itself: corner, node, and second from which on.

    Parameters
    ----------
    lived_along
        How far from its ends anyone lives on each street piece, in metres, shape ``(m, 2)``.
    off
        How far from the streets anyone of each corner is said to be, in metres, shape ``(n,)``: they may be in a gap.
    """
    network, streets, rows = around.located.case.network.generous, around.streets, []
    for side, way in enumerate(np.split(np.arange(2 * len(streets.edge)), 2)):
        near, far = streets.arcs.tail[way], streets.arcs.head[way]
        along = lived_along[streets.edge, side]
        on = np.flatnonzero((along >= AT_CORNER_M) & (near != far))
        piece = streets.edge[on]
        left = np.maximum(network.length[piece] - along[on], 0) / streets.speed[piece]
        rows.append((near[on], far[on], left))
    for reached, gate in around.access.beside:
        side = (network.head[reached.pieces] == reached.corners).astype(np.int64)
        along = lived_along[reached.pieces, side]
        left = np.maximum(reached.at_least_m - along, 0) / streets.speed[reached.pieces]
        on = np.flatnonzero(along >= AT_CORNER_M)
        rows.append((reached.corners[on], np.full(len(on), gate), left[on]))
    if around.joined is not None:
        ways = around.joined
        corner = np.where(ways.side == 1, network.head[ways.piece], network.tail[ways.piece])
        along = lived_along[ways.piece, ways.side] + off[corner]
        on = np.flatnonzero(along >= AT_CORNER_M)
        left = ways.seconds[on] - along[on] / streets.speed[ways.piece[on]]
        rows.append((corner[on], ways.node[on], np.maximum(left, 0.0)))
        rows.append((ways.landings.corner, ways.landings.leaving, ways.landings.seconds))
    gaps = around.located.gaps
    rows.append((gaps.corner, gaps.joined, gaps.metres / streets.speed.max(initial=1.0)))
    corner, start, after = (np.concatenate(column) for column in zip(*rows, strict=True))
    return corner.astype(np.int64), start.astype(np.int64), after.astype(np.int64)


def _roaming(around: Surroundings, scenario: Scenario) -> list[Groups]:
    """People of whom only a cell is known: each cell is one group that may set out at any of its corners.

    Whoever leaves the cell passes a corner at its edge, or a gate in it: to set out there at once is at least as good
    as from any corner within, so only these are listed. People who may be anywhere set out at every gate with a place.
    """
    located, access = around.located, around.access
    if not located.roaming:
        return []
    network = located.case.network
    parted = np.bincount(located.cut.piece)[located.cut.piece] > 1  # the middle of the street may lie on any part
    along = np.where(parted, network.length, network.length / 2)
    anywhere = np.full(network.nodes, np.inf)  # a cell does not tell how far from the streets somebody lives
    rows = _starts(around, np.column_stack([along, along]), anywhere)
    gates = _at_gates(access)
    found = []
    for people in located.roaming:
        start, after = (
            (gates, 0 * gates)
            if people.corners is None or around.joined is None
            else _ways_out(people.corners, rows, access)
        )
        if not len(start):  # no street leads to a gate: it does not matter where they are
            start = after = np.zeros(1, dtype=np.int64)
        low, high = (people.likely, people.likely) if scenario == "likely" else (people.low, people.high)
        found.append(Groups(np.array([low]), np.array([high]), np.zeros(len(start), dtype=np.int64), start, after))
    return found


def _ways_out(corners: Ints, rows: tuple[Ints, Ints, Ints], access: Access) -> tuple[Ints, Ints]:
    """Nodes at the edge of a cell at which its people may be at once, and nodes beyond, with the second for each."""
    inside = np.zeros(access.nodes, dtype=bool)
    inside[corners] = True
    edge = np.zeros(access.nodes, dtype=bool)
    edge[access.arcs.tail[~inside[access.arcs.head]]] = True
    edge[[node for node in access.gate if node is not None]] = True
    at_edge = np.flatnonzero(edge & inside)
    corner, start, after = rows
    beyond = np.flatnonzero(inside[corner] & ~inside[start])
    soonest = beyond[np.lexsort((after[beyond], start[beyond]))]
    first = np.diff(start[soonest], prepend=-1) != 0
    return np.concatenate([at_edge, start[soonest[first]]]), np.concatenate([0 * at_edge, after[soonest[first]]])
