"""Tables of deliveries of others, brought into a case by the command line: the balance, what is kept, what is asked."""

from __future__ import annotations

import csv
import json

import pytest

from tests.surface.process import geleit

pytestmark = pytest.mark.slow

WHO_WHAT_WHERE = """\
Who does what where: May 2024,,,,,,,
Organization,Activity status,Commodity,Qty,Unit of measure,District,Delivery Date,Remarks
#org,#activity+status,#item,#value,#value+unit,#adm3,#date,#meta
WFP,Delivered,Wheat flour,"1,200",50 kg bags,School,02/05/2024,first
WFP,Completed,Food parcels,300,parcels,South,03/05/2024,
UNICEF,Delivered,Water,12 m3,,School,13/05/2024,
WFP,Denied,Rice,40,MT,Far away,03/05/2024,
,Delivered,Rice,40,MT,School,04/05/2024,
WFP,Delivered,Rice,10-12,MT,,May 2024,
WFP,Delivered,Rice,10+,MT,School,2024-05-03T10:00:00.000Z,
WFP,Delivered,Rice,7,,School,03/05/2024,
WFP,Delivered,Rice,7,MT,School,soon,
WFP,Delivered,Oil,500,litres,School,03/05/2024,
WFP,Delivered,Oil,500,litres,School,03/05/2024,
"""
COLUMNS = (
    "start=Delivery Date,stage=Activity status,item=Commodity,amount=Qty,amount_unit=Unit of measure,to=District,"
    "by=Organization,claimant=Organization,note=Remarks"
)


def rows_of(case, source):
    text = (case / "deliveries.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(line for line in text.splitlines() if not line.startswith("#"))
    return {row["id"].removeprefix(f"{source}-"): row for row in rows if row["source"] == source}


def source_of(case, source):
    text = (case / "sources.csv").read_text(encoding="utf-8")
    rows = csv.DictReader(line for line in text.splitlines() if not line.startswith("#"))
    return next(row for row in rows if row["id"] == source)


def test_a_sheet_of_who_does_what_where(case):
    file = case.parent / "3w.csv"
    file.write_text(WHO_WHAT_WHERE, encoding="utf-8")
    asked = geleit("import", "deliveries", "3w.csv", "--case", "mycase", cwd=case.parent)
    assert (asked.returncode, asked.stdout) == (2, "")
    assert "start=Delivery Date,stage=Activity status," in asked.stderr
    before = (case / "deliveries.csv").read_bytes()
    done = geleit("import", "deliveries", "3w.csv", "--case", "mycase", "--map", COLUMNS, "--json", cwd=case.parent)
    assert (done.returncode, done.stderr) == (0, "")
    found = json.loads(done.stdout)
    parts = {name: found["balance"][name] for name in ("read", "kept", "warned", "without_place", "rejected")}
    assert parts == {"read": 11, "kept": 4, "warned": 4, "without_place": 1, "rejected": 2}
    assert [(row["row"], row["column"]) for row in found["rejected"]] == [(8, "Organization"), (12, "Delivery Date")]
    assert (case / "deliveries.csv").read_bytes().startswith(before)  # nothing that stood there is changed
    rows = rows_of(case, "deliveries-3w")
    told = {name: (row["stage"], row["goods"], row["amount_low"], row["amount_likely"], row["amount_high"],
                   row["amount_unit"], row["to"]) for name, row in rows.items()}  # fmt: skip
    assert told == {
        "4": ("unloaded", "wheat-flour", "", "1200", "", "50 kg bags", "school"),
        "5": ("arrived", "", "", "300", "", "parcels", "south"),
        "6": ("unloaded", "water", "", "12", "", "m3", "school"),
        "7": ("planned", "rice", "", "40", "", "MT", "Far away"),
        "9": ("unloaded", "rice", "10", "11", "12", "MT", ""),
        "10": ("unloaded", "rice", "", "", "", "", "school"),
        "11": ("unloaded", "rice", "", "", "", "", "school"),
        "13": ("unloaded", "oil", "", "500", "", "litres", "school"),
        "14": ("unloaded", "oil", "0", "500", "500", "litres", "school"),
    }
    assert (rows["9"]["start"][:10], rows["9"]["end"][:10]) == ("2024-05-01", "2024-06-01")
    source = source_of(case, "deliveries-3w")
    assert (source["title"], source["taken"][:10], source["left_out"]) == ("3w.csv", "2024-05-13", "2")
    assert geleit("check", "mycase", cwd=case.parent).returncode == 0
    assessed = json.loads(geleit("assess", "mycase", "aid", "--json", cwd=case.parent).stdout)["findings"]
    needs = {f["subject"]: f for f in assessed if f["code"] == "AID-NEED"}
    assert needs["food"]["verdict"] == "unknown"  # enough for as many as the council says, a party to the conflict
    assert "is the word of a party to the conflict" in needs["food"]["summary"]
    assert needs["food"]["delivered"] == {"low": 60_000 + 460 + 3000, "high": None}
    assert {f["verdict"] for f in needs.values()} <= {
        "met",
        "unknown",
    }  # rows were left out: nothing is not met for them


def test_the_next_file_of_that_name_needs_no_mapping_and_takes_the_place_of_the_first(case):
    file = case.parent / "convoys.csv"
    head = "Convoy;Day;Trucks;Tonnes;Delivered to\n"
    file.write_text(head + "C1;2024-05-01;20;137,5;school\nC2;2024-05-02;3;;South\n", encoding="utf-8")
    columns = "shipment=Convoy,start=Day,vehicles=Trucks,amount=Tonnes,amount_unit:=t,to=Delivered to,"
    columns += "stage:=unloaded,claimant:=Logistics Cluster,means:=convoy"
    run = ("import", "deliveries", "convoys.csv", "--case", "mycase")
    done = geleit(*run, "--map", columns, "--snapshot", "2024-05-04", cwd=case.parent)
    assert (done.returncode, done.stderr) == (0, "")
    assert "2 rows read = 2 kept" in done.stdout
    rows = rows_of(case, "deliveries-convoys")
    assert [(r["shipment"], r["vehicles_likely"], r["amount_likely"], r["claimant"]) for r in rows.values()] == [
        ("C1", "20", "137.5", "Logistics Cluster"), ("C2", "3", "", "Logistics Cluster"),
    ]  # fmt: skip
    file.write_text(head + "C1;2024-05-01;20;140;school\nC3;2024-05-05;1;2;South\n", encoding="utf-8")
    refused = geleit(*run, cwd=case.parent)
    assert refused.returncode == 2
    assert "convoys.csv was brought into this case before" in refused.stderr
    early = geleit(*run, "--again", "--snapshot", "2024-05-02", cwd=case.parent)
    assert early.returncode == 2
    assert "a row tells of 2024-05-05, after the file was taken on 2024-05-02" in early.stderr
    assert rows_of(case, "deliveries-convoys") == rows
    again = geleit(*run, "--again", "--snapshot", "2024-05-06", cwd=case.parent)
    assert (again.returncode, again.stderr) == (0, "")
    assert [r["shipment"] for r in rows_of(case, "deliveries-convoys").values()] == ["C1", "C3"]
    assert source_of(case, "deliveries-convoys")["taken"].startswith("2024-05-06T00:00")
    assert rows_of(case, "radio-0501")  # those of the town stay


@pytest.mark.parametrize(
    ("text", "columns", "message"),
    [
        ("Day,To\n2024-05-01,school\n", "start=Date,to=To,stage:=arrived,claimant:=X", "it has no column 'Date'"),
        ("Day,To\n2024-05-01,school\n", "start=Day,to=To,claimant:=X", "say all that a delivery needs"),
        ("Day,To\n2024-05-01,school\n", "start=Day,too=To,stage:=arrived,claimant:=X", "no column can be named for"),
        ("Day,To\nsoon,school\nlater,school\n", "start=Day,to=To,stage:=arrived,claimant:=X", "0 of 2 rows kept"),
        ("Day,To\n2024-05-01,school\n", "start=Day,to=To,stage:=eaten,claimant:=X", "0 of 1 rows kept"),
        ("Day,Qty\n2024-05-01,1.250\n", "start=Day,amount=Qty,amount_unit:=t,stage:=arrived,claimant:=X", "may mean"),
        ("Day,To\n03/04/2024,school\n", "start=Day,to=To,stage:=arrived,claimant:=X", "or say --dates"),
        ("Day,To\n", "start=Day,to=To,stage:=arrived,claimant:=X", "it has no rows below its header"),
    ],
)  # fmt: skip
def test_what_cannot_be_used_is_named_and_leaves_the_case_as_it_was(case, text, columns, message):
    (case.parent / "sheet.csv").write_text(text, encoding="utf-8")
    files = {path: path.read_bytes() for path in case.iterdir()}
    done = geleit("import", "deliveries", "sheet.csv", "--case", "mycase", "--map", columns, cwd=case.parent)
    assert (done.returncode, done.stdout) == (2, "")
    assert message in " ".join(done.stderr.split())
    assert "sheet.csv" in done.stderr
    assert {path: path.read_bytes() for path in case.iterdir()} == files


def test_too_few_rows_are_refused_unless_asked_for(case):
    (case.parent / "sheet.csv").write_text("Day,To\n2024-05-01,school\n" + "soon,school\n" * 4, encoding="utf-8")
    run = (
        "import",
        "deliveries",
        "sheet.csv",
        "--case",
        "mycase",
        "--map",
        "start=Day,to=To,stage:=arrived,claimant:=X",
    )
    refused = geleit(*run, cwd=case.parent)
    assert refused.returncode == 2
    assert "1 of 5 rows kept, less than the least share of 25%: column Day" in " ".join(refused.stderr.split())
    done = geleit(*run, "--least-kept", "0.1", cwd=case.parent)
    assert (done.returncode, done.stderr) == (0, "")
    assert "5 rows read = 1 kept + 4 rejected" in done.stdout
