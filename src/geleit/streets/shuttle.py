"""The round of a bus: from its boarding place to its exit and back, on streets that vehicles may use."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from geleit.model.arrays import Floats
from geleit.model.corridor import Exit
from geleit.model.network import Network
from geleit.model.travel import BusLine
from geleit.streets.locate import EXIT_LIMIT_M, Snap, Usable, exit_snap, far_from_streets, snap
from geleit.streets.vehicle_ways import vehicle_ways


@dataclass(frozen=True)
class Shuttle:
    """Where people board a bus, and how long its way is.

    Parameters
    ----------
    corner, walk_m
        The corner from which people walk to the boarding place, and metres from there.
    stop
        The corner of the street for vehicles that the bus sets out from.
    there_m, back_m
        Metres to the exit and back; ``None`` where one of them has no way by vehicle.
    """

    corner: int
    walk_m: float
    stop: int
    there_m: float | None
    back_m: float | None


def shuttle(network: Network, line: BusLine, gate: Exit, closed: NDArray[np.int64]) -> Shuttle:
    """The round of a bus line.

    Parameters
    ----------
    gate
        The exit it goes to, with a position.
    closed
        Street pieces that the bus does not use.

    Raises
    ------
    InputError
        If the boarding place or the exit lies far from any street that people, or vehicles, may use.
    """
    where = f"buses[{line.id}]"
    board = _snap(network, line, where, "walk")
    stop = _snap(network, line, where, "drive")
    end = exit_snap(network, gate, usable="drive")
    ends = stop.distance_m + stop.along_m + end.distance_m + end.along_m + gate.position_error
    there, back = _metres(network, closed, stop.node), _metres(network, closed, end.node)
    return Shuttle(
        corner=board.node,
        walk_m=board.distance_m + board.along_m,
        stop=stop.node,
        there_m=_sum(float(there[end.node]), ends),
        back_m=_sum(float(back[stop.node]), ends),
    )


def _snap(network: Network, line: BusLine, where: str, usable: Usable) -> Snap:
    found = snap(network, line.lon, line.lat, usable=usable)
    if found.distance_m > EXIT_LIMIT_M:
        raise far_from_streets(network, where, line.lon, line.lat, limit_m=EXIT_LIMIT_M, usable=usable)
    return found


def _sum(way: float, ends: float) -> float | None:
    return way + ends if np.isfinite(way) else None


def _metres(network: Network, closed: NDArray[np.int64], corner: int) -> Floats:
    """Metres by vehicle from a corner to every other; infinite where there is no way."""
    from scipy.sparse.csgraph import dijkstra

    usable = np.ones(network.edges, dtype=bool)
    usable[closed] = False
    ways = vehicle_ways(network, usable, network.length, network.turns.turn[network.turns.cars])
    return ways.at_corners(dijkstra(ways.graph, indices=corner))
