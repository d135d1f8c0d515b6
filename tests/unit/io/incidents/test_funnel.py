"""What is written oddly in a table of incidents is read, or named: never lost, and never guessed."""

from __future__ import annotations

import gzip
import math
from datetime import date, datetime, timedelta
from zoneinfo import ZoneInfo

import numpy as np
import pytest

from geleit.errors import InputError
from geleit.io.incidents.how import HowToRead
from geleit.io.incidents.read_table import read_incidents
from geleit.model.balance import Balance, RowNote
from geleit.report.text.balance import balance_lines

ZONE = ZoneInfo("Asia/Damascus")
ACLED = (
    "event_id_cnty,event_date,time_precision,sub_event_type,actor1,actor2,country,latitude,longitude,geo_precision,"
    "source,notes,fatalities"
)


def acled(number, day="2024-04-01", *, lat="36.2", lon="37.15", deaths="1", country="Syria", actor="Army"):
    cells = (f"S{number}", day, "1", "Armed clash", actor, "Rebels", country, lat, lon, "1", "SOHR", "text", deaths)
    return ";".join(cells)


def read(tmp_path, *lines, how=None, name="file.csv"):
    path = tmp_path / name
    path.write_text("\n".join(lines), encoding="utf-8")
    return read_incidents(path, ZONE, how or HowToRead(least_kept=0))


def of(tmp_path, *rows):
    return read(tmp_path, ACLED.replace(",", ";"), *rows)


def days(found):
    return [datetime.fromtimestamp(second, ZONE).date() for second in found.incidents.start.tolist()]


@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("2024-04-0{}T00:00:00.000Z", "every time of the column is midnight in UTC"),
        ("2024-04-0{} 00:00:00+0000", "every time of the column is midnight in UTC"),
        ("2024-04-0{}T00:00:00+03:00", "every time of the column is midnight in Asia/Damascus"),
        ("4538{}", "is read as 2024-03-31, in days from 1900"),
        ("2024/04/0{}", ""),
        ("0{}-Apr-24", ""),
        ("April {}, 2024", ""),
        ("2024-04-0{}T14:30:00.5Z", ""),
        ("2024-04-0{} 14:30:00.123", ""),
    ],
)
def test_days_as_programs_and_spreadsheets_write_them(tmp_path, written, told):
    found = of(tmp_path, *(acled(n, written.format(n)) for n in (2, 3, 4)))
    first = date(2024, 3, 31) if written.startswith("4538") else date(2024, 4, 2)
    assert days(found) == [first + timedelta(days=n) for n in range(3)]
    assert (found.incidents.end - found.incidents.start).tolist() == [86_400] * 3
    assert told in "".join(found.balance.readings)
    assert bool(told) == bool(found.balance.readings)


def test_midnights_of_the_place_written_in_utc_are_its_days(tmp_path):
    found = of(tmp_path, acled(1, "2024-03-31T21:00:00.000Z"), acled(2, "2024-04-01T21:00:00.000Z"))
    assert days(found) == [date(2024, 4, 1), date(2024, 4, 2)]
    times = of(tmp_path, acled(1, "2024-03-31T21:00:00.000Z"), acled(2, "2024-04-01T20:59:00.000Z"))
    assert days(times) == [date(2024, 4, 1), date(2024, 4, 1)]  # moments: the day in which each lies


def test_a_serial_number_among_dates_is_a_question(tmp_path):
    found = of(tmp_path, acled(1, "2024-04-01"), acled(2, "45384"))
    assert days(found) == [date(2024, 4, 1)]
    assert "'45384' may be a day counted from 1900" in found.rejected[0].reason


@pytest.mark.parametrize(
    ("written", "deaths"),
    [
        ("1,200", (1200, 1200, 1200)),
        ("1,000", (1, 1000, 1000)),
        ("1 200", (1200, 1200, 1200)),
        ("1.200.000", (1_200_000,) * 3),
        ("10+", (10, 10, math.inf)),
        (">10", (11, 11, math.inf)),
        ("at least 1,200", (1200, 1200, math.inf)),
        ("<10", (0, 0, 9)),
        ("5-10", (5, 5, 10)),
        ("dozens", (math.nan,) * 3),
    ],
)
def test_deaths_as_people_write_them_keep_the_row_and_are_told(tmp_path, written, deaths):
    found = of(tmp_path, acled(1, deaths=written))
    rows = found.incidents
    assert np.array_equal([rows.deaths_low[0], rows.deaths[0], rows.deaths_high[0]], deaths, equal_nan=True)
    assert (found.balance.warned, found.balance.kept, len(found.warned)) == (1, 0, 1)
    assert repr(written) in found.warned[0].reason


@pytest.mark.parametrize(
    ("written", "reason"),
    [
        ("1.200", "'1.200' may mean 1200 or 1.2"),
        ("2.5", "expected a whole number"),
        ("-3", "expected 0 to 1e+07"),
        ("2e9", "expected 0 to 1e+07"),
    ],
)
def test_a_figure_of_two_readings_or_of_none_keeps_the_row_out(tmp_path, written, reason):
    found = of(tmp_path, acled(1, deaths=written), acled(2))
    assert [note.reason[: len(reason)] for note in found.rejected] == [reason]


def test_positions_with_commas_and_letters(tmp_path):
    found = of(
        tmp_path, acled(1, lat="36,2", lon="37,150"), acled(2, lat="36.2 N", lon="37.15° E"), acled(3, lat="36.2S")
    )
    assert found.incidents.lat.tolist() == [36.2, 36.2, -36.2]
    assert found.incidents.lon.tolist() == [37.15] * 3
    assert found.balance.readings == ("a comma before decimals is read as a point",)


def test_swapped_and_zero_positions_are_named_and_never_used(tmp_path):
    swapped, zero = acled(1, lat="37.15", lon="36.2"), acled(2, lat="0.0", lon="0")
    ukraine = acled(3, lat="37.8", lon="48.5", country="Ukraine")
    abroad = acled(4, lat="37.15", lon="36.2", country="Turkey")
    found = of(tmp_path, swapped, zero, ukraine, abroad)
    assert np.isnan(found.incidents.lon).tolist() == [True, True, True, False]
    assert np.isinf(found.incidents.position_error[:3]).all()
    assert (found.balance.without_place, found.balance.kept) == (3, 1)
    assert [note.row for note in found.warned] == [2, 3, 4]
    assert "36.2, 37.15 is not in Syria, 37.15, 36.2 is" in found.warned[0].reason
    assert found.warned[1].reason == "0, 0 stands for no position"


def test_every_row_is_in_one_part_of_the_balance(tmp_path):
    found = of(
        tmp_path, acled(1), acled(1), acled(1, "2024-04-02"), acled(2, "soon"), acled(3, lat="", lon=""),
        acled(4, actor="", deaths="10+").replace("Rebels", ""), acled(5, deaths="10+"), acled(6, "later"),
    )  # fmt: skip
    told = found.balance
    assert told.read == 8
    parts = (told.kept, told.told_again, told.rejected, told.without_place, told.party_not_named, told.warned)
    assert parts == (1, 1, 3, 1, 1, 1)
    first, *more = balance_lines(told)
    assert first == (
        "8 rows read = 1 kept + 1 kept with a warning + 1 without place + 1 party not named + 1 told again + 3 rejected"
    )
    assert more[0].startswith("rejected: 2 rows (5, 9): column event_date: expected a day such as")
    assert more[2] == "with a warning: 2 rows (7, 8): column fatalities: '10+' is read as at least 10"
    named = found.balance_naming(np.array([False, True, True, True]))
    assert (named.kept, named.party_not_named, named.without_place) == (0, 1, 1)


def test_a_balance_adds_up_or_is_none():
    with pytest.raises(ValueError, match="do not add up"):
        Balance(3, rejected=1, kept=1)
    whole = Balance(2, rejected=1, kept=1) + Balance(3, told_again=1, warned=2)
    assert (whole.read, whole.used, whole.readable) == (5, 3, 0.8)
    notes = [RowNote(n, "deaths", f"expected a number, found '{n}'") for n in range(2, 7)]
    (reason,) = whole.telling(notes, (), ()).reasons
    assert (reason.count, reason.rows, reason.reason) == (5, (2, 3, 4), "expected a number, found '2'")


def test_too_few_rows_that_can_be_used_are_refused_with_the_commonest_reason(tmp_path):
    rows = [acled(n, "never") for n in range(4)] + [acled(9)]
    header = ACLED.replace(",", ";")
    with pytest.raises(
        InputError, match=r"1 of 5 rows kept, less than the least share of 25%: column event_date: .*4 rows"
    ):
        read(tmp_path, header, *rows, how=HowToRead())
    assert len(read(tmp_path, header, *rows, how=HowToRead(least_kept=0.2)).incidents) == 1
    with pytest.raises(InputError, match="0 of 4 rows kept"):
        read(tmp_path, header, *rows[:4], how=HowToRead(least_kept=0))
    with pytest.raises(InputError, match="no rows below its header"):
        read(tmp_path, header)


def test_rows_that_a_comma_without_quotes_has_moved_are_kept_out(tmp_path):
    head = "start,kind,claimant,lat,lon"
    found = read(tmp_path, head, "2024-05-01,shelling,Watch,36,2,37,1", "2024-05-01,shelling,Watch,36.2,37.1")
    assert found.rejected == (RowNote(2, "", "expected 5 cells, found 7: put quotes around a comma in a text"),)


def test_what_is_later_than_the_file_is_a_slip(tmp_path):
    head, rows = "start,kind,claimant", ("2024-05-01,shelling,Watch", "2030-05-01,shelling,Watch")
    found = read(tmp_path, head, *rows, how=HowToRead(snapshot=date(2024, 6, 1)))
    assert [note.reason for note in found.rejected] == ["after the file was taken from its publisher: '2030-05-01'"]


KOBO = (
    "start;end;incident/date;incident/type;_incident/gps_latitude;_incident/gps_longitude;_id;_uuid;_submission_time",
    *(
        f"2024-04-0{n}T09:00:00.000+03:00;2024-04-0{n}T09:12:00.000+03:00;2024-04-0{n - 1};shelling;36.2;37.15;{n};u;"
        f"2024-04-0{n}T10:00:00" for n in range(2, 6)
    ),
)  # fmt: skip


def test_any_table_opens_with_a_mapping_and_an_unknown_one_suggests_it(tmp_path):
    with pytest.raises(InputError) as unknown:
        read(tmp_path, *KOBO)
    suggested = "start=incident/date,id=_id,lat=_incident/gps_latitude,lon=_incident/gps_longitude,kind=incident/type"
    assert suggested in str(unknown.value)  # and not the time at which the form was filled in
    columns = dict(part.split("=") for part in suggested.split(","))
    found = read(tmp_path, *KOBO, how=HowToRead(columns={**columns, "claimant:": "Town Watch"}))
    assert days(found) == [date(2024, 4, n) for n in range(1, 5)]
    assert (found.incidents.claimant[0], found.incidents.kind[0], found.incidents.id[0]) == (
        "Town Watch",
        "shelling",
        "2",
    )
    assert (found.incidents.lon[0], found.incidents.position_error[0]) == (37.15, 5_000)
    assert "5 km are an assumption" in found.balance.readings[1]
    filled_in = read(tmp_path, *KOBO, how=HowToRead(columns={"start": "start"}))
    assert (filled_in.incidents.start == filled_in.incidents.end).all()
    assert "'start' of a form is when it was filled in" in filled_in.balance.readings[1]


@pytest.mark.parametrize(
    ("columns", "says"),
    [
        ({"start": "incident/dat"}, "it has no column 'incident/dat' (did you mean 'incident/date'?)"),
        ({"strt": "incident/date"}, "no column can be named for 'strt' (did you mean 'start'?)"),
        ({"lat": "_id", "latitude": "_id"}, "'lat' is named twice"),
        ({"kind": "incident/type"}, "no column is named for the time"),
        ({"start:": "2024-05-01"}, "'start' is not the same in every row"),
        ({"start": "incident/date", "each:": "year"}, "what a row is counted over is said for all rows"),
        ({"start": "incident/date", "position_error": "_id"}, "holds codes of precision"),
    ],
)
def test_a_mapping_that_does_not_fit_is_named(tmp_path, columns, says):
    with pytest.raises(InputError) as refused:
        read(tmp_path, *KOBO, how=HowToRead(columns=columns))
    assert says in str(refused.value)


MONTHLY = ("date,events,dead", *(f"2024-0{month}-01,{month}0,4" for month in range(1, 7)))


def test_counts_of_months_are_never_incidents_of_a_day(tmp_path):
    columns = {"start": "date", "events": "events"}
    for named in (columns, {"start": "date"}):
        with pytest.raises(
            InputError, match="every date is the first of a month: are its rows counts of a whole month"
        ):
            read(tmp_path, *MONTHLY, how=HowToRead(columns=named))
    found = read(tmp_path, *MONTHLY, how=HowToRead(columns={**columns, "each:": "month"}))
    assert (found.incidents.end - found.incidents.start).tolist()[:2] == [31 * 86_400, 29 * 86_400]
    assert found.balance.warned == 6
    assert "counts 10 incidents in 31 days, none of them known to the day" in found.warned[0].reason
    by_day = ("day,n", "2024-04-01,3", "2024-04-02,4")
    with pytest.raises(InputError, match="stands for several incidents: of a day, a week or a month"):
        read(tmp_path, *by_day, how=HowToRead(columns={"start": "day", "events": "n"}))
    daily = read(tmp_path, *by_day, how=HowToRead(columns={"start": "day", "events": "n", "each:": "day"}))
    assert (daily.incidents.events.tolist(), daily.balance.kept) == ([3, 4], 2)


def test_years_months_and_days_in_columns_of_their_own(tmp_path):
    lines = "Month,Year,Day,Events", "January,2024,,31", "feb,2024,0,2", "3,2024,15,1", "Janvier,2024,,1"
    columns = {"year": "Year", "month": "Month", "day": "Day", "events": "Events"}
    found = read(tmp_path, *lines, how=HowToRead(columns=columns))
    assert days(found) == [date(2024, 1, 1), date(2024, 2, 1), date(2024, 3, 15)]
    assert ((found.incidents.end - found.incidents.start) // 86_400).tolist() == [31, 29, 1]
    assert [note.row for note in found.rejected] == [5]


def test_a_mapping_changes_single_columns_of_a_known_table(tmp_path):
    how = HowToRead(columns={"deaths": "time_precision"})
    found = read(tmp_path, ACLED.replace(",", ";"), acled(1, deaths="7"), how=how)
    assert (found.format, found.incidents.deaths[0], found.incidents.claimant[0]) == ("ACLED", 1, "ACLED")


TOLD_TWICE = "id,start,Start,kind,claimant\na,2024-04-02,2024-04-09,gunfire,Ford Watch\n"


def test_two_columns_of_one_name_are_refused_and_not_chosen_from(tmp_path):
    with pytest.raises(InputError, match="'start' is the name of columns 2 and 3"):
        read(tmp_path, *TOLD_TWICE.splitlines())
    other = ["id,start,note,kind,claimant,Note", "a,2024-04-02,x,gunfire,Ford Watch,y"]
    assert len(read(tmp_path, *other).incidents) == 1  # of no field


@pytest.mark.parametrize("name", ["file.csv", "file.csv.gz"])
@pytest.mark.parametrize("encoding", ["utf-16", "utf-8-sig"])
@pytest.mark.parametrize("separator", [",", "\t"])
def test_text_as_spreadsheets_save_it(tmp_path, name, encoding, separator):
    text = "id,start,kind,claimant,text\na,2024-04-02,gunfire,Ford Watch,возле моста\n".replace(",", separator)
    data = text.encode(encoding)
    (tmp_path / name).write_bytes(gzip.compress(data) if name.endswith(".gz") else data)
    found = read_incidents(tmp_path / name, ZoneInfo("UTC")).incidents
    assert (found.claimant.names, list(found.text)) == (("Ford Watch",), ["возле моста"])


def test_text_that_only_begins_as_utf_16_is_refused(tmp_path):
    (tmp_path / "file.csv").write_bytes("id,start,kind,claimant\na,2024-04-02,gunfire,W\n".encode("utf-16") + b"\0")
    with pytest.raises(InputError, match="save the file as UTF-8"):
        read_incidents(tmp_path / "file.csv", ZoneInfo("UTC"))
