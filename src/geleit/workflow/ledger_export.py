"""The ledger in a file, for a spreadsheet or for programs of others."""

from __future__ import annotations

import json
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeAlias, get_args

from geleit.errors import InputError, quoted
from geleit.files import write_atomically
from geleit.progress import Steps, no_steps
from geleit.workflow.all_findings import review_statements

if TYPE_CHECKING:
    from geleit.model.case import Case
    from geleit.model.public import LedgerView


LedgerForm: TypeAlias = Literal["csv", "claim", "annotation", "claimreview"]
"""What the ledger is written as."""
LEDGER_FORMS: tuple[LedgerForm, ...] = get_args(LedgerForm)


def write_ledger(file: Path, view: LedgerView, form: LedgerForm) -> int:
    """Write the entries of a view of the ledger; how many.

    Parameters
    ----------
    form
        ``csv``, a table whose entries are read as the very same; of what is public also ``annotation``, W3C annotations
        of the entries whose words are known, and ``claim``, schema.org ``Claim``.

    Raises
    ------
    InputError
        If an entry cannot be written, or the file cannot; or the view is not public, and the form is not ``csv``.
    """
    from geleit.io.ledger.exchange import as_csv
    from geleit.model.public import PublicCase
    from geleit.report.json.linked_data import annotations_jsonld, claims_jsonld

    if form == "csv":
        write_atomically(file, as_csv(str(file), view))
        return len(view.statements)
    if not isinstance(view, PublicCase):
        raise InputError(
            form, "only the public part of a ledger is written so", "take the public part of the case, or csv"
        )
    built = claims_jsonld(view) if form == "claim" else annotations_jsonld(view)
    write_atomically(file, json.dumps(built, ensure_ascii=False, indent=2) + "\n")
    return sum(form == "claim" or statement.wording is not None for statement in view.statements)


def write_reviews(file: Path, case: Case, progress: Steps = no_steps) -> int:
    """Write schema.org ``ClaimReview`` of the statements of a case that a test of what is public decides; how many.

    Raises
    ------
    InputError
        If none did, or the file cannot be written.
    """
    reviews = review_statements(case, progress)
    if not reviews:
        problem = "no entry that may become public came to a verdict, so there is nothing to review"
        raise InputError("ledger", problem, f"geleit assess {quoted(case.name)} claims shows what each test lacks")
    write_atomically(file, json.dumps(reviews, ensure_ascii=False, indent=2) + "\n")
    return len(reviews)
