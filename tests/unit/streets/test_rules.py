from __future__ import annotations

import re
from pathlib import Path

import pytest

from geleit.streets.rules import ABSENT, CLASSES, LANE_M, LIFECYCLE, NARROWEST_M, PERHAPS, WIDEST, classify, past

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
        ({"oneway": "yes;no"}, 0),
        ({"oneway": "yes;no", "junction": "roundabout"}, 0),
        ({"oneway": "yes;no", "oneway:motorcar": "yes"}, 2),
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
    assert (street.speed > 0) == (street.drive > 0 or street.truck > 0)
    assert street.walk


@pytest.mark.parametrize(
    ("tags", "width"),
    [
        ({}, 2 * LANE_M + 2),
        ({"lanes": "4"}, 4 * LANE_M + 2),
        ({"lanes": "0"}, LANE_M + 2),
        ({"lanes": "many"}, LANE_M + 2),
        ({"lanes": "nan"}, LANE_M + 2),
        ({"lanes": "99"}, LANE_M + 2),
        ({"lanes": "2;many"}, LANE_M + 2),
        ({"lanes": "many", "width": "6"}, 8.0),
        ({"width": "6"}, 8.0),
        ({"width": "6,5 m"}, 8.5),
        ({"width": "6.5m", "lanes": "4"}, 8.5),
        ({"width": "0"}, NARROWEST_M),
        ({"width": "-3"}, NARROWEST_M),
        ({"width": "101"}, NARROWEST_M),
        ({"width": "narrow"}, NARROWEST_M),
        ({"width": "narrow", "lanes": "4"}, NARROWEST_M),
        ({"width": "4;half"}, NARROWEST_M),
        ({"width": "<3"}, NARROWEST_M),
        ({"width": " "}, 2 * LANE_M + 2),
        ({"width": ".5"}, 2.5),
        ({"width": ",5 m"}, 2.5),
        ({"width": "5."}, 7.0),
        ({"highway": "footway"}, 2.5),
        ({"highway": "footway", "width": ".6"}, 0.6),
        ({"highway": "footway", "lanes": "2"}, 2.5),
        ({"highway": "track", "lanes": "many"}, 3.5),
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


@pytest.mark.parametrize(
    ("said", "kind"),
    [
        ("Primary", "primary"),
        ("SECONDARY", "secondary"),
        ("living street", "living_street"),
        ("Living-Street", "living_street"),
        ("Tertiary road", "tertiary"),
        ("Trunk Link", "trunk_link"),
    ],
)
def test_classes_are_known_however_they_are_spelled(said, kind):
    assert of(said) == of(kind)


@pytest.mark.parametrize("said", ["Main road", "highway", "primray", "road"])
def test_what_may_be_any_class_is_the_widest_and_open_in_a_bound_and_not_in_a_plan(said):
    street = of(said)
    assert (street.width_most, street.drive_most, street.walk_most) == (WIDEST.width, 1, True)
    assert street.width < WIDEST.width
    assert street.unknown == (f"highway={said}")


@pytest.mark.parametrize("said", sorted(PERHAPS))
def test_what_may_be_passable_counts_in_a_bound_alone(said):
    street = of(said, **{said: "secondary"})
    assert (street.walk, street.drive, street.truck, street.speed) == (False, 0, 0, 0)
    assert (street.walk_most, street.drive_most, street.width_most) == (True, 1, of("secondary").width)


def test_a_ferry_counts_in_a_bound_alone_and_goes_faster_than_people_walk():
    street = classify({"route": "ferry"})
    assert (street.walk, street.walk_most, street.drive, street.drive_most, street.times) == (False, True, 0, 1, 20.0)
    assert classify({"route": "ferry", "motor_vehicle": "no"}).drive_most == 0
    assert classify({"route": "bus"}) is None


@pytest.mark.parametrize("route", ["Ferry", "ferry;bicycle", "bicycle; FERRY"])
def test_a_ferry_is_one_whatever_the_case_and_what_else_it_is(route):
    assert classify({"route": route}) == classify({"route": "ferry"})


@pytest.mark.parametrize(
    ("tags", "words"),
    [
        ({"width": "half"}, ("width=half",)),
        ({"width": "0"}, ("width=0",)),
        ({"width": "180"}, ("width=180",)),
        ({"width": "<3"}, ()),
        ({"lanes": "many"}, ("lanes=many",)),
        (
            {"maxweight": "heavy", "maxwidth": "narrow", "maxheight": "0"},
            ("maxheight=0", "maxweight=heavy", "maxwidth=narrow"),
        ),
        ({"maxweight": "none", "maxwidth": "default", "maxheight": ""}, ()),
        ({"oneway": "yes;no"}, ("oneway=yes;no",)),
        ({"oneway": "yes;no", "oneway:motor_vehicle": "yes"}, ()),
        ({"oneway": "reversible", "width": "3;4", "lanes": "2", "maxweight": "3.5"}, ()),
    ],
)
def test_what_nobody_can_read_is_told_by_its_word_and_is_no_unknown_class(tags, words):
    street = of(**tags)
    assert (street.unread, street.unknown) == (words, "")


def test_a_direction_nobody_can_read_is_both_in_a_bound_and_none_in_a_plan():
    street = of(oneway="yes;no")
    assert (street.drive, street.truck, street.speed, street.drive_most, street.walk) == (0, 0, 0, 1, True)


@pytest.mark.parametrize(
    ("tags", "width"),
    [
        ({"sidewalk": "separate"}, 2 * LANE_M),
        ({"sidewalk": "No"}, 2 * LANE_M),
        ({"sidewalk": "none"}, 2 * LANE_M),
        ({"sidewalk:both": "separate"}, 2 * LANE_M),
        ({"sidewalk:left": "separate", "sidewalk:right": "no"}, 2 * LANE_M),
        ({"sidewalk:left": "separate"}, 2 * LANE_M + 1),
        ({"sidewalk": "right", "sidewalk:right": "separate"}, 2 * LANE_M),
        ({"sidewalk": "left"}, 2 * LANE_M + 1),
        ({"sidewalk": "both"}, 2 * LANE_M + 2),
        ({"sidewalk": "left;right"}, 2 * LANE_M + 2),
        ({"sidewalk": "yes"}, 2 * LANE_M + 2),
        ({"sidewalk": "separate", "width": "6"}, 6.0),
        ({"sidewalk": "separate", "highway": "primary"}, 4 * LANE_M),
        ({"sidewalk": "separate", "highway": "footway"}, 2.5),
    ],
)
def test_a_plan_counts_on_no_pavement_that_is_drawn_on_its_own_or_is_not_there(tags, width):
    street = of(**({"highway": "residential"} | tags))
    bare = of(**{key: value for key, value in tags.items() if "sidewalk" not in key})
    assert (street.width, street.width_most) == (width, bare.width_most)


@pytest.mark.parametrize("key", ["railway", "public_transport"])
@pytest.mark.parametrize("highway", ["", "bus_stop"])
def test_a_platform_that_is_a_line_may_be_walked_in_a_bound_alone(key, highway):
    platform = classify({key: "Platform", "highway": highway, "width": "4"})
    assert (platform.walk, platform.drive, platform.walk_most, platform.drive_most) == (False, 0, True, 0)
    assert platform.width_most == 4 + WIDEST.beside
    assert classify({key: "platform", "highway": "proposed"}) is None
    assert classify({key: "station"}) is None


@pytest.mark.parametrize("key", LIFECYCLE)
def test_what_was_a_street_is_told_by_its_key_whichever_way_round_that_is(key):
    street = classify({key: "secondary"})
    assert (street.kind, street.walk, street.walk_most) == ("secondary", False, True)


def test_the_keys_of_what_was_a_street():
    assert {"was:highway", "highway:disused", "disused:highway", "construction:highway"} <= set(LIFECYCLE)


@pytest.mark.parametrize(
    ("tags", "least", "most"),
    [
        ({"width": "3;4"}, 5.0, 6.0),
        ({"width": "4-5 m"}, 6.0, 7.0),
        ({"width": "12'6\""}, 12.5 * 0.3048 + 2, 12.5 * 0.3048 + 2),
        ({"width": "350 cm"}, 5.5, 5.5),
        ({"width": "10 - 12 ft"}, 10 * 0.3048 + 2, 12 * 0.3048 + 2),
        ({"width": "180"}, NARROWEST_M, 102.0),
        ({"width": "half"}, NARROWEST_M, 2 * LANE_M + 2),
        ({"width": "0"}, NARROWEST_M, 2 * LANE_M + 2),
        ({"width": "-3", "lanes": "4"}, NARROWEST_M, 4 * LANE_M + 2),
        ({"width": "<3"}, NARROWEST_M, 5.0),
        ({"width": ">3"}, 5.0, 2 * LANE_M + 2),
        ({"width": ">12"}, 14.0, 14.0),
        ({"lanes": "many"}, LANE_M + 2, 2 * LANE_M + 2),
        ({"lanes": "6;8"}, 6 * LANE_M + 2, 8 * LANE_M + 2),
        ({"lanes": "3", "lanes:forward": "2", "lanes:backward": "2"}, 3 * LANE_M + 2, 4 * LANE_M + 2),
        ({"lanes:forward": "2"}, 2 * LANE_M + 2, 2 * LANE_M + 2),
    ],
)
def test_of_several_figures_a_plan_takes_the_lowest_and_a_bound_the_highest(tags, least, most):
    street = of(**tags)
    assert (street.width, street.width_most) == (pytest.approx(least), pytest.approx(most))


def test_of_several_classes_a_plan_takes_what_all_allow_and_a_bound_what_any_does():
    street = of("primary;steps")
    assert (street.width, street.drive, street.speed) == (2.0, 0, 0)
    assert (street.width_most, street.drive_most) == (of("primary").width, 1)


@pytest.mark.parametrize(
    ("tags", "cars", "trucks"),
    [
        ({"hgv": "no"}, 1, 0),
        ({"hgv": "destination", "access": "no"}, 0, 1),
        ({"motor_vehicle": "no", "hgv": "yes"}, 0, 1),
        ({"motorcar": "no"}, 0, 1),
        ({"oneway": "yes", "oneway:hgv": "no"}, 2, 1),
        ({"oneway:motor_vehicle": "-1"}, 3, 3),
        ({"oneway:hgv": "yes"}, 1, 2),
        ({"motor_vehicle:forward": "no"}, 3, 3),
        ({"hgv:backward": "no"}, 1, 2),
        ({"access": "agricultural;forestry"}, 0, 0),
        ({"access": "private;delivery"}, 1, 1),
        ({"maxheight": "3.2"}, 1, 0),
        ({"maxheight": "12'"}, 1, 0),
        ({"maxheight": "4.2 m"}, 1, 1),
        ({"maxheight": "default"}, 1, 1),
        ({"maxwidth": "2.1 m"}, 1, 0),
        ({"maxwidth": "narrow"}, 1, 0),
        ({"maxwidth": "0"}, 1, 0),
        ({"maxheight": "below_default"}, 1, 0),
        ({"maxheight": "<4.5"}, 1, 0),
        ({"maxheight": "None"}, 1, 1),
        ({"maxweight": "heavy"}, 1, 0),
        ({"maxweight": "10;heavy"}, 1, 0),
        ({"maxweight": "0"}, 1, 0),
        ({"maxweight": "unsigned"}, 1, 1),
        ({"oneway:hgv": "maybe"}, 1, 0),
    ],
)
def test_trucks_keep_to_what_is_said_of_trucks(tags, cars, trucks):
    street = of(**tags)
    assert (street.drive, street.truck) == (cars, trucks)


def test_a_bound_knows_no_law_but_one_way():
    assert (of(access="private").drive_most, of("track").drive_most, of("pedestrian").drive_most) == (1, 1, 1)
    assert of(access="private", oneway="yes").drive_most == 2
    assert (of("steps").drive_most, of(impassable="yes").drive_most) == (0, 0)


@pytest.mark.parametrize(
    ("tags", "tonnes"),
    [
        ({}, 0.0),
        ({"maxweight": "3.5"}, 3.5),
        ({"maxweight": "7,5 t"}, 7.5),
        ({"maxweight": "2000 kg"}, 2.0),
        ({"maxweight": "none"}, 0.0),
        ({"maxweight": "10;7.5"}, 7.5),
        ({"maxweight": "20", "maxweightrating": "12"}, 12.0),
        ({"maxweight": "10 st"}, 9.07185),
    ],
)
def test_weight_limits_in_tonnes(tags, tonnes):
    assert of(**tags).tonnes == pytest.approx(tonnes)


@pytest.mark.parametrize(
    ("tags", "cars", "trucks"),
    [
        ({"barrier": "block"}, 0, 0),
        ({"barrier": "bollard"}, 0, 0),
        ({"barrier": "bollard", "motor_vehicle": "yes"}, 1, 1),
        ({"barrier": "gate", "access": "private"}, 0, 0),
        ({"barrier": "lift_gate", "hgv": "no"}, 1, 0),
        ({"barrier": "height_restrictor", "maxheight": "2.1"}, 1, 0),
        ({"barrier": "height_restrictor", "maxheight": "low"}, 1, 0),
        ({"barrier": "gate", "maxweight": "low"}, 1, 0),
    ],
)
def test_past_a_barrier_go_people_and_whom_it_lets_through(tags, cars, trucks):
    street = of()
    steps = past(street, tags) or street
    assert (steps.walk, steps.drive, steps.truck) == (True, cars, trucks)
    assert (steps.drive_most, steps.width, steps.width_most) == (street.drive_most, street.width, street.width_most)


@pytest.mark.parametrize("tags", [{}, {"barrier": "gate"}, {"barrier": "cattle_grid"}, {"highway": "crossing"}])
def test_what_stops_nobody_changes_nothing(tags):
    assert past(of(), tags) is None


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


@pytest.mark.parametrize("said", sorted(PERHAPS))
def test_what_was_a_street_or_becomes_one_counts_in_a_bound_alone(said):
    street = classify({f"{said}:highway": "secondary", "lanes": "2"})
    assert (street.kind, street.walk, street.drive, street.truck, street.speed) == ("secondary", False, 0, 0, 0)
    assert (street.walk_most, street.drive_most, street.width_most) == (True, 1, of("secondary", lanes="2").width)
    assert of(said, **{f"{said}:highway": "secondary"}).width_most == of("secondary").width
    assert classify({f"{said}:highway": "proposed"}) is None
    assert of("path", **{f"{said}:highway": "primary"}) == of("path")


@pytest.mark.parametrize("said", ["proposed", "planned", "razed", "demolished", "removed", "dismantled"])
def test_what_is_gone_or_only_planned_is_no_street_by_its_key_either(said):
    assert classify({f"{said}:highway": "primary"}) is None
    assert classify({"highway": said, "disused:highway": "primary"}).walk_most


@pytest.mark.parametrize("said", ["Planned road", "road under construction", "Proposed Bypass", "Destroyed_Bridge"])
def test_a_plan_does_not_count_on_a_class_nobody_knows_that_may_not_be_there(said):
    street = of(said)
    assert (street.walk, street.drive, street.walk_most, street.width_most) == (False, 0, True, WIDEST.width)


@pytest.mark.parametrize("said", ["ferry", "Ferry route", "car ferry"])
def test_a_class_of_ferries_is_a_ferry(said):
    assert of(said) == classify({"route": "ferry"})


def test_a_pier_may_be_walked_and_driven_in_a_bound_alone():
    pier = classify({"man_made": "pier", "width": "4"})
    assert (pier.walk, pier.drive, pier.walk_most, pier.drive_most) == (False, 0, True, 1)
    assert pier.width_most == 4 + WIDEST.beside
    assert classify({"man_made": "pier"}).width_most == WIDEST.width
    assert classify({"man_made": "pier", "highway": "footway"}) == of("footway")
    assert classify({"man_made": "pier", "highway": "proposed"}) is None
