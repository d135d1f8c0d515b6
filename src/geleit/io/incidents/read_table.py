"""Read a table of incidents: find out what it is, turn its rows into incidents, list the bad ones."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import chain, islice
from pathlib import Path
from zoneinfo import ZoneInfo

import numpy as np

from geleit.errors import InputError
from geleit.io.incidents.dates import Calendar, Order, order_of
from geleit.io.incidents.known_publishers import FORMATS, HXL, HXL_TAGS, Format, carries, plain, recognised
from geleit.io.incidents.parse_columns import Chunk, Rejected, converted
from geleit.io.incidents.running_totals import differences
from geleit.io.incidents.table_rows import HEADER_WITHIN, Row, rows_of
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
    incidents
        Those that could be used.
    read
        Rows that hold something.
    rejected
        Rows kept out.
    """

    format: str
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
    chunks: Iterator[Incidents]
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
        return Imported(found.form.name, incidents, found.read, tuple(found.rejected))


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
    with rows_of(path, _is_header) as rows:
        skipped, form, at = _top(path, rows)
        if order is None:
            order = _order_told(path, form, skipped, at)
        found = Reading(form, iter(()))
        found.chunks = _chunks(found, path, rows, skipped, at, Calendar(zone, order), progress)
        yield found


def sha256_of(path: Path) -> str:
    """SHA-256 of a file's bytes."""
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def last_changed(path: Path) -> datetime:
    """When a file was last changed: the latest day on which it can have been taken from where it was published."""
    return datetime.fromtimestamp(path.stat().st_mtime, UTC)


def _chunks(
    found: Reading, path: Path, rows: Iterator[Row], skipped: int, at: Mapping[str, int], calendar: Calendar,
    progress: Callable[[int], None],
) -> Iterator[Incidents]:  # fmt: skip
    seen: dict[str, int] = {}
    first, parts = skipped + 1, []
    while block := list(islice(rows, AT_ONCE)):
        if first == skipped + 1 and _is_tags(block[0]):  # hashtags below a header that is known without them
            first, block = first + 1, block[1:]
        numbers = np.arange(first, first + len(block), dtype=np.int64)
        first += len(block)
        if not all(map(any, block)):  # rows that hold nothing
            numbers, block = numbers[list(map(any, block))], list(filter(any, block))
        found.read += len(block)
        chunk = Chunk(block, numbers, at)
        incidents, rejected = converted(found.form, chunk, calendar, seen, path.name)
        found.rejected += rejected
        progress(found.read)
        if "cumulative" in at:
            parts.append(incidents)
        elif len(incidents):
            yield found.told(incidents)
    if parts:
        yield found.told(differences(Incidents.joined(parts)))
    if not found.read:
        yield NO_INCIDENTS


def _top(path: Path, rows: Iterator[Row]) -> tuple[int, Format, dict[str, int]]:
    """How many rows stand above the first incident, the format, and the column of each field."""
    top: list[Row] = []
    for number, row in enumerate(islice(rows, HEADER_WITHIN), 1):
        top.append(row)
        form = recognised(row)
        if form is not None:
            columns = {plain(name): index for index, name in reversed(list(enumerate(row)))}
            at = {name: columns[title] for name, title in form.columns.items() if title in columns}
            at["cells"] = max((i for i, name in enumerate(row) if name.strip()), default=-1) + 1
            return number, form, at
        if _is_tags(row):
            return number, HXL, _tagged(path, row)
    if not any(chain.from_iterable(top)):
        raise InputError(str(path), "the file is empty", "name a file with a header and at least one row")
    known = ", ".join(form.name for form in FORMATS)
    head = ", ".join(name for name in top[0] if name)[:100]
    raise InputError(
        str(path), f"no table of incidents that is known: its first row is {head!r}",
        f"known are {known}, and tables with HXL hashtags; or save it with the columns start, kind and claimant",
    )  # fmt: skip


def _is_header(row: Row) -> bool:
    return recognised(row) is not None or _is_tags(row)


def _is_tags(row: Row) -> bool:
    filled = [cell.strip() for cell in row if cell.strip()]
    return bool(filled) and 2 * sum(cell.startswith("#") for cell in filled) > len(filled)


def _tagged(path: Path, row: Row) -> dict[str, int]:
    at = {}
    for name, patterns in HXL_TAGS.items():
        match = (i for pattern in patterns for i, cell in enumerate(row) if carries(cell, pattern))
        if (index := next(match, None)) is not None:
            at[name] = index
    if "start" not in at:
        raise InputError(str(path), "no column is tagged #date", "tag the day of each incident as #date+occurred")
    return at


def _order_told(path: Path, form: Format, skipped: int, at: Mapping[str, int]) -> Order:
    """The order of day and month, from all the dates of the file where the first is written with slashes."""
    column = at.get("start")
    if column is None:
        raise InputError(str(path), f"the column {form.columns['start']!r} of {form.name} is missing")
    with rows_of(path, _is_header) as rows:
        cells = (row[column] for row in islice(rows, skipped, None) if len(row) > column and row[column].strip())
        first = next(cells, "")
        return order_of(chain([first], cells)) if "/" in first or "." in first[:6] else "not told"
