"""Announcements of several cases side by side."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from geleit.model.answer import Proved
    from geleit.model.case import Case
    from geleit.model.pattern import Pattern
    from geleit.model.pause_finding import PauseFinding


@dataclass(frozen=True, eq=False)
class Comparison:
    """Announcements of several cases side by side.

    Parameters
    ----------
    patterns
        Each case reduced to what cases are compared by.
    pauses
        Findings about pauses that monitors show, each with its case.
    """

    patterns: tuple[Pattern, ...]
    pauses: tuple[tuple[Case, PauseFinding], ...]


def compare(answered: Iterable[tuple[Case, Proved]]) -> Comparison:
    """Set the announcements of several cases side by side: notice, hours, who could leave, who did, what followed.

    Parameters
    ----------
    answered
        Each case with the answer to it.
    """
    from geleit.assessment import assess_ceasefire, pattern_of

    pairs = tuple(answered)
    pauses = [(case, finding) for case, _ in pairs for finding in assess_ceasefire(case) if finding.series is not None]
    return Comparison(tuple(pattern_of(case, answer) for case, answer in pairs), tuple(pauses))
