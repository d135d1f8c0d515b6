"""Mappings that a case keeps (``mappings.csv``): which column of a file that was imported holds what."""

from __future__ import annotations

import csv
import io
from collections.abc import Mapping
from pathlib import Path

from geleit.errors import CaseError
from geleit.files import write_atomically
from geleit.io.case.columns import Text
from geleit.io.case.file_names import MAPPINGS
from geleit.io.case.table_spec import Table
from geleit.io.case.tables import csv_records
from geleit.io.foreign.kinds import TABLE
from geleit.io.foreign.sizes import read_bytes
from geleit.io.foreign.utf8 import decoded
from geleit.model.letters import to_cell

_TABLE: Table[dict[str, object]] = Table(
    "mappings", tuple(Text(name, required=True) for name in ("table", "file", "holds", "column")), makes=dict
)
Rows = dict[tuple[str, str], dict[str, str]]


def kept_mapping(case: Path, table: str, file: str) -> dict[str, str]:
    """Columns by what they hold, as the last import of a file of that name was told; empty where it was told nothing.

    Parameters
    ----------
    table
        What is imported, such as ``incidents``.
    file
        Name of the file, without folders.

    Raises
    ------
    CaseError
        If what the case keeps is damaged.
    """
    return _read(case).get((table, file), {})


def keep_mapping(case: Path, table: str, file: str, columns: Mapping[str, str]) -> None:
    """Keep a mapping for the next import of a file of that name, in the place of an earlier one.

    Raises
    ------
    InputError
        If it cannot be read or written.
    """
    kept = _read(case)
    if kept.get((table, file), {}) == columns:
        return
    kept[table, file] = dict(columns)
    rows = [(*key, what, column) for key, told in kept.items() for what, column in told.items()]
    text = io.StringIO()
    csv.writer(text).writerows([_TABLE.names, *(tuple(map(to_cell, row)) for row in rows)])
    write_atomically(case / MAPPINGS, text.getvalue())


def _read(case: Path) -> Rows:
    path = case / MAPPINGS
    label = f"{case.name}/{MAPPINGS}"
    if not path.is_file():
        return {}
    text = decoded(label, read_bytes(path, TABLE, label, CaseError), CaseError)
    found: Rows = {}
    for row in csv_records(label, text, _TABLE):
        table, file, holds, column = (row.text(name) for name in _TABLE.names)
        found.setdefault((table, file), {})[holds] = column
    return found
