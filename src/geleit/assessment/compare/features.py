"""Features that announcements of several cases may have in common, each a fact of the case or not known."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from geleit.assessment.corridor.destination import room_for_all
from geleit.model.aid import Span
from geleit.model.answer import Proved
from geleit.model.case import Case
from geleit.model.figures import NOTICE, OPEN_A_WEEK
from geleit.model.finding import OPERATION, Finding, Verdict
from geleit.model.pattern import Announcement, Departures, Feature, Holds, Monitored
from geleit.model.window import HOUR

MOST = 0.5
"""Share of the people from which on most of them left."""
_NOT: dict[Verdict, Holds] = {"met": "no", "not met": "yes", "unknown": "unknown"}


def features_of(
    case: Case,
    answer: Proved | None,
    announcements: Sequence[Announcement],
    left: Sequence[Departures],
    monitored: Sequence[Monitored],
    checked: Mapping[tuple[str, str], Finding],
) -> tuple[Feature, ...]:
    """Every feature, in a fixed order.

    Parameters
    ----------
    announcements, left, watched
        What the case was reduced to.
    checked
        What the checks of corridors and pauses came to, by code and subject.
    """
    notice, week = NOTICE / HOUR, OPEN_A_WEEK / HOUR
    fire = any(monitor.within for monitor in monitored)
    demanded = any(statement.asserts == "deadline" for statement in case.statements)
    found: dict[str, Holds] = {
        "NOT-AGREED": _of_all(_NOT[a.agreed] for a in announcements),
        "ONE-SIDE": _of_all(_NOT[a.more_than_one_side] for a in announcements),
        "SHORT-NOTICE": _of_all(_below(a.notice, notice) for a in announcements),
        "FEW-HOURS": _of_all(_below(a.a_week, week) for a in announcements),
        "NO-PLACE": _of_all(_NOT[verdict_of(checked["CORRIDOR-PLACE", corridor.id])] for corridor in case.corridors),
        "DEADLINE": "yes" if demanded else "unknown",
        "TOO-SHORT": _too_short(answer),
        "FEW-PLACES": _NOT[room_for_all(case).verdict],
        "MOST-STAYED": _of_all(_below(reported.share, MOST) for reported in left),
        "NO-AID": _NOT[verdict_of(checked["CORRIDOR-AID-IN", OPERATION])],
        "FIRE": "yes" if fire else _NOT[verdict_of(checked["CORRIDOR-FIRE", OPERATION])],
    }
    return tuple(Feature(code, holds) for code, holds in found.items())


def _of_all(parts: Iterable[Holds]) -> Holds:
    """Whether something holds of all, of some or of none; what is not known of one is not known of all."""
    found = set(parts)
    if "yes" in found:
        return "yes" if found == {"yes"} else "some"
    return "no" if found == {"no"} else "unknown"


def _below(amount: Span | None, criterion: float) -> Holds:
    if amount is not None and amount.high is not None and amount.high < criterion:
        return "yes"
    return "no" if amount is not None and amount.low >= criterion else "unknown"


def _too_short(answer: Proved | None) -> Holds:
    if answer is None:
        return "unknown"
    if answer.could_not_leave > 0:
        return "yes"
    return "no" if answer.clearance.by is not None and answer.clearance.by <= answer.deadline else "unknown"


def verdict_of(finding: Finding) -> Verdict:
    """Of a check of an announcement, which has no other verdicts."""
    assert finding.verdict in ("met", "not met", "unknown")  # noqa: S101
    return finding.verdict
