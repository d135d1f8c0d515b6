"""When a pause of a file was to hold, and what is left out of its judgement."""

from __future__ import annotations

from datetime import UTC, datetime
from zoneinfo import ZoneInfo

import pytest

from geleit.errors import InputError
from geleit.model.stamp import LeftOut
from geleit.workflow import judge_pause, pause_windows

ALEPPO = ZoneInfo("Asia/Damascus")


def at(day, hour=0, minute=0):
    return datetime(2016, 3, day, hour, minute, tzinfo=UTC)


def spans(*told):
    return [(window.start.astimezone(UTC), window.end.astimezone(UTC)) for window in pause_windows(*told)]


def test_the_last_day_is_in_the_pause():
    assert spans("2016-03-01", "2016-03-02", None, ZoneInfo("UTC")) == [(at(1), at(3))]


def test_a_day_is_a_day_of_the_place():
    assert spans("2016-03-02", "2016-03-02", None, ALEPPO) == [(at(1, 22), at(2, 22))]


def test_a_time_ends_it_to_the_minute():
    assert spans("2016-03-01T10:00", "2016-03-01T13:30", None, ZoneInfo("UTC")) == [(at(1, 10), at(1, 13, 30))]


def test_a_daily_pause_has_a_window_on_each_day():
    found = spans("2016-03-01", "2016-03-02", "10:00-13:00", ZoneInfo("UTC"))
    assert found == [(at(1, 10), at(1, 13)), (at(2, 10), at(2, 13))]


@pytest.mark.parametrize(
    ("told", "where"),
    [
        (("soon", "2016-03-02", None), "start"),
        (("2016-03-01", "later", None), "end"),
        (("2016-03-01T10:00", "2016-03-01T10:00", None), "end"),
        (("2016-03-01", "2016-03-02", "noon"), "daily"),
    ],
)
def test_what_cannot_be_read_is_named(told, where):
    with pytest.raises(InputError) as caught:
        pause_windows(*told, ALEPPO)
    assert caught.value.where == where


@pytest.mark.parametrize(
    ("public", "rejected", "who", "text"), [(False, 1, "Layla Haddadin", "at the Rose"), (True, 0, "claimant 1", "")]
)
def test_what_a_public_judgement_holds_of_the_file_is_public(tmp_path, public, rejected, who, text):
    file = tmp_path / "incidents.csv"
    file.write_text(
        "id,start,lon,lat,kind,claimant,text\n"
        "a,2016-03-01,37.1,36.2,shelling,Layla Haddadin,at the Rose\n"
        "Layla Haddadin,2016-02-30,37.1,36.2,shelling,Layla Haddadin,\n",
        encoding="utf-8",
    )
    windows = pause_windows("2016-03-01", "2016-03-02", None, ALEPPO)
    found = judge_pause(file, windows, ALEPPO, title="Pause", public=public).imported
    assert (len(found.rejected), found.read, len(found.incidents)) == (rejected, 2, 1)
    assert (found.incidents.claimant.names, list(found.incidents.text)) == ((who,), [text])


@pytest.mark.parametrize("public", [True, False])
def test_what_is_left_out_is_counted(tmp_path, public):
    file, zone = tmp_path / "incidents.csv", ZoneInfo("UTC")
    rows = [f"2016-0{month}-{day:02},37.1,36.{day},clash,{who},{text}" for month in (2, 3) for day in range(1, 28, 3)
            for who, text in (("Ann", "Seen by Ben"), ("ACLED", ""))]  # fmt: skip
    file.write_text(
        "\n".join(["start,lon,lat,kind,claimant,text", *rows, "soon,37.1,36.1,clash,Zoe,Lost"]), encoding="utf-8"
    )
    windows = pause_windows("2016-03-01", "2016-03-14", None, zone)
    judged = judge_pause(file, windows, zone, title="Pause", baseline_days=14, public=public)
    expected = {
        "texts of incidents": 18, "names of claimants": 1, "rows that could not be used": 1, "maps of incidents": 2,
    }  # fmt: skip
    assert judged.view.left_out == tuple(LeftOut(*row) for row in expected.items() if public)
    assert len(judged.findings) == 2
