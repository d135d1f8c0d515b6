"""People and gates stand between corners too: the bound must hold wherever on a street they are.

The same town is drawn twice, with streets in one piece and cut into short ones, so that in the second every person and
gate stands exactly at a corner. What can be done in the second is possible in truth; the bound of the
first must allow it.
"""

from __future__ import annotations

import random
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest
import shapely

from geleit.evacuation.placement import locate
from geleit.evacuation.question import question_of
from geleit.flow.bound import prove
from geleit.model.amount import Range
from geleit.model.population import Place
from geleit.model.window import Window
from tests.drawn import draw, grid_of
from tests.unit.assessment.drawn_case import EXIT, at, case

pytestmark = pytest.mark.slow

CUTS = 5
SECONDS = 180


def cut_streets(network):
    """The same streets in ``CUTS`` pieces each, and the positions of all corners."""
    corners = list(zip(network.lon.tolist(), network.lat.tolist(), strict=True))
    pieces = []
    for u, v in zip(network.tail.tolist(), network.head.tolist(), strict=True):
        a, b = np.array(corners[u]), np.array(corners[v])
        chain = [u, *range(len(corners), len(corners) + CUTS - 1), v]
        corners += [tuple(a + (b - a) * k / CUTS) for k in range(1, CUTS)]
        pieces += [(x, y, ()) for x, y in pairwise(chain)]
    return draw(corners, pieces), corners


def town(seed: int):
    """A case with streets in one piece, and the same with cut streets."""
    dice = random.Random(seed)
    whole = grid_of(3, 2)
    fine, spots = cut_streets(whole)
    period = Window(at(10), at(12))

    def gate(i: int):
        lon, lat = dice.choice(spots)
        rate = Range(*(dice.choice([600, 3600, 36000]),) * 3, "persons/h")
        return replace(
            EXIT, id=f"x{i}", name=f"x{i}", lon=lon, lat=lat, position_error=0.0, rate=rate,
            windows=(period,), windows_cautious=(period,), corridor="",
        )  # fmt: skip

    def place(i: int):
        people = dice.randint(1, 60)
        return Place(
            f"p{i}", "p", Range(people, people, people, "people"), shapely.Point(dice.choice(spots)), "someone"
        )

    made = replace(
        case(), network=whole, exits=tuple(gate(i) for i in range(2)), places=tuple(place(i) for i in range(4)),
        assumptions={
            "walking_speed": Range(0.5, 1.0, 1.84, "m/s"),  # whole seconds add up over the cuts
            "street_flow": Range(0.01, 0.02, dice.choice([0.02, 0.2]), "persons/m/s"),
            "usable_width": Range(0.5, 0.75, 1.0, "share"),
        },
        closures=(), period=period, deadline=at(10, 1),
    )  # fmt: skip
    return made, replace(made, network=fine)


@pytest.mark.parametrize("seed", range(150))
def test_the_bound_allows_all_that_is_possible_between_corners(seed):
    whole, fine = town(seed)
    rough = prove(question_of(locate(whole), whole.period, "generous").until(SECONDS))
    exact = prove(question_of(locate(fine), fine.period, "generous").until(SECONDS), np.arange(SECONDS + 1))
    for rung in ("walking", "streets"):
        assert rough.at_most(rung) >= exact.at_most("streets")
        assert rough.could_not_leave(rung) <= exact.could_not_leave("streets")
