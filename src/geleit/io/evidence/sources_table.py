"""The case's table ``sources``: rows for what was captured, and whether its hashes are those of the store."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from geleit.errors import CaseError
from geleit.files import write_atomically
from geleit.io.case.appending import csv_line, with_rows
from geleit.io.case.fields import quote
from geleit.io.case.record import Record
from geleit.io.case.rows import ids_of
from geleit.io.case.settings import files_named
from geleit.io.case.specs.sources import SOURCES
from geleit.io.case.specs.usual import NOTE
from geleit.io.case.tables import Folder
from geleit.io.evidence.chain import Cells, Chain, Kept, captured_row, cells_of
from geleit.io.evidence.edits import changed_cell, edits, line_of
from geleit.io.evidence.log import Log
from geleit.io.evidence.log_line import Entry
from geleit.model.letters import to_cell


@dataclass(frozen=True)
class Table:
    """The table ``sources`` of a case.

    Parameters
    ----------
    folder, file
        The case's folder, and the table's file in it; ``None`` where the case has no such table.
    hashes
        SHA-256 by id, in small letters; empty where the row has none.
    """

    folder: Folder
    file: str | None
    hashes: dict[str, str]


def read_table(case: Path) -> Table:
    """The table as it is.

    Raises
    ------
    CaseError
        If it cannot be read.
    """
    folder = Folder(case, files_named(case))
    rows = folder.table(SOURCES)
    return Table(folder, folder.file_of(SOURCES.name), {r.text("id"): r.text("sha256").lower() for r in rows})


def as_csv(entry: Entry) -> str:
    """A header and the row, to be pasted; a note is for a person to write."""
    row = captured_row(entry)
    names = [name for column in SOURCES.columns if column.shown and column is not NOTE for name in column.names]
    return "".join(csv_line(cells, ",", "\n") for cells in (names, [to_cell(row.get(name, "")) for name in names]))


def add_row(table: Table, entry: Entry) -> Path | None:
    """Append a row to the table, leaving every byte of it as it is; the file, or ``None`` where a person has to.

    A person has to where the table is missing or no CSV, lacks a column, or has a row with that id already.
    """
    if table.file is None or not table.file.endswith(".csv") or entry.id in table.hashes:
        return None
    path, label = table.folder.path(table.file), table.folder.label(table.file)
    text = table.folder.read_text(table.file)
    try:
        grown = with_rows(label, text, SOURCES, [captured_row(entry)])
    except CaseError:
        return None
    write_atomically(path.resolve(), path.read_bytes() + grown[len(text) :].encode())
    return path


def compare(case: Path, log: Log, chain: Chain) -> tuple[list[str], list[str]]:
    """What the table says that the log does not: contradictions, and originals that were never captured here."""
    captures: dict[str, list[Entry]] = {}
    for entry in log.captures:
        captures.setdefault(entry.id, []).append(entry)
    known = {entry.sha256 for entry in log.entries}
    problems: list[str] = []
    notes: list[str] = []
    try:
        folder = Folder(case, files_named(case))
        rows, label = folder.table(SOURCES), folder.label(folder.file_of(SOURCES.name) or f"{SOURCES.name}.csv")
        for row in rows:
            name, digest = row.text("id"), row.text("sha256").lower()
            own = captures.get(name, [])
            problems += _against_captures(row, own, chain.rows["sources"].get(name))
            if digest and not own and digest not in known:
                notes.append(f"{row.file}: {row.place}: the original of {quote(name)} was not captured here")
        if chain.lost:  # which whoever looks at the ledger is told
            pass
        elif chain.begun:
            problems += edits(label, rows, chain.rows["sources"], _same)
        else:
            there = ids_of(rows)
            gone = [own[-1] for name, own in captures.items() if name not in there and not all(e.via for e in own)]
            problems += [f"{label}: no row has the id {quote(one.id)}, which {line_of(one)} has" for one in gone]
    except CaseError as problem:
        return [*problems, str(problem)], notes
    return problems, notes


def _against_captures(row: Record, own: list[Entry], kept: Kept | None) -> Iterator[str]:
    """What a row says otherwise than the captures under its id; once it is in the chain, only of the hash."""
    digest = row.text("sha256").lower()
    if kept is not None and kept.cells.get("sha256", "") != digest:  # which is told as an edit
        return
    if not own or (digest and digest not in {entry.sha256 for entry in own}):
        if own:
            problem = "it is of no original captured under that id"
            yield f"{row.file}: {row.place}{row.joint}sha256: {problem}, {quote(own[-1].id)}"
        return
    entry = next((entry for entry in reversed(own) if entry.sha256 == digest), own[-1])
    if not digest:
        yield changed_cell(row, "sha256", entry.sha256, digest, entry)
    if kept is not None:
        return
    for field, was in (("publisher", entry.outlet), ("published", entry.published), ("url", entry.url)):
        now = row.text(field)
        if was and now != was and not (field == "published" and now.startswith(f"{was}T")):
            yield changed_cell(row, field, was, now, entry)


def _same(row: Record, was: Cells) -> bool:
    """Whether nothing but the letters of the hash is written otherwise."""
    return {**cells_of(row), "sha256": row.text("sha256").lower()} == {"sha256": "", **was}
