"""Numbers and times of a table as spreadsheets and other countries write them, put plainly if one reading is left."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Literal

from geleit.io.case.fields import of_known_year, quote
from geleit.io.case.record import Value
from geleit.io.case.rows import Rows

_COMMA = re.compile(r"[+-]?\d+,\d+", re.ASCII)
_MAYBE_THOUSANDS = re.compile(r"[+-]?[1-9]\d{0,2},\d{3}", re.ASCII)
_POINT = re.compile(r"[+-]?(?:\d+\.\d+|\.\d+)", re.ASCII)

_CLOCK = r"(?:,?[ T](\d{1,2}):(\d\d)(?::(\d\d)(?:\.0+)?)?(?: ?([AaPp])[Mm])?)?"
_ISO = re.compile(r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d)?(?:Z|[+-]\d\d:\d\d)?)?", re.ASCII)
_YEAR_FIRST = re.compile(rf"(\d{{4}})[-/.](\d{{1,2}})[-/.](\d{{1,2}}){_CLOCK}", re.ASCII)
_YEAR_LAST = re.compile(rf"(\d{{1,2}})[/.](\d{{1,2}})[/.](\d{{4}}|\d\d){_CLOCK}", re.ASCII)
_SERIAL = re.compile(r"\d{5}(?:[.,]\d+)?", re.ASCII)
_SERIALS = range(20_000, 109_575)
"""Days that a spreadsheet counts from 1900, of the years 1954 to 2199; smaller numbers are counts of something else."""
_DAY_ZERO = datetime(1899, 12, 30)  # noqa: DTZ001 - in the zone of the case; 1900 was no leap year, and Excel has it as one
_CENTURY = 69
"""Years of two digits from this one on are of the last century."""

_Order = Literal["day first", "month first"]


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
    found = list(_cells(rows, numbers, _COMMA.fullmatch))
    position = set(rows.table.position.names) if rows.table.position else set()
    clear = [one for one in found if one.column in position or not _MAYBE_THOUSANDS.fullmatch(one.text)]
    if not clear:
        return {}, []
    if not rows.geometries and (other := next(_cells(rows, numbers, _POINT.fullmatch), None)) is not None:
        first = clear[0]
        problem = f"{quote(other.text)} has a decimal point, and {quote(first.text)} in {rows[first.row].place} a comma"
        raise rows[other.row].fault(other.column, problem, "write a point in both, and nothing between thousands")
    kept = {(one.row, one.column) for one in found if numbers[one.column] and one not in clear}
    changed = _changed(rows, found, lambda one: one.text.replace(",", "."), kept)
    return changed, [f"a comma before decimals is read as a point, as in {quote(clear[0].text)}"]


def _in_iso(rows: Rows, times: Sequence[str]) -> tuple[dict[str, Sequence[Value]], list[str]]:
    found = [one for one in _cells(rows, times, lambda text: not _ISO.fullmatch(text)) if _kind(one.text)]
    if not found:
        return {}, []
    order = _order_of(rows, found)
    changed = _changed(rows, found, lambda one: _iso(rows, one, order), set())
    told = {_kind(one.text): one for one in reversed(found)}
    return changed, [f"{quote(one.text)} is read as {_iso(rows, one, order)}{_WHY[kind]}" for kind, one in told.items()]


_WHY = {
    "serial": ", counted in days from 1900, as spreadsheets do",
    "year last": ", by the order of day and month in the file",
    "year first": "",
}


def _kind(text: str) -> str:
    """How a time is written; empty where it is none that is known."""
    if _YEAR_LAST.fullmatch(text):
        return "year last"
    if _YEAR_FIRST.fullmatch(text):
        return "year first"
    return "serial" if _SERIAL.fullmatch(text) and int(text[:5]) in _SERIALS else ""


def _order_of(rows: Rows, found: Sequence[_Cell]) -> _Order | None:
    """The order of day and month in a file; ``None`` where none of its dates needs one."""
    says: dict[_Order, _Cell] = {}
    open_: list[_Cell] = []
    for one in found:
        if parts := _YEAR_LAST.fullmatch(one.text):
            first, second = int(parts[1]), int(parts[2])
            if first > 12 or second > 12:
                says.setdefault("day first" if first > 12 else "month first", one)
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
    readings = [_iso(rows, one, order) for order in ("day first", "month first")]
    problem = f"{quote(one.text)} may mean {' or '.join(readings)}: nothing in the file decides which"
    raise rows[one.row].fault(one.column, problem, "write it as one of these, in every row")


def _iso(rows: Rows, one: _Cell, order: _Order | None) -> str:
    if parts := _YEAR_LAST.fullmatch(one.text):
        first, second, year = int(parts[1]), int(parts[2]), int(parts[3])
        month, day = (first, second) if order == "month first" else (second, first)
        year += 0 if len(parts[3]) == 4 else 1900 if year >= _CENTURY else 2000
    elif parts := _YEAR_FIRST.fullmatch(one.text):
        year, month, day = int(parts[1]), int(parts[2]), int(parts[3])
    else:
        days = float(one.text.replace(",", "."))
        moment = _DAY_ZERO + timedelta(seconds=round(days * 86_400))
        return moment.date().isoformat() if days.is_integer() else moment.isoformat()
    try:
        moment = of_known_year(datetime(year, month, day, *_clock(*parts.groups()[3:])))  # noqa: DTZ001 - as above
    except ValueError as fault:
        told = str(fault) if "expected a year" in str(fault) else f"no such day or time: {quote(one.text)}"
        raise rows[one.row].fault(one.column, told, "write it such as 2024-05-01T09:00") from None
    return moment.date().isoformat() if parts[4] is None else moment.isoformat()


def _clock(hour: str | None, minute: str | None, second: str | None, half: str | None) -> tuple[int, int, int]:
    if hour is None or minute is None:
        return 0, 0, 0
    hours = int(hour)
    if half is not None:
        if not 1 <= hours <= 12:
            raise ValueError("expected an hour from 1 to 12")
        hours = hours % 12 + (12 if half in "pP" else 0)
    return hours, int(minute), int(second or 0)


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
