"""The layered network: streets over time in few layers, whose minimum cut is the best cut over its labels.

Time at a node is measured on a shifted clock ``g = t + d``, with ``d`` the walking time from the node to the nearest
gate, so that everyone on a shortest way keeps the same ``g``. Layers are intervals of ``g``. A node's label is the
start of one of its layers; the minimum cut of the layered network equals the least value of the cut over time among
all such labels, so every choice of layers gives a valid bound (docs/method/bound.md).
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from geleit.flow.between_layers import arcs_between_layers
from geleit.flow.equal_shares import equal_shares
from geleit.flow.fold import fold_chains, fold_dead_ends
from geleit.flow.instance import Question
from geleit.flow.max_flow import Arcs, Flow, max_flow, max_flow_first, without
from geleit.model.arrays import Ints, Shorts
from geleit.model.certificate import UNITS_PER_PERSON

FAR = np.int64(2**40)
"""Walking time of a node from which no gate can be reached, in seconds."""


@dataclass(frozen=True, eq=False)
class Reach:
    """The streets that lead to a gate.

    Parameters
    ----------
    to_gate
        Seconds from each node to the nearest usable gate with every street open; ``FAR`` where none is reached.
    arcs
        Indices of the arcs that can be entered and lead to a gate, by their tails; none inside folded dead ends.
    onto
        The node that stands for each node; itself where nothing is folded.
    """

    to_gate: Ints
    arcs: Ints
    onto: Ints


@dataclass(frozen=True, eq=False)
class LayeredFlow:
    """A maximum flow of the layered network.

    Parameters
    ----------
    boundaries
        Layer starts on the shifted clock and the horizon, seconds, shape ``(layers + 1,)``.
    value
        Units of 1/3600 person.
    first_late
        For each node, the first layer on the source side of the minimum cut; ``layers`` if none.
    arc, layer, exit_layer, amount
        Flow into arcs: index of the arc, layers of entry at its tail and of exit at its head, units of 1/3600 person.
    gate, gate_layer, gate_amount
        Flow through gates, likewise.
    served
        People of each group in the flow, units of 1/3600 person, shape ``(groups,)``.
    """

    boundaries: Ints
    value: int
    first_late: Ints
    arc: Ints
    layer: Ints
    exit_layer: Ints
    amount: Ints
    gate: Ints
    gate_layer: Ints
    gate_amount: Ints
    served: Ints


def reach(question: Question) -> Reach:
    """Find the streets that can be used and lead to a gate."""
    to_gate = walking_times(question)
    alive = (to_gate[question.tail] < FAR) & (to_gate[question.head] < FAR) & _ever_open(question)
    arcs = np.flatnonzero(alive)
    return Reach(to_gate, arcs[np.argsort(question.tail[arcs], kind="stable")], np.arange(question.nodes))


def without_dead_ends(question: Question, reached: Reach) -> Reach:
    """The same with dead ends folded onto their mouths, for a bound that is found faster."""
    return _folded(question, reached, fold_dead_ends(question, reached.arcs, question.high))


def without_chains(question: Question, reached: Reach) -> Reach:
    """The same with chains of streets folded onto their ends, for long layers: detours through them look shorter."""
    return _folded(question, reached, fold_chains(question, reached.arcs, question.high, reached.onto))


def _folded(question: Question, reached: Reach, onto: Ints) -> Reach:
    tail, head = onto[question.tail[reached.arcs]], onto[question.head[reached.arcs]]
    return Reach(reached.to_gate, reached.arcs[tail != head], onto)


def walking_times(question: Question) -> Ints:
    """Seconds from each node to the nearest gate that opens, with every street open; ``FAR`` where none is reached."""
    from scipy.sparse import csr_array
    from scipy.sparse.csgraph import dijkstra

    gates = sorted(
        {g.node for g in question.gates if g.node is not None and g.rate > 0 and question.profiles[g.profile]}
    )
    if not gates:
        return np.full(question.nodes, FAR)
    passable = np.flatnonzero(_ever_open(question))
    order = passable[np.lexsort((question.transit[passable], question.tail[passable], question.head[passable]))]
    head, tail = question.head[order], question.tail[order]
    first = np.ones(len(order), dtype=bool)
    first[1:] = (head[1:] != head[:-1]) | (tail[1:] != tail[:-1])
    graph = csr_array(
        (question.transit[order][first].astype(np.float64), (head[first], tail[first])),
        shape=(question.nodes, question.nodes),
    )
    seconds = dijkstra(graph, indices=gates, min_only=True)
    return np.where(np.isfinite(seconds), seconds, FAR).astype(np.int64)


def _ever_open(question: Question) -> NDArray[np.bool_]:
    """Which arcs can be entered at all."""
    opens = np.array([len(profile) > 0 for profile in question.profiles])
    return np.asarray((question.rate > 0) & opens[question.profile])


def earliest(question: Question, reached: Reach) -> Ints:
    """Second at which each group can be at a gate with every street open, ``FAR`` if never, shape ``(groups,)``."""
    seconds = np.full(len(question.high), FAR)
    np.minimum.at(seconds, question.group, question.after + reached.to_gate[question.start])
    return np.minimum(seconds, FAR)


@dataclass(frozen=True, eq=False)
class Band:
    """For each node, the first and the last layer that its label may be the start of, shape ``(nodes,)``."""

    first: Ints
    last: Ints

    @classmethod
    def around(cls, coarse: LayeredFlow, boundaries: Ints, near: int) -> Band:
        """So many coarse layers to either side of where a minimum cut of coarse layers has each label."""
        moments = coarse.boundaries
        least = moments[np.maximum(coarse.first_late - near, 0)]
        most = moments[np.minimum(coarse.first_late + near, len(moments) - 1)]
        return cls(np.searchsorted(boundaries, least), np.searchsorted(boundaries, most))


class _Sites:
    """Numbers for pairs of node and layer, with one number for all that must be late, and one for all that cannot."""

    def __init__(self, kept: Ints, layers: int, band: Band | None, nodes: int) -> None:
        self.first = np.zeros(nodes, dtype=np.int64) if band is None else band.first
        self.last = np.full(nodes, layers) if band is None else band.last
        self.kept, self.width = kept, (self.last - self.first)[kept]
        self.base = np.full(nodes, -1, dtype=np.int64)
        self.base[kept] = np.cumsum(self.width) - self.width
        self.source = int(self.width.sum())
        self.sink = self.source + 1

    def of(self, node: Ints, layer: Ints) -> Ints:
        own = self.base[node] + layer - self.first[node]
        own[layer < self.first[node]] = self.sink
        own[layer >= self.last[node]] = self.source
        return own

    def layer(self, node: Ints, own: Shorts) -> Ints:
        """The layer of each pair, given its node and its number."""
        return np.asarray(own - self.base[node] + self.first[node])

    def in_some_cut(self, tail: Ints, head: Ints, amount: Ints) -> tuple[Ints, Ints, Ints]:
        """Those arcs that can be in a cut."""
        both = (tail == self.source) & (head == self.sink)
        matters = (tail != self.sink) & (head != self.source) & ~both
        return tail[matters], head[matters], amount[matters]

    def first_late(self, late: NDArray[np.bool_], layers: int) -> Ints:
        """The first late layer of each node, given which sites are."""
        found = np.full(len(self.base), layers, dtype=np.int64)
        found[self.kept] = self.last[self.kept]
        owner = np.repeat(self.kept, self.width)
        at = np.flatnonzero(late[: self.source])[::-1]  # the first of each node is written last
        found[owner[at]] = at - self.base[owner[at]] + self.first[owner[at]]
        return found


def solve(
    question: Question,
    reached: Reach,
    boundaries: Ints,
    people: Ints,
    unit: int = 1,
    *,
    band: Band | None = None,
    district: Ints | None = None,
    cut_alone: bool = False,
) -> LayeredFlow:
    """Maximum flow of the layered network.

    Parameters
    ----------
    boundaries
        Rising seconds on the shifted clock, from 0 to the horizon, shape ``(layers + 1,)``.
    people
        People of each group, shape ``(groups,)``.
    unit
        Count in multiples of ``unit`` / 3600 person, a divisor of 3600; capacities are rounded down to it.
    band
        Where each label may lie; any by default. Within a band only the cut has a meaning, not the flow.
    district
        District of each group, -1 for none, shape ``(groups,)``, for a flow that gives all districts as equal shares
        as can be; not within a band.
    cut_alone
        Whether only the cut is wanted, which is the same for every maximum flow; the flow is left out then.
    """
    cut_alone = cut_alone or band is not None
    layers = len(boundaries) - 1
    is_kept = np.zeros(question.nodes, dtype=bool)
    is_kept[reached.onto[reached.to_gate < question.horizon]] = True
    is_kept[_gate_nodes(question)] = True
    sites = _Sites(np.flatnonzero(is_kept), layers, band, question.nodes)
    arc, tail, head, amount = arcs_between_layers(
        question, reached.arcs, reached.to_gate, reached.onto, sites, boundaries
    )
    gate, gate_layer, seats = _gate_arcs(question, boundaries)
    gate_node = np.array([-1 if g.node is None else g.node for g in question.gates], dtype=np.int64)[gate]
    group, start, start_layer = _setting_out(question, reached, boundaries, people)
    groups = np.flatnonzero(np.bincount(group, minlength=len(people)))
    inside_all = people * UNITS_PER_PERSON
    unlimited = int(inside_all.sum()) + 1
    wait = np.flatnonzero(np.diff(np.repeat(sites.kept, sites.width), append=-1) == 0)
    columns = [
        (sites.of(gate_node, gate_layer), np.full(len(gate), sites.sink), seats),
        (np.full(len(groups), sites.source), sites.sink + 1 + groups, inside_all[groups]),
        (sites.sink + 1 + group, sites.of(start, start_layer), inside_all[group]),
        (wait, wait + 1, np.full(len(wait), unlimited)),
    ]
    if band is not None:
        columns = [sites.in_some_cut(*column) for column in columns]
    column = tuple(zip((tail, head, amount), *columns, strict=True))
    tails, heads = (np.concatenate(part, dtype=np.int32, casting="same_kind") for part in column[:2])
    capacities = np.concatenate(column[2])
    np.minimum(capacities, unlimited, out=capacities)
    if unit > 1:
        capacities //= unit
    arcs = Arcs(tails, heads, capacities, sites.source, sites.sink)
    if cut_alone:
        found = max_flow(arcs, counted=False)
    else:
        of = np.where(tails == sites.source, heads - sites.sink - 1, -1)
        found = _served(arcs, of, question.slow, district)
    late = np.zeros(sites.sink + 1 + len(people), dtype=bool)
    late[found.late] = True
    flows = found.on * unit
    on_arcs, through, served = np.split(flows, np.cumsum([len(arc), len(gate), len(groups)]))[:3]
    used, passed = np.flatnonzero(on_arcs), np.flatnonzero(through)
    return LayeredFlow(
        boundaries=boundaries,
        value=found.value * unit,
        first_late=sites.first_late(late, layers)[reached.onto],
        arc=arc[used],
        layer=sites.layer(reached.onto[question.tail[arc[used]]], tail[used]),
        exit_layer=sites.layer(reached.onto[question.head[arc[used]]], head[used]),
        amount=on_arcs[used],
        gate=gate[passed],
        gate_layer=gate_layer[passed],
        gate_amount=through[passed],
        served=np.bincount(groups[: len(served)], served, len(people)).astype(np.int64),
    )


def _served(arcs: Arcs, group: Ints, slow: NDArray[np.bool_], district: Ints | None) -> Flow:
    """A maximum flow that takes as many of the slow as any can, with equal shares of districts where wanted.

    Parameters
    ----------
    group
        Group that each arc from the source leads to, -1 for an arc that does not, shape ``(a,)``.
    slow, district
        Of each group.
    """
    first = (group >= 0) & slow[group] if slow.any() else np.zeros(len(group), dtype=bool)
    if district is None:
        return max_flow_first(arcs, first) if first.any() else max_flow(arcs)
    of = np.where(group >= 0, district[group], -1)
    if not first.any():
        return equal_shares(arcs, of)
    before = equal_shares(without(arcs, ~first), np.where(first, of, -1))
    rest = arcs.left_by(before.on)
    after = equal_shares(rest, np.append(np.where(first, -1, of), np.full(len(rest.tail) - len(of), -1)))
    return Flow(before.value + after.value, arcs.with_added(before.on, after.on), after.late)


def labels_of(question: Question, reached: Reach, flow: LayeredFlow) -> Ints:
    """The labels of a minimum cut, on the unreduced network, in seconds, shape ``(nodes,)``."""
    labels = flow.boundaries[flow.first_late] - reached.to_gate
    labels = np.where(reached.to_gate >= FAR, 0, labels)
    return np.asarray(np.clip(labels, 0, question.horizon))


def _gate_nodes(question: Question) -> Ints:
    return np.array([g.node for g in question.gates if g.node is not None], dtype=np.int64)


def spread(first: Ints, count: Ints) -> tuple[Ints, Ints]:
    """Rows repeated ``count`` times, and beside them ``first``, ``first + 1`` and so on."""
    count = np.maximum(count, 0)
    row = np.repeat(np.arange(len(count)), count)
    return row, np.arange(len(row)) - np.repeat(np.cumsum(count) - count - first, count)


def _gate_arcs(question: Question, boundaries: Ints) -> tuple[Ints, Ints, Ints]:
    rows = []
    for x, gate in enumerate(question.gates):
        if gate.node is not None:
            seats = gate.rate * np.diff(question.openings[gate.profile].before(boundaries))
            rows += [(x, layer, s) for layer, s in enumerate(seats.tolist()) if s]
    columns = np.array(rows, dtype=np.int64).reshape(-1, 3).T
    return columns[0], columns[1], columns[2]


def _setting_out(question: Question, reached: Reach, boundaries: Ints, people: Ints) -> tuple[Ints, Ints, Ints]:
    """Group, node and layer wherever people may set out early enough, on the shifted clock."""
    moment = question.after + reached.to_gate[question.start]
    rows = np.flatnonzero((people[question.group] > 0) & (moment < question.horizon))
    layer = np.searchsorted(boundaries, moment[rows], side="right") - 1
    return question.group[rows], reached.onto[question.start[rows]], layer
