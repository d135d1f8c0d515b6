"""A table file that is open: its rows one after the other, from CSV, also compressed, or an Excel workbook."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import TextIO

from geleit.errors import InputError
from geleit.io.foreign.csv_rows import Row, read_rows, short_lines
from geleit.io.foreign.guard import guarded
from geleit.io.foreign.gzip_stream import unpacked_text
from geleit.io.foreign.kinds import INCIDENTS
from geleit.io.foreign.sizes import expect_bytes
from geleit.io.foreign.utf8 import encoding_of
from geleit.io.foreign.workbook import open_sheet

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
    rows
        Goes through the rows as texts, from the first; a second time only when the first is done with.
    """

    label: str
    name: str
    rows: Callable[[], Iterator[Row]]


@contextmanager
def open_table(
    path: Path, is_header: Callable[[Row], bool], progress: Callable[[int], None] = lambda _: None
) -> Iterator[Table]:
    """Open a table file.

    Parameters
    ----------
    is_header
        Whether a row tells what its table is: of a workbook the first sheet is taken that has one at its top.
    progress
        Told how many rows of a workbook were unpacked so far.

    Raises
    ------
    InputError
        If there is no such file, it is of another kind, or it breaks off.
    """
    if not path.is_file():
        raise InputError(str(path), "no such file" if not path.exists() else "expected a file, found something else")
    label, name = str(path), path.name.lower()
    if name.endswith(".xlsx"):
        with open_sheet(path, is_header, HEADER_WITHIN, progress) as rows:
            yield Table(label, path.name, rows)
    elif name.endswith(CSV_SUFFIXES):
        yield Table(label, path.name, lambda: _csv_rows(label, path))
    else:
        raise InputError(label, "expected a .csv, .csv.gz or .xlsx file", "save the table as CSV")


def separator_of(path: Path) -> str:
    """What stands between the cells of a table file of text; empty of a workbook.

    Raises
    ------
    InputError
        If it cannot be read.
    """
    if path.name.lower().endswith(".xlsx"):
        return ""
    label = str(path)
    with guarded(label, INCIDENTS):
        size = path.stat().st_size
    with _text(label, path, size) as text:
        return _delimiter(next(short_lines(text), ""))


def _csv_rows(label: str, path: Path) -> Iterator[Row]:
    with guarded(label, INCIDENTS):
        size = path.stat().st_size
        expect_bytes(label, size, INCIDENTS)
    with _text(label, path, size) as text:
        lines = short_lines(text)
        try:
            first = next(lines, "")
        except UnicodeDecodeError:
            raise InputError(label, "after row 0: not UTF-8 text", "save the file as UTF-8") from None
        if "\0" in first or first.startswith("PK\x03\x04"):
            raise InputError(label, "not a text file", "save the table as CSV")
        for _, row in read_rows(label, chain([first], lines), _delimiter(first), INCIDENTS, size=size):
            yield row


def _text(label: str, path: Path, size: int) -> TextIO:
    with guarded(label, INCIDENTS):
        if path.name.lower().endswith(".gz"):
            return unpacked_text(label, path.open("rb"), size, INCIDENTS)
        with path.open("rb") as file:
            encoding = encoding_of(file.read(2))
        return path.open(encoding=encoding, newline="")


def _delimiter(header: str) -> str:
    return max(",;\t", key=header.count)
