"""The ledger against its chain: edits by hand are found, and taken over for a reason that is kept."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from geleit.errors import ArgumentError, InputError, quoted
from geleit.io.case.context import Context
from geleit.io.case.file_names import CASE_FILE
from geleit.io.case.record import Record
from geleit.io.case.settings import files_named
from geleit.io.case.specs.statements import STATEMENTS
from geleit.io.case.tables import Folder
from geleit.io.evidence.chain import BEGUN, Cells, Chain, cells_of, chain_of, has_begun
from geleit.io.evidence.edits import edits
from geleit.io.evidence.log import Log
from geleit.io.evidence.log_line import UNNAMED, Entry, said
from geleit.io.evidence.sources_table import compare
from geleit.io.evidence.store import Store, commit, load, reading, store_of, writing
from geleit.io.ledger.entries import Ledger, alone, read_ledger, taken_as_they_stand

_REWRITTEN = {name for column in STATEMENTS.columns for name in (*column.numbers, *column.times)}
"""Columns in which a spreadsheet writes the same in another way."""


@dataclass(frozen=True)
class LedgerCheck:
    """The ledger against its chain.

    Parameters
    ----------
    begun
        Whether the log has the tables at all.
    rows
        How many entries the log vouches for.
    edits
        What is otherwise in the ledger than in the log, by file, row and field.
    """

    begun: bool
    rows: int
    edits: tuple[str, ...] = ()


@dataclass(frozen=True)
class Accepted:
    """What was taken over.

    Parameters
    ----------
    entry
        The line of the log that says so.
    edits
        The edits by hand of ledger and sources that were found before; none where the chain begins.
    remaining
        What no reason mends: hashes in the table ``sources`` that no capture has.
    """

    entry: Entry
    edits: tuple[str, ...]
    remaining: tuple[str, ...]


def check_ledger_chain(case: Path) -> LedgerCheck:
    """Hold the ledger of a case against the rows in its log, whatever else may be wrong with it.

    Raises
    ------
    InputError
        If its rows or the log cannot be read.
    """
    store = store_of(case)
    with reading(store) as log:
        folder, chain = Folder(case, files_named(case)), chain_of(store, log.entries)
        label = folder.label(folder.file_of(STATEMENTS.name) or f"{STATEMENTS.name}.csv")
        rows = folder.table(STATEMENTS)
        try:
            context = read_ledger(case).context
        except InputError:  # which whoever reads the ledger is told
            context = None
    return _check(label, rows, context, chain)


def expect_as_chained(case: Path) -> None:
    """Refuse a ledger that was edited by hand since it was chained; one that never was is as it is.

    Raises
    ------
    InputError
        At the first edit.
    """
    found = check_ledger_chain(case).edits
    if found:
        remedy = f"undo it, or say why: geleit ledger accept {quoted(case)} --because ..."
        raise InputError(found[0], "edited by hand, and nobody has said why", remedy)


def accept_edits(case: Path, because: str = "", by: str = "") -> Accepted:
    """Take the ledger and the sources of a case as they stand, edits by hand and all, and say so in the log.

    Parameters
    ----------
    because
        Why; needed where something was edited since the chain began.
    by
        Who does.

    Raises
    ------
    InputError
        If there is nothing to take over, no reason for it is given, or the case cannot be used.
    """
    because, by = said("--because", because), said("--by", by) or UNNAMED
    Folder(case, {}).path(CASE_FILE)  # before anything is made there
    with alone(case), writing(store := store_of(case)) as (log, _):
        ledger = read_ledger(case)
        found = _edits(case, store, log, ledger)
        if has_begun(log):
            if not found:
                raise InputError(str(case), "nothing was edited by hand: ledger and sources are as the log has them")
            if not because:
                several = f"{len(found):,} edits by hand were" if len(found) > 1 else "1 edit by hand was"
                problem = f"missing, and {several} found, the first: {found[0]}"
                raise ArgumentError("because", problem, "say why; geleit source verify lists all")
        (entry,) = commit(store, log, [taken_as_they_stand(store, ledger, because or BEGUN, by)])
        return Accepted(entry, found, _edits(case, store, load(store), ledger))


def _edits(case: Path, store: Store, log: Log, ledger: Ledger) -> tuple[str, ...]:
    chain = chain_of(store, log.entries)
    return (*_check(ledger.label, ledger.rows, ledger.context, chain).edits, *compare(case, log, chain)[0])


def _check(label: str, rows: Sequence[Record], context: Context | None, chain: Chain) -> LedgerCheck:
    kept = chain.rows[STATEMENTS.name]
    if not chain.begun:
        return LedgerCheck(begun=False, rows=0)
    if chain.lost:
        lines = ", ".join(f"{number:,}" for number in chain.lost)
        problem = f"{label}: cannot be held against the log: the rows of its lines {lines} are lost or altered"
        return LedgerCheck(begun=True, rows=len(kept), edits=(problem,))

    def same(row: Record, was: Cells) -> bool:
        return context is not None and _same(context, row, was)

    return LedgerCheck(begun=True, rows=len(kept), edits=tuple(edits(label, rows, kept, same)))


def _same(context: Context, row: Record, was: Cells) -> bool:
    """Whether nothing but numbers and times are written otherwise than in the chain, and they are read as the same."""
    now = cells_of(row)
    if not {name for name in {*now, *was} if now.get(name) != was.get(name)} <= _REWRITTEN:
        return False
    try:
        return STATEMENTS.read(row, context) == STATEMENTS.read(replace(row, values=was), context)
    except InputError:
        return False
