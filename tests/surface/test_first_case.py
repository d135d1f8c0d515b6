# ruff: noqa: E501 - messages stand whole
"""A first case from files as users have them, through the command line: what is taken, told, left open or refused."""

from __future__ import annotations

import csv
import json
import shutil
import tomllib
from itertools import chain

import numpy as np
import pytest

from tests.surface.process import geleit

pytestmark = pytest.mark.slow

WHEN = ("--from", "2024-05-01", "--to", "2024-05-03", "--time-zone", "Atlantic/Azores")
COD = """ISO3,ADM0_EN,ADM0_PCODE,ADM1_EN,ADM1_PCODE,ADM2_EN,ADM2_PCODE,F_TL,M_TL,T_TL
#country,#country+name,#country+code,#adm1+name,#adm1+code,#adm2+name,#adm2+code,#population+f,#population+m,#population
XXA,Exland,XX,West,XX01,South,XX0101,600,600,"1,200"
XXA,Exland,XX,West,XX01,North,XX0102,450,450,900
"""
"""2,100 people in two districts, as COD-PS tables have them."""


def square(west, south, east, north):
    return [[[west, south], [east, south], [east, north], [west, north], [west, south]]]


SOUTH, NORTH = square(-30.005, 45.0, -29.995, 45.004), square(-30.005, 45.004, -29.995, 45.008)


def feature(rings, **properties):
    return {"type": "Feature", "properties": properties, "geometry": {"type": "Polygon", "coordinates": rings}}


def collection(*features):
    return json.dumps({"type": "FeatureCollection", "features": features})


DISTRICTS = (
    feature(SOUTH, fid=1, ADM2_PCODE="XX0101", ADM1_PCODE="XX01", Shape_Leng=0.1, date="2022-01-01"),
    feature(NORTH, fid=2, ADM2_PCODE="XX0102", ADM1_PCODE="XX01", Shape_Leng=0.1, date="2022-01-01"),
)


@pytest.fixture
def desk(tmp_path):
    """A folder with the files of a user."""
    (tmp_path / "districts.geojson").write_text(collection(*DISTRICTS))
    (tmp_path / "people.csv").write_text(COD)
    return tmp_path


def new(desk, *options, code=0):
    done = geleit("new", "town", *options, cwd=desk)
    assert done.returncode == code, done.stdout + done.stderr
    return done.stdout if code == 0 else done.stderr


def refused(desk, *options):
    """The message of what cannot be done, after which nothing is there that was not before."""
    before = sorted(desk.iterdir())
    message = new(desk, *options, code=2)
    assert sorted(desk.iterdir()) == before
    assert message.count("\n") == 1
    return message.removeprefix("geleit: ")


def people(desk):
    features = json.loads((desk / "town" / "people.geojson").read_text(encoding="utf-8"))["features"]
    rows = [row["properties"] for row in features]
    assert all(row["people_basis"] == "assumption" and row["source"] == "people" for row in rows)
    return {row["id"]: (row["people_low"], row["people_likely"], row["people_high"]) for row in rows}


def sources(desk):
    with (desk / "town" / "sources.csv").open(encoding="utf-8") as file:
        return {row["id"]: row for row in csv.DictReader(line for line in file if not line.startswith("#"))}


def write_osm(path):
    """A street of 1,103 m along 45 degrees 0.2 minutes north, and one across it, as an extract has them."""
    import osmium

    with osmium.SimpleWriter(str(path)) as writer:
        at = {1: (-30.004, 45.002), 2: (-30.0, 45.002), 3: (-29.99, 45.002), 4: (-30.0, 45.007)}
        for number, position in at.items():
            writer.add_node(osmium.osm.mutable.Node(id=number, location=position))
        for number, nodes in {10: [1, 2, 3], 11: [2, 4]}.items():
            writer.add_way(osmium.osm.mutable.Way(id=number, nodes=nodes, tags={"highway": "residential"}))


ACLED = (
    "event_id_cnty,event_date,year,time_precision,disorder_type,event_type,sub_event_type,actor1,assoc_actor_1,inter1,"
    "actor2,assoc_actor_2,inter2,interaction,civilian_targeting,iso,region,country,admin1,admin2,admin3,location,"
    "latitude,longitude,geo_precision,source,source_scale,notes,fatalities,tags,timestamp\n"
    "XXX1,2024-05-01,2024,1,Political violence,Battles,Armed clash,North,,1,South,,2,12,,1,Atlantic,Exland,West,South,,"
    "Town,45.002,-30.0,1,Radio,National,Made up,0,,1714600000\n"
)


def test_four_commands_from_files_at_hand_to_a_first_answer(desk):
    import geopandas

    write_osm(desk / "city.osm.pbf")
    geopandas.GeoDataFrame.from_features(DISTRICTS, crs="EPSG:4326").to_crs("EPSG:3857").to_file(desk / "area.gpkg")
    (desk / "acled.csv").write_text(ACLED)
    said = new(desk, "--streets", "city.osm.pbf", "--people", "people.csv", "--area", "area.gpkg",
               "--incidents", "acled.csv", *WHEN)  # fmt: skip
    assert "  people.csv: joined by the codes of ADM2_PCODE\n" in said
    assert "20% less and 20% more than its figures are an assumption: nothing says how far off they may be" in said
    assert "  2 of 2 ways kept, 3 street pieces\n" in said
    assert "ACLED: 1 of 1 row kept, from 2024-05-01 to 2024-05-01" in said
    assert said.endswith(
        "wrote town\n  to add      town/exits.csv: a row for each gate: where it is, how many pass in an hour, when\n"
        "then run: geleit check town\n"
    )
    assert people(desk) == {"XX0101": (960, 1200, 1440), "XX0102": (720, 900, 1080)}
    told = sources(desk)
    assert sorted(told) == ["area", "incidents", "people", "streets"]
    assert told["area"]["title"] == "area.gpkg"
    assert "It says of itself: date 2022-01-01" in told["area"]["note"]
    settings = tomllib.loads((desk / "town" / "case.toml").read_text(encoding="utf-8"))
    assert (settings["period"], settings["deadline"]) == ({"start": "2024-05-01", "end": "2024-05-04"}, "2024-05-04")
    assert {found["basis"] for found in settings["assumptions"].values()} == {"assumption"}

    checked = geleit("check", "town", cwd=desk)
    assert checked.returncode == 2
    assert checked.stderr.startswith("geleit: town/exits.csv: the case has no exits (add a row for each gate")
    assert checked.stderr.count("\n") == 1
    with (desk / "town" / "exits.csv").open("a") as exits:
        exits.write("gate,Gate,-29.99,45.002,,,10,20,30,,,,always,,,,,,\n")
    checked = geleit("check", "town", cwd=desk)
    assert checked.returncode == 0, checked.stderr
    assert "  people      1,680 - 2,100 - 2,520 (low - likely - high)" in checked.stdout
    answer = geleit("evacuate", "town", "--json", "--no-timings", cwd=desk)
    assert json.loads(answer.stdout)["at_most"] == 2157
    # 30 pass in an hour for 72 hours, less the 294 s of the nearest: 0.005 degrees, 394 m, at 1.34 m/s


def test_what_nobody_said_is_left_open_and_missed_in_the_order_of_work(desk):
    said = new(desk, "--people", "people.csv", "--area", "districts.geojson")
    assert (
        "  to fill in  town/case.toml: time_zone, period.start, period.end, deadline\n  to add      streets\n" in said
    )
    told = geleit("check", "town", cwd=desk).stderr.splitlines()
    places = ["case.toml: time_zone", "case.toml: period.start", "case.toml: period.end", "case.toml: deadline"]
    wanted = [*(f"town/{place}" for place in (*places, "streets.npz", "exits.csv")), "town is not complete yet"]
    assert [line.startswith(f"geleit: {where}") for line, where in zip(told, wanted, strict=True)] == [True] * 7


def test_streets_alone_make_a_case_to_which_the_rest_is_added(desk):
    write_osm(desk / "city.osm")
    said = new(desk, "--streets", "city.osm", *WHEN)
    assert "  to add      people\n" in said
    names = sorted(path.name for path in (desk / "town").iterdir())
    assert names == [
        "case.toml", "corridors.csv", "exits.csv", "parties.csv", "people.csv", "sources.csv", "streets.npz",
    ]  # fmt: skip


SPELLED = {
    "lower case, semicolons": ("people.csv", "admin2Name_en;admin2Pcode;T_TL\nSouth;XX0101;1200\nNorth;XX0102;900\n"),
    "thousands in blanks": ("people.csv", "ADM2_PCODE;T_TL\nXX0101 ;1 200\nXX0102;900\n"),
    "two groups decide": ("people.csv", "ADM2_PCODE;T_TL\nXX0101;1.200\nXX0102;900\nXX0199;1.234.567\n"),
    "women and men alone": ("people.csv", "ADM2_PCODE,F_TL,M_TL\nXX0101,600,600\nXX0102,450,450\n"),
    "tabs": ("people.tsv", "ADM2_PCODE\tT_TL\nXX0101\t1200\nXX0102\t900\n"),
    "Unicode text of Excel": ("people.txt", "ADM2_PCODE\tT_TL\r\nXX0101\t1200\r\nXX0102\t900\r\n".encode("utf-16")),
    "UTF-8 with a mark": ("people.csv", "\ufeffADM2_PCODE,T_TL\r\nXX0101,1200\r\nXX0102,900\r\n"),
    "the same row twice": ("people.csv", "ADM2_PCODE,T_TL\nXX0101,1200\nXX0102,900\nXX0101,1200\n"),
    "a title above": ("people.csv", "Population 2020,\n\nADM2_PCODE,T_TL\nXX0101,1200\nXX0102,900\n"),
    "a row of all": ("people.csv", "ADM1_PCODE,ADM2_PCODE,T_TL\nXX01,XX0101,1200\nXX01,XX0102,900\nTotal,,2100\n"),
    "totals of a level above": ("people.csv", "ADM1_PCODE,ADM2_PCODE,T_TL\nXX01,XX0101,1200\nXX01,XX0102,900\nXX01,,2100\n"),
    "a finer level": (
        "people.csv",
        "ADM2_PCODE,ADM3_PCODE,T_TL\nXX0101,XX010101,700\nXX0101,XX010102,500\nXX0102,XX010201,900\n",
    ),
    "HDX HAPI": (
        "people.csv",
        ("location_code,admin1_code,admin2_code,admin2_name,admin_level,gender,age_range,min_age,max_age,population\n"
        "XXA,XX01,XX0101,South,2,f,all,,,600\nXXA,XX01,XX0101,South,2,m,all,,,600\nXXA,XX01,XX0101,South,2,all,all,,,1200\n"
        "XXA,XX01,XX0102,North,2,f,0-4,0,4,50\nXXA,XX01,XX0102,North,2,f,5+,5,,400\nXXA,XX01,XX0102,North,2,m,0-4,0,4,50\n"
        "XXA,XX01,XX0102,North,2,m,5+,5,,400\nXXA,XX01,,Elsewhere,2,all,all,,,77\n"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", SPELLED)
def test_tables_as_publishers_spell_them_come_to_the_same(desk, name):
    (desk / "people.csv").unlink()
    file, content = SPELLED[name]
    (desk / file).write_bytes(content if isinstance(content, bytes) else content.encode())
    new(desk, "--people", file, "--area", "districts.geojson")
    assert people(desk) == {"XX0101": (960, 1200, 1440), "XX0102": (720, 900, 1080)}


def test_a_workbook_is_read_as_a_table(desk):
    import openpyxl

    book = openpyxl.Workbook()
    for row in (["ADM2_PCODE", "T_TL"], ["#adm2+code", "#population"], ["XX0101", 1200], ["XX0102", 900]):
        book.active.append(row)
    book.save(desk / "cod.xlsx")
    new(desk, "--people", "cod.xlsx", "--area", "districts.geojson")
    assert people(desk) == {"XX0101": (960, 1200, 1440), "XX0102": (720, 900, 1080)}


PROVINCE = (["ADM0_PCODE", "ADM1_PCODE", "T_TL"], ["XX", "XX01", 9_000_000], ["XX", "XX02", 1_000_000])


def write_book(path, **sheets):
    import openpyxl

    book = openpyxl.Workbook()
    book.remove(book.active)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    book.save(path)


def test_of_a_workbook_the_sheet_of_the_outlines_units_is_read(desk):
    country = (["ADM0_PCODE", "T_TL"], ["XX", 10_000_000])
    districts = (["ADM1_PCODE", "ADM2_PCODE", "T_TL"], ["XX01", "XX0101", 1200], ["XX01", "XX0102", 900])
    quarters = (["ADM2_PCODE", "ADM3_PCODE", "T_TL"], ["XX0101", "XX010101", 1150], ["XX0102", "XX010201", 900])
    readme = (["Contact", "Date"], ["a@example.org", "2024-01-01"])
    write_book(desk / "cod.xlsx", readme=readme, adm0=country, adm1=PROVINCE, adm2=districts, adm3=quarters)
    said = new(desk, "--people", "cod.xlsx", "--area", "districts.geojson")
    assert "  cod.xlsx: read of its sheet adm2, and not adm0, adm1, adm3\n" in said
    assert people(desk) == {"XX0101": (960, 1200, 1440), "XX0102": (720, 900, 1080)}
    shutil.rmtree(desk / "town")
    new(desk, "--people", "cod.xlsx", "--area", "districts.geojson", "--sheet", "adm3")
    assert people(desk) == {"XX0101": (920, 1150, 1380), "XX0102": (720, 900, 1080)}
    shutil.rmtree(desk / "town")
    wanted = ("--people", "cod.xlsx", "--area", "districts.geojson")
    assert "it has no sheet 'adm4' with a header (it has readme, adm0, adm1, adm2, adm3)" in refused(
        desk, *wanted, "--sheet", "adm4"
    )
    write_book(desk / "cod.xlsx", y2023=districts, y2024=districts)
    told = "cod.xlsx: several of its sheets have rows with the codes of districts.geojson: y2023, y2024 (say which by --sheet"
    assert refused(desk, *wanted).startswith(told)
    write_book(desk / "cod.xlsx", adm0=country, adm1=PROVINCE)
    told = "cod.xlsx: none of its sheets, adm0, adm1, has rows of the units that districts.geojson draws (say which by --sheet"
    assert refused(desk, *wanted).startswith(told)


def test_people_of_a_province_are_not_put_into_those_of_its_districts_that_happen_to_be_drawn(desk):
    (desk / "people.csv").write_text("\n".join(",".join(map(str, row)) for row in PROVINCE))
    wanted = ("--people", "people.csv", "--area", "districts.geojson")
    told = "people.csv: it has people by ADM1_PCODE, coarser than the outlines of districts.geojson, by ADM2_PCODE (give a table"
    assert refused(desk, *wanted).startswith(told)
    said = new(desk, *wanted, "--whole-units")
    assert "outlines by ADM2_PCODE are taken for all of each ADM1_PCODE, as was said\n" in said
    assert people(desk) == {"XX01": (7_200_000, 9_000_000, 10_800_000)}
    shutil.rmtree(desk / "town")
    bare = [feature(SOUTH, province="XX01", district="XX0101"), feature(NORTH, province="XX01", district="XX0102")]
    (desk / "districts.geojson").write_text(collection(*bare))
    assert "by province, coarser than the outlines of districts.geojson, by district" in refused(desk, *wanted)
    parts = [feature(SOUTH, province="XX01", part=1), feature(NORTH, province="XX01", part=2)]
    (desk / "districts.geojson").write_text(collection(*parts))  # one province, drawn in two rows
    new(desk, *wanted)
    assert people(desk) == {"XX01": (7_200_000, 9_000_000, 10_800_000)}


def test_more_people_than_any_street_has_are_asked_about(desk):
    """1,103 m east and west, and 556 m north, as write_osm draws them: 1,659 m, so 16,590 people at most."""
    write_osm(desk / "city.osm")
    for number, asked in ((16_500, False), (16_700, True)):
        (desk / "homes.geojson").write_text(collection(feature(square(-30.005, 45.0, -29.989, 45.008), people=number)))
        new(desk, "--streets", "city.osm", "--people", "homes.geojson", *WHEN)
        with (desk / "town" / "exits.csv").open("a") as exits:
            exits.write("gate,Gate,-29.99,45.002,,,10,20,30,,,,always,,,,,,\n")
        told = geleit("check", "town", cwd=desk).stdout
        assert ("has 16,700 people on 1,6" in told and "more than 1,000 to 100 m" in told) == asked
        shutil.rmtree(desk / "town")
    (desk / "homes.csv").write_text("lon,lat,people\n-30,45.002,9000\n-29.995,45.002,9000\n")
    new(desk, "--streets", "city.osm", "--people", "homes.csv", *WHEN)
    with (desk / "town" / "exits.csv").open("a") as exits:
        exits.write("gate,Gate,-29.99,45.002,,,10,20,30,,,,always,,,,,,\n")
    assert "people: has 18,000 people on 1,6" in geleit("check", "town", cwd=desk).stdout


TOLD = {
    "women and men disagree": (
        COD.replace("600,600", "600,500"),
        "totals that differ from women and men together, with both in the range: 1, such as row 3, 1,200 but women and men 1,100",
        (880, 1200, 1440),  # a fifth less than 1,100
    ),
    "a total of a finer level disagrees": (
        "ADM2_PCODE,ADM3_PCODE,T_TL\nXX0101,XX010101,700\nXX0101,XX010102,600\nXX0101,,1200\nXX0102,,900\n",
        "totals that differ from the sum of their parts, with both in the range: 1, such as XX0101, 1,200 but its 2 parts 1,300",
        (960, 1200, 1560),  # a fifth more than 1,300
    ),
    "a total above disagrees": (
        COD + "XXA,Exland,XX,West,XX01,,,1,1,2500\n",
        "totals of level 1 that differ from the sum of their parts, not used: 1, such as XX01, 2,500 but its 2 parts 2,100",
        (960, 1200, 1440),
    ),
    "a code without an outline": (
        COD + "XXA,Exland,XX,West,XX01,Far,XX0103,40,60,100\nXXA,Exland,XX,West,XX01,Off,XX0104,1,1,2\n",
        "codes without an outline, left out: 2, such as XX0103, with 102 people in all",
        (960, 1200, 1440),
    ),
    "twice the same": (
        COD + COD.splitlines()[2] + "\n",
        "rows that stand there twice with the same figure, counted once: 1, such as XX0101",
        (960, 1200, 1440),
    ),
    "one gender alone": (
        "admin2_code,gender,age_range,population\nXX0101,all,all,1200\nXX0102,all,all,900\nXX0103,f,all,5\n",
        "places with one gender alone and no total, left out: 1, such as XX0103",
        (960, 1200, 1440),
    ),
    "two periods": (
        ("admin2_code,gender,age_range,population,reference_period_start\nXX0101,all,all,1200,2024-01-01\n"
        "XX0102,all,all,900,2024-01-01\nXX0101,all,all,7,2023-01-01\n"),
        "the figures of 2024-01-01 are taken, not those of 2023-01-01",
        (960, 1200, 1440),
    ),
    "a column asked for beside women and men": (
        COD.replace("T_TL", "IDPs").replace("450,450,900", "45000,45000,900"),
        "joined by the codes of ADM2_PCODE\n",
        (960, 1200, 1440),
        ("--people-column", "IDPs"),
    ),
    "a province without districts": (
        COD + "XXA,Exland,XX,East,XX02,,,20,30,50\n",
        "totals of level 1 of which no parts stand there, left out: 1, such as XX02, with 50 people in all",
        (960, 1200, 1440),
    ),
    "periods of their own": (
        ("admin2_code,gender,age_range,population,reference_period_start\nXX0101,all,all,1200,2023-01-01\n"
        "XX0102,all,all,900,2024-01-01\nXX0101,all,all,7,2022-01-01\nXX0101,f,all,600,2023-01-01\n"
        "XX0101,all,all,,2024-01-01\n"),
        "of each place the last period is taken: 2024-01-01 of 1, 2023-01-01 of 1, and not 2022-01-01",
        (960, 1200, 1440),
    ),
    "no sums": (
        "ADM2_PCODE,F_TL,M_TL\nXX0101,600,600\nXX0102,450,450\n",
        "women and men are added up, for there is no column of totals",
        (960, 1200, 1440),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", TOLD)
def test_what_does_not_fit_is_told_with_counts_and_an_example_and_noted_with_the_source(desk, name):
    content, note, south, *more = TOLD[name]
    (desk / "people.csv").write_text(content)
    said = new(desk, "--people", "people.csv", "--area", "districts.geojson", *chain(*more))
    assert f"  people.csv: {note}" in said
    assert note.strip() in sources(desk)["people"]["note"]
    assert people(desk) == {"XX0101": south, "XX0102": (720, 900, 1080)}


def test_an_outline_without_people_is_told_and_stays_in_the_area(desk):
    (desk / "people.csv").write_text("ADM2_PCODE,T_TL\nXX0101,1200\n")
    said = new(desk, "--people", "people.csv", "--area", "districts.geojson")
    assert "outlines without people in the table: 1, such as XX0102\n" in said
    assert list(people(desk)) == ["XX0101"]
    area = json.loads((desk / "town" / "area.geojson").read_text())["features"][0]["geometry"]["coordinates"]
    assert {tuple(point) for point in area[0]} >= {(-30.005, 45.0), (-29.995, 45.008)}


REFUSED = {
    "one code, two figures": (
        COD + "XXA,Exland,XX,West,XX01,South,XX0101,700,700,1400\n", "people.csv: row 5: XX0101 stands there twice, with 1,200 and 1,400 people (keep the rows"),
    "one code, two spellings": (
        COD + "XXA,Exland,XX,West,XX01,South,xx0101,700,700,1400\n", "people.csv: row 5: XX0101 stands there twice, with 1,200 and 1,400 people (keep the rows"),
    "no code fits": (
        COD.replace("XX0", "YY0"), "people.csv: no P-code of it, such as YY0101, is in districts.geojson, which has ADM2_PCODE such as XX0101, ADM1_PCODE such as XX01"),
    "two readings of a number": (
        "ADM2_PCODE;T_TL\nXX0101;1.200\nXX0102;900\n", "people.csv: row 2, column T_TL: '1.200' may mean 1200 or 1.200: nothing in the column decides which"),
    "numbers that contradict": (
        "ADM2_PCODE;T_TL\nXX0101;1.200,5\nXX0102;900.5\n", "people.csv: row 3, column T_TL: '1.200,5' and '900.5' in one column contradict each other"),
    "fewer than nobody": ("ADM2_PCODE,T_TL\nXX0101,-5\n", "people.csv: row 2, column T_TL: expected a number of 0 or more, found '-5'"),
    "no column counts": ("ADM2_PCODE,crowd\nXX0101,5\n", "people.csv: no column is known to count people; it has ADM2_PCODE, crowd (say which by --people-column)"),
    "two columns count": ("ADM2_PCODE,T_TL,Population\nXX0101,5,6\n", "people.csv: several columns may count people: T_TL, Population (say which by --people-column)"),
    "neither codes nor positions": ("place,people\nSouth,5\n", "people.csv: it has neither P-codes, such as ADM2_PCODE, nor longitude and latitude; it has place, people"),
    "nobody left": ("lon,lat,people\n10,10,5\n", "people.csv: nobody is left of it inside the area (check that both are of one place)"),
    "a table of a case": ("id,lon,lat,people_likely\na,-30,45.002,5\n", "people.csv: it is a table of a case already (copy it into the folder of the case as people.csv)"),
    "a latitude of nowhere": ("lon,lat,people\n-30,95,5\n", "people.csv: row 2, column lat: expected degrees from -90 to 90, found '95'"),
    "nothing": ("", "people.csv: it has no header that is known"),
    "a header alone": ("ADM2_PCODE,T_TL\n", "people.csv: it has no rows below its header"),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_what_has_two_readings_or_none_is_refused_and_leaves_nothing(desk, name):
    content, message = REFUSED[name]
    (desk / "people.csv").write_text(content)
    assert refused(desk, "--people", "people.csv", "--area", "districts.geojson").startswith(message)


def test_a_table_with_codes_needs_outlines_and_a_column_may_be_named(desk):
    assert refused(desk, "--people", "people.csv") == (
        "people.csv: it has P-codes, and nothing says where these are (give the outlines of its districts by --area or "
        "--outlines)\n"
    )
    (desk / "people.csv").write_text("ADM2_PCODE,crowd\nXX0101,5\n")
    new(desk, "--people", "people.csv", "--outlines", "districts.geojson", "--people-column", "crowd")
    assert people(desk) == {"XX0101": (4, 5, 6)}
    assert not (desk / "town" / "area.geojson").exists()


def test_what_an_area_cuts_counts_by_its_ground_from_nobody_to_all(desk):
    """Three quarters of the southern district, and nothing of the northern one."""
    (desk / "part.geojson").write_text(collection(feature(square(-30.005, 45.0, -29.995, 45.003))))
    said = new(desk, "--people", "people.csv", "--area", "part.geojson", "--outlines", "districts.geojson")
    assert people(desk) == {"XX0101": (0, 900, 1440)}
    assert "rows with people outside the area, left out: 1\n" in said
    assert "outlines in the area in part, with the share of their ground as likely: 1, such as XX0101\n" in said


def test_a_unit_far_larger_than_the_area_has_a_share_of_its_people_in_it(desk):
    """Of a province of 1 by 1 degrees an area of 0.01 by 0.008 is 0.008%: 80 of a million."""
    province = feature(square(-30.5, 44.5, -29.5, 45.5), ADM1_PCODE="XX01")
    (desk / "province.geojson").write_text(collection(province))
    (desk / "people.csv").write_text("ADM1_PCODE,T_TL\nXX01,1000000\n")
    new(desk, "--people", "people.csv", "--area", "districts.geojson", "--outlines", "province.geojson")
    assert people(desk) == {"XX01": (0, 80, 1_200_000)}
    [row] = json.loads((desk / "town" / "people.geojson").read_text())["features"]
    assert row["properties"]["note"].startswith("0.008% of its ground is in the area")


def test_a_column_asked_for_is_that_column_alone(desk):
    (desk / "people.csv").write_text("ADM2_PCODE,F_TL,M_TL,T_TL,IDPs\nXX0101,600,600,1200,50\nXX0102,450,450,900,\n")
    wanted = ("--people", "people.csv", "--area", "districts.geojson", "--people-column", "IDPs")
    assert "rows without a figure, left out: 1\n" in new(desk, *wanted)
    assert people(desk) == {"XX0101": (40, 50, 60)}


def test_a_unit_is_summed_from_the_rows_that_each_of_its_parts_has(desk):
    """One district by its own row, one by two quarters, one by both: 1,000, 400 + 600 and 300."""
    (desk / "people.csv").write_text(
        "ADM1_PCODE,ADM2_PCODE,ADM3_PCODE,T_TL\nXX01,XX0101,,1000\nXX01,XX0102,XX010201,400\n"
        "XX01,XX0102,XX010202,600\nXX01,XX0103,XX010301,100\nXX01,XX0103,,300\nXX01,XX0103,XX010302,200\n"
    )
    (desk / "province.geojson").write_text(collection(feature(SOUTH, ADM1_PCODE="XX01")))
    said = new(desk, "--people", "people.csv", "--area", "province.geojson")
    assert people(desk) == {"XX01": (1840, 2300, 2760)}
    assert "codes without a row of their own, for which the sum of their parts is taken: 1\n" in said


@pytest.mark.parametrize("ending", ["geojson", "gpkg", "shp"])
def test_points_and_outlines_with_a_count(desk, ending):
    import geopandas
    from shapely import Point, Polygon

    frame = geopandas.GeoDataFrame(
        {"name": ["School", "Far"], "population": [300, 10]},
        geometry=[Polygon(SOUTH[0]), Polygon(square(1, 1, 2, 2)[0])], crs="EPSG:4326",
    )  # fmt: skip
    if ending != "shp":
        frame.loc[0, "geometry"] = Point(-30.0, 45.002)
    frame.to_file(desk / f"homes.{ending}")
    said = new(desk, "--people", f"homes.{ending}", "--area", "districts.geojson")
    assert people(desk) == {"row-1": (240, 300, 360)}
    assert "rows with people outside the area, left out: 1\n" in said


def test_cells_of_a_grid_without_a_street_are_put_at_a_point_and_those_far_off_are_told(desk):
    write_osm(desk / "city.osm")
    crossed, beside = square(-30.003, 45.001, -30.002, 45.003), square(-30.003, 45.003, -30.002, 45.004)
    far = square(-30.003, 45.02, -30.002, 45.022)  # some 2 km north of the street
    grid = [feature(rings, population=50) for rings in (crossed, beside, far)]
    (desk / "grid.geojson").write_text(collection(*grid[:2]))
    said = new(desk, "--streets", "city.osm", "--people", "grid.geojson", *WHEN)
    assert "outlines that no street crosses, with their people at a point inside: 1, such as row-2\n" in said
    assert "farther than" not in said
    rows = json.loads((desk / "town" / "people.geojson").read_text())["features"]
    assert [row["geometry"]["type"] for row in rows] == ["Polygon", "Point"]
    with (desk / "town" / "exits.csv").open("a") as exits:
        exits.write("gate,Gate,-29.99,45.002,,,10,20,30,,,,always,,,,,,\n")
    assert geleit("check", "town", cwd=desk).returncode == 0
    shutil.rmtree(desk / "town")
    (desk / "grid.geojson").write_text(collection(*grid))
    said = new(desk, "--streets", "city.osm", "--people", "grid.geojson", *WHEN)
    told = "rows farther than 1,000 m from any street: 1, such as row-3, with 50 people in all; give an area, or streets that"
    assert told in said


def test_a_number_that_a_file_holds_as_such_has_no_separator(desk):
    """12.345 of a workbook or a real column, with and without empty cells beside it; as a text it has two readings."""
    import geopandas
    from shapely import Polygon

    write_book(desk / "cod.xlsx", people=(["ADM2_PCODE", "T_TL"], ["XX0101", 12.345], ["XX0102", 900.25]))
    new(desk, "--people", "cod.xlsx", "--area", "districts.geojson")
    assert people(desk) == {"XX0101": (9, 12, 15), "XX0102": (720, 900, 1081)}
    frame = geopandas.GeoDataFrame(
        {"population": [12.345, None]}, geometry=[Polygon(SOUTH[0]), Polygon(NORTH[0])], crs="EPSG:4326"
    )
    frame.to_file(desk / "homes.gpkg")
    shutil.rmtree(desk / "town")
    new(desk, "--people", "homes.gpkg")
    assert people(desk) == {"row-1": (9, 12, 15)}
    shutil.rmtree(desk / "town")
    (desk / "homes.geojson").write_text(collection(feature(SOUTH, population=12.345), feature(NORTH, population=-1)))
    assert "row 2, column population: expected a number of 0 or more, found '-1'" in refused(
        desk, "--people", "homes.geojson"
    )
    write_book(desk / "cod.xlsx", people=(["ADM2_PCODE", "T_TL"], ["XX0101", "12.345"], ["XX0102", 900]))
    assert "'12.345' may mean 12345 or 12.345" in refused(desk, "--people", "cod.xlsx", "--area", "districts.geojson")


def test_positions_in_a_table(desk):
    (desk / "camps.csv").write_text("name;Longitude;Latitude;Population\nCamp;-30,0;45,002;55\n")
    new(desk, "--people", "camps.csv")
    assert people(desk) == {"row-2": (44, 55, 66)}


def test_a_raster_counts_itself_inside_the_area(desk):
    import rasterio

    counts = np.array([[10, 20, 1000], [30, 40, 1000], [50.4, 0, -99999]], dtype=np.float32)
    transform = rasterio.Affine(0.005, 0, -30.005, 0, -0.003, 45.009)  # the third column lies east of both districts
    with rasterio.open(desk / "pop.tif", "w", driver="GTiff", width=3, height=3, count=1, dtype="float32",
                       crs="EPSG:4326", transform=transform, nodata=-99999) as raster:  # fmt: skip
        raster.write(counts, 1)
        raster.update_tags(TIFFTAG_DOCUMENTNAME="Made up 2020")
    said = new(desk, "--people", "pop.tif", "--area", "districts.geojson", *WHEN)
    assert "  pop.tif: it counts 150 people inside the area\n" in said
    told = tomllib.loads((desk / "town" / "case.toml").read_text(encoding="utf-8"))["people"]
    assert told == {"raster": "people.tif", "low": 120, "likely": 150, "high": 181, "basis": "assumption",
                    "claimant": "pop.tif", "source": "people", "within_area": True}  # fmt: skip
    assert (desk / "town" / "people.tif").read_bytes() == (desk / "pop.tif").read_bytes()
    assert "TIFFTAG_DOCUMENTNAME Made up 2020" in sources(desk)["people"]["note"]
    assert [line.partition(": ")[2][:25] for line in geleit("check", "town", cwd=desk).stderr.splitlines()[:2]] == [
        "town/streets.npz: no such", "town/exits.csv: the case ",
    ]  # fmt: skip


def test_ground_that_a_raster_lacks_is_told_as_a_share_of_the_area(desk):
    """Of two districts 0.01 wide a raster covers the eastern 0.004, of which the upper half has no figures."""
    import rasterio

    transform = rasterio.Affine(0.002, 0, -29.999, 0, -0.002, 45.008)
    with rasterio.open(desk / "pop.tif", "w", driver="GTiff", width=3, height=4, count=1, dtype="float32",
                       crs="EPSG:4326", transform=transform, nodata=-1) as raster:  # fmt: skip
        raster.write(np.repeat([[-1.0], [-1.0], [20.0], [20.0]], 3, axis=1).astype(np.float32), 1)
    said = new(desk, "--people", "pop.tif", "--area", "districts.geojson")
    assert "  pop.tif: it counts 80 people inside the area\n" in said
    assert "  pop.tif: 60% of the area has no cell of it: who lives there is not counted\n" in said
    assert "  pop.tif: 20% of the area has cells without a figure, which are taken as nobody\n" in said
    assert "60% of the area has no cell of it" in sources(desk)["people"]["note"]


def test_incidents_of_which_nothing_is_kept_are_refused_with_what_is_wrong_most_often(desk):
    head, row = ACLED.splitlines()
    rows = [row.replace("45.002", f"91.{number}").replace("XXX1", f"XXX{number}") for number in range(3)]
    (desk / "acled.csv").write_text("\n".join([head, row.replace("2024-05-01", "never"), *rows]) + "\n")
    message = refused(desk, "--area", "districts.geojson", "--incidents", "acled.csv", *WHEN)
    assert message.startswith(
        "acled.csv: 0 of 4 rows kept: column latitude: longitude and latitude look swapped: -30, 91 "
    )
    assert "(3 rows: 3, 4, 5)" in message
    (desk / "acled.csv").write_text(head + "\n")
    assert refused(desk, "--area", "districts.geojson", "--incidents", "acled.csv", *WHEN).startswith(
        "acled.csv: it has no rows"
    )


OUTLINES = {
    "lines": (collection({"type": "Feature", "properties": {}, "geometry": {"type": "LineString", "coordinates": SOUTH[0]}}), "area.geojson: row 1: expected an outline, found a LineString (draw polygons)"),
    "nothing drawn": (collection({"type": "Feature", "properties": {}, "geometry": None}), "area.geojson: it holds no shapes"),
    "no GeoJSON": ("[1, 2]", "area.geojson: not a .geojson file, whatever its name says"),
    "a list": ('{"a": 1}', "area.geojson: expected a GeoJSON FeatureCollection"),
    "metres": (collection(feature(square(500000, 4e6, 500100, 4000100))), "area.geojson: positions lie off"),
}  # fmt: skip


@pytest.mark.parametrize("name", OUTLINES)
def test_outlines_that_are_none(desk, name):
    content, message = OUTLINES[name]
    (desk / "area.geojson").write_text(content)
    assert refused(desk, "--area", "area.geojson").startswith(message)


OPTIONS = {
    "days without a zone": (("--incidents", "x.csv", *WHEN[:4]), "--incidents: its days are those of the place"),
    "an end before the start": (
        ("--from", "2024-05-03", "--to", "2024-05-01"),
        "--to: expected a time after 2024-05-03",
    ),
    "the last day of all": (
        ("--to", "2199-12-31"),
        "--to: the day after 2199-12-31 is of no year that a case may be of",
    ),
    "more than ten years": (
        ("--from", "2016-01-01", "--to", "2026-01-08"),
        "--to: expected at most 3660 days from 2016-01-01, found 2026-01-08",
    ),
    "no time": (("--from", "May"), "--from: expected a time such as"),
    "no zone": (("--time-zone", "Azores"), "--time-zone: no time zone is called 'Azores'"),
    "an example of a place": (("--example", "--area", "districts.geojson"), "--example: it is made up"),
    "a drill of a place": (("--drill", "--area", "districts.geojson"), "--drill: it is made up"),
    "a drill of a file": (("--drill", "--people", "people.csv"), "--people: with --drill it is how many there are"),
    "outlines of nothing": (("--outlines", "districts.geojson"), "--outlines: they are for a table of people"),
    "no such file": (("--area", "nowhere.gpkg"), "nowhere.gpkg: no such file"),
    "no file of people": (("--people", "people.doc"), "people.doc: no such file"),
    "no streets": (("--streets", "nowhere.osm.pbf"), "nowhere.osm.pbf: "),
}


@pytest.mark.parametrize("name", OPTIONS)
def test_options_that_cannot_be(desk, name):
    options, message = OPTIONS[name]
    assert refused(desk, *options).startswith(message)


def test_a_late_fault_leaves_nothing_and_what_is_there_is_never_overwritten(desk):
    (desk / "streets.osm").write_text("<osm version='0.6'></osm>")
    wanted = ("--people", "people.csv", "--area", "districts.geojson", "--streets", "streets.osm")
    assert refused(desk, *wanted).startswith("streets.osm: ")
    (desk / "town").mkdir()
    (desk / "town" / "notes.txt").write_text("mine")
    assert refused(desk, *wanted[:4]).startswith("town: there is something here already")
    assert [path.name for path in (desk / "town").iterdir()] == ["notes.txt"]


def test_folders_above_what_cannot_be_made_go_too(desk):
    for name in ("deep/er/town", "town"):
        done = geleit("new", name, "--people", "people.csv", cwd=desk)
        assert done.returncode == 2
        assert sorted(path.name for path in desk.iterdir()) == ["districts.geojson", "people.csv"]
    (desk / "deep").mkdir()
    assert geleit("new", "deep/er/town", "--people", "people.csv", cwd=desk).returncode == 2
    assert list((desk / "deep").iterdir()) == []


def test_an_empty_folder_that_one_is_in_and_a_link_become_the_case(desk):
    wanted = ("--people", "../people.csv", "--area", "../districts.geojson")
    (desk / "town").mkdir()
    before = (desk / "town").stat().st_ino
    done = geleit("new", ".", *wanted, cwd=desk / "town")
    assert done.returncode == 0, done.stderr
    assert (desk / "town").stat().st_ino == before
    assert not [path for path in (desk / "town").iterdir() if path.name.startswith(".")]
    assert len(people(desk)) == 2
    shutil.rmtree(desk / "town")
    (desk / "away").mkdir()
    for there in ("away", "further"):  # a folder, and one that is not there yet
        (desk / "town").symlink_to(there)
        new(desk, "--people", "people.csv", "--area", "districts.geojson")
        assert (desk / "town").is_symlink()
        assert (desk / there / "case.toml").is_file()
        (desk / "town").unlink()
    (desk / "town").symlink_to("town")
    assert refused(desk, "--area", "districts.geojson").startswith("town: cannot be ")


def test_commands_to_run_are_words_of_a_shell(desk):
    said = geleit("new", "my town's", cwd=desk).stdout
    assert said.endswith("""then run: geleit check 'my town'"'"'s'\n""")
    assert geleit("new", "--example", "a b", cwd=desk).stdout.endswith("then run: geleit check 'a b'\n")
    assert geleit("new", "--", "-dash", cwd=desk).stdout.endswith("then run: geleit check ./-dash\n")
    assert (
        "make it first: geleit new 'no such')" in geleit("import", "osm", "x.osm", "--case", "no such", cwd=desk).stderr
    )
