"""Files of incidents as publishers and forms make them, asked about a pause on the command line."""

from __future__ import annotations

import csv
import json
from datetime import date, timedelta

import pytest

from geleit import InputError, judge_pause
from tests.surface.process import geleit

pytestmark = pytest.mark.slow

FIRST, LAST = date(2016, 2, 27), date(2016, 3, 11)
PAUSE = ("--from", str(FIRST), "--to", str(LAST), "--snapshot", "2017-01-01")
BOUND = ("--party", "Government of Exland", "--party", "Northern Command")

UCDP = (
    "id,relid,year,active_year,code_status,type_of_violence,conflict_dset_id,conflict_new_id,conflict_name,"
    "dyad_dset_id,dyad_new_id,dyad_name,side_a_dset_id,side_a_new_id,side_a,side_b_dset_id,side_b_new_id,side_b,"
    "number_of_sources,source_article,source_office,source_date,source_headline,source_original,where_prec,"
    "where_coordinates,where_description,adm_1,adm_2,latitude,longitude,geom_wkt,priogrid_gid,country,country_id,"
    "region,event_clarity,date_prec,date_start,date_end,deaths_a,deaths_b,deaths_civilians,deaths_unknown,best,"
    "high,low,gwnoa,gwnob"
)
ACLED = (
    "event_id_cnty,event_date,year,time_precision,disorder_type,event_type,sub_event_type,actor1,assoc_actor_1,"
    "inter1,actor2,assoc_actor_2,inter2,interaction,civilian_targeting,iso,region,country,admin1,admin2,admin3,"
    "location,latitude,longitude,geo_precision,source,source_scale,notes,fatalities,tags,timestamp"
)


def ucdp(number, day, end=None, **cells):
    """An event of UCDP, dated to the day and clear unless said otherwise."""
    told = dict.fromkeys(UCDP.split(","), "") | {
        "id": number, "year": 2016, "type_of_violence": 1, "side_a": "Government of Exland",
        "side_b": "Northern Command", "where_prec": 1, "where_coordinates": "Sampleton town", "adm_1": "Centre",
        "latitude": 45.0, "longitude": -30.0, "event_clarity": 1, "date_prec": 1,
        "date_start": f"{day} 00:00:00.000", "date_end": f"{end or day} 00:00:00.000", "low": 0, "best": 2, "high": 4,
    }  # fmt: skip
    return told | cells


def acled(number, day, **cells):
    told = dict.fromkeys(ACLED.split(","), "") | {
        "event_id_cnty": f"EXL{number}", "event_date": day, "year": 2016, "time_precision": 1,
        "sub_event_type": "Shelling/artillery/missile attack", "actor1": "Government of Exland",
        "actor2": "Northern Command", "admin1": "Centre", "location": "Tannery Row", "latitude": 45.01273,
        "longitude": -30.03219, "geo_precision": 1, "source": "Evening Herald", "notes": "Shells hit the mill.",
        "fatalities": number % 2,
    }  # fmt: skip
    return told | cells


def outside_the_pause():
    """Days from nine months before the pause to three months after, without those of the pause."""
    days = (date(2015, 6, 1) + timedelta(days=n) for n in range(366))
    return [day for day in days if not FIRST <= day <= LAST]


def write(path, header, rows):
    """A table; its header as texts, or as one with commas."""
    with path.open("w", encoding="utf-8", newline="") as file:
        table = csv.DictWriter(file, header.split(",") if isinstance(header, str) else header)
        table.writeheader()
        table.writerows(rows)


def usual(row):
    """Three rows on each day but those of the pause."""
    return [row(3 * n + i, day) for n, day in enumerate(outside_the_pause()) for i in range(3)]


def asked(folder, file, *options):
    done = geleit("truce", file, *PAUSE, *options, "--json", cwd=folder)
    assert (done.returncode in (0, 1), done.stderr) == (True, "")
    answer = json.loads(done.stdout)
    (found,) = answer["findings"]
    assert (done.returncode == 1) is (found["verdict"] == "not met")
    return answer, found


@pytest.mark.parametrize("file", ["ged.csv", "part.csv"])
@pytest.mark.parametrize(
    ("cells", "verdict", "reason"),
    [
        (None, "unknown", "no fatal incident is reported, but it lists only incidents with deaths"),
        ({}, "not met", "1 incident by parties bound by it lies in the pause"),
        (
            {"date_prec": 2},
            "not met",
            "1 incident by parties bound by it lies in the pause",
        ),  # 5 days either way are in it
        ({"date_prec": 3}, "unknown", "1 incident may break it"),
        ({"date_prec": 4, "date_end": "2016-03-31 00:00:00.000"}, "unknown", "1 incident may break it"),
        ({"date_prec": "5.0"}, "unknown", "1 incident may break it"),
        ({"event_clarity": 2}, "unknown", "1 incident in it is called unclear by its monitor"),
        ({"where_prec": 4, "latitude": 46.0}, "unknown", "1 incident whose place is not known well enough may lie"),
        ({"where_prec": 6, "latitude": 49.0}, "unknown", "1 incident whose place is not known well enough may lie"),
    ],
)
def test_events_of_ucdp_are_as_sure_as_it_says(tmp_path, file, cells, verdict, reason):
    day = date(2016, 3, 6)
    rows = usual(ucdp) + ([] if cells is None else [ucdp(9000, day, **cells)])
    if file == "ged.csv":
        header, columns = UCDP, ()
    else:  # as somebody cut it out for a spreadsheet
        header = ["date_start", "date_end", "side_a", "side_b", "type_of_violence", "latitude", "longitude", "best",
                  "where_prec", "date_prec", "event_clarity"]  # fmt: skip
        rows = [{name: row[name] for name in header} for row in rows]
        told = "start=date_start,end=date_end,side_a=side_a,side_b=side_b,kind=type_of_violence,lat=latitude"
        columns = ("--map", f"{told},lon=longitude,deaths=best")
    write(tmp_path / file, header, rows)
    answer, found = asked(tmp_path, file, *BOUND, "--bbox=-30.5,44.5,-29.5,45.5", *columns)
    assert (answer["read"], answer["kept"], found["claimant"]) == (len(rows), len(rows), "UCDP GED")
    assert (found["verdict"], reason in found["summary"]) == (verdict, True), found["summary"]
    assert "(of incidents with deaths alone)" in found["summary"]
    assert any(e["text"].startswith("only incidents with deaths are listed") for e in found["evidence"])


def test_a_code_that_ucdp_does_not_have_keeps_a_row_out_by_name(tmp_path):
    write(tmp_path / "ged.csv", UCDP, [*usual(ucdp), ucdp(9000, date(2016, 3, 1), date_prec=""),
                                       ucdp(9001, date(2015, 9, 1), date_prec=2)])  # fmt: skip
    answer, found = asked(tmp_path, "ged.csv", *BOUND)
    assert answer["rejected"] == [
        {"row": 1058, "column": "date_prec", "reason": "expected 1 or 2 or 3 or 4 or 5, found ''"}
    ]
    assert answer["warned"] == [
        {"row": 1059, "column": "date_prec",
         "reason": "not known to the day, though one day is told: 5 days either way"}
    ]  # fmt: skip
    assert (found["verdict"], "could not be read and may lie in it" in found["summary"]) == ("unknown", True)


def test_a_list_of_the_killed_does_not_show_that_there_was_no_fire(tmp_path):
    def killed(number, day):
        return {"id": number, "start": day, "kind": "shelling", "claimant": "Registry", "side_a": "Gov",
                "side_b": "Civilians", "deaths": 1 + number % 3}  # fmt: skip

    rows = usual(killed)
    verdicts = []
    for deaths in (1, 0):
        rows[0] |= {"deaths": deaths}  # one incident without deaths shows that it lists such too
        write(tmp_path / "registry.csv", list(rows[0]), rows)
        told = (asked(tmp_path, "registry.csv", "--party", "Gov", *public)[1] for public in ((), ("--public",)))
        verdicts += [found["verdict"] for found in told]
    assert verdicts == ["unknown", "unknown", "met", "met"]


def test_an_arrest_in_a_pause_of_fire_is_told_and_is_no_breach(tmp_path):
    arrest = acled(9000, date(2016, 3, 1), sub_event_type="Arrests", actor2="Civilians (Exland)",
                   fatalities=0, notes="Two men were taken along.")  # fmt: skip
    write(tmp_path / "acled.csv", ACLED, [*usual(acled), arrest])
    _, found = asked(tmp_path, "acled.csv", *BOUND)
    assert found["verdict"] == "met"
    assert (
        "kept, no incident in it is attributed to a party bound by it; 1 act in it is not counted as fire"
        in (found["summary"])
    )
    (told,) = found["kept"]["not_fire"]
    assert (told["kind"], told["by"], found["kept"]["violations"]) == ("Arrests", "Government of Exland", [])
    assert any(e["says"] == "context" and e["text"].endswith("(not counted as fire)") for e in found["evidence"])
    page = geleit("truce", "acled.csv", *PAUSE, *BOUND, "--out", "out", cwd=tmp_path)
    assert page.returncode == 0
    assert "1 act in the pause not counted as fire" in (tmp_path / "out" / "truce.html").read_text(encoding="utf-8")


KILLED = {
    "Arrests": {"fatalities": 2, "notes": "Two men were held."},
    "Agreement": {
        "fatalities": 0,
        "notes": "Signed at noon, " + "in the presence of elders, " * 9 + "after a barrage of rockets.",
    },
    "Protest with intervention": {"fatalities": 3, "notes": "Soldiers dispersed it."},
    "Other": {"fatalities": 4, "notes": ""},
}


@pytest.mark.parametrize("kind", KILLED)
@pytest.mark.parametrize("public", [(), ("--public",)])
def test_no_kind_says_that_no_force_was_used_where_people_were_killed_or_the_text_tells_of_it(tmp_path, kind, public):
    row = acled(9000, date(2016, 3, 1), sub_event_type=kind, **KILLED[kind])
    write(tmp_path / "acled.csv", ACLED, [*usual(acled), row])
    _, found = asked(tmp_path, "acled.csv", *BOUND, *public)
    assert (found["verdict"], "was force used?" in found["summary"]) == ("unknown", True)
    assert (found["kept"]["certain"], found["kept"]["possible"], found["kept"]["not_fire"]) == (0, 1, [])
    (deaths,) = [e["text"] for e in found["evidence"] if e["text"].startswith("deaths: ")]
    assert deaths.startswith(f"deaths: {KILLED[kind]['fatalities']} in ")


SECRETS = ("EXL9", "Evening Herald", "Shells hit", "Tannery Row", "45.01273", "30.03219", "2016-03-01", "2016-03-02")


def test_no_row_of_a_publisher_is_in_what_leaves(tmp_path):
    rows = [
        acled(9000, date(2016, 3, 1)),
        acled(9001, date(2016, 3, 2), sub_event_type="Arrests", fatalities=0, notes="Two men were held."),
    ]
    write(tmp_path / "acled.csv", ACLED, [*usual(acled), *rows])
    _, inside = asked(tmp_path, "acled.csv", *BOUND)
    assert (inside["verdict"], len(inside["kept"]["violations"])) == ("not met", 1)
    done = geleit("truce", "acled.csv", *PAUSE, *BOUND, "--public", "--json", cwd=tmp_path)
    (found,) = json.loads(done.stdout)["findings"]
    kept = found["kept"]
    assert (found["verdict"], kept["certain"], kept["violations"], kept["not_fire"]) == ("not met", 1, [], [])
    counted = [(e["says"], e["text"]) for e in found["evidence"] if e["claimant"] == "ACLED"]
    left = "1 incident of a monitor is counted here and not listed: its rows stay in the room"
    assert counted == [("against", left), ("context", left)]
    printed = geleit("truce", "acled.csv", *PAUSE, *BOUND, "--public", "--out", "out", cwd=tmp_path)
    page = (tmp_path / "out" / "truce.html").read_text(encoding="utf-8")
    for text in (done.stdout, printed.stdout, page):
        assert not [secret for secret in SECRETS if secret in text]


def test_no_row_of_a_publisher_is_in_what_leaves_of_a_case(case):
    folder = case.parent
    (case / "pauses.csv").write_text(
        "id,name,windows,announced_by,agreed_by\nmay,Truce,2016-02-27T00:00/2016-03-12T00:00,north,council\n"
    )
    (case / "parties.csv").write_text(
        "id,name,belligerent,names\nnorth,Northern Command,yes,Northern Command\n"
        "council,Sampleton Council,yes,Government of Exland\ncrescent,Sampleton Red Crescent,no,\n"
    )
    write(folder / "acled.csv", ACLED, [*usual(acled), acled(9000, date(2016, 3, 1))])
    brought = geleit("import", "incidents", "acled.csv", "--case", case.name, "--snapshot", "2017-01-01", cwd=folder)
    assert brought.returncode == 0
    told = {}
    for public in ((), ("--public",)):
        done = geleit("assess", case.name, "ceasefire", *public, "--json", cwd=folder)
        assert done.returncode == 1, done.stderr
        told[public] = done.stdout
        rows = [f for f in json.loads(done.stdout)["findings"] if f.get("claimant") == "ACLED"]
        assert [(f["kept"]["certain"], bool(f["kept"]["violations"])) for f in rows] == [(1, not public)]
    assert "Evening Herald" in told[()]
    for command in (("assess", case.name), ("report", case.name, "--out", "r"), ("compare", case.name, "--out", "c"),
                    ("compare", case.name, "--json")):  # fmt: skip
        done = geleit(*command, "--public", cwd=folder)
        assert done.returncode in (0, 1), done.stderr
        told[command] = done.stdout
    written = [path for out in ("r", "c") for path in (folder / out).rglob("*") if path.suffix in (".html", ".json")]
    assert written
    texts = [*(text for key, text in told.items() if key), *(path.read_text(encoding="utf-8") for path in written)]
    for text in texts:
        assert not [secret for secret in SECRETS[:6] if secret in text]


def test_words_in_another_script_say_which_it_is(tmp_path):
    def told(number, day, kind="قصف"):
        return {"id": number, "start": day, "kind": kind, "claimant": "مرصد البلدة", "side_a": "الجيش",
                "side_b": "Северное командование", "deaths": 0}  # fmt: skip

    write(tmp_path / "own.csv", list(told(0, "")), [*usual(told), told(9000, date(2016, 3, 1))])
    _, found = asked(tmp_path, "own.csv", "--party", "الجيش", "--party", "Северное командование")
    assert found["verdict"] == "not met"
    (row,) = (e["text"] for e in found["evidence"] if e["says"] == "against")
    assert row == (
        "2016-03-01: in Arabic script: قصف by in Arabic script: الجيش against in Cyrillic script: "
        "Северное командование, 0 killed"
    )


FORM = ("start", "end", "today", "username", "incident/date", "incident/time", "incident/type", "incident/who",
        "_incident/gps_latitude", "_incident/gps_longitude", "_id", "_submission_time", "_submitted_by")  # fmt: skip
COLUMNS = "start=incident/date,clock=incident/time,kind=incident/type,side_a=incident/who,claimant:=Town Watch"


def form(number, day, clock="14:30:00.000+00:00"):
    """A row of an export from KoBo, filled in months later."""
    filled = "2016-06-20T09:00:00.000+03:00"
    cells = (filled, filled, "2016-06-20", "monitor7", day, clock, "shelling", "North", "45.0", "-30.0", number,
             "2016-06-20T06:12:00", "")  # fmt: skip
    return dict(zip(FORM, cells, strict=True))


@pytest.mark.parametrize("offset", ["+03:00", "-0500", "+05:30", "Z", "+00:00", "UTC", ""])
def test_the_zone_has_to_be_said_where_times_name_an_offset(offset, tmp_path):
    same = {"kind": "shelling", "claimant": "Watch", "side_a": "North", "side_b": "South"}
    rows = [{"start": f"{day}T12:00:00{offset}", **same} for day in outside_the_pause()]
    write(tmp_path / "own.csv", "start,kind,claimant,side_a,side_b", rows)
    done = geleit("truce", "own.csv", *PAUSE, "--json", cwd=tmp_path)
    if offset.strip("+-0:UTCZ"):
        assert done.returncode == 2
        assert "--zone" in done.stderr
        assert offset in done.stderr
        with pytest.raises(InputError, match="zone"):
            judge_pause(tmp_path / "own.csv", FIRST, LAST)
    else:
        assert json.loads(done.stdout)["zone"] == "UTC"
    for zone in ("UTC", "Asia/Damascus"):
        assert asked(tmp_path, "own.csv", "--zone", zone)[0]["zone"] == zone
        text = geleit("truce", "own.csv", *PAUSE, "--zone", zone, cwd=tmp_path).stdout
        assert f"days are read in {zone}" in text


def test_a_form_with_the_day_and_the_time_apart_is_read_to_the_minute(tmp_path):
    rows = [
        *usual(form),
        form(9000, date(2016, 3, 1)),
        form(9001, date(2016, 3, 2), "2:05 PM"),
        form(9002, date(2016, 3, 3), "09:10:00.000+02:00"),
        form(9003, date(2016, 3, 4), ""),
        form(9004, date(2016, 3, 5), "half past two"),
        form(9005, "2016-03-06T08:00:00.000+00:00", "14:30"),
    ]
    write(tmp_path / "kobo.csv", FORM, rows)
    answer, found = asked(tmp_path, "kobo.csv", "--map", COLUMNS, "--party", "North", "--zone", "UTC")
    assert [(v["start"][5:16], v["end"][5:16]) for v in found["kept"]["violations"]] == [
        ("03-01T14:30", "03-01T14:31"), ("03-02T14:05", "03-02T14:06"), ("03-03T07:10", "03-03T09:11"),
        ("03-04T00:00", "03-05T00:00"),
    ]  # fmt: skip
    assert answer["rejected"] == [
        {"row": 1062, "column": "incident/time", "reason": "expected a time such as 14:30, found 'half past two'"},
        {"row": 1063, "column": "incident/time",
         "reason": "the day tells a time of its own, '2016-03-06T08:00:00.000+00:00', other than '14:30': "
                   "which is it?"},
    ]  # fmt: skip
    assert any("times with an offset that is not the place's" in told for told in answer["balance"]["readings"])


@pytest.mark.parametrize("command", ["truce", "import", "new"])
def test_when_a_form_was_filled_in_is_not_proposed_for_when_something_happened(case, command):
    folder = case.parent
    write(folder / "kobo.csv", FORM, [form(n, date(2016, 3, 1)) for n in range(3)])
    words = {
        "truce": ("truce", "kobo.csv", *PAUSE),
        "import": ("import", "incidents", "kobo.csv", "--case", case.name),
        "new": ("new", "town", "--incidents", "kobo.csv", "--from", "2016-02-01", "--to", "2016-04-01", "--time-zone",
                "UTC"),
    }[command]  # fmt: skip
    done = geleit(*words, cwd=folder)
    assert (done.returncode, done.stdout) == (2, "")
    assert "--map 'start=incident/date,clock=incident/time," in done.stderr
    proposed = done.stderr.partition("--map '")[2]
    assert not [name for name in ("=start", "=end", "=today", "submission") if name in proposed]


@pytest.mark.parametrize("columns", [
    "starttime,endtime,deviceid,type,KEY,SubmissionDate", "start,end,type,__version__,_id", "meta/start,type,_uuid",
    "Date of interview,type", "_submission_time,type", "submitted_at,Submission Date,type",
])  # fmt: skip
def test_a_form_without_the_day_of_the_incident_has_no_day_proposed(tmp_path, columns):
    (tmp_path / "form.csv").write_text(f"{columns}\n{','.join('2016-03-01' for _ in columns.split(','))}\n", "utf-8")
    done = geleit("truce", "form.csv", *PAUSE, cwd=tmp_path)
    assert done.returncode == 2
    assert "such as --map start=COLUMN,kind=COLUMN" in done.stderr


WHEN = ("--from", "2016-02-01", "--to", "2016-04-01", "--time-zone", "UTC")


def test_a_new_case_reads_incidents_as_an_import_does(tmp_path):
    write(tmp_path / "kobo.csv", FORM, [*usual(form), form(9000, date(2016, 3, 1), "soon")])
    command = ("new", "town", "--incidents", "kobo.csv", "--map", COLUMNS, *WHEN)
    done = geleit(*command, "--snapshot", "2017-01-01", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert "mapped columns: 1,056 of 1,057 rows kept" in done.stdout
    assert "column incident/time: expected a time such as 14:30, found 'soon'" in done.stdout
    assert "the case keeps which column holds what" in done.stdout
    assert "when was it taken from its publisher?" not in done.stdout
    kept = json.loads((tmp_path / "town" / "incidents" / "kobo.json").read_text(encoding="utf-8"))
    assert (kept["snapshot"], kept["columns"]) == ("2017-01-01", COLUMNS)
    rows = (tmp_path / "town" / "mappings.csv").read_text(encoding="utf-8").splitlines()
    assert "incidents,kobo.csv,clock,incident/time" in rows
    again = geleit("import", "incidents", "kobo.csv", "--case", "town", cwd=tmp_path)  # without --map
    assert (again.returncode, "1,056 of 1,057 rows kept" in again.stdout) == (0, True)
    without = geleit("new", "other", "--incidents", "kobo.csv", "--map", COLUMNS, *WHEN, cwd=tmp_path)
    assert "when was it taken from its publisher? Say --snapshot" in without.stdout


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("--incidents", "kobo.csv", "--snapshot", "yesterday"), "--snapshot: "),
        (("--snapshot", "2017-01-01"), "--snapshot: it is the day on which incidents were taken"),
        (("--incidents", "kobo.csv", "--map", "begin=incident/date"), "no column can be named for 'begin'"),
        (
            ("--incidents", "kobo.csv", "--streets", "l.geojson", "--map", "area=incident/type"),
            "--map: 'area' may be of",
        ),
        (
            ("--incidents", "kobo.csv", "--streets", "l.geojson", "--map", "begin=x"),
            "--map: no column can be named for",
        ),
        (("--incidents", "kobo.csv", "--map", COLUMNS, "--least-kept", "1"), "less than the least share of 100%"),
    ],
)
def test_what_a_new_case_cannot_take_is_named(tmp_path, words, told):
    write(tmp_path / "kobo.csv", FORM, [form(1, date(2016, 3, 1)), form(2, date(2016, 3, 1), "soon")])
    done = geleit("new", "town", *words, *WHEN, cwd=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert told in done.stderr
    assert not (tmp_path / "town").exists()


def test_streets_and_incidents_each_take_their_own_columns(tmp_path):
    write(tmp_path / "kobo.csv", FORM, [form(n, date(2016, 3, 1 + n)) for n in range(3)])
    lines = [
        {"type": "Feature", "properties": {"sort": "residential"},
         "geometry": {"type": "LineString", "coordinates": [[-30, 45], [-30 + step, 45.01]]}} for step in (0.01, 0.02)
    ]  # fmt: skip
    (tmp_path / "lines.geojson").write_text(json.dumps({"type": "FeatureCollection", "features": lines}), "utf-8")
    done = geleit("new", "town", "--streets", "lines.geojson", "--incidents", "kobo.csv", "--map", "class=sort",
                  "--map", COLUMNS, *WHEN, "--yes", cwd=tmp_path)  # fmt: skip
    assert (done.returncode, done.stderr) == (0, "")
    assert "mapped columns: 3 of 3 rows kept" in done.stdout
    assert "2 of 2 ways kept" in done.stdout
