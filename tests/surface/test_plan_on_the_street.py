"""A plan is feasible on the street that is there, from its first metre to its last: cases as folders, through the door.

One straight street of two pieces, West to Middle to East, 1,113 m each, on the equator; people walk 1 m/s.
"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.surface.process import geleit

SETTINGS = """format = 1
name = "straight"
time_zone = "UTC"
period = { start = 2024-05-01T00:00:00, end = 2024-05-01T03:00:00 }
deadline = 2024-05-01T02:00:00
[assumptions]
walking_speed = { likely = 1.0, unit = "m/s" }
street_flow = { likely = FLOW, unit = "persons/m/s" }
usable_width = { likely = 1.0, unit = "share" }
[files]
streets = "streets.geojson"
"""
WEST, MIDDLE, EAST = 0.0, 0.01, 0.02


def written(folder: Path, *, per_hour: int = 14_400, area: dict | None = None, **tables: str) -> Path:
    """The case, with tables by their name; streets let so many people an hour in."""
    lines = [
        {"type": "Feature", "properties": {"highway": "footway", "width": "1"},
         "geometry": {"type": "LineString", "coordinates": [[a, 0.0], [b, 0.0]]}}
        for a, b in ((WEST, MIDDLE), (MIDDLE, EAST))
    ]  # fmt: skip
    folder.mkdir()
    (folder / "case.toml").write_text(SETTINGS.replace("FLOW", str(per_hour / 3600)))
    (folder / "streets.geojson").write_text(json.dumps({"type": "FeatureCollection", "features": lines}))
    for name, text in tables.items():
        (folder / f"{name}.csv").write_text(text)
    if area is not None:
        (folder / "people.geojson").write_text(json.dumps(area))
    return folder


def answer_to(folder: Path) -> dict:
    done = geleit("evacuate", folder, "--json", cwd=folder.parent)
    assert done.returncode in (0, 1), done.stderr
    said = json.loads(done.stdout)
    for point in said["curve"]:
        assert point["at_least"] <= point["at_most_likely"] <= point["at_most"], point
    return said


def bounds(folder: Path) -> tuple[int, int]:
    said = answer_to(folder)
    return said["at_least"], said["at_most"]


PEOPLE = "id,lon,lat,people_likely\nhome,0,0,1000\n"
EXITS = "id,name,lon,lat,rate_likely,windows\n"
CLOSURES = "id,lon,lat,windows,certain\n"


@pytest.mark.parametrize("place", [0.013, 0.0105, 0.0199])
def test_no_plan_walks_through_a_closed_street_to_an_exit_on_it(tmp_path, place):
    folder = written(tmp_path / "c", people=PEOPLE, exits=f"{EXITS}x,Gate,{place},0,3600,always\n",
                     closures=f"{CLOSURES}c,0.015,0,always,yes\n")  # fmt: skip
    assert bounds(folder) == (0, 1000 if place < 0.015 else 0)  # the street may be passable up to where it is shut


def test_the_closure_of_the_next_street_shuts_no_exit_that_stands_before_it(tmp_path):
    folder = written(tmp_path / "c", people=PEOPLE, exits=f"{EXITS}x,Gate,0.007,0,3600,always\n",
                     closures=f"{CLOSURES}c,0.015,0,always,yes\n")  # fmt: skip
    assert bounds(folder) == (1000, 1000)


def test_what_may_be_closed_is_open_for_the_bound_and_closed_for_the_plan(tmp_path):
    folder = written(tmp_path / "c", people=PEOPLE, exits=f"{EXITS}x,Gate,0.013,0,3600,always\n",
                     closures=f"{CLOSURES}c,0.015,0,always,no\n")  # fmt: skip
    assert bounds(folder) == (0, 1000)


def test_a_street_that_opens_late_lets_through_what_comes_after(tmp_path):
    window = "2024-05-01T00:00/2024-05-01T01:50"
    folder = written(tmp_path / "c", people=PEOPLE, exits=f"{EXITS}x,Gate,0.013,0,3600,always\n",
                     closures=f"{CLOSURES}c,0.012,0,{window},yes\n")  # fmt: skip
    # 334 m of the street lie before the exit, so that the first is out at 1:55:34 and one a second after
    at_least, at_most = bounds(folder)
    assert 250 <= at_least <= at_most <= 267


def test_two_exits_on_a_narrow_street_share_its_metres(tmp_path):
    # 1,800 an hour are let in; the first is at the nearer exit after 1,446 s
    far = written(tmp_path / "far", per_hour=1800, people=PEOPLE.replace("1000", "9000"),
                  exits=f"{EXITS}x,Gate,0.013,0,36000,always\ny,East,{EAST},0,36000,always\n")  # fmt: skip
    at_least, at_most = bounds(far)
    assert at_most == (7200 - 1446) // 2
    assert at_most - 30 <= at_least <= at_most


def test_people_half_way_along_a_path_leave_it_as_fast_as_it_carries_them(tmp_path):
    # 180 an hour each way; both ways out are open, one exit at each end
    folder = written(tmp_path / "c", per_hour=180, people="id,lon,lat,people_likely\nshelter,0.005,0,9000\n",
                     exits=f"{EXITS}x,West,{WEST},0,36000,always\ny,East,{MIDDLE},0,36000,always\n")  # fmt: skip
    at_least, at_most = bounds(folder)
    assert at_most == 2 * 180 * (7200 - 556) // 3600
    assert at_most - 12 <= at_least <= at_most


def outline(*places: float) -> dict:
    """People by outline: a box around a stretch of the street each, 9,000 in all of them."""
    return {
        "type": "FeatureCollection",
        "features": [
            {"type": "Feature", "properties": {"id": f"box{i}", "people_likely": 9000},
             "geometry": {"type": "Polygon", "coordinates": [
                 [[a, -0.001], [b, -0.001], [b, 0.001], [a, 0.001], [a, -0.001]]]}}
            for i, (a, b) in enumerate(zip(places[::2], places[1::2], strict=True))
        ],
    }  # fmt: skip


def test_people_of_an_area_come_to_their_corners_on_their_own_street_and_within_its_width(tmp_path):
    folder = written(tmp_path / "c", per_hour=360, area=outline(0.002, 0.008),
                     exits=f"{EXITS}x,West,{WEST},0,36000,always\ny,East,{MIDDLE},0,36000,always\n")  # fmt: skip
    at_least, at_most = bounds(folder)
    # all as if from the middle of the street: 720 in two hours but for the 557 s of the way there; then, in lots
    true = 2 * 360 * (7200 - 557) / 3600
    assert at_most >= true
    assert 0.85 * true <= at_least <= true


def test_people_of_an_area_on_a_closed_street_stay_at_home(tmp_path):
    exits = f"{EXITS}x,West,{WEST},0,36000,always\ny,East,{MIDDLE},0,36000,always\n"
    shut = written(tmp_path / "shut", area=outline(0.002, 0.008), exits=exits,
                   closures=f"{CLOSURES}c,0.005,0,always,yes\n")  # fmt: skip
    assert answer_to(shut)["at_least"] == 0
    window = "2024-05-01T00:00/2024-05-01T01:00"
    later = written(tmp_path / "later", area=outline(0.002, 0.008), exits=exits,
                    closures=f"{CLOSURES}c,0.005,0,{window},yes\n")  # fmt: skip
    assert answer_to(later)["at_least"] == 9000
    until_then = json.loads(geleit("evacuate", later, "--deadline", "2024-05-01T01:00", "--json", cwd=tmp_path).stdout)
    assert until_then["at_least"] == 0


def test_nobody_walks_through_those_who_live_along_a_street(tmp_path):
    # 1,000 people from the west have to pass a stretch from which 600 come out at 360 an hour, half of them each way
    area = outline(MIDDLE, EAST)
    area["features"][0]["properties"]["people_likely"] = 600
    area["features"] += [{"type": "Feature", "properties": {"id": "home", "people_likely": 1000},
                          "geometry": {"type": "Point", "coordinates": [MIDDLE, 0]}}]  # fmt: skip
    folder = written(tmp_path / "c", per_hour=360, area=area,
                     exits=f"{EXITS}x,East,{EAST},0,36000,always\n")  # fmt: skip
    at_least, at_most = bounds(folder)
    assert at_least <= at_most
    # the 300 of the eastern half take 50 min, all else follows at 360 an hour after a walk of 1,113 s
    assert at_least <= 300 + 360 * (7200 - 3000 - 556) / 3600
    assert at_least >= 300
