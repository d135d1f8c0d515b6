from __future__ import annotations

import re
from pathlib import Path

import pytest

from geleit.streets.rules import ABSENT, CLASSES, LANE_M, classify

TABLE = Path(__file__).resolve().parents[3] / "docs" / "formats" / "streets.md"


def of(highway="residential", **tags):
    street = classify({"highway": highway, **tags})
    assert street is not None
    return street


@pytest.mark.parametrize("kind", sorted(CLASSES))
def test_people_can_walk_on_every_class_whatever_the_law_says(kind):
    assert of(kind, foot="no", access="private").walk


@pytest.mark.parametrize("kind", sorted(ABSENT))
def test_what_is_not_there_is_no_street(kind):
    assert classify({"highway": kind}) is None


@pytest.mark.parametrize("tags", [{}, {"highway": ""}, {"highway": " "}, {"building": "yes"}])
def test_without_a_class_it_is_no_street(tags):
    assert classify(tags) is None


def test_a_class_nobody_knows_is_a_path():
    street = of("trail")
    assert (street.kind, street.walk, street.drive, street.width, street.speed) == ("other", True, 0, 2.0, 0)


@pytest.mark.parametrize(
    ("tags", "drive"),
    [
        ({}, 1),
        ({"access": "no"}, 0),
        ({"access": "private"}, 0),
        ({"access": "no", "motor_vehicle": "yes"}, 1),
        ({"motor_vehicle": "destination", "access": "private"}, 1),
        ({"motorcar": "no", "motor_vehicle": "yes"}, 0),
        ({"vehicle": "agricultural"}, 0),
        ({"access": "permissive"}, 1),
        ({"impassable": "yes"}, 0),
        ({"status": "impassable"}, 0),
        ({"oneway": "yes"}, 2),
        ({"oneway": "1"}, 2),
        ({"oneway": "-1"}, 3),
        ({"oneway": "reverse"}, 3),
        ({"oneway": "no"}, 1),
        ({"oneway": "reversible"}, 1),
        ({"junction": "roundabout"}, 2),
        ({"junction": "roundabout", "oneway": "no"}, 1),
        ({"highway": "motorway"}, 2),
        ({"highway": "motorway", "oneway": "no"}, 1),
        ({"highway": "motorway_link"}, 1),
        ({"highway": "track"}, 0),
        ({"highway": "track", "motor_vehicle": "yes"}, 1),
        ({"highway": "track", "access": "yes"}, 0),
        ({"highway": "pedestrian", "vehicle": "designated"}, 1),
        ({"highway": "footway", "motor_vehicle": "yes"}, 0),
    ],
)
def test_vehicles_keep_to_the_tags(tags, drive):
    street = classify({"highway": "residential", **tags})
    assert street.drive == drive
    assert (street.speed > 0) == (drive > 0)
    assert street.walk


@pytest.mark.parametrize(
    ("tags", "width"),
    [
        ({}, 2 * LANE_M + 2),
        ({"lanes": "4"}, 4 * LANE_M + 2),
        ({"lanes": "0"}, 2 * LANE_M + 2),
        ({"lanes": "many"}, 2 * LANE_M + 2),
        ({"lanes": "nan"}, 2 * LANE_M + 2),
        ({"lanes": "99"}, 2 * LANE_M + 2),
        ({"width": "6"}, 8.0),
        ({"width": "6,5 m"}, 8.5),
        ({"width": "6.5m", "lanes": "4"}, 8.5),
        ({"width": "0"}, 2 * LANE_M + 2),
        ({"width": "-3"}, 2 * LANE_M + 2),
        ({"width": "101"}, 2 * LANE_M + 2),
        ({"width": "narrow"}, 2 * LANE_M + 2),
        ({"highway": "footway"}, 2.5),
        ({"highway": "footway", "width": "4"}, 4.0),
        ({"highway": "footway", "width": "0.1"}, 0.5),
        ({"highway": "path", "width": "10 ft"}, 10 * 0.3048),
    ],
)
def test_width_comes_from_the_tag_or_lanes_or_class(tags, width):
    assert classify({"highway": "residential", **tags}).width == width


@pytest.mark.parametrize(
    ("maxspeed", "speed"),
    [("50", 50), ("30 mph", 48), ("walk", 7), ("none", 30), ("0", 30), ("999", 150), ("50;30", 30), ("5 km/h", 5)],
)
def test_speed_comes_from_the_tag_or_class(maxspeed, speed):
    assert of(maxspeed=maxspeed).speed == speed


@pytest.mark.parametrize(("value", "bridge"), [("yes", True), ("viaduct", True), ("no", False), ("False", False)])
def test_bridges(value, bridge):
    assert of(bridge=value).bridge is bridge


def test_the_documented_table_is_the_rule():
    rows = [line.strip("|").split("|") for line in TABLE.read_text(encoding="utf-8").splitlines() if "| yes |" in line]
    found = {}
    for cells in rows:
        for kind in re.findall(r"`(\w+)`", cells[0]):
            found[kind] = [cell.strip() for cell in cells[1:]]
    assert found.keys() == CLASSES.keys()
    for kind, (_, drive, _, beside, width, speed) in found.items():
        plain = of(kind)
        tagged = of(kind, motor_vehicle="yes")
        assert {"yes": (1, 1), "if tagged": (0, 1), "no": (0, 0)}[drive] == (bool(plain.drive), bool(tagged.drive))
        assert (float(beside), float(width)) == (CLASSES[kind].beside, plain.width)
        assert (0 if speed == "-" else int(speed)) == tagged.speed
