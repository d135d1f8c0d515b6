"""What became of each row of an imported table: the parts add up to what was read."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass, fields, replace
from typing import Literal

Part = Literal["rejected", "warned"]

LEAST_KEPT = 0.25
"""Share of the rows of a table that must be usable; where fewer are, something is wrong with the table as a whole."""
_FIRST_ROWS = 3
_VALUE = re.compile(r"'(?:[^'\\]|\\.)*'|\"(?:[^\"\\]|\\.)*\"|[-+]?\d[\d.,:T-]*")
"""What a reason says of one row alone."""


@dataclass(frozen=True)
class RowNote:
    """What is to be said of a row: why it was kept out, or what was read otherwise than it is written.

    Parameters
    ----------
    row
        As a spreadsheet counts, the header being row 1.
    column
        Its name in the file, or empty where the whole row is meant.
    reason
        What was found, and what was expected or made of it.
    """

    row: int
    column: str
    reason: str


@dataclass(frozen=True)
class Reason:
    """A reason that several rows share, whatever stands in them.

    Parameters
    ----------
    part
        What became of them for it.
    column, reason
        As the first of the rows has them.
    count, rows
        How many rows, and the first of them.
    """

    part: Part
    column: str
    reason: str
    count: int
    rows: tuple[int, ...]


@dataclass(frozen=True)
class Balance:
    """What became of the rows of a table; each counts once, in the first part that it belongs to.

    Parameters
    ----------
    read
        Rows that hold something.
    rejected
        Kept out.
    told_again
        They tell again of what another row tells, and were taken into that one.
    without_place
        Used, and nothing says where; counted only in tables that tell places.
    party_not_named
        Used, and they name nobody, or nobody of those who were asked about; counted only in tables that name parties.
    warned
        Used otherwise than they are written.
    kept
        Used as they stand.
    reasons
        Why rows were kept out, or read otherwise, the commonest first.
    readings
        What was read otherwise than it is written in a whole column.
    """

    read: int
    rejected: int = 0
    told_again: int = 0
    without_place: int = 0
    party_not_named: int = 0
    warned: int = 0
    kept: int = 0
    reasons: tuple[Reason, ...] = ()
    readings: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        if self.read != self.rejected + self.told_again + self.used:
            raise ValueError(f"the parts of a balance do not add up: {self}")

    @property
    def used(self) -> int:
        """Rows that count as what they tell."""
        return self.without_place + self.party_not_named + self.warned + self.kept

    @property
    def readable(self) -> float:
        """Share of the rows that was not kept out; 0 of none."""
        return (self.read - self.rejected) / self.read if self.read else 0.0

    def __add__(self, other: Balance) -> Balance:
        """Of two lots of rows; without reasons, which are told of all rows together."""
        counts = {f.name: getattr(self, f.name) + getattr(other, f.name) for f in fields(self)[:7]}
        return Balance(**counts)

    def telling(self, rejected: Iterable[RowNote], warned: Iterable[RowNote], readings: Iterable[str]) -> Balance:
        """The same with the reasons."""
        found = (*_reasons("rejected", rejected), *_reasons("warned", warned))
        return replace(self, reasons=found, readings=tuple(readings))


def _reasons(part: Part, notes: Iterable[RowNote]) -> list[Reason]:
    """Reasons that differ in more than what stands in a row, the commonest first."""
    alike = dict[tuple[str, str], list[RowNote]]()
    for note in notes:
        alike.setdefault((note.column, _VALUE.sub("", note.reason)), []).append(note)
    groups = sorted(alike.values(), key=lambda group: -len(group))
    return [
        Reason(part, group[0].column, group[0].reason, len(group), tuple(note.row for note in group[:_FIRST_ROWS]))
        for group in groups
    ]
