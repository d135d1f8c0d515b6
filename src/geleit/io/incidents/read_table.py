"""Read a table of incidents: open the file, find out what it is, turn its rows into incidents, list the bad ones."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from zoneinfo import ZoneInfo

from geleit.io.incidents.dates import Calendar, Order
from geleit.io.incidents.find_header import find_header, is_header
from geleit.io.incidents.known_publishers import Format
from geleit.io.incidents.open_table import open_table
from geleit.io.incidents.parse_columns import Block, Rejected, parsed
from geleit.model.incident import Incidents

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
    merged
        Rows that tell again of an incident of another row.
    """

    format: str
    changed: date
    incidents: Incidents
    read: int
    rejected: tuple[Rejected, ...]
    merged: int = 0


@dataclass
class Reading:
    """A file of incidents while it is read, some rows at a time.

    Parameters
    ----------
    form
        Its format.
    changed
        Day on which the file was last changed.
    blocks
        What its rows come to.
    progress
        Told how many rows were read so far.
    read
        Rows that held something, so far.
    kept
        Incidents passed on, so far.
    start, end
        Earliest and latest second of them, ``None`` without any.
    rejected
        Rows kept out, so far.
    merged
        Rows that tell again of an incident of another row, so far.
    """

    form: Format
    changed: date
    blocks: Iterator[Block]
    progress: Callable[[int], None]
    read: int = 0
    kept: int = 0
    start: int | None = None
    end: int | None = None
    rejected: list[Rejected] = field(default_factory=list)
    merged: int = 0

    @property
    def chunks(self) -> Iterator[Incidents]:
        """The incidents; can be taken once."""
        for block in self.blocks:
            self.read += block.rows
            self.rejected += block.rejected
            self.merged += block.merged
            self.progress(self.read)
            if len(chunk := block.incidents):
                start, end = int(chunk.start.min()), int(max(chunk.end.max() - 1, chunk.start.max()))
                self.start = start if self.start is None else min(self.start, start)
                self.end = end if self.end is None else max(self.end, end)
                self.kept += len(chunk)
                yield chunk


def read_incidents(
    path: Path, zone: ZoneInfo, order: Order | None = None, progress: Callable[[int], None] = lambda _: None
) -> Imported:
    """All incidents of a file; see :func:`reading`."""
    with reading(path, zone, order, progress) as found:
        incidents = Incidents.joined(list(found.chunks))
        return Imported(found.form.name, found.changed, incidents, found.read, tuple(found.rejected), found.merged)


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
    with open_table(path, is_header, progress) as table:
        header = find_header(table, order)
        calendar = Calendar(zone, header.order)
        yield Reading(header.form, table.changed, parsed(table, header, calendar), progress)
