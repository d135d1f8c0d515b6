"""What to ask for: gains that can be worked out in the head, from the command, the library and the page."""

from __future__ import annotations

import base64
import io
import json

import pytest

import geleit
from geleit.io.case.casefile import read_case
from tests.surface.process import geleit as command
from tests.surface.village import write_village

pytestmark = pytest.mark.slow

TWO_HOURS = "2030-01-01T01:00/2030-01-01T03:00"
EXITS = "id,name,lon,lat,rate_low,rate_likely,rate_high,windows,windows_cautious\n"


@pytest.fixture
def village(tmp_path):
    """A hundred people, one gate for ten an hour from 1:00 to 3:00: twenty can be out, by plan and by proof."""
    return write_village(tmp_path / "village", exits=((1, 10, TWO_HOURS),))


def gains(said):
    return {one["id"]: (one["gain_cautious"], one["gain_likely"], one["gain_at_most"]) for one in said["concessions"]}


def test_the_whole_command(village):
    done = command("negotiate", "village", "--json", cwd=village.parent)
    assert done.returncode == 0, done.stderr
    said = json.loads(done.stdout)
    assert said["publication"] != "public"
    assert said["before"] == {"at_least": 20, "likely": 20, "at_most": 20}
    assert said["everyone"] == {"at_least": 100, "likely": 100, "at_most": 100}
    assert gains(said) == {
        "screening": (20, 20, 20),
        "exit": (20, 20, 20),
        "day": (20, 20, 20),  # beyond the period it is open as a day before
        "hour": (10, 10, 10),
        "vehicles": (0, 0, 0),
    }
    assert [one["id"] for one in said["concessions"]][-2:] == ["hour", "vehicles"]
    assert [(one["id"], one["why"]) for one in said["not_asked"]] == [("buses", "the case has no bus line")]
    found = {one["id"]: one["precedent"] for one in said["concessions"]}
    assert {row["row"] for row in found["day"]} >= {"homs-2014-02-06", "kalbajar-2020"}
    assert all(row["words"] and not row["later"] for rows in found.values() for row in rows)
    page = (village.parent / said["page"]).read_text(encoding="utf-8")
    assert "Not for publication" in page
    printed = command("negotiate", "village", "--out", "other", cwd=village.parent).stdout
    assert "An hour more a day at every crossing: with the likely figures a plan has 10 more out" in " ".join(
        printed.split()
    )
    assert "no forecast" in " ".join(printed.split())


def test_where_all_are_out_nothing_is_gained_and_it_says_why(tmp_path):
    write_village(tmp_path / "village", exits=((1, 100, "always"),))
    said = json.loads(command("negotiate", "village", "--json", cwd=tmp_path).stdout)
    assert set(gains(said).values()) == {(0, 0, 0)}
    assert "hour" in {one["id"] for one in said["not_asked"]}
    printed = " ".join(command("negotiate", "village", cwd=tmp_path).stdout.split())
    assert "The proved limit lets everybody out already, so it says nothing of what would help." in printed
    assert "The plan with the cautious figures has everybody out already: it can gain nothing." in printed


def test_from_python_a_gain_is_by_each_figure_of_its_own(village):
    (village / "exits.csv").write_text(
        f"{EXITS}gate,Gate,0.001,0,5,10,20,{TWO_HOURS},2030-01-01T02:00/2030-01-01T03:00\n"
    )
    case = read_case(village)
    answer = geleit.evacuate(case)
    found = geleit.negotiate(case, answer)
    assert found.before == (5, 20, 40)
    by_id = {one.what: one.gain for one in found.concessions}
    assert by_id["hour"] == (5, 10, 20)
    assert by_id["screening"] == (5, 20, 40)
    assert by_id["exit"] == (5, 20, 40)
    page = geleit.write_negotiation(village.parent / "written", case, found)
    assert page.name == "negotiate.html"
    with pytest.raises(geleit.InputError):
        geleit.write_negotiation(village.parent / "written", read_case("grozny-1999"), found)


def test_buses_are_asked_for_where_the_case_has_a_line(tmp_path):
    # one seat, and a round of an hour and 22 seconds: 22 or 23 rounds a day each
    folder = write_village(tmp_path / "village", exits=((1, 1000, "always"),))
    text = (folder / "exits.csv").read_text().splitlines()
    (folder / "exits.csv").write_text(f"{text[0]},mode\n{text[1]},vehicle\n")
    columns = "id,name,lon,lat,exit,buses_likely,seats,speed_likely,turnaround_likely,windows"
    (folder / "buses.csv").write_text(f"{columns}\nline,Line,0.0,0.0,x0,1,1,10,59,always\n")
    case = read_case(folder)
    found = geleit.negotiate(case, geleit.evacuate(case))
    gain = {one.what: one.gain for one in found.concessions}["buses"]
    assert (found.before.likely, gain.likely, gain.at_most) == (22, 23, 0)
    assert "buses" not in {what for what, _ in found.not_asked}


def test_what_decides_is_told_by_how_far_each_input_moves_both_answers(village):
    (village / "exits.csv").write_text(
        f"{EXITS}gate,Gate,0.001,0,5,10,20,{TWO_HOURS},2030-01-01T02:00/2030-01-01T03:00\n"
    )
    done = command("evacuate", "village", "--json", cwd=village.parent)
    decides = {one["input"]: one for one in json.loads(done.stdout)["decides"]}
    assert {name: (one["moves"], one["moves_at_most"], one["moves_likely"]) for name, one in decides.items()} == {
        "rate": (30, 30, 30),  # 40 or 10 proved, 40 or 10 planned
        "hours": (20, 20, 10),  # two hours or one, at twenty and at ten an hour
        "people": (0, 0, 0),
        "streets": (0, 0, 0),
    }
    assert decides["rate"]["ask"] == "whoever holds the crossings"
    printed = " ".join(command("evacuate", "village", cwd=village.parent).stdout.split())
    assert "How many people an hour a crossing passes: by itself it moves what is proved (at most) by 30" in printed
    assert "What moves neither by itself: how many people are inside; how wide streets are" in printed


@pytest.mark.parametrize("mode", ["any", "foot"])
def test_whether_people_can_ride_decides_where_the_way_is_long(mode, tmp_path):
    # 5.6 km: three minutes at 120 km/h, an hour and a half at 1 m/s; an hour's time
    folder = write_village(tmp_path / "village", exits=((50, 1000, "always"),), streets=((0, 50),))
    text = (folder / "exits.csv").read_text().splitlines()
    (folder / "exits.csv").write_text(f"{text[0]},mode\n{text[1]},{mode}\n")
    answer = geleit.evacuate(read_case(folder), "2030-01-01T01:00")
    moved = {one.input: (one.at_most, one.likely) for one in answer.decides}
    assert moved.get("vehicles") == ((100, 0) if mode == "any" else None)


def test_the_report_shows_what_decides_and_what_to_ask_for(village):
    done = command("report", "village", cwd=village.parent)
    assert done.returncode == 0, done.stderr
    page = (village.parent / "out" / "report.html").read_text(encoding="utf-8")
    assert 'id="what-decides"' in page
    assert 'id="what-to-ask-for"' in page
    assert 'href="negotiate.html"' in page
    assert (village.parent / "out" / "negotiate.html").is_file()
    assert command("certify", "out", cwd=village.parent).returncode == 0


@pytest.mark.browser
@pytest.mark.parametrize("case", ["aleppo-2026", "gaza-2023"])
def test_it_prints_on_one_sheet_and_fits_a_phone(browser, case, tmp_path):
    done = command("negotiate", case, "--budget", "1s", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    browser.get((tmp_path / "out" / "negotiate.html").as_uri())
    printed = browser.execute_cdp_cmd(
        "Page.printToPDF", {"paperWidth": 8.27, "paperHeight": 11.69, "printBackground": False}
    )
    pypdf = pytest.importorskip("pypdf")
    assert len(pypdf.PdfReader(io.BytesIO(base64.b64decode(printed["data"]))).pages) == 1
    phone = {"width": 360, "height": 800, "deviceScaleFactor": 1, "mobile": True}
    browser.execute_cdp_cmd("Emulation.setDeviceMetricsOverride", phone)
    assert browser.execute_script("return document.documentElement.scrollWidth") <= phone["width"]
    browser.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
    assert browser.get_log("browser") == []
