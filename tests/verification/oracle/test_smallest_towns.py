"""The smallest towns in which a plan once had people pass the same metres twice, or none at all; worked out by hand."""

from __future__ import annotations

import pytest

from tests.verification.oracle.folders import exit_at, paths, people_at
from tests.verification.oracle.test_oracle import answered


@pytest.mark.parametrize("certain", ["yes", "no"])
def test_no_way_through_a_closed_street_to_an_exit_on_it(tmp_path, certain):
    made = paths([0, 1000], [1000, 2000])
    people_at(made, 0, 1000)
    exit_at(made, 1300)
    made.row("closures", (1500, 0), id="c", windows="always", certain=certain)
    _right(made, tmp_path, at_least=0)


def test_two_exits_on_a_street_share_the_way_to_the_first(tmp_path):
    """All enter the path at its mouth until 300 s before the end: from 1,000 s on, 180 an hour."""
    made = paths([1000, 2000])
    made.lines.append(([(0.0, 0.0), (1000.02, 0.0)], {"highway": "path", "width": "90", "oneway": "no"}))
    people_at(made, 0, 9000)
    exit_at(made, 1300, name="a")
    exit_at(made, 1600, name="b")
    _right(made, tmp_path, at_least=295)


def test_people_mid_way_need_the_width_of_their_street(tmp_path):
    """300 m to go: 6,900 s of 180 an hour."""
    made = paths([0, 1000])
    people_at(made, 700, 9000)
    exit_at(made, 1000)
    _right(made, tmp_path, at_least=345)


def test_people_of_an_area_need_the_width_of_their_street(tmp_path):
    """The nearest of them have 200 m to go: 7,000 s of 180 an hour."""
    made = paths([0, 1000])
    outline = [(200, -50), (800, -50), (800, 50), (200, 50)]
    made.row("people", [outline], id="area", people_likely=9000)
    exit_at(made, 1000)
    _right(made, tmp_path, at_least=350)


def test_people_need_the_width_of_the_street_to_a_bus(tmp_path):
    """The bus stands 300 m along a path, is awaited for 40 s and rides for 260 s: 6,600 s of 180 an hour."""
    made = paths([0, 1000])
    made.lines.append(([(1000.02, 0.0), (2000.04, 0.0)], {"highway": "residential", "oneway": "no"}))
    people_at(made, 1000, 1000)
    exit_at(made, 2000, mode="vehicle")
    line = {"buses_likely": 20, "seats": 50, "speed_likely": 5, "turnaround_likely": 5}
    made.row("buses", (700.014, 0.0), id="line", exit="x", **line)
    _right(made, tmp_path, at_least=330)


def _right(made, tmp_path, at_least):
    """No more than so many are shown to get out, and the oracle finds no fault."""
    town = answered(made, tmp_path)
    assert town.answer.at_least <= at_least
    assert town.faults() == []
