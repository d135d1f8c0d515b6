"""Read a table of incidents: open the file, find out what it is, turn its rows into incidents, list the bad ones."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from zoneinfo import ZoneInfo

from geleit.errors import InputError
from geleit.io.incidents.dates import Calendar
from geleit.io.incidents.find_header import Header, find_header, is_header
from geleit.io.incidents.how import AS_ITS_HEADER_SAYS, HowToRead
from geleit.io.incidents.open_table import open_table
from geleit.io.incidents.parse_columns import Block, balanced, parsed
from geleit.model.arrays import Flags
from geleit.model.balance import Balance, RowNote
from geleit.model.incident import Incidents


@dataclass(frozen=True, eq=False)
class Imported:
    """What a file of incidents held.

    Parameters
    ----------
    format
        Name of the format.
    incidents
        Those that could be used.
    balance
        What became of each row.
    rejected
        Rows kept out.
    warned
        What was made of rows that are written oddly.
    header
        Which column holds which field.
    odd
        Ids of the incidents that are written oddly.
    offsets
        Those from UTC that its times name, other than none.
    """

    format: str
    incidents: Incidents
    balance: Balance
    rejected: tuple[RowNote, ...]
    warned: tuple[RowNote, ...]
    header: Header
    odd: frozenset[str]
    offsets: tuple[str, ...] = ()

    @property
    def read(self) -> int:
        """Rows that hold something."""
        return self.balance.read

    @property
    def merged(self) -> int:
        """Rows that tell again of an incident of another row."""
        return self.balance.told_again

    def balance_naming(self, named: Flags) -> Balance:
        """The balance where only some of the incidents name a party that was asked about."""
        used = balanced(self.incidents, self.header, self.odd, named)
        whole = self.balance
        parts = Balance(whole.read - used.read, whole.rejected, whole.told_again) + used
        return parts.telling(self.rejected, self.warned, whole.readings)


@dataclass
class Reading:
    """A file of incidents while it is read, some rows at a time.

    Parameters
    ----------
    label
        The file as messages name it.
    header
        Its format, and which column holds which field.
    blocks
        What its rows come to.
    calendars
        What reads its days and times.
    least_kept
        Share of its rows that must be usable.
    progress
        Told how many rows were read so far.
    start, end
        Earliest and latest second of the incidents so far, ``None`` without any.
    rejected, warned
        Rows kept out, and what was made of rows that are written oddly, so far.
    odd
        Ids of the latter.
    readings
        What was read otherwise than it is written in whole columns, so far.
    """

    label: str
    header: Header
    blocks: Iterator[Block]
    calendars: Mapping[str, Calendar]
    least_kept: float
    progress: Callable[[int], None]
    start: int | None = None
    end: int | None = None
    rejected: list[RowNote] = field(default_factory=list)
    warned: list[RowNote] = field(default_factory=list)
    odd: set[str] = field(default_factory=set)
    readings: set[str] = field(default_factory=set)
    _balance: Balance = field(default_factory=lambda: Balance(0))

    @property
    def chunks(self) -> Iterator[Incidents]:
        """The incidents; can be taken once.

        Raises
        ------
        InputError
            At the end, if too few of the rows could be used.
        """
        for block in self.blocks:
            self._balance += block.balance
            self.rejected += block.rejected
            self.warned += block.warned
            self.odd |= block.odd
            self.readings |= block.readings
            self.progress(self._balance.read)
            if len(chunk := block.incidents):
                start, end = int(chunk.start.min()), int(max(chunk.end.max() - 1, chunk.start.max()))
                self.start = start if self.start is None else min(self.start, start)
                self.end = end if self.end is None else max(self.end, end)
                yield chunk
        expect_enough(self.label, self.balance, self.least_kept)

    @property
    def offsets(self) -> tuple[str, ...]:
        """Offsets from UTC that times name so far."""
        return tuple(sorted({offset for calendar in self.calendars.values() for offset in calendar.offsets}))

    @property
    def balance(self) -> Balance:
        """What became of each row so far."""
        return self._balance.telling(self.rejected, self.warned, (*_readings(self.header), *sorted(self.readings)))


def expect_enough(label: str, balance: Balance, least: float) -> None:
    """Refuse a table of which nothing, or too little, could be used.

    Raises
    ------
    InputError
        With the commonest reason.
    """
    if balance.read == 0:
        raise InputError(label, "it has no rows below its header", "name a file with at least one row")
    if balance.readable >= least and balance.readable > 0:
        return
    reason = next(reason for reason in balance.reasons if reason.part == "rejected")
    share = f", less than the least share of {least:.0%}" if balance.readable else ""
    rows = ", ".join(map(str, reason.rows)) + (", ..." if reason.count > len(reason.rows) else "")
    where = f"column {reason.column}: " if reason.column else ""
    usable = balance.read - balance.rejected
    problem = f"{usable:,} of {balance.read:,} rows kept{share}: {where}{reason.reason} ({reason.count:,} rows: {rows})"
    remedy = "mend the column, or name another for it by --map"
    raise InputError(label, problem, f"{remedy}; to go on all the same: --least-kept 0" if balance.readable else remedy)


def read_incidents(
    path: Path, zone: ZoneInfo, how: HowToRead = AS_ITS_HEADER_SAYS, progress: Callable[[int], None] = lambda _: None
) -> Imported:
    """All incidents of a file; see :func:`reading`."""
    with reading(path, zone, how, progress) as found:
        incidents = Incidents.joined(list(found.chunks))
        return Imported(
            found.header.form.name, incidents, found.balance, tuple(found.rejected), tuple(found.warned), found.header,
            frozenset(found.odd), found.offsets,
        )  # fmt: skip


@contextmanager
def reading(
    path: Path, zone: ZoneInfo, how: HowToRead = AS_ITS_HEADER_SAYS, progress: Callable[[int], None] = lambda _: None
) -> Iterator[Reading]:
    """Open a file of incidents and recognise it by its header.

    Parameters
    ----------
    zone
        Zone of the place: days are days there.
    how
        What the file does not say itself.
    progress
        Told how many rows were read so far.

    Raises
    ------
    InputError
        If the file cannot be read, is of no known format, or has too few rows that can be used.
    """
    names = {name for what, name in how.columns.items() if not what.endswith(":")}

    def is_wanted(row: list[str]) -> bool:
        return names <= {cell.strip() for cell in row} if names else is_header(row)

    with open_table(path, is_wanted, progress) as table:
        header = find_header(table, how, zone)
        calendars = {"start": Calendar(zone, header.start, how.snapshot), "end": Calendar(zone, header.end)}
        yield Reading(table.label, header, parsed(table, header, calendars), calendars, how.least_kept, progress)


def _readings(header: Header) -> Iterator[str]:
    """What was read otherwise than it is written in whole columns, and what a mapping leaves open."""
    yield from dict.fromkeys(told for told in (header.start.told, header.end.told) if told)
    yield from header.readings
