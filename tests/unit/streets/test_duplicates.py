from __future__ import annotations

import numpy as np
import pytest

from geleit.streets.build import build_network
from geleit.streets.rules import classify
from tests.unit.streets.test_build import ways_of

M = 1 / 111_320
"""Degrees of a metre at the equator, east and west."""


def drawn(*lines, tags=None, at=None):
    """Lines between numbered points, each with its tags."""
    streets = [classify(t) for t in tags or [{"highway": "path"}] * len(lines)]
    ways = ways_of(*lines, street=list(range(len(lines))), at=at)
    ways = type(ways)(**{**vars(ways), "streets": streets})
    return build_network(ways, attribution="", origin="", where="drawn")


STRAIGHT = {
    1: (0.0, 0.0),
    2: (500 * M, 0),
    3: (1000 * M, 0),
    4: (500 * M, 1.5 * M),
    5: (500 * M, 3 * M),
    6: (500 * M, 0.3 * M),
}


@pytest.mark.parametrize("again", [[1, 3], [3, 1], [1, 2, 3], [3, 2, 1], [1, 6, 3], [1, 4, 3]])
def test_a_street_drawn_twice_counts_once(again):
    network = drawn([1, 3], again, at=STRAIGHT)
    assert (network.edges, network.report.twice, network.report.ways) == (1, 1, 2)
    assert network.report.walk_km == pytest.approx(1.0, abs=0.001)
    assert network.width.tolist() == [2.0]


def test_streets_that_run_apart_are_two():
    network = drawn([1, 3], [1, 5, 3], at=STRAIGHT)
    assert (network.edges, network.report.twice) == (2, 0)


@pytest.mark.parametrize(("again", "width"), [([1, 6, 3], 2.0), ([1, 4, 3], 4.0)])
def test_a_bound_adds_up_what_may_be_two_streets(again, width):
    assert drawn([1, 3], again, at=STRAIGHT).generous.width.tolist() == [width]


def test_the_widest_drawing_stays_and_vehicles_go_where_any_lets_them():
    tags = [{"highway": "footway"}, {"highway": "primary", "oneway": "yes", "lanes": "2", "hgv": "no"}]
    network = drawn([1, 3], [3, 1], at=STRAIGHT, tags=tags)
    assert (network.kinds, network.width.tolist(), network.drive.tolist()) == (("primary",), [11.0], [2])
    assert network.trucks.drive.tolist() == [0]


def test_two_one_way_streets_on_one_line_are_a_two_way_street_with_the_lanes_of_both():
    tags = [{"highway": "primary", "oneway": "yes", "lanes": "2"}] * 2
    network = drawn([1, 3], [3, 1], at=STRAIGHT, tags=tags)
    assert (network.edges, network.drive.tolist(), network.lanes.tolist()) == (1, [1], [4])


def test_of_several_only_those_alike_are_one():
    network = drawn([1, 3], [1, 5, 3], [3, 2, 1], [3, 5, 1], at=STRAIGHT)
    assert (network.edges, network.report.twice) == (3, 3)  # the bow is cut where both of its drawings meet


@pytest.mark.parametrize("state", ["construction", "disused"])
def test_a_plan_does_not_take_the_width_of_what_is_not_there_yet(state):
    tags = [{"highway": "path"}, {"highway": state, state: "primary"}]
    for one in (tags, tags[::-1]):
        network = drawn([1, 3], [3, 1], at=STRAIGHT, tags=one)
        assert (network.kinds, network.width.tolist(), network.drive.tolist()) == (("path",), [2.0], [0])
        assert (network.generous.width.tolist(), network.generous.drive.tolist()) == ([18.0], [1])


@pytest.mark.parametrize(("gap", "near"), [(0.5, 1), (29.0, 1), (31.0, 0)])
def test_an_end_beside_a_street_that_it_does_not_meet_is_a_near_miss(gap, near):
    at = {1: (0.0, 0.0), 2: (1000 * M, 0), 3: (500 * M, gap * M), 4: (500 * M, 400 * M)}
    report = drawn([1, 2], [3, 4], at=at).report
    assert (report.ends, report.near_misses) == (4, near)


def test_the_end_of_a_short_street_is_no_near_miss_of_the_street_it_leads_to():
    at = {1: (0.0, 0.0), 2: (500 * M, 0), 3: (1000 * M, 0), 4: (500 * M, 20 * M)}
    report = drawn([1, 2, 3], [2, 4], at=at).report
    assert (report.ends, report.near_misses) == (3, 0)


def test_parts_and_their_kilometres_are_told_the_longest_first():
    at = {1: (0.0, 0.0), 2: (1000 * M, 0), 3: (0, 100 * M), 4: (3000 * M, 100 * M)}
    report = drawn([1, 2], [3, 4], at=at).report
    assert report.components == 2
    assert report.parts == (pytest.approx(3.0, abs=0.01), pytest.approx(1.0, abs=0.01))


def test_what_no_rule_knows_is_counted_by_its_name():
    tags = [{"highway": "Main road"}, {"highway": "Main road"}, {"highway": "path"}]
    at = STRAIGHT | {5: (1500 * M, 0)}
    report = drawn([1, 2], [2, 3], [3, 5], at=at, tags=tags).report
    assert report.unknown == {"highway=Main road": 2}
    assert report.unknown_km == pytest.approx(1.0, abs=0.001)
    assert np.isclose(report.walk_km, report.unknown_km + 0.5, atol=0.001)
