# ruff: noqa: E501 - messages stand whole
"""Numbers and times as spreadsheets and other countries write them: read where one reading is left, else refused."""

import json

import pytest

from geleit.errors import CaseError
from geleit.io.case.casefile import check_case, read_case
from geleit.io.case.read_otherwise import read_otherwise
from geleit.io.case.specs.happened import INCIDENTS
from geleit.io.case.specs.places import BUSES, PEOPLE
from geleit.io.case.tables import Folder


def rows(tmp_path, table, text, suffix="csv"):
    folder = tmp_path / "town"
    folder.mkdir(exist_ok=True)
    (folder / f"{table.name}.{suffix}").write_bytes(text if isinstance(text, bytes) else text.encode())
    return Folder(folder, {}).table(table)


def refused(tmp_path, table, text):
    with pytest.raises(CaseError) as fault:
        rows(tmp_path, table, text)
    return str(fault.value).removeprefix(f"town/{table.name}.csv: ")


PEOPLE_ROWS = "id;lon;lat;people_likely\na;-30,0;45,0056;300\nb;-29,995;45,002;1200\n"


@pytest.mark.parametrize(
    "text",
    [
        PEOPLE_ROWS,
        PEOPLE_ROWS.replace(";", "\t"),
        PEOPLE_ROWS.replace(";", "\t").replace("\n", "\r\n").encode("utf-16"),
        PEOPLE_ROWS.replace(";", "\t").encode("utf-16-be").join([b"\xfe\xff", b""]),
        "\ufeff" + PEOPLE_ROWS.replace("\n", "\r\n"),
        'id,lon,lat,people_likely\na,"-30,0","45,0056",300\nb,"-29,995","45,002",1200\n',
    ],
    ids=["semicolons", "tabs", "Unicode text of Excel", "UTF-16, big ends first", "UTF-8 with a mark", "quoted"],
)
def test_a_decimal_comma(tmp_path, text):
    found = rows(tmp_path, PEOPLE, text)
    assert list(found.cells("lon")) == ["-30.0", "-29.995"]
    assert list(found.cells("lat")) == ["45.0056", "45.002"]
    assert list(found.cells("people_likely")) == ["300", "1200"]
    assert found.readings == ("a comma before decimals is read as a point, as in '-30,0'",)


def test_a_decimal_comma_in_texts_of_geojson(tmp_path):
    properties = {"id": "a", "speed_likely": "8,5", "seats": 50}
    feature = {"type": "Feature", "properties": properties, "geometry": {"type": "Point", "coordinates": [-30.5, 45.5]}}
    found = rows(tmp_path, BUSES, json.dumps(feature), "geojson")
    assert (list(found.cells("speed_likely")), list(found.cells("seats"))) == (["8.5"], ["50"])


def test_a_file_with_decimal_commas_has_no_thousands_in_them_but_counts_are_asked_about(tmp_path):
    text = "exit;lon;lat;buses_likely;seats;speed_likely;turnaround_likely;id\nx;-30,0;45,0;1;1,200;1,500;3;a\n"
    found = rows(tmp_path, BUSES, text)
    assert (list(found.cells("seats")), list(found.cells("speed_likely"))) == (["1,200"], ["1.500"])


@pytest.mark.parametrize("separator", [";", ","])
def test_people_with_a_comma_before_three_digits_are_a_question(folder, fault, separator):
    (folder / "people.geojson").unlink()
    row = separator.join(["a", "-30", "45.0056", '"1,200"'])
    (folder / "people.csv").write_text(separator.join(["id", "lon", "lat", "people_likely"]) + f"\n{row}\n")
    assert fault() == (
        "town/people.csv: row 2, column people_likely: expected a number, found '1,200', which may mean 1200 or 1.200: "
        "write the one that is meant"
    )


def test_a_comma_and_a_point_before_decimals_are_refused(tmp_path):
    text = "id;lon;lat;people_likely\na;-30,0;45,0;300\nb;-30.1;45,0;300\n"
    assert refused(tmp_path, PEOPLE, text) == (
        "row 3, column lon: '-30.1' has a decimal point, and '-30,0' in row 2 a comma (write a point in both, and "
        "nothing between thousands)"
    )


def incidents(*times):
    return "id,start,kind,claimant,source,text\n" + "".join(
        f"i{n},{time},shelling,Radio,,\n" for n, time in enumerate(times)
    )


READ = {
    "day first, as one date shows": (["01/05/2024 09:00", "13/05/2024"], ["2024-05-01T09:00:00", "2024-05-13"]),
    "month first, as one date shows": (["5/1/24", "5/13/24 9:05 PM"], ["2024-05-01", "2024-05-13T21:05:00"]),
    "noon and midnight": (["5/13/24 12:00 AM", "5/13/24 12:30 pm"], ["2024-05-13T00:00:00", "2024-05-13T12:30:00"]),
    "the same both ways": (["5/5/2024 09:00"], ["2024-05-05T09:00:00"]),
    "dots": (["01.05.2024", "31.12.1999 23:59:59"], ["2024-05-01", "1999-12-31T23:59:59"]),
    "years of two digits": (["13/1/68", "13/1/69"], ["2068-01-13", "1969-01-13"]),
    "days from 1900": (["45413", "45413.375", "45413.5"], ["2024-05-01", "2024-05-01T09:00:00", "2024-05-01T12:00:00"]),
    "the year first": (["2024/5/1 9:00", "2024-05-01 9:00"], ["2024-05-01T09:00:00", "2024-05-01T09:00:00"]),
    "ISO 8601 stays": (["2024-05-01 00:00:00", "2024-05-01T10:00+03:00"], ["2024-05-01 00:00:00", "2024-05-01T10:00+03:00"]),
    "what is no time stays": (["soon", "1234", "99999999"], ["soon", "1234", "99999999"]),
}  # fmt: skip


@pytest.mark.parametrize("name", READ)
def test_times_with_one_reading(tmp_path, name):
    written, wanted = READ[name]
    found = rows(tmp_path, INCIDENTS, incidents(*written))
    assert list(found.cells("start")) == wanted
    assert bool(found.readings) == (written != wanted)


REFUSED = {
    "nothing decides": (
        ["01/05/2024 09:00", "03/03/2024"],
        ("row 2, column start: '01/05/2024 09:00' may mean 2024-05-01T09:00:00 or 2024-01-05T09:00:00: nothing in the "
        "file decides which (write it as one of these, in every row)"),
    ),
    "two orders": (
        ["13/05/2024", "05/14/2024"],
        ("row 3, column start: '05/14/2024' and '13/05/2024' in row 2 contradict each other: day and month have one "
        "order (write 2024-05-01T09:00)"),
    ),
    "no such day": (["13/05/2024", "30/02/2024"], "row 3, column start: no such day or time: '30/02/2024' (write it such as 2024-05-01T09:00)"),
    "no such hour": (["13/05/2024 25:00"], "row 2, column start: no such day or time: '13/05/2024 25:00' (write it such as 2024-05-01T09:00)"),
    "13 PM": (["13/05/2024 13:00 PM"], "row 2, column start: no such day or time: '13/05/2024 13:00 PM' (write it such as 2024-05-01T09:00)"),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_times_with_two_readings_or_none(tmp_path, name):
    written, message = REFUSED[name]
    assert refused(tmp_path, INCIDENTS, incidents(*written)) == message


def test_one_column_decides_for_another(tmp_path):
    text = "id,start,end,kind,claimant,source,text\na,01/05/2024 09:00,,x,y,,\nb,,13/05/2024,x,y,,\n"
    assert rows(tmp_path, INCIDENTS, text).cells("start")[0] == "2024-05-01T09:00:00"


def test_a_case_is_read_with_them(folder, edit):
    edit("incidents.csv", "2024-05-01T14:30,2024-05-01T15:00", "01/05/2024 14:30,13/05/2024 15:00")
    assert read_case(folder).incidents[0].start.isoformat() == "2024-05-01T14:30:00+00:00"


@pytest.mark.parametrize("name", ["layer", "path", "OBJECTID", "Shape_Leng", "stroke", "marker-color", "fid"])
def test_columns_of_tools_are_not_read(tmp_path, name):
    found = rows(tmp_path, PEOPLE, f"id,lon,lat,people_likely,{name}\na,-30,45,5,x\n")
    assert found[0].number("people_likely") == 5


@pytest.mark.parametrize("ending", ["xlsx", "ods", "xls"])
def test_a_spreadsheet_beside_an_empty_table_is_named(folder, ending):
    (folder / "pauses.csv").write_text("id,windows,announced_by\n")
    (folder / f"pauses.{ending}").write_bytes(b"PK")
    assert [str(problem) for problem in check_case(folder)] == [
        f"town/pauses.{ending}: a spreadsheet is not read, and pauses beside it has no rows (save it as CSV, as pauses.csv)"
    ]


def test_text_of_a_spreadsheet_under_its_own_name_is_named(folder):
    (folder / "pauses.csv").unlink()
    (folder / "pauses.txt").write_bytes("id\twindows\n".encode("utf-16"))
    assert [str(problem) for problem in check_case(folder)] == [
        "town/pauses.txt: a table is a file that ends in .csv or .geojson (save it as pauses.csv or pauses.geojson)"
    ]


def test_a_check_says_how_it_was_read_and_which_spreadsheet_was_not(folder, edit):
    edit("incidents.csv", "2024-05-01T14:30,2024-05-01T15:00", "45413.5,13/05/2024 15:00")
    (folder / "pauses.xlsx").write_bytes(b"PK")
    told = {doubt.code: str(doubt) for doubt in read_otherwise(folder)}
    assert told == {
        "reading": "incidents.csv: '45413.5' is read as 2024-05-01T12:00:00, counted in days from 1900, as spreadsheets do",
        "unread-sheet": "pauses.xlsx: a spreadsheet is not read: the table pauses is in another file",
    }
