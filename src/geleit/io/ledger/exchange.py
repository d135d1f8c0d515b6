"""The ledger as a CSV file of its own, and back."""

from __future__ import annotations

from pathlib import Path

from geleit.io.case.appending import csv_line, with_rows
from geleit.io.case.specs.statements import STATEMENTS
from geleit.io.case.tables import Folder, csv_records
from geleit.io.ledger.entries import Added, add_entries
from geleit.model.public import LedgerView


def as_csv(name: str, view: LedgerView) -> str:
    """Entries as a CSV table with all columns, which is read as the very same entries, under a line of comment.

    Parameters
    ----------
    name
        Of the file, as messages name it.

    Raises
    ------
    CaseError
        If an entry cannot be read again as it is: its id begins with ``#``, which begins a comment.
    """
    head = f"# {view.publication}\n{csv_line(STATEMENTS.names, ',', chr(10))}"
    return with_rows(name, head, STATEMENTS, [STATEMENTS.row(statement) for statement in view.statements])


def import_entries(case: Path, file: Path) -> Added:
    """Add the entries of a CSV file to the ledger of a case; those that are there already are passed over.

    Raises
    ------
    InputError
        If the file, one of its rows or the case cannot be used; nothing was added then.
    """
    there = file.resolve()
    folder = Folder(there.parent, {})
    records = csv_records(folder.label(there.name), folder.read_text(there.name), STATEMENTS)
    return add_entries(case, records, skip_known=True)
