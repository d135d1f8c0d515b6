"""Tables of many rows: what is wrong in one of them is named exactly, and the others are read."""

from __future__ import annotations

import csv
import sys

import pytest

from geleit.io.case.casefile import examine, read_case
from geleit.io.case.drill import write_drill
from geleit.io.foreign.kinds import TABLE

ROWS = 5_000
BAD = 3_777
PEOPLE = (
    "id", "name", "lon", "lat", "people_low", "people_likely", "people_high", "claimant", "ready_from", "ready_by",
    "source", "note",
)  # fmt: skip
INCIDENTS = (
    "id", "start", "end", "lon", "lat", "position_error", "kind", "by", "deaths_likely", "claimant", "source", "text",
)  # fmt: skip


def household(number: int) -> dict[str, str]:
    return {
        "id": f"p-{number}", "lon": f"{-30 + number / 1e6:.6f}", "lat": f"{45 + number / 1e6:.6f}",
        "people_low": str(number % 7), "people_likely": str(number % 7 + 1), "people_high": str(number % 7 + 3),
        "claimant": "Statistics office", "ready_from": f"2030-05-01T{number % 10:02}:30+00:00", "source": "census",
        "note": 'behind the "old" gate; again, on the left' if number % 9 == 0 else "",
    }  # fmt: skip


def shelling(number: int) -> dict[str, str]:
    return {
        "id": f"i-{number}", "start": f"2030-04-{number % 29 + 1:02}T{number % 24:02}:{number % 60:02}",
        "lon": f"{-30 + number / 1e6:.6f}", "lat": f"{45 + number / 1e6:.6f}", "position_error": str(number % 3),
        "kind": "shelling", "deaths_likely": "" if number % 3 else str(number % 5), "claimant": "Monitor",
        "source": "census", "text": f"Somebody, in place {number}, said: it fell; twice",
    }  # fmt: skip


MADE = {"people": (PEOPLE, household), "incidents": (INCIDENTS, shelling)}


def write(folder, table, column="", cell="", separator=","):
    """A city with a table in which one cell may be another one."""
    write_drill(folder, 400, 1000)
    (folder / "sources.csv").write_text("id,title\ncensus,A census\n")
    if table == "people":
        (folder / "people.geojson").unlink()
    names, make = MADE[table]
    rows = [make(number) for number in range(ROWS)]
    if column:
        rows[BAD][column] = cell
    with (folder / f"{table}.csv").open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, names, delimiter=separator)
        writer.writeheader()
        writer.writerows(rows)
    return folder


@pytest.mark.parametrize(
    ("table", "column", "cell", "problem"),
    [
        ("people", "id", "p-12", "column id: 'p-12' is the id of row 14 too"),
        ("people", "id", "", "column id: missing"),
        ("people", "lon", "-30.0O1", "column lon: expected a number, found '-30.0O1'"),
        ("people", "lon", "181", "column lon: expected a longitude from -180 to 180 degrees, found '181.0'"),
        ("people", "lat", "", "column lat: missing"),
        ("people", "people_likely", "5.5", "column people_likely: expected a whole number of people, found '5.5'"),
        ("people", "people_high", "0", "column people_low: expected low <= likely <= high, found 4, 5, 0"),
        ("people", "ready_from", "2030-05-01T24:30", "column ready_from: expected a time"),
        ("people", "ready_by", "2030-05-01T01:00", "column ready_by: expected a time that is not before ready_from"),
        ("people", "source", "sensus", "column source: no source has the id 'sensus'"),
        ("people", "note", "a\x07b", "column note: it holds a control character"),
        ("incidents", "start", "2030-02-30", "column start: no such day: '2030-02-30'"),
        ("incidents", "end", "2030-03-01", "column end: it ends (2030-03-02T00:00:00+00:00) before it starts"),
        ("incidents", "lon", "", "column lon: missing"),
        ("incidents", "by", "north", "column by: no party has the id 'north'"),
        ("incidents", "deaths_likely", "-1", "column deaths_likely: expected 0 or more, found '-1'"),
        ("incidents", "kind", "", "column kind: missing"),
    ],
)
def test_one_bad_cell_among_many_rows_is_named(tmp_path, table, column, cell, problem):
    problems = examine(write(tmp_path / "city", table, column, cell))[1]
    assert len(problems) == 1
    assert str(problems[0]).startswith(f"city/{table}.csv: row {BAD + 2}, {problem}")


def test_positions_far_away_that_are_near_when_swapped_are_named(tmp_path):
    folder = write(tmp_path / "city", "people")
    text = (folder / "people.csv").read_text(encoding="utf-8")
    at = household(BAD)
    (folder / "people.csv").write_text(text.replace(f"{at['lon']},{at['lat']}", f"{at['lat']},{at['lon']}"))
    (problem,) = examine(folder)[1]
    assert problem.where == f"city/people.csv: row {BAD + 2}, column lon"
    assert problem.problem.startswith("longitude and latitude look swapped: 45.0038, -29.9962 is far")


@pytest.mark.parametrize("separator", [",", ";"])
def test_many_rows_are_read_as_they_stand(tmp_path, separator):
    case = read_case(write(tmp_path / "city", "people", separator=separator))
    assert len(case.places) == ROWS
    for number, place in enumerate(case.places):
        row = household(number)
        figures = place.people.low, place.people.likely, place.people.high
        assert (place.id, place.name, place.claimant) == (row["id"], row["id"], row["claimant"])
        assert (place.where.x, place.where.y) == (float(row["lon"]), float(row["lat"]))
        assert figures == tuple(float(row[f"people_{end}"]) for end in ("low", "likely", "high"))
        assert (place.people.source, place.people.note) == ("census", row["note"])
        assert place.ready_from.isoformat() == f"2030-05-01T{number % 10:02}:30:00+00:00"
        assert place.ready_by is None


def test_a_table_may_have_as_many_rows_as_a_sheet():
    assert TABLE.most_rows(TABLE.most_bytes) == 2**20


def test_a_table_full_of_faults_is_not_gone_through_to_its_end(tmp_path):
    folder = write(tmp_path / "city", "people")
    text = (folder / "people.csv").read_text(encoding="utf-8")
    (folder / "people.csv").write_text(text.replace(",census,", ",sensus,"), encoding="utf-8")
    problems = examine(folder)[1]
    assert len(problems) == 1001
    told = "city/people.csv: it has 1,000 rows with a fault: those after row 1001 were not looked at (mend these first)"
    assert str(problems[-1]) == told
    assert all(problem.__traceback__ is None for problem in problems)


def test_of_very_many_names_none_is_looked_for(tmp_path):
    folder = write(tmp_path / "city", "incidents", "by", "p-1O")
    for many, hint in ((100, "(did you mean 'p-1'?)"), (20_000, "id 'p-1O'")):
        (folder / "parties.csv").write_text("id,name\n" + "".join(f"p-{n},Party\n" for n in range(many)))
        (problem,) = examine(folder)[1]
        assert str(problem).endswith(hint)


def test_a_case_that_is_changed_while_it_is_read_is_refused(tmp_path):
    """By a process that writes whenever the last of the tables is asked for."""
    folder = write(tmp_path / "city", "people")
    done = False

    def hook(event, words):
        nonlocal done
        if not done and event == "open" and str(words[0]).endswith("city/people.csv") and "r" in str(words[1]):
            hashed.append(words[0])
            if len(hashed) == 2:  # the first time its hash is taken, the second time it is read
                done = True
                with (folder / "sources.csv").open("a") as file:
                    file.write("another,Another\n")

    hashed: list[object] = []
    assert read_case(folder).files["sources.csv"]
    sys.addaudithook(hook)
    problems = examine(folder)[1]
    done = True
    assert [str(problem) for problem in problems] == ["city/sources.csv: was changed while it was read (try again)"]
