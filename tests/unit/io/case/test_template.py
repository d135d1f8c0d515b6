"""New cases from the template."""

import os
import resource
import tomllib

import pytest

from geleit.errors import CaseError, IncompleteError
from geleit.io.case.casefile import check_case, read_case
from geleit.io.case.drill import write_drill
from geleit.io.case.specs.all_tables import TABLES
from geleit.io.case.template import write_example, write_minimal


def test_the_template_is_a_valid_case(tmp_path):
    write_example(tmp_path / "deep" / "my-town", "my-town")
    assert check_case(tmp_path / "deep" / "my-town") == []
    assert [path.name for path in tmp_path.iterdir()] == ["deep"]
    assert [path.name for path in (tmp_path / "deep").iterdir()] == ["my-town"]


def test_a_new_case_is_six_files_that_say_what_is_missing(tmp_path):
    write_minimal(tmp_path / "town", "my-town")
    names = sorted(path.name for path in (tmp_path / "town").iterdir())
    assert names == ["case.toml", "corridors.csv", "exits.csv", "parties.csv", "people.csv", "sources.csv"]
    for name in names[1:]:
        lines = (tmp_path / "town" / name).read_text(encoding="utf-8").splitlines()
        assert [line for line in lines if not line.startswith("#")] == lines[-1:]  # the header alone
    problems = check_case(tmp_path / "town")
    assert all(isinstance(problem, IncompleteError) for problem in problems)
    assert [problem.where for problem in problems] == [
        "town/case.toml: time_zone", "town/case.toml: period.start", "town/case.toml: period.end",
        "town/case.toml: deadline", "town/streets.npz", "town/people.csv", "town/exits.csv",
    ]  # fmt: skip
    with pytest.raises(IncompleteError, match=r"^town/case\.toml: time_zone: not filled in yet"):
        read_case(tmp_path / "town")


def test_what_is_filled_in_is_missed_no_more_and_what_is_wrong_comes_alone(tmp_path):
    write_minimal(tmp_path / "town")
    file = tmp_path / "town" / "case.toml"
    text = (
        file.read_text(encoding="utf-8").replace('zone = ""', 'zone = "UTC"').replace('line = ""', "line = 2024-05-02")
    )
    file.write_text(text.replace('start = "", end = ""', "start = 2024-05-01, end = 2024-05-02"), encoding="utf-8")
    missing = [problem.where for problem in check_case(tmp_path / "town")]
    assert missing == ["town/streets.npz", "town/people.csv", "town/exits.csv"]
    (tmp_path / "town" / "people.csv").write_text("id,lon,lat,people\n", encoding="utf-8")
    assert [problem.where for problem in check_case(tmp_path / "town")] == [
        "town/people.csv: row 1",
        "town/streets.npz",
    ]


def test_the_template_has_every_table_and_explains_it(tmp_path):
    write_example(tmp_path / "town")
    files = {path.stem: path for path in (tmp_path / "town").iterdir()}
    assert set(files) == {"case", "streets", *TABLES}
    for path in files.values():
        text = path.read_text(encoding="utf-8")
        assert text.startswith("#") if path.suffix != ".geojson" else '"_about"' in text


@pytest.mark.parametrize("name", ["plain", "Ghouta '18", 'with "quotes" \\ and', "حلب", "a b"])
def test_names(tmp_path, name):
    write_example(tmp_path / "town", name)
    assert tomllib.loads((tmp_path / "town" / "case.toml").read_text(encoding="utf-8"))["name"] == name
    assert read_case(tmp_path / "town").name == name


@pytest.mark.parametrize("name", ["line\nbreak", "\x7f", "a" * 101, "\udc80"])
def test_names_that_are_none(tmp_path, name):
    with pytest.raises(CaseError, match="cannot be the name of a case"):
        write_example(tmp_path / "town", name)
    assert list(tmp_path.iterdir()) == []


def test_the_folders_name_is_the_cases(tmp_path, monkeypatch):
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path)
    write_example("here")
    assert read_case("here").name == "here"


def test_what_is_there_stays(tmp_path):
    (tmp_path / "town").mkdir()
    (tmp_path / "town" / "notes.txt").write_text("mine")
    for name in ("town", "town/notes.txt"):
        with pytest.raises(CaseError, match="there is something here already"):
            write_example(tmp_path / name)
    assert (tmp_path / "town" / "notes.txt").read_text() == "mine"
    assert [path.name for path in (tmp_path / "town").iterdir()] == ["notes.txt"]


def test_a_folder_that_cannot_be_written(tmp_path):
    (tmp_path / "file").write_text("")
    with pytest.raises(CaseError, match="cannot be written: File exists"):
        write_example(tmp_path / "file" / "town")
    with pytest.raises(CaseError, match="cannot be written: File name too long"):
        write_example(tmp_path / ("a" * 300), "town")
    assert os.listdir(tmp_path) == ["file"]  # noqa: PTH208 - hidden files count


def test_a_disk_that_takes_no_more(tmp_path):
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (100, hard))
    try:
        with pytest.raises(CaseError, match="cannot be written: File too large"):
            write_example(tmp_path / "town")
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))
    assert list(tmp_path.iterdir()) == []


def test_a_drill_reads_without_a_fault(tmp_path):
    write_drill(tmp_path / "drill", corners=500, people=1001, seed=3)
    case = read_case(str(tmp_path / "drill"))
    assert (case.name, case.network.nodes, len(case.exits)) == ("drill", 500, 4)
    assert (case.people.low, case.people.likely, case.people.high) == (800, 1001, 1201)
    assert all(exit_.rate.likely == 9 for exit_ in case.exits)  # 1,001 people through 4 exits in 30 hours


@pytest.mark.parametrize(
    ("figures", "says"),
    [({"corners": 10}, "corners"), ({"people": -1}, "people"), ({"seed": -1}, "seed")],
)
def test_a_drill_that_cannot_be(tmp_path, figures, says):
    with pytest.raises(CaseError, match=says):
        write_drill(tmp_path / "drill", **{"corners": 400, "people": 1000} | figures)
    assert list(tmp_path.iterdir()) == []
