"""Entries as a person gives them: as cells of the table, with the moment at which they are entered."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from geleit.errors import ArgumentError
from geleit.io.case.fields import did_you_mean
from geleit.io.case.specs.statements import STATEMENTS
from geleit.io.case.table_spec import Column, Table
from geleit.io.evidence.log_line import moment
from geleit.io.ledger.entries import Added, add_entries, correction, new_entry, read_ledger


def given_columns(table: Table[Any]) -> dict[str, Column]:
    """The columns of a table that a person gives, by their names."""
    return {column.name: column for column in table.columns if column.options}


def cells_of(table: Table[Any], said: Mapping[str, str | bool | None]) -> dict[str, str]:
    """What was given for each column as cells of a table; ``None`` for nothing.

    Raises
    ------
    ArgumentError
        If there is no such column, or a range is none; the column is named.
    """
    known, cells = given_columns(table), dict[str, str]()
    for name, value in said.items():
        if name not in known:
            raise ArgumentError(name, "there is no such column to be given", did_you_mean(name, known))
        if value is None:
            continue
        try:
            cells |= known[name].typed(value if isinstance(value, str) else "yes" if value else "no")
        except ValueError as fault:
            raise ArgumentError(name, str(fault)) from None
    return cells


def enter(case: Path, said: Mapping[str, str | bool | None], corrects: str = "") -> Added:
    """Add an entry to the ledger of a case.

    Parameters
    ----------
    said
        By column.
    corrects
        Id of the entry whose place it takes, if it does; what is not given is as it was there.

    Raises
    ------
    InputError
        If the entry or the case cannot be used, or the ledger cannot be written; nothing was added then.
    """
    cells = cells_of(STATEMENTS, said)
    row = correction(read_ledger(case), corrects, cells) if corrects else cells
    return add_entries(case, [new_entry({**row, "entered_at": moment(datetime.now(UTC))})])
