"""The ledger of a case: who said what, added to, corrected, carried as a file."""

from __future__ import annotations

import os
from collections.abc import Mapping
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from geleit import workflow
from geleit.errors import ArgumentError, InputError
from geleit.library import arguments as given
from geleit.workflow.ledger_export import LEDGER_FORMS, LedgerForm

if TYPE_CHECKING:
    from geleit.io.ledger.chained import Accepted
    from geleit.model.public import LedgerView
    from geleit.model.statement import Statement

Given = str | bool | float | date | datetime | None
"""What a column of the ledger may be given as."""


def add_statement(case: str | Path, speaker: str, text: str, source: str, **columns: Given) -> Statement:
    """Add an entry to the ledger of a case.

    Parameters
    ----------
    case
        The case's folder.
    speaker
        Who said it: a public figure, an office or an organisation.
    text
        What was said, quoted or in your own words.
    source
        Id of the source it was read in.
    columns
        Other columns of the table ``statements``, such as ``at``, ``asserts``, ``about`` or ``sensitive``; a
        ``quantity`` is a number, or a range such as ``10..14`` or ``10..11..14``.

    Returns
    -------
    Statement
        The entry as it is read again.

    Raises
    ------
    InputError
        If the folder is no case, there is no such column, or the entry cannot be used; nothing was added then.
    MissingExtraError
        If the extra ``evidence`` is not installed.
    """
    said = {"speaker": speaker, "text": text, "source": source, **columns}
    return _entered(case, said)


def correct_statement(case: str | Path, id: str, **columns: Given) -> Statement:  # noqa: A002 - named like its column
    """Add an entry to the ledger that takes the place of another, which stays.

    Parameters
    ----------
    id
        Of the entry that was wrong.
    columns
        What is otherwise, as for :func:`add_statement`; an empty text empties a cell.

    Returns
    -------
    Statement
        The new entry.

    Raises
    ------
    InputError
        If there is no such entry, and as for :func:`add_statement`.
    MissingExtraError
        If the extra ``evidence`` is not installed.
    """
    named = given.instance("id", id, str, "the id of an entry")
    if not named:
        raise ArgumentError("id", "missing", "name the entry that was wrong")
    return _entered(case, columns, named)


def accept_edits(case: str | Path, because: str = "", *, by: str = "") -> Accepted:
    """Take the ledger and the sources of a case as they stand, edits by hand and all, and say so in its log.

    Where they are not in the log yet, their chain begins.

    Parameters
    ----------
    case
        The case's folder.
    because
        Why; needed where something was edited by hand.
    by
        Who does this, such as an office.

    Returns
    -------
    Accepted
        The line of the log, and the edits that were found.

    Raises
    ------
    InputError
        If the folder is no case, nothing was edited, no reason is given, or the case cannot be written to.
    MissingExtraError
        If the extra ``evidence`` is not installed.
    """
    folder = given.folder_given(case)
    reason, office = given.instance("because", because, str, "a text"), given.instance("by", by, str, "a text")
    from geleit.io.ledger import chained

    return chained.accept_edits(folder, reason, office)


def import_statements(file: str | Path, case: str | Path) -> tuple[Statement, ...]:
    """Add the entries of a file that are not in the ledger of a case yet: all of them, or none.

    Parameters
    ----------
    file
        A CSV file that :func:`export_statements` wrote.

    Returns
    -------
    tuple
        The entries that were added.

    Raises
    ------
    InputError
        If the folder is no case, or the file or one of its rows cannot be used; nothing was added then.
    MissingExtraError
        If the extra ``evidence`` is not installed.
    """
    path, folder = given.path_given(file, "file"), given.folder_given(case)
    from geleit.io.ledger.exchange import import_entries

    return import_entries(folder, path).statements


def export_statements(
    file: str | Path, case: str | Path, form: LedgerForm = "csv", *, public: bool = False, sensitive: bool = False
) -> int:
    """Write the ledger of a case into a file.

    Parameters
    ----------
    file
        It must not be there yet.
    case
        The case's folder, or the name of a bundled case.
    form
        ``csv``: a table, whose entries :func:`import_statements` reads as the very same. ``claim``: schema.org
        ``Claim``. ``annotation``: W3C annotations of the entries whose words are known. ``claimreview``: schema.org
        ``ClaimReview`` of those that a test of what is public decided; compare them with what :func:`assess` says of
        the whole case before you publish them. All but ``csv`` are public.
    public
        Whether it is to leave the room.
    sensitive
        Of a table that stays in the room: whether sensitive entries are in it, and those that correct one or are part
        of one.

    Returns
    -------
    int
        How many entries were written.

    Raises
    ------
    InputError
        If there is a file already, it cannot be written, the case cannot be used, nothing of it may leave the room, or
        sensitive entries are to leave it.
    """
    path, named = given.path_given(file, "file"), given.path_given(case, "case")
    chosen = given.one_of(form, LEDGER_FORMS, "form")
    leaves, whole = given.view_given(public=public, sensitive=sensitive)
    if whole and chosen != "csv":
        problem = f"the form {chosen} is public, and no sensitive statement leaves the room"
        raise InputError("sensitive", problem, "leave it out, or take the form csv")
    if os.path.lexists(path):
        raise InputError(str(path), "there is a file already", "name a new one")
    from geleit.io.case.casefile import read_case

    if chosen == "claimreview":
        return workflow.write_reviews(path, read_case(named))
    view: LedgerView
    if leaves or chosen != "csv":
        view = workflow.public_of(read_case(named))
    else:
        from geleit.io.case.bundled import find_case
        from geleit.io.ledger.entries import read_ledger

        found = read_ledger(find_case(named))
        view = workflow.ledger_of(found.name, found.statements, found.sources, sensitive=whole)
    return workflow.write_ledger(path, view, chosen)


def _entered(case: str | Path, columns: Mapping[str, Given], corrects: str = "") -> Statement:
    folder = given.folder_given(case)
    said = {name: given.cell_given(value, name) for name, value in columns.items()}
    from geleit.io.ledger.entered import enter

    return enter(folder, said, corrects).statements[0]
