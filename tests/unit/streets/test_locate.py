from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from pyproj import Geod

from geleit.errors import InputError, StreetsError
from geleit.model.amount import Range
from geleit.model.corridor import Exit
from geleit.streets.locate import SLACK, Plane, exit_snap, halved, in_main_part, snap, snap_many


def gate(lon, lat, position_error=0.0):
    return Exit("north", "North gate", lon, lat, position_error, Range(1, 1, 1, "persons/h"), (), ())


def test_a_position_snaps_to_the_nearest_street_and_its_nearer_corner(grid):
    found = snap(grid, 0.0008, 0.0001)
    assert (found.edge, found.node) == (0, 1)
    assert found.distance_m == pytest.approx(0.0001 * 110_574, rel=1e-5)  # one degree of latitude at the equator


def test_distances_shrink_with_the_cosine_of_the_latitude_eastwards(drawing):
    north = drawing([(10.0, 60.0), (10.0, 60.001)], [(0, 1, ())])
    # 55,800 m per degree of longitude at 60 degrees north on the WGS 84 ellipsoid
    assert snap(north, 10.001, 60.0005).distance_m == pytest.approx(55.8, rel=1e-3)


@pytest.mark.parametrize("south", [-71.0, -1.0, 0.0, 34.0, 59.0])
def test_on_the_shortest_plane_nothing_of_a_large_map_is_farther_apart_than_on_earth(drawing, south):
    corners = [(x, south + y) for x in (10.0, 10.4, 12.0) for y in (0.0, 0.3, 2.0)]
    plane = Plane.shortest(drawing(corners, [(0, 8, ())]))
    at = plane.metres(*np.array(corners).T)
    one, other = np.triu_indices(len(corners), 1)
    (lon, lat), (to_lon, to_lat) = (np.array(corners)[rows].T for rows in (one, other))
    *_, metres = Geod(ellps="WGS84").inv(lon, lat, to_lon, to_lat)
    assert (np.hypot(*(at[one] - at[other]).T) * (1 - SLACK) <= metres).all()
    assert (np.hypot(*(at[one] - at[other]).T) >= 0.85 * np.asarray(metres)).all()


def test_the_nearest_street_is_found_by_its_drawing_not_by_its_chord(bow):
    assert snap(bow, 0.001, 0.003).distance_m == pytest.approx(0, abs=1e-6)  # rounding of the projection
    assert snap(bow, 0.001, 0.0).distance_m > 100


def test_the_nearer_corner_is_the_nearer_one_along_the_street(bow):
    # the street is 0.010 degrees long: 3 up, 2 across, 3 down, 2 across; its middle is at the end of the crossing
    assert snap(bow, 0.0015, 0.003).node == 0
    assert snap(bow, 0.002, 0.0025).node == 1
    assert snap(bow, 0.002, 0.0001).node == 1


def test_halves_are_equally_long_and_end_at_their_corners(bow):
    halves = halved(bow)
    first, second = halves.lines
    assert first.length == pytest.approx(second.length, rel=1e-12)  # rounding of the middle point
    assert halves.node.tolist() == [0, 1]
    assert first.coords[-1] == second.coords[0]


def test_many_positions_give_what_each_gives_alone(grid):
    lon, lat = np.array([0.0001, 0.0019, 0.001, 0.0005]), np.array([0.0, 0.0021, 0.001, 0.0005])
    found = snap_many(grid, lon, lat)
    each = [snap(grid, a, b) for a, b in zip(lon, lat, strict=True)]
    assert found.edge.tolist() == [s.edge for s in each]
    assert found.node.tolist() == [s.node for s in each]
    assert found.distance_m.tolist() == [s.distance_m for s in each]


def test_of_equally_near_streets_the_first_counts(grid):
    assert snap(grid, 0.001, 0.001).edge == 2  # four streets meet at the middle corner
    assert snap(grid, 0.001, 0.001).node == 4


def test_streets_closed_to_people_on_foot_are_passed_over(grid):
    walk = grid.walk.copy()
    walk[0] = False
    found = snap(replace(grid, walk=walk), 0.0005, -0.0001)
    assert found.edge != 0
    assert snap(replace(grid, walk=walk), 0.0005, -0.0001, usable="drive").edge == 0


def test_a_small_island_counts_unless_the_main_part_is_asked_for(drawing):
    corners = [(0.0, 0.0), (0.001, 0.0), (0.002, 0.0), (0.01, 0.0), (0.0105, 0.0)]
    island = drawing(corners, [(0, 1, ()), (1, 2, ()), (3, 4, ())])
    assert in_main_part(island).tolist() == [True, True, True, False, False]
    assert snap(island, 0.01, 0.0).node == 3
    assert snap(island, 0.01, 0.0, main_part=True).node == 2


def test_a_network_without_walking_streets_is_refused(grid):
    with pytest.raises(StreetsError, match="drawn by hand: there is no street that people can walk"):
        snap(replace(grid, walk=np.zeros(grid.edges, dtype=bool)), 0.0, 0.0)


def test_a_street_without_extent_can_still_be_nearest(drawing):
    speck = drawing([(0.0, 0.0), (0.0, 0.0), (0.01, 0.0), (0.02, 0.0)], [(0, 1, ()), (2, 3, ())])
    assert snap(speck, 0.001, 0.0).edge == 0


def test_an_exit_stands_at_the_corner_of_its_street(grid):
    assert exit_snap(grid, gate(0.0021, 0.0012)).node == 5


def test_an_exit_far_from_any_street_names_the_distance(grid):
    with pytest.raises(InputError, match=r"exits\[north\]: \(0.02, 0\) lies 2.0 km from the nearest street, .* 500 m"):
        exit_snap(grid, gate(0.02, 0.0))


def test_an_exit_with_an_uncertain_position_may_be_farther(grid):
    assert exit_snap(grid, gate(0.02, 0.0, position_error=1010)).node == 2
    with pytest.raises(InputError, match="at most 1800 m"):
        exit_snap(grid, gate(0.02, 0.0, position_error=900))


def test_swapped_coordinates_are_recognised(drawing):
    town = drawing([(37.1, 36.2), (37.101, 36.2)], [(0, 1, ())])
    with pytest.raises(InputError, match="longitude and latitude look swapped"):
        exit_snap(town, gate(36.2, 37.1))
    with pytest.raises(InputError, match="import streets that reach it"):
        exit_snap(town, gate(36.0, 37.1))


def test_an_exit_without_a_place_has_no_corner(grid):
    with pytest.raises(ValueError, match="announced without a place"):
        exit_snap(grid, gate(None, None))
