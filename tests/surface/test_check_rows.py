"""``geleit check``: what each row of a case became on the streets, and what in it looks like a slip."""

from __future__ import annotations

import json
import re
import sqlite3
from xml.etree import ElementTree

import pytest

from geleit.io.case.bundled import list_bundled
from tests.surface.process import ROOT, geleit
from tests.surface.village import write_village

pytestmark = pytest.mark.slow

M = 1 / 111_319.4908
"""Degrees of longitude a metre, on the equator."""
N = 1 / 110_574.2758
"""Degrees of latitude a metre, there."""


def line(*points, **tags):
    """A street through points in metres."""
    shape = {"type": "LineString", "coordinates": [[x * M, y * N] for x, y in points]}
    return {"type": "Feature", "properties": {"highway": "residential", **tags}, "geometry": shape}


def outline(west, south, east, north, **said):
    """People in a rectangle, in metres."""
    ring = [(west, south), (east, south), (east, north), (west, north), (west, south)]
    return {"type": "Feature", "properties": said,
            "geometry": {"type": "Polygon", "coordinates": [[[x * M, y * N] for x, y in ring]]}}  # fmt: skip


def in_degrees(text):
    """A table in which positions stand as ``{east},{north}`` in metres."""
    return re.sub(r"\{(-?\d+)\},\{(-?\d+)\}", lambda at: f"{int(at[1]) * M:.9f},{int(at[2]) * N:.9f}", text)


def collection(path, features):
    path.write_text(json.dumps({"type": "FeatureCollection", "features": features}))


@pytest.fixture
def town(tmp_path):
    """A function that writes a case: people at one end, an exit at the other, but for what is given."""

    def write(streets=None, exits="x,Gate,{1000},{0},0,100,foot", people=None, **tables):
        folder = write_village(tmp_path / "town", exits=((9, 100, "always"),), streets=((0, 9),))
        if streets is not None:
            collection(folder / "streets.geojson", streets)
        placed = in_degrees(exits)
        head = "id,name,lon,lat,position_error,rate_likely,mode,windows"
        (folder / "exits.csv").write_text("\n".join([head, *(f"{row},always" for row in placed.split("\n"))]))
        if people is not None:
            (folder / "people.csv").unlink()
            collection(folder / "people.geojson", people)
        for name, text in tables.items():
            (folder / f"{name}.csv").write_text(in_degrees(text))
        return folder

    return write


def told(folder):
    """What a check tells machines."""
    done = geleit("check", folder, "--json", cwd=folder.parent)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


OF_THE_RECORD = ("unsourced", "unchained")
"""Codes of warnings about what the case rests on, and not about its map."""


def warnings(folder):
    """Code and row of each warning about the map; the text has these and the others."""
    found, text = told(folder)["warnings"], geleit("check", folder, cwd=folder.parent).stdout
    assert [f"{one['about']}: {one['text']}" for one in found] == re.findall("look again  (.*)", text)
    return [(one["code"], one["about"]) for one in found if one["code"] not in OF_THE_RECORD]


STREET = line((0, 0), (1000, 0), name="Main Street", highway="secondary")


def test_a_plain_town_has_nothing_to_look_at(town):
    folder = town([STREET])
    assert warnings(folder) == []
    assert "became" not in geleit("check", folder, cwd=folder.parent).stdout


@pytest.mark.parametrize("name", list_bundled())
def test_bundled_cases_gain_true_warnings_alone(name, tmp_path):
    """The exit of Arbin is recorded 63 m off the road of the sketch that it is said to be on; Gaza is two roads."""
    known = {
        "aleppo-2016": [("unweighed", "deliveries[sets-2500]")],
        "east-ghouta-2018": [("far-exit", "exits[arbin]"), ("unweighed", "deliveries[parcels-9-march]")],
        "gaza-2023": [("crowded", "people[north]")],
        "gaza-2023-order": [("crowded", "people[north]")],
    }
    expected = known.get(name, [])
    found = json.loads(geleit("check", name, "--json", cwd=tmp_path).stdout)["warnings"]
    assert [(one["code"], one["about"]) for one in found if one["code"] not in OF_THE_RECORD] == expected


# ------------------------------------------------------------------------------------------------------------- exits


@pytest.mark.parametrize("mode", ["vehicle", "any"])
@pytest.mark.parametrize(("error", "street", "metres"), [(100, "Main Street", 96), (50, "Farm Track", 3)])
def test_an_exit_for_cars_is_on_a_street_for_cars_if_it_may_stand_there(town, mode, error, street, metres):
    track = line((0, 99), (500, 99), (1000, 0), name="Farm Track", highway="track")
    folder = town([STREET, track], exits=f"x,Gate,{{300}},{{96}},{error},100,{mode}")
    [landed] = told(folder)["exits"]
    assert (landed["street"], round(landed["metres"])) == (street, metres)
    assert landed["fits"] is (street == "Main Street")
    assert (landed["nearest_class"], round(landed["nearest_metres"])) == ("track", 3)
    assert warnings(folder) == ([] if landed["fits"] else [("unfit-street", "exits[x]")])


def test_an_exit_on_foot_is_on_the_nearest_street(town):
    track = line((0, 99), (500, 99), (1000, 0), name="Farm Track", highway="track")
    [landed] = told(town([STREET, track], exits="x,Gate,{300},{96},100,100,foot"))["exits"]
    assert (landed["street"], landed["fits"]) == ("Farm Track", True)


@pytest.mark.parametrize(("off", "expected"), [(63, [("far-exit", "exits[x]")]), (45, [])])
def test_an_exit_far_from_any_street_is_told(town, off, expected):
    assert warnings(town([STREET], exits=f"x,Gate,{{500}},{{{off}}},0,100,foot")) == expected


@pytest.mark.parametrize(("rate", "expected"), [("1.2", True), ("4.9", True), ("5", False), ("0", False)])
def test_a_rate_below_five_an_hour_is_asked_about(town, rate, expected):
    found = warnings(town([STREET], exits=f"x,Gate,{{500}},{{0}},0,{rate},foot"))
    assert found == ([("low-rate", "exits[x]")] if expected else [])


@pytest.mark.parametrize(("hours", "expected"), [(("19", "20"), [("longer-hours", "exits[x]")]), (("10", "11"), [])])
def test_an_exit_that_was_open_outside_its_windows_is_told_by_check_and_beside_an_answer(hours, expected, town):
    head = "id,speaker,at,text,topic,source,asserts,about,since,until,extent"
    told = "late,Monitor,2030-01-02,It was open,x,s1,corridor-open,x,2030-01-01T{}:00Z,2030-01-01T{}:00Z,once"
    sources = "id,title,publisher\ns1,A report,A monitor"
    folder = town([STREET], statements=f"{head}\n{told.format(*hours)}", sources=sources)
    shut = (folder / "exits.csv").read_text().replace(",always", ",2030-01-01T00:00Z/2030-01-01T18:00Z")
    (folder / "exits.csv").write_text(shut)
    assert warnings(folder) == expected
    assert ("longest that anyone claims" in geleit("evacuate", folder, cwd=folder.parent).stderr) is bool(expected)


# ------------------------------------------------------------------------------------------------------------ numbers


@pytest.mark.parametrize(
    ("rate", "remedy"),
    [("1.200", "write 1200 or 1.2"), ("66.667", "write 66667 or 66.667"), ("1.000", "write 1000 or 1")],
)
def test_a_dot_before_three_digits_of_a_rate_is_a_question(town, rate, remedy):
    folder = town([STREET], exits=f"x,Gate,{{500}},{{0}},0,{rate},foot")
    for command in ("check", "evacuate"):
        done = geleit(command, folder, cwd=folder.parent)
        assert (done.returncode, done.stdout) == (2, "")
        assert "town/exits.csv: row 2, column rate_likely: " in done.stderr
        assert "may mean" in done.stderr
        assert remedy in done.stderr


def test_the_remedy_is_taken(town):
    """Each way to write it that a message names is read."""
    for rate in ("1200", "1.2", "66667", "1000", "0.125", "12.50", "1234.5"):
        folder = town([STREET], exits=f"x,Gate,{{500}},{{0}},0,{rate},foot")
        assert geleit("check", folder, cwd=folder.parent).returncode == 0
        for file in folder.iterdir():
            file.unlink()
        folder.rmdir()


def test_a_thousand_people_with_a_dot_are_not_one(town):
    folder = town([STREET], people=None)
    (folder / "people.csv").write_text("id,lon,lat,people_likely\na,0,0,1.000")
    done = geleit("check", folder, cwd=folder.parent)
    assert done.returncode == 2
    assert "people_likely: '1.000' may mean 1,000 or 1: a dot before three digits" in done.stderr


def test_seats_are_counted_in_whole_numbers_too(case):
    text = (case / "buses.csv").read_text()
    assert ",50,3,5,8," in text
    (case / "buses.csv").write_text(text.replace(",50,3,5,8,", ",1.000,3,5,8,"))
    done = geleit("check", case, cwd=case.parent)
    assert done.returncode == 2
    assert "column seats: '1.000' may mean 1,000 or 1" in done.stderr


@pytest.mark.parametrize(("rate", "code"), [(66.667, 0), ("66.667", 0), ("1.200", 2)])
def test_what_geojson_has_as_a_number_is_clear(town, rate, code):
    """A text with a nought at its end is none that a program would have written."""
    folder = town([STREET])
    (folder / "exits.csv").unlink()
    said = {"id": "x", "name": "Gate", "rate_likely": rate, "windows": "always"}
    point = {"type": "Point", "coordinates": [500 * M, 0]}
    collection(folder / "exits.geojson", [{"type": "Feature", "properties": said, "geometry": point}])
    assert geleit("check", folder, cwd=folder.parent).returncode == code


# ----------------------------------------------------------------------------------------------------------- closures

NORTHBOUND = [line((300 + 40 * i, 0), (340 + 40 * i, 0), name="Bridge", bridge="yes", oneway="yes") for i in range(5)]
SOUTHBOUND = [line((300 + 50 * i, 15), (350 + 50 * i, 15), name="Bridge", bridge="yes", oneway="-1") for i in range(4)]
BANKS = [
    line((0, 0), (300, 0), name="West Road"),
    line((500, 0), (1000, 0), name="East Road"),
    line((300, 0), (300, 15)),
    line((500, 0), (500, 15)),
]


def test_a_point_on_one_carriageway_leaves_the_other_open(town):
    """They are cut into pieces of different length; the side streets at their ends do not run beside them."""
    folder = town(
        [*BANKS, *NORTHBOUND, *SOUTHBOUND], closures="id,name,lon,lat,windows,certain\nb,Bridge,{400},{0},always,yes"
    )
    [closed] = told(folder)["closures"]
    assert closed["streets"] == ["Bridge"]
    assert {(one["street"], one["bridge"]) for one in closed["open_beside"]} == {("Bridge", True)}
    assert [one["metres"] for one in closed["open_beside"]] == pytest.approx([15] * len(closed["open_beside"]), abs=0.2)
    [(code, about)] = warnings(folder)
    assert (code, about) == ("open-beside", "closures[b]")
    text = geleit("check", folder, cwd=folder.parent).stdout
    assert "leaves open beside it Bridge (residential), a bridge, 15 m off (about " in text


@pytest.mark.parametrize("command", ["evacuate", "report"])
def test_an_answer_says_so_too(town, command):
    """On standard error, so that JSON stays JSON; what is public has no rows."""
    folder = town(
        [*BANKS, *NORTHBOUND, *SOUTHBOUND], closures="id,name,lon,lat,windows,certain\nb,Bridge,{400},{0},always,yes"
    )
    done = geleit(command, folder, cwd=folder.parent)
    assert done.returncode == 0
    [said] = done.stderr.splitlines()
    assert said.startswith("geleit: look again: closures[b]: shuts 1 piece of Bridge, 40 m")
    settings = (folder / "case.toml").read_text().replace("2030", "2020")  # what lies ahead is not public
    (folder / "case.toml").write_text(settings)
    public = geleit(command, folder, "--public", "--out", "public", cwd=folder.parent)
    assert (public.returncode, public.stderr) == (0, "")


def test_an_area_over_both_carriageways_leaves_nothing_open(town):
    folder = town([*BANKS, *NORTHBOUND, *SOUTHBOUND])
    shape = outline(385, -5, 415, 20)["geometry"]
    said = {"id": "b", "windows": "always", "certain": "yes"}
    collection(folder / "closures.geojson", [{"type": "Feature", "properties": said, "geometry": shape}])
    [closed] = told(folder)["closures"]
    assert len(closed["closed"]) == 3  # one of 40 m, two of 50 m
    assert closed["open_beside"] == []


@pytest.mark.parametrize(
    "other",
    [
        line((400, 0), (500, 60), name="Fork"),
        line((400, -100), (400, 100), name="Crossing"),
        line((300, 25), (500, 25), name="A street 25 m off"),
        line((500, 0), (700, 0), name="Further on"),
    ],
    ids=lambda other: other["properties"]["name"],
)
def test_what_does_not_run_beside_a_closed_street_is_not_told(town, other):
    streets = [line((0, 0), (300, 0)), line((300, 0), (500, 0), name="Closed"), other]
    folder = town(streets, exits="x,Gate,{100},{0},0,100,foot", closures="id,lon,lat,windows\nb,{350},{0},always")
    [closed] = told(folder)["closures"]
    assert closed["open_beside"] == []


def test_two_closures_that_shut_one_carriageway_each_leave_nothing_open(town):
    rows = "id,lon,lat,windows\nnorth,{420},{0},always\nsouth,{425},{15},always"
    streets = [*BANKS, line((300, 0), (500, 0), name="Bridge"), line((300, 15), (500, 15), name="Bridge")]
    assert warnings(town(streets, closures=rows)) == []


# -------------------------------------------------------------------------------------------------------------- people


def test_people_counted_twice_are_told_with_their_number(town):
    people = [
        outline(0, -50, 100, 50, id="one", people_likely=400),
        outline(0, -50, 100, 50, id="same", people_likely=400),
        outline(75, -50, 175, 50, id="over", people_likely=800),
        outline(175, -50, 275, 50, id="next", people_likely=500),
    ]
    found = told(town([STREET], people=people))["warnings"]
    texts = {one["text"] for one in found}
    assert {one["code"] for one in found} == {"overlap"}
    assert len(found) == 3
    assert "has the same outline as people[same] (100%), with 400 and 400 people: both count" in texts
    assert (
        "lies over people[over]: 25% of one with about 100 people and 25% of over with about 200 people are in both, "
        "and count twice"
    ) in texts


def test_people_without_a_way_out_are_told_by_district_and_corner(town):
    """Half of the streets of the district lie on the other bank."""
    streets = [STREET, line((0, 300), (100, 300), name="Far Bank")]
    people = [outline(0, -10, 100, 310, id="both", people_likely=200)]
    folder = town(streets, people=people)
    found = told(folder)
    assert warnings(folder) == [("stranded", "people[both]")]
    assert [row["stranded"] for row in found["people_rows"]] == [100]
    assert sum(one["people"] for one in found["stranded"]) == 100
    assert {one["to_exit"] for one in found["stranded"]} == {False}
    assert [(one["km"], one["people"], one["exits"], one["main"]) for one in found["parts"]] == [
        (1.0, 100, 1, True),
        (0.1, 100, 0, False),
    ]


def test_a_point_is_told_how_far_it_was_moved(town):
    [row] = told(town([STREET], people=[{
        "type": "Feature", "properties": {"id": "farm", "people_likely": 7},
        "geometry": {"type": "Point", "coordinates": [500 * M, 400 * N]},
    }]))["people_rows"]  # fmt: skip
    assert (row["shape"], row["most_m"]) == ("point", pytest.approx(400, rel=0.01))


def test_people_outside_the_area_are_told(town):
    folder = town([STREET])
    area = outline(500, -100, 900, 100)
    collection(folder / "area.geojson", [area])
    assert warnings(folder) == [("outside-area", "people[p0]")]


def test_of_many_rows_of_one_kind_the_number_is_told(town):
    """Thirty rows of people outside of the area."""
    folder = town([STREET])
    collection(folder / "area.geojson", [outline(500, -100, 900, 100)])
    rows = [f"p{i},{i * M:.7f},0,1" for i in range(30)]
    (folder / "people.csv").write_text("\n".join(["id,lon,lat,people_likely", *rows]))
    found = told(folder)["warnings"]
    assert [one["about"] for one in found] == [*(f"people[p{i}]" for i in range(20)), "people"]
    assert found[-1]["text"] == "10 more rows likewise"


# ------------------------------------------------------------------------------------------------- files of other tools


def test_columns_that_tools_add_are_not_read(town):
    said = {"fid": 3, "stroke": "#555", "stroke-width": 2, "fill": "#0f0", "marker-color": "#f00", "styleUrl": "#a",
            "OBJECTID": 9, "Shape_Area": 1.5}  # fmt: skip
    assert warnings(town([STREET], people=[outline(0, -50, 100, 50, id="one", people_likely=400, **said)])) == []


def test_other_columns_are_still_errors(town):
    folder = town([STREET], people=[outline(0, -50, 100, 50, id="one", people_likely=400, strokes="x")])
    done = geleit("check", folder, cwd=folder.parent)
    assert done.returncode == 2
    assert "unknown column 'strokes'" in done.stderr


def test_columns_of_tools_are_read_where_a_table_has_them(case):
    """``fill`` means nothing in any table; ``fid`` may be a header of CSV as well."""
    text = (case / "depots.csv").read_text().replace("id,name,", "fid,id,name,").replace("store,Store", "1,store,Store")
    (case / "depots.csv").write_text(text)
    assert geleit("check", case, cwd=case.parent).returncode == 0


@pytest.mark.parametrize(("points", "code"), [([[0, 0]], 0), ([[0, 0], [50 * M, 0]], 2)])
def test_a_multipoint_of_one_point_is_that_point(town, points, code):
    people = [{"type": "Feature", "properties": {"id": "a", "people_likely": 5},
               "geometry": {"type": "MultiPoint", "coordinates": points}}]  # fmt: skip
    done = geleit("check", folder := town([STREET], people=people), cwd=folder.parent)
    assert done.returncode == code
    if code:
        assert "expected one Point, found a MultiPoint: a list of 2" in done.stderr
        assert "make a row of each" in done.stderr


# ------------------------------------------------------------------------------------------------------------ template


def test_the_made_up_town_says_that_it_is_one(case):
    assert [code for code, _ in warnings(case)] == ["example"]


def test_what_is_left_of_the_made_up_town_is_told_row_by_row(case, town):
    """Own streets, people and exits, as the tutorial has it; whatever else is there is of the Atlantic."""
    own = town([STREET])
    for name in ("streets.geojson", "people.csv", "exits.csv"):
        (case / name).write_text((own / name).read_text())
    for name in ("people.geojson", "area.geojson", *(f"{t}.csv" for t in (
        "buses", "closures", "corridors", "deliveries", "evidence", "joint_limits", "rates", "risks", "statements",
    ))):  # fmt: skip
        (case / name).unlink()
    kept = (case / "parties.csv").read_text().replace("council,Sampleton Council", "elders,Council of elders")
    (case / "parties.csv").write_text(re.sub("^(pauses|monitoring).*", "", kept))
    (case / "pauses.csv").unlink()
    found = warnings(case)
    assert ("elsewhere", "depots[store]") in found
    assert ("elsewhere", "facilities[clinic]") in found
    assert ("elsewhere", "gates[bridge]") in found
    assert ("leftover", "case.toml") in found
    assert ("leftover", "depots.csv") in found
    assert ("leftover", "exits.csv") not in found
    text = geleit("check", case, cwd=case.parent).stdout
    assert (
        "parties.csv: 2 rows of the made-up town that geleit new --example writes, north, crescent: put your own"
        in text
    )


# -------------------------------------------------------------------------------------------------------- page, layers


@pytest.fixture
def written(town):
    rows = "id,name,lon,lat\nstore,Store,{0},{0}"
    people = [
        outline(0, -50, 100, 50, id="one", people_likely=400),
        {"type": "Feature", "properties": {"id": "farm", "people_likely": 7, "name": "<b>Farm</b>"},
         "geometry": {"type": "Point", "coordinates": [500 * M, 30 * N]}},
    ]  # fmt: skip
    folder = town(
        [*BANKS, *NORTHBOUND, *SOUTHBOUND, line((0, 300), (100, 300), name="Far Bank")],
        exits="x,Gate,{1000},{4},10,100,foot\ny,Second gate,{900},{0},0,100,any",
        people=people,
        depots=rows,
        facilities="id,kind,name,lon,lat\nclinic,hospital,Clinic,{200},{20}",
        closures="id,name,lon,lat,windows,certain\nb,The bridge,{400},{0},always,yes",
        parties="id,name\nnorth,North",
        corridors="id,name,announced_by\nroad,East Road,north\nnowhere,Nowhere,north",
    )
    text = (folder / "exits.csv").read_text().replace("windows", "windows,corridor").replace("always", "always,road")
    (folder / "exits.csv").write_text(text)
    done = geleit("check", folder, "--out", "out", cwd=folder.parent)
    assert done.returncode == 0, done.stderr
    return folder, folder.parent / "out", done.stdout


def test_page_and_layers_are_tied_and_internal(written):
    folder, out, text = written
    assert "  became      exits[x]: East Road (residential), 4 m off\n" in text
    assert "open beside it: Bridge (residential), 15 m off" in text
    assert text.splitlines()[-2:] == [
        "wrote out/check.html and out/check.gpkg (not for publication)", f"{folder} is a valid case",
    ]  # fmt: skip
    done = geleit("certify", out, "--case", folder, cwd=folder.parent)
    assert done.returncode == 0, done.stdout + done.stderr
    page = (out / "check.html").read_text(encoding="utf-8")
    assert 'class="stamp internal"' in page
    assert "<b>Farm</b>" not in page
    assert re.findall(r"""(?:src|href)=["'](?!#|data:)[^"']*""", page) == []
    assert "http://" not in page.replace("http://www.w3.org/", "")


@pytest.mark.parametrize("kept", ["check.html", "check.gpkg", "renamed.gpkg"])
def test_nothing_public_is_written_beside_it(written, kept):
    _, out, _ = written
    (out / "check.gpkg").rename(out / "renamed.gpkg") if kept == "renamed.gpkg" else None
    for file in out.iterdir():
        if file.name != kept:
            file.unlink()
    done = geleit("report", "grozny-1999", "--public", "--out", "out", cwd=out.parent)
    assert done.returncode == 2
    assert f"{kept}: is not for publication" in done.stderr


def test_the_layers_hold_every_row(written):
    geopandas = pytest.importorskip("geopandas")
    _, out, _ = written
    layers = {name: geopandas.read_file(out / "check.gpkg", layer=name) for name in (
        "exits", "exits_moved", "people", "people_areas", "people_moved", "cells_moved", "closed", "open_beside",
        "corridors", "depots", "gates", "facilities", "stranded", "near_misses", "parts",
    )}  # fmt: skip
    assert {name: len(table) for name, table in layers.items()} == {
        "exits": 2, "exits_moved": 2, "people": 1, "people_areas": 1, "people_moved": 1, "cells_moved": 0, "closed": 1,
        "open_beside": len(layers["open_beside"]), "corridors": 2, "depots": 1, "gates": 0, "facilities": 1,
        "stranded": 0, "near_misses": len(layers["near_misses"]), "parts": 2,
    }  # fmt: skip
    exits = layers["exits"].set_index("id")
    assert (exits.street["x"], exits.metres_moved["x"]) == ("East Road", pytest.approx(4, abs=0.05))
    assert exits.geometry["x"].coords[0] == pytest.approx((1000 * M, 4 * N), abs=1e-9)
    [moved] = layers["exits_moved"].query("id == 'x'").geometry
    assert moved.coords[1] == pytest.approx((1000 * M, 0), abs=1e-9)
    assert set(layers["open_beside"].street) == {"Bridge"}
    assert layers["open_beside"].metres_off.tolist() == pytest.approx([15] * len(layers["open_beside"]), abs=0.2)
    assert layers["corridors"].set_index("id").exits.to_dict() == {"road": "x; y", "nowhere": ""}
    assert layers["corridors"].geometry.isna().tolist() == [False, True]
    assert layers["parts"].main.tolist() == [True, False]
    assert all(set(table.publication) <= {"internal, not for publication"} for table in layers.values())
    assert all(table.crs.to_epsg() == 4326 for table in layers.values())


def test_qgis_finds_a_style_for_every_layer(written):
    _, out, _ = written
    with sqlite3.connect(out / "check.gpkg") as file:
        drawn = {name for (name,) in file.execute("SELECT table_name FROM gpkg_geometry_columns")}
        rows = file.execute(
            "SELECT f_table_name, f_geometry_column, styleQML, useAsDefault FROM layer_styles"
        ).fetchall()
        columns = {name: {row[1] for row in file.execute(f"PRAGMA table_info({name})")} for name in drawn}
    assert {name for name, *_ in rows} == drawn
    for name, geometry, style, default in rows:
        root = ElementTree.fromstring(style.split("\n", 1)[1])  # noqa: S314 - it is ours
        assert root.find("renderer-v2/symbols/symbol/layer") is not None
        assert (geometry, default) == ("geom", 1)
        named = [one.get("fieldName") for one in root.iter("text-style")] + [
            one.get("attr") for one in root.iter("renderer-v2") if one.get("attr")
        ]
        assert set(named) <= columns[name]


def test_the_same_case_gives_the_same_bytes(written):
    folder, out, _ = written
    geleit("check", folder, "--out", "again", cwd=folder.parent)
    for name in ("check.html", "check.gpkg"):
        assert (folder.parent / "again" / name).read_bytes() == (out / name).read_bytes()


def test_the_docs_list_every_entry_and_code(written):
    folder, _, _ = written
    page = (ROOT / "docs" / "formats" / "json.md").read_text(encoding="utf-8")
    part = page.split("## `geleit check CASE --json`")[1].split("\n## ")[0]
    listed = {name for row in re.findall(r"^\| (`.*?) \|", part, re.MULTILINE) for name in re.findall("`(.*?)`", row)}
    assert listed | {"publication", "left_out"} == set(told(folder))
    sources = [
        ROOT / "src/geleit" / name
        for name in (
            "evacuation/slips.py",
            "io/case/leftovers.py",
            "io/case/read_otherwise.py",
            "workflow/case_check.py",
            "workflow/evidence_check.py",
            "io/ledger/lacking.py",
        )
    ]
    codes = {code for file in sources for code in re.findall(r'Doubt\(\s*"([a-z-]+)"', file.read_text())}
    assert codes == set(re.findall("`([a-z-]+)`", part.split("Codes of `warnings`:")[1]))


def test_a_case_with_problems_writes_nothing(town):
    folder = town([STREET], exits="x,Gate,{500},{0},0,many,foot")
    done = geleit("check", folder, "--json", "--out", "out", cwd=folder.parent)
    assert (done.returncode, done.stdout) == (2, "")
    assert not (folder.parent / "out").exists()


def test_after_a_thousand_bad_rows_no_more_are_read_of_any_table(tmp_path):
    village = write_village(tmp_path / "village")
    rows = "".join(f"s{n},2030-01-01,water,much,UN\n" for n in range(1_100))
    (village / "stocks.csv").write_text(f"id,at,need,amount_likely,claimant\n{rows}")
    done = geleit("check", village, cwd=tmp_path)
    assert done.returncode == 2
    assert "stocks.csv: it has 1,000 rows with a fault" in done.stderr.splitlines()[-1]
