"""The ways to an exit: from the corner it is recorded at, and from all corners it may in truth stand beside."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import shapely
from numpy.typing import NDArray

from geleit.model.arrays import Floats
from geleit.model.corridor import Exit
from geleit.model.network import Network
from geleit.streets.locate import AT_CORNER_M, SLACK, Snap, Usable, exit_limit, exit_snap, halved, snap


@dataclass(frozen=True, eq=False)
class Approach:
    """How people come to a placed exit.

    Parameters
    ----------
    node, piece
        The corner it is recorded at, and the street piece that leads on to it.
    at_most_m
        Metres from that corner to the exit, wherever its position error puts it on the way there; 0 for an exit at
        the corner itself.
    corners, pieces
        Every corner of a street piece that the exit may stand on or beside, and that piece, shape ``(k,)``; none for
        an exit that stands at a corner for sure.
    at_least_m
        Metres that the way from each of these corners cannot be shorter than, shape ``(k,)``.
    at, radius_m
        Where it is recorded, on the plane of the network, and how far from there it may stand, in metres.
    """

    node: int
    piece: int
    at_most_m: float
    corners: NDArray[np.int64]
    pieces: NDArray[np.int64]
    at_least_m: Floats
    at: tuple[float, float] = (0.0, 0.0)
    radius_m: float = 0.0


def approach(network: Network, gate: Exit, *, riding: bool = False, doubt_m: float = 0.0) -> Approach:
    """The ways to a placed exit.

    Parameters
    ----------
    gate
        An exit with a position.
    riding
        Whether people may come by vehicle, so that every street leads to it.
    doubt_m
        How much farther than the nearest street another may be that an exit beside the streets stands on in truth, in
        metres.

    Raises
    ------
    InputError
        If the exit lies far from any usable street.
    """
    if gate.lon is None or gate.lat is None:
        raise ValueError(f"exit {gate.id!r} was announced without a place")
    recorded = exit_snap(network, gate, usable="any" if gate.mode == "vehicle" else "walk")
    off = max(recorded.distance_m, _off_the_road(network, gate) if riding else 0.0)
    if max(recorded.along_m, off, gate.position_error) < AT_CORNER_M:
        none = np.zeros(0, dtype=np.int64)
        return Approach(recorded.node, recorded.edge, 0.0, none, none, np.zeros(0))
    radius = (off + gate.position_error) * (1 + SLACK) + 1 + (doubt_m if off >= AT_CORNER_M else 0.0)

    usable: Usable = "any" if riding else "walk"
    halves = halved(network.generous, usable)
    position = halves.plane.metres(np.array([gate.lon]), np.array([gate.lat]))
    beside = halves.tree.query(shapely.points(position)[0], predicate="dwithin", distance=radius)
    pieces = np.repeat(np.unique(halves.edge[beside]).astype(np.int64), 2)
    corners = np.where(np.arange(len(pieces)) % 2, network.head[pieces], network.tail[pieces]).astype(np.int64)
    there = halves.plane.metres(network.lon[corners], network.lat[corners])
    crow = np.hypot(*(there - position).T) * (1 - SLACK) * (network.generous.length / network.length)[pieces]
    return Approach(
        node=recorded.node,
        piece=recorded.edge,
        at_most_m=_beyond(recorded, gate),
        corners=corners,
        pieces=pieces,
        at_least_m=np.maximum(crow - radius, 0.0),
        at=(float(position[0, 0]), float(position[0, 1])),
        radius_m=radius,
    )


def _off_the_road(network: Network, gate: Exit) -> float:
    """How far an exit that lets vehicles pass lies from the street by which they come to it; 0 where none does."""
    if gate.mode == "foot" or not (network.drive > 0).any():
        return 0.0
    road = snap(network, gate.lon or 0.0, gate.lat or 0.0, usable="drive")
    return road.distance_m if road.distance_m <= exit_limit(gate) else 0.0


def driveway(network: Network, gate: Exit) -> Approach:
    """The recorded way to a placed exit for those who go by car.

    Raises
    ------
    InputError
        If the exit lies far from any street that vehicles may use.
    """
    recorded = exit_snap(network, gate, usable="drive")
    none = np.zeros(0, dtype=np.int64)
    return Approach(recorded.node, recorded.edge, _beyond(recorded, gate), none, none, np.zeros(0))


def _beyond(recorded: Snap, gate: Exit) -> float:
    """Metres from the corner it is recorded at to an exit; 0 at the corner."""
    parts = recorded.along_m, recorded.distance_m, gate.position_error
    return sum(parts) if max(parts) >= AT_CORNER_M else 0.0
