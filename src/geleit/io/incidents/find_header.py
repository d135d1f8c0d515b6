"""The header of a table of incidents: what the table is, and which column holds which field."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from itertools import chain, islice
from zoneinfo import ZoneInfo

from geleit.errors import InputError, quoted
from geleit.io.case.fields import quote
from geleit.io.case.mapping import held_against, told
from geleit.io.foreign.csv_rows import Row, is_tags
from geleit.io.incidents import mapped
from geleit.io.incidents.dates import Style, style_of
from geleit.io.incidents.how import HowToRead
from geleit.io.incidents.known_publishers import FORMATS, HXL, HXL_TAGS, Format, coded
from geleit.io.incidents.open_table import HEADER_WITHIN, Table


@dataclass(frozen=True)
class Header:
    """What the top of a table tells.

    Parameters
    ----------
    form
        The format of the table.
    at
        Column of each field; ``cells`` and ``most_cells`` are how many cells a row has.
    rows
        Rows from the first down to the header, and to the hashtags where these stand below it.
    start, end
        How the columns of the first and last day are written.
    for_all
        Texts that hold for every row, by field, as the user says.
    readings
        What is to be said of the columns that the user names.
    """

    form: Format
    at: Mapping[str, int]
    rows: int
    start: Style
    end: Style
    for_all: Mapping[str, str] = field(default_factory=dict)
    readings: tuple[str, ...] = ()


def find_header(table: Table, how: HowToRead, zone: ZoneInfo) -> Header:
    """The header of a table, its row of HXL hashtags, or the row that has the columns its user names.

    Parameters
    ----------
    how
        What the table does not say itself.
    zone
        Of the place.

    Raises
    ------
    InputError
        If there is none that is known, or what the user says does not fit the table.
    """
    top = list(islice(table.rows(), HEADER_WITHIN + 1))
    if not any(chain.from_iterable(top)):
        raise InputError(table.label, "the file is empty", "name a file with a header and at least one row")
    if how.columns:
        return _mapped(table, top, how, zone)
    for number, row in enumerate(top[:HEADER_WITHIN], 1):
        if (form := _recognised(row)) is not None or is_tags(row):
            at = _columns(table, form, row) if form else _tagged(table, row)
            skipped = number + is_tags(
                top[number] if number < len(top) else []
            )  # hashtags below a header known without
            return _dated(table, Header(form or HXL, at, skipped, Style(), Style()), how, zone)
    raise _unknown(table, top)


def _mapped(table: Table, top: list[Row], how: HowToRead, zone: ZoneInfo) -> Header:
    """The header of a table of which its user says which column holds what."""
    found = held_against(table.label, how.columns, mapped.TARGETS, top)
    row = top[found.row]
    known = _recognised(row)
    form = mapped.with_mapped(known, {name: row[index].strip() for name, index in found.at.items()})
    at = {**(_columns(table, known, row, found.at) if known else _size(row)), **found.at}
    for_all = dict(found.for_all)
    if not known and (codes := coded({_plain(name) for name in row})) is not None:
        form, at = _with_codes(form, at, row, *codes, placed="position_error" in {*at, *for_all})
        if "claimant" not in at:
            for_all.setdefault("claimant", codes[0].claimant)
    mapped.expect_a_time(table.label, at, for_all)
    skipped = found.row + 1 + is_tags(top[found.row + 1] if found.row + 1 < len(top) else [])
    header = _dated(table, Header(form, at, skipped, Style(), Style(), for_all), how, zone, all_of_them=not known)
    if not known:
        mapped.expect_single(table.label, at, for_all, header.start)
    if "position_error" in found.at:
        column = found.at["position_error"]
        mapped.expect_metres(table.label, row[column].strip(), _cells(table, column, skipped))
    doubts = mapped.doubts(row, header.at, for_all, known=known is not None)
    return replace(header, readings=(f"columns were read as --map {quoted(told(how.columns))}", *doubts))


def _with_codes(
    form: Format, at: dict[str, int], row: Row, publisher: Format, columns: Mapping[str, str], *, placed: bool
) -> tuple[Format, dict[str, int]]:
    """A table with a part of a publisher's columns: its codes mean what they mean there.

    Parameters
    ----------
    placed
        Whether its user says how far off positions may be.
    """
    plain = [_plain(name) for name in row]
    places = {name: plain.index(title) for name, title in columns.items()}
    if placed:
        places.pop("precision", None)
    coded_as = replace(
        form, precise=publisher.precise, around=publisher.around if "date_precision" in places else {},
        lasting=publisher.lasting, clear=publisher.clear, kinds=publisher.kinds, columns={**form.columns, **columns},
    )  # fmt: skip
    return coded_as, {**places, **at}


def _dated(table: Table, header: Header, how: HowToRead, zone: ZoneInfo, *, all_of_them: bool = False) -> Header:
    """A header with how its dates are written; one column tells the order for the other."""
    start, end = (
        style_of(_cells(table, header.at[name], header.rows), zone, all_of_them=all_of_them)
        if name in header.at else Style()
        for name in ("start", "end")
    )  # fmt: skip
    order = how.order or start.order or end.order
    return replace(header, start=replace(start, order=order), end=replace(end, order=order))


def _unknown(table: Table, top: list[Row]) -> InputError:
    """What is wrong with a table that is not known, and the mapping that its columns look like."""
    first = next((row for row in top if sum(map(bool, row)) > 1), top[0])
    head = ", ".join(name for name in first if name)[:100]
    known = ", ".join(form.name for form in FORMATS)
    guess = mapped.suggestion(first)
    remedy = f"say which column holds what, such as --map {guess!r}" if guess else (
        f"say which column holds what, such as --map start=COLUMN,kind=COLUMN; known are {known}, and tables with HXL "
        "hashtags; or save it with the columns start, kind and claimant"
    )  # fmt: skip
    return InputError(table.label, f"no table of incidents that is known: its first row is {head!r}", remedy)


def is_header(row: Row) -> bool:
    """Whether a row tells what its table is."""
    return _recognised(row) is not None or is_tags(row)


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


def _columns(table: Table, form: Format, row: Row, said: Collection[str] = ()) -> dict[str, int]:
    """The column of each field of a table that is known.

    Parameters
    ----------
    said
        Fields of which the user says the column.

    Raises
    ------
    InputError
        If two columns of another field have the same name: they may tell different things.
    """
    _expect_once(table, row, (title for name, title in form.columns.items() if name not in said))
    columns = {_plain(name): index for index, name in reversed(list(enumerate(row)))}
    at = {name: columns[title] for name, title in form.columns.items() if title in columns}
    return at | _size(row)


def _expect_once(table: Table, row: Row, names: Iterable[str]) -> None:
    wanted, heads = set(names), [name.strip().lower() for name in row]
    for name in dict.fromkeys(heads):
        places = [str(number) for number, head in enumerate(heads, 1) if head == name]
        if len(places) > 1 and _plain(name) in wanted:
            told = " and ".join(places)
            raise InputError(table.label, f"{quote(name)} is the name of columns {told}", "rename one of them")


def _size(row: Row) -> dict[str, int]:
    """How many cells a row has at least, up to the last with a name, and at most."""
    return {"cells": max((i for i, name in enumerate(row) if name.strip()), default=-1) + 1, "most_cells": len(row)}


def _tagged(table: Table, row: Row) -> dict[str, int]:
    at = {}
    for name, patterns in HXL_TAGS.items():
        match = (i for pattern in patterns for i, cell in enumerate(row) if carries(cell, pattern))
        if (index := next(match, None)) is not None:
            at[name] = index
    if "start" not in at:
        raise InputError(table.label, "no column is tagged #date", "tag the day of each incident as #date+occurred")
    return at
