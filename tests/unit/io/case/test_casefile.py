"""Reading a case: what comes out, and the message of every fault that a case can have."""

import json
import re
from datetime import datetime

import numpy as np
import pytest

from geleit.errors import CaseError, InputError
from geleit.io.case.casefile import check_case, read_case
from geleit.io.case.fields import read_time, read_zone
from geleit.io.case.specs.exits import CORRIDORS, PAUSES
from geleit.io.streets.network_file import save_network
from geleit.model.amount import Range
from tests.rows import counted

AZORES = read_zone("Atlantic/Azores")


def at(text: str) -> datetime:
    return read_time(text, AZORES)


def test_the_parts_of_a_case(folder):
    case = read_case(folder)
    assert (case.name, case.zone.key, case.deadline) == ("town", "Atlantic/Azores", at("2024-05-04"))
    assert (case.period.start, case.period.end) == (at("2024-05-01T06:00"), at("2024-05-05"))
    assert case.people == Range(1850, 2400, 3000, "people")
    assert [place.where.geom_type for place in case.places] == ["Polygon", "Polygon", "Point"]
    assert case.area.geom_type == "Polygon"
    assert case.network.edges > 40
    found = ("exits", "corridors", "parties", "pauses", "closures", "incidents", "deliveries", "statements", "sources")
    assert [len(getattr(case, name)) for name in found] == [3, 2, 3, 1, 1, 1, 3, 4, 3]
    assert {o.check for o in case.observations} == {"VOLUNTARY", "AGREED"}


def test_an_exit(folder):
    north, bridge, third = read_case(folder).exits
    assert (north.id, north.lon, north.lat, north.position_error) == ("north-gate", -29.998, 45.0105, 100.0)
    note = "Screening of bags; nobody counted"
    assert north.rate == Range(60, 150, 400, "persons/h", basis="assumption", note=note)
    assert [w.start for w in north.windows] == [at(f"2024-05-0{day}T08:00") for day in (1, 2, 3, 4)]
    assert [w.hours for w in north.windows_cautious] == [3, 3, 3, 3]
    assert (north.mode, north.users, north.corridor, north.source) == ("foot", "civilians", "north-road", "leaflet")
    assert (bridge.mode, bridge.users, len(bridge.windows)) == ("any", "all", 2)
    assert bridge.windows_cautious == bridge.windows
    assert (third.placed, third.lon, third.windows_cautious) == (False, None, ())


def test_a_figure_with_a_source_is_published(folder):
    case = read_case(folder)
    assert case.places[0].people == Range(900, 1200, 1500, "people", source="survey", basis="published")
    assert case.statements[0].quantity == Range(200, 200, 2500, "people", source="radio-0501", basis="published")


def test_what_nobody_said_is_none(folder):
    case = read_case(folder)
    assert case.corridors[0].places == Range(400, 500, 600, "people", source="leaflet", basis="published")
    assert (case.corridors[1].places, case.corridors[1].destination) == (None, "")
    assert case.corridors[1].agreed_by == ("crescent",)


@pytest.mark.parametrize(
    ("cell", "agreed", "nobody_else"),
    [("", (), False), ("none", (), True), ("crescent; none", ("crescent",), True), ("crescent", ("crescent",), False)],
)
def test_none_agreed_is_told_and_an_empty_cell_is_not(folder, edit, cell, agreed, nobody_else):
    edit("corridors.csv", "2024-04-30T18:00,crescent,", f"2024-04-30T18:00,{cell},")
    edit("pauses.csv", "2024-04-30T18:00,,", f"2024-04-30T18:00,{cell},")
    case = read_case(folder)
    for table, one in ((CORRIDORS, case.corridors[1]), (PAUSES, case.pauses[0])):
        assert (one.agreed_by, one.nobody_else) == (agreed, nobody_else)
        assert table.row(one).get("agreed_by", "") == cell


def test_whose_the_place_of_an_exit_is(folder):
    assert [exit_.place_basis for exit_ in read_case(folder).exits] == ["announced", "announced", "none"]


def test_a_plain_date_without_an_end_lasts_its_day(folder):
    case = read_case(folder)
    assert (case.deliveries[0].start, case.deliveries[0].end) == (at("2024-05-01"), at("2024-05-02"))


def test_a_date_as_the_end_is_the_end_of_that_day(folder, edit):
    edit("deliveries.csv", "food-1,,2024-05-01,,", "food-1,,2024-05-01T09:00,2024-05-01,")
    edit("incidents.csv", "2024-05-01T14:30,2024-05-01T15:00", "2024-05-01,2024-05-01")
    case = read_case(folder)
    assert (case.deliveries[0].end, case.incidents[0].start) == (at("2024-05-02"), at("2024-05-01"))
    assert case.incidents[0].end == at("2024-05-02")


def test_a_date_in_until_is_the_end_of_that_day(folder, edit):
    [order] = [s for s in read_case(folder).statements if s.id == "ultimatum"]
    assert order.until == at("2024-05-04T00:00")
    edit("statements.csv", ",2024-05-03,", ",2024-05-03T00:00,")
    [order] = [s for s in read_case(folder).statements if s.id == "ultimatum"]
    assert order.until == at("2024-05-03T00:00")


def test_a_statement_can_be_about_several_and_about_all(folder, edit):
    edit("statements.csv", "departures,north-road,200", "departures,north-road; east-bridge,200")
    found = {s.id: s.subjects for s in read_case(folder).statements}
    assert found["count-1"] == ("north-road", "east-bridge")
    assert (found["count-2"], found["ultimatum"]) == (("north-road",), ("operation",))


def test_a_time_without_an_end_is_a_moment(folder, edit):
    edit("deliveries.csv", "food-1,,2024-05-01,", "food-1,,2024-05-01T09:00,")
    case = read_case(folder)
    assert case.deliveries[0].start == case.deliveries[0].end == at("2024-05-01T09:00")


def test_a_likely_figure_alone_is_a_range_of_one(folder, edit):
    edit("exits.csv", "100,300,600", ",300,")
    assert read_case(folder).exits[1].rate == Range(300, 300, 300, "persons/h", basis="assumption")


def test_a_table_under_another_name(folder, edit):
    (folder / "exits.csv").rename(folder / "gates.csv")
    edit("case.toml", 'streets = "streets.geojson"', 'streets = "streets.geojson"\nexits = "gates.csv"')
    assert len(read_case(folder).exits) == 3


def test_a_case_by_its_file_and_from_inside_its_folder(folder, monkeypatch):
    assert read_case(folder / "case.toml").name == "town"
    monkeypatch.chdir(folder)
    assert read_case(".").name == "town"
    (folder / "exits.csv").unlink()
    assert str(check_case(".")[0]).startswith("town/exits.csv: the case has no exits")


def test_the_name_is_the_folders_where_none_is_given(folder, edit):
    edit("case.toml", 'name = "town" ', "")
    assert read_case(folder).name == "town"


def test_a_good_case_has_no_problems(folder):
    assert check_case(folder) == []


def test_every_problem_is_found(folder, edit):
    exits = folder / "exits.csv"
    edit("exits.csv", "60,150,400,,assumption,Screening", "60,50,400,,assumption,Screening")
    edit("exits.csv", "daily 10:00-16:00", "dayly 10:00-16:00")
    edit("statements.csv", "north-road,200", "north-raod,200")
    (folder / "closures.csv").write_text("id,name\n")
    (folder / "streets.geojson").unlink()
    wheres = [problem.where for problem in check_case(folder)]
    assert wheres == [
        "town/closures.csv: row 1",
        "town/streets.geojson",
        counted(exits, "town/exits.csv: row 2, column rate_low"),
        counted(exits, "town/exits.csv: row 3, column windows"),
        counted(folder / "statements.csv", "town/statements.csv: row 2, column about"),
    ]
    with pytest.raises(InputError, match=re.escape(wheres[0])):
        read_case(folder)


def test_a_folder_that_is_missing(tmp_path):
    with pytest.raises(CaseError, match=r"nowhere: no such case folder .*a new one: geleit new NAME"):
        read_case(tmp_path / "nowhere")
    with pytest.raises(CaseError, match="it is not a case"):
        read_case(tmp_path)
    with pytest.raises(CaseError, match="no such case folder"):
        read_case("a" * 5000)
    with pytest.raises(CaseError, match="no such case folder"):
        read_case("a\0b")


def test_people_and_exits_are_needed(folder, fault):
    (folder / "exits.csv").write_text("id,name,rate_likely,windows\n")
    remedy = "add a row for each gate, in exits.csv or exits.geojson: where it is, how many pass in an hour, when"
    assert fault() == f"town/exits.csv: the case has no exits ({remedy})"
    (folder / "people.geojson").unlink()
    assert fault() == "town/people.csv: the case has no people (add a row, or [people] raster in case.toml)"
    (folder / "people.csv").write_text("id,lon,lat,people_likely\na,-30,45,0\n")
    assert fault() == "town/people.csv: expected at least one person, found 0 in all rows"


def test_a_table_with_a_misspelled_name_does_not_go_unnoticed(folder, fault):
    (folder / "exits.csv").rename(folder / "exit.csv")
    assert fault() == "town/exit.csv: no table has this name (did you mean exits.csv?)"


@pytest.mark.parametrize("name", ["closures.CSV", "closures.xlsx", "closures.json", "closures.gpkg"])
def test_a_table_of_another_kind_does_not_go_unnoticed(folder, fault, name):
    (folder / "closures.csv").rename(folder / name)
    assert fault() == (
        f"town/{name}: a table is a file that ends in .csv or .geojson (save it as closures.csv or closures.geojson)"
    )
    (folder / "closures.csv").write_text("id,lon,lat,windows\n")
    if name.endswith("xlsx"):
        problem = "a spreadsheet is not read, and closures beside it has no rows (save it as CSV, as closures.csv)"
        assert fault() == f"town/{name}: {problem}"
        (folder / "closures.csv").write_text("id,lon,lat,windows\na,-29.9980,45.0010,always\n")
    assert [closure.id for closure in read_case(folder).closures] == ["a"] * name.endswith("xlsx")


def test_two_areas(folder, fault):
    document = json.loads((folder / "area.geojson").read_text())
    document["features"] *= 2
    (folder / "area.geojson").write_text(json.dumps(document))
    assert fault() == "town/area.geojson: area[1]: expected one area (join the parts into one MultiPolygon)"


def test_an_area_in_a_spreadsheet(folder, fault):
    (folder / "area.geojson").unlink()
    (folder / "area.csv").write_text("name\n")
    assert fault() == "town/area.csv: expected Polygon or MultiPolygon (draw it in a .geojson file)"


def test_an_area_whose_line_crosses_itself(folder, fault):
    ring = [[-30, 45], [-29.9, 45.1], [-29.9, 45], [-30, 45.1], [-30, 45]]
    feature = {"type": "Feature", "properties": {}, "geometry": {"type": "Polygon", "coordinates": [ring]}}
    (folder / "area.geojson").write_text(json.dumps(feature))
    assert fault() == (
        "town/area.geojson: area[0].geometry: not a valid Polygon: Self-intersection[-29.95 45.05] "
        "(redraw it without crossings)"
    )


def test_the_windows_of_a_feature_are_named_one_by_one(folder, fault):
    (folder / "exits.csv").unlink()
    windows = ["daily 10:00-13:00", "2024-05-02T13:00/2024-05-02T10:00"]
    gate = {"id": "a", "name": "A", "rate_likely": 100, "windows": windows}
    feature = {"type": "Feature", "properties": gate, "geometry": None}
    (folder / "exits.geojson").write_text(json.dumps({"type": "FeatureCollection", "features": [feature]}))
    assert fault() == (
        "town/exits.geojson: exits[0].windows[1]: "
        "the window ends (2024-05-02T10:00:00+00:00) before or when it starts (2024-05-02T13:00:00+00:00)"
    )


def test_streets_and_rasters_are_named_like_the_other_files(folder, edit, fault):
    (folder / "people.tif").write_text("no raster")
    edit("case.toml", "[files]", '[people]\nraster = "people.tif"\nlikely = 3\n[files]')
    assert fault().startswith("town/people.tif: ")
    (folder / "streets.geojson").write_text("no streets")
    assert fault().startswith("town/streets.geojson: ")
    (folder / "streets.npz").write_text("no streets")
    edit("case.toml", "streets.geojson", "streets.npz")
    assert fault().startswith("town/streets.npz: ")


def test_streets_as_an_import_keeps_them(folder, edit):
    drawn = read_case(folder).network
    save_network(drawn, folder / "streets.npz")
    edit("case.toml", 'streets = "streets.geojson"', "")
    assert read_case(folder).network.length.tolist() == drawn.length.tolist()


def test_people_from_a_raster(folder, edit):
    rasterio = pytest.importorskip("rasterio", reason="the extra 'raster' is not installed")
    grid = rasterio.Affine(0.005, 0, -30.005, 0, -0.005, 45.01)
    about = {"driver": "GTiff", "width": 2, "height": 2, "count": 1, "dtype": "float32", "crs": "EPSG:4326"}
    with rasterio.open(folder / "people.tif", "w", transform=grid, **about) as raster:
        raster.write(np.array([[0, 1], [2, 3]], dtype=np.float32), 1)
    edit("case.toml", "[files]", '[people]\nraster = "people.tif"\nlikely = 70\nclaimant = "WorldPop"\n[files]')
    place = read_case(folder).places[-1]
    assert (place.id, place.claimant, place.people) == ("raster", "WorldPop", Range(70, 70, 70, "people"))
    assert place.where.people.tolist() == [1.0, 2.0, 3.0]
