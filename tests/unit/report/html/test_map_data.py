from __future__ import annotations

import base64
from dataclasses import replace

import numpy as np
import shapely

from geleit.model.public import InternalCase
from geleit.report.html.map_data import CELL_METRES, UNITS, Frame, atlas
from tests.drawn import draw
from tests.unit.report.town import SIDE, answer, room, town


def unpack(text, kind):
    return np.frombuffer(base64.b64decode(text), dtype=kind)


def test_a_frame_is_off_by_half_a_unit_at_most():
    random = np.random.default_rng(1)
    lon, lat = random.uniform(37.05, 37.30, 500), random.uniform(36.10, 36.30, 500)
    frame = Frame(lon, lat)
    units = frame.units(lon, lat)
    assert units.min() == 0
    assert units.max() == UNITS
    back = np.array([frame.degrees(x, y) for x, y in units.tolist()])
    off_x = np.abs(back[:, 0] - lon) * frame.east_metres
    off_y = np.abs(back[:, 1] - lat) * 111_195
    # half a unit, and what doubles lose on the way
    assert max(off_x.max(), off_y.max()) <= frame.metres_per_unit * 0.5000001


def test_every_piece_is_drawn_from_corner_to_corner():
    case = town()
    network = case.network
    drawn = atlas(InternalCase(case), None, None)["streets"]
    points = unpack(drawn["points"], "<u2").reshape(-1, 2)
    counts = unpack(drawn["counts"], "u1").astype(int)
    last = np.cumsum(counts) - 1
    frame = Frame(network.lon, network.lat)
    assert len(counts) == network.edges
    assert len(points) == counts.sum()
    corners = frame.units(network.lon, network.lat)
    assert (points[last - counts + 1] == corners[network.tail]).all()
    assert (points[last] == corners[network.head]).all()


def test_interior_points_are_kept_in_order_and_never_too_many():
    few = [(0.0003, 0.0002), (0.0006, 0.0001)]
    many = [(0.001, 0.001 * k / 400) for k in range(1, 400)]
    network = draw([(0, 0), (0.001, 0), (0.001, 0.001)], [(0, 1, few), (1, 2, many)])
    drawn = atlas(room(network=network, area=None, closures=(), exits=()), None, None)["streets"]
    counts = unpack(drawn["counts"], "u1").tolist()
    points = unpack(drawn["points"], "<u2").reshape(-1, 2)
    frame = Frame(network.lon, network.lat)
    assert counts == [4, 255]
    assert points[:4].tolist() == [frame.point(*p) for p in [(0, 0), *few, (0.001, 0)]]
    assert (np.diff(points[4:, 1].astype(int)) <= 0).all()


def test_people_are_shown_in_squares_and_nobody_is_lost():
    case = town()
    people = np.arange(SIDE * SIDE, dtype=np.int64) % 7
    shown = atlas(InternalCase(case), None, people)["people"]
    assert sum(n for _, _, n in shown["cells"]) == people.sum()
    assert all(n > 0 for _, _, n in shown["cells"])
    metres = atlas(InternalCase(case), None, people)["metres"]
    assert shown["side"] * metres == CELL_METRES


def test_streets_that_bind_are_marked_and_exits_are_not_streets():
    assert atlas(room(), answer(), None)["binding"] == [30]
    assert atlas(room(), None, None)["binding"] == []


def test_an_exit_without_a_place_is_not_on_the_map():
    assert [e["name"] for e in atlas(room(), None, None)["exits"]] == ["North gate Mill Lane", "Gate of arms"]


def test_rings_keep_their_holes():
    area = shapely.box(0, 0, 0.01, 0.01).difference(shapely.box(0.004, 0.004, 0.006, 0.006))
    assert [len(ring) for ring in atlas(room(area=area), None, None)["area"]] == [5, 5]


def test_a_single_street_makes_a_map():
    network = draw([(0, 0), (0.001, 0)], [(0, 1, ())])
    drawn = atlas(
        InternalCase(replace(town(), network=network, area=None, closures=(), exits=())), None, np.array([3, 0])
    )
    assert drawn["size"] == (UNITS, 0)
    assert [n for _, _, n in drawn["people"]["cells"]] == [3]
