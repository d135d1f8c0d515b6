"""Convoys on the command line, through real processes."""

from __future__ import annotations

import json
import re

import pytest

pytest.importorskip("pyvrp", reason="the extra convoy is not installed")

from tests.surface.lane import write_lane
from tests.surface.process import geleit

pytestmark = pytest.mark.slow

STEPS = ("--iterations", "50", "--days", "1")


def test_the_plan_as_json(tmp_path):
    write_lane(tmp_path / "lane", districts=((5, 60_000), (9, 60_000)))
    done = geleit("convoy", "lane", *STEPS, "--json", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (1, "")
    plan = json.loads(done.stdout)
    assert (plan["delivered_tonnes"], plan["need_tonnes"], plan["verdict"]) == (20, pytest.approx(66.6), "not met")
    assert plan["at_most_tonnes"] == pytest.approx(20)
    assert plan["binding"][0]["kind"] == "trucks"
    assert not plan["routes_withheld"]
    for trip in plan["trips"]:
        assert {"truck", "depart", "route", "stops", "arrive"} <= set(trip)
        assert trip["route"][0] == trip["route"][-1] == [-0.009, 0.0]
        assert trip["depart"] < trip["enter"] < trip["stops"][0]["arrive"] < trip["leave"] < trip["arrive"]
    assert sum(d["delivered_tonnes"] for d in plan["districts"]) == 20
    again = geleit("convoy", "lane", *STEPS, "--json", cwd=tmp_path)
    assert again.stdout == done.stdout


def test_routes_that_lie_ahead_are_withheld_unless_asked_for(tmp_path):
    write_lane(tmp_path / "lane", year=2190)
    plan = json.loads(geleit("convoy", "lane", *STEPS, "--json", cwd=tmp_path).stdout)
    assert plan["routes_withheld"]
    assert {trip["route"] for trip in plan["trips"]} == {None}
    plan = json.loads(geleit("convoy", "lane", *STEPS, "--json", "--routes", cwd=tmp_path).stdout)
    assert all(trip["route"] for trip in plan["trips"])


def test_the_page_has_no_routes_and_the_sheets_have(tmp_path):
    write_lane(tmp_path / "lane", districts=((5, 9_000), (9, 9_000)))
    done = geleit("convoy", "lane", *STEPS, "--out", "page", "--sheets", "sheets", cwd=tmp_path)
    assert done.returncode == 0
    assert done.stdout.splitlines()[-1].startswith("wrote page/convoy.html (open it in a browser), sheets/sheets.html")
    page = (tmp_path / "page" / "convoy.html").read_text(encoding="utf-8")
    assert 'class="way"' not in page
    assert "08:0" not in page
    sheets = (tmp_path / "sheets" / "sheets.html").read_text(encoding="utf-8")
    assert sheets.count('class="sheet"') == 1
    assert "Load: Maize meal 7.2 t, Beans, peas, lentils 1.08 t" in sheets
    assert "18,000" in "".join(sheets.split()) or "9,000</td>" in sheets
    assert "Piece -9 1,00" in sheets  # the street, and its metres
    # both have the streets once, and names beside what they show
    for text in (page, sheets):
        assert text.count('<g id="streets">') == 1
        assert text.count('class="road') == 4
        assert text.count('href="#streets"') == text.count('class="route"') >= 1
    names = re.findall(r'<text class="name"[^>]*>([^<]*)</text>', page)
    assert {"d0", "d1", "depot", "g"} == {name for name in names if not name.startswith("Piece ")}
    assert any(name.startswith("Piece ") for name in names)
    for text in (page, sheets):
        assert "Source of the streets not stated" in text
        assert "OpenStreetMap" not in text
    named = re.findall(r'<text class="name"[^>]*>([^<]*)</text>', sheets)
    assert any(name.startswith("Piece ") for name in named)
    # what a truck drives is drawn, from the depot on
    assert sheets.count('class="way"') == sheets.count("<h3>Round")


def test_a_window_that_cannot_feed_the_city_says_so(tmp_path):
    write_lane(tmp_path / "lane", districts=((9, 400_000),))
    done = geleit("convoy", "lane", *STEPS, cwd=tmp_path)
    assert done.returncode == 1
    assert (
        "These windows cannot feed the city: in 1 window, 2 h together, at most 20 t can be brought in, 9.01 %"
        in " ".join(done.stdout.split())
    )


@pytest.mark.parametrize(
    ("changes", "message"),
    [
        ({"tables": {"depots.csv": "id,lon,lat\n"}}, "trucks.csv: row 2, column depot: no depot has the id 'depot'"),
        ({"tables": {"depots.csv": "id,lon,lat\ndepot,-0.009,1\n"}}, "depots[depot]: (-0.009, 1) lies"),
        ({"tables": {"gates.csv": "id,lon,lat,windows\ng,0,0,never\n"}}, "gates: no gate is open within the period"),
        ({"trucks": ()}, "trucks: the case has none, so there is no convoy to plan (write"),
    ],
)
def test_what_cannot_be_planned(tmp_path, changes, message):
    write_lane(tmp_path / "lane", **changes)
    done = geleit("convoy", "lane", *STEPS, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert message in done.stderr


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        (
            {"trucks": ("1,10,20,36,30,30",), "tables": {"weight_limits.csv": "id,lon,lat,tonnes\nb,0.004,0,16\n"}},
            "no street leads there and back that trucks may use; t0 may not use b (16 t)",
        ),
        ({"window": "08:00-08:03"}, "the way there and back takes longer than the window is open"),
    ],
)
def test_what_prevents_every_round_is_a_finding(tmp_path, changes, reason):
    write_lane(tmp_path / "lane", **changes)
    done = geleit("convoy", "lane", *STEPS, "--json", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (1, "")
    plan = json.loads(done.stdout)
    assert (plan["verdict"], plan["delivered_tonnes"], plan["at_most_tonnes"], plan["trips"]) == ("not met", 0, 0, [])
    assert plan["districts"][0]["reason"] == reason
    text = geleit("convoy", "lane", *STEPS, "--out", "out", "--sheets", "out", cwd=tmp_path)
    assert (text.returncode, text.stderr) == (1, "")
    assert f"Nothing can be brought to d0: {reason}." in " ".join(text.stdout.split())


@pytest.mark.parametrize(
    ("north", "toml", "metres"),
    [
        (0.0135, "", 1493),  # degrees from the end of the street, of 110,574 m each on the equator (WGS 84)
        (0.0017, "", None),  # 188 m
        (0.00225, 'carrying_distance = { low = 240, likely = 300, high = 400, unit = "m" }', 249),
        (0.00225, 'carrying_distance = { likely = 300, unit = "m" }', None),
    ],
)
def test_goods_count_where_the_truck_stops(tmp_path, north, toml, metres):
    write_lane(tmp_path / "lane", toml=toml)
    people = f"id,lon,lat,people_likely\nd0,0.009,{north},1000\n"
    (tmp_path / "lane" / "people.csv").write_text(people)
    done = geleit("convoy", "lane", *STEPS, "--json", cwd=tmp_path)
    plan = json.loads(done.stdout)
    (district,) = plan["districts"]
    if metres is None:
        assert district["delivered_tonnes"] == pytest.approx(plan["need_tonnes"], abs=0.002)
        return
    limit = 240 if toml else 200
    assert (plan["verdict"], plan["trips"], district["delivered_tonnes"]) == ("unknown", [], 0)
    assert plan["at_most_tonnes"] == pytest.approx(plan["need_tonnes"])  # maps lack streets
    assert district["reason"] == (
        f"not reached: people live {metres:,} m from where a truck can stop, and goods are carried for {limit} m "
        "(assumption carrying_distance)"
    )


OUTLINE = [[[0.008, 0.0012], [0.01, 0.0012], [0.01, 0.004], [0.008, 0.004], [0.008, 0.0012]]]
"""From 133 m north of the last metres of the street and what lies past its end, to 442 m."""


def test_of_a_district_only_those_within_reach_get_goods(tmp_path):
    """Within 200 m lie 67 m of its 310 m along the street, and past its end 56 m on average: 20.0 %."""
    write_lane(tmp_path / "lane")
    (tmp_path / "lane" / "people.csv").unlink()
    shape = {"type": "Polygon", "coordinates": OUTLINE}
    row = {"type": "Feature", "properties": {"id": "d0", "people_likely": 1000}, "geometry": shape}
    text = json.dumps({"type": "FeatureCollection", "features": [row]})
    (tmp_path / "lane" / "people.geojson").write_text(text)
    case = tmp_path / "lane" / "case.toml"
    case.write_text(case.read_text() + 'people = "people.geojson"\n')
    done = geleit("convoy", "lane", *STEPS, "--json", "--out", "out", cwd=tmp_path)
    plan = json.loads(done.stdout)
    (district,) = plan["districts"]
    assert (done.returncode, plan["verdict"], district["reason"]) == (0, "unknown", "")
    assert district["people_not_reached"] == pytest.approx(800, abs=2)
    assert district["farthest_m"] == pytest.approx(456, abs=2)  # its far corner past the end of the street
    assert district["share"] == pytest.approx(0.2, abs=0.003)
    said = (
        f"{district['people_not_reached']} of 1,000 people are not reached: they live up to {district['farthest_m']} m "
        "from where a truck can stop, and goods are carried for 200 m (assumption carrying_distance)"
    )
    assert f"d0: {said}." in plan["summary"]
    assert f"<td>{said}</td>" in (tmp_path / "out" / "convoy.html").read_text(encoding="utf-8")


def test_a_district_far_from_all_streets_is_not_reached_and_others_are_served(tmp_path):
    write_lane(
        tmp_path / "lane", tables={"people.csv": "id,lon,lat,people_likely\nd,0.009,0,1000\nfar,0.009,0.03,50\n"}
    )
    done = geleit("convoy", "lane", *STEPS, "--json", cwd=tmp_path)
    plan = json.loads(done.stdout)
    near, far = plan["districts"]
    assert (done.returncode, done.stderr, plan["verdict"]) == (0, "", "unknown")
    assert (near["share"], near["people_not_reached"]) == (1, 0)
    assert (far["delivered_tonnes"], far["people_not_reached"], far["farthest_m"]) == (0, 50, 3317)
    assert far["reason"].startswith("not reached: people live 3,317 m from where a truck can stop")


def test_the_sheet_counts_the_rations_of_all_who_get_one(tmp_path):
    write_lane(tmp_path / "lane", districts=((9, 1_000),))
    done = geleit("convoy", "lane", *STEPS, "--sheets", "sheets", cwd=tmp_path)
    assert "100 % of the need" in done.stdout
    sheets = (tmp_path / "sheets" / "sheets.html").read_text(encoding="utf-8")
    assert '<td class="n">1,000</td>' in sheets


def test_limits_that_nothing_sets_are_not_told(tmp_path):
    """Depot, gate and people at one place, loaded and unloaded in no time: how often trucks come limits nothing."""
    tables = {"depots.csv": "id,lon,lat\ndepot,0,0\n"}
    write_lane(tmp_path / "lane", trucks=("1,10,,36,0,0",), districts=((0, 1_000), (9, 1_000)), tables=tables)
    plan = json.loads(geleit("convoy", "lane", *STEPS, "--json", cwd=tmp_path).stdout)
    assert (plan["verdict"], {limit["kind"] for limit in plan["binding"]}) == ("met", {"need", "roads"})


def test_likely_nobody_inside_needs_nothing(tmp_path):
    people = "id,lon,lat,people_low,people_likely,people_high\nd0,0.009,0,0,0,10\n"
    write_lane(tmp_path / "lane", tables={"people.csv": people})
    done = geleit("convoy", "lane", *STEPS, "--out", "out", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert "nothing is needed" in done.stdout


def test_a_bundled_case_without_a_fleet_says_what_is_missing(tmp_path):
    done = geleit("convoy", "aleppo-2016", *STEPS, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert "aleppo-2016: depots: the case has none, so there is no convoy to plan" in done.stderr


def test_a_volume_needs_the_weight_of_the_goods(tmp_path):
    write_lane(tmp_path / "lane")
    trucks = tmp_path / "lane" / "trucks.csv"
    text = trucks.read_text(encoding="utf-8").splitlines()
    trucks.write_text(f"{text[0]},volume\n{text[1]},12\n", encoding="utf-8")
    done = geleit("convoy", "lane", *STEPS, cwd=tmp_path)
    assert done.returncode == 2
    assert "trucks[t0].volume: how much goods fit is not known without their weight" in done.stderr
    toml = tmp_path / "lane" / "case.toml"
    density = '[assumptions.cargo_density]\nlikely = 0.5\nunit = "t/m3"\n[files]'
    toml.write_text(toml.read_text(encoding="utf-8").replace("[files]", density), encoding="utf-8")
    plan = json.loads(geleit("convoy", "lane", *STEPS, "--json", cwd=tmp_path).stdout)
    assert plan["delivered_tonnes"] == 12  # two rounds of 12 m3 at half a tonne


@pytest.mark.parametrize(
    ("option", "value"),
    [("--days", "0"), ("--days", "1e-300"), ("--days", "3661"), ("--days", "nan"), ("--budget", "soon"),
     ("--iterations", "0"), ("--avoid-risk", "-1")],
)  # fmt: skip
def test_options_that_make_no_sense(tmp_path, option, value):
    write_lane(tmp_path / "lane")
    done = geleit("convoy", "lane", option, value, cwd=tmp_path)
    assert done.returncode == 2
    assert option in done.stderr
