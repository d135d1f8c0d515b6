"""Invented cities are what they are asked to be, and the same every time."""

from __future__ import annotations

import numpy as np
import pytest

from geleit.streets.invent import invent_city
from geleit.streets.locate import in_main_part


@pytest.mark.parametrize(("corners", "seed"), [(400, 0), (1000, 1), (5000, 7)])
def test_a_city_is_whole_and_of_the_size_asked_for(corners, seed):
    city = invent_city(corners, seed)
    network = city.network
    assert network.nodes == corners
    assert in_main_part(network).all()
    assert (network.length > 0).all()
    assert network.report.components == 1
    assert len(set(city.gates)) == 4
    degree = np.bincount(np.concatenate([network.tail, network.head]))
    assert 0.1 < (degree == 1).mean() < 0.4  # dead ends


def test_only_bridges_cross_the_river():
    city = invent_city(5000, 3)
    network = city.network
    south, north = (network.lat[ends] for ends in (network.tail, network.head))
    grid = network.kind < 2
    river = (network.lat[network.tail[network.bridge]] + network.lat[network.head[network.bridge]]).mean() / 2
    across = grid & (np.minimum(south, north) < river) & (np.maximum(south, north) > river)
    assert (across == network.bridge).all()
    assert network.bridge.sum() >= 2


def test_the_same_figures_give_the_same_city_and_another_seed_another():
    one, same, other = (invent_city(1000, seed) for seed in (5, 5, 6))
    assert (one.network.lon == same.network.lon).all()
    assert one.gates == same.gates
    assert not np.array_equal(one.network.tail, other.network.tail)


@pytest.mark.parametrize("corners", [0, 399, 4_000_001])
def test_sizes_out_of_range_are_refused(corners):
    with pytest.raises(ValueError, match="expected 400 to 4,000,000 corners"):
        invent_city(corners, 1)
