"""Streets cut where exits and people stand between two corners, so that no metre of them carries more than it can."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from geleit.model.arrays import Floats, Ints, Shorts
from geleit.model.network import Network, Turns
from geleit.streets.locate import AT_CORNER_M, Plane, Snaps, between_points, drawn, metres_along


@dataclass(frozen=True, eq=False)
class Cut:
    """Streets with more corners than the map has.

    Parameters
    ----------
    network
        The corners of the map, then those where a street was cut; its pieces in the order of those that they are of.
    piece
        The piece of the map that each piece is, or is a part of, shape ``(m,)``, rising.
    """

    network: Network
    piece: Ints

    def parts_of(self, pieces: Ints) -> Ints:
        """All that some pieces of the map were cut into, sorted."""
        return np.flatnonzero(np.isin(self.piece, pieces)).astype(np.int64)

    def corners_at(self, network: Network, places: Snaps) -> Ints:
        """The corner nearest along its street to each of some places on the map, shape ``(k,)``."""
        points, start = drawn(network, Plane.around(network))
        run = metres_along(points, start)
        edge = places.edge.astype(np.int64)
        metres = _share(run[start[edge + 1] - 1] - run[start[edge]], places.side, places.along_m) * network.length[edge]
        found = []
        for piece, wanted in zip(edge.tolist(), metres.tolist(), strict=True):
            parts = np.arange(*np.searchsorted(self.piece, [piece, piece + 1]))
            ends = np.append(self.network.tail[parts], self.network.head[parts[-1]])
            at = np.concatenate([[0.0], np.cumsum(self.network.length[parts])])
            found.append(int(ends[np.abs(at - wanted).argmin()]))
        return np.array(found, dtype=np.int64)


def cut_at(network: Network, places: Iterable[Snaps]) -> Cut:
    """Cut streets where something stands.

    Every part has the width of its street, and its share of the length.

    Parameters
    ----------
    places
        What stands on them. Whatever is at a corner, or within a metre of another, cuts nothing.
    """
    points, start = drawn(network, Plane.around(network))
    run = metres_along(points, start)
    edge, share = _cuts(network, run[start[1:] - 1] - run[start[:-1]], places)
    count = np.bincount(edge, minlength=network.edges)
    piece = np.repeat(np.arange(network.edges), count + 1)
    if not len(edge):
        return Cut(network, piece)
    before = np.arange(len(edge)) + edge  # the part that ends at each cut
    corner = network.nodes + np.arange(len(edge))
    tail, head = network.tail[piece], network.head[piece]
    head[before], tail[before + 1] = corner, corner
    begin, end = np.zeros(len(piece)), np.ones(len(piece))
    end[before], begin[before + 1] = share, share

    after, between = between_points(run, start, edge, share)
    lon, lat = (_at_cuts(_all_points(network, name, start), after, between) for name in ("lon", "lat"))
    made = replace(
        network,
        lon=np.concatenate([network.lon, lon]),
        lat=np.concatenate([network.lat, lat]),
        tail=tail,
        head=head,
        shape_start=_shape_start(network, start, edge, after, len(piece)),
        turns=_turns(network, piece),
        **network.of_pieces(piece),
    )
    return Cut(_shortened(made, end - begin), piece)


def _shortened(network: Network, share: Floats) -> Network:
    """The same network with pieces that are so much of their length long."""
    most = network.most
    if most is not None:
        most = replace(most, length=most.length * share)
    return replace(network, length=network.length * share, most=most)


def _cuts(network: Network, drawn_m: Floats, places: Iterable[Snaps]) -> tuple[Ints, Floats]:
    """Piece, and share of its length, of each cut; in order."""
    found = [(x.edge, x.side, x.along_m) for x in places]
    edge, side, along = (np.concatenate([np.zeros(0), *column]) for column in zip(([], [], []), *found, strict=True))
    edge = edge.astype(np.int64)
    metres = _share(drawn_m[edge], side, along) * network.length[edge]
    inside = (metres >= AT_CORNER_M) & (network.length[edge] - metres >= AT_CORNER_M)
    edge, metres = edge[inside], metres[inside]
    kept: list[int] = []
    for at in np.lexsort((metres, edge)).tolist():
        if not kept or edge[kept[-1]] != edge[at] or metres[at] - metres[kept[-1]] >= AT_CORNER_M:
            kept.append(at)
    return edge[kept], metres[kept] / network.length[edge[kept]]


def _share(drawn_m: Floats, side: NDArray[np.generic], along_m: Floats) -> Floats:
    """Share of a piece from its tail to what lies so many metres of its drawing from an end."""
    share = np.divide(along_m, drawn_m, out=np.zeros(len(drawn_m)), where=drawn_m > 0)
    return np.where(side == 1, 1 - share, share)


def _turns(network: Network, piece: Ints) -> Turns:
    """Turns between the parts that lie next to the corner."""
    before, corner, after = network.turns.turn.T
    first, last = (np.searchsorted(piece, np.arange(network.edges), side) for side in ("left", "right"))
    one, other = (np.where(network.tail[x] == corner, first[x], last[x] - 1) for x in (before, after))
    return network.turns.moved(one, corner, other)


def _at_cuts(degrees: Floats, after: NDArray[np.intp], between: Floats) -> Floats:
    return np.asarray(degrees[after - 1] + between * (degrees[after] - degrees[after - 1]))


def _all_points(network: Network, name: str, start: NDArray[np.intp]) -> Floats:
    """Longitudes or latitudes of all drawing points, piece by piece with both corners."""
    corner = getattr(network, name)
    interior = np.ones(start[-1], dtype=bool)
    interior[start[:-1]] = interior[start[1:] - 1] = False
    found = np.empty(start[-1])
    found[start[:-1]], found[start[1:] - 1] = corner[network.tail], corner[network.head]
    found[interior] = getattr(network, f"shape_{name}")
    return found


def _shape_start(network: Network, start: NDArray[np.intp], edge: Ints, after: NDArray[np.intp], parts: int) -> Shorts:
    """Where the interior drawing points of each part begin: they stay as they are, in order."""
    found = np.empty(parts + 1, dtype=np.int32)
    first = np.arange(len(edge)) + edge + 1  # the part that begins at each cut
    whole = np.ones(parts + 1, dtype=bool)
    whole[first] = False
    found[whole] = network.shape_start
    found[first] = network.shape_start[edge] + (after - start[edge] - 1)
    return found
