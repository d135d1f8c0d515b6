"""What to ask whoever entered a statement, so that what it leaves open is settled."""

from __future__ import annotations

from collections.abc import Set

from geleit.assessment.claims.reported_counts import Gap
from geleit.messages import Message, say

_QUESTIONS: dict[Gap, Message] = {
    "about": say("statements.ask-exits"),
    "whom": say("statements.ask-whom"),
    "since": say("statements.ask-since"),
    "by": say("statements.ask-by"),
    "day": say("statements.ask-day"),
    "figure": say("statements.ask-figure"),
    "rate": say("statements.ask-rate"),
    "ahead": say("statements.ask-ahead"),
}


def questions_of(gaps: Set[Gap], *, exits: bool = True) -> tuple[Message, ...]:
    """A question for each gap.

    Parameters
    ----------
    exits
        Whether it is about exits, and not about a place.
    """
    asked = _QUESTIONS if exits else _QUESTIONS | {"about": say("statements.ask-where")}
    return tuple(question for gap, question in asked.items() if gap in gaps)
