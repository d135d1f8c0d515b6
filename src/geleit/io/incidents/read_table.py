"""Read a table of incidents: open the file, find out what it is, turn its rows into incidents, list the bad ones."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from pathlib import Path
from zoneinfo import ZoneInfo

import numpy as np

from geleit.io.incidents.dates import Calendar, Order, order_of
from geleit.io.incidents.find_header import Header, days, find_header, is_header
from geleit.io.incidents.known_publishers import Format
from geleit.io.incidents.open_table import Table, open_table
from geleit.io.incidents.parse_columns import Chunk, Rejected, converted
from geleit.io.incidents.running_totals import differences
from geleit.model.incident import NO_INCIDENTS, Incidents

AT_ONCE = 5_000
"""Rows turned into incidents at once."""

__all__ = ["Imported", "Reading", "Rejected", "read_incidents", "reading"]


@dataclass(frozen=True, eq=False)
class Imported:
    """What a file of incidents held.

    Parameters
    ----------
    format
        Name of the format.
    changed
        Day on which the file was last changed.
    incidents
        Those that could be used.
    read
        Rows that hold something.
    rejected
        Rows kept out.
    """

    format: str
    changed: date
    incidents: Incidents
    read: int
    rejected: tuple[Rejected, ...]


@dataclass
class Reading:
    """A file of incidents while it is read, some rows at a time.

    Parameters
    ----------
    form
        Its format.
    changed
        Day on which the file was last changed.
    chunks
        The incidents; can be taken once.
    read
        Rows that held something, so far.
    kept
        Incidents passed on, so far.
    start, end
        Earliest and latest second of them, ``None`` without any.
    rejected
        Rows kept out, so far.
    """

    form: Format
    changed: date
    chunks: Iterator[Incidents] = field(default_factory=lambda: iter(()))
    read: int = 0
    kept: int = 0
    start: int | None = None
    end: int | None = None
    rejected: list[Rejected] = field(default_factory=list)

    def told(self, chunk: Incidents) -> Incidents:
        """Note what a chunk holds, and pass it on."""
        if len(chunk):
            start, end = int(chunk.start.min()), int(max(chunk.end.max() - 1, chunk.start.max()))
            self.start = start if self.start is None else min(self.start, start)
            self.end = end if self.end is None else max(self.end, end)
            self.kept += len(chunk)
        return chunk


def read_incidents(
    path: Path, zone: ZoneInfo, order: Order | None = None, progress: Callable[[int], None] = lambda _: None
) -> Imported:
    """All incidents of a file; see :func:`reading`."""
    with reading(path, zone, order, progress) as found:
        incidents = Incidents.joined(list(found.chunks))
        return Imported(found.form.name, found.changed, incidents, found.read, tuple(found.rejected))


@contextmanager
def reading(
    path: Path, zone: ZoneInfo, order: Order | None = None, progress: Callable[[int], None] = lambda _: None
) -> Iterator[Reading]:
    """Open a file of incidents and recognise it by its header.

    Parameters
    ----------
    zone
        Zone of the place: days are days there.
    order
        How it writes dates such as 03/04/2016; found out where it is not given.
    progress
        Told how many rows were read so far.

    Raises
    ------
    InputError
        If the file cannot be read, or is of no known format.
    """
    with open_table(path, is_header) as table:
        header = find_header(table)
        calendar = Calendar(zone, order or order_of(days(table, header)))
        found = Reading(header.form, table.changed)
        found.chunks = _chunks(found, table, header, calendar, progress)
        yield found


def _chunks(
    found: Reading, table: Table, header: Header, calendar: Calendar, progress: Callable[[int], None]
) -> Iterator[Incidents]:
    seen, totals = dict[str, int](), list[Incidents]()
    for chunk in _blocks(table, header):
        found.read += len(chunk.rows)
        incidents, rejected = converted(header.form, chunk, calendar, seen, table.name)
        found.rejected += rejected
        progress(found.read)
        if "cumulative" in header.at:
            totals.append(incidents)
        elif len(incidents):
            yield found.told(incidents)
    if totals:
        yield found.told(differences(Incidents.joined(totals)))
    if not found.read:
        yield NO_INCIDENTS


def _blocks(table: Table, header: Header) -> Iterator[Chunk]:
    """The rows below the header that hold something, some at a time, with their numbers."""
    rows, first = islice(table.rows(), header.rows, None), header.rows + 1
    while block := list(islice(rows, AT_ONCE)):
        numbers = np.arange(first, first + len(block), dtype=np.int64)
        first += len(block)
        if not all(map(any, block)):
            numbers, block = numbers[list(map(any, block))], list(filter(any, block))
        yield Chunk(block, numbers, header.at)
