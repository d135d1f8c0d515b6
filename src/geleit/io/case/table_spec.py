"""How a table of a case is declared: its columns, each with what it holds, where that lands, and plain words for it.

Made from it are the reader and the writer of the table, its file in what ``geleit new`` writes, its part of
docs/formats/case.md, and for the ledger the options of ``geleit ledger add`` and ``correct``. Nothing heavy is imported
here, so that ``--help`` stays quick.
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from itertools import repeat
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from geleit.errors import CaseError, InputError

if TYPE_CHECKING:
    from geleit.io.case.context import Context
    from geleit.io.case.record import Record, Value
    from geleit.io.case.rows import Rows

T = TypeVar("T")
Values = dict[str, Any]
"""What a row holds, by the fields it lands in."""

NO_OPTION = "-"

MOST_FAULTS = 1000
"""Rows of a table with a fault, after which nothing more of it is read."""

_UNREAD = object()


class _Once(dict[Any, Any]):
    """What is made of each key, which happens once."""

    def __init__(self, make: Callable[[Any], Any]) -> None:
        super().__init__()
        self._make = make

    def __missing__(self, key: Any) -> Any:
        made = self[key] = self._make(key)
        return made


@dataclass(frozen=True, kw_only=True)
class Column(ABC):
    """A column, or several that make one value.

    Parameters
    ----------
    name
        In the file.
    about
        What it means, in plain words; Markdown.
    required
        Whether it is never empty.
    into
        The field of what the table makes that it lands in: by default the one of the same name; with a dot, a part of a
        field, which ``Table.settle`` puts there; ``None`` for what readers of the file alone want, and nothing checks.
    shown
        Whether the template has it.
    option
        Its option of ``geleit ledger add``, by default made of the name; ``NO_OPTION`` for none.
    option_about
        What that option means, where it is something else.
    """

    name: str = field(kw_only=False)
    about: str = field(default="", kw_only=False)
    required: bool = False
    into: str | None = ""
    shown: bool = True
    option: str = ""
    option_about: str = ""

    @property
    def names(self) -> tuple[str, ...]:
        """Its names in the file."""
        return (self.name,)

    @property
    def main(self) -> str:
        """The one of its names that is never empty where the column is required."""
        return self.names[0]

    @cached_property
    def lands(self) -> str | None:
        """The field that it lands in."""
        return self.name if self.into == "" else self.into

    @property
    def shapes(self) -> tuple[str, ...]:
        """Kinds of geometry, if it says where a row is."""
        return ()

    @property
    def numbers(self) -> tuple[str, ...]:
        """Those of its names under which numbers stand."""
        return ()

    @property
    def counts(self) -> bool:
        """Whether its numbers count something, so that a thousandth of one is nonsense."""
        return False

    @property
    def times(self) -> tuple[str, ...]:
        """Those of its names under which times stand."""
        return ()

    @property
    @abstractmethod
    def holds(self) -> str:
        """What stands in it, in a few words; Markdown."""

    @property
    def detail(self) -> str:
        """What stands in it, in fewer words still, where that is worth a word."""
        return ""

    @property
    def short(self) -> str:
        """What it means and what stands in it, in plain text, for the template and ``--help``."""
        return _sentence(self.about, self.detail)

    @property
    def options(self) -> str:
        """Its option, or options, of ``geleit ledger add``; none where nobody types it."""
        return "" if self.option == NO_OPTION else self.option or f"--{self.name.replace('_', '-')}"

    @property
    def typed_as(self) -> str:
        """What to type there."""
        return self.detail

    @property
    def option_help(self) -> str:
        """What its option means, in plain text."""
        return _sentence(self.option_about or self.about, self.typed_as)

    @abstractmethod
    def read(self, record: Record, context: Context) -> Any:
        """What it holds in a row.

        Raises
        ------
        CaseError
            If that is not what it should be.
        """

    def put(self, values: Values, record: Record, context: Context) -> None:
        """Put what it holds in a row where it lands."""
        if self.lands is not None:
            values[self.lands] = self.read(record, context)

    @property
    def reads(self) -> tuple[str, ...] | None:
        """The cells that it is read from; ``None`` where that depends on the row."""
        return self.names

    @property
    def stand_in(self) -> str:
        """The cell that is read instead where its own is empty."""
        return ""

    def read_all(self, rows: Rows, context: Context) -> tuple[Sequence[Any], Collection[int]]:
        """What it holds in each row, and the rows that have to be read alone, as when something is wrong with them.

        What stands in many rows is read once.
        """
        names = self.reads or ()
        cells = [rows.cells(name) for name in names]
        if self.stand_in:
            names = (*names, self.stand_in)
            cells.append(["" if own else other for own, other in zip(cells[0], rows.cells(self.stand_in), strict=True)])
        several = len(names) > 1
        values: dict[str, Value] = {}
        record = rows.record_of(values)

        def read(key: Any) -> Any:
            if several:
                values.update(zip(names, key, strict=True))
            else:
                values[names[0]] = key
            try:
                return self.read(record, context)
            except CaseError:
                return _UNREAD

        read_once = _Once(read)
        found = list(map(read_once.__getitem__, zip(*cells, strict=True) if several else cells[0]))
        faulty = any(value is _UNREAD for value in read_once.values())
        return found, [index for index, value in enumerate(found) if value is _UNREAD] if faulty else ()

    def put_all(self, columns: dict[str, Sequence[Any]], rows: Rows, context: Context) -> Collection[int]:
        """Put what it holds in each row where it lands; gives the rows that have to be read alone."""
        if self.lands is None:
            return ()
        columns[self.lands], unread = self.read_all(rows, context)
        return unread

    def cells(self, value: Any) -> dict[str, str]:
        """A value as cells, empty where there is none."""
        return {self.name: "" if value is None else str(value)}

    def cells_of(self, made: object) -> dict[str, str]:
        """The cells of what a table made."""
        return {} if self.lands is None else self.cells(_at(made, self.lands))

    def typed(self, text: str) -> dict[str, str]:
        """What a person typed as cells."""
        return {self.name: text}


@dataclass(frozen=True, eq=False)
class Table(Generic[T]):
    """A table of a case.

    Parameters
    ----------
    name
        Of the table, and of its file.
    columns
        In the order in which a file, the documentation and the options have them.
    makes
        What a row becomes, given the fields by name.
    about
        What it is for, in plain words; Markdown.
    settle
        Checks of a row what several columns say together, and finishes the fields.
    hints
        More lines for its file in the template, as they are.
    """

    name: str
    columns: tuple[Column, ...]
    makes: Callable[..., T]
    about: str = ""
    settle: Callable[[Record, Values, Context], None] | None = None
    hints: tuple[str, ...] = ()

    @cached_property
    def names(self) -> tuple[str, ...]:
        """Names of the columns of its file but for the position: those never empty first, of a range the likely one."""
        columns = [column for column in self.columns if not column.shapes]
        return tuple(dict.fromkeys((*self.required, *(name for one in columns for name in (one.main, *one.names)))))

    @cached_property
    def required(self) -> tuple[str, ...]:
        """Those of the names whose cells are never empty."""
        return tuple(c.main for c in self.columns if c.required and not c.shapes)

    @cached_property
    def position(self) -> Column | None:
        """The column that says where, if there is one."""
        return next((column for column in self.columns if column.shapes), None)

    @property
    def shapes(self) -> tuple[str, ...]:
        """Kinds of geometry allowed."""
        return self.position.shapes if self.position else ()

    @property
    def placed(self) -> bool:
        """Whether every row has a position."""
        return self.position is not None and self.position.required

    @cached_property
    def _parts(self) -> tuple[str, ...]:
        return tuple(column.lands for column in self.columns if column.lands and "." in column.lands)

    def read(self, record: Record, context: Context) -> T:
        """What a row becomes.

        Raises
        ------
        CaseError
            At the first fault of the row.
        """
        values: Values = {}
        for column in self.columns:
            column.put(values, record, context)
        return self._made(values, record, context)

    def read_all(self, rows: Rows, context: Context) -> Iterator[T | InputError]:
        """What each row becomes, or its first fault, as :meth:`read` has them.

        Columns are read as a whole; a row with a fault is read alone, which names it.
        """
        columns: dict[str, Sequence[Any]] = {}
        alone = set[int]()
        if all(column.reads is not None for column in self.columns):
            for column in self.columns:
                alone.update(column.put_all(columns, rows, context))
        else:
            alone.update(range(len(rows)))
        found = zip(*columns.values(), strict=True) if columns else repeat(())
        record, cells, faults = *rows.moving(), 0
        for index, values in zip(range(len(rows)), found, strict=False):
            if index not in alone:
                cells.row = index
                try:
                    made = self._made(dict(zip(columns, values, strict=True)), record, context)
                except InputError:
                    alone.add(index)
            if index not in alone:
                yield made
                continue
            one = self._read_alone(rows[index], context)
            yield one
            faults += isinstance(one, InputError)
            if faults == MOST_FAULTS:
                problem = (
                    f"it has {faults:,} rows with a fault: those after row {rows.numbers[index]} were not looked at"
                )
                yield CaseError(rows.file, problem, "mend these first")
                return

    def _read_alone(self, record: Record, context: Context) -> T | InputError:
        try:
            return self.read(record, context)
        except InputError as fault:
            return fault

    def _made(self, values: Values, record: Record, context: Context) -> T:
        if self.settle:
            self.settle(record, values, context)
        for part in self._parts:
            del values[part]
        return self.makes(**values)

    def row(self, made: T) -> dict[str, str]:
        """The row that is read as this, without its empty cells; only points have a position in it."""
        cells: dict[str, str] = {}
        for column in self.columns:
            cells |= column.cells_of(made)
        return {name: cell for name, cell in cells.items() if cell}

    def feature(self, cells: Mapping[str, object], geometry: Mapping[str, object]) -> dict[str, Any]:
        """A feature of its GeoJSON file, with the cells by column in the order of the columns.

        Raises
        ------
        ValueError
            If it has no such column.
        """
        if strange := cells.keys() - {*self.names}:
            raise ValueError(f"the table {self.name} has no column {', '.join(sorted(strange))}")
        order = [name for column in self.columns for name in column.names if name in cells]
        return {"type": "Feature", "properties": {name: cells[name] for name in order}, "geometry": {**geometry}}


def parts_of(values: Values, field: str) -> Values:
    """What landed in the parts of a field, by their names."""
    return {name.removeprefix(f"{field}."): value for name, value in values.items() if name.startswith(f"{field}.")}


def _at(made: object, path: str) -> Any:
    """A field, or a part of a field; nothing where the field is nothing."""
    found: Any = made
    for part in path.split("."):
        found = None if found is None else getattr(found, part)
    return found


def row_of(table: str) -> str:
    """What one row of a table is called."""
    return f"{table.removesuffix('ies')}y" if table.endswith("ies") else table.removesuffix("s")


def a_row_of(tables: tuple[str, ...]) -> str:
    """One row of one of the tables, with its article."""
    words = either([row_of(table) for table in tables])
    return f"{'an' if words[0] in 'aeiou' else 'a'} {words}"


def _sentence(about: str, detail: str) -> str:
    return plain(f"{about} ({detail})" if about and detail else about or detail)


def plain(text: str) -> str:
    """Markdown without its marks and the addresses of its links."""
    return re.sub(r"\[([^]]*)\]\([^)]*\)", r"\1", text).replace("`", "")


def either(words: Iterable[str]) -> str:
    """Words in a row, the last after *or*."""
    *most, last = words
    return f"{', '.join(most)} or {last}" if most else last
