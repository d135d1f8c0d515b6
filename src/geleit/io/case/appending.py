"""Rows and columns added to the text of a CSV table of a case, so that everything that stood there stays."""

from __future__ import annotations

import csv
import io
from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

from geleit.errors import CaseError
from geleit.io.case.fields import quote
from geleit.io.case.plainly import plainly
from geleit.io.case.table_spec import Table
from geleit.io.case.tables import Folder, csv_form, csv_records
from geleit.model.letters import of_cell, to_cell

_BREAKS = "\r\n"


def with_rows(file: str, text: str, table: Table[Any], rows: Sequence[Mapping[str, str]]) -> str:
    """The text of a CSV table with more rows at its end; not a letter before them is changed.

    Parameters
    ----------
    file
        The file as messages name it.
    rows
        Texts by column; absent ones are empty.

    Raises
    ------
    CaseError
        If a row would not be read again as it is: it has a column that the table lacks, or looks like a comment.
    """
    separator, columns = csv_form(file, text)
    end = _line_end(text)
    added = "".join(csv_line([to_cell(row.get(column, "")) for column in columns], separator, end) for row in rows)
    grown = text + (end if text and not text.endswith(("\n", "\r")) else "") + added
    before = [record.values for record in csv_records(file, text, table)]
    read = [record.values for record in csv_records(file, grown, table)]
    wanted = [{column: cell for column, cell in row.items() if cell} for row in rows]
    if read != [*before, *wanted]:
        strange = next((row for row in wanted if row not in read), wanted[-1])
        remedy = "let no id begin with '#', which begins a comment"
        raise CaseError(file, f"{quote(strange.get('id', ''))} would not be read again as it is", remedy)
    return grown


def with_columns(file: str, text: str, names: Collection[str]) -> str:
    """The text of a CSV table with more columns, empty in every row; comments and all cells stay.

    Parameters
    ----------
    file
        The file as messages name it.
    names
        Of the columns to add.
    """
    separator, columns = csv_form(file, text)
    end, more = _line_end(text), list(names)
    parts = []
    for line, cells in _lines(text, separator):
        parts.append(csv_line([*cells[: len(columns)], *more], separator, end) if cells else line)
        more = [""] * len(more) if cells else more
    return "".join(parts) if more else text


def without_rows(file: str, text: str, column: str, value: str) -> str:
    """The text of a CSV table without the rows that have a value in a column; all else stays.

    Parameters
    ----------
    file
        The file as messages name it.
    """
    separator, columns = csv_form(file, text)
    if column not in columns:
        return text
    at, parts, header = columns.index(column), list[str](), True
    for line, cells in _lines(text, separator):
        if header or not cells or len(cells) <= at or of_cell(cells[at].strip()) != value:
            parts.append(line)
        header = header and not cells
    return "".join(parts)


def grown(
    folder: Folder, table: Table[Any], rows: Sequence[Mapping[str, str]], column: str, value: str
) -> tuple[Path, str]:
    """The file of a table of a case, and its text with rows in the place of those that have a value in a column.

    Columns that the rows need are added; every other letter stays. A table that is not there begins with its header.

    Raises
    ------
    CaseError
        If the table is no CSV, a row would not be read again as it is, or its figures are written another way.
    """
    name = folder.file_of(table.name) or f"{table.name}.csv"
    label, path = folder.label(name), folder.root / name
    if not name.endswith(".csv"):
        raise CaseError(label, "rows are added to tables in CSV only", f"save it as {table.name}.csv")
    text = folder.read_text(name) if path.is_file() else csv_line(table.names, ",", "\n")
    text = without_rows(label, text, column, value)
    _, columns = csv_form(label, text)
    lacking = [name for name in table.names if name not in columns and any(row.get(name) for row in rows)]
    text = with_rows(label, with_columns(label, text, lacking) if lacking else text, table, rows)
    plainly(csv_records(label, text, table))  # decimal commas that stand there would contradict figures with a point
    return path, text


def csv_line(cells: Sequence[str], separator: str, end: str) -> str:
    """Cells as a line of CSV."""
    out = io.StringIO()
    csv.writer(out, delimiter=separator, lineterminator=_BREAKS).writerow(cells)  # quotes cells that hold any of these
    return out.getvalue().removesuffix(_BREAKS) + end


def _line_end(text: str) -> str:
    return "\r\n" if "\r\n" in text else "\n"


def _lines(text: str, separator: str) -> Iterator[tuple[str, list[str]]]:
    """Every line or row of a CSV table as it stands there, with its cells where it is a row and not a comment."""
    pending: list[str] = []
    for line in io.StringIO(text, newline=""):
        if not pending and line.startswith("#"):
            yield line, []
            continue
        pending.append(line)
        cells = _row("".join(pending), separator)
        if cells is not None:
            comment = cells and cells[0].strip().startswith("#")
            yield "".join(pending), [] if comment or not any(map(str.strip, cells)) else cells
            pending.clear()
    yield "".join(pending), []


def _row(lines: str, separator: str) -> list[str] | None:
    """The cells of a row, or ``None`` while a quotation in it is still open."""
    try:
        return next(csv.reader(io.StringIO(lines, newline=""), delimiter=separator, strict=True), [])
    except csv.Error:
        return None
