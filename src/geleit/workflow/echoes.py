"""Whether an entry may only pass on what somebody else said: proposed when it is entered, and decided by a person."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from geleit.errors import InputError

if TYPE_CHECKING:
    from geleit.io.ledger.entries import Ledger
    from geleit.model.statement import Statement

_SOURCE = "to be captured"


@dataclass(frozen=True)
class Echo:
    """A proposal that an entry repeats another.

    Parameters
    ----------
    original
        Id of the other.
    because
        Why it is asked.
    """

    original: str
    because: str


def echo_of(case: Path, statement: Statement) -> Echo | None:
    """What an entry of the ledger of a case may only pass on.

    Raises
    ------
    InputError
        If the ledger cannot be read.
    """
    from geleit.io.ledger.entries import read_ledger

    return _proposed(read_ledger(case), statement)


def echo_of_draft(case: Path, row: Mapping[str, str]) -> Echo | None:
    """What a drafted row may only pass on; ``None`` also where it cannot be read as an entry yet.

    Raises
    ------
    InputError
        If the ledger cannot be read.
    """
    from geleit.io.case.specs.statements import STATEMENTS
    from geleit.io.ledger.entries import new_entry, read_ledger

    ledger = read_ledger(case)
    ids = {**ledger.context.ids, "sources": {_SOURCE}}
    drafted = new_entry({**row, "id": "the draft", "source": _SOURCE})
    try:
        return _proposed(ledger, STATEMENTS.read(drafted, replace(ledger.context, ids=ids)))
    except InputError:
        return None


def _proposed(ledger: Ledger, statement: Statement) -> Echo | None:
    from geleit.assessment import proposed_echo

    found = proposed_echo(ledger, statement)
    return None if found is None else Echo(found[0].id, str(found[1]))
