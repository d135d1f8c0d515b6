"""What the log keeps of the case's tables: rows as they were when they entered, so that a later edit is found."""

from __future__ import annotations

import json
import secrets
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from hashlib import sha256

from geleit.errors import InputError
from geleit.io.case.record import Record, Value, as_value
from geleit.io.evidence.log import Log
from geleit.io.evidence.log_line import Entry, Event, moment
from geleit.io.evidence.store import Store, stage_bytes
from geleit.io.foreign.json_text import read_json
from geleit.io.foreign.kinds import JSON_LINES
from geleit.io.foreign.sizes import read_lines

TABLES = ("statements", "sources")
"""The tables whose rows are kept in the log."""

BEGUN = "the chain begins"
"""The reason of the first line about the tables, where nobody gives another."""

_FORMAT = 1
_SALT_BYTES = 16
"""Random bytes in each object with rows: its hash, which goes into bags, does not tell whoever guesses a row."""


Cells = Mapping[str, Value]


@dataclass(frozen=True)
class Kept:
    """A row as it was when it entered the chain, and the line of the log that says so."""

    cells: Cells
    entry: Entry


@dataclass
class Chain:
    """The rows that a log vouches for.

    Parameters
    ----------
    begun
        Whether the tables are in the log at all.
    rows
        By table and id, in the order in which they stood.
    lost
        Lines of the log whose rows are missing or altered, so that nobody can say what they were.
    """

    begun: bool = False
    rows: dict[str, dict[str, Kept]] = field(default_factory=lambda: {table: {} for table in TABLES})
    lost: tuple[int, ...] = ()


def has_begun(log: Log) -> bool:
    """Whether the tables of the case are in the log."""
    return any(entry.event == "accept" for entry in log.entries)


def cells_of(row: Record) -> dict[str, Value]:
    """What a row holds in the columns of its table; columns of one's own are not chained."""
    return {name: row.values[name] for name in row.table.names if name in row.values}


def draft(
    store: Store, event: Event, tables: Mapping[str, Iterable[Cells]], *, reason: str, by: str, file: str
) -> Entry:
    """Stage rows, and the line of the log that they come with.

    Parameters
    ----------
    tables
        The rows that were added, or with ``accept`` all rows, by table.
    reason
        Why, for a reader.
    file
        The ledger's file.
    """
    lines: list[object] = [{"format": _FORMAT, "salt": secrets.token_hex(_SALT_BYTES)}]
    lines += [{"table": table, "row": dict(cells)} for table, rows in tables.items() for cells in rows]
    digest, size = stage_bytes(store, "".join(f"{json.dumps(line)}\n" for line in lines).encode())
    return Entry(
        number=0,
        event=event,
        id="",
        outlet="",
        published="",
        title=reason,
        url="",
        file=file,
        media_type="application/jsonl",
        size=size,
        sha256=digest,
        captured_at=moment(datetime.now(UTC)),
        captured_by=by,
        via="",
        via_line="",
        previous="",
    )


def chain_of(store: Store, entries: Sequence[Entry]) -> Chain:
    """The rows that lines of a log vouch for: those taken as they stood at last, and what was added since."""
    chain, lost = Chain(), []
    whole = max((place for place, entry in enumerate(entries) if entry.event == "accept"), default=-1)
    for entry in entries[max(0, whole) :]:
        if entry.event == "capture" and whole >= 0 and not entry.via:  # what came in a bag has no row of its own here
            _take(chain, [("sources", captured_row(entry))], entry)
        elif entry.of_tables:
            chain.begun = True
            try:
                _take(chain, _rows(store, entry), entry)
            except InputError:
                lost.append(entry.number)
    chain.lost = tuple(lost)
    return chain


def captured_row(entry: Entry) -> dict[str, str]:
    """What a capture says about its source, by column of the table ``sources``."""
    said = {
        "id": entry.id,
        "title": entry.title.strip(),
        "publisher": entry.outlet,
        "published": entry.published,
        "url": entry.url,
        "sha256": entry.sha256,
    }
    return {name: cell for name, cell in said.items() if cell}


def _take(chain: Chain, rows: Iterable[tuple[str, Cells]], entry: Entry) -> None:
    for table, cells in rows:
        chain.rows[table].setdefault(str(cells.get("id", "")), Kept(cells, entry))


def _rows(store: Store, entry: Entry) -> Sequence[tuple[str, Cells]]:
    path = store.find(entry.sha256)
    data = read_lines(path, JSON_LINES)
    if sha256(data).hexdigest() != entry.sha256:
        raise InputError(str(path), "altered")
    head, *lines = (read_json(str(path), line, JSON_LINES) for line in data.splitlines())
    if not isinstance(head, dict) or head.get("format") != _FORMAT:
        raise InputError(str(path), "rows in another format")
    return list(_read(str(path), lines))


def _read(label: str, lines: Iterable[object]) -> Iterator[tuple[str, Cells]]:
    for line in lines:
        match line:
            case {"table": str(table), "row": dict(row)} if table in TABLES:
                try:
                    yield table, {str(name): as_value(value) for name, value in row.items()}
                except ValueError as problem:
                    raise InputError(label, str(problem)) from None
            case _:
                raise InputError(label, "not a row of a table")
