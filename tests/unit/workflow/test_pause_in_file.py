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


WITNESSED = (
    "start,lon,lat,kind,by,claimant,source,area\n"
    '2016-02-20,37.1,36.2,Shelling,Layla Haddad,Layla Haddad,"phone call with Layla Haddad, Zahra shelter",Aleppo\n'
    '2016-03-01,37.1,36.2,shots at Layla Haddad,"Layla Haddad, Civilians",Layla Haddad,letter,Haddad\'s house\n'
    "2016-03-02,37.1,36.2,shelling,Sami Qasimi,Layla Haddad,letter,Aleppo\n"
)


def test_no_text_of_a_file_by_unknown_publishers_is_public(tmp_path):
    file = tmp_path / "layla-haddad-sightings.csv"
    file.write_text(WITNESSED, encoding="utf-8")
    windows = pause_windows("2016-03-01", "2016-03-02", None, ALEPPO)
    judged = judge_pause(file, windows, ALEPPO, title="Pause", public=True, parties=["Layla Haddad", "Sami Qasimi"])
    told = judged.imported.incidents
    assert [told.kind[i] for i in range(3)] == ["Shelling", "kind 1", "shelling"]
    assert [told.side_a[i] for i in range(3)] == ["side 1", "side 1, civilians", "side 2"]
    assert [told.source[i] for i in range(3)] == ["source 1", "source 2", "source 2"]
    assert [told.area[i] for i in range(3)] == ["Aleppo", "area 1", "Aleppo"]
    assert list(told.id) == ["incident-1", "incident-2", "incident-3"]
    (finding,) = judged.findings
    assert finding.kept is not None
    assert (finding.kept.violations, finding.kept.possible) == ((), 2)
    assert [e.text for e in finding.evidence if e.claimant == "claimant 1"] == [
        "2 incidents of a monitor are counted here and not listed: its rows stay in the room"
    ]
    assert not any(name in repr(finding).casefold() for name in ("layla", "haddad", "sami", "qasimi", "zahra"))
    assert judged.view.left_out == (
        LeftOut("names of claimants", 1), LeftOut("names of sides", 2), LeftOut("sources of incidents", 2),
        LeftOut("kinds of incidents", 1), LeftOut("names of areas", 1),
    )  # fmt: skip


def test_a_party_is_named_in_public_as_the_file_names_it(tmp_path):
    file = tmp_path / "incidents.csv"
    file.write_text(WITNESSED, encoding="utf-8")
    windows = pause_windows("2016-03-01", "2016-03-02", None, ALEPPO)
    with pytest.raises(InputError, match=r"nobody in .* is called 'side 1'"):
        judge_pause(file, windows, ALEPPO, title="Pause", public=True, parties=["side 1"])


def test_what_a_known_publisher_tells_stays_public(tmp_path):
    file = tmp_path / "from-layla.csv"
    file.write_text(
        "event_id_cnty,event_date,time_precision,sub_event_type,actor1,fatalities,source,notes\n"
        "SYR1,2016-03-01,1,Armed clash,Northern Command,0,Radio,At the Rose\n"
        ",2016-03-02,1,Armed clash,Northern Command,0,Radio,\n",
        encoding="utf-8",
    )
    windows = pause_windows("2016-03-01", "2016-03-02", None, ALEPPO)
    told = judge_pause(file, windows, ALEPPO, title="Pause", public=True).imported.incidents
    assert (told.claimant[0], told.side_a[0], told.source[0], told.kind[0]) == (
        "ACLED", "Northern Command", "Radio", "Armed clash",
    )  # fmt: skip
    assert (list(told.id), list(told.text)) == (["SYR1", "incident-2"], ["", ""])


def test_a_public_box_has_edges_that_all_boxes_have(tmp_path):
    file = tmp_path / "incidents.csv"
    file.write_text("start,lon,lat,kind,claimant\n2016-03-01,-29.99655,45.1,shelling,Ann\n", encoding="utf-8")
    windows = pause_windows("2016-03-01", "2016-03-02", None, ALEPPO)
    for west in (-29.9966, -29.9965):
        with pytest.raises(InputError) as refused:
            judge_pause(file, windows, ALEPPO, title="Pause", bbox=(west, 45, -29, 45.5), public=True)
        assert refused.value.where == "bbox"
        assert refused.value.remedy == "take -30,45,-29,45.5, or leave it out"
    assert judge_pause(file, windows, ALEPPO, title="Pause", bbox=(-30, 45, -29, 45.5), public=True).inside == 1


@pytest.mark.parametrize(("public", "boxes"), [(False, 4), (True, 1)])
def test_an_incident_is_in_one_public_box_however_far_off_it_may_be(tmp_path, public, boxes):
    file = tmp_path / "incidents.csv"
    file.write_text(
        "start,lon,lat,position_error,kind,claimant\n2016-03-01,37.2499,36.2499,100,shelling,Ann\n", encoding="utf-8"
    )
    windows = pause_windows("2016-03-01", "2016-03-02", None, ALEPPO)
    around = [(west, south, west + 0.25, south + 0.25) for west in (37.0, 37.25) for south in (36.0, 36.25)]
    found = (judge_pause(file, windows, ALEPPO, title="Pause", bbox=box, public=public).inside for box in around)
    assert sum(found) == boxes


def test_a_public_judgement_is_the_same_of_nobody_of_branches_and_of_victims(tmp_path):
    file = tmp_path / "own.csv"
    before = "".join(f"2016-02-{day:02},shelling,Army (North),Rebels,Watch\n" for day in range(1, 29)) * 2
    windows = pause_windows("2016-03-01", "2016-03-02", None, ALEPPO)
    for by in ("Unidentified men", "Army Air Force", "Army (North)", "Islamists"):
        file.write_text(
            f"start,kind,side_a,side_b,claimant\n{before}2016-03-01,shelling,{by},Civilians (Syria),Watch\n", "utf-8"
        )
        internal, shown = (
            judge_pause(file, windows, ALEPPO, title="P", parties=["Army (North)", "Rebels"], public=public).findings[0]
            for public in (False, True)
        )
        assert (internal.verdict, str(internal.kept.reason)) == (shown.verdict, str(shown.kept.reason))
        assert (shown.kept.certain, shown.kept.possible) == {"Army (North)": (1, 0), "Islamists": (0, 0)}.get(
            by, (0, 1)
        )
