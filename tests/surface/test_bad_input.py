# ruff: noqa: E501 - messages stand whole
"""Every kind of bad input that a user has: one message with the place, exit code 2, nothing lost."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path

import pytest

from tests.rows import counted
from tests.surface.process import geleit

pytestmark = pytest.mark.slow

FAR = "lies 3,152.2 km from the nearest street, expected at most 500 m (correct the position, or import streets that reach it)"


def exits(old, new):
    return "exits.csv", old, new


FAULTS = {
    "a bad row": (*exits("60,150,400", "sixty,150,400"), "mycase/exits.csv: row 2, column rate_low: expected a number, found 'sixty'"),
    "an exit far from any street": (*exits("-29.9980,45.0105", "10,45.0105"), f"mycase: exits[north-gate]: (10, 45.0105) {FAR}"),
    "longitude and latitude swapped": (*exits("-29.9980,45.0105", "45.0105,-29.9980"), "mycase/exits.csv: row 2, column lon: longitude and latitude look swapped: 45.0105, -29.998 is far from the streets (write longitude first)"),
    "coordinates that are no numbers": (*exits("-29.9980,45.0105", "NaN,45.0105"), "mycase/exits.csv: row 2, column lon: expected a number, found 'NaN'"),
    "low above high": (*exits("60,150,400", "600,150,400"), "mycase/exits.csv: row 2, column rate_low: expected low <= likely <= high, found 600, 150, 400"),
    "a window that ends before it starts": (*exits("daily 08:00-20:00", "2024-05-02T10:00/2024-05-01T10:00"), "mycase/exits.csv: row 2, column windows: the window ends (2024-05-01T10:00:00+00:00) before or when it starts (2024-05-02T10:00:00+00:00)"),
    "people outside the network": ("people.geojson", "[-30.0, 45.0056]", "[-10.0, 45.0056]", "mycase: people[school]: people outside the network: (-10, 45.0056) lies 1,575.5 km from the nearest street, expected at most 1000 m (correct the position, or import streets that reach it)"),
    "an unknown time zone": ("case.toml", "Atlantic/Azores", "Atlantic/Atlantis", "mycase/case.toml: time_zone: no time zone is called 'Atlantic/Atlantis'; did you mean 'Atlantic/Stanley'?"),
    "a walking speed of nobody": ("case.toml", "low = 0.7", "low = 1e-300", "mycase/case.toml: assumptions.walking_speed.low: expected 0.01 to 50 m/s, found 1e-300"),
}  # fmt: skip


@pytest.mark.parametrize("kind", FAULTS)
def test_a_fault_in_a_case(case, kind):
    file, old, new, message = FAULTS[kind]
    path = case / file
    text = path.read_text(encoding="utf-8")
    assert old in text
    message = counted(path, message)
    path.write_text(text.replace(old, new, 1), encoding="utf-8")
    done = geleit("evacuate", case.name, "--out", "found", "--json", cwd=case.parent)
    assert (done.returncode, done.stdout, done.stderr) == (2, "", f"geleit: {message}\n")
    assert not (case.parent / "found").exists()


def test_a_missing_file_and_a_missing_case(case):
    (case / "exits.csv").unlink()
    done = geleit("check", case.name, cwd=case.parent)
    assert done.returncode == 2
    remedy = "add a row for each gate, in exits.csv or exits.geojson: where it is, how many pass in an hour, when"
    assert done.stderr == f"geleit: mycase/exits.csv: the case has no exits ({remedy})\n"
    done = geleit("check", "nowhere", cwd=case.parent)
    assert done.stderr.startswith("geleit: nowhere: no such case folder (bundled cases: aleppo-2016, ")


@pytest.mark.parametrize("kind", ["folder", "pipe", "link in a circle"])
@pytest.mark.parametrize("file", ["exits.csv", "closures.csv", "streets.geojson", "case.toml"])
def test_something_else_where_a_file_is_expected(case, file, kind):
    path = case / file
    path.unlink()
    match kind:
        case "folder":
            path.mkdir()
        case "pipe":
            os.mkfifo(path)
        case _:
            path.symlink_to(path)
    done = geleit("check", case.name, cwd=case.parent)
    assert (done.returncode, done.stdout) == (2, "")
    says = "no such file" if kind == "link in a circle" else "expected a file, found a folder or something else"
    message = f"mycase/{file}: {says}" if file != "case.toml" else "mycase: no case.toml in it, so it is not a case"
    assert done.stderr.startswith(f"geleit: {message}")
    assert len(done.stderr.splitlines()) == 1


def test_a_message_stays_on_one_line_whatever_a_file_is_called(case):
    for command in ("check", "new", "certify"):
        done = geleit(command, "a\n\x1b[31mb", cwd=case.parent)
        assert done.returncode == 2
        assert done.stderr.startswith("geleit: a\\n\\x1b[31mb: ")
        assert len(done.stderr.splitlines()) == 1


def test_streets_go_into_a_case_and_nowhere_else(case):
    (case.parent / "elsewhere").mkdir()
    done = geleit("import", "lines", case / "streets.geojson", "--case", "elsewhere", cwd=case.parent)
    assert done.returncode == 2
    assert done.stderr == ("geleit: elsewhere: no case.toml in it, so it is not a case (name the folder of a case)\n")
    assert list((case.parent / "elsewhere").iterdir()) == []


def test_a_network_without_streets(case):
    (case / "streets.geojson").write_text('{"type": "FeatureCollection", "features": []}')
    done = geleit("check", case.name, cwd=case.parent)
    assert done.returncode == 2
    assert done.stderr == "geleit: mycase/streets.geojson: it holds no lines (export the streets as lines)\n"


@pytest.mark.parametrize(
    ("deadline", "says"),
    [
        ("2024-04-30T00:00", "mycase: deadline: 2024-04-30T00:00:00+00:00 is not after the start of the case, 2024-05-01T06:00:00+00:00 (ask about"),
        ("2024-06-30T00:00", "mycase: deadline: 2024-06-30T00:00:00+00:00 is after the end of the case, 2024-05-05T00:00:00+00:00 (ask about"),
        ("soon", "--deadline: expected a time such as 2016-08-11T10:00, found 'soon'"),
    ],
)  # fmt: skip
def test_a_deadline_outside_the_period(case, deadline, says):
    done = geleit("evacuate", case.name, "--deadline", deadline, cwd=case.parent)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"geleit: {says}")
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    ("content", "says"),
    [(b"", "streets.osm.pbf: the file is empty (download or export it again)"), (b"\0\0\0\x0d\x0a\x09OSMHeader", "streets.osm.pbf: damaged")],
)  # fmt: skip
def test_an_import_that_fails_leaves_the_old_streets(case, content, says):
    before = sorted(p.name for p in case.iterdir())
    (case.parent / "streets.osm.pbf").write_bytes(content)
    done = geleit("import", "osm", "streets.osm.pbf", "--case", case.name, cwd=case.parent)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"geleit: {says}")
    assert sorted(p.name for p in case.iterdir()) == before


def test_what_is_allowed_but_looks_like_a_slip_is_said(case):
    path = case / "exits.csv"
    path.write_text(
        path.read_text().replace("daily 08:00-20:00,daily 10:00-13:00", "2023-05-01T10:00/2023-05-01T12:00,", 1)
    )
    done = geleit("check", case.name, cwd=case.parent)
    assert done.returncode == 0
    assert "look again  exits[north-gate]: none of its windows lies within the period of the case" in done.stdout


def test_witnesses_of_another_case_or_edited_by_hand(case, tmp_path):
    done = geleit("evacuate", case.name, "--out", "found", cwd=tmp_path)
    assert done.returncode in (0, 1)
    other = Path(shutil.copytree(case, tmp_path / "other"))
    config = other / "case.toml"
    config.write_text(config.read_text().replace("low = 0.7", "low = 0.6", 1).replace("high = 1.34", "high = 1.5", 1))
    for name in ("certificate.json", "plan.json"):
        assert geleit("certify", f"found/{name}", "--case", case.name, cwd=tmp_path).returncode == 0
        done = geleit("certify", f"found/{name}", "--case", "other", cwd=tmp_path)
        assert done.returncode == 1
        assert "its streets, people or exits are not those of the case" in done.stderr
    document = json.loads((tmp_path / "found" / "certificate.json").read_text())
    document["bounds"]["streets"]["at_most"] -= 1
    (tmp_path / "forged.json").write_text(json.dumps(document))
    done = geleit("certify", "forged.json", cwd=tmp_path)
    assert (done.returncode, done.stdout) == (1, "forged.json FAILS\n")
    assert done.stderr == (
        "geleit: forged.json: seal: the file was changed after it was written; ask for the original\n"
    )
    done = geleit("certify", "forged.json", "--json", cwd=tmp_path)
    assert (done.returncode, done.stderr) == (1, "")
    assert json.loads(done.stdout) == {
        "publication": "internal, not for publication", "left_out": {},
        "file": "forged.json", "case": None, "holds": False, "confirmed": [], "advisories": [], "origin": None, "by": None,
        "horizon": None, "scenario": None, "assumed": [], "compared": False,
        "problems": ["forged.json: seal: the file was changed after it was written; ask for the original"],
    }  # fmt: skip
