"""Rows of CSV, within bounds: rows, cells of a row, and characters of a row, whatever quotes may hold together."""

from __future__ import annotations

import csv
from collections.abc import Iterable, Iterator
from typing import TextIO

from geleit.errors import InputError
from geleit.io.foreign.guard import fault_of
from geleit.io.foreign.kinds import LONGEST_ROW, MOST_CELLS, Kind

Row = list[str]


def read_rows(
    label: str,
    lines: Iterable[str],
    delimiter: str,
    kind: Kind,
    error: type[InputError] = InputError,
    *,
    size: int = 0,
    commented: bool = False,
) -> Iterator[tuple[int, Row]]:
    """The rows of a table with their numbers as a spreadsheet shows them, also those that hold nothing.

    Parameters
    ----------
    label
        The file as messages name it.
    lines
        Its lines, with what ends them.
    size
        Bytes of the file on the disk.
    commented
        Whether it is a table of a case: lines that begin with ``#`` are left out, and text behind quotes is refused.

    Raises
    ------
    InputError
        If something in it is no CSV, or beyond the bounds.
    """
    number, length, between, most = 0, 0, True, kind.most_rows(size)
    latest: list[str] = []  # the lines of one row

    def counted() -> Iterator[str]:
        nonlocal number, length, between
        for line in lines:
            number, length = number + between, len(line) + (0 if between else length)
            if length > LONGEST_ROW:
                raise fault(f"more than {LONGEST_ROW:,} characters", "check the quotes, and the ends of lines")
            if number > most:
                raise error(label, f"more than {most:,} rows, the most that is read", "take a smaller part of it")
            if between and commented and line.startswith("#"):
                continue
            if between:
                latest.clear()
            latest.append(line)
            between = False
            yield line

    def fault(problem: str, remedy: str) -> InputError:
        return error(f"{label}: row {number}", problem, remedy)

    reader = csv.reader(counted(), delimiter=delimiter, strict=commented)
    while True:
        try:
            row = next(reader)
        except StopIteration:
            if _is_open(latest, delimiter):
                raise fault("not a row of CSV: a quote is not closed", "check the quotes") from None
            return
        except csv.Error as problem:
            raise fault(f"not a row of CSV: {problem}", "check the quotes") from None
        except UnicodeDecodeError:
            raise error(label, f"after row {number}: not UTF-8 text", "save the file as UTF-8") from None
        except OSError as problem:
            raise fault_of(problem, label, kind, error) from None
        between = True
        if len(row) > MOST_CELLS:
            raise fault(f"{len(row):,} cells, more than the {MOST_CELLS:,} that are read", "leave out empty columns")
        yield number, row


def _is_open(lines: list[str], delimiter: str) -> bool:
    """Whether a quote of a row is still open at its end: all that follows it in the file would be one cell."""
    try:
        all(csv.reader(lines, delimiter=delimiter, strict=True))
    except csv.Error as problem:
        return "unexpected end of data" in str(problem)
    return False


def short_lines(text: TextIO) -> Iterator[str]:
    """The lines of a text; one that is too long for a row comes in pieces, none of which is much longer."""
    return iter(lambda: text.readline(LONGEST_ROW + 1), "")


def is_tags(row: Row) -> bool:
    """Whether most of what a row holds is hashtags of HXL."""
    filled = [cell.strip() for cell in row if cell.strip()]
    return bool(filled) and 2 * sum(cell.startswith("#") for cell in filled) > len(filled)
