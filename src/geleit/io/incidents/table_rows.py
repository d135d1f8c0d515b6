"""Rows of a table file, one after the other: CSV, also compressed, and Excel workbooks."""

from __future__ import annotations

import csv
import gzip
import sys
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from itertools import chain, islice
from pathlib import Path
from typing import IO, Any

from geleit.errors import InputError, MissingExtraError

Row = list[str]
CSV_SUFFIXES = (".csv", ".csv.gz", ".txt", ".tsv")
HEADER_WITHIN = 25
"""Rows at the top among which the header, or HXL's hashtags, must stand."""


@contextmanager
def rows_of(path: Path, is_header: Callable[[Row], bool]) -> Iterator[Iterator[Row]]:
    """The rows of a file as texts, from its first.

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
    name = path.name.lower()
    try:
        if name.endswith(".xlsx"):
            with _workbook(path, is_header) as rows:
                yield rows
        elif name.endswith(CSV_SUFFIXES):
            with _text(path) as text:
                yield _csv_rows(path, text)
        else:
            raise InputError(str(path), "expected a .csv, .csv.gz or .xlsx file", "save the table as CSV")
    except (OSError, EOFError, zipfile.BadZipFile) as fault:
        raise InputError(str(path), f"cannot be read: {fault}") from None


def _text(path: Path) -> IO[str]:
    if path.name.lower().endswith(".gz"):
        return gzip.open(path, "rt", encoding="utf-8-sig", newline="")
    return path.open(encoding="utf-8-sig", newline="")


def _csv_rows(path: Path, text: IO[str]) -> Iterator[Row]:
    at = 0
    try:
        first = text.readline()
        if "\0" in first or first.startswith("PK\x03\x04"):
            raise InputError(str(path), "not a text file", "save the table as CSV")
        for row in csv.reader(chain([first], text), delimiter=_delimiter(first)):
            at += 1
            yield row
    except UnicodeDecodeError as fault:
        problem = f"after row {at}: not UTF-8 text: {fault.reason}"
        raise InputError(str(path), problem, "save the file as UTF-8") from None
    except csv.Error as fault:
        raise InputError(f"{path}: row {at + 1}", f"not a row of CSV: {fault}", "check the quotes") from None


def _delimiter(header: str) -> str:
    return max(",;\t", key=header.count)


@contextmanager
def _workbook(path: Path, is_header: Callable[[Row], bool]) -> Iterator[Iterator[Row]]:
    try:
        import openpyxl
    except ImportError:
        raise MissingExtraError("reading Excel workbooks", "incidents") from None
    try:
        book = openpyxl.load_workbook(path, read_only=True, data_only=True)
    except (KeyError, ValueError, zipfile.BadZipFile, openpyxl.utils.exceptions.InvalidFileException):
        raise InputError(str(path), "not an Excel workbook", "save the table as CSV") from None
    try:
        sheets = [sheet for sheet in book.worksheets if any(map(is_header, islice(_sheet_rows(sheet), HEADER_WITHIN)))]
        yield _sheet_rows((sheets or book.worksheets)[0])
    finally:
        book.close()


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
