"""Streets as vehicles drive them, with the turns that signs forbid."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

import numpy as np

from geleit.model.arrays import Flags, Floats, Ints, Shorts
from geleit.model.network import Network

if TYPE_CHECKING:
    from scipy.sparse import csr_array


@dataclass(frozen=True, eq=False)
class VehicleWays:
    """Nodes and arcs: a node for each corner, in their order, and behind them one for each street not free to turn.

    Whoever comes to a corner by a street from which a turn is forbidden comes to such a node, from which the other
    turns lead on. Whoever sets out at a corner may take any street.

    Parameters
    ----------
    graph
        Cost of each arc, shape ``(n + s, n + s)``.
    piece
        Street piece of each arc, in the order of the graph.
    behind
        Corner of each of the nodes behind, shape ``(s,)``.
    """

    graph: csr_array
    piece: Ints
    behind: Ints

    @property
    def corners(self) -> int:
        """Number of corners."""
        return int(self.graph.shape[0]) - len(self.behind)

    def corner_of(self, node: int) -> int:
        """The corner of a node."""
        return node if node < self.corners else int(self.behind[node - self.corners])

    def piece_of(self, tail: int, head: int) -> int:
        """The street piece of the arc between two nodes."""
        first, last = self.graph.indptr[[tail, tail + 1]].tolist()
        return int(self.piece[first + np.searchsorted(self.graph.indices[first:last], head)])

    def at_corners(self, away: Floats) -> Floats:
        """How far each corner is, shape ``(n,)``, given how far each node is."""
        found = away[: self.corners].copy()
        np.minimum.at(found, self.behind, away[self.corners :])
        return found

    def nearest(self, away: Floats, corners: Ints) -> Ints:
        """The node by which each of some corners is reached soonest, shape ``(r, c)``.

        Parameters
        ----------
        away
            How far each node is, shape ``(r, n + s)``.
        """
        found = np.tile(corners, (len(away), 1))
        for column in np.flatnonzero(np.isin(corners, self.behind)):
            nodes = np.append(corners[column], self.corners + np.flatnonzero(self.behind == corners[column]))
            found[:, column] = nodes[away[:, nodes].argmin(axis=1)]
        return found


def vehicle_ways(network: Network, usable: Flags, cost: Floats, forbidden: Shorts) -> VehicleWays:
    """The ways of vehicles on some streets; of streets that join the same nodes the cheapest counts.

    Parameters
    ----------
    usable
        Whether each street piece is used, where vehicles may use it, shape ``(m,)``.
    cost
        Of each street piece, shape ``(m,)``.
    forbidden
        Turns: piece, corner, piece, shape ``(k, 3)``.
    """
    from scipy.sparse import csr_array

    along, against = (np.flatnonzero(usable & np.isin(network.drive, ways)) for ways in ((1, 2), (1, 3)))
    piece = np.concatenate([along, against])
    tail = np.concatenate([network.tail[along], network.head[against]])
    head = np.concatenate([network.head[along], network.tail[against]])
    behind = np.zeros(0, dtype=np.int64)
    if len(forbidden):
        piece, tail, head, behind = _apart(network, piece, tail, head, forbidden.astype(np.int64))
    order = np.lexsort((cost[piece], head, tail))
    piece, tail, head = piece[order], tail[order], head[order]
    first = np.ones(len(tail), dtype=bool)
    first[1:] = (tail[1:] != tail[:-1]) | (head[1:] != head[:-1])
    piece, tail, head = piece[first], tail[first], head[first]
    nodes = network.nodes + len(behind)
    start = np.searchsorted(tail, np.arange(nodes + 1))
    graph = csr_array((cost[piece], head, start.astype(np.int32)), shape=(nodes, nodes))
    return VehicleWays(graph, piece, behind)


def _apart(
    network: Network, piece: Ints, tail: Shorts, head: Shorts, forbidden: Ints
) -> tuple[Ints, Shorts, Shorts, Ints]:
    """Arcs again, with a node apart for each arc from which a turn is forbidden; and the corners of these nodes."""
    arrives = piece * network.nodes + head
    before = forbidden[:, 0] * network.nodes + forbidden[:, 1]
    met = np.isin(before, arrives)
    apart, which = np.unique(before[met], return_inverse=True)
    behind = apart % network.nodes
    came = np.isin(arrives, apart)
    head = head.copy()
    head[came] = network.nodes + np.searchsorted(apart, arrives[came])

    by_tail = np.argsort(tail, kind="stable")
    first, last = (np.searchsorted(tail[by_tail], behind, side) for side in ("left", "right"))
    node = np.repeat(np.arange(len(apart)), last - first)
    arc = by_tail[np.arange(len(node)) + np.repeat(last - np.cumsum(last - first), last - first)]
    allowed = ~np.isin(node * network.edges + piece[arc], which * network.edges + forbidden[met, 2])
    node, arc = node[allowed], arc[allowed]
    return (
        np.concatenate([piece, piece[arc]]),
        np.concatenate([tail, (network.nodes + node).astype(np.int32)]),
        np.concatenate([head, head[arc]]),
        behind,
    )
