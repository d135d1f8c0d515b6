"""Ways that a map may lack, in drawings of a few streets near the equator: 0.00001 degrees are 1.1 m."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from geleit.errors import StreetsError
from geleit.streets.joins import joins_of
from tests.drawn import draw

M = 1 / 111_000
"""Degrees of a metre, but for half a percent."""


def crossing(network, one, other, gap=5.0):
    """Metres from each end of a piece to each end of another by a crossing: (0, 1) is from tail to head."""
    found = joins_of(network, network.walk, gap).crossings
    rows = np.flatnonzero((found.piece == one) & (found.onto == other))
    return {(int(found.corner[i]), int(found.out[i])): float(found.metres[i]) for i in rows}


def across(bridges=(False, False), short=0.0):
    """A street of 200 m, and one at right angles to it that crosses it or ends before it, in the middle."""
    to_north = -short * M if short else 100 * M
    network = draw(
        [(-100 * M, 0), (100 * M, 0), (0, -200 * M if short else -100 * M), (0, to_north)],
        [(0, 1, ()), (2, 3, ())],
    )
    return replace(network, bridge=np.array(bridges))


def test_streets_that_cross_without_a_corner():
    found = crossing(across(), 0, 1)
    assert found == pytest.approx(dict.fromkeys([(0, 0), (0, 1), (1, 0), (1, 1)], 200.0), rel=0.05)
    assert all(metres <= 200 for metres in found.values())
    assert crossing(across(), 1, 0) == pytest.approx(found)
    assert crossing(across(), 0, 1, gap=0.0) == {}


def test_a_bridge_passes_over():
    assert crossing(across(bridges=(False, True)), 0, 1) == {}
    assert crossing(across(bridges=(True, True)), 0, 1) != {}


def test_a_bridge_is_joined_at_its_ends():
    over = replace(across(short=4.0), bridge=np.array([False, True]))
    assert crossing(over, 0, 1)[0, 1] == pytest.approx(100 + 4, rel=0.05)


@pytest.mark.parametrize(("short", "joined"), [(4.0, True), (29.0, True), (31.0, False)])
def test_an_end_before_a_line(short, joined):
    found = crossing(across(short=short), 0, 1, gap=0.0)
    assert bool(found) is joined
    if joined:  # slantwise, a crossing of 30 m is shorter in all than one at right angles
        shortest = 100 - (30**2 - short**2) ** 0.5 + 30
        assert 0.95 * shortest <= found[0, 1] <= shortest


@pytest.mark.parametrize(("apart", "joined"), [(4.9, True), (5.2, False)])
def test_a_street_drawn_twice(apart, joined):
    # 60 m of it beside the middle of the other, its ends at streets of their own
    corners = [(0, 0), (300 * M, 0), (120 * M, apart * M), (180 * M, apart * M), (120 * M, 90 * M), (180 * M, 90 * M)]
    network = draw(corners, [(0, 1, ()), (2, 3, ()), (2, 4, ()), (3, 5, ())])
    found = crossing(network, 0, 1)
    assert bool(found) is joined
    if joined:
        assert found[0, 1] == pytest.approx(120 + 60, rel=0.05)
        assert found[0, 0] == pytest.approx(120 + apart, rel=0.05)


def test_streets_that_meet_get_none_for_it():
    network = draw([(0, 0), (50 * M, 0), (50 * M, 3 * M), (0, 3 * M)], [(0, 1, ()), (1, 2, ()), (2, 3, ())])
    assert crossing(network, 0, 1) == {}
    assert crossing(network, 0, 2) != {}


@pytest.mark.parametrize(("apart", "joined"), [(490, True), (510, False)])
def test_parts_that_lie_apart(apart, joined):
    network = draw([(0, 0), (400 * M, 0), (400 * M + apart * M, 0), (500 * M + apart * M, 0)], [(0, 1, ()), (2, 3, ())])
    leaps = joins_of(network, network.walk).leaps
    assert set(leaps.piece.tolist()) == {1}
    assert bool(len(leaps.near)) is joined
    assert joins_of(network, network.walk).near_others(network).tolist() == [False, False, joined, joined]
    if joined:  # from the end of the longer one to the nearer and the farther end of the other
        row = [leaps.metres[(leaps.corner == 1) & (leaps.of == group)].item() for group in range(leaps.groups)]
        assert sorted(row) == pytest.approx([apart, apart + 100], rel=0.02)


def test_an_end_beside_the_street_that_it_begins_at():
    hairpin = draw([(0, 0), (100 * M, 0), (100 * M, 4 * M)], [(0, 1, ()), (0, 2, ())])
    assert crossing(hairpin, 0, 1)[0, 0] <= 204  # in at the bend, over at the end, and back
    found = joins_of(hairpin, hairpin.walk, 5.0).landings
    here = (found.piece == 0) & (found.side == 0) & (found.node == 2)
    assert found.metres[here] == pytest.approx([104], rel=0.05)


def test_a_street_that_leads_back_to_where_it_begins():
    around = ((100 * M, 0), (100 * M, 100 * M), (0, 100 * M))
    ring = draw([(0, 0), (0, 20 * M)], [(0, 1, around)])
    assert crossing(ring, 0, 0)[1, 0] == pytest.approx(20, rel=0.05)
    straight = draw([(0, 0), (100 * M, 0)], [(0, 1, ())])
    assert crossing(straight, 0, 0) == {}


def test_parts_that_lie_apart_are_no_farther_from_what_takes_no_time():
    network = draw([(-200 * M, 0), (200 * M, 0), (0, 100 * M), (0, 150 * M)], [(0, 1, ()), (2, 3, ())])
    quick = replace(network, length=np.array([0.001, network.length[1]]))
    slow, soon = (joins_of(each, each.walk, 5.0).leaps for each in (network, quick))
    assert slow.metres.min() == pytest.approx((200**2 + 100**2) ** 0.5, rel=0.05)
    assert sorted(soon.metres) == pytest.approx([100, 100, 150, 150], rel=0.02)  # from its middle


def test_a_way_that_nobody_may_use_joins_nothing():
    network = across()
    assert len(joins_of(network, np.array([True, False])).pieces) == 0
    assert len(joins_of(network, np.array([False, False])).pieces) == 0


def test_lines_on_top_of_each_other_are_no_map():
    corners = [(i * 0.0001 * M, side * 100 * M) for i in range(1000) for side in (0, 1)]
    network = draw(corners, [(2 * i, 2 * i + 1, ()) for i in range(1000)])
    with pytest.raises(StreetsError, match=r"over 100,000 pairs of streets lie within 5 m of each other"):
        joins_of(network, network.walk)


def test_lines_that_meet_nowhere_are_no_map():
    def lines(apart):
        corners = [(i % 40 * apart * M, (i // 40 * apart + side * 4) * M) for i in range(1600) for side in (0, 1)]
        return draw(corners, [(2 * i, 2 * i + 1, ()) for i in range(1600)])

    network = lines(36)
    with pytest.raises(StreetsError, match=r"in 1,600 parts that do not meet, within 500 m of over 1,000,000"):
        joins_of(network, network.walk, 0.0)
    network = lines(20)  # ends that meet nothing are joined, so that all of it is one part
    assert len(joins_of(network, network.walk, 0.0).leaps.near) == 0


@pytest.mark.parametrize(("gap", "joined"), [(140, True), (160, False)])
def test_a_ferry_may_end_off_the_quay(gap, joined):
    network = draw([(0, 0), (0, 300 * M), (gap * M, 0), (900 * M, 0), (900 * M, 300 * M)],
                   [(0, 1, ()), (2, 3, ()), (3, 4, ()), (1, 4, ())])  # fmt: skip
    network = replace(network, kinds=("ferry", "street"), kind=np.array([1, 0, 1, 1], np.uint8))
    assert bool(crossing(network, 1, 0)) is joined
