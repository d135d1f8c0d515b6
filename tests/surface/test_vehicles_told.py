"""What a case tells of its vehicles, through the door.

2,000 people at the one end of a street of 10 km, an exit for all at the other; an hour, 1 m/s.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.surface.process import geleit
from tests.surface.village import street

KM = 1000 / 111.32
"""Thousandths of a degree."""
SETTINGS = """format = 1
name = "road"
time_zone = "UTC"
period = { start = 2024-05-01T00:00:00, end = 2024-05-01T02:00:00 }
deadline = 2024-05-01T01:00:00
[assumptions]
walking_speed = { likely = 1.0, unit = "m/s" }
street_flow = { likely = 1.0, unit = "persons/m/s" }
usable_width = { likely = 1.0, unit = "share" }
"""
FILES = '[files]\nstreets = "streets.geojson"\n'
BUS = '[vehicles]\noutside = "none"\nfleet = { likely = 1 }\nseats = { likely = 50 }\n'


def case_of(folder: Path, vehicles: str, *, buses: str = "", groups: str = "", rate: int = 100_000) -> Path:
    folder.mkdir()
    (folder / "case.toml").write_text(SETTINGS + vehicles + FILES)
    drawn = {"type": "FeatureCollection", "features": [street(0, 10 * KM)]}
    (folder / "streets.geojson").write_text(json.dumps(drawn))
    (folder / "people.csv").write_text("id,lon,lat,people_likely\nhome,0,0,2000\n")
    gate = f"x,Gate,{10 * KM / 1000},0,{rate},always,any,civilians"
    (folder / "exits.csv").write_text(f"id,name,lon,lat,rate_likely,windows,mode,users\n{gate}\n")
    if buses:
        (folder / "buses.csv").write_text(
            f"id,lon,lat,exit,buses_likely,seats,speed_likely,turnaround_likely,windows\n{buses}\n"
        )
    if groups:
        (folder / "groups.csv").write_text(f"id,mode,share_likely,speed_likely,lane_flow_likely\n{groups}\n")
    return folder


def asked(folder: Path, *options) -> dict:
    done = geleit("evacuate", folder, "--json", *options, cwd=folder.parent)
    assert done.returncode in (0, 1), done.stderr
    return json.loads(done.stdout)


def test_a_bus_lets_out_no_more_than_its_seats_can_save(tmp_path):
    said = asked(case_of(tmp_path / "c", BUS + "fuel = { likely = 20 }\n"))
    told = said["vehicles"]
    assert (told["told"], told["outside"], told["limited_by"]) == (True, "none", "fuel")
    assert told["fuel"] == {"low": 20, "likely": 20, "high": 20}
    assert told["saved_person_hours"] == pytest.approx(970_001 / 3600)
    assert (told["reason"], told["certificate"]) == (None, "out/with-vehicles.json")
    assert said["ladder"]["streets"] == 2000
    assert (
        151 <= told["at_most"] <= 160
    )  # an exit may stand, and people live, a metre off, and the gate lets so many pass
    assert said["at_most"] == said["against_the_map"]["at_most"] == told["at_most"]
    assert said["could_not_leave"] == told["could_not_leave"] == 2000 - told["at_most"]
    assert {point["at_most"] for point in said["curve"]} <= set(range(told["at_most"] + 1))
    assert said["curve"][-1]["at_most_likely"] <= told["at_most"]
    assert said["suffices"] in ("beeline", "walking")
    text = geleit("evacuate", tmp_path / "c", cwd=tmp_path)
    assert text.returncode == 1
    assert "for want of fuel" in " ".join(text.stdout.split())
    assert "and what rides can save" in " ".join(text.stdout.split())
    proof = tmp_path / "out" / "with-vehicles.json"
    for options in ((), ("--case", tmp_path / "c")):
        done = geleit("certify", proof, *options, cwd=tmp_path)
        assert done.returncode == 0, done.stderr
        assert "no more than 1 vehicles, each with 50 seats and fuel for 20 km" in done.stdout
    assert geleit("certify", tmp_path / "out", "--case", tmp_path / "c", cwd=tmp_path).returncode == 0
    other = case_of(tmp_path / "d", BUS + "fuel = { likely = 19 }\n")
    done = geleit("certify", proof, "--case", other, cwd=tmp_path)
    assert (done.returncode, "are not those of the case" in done.stdout + done.stderr) == (1, True)
    done = geleit("certify", proof, "--case", case_of(tmp_path / "e", ""), cwd=tmp_path)
    assert done.returncode == 1


def test_a_verdict_names_the_file_that_it_rests_on(tmp_path):
    folder = case_of(tmp_path / "c", BUS)
    found = json.loads(geleit("assess", folder, "corridor", "--json", cwd=tmp_path).stdout)["findings"]
    (time,) = (row for row in found if row["code"] == "CORRIDOR-TIME" and row["subject"] == "operation")
    assert (time["verdict"], time["basis"]) == ("not met", "proof")
    assert any(row["source"] == "with-vehicles" and row["says"] == "against" for row in time["evidence"])
    assert any("for want of seats" in row["text"] for row in time["evidence"])
    done = geleit("report", folder, "--out", "page", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert (tmp_path / "page" / "with-vehicles.json").is_file()
    page = (tmp_path / "page" / "report.html").read_text(encoding="utf-8")
    assert "By vehicle: all rides together (vehicles: 1, seats in each: 50)" in page
    assert "for want of seats" in page
    assert "(enough for the proof, with what rides can save)" in page
    assert "with-vehicles.json" in page
    assert geleit("certify", tmp_path / "page", "--case", folder, cwd=tmp_path).returncode == 0


@pytest.mark.parametrize(
    ("vehicles", "reason"),
    [
        ("", "nothing is told of vehicles"),
        (BUS.replace("none", "possible"), "vehicles from outside are not excluded"),
        (BUS.replace('outside = "none"\n', ""), "vehicles from outside are not excluded"),
        (BUS.replace("likely = 1 }", "likely = 9000 }"), "neither walking nor streets prove more"),
    ],
)
def test_what_decides_nothing_is_named(tmp_path, vehicles, reason):
    folder = case_of(tmp_path / "c", vehicles)
    said = asked(folder)
    assert (said["at_most"], said["could_not_leave"], said["vehicles"]["certificate"]) == (2000, 0, None)
    assert reason in said["vehicles"]["reason"]
    assert reason in " ".join(geleit("evacuate", folder, cwd=tmp_path).stdout.split())
    assert not (tmp_path / "out" / "with-vehicles.json").exists()


def test_none_at_all_is_as_if_every_exit_were_for_people_on_foot(tmp_path):
    none = asked(case_of(tmp_path / "c", BUS.replace("likely = 1 }", "likely = 0 }")))
    folder = case_of(tmp_path / "d", "")
    exits = folder / "exits.csv"
    exits.write_text(exits.read_text().replace("any", "foot"))
    on_foot = asked(folder)
    for entry in ("at_most", "could_not_leave", "ladder", "suffices", "at_least", "curve"):
        assert none[entry] == on_foot[entry]
    assert none["at_most"] == 0
    assert on_foot["vehicles"] is None
    assert (none["vehicles"]["told"], none["vehicles"]["reason"], none["vehicles"]["at_most"]) == (True, None, None)
    done = geleit("certify", tmp_path / "out" / "certificate.json", "--case", tmp_path / "c", cwd=tmp_path)
    assert done.returncode == 0, done.stderr


def test_the_public_part_tells_nothing_but_that_nobody_rides(tmp_path):
    some = asked(case_of(tmp_path / "c", BUS), "--public")
    assert (some["at_most"], some["vehicles"]["told"], some["vehicles"]["fleet"]) == (2000, False, None)
    none = asked(case_of(tmp_path / "d", BUS.replace("likely = 1 }", "likely = 0 }")), "--public")
    folder = case_of(tmp_path / "e", "")
    exits = folder / "exits.csv"
    exits.write_text(exits.read_text().replace("any", "foot"))
    on_foot = asked(folder, "--public")
    for entry in ("at_most", "could_not_leave", "ladder", "curve"):
        assert none[entry] == on_foot[entry]
    assert (none["vehicles"]["told"], none["vehicles"]["reason"]) == (True, None)


@pytest.mark.parametrize(
    ("vehicles", "fault"),
    [
        ("fleet = { likely = -1 }\nseats = { likely = 4 }", "vehicles.fleet.likely: expected 0 or more, found '-1'"),
        ("fleet = { likely = 1 }\nseats = { likely = 0 }", "vehicles.seats: expected at least 1 person, found 0"),
        ("fleet = { low = 5, likely = 3, high = 9 }\nseats = { likely = 4 }", "vehicles.fleet: expected low <= likely"),
        ("fleet = 5\nseats = { likely = 4 }", "vehicles.fleet: expected a table with low, likely and high"),
        ("fleet = { likely = 5 }", "vehicles.seats: missing"),
        ("seats = { likely = 5 }", "vehicles.fleet: missing"),
        ("fleet = { likely = 1 }\nseats = { likely = 4 }\nwheels = 4", "vehicles.wheels: unknown field"),
        ('fleet = { likely = "many" }\nseats = { likely = 4 }', "vehicles.fleet.likely: expected a number"),
        ("fleet = { likely = 1.5 }\nseats = { likely = 4 }", "vehicles.fleet.likely: expected a whole number"),
        ("fleet = { likely = 1e9 }\nseats = { likely = 4 }", "vehicles.fleet.likely: expected up to 10,000,000"),
        ('fleet = { likely = 1 }\nseats = { likely = 4 }\noutside = "no"', "vehicles.outside: expected one of"),
        ('fleet = { likely = 1, source = "x" }\nseats = { likely = 4 }', "vehicles.fleet.source: no source has the id"),
        ('source = "x"\nfleet = { likely = 1 }\nseats = { likely = 4 }', "no source has the id 'x'"),
    ],
)
def test_what_is_wrong_with_them_is_said(tmp_path, vehicles, fault):
    done = geleit("check", case_of(tmp_path / "c", f"[vehicles]\n{vehicles}\n"), cwd=tmp_path)
    assert done.returncode == 2
    assert fault in done.stderr
    assert "Traceback" not in done.stderr


def test_something_that_is_no_table(tmp_path):
    folder = case_of(tmp_path / "c", "")
    (folder / "case.toml").write_text("vehicles = 4\n" + SETTINGS + FILES)
    done = geleit("check", folder, cwd=tmp_path)
    assert (done.returncode, "vehicles: expected a table, found '4'" in done.stderr) == (2, True)


@pytest.mark.parametrize(
    ("buses", "groups", "fault"),
    [
        ("b,0,0,x,3,50,10,1,always", "", "vehicles.fleet: 2 vehicles, and 3 buses in the table buses"),
        ("b,0,0,x,1,60,10,1,always", "", "vehicles.seats: 50 people at most in a vehicle, and 60 in a bus of 'b'"),
        (
            "b,0,0,x,1,50,10,1,always",
            "own,car,0.1,10,500",
            "vehicles.fleet: room for 50 people besides the buses, and 200",
        ),
        ("", "own,car,0.1,10,500", "vehicles.fleet: room for 100 people besides the buses, and 200"),
    ],
)
def test_buses_and_cars_of_groups_count_among_them(tmp_path, buses, groups, fault):
    two = BUS.replace("fleet = { likely = 1 }", "fleet = { likely = 2 }")
    done = geleit("check", case_of(tmp_path / "c", two, buses=buses, groups=groups), cwd=tmp_path)
    assert done.returncode == 2
    assert fault in done.stderr


def test_buses_of_a_plan_drive_no_farther_than_their_fuel(tmp_path):
    line = "b,0,0,x,1,50,30,1,always"  # 20 km there and back, and a bus of 50
    for fuel, out in (("", 200), ("fuel = { likely = 45 }\n", 100), ("fuel = { likely = 20.1 }\n", 50)):
        said = asked(case_of(tmp_path / f"c{out}", BUS + fuel, buses=line))
        assert out - 50 < said["at_least"] <= said["at_most"] < 2000
        assert said["at_least"] <= out or not fuel


def test_a_plan_by_cars_with_too_little_fuel_is_a_fault_of_the_case(tmp_path):
    cars = "own,car,0.025,10,500"  # 50 people, who would have to drive 10 km
    done = geleit("evacuate", case_of(tmp_path / "c", BUS + "fuel = { likely = 5 }\n", groups=cars), cwd=tmp_path)
    assert done.returncode == 2
    assert "case.toml: vehicles: a plan has 50 people out" in done.stderr
    said = asked(case_of(tmp_path / "d", BUS + "fuel = { likely = 10 }\n", groups=cars))
    assert (said["at_least"], said["at_most"] < 100) == (50, True)
