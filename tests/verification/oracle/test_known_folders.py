"""The oracle itself against folders whose answers a person can work out, at both of its roundings."""

from __future__ import annotations

import numpy as np
import pytest

from tests.verification.oracle.folders import clock, exit_at, paths, people_at
from tests.verification.oracle.network import UNITS, Network
from tests.verification.oracle.tables import read
from tests.verification.oracle.worlds import World


def ends(made, tmp_path):
    """People who can be out, to a hundredth: generous below and above, cautious below and above.

    On a path that 180 an hour enter a slot is half a person.
    """
    world = World(read(made.write(tmp_path / "town")), made.step)
    units = (
        world.generous().most(),
        world.generous(above=True).most(),
        world.cautious(above=False).shown(for_good=True),
        world.cautious().exact(),
    )
    return tuple(round(x / UNITS, 2) for x in units)


def test_many_people_mid_way_on_a_path(tmp_path):
    """500 m to go; 180 an hour enter the path: in 6,700 s 335 of 9,000, in one slot less half a person fewer."""
    made = paths([0, 1000])
    people_at(made, 500, 9000)
    exit_at(made, 1000)
    assert ends(made, tmp_path) == (334.5, 335, 334.5, 335)


def test_both_ways_out_from_mid_way(tmp_path):
    made = paths([0, 1000])
    people_at(made, 500, 9000)
    exit_at(made, 0, name="a")
    exit_at(made, 1000, name="b")
    assert ends(made, tmp_path) == (668.5, 670, 669, 670)


@pytest.mark.parametrize("at", [1500, 1900])
def test_a_street_closed_for_good_leads_to_no_exit_on_it(tmp_path, at):
    """The exit stands before the place where the closure is marked, but the closure shuts the whole piece."""
    made = paths([0, 1000], [1000, 2000])
    people_at(made, 0, 1000)
    exit_at(made, 1300)
    made.row("closures", (at, 0.0), id="c", windows="always", certain="yes")
    assert ends(made, tmp_path) == (0, 0, 0, 0)


def test_a_street_closed_until_late(tmp_path):
    """It opens at 6,600 s; 300 m from there, 180 an hour: 300 s of entering, or one slot less."""
    made = paths([0, 1000], [1000, 2000])
    people_at(made, 0, 1000)
    exit_at(made, 1300)
    made.row("closures", (1500, 0), id="c", windows=f"{clock(0)}/{clock(6600)}", certain="no")
    assert ends(made, tmp_path)[2:] == (14.5, 15)
    assert ends(made, tmp_path)[:2] == (294.5, 295)


def test_those_in_a_street_walk_on_when_it_is_shut(tmp_path):
    """600 s of entering at 180 an hour; the exit that never opens cuts the street in the middle."""
    made = paths([0, 1000])
    people_at(made, 0, 1000)
    exit_at(made, 500, name="shut", windows="never")
    exit_at(made, 1000)
    made.row("closures", (700, 0), id="c", windows=f"{clock(600)}/{clock(7200)}", certain="yes")
    assert ends(made, tmp_path) == (29.5, 30, 30, 30)


def test_two_exits_share_the_metres_to_the_first(tmp_path):
    """A wide street of 1,000 m, then a path with exits at 300 m and 600 m: all enter the path at its mouth."""
    made = paths([1000, 2000])
    made.lines.append(([(0.0, 0.0), (1000.02, 0.0)], {"highway": "path", "width": "90", "oneway": "no"}))
    people_at(made, 0, 9000)
    exit_at(made, 1300, name="a")
    exit_at(made, 1600, name="b")
    assert ends(made, tmp_path) == (294.5, 295, 294, 295)


def test_an_area_shares_the_mouth_of_its_street_with_those_who_come_through(tmp_path):
    """People at the far end and along the street; 180 an hour pass its mouth, which those along it may do at once."""
    made = paths([0, 1000])
    people_at(made, 0, 1000)
    made.row("people", [[(-50, -50), (1100, -50), (1100, 50), (-50, 50)]], id="area", people_likely=1000)
    exit_at(made, 1000)
    assert ends(made, tmp_path)[3] == 360


def test_unplaced_and_unsure_exits_stand_where_they_help_most(tmp_path):
    made = paths([0, 1000], [1000, 2000])
    people_at(made, 0, 1000)
    made.row("exits", None, id="x", name="x", rate_likely=60, windows="always")
    exit_at(made, 1000, rate=60, name="y", position_error=1100)
    assert ends_of(made, tmp_path) == (240, 60 * (7200 - 1000 - 1100) // 3600)


def ends_of(made, tmp_path):
    world = World(read(made.write(tmp_path / "town")), made.step)
    return int(world.generous().most()) // 3600, int(world.cautious().exact()) // 3600


def test_windows_rates_and_ready_times(tmp_path):
    """Open 0:10 to 1:00, surely 0:30 to 1:00; 600 an hour, 1,200 from 0:50; ready from 0:05, all of them by 0:40."""
    made = paths([0, 100])
    people_at(made, 0, 9000, ready_from=clock(300), ready_by=clock(2400))
    windows, sure = f"{clock(600)}/{clock(3600)}", f"{clock(1800)}/{clock(3600)}"
    exit_at(made, 0, rate=600, windows=windows, windows_cautious=sure)
    made.row("rates", exit="x", windows=f"{clock(3000)}/{clock(7200)}", rate_likely=1200)
    assert ends(made, tmp_path) == (600, 600, 300, 300)


def test_the_slow_and_the_cars(tmp_path):
    """A fifth walks at 0.5 m/s and a tenth drives; only cars come to the exit 2,000 m off within half an hour."""
    made = paths([0, 2000], minutes=30, tags={"highway": "residential", "oneway": "yes"})
    people_at(made, 0, 1000)
    exit_at(made, 2000, mode="any")
    made.row("groups", id="slow", mode="foot", share_likely=0.2, speed_likely=0.5)
    made.row("groups", id="cars", mode="car", share_likely=0.1, speed_likely=10, lane_flow_likely=36_000)
    *_, below, above = ends(made, tmp_path)
    assert (below, above) == (100, 101)  # above, a person more at each place

    made.lines[0][1]["oneway"] = "-1"
    *_, below, above = ends(made, tmp_path)
    assert (below, above) == (0, 0)


def test_a_bus(tmp_path):
    """1,000 m at 5 m/s, back again and 200 s to board: 20 people each 600 s, the first out after 800 s."""
    made = paths([0, 1000], minutes=60, tags={"highway": "residential", "oneway": "no"})
    people_at(made, 0, 1000)
    exit_at(made, 1000, mode="vehicle")
    line = {"buses_likely": 1, "seats": 20, "speed_likely": 4.9995, "turnaround_likely": 10 / 3}
    made.row("buses", (0.0, 0.0), id="line", exit="x", **line)
    *_, below, above = ends(made, tmp_path)
    assert int(above) == 93  # 2,800 s of 120 an hour, where the time for boarding is left out
    assert int(below) == 86  # 2,590 s


def test_who_shares_a_street_gets_it_once():
    """Two ways on the same metres: together no more than one of them, however it is divided."""
    network, slots = Network(4), np.full(4, 10)
    for name in ("onward", "backward"):
        here, there = network.node((name, "here")), network.node((name, "there"))
        network.arc(here, there, 0, slots, "street")
        network.start(network.source(100), here, 0)
        network.sinks.append((there, slots))
    assert network.most() == 80
    assert network.shown(for_good=True) == network.shown(for_good=False) == 40
    assert network.exact() == pytest.approx(40, abs=1e-6)  # a linear program in floating point
