"""Sheets of Excel workbooks as rows of texts, read in a process apart and kept as CSV until they are done with."""

from __future__ import annotations

import csv
import sys
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, datetime
from functools import partial
from itertools import islice
from pathlib import Path
from typing import Any, TextIO

from geleit.errors import InputError, MissingExtraError
from geleit.io.foreign.apart import apart
from geleit.io.foreign.archive import open_archive
from geleit.io.foreign.csv_rows import Row, read_rows, short_lines
from geleit.io.foreign.guard import guarded, guarded_each
from geleit.io.foreign.kinds import MOST_CELLS, WORKBOOK
from geleit.io.foreign.sizes import expect_size, too_much

_TELL_EVERY = 5_000


@contextmanager
def open_sheet(
    path: Path,
    is_header: Callable[[Row], bool],
    within: int,
    progress: Callable[[int], None],
    name: str = "",
    fraction: Callable[[float], str] = str,
) -> Iterator[Callable[[], Iterator[Row]]]:
    """The rows of a sheet: the one of that name, or the first that has a header at its top, else the first.

    Parameters
    ----------
    is_header
        Whether a row is a header.
    within
        Rows at the top of a sheet among which it stands.
    progress
        Told how many rows were read so far.
    name
        The sheet; it has to be there.
    fraction
        How a number that is not whole is written.

    Raises
    ------
    InputError
        If it is no workbook, is damaged, or beyond the bounds.
    MissingExtraError
        If openpyxl is not installed.
    """
    label, size = str(path), _expected(path)
    with tempfile.TemporaryFile("w+", encoding="utf-8", errors="replace", newline="") as kept:
        for done in apart(label, WORKBOOK, size, partial(_keep, path, size, is_header, within, name, fraction, kept)):
            progress(done)
        yield partial(_kept, label, size, kept)


def headers(path: Path, is_header: Callable[[Row], bool], within: int) -> dict[str, Row]:
    """The header of each sheet that has one at its top, by the name of the sheet.

    Parameters and errors are those of :func:`open_sheet`.
    """
    return dict(apart(str(path), WORKBOOK, _expected(path), partial(_tops, path, is_header, within)))


def _expected(path: Path) -> int:
    """The size of a workbook that may be read."""
    try:
        import openpyxl  # noqa: F401
    except ImportError:
        raise MissingExtraError("reading Excel workbooks", "incidents") from None
    label = str(path)
    open_archive(label, path, WORKBOOK).close()
    with guarded(label, WORKBOOK):
        return expect_size(path, WORKBOOK)


def _tops(path: Path, is_header: Callable[[Row], bool], within: int) -> Iterator[tuple[str, Row]]:
    for sheet in _sheets(path):
        found = next(filter(is_header, islice(_rows(str(path), sheet), within)), None)
        if found is not None:
            yield sheet.title, found


def _sheets(path: Path) -> list[Any]:
    import openpyxl

    with guarded(str(path), WORKBOOK):
        sheets: list[Any] = openpyxl.load_workbook(path, read_only=True, data_only=True).worksheets
    if not sheets:
        raise InputError(str(path), "it holds no sheets", WORKBOOK.remedy)
    return sheets


def _kept(label: str, size: int, kept: TextIO) -> Iterator[Row]:
    kept.seek(0)
    for _, row in read_rows(label, short_lines(kept), ",", WORKBOOK, size=size):
        yield row


def _keep(
    path: Path,
    size: int,
    is_header: Callable[[Row], bool],
    within: int,
    name: str,
    fraction: Callable[[float], str],
    kept: TextIO,
) -> Iterator[int]:
    """Write a sheet as CSV; how many rows were written, from time to time."""
    kept.seek(0)  # whoever tried before may have left something
    kept.truncate()
    label, most = str(path), WORKBOOK.unpacked(size)
    sheets = _sheets(path)
    tops = (
        sheet
        for sheet in sheets
        if (sheet.title == name if name else any(map(is_header, islice(_rows(label, sheet), within))))
    )
    write = csv.writer(kept, lineterminator="\n").writerow
    written = 0
    for number, row in enumerate(_rows(label, next(tops, sheets[0]), fraction), 1):
        written += write(row)
        if written > most:
            raise too_much(label, size, WORKBOOK)
        if number > WORKBOOK.most_rows(size):
            raise InputError(label, f"more than {number - 1:,} rows, the most that is read", WORKBOOK.remedy)
        if number % _TELL_EVERY == 0:
            yield number
    kept.flush()


def _rows(label: str, sheet: Any, fraction: Callable[[float], str] = str) -> Iterator[Row]:
    """The rows of a sheet, each as wide as those above it; a sheet may say that it is much wider than it is."""
    sheet.reset_dimensions()
    width = 0
    for number, cells in enumerate(guarded_each(label, WORKBOOK, sheet.iter_rows(values_only=True)), 1):
        row = [_cell(cell, fraction) for cell in cells]
        while row and not row[-1]:
            row.pop()
        if len(row) > MOST_CELLS:
            problem = f"{len(row):,} cells, more than the {MOST_CELLS:,} that are read"
            raise InputError(f"{label}: row {number}", problem, "leave out empty columns")
        width = max(width, len(row))
        yield row + [""] * (width - len(row)) if row else row


def _cell(value: object, fraction: Callable[[float], str]) -> str:
    match value:
        case None:
            return ""
        case datetime():
            return value.isoformat(" ")
        case date():
            return value.isoformat()
        case float() if value.is_integer() and abs(value) < sys.maxsize:
            return str(int(value))
        case float():
            return fraction(value)
        case _:
            return str(value)
