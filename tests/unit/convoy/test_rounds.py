"""Rounds on a made-up table of driving times: what waits, what is shortened, and what fits in beside."""

from __future__ import annotations

import numpy as np
import pytest
from scipy.sparse import csr_array

from geleit.convoy.drivetimes import Points, Roads
from geleit.convoy.remaining_need import RemainingNeed
from geleit.convoy.rounds import Entry, Kind, Opening, Truck, timed
from geleit.streets.vehicle_ways import VehicleWays

DEPOT, WEST, EAST, NEAR, FAR = range(5)
OPEN = {WEST: Opening(3600, 7200), EAST: Opening(5400, 9000)}


def kind(unloading=1000):
    """Ten minutes between any two points."""
    points = Points(("d",), ("west", "east"), ("near", "far"), np.arange(5), np.zeros(5))
    seconds = 600.0 * (1 - np.eye(5))
    nodes, none = np.arange(5), np.zeros((5, 5), np.int32)
    ways = VehicleWays(csr_array(seconds), nodes, np.zeros(0, np.int64))
    roads = Roads(points, seconds, np.zeros((5, 5)), none, nodes, np.tile(nodes, (5, 1)), ways)
    return Kind("t", DEPOT, 1, 1000, 300, unloading, roads)


def test_a_truck_waits_inside_for_the_gate_by_which_it_leaves():
    entry = Entry(OPEN, {NEAR: WEST, FAR: EAST})
    (made,) = timed([kind(100)], entry, [(Truck("t-1", 0), [[(NEAR, 500), (FAR, 500)]])], {DEPOT: None})
    assert (made.enter, made.way_out, made.leave) == (3600, EAST, 3600 + 3 * 600 + 2 * 50)
    (made,) = timed([kind(0)], entry, [(Truck("t-1", 0), [[(FAR, 500)]])], {DEPOT: None})
    assert (made.gate, made.enter, made.leave) == (EAST, 5400, 6600)
    early = Entry({**OPEN, EAST: Opening(7000, 9000)}, entry.gate)
    (made,) = timed([kind(0)], early, [(Truck("t-1", 0), [[(NEAR, 500), (FAR, 500)]])], {DEPOT: None})
    assert (made.enter, made.leave) == (3600, 7000)


def test_a_truck_with_time_left_brings_a_part_of_a_load():
    """Back at 6,000 s and at the gate at 6,900, it has 2,100 s, of which the way there and back takes 1,200."""
    entry = Entry({WEST: Opening(3600, 9000)}, {NEAR: WEST, FAR: WEST})
    rest = RemainingNeed(entry, {NEAR: 1000, FAR: 900})
    rest.add([(NEAR, 600)], -1)
    first, second = timed([kind()], entry, [(Truck("t-1", 0), [[(NEAR, 600)]])], {DEPOT: None}, rest)
    assert first.arrive == 3600 + 600 + 600 + 600 + 600
    assert second.enter == first.arrive + 300 + 600
    assert [(stop[0], stop[3]) for stop in second.stops] == [(FAR, 9000 - 6900 - 1200)]
    assert second.leave == 9000


@pytest.mark.parametrize(("whole", "district"), [(None, FAR), ({NEAR: 500, FAR: 10_000}, NEAR)])
def test_the_rest_goes_where_most_is_open_or_the_share_is_least(whole, district):
    """Nothing of 500 kg is less than 9,400 of 10,000."""
    entry = Entry({WEST: Opening(0, 9000)}, {NEAR: WEST, FAR: WEST})
    rest = RemainingNeed(entry, {NEAR: 500, FAR: 600}, whole)
    assert rest.most(kind(), {WEST: 0}, None)[0][0] == district
    assert rest.most(kind(), {WEST: 0}, 0) == []
    assert rest.most(kind(), {WEST: 9000}, None) == []
