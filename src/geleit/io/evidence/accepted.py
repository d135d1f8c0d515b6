"""The history of the tables: when they were taken as they stood, why, and what had been edited by then."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from geleit.io.case.record import Record
from geleit.io.case.specs.sources import SOURCES
from geleit.io.case.specs.statements import STATEMENTS
from geleit.io.case.table_spec import Table
from geleit.io.evidence.chain import Chain, chain_of
from geleit.io.evidence.edits import edits
from geleit.io.evidence.log import Log
from geleit.io.evidence.store import Store


def accepted(store: Store, log: Log) -> Iterator[str]:
    """Each line of the log that takes the tables as they stood, then what was otherwise in them than before."""
    for place, entry in enumerate(log.entries):
        if entry.event == "accept":
            label = f"line {entry.number:,} of the log"
            who = f"on {entry.captured_at[:10]} {entry.captured_by} took the tables as they stood"
            yield f"{label}: {who}: {entry.title}"
            before, after = chain_of(store, log.entries[:place]), chain_of(store, log.entries[: place + 1])
            if before.begun and not before.lost:
                yield from _edited(label, before, after)


def _edited(label: str, before: Chain, after: Chain) -> Iterator[str]:
    for table in (STATEMENTS, SOURCES):
        yield from edits(f"{label}: {table.name}", _records(label, table, after), before.rows[table.name])


def _records(label: str, table: Table[Any], chain: Chain) -> list[Record]:
    """Rows of a chain as records that stand in a line of the log."""
    kept = chain.rows[table.name]
    return [Record(label, f"{table.name}[{name}]", ".", table, one.cells) for name, one in kept.items()]
