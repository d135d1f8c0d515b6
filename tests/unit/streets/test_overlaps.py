from __future__ import annotations

import numpy as np
import pytest

from geleit.streets.locate import snap
from tests.unit.streets.test_duplicates import M, drawn


def points(**metres):
    """Numbered points, in metres east and north."""
    return {int(name[1:]): (east * M, north * M) for name, (east, north) in metres.items()}


def counts_for(network):
    """Which pieces a plan counts on, but for a centimetre."""
    return network.walk & (network.width > 0.02)


def counted(network):
    """Widths that a plan counts and those that a bound does, by length in metres."""
    metres = network.length.round().astype(int)
    told = [
        sorted(zip(metres[on].tolist(), seen.width[on].tolist(), strict=True))
        for seen, on in ((network, counts_for(network)), (network.generous, network.generous.walk))
    ]
    return told[0], told[1]


WHOLE = points(_1=(0, 0), _2=(1000, 0), _3=(2000, 0), _4=(1000, 300))


@pytest.mark.parametrize("around", [[1, 3], [3, 1]])
def test_a_street_that_is_drawn_again_in_pieces_counts_once_in_a_plan(around):
    network = drawn(around, [1, 2], [2, 3], [2, 4], at=WHOLE)
    assert counted(network) == (
        [(298, 2.0), (1000, 2.0), (1000, 2.0)],
        [(298, 2.0), (1000, 2.0), (1000, 2.0), (2000, 2.0)],
    )
    assert (network.report.left_out, network.report.twice, network.report.components) == (1, 0, 1)


def test_its_pieces_become_as_wide_and_as_open_as_the_whole():
    tags = [{"highway": "primary", "oneway": "yes", "lanes": "2"}, *[{"highway": "footway"}] * 3]
    network = drawn([3, 1], [1, 2], [2, 3], [2, 4], at=WHOLE, tags=tags)
    plan, bound = counted(network)
    assert plan == [(298, 2.5), (1000, 11.0), (1000, 11.0)]
    assert bound == [(298, 2.5), (1000, 11.0), (1000, 11.0), (2000, 11.0)]
    driven = np.flatnonzero(network.drive)
    assert network.length[driven].round().tolist() == [1000.0, 1000.0]
    west = network.lon[network.tail[driven]] > network.lon[network.head[driven]]
    assert network.drive[driven].tolist() == [2 if towards else 3 for towards in west]
    assert (network.speed[driven] > 0).all()


@pytest.mark.parametrize(
    ("again", "counts"),
    [
        ({"_5": (500, 1), "_6": (1500, 1)}, False),  # a part in the middle
        ({"_5": (0, 1.5), "_6": (2500, 1.5)}, False),  # more than the whole, and apart from it
        ({"_5": (0, 3.9), "_6": (1900, 3.9)}, False),
        ({"_5": (0, 4.2), "_6": (2000, 4.2)}, True),
        ({"_5": (0, 8), "_6": (2000, 8)}, True),  # the other carriageway
        ({"_5": (1990, 1), "_6": (2600, 1)}, True),  # the next one begins beside the end
        ({"_5": (500, 1), "_6": (2500, 600)}, True),  # parts from it
    ],
)
def test_a_path_beside_another_of_its_kind_counts_if_it_is_not_the_same(again, counts):
    at = points(_1=(0, 0), _3=(2000, 0), **again)
    network = drawn([1, 3], [6, 5], at=at)
    assert (counts_for(network).sum(), network.generous.walk.sum()) == (1 + counts, 2)
    assert network.report.left_out == 1 - counts


@pytest.mark.parametrize(("north", "counts"), [(1.5, 1), (2.5, 2)])
def test_streets_of_other_kinds_are_one_only_very_near(north, counts):
    at = points(_1=(0, 0), _3=(2000, 0), _5=(0, north), _6=(2000, north))
    network = drawn([1, 3], [5, 6], at=at, tags=[{"highway": "footway"}, {"highway": "residential"}])
    assert counts_for(network).sum() == counts
    assert network.width.max() == (8.99 if counts == 1 else 9.0)


def test_the_narrower_of_two_is_left_out_and_trucks_may_go_on_there():
    at = points(_1=(0, 0), _3=(2000, 0), _5=(0, 1), _6=(2000, 1))
    tags = [{"highway": "service"}, {"highway": "primary"}]
    network = drawn([1, 3], [5, 6], at=at, tags=tags)
    assert sorted(network.width.tolist()) == [0.01, 17.99]
    assert sorted(zip(network.drive.tolist(), network.trucks.drive.tolist(), strict=True)) == [(0, 1), (1, 1)]
    assert (network.speed > 0).all()


@pytest.mark.parametrize(
    "other",
    [
        {"bridge": "yes"},
        {"tunnel": "yes"},
        {"layer": "-1"},
        {"level": "1"},
        {"layer": "-1", "tunnel": "building_passage"},
    ],
)
def test_what_lies_above_or_below_is_another_street(other):
    at = points(_1=(0, 0), _3=(2000, 0), _5=(500, 1), _6=(1500, 1))
    assert drawn([1, 3], [5, 6], at=at, tags=[{"highway": "path"}, {"highway": "path", **other}]).walk.all()


@pytest.mark.parametrize("plain", [{"layer": "0"}, {"tunnel": "no"}, {"layer": "roads"}, {"level": ""}])
def test_what_says_nothing_of_its_height_lies_on_the_ground(plain):
    at = points(_1=(0, 0), _3=(2000, 0), _5=(500, 1), _6=(1500, 1))
    network = drawn([1, 3], [5, 6], at=at, tags=[{"highway": "path"}, {"highway": "path", **plain}])
    assert counts_for(network).sum() == 1


def test_a_street_that_crosses_or_goes_on_is_another():
    at = points(_1=(0, 0), _2=(100, 0), _3=(200, 0), _4=(100, -90), _5=(100, 90))
    network = drawn([1, 2], [2, 3], [4, 2, 5], at=at)
    assert (network.walk.all(), network.report.left_out) == (True, 0)


def test_streets_that_part_at_a_narrow_angle_are_two():
    at = points(_1=(0, 0), _2=(600, 0), _3=(600, 30))  # within 4 m of each other for 80 m
    assert drawn([1, 2], [1, 3], at=at).walk.all()


@pytest.mark.parametrize(("east", "left_out"), [(900, 1), (60, 0)])
def test_streets_that_run_on_each_other_for_long_before_they_part_are_one_there(east, left_out):
    at = points(_1=(0, 0), _2=(2000, 0), _3=(east, 1.5), _4=(1900, 500))
    assert drawn([1, 2], [1, 3, 4], at=at).report.left_out == left_out


def test_of_three_side_by_side_the_middle_one_stays():
    at = points(_1=(0, 0), _2=(2000, 0), _3=(10, 3), _4=(1990, 3), _5=(10, -3), _6=(1990, -3))
    network = drawn([1, 2], [1, 3, 4, 2], [1, 5, 6, 2], at=at)
    [stays] = np.flatnonzero(counts_for(network))
    assert len(network.line(stays)) == 2


def test_carriageways_that_part_at_a_corner_and_meet_again_are_two():
    at = points(_1=(0, 0), _2=(40, 4), _3=(40, -4), _4=(400, 4), _5=(400, -4), _6=(440, 0), _7=(-100, 0), _8=(540, 0))
    tags = [{"highway": "primary", "oneway": "yes"}] * 2 + [{"highway": "primary"}] * 2
    network = drawn([1, 2, 4, 6], [6, 5, 3, 1], [7, 1], [6, 8], at=at, tags=tags)
    assert (network.walk.all(), network.drive.all(), network.report.left_out) == (True, True, 0)


def test_of_three_drawings_cut_in_different_places_no_more_than_one_counts_anywhere():
    at = points(_1=(0, 0), _2=(800, 1), _3=(1200, -1), _4=(2000, 0), _5=(800, 200), _6=(1200, -200))
    network = drawn([1, 4], [1, 2], [2, 4], [1, 3], [3, 4], [2, 5], [3, 6], at=at)
    lines = [network.line(i) for i in np.flatnonzero(counts_for(network)) if network.length[i] > 300]
    for east in (100, 500, 700, 1300, 1500, 1900):
        here = [line for line in lines if min(p[0] for p in line) < east * M < max(p[0] for p in line)]
        assert len(here) <= 1, east


def test_nothing_is_left_out_of_a_bound():
    at = points(_1=(0, 0), _3=(2000, 0), _5=(500, 1), _6=(1500, 1))
    one = drawn([1, 3], [5, 6], at=at)
    two = drawn([1, 3], [5, 6], at=at | points(_5=(500, 50), _6=(1500, 50)))
    assert one.generous.width.tolist() == two.generous.width.tolist()
    assert one.generous.walk.all()


def test_people_beside_what_is_narrowed_stay_on_it():
    """A street lies under another for 150 m and goes on for 900: who lives on the rest of it is not put elsewhere."""
    at = points(_1=(0, 1), _2=(150, 1), _3=(150, 900), _4=(-1000, 0), _5=(1000, 0), _6=(450, 0), _7=(450, 440))
    network = drawn([1, 2, 3], [4, 6, 5], [6, 7], at=at)
    [narrowed] = np.flatnonzero(network.walk & ~counts_for(network))
    assert network.report.left_out == 1
    assert snap(network, 150 * M, 440 * M).edge == narrowed
    assert (network.generous.width == 2.0).all()
