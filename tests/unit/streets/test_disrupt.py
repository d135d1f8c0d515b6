from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from shapely import box
from shapely.geometry import GeometryCollection, LineString, MultiPoint, Point, Polygon

from geleit.errors import InputError
from geleit.model.corridor import Closure
from geleit.model.network import ForTrucks, Most
from geleit.streets.disrupt import closed_edges, surely_closed_edges
from tests.drawn import draw


def closure(where):
    return Closure("bridge", "Bridge", where, (), certain=True, source="")


def test_a_polygon_closes_every_street_that_touches_it(grid):
    assert closed_edges(grid, closure(box(0.0002, -0.0001, 0.0004, 0.0012))).tolist() == [0, 2]
    assert closed_edges(grid, closure(box(0.0009, 0.0009, 0.0011, 0.0011))).tolist() == [2, 3, 7, 10]


@pytest.fixture
def squared(grid):
    """The grid with its southern row counted by a bound alone."""
    walk, drive = grid.walk.copy(), grid.drive.copy()
    walk[:2], drive[:2] = False, 0
    return replace(grid, walk=walk, drive=drive).seen_otherwise(
        Most(grid.walk, grid.drive, grid.width, grid.lanes, grid.length), ForTrucks(drive, np.zeros(grid.edges))
    )


def test_only_an_area_and_a_line_along_it_close_what_a_bound_alone_counts(squared):
    assert closed_edges(squared, closure(box(0.0002, -0.0001, 0.0004, 0.0002))).tolist() == [0]
    assert closed_edges(squared, closure(Point(0.0005, 0.0001))).tolist() != [0]
    along = LineString([(-0.0001, 0.0001), (0.0021, 0.0001)])
    shut = closed_edges(squared, closure(along)).tolist()
    assert set(shut) > {0, 1}  # and the street that a plan could use is shut too


def test_a_point_closes_the_nearest_street(grid):
    assert closed_edges(grid, closure(Point(0.0005, 0.0001))).tolist() == [0]


def test_a_point_on_a_crossing_closes_the_streets_that_meet(grid):
    assert closed_edges(grid, closure(Point(0.001, 0.001))).tolist() == [2, 3, 7, 10]
    assert closed_edges(grid, closure(Point(0.001, 0.001000001))).tolist() == [2, 3, 7, 10]


def test_a_line_closes_the_streets_it_runs_along(grid):
    along = LineString([(-0.0001, 0.0001), (0.0021, 0.0001)])  # 11 m north of the southern row
    assert closed_edges(grid, closure(along)).tolist() == [0, 1]


def test_a_line_along_a_bow_closes_it_although_its_chord_is_far(bow):
    assert closed_edges(bow, closure(LineString([(0.0, 0.00305), (0.002, 0.00305)]))).tolist() == [0]


def test_a_barrier_across_a_street_closes_that_street(grid):
    assert closed_edges(grid, closure(LineString([(0.0002, -0.0001), (0.0002, 0.0001)]))).tolist() == [0]


def test_streets_for_vehicles_alone_are_closed_too(grid):
    vehicles = replace(grid, walk=np.zeros(grid.edges, dtype=bool))
    assert closed_edges(vehicles, closure(Point(0.0005, 0.0))).tolist() == [0]


def test_the_parts_of_a_closure_add_up(grid):
    assert closed_edges(grid, closure(MultiPoint([(0.0015, 0.0), (0.0005, 0.0)]))).tolist() == [0, 1]
    mixed = GeometryCollection([Point(0.0005, 0.0), MultiPoint([(0.0005, 0.0), (0.0005, 0.002)])])
    assert closed_edges(grid, closure(mixed)).tolist() == [0, 4]


@pytest.mark.parametrize(
    ("where", "message"),
    [
        (box(0.0002, 0.0002, 0.0008, 0.0008), r"closures\[bridge\]: no street touches the polygon"),
        (Point(0.0035, 0.0), r"closures\[bridge\]: no street to close: .* lies 167 m from the nearest street"),
        (LineString([(0.02, 0.0), (0.03, 0.0)]), "lies 2.6 km"),
        (MultiPoint([(0.0005, 0.0), (0.02, 0.0)]), "lies 2.0 km"),
        (Polygon([(0, 0), (0.002, 0.002), (0.002, 0), (0, 0.002)]), "not valid: Self-intersection"),
        (Point(), "empty or off the map"),
        (Point(0, np.inf), "empty or off the map"),
    ],
    ids=["between streets", "far point", "far line", "one part far", "bow tie", "empty", "infinite"],
)
def test_a_closure_that_shuts_nothing_is_an_error_that_names_it(grid, where, message):
    with pytest.raises(InputError, match=message):
        closed_edges(grid, closure(where))


def test_swapped_coordinates_are_recognised(drawing):
    town = drawing([(37.1, 36.2), (37.101, 36.2)], [(0, 1, ())])
    with pytest.raises(InputError, match="look swapped"):
        closed_edges(town, closure(Point(36.2, 37.1)))


def surely(network, where):
    return surely_closed_edges(network, closure(where)).tolist()


def test_what_is_surely_shut_is_what_every_reading_shuts(grid):
    assert surely(grid, Point(0.0005, 0.00005)) == [0]  # 5.5 m beside it
    assert surely(grid, Point(0.0005, 0.0002)) == []  # 22 m: it may be anything
    assert surely(grid, Point(0.001, 0.001)) == [2, 3, 7, 10]
    assert surely(grid, Point(0.001, 0.001003)) == []  # 0.3 m up one of four streets
    assert surely(grid, LineString([(0.0002, -0.0001), (0.0002, 0.0001)])) == [0]
    assert surely(grid, LineString([(-0.0001, 0.0001), (0.0021, 0.0001)])) == [0, 1]
    assert surely(grid, box(0.0009, 0.0009, 0.0011, 0.0011)) == [2, 3, 7, 10]


@pytest.fixture
def carriageways():
    """Two of them, 11 m apart, that meet at both ends."""
    return draw([(0.0, 0.0), (0.01, 0.0)], [(0, 1, ()), (0, 1, ((0.0, 0.0001), (0.01, 0.0001)))])


def test_of_two_carriageways_the_nearer_one_is_shut_for_sure(carriageways):
    along = LineString([(0.001, 0.0), (0.009, 0.0)])
    assert (closed_edges(carriageways, closure(along)).tolist(), surely(carriageways, along)) == ([0, 1], [0])
    between = LineString([(0.001, 0.00004), (0.009, 0.00004)])
    assert surely(carriageways, between) == []
    assert surely(carriageways, Point(0.005, 0.00005)) == []
    assert surely(carriageways, Point(0.005, 0.000005)) == [0]


def test_a_line_along_a_part_of_a_street_closes_it_for_a_plan():
    row = draw([(0.01 * i, 0.0) for i in range(4)], [(0, 1, ()), (1, 2, ()), (2, 3, ())])
    along = LineString([(0.004, 0.0), (0.012, 0.0)])  # past the middle of the first, and 222 m of the second
    assert closed_edges(row, closure(along)).tolist() == [0, 1]
    assert surely(row, along) == [0]
    barrier = LineString([(0.002, -0.0001), (0.002, 0.0001)])
    assert closed_edges(row, closure(barrier)).tolist() == [0]


def test_a_closure_on_what_a_bound_alone_counts_is_no_mistake(squared):
    far = replace(squared, walk=np.zeros(squared.edges, bool), drive=np.zeros(squared.edges, np.uint8))
    far = replace(far, walk=far.generous.walk & (np.arange(far.edges) == 11))
    assert closed_edges(far, closure(Point(0.0005, 0.0))).tolist() == [0]
