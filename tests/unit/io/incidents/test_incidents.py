"""Incidents as others publish them: every format, every quirk, every bad row with its reason."""

from __future__ import annotations

import csv
import gzip
from datetime import datetime
from zoneinfo import ZoneInfo

import numpy as np
import openpyxl
import pyarrow.parquet as parquet
import pytest

from geleit.errors import CaseError, InputError
from geleit.io.incidents import duplicates, saved
from geleit.io.incidents.find_header import carries
from geleit.io.incidents.how import HowToRead
from geleit.io.incidents.read_table import read_incidents, reading
from geleit.io.incidents.saved import Origin

ZONE = ZoneInfo("Asia/Damascus")
UCDP = (
    "id,type_of_violence,side_a,side_b,where_prec,where_coordinates,adm_1,latitude,longitude,date_prec,date_start,"
    "date_end,source_article,best,high,low"
)
ACLED = (
    "event_id_cnty,event_date,year,time_precision,disorder_type,event_type,sub_event_type,actor1,actor2,admin1,"
    "latitude,longitude,geo_precision,source,notes,fatalities"
)
OWN = "id,start,end,lon,lat,kind,claimant,source"


def written(tmp_path, *lines, name="file.csv", encoding="utf-8"):
    path = tmp_path / name
    path.write_bytes("\n".join(lines).encode(encoding))
    return path


def read(tmp_path, *lines, **kwargs):
    return read_incidents(written(tmp_path, *lines, **kwargs), ZONE)


def seconds(*at):
    return int(datetime(*at, tzinfo=ZONE).timestamp())


def ucdp(day="2016-02-27", until=None, **changed):
    cells = {"id": "1", "low": "1", "best": "2", "high": "3", "lat": "36.2", "lon": "37.1", "where": "1"} | changed
    return (
        f"{cells['id']},1,Government of Syria,Syrian insurgents,{cells['where']},Aleppo,Aleppo Governorate,"
        f"{cells['lat']},"
        f'{cells["lon"]},1,{day},{until or day},"SOHR,2016",{cells["best"]},{cells["high"]},{cells["low"]}'
    )


def test_ucdp_by_hand(tmp_path):
    found = read(tmp_path, UCDP, ucdp(), ucdp("2016-02-27 00:00:00.000", "2016-03-01 00:00:00.000", id="2", where="2"))
    assert (found.format, found.read, found.rejected) == ("UCDP GED", 2, ())
    rows = found.incidents
    assert rows.start.tolist() == [seconds(2016, 2, 27)] * 2
    assert rows.end.tolist() == [seconds(2016, 2, 28), seconds(2016, 3, 2)]
    assert (rows.lon[0], rows.lat[0], rows.position_error.tolist()) == (37.1, 36.2, [5_000, 25_000])
    assert (rows.deaths_low[0], rows.deaths[0], rows.deaths_high[0]) == (1, 2, 3)
    assert (rows.side_a[0], rows.side_b[0], rows.claimant[0]) == (
        "Government of Syria",
        "Syrian insurgents",
        "UCDP GED",
    )
    assert (rows.kind[0], rows.area[0], rows.source[0]) == ("state-based conflict", "Aleppo Governorate", "SOHR,2016")


def test_acled_with_a_byte_order_mark_and_worded_dates(tmp_path):
    row = "SYR1,16 May 2025,2025,2,Political violence,Battles,Armed clash,A,B,Aleppo,36.2,37.1,2,Someone,Notes,3"
    found = read(tmp_path, "\ufeff" + ACLED, row)
    assert found.format == "ACLED"
    rows = found.incidents
    assert (rows.start[0], rows.end[0]) == (seconds(2025, 5, 9), seconds(2025, 5, 24))  # a week off either way
    assert (rows.kind[0], rows.side_a[0], rows.deaths[0], rows.position_error[0]) == ("Armed clash", "A", 3, 25_000)


def test_acled_tells_who_was_with_the_sides_but_not_with_victims(tmp_path):
    header = ACLED.replace("actor2", "assoc_actor_1,actor2,assoc_actor_2")
    row = "SYR{},2025-05-16,2025,1,Political violence,Battles,Other,A,C; D,{},E,Aleppo,36.2,37.1,2,Someone,Notes,3"
    rows = read(tmp_path, header, row.format(1, "B"), row.format(2, "Civilians (Syria)")).incidents
    assert [rows.allies[i] for i in range(2)] == ["C; D; E", "C; D"]
    assert rows.kind[0] == "Strategic developments"
    case = tmp_path / "case"
    case.mkdir()
    path = saved.keep(case, "a", [rows])
    parquet.write_table(parquet.read_table(path).drop_columns(["allies"]), path)  # as earlier versions kept it
    assert [saved.load(path).allies[i] for i in range(2)] == ["", ""]


def test_counts_of_hdx_hapi_stand_for_many(tmp_path):
    header = (
        "location_code,admin1_name,admin2_name,event_type,events,fatalities,reference_period_start,reference_period_end"
    )
    found = read(
        tmp_path, header, "SYR,Aleppo,Jebel Saman,political_violence,31,40,2016-02-01 00:00:00,2016-02-29 00:00:00"
    )
    rows = found.incidents
    assert (found.format, rows.events[0], rows.deaths[0]) == ("HDX-HAPI", 31, 40)
    assert (rows.start[0], rows.end[0]) == (seconds(2016, 2, 1), seconds(2016, 3, 1))
    assert np.isinf(rows.position_error[0])


def test_a_count_that_is_not_said_is_not_one(tmp_path):
    header = "event_type,events,fatalities,reference_period_start,reference_period_end"
    row = "political_violence,{},4,2016-02-01,2016-02-29"
    found = read(tmp_path, header, row.format(3), row.format(""))
    assert (found.incidents.events.tolist(), [note.reason for note in found.rejected]) == (
        [3], ["how many incidents there were is not said"]
    )  # fmt: skip
    own = read(
        tmp_path,
        OWN + ",events",
        *(f"{i},2024-05-01,{end},1,1,clash,Watch,s," for i, end in ((1, ""), (2, "2024-05-09"))),
    )
    assert own.incidents.events.tolist() == [1, 1]
    assert [(note.row, note.reason) for note in own.warned] == [
        (3, "how many incidents there were is not said: read as one")
    ]


def test_viina_knows_minutes_and_streets(tmp_path):
    header = "viina_version,event_id,date,time,ADM1_NAME,longitude,latitude,GEO_PRECISION,url,text"
    found = read(
        tmp_path, header, "3,7,20220316,10:30,Donetsk,37.5,47.1,STREET,u,t", "3,8,20220316,,Donetsk,37.5,47.1,ADM1,u,t"
    )
    rows = found.incidents
    assert found.format == "VIINA"
    assert rows.end[0] - rows.start[0] == 60
    assert rows.end[1] - rows.start[1] == 86_400
    assert rows.position_error.tolist() == [200, 200_000]


VIINA = "viina_version,event_id,date,time,ADM1_NAME,longitude,latitude,GEO_PRECISION,url,text"


def test_one_strike_told_by_four_outlets_is_one_incident(tmp_path):
    told = [f"2,{i},20220402,1{i}:00,Kharkiv,36.2{i},50.01,PPL,http://e/{i},strike" for i in range(4)]
    other = "2,4,20220402,09:00,Sumy,34.8,50.9,PPL,http://e/4,strike", "2,5,20220403,09:00,Kharkiv,36.21,50.01,PPL,u,t"
    district = "2,6,20220402,08:00,Kharkiv,36.21,50.01,ADM3,http://e/6,somewhere in the district"
    found = read(tmp_path, VIINA, *told, *other, district)
    assert (found.read, len(found.incidents), found.merged, found.rejected) == (7, 4, 3, ())
    rows = found.incidents
    assert rows.id.tolist() == ["0", "4", "5", "6"]  # the first of the four, and in the order of the file
    assert (rows.events == 1).all()


def test_rows_that_say_the_same_are_found_only_where_they_have_no_id(tmp_path):
    header = "start,kind,claimant,side_a,side_b,deaths"
    row = "2024-04-01,shelling,Watch,A,B,0"
    found = read(
        tmp_path, header, row, row, row.replace("-01,", "-02,"), row.replace(",0", ","), row.replace(",0", ",")
    )
    assert found.incidents.repeated.tolist() == [False, True, False, False, True]
    assert read(tmp_path, "id," + header, "1," + row, "2," + row).incidents.repeated.tolist() == [False, False]


def test_a_workbook_with_a_title_sheet_merged_cells_and_hashtags(tmp_path):
    book = openpyxl.Workbook()
    book.active.append(["About", "this table"])
    sheet = book.create_sheet("Data")
    sheet.append(["Attacks on health care", None, None, None])
    sheet.merge_cells("A1:D1")
    names = ["Date", "Event Description", "Admin 1", "Latitude", "Longitude", "Geo Precision", "Reported Perpetrator",
             "Reported Perpetrator Name", "Location ", "Health Workers Killed", "SiND Event ID"]  # fmt: skip
    sheet.append(names)
    sheet.append(["#date"] + [None] * 10)
    sheet.append([datetime(2023, 12, 21), "Text", "Gaza", 31.5, 34.4, "(2) 25 km Precision ", "X", "Y", "Z", 1, 42])  # noqa: DTZ001
    sheet.append([None] * 11)
    book.save(tmp_path / "health.xlsx")
    found = read_incidents(tmp_path / "health.xlsx", ZONE)
    assert (found.format, found.read, found.rejected) == ("Insecurity Insight", 1, ())
    rows = found.incidents
    assert (rows.id[0], rows.side_a[0], rows.deaths[0], rows.position_error[0]) == ("42", "Y", 1, 25_000)


@pytest.mark.parametrize(
    ("cell", "pattern", "yes"),
    [
        ("#date+occurred", "#date+occurred", True), ("#Date +start +occurred", "#date+occurred", True),
        ("#date", "#date+occurred", False),
        ("#date+year", "#date-end-year", False), ("#date", "#date-end-year", True), ("#dates", "#date", False),
        ("#adm1 +name", "#adm1+name", True), ("date", "#date", False), ("", "#date", False),
    ],
)  # fmt: skip
def test_hashtags_and_their_attributes(cell, pattern, yes):
    assert carries(cell, pattern) is yes


def test_hxl_hashtags_under_two_header_rows(tmp_path):
    tags = "#date+occurred,#affected+killed,#adm1+name"
    lines = ("WHEN,,WHERE", "Day,Killed,Region", tags, "2016-02-27,80 418,Aleppo", "2016-02-28,-,Homs")
    found = read(tmp_path, *lines)
    assert (found.format, found.read, len(found.incidents)) == ("HXL", 2, 2)
    assert found.incidents.deaths[0] == 80_418
    assert np.isnan(found.incidents.deaths[1])
    assert found.incidents.area[1] == "Homs"
    with pytest.raises(InputError, match="no column is tagged #date"):
        read(tmp_path, "#adm1,#affected", "x,1")


@pytest.mark.parametrize(
    ("row", "column", "reason"),
    [
        (ucdp(low="3"), "low", "expected low <= best <= high, found 3, 2, 3"),
        (ucdp(high="1"), "best", "expected low <= best <= high, found 1, 2, 1"),
        (ucdp(best="inf"), "best", "expected a number, found 'inf'"),
        (ucdp(best="-2", low="-3"), "low", "expected 0 to 1e+07, found '-3'"),
        (ucdp(lat="137.1", lon="36.2"), "latitude", "longitude and latitude look swapped: 36.2, 137.1"),
        (ucdp(lon="437"), "longitude", "expected -360 to 360, found '437'"),
        (ucdp(lon=""), "longitude", "missing, though the other coordinate is there"),
        (ucdp("2016-02-30"), "date_start", "there is no such day: '2016-02-30'"),
        (ucdp("soon"), "date_start", "expected a day such as 2016-02-27, 27/02/2016 or 27 February 2016, found 'soon'"),
        (ucdp(""), "date_start", "missing"),
        (ucdp("2016-02-27", "2016-02-20"), "date_end", "it ends ('2016-02-20') before it starts ('2016-02-27')"),
        (ucdp(id="good", best="3"), "id", "'good' is the id of row 2 too"),
        ("5,1,A", "", "expected 16 cells, found 3"),
    ],
    ids=lambda x: x if len(str(x)) < 20 else None,
)  # fmt: skip
def test_a_bad_row_is_listed_and_the_others_are_kept(tmp_path, row, column, reason):
    found = read(tmp_path, UCDP, ucdp(id="good"), row, ucdp(id="fine"))
    assert (found.read, found.incidents.id.tolist()) == (3, ["good", "fine"])
    assert [(r.row, r.column, r.reason) for r in found.rejected] == [(3, column, reason)]


def test_the_order_of_day_and_month_is_told_by_the_file_or_refused(tmp_path):
    told = read(tmp_path, UCDP, ucdp("03/04/2016", id="1"), ucdp("27/02/2016", id="2"))
    assert told.incidents.start.tolist() == [seconds(2016, 4, 3), seconds(2016, 2, 27)]
    other = read(tmp_path, UCDP, ucdp("03/04/2016", id="1"), ucdp("02/27/2016", id="2"))
    assert other.incidents.start.tolist() == [seconds(2016, 3, 4), seconds(2016, 2, 27)]
    both = read(tmp_path, UCDP, ucdp("27/02/2016", id="1"), ucdp("03/04/2016", id="2"), ucdp("02/27/2016", id="3"))
    assert both.incidents.id.tolist() == ["1", "3"]
    silent = read(tmp_path, UCDP, ucdp("03/04/2016", id="1"), ucdp("05/05/2016", id="2"))
    assert silent.incidents.id.tolist() == ["2"]
    assert silent.rejected[0].row == 2
    assert silent.rejected[0].reason.startswith("'03/04/2016' may be day/month or month/day: write 2016-04-03")
    said = read_incidents(tmp_path / "file.csv", ZONE, HowToRead("month-first"))
    assert said.incidents.start.tolist() == [seconds(2016, 3, 4), seconds(2016, 5, 5)]


def test_the_order_is_told_in_a_workbook_and_below_hashtags_too(tmp_path):
    lines = [UCDP, "#meta+id" + ",#x" * 15, ucdp("03/04/2016", id="1"), ucdp("27/02/2016", id="2")]
    book = openpyxl.Workbook()
    for line in lines:
        book.active.append(next(csv.reader([line])))
    book.save(tmp_path / "file.xlsx")
    with gzip.open(tmp_path / "file.csv.gz", "wt", encoding="utf-8-sig") as file:
        file.write("\n".join(lines))
    for name in ("file.xlsx", "file.csv.gz"):
        found = read_incidents(tmp_path / name, ZONE)
        assert (found.read, found.rejected) == (2, ())
        assert found.incidents.start.tolist() == [seconds(2016, 4, 3), seconds(2016, 2, 27)]


def test_own_format_with_moments_and_days(tmp_path):
    lines = (
        "i1,2016-02-27T10:15,,37.1,36.2,shelling,Someone,s",
        "i2,2016-02-27,2016-02-28,37.1,36.2,shelling,Someone,s",
    )
    rows = read(tmp_path, OWN, *lines).incidents
    assert (rows.end - rows.start).tolist() == [0, 2 * 86_400]
    assert rows.position_error.tolist() == [0, 0]


def test_daily_figures_from_the_published_running_totals_of_the_osce(tmp_path):
    # SMM from 27 July 2020, cumulative: 111, 121 on the 28th, 123 on the 30th, 251 on 4 August, 256 on the 6th, 256
    totals = {"07-27": 111, "07-28": 121, "07-30": 123, "08-04": 251, "08-06": 256, "08-07": 256}
    header = "start,kind,claimant,source,cumulative"
    found = read(tmp_path, header, *(f"2020-{day},violation,OSCE SMM,reports,{n}" for day, n in totals.items()))
    rows = found.incidents
    assert rows.events.tolist() == [111, 10, 2, 128, 5, 0]
    days = ((rows.end - rows.start) // 86_400).tolist()
    assert days == [1, 1, 2, 5, 2, 1]
    with pytest.raises(InputError, match="smaller than the 10 before it"):
        read(tmp_path, header, "2020-07-27,violation,OSCE SMM,r,10", "2020-07-28,violation,OSCE SMM,r,9")


@pytest.mark.parametrize(
    ("content", "name", "says"),
    [
        (b"", "file.csv", "the file is empty"),
        (b"\n\n", "file.csv", "the file is empty"),
        (b"a,b\n1,2\n", "file.csv", "no table of incidents that is known: its first row is 'a, b'"),
        (UCDP.encode() + b"\n\xff\xfe,1\n", "file.csv", "not UTF-8 text"),
        (UCDP.encode() + b'\n"unclosed\n', "file.csv", "a quote is not closed"),
        (b"PK\x03\x04", "file.csv", "not a text file"),
        (b"nothing", "file.xlsx", "not an Excel workbook"),
        (b"nothing", "file.csv.gz", "damaged, or not a table of incidents in CSV: Error -3"),
        (b"{}", "file.json", "expected a .csv, .csv.gz or .xlsx file"),
    ],
)
def test_a_file_that_cannot_be_read_says_why(tmp_path, content, name, says):
    path = tmp_path / name
    path.write_bytes(content)
    if says == "expected 16 cells":
        says = "0 of 1 rows kept: expected 16 cells"
    with pytest.raises(InputError, match=says.replace("(", r"\(").replace(".", r"\.")):
        read_incidents(path, ZONE)


def test_kept_in_a_case_and_read_again(tmp_path):
    path = written(tmp_path, UCDP, *(ucdp(id=str(i)) for i in range(7)), name="a.csv")
    with reading(path, ZONE) as found:
        file = saved.keep(tmp_path, "a", found.chunks)
    origin = Origin("a.csv", "0" * 64, found.header.form.name, "2017-01-01", found.balance.read, 7)
    assert saved.note(tmp_path, "a", origin, found.rejected) is None
    ((again, rows),) = saved.kept(tmp_path)
    assert again == origin
    assert rows.id.tolist() == [str(i) for i in range(7)]
    whole = read_incidents(path, ZONE).incidents
    for name in ("start", "end", "lon", "deaths", "events"):
        assert (getattr(rows, name) == getattr(whole, name)).all()
    assert [rows.side_a[i] for i in range(7)] == [whole.side_a[i] for i in range(7)]
    file.write_bytes(b"broken")
    with pytest.raises(CaseError, match=r"a.parquet: damaged, or not incidents as geleit import keeps them"):
        saved.kept(tmp_path)


def test_possible_duplicates_are_offered_and_left_out_only_when_marked(tmp_path):
    other = "SYR9,27 February 2016,2016,1,x,Battles,Armed clash,A,B,Aleppo,36.21,37.12,1,S,N,2"
    for name, lines in (("a", [UCDP, ucdp(id="1"), ucdp("2016-02-28", id="2")]), ("b", [ACLED, other])):
        with reading(written(tmp_path, *lines, name=f"{name}.csv"), ZONE) as found:
            saved.keep(tmp_path, name, found.chunks)
        saved.note(tmp_path, name, Origin(f"{name}.csv", name * 64, found.header.form.name, "2017-01-01", 1, 1), ())
    pairs = duplicates.possible_duplicates(tmp_path, "b", saved.load(tmp_path / "incidents" / "b.parquet"))
    assert [(p.id, p.file, p.other_id) for p in pairs] == [("SYR9", "a", "1")]
    path = duplicates.offer(tmp_path, "b", pairs)
    assert sum(len(rows) for _, rows in saved.kept(tmp_path)) == 3
    head, row = path.read_text(encoding="utf-8").splitlines()
    path.write_text(f"{head}\n{row}yes\n", encoding="utf-8")
    assert sum(len(rows) for _, rows in saved.kept(tmp_path)) == 2
    assert duplicates.offer(tmp_path, "b", ()) == path  # what its user marked stays


def test_a_compressed_file_is_streamed(tmp_path):
    with gzip.open(tmp_path / "big.csv.gz", "wt", encoding="utf-8") as file:
        file.write(UCDP + "\n" + "\n".join(ucdp(id=str(i)) for i in range(12_000)))
    sizes = []
    with reading(tmp_path / "big.csv.gz", ZONE) as found:
        sizes = [len(chunk) for chunk in found.chunks]
    assert sum(sizes) == 12_000
    assert max(sizes) <= 5_000
