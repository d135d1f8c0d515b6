"""People of whom only a cell is known: the corners at which they may be."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from geleit.errors import InputError
from geleit.model.arrays import Ints
from geleit.model.grid import number_of, numbers_of
from geleit.model.population import Place, Roaming, Somewhere
from geleit.streets.cut import Cut

_ABOUT = 0.01
"""The middle of a street is no surer than this share of its length."""


def roaming_in(cut: Cut, places: Iterable[Place]) -> tuple[Roaming, ...]:
    """The people of places that are no more than a cell.

    Whoever lives along half a street of the map is told by the cell of the map's corner there. Where that half is cut,
    they may be at each of the corners made so, whatever cell these lie in.

    Raises
    ------
    InputError
        If no corner of the streets lies in a cell with people.
    """
    made, end = _made_within_half(cut)
    cells = numbers_of(cut.network.lon, cut.network.lat)
    corner, cell = np.concatenate([np.arange(len(cells)), made]), np.concatenate([cells, cells[end]])
    return tuple(_roaming(corner, cell, place, place.where) for place in places if isinstance(place.where, Somewhere))


def _made_within_half(cut: Cut) -> tuple[Ints, Ints]:
    """Corners made by cutting, and the end of the street of the map on whose half each lies; at the middle both."""
    length, piece, network = cut.network.length, cut.piece, cut.network
    until = np.cumsum(length)
    first, last = np.searchsorted(piece, piece), np.searchsorted(piece, piece, side="right") - 1
    before = until[first] - length[first]
    share = (until - before) / (until[last] - before)
    inside = np.arange(len(piece)) < last
    near, far = (np.flatnonzero(inside & on) for on in (share <= 0.5 + _ABOUT, share >= 0.5 - _ABOUT))
    made = np.concatenate([network.head[near], network.head[far]])
    return made.astype(np.int64), np.concatenate([network.tail[first[near]], network.head[last[far]]]).astype(np.int64)


def _roaming(corner: Ints, cell: Ints, place: Place, where: Somewhere) -> Roaming:
    people = (int(place.people.low), int(place.people.likely), int(place.people.high))
    if where.cell is None:
        return Roaming(*people, None)
    corners = np.unique(corner[cell == number_of(where.cell)])
    if people[-1] and not len(corners):
        raise InputError(f"people[{place.id}]", "no corner of the streets lies in its cell", "import streets there")
    return Roaming(*people, corners)
