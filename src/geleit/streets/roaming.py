"""People of whom only a cell is known: the corners at which they may be."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from geleit.errors import InputError
from geleit.model.grid import number_of, numbers_of
from geleit.model.network import Network
from geleit.model.population import Place, Roaming, Somewhere


def roaming_in(network: Network, places: Iterable[Place]) -> tuple[Roaming, ...]:
    """The people of places that are no more than a cell.

    Raises
    ------
    InputError
        If no corner of the streets lies in a cell with people.
    """
    cells = numbers_of(network.lon, network.lat)
    return tuple(_roaming(cells, place, place.where) for place in places if isinstance(place.where, Somewhere))


def _roaming(cells: np.typing.NDArray[np.int64], place: Place, where: Somewhere) -> Roaming:
    people = (int(place.people.low), int(place.people.likely), int(place.people.high))
    if where.cell is None:
        return Roaming(*people, None)
    corners = np.flatnonzero(cells == number_of(where.cell))
    if people[-1] and not len(corners):
        raise InputError(f"people[{place.id}]", "no corner of the streets lies in its cell", "import streets there")
    return Roaming(*people, corners)
