"""The command line through a real process: what is printed, written, and how it ends."""

from __future__ import annotations

import csv
import json

import pytest

from tests.surface.process import geleit

pytestmark = pytest.mark.slow

DEADLINE = "2016-07-31T00:00"


@pytest.fixture(scope="module")
def aleppo(tmp_path_factory):
    folder = tmp_path_factory.mktemp("aleppo")
    done = geleit("evacuate", "aleppo-2016", "--deadline", DEADLINE, "--json", cwd=folder)
    assert done.returncode in (0, 1), done.stderr
    return folder, done


@pytest.mark.slow
def test_a_new_case_passes_check(template):
    done = geleit("check", template, cwd=template.parent)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == f"{template} is a valid case"


def test_new_does_not_overwrite(template):
    done = geleit("new", template, cwd=template.parent)
    assert done.returncode == 2
    assert str(template) in done.stderr


@pytest.mark.slow
def test_evacuate_json_has_what_others_rely_on(aleppo):
    folder, done = aleppo
    answer = json.loads(done.stdout)
    assert answer["case"] == "aleppo-2016"
    assert answer["deadline"] == "2016-07-31T00:00:00+03:00"
    assert answer["people"] == {"low": 200_000, "likely": 262_500, "high": 300_000}
    assert 0 <= answer["at_least"] <= answer["at_most"] <= 300_000
    assert answer["ladder"]["exit_seats"] >= answer["ladder"]["walking"] >= answer["ladder"]["streets"]
    assert answer["at_most"] == answer["ladder"]["streets"]
    assert answer["gap"] == pytest.approx((answer["at_most"] - answer["at_least"]) / answer["at_most"], abs=1e-9)
    assert answer["could_not_leave"] == max(0, 200_000 - answer["at_most"])
    assert set(answer["clearance"]) >= {"not_before", "by"}
    assert set(answer["seconds"]) == {"bound", "plan", "check"}
    assert all({"kind", "name", "lon", "lat", "seconds"} <= set(b) for b in answer["binding"])
    assert (folder / answer["certificate"]).is_file()
    assert (folder / answer["plan"]).is_file()


@pytest.mark.slow
def test_certify_accepts_both_and_knows_the_case(aleppo):
    folder, done = aleppo
    answer = json.loads(done.stdout)
    for name in ("certificate", "plan"):
        asked = ("certify", answer[name], "--case", "aleppo-2016")
        checked = geleit(*asked, "--deadline", "2016-07-31", cwd=folder)
        assert checked.returncode == 0, checked.stderr
        assert (
            " holds (aleppo-2016, from 2016-07-28T00:00:00+03:00 until 2016-07-31T00:00:00+03:00, 3 d, "
            in (checked.stdout.splitlines()[-1])
        )
        assert "by 2016-07-31T00:00:00+03:00" in checked.stdout.splitlines()[0]
        other = geleit(*asked, cwd=folder)  # which is about the deadline of the case
        assert other.returncode == 1
        assert "by 2016-07-31T00:00:00+03:00, not by 2016-08-04T00:00:00+03:00: name the time" in other.stderr
        alone = geleit("certify", answer[name], cwd=folder)
        assert alone.returncode == 0
        assert "not compared with a case" in alone.stderr


@pytest.mark.slow
def test_certify_refuses_an_edit_and_another_case(aleppo, template, tmp_path):
    folder, done = aleppo
    file = folder / json.loads(done.stdout)["certificate"]
    document = json.loads(file.read_text(encoding="utf-8"))
    document["bounds"]["streets"]["at_most"] -= 1
    edited = tmp_path / "edited.json"
    edited.write_text(json.dumps(document), encoding="utf-8")
    refused = geleit("certify", edited, cwd=tmp_path)
    assert refused.returncode == 1
    assert "seal: the file was changed" in refused.stderr
    other = geleit("certify", file, "--case", template, cwd=tmp_path)
    assert other.returncode == 1
    assert "aleppo-2016" in other.stderr


@pytest.mark.parametrize(
    "content", ["", "{", "[]", "{}", '{"format": "geleit-certificate/1"}', "\x00\x01", '{"a":1,"a":2}']
)
def test_certify_refuses_what_is_no_certificate(tmp_path, content):
    file = tmp_path / "x.json"
    file.write_text(content, encoding="utf-8")
    done = geleit("certify", file, cwd=tmp_path)
    assert done.returncode in (1, 2)
    assert str(file) in done.stderr


@pytest.mark.slow
def test_assess_prints_findings_as_json(case):
    done = geleit("assess", case, "corridor", "--json", cwd=case.parent)
    assert done.returncode in (0, 1), done.stderr
    printed = json.loads(done.stdout)
    assert printed["case"]
    assert {f["verdict"] for f in printed["findings"]} <= {"met", "not met", "unknown"}
    for finding in printed["findings"]:
        assert set(finding) >= {"code", "subject", "verdict", "summary", "evidence", "source"}
    adverse = any(f["verdict"] == "not met" for f in printed["findings"])
    assert done.returncode == (1 if adverse else 0)


@pytest.mark.slow
def test_report_is_one_file_with_the_witnesses_beside_it(case):
    done = geleit("report", case, "--out", "out", cwd=case.parent)
    assert done.returncode == 0, done.stderr
    written = [
        "certificate.json",
        "likely-plan.json",
        "manifest.json",
        "negotiate.html",
        "plan.json",
        "record.html",
        "report.html",
    ]
    assert sorted(p.name for p in (case.parent / "out").iterdir()) == written
    assert done.stdout.splitlines()[-1].startswith("wrote out/report.html")


@pytest.mark.slow
def test_rows_that_are_no_lines_are_told(case):
    streets = json.loads((case / "streets.geojson").read_text(encoding="utf-8"))
    point = {"type": "Feature", "properties": {}, "geometry": {"type": "Point", "coordinates": [-30.0, 45.0]}}
    streets["features"] += [point, {**point, "geometry": None}]
    (case / "streets.geojson").write_text(json.dumps(streets), encoding="utf-8")
    for arguments in (["check", case], ["import", "lines", case / "streets.geojson", "--case", case]):
        done = geleit(*arguments, cwd=case.parent)
        assert done.returncode == 0, done.stderr
        assert "2 rows are no lines and were left out" in done.stdout


@pytest.mark.slow
def test_json_is_whole_on_a_terminal_that_lacks_letters(case):
    config = (case / "case.toml").read_text(encoding="utf-8")
    (case / "case.toml").write_text(config.replace('name = "mycase"', 'name = "Ťš"'), encoding="utf-8")
    western = {"PYTHONIOENCODING": "latin-1"}
    done = geleit("assess", case, "--json", cwd=case.parent, env=western)
    assert json.loads(done.stdout)["case"] == "Ťš"
    assert geleit("check", case, cwd=case.parent, env=western).stdout.startswith("??: ")


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (["evacuate", "CASE", "--deadline", "soon"], "--deadline: expected a time"),
        (["evacuate", "CASE", "--deadline", "1990-01-01"], "is not after the start of the case"),
        (["evacuate", "CASE", "--deadline", "2190-01-01"], "is after the end of the case"),
        (["evacuate", "CASE", "--gap", "3x"], "--gap: expected a share such as 0.3%"),
        (["evacuate", "CASE", "--gap", "300%"], "--gap: expected a share"),
        (["evacuate", "CASE", "--budget", "soon"], "--budget: expected a time such as 15s"),
        (["evacuate", "nowhere"], "nowhere"),
        (["check", "nowhere"], "aleppo-2016"),
        (["certify", "nowhere.json"], "nowhere.json: cannot be read"),
        (["import", "osm", "nowhere.osm.pbf", "--case", "CASE"], "nowhere.osm.pbf"),
        (["import", "lines", "nowhere.gpkg", "--case", "no-case"], "no-case: there is no such folder"),
    ],
)
def test_bad_input_is_one_message_and_exit_code_2(case, arguments, says):
    before = sorted(case.parent.rglob("*"))
    done = geleit(*[str(case) if a == "CASE" else a for a in arguments], cwd=case.parent)
    assert done.returncode == 2
    assert says in done.stderr
    assert done.stderr.startswith("geleit: ")
    assert done.stderr.count("\n") == 1
    assert sorted(case.parent.rglob("*")) == before


def test_a_folder_that_cannot_be_written_is_said_so(case):
    (case.parent / "file").write_text("", encoding="utf-8")
    done = geleit("evacuate", case, "--out", "file/out", cwd=case.parent)
    assert done.returncode == 2
    assert "cannot be written" in done.stderr


@pytest.mark.slow
def test_what_if_exit_values_and_the_rate_that_is_enough(case):
    done = geleit(
        "evacuate", case, "--out", "found", "--json", "--what-if", "close:north-gate", "--what-if", "rate:all=x2",
        "--exit-value", "200", "--find-rate", "--find-pause", "10:00", "--find-exits", "300", "--departures",
        "--exposure", cwd=case.parent,
    )  # fmt: skip
    assert done.returncode in (0, 1), done.stderr
    answer = json.loads(done.stdout)
    closed, faster = answer["what_if"]
    assert closed["change"] == "close:north-gate"
    assert closed["at_most"] <= answer["at_most"] <= faster["at_most"]
    assert answer["rate_factor"]["too_little"] < (answer["rate_factor"]["enough"] or 1e9)
    assert answer["pause"]["begins"] == "10:00"
    assert answer["pause"]["too_short"] < (answer["pause"]["enough"] or 1e9)
    assert answer["new_exits"]["necessary"] <= (answer["new_exits"]["enough"] or 1e9)
    assert sum(group["out"] for group in answer["groups"]) in range(answer["at_least"] - 3, answer["at_least"] + 1)
    lines = (case.parent / answer["departures"]).read_text(encoding="utf-8").splitlines()
    about = [line for line in lines if line.startswith("#")]
    assert len(about) > 2
    told = list(csv.DictReader(lines[len(about) :]))
    assert abs(sum(int(row["people"]) for row in told) - answer["at_least"]) <= len(told)
    assert all(row["leave_from"] <= row["leave_until"] < row["pass_until"] for row in told)
    harms = [(point["out"], point["harm"]) for point in answer["exposure"]]
    assert harms == sorted(harms, reverse=True)
    assert all(0 <= point["at_least"] <= point["harm"] for point in answer["exposure"])
    values = json.loads((case.parent / answer["exit_value"]).read_text(encoding="utf-8"))
    assert all(row["properties"]["at_most_more"] >= 0 for row in values["features"])
    page = (case.parent / answer["exit_value"]).with_suffix(".html").read_text(encoding="utf-8")
    most = max(row["properties"]["at_most_more"] for row in values["features"])
    assert (f"At most {most:,} more people could be out" if most else "a new exit adds nothing") in page
    assert "North" in page
    (case / "risks.csv").unlink()
    safe = geleit("evacuate", case, "--exposure", cwd=case.parent)
    assert (safe.returncode, safe.stdout) == (2, "")
    remedy = "fill the table risks, or the assumption background_risk, or import incidents and assume incident_reach"
    assert safe.stderr.endswith(f"risks: nothing is at risk by the deadline ({remedy})\n")
    refused = geleit("evacuate", case, "--what-if", "close:nobody", cwd=case.parent)
    assert refused.returncode == 2
    assert refused.stderr == (
        f"geleit: {case}: --what-if close:nobody: no exit has the id 'nobody'; "
        "known: bridge-gate, north-gate, south-gate\n"
    )
