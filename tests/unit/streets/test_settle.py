from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from shapely import box
from shapely.geometry import LineString, MultiPolygon, Point, Polygon

from geleit.errors import InputError
from geleit.model.amount import Range
from geleit.model.population import Cells, Place
from geleit.streets.settle import MOST_PEOPLE, apportion, settle


def place(where, low=10, likely=None, high=None):
    likely = low if likely is None else likely
    return Place("east", "East", Range(low, likely, likely if high is None else high, "people"), where, "nobody")


def cells(*rows):
    return Cells(*(np.array(column, dtype=np.float64) for column in zip(*rows, strict=True)))


# Votes and seats of the worked example in the English encyclopedia's article on the method.
def test_apportions_the_textbook_example():
    assert apportion(np.array([53_000, 24_000, 23_000]), 7).tolist() == [3, 2, 2]
    assert apportion(np.array([100_000, 80_000, 30_000, 20_000]), 8).tolist() == [3, 3, 1, 1]


def test_apportions_exact_shares_exactly():
    assert apportion(np.array([5, 0, 3, 2]), 1000).tolist() == [500, 0, 300, 200]


def test_equal_claims_go_to_the_lower_index():
    assert apportion(np.array([1, 1, 1, 1]), 2).tolist() == [1, 1, 0, 0]
    # 3 / 3 equals 1 / 1: the second person of the first and the first of the second have equal claims
    assert apportion(np.array([3, 1]), 2).tolist() == [2, 0]
    assert apportion(np.array([1, 3]), 2).tolist() == [1, 1]


def test_apportions_the_extremes():
    largest = 2**32 - 1
    assert apportion(np.array([largest]), MOST_PEOPLE).tolist() == [MOST_PEOPLE]
    assert apportion(np.array([largest, 1]), MOST_PEOPLE).tolist() == [MOST_PEOPLE, 0]
    assert apportion(np.array([1, 1]), MOST_PEOPLE).tolist() == [2**29, 2**29 - 1]
    assert apportion(np.array([largest, largest - 1]), 3).tolist() == [2, 1]
    assert apportion(np.array([], dtype=np.int64), 0).tolist() == []


@pytest.mark.parametrize(
    ("weights", "total", "message"),
    [
        ([0, 0], 1, "no weight"),
        ([-1, 2], 1, "weights"),
        ([2**32], 1, "weights"),
        ([1], -1, "total"),
        ([1], 2**30, "total"),
    ],
)
def test_refuses_what_it_cannot_share_out(weights, total, message):
    with pytest.raises(ValueError, match=message):
        apportion(np.array(weights), total)


def test_a_point_goes_to_the_nearer_corner_of_the_nearest_street(grid):
    settled = settle(grid, [place(Point(0.0018, 0.0011), 3, 5, 9)])
    assert settled.waves[0].population.low.tolist() == [0, 0, 0, 0, 0, 3, 0, 0, 0]
    assert settled.waves[0].population.likely[5] == 5
    assert settled.waves[0].population.high[5] == 9
    assert settled.moved.most_m == settled.moved.mean_m == pytest.approx(0.0001 * 110_574, rel=1e-5)


def test_a_polygon_spreads_by_the_length_nearest_to_each_corner(grid):
    # Inside: all of the southern row; at the ends one half street each, at the middle corner two.
    settled = settle(grid, [place(box(-0.0001, -0.0001, 0.0021, 0.0001), 1000, 2000, 4000)])
    # Of the streets northwards 0.0001 of 0.001 degrees is inside, in metres 11.0574; half an eastward street: 55.66.
    end, middle = 55.66 + 11.0574, 2 * 55.66 + 11.0574
    for counts, total in zip(
        (settled.waves[0].population.low, settled.waves[0].population.likely, settled.waves[0].population.high),
        (1000, 2000, 4000),
        strict=True,
    ):
        assert counts.sum() == total
        assert counts[3:].sum() == 0
        assert abs(counts[1] - total * middle / (2 * end + middle)) < 1
        assert abs(counts[0] - counts[2]) <= 1


def test_a_polygon_around_one_end_of_a_street_puts_nobody_at_the_other(grid):
    settled = settle(grid, [place(box(-0.0003, -0.0003, 0.0003, 0.0003))])
    assert settled.waves[0].population.low.tolist() == [10, 0, 0, 0, 0, 0, 0, 0, 0]


def test_the_parts_of_a_multipolygon_share_one_total(grid):
    corner = box(-0.0001, -0.0001, 0.0001, 0.0001)
    twins = MultiPolygon([corner, box(0.0019, 0.0019, 0.0021, 0.0021)])
    assert settle(grid, [place(twins, 11)]).waves[0].population.low.tolist() == [6, 0, 0, 0, 0, 0, 0, 0, 5]


def test_a_hole_holds_nobody(grid):
    ring = box(-0.001, -0.001, 0.003, 0.003) - box(0.0004, 0.0004, 0.0016, 0.0016)
    counts = settle(grid, [place(ring, 10_000)]).waves[0].population.low
    assert counts[4] < min(counts[[0, 1, 2, 3, 5, 6, 7, 8]])
    whole = settle(grid, [place(box(-0.001, -0.001, 0.003, 0.003), 10_000)]).waves[0].population.low
    assert whole[4] == max(whole)


def test_cells_spread_within_themselves_by_length(grid):
    # West cell: the corner (0, 0) with 0.0005 of street each way; east cell: three people for each of the west.
    settled = settle(
        grid,
        [place(cells((-0.0005, -0.0005, 0.0005, 0.0005, 1.0), (0.0015, -0.0005, 0.0025, 0.0005, 3.0)), 100)],
    )
    assert settled.waves[0].population.low.tolist() == [25, 0, 75, 0, 0, 0, 0, 0, 0]
    assert settled.moved.most_m == 0


def test_a_cell_across_the_middle_of_a_street_feeds_both_corners(grid):
    settled = settle(grid, [place(cells((0.0003, -0.0001, 0.0006, 0.0001, 8.0)), 300)])
    assert settled.waves[0].population.low.tolist()[:2] == [200, 100]


def test_a_cell_without_a_street_goes_to_the_street_nearest_to_its_centre(grid):
    settled = settle(
        grid, [place(cells((0.0021, 0.0021, 0.0025, 0.0025, 1.0), (-0.0001, -0.0001, 0.0001, 0.0001, 1.0)))]
    )
    assert settled.waves[0].population.low.tolist() == [5, 0, 0, 0, 0, 0, 0, 0, 5]
    assert settled.moved.most_m == pytest.approx(np.hypot(0.0003 * 111_319.5, 0.0003 * 110_574.3), rel=1e-6)
    assert settled.moved.mean_m == settled.moved.most_m / 2


def test_people_moved_are_counted_where_they_do_not_live_at_the_street(grid):
    beside = cells((0.0021, 0.0, 0.0025, 0.0004, 1.0), (0.0025, 0.0015, 0.0035, 0.0025, 3.0), (0, 0, 0.001, 0.001, 4.0))
    settled = settle(grid, [place(beside, 80), place(Point(0.0, -0.0005), 5), place(Point(0.0, -0.0004), 7)])
    # 33 m and 44 m are a front yard; 111 m and 55 m are not
    assert settled.moved.people == 30 + 5
    assert settled.moved.most_m == pytest.approx(0.001 * 111_319.5, rel=1e-5)
    assert (settled.moved.beyond, settled.moved.farthest_m) == (0, 0.0)


def test_people_kilometres_from_any_street_stand_on_the_nearest_but_are_told_apart(grid):
    far = cells((-0.0001, -0.0001, 0.0001, 0.0001, 995.0), (0.0195, -0.0001, 0.0205, 0.0001, 5.0))
    settled = settle(grid, [place(far, 100, 1000, 2000)])
    people = settled.waves[0].population
    assert people.low.sum() == 100
    assert people.high[2] == people.beyond[2] == 10  # the corner in the south east, 2 km to the west of them
    assert people.beyond.sum() == 10
    assert settled.moved.beyond == 10
    assert settled.moved.farthest_m == pytest.approx(0.018 * 111_319.5, rel=1e-5)
    assert (settled.moved.people, settled.moved.mean_m, settled.moved.most_m) == (0, 0, 0)
    assert people.off.max() == 0
    assert people.held[:, 1].sum() + people.held[:, 0].sum() == pytest.approx(1990, abs=1e-9)  # sums of parts


@pytest.mark.parametrize("few", [5e-324, 1e-310, 1e-100, 1.0])
def test_only_the_shares_of_cells_count_however_small_the_numbers(grid, few):
    row = cells((-0.0005, -0.0005, 0.0005, 0.0005, few), (0.0015, -0.0005, 0.0025, 0.0005, 3 * few))
    assert settle(grid, [place(row, 100)]).waves[0].population.low.tolist() == [25, 0, 75, 0, 0, 0, 0, 0, 0]
    row = cells((-0.0005, -0.0005, 0.0005, 0.0005, few), (0.0015, -0.0005, 0.0025, 0.0005, 1e9))
    people = settle(grid, [place(row, 1)]).waves[0].population
    assert people.low.tolist() == [0, 0, 1, 0, 0, 0, 0, 0, 0]
    assert np.isfinite(people.held).all()


def test_cells_follow_the_drawing_of_a_street(bow):
    settled = settle(bow, [place(cells((-0.001, 0.0029, 0.0015, 0.004, 1.0)))])
    assert settled.waves[0].population.low.tolist() == [10, 0]


def test_people_on_an_island_stay_there_and_are_counted(drawing):
    island = drawing([(0.0, 0.0), (0.002, 0.0), (0.003, 0.0), (0.0035, 0.0)], [(0, 1, ()), (2, 3, ())])
    settled = settle(island, [place(Point(0.003, 0.0), 4, 5, 6), place(Point(0.0, 0.0), 7)])
    assert settled.waves[0].population.high.tolist() == [7, 0, 6, 0]
    assert settled.apart == 6


def test_no_people_at_all_is_no_error(grid):
    settled = settle(grid, [place(Point(0, 0), 0)])
    assert settled.waves[0].population.high.sum() == 0
    assert settled.moved.mean_m == 0
    assert settle(grid, []).waves[0].population.high.shape == (9,)


BOW_TIE = Polygon([(0, 0), (0.002, 0.002), (0.002, 0), (0, 0.002)])


@pytest.mark.parametrize(
    ("where", "message"),
    [
        (box(0.0002, 0.0002, 0.0008, 0.0008), r"people\[east\]: people outside the network: no street to walk inside"),
        (Point(0.02, 0), r"people\[east\]: people outside the network: \(0.02, 0\) lies 2.0 km"),
        (Point(), "empty or off the map"),
        (Point(np.nan, 0), "empty or off the map"),
        (Point(0, 91), "empty or off the map"),
        (LineString([(0, 0), (1, 1)]), "expected a point, a polygon or a multipolygon, found a LineString"),
        (BOW_TIE, r"not valid: Self-intersection\[0.001 0.001\]"),
        (cells((0.1, 0.1, 0.11, 0.11, 1.0), (0, 0, 0.001, 0.001, 9.0)), "10.0% of the raster's people"),
        (Cells(*(np.array([]) for _ in range(5))), "no cell with people"),
    ],
    ids=["no street inside", "far", "empty", "nan", "off the map", "line", "bow tie", "far cell", "no cell"],
)
def test_people_who_cannot_be_placed_are_an_error_that_names_the_place(grid, where, message):
    with pytest.raises(InputError, match=message):
        settle(grid, [place(where)])


def test_a_polygon_with_swapped_coordinates_is_recognised(drawing):
    town = drawing([(37.1, 36.2), (37.101, 36.2)], [(0, 1, ())])
    with pytest.raises(InputError, match="look swapped"):
        settle(town, [place(box(36.19, 37.09, 36.21, 37.101))])


@pytest.mark.parametrize("people", [0.5, -1, 2**30])
def test_people_come_in_whole_numbers(grid, people):
    with pytest.raises(InputError, match=r"people\[east\]: people: expected whole numbers"):
        settle(grid, [place(Point(0, 0), people)])


def test_streets_that_nobody_may_walk_hold_nobody(grid):
    walk = grid.walk.copy()
    walk[[0, 1]] = False
    counts = settle(replace(grid, walk=walk), [place(box(-1, -1, 1, 1), 1000)]).waves[0].population.low
    assert counts[1] == min(counts)
