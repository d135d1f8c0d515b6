"""The ledger of statements: rows of the table ``statements`` as values, and what must hold between them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime, timedelta, timezone
from typing import Literal, get_args

from geleit.io.case.fields import quote, read_number
from geleit.io.case.main_tables import Context, measured
from geleit.io.case.record import Record
from geleit.model.amount import Range
from geleit.model.statement import Form, Stage, Statement, Wording
from geleit.model.statement_kind import ANYTHING, ASSERTIONS, Assertion, kind_of

_YES = ("denies", "or_more", "complete", "sensitive")
"""Columns that are ``yes`` or ``no``."""
REFERRED_TO = ("sources", "parties", *ANYTHING, "statements")
"""Tables that a statement can name something of."""
_SHA256 = re.compile("[0-9a-f]{64}")
_LONGEST_TEXT = 1e12  # code points


def statement(record: Record, context: Context) -> Statement:
    """A row of ``statements``."""
    source_id = context.source(record)
    asserts: Assertion | Literal[""] = record.choice("asserts", ("", *ASSERTIONS), "")
    kind = kind_of(asserts) if asserts else None
    for field in kind.needs if kind else ():
        if not record.has(field):
            raise record.fault(field, f"missing, and a statement that asserts {asserts} needs it")
    tables = kind.about if kind else ANYTHING
    subjects = set().union(*(context.ids[table] for table in tables))
    if (denies := record.yes("denies")) and kind and not kind.deniable:
        raise record.fault("denies", f"a statement that asserts {asserts} is denied by another figure, not by yes")
    since, until = record.time("since", context.calendar), record.time("until", context.calendar)
    if since is not None and until is not None and until <= since:
        raise record.fault("until", f"it is not after since ({since.isoformat()})", "windows are half-open")
    return Statement(
        id=record.name("id"),
        speaker=record.text("speaker"),
        role=record.text("role"),
        party=record.known("party", context.ids["parties"], "party"),
        at=record.time("at", context.calendar),
        text=record.text("text"),
        topic=record.text("topic"),
        about=record.known("about", subjects, " or ".join(_singular(table) for table in tables)),
        quantity=measured(record, "quantity", source_id),
        source=source_id,
        note=record.text("note"),
        days=record.amount("days", "days", source_id),
        asserts=asserts,
        denies=denies,
        or_more=record.yes("or_more"),
        since=since,
        until=until,
        stage=record.choice("stage", get_args(Stage), "departed"),
        whom=record.line("whom"),
        part_of=record.known("part_of", context.ids["statements"], "statement"),
        complete=record.yes("complete"),
        corrects=record.known("corrects", context.ids["statements"], "statement"),
        outlet=record.line("outlet"),
        form=record.choice("form", ("", *get_args(Form)), ""),
        wording=_wording(record),
        entered_by=record.line("entered_by"),
        entered_at=record.time("entered_at", context.calendar),
        sensitive=record.yes("sensitive"),
    )


def row_of(said: Statement) -> dict[str, str]:
    """The row of ``statements`` that is read as the statement, without its empty cells; times with their offset."""
    quantity, days, wording = said.quantity, said.days, said.wording
    cells = {
        "id": said.id, "speaker": said.speaker, "role": said.role, "party": said.party, "at": _moment(said.at),
        "text": said.text, "topic": said.topic, "asserts": said.asserts, "about": said.about,
        **_figures("quantity", quantity), "quantity_unit": quantity.unit if quantity else "", **_figures("days", days),
        "since": _moment(said.since), "until": _moment(said.until), "stage": said.stage, "whom": said.whom,
        "part_of": said.part_of, "corrects": said.corrects, "outlet": said.outlet, "form": said.form,
        **(_wording_cells(wording) if wording else {}),
        "entered_by": said.entered_by, "entered_at": _moment(said.entered_at),
        **{name: "yes" for name in _YES if getattr(said, name)}, "source": said.source, "note": said.note,
    }  # fmt: skip
    return {column: cell for column, cell in cells.items() if cell}


def _figures(stem: str, amount: Range | None) -> dict[str, str]:
    ends = ("low", "likely", "high") if amount else ()
    return {f"{stem}_{end}": figure(getattr(amount, end)) for end in ends}


def range_cells(stem: str, text: str) -> dict[str, str]:
    """A range as it is typed, as cells: ``12``, ``10..14`` with the middle as the likely one, or ``10..11..14``.

    Raises
    ------
    ValueError
        If it is none of these.
    """
    low, likely, high = f"{stem}_low", f"{stem}_likely", f"{stem}_high"
    match [part.strip() for part in text.split("..")]:
        case [one]:
            return {low: "", likely: one, high: ""}
        case [least, most]:
            return {low: least, likely: figure((read_number(least) + read_number(most)) / 2), high: most}
        case [least, middle, most]:
            return {low: least, likely: middle, high: most}
        case _:
            raise ValueError(f"expected a figure such as 12, 10..14 or 10..11..14, found {quote(text)}")


def figure(value: float) -> str:
    """A number as a cell that is read as the very same; whole ones without a point."""
    return str(int(value)) if value.is_integer() else repr(value)


def _moment(moment: datetime | None) -> str:
    """A time as a cell; an offset of the years before time zones, with seconds, becomes the next one in minutes."""
    if moment is None:
        return ""
    offset = moment.utcoffset() or timedelta()
    return moment.astimezone(timezone(offset + -offset % timedelta(minutes=1))).isoformat()


def _wording_cells(wording: Wording) -> dict[str, str]:
    place = {"wording_start": wording.start, "wording_end": wording.end}
    return {
        "wording": wording.text,
        **{column: str(at) for column, at in place.items() if at is not None},
        "wording_before": wording.before,
        "wording_after": wording.after,
        "wording_sha256": wording.sha256,
    }


def check_ledger(rows: tuple[Record, ...], statements: tuple[Statement, ...]) -> None:
    """Refuse a statement that corrects or is part of itself, in a circle, and parts in another unit than their total.

    Raises
    ------
    CaseError
        At the first such row.
    """
    named = {row.name("id"): row for row in rows}
    known = {statement.id: statement for statement in statements}
    for field in ("corrects", "part_of"):
        for statement in statements:
            _expect_no_circle(named[statement.id], statement, field, known)
    for statement in statements:
        total = known.get(statement.part_of)
        if total is not None:
            _expect_same_unit(named[statement.id], statement, total)


def _expect_no_circle(row: Record, statement: Statement, field: str, known: Mapping[str, Statement]) -> None:
    seen, here = {statement.id}, statement
    while (further := known.get(getattr(here, field))) is not None:
        if further.id == statement.id:
            raise row.fault(
                field, f"it leads back to {quote(statement.id)} itself", "let it point to another statement"
            )
        if further.id in seen:
            return  # a circle that others are in; it is named at one of them
        seen.add(further.id)
        here = further


def _expect_same_unit(row: Record, statement: Statement, total: Statement) -> None:
    for one, field in ((statement, "quantity_likely"), (total, "part_of")):
        if one.quantity is None:
            raise row.fault(field, f"{quote(one.id)} has no quantity", "a part and its total need one each")
    if statement.quantity and total.quantity and statement.quantity.unit.casefold() != total.quantity.unit.casefold():
        problem = (
            f"its unit is {quote(statement.quantity.unit)}, that of {quote(total.id)} is {quote(total.quantity.unit)}"
        )
        raise row.fault("part_of", problem, "parts add up in one unit only")


def _wording(record: Record) -> Wording | None:
    text = record.text("wording")
    if not text:
        for field in ("wording_start", "wording_end", "wording_before", "wording_after", "wording_sha256"):
            if record.has(field):
                raise record.fault("wording", f"missing, and {field} says where it stands", "give the words themselves")
        return None
    if record.has("wording_start") != record.has("wording_end"):
        field = "wording_end" if record.has("wording_start") else "wording_start"
        raise record.fault(field, "missing", "give both wording_start and wording_end, or neither")
    start, end = _place(record, "wording_start"), _place(record, "wording_end")
    if start is not None and end is not None and end <= start:
        raise record.fault("wording_end", f"expected more than wording_start, {start:,}, found {end:,}")
    sha256 = record.text("wording_sha256").lower()
    if sha256 and not _SHA256.fullmatch(sha256):
        raise record.fault("wording_sha256", f"expected 64 hexadecimal digits, found {quote(sha256)}")
    return Wording(text, start, end, record.text("wording_before"), record.text("wording_after"), sha256)


def _place(record: Record, field: str) -> int | None:
    if not record.has(field):
        return None
    value = record.number(field, least=0, most=_LONGEST_TEXT)
    if not value.is_integer():
        raise record.fault(field, f"expected a whole number of code points, found {quote(record.text(field))}")
    return int(value)


def _singular(table: str) -> str:
    return {"deliveries": "delivery", "facilities": "facility"}.get(table, table.removesuffix("s"))
