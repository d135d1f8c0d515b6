"""What a gap in the map may and may not prove: cases as folders, through the door.

100 people at the west end of a street of 1.1 km, an exit on another street; two hours, 1 m/s.
"""

from __future__ import annotations

import itertools
import json
from pathlib import Path

import pytest

from tests.surface.process import geleit

M = 1 / 111_320
SETTINGS = """format = 1
name = "gap"
time_zone = "UTC"
period = { start = 2024-05-01T00:00:00, end = 2024-05-01T02:00:00 }
deadline = 2024-05-01T02:00:00
[assumptions]
walking_speed = { likely = 1.0, unit = "m/s" }
street_flow = { likely = 1.0, unit = "persons/m/s" }
usable_width = { likely = 1.0, unit = "share" }
MORE
[files]
streets = "streets.geojson"
"""
STATEMENTS = "id,speaker,at,text,topic,asserts,about,quantity_likely,quantity_unit,since,by,whom,words_checked,source\n"


def answer_to(
    folder: Path, *lines, exit_at, more="", closures="", people=100, others="", widths=(), shut=(), rate=3600
) -> dict:
    """The answer; streets by their points in metres, one metre wide, and a closed area (its corners, and when)."""
    drawn = [
        {"type": "Feature", "properties": {"highway": "footway", "width": str(width or 1)},
         "geometry": {"type": "LineString", "coordinates": [[x * M, y * M] for x, y in line]}}
        for line, width in itertools.zip_longest(lines, widths)
    ]  # fmt: skip
    folder.mkdir()
    (folder / "case.toml").write_text(SETTINGS.replace("MORE", more))
    (folder / "streets.geojson").write_text(json.dumps({"type": "FeatureCollection", "features": drawn}))
    (folder / "people.csv").write_text(f"id,lon,lat,people_likely\nhome,0,0,{people}\n{others}")
    x, y = exit_at
    (folder / "exits.csv").write_text(f"id,name,lon,lat,rate_likely,windows\nx,Gate,{x * M},{y * M},{rate},always\n")
    if closures:
        (folder / "closures.csv").write_text(f"id,lon,lat,windows,certain\n{closures}")
    (folder / "sources.csv").write_text("id,title\nnews,Evening news\n")
    said = "s1,Town council,2024-05-01T02:00,80 people left,departures,people-left,operation,80,people,"
    said += "2024-05-01T00:00,foot,civilians,yes,news\n"
    (folder / "statements.csv").write_text(STATEMENTS + said)
    if shut:
        ring, windows = [[x * M, y * M] for x, y in shut[0]], shut[1]
        area = {"type": "Feature", "properties": {"id": "c", "windows": windows, "certain": "yes"},
                "geometry": {"type": "Polygon", "coordinates": [[*ring, ring[0]]]}}  # fmt: skip
        (folder / "closures.geojson").write_text(json.dumps({"type": "FeatureCollection", "features": [area]}))
    done = geleit("evacuate", folder, "--json", cwd=folder.parent)
    assert done.returncode in (0, 1), done.stderr
    return json.loads(done.stdout)


HOME = [(0, 0), (1100, 0)]


@pytest.mark.parametrize(
    ("other", "exit_at"),
    [
        pytest.param([(1104, 0), (1500, 0)], (1500, 0), id="ends short of it"),
        pytest.param([(600, -300), (600, 300)], (600, 300), id="crosses it"),
        pytest.param([(600, 3), (600, 300)], (600, 300), id="ends beside it"),
        pytest.param([(1125, 20), (1500, 20)], (1500, 20), id="ends 30 m from its end"),
        pytest.param([(1550, 0), (1900, 0)], (1900, 0), id="lies 450 m apart"),
        pytest.param([(1550, 0), (1900, 0)], (1550, 0), id="with the exit at the nearer end"),
        pytest.param([(1550, 0), (1900, 0)], (1700, 0), id="with the exit in the middle"),
    ],
)
def test_where_only_the_map_ends_nobody_is_proved_to_stay(tmp_path, other, exit_at):
    said = answer_to(tmp_path / "c", HOME, other, exit_at=exit_at)
    assert (said["at_most"], said["at_least"], said["could_not_leave"]) == (100, 0, 0)


def test_what_lies_farther_apart_is_proved_out_of_reach(tmp_path):
    said = answer_to(tmp_path / "c", HOME, [(1700, 0), (1900, 0)], exit_at=(1900, 0))
    assert said["could_not_leave"] == 100


def test_no_sooner_than_the_way_across_takes(tmp_path):
    # 10,000 people through a gate for one a second, 1,500 m away: 5,700 s remain of two hours
    said = answer_to(tmp_path / "c", HOME, [(1104, 0), (1500, 0)], exit_at=(1500, 0), people=10_000)
    assert 5700 <= said["at_most"] <= 1.005 * 5700


def test_the_case_may_say_that_its_map_has_no_such_gaps(tmp_path):
    # two streets that cross, and are joined at their far ends by a way of 2.6 km
    far = [(1100, 0), (1100, 900)], [(1100, 900), (600, 900)], [(600, 900), (600, -300)]
    ways = {}
    for gap in (0, 5):
        more = f'map_gap = {{ likely = {gap}, unit = "m" }}'
        said = answer_to(tmp_path / f"c{gap}", HOME, *far, exit_at=(600, -300), more=more, people=10_000)
        ways[gap] = 7200 - said["at_most"]
    assert ways[0] == pytest.approx(1100 + 900 + 500 + 1200, rel=0.01)
    assert ways[5] == pytest.approx(600 + 300, rel=0.02)


def test_a_closed_street_has_no_crossings(tmp_path):
    between = [(1104, 0), (1300, 0)], [(1304, 0), (1900, 0)]
    shut = f"c,{1200 * M},0,always,yes\n"
    open_ = answer_to(tmp_path / "open", HOME, *between, exit_at=(1900, 0))
    assert open_["at_most"] == 100
    # the exit's street lies 204 m from the street of the people all the same, as a part apart
    beyond = [(1104, 0), (1700, 0)], [(1704, 0), (1900, 0)]
    closed = answer_to(tmp_path / "shut", HOME, *beyond, exit_at=(1900, 0), closures=shut)
    assert closed["at_most"] == 0


def test_a_crossing_is_no_wider_than_the_street_it_leads_to(tmp_path):
    slow = 'street_flow = { likely = 0.1, unit = "persons/m/s" }'
    text = SETTINGS.replace('street_flow = { likely = 1.0, unit = "persons/m/s" }\n', "")
    assert "street_flow" not in text
    folder = tmp_path / "c"
    said = answer_to(folder, HOME, [(1104, 0), (1500, 0)], exit_at=(1500, 0), people=10_000)
    (folder / "case.toml").write_text(text.replace("MORE", slow))
    narrow = json.loads(geleit("evacuate", folder, "--json", cwd=tmp_path).stdout)
    assert said["at_most"] > 5000
    assert 570 <= narrow["at_most"] <= 1.01 * 570


DETOUR = [(1100, 0), (1100, 3000)], [(1100, 3000), (600, 3000)], [(600, 3000), (600, 20), (900, 20), (900, 600)]
"""Streets to an exit, 8,460 m from home: there is time for 7,200 m. They pass the street of home 20 m beside it."""
WINDING = [(0, 0), *((x, y) for n in range(1, 81, 2) for x, y in ((100, 100 * n), (0, 100 * n + 100)))]


def test_a_changed_case_is_held_against_the_map_too(tmp_path):
    answer_to(tmp_path / "c", HOME, *DETOUR, exit_at=(900, 600))
    changes = "--what-if", "rate:x=x2", "--what-if", "close:x"
    faster, shut = json.loads(geleit("evacuate", tmp_path / "c", *changes, "--json", cwd=tmp_path).stdout)["what_if"]
    assert (faster["at_most"], faster["could_not_leave"]) == (100, 0)
    assert (shut["at_most"], shut["could_not_leave"]) == (0, 100)


def test_what_proves_that_people_stayed_is_told_of_the_harder_reading(tmp_path):
    """Nobody could walk to the exit on the map to 5 m; where 20 m are a gap, its width alone proves it."""
    said = answer_to(tmp_path / "c", HOME, *DETOUR, exit_at=(900, 600), people=10_000, rate=36_000)
    assert said["ladder"]["walking"] == 0
    assert 3_000 < said["could_not_leave"] < 6_000
    assert said["suffices"] == "streets"


def test_what_only_a_wider_gap_would_undo_is_proved_of_nobody(tmp_path):
    said = answer_to(tmp_path / "c", HOME, *DETOUR, exit_at=(900, 600))
    assert (said["at_most"], said["ladder"]["beeline"], said["could_not_leave"]) == (0, 100, 0)
    against = said["against_the_map"]
    assert (against["at_most"], against["could_not_leave"]) == (100, 0)
    gap = against["gaps"][0]
    assert gap["metres"] == pytest.approx(20, rel=0.01)
    assert 600 * M <= gap["lon"] <= 900 * M
    assert gap["lat"] == pytest.approx(10 * M, rel=0.02)
    assert said["suffices"] == "exit_seats"
    assert not (tmp_path / "out" / "against-the-map.json").exists()
    proof = "certify", tmp_path / "out" / "certificate.json", "--case", tmp_path / "c"
    assert geleit(*proof, cwd=tmp_path).returncode == 0
    done = geleit(*proof, "--claim", "s1", cwd=tmp_path)
    assert (done.returncode, "no verdict rests on it" in done.stderr) == (1, True)
    finding = json.loads(geleit("assess", tmp_path / "c", "claims", "--json", cwd=tmp_path).stdout)["findings"][0]
    assert finding["verdict"] == "undetermined"
    assert any("a gap of 19.9 m at 0.00009, " in row["text"] for row in finding["evidence"])
    checks = json.loads(geleit("assess", tmp_path / "c", "corridor", "--json", cwd=tmp_path).stdout)["findings"]
    (time,) = (row for row in checks if row["code"] == "CORRIDOR-TIME" and row["subject"] == "operation")
    assert time["verdict"] == "unknown"
    assert "where the map has a gap" in time["summary"]
    done = geleit("report", tmp_path / "c", "--out", "page", cwd=tmp_path)
    page = (tmp_path / "page" / "report.html").read_text(encoding="utf-8")
    assert done.returncode == 0
    assert "a gap of 19.9 m at 0.00009, " in page


def test_what_no_gap_of_that_width_would_undo_is_impossible(tmp_path):
    said = answer_to(tmp_path / "c", WINDING, exit_at=WINDING[-1])
    assert (said["at_most"], said["could_not_leave"], said["suffices"]) == (0, 100, "beeline")
    near = [(0, 0), (0, 3000), (100, 3000), (100, 0), (200, 0), (200, 3000)]  # 9,200 m, 3,007 m in a straight line
    said = answer_to(tmp_path / "d", near, exit_at=(200, 3000))
    assert (said["ladder"]["beeline"], said["at_most"]) == (100, 0)
    assert (said["could_not_leave"], said["suffices"]) == (100, "walking")
    assert said["against_the_map"] == {
        "at_most": 0, "could_not_leave": 100, "as_drawn": {"at_most": 0, "could_not_leave": 100}, "gaps": [],
        "unread": None, "certificate": "out/against-the-map.json",
    }  # fmt: skip
    for name in ("certificate", "against-the-map"):
        done = geleit("certify", tmp_path / "out" / f"{name}.json", "--case", tmp_path / "d", cwd=tmp_path)
        assert done.returncode == 0, done.stderr
    whole = geleit("certify", tmp_path / "out", "--case", tmp_path / "d", cwd=tmp_path)
    assert whole.returncode == 0, whole.stderr
    found = json.loads(geleit("assess", tmp_path / "d", "claims", "--json", cwd=tmp_path).stdout)["findings"]
    assert [(row["verdict"], row["depends"]) for row in found] == [("impossible", [])]  # not on the rates
    done = geleit("report", tmp_path / "d", "--out", "page", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    proof = tmp_path / "page" / "claims" / "s1.json"
    done = geleit("certify", proof, "--case", tmp_path / "d", "--claim", "s1", cwd=tmp_path)
    assert done.returncode == 0, done.stderr


BESIDE = [(400, 1), (400, 300)]
"""A street to the side of the street of the people, drawn a metre short of it."""


def test_an_exit_at_a_corner_that_a_street_passes_without_a_point(tmp_path):
    # it is recorded where the side street ends, and that one is closed: the people pass it by on their own
    closed = answer_to(tmp_path / "c", HOME, BESIDE, exit_at=(400, 1), closures=f"c,{400 * M},{200 * M},always,yes\n")
    assert (closed["at_most"], closed["could_not_leave"]) == (100, 0)


def test_a_wide_street_leads_to_it_at_its_own_width(tmp_path):
    said = answer_to(tmp_path / "c", HOME, BESIDE, exit_at=(400, 1), people=30_000, widths=[4], rate=100_000)
    assert 4 * 6800 <= said["at_most"] <= 1.01 * 4 * 6800  # 400 s on the way


def test_people_in_a_gap_may_be_at_either_end_of_it(tmp_path):
    # from the middle of the gap it is 402 m to the exit, and ten people pass it, and the street, in a second
    gap = [(-200, 0), (-2, 0)], [(2.4, 0), (402, 0)], [(-200, 0), (-200, -400), (402, -400), (402, 0)]
    said = answer_to(tmp_path / "c", *gap, exit_at=(402, 0), people=100_000, widths=(10, 10, 10), rate=36_000)
    assert 10 * (7200 - 402) <= said["at_most"] <= 1.005 * 10 * (7200 - 402)


@pytest.mark.parametrize("gap", [0, 4])
def test_whoever_is_in_a_street_when_it_is_shut_walks_on(tmp_path, gap):
    # for 600 s people enter a street for one a second, 1,100 m long; others live on it, half-way
    lines = ([(0, 0), (550 - gap, 0)], [(550, 0), (1100, 0)]) if gap else [HOME]
    shut = [(540, -2), (560, -2), (560, 2), (540, 2)], "2024-05-01T00:10:00/2024-05-01T02:00:00"
    said = answer_to(
        tmp_path / "c",
        *lines,
        exit_at=(1100, 0),
        people=2000,
        shut=shut,
        others="" if gap else f"other,{700 * M},0,1\n",
    )
    assert 600 <= said["at_most"] < 700


def test_a_closure_shuts_no_more_of_a_street_where_a_corner_is_missing(tmp_path):
    # 500 m beyond the side street by which the people leave; the street has no point where they turn off
    beyond = f"c,{900 * M},0,always,yes\n"
    said = answer_to(tmp_path / "c", HOME, BESIDE, exit_at=(400, 300), closures=beyond)
    assert (said["at_most"], said["could_not_leave"]) == (100, 0)
    between = f"c,{200 * M},0,always,yes\n"
    said = answer_to(tmp_path / "d", HOME, BESIDE, exit_at=(400, 300), closures=between)
    assert (said["at_most"], said["at_least"]) == (0, 0)


def test_streets_drawn_without_a_common_corner_are_read(tmp_path):
    """As in many a plan of a town: 1,600 parts, which cross."""
    run = [100 * k for k in range(40)]
    lines = [line for k in run for line in ([(k, 0), (k, 3900)], [(0, k), (3900, k)])]
    said = answer_to(tmp_path / "c", *lines, exit_at=(3900, 3900), rate=36_000)
    assert (said["ladder"]["walking"], said["at_most"], said["against_the_map"]["unread"]) == (0, 0, None)
    assert said["against_the_map"]["at_most"] == said["ladder"]["beeline"] == 100  # 5,515 m in a straight line
    nearer = answer_to(tmp_path / "d", *lines, exit_at=(3000, 3900))
    assert nearer["at_most"] == 100


def test_what_is_no_map_is_told_and_proves_nothing(tmp_path):
    """1,600 dashes, 20 m long and 20 m apart: nobody knows who can walk where."""
    dashes = [[(40 * i, 40 * j), (40 * i + 20, 40 * j)] for i in range(40) for j in range(40)]
    said = answer_to(tmp_path / "c", *dashes, exit_at=(1580, 1560))
    assert said["at_most"] == said["ladder"]["streets"] == said["ladder"]["beeline"] == 100
    assert "parts that do not meet, within 500 m of over 1,000,000 others" in said["against_the_map"]["unread"]
    far = answer_to(tmp_path / "d", *dashes, [(1560, 1560), (9000, 1560)], exit_at=(9000, 1560))
    assert (far["at_most"], far["could_not_leave"], far["suffices"]) == (0, 100, "beeline")
    for command in ("evacuate", "check", "report"):
        done = geleit(command, tmp_path / "d", *(() if command == "check" else ("--out", "out")), cwd=tmp_path)
        assert done.returncode in (0, 1), done.stderr
        told = (tmp_path / "out" / "report.html").read_text() if command == "report" else done.stdout + done.stderr
        assert "nothing is proved by" in told


ROUND = [(0, 30), (1000, 30), (1000, 4500), (-1000, 4500), (-1000, -34), (0, -34)]
"""A street that passes home 30 m to the north, and comes back 34 m to the south after more than there is time for."""


def test_people_between_two_streets_may_live_at_either(tmp_path):
    said = answer_to(tmp_path / "c", ROUND, exit_at=(-1000, -34))
    assert (said["at_most"], said["at_least"]) == (100, 0)
    apart = [(x, y + 20 if y > 0 else y - 20) for x, y in ROUND]  # 50 m, and 54
    farther = answer_to(tmp_path / "d", [*apart[:-1], (0, -90)], exit_at=(-1000, -54))
    assert farther["at_most"] == 0


def test_an_exit_between_two_streets_may_stand_on_either(tmp_path):
    said = answer_to(
        tmp_path / "c", [(x + 1000, y + 34) for x, y in ROUND[:-1]], [(0, 0), (1000, 0)], exit_at=(1000, 34)
    )
    assert (said["at_most"], said["at_least"]) == (100, 0)
