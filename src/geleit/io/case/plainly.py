"""Numbers and times of a table as spreadsheets and other countries write them, put plainly if one reading is left."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from geleit.io.case.fields import quote
from geleit.io.case.record import Value
from geleit.io.case.rows import Rows
from geleit.io.case.written import COMMA, MAYBE_THOUSANDS, ORDERS, POINT, YEAR_LAST, Order, moment_of, way_of

_ISO = re.compile(r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:\d\d)?)?", re.ASCII)


@dataclass(frozen=True)
class _Cell:
    """A cell that is not written plainly."""

    row: int
    column: str
    text: str


def plainly(rows: Rows) -> Rows:
    """Rows with a decimal point in numbers and with times in ISO 8601, and with a word on what was read otherwise.

    What has two readings is decided by the whole file, or refused; what is no such number or time at all stays.

    Raises
    ------
    CaseError
        At a cell that has two readings, or contradicts another.
    """
    columns = [column for column in rows.table.columns if column.numbers or column.times]
    numbers = {name: column.counts for column in columns for name in column.numbers if name in rows.columns}
    times = [name for column in columns for name in column.times if name in rows.columns]
    changed, told = _with_points(rows, numbers)
    in_iso, of_times = _in_iso(rows, times)
    if not (changed or in_iso):
        return rows
    return replace(rows, columns={**rows.columns, **changed, **in_iso}, readings=(*told, *of_times))


def _with_points(rows: Rows, numbers: Mapping[str, bool]) -> tuple[dict[str, Sequence[Value]], list[str]]:
    found = list(_cells(rows, numbers, COMMA.fullmatch))
    position = set(rows.table.position.names) if rows.table.position else set()
    clear = [one for one in found if one.column in position or not MAYBE_THOUSANDS.fullmatch(one.text)]
    if not clear:
        return {}, []
    if not rows.geometries and (other := next(_cells(rows, numbers, POINT.fullmatch), None)) is not None:
        first = clear[0]
        problem = f"{quote(other.text)} has a decimal point, and {quote(first.text)} in {rows[first.row].place} a comma"
        raise rows[other.row].fault(other.column, problem, "write a point in both, and nothing between thousands")
    kept = {(one.row, one.column) for one in found if numbers[one.column] and one not in clear}
    changed = _changed(rows, found, lambda one: one.text.replace(",", "."), kept)
    return changed, [f"a comma before decimals is read as a point, as in {quote(clear[0].text)}"]


def _in_iso(rows: Rows, times: Sequence[str]) -> tuple[dict[str, Sequence[Value]], list[str]]:
    found = [one for one in _cells(rows, times, lambda text: not _ISO.fullmatch(text)) if way_of(one.text)]
    if not found:
        return {}, []
    order = _order_of(rows, found)
    changed = _changed(rows, found, lambda one: _iso(rows, one, order), set())
    told = {way_of(one.text): one for one in reversed(found)}
    return changed, [f"{quote(one.text)} is read as {_iso(rows, one, order)}{_WHY[kind]}" for kind, one in told.items()]


_WHY = {
    "serial": ", counted in days from 1900, as spreadsheets do",
    "year last": ", by the order of day and month in the file",
    "year first": "",
}


def _order_of(rows: Rows, found: Sequence[_Cell]) -> Order | None:
    """The order of day and month in a file; ``None`` where none of its dates needs one."""
    says: dict[Order, _Cell] = {}
    open_: list[_Cell] = []
    for one in found:
        if parts := YEAR_LAST.fullmatch(one.text):
            first, second = int(parts[1]), int(parts[2])
            if first > 12 or second > 12:
                says.setdefault("day-first" if first > 12 else "month-first", one)
            elif first != second:
                open_.append(one)
    if len(says) > 1:
        first_cell, other = sorted(says.values(), key=lambda one: one.row)
        problem = (
            f"{quote(other.text)} and {quote(first_cell.text)} in {rows[first_cell.row].place} contradict each other"
        )
        raise rows[other.row].fault(other.column, f"{problem}: day and month have one order", "write 2024-05-01T09:00")
    if says or not open_:
        return next(iter(says), None)
    one = open_[0]
    readings = [_iso(rows, one, order) for order in ORDERS]
    problem = f"{quote(one.text)} may mean {' or '.join(readings)}: nothing in the file decides which"
    raise rows[one.row].fault(one.column, problem, "write it as one of these, in every row")


def _iso(rows: Rows, one: _Cell, order: Order | None) -> str:
    try:
        return moment_of(one.text, order).isoformat()
    except ValueError as fault:
        raise rows[one.row].fault(one.column, str(fault), "write it such as 2024-05-01T09:00") from None


def _cells(rows: Rows, names: Iterable[str], wanted: Callable[[str], object]) -> Iterator[_Cell]:
    """The cells of columns of which something holds; each text is looked at once in a column."""
    for name in names:
        cells = rows.columns[name]
        texts = {cell for cell in set(cells) if cell and isinstance(cell, str) and wanted(cell)}
        if texts:
            yield from (
                _Cell(row, name, cell) for row, cell in enumerate(cells) if isinstance(cell, str) and cell in texts
            )


def _changed(
    rows: Rows, found: Iterable[_Cell], how: Callable[[_Cell], str], kept: set[tuple[int, str]]
) -> dict[str, Sequence[Value]]:
    columns: dict[str, list[Value]] = {}
    for one in found:
        if (one.row, one.column) not in kept:
            columns.setdefault(one.column, list(rows.columns[one.column]))[one.row] = how(one)
    return dict(columns)
