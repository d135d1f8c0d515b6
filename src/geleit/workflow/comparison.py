"""Announcements of several cases side by side."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from geleit.model.answer import Proved
    from geleit.model.case import Case
    from geleit.workflow.results import Comparison


def compare(answered: Iterable[tuple[Case, Proved]]) -> Comparison:
    """Set the announcements of several cases side by side: notice, hours, who could leave, who did, what followed.

    Parameters
    ----------
    answered
        Each case with the answer to it.
    """
    from geleit.assessment import assess_ceasefire, pattern_of
    from geleit.workflow.results import Comparison

    pairs = tuple(answered)
    pauses = [(case, finding) for case, _ in pairs for finding in assess_ceasefire(case) if finding.series is not None]
    return Comparison(tuple(pattern_of(case, answer) for case, answer in pairs), tuple(pauses))
