"""The districts of a case, and where in them the people of a question live."""

from __future__ import annotations

import numpy as np

from geleit.evacuation.placement import Located
from geleit.flow.instance import Question
from geleit.model.arrays import Ints
from geleit.model.departure import District
from geleit.streets.locate import Plane

LARGE_M = 1500.0
"""A place that reaches farther than this, in metres, is divided."""
SQUARE_M = 1000.0
"""Side of the squares that it is divided into, in metres."""


def homes_of(question: Question) -> tuple[Ints, Ints]:
    """Street corner and travel group of each group of people."""
    copies = np.array(question.copies)
    home = np.zeros(len(question.low), dtype=np.int64)
    home[question.group] = question.start
    copy = np.searchsorted(copies, home, side="right") - 1
    # without groups or buses there is one copy, else one for each group and one for everyone else
    return home - copies[copy], copy


def districts_of_groups(located: Located, question: Question) -> Ints:
    """Number of the district of each group of people, -1 for a group without people, shape ``(groups,)``."""
    corner, _ = homes_of(question)
    return np.asarray(districts_of(located, corner, question.low)[1][corner])


def districts_of(located: Located, corner: Ints, people: Ints) -> tuple[tuple[District, ...], Ints]:
    """The districts where people live, and the district of each corner, -1 for none."""
    network, places = located.case.network, located.case.places
    inside = np.bincount(corner, people, network.nodes)
    lived = np.unique(corner)
    place = place_of_corners(located)
    at = Plane.around(network).metres(network.lon, network.lat)
    square = np.zeros((network.nodes, 2), dtype=np.int64)
    for index in np.unique(place[lived]).tolist():
        mine = lived[place[lived] == index]
        if np.ptp(at[mine], axis=0).max() > LARGE_M:
            square[mine] = np.floor(at[mine] / SQUARE_M).astype(np.int64)
    key = np.column_stack([place, square])[lived]
    unique, back = np.unique(key, axis=0, return_inverse=True)
    of_corner = np.full(network.nodes, -1, dtype=np.int64)
    of_corner[lived] = back
    parts = np.bincount(unique[:, 0], minlength=len(places))
    found, count = [], dict.fromkeys(range(len(places)), 0)
    for index, (of, _, _) in enumerate(unique.tolist()):
        mine = lived[back == index]
        weight = np.maximum(inside[mine], 1e-9)
        count[of] += 1
        name = places[of].id if parts[of] == 1 else f"{places[of].id}-{count[of]}"
        lon, lat = (float(np.average(x[mine], weights=weight)) for x in (network.lon, network.lat))
        found.append(District(name, places[of].name, lon, lat, int(inside[mine].sum())))
    return tuple(found), of_corner


def place_of_corners(located: Located) -> Ints:
    """The place with the most people at each corner."""
    waves = located.settlement.waves
    high = np.array([wave.population.high for wave in waves])
    place = np.array([wave.population.place for wave in waves])
    return np.asarray(np.take_along_axis(place, np.argmax(high, axis=0)[None], axis=0)[0])
