"""Which sheet of a workbook, which level of it and which column of outlines hold the same P-codes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from geleit.errors import InputError
from geleit.io.first_case.columns import code_columns
from geleit.io.first_case.counts import codes_of
from geleit.io.first_case.outlines import Placed
from geleit.io.first_case.table_file import TableFile


@dataclass(frozen=True)
class Drawn:
    """Outlines that a table may be joined to, and the file that they are of."""

    file: Path
    outlines: Placed


@dataclass(frozen=True)
class Match:
    """A level of a table that outlines hold.

    Parameters
    ----------
    column
        The column of the outlines with its codes.
    finer
        The column that tells several outlines of one code apart, as they are of a finer unit; empty where none does.
    """

    level: int
    column: str
    finer: str


def table_for(path: Path, tables: Sequence[TableFile], drawn: Drawn | None) -> TableFile:
    """The table of a file of which the rows are of the same units as the outlines.

    Raises
    ------
    InputError
        If none is, or several are.
    """
    if len(tables) == 1 or (drawn is None and all(code_columns(table.header) for table in tables)):
        return tables[0]
    found = tables if drawn is None else [table for table in tables if _exact(table, drawn)]
    if len(found) == 1:
        return found[0]
    names = ", ".join(table.sheet for table in (found or tables))
    if found and drawn is None:
        problem = f"several of its sheets may hold people: {names}"
    elif found:
        problem = f"several of its sheets have rows with the codes of {drawn.file.name if drawn else ''}: {names}"
    else:
        problem = f"none of its sheets, {names}, has rows of the units that {drawn.file.name if drawn else ''} draws"
    raise InputError(str(path), problem, "say which by --sheet, or give outlines of the same level")


def matched(label: str, codes: Mapping[int, frozenset[str]], drawn: Drawn) -> Match:
    """The finest level of a table that outlines hold, and the column in which they hold it.

    Raises
    ------
    InputError
        If there is none.
    """
    found = _found(codes, drawn.outlines)
    if found is not None:
        return found
    cells = {name: {key_of(cell) for cell in cells} - {""} for name, cells in drawn.outlines.columns.items()}
    mine = next((code for known in codes.values() for code in sorted(known)), "none")
    columns = [name for name in cells if "code" in name.lower()]
    theirs = ", ".join(f"{name} such as {min(cells[name])}" for name in columns if cells[name]) or "no column of codes"
    problem = f"no P-code of it, such as {mine}, is in {drawn.file.name}, which has {theirs}"
    raise InputError(label, problem, "take outlines of the same country, level and year")


def key_of(cell: Any) -> str:
    """A code as codes are compared."""
    return "" if cell is None else str(cell).strip().upper()


def levels_of(table: TableFile) -> Sequence[int]:
    """The levels of which a table has codes, the finest first."""
    return sorted(code_columns(table.header), reverse=True)


def _exact(table: TableFile, drawn: Drawn) -> bool:
    """Whether rows of a table are of the units that outlines draw, neither of finer nor of coarser ones."""
    own: dict[int, set[str]] = {}
    for codes in codes_of(table):
        if codes:
            own.setdefault(max(codes), set()).add(codes[max(codes)])
    found = _found({level: frozenset(own[level]) for level in sorted(own, reverse=True)}, drawn.outlines)
    return found is not None and not found.finer


def _found(codes: Mapping[int, frozenset[str]], outlines: Placed) -> Match | None:
    keys = {name: [key_of(cell) for cell in cells] for name, cells in outlines.columns.items()}
    for level, known in codes.items():
        wanted = {key_of(code) for code in known}
        shared = {name: len(wanted.intersection(cells)) for name, cells in keys.items()}
        if shared and max(shared.values()):
            column = max(shared, key=shared.__getitem__)
            return Match(level, column, _finer(keys, column, wanted))
    return None


def _finer(keys: Mapping[str, Sequence[str]], column: str, wanted: set[str]) -> str:
    """The column with codes of a finer level, by its name, or as its codes go on where those of the unit end."""
    names = list(keys)
    levels = {names[index]: level for level, index in code_columns(names).items()}
    rows = [row for row, key in enumerate(keys[column]) if key in wanted]
    for name, cells in keys.items():
        pairs = [(keys[column][row], cells[row]) for row in rows]
        if column in levels and levels.get(name, -1) > levels[column]:
            if any(cell not in ("", code) for code, cell in pairs):
                return name
        elif len({*pairs}) > len({code for code, _ in pairs}) and all(_goes_on(*pair) for pair in pairs):
            return name
    return ""


def _goes_on(code: str, cell: str) -> bool:
    return len(cell) > len(code) and cell.startswith(code) and cell.isalnum()
