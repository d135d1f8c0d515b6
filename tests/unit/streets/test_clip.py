from __future__ import annotations

import numpy as np
import pytest
from shapely.geometry import MultiPolygon, Point, box

from geleit.errors import StreetsError
from geleit.model.network import ForTrucks, Most
from geleit.streets.clip import clip

CORNER = box(-0.0001, -0.0001, 0.0001, 0.0001)
FAR = box(0.0019, 0.0019, 0.0021, 0.0021)


def ends(network):
    where = np.round(np.column_stack([network.lon, network.lat]) * 1000).astype(int).tolist()
    return {(tuple(where[t]), tuple(where[h])) for t, h in zip(network.tail, network.head, strict=True)}


def test_pieces_that_touch_the_area_stay_whole(grid):
    assert ends(clip(grid, CORNER, 0)) == {((0, 0), (1, 0)), ((0, 0), (0, 1))}


def test_a_margin_in_metres_keeps_more(grid):
    # the pieces from (1, 0) and (0, 1) start about 100 m from the area, which ends 11 m from the corner
    assert len(ends(clip(grid, CORNER, 95))) == 2
    assert len(ends(clip(grid, CORNER, 105))) == 6


def test_several_areas(grid):
    assert clip(grid, MultiPolygon([CORNER, FAR]), 0).edges == 4


def test_everything_within_the_margin_is_the_same_network(grid):
    kept = clip(grid, CORNER, 1e6)
    for name, value in vars(grid).items():
        assert np.array_equal(getattr(kept, name), value) if isinstance(value, np.ndarray) else True, name


def test_what_a_bound_and_trucks_see_is_cut_too(grid):
    number = np.arange(grid.edges)
    most = Most(grid.walk, grid.drive, grid.width + number, grid.lanes, grid.length)
    seen = grid.seen_otherwise(most, ForTrucks(grid.drive, number.astype(float)))
    kept = clip(seen, CORNER, 0)
    assert kept.edges == 2
    assert (kept.generous.width - kept.width).tolist() == kept.for_trucks.tonnes.tolist()


def test_drawings_are_kept(drawing):
    network = drawing(
        [(0, 0), (0.01, 0), (0.02, 0)], [(0, 1, [(0.005, 0.001)]), (1, 2, [(0.014, 0.002), (0.016, 0.003)])]
    )
    kept = clip(network, Point(0.02, 0).buffer(0.001), 0)
    assert (kept.shape_start.tolist(), kept.shape_lon.tolist(), kept.shape_lat.tolist()) == (
        [0, 2],
        [0.014, 0.016],
        [0.002, 0.003],
    )


def test_parts_and_kilometres_are_counted_anew(grid):
    report = clip(grid, MultiPolygon([CORNER, FAR]), 0).report
    assert (report.ways, report.components, report.largest_share) == (12, 2, 0.5)
    assert report.walk_km == 0.444


def test_no_street_near_is_an_error(grid):
    with pytest.raises(StreetsError, match="no street within 1,000 m"):
        clip(grid, box(1, 1, 2, 2), 1000)
