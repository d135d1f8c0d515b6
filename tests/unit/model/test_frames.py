"""Findings and answers as tables of pandas and geopandas."""

from __future__ import annotations

import sys
from datetime import UTC, datetime

import pytest

import geleit
from geleit.model.finding import Findings
from geleit.model.stamp import INTERNAL
from tests.surface.village import write_village
from tests.unit.report import town


def at(*clock):
    return datetime(2030, 1, 1, *clock, tzinfo=UTC)


@pytest.fixture(scope="module")
def through_a_gate(tmp_path_factory):
    """A hundred people, one gate for ten an hour from 1:00 to 3:00, and one that nobody placed."""
    folder = write_village(
        tmp_path_factory.mktemp("gate") / "village", exits=((1, 10, "2030-01-01T01:00/2030-01-01T03:00"),)
    )
    with (folder / "exits.csv").open("a") as table:
        table.write("\ny,Said to be,,,5,2030-01-01T01:00/2030-01-01T02:00\n")
    return geleit.evacuate(geleit.read_case(folder))


@pytest.fixture(scope="module")
def along_a_street(tmp_path_factory):
    """A million people, and an exit that is no hindrance."""
    folder = write_village(
        tmp_path_factory.mktemp("street") / "village", people=((0, 1_000_000),), exits=((1, 10**6, "always"),)
    )
    return geleit.evacuate(geleit.read_case(folder), "2030-01-01T01:00")


def test_the_exits_with_who_passes_them_and_when_they_bind(through_a_gate):
    pytest.importorskip("geopandas")
    table = through_a_gate.to_geodataframe()
    assert table.crs == "EPSG:4326"
    gate, unplaced = table.to_dict("records")
    assert gate.pop("geometry").wkt == "POINT (0.001 0)"
    assert unplaced.pop("geometry") is None
    assert gate == {
        "kind": "exit", "id": "x0", "name": "Exit 0", "people_out": 20, "first_out": at(1), "last_out": at(3),
        "seconds": 7200, "seats": 20, "binds_from": at(1), "binds_until": at(3), "scenario": "generous",
        "publication": INTERNAL,
    }  # fmt: skip
    assert (unplaced["id"], unplaced["people_out"], unplaced["seats"]) == ("y", 0, 5)
    assert table["first_out"].isna().tolist() == [False, True]
    assert table["people_out"].sum() == through_a_gate.at_least


def test_the_streets_that_hold_people_back(along_a_street):
    pytest.importorskip("geopandas")
    table = along_a_street.to_geodataframe()
    assert table["kind"].tolist() == ["exit", "street"]
    exit_, street = table.to_dict("records")
    assert exit_["people_out"] == along_a_street.at_least
    assert table["seconds"].isna().tolist() == [True, False]
    assert (street["name"], street["geometry"].wkt) == ("From 0", "LINESTRING (0 0, 0.001 0)")
    assert table["people_out"].isna().tolist() == [False, True]


def test_an_exit_that_has_a_rate_for_each_of_several_times_binds_in_all_of_them(tmp_path):
    """Ten an hour for two hours, then thirty for one, then ten for one more: four hours, and sixty people."""
    pytest.importorskip("geopandas")
    folder = write_village(tmp_path / "village", exits=((1, 10, "2030-01-01T01:00/2030-01-01T05:00"),))
    (folder / "rates.csv").write_text(
        "exit,windows,rate_low,rate_likely,rate_high\nx0,2030-01-01T03:00/2030-01-01T04:00,30,30,30\n"
    )
    answer = geleit.evacuate(geleit.read_case(folder))
    assert sorted((b.id, b.people) for b in answer.binding) == [("x0", 30), ("x0", 30)]
    gate = answer.to_geodataframe().iloc[0]
    assert (gate["seconds"], gate["seats"], gate["binds_from"], gate["binds_until"]) == (4 * 3600, 60, at(1), at(5))


def test_a_map_program_takes_the_table(through_a_gate, tmp_path):
    geopandas = pytest.importorskip("geopandas")
    through_a_gate.to_geodataframe().to_file(tmp_path / "exits.gpkg")
    assert geopandas.read_file(tmp_path / "exits.gpkg")["name"].tolist() == ["Exit 0", "Said to be"]


def test_the_curve(through_a_gate):
    pytest.importorskip("pandas")
    table = through_a_gate.to_frame()
    assert table.columns.tolist() == ["at", "at_most", "at_most_likely", "at_least", "likely_plan", "publication"]
    assert table.iloc[0].to_list() == [at(), 0, 0, 0, 0, INTERNAL]
    assert table.iloc[-1].to_list() == [datetime(2030, 1, 2, tzinfo=UTC), 25, 25, 20, 20, INTERNAL]


def test_findings_and_their_evidence():
    pytest.importorskip("pandas")
    found = Findings((*town.findings(), *town.statements()))
    table = found.to_frame()
    assert table["code"].tolist() == [finding.code for finding in found]
    assert table.iloc[0].to_dict() == {
        "code": "CORRIDOR-AGREED", "subject": "operation", "verdict": "not met", "basis": "evidence",
        "adverse": True,
        "summary": "One side agreed. Mill Lane", "evidence_for": 1, "evidence_against": 1, "context": 0,
        "source": "ICRC Mill Lane", "claimant": "", "item": "", "reason": "",
        "tested": "", "rating": "", "depends": "", "asks": "", "publication": INTERNAL,
    }  # fmt: skip
    assert table.loc[table["subject"] == "c1", "reason"].tolist() == ["at most 900 can have passed Mill Lane"] * 2
    evidence = found.evidence_to_frame()
    assert evidence["finding"].tolist() == [row for row, f in enumerate(found) for _ in f.evidence]
    assert evidence.iloc[0].to_dict() == {
        "finding": 0, "code": "CORRIDOR-AGREED", "subject": "operation", "says": "for",
        "text": "People say so. Mill Lane", "claimant": "Resident Mill Lane", "source": "s1", "publication": INTERNAL,
        "at": town.START,
    }  # fmt: skip
    assert evidence["at"].isna().tolist()[:2] == [False, True]


def test_no_findings_are_a_table_with_the_same_columns():
    pytest.importorskip("pandas")
    some = Findings(town.findings())
    for name in ("to_frame", "evidence_to_frame"):
        empty, full = getattr(Findings(), name)(), getattr(some, name)()
        assert (len(empty), empty.columns.tolist()) == (0, full.columns.tolist())
        numbers = [column for column, kind in full.dtypes.items() if kind.kind in "ibM"]
        assert numbers
        assert empty.dtypes[numbers].tolist() == full.dtypes[numbers].tolist()


@pytest.mark.parametrize("missing", ["pandas", "geopandas"])
def test_what_is_not_installed_is_named(monkeypatch, missing):
    monkeypatch.setitem(sys.modules, missing, None)
    answer = town.answer()
    with pytest.raises(geleit.MissingExtraError, match=r"pip install .*\[frames\]'"):
        answer.to_geodataframe() if missing == "geopandas" else answer.to_frame()
    if missing == "pandas":
        for table in (Findings().to_frame, Findings().evidence_to_frame):
            with pytest.raises(geleit.MissingExtraError, match="a table of pandas needs packages"):
                table()
