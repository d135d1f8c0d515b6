"""Some of the pieces of a network, as a network."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
from numpy.typing import NDArray

from geleit.model.network import Network


def only(network: Network, pieces: NDArray[np.intp]) -> Network:
    """The given pieces with their corners, classes and names."""
    tail, head = network.tail[pieces], network.head[pieces]
    corners, ends = np.unique(np.concatenate([tail, head]), return_inverse=True)
    kinds, kind = np.unique(network.kind[pieces], return_inverse=True)
    names, name = np.unique(np.append(network.name[pieces], -1), return_inverse=True)  # -1, for none, comes first
    points = np.diff(network.shape_start)
    kept = np.zeros(network.edges, dtype=bool)
    kept[pieces] = True
    inside = np.repeat(kept, points)
    known = {
        **network.of_pieces(pieces),
        "kind": kind.astype(np.uint8),
        "name": (name[:-1] - 1).astype(np.int32),
    }
    became = np.full(network.edges, -1)
    became[pieces] = np.arange(len(pieces))
    before, corner, after = network.turns.turn.T
    return replace(
        network,
        lon=network.lon[corners],
        lat=network.lat[corners],
        tail=ends[: len(pieces)].astype(np.int32),
        head=ends[len(pieces) :].astype(np.int32),
        kinds=tuple(network.kinds[i] for i in kinds),
        names=tuple(network.names[i] for i in names[1:]),
        shape_start=np.concatenate([[0], np.cumsum(points[pieces])]).astype(np.int32),
        shape_lon=network.shape_lon[inside],
        shape_lat=network.shape_lat[inside],
        turns=network.turns.moved(became[before], np.searchsorted(corners, corner), became[after]),
        **known,
    )
