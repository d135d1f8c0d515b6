"""The ledger goes into a CSV file and back without loss, and rows added to any table leave the rest as it was."""

from __future__ import annotations

from dataclasses import fields, replace
from datetime import UTC, datetime, timedelta
from typing import get_args
from zoneinfo import ZoneInfo

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from geleit.errors import CaseError
from geleit.io.case.appending import csv_line, with_columns, with_rows
from geleit.io.case.cells import range_cells
from geleit.io.case.settings import read_settings
from geleit.io.case.specs.sources import PARTIES
from geleit.io.case.specs.statements import STATEMENTS
from geleit.io.case.tables import csv_records
from geleit.io.case.template import write_example
from geleit.io.ledger.entries import read_ledger
from geleit.io.ledger.exchange import as_csv, import_entries
from geleit.model.amount import Range
from geleit.model.letters import unfit_for_id
from geleit.model.public import InternalLedger
from geleit.model.statement import Form, Stage, Statement, Wording
from geleit.model.statement_kind import ASSERTIONS, KINDS, kind_of

pytestmark = pytest.mark.slow

LETTERS = st.characters(exclude_categories=["Cc", "Cs"]) | st.sampled_from("\n\r\t\",;#א،مرح😀\u202e\u200f=+-@''")
TEXT = st.text(LETTERS, max_size=40).map(str.strip)
LINE = st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"]), max_size=20).map(str.strip)
ID = LINE.filter(lambda name: name and ";" not in name and name[0] != "#" and not unfit_for_id(name))
FIGURE = st.floats(0, 1e12, allow_subnormal=False) | st.integers(0, 10**12).map(float)
ABOUT = {  # what the template has
    "": ("", "north-road", "morning", "flour-sent", "north-gate", "clinic"),
    "people-left": ("", "north-road", "north-gate"),
    "people-inside": ("", "north-road", "morning"),
    "corridor-open": ("north-road", "north-gate"),
    "pause-kept": ("morning",),
    "aid-for": ("flour-sent",),
    "places-ready": ("", "north-road"),
    "no-incident": ("north-road", "north-gate"),
    "deadline": ("", "north-road"),
}
DENIED = ("", *(kind.name for kind in KINDS if kind.deniable))
ZONES = ("Asia/Damascus", "Atlantic/Azores", "UTC", "Asia/Kathmandu", "America/St_Johns")


@pytest.fixture(scope="module")
def cases(tmp_path_factory):
    """Cases in several zones, with empty ledgers."""
    made = {}
    for number, zone in enumerate(ZONES):
        folder = made[zone] = tmp_path_factory.mktemp("ledgers") / f"town-{number}"
        write_example(folder, "town")
        (folder / "statements.csv").unlink()
        text = (folder / "case.toml").read_text(encoding="utf-8")
        assert text.count('"Atlantic/Azores"') == 1
        (folder / "case.toml").write_text(text.replace("Atlantic/Azores", zone), encoding="utf-8")
    return made


def ranges(unit, source):
    triples = st.lists(FIGURE, min_size=3, max_size=3).map(sorted)
    return triples.map(lambda three: Range(*three, unit, source, "published"))


@st.composite
def claims_in(draw, zone):
    """A ledger whose statements point to earlier ones only."""
    found = []
    # a sample of instants, told with the offset of the case's zone at that moment, as reading does
    since_1900 = st.integers(0, int(timedelta(days=365 * 299).total_seconds()))
    origin = datetime(1900, 1, 2, tzinfo=ZoneInfo("UTC"))

    def moment():
        return (origin + timedelta(seconds=draw(since_1900))).astimezone(ZoneInfo(zone))

    ids = draw(st.lists(ID, unique=True, max_size=5))
    for name in ids:
        earlier = st.sampled_from(["", *(statement.id for statement in found)])
        asserts = draw(st.sampled_from(["", *ASSERTIONS]))
        source = draw(st.sampled_from(["radio-0501", "survey", "leaflet"]))
        needs = kind_of(asserts).needs if asserts else ()
        quantity = ranges(draw(LINE.filter(bool)), source)
        since, until = sorted([moment(), moment()])
        totals = [statement for statement in found if statement.quantity]
        total = draw(st.sampled_from([None, *totals]))
        amount = draw(quantity if "quantity_likely" in needs or total else st.none() | quantity)
        if total and amount:
            amount = Range(amount.low, amount.likely, amount.high, total.quantity.unit, source, "published")
        start = draw(st.none() | st.integers(0, 10**6))
        wording = Wording(
            draw(TEXT.filter(bool)), start, None if start is None else start + draw(st.integers(1, 10**6)),
            draw(TEXT), draw(TEXT), draw(st.sampled_from(["", "ab" * 32])),
            draw(st.sampled_from(["", "de", "pt-BR"])), draw(st.none() | st.integers(1, 999)),
        )  # fmt: skip
        found.append(Statement(
            id=name, speaker=draw(TEXT.filter(bool)), role=draw(TEXT), party=draw(st.sampled_from(["", "north"])),
            at=draw(st.none() | st.just(moment())), text=draw(TEXT.filter(bool)), topic=draw(TEXT),
            about=draw(st.sampled_from(ABOUT[asserts])), quantity=amount, source=source, note=draw(TEXT),
            days=draw(st.none() | ranges("days", source)), asserts=asserts,
            since=draw(st.none() | st.just(since)) if since < until else None,
            until=until if "until" in needs else draw(st.none() | st.just(until)),
            stage=draw(st.sampled_from(get_args(Stage))), whom=draw(LINE), part_of=total.id if total else "",
            corrects=draw(earlier), outlet=draw(LINE), form=draw(st.sampled_from(["", *get_args(Form)])),
            wording=draw(st.none() | st.just(wording)), entered_by=draw(LINE),
            entered_at=draw(st.none() | st.just(moment())), sensitive=draw(st.booleans()),
            denies=asserts in DENIED and draw(st.booleans()),
            or_more=draw(st.booleans()), complete=draw(st.booleans()),
        ))  # fmt: skip
    return tuple(found)


@settings(max_examples=150, deadline=None)
@given(data=st.data(), zone=st.sampled_from(ZONES))
def test_out_into_a_file_and_into_an_empty_ledger_gives_the_same(cases, data, zone):
    statements, case = data.draw(claims_in(zone)), cases[zone]
    file = case.parent / "out.csv"
    file.write_bytes(as_csv("out.csv", InternalLedger("town", statements, ())).encode())
    try:
        done = import_entries(case, file)
        assert done.statements == statements
        assert read_ledger(case).statements == statements
        again = import_entries(case, file)
        assert (again.statements, again.known) == ((), len(statements))
    finally:
        (case / "statements.csv").unlink(missing_ok=True)


def test_every_field_of_a_statement_has_its_column():
    """So that a field added later cannot be lost on the way out."""
    blank = Statement("", "", "", "", None, "", "", "", None, "")
    filled = {f.name: getattr(blank, f.name) for f in fields(Statement)}
    filled |= {name: True for name, value in filled.items() if value is False}
    filled |= {name: f"some {name}" for name, value in filled.items() if isinstance(value, str)}
    filled |= {name: datetime(2024, 5, 1, tzinfo=UTC) for name in ("at", "since", "until", "entered_at")}
    filled |= {name: Range(1.0, 2.0, 3.0, "people") for name in ("quantity", "days")}
    made = replace(blank, **{**filled, "wording": Wording("w", 1, 2, "b", "a", "ab" * 32, "de", 3)})
    assert set(STATEMENTS.row(made)) == set(STATEMENTS.names)


CELL = st.text(LETTERS | st.sampled_from(" "), max_size=12)


@given(cells=st.lists(st.tuples(CELL, CELL, CELL), max_size=5), end=st.sampled_from(["\n", "\r\n"]),
       separator=st.sampled_from([",", ";"]), tail=st.sampled_from(["", "\n", "\n# c", "\r\n\r\n"]),
       added=st.tuples(CELL, CELL).map(lambda pair: tuple(map(str.strip, pair))))  # fmt: skip
def test_rows_and_columns_added_leave_every_cell(cells, end, separator, tail, added):
    lines = [csv_line(row, separator, end) for row in (["id", "name", "_own"], *cells)]
    text = f"# first{end}{''.join(lines).removesuffix(end)}{tail}"
    before = [record.values for record in csv_records("file", text, PARTIES)]
    wide = with_columns("file", text, ["note", "names"])
    assert [record.values for record in csv_records("file", wide, PARTIES)] == before
    row = {"id": added[0], "name": "N", "note": added[1]}
    try:
        grown = with_rows("file", wide, PARTIES, [row])
    except CaseError:
        assert added[0].startswith("#")
        return
    assert grown.startswith(wide)
    *kept, last = (record.values for record in csv_records("file", grown, PARTIES))
    assert kept == before
    assert last == {column: cell for column, cell in row.items() if cell}


@given(low=FIGURE, high=FIGURE)
def test_a_range_is_typed_as_two_ends(low, high):
    low, high = sorted([low, high])
    cells = range_cells("quantity", f"{low!r}..{high!r}")
    assert (float(cells["quantity_low"]), float(cells["quantity_high"])) == (low, high)
    assert low <= float(cells["quantity_likely"]) <= high


def test_the_zones_of_the_cases_are_those_named(cases):
    assert [read_settings(case).calendar.zone.key for case in cases.values()] == list(ZONES)
