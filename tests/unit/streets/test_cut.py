"""Streets cut where something stands on them."""

from __future__ import annotations

import random
from dataclasses import replace

import numpy as np
import pytest

from geleit.streets.cut import cut_at
from geleit.streets.locate import snap_many
from tests.drawn import draw, grid_of


def at(network, *positions):
    return snap_many(network, *np.array(positions, dtype=np.float64).T)


def as_drawn(network, pieces):
    """The points of some pieces, one after the other, to a millimetre; each once."""
    points = [(round(lon, 8), round(lat, 8)) for piece in pieces for lon, lat in network.line(piece)]
    return [point for i, point in enumerate(points) if i == 0 or point != points[i - 1]]


def bent():
    """One street of 333 m: 222 m eastwards, then 111 m to the north; and one without a bend."""
    return draw([(0, 0), (0.002, 0.001), (0.002, -0.001)], [(0, 1, [(0.002, 0)]), (0, 2, ())])


def test_a_street_without_anything_on_it_stays_as_it_is():
    network = bent()
    assert cut_at(network, ()).network is network
    cut = cut_at(network, [at(network, (0, 0), (0.000_005, 0))])  # a corner, and half a metre from it
    assert cut.network is network
    assert cut.piece.tolist() == [0, 1]
    assert cut.parts_of(np.array([1])).tolist() == [1]


def test_a_cut_before_a_bend_and_one_after_it():
    network = bent()
    cut = cut_at(network, [at(network, (0.002, 0.0005)), at(network, (0.001, 0))])
    made = cut.network
    assert cut.piece.tolist() == [0, 0, 0, 1]
    assert (made.tail.tolist(), made.head.tolist()) == ([0, 3, 4, 0], [3, 4, 1, 2])
    assert [made.lon[3:].tolist(), made.lat[3:].tolist()] == [
        pytest.approx([0.001, 0.002], abs=1e-9),
        pytest.approx([0, 0.0005], abs=1e-9),
    ]
    assert [made.line(i)[1:-1] for i in range(4)] == [(), ((0.002, 0.0),), (), ()]
    assert made.length[:3].sum() == pytest.approx(network.length[0])
    assert made.length[:3].tolist() == pytest.approx([111, 166.5, 55.5], rel=0.01)
    assert cut.parts_of(np.array([0])).tolist() == [0, 1, 2]


def test_a_cut_at_a_drawing_point_keeps_it_once_or_twice_but_in_its_place():
    network = bent()
    made = cut_at(network, [at(network, (0.002, 0))]).network
    assert made.line(0)[-1] == pytest.approx((0.002, 0))
    assert as_drawn(made, (0, 1)) == [(0, 0), (0.002, 0), (0.002, 0.001)]


def test_two_things_within_a_metre_are_one():
    network = bent()
    cut = cut_at(network, [at(network, (0.001, 0), (0.001_005, 0), (0.001_02, 0))])
    assert cut.network.edges == 4  # the third is two metres from the first


def test_what_a_street_is_its_parts_are():
    network = replace(bent(), width=np.array([2.0, 7.0]), lanes=np.array([0, 3], dtype=np.uint8), names=("a", "b"),
                      name=np.array([1, 0], dtype=np.int32), bridge=np.array([True, False]))  # fmt: skip
    cut = cut_at(network, [at(network, (0.001, 0))])
    for column in ("width", "lanes", "name", "bridge", "walk", "drive", "speed", "kind"):
        assert getattr(cut.network, column).tolist() == getattr(network, column)[cut.piece].tolist()
    assert cut.network.nodes == network.nodes + 1


@pytest.mark.parametrize("seed", range(20))
def test_what_it_was_cut_for_is_at_a_corner_then_and_nothing_is_longer_or_lost(seed):
    dice = random.Random(seed)
    network = grid_of(4, 3)
    bends = [[(dice.uniform(0, 0.003), dice.uniform(0, 0.002)) for _ in range(dice.randrange(3))] for _ in range(17)]
    pieces = [(u, v, bend) for u, v, bend in zip(network.tail.tolist(), network.head.tolist(), bends, strict=True)]
    network = draw(list(zip(network.lon.tolist(), network.lat.tolist(), strict=True)), pieces)
    spots = [(dice.uniform(0, 0.003), dice.uniform(0, 0.002)) for _ in range(12)]
    cut = cut_at(network, [at(network, *spots)])
    before, after = at(network, *spots), at(cut.network, *spots)
    assert after.along_m.max() < 1.0
    assert after.distance_m == pytest.approx(before.distance_m)
    lengths = np.bincount(cut.piece, cut.network.length, network.edges)
    assert lengths == pytest.approx(network.length)
    for piece in range(network.edges):
        drawn = as_drawn(cut.network, cut.parts_of(np.array([piece])))
        whole = as_drawn(network, [piece])
        assert [point for point in drawn if point in whole] == whole
    again = cut_at(cut.network, [after])
    assert again.network is cut.network
