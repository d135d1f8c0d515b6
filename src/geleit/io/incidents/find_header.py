"""The header of a table of incidents: what the table is, and which column holds which field."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from itertools import chain, islice

from geleit.errors import InputError
from geleit.io.foreign.csv_rows import Row
from geleit.io.incidents.dates import Order, order_of
from geleit.io.incidents.known_publishers import FORMATS, HXL, HXL_TAGS, Format
from geleit.io.incidents.open_table import HEADER_WITHIN, Table


@dataclass(frozen=True)
class Header:
    """What the top of a table tells.

    Parameters
    ----------
    form
        The format of the table.
    at
        Column of each field; ``cells`` is how many cells a row has.
    rows
        Rows from the first down to the header, and to the hashtags where these stand below it.
    order
        How the table writes dates such as 03/04/2016.
    """

    form: Format
    at: Mapping[str, int]
    rows: int
    order: Order | None


def find_header(table: Table, order: Order | None = None) -> Header:
    """The header of a table, or its row of HXL hashtags.

    Parameters
    ----------
    order
        Of day and month; by default as the dates of the table tell it.

    Raises
    ------
    InputError
        If there is none that is known.
    """
    rows, top = table.rows(), list[Row]()
    for number, row in enumerate(islice(rows, HEADER_WITHIN), 1):
        top.append(row)
        if (form := _recognised(row)) is not None or _is_tags(row):
            at = _columns(form, row) if form else _tagged(table, row)
            skipped = number + _is_tags(next(rows, []))  # hashtags below a header that is known without them
            return Header(form or HXL, at, skipped, order or order_of(_cells(table, at["start"], skipped)))
    if not any(chain.from_iterable(top)):
        raise InputError(table.label, "the file is empty", "name a file with a header and at least one row")
    known = ", ".join(form.name for form in FORMATS)
    head = ", ".join(name for name in top[0] if name)[:100]
    raise InputError(
        table.label, f"no table of incidents that is known: its first row is {head!r}",
        f"known are {known}, and tables with HXL hashtags; or save it with the columns start, kind and claimant",
    )  # fmt: skip


def is_header(row: Row) -> bool:
    """Whether a row tells what its table is."""
    return _recognised(row) is not None or _is_tags(row)


def _is_tags(row: Row) -> bool:
    """Whether most of what a row holds is hashtags."""
    filled = [cell.strip() for cell in row if cell.strip()]
    return bool(filled) and 2 * sum(cell.startswith("#") for cell in filled) > len(filled)


def carries(cell: str, pattern: str) -> bool:
    """Whether a cell is the hashtag of a pattern with all its ``+attributes`` and none of its ``-attributes``.

    As hxlstandard.org has it: ``#adm1 +name`` is ``#adm1+name``; neither the order of attributes nor case matters.
    """
    tag, *has = "".join(cell.split()).lower().split("+")
    wanted, *without = pattern.split("-")
    name, *needs = wanted.split("+")
    return tag == name and set(needs) <= set(has) and not set(without) & set(has)


def _cells(table: Table, column: int, skipped: int) -> Iterator[str]:
    """What stands in a column below the header."""
    return (row[column] for row in islice(table.rows(), skipped, None) if len(row) > column and row[column].strip())


def _recognised(header: Row) -> Format | None:
    """The format of a table with such a header, or ``None``."""
    names = {_plain(name) for name in header}
    return next((form for form in FORMATS if form.needs <= names), None)


def _plain(name: str) -> str:
    """A column's name in small letters, without what stands in brackets after it."""
    return re.sub(r"\(.*\)$", "", name).strip().lower()


def _columns(form: Format, row: Row) -> dict[str, int]:
    columns = {_plain(name): index for index, name in reversed(list(enumerate(row)))}
    at = {name: columns[title] for name, title in form.columns.items() if title in columns}
    at["cells"] = max((i for i, name in enumerate(row) if name.strip()), default=-1) + 1
    return at


def _tagged(table: Table, row: Row) -> dict[str, int]:
    at = {}
    for name, patterns in HXL_TAGS.items():
        match = (i for pattern in patterns for i, cell in enumerate(row) if carries(cell, pattern))
        if (index := next(match, None)) is not None:
            at[name] = index
    if "start" not in at:
        raise InputError(table.label, "no column is tagged #date", "tag the day of each incident as #date+occurred")
    return at
