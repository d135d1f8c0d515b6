"""What a check of aid declares."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from geleit.assessment.aid.shipments import Line
from geleit.assessment.check import Subject
from geleit.model.aid import AidFinding
from geleit.model.case import Case


@dataclass(frozen=True)
class AidCheck:
    """A check of what gets in.

    Parameters
    ----------
    find
        Its findings, given the case and its loads; of a check that is asked of loads, about one of them at a time.
    """

    code: str
    asked_of: frozenset[Subject]
    source: str
    find: Callable[[Case, Sequence[Line]], Iterable[AidFinding]]
