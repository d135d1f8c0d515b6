"""A table file that is open: its rows one after the other, from CSV, also compressed, or an Excel workbook."""

from __future__ import annotations

import csv
import gzip
import sys
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, date, datetime
from itertools import chain, islice
from pathlib import Path
from typing import IO, Any

from geleit.errors import InputError, MissingExtraError

Row = list[str]
CSV_SUFFIXES = (".csv", ".csv.gz", ".txt", ".tsv")
HEADER_WITHIN = 25
"""Rows at the top among which the header, or HXL's hashtags, must stand."""


@dataclass(frozen=True)
class Table:
    """A table file while it is open.

    Parameters
    ----------
    label, name
        The file as messages name it, and its own name.
    changed
        Day on which it was last changed (UTC): the latest on which it can have been taken from where it was published.
    rows
        Goes through the rows as texts, from the first; a second time only when the first is done with.
    """

    label: str
    name: str
    changed: date
    rows: Callable[[], Iterator[Row]]


@contextmanager
def open_table(path: Path, is_header: Callable[[Row], bool]) -> Iterator[Table]:
    """Open a table file.

    Parameters
    ----------
    is_header
        Whether a row tells what its table is: of a workbook the first sheet is taken that has one at its top.

    Raises
    ------
    InputError
        If there is no such file, it is of another kind, or it breaks off.
    """
    if not path.is_file():
        raise InputError(str(path), "no such file" if not path.exists() else "expected a file, found something else")
    label, name = str(path), path.name.lower()
    changed = datetime.fromtimestamp(path.stat().st_mtime, UTC).date()
    try:
        if name.endswith(".xlsx"):
            with _workbook(path) as book:
                sheet = _sheet(book, is_header)
                yield Table(label, path.name, changed, lambda: _sheet_rows(sheet))
        elif name.endswith(CSV_SUFFIXES):
            with _text(path) as text:
                yield Table(label, path.name, changed, lambda: _csv_rows(label, text))
        else:
            raise InputError(label, "expected a .csv, .csv.gz or .xlsx file", "save the table as CSV")
    except (OSError, EOFError, zipfile.BadZipFile) as fault:
        raise InputError(label, f"cannot be read: {fault}") from None


def _text(path: Path) -> IO[str]:
    if path.name.lower().endswith(".gz"):
        return gzip.open(path, "rt", encoding="utf-8-sig", newline="")
    return path.open(encoding="utf-8-sig", newline="")


def _csv_rows(label: str, text: IO[str]) -> Iterator[Row]:
    at = 0
    text.seek(0)
    try:
        first = text.readline()
        if "\0" in first or first.startswith("PK\x03\x04"):
            raise InputError(label, "not a text file", "save the table as CSV")
        for row in csv.reader(chain([first], text), delimiter=_delimiter(first)):
            at += 1
            yield row
    except UnicodeDecodeError as fault:
        problem = f"after row {at}: not UTF-8 text: {fault.reason}"
        raise InputError(label, problem, "save the file as UTF-8") from None
    except csv.Error as fault:
        raise InputError(f"{label}: row {at + 1}", f"not a row of CSV: {fault}", "check the quotes") from None


def _delimiter(header: str) -> str:
    return max(",;\t", key=header.count)


@contextmanager
def _workbook(path: Path) -> Iterator[Any]:
    try:
        import openpyxl
    except ImportError:
        raise MissingExtraError("reading Excel workbooks", "incidents") from None
    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    except (KeyError, ValueError, zipfile.BadZipFile, openpyxl.utils.exceptions.InvalidFileException):
        raise InputError(str(path), "not an Excel workbook", "save the table as CSV") from None
    try:
        yield book
    finally:
        book.close()


def _sheet(book: Any, is_header: Callable[[Row], bool]) -> Any:
    """The sheet with the table: the first that has a header at its top, else the first."""
    sheets = (sheet for sheet in book.worksheets if any(map(is_header, islice(_sheet_rows(sheet), HEADER_WITHIN))))
    return next(sheets, book.worksheets[0])


def _sheet_rows(sheet: Any) -> Iterator[Row]:
    return ([_cell(cell) for cell in row] for row in sheet.iter_rows(values_only=True))


def _cell(value: object) -> str:
    match value:
        case None:
            return ""
        case datetime():
            return value.isoformat(" ")
        case date():
            return value.isoformat()
        case float() if value.is_integer() and abs(value) < sys.maxsize:
            return str(int(value))
        case _:
            return str(value)
