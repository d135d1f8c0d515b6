"""The case's table ``sources``: rows for what was captured, and whether its hashes are those of the store."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

from geleit.errors import CaseError
from geleit.files import write_atomically
from geleit.io.case.appending import csv_line, with_rows
from geleit.io.case.settings import files_named
from geleit.io.case.specs.sources import SOURCES
from geleit.io.case.specs.usual import NOTE
from geleit.io.case.tables import Folder
from geleit.io.evidence.log_line import Entry
from geleit.model.letters import to_cell
from geleit.model.statement import Source


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


def row_of(entry: Entry) -> dict[str, str]:
    """The row that stands for a capture."""
    return SOURCES.row(Source(entry.id, entry.title, entry.outlet, entry.published, url=entry.url, sha256=entry.sha256))


def as_csv(entry: Entry) -> str:
    """A header and the row, to be pasted; a note is for a person to write."""
    row, names = row_of(entry), [name for name in SOURCES.names if name != NOTE.name]
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
        grown = with_rows(label, text, SOURCES, [row_of(entry)])
    except CaseError:
        return None
    write_atomically(path.resolve(), path.read_bytes() + grown[len(text) :].encode())
    return path


def compare(case: Path, entries: Iterable[Entry]) -> tuple[list[str], list[str]]:
    """What the hashes in the table say that the store does not: contradictions, and originals it never had."""
    by_id: dict[str, set[str]] = {}
    for entry in entries:
        by_id.setdefault(entry.id, set()).add(entry.sha256)
    known = {digest for digests in by_id.values() for digest in digests}
    try:
        table = read_table(case)
    except CaseError as problem:
        return [str(problem)], []
    problems, notes = [], []
    for name, digest in table.hashes.items():
        where = f"{table.folder.label(table.file or '')}: {name}"
        if digest and name in by_id and digest not in by_id[name]:
            problems.append(f"{where}: its sha256 is of no original captured under that id")
        elif digest and digest not in known:
            notes.append(f"{where}: its original was not captured here")
    return problems, notes
