"""The tables rates, joint_limits, groups and buses: what is read, and how faults are told."""

from __future__ import annotations

import pytest

from geleit.io.case.casefile import read_case

RATES = "exit,windows,rate_likely\n"
JOINT = "id,exits,rate_likely\n"
GROUPS = "id,mode,share_likely,share_high,share_low,speed_likely,lane_flow_likely\n"
BUSES = "id,lon,lat,exit,buses_likely,seats,speed_likely,turnaround_likely\n"


def test_the_template_has_them(folder):
    case = read_case(folder)
    ((change,),) = [exit_.changes for exit_ in case.exits if exit_.changes]
    assert (change.rate.low, change.rate.high) == (20, 150)
    assert [(group.id, group.mode) for group in case.groups] == [("slow", "foot"), ("cars", "car")]
    assert case.groups[0].lane_flow is None
    assert case.groups[1].lane_flow.likely == 1200
    (line,) = case.buses
    assert (line.exit, line.seats, line.buses.low, line.turnaround.high) == ("bridge-gate", 50, 2, 40)


@pytest.mark.parametrize(
    ("table", "text", "message"),
    [
        ("rates", RATES + "gate,always,5\n", "row 2, column exit: no exit has the id 'gate'"),
        ("rates", RATES + "north-gate,always,5\nnorth-gate,daily 10:00-11:00,6\n",
         "row 3, column windows: 'north-gate' has another rate already at 2024-05-01T10:00:00+00:00/"),
        ("rates", RATES + "north-gate,always,2e9\n",
         "row 2, column rate_likely: expected up to 1,000,000,000 people an hour, found 2,000,000,000"),
        ("rates", RATES + "north-gate,always,\n", "row 2, column rate_likely: missing"),
        ("joint_limits", JOINT + "a,north-gate,5\n", "row 2, column exits: expected two exits or more, each once"),
        ("joint_limits", JOINT + "a,north-gate; north-gate,5\n",
         "row 2, column exits: expected two exits or more, each once"),
        ("joint_limits", JOINT + "a,north-gate; west-gate,5\n", "row 2, column exits: no exit has the id 'west-gate'"),
        ("joint_limits", JOINT + "a,north-gate; south-gate,5\n",
         "row 2, column exits: 'south-gate' has neither a place nor a corridor"),
        ("joint_limits", JOINT + "a,north-gate; bridge-gate,5\nb,bridge-gate; north-gate,6\n",
         "row 3, column exits: 'bridge-gate' is in the joint limit 'a' too"),
        ("joint_limits", JOINT + "a,north-gate; bridge-gate,-5\n",
         "row 2, column rate_likely: expected 0 or more, found '-5'"),
        ("joint_limits", JOINT + "a,north-gate; bridge-gate,\n", "row 2, column rate_likely: missing"),
        ("groups", GROUPS + "a,foot,0.6,,,1,\nb,foot,0.6,,,1,\n",
         "row 3, column share_likely: the shares of all groups add up to 1.2"),
        ("groups", GROUPS + "a,foot,30,,,1,\n", "row 2, column share_likely: expected a share from 0 to 1, found 30"),
        ("groups", GROUPS + "a,foot,0.3,,,0,\n",
         "row 2, column speed_likely: expected more than 0 and up to 50 m/s, found 0"),
        ("groups", GROUPS + "a,foot,0.3,,,60,\n",
         "row 2, column speed_likely: expected more than 0 and up to 50 m/s, found 60"),
        ("groups", GROUPS + "a,car,0.3,,,5,\n", "row 2, column lane_flow_likely: missing"),
        ("groups", GROUPS + "a,foot,0.3,,,1,600\n", "row 2, column lane_flow_likely: only cars have a flow per lane"),
        ("groups", GROUPS + "a,bicycle,0.3,,,5,\n", "row 2, column mode: expected one of foot, car"),
        ("groups", GROUPS + "a,foot,0.3,0.2,0.1,1,\n", "row 2, column share_low: expected low <= likely <= high"),
        ("buses", BUSES + "a,,,bridge-gate,2,50,5,20\n", "row 2, column lon: missing"),
        ("buses", BUSES + "a,-30,45.0056,north-gate,2,50,5,20\n",
         "row 2, column exit: 'north-gate' lets nobody pass but on foot"),
        ("buses", BUSES + "a,-30,45.0056,bridge-gate,2,50.5,5,20\n", "row 2, column seats: expected a whole number"),
        ("buses", BUSES + "a,-30,45.0056,bridge-gate,2,0,5,20\n", "row 2, column seats: expected 1 or more"),
        ("buses", BUSES + "a,-30,45.0056,bridge-gate,2.5,50,5,20\n",
         "row 2, column buses_likely: expected a whole number of buses"),
        ("buses", BUSES + "a,-30,45.0056,bridge-gate,1e6,50,5,20\n",
         "row 2, column buses_likely: expected up to 100,000 buses, found 1,000,000"),
        ("buses", BUSES + "a,-30,45.0056,bridge-gate,2,50,5,2000\n",
         "row 2, column turnaround_likely: expected up to 1,440 minutes, found 2,000"),
    ],
)  # fmt: skip
def test_faults(folder, fault, table, text, message):
    (folder / f"{table}.csv").write_text(text)
    assert fault().startswith(f"town/{table}.csv: {message}")


def test_a_bus_cannot_go_to_an_exit_without_a_place(folder, fault):
    exits = (folder / "exits.csv").read_text().replace("daily 10:00-13:00,never,foot", "daily 10:00-13:00,never,any")
    (folder / "exits.csv").write_text(exits)
    (folder / "buses.csv").write_text(BUSES + "a,-30,45.0056,south-gate,2,50,5,20\n")
    assert fault() == "town/buses.csv: row 2, column exit: 'south-gate' was announced without a place"
