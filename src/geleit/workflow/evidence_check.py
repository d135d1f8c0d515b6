"""A case's record: originals, log, sources and ledger held against each other."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING

from geleit.errors import GeleitError, IncompleteError, InputError, quoted
from geleit.progress import Count, Steps, no_steps

if TYPE_CHECKING:
    from geleit.io.evidence.verify import SourceCheck
    from geleit.model.became import Doubt

MOST_TOLD = 10
"""Alterations that a check of a case tells; the check of its sources tells all."""


def verify_sources(
    case: Path, expected: str = "", progress: Count | None = None, steps: Steps = no_steps
) -> SourceCheck:
    """Check every original and every line of the log, then sources and ledger against them.

    Parameters
    ----------
    expected
        What the hash of the log's last line is known to be; empty where nobody knows.

    Raises
    ------
    InputError
        If nothing was captured or chained, or the store cannot be read.
    """
    from geleit.io.articles.quoted import check_words
    from geleit.io.evidence.verify import check_case
    from geleit.io.ledger.chained import check_ledger_chain

    found = check_case(case, expected, progress)
    problems, notes = [*found.problems], [*found.notes]
    chained, compared = None, 0
    try:
        chain = check_ledger_chain(case)
        chained = chain.rows if chain.begun else None
        problems += chain.edits
        if not chain.begun:
            notes.append(f"the ledger is not chained yet: geleit ledger accept {quoted(case)} begins its chain")
        words = check_words(case, steps)
        compared = words.compared
        problems += words.problems
        notes += words.notes
    except IncompleteError as lacking:
        notes.append(f"the words of the ledger were not looked at: {lacking}")
    except InputError as problem:
        problems.append(str(problem))
    once = tuple(dict.fromkeys(problems))
    return replace(found, problems=once, notes=tuple(notes), chained=chained, compared=compared)


def record_doubts(case: Path, *, statements: int) -> Iterator[Doubt]:
    """What of the record of a case was altered, or is not kept.

    Parameters
    ----------
    statements
        How many it has.
    """
    from geleit.io.evidence.store import store_of
    from geleit.model.became import Doubt

    store = store_of(case)
    if not store.log.exists() and not store.objects.exists():
        if statements:
            yield Doubt("unchained", "statements", "not chained yet: no later edit of the ledger is found")
        return
    try:
        found = verify_sources(case)
    except GeleitError as fault:
        yield Doubt("unchecked", "captured", str(fault))
        return
    for problem in found.problems[:MOST_TOLD]:
        about, _, text = problem.partition(": ")
        yield Doubt("altered", about, text)
    if (more := len(found.problems) - MOST_TOLD) > 0:
        yield Doubt("altered", "captured", f"{more:,} more: geleit source verify {quoted(case)} lists all")
    if found.chained is None and statements:
        yield Doubt("unchained", "statements", "not chained yet: no later edit of the ledger is found")
