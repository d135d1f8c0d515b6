"""People of others made those of a case by the command line: the columns that are named, and the balance of rows."""

from __future__ import annotations

import json

import pytest

from tests.surface.process import geleit

pytestmark = pytest.mark.slow

CAMPS = """\
Camp,Individuals,Total,X,Y
North camp,"1,250",9,-30.001,45.005
South camp,800,9,-30.002,45.004
Nowhere,100,9,0,0
Swapped,50,9,45.0,-130.0
Text,many,9,-30.001,45.005
Empty,,9,-30.001,45.005
"""
COLUMNS = "people=Individuals,name=Camp,lon=X,lat=Y"


def run(case, *words):
    return geleit("import", "people", *words, "--case", "mycase", cwd=case.parent)


def test_camps_by_the_columns_that_are_named(case):
    (case.parent / "camps.csv").write_text(CAMPS, encoding="utf-8")
    files = {path: path.read_bytes() for path in case.iterdir()}
    taken = run(case, "camps.csv", "--map", COLUMNS)
    assert (taken.returncode, taken.stdout) == (2, "")
    assert "people.geojson: it has 3 rows already, which nobody imported" in taken.stderr
    assert {path: path.read_bytes() for path in case.iterdir()} == files
    (case / "people.geojson").unlink()
    done = run(case, "camps.csv", "--map", COLUMNS, "--json")
    assert (done.returncode, done.stderr) == (0, "")
    found = json.loads(done.stdout)
    assert {name: found["balance"][name] for name in ("read", "kept", "rejected")} == {
        "read": 6, "kept": 2, "rejected": 4,
    }  # fmt: skip
    assert [row["row"] for row in found["rejected"]] == [4, 5, 6, 7]
    assert found["people"] == {"low": 1000 + 640, "likely": 2050, "high": 1500 + 960}
    rows = json.loads((case / "people.geojson").read_text(encoding="utf-8"))["features"]
    assert [(row["properties"]["name"], row["geometry"]["coordinates"]) for row in rows] == [
        ("North camp", [-30.001, 45.005]), ("South camp", [-30.002, 45.004]),
    ]  # fmt: skip
    again = run(case, "camps.csv")
    assert again.returncode == 2
    assert "say --again" in again.stderr
    (case.parent / "camps.csv").write_text(CAMPS.replace("800", "900"), encoding="utf-8")
    kept = run(case, "camps.csv", "--again")  # by the mapping that the case keeps
    assert (kept.returncode, kept.stderr) == (0, "")
    assert "6 rows read = 2 kept + 4 rejected" in kept.stdout
    assert "2,150 people (1,720 to 2,580)" in kept.stdout
    assert (case / "sources.csv").read_text(encoding="utf-8").count("camps.csv") == 1


def test_districts_by_a_code_of_another_name(case):
    """Two districts side by side; a total of both, one district without an outline, and a row without a code."""
    square = [[-30.004, 45.001], [-29.99, 45.001], [-29.99, 45.011], [-30.004, 45.011], [-30.004, 45.001]]
    feature = {"type": "Feature", "properties": {"ADM2_PCODE": "XX0101"},
               "geometry": {"type": "Polygon", "coordinates": [square]}}  # fmt: skip
    drawn = json.dumps({"type": "FeatureCollection", "features": [feature]})
    (case.parent / "districts.geojson").write_text(drawn, encoding="utf-8")
    text = "District code,Name,Persons\nXX0101,Centre,2000\nXX0102,Away,500\n,Nobody,7\n"
    (case.parent / "table.csv").write_text(text, encoding="utf-8")
    (case / "people.geojson").unlink()
    (case / "area.geojson").unlink()
    columns = "code=District code,name=Name,people=Persons"
    done = run(case, "table.csv", "--outlines", "districts.geojson", "--map", columns, "--json")
    assert (done.returncode, done.stderr) == (0, "")
    found = json.loads(done.stdout)
    assert {name: found["balance"][name] for name in ("read", "kept", "rejected")} == {
        "read": 3, "kept": 1, "rejected": 2,
    }  # fmt: skip
    assert [(row["row"], row["reason"]) for row in found["rejected"]] == [
        (3, "no outline has its code"), (4, "no code of a unit stands in it"),
    ]  # fmt: skip
    assert found["people"]["likely"] == 2000


@pytest.mark.parametrize(
    ("columns", "message"),
    [
        ("people=Persons,lon=X,lat=Y", "it has no column 'Persons'"),
        ("folk=Individuals", "no column can be named for 'folk'"),
        ("people=Camp,lon=X,lat=Y", "0 of 6 rows kept"),
        ("people=Individuals,lon=X,lat=X", "one column is named for two things"),
    ],
)
def test_what_cannot_be_used_is_named_and_leaves_the_case_as_it_was(case, columns, message):
    (case.parent / "camps.csv").write_text(CAMPS.replace("-30.", "-130."), encoding="utf-8")
    (case / "people.geojson").unlink()
    files = {path: path.read_bytes() for path in case.iterdir()}
    done = run(case, "camps.csv", "--map", columns)
    assert (done.returncode, done.stdout) == (2, "")
    assert message in " ".join(done.stderr.split())
    assert {path: path.read_bytes() for path in case.iterdir()} == files
