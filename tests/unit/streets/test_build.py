from __future__ import annotations

import numpy as np
import pytest
from pyproj import Geod

from geleit.errors import StreetsError
from geleit.streets.build import Ways, build_network
from geleit.streets.rules import classify

STREETS = (classify({"highway": "residential"}), classify({"highway": "steps", "bridge": "yes"}))
STEP = 0.001


def ways_of(*lines, street=None, name=None, missing=(), meet_inside=True, at=None):
    """Ways by node numbers; node ``i`` stands at ``at[i]`` or at ``(i, i * i)`` thousandths of a degree."""
    node = np.array([n for line in lines for n in line], dtype=np.int64)
    position = [(at or {}).get(n, (n * STEP, n * n * STEP)) for n in node.tolist()]
    lon, lat = (np.array([p[i] for p in position]) for i in (0, 1))
    gone = np.isin(node, missing)
    lon[gone] = lat[gone] = np.nan
    return Ways(
        first=np.concatenate([[0], np.cumsum([len(line) for line in lines])]).astype(np.int64),
        node=node,
        lon=lon,
        lat=lat,
        street=np.array(street or [0] * len(lines), dtype=np.int32),
        name=np.array(name or [-1] * len(lines), dtype=np.int32),
        streets=STREETS,
        names=("First", "Second", "Third"),
        meet_inside=meet_inside,
    )


def build(*lines, **how):
    return build_network(ways_of(*lines, **how), attribution="", origin="", where="drawn")


def pieces(network):
    """Each piece as its positions in thousandths of a degree, from tail to head."""
    found = []
    for i in range(network.edges):
        inside = slice(network.shape_start[i], network.shape_start[i + 1])
        ends = network.tail[i], network.head[i]
        lon = [network.lon[ends[0]], *network.shape_lon[inside], network.lon[ends[1]]]
        found.append(tuple(round(x / STEP) for x in lon))
    return sorted(found)


def test_ways_are_cut_where_they_meet():
    assert pieces(build([1, 2, 3, 4], [5, 3, 6])) == [(1, 2, 3), (3, 4), (3, 6), (5, 3)]


def test_ways_that_meet_at_their_ends_alone_are_not_cut_between():
    assert pieces(build([1, 2, 3, 4], [5, 3, 6], meet_inside=False)) == [(1, 2, 3, 4), (5, 3, 6)]


def test_a_way_that_crosses_itself_is_cut_there():
    assert pieces(build([1, 2, 3, 4, 5, 2, 6])) == [(1, 2), (2, 3, 4), (2, 6), (4, 5, 2)]


def test_a_ring_is_cut_in_two_so_that_no_piece_is_a_loop():
    network = build([1, 2, 3, 4, 1])
    assert pieces(network) == [(1, 2, 3), (3, 4, 1)]
    assert (network.tail != network.head).all()


def test_repeated_points_and_pieces_without_length_are_dropped():
    assert pieces(build([1, 1, 2, 2], [3, 3], [4])) == [(1, 2)]


def test_two_corners_at_one_position_stay_connected():
    network = build([1, 2], [3, 4], [2, 3], at={2: (0.0, 0.0), 3: (0.0, 0.0)})
    assert (network.nodes, network.edges, network.report.components) == (4, 3, 1)
    assert network.length.min() == 0.001


def test_a_way_is_split_at_missing_positions_and_they_are_counted():
    network = build([1, 2, 9, 3, 4], [9, 5, 6], [9, 8], missing=(9,))
    assert pieces(network) == [(1, 2), (3, 4), (5, 6)]
    assert (network.report.missing_nodes, network.report.components) == (3, 3)


def test_missing_positions_count_on_ways_that_are_not_kept_too():
    report = build([1, 2], [3, 9], street=[0, -1], missing=(9,)).report
    assert (report.ways, report.kept, report.missing_nodes) == (2, 1, 1)


def test_ways_that_are_not_kept_cut_nothing():
    assert pieces(build([1, 2, 3], [5, 2, 6], street=[0, -1])) == [(1, 2, 3)]


def test_lengths_are_geodesic_along_the_drawing_to_the_millimetre():
    network = build([1, 2, 3])
    *_, metres = Geod(ellps="WGS84").inv([0.001, 0.002], [0.001, 0.004], [0.002, 0.003], [0.004, 0.009])
    assert network.length.tolist() == [sum(round(m * 1000) for m in metres) / 1000]
    assert network.report.walk_km == network.length[0] / 1000


def test_each_piece_has_what_the_rule_says_and_its_name():
    network = build([1, 2], [2, 3], street=[0, 1], name=[2, -1])
    steps = network.kinds.index("steps")
    (at,) = np.flatnonzero(network.kind == steps)
    assert (network.walk[at], network.drive[at], network.speed[at], network.bridge[at]) == (True, 0, 0, True)
    assert (network.drive[1 - at], network.speed[1 - at], network.width[1 - at]) == (1, 30, 9.0)
    assert (network.label(int(at)), network.label(1 - int(at))) == ("unnamed steps street (bridge)", "Third")
    assert network.names == ("Third",)
    assert network.report.drive_km == network.length[1 - at] / 1000


def test_components_and_the_share_of_the_largest_count_walking_length():
    network = build([1, 2, 3], [11, 12])
    assert network.report.components == 2
    assert network.report.largest_share == network.length.max() / network.length.sum()


def test_corners_are_numbered_so_that_neighbours_stay_together():
    grid = [[r * 10 + c for c in range(8)] for r in range(8)]
    lines = [*grid, *zip(*grid, strict=True)]
    at = {r * 10 + c: (c * STEP, r * STEP) for r in range(8) for c in range(8)}
    network = build(*lines, at=at)
    first_quarter = {
        (round(x / STEP) // 4, round(y / STEP) // 4) for x, y in zip(network.lon, network.lat, strict=True)
    }
    assert len(first_quarter) == 4
    assert np.ptp(network.lon[:4]) <= 2 * STEP
    assert (np.diff(network.tail) >= 0).all()


def test_the_order_of_ways_does_not_matter():
    one, two = build([1, 2, 3], [2, 5]), build([2, 5], [1, 2, 3])
    assert pieces(one) == pieces(two)
    assert (one.lon.tolist(), one.length.tolist()) == (two.lon.tolist(), two.length.tolist())


@pytest.mark.parametrize("lines", [[], [[1]], [[1, 1]]])
def test_nothing_left_is_an_error(lines):
    with pytest.raises(StreetsError, match="drawn: it holds no street"):
        build(*lines)


@pytest.mark.parametrize(
    ("position", "remedy"),
    [((20.0, 100.0), "look swapped"), ((371.6, 362.0), "coordinate reference system"), ((-181.0, 0.0), "coordinate")],
)
def test_positions_off_the_map_are_an_error(position, remedy):
    with pytest.raises(StreetsError, match=remedy):
        build([1, 2], at={2: position})


def test_a_street_across_the_180th_meridian_is_refused():
    at = {1: (179.999, -16.8), 2: (-179.999, -16.8)}
    with pytest.raises(StreetsError, match=r"the street at \(179.999, -16.8\) leads across the 180th meridian"):
        build([1, 2], at=at)
