"""The page of what a new exit could add: squares by their best corner, the part with people, the best places."""

from __future__ import annotations

import json
import re

import numpy as np
import pytest

from geleit.report.html.exit_value_page import write_exit_values
from geleit.report.html.map_data import CELL_METRES, Frame, best_of_squares
from tests.drawn import draw
from tests.unit.report.town import HOSTILE, room


def page_of(tmp_path, values=None):
    view = room(HOSTILE)
    worth = np.zeros(view.case.network.nodes, dtype=np.int64) if values is None else values(view.case.network)
    write_exit_values(tmp_path / "page.html", view, "At most so many more", worth.tolist())
    text = (tmp_path / "page.html").read_text(encoding="utf-8")
    drawn = re.search(r'<script type="application/json" id="atlas">(.*?)</script>', text, re.DOTALL)
    return view, text, json.loads(drawn[1])


def test_a_square_is_worth_its_best_corner_and_nothing_is_not_drawn():
    # the first two corners, 56 m apart, share a square of 150 m; the third has its own; at the fourth nothing is added
    network = draw([(0, 0), (0.0005, 0), (0.01, 0), (0.02, 0)], [(0, 1, ()), (1, 2, ()), (2, 3, ())])
    frame = Frame(network.lon, network.lat)
    found, best = best_of_squares(network, frame, np.array([3, 9, 5, 0]))
    assert found["side"] * frame.metres_per_unit == pytest.approx(CELL_METRES)
    assert sorted(value for _, _, value in found["cells"]) == [5, 9]
    assert sorted(best.tolist()) == [1, 2]


def test_the_map_looks_at_people_and_exits(tmp_path):
    view, _, drawn = page_of(tmp_path)
    frame = Frame(view.case.network.lon, view.case.network.lat)
    (left, top), (right, bottom) = drawn["focus"]
    for gate in view.case.exits:
        if gate.placed:
            x, y = frame.point(gate.lon, gate.lat)
            assert left <= x <= right
            assert top <= y <= bottom
    assert drawn["worth"]["cells"] == []
    assert drawn["streets"]["points"]


def test_the_best_places_are_named_and_nothing_in_a_name_is_run(tmp_path):
    def one(network):
        return np.where(np.arange(network.nodes) == 7, 1234, 0)

    view, text, drawn = page_of(tmp_path, one)
    network = view.case.network
    assert f"{network.lat[7]:.5f}, {network.lon[7]:.5f}" in text
    assert "At most 1,234 more people could be out" in text
    assert [value for _, _, value in drawn["worth"]["cells"]] == [1234]
    assert HOSTILE not in text


def test_where_all_can_be_out_it_says_that_a_new_exit_adds_nothing(tmp_path):
    _, text, _ = page_of(tmp_path)
    assert "to that a new exit adds nothing" in text
