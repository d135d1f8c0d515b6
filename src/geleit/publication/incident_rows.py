"""Rows of incidents that monitors publish: counted in what may leave the room, and not listed one by one there.

Whoever publishes them may forbid passing them on, as ACLED does; and a row tells a day, a place and a source.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import replace
from typing import TypeVar

from geleit.messages.message import Message, say
from geleit.model.case import Case
from geleit.model.finding import Evidence, Finding
from geleit.model.pause_finding import PauseFinding
from geleit.publication.names import MONITORS

_ROWS = frozenset({"ceasefire.violation", "ceasefire.incident-near", "ceasefire.incident-by-near", "corridor.incident"})
"""Codes of evidence that is one incident."""

SomeFinding = TypeVar("SomeFinding", bound=Finding)


def monitors_in(case: Case) -> frozenset[str]:
    """Who reports incidents that were imported into a case, and the publishers that are known."""
    return frozenset({*MONITORS, *(name for _, some in case.reported for name in some.claimant.names)})


def in_counts(finding: SomeFinding, of: Callable[[str], bool] = lambda _: True) -> SomeFinding:
    """A finding with the number of incidents in the place of each of them.

    Parameters
    ----------
    of
        Whether the rows of a claimant are left out; by default those of all.
    """
    told = replace(finding, evidence=tuple(_counted(finding.evidence, of)))
    if isinstance(told, PauseFinding) and told.kept is not None and of(told.claimant):
        return replace(told, kept=replace(told.kept, violations=(), not_fire=()))
    return told


def _counted(evidence: Iterable[Evidence], of: Callable[[str], bool]) -> Iterable[Evidence]:
    """The evidence, and behind it how many rows of each claimant were left out, by what they speak for."""
    rows: Counter[Evidence] = Counter()
    for row in evidence:
        if _is_row(row.message) and of(row.claimant):
            rows[replace(row, message=say("ceasefire.rows-left", rows=0), source="", at=None)] += 1
        else:
            yield row
    for row, number in rows.items():
        yield replace(row, message=say("ceasefire.rows-left", rows=number))


def _is_row(message: Message) -> bool:
    """Whether a message is one incident, perhaps with what is said of its time around it."""
    within = (value for _, value in message.values if isinstance(value, Message))
    return message.code in _ROWS or (message.code.startswith("corridor.of-") and any(map(_is_row, within)))
