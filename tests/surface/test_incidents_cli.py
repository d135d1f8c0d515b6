"""Incidents on the command line: imported, asked about a pause, assessed, compared."""

from __future__ import annotations

import json
from datetime import date, timedelta

import pytest

from tests.surface.process import geleit

pytestmark = pytest.mark.slow

HEADER = "id,start,lon,lat,kind,side_a,side_b,deaths,claimant,source,area"


def table(path, days, *, start=date(2024, 3, 1), claimant="Town Watch"):
    """So many incidents on each day."""
    rows = [
        f"{claimant}-{day}-{i},{start + timedelta(days=day)},-30.0,45.003,shelling,Northern Command,Sampleton Council,"
        f"{(day + i) % 2},{claimant},bulletin,Centre"
        for day, count in enumerate(days) for i in range(count)
    ]  # fmt: skip
    path.write_text("\n".join([HEADER, *rows]) + "\n", encoding="utf-8")


@pytest.fixture
def monitored(case):
    """The template with a fortnight's pause in May, and two monitors' incidents beside it."""
    (case / "pauses.csv").write_text(
        "id,name,windows,announced_by,agreed_by\nmay,May truce,2024-05-01T00:00/2024-05-15T00:00,north,council\n"
    )
    (case / "monitoring.csv").unlink()
    toml = (case / "case.toml").read_text(encoding="utf-8")
    (case / "case.toml").write_text(toml, encoding="utf-8")
    year = date(2023, 7, 2)  # 304 days before the pause
    table(case.parent / "kept.csv", [3, 4, 2] * 101 + [3] + [0] * 14 + [2] * 20, start=year)
    table(case.parent / "broken.csv", [3, 4, 2] * 20 + [3] + [1] * 14 + [2] * 20, claimant="Radio")
    return case


def imported(case, name):
    done = geleit(
        "import", "incidents", name, "--case", case.name, "--snapshot", "2024-09-01", "--json", cwd=case.parent
    )
    assert (done.returncode, done.stderr) == (0, "")
    return json.loads(done.stdout)


def test_import_assess_report_and_compare(monitored):
    found = imported(monitored, "kept.csv")
    assert {key: found[key] for key in ("format", "read", "kept", "rejected", "first", "last")} == {
        "format": "Geleit", "read": 952, "kept": 952, "rejected": [], "first": "2023-07-02", "last": "2024-06-03",
    }  # fmt: skip
    imported(monitored, "broken.csv")
    done = geleit("assess", "mycase", "ceasefire", "--json", cwd=monitored.parent)
    assert (done.returncode, done.stderr) == (1, "")
    rows = {f["claimant"]: f for f in json.loads(done.stdout)["findings"] if f["code"] == "CEASEFIRE-OBSERVED"}
    kept, broken = rows["Town Watch"], rows["Radio"]
    assert (kept["pause"], kept["verdict"], kept["kept"]["violations"]) == ("may", "met", [])
    assert (kept["less"]["ratio"], kept["less"]["during"], kept["less"]["change"]) == (0, 0, "fewer")
    assert kept["less"]["low"] == 0
    assert 0 < kept["less"]["high"] < 0.2
    assert (broken["verdict"], len(broken["kept"]["violations"])) == ("not met", 14)
    assert broken["kept"]["violations"][0]["start"].startswith("2024-05-01T00:00")
    assert broken["less"]["before"] == 84
    assert {"choice", "ratio", "low", "high"} <= set(broken["sensitivity"][0])
    text = geleit("assess", "mycase", "ceasefire", cwd=monitored.parent).stdout
    assert "By Radio: not kept, 14 incidents" in text
    report = geleit("report", "mycase", "--out", "out", cwd=monitored.parent)
    assert report.returncode == 0
    page = (monitored.parent / "out" / "report.html").read_text(encoding="utf-8")
    assert "Were the pauses observed?" in page
    assert page.count('<svg class="days"') >= 4
    assert "Clinic" not in page
    side = geleit("compare", "mycase", "--out", "cmp", cwd=monitored.parent)
    assert side.returncode == 0
    assert "May truce" in (monitored.parent / "cmp" / "compare.html").read_text(encoding="utf-8")


def test_the_same_file_again_and_one_that_repeats_it(monitored):
    imported(monitored, "kept.csv")
    again = imported(monitored, "kept.csv")
    assert (again["duplicates"], again["duplicates_file"]) == (0, None)
    text = (monitored.parent / "kept.csv").read_text(encoding="utf-8")
    (monitored.parent / "more.csv").write_text(
        text.splitlines()[0] + "\n" + text.splitlines()[1] + "\n", encoding="utf-8"
    )
    assert imported(monitored, "more.csv")["duplicates"] == 1
    lines = (monitored / "incidents" / "more.duplicates.csv").read_text(encoding="utf-8").splitlines()
    assert lines[1].startswith("Town Watch-0-0,kept,Town Watch-0-0,the same id,")


def test_a_truce_without_a_case(monitored):
    command = ("truce", "broken.csv", "--from", "2024-05-01", "--to", "2024-05-14", "--snapshot", "2024-09-01")
    done = geleit(*command, "--json", cwd=monitored.parent)
    assert (done.returncode, done.stderr) == (0, "")
    answer = json.loads(done.stdout)
    (found,) = answer["findings"]
    assert (found["verdict"], found["kept"]["certain"], found["kept"]["possible"]) == ("unknown", 0, 14)
    assert "but whom it binds is not said" in found["summary"]
    assert (answer["read"], found["claimant"], found["less"]["during"], found["less"]["before"]) == (
        237,
        "Radio",
        14,
        84,
    )
    assert found["less"]["ratio"] == pytest.approx(1 / 3)
    page = geleit(*command, "--out", "pages", cwd=monitored.parent)
    assert page.stdout.rstrip().endswith("wrote pages/truce.html (open it in a browser)")
    assert '<svg class="days"' in (monitored.parent / "pages" / "truce.html").read_text(encoding="utf-8")
    both = ("--party", "Northern Command", "--party", "Sampleton Council")
    named = geleit(*command, *both, cwd=monitored.parent)
    assert (named.returncode, "by parties bound by it" in named.stdout) == (1, True)
    outside = geleit(*command, "--outside", "Northern Command", "--json", cwd=monitored.parent)
    assert json.loads(outside.stdout)["findings"][0]["less"]["ratio"] is None
    elsewhere = geleit(*command, "--bbox", "10,10,11,11", "--json", cwd=monitored.parent)
    assert json.loads(elsewhere.stdout)["findings"][0]["verdict"] == "unknown"
    hours = geleit(*command, "--daily", "10:00-13:00", "--json", cwd=monitored.parent)
    assert json.loads(hours.stdout)["findings"][0]["less"]["change"] == "undetermined"


@pytest.mark.parametrize(
    ("claimant", "verdict"),
    [("Northern Command", "not met"), ("Sampleton Council", "unknown"), ("the SAMPLETON council", "unknown")],
)
@pytest.mark.parametrize("public", [(), ("--public",)])
def test_a_file_of_a_party_is_its_own_word(tmp_path, claimant, verdict, public):
    table(tmp_path / "own.csv", [2] * 61 + [1] * 14 + [2] * 9, claimant=claimant)  # all by Northern Command
    command = ("truce", "own.csv", "--from", "2024-05-01", "--to", "2024-05-14", "--snapshot", "2024-09-01", "--json")
    done = geleit(*command, "--party", "Northern Command", "--party", "Sampleton Council", *public, cwd=tmp_path)
    (found,) = json.loads(done.stdout)["findings"]
    assert (found["verdict"], done.returncode) == (verdict, int(verdict == "not met"))


def test_a_public_truce_tells_nothing_that_an_unknown_publisher_wrote(tmp_path):
    row = '2024-03-02,-30,45,beaten with Layla,Layla Haddad,Layla Haddad,"phone call with Layla Haddad, Zahra shelter"'
    (tmp_path / "layla-haddad-sightings.csv").write_text(
        f"start,lon,lat,kind,by,claimant,source\n{row}\n", encoding="utf-8"
    )
    command = ("truce", "layla-haddad-sightings.csv", "--from", "2024-03-01", "--to", "2024-03-03", "--public",
               "--party", "Layla Haddad")  # fmt: skip
    printed, held = geleit(*command, "--out", "p", cwd=tmp_path), geleit(*command, "--json", cwd=tmp_path)
    assert (printed.returncode, held.returncode) == (0, 0)  # whether that was an act of war is not known
    assert json.loads(held.stdout)["file"] is None
    page = (tmp_path / "p" / "truce.html").read_text(encoding="utf-8")
    for text in (printed.stdout, held.stdout, page):
        assert not any(name in text.casefold() for name in ("layla", "haddad", "zahra", "sightings", "beaten"))
    finer = geleit(*command, "--bbox", "-29.9966,44,-29,46", cwd=tmp_path)
    assert (finer.returncode, finer.stdout) == (2, "")
    assert "--bbox: its edges are not multiples of 0.25 degrees" in finer.stderr
    assert "take -30,44,-29,46" in finer.stderr


def test_what_a_truce_says_of_names_and_of_rows_told_twice(tmp_path):
    rows = [
        f"2024-04-{day:02},shelling,Watch,{side},Rebels,0" for day in range(1, 31) for side in ("Gov", "Gov", "Army")
    ]
    rows += [f"2024-05-{day:02},shelling,Watch,Gov,Rebels,0" for day in range(6, 10)]
    (tmp_path / "told.csv").write_text("\n".join(["start,kind,claimant,side_a,side_b,deaths", *rows]), encoding="utf-8")
    command = ("truce", "told.csv", "--from", "2024-05-01", "--to", "2024-05-05", "--snapshot", "2024-09-01")
    done = geleit(*command, "--party", "Gov", "--party", "Rebels", "--json", cwd=tmp_path)
    (found,) = json.loads(done.stdout)["findings"]
    assert (found["other_names"], found["identical"]) == ({"Army": 30}, 30)
    # 60 rows in the 30 days before, each told twice: one a day, five in the pause; 22 times before, none of them silent
    assert (found["kept"]["sight"]["expected"], found["kept"]["verdict"]) == (5 * 28 / 28, "met")
    assert found["less"]["change"] == "undetermined"  # five other weeks are too few
    assert found["less"]["placebo"]["times"] < 20
    with_army = geleit(*command, "--party", "Gov", "--json", cwd=tmp_path)
    assert json.loads(with_army.stdout)["findings"][0]["other_names"] == {"Army": 30, "Rebels": 94}


def test_the_same_rows_twice_are_offered_when_they_are_imported(monitored):
    text = "start,kind,claimant,side_a,side_b,deaths\n" + "2024-04-01,shelling,Watch,A,B,0\n" * 3
    (monitored.parent / "twice.csv").write_text(text, encoding="utf-8")
    assert imported(monitored, "twice.csv")["duplicates"] == 2
    lines = (monitored / "incidents" / "twice.duplicates.csv").read_text(encoding="utf-8").splitlines()
    assert lines[1] == "twice.csv:3,twice,,a row that says the same,"


def test_reports_are_told_together_by_a_printed_rule(tmp_path):
    header = "viina_version,event_id,date,time,ADM1_NAME,longitude,latitude,GEO_PRECISION,url,text"
    rows = [f"2,{i},20240502,1{i}:00,Kharkiv,36.21,50.01,PPL,u{i},strike" for i in range(4)]
    (tmp_path / "viina.csv").write_text("\n".join([header, *rows]), encoding="utf-8")
    command = ("truce", "viina.csv", "--from", "2024-05-01", "--to", "2024-05-05")
    told = geleit(*command, cwd=tmp_path).stdout
    assert "VIINA: 1 of 4 rows kept" in told
    assert (
        "3 rows tell again of an incident of another: reports of the same day, kind and place (a cell of 5 km, equally "
        "well known) count as one incident" in told
    )
    answer = json.loads(geleit(*command, "--json", cwd=tmp_path).stdout)
    assert (answer["read"], answer["kept"], answer["merged"], answer["rejected"]) == (4, 1, 3, [])


def test_a_claimant_none_of_whose_rows_can_be_used_is_not_heard(tmp_path):
    rows = ["a,2024-05-01,-30,45,shelling,A,B,1,Radio,b,c", "b,2024-05-99,-30,45,shelling,A,B,1,Other,b,c"]
    (tmp_path / "two.csv").write_text("\n".join([HEADER, *rows]), encoding="utf-8")
    done = geleit("truce", "two.csv", "--from", "2024-05-01", "--to", "2024-05-14", "--json", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert [found["claimant"] for found in json.loads(done.stdout)["findings"]] == ["Radio"]


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("--from", "soon", "--to", "2024-05-14"), "--from: expected a time such as"),
        (("--from", "2024-05-14", "--to", "2024-05-01"), "--to: expected a time after 2024-05-14, found"),
        (
            ("--from", "2024-05-01", "--to", "2024-05-14", "--party", "Nobody"),
            "--party: nobody in broken.csv is called 'Nobody'",
        ),
        (
            ("--from", "2024-05-01", "--to", "2024-05-14", "--outside", "Nobody"),
            "--outside: nobody in broken.csv is called 'Nobody'",
        ),
        (("--from", "2024-05-01", "--to", "2024-05-14", "--bbox", "1,2,3"), "--bbox: expected west,south,east,north"),
        (("--from", "2024-05-01", "--to", "2024-05-14", "--zone", "Mars"), "--zone: no time zone is called 'Mars'"),
        (("--from", "2024-05-01", "--to", "2024-05-14", "--daily", "noon"), "--daily: "),
        (("--from", "2024-05-01", "--to", "2024-05-14", "--snapshot", "1"), "--snapshot: expected a day"),
    ],
)
def test_a_truce_that_cannot_be_asked_about(monitored, arguments, says):
    done = geleit("truce", "broken.csv", *arguments, "--json", cwd=monitored.parent)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("geleit: ")
    assert says in done.stderr
    assert done.stderr.count("\n") == 1


@pytest.mark.parametrize("name", ["end", "end of May.csv", "parties", "start 2024.csv"])
def test_a_file_is_never_mistaken_for_an_option(tmp_path, name):
    done = geleit("truce", name, "--from", "2024-05-01", "--to", "2024-05-14", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"geleit: {name}: ")


def test_bad_rows_are_listed_and_an_unusable_file_changes_nothing(monitored):
    text = (monitored.parent / "kept.csv").read_text(encoding="utf-8").replace("2023-07-03", "2024-02-30", 1)
    (monitored.parent / "kept.csv").write_text(text, encoding="utf-8")
    done = geleit("import", "incidents", "kept.csv", "--case", "mycase", cwd=monitored.parent)
    assert done.returncode == 0
    assert "952 rows read = 951 kept + 1 rejected" in done.stdout
    assert "rejected: 1 row (5): column start: there is no such day: '2024-02-30'" in done.stdout
    rejected = (monitored / "incidents" / "kept.rejected.csv").read_text(encoding="utf-8").splitlines()
    assert rejected == ["row,column,reason", "5,start,there is no such day: '2024-02-30'"]
    (monitored.parent / "nothing.csv").write_text("", encoding="utf-8")
    before = sorted(path.name for path in (monitored / "incidents").iterdir())
    done = geleit("import", "incidents", "nothing.csv", "--case", "mycase", cwd=monitored.parent)
    assert (done.returncode, done.stdout) == (2, "")
    assert "the file is empty" in done.stderr
    assert sorted(path.name for path in (monitored / "incidents").iterdir()) == before
    done = geleit("import", "incidents", "kept.csv", "--case", "nowhere", cwd=monitored.parent)
    assert "there is no such folder" in done.stderr


KOBO = "start;incident/date;type;lat;lon;_uuid;_submission_time"


def test_a_table_of_ones_own_is_mapped_once_and_its_case_remembers(monitored):
    rows = [f"x;2024-04-{day:02};shelling;45.003;-30.0;u;y" for day in range(1, 31)] + ["x;soon;;;;u;y"]
    folder = monitored.parent
    (folder / "kobo.csv").write_text("\n".join([KOBO, *rows]), encoding="utf-8")
    command = ("import", "incidents", "kobo.csv", "--case", "mycase")
    refused = geleit(*command, cwd=folder)
    assert (refused.returncode, refused.stdout) == (2, "")
    assert "such as --map 'start=incident/date,id=_uuid,lat=lat,lon=lon,kind=type'" in refused.stderr
    assert not (monitored / "mappings.csv").exists()
    columns = "start=incident/date,kind=type,latitude=lat,longitude=lon,claimant:=Town Watch"
    done = geleit(*command, "--map", columns, cwd=folder)
    assert (done.returncode, done.stderr) == (0, "")
    assert "31 rows read = 30 kept + 1 rejected" in done.stdout
    assert "when was it taken from its publisher?" in done.stdout
    lines = (monitored / "mappings.csv").read_text(encoding="utf-8").splitlines()
    assert lines[:2] == ["table,file,holds,column", "incidents,kobo.csv,start,incident/date"]
    again = json.loads(geleit(*command, "--json", cwd=folder).stdout)  # without --map
    assert (again["kept"], again["columns"], again["snapshot"]) == (30, columns, None)
    assert {name: again["balance"][name] for name in ("read", "kept", "rejected")} == {
        "read": 31, "kept": 30, "rejected": 1,
    }  # fmt: skip
    assert json.loads((monitored / "incidents" / "kobo.json").read_text(encoding="utf-8"))["columns"] == columns
    assert geleit("check", "mycase", cwd=folder).returncode == 0
    (monitored / "mappings.csv").write_text("table,file,holds,column\nincidents,kobo.csv\n", encoding="utf-8")
    damaged = geleit(*command, cwd=folder)
    assert (damaged.returncode, damaged.stdout) == (2, "")
    assert damaged.stderr.startswith("geleit: mycase/mappings.csv: row 2: expected 4 cells")


def test_when_a_file_was_taken_is_asked_where_its_end_decides(monitored):
    table(monitored.parent / "short.csv", [3, 4, 2] * 101 + [3] + [0] * 14 + [2] * 20, start=date(2023, 7, 2))
    command = ("truce", "short.csv", "--from", "2024-05-01", "--to", "2024-05-14", "--json")
    asked = json.loads(geleit(*command, cwd=monitored.parent).stdout)
    (found,) = asked["findings"]
    assert (asked["snapshot"], found["verdict"], found["less"]["change"]) == (None, "unknown", "undetermined")
    assert "when was the file taken from its publisher?" in found["summary"]
    said = json.loads(geleit(*command, "--snapshot", "2024-09-01", cwd=monitored.parent).stdout)
    assert (said["snapshot"], said["findings"][0]["verdict"]) == ("2024-09-01", "met")
    # rows of two months later show that it was not taken before these
    table(monitored.parent / "short.csv", [3, 4, 2] * 101 + [3] + [0] * 14 + [2] * 60, start=date(2023, 7, 2))
    (shown,) = json.loads(geleit(*command, cwd=monitored.parent).stdout)["findings"]
    assert (shown["verdict"], shown["provisional"]) == ("met", False)
    imported_without = geleit("import", "incidents", "short.csv", "--case", "mycase", "--json", cwd=monitored.parent)
    assert json.loads(imported_without.stdout)["snapshot"] is None
    rows = json.loads(geleit("assess", "mycase", "ceasefire", "--json", cwd=monitored.parent).stdout)["findings"]
    assert [f["verdict"] for f in rows if f["code"] == "CEASEFIRE-OBSERVED" and f["claimant"] == "Town Watch"] == [
        "met"
    ]


def test_a_balance_is_printed_on_the_page_and_refused_where_too_little_is_kept(tmp_path):
    rows = [f"{n},2024-04-{n:02},shelling,Watch,Gov,Rebels,{'10+' if n == 2 else 1}" for n in range(1, 29)]
    rows += [f"{n},2024-04-{n},shelling,Watch,Army,Rebels,1" for n in range(29, 31)] + ["31,soon,x,Watch,Gov,Rebels,1"]
    (tmp_path / "told.csv").write_text(
        "\n".join(["id,start,kind,claimant,side_a,side_b,deaths", *rows]), encoding="utf-8"
    )
    command = ("truce", "told.csv", "--from", "2024-04-10", "--to", "2024-04-12", "--party", "Gov")
    printed = geleit(*command, "--out", "pages", cwd=tmp_path)
    line = "31 rows read = 27 kept + 1 kept with a warning + 2 party not named + 1 rejected"
    page = (tmp_path / "pages" / "truce.html").read_text(encoding="utf-8")
    for text in (printed.stdout, page):
        assert line in text
        assert "1 row (32): column start: expected a day such as" in text
    told = json.loads(geleit(*command, "--json", cwd=tmp_path).stdout)["balance"]
    parts = ("kept", "warned", "party_not_named", "rejected", "without_place", "told_again")
    assert told["read"] == sum(told[part] for part in parts) == 31
    public = geleit(*command, "--public", "--json", cwd=tmp_path)
    assert "soon" not in public.stdout
    assert json.loads(public.stdout)["balance"]["rejected"] == 1
    half = geleit(*command, "--least-kept", "0.99", cwd=tmp_path)
    assert (half.returncode, half.stdout) == (2, "")
    assert "told.csv: 30 of 31 rows kept, less than the least share of 99%: column start: " in half.stderr
