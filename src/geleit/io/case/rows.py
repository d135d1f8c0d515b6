"""The rows of a table of a case, held by column: a million of them take no more than their cells."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, overload

from geleit.errors import together
from geleit.io.case.fields import quote
from geleit.io.case.record import Record, Value
from geleit.io.case.table_spec import MOST_FAULTS, Table


@dataclass(frozen=True, eq=False)
class Rows(Sequence[Record]):
    """The rows of a table, each made into a record when it is asked for.

    Parameters
    ----------
    file
        The file as the reader of a message knows it.
    table
        The table they are of.
    place, joint
        As of :class:`Record`, the place with ``{}`` for the number of the row.
    numbers
        Number of each row, as a reader of the file counts them.
    columns
        Texts and lists of texts of each column, one for each row; empty where the row has none.
    geometries
        GeoJSON's geometry of each row as it was found; none in a table without any.
    readings
        What of the file is not written plainly and was read all the same, in sentences.
    """

    file: str
    table: Table[Any]
    place: str = ""
    joint: str = ""
    numbers: Sequence[int] = ()
    columns: Mapping[str, Sequence[Value]] = field(default_factory=dict)
    geometries: Sequence[object] = ()
    readings: tuple[str, ...] = ()

    def __len__(self) -> int:
        return len(self.numbers)

    def __iter__(self) -> Iterator[Record]:
        return (self[index] for index in range(len(self)))

    @overload
    def __getitem__(self, index: int) -> Record: ...
    @overload
    def __getitem__(self, index: slice) -> Sequence[Record]: ...
    def __getitem__(self, index: int | slice) -> Record | Sequence[Record]:
        if isinstance(index, slice):
            return [self[one] for one in range(*index.indices(len(self)))]
        place = self.place.format(self.numbers[index])
        geometry = self.geometries[index] if self.geometries else None
        return Record(self.file, place, self.joint, self.table, CellsAt(self.columns, index), geometry)

    def cells(self, name: str) -> Sequence[Value]:
        """The cells of a column, one for each row; empty ones where the table has no such column."""
        return self.columns.get(name) or [""] * len(self)

    def record_of(self, values: Mapping[str, Value]) -> Record:
        """A record of the same table that stands nowhere."""
        return Record(self.file, "", self.joint, self.table, values)

    def moving(self) -> tuple[Record, CellsAt]:
        """A record that stands nowhere, and its cells, which can be set to those of any row."""
        cells = CellsAt(self.columns)
        return self.record_of(cells), cells


class CellsAt(Mapping[str, Value]):
    """The cells of one row that are not empty, by column; ``row`` is set to that of another."""

    def __init__(self, columns: Mapping[str, Sequence[Value]], row: int = 0) -> None:
        self._columns, self.row = columns, row

    def __getitem__(self, name: str) -> Value:
        if cell := self._columns[name][self.row]:
            return cell
        raise KeyError(name)

    def __iter__(self) -> Iterator[str]:
        return (name for name, cells in self._columns.items() if cells[self.row])

    def __len__(self) -> int:
        return sum(1 for _ in self)


def ids_of(rows: Sequence[Record]) -> frozenset[str]:
    """The ids of rows, whatever else may be wrong with them."""
    return frozenset(name for name in _ids(rows) if isinstance(name, str) and name)


def expect_own_ids(rows: Sequence[Record]) -> None:
    """Refuse rows of one id.

    Raises
    ------
    CaseError
        At every row but the first of an id.
    """
    first: dict[str, int] = {}
    faults = []
    for index, name in enumerate(_ids(rows)):
        if name and isinstance(name, str) and (earlier := first.setdefault(name, index)) != index:
            problem = f"{quote(name)} is the id of {rows[earlier].place} too"
            faults.append(rows[index].fault("id", problem, "give each its own id"))
            if len(faults) == MOST_FAULTS:
                break
    if faults:
        raise together(faults)


def _ids(rows: Sequence[Record]) -> Iterable[Value]:
    return rows.cells("id") if isinstance(rows, Rows) else (row.values.get("id", "") for row in rows)
