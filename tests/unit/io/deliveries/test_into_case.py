"""Deliveries of a workbook brought into a case, and tables of a case that rows cannot be added to."""

from __future__ import annotations

import shutil

import pytest

import geleit
from geleit.io.case.bundled import TEMPLATE, data_folder

COLUMNS = {
    "start": "Day",
    "amount": "Weight",
    "amount_unit:": "t",
    "to": "Site",
    "stage:": "unloaded",
    "claimant:": "X",
}


@pytest.fixture
def case(tmp_path):
    return shutil.copytree(data_folder() / TEMPLATE, tmp_path / "town")


def sheet(path, rows):
    openpyxl = pytest.importorskip("openpyxl")
    book = openpyxl.Workbook()
    book.active.title = "About"
    book.active.append(["Made up"])
    page = book.create_sheet("Deliveries")
    for row in [["List of deliveries"], [], ["Site", "Day", "Weight"], *rows]:
        page.append(row)
    book.save(path)


def test_a_workbook_whose_header_is_on_a_later_sheet_below_a_title(case, tmp_path):
    from datetime import datetime

    rows = [["School", datetime(2024, 5, 2), 1.25], ["South", datetime(2024, 5, 3), 3], [None, None, None]]  # noqa: DTZ001
    sheet(tmp_path / "list.xlsx", rows)
    done = geleit.import_deliveries(tmp_path / "list.xlsx", case, columns=COLUMNS)
    assert (done.balance.read, done.balance.kept) == (2, 2)
    loads = [row for row in geleit.read_case(case).deliveries if row.source == done.source]
    assert [(row.id, row.to, row.amount.likely, row.amount.unit) for row in loads] == [
        ("deliveries-list-4", "school", 1.25, "t"), ("deliveries-list-5", "south", 3.0, "t"),
    ]  # fmt: skip
    assert {(row.end - row.start).days for row in loads} == {1}


def test_a_table_with_decimal_commas_is_left_as_it_is(case, tmp_path):
    table = case / "deliveries.csv"
    lines = table.read_text(encoding="utf-8").splitlines()
    rows = [line.replace(",", ";").replace(";3;;t;", ";3,5;;t;") for line in lines if not line.startswith("#")]
    table.write_text("\n".join(rows) + "\n", encoding="utf-8")
    before = {path: path.read_bytes() for path in case.iterdir()}
    (tmp_path / "list.csv").write_text("Site,Day,Weight\nSchool,2024-05-02,1.25\n", encoding="utf-8")
    with pytest.raises(geleit.InputError, match="decimal point"):
        geleit.import_deliveries(tmp_path / "list.csv", case, columns=COLUMNS)
    assert {path: path.read_bytes() for path in case.iterdir()} == before


def test_rows_that_a_case_would_refuse_are_kept_out_with_the_reason(case, tmp_path):
    text = f"Site,Day,Weight\nSchool,2024-05-02,1\n{'far ' * 6000},2024-05-02,1\nSchool,2024-05-02,1e3,extra\n"
    (tmp_path / "list.csv").write_text(text, encoding="utf-8")
    done = geleit.import_deliveries(tmp_path / "list.csv", case, columns=COLUMNS)
    assert (done.balance.read, done.balance.kept, done.balance.rejected) == (3, 1, 2)
    assert {row.row for row in done.rejected} == {3, 4}
    assert geleit.read_case(case)


def test_what_came_in_part_counts_from_nothing_and_says_so(case, tmp_path):
    text = "Site,Day,Weight,State\nSchool,2024-05-02,6,partly distributed\nSchool,2024-05-03,1.8e1,distributed\n"
    (tmp_path / "list.csv").write_text(text, encoding="utf-8")
    columns = {**{name: told for name, told in COLUMNS.items() if name != "stage:"}, "stage": "State"}
    done = geleit.import_deliveries(tmp_path / "list.csv", case, columns=columns)
    part, odd = (row for row in geleit.read_case(case).deliveries if row.source == done.source)
    assert (part.stage, part.amount.low, part.amount.high, odd.amount) == ("unloaded", 0, 6, None)
    assert [(row.row, row.column) for row in done.warned] == [(2, "State"), (3, "Weight")]
    assert "does not say how much" in done.warned[0].reason


def test_goods_that_are_no_food_hold_no_energy(case, tmp_path):
    from geleit.assessment.aid.loads import brings

    text = "Site,Day,Weight,Goods\nSchool,2024-05-02,20,non-food items\nSchool,2024-05-02,20,goods\n"
    (tmp_path / "list.csv").write_text(text, encoding="utf-8")
    done = geleit.import_deliveries(tmp_path / "list.csv", case, columns={**COLUMNS, "item": "Goods"})
    town = geleit.read_case(case)
    rows = [row for row in town.deliveries if row.source == done.source]
    assert [brings(row, "energy", town.standards, {}).high for row in rows] == [0, 20_000 * 8850]
