"""Where people are, as coarsely as it may be told: by cell where the case itself is coarse, and else not at all."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from geleit.model.amount import Range
from geleit.model.grid import GridCell, cell_numbered, numbers_of
from geleit.model.network import Network
from geleit.model.population import Cells, Place, Somewhere
from geleit.streets.locate import Plane
from geleit.streets.settle import settle

COARSE_KM2 = 9.0
"""A polygon or raster smaller than a cell, and every point, may be a shelter: its people are told without a cell."""
DISTRICT_KM2 = 1.0
"""A polygon smaller than this is taken for a shelter or a camp, so that its name stays in too."""
SMALL = 1000
"""Cells with fewer people than this are not told, nor are people elsewhere if they are fewer."""


def whereabouts(network: Network, places: Iterable[Place]) -> tuple[tuple[tuple[GridCell, Range], ...], Range]:
    """People by cell, and those of whom no cell is told; together they are all people of the places.

    The cell of people is that of the street corner at which a bound has them, so that a bound that lets them start at
    any corner of the cell, and along its streets beyond, is no lower.

    Raises
    ------
    InputError
        If people lie outside the network.
    """
    places = tuple(places)
    coarse = [place for place in places if is_coarse(place)]
    people = [wave.population for wave in settle(network, coarse).waves]
    at = numbers_of(network.lon, network.lat)
    cells, index = np.unique(at, return_inverse=True)
    counts = np.column_stack([
        np.bincount(index, sum(getattr(population, end) for population in people), len(cells)).astype(np.int64)
        for end in ("low", "likely", "high")
    ])  # fmt: skip
    rest = np.array([[p.people.low, p.people.likely, p.people.high] for p in places if not is_coarse(p)])
    elsewhere = rest.reshape(-1, 3).sum(axis=0).astype(np.int64)
    told = _told(counts, bool(len(rest)), int(elsewhere[2]))
    elsewhere += counts[~told].sum(axis=0)
    rows = zip(cells[told].tolist(), counts[told].tolist(), strict=True)
    return tuple((cell_numbered(cell), _people(figures)) for cell, figures in rows), _people(elsewhere.tolist())


def is_coarse(place: Place) -> bool:
    """Whether a place is so large that the cells it lies in may be told."""
    return _km2(place) >= COARSE_KM2


def is_fine(place: Place) -> bool:
    """Whether a place is so small that its name tells where it is."""
    return _km2(place) < DISTRICT_KM2


def _km2(place: Place) -> float:
    """Area in square kilometres; 0 of a point, and of people of whom only a cell is known."""
    where = place.where
    if isinstance(where, Somewhere) or (not isinstance(where, Cells) and where.is_empty):
        return 0.0
    if isinstance(where, Cells):
        plane = Plane.at(float(where.west.mean()), float(where.south.mean()))
        wide, high = (where.east - where.west) * plane.east, (where.north - where.south) * plane.north
        return float((wide * high).sum()) / 1e6
    centre = where.centroid
    return float(Plane.at(centre.x, centre.y).flatten(where).area) / 1e6


def _told(counts: np.typing.NDArray[np.int64], others: bool, elsewhere: int) -> np.typing.NDArray[np.bool_]:
    """Which cells are told: none with few people, and no fewer are left than would give those away.

    Parameters
    ----------
    others
        Whether people of no cell are there anyway, and how many at the most.
    """
    told = counts[:, 2] >= SMALL
    hidden = counts[:, 2][~told & (counts[:, 2] > 0)]
    number, people = len(hidden) + 2 * others, int(hidden.sum()) + elsewhere
    for cell in np.lexsort((np.arange(len(counts)), counts[:, 2])).tolist():
        if not people or (people >= SMALL and number >= 2):
            break
        if told[cell]:
            told[cell] = False
            number, people = number + 1, people + int(counts[cell, 2])
    return np.asarray(told)


def _people(figures: list[int]) -> Range:
    low, likely, high = figures
    return Range(low, likely, high, "people", basis="derived")
