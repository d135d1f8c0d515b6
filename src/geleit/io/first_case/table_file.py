"""A table of people as others publish it: its header, its rows, and HXL's hashtags under the header."""

from __future__ import annotations

import io
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from geleit.errors import InputError
from geleit.io.first_case.figures import stored
from geleit.io.foreign.csv_rows import Row, is_tags, read_rows, short_lines
from geleit.io.foreign.kinds import TABLE
from geleit.io.foreign.sizes import read_bytes
from geleit.io.foreign.utf8 import decoded

SUFFIXES = (".csv", ".tsv", ".txt", ".xlsx")
_WITHIN = 25
"""Rows at the top among which the header stands."""
_MOST_SHEETS = 20
"""Sheets of one workbook that are read to find the one that is meant; COD-PS has one for each of five levels."""


@dataclass(frozen=True)
class TableFile:
    """A table as texts.

    Parameters
    ----------
    label
        The file as messages name it.
    separator
        What stands between its cells; empty in a workbook.
    header
        Names of the columns.
    numbers, rows
        The rows below it that hold something, each as long as the header, with the number a spreadsheet shows.
    sheet
        The sheet of a workbook that has several with a header; else empty.
    own
        Names of the columns as the file has them, where a user said what they hold; else empty.
    """

    label: str
    separator: str
    header: Row
    numbers: list[int]
    rows: list[Row]
    sheet: str = ""
    own: tuple[str, ...] = ()

    @property
    def columns(self) -> Sequence[str]:
        """Names of the columns as the file has them."""
        return self.own or self.header

    def cells(self, column: int) -> list[str]:
        """The cells of a column, without blanks around them."""
        return [row[column].strip() for row in self.rows]

    def fault(self, row: int, column: int, problem: str, remedy: str = "") -> InputError:
        """The error to raise about a cell."""
        return InputError(f"{self.label}: row {self.numbers[row]}, column {self.columns[column]}", problem, remedy)


def read_tables(path: Path, sheet: str, known: Callable[[Row], bool]) -> list[TableFile]:
    """Read a table, or those of a workbook that may be meant.

    Parameters
    ----------
    sheet
        The sheet of a workbook that is meant; empty where nobody said.
    known
        Whether a header says that people may be below it. Where that is so of no sheet, it is the first that has one.

    Raises
    ------
    InputError
        If it is missing, of another kind, damaged, has no such sheet, or holds no row below a header.
    MissingExtraError
        If it is a workbook, and openpyxl is not installed.
    """
    label = str(path)
    if not path.is_file():
        raise InputError(label, "no such file" if not path.exists() else "expected a file, found something else")
    if path.suffix.lower() == ".xlsx":
        return _sheets(path, sheet, known)
    if sheet:
        raise InputError(label, f"it is no workbook, and has no sheet {sheet!r:.60}", "leave out --sheet")
    text = decoded(label, read_bytes(path, TABLE))
    first = next((line for line in io.StringIO(text) if line.strip()), "")
    separator = max(",;\t", key=first.count)
    lines = short_lines(io.StringIO(text, newline=""))
    return [_table(label, separator, read_rows(label, lines, separator, TABLE, size=len(text)))]


def _sheets(path: Path, sheet: str, known: Callable[[Row], bool]) -> list[TableFile]:
    from geleit.io.foreign.workbook import headers

    found = headers(path, _is_header, _WITHIN)
    if sheet and sheet not in found:
        told = ", ".join(found) or "none with a header"
        raise InputError(str(path), f"it has no sheet {sheet!r:.60} with a header", f"it has {told}")
    names = [sheet] if sheet else [name for name, header in found.items() if known(header)] or [*found][:1]
    if len(names) > _MOST_SHEETS:
        problem = f"{len(names)} of its sheets may hold people, more than the {_MOST_SHEETS} that are read"
        raise InputError(str(path), problem, "say which by --sheet")
    return [_sheet(path, name, alone=len(found) < 2) for name in names or [""]]


def _sheet(path: Path, name: str, *, alone: bool) -> TableFile:
    from geleit.io.foreign.workbook import open_sheet

    with open_sheet(path, _is_header, _WITHIN, lambda _: None, name, stored) as rows:
        label = str(path) if alone else f"{path}: sheet {name}"
        return replace(_table(label, "", enumerate(rows(), 1)), sheet="" if alone else name)


def _table(label: str, separator: str, rows: Iterable[tuple[int, Row]]) -> TableFile:
    filled = ((number, row) for number, row in rows if any(map(str.strip, row)))
    head: Row = []
    above = 0
    for _, row in filled:
        if _is_header(row):
            head = [cell.strip() for cell in row]
            break
        if (above := above + 1) == _WITHIN:
            break
    if not head:
        raise InputError(label, "it has no header that is known", "name its columns in the first row")
    while head and not head[-1]:
        head.pop()
    numbers: list[int] = []
    kept: list[Row] = []
    for number, row in filled:
        if any(map(str.strip, row[len(head) :])):
            problem = f"expected {len(head)} cells, found {len(row)}"
            raise InputError(f"{label}: row {number}", problem, "put quotes around a separator in a text")
        if not is_tags(row):
            numbers.append(number)
            kept.append((row + [""] * len(head))[: len(head)])
    if not kept:
        raise InputError(label, "it has no rows below its header")
    return TableFile(label, separator, head, numbers, kept)


def _is_header(row: Row) -> bool:
    """Whether a row names two columns or more; titles above a table stand alone."""
    filled = [cell for cell in row if cell.strip()]
    return len(filled) > 1 and not is_tags(row)
