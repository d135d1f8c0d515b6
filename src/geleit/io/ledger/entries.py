"""The ledger of a case: its table ``statements``, read by itself, and entries added to it."""

from __future__ import annotations

import codecs
import errno
import shlex
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from contextlib import contextmanager
from dataclasses import dataclass, fields, replace
from itertools import chain
from pathlib import Path

from geleit.errors import CaseError, InputError
from geleit.files import sync_folder, write_atomically
from geleit.io.case.appending import csv_line, with_columns, with_rows
from geleit.io.case.between_rows import check_ledger
from geleit.io.case.context import Context
from geleit.io.case.fields import did_you_mean, is_plain_date, quote
from geleit.io.case.file_names import CASE_FILE
from geleit.io.case.record import Record, id_for
from geleit.io.case.rows import expect_own_ids, ids_of
from geleit.io.case.settings import read_settings
from geleit.io.case.specs.all_tables import TABLES
from geleit.io.case.specs.sources import PARTIES, SOURCES
from geleit.io.case.specs.statements import REFERRED_TO, STATEMENTS
from geleit.io.case.tables import Folder, csv_form
from geleit.io.evidence.chain import BEGUN, Cells, cells_of, draft, has_begun
from geleit.io.evidence.log_line import UNNAMED, Entry
from geleit.io.evidence.store import Store, commit, store_of, writing
from geleit.io.locking import lock_on
from geleit.model.corridor import Party
from geleit.model.statement import Source, Statement

LOCK = ".statements.lock"
"""An empty file in the case that whoever adds holds locked."""


@dataclass(frozen=True)
class Ledger:
    """The ledger of a case, and what its entries refer to.

    Parameters
    ----------
    name
        Of the case.
    folder, file
        The case's folder, and the ledger's file in it; ``None`` where the case has none yet.
    rows, statements
        The entries as they stand in the file, and as they are read.
    sources
        Where they were read.
    parties
        Of the conflict, and others; with who speaks for them.
    context
        What a row is read against.
    """

    name: str
    folder: Folder
    file: str | None
    rows: Sequence[Record]
    statements: tuple[Statement, ...]
    sources: tuple[Source, ...]
    parties: tuple[Party, ...]
    context: Context

    @property
    def file_name(self) -> str:
        """The name of the ledger's file, also where it is yet to be made."""
        return self.file or f"{STATEMENTS.name}.csv"

    @property
    def path(self) -> Path:
        """The ledger's file, also where it is yet to be made."""
        return self.folder.root / self.file_name

    @property
    def label(self) -> str:
        """The ledger's file as messages name it."""
        return self.folder.label(self.file_name)

    @property
    def ids(self) -> Set[str]:
        """Ids of the entries."""
        return self.context.ids[STATEMENTS.name]

    def row(self, name: str) -> Record:
        """The entry with an id.

        Raises
        ------
        InputError
            If there is none.
        """
        for row in self.rows:
            if row.name("id") == name:
                return row
        raise InputError(self.label, f"no entry has the id {quote(name)}", did_you_mean(name, self.ids))


@dataclass(frozen=True)
class Added:
    """What became of entries that were handed in.

    Parameters
    ----------
    file
        The ledger's file.
    statements
        Those that were added.
    known
        How many were in the ledger before, the same in everything.
    """

    file: Path
    statements: tuple[Statement, ...]
    known: int = 0


def read_ledger(case: Path) -> Ledger:
    """Read the ledger of a case, without its streets and whatever else no statement refers to.

    Raises
    ------
    CaseError
        At the first fault of the ledger or of a table that it refers to.
    """
    settings = read_settings(case)
    folder = settings.folder
    tables = {name: folder.table(TABLES[name]) for name in REFERRED_TO}
    for rows in tables.values():
        expect_own_ids(rows)
    context = Context(settings.calendar, {name: ids_of(rows) for name, rows in tables.items()}, None)
    rows = tables[STATEMENTS.name]
    statements = tuple(STATEMENTS.read(row, context) for row in rows)
    check_ledger(rows, statements)
    return Ledger(
        name=settings.name,
        folder=folder,
        file=folder.file_of(STATEMENTS.name),
        rows=rows,
        statements=statements,
        sources=tuple(SOURCES.read(row, context) for row in tables["sources"]),
        parties=tuple(PARTIES.read(row, context) for row in tables["parties"]),
        context=context,
    )


def append_statements(
    case: Path, rows: Sequence[Mapping[str, str]], expect: Callable[[Ledger], None] | None = None
) -> Path:
    """Add entries to the ledger of a case: all of them, or none.

    Parameters
    ----------
    rows
        Texts by column of the table ``statements``; an entry without ``id`` gets one made of speaker and day.
    expect
        Looks at the ledger while nobody else can add to it, and raises if nothing must be added.

    Returns
    -------
    Path
        The ledger's file.

    Raises
    ------
    InputError
        If an entry or the case cannot be used, or the ledger cannot be written; nothing was added then.
    """
    places = [""] if len(rows) == 1 else [f"rows[{index}]" for index in range(len(rows))]
    return add_entries(
        case, [new_entry(row, place) for row, place in zip(rows, places, strict=True)], expect=expect
    ).file


def new_entry(row: Mapping[str, str], place: str = "") -> Record:
    """Texts by column as an entry to be added; ``place`` tells it from others in messages."""
    stripped = {column: cell.strip() for column, cell in row.items()}
    return Record("the new entry", place, ": ", STATEMENTS, {column: cell for column, cell in stripped.items() if cell})


def correction(ledger: Ledger, name: str, said: Mapping[str, str]) -> dict[str, str]:
    """A row that takes the place of an entry: what is said anew, and everything else as it was there.

    Parameters
    ----------
    name
        Id of the entry.
    said
        Texts by column; empty ones empty the cell. Another source or wording takes away where the old words stood, and
        that somebody checked the old words says nothing of the new.

    Raises
    ------
    InputError
        If there is no such entry.
    """
    anew = {"id", "corrects", "words_checked", "entered_by", "entered_at"}
    if said.keys() & {"source", "wording"}:
        anew |= {column for column in STATEMENTS.names if column.startswith("wording")}
    row = ledger.row(name)
    kept = {column: row.text(column) for column in STATEMENTS.names if column not in anew and row.has(column)}
    return {**kept, **said, "corrects": name}


def add_entries(
    case: Path,
    records: Sequence[Record],
    *,
    skip_known: bool = False,
    expect: Callable[[Ledger], None] | None = None,
) -> Added:
    """Add entries to the ledger of a case: all of them, or none.

    Parameters
    ----------
    records
        The entries; one without ``id`` gets one made of speaker and day.
    skip_known
        Whether an entry that is in the ledger already, the same in everything, is passed over instead of refused.
    expect
        Looks at the ledger while nobody else can add to it, and raises if nothing must be added.

    Raises
    ------
    InputError
        If an entry or the case cannot be used, or the ledger cannot be written; nothing was added then.
    """
    Folder(case, {}).path(CASE_FILE)  # before anything is made there
    with alone(case):
        ledger = read_ledger(case)
        _expect_csv(ledger)
        if expect:
            expect(ledger)
        records = _named(records, ledger)
        expect_own_ids(records)
        _expect_sources(records, ledger)
        both = ids_of(records) | ledger.ids
        context = replace(ledger.context, ids={**ledger.context.ids, STATEMENTS.name: both})
        there = {one.id: (row, one) for row, one in zip(ledger.rows, ledger.statements, strict=True)}
        rows, statements = [*ledger.rows], [*ledger.statements]
        for record in records:
            made = STATEMENTS.read(record, context)
            if made.id not in there or not _same(record, made, *there[made.id], skip=skip_known):
                rows.append(record)
                statements.append(made)
        check_ledger(tuple(rows), tuple(statements))
        before = len(ledger.rows)
        if rows[before:]:
            _write_chained(case, ledger, rows[before:])
    return Added(ledger.path, tuple(statements[before:]), len(records) - len(rows) + before)


@contextmanager
def alone(case: Path) -> Iterator[None]:
    """Keep everybody else who adds to the ledger of a case waiting."""
    try:
        lock = lock_on(case / LOCK, "adding to the ledger")
        lock.acquire()
    except OSError as fault:
        remedy = "keep the case where you can write"
        raise InputError(str(case), f"cannot be written: {fault.strerror}", remedy) from None
    try:
        yield
    except OSError as fault:
        remedy = "free some room" if fault.errno == errno.ENOSPC else "check the disk"
        raise InputError(str(case), f"cannot be written: {fault.strerror}", remedy) from None
    finally:
        lock.release()


def _expect_csv(ledger: Ledger) -> None:
    if not ledger.file_name.endswith(".csv"):
        case, table = ledger.folder.root, f"{STATEMENTS.name}.csv"
        command = shlex.join(["geleit", "ledger", "export", str(case), "--with-sensitive", "--out", str(case / table)])
        named = f", and name {table} in {CASE_FILE}" if STATEMENTS.name in ledger.folder.names else ""
        remedy = f"write it as one, {command}, then move {ledger.file_name} away{named}"
        raise CaseError(ledger.label, "entries can only be added to a CSV file", remedy)


def _named(records: Sequence[Record], ledger: Ledger) -> list[Record]:
    """The entries, those without an id with one made of speaker and day."""
    taken = set(ids_of(records) | ledger.ids)
    named = []
    for record in records:
        if not record.has("id"):
            day = record.text("at")[: len("2016-07-28")]
            name = id_for(record.text("speaker"), day if is_plain_date(day) else "", taken, "entry")
            taken.add(name)
            record = replace(record, values={"id": name, **record.values})
        named.append(record)
    return named


def _expect_sources(records: Sequence[Record], ledger: Ledger) -> None:
    """Name all sources that are missing at once; a single one is named where it is read."""
    lacking = [record for record in records if record.text("source") not in ledger.context.ids["sources"]]
    if len(missing := sorted({record.text("source") for record in lacking})) > 1:
        problem = f"the case has no sources with the ids {', '.join(map(quote, missing))}"
        raise lacking[0].fault("source", problem, "add them to the table sources first")


def _same(record: Record, statement: Statement, row: Record, there: Statement, *, skip: bool) -> bool:
    """Whether an entry is the same as the one of its id in the ledger; an error where there must be none."""
    other = [field.name for field in fields(Statement) if getattr(there, field.name) != getattr(statement, field.name)]
    if skip and not other:
        return True
    content = f", with another {', '.join(other)}" if skip else ""
    problem = f"{quote(statement.id)} is the id of {row.file}: {row.place}{content}"
    raise record.fault("id", problem, "entries are never rewritten: geleit ledger correct adds a new one")


def _write_chained(case: Path, ledger: Ledger, rows: Sequence[Record]) -> None:
    """Put rows into the ledger's file and into the chain, which begins with what stands there if it has not yet."""
    grown = _grown(ledger, rows)
    with writing(store := store_of(case)) as (log, _):
        drafts = [] if has_begun(log) else [taken_as_they_stand(store, ledger, BEGUN, UNNAMED)]
        by = rows[0].text("entered_by") or UNNAMED
        added: dict[str, list[Cells]] = {"statements": [cells_of(row) for row in rows]}
        drafts.append(draft(store, "ledger", added, reason=f"{len(rows):,} added", by=by, file=ledger.file_name))
        target = ledger.path.resolve()
        write_atomically(target, grown)
        sync_folder(target.parent)
        commit(store, log, drafts)


def taken_as_they_stand(store: Store, ledger: Ledger, reason: str, by: str) -> Entry:
    """The line of the log that takes ledger and sources as they stand, with their rows staged."""
    tables: dict[str, list[Cells]] = {
        "statements": [cells_of(row) for row in ledger.rows],
        "sources": [cells_of(row) for row in ledger.folder.table(SOURCES)],
    }
    return draft(store, "accept", tables, reason=reason, by=by, file=ledger.file_name)


def _grown(ledger: Ledger, rows: Sequence[Record]) -> bytes:
    """The ledger's file with rows at its end, and missing columns in its header."""
    text, mark = csv_line(STATEMENTS.required, ",", "\n"), b""
    if ledger.file is not None:
        text = ledger.folder.read_text(ledger.file)
        mark = codecs.BOM_UTF8 if ledger.path.read_bytes().startswith(codecs.BOM_UTF8) else b""
    cells = [{column: cell for column, cell in row.values.items() if isinstance(cell, str)} for row in rows]
    there = csv_form(ledger.label, text)[1]
    lacking = [column for column in dict.fromkeys(chain(STATEMENTS.names, *cells)) if column not in there]
    needed = [column for column in lacking if any(row.get(column) for row in cells)]
    return mark + with_rows(ledger.label, with_columns(ledger.label, text, needed), STATEMENTS, cells).encode()
