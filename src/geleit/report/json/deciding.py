"""The answer against what nobody knows, as JSON."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from geleit.model.answer import Proved
from geleit.model.certificate import Conditional
from geleit.record.about_case import CaseInRecord
from geleit.record.reach import a_day
from geleit.record.summary import ends_of


def deciding_json(answer: Proved, found: CaseInRecord, certificate: Path | None) -> dict[str, Any]:
    """Needed rates, both bounds by rate, what is on record, and what would follow from it.

    Rates are in persons an hour and crossing, limits in persons a calendar day and crossing.

    Parameters
    ----------
    certificate
        Where the certificate was written, which holds the conditional bounds too.
    """
    return {
        "needed": [
            {
                "people": one.people,
                "exits": one.exits,
                "announcements": one.steps,
                "hours": one.hours,
                "per_hour": one.per_hour,
                "per_crossing_day": one.per_crossing_day,
                "crossing_days": one.crossing_days,
                "crossing_hours": one.crossing_hours,
            }
            for one in answer.needed
        ],
        "by_rate": [
            {
                "rate": point.rate,
                "at_most": point.at_most,
                "at_least_likely": point.at_least_likely,
                "at_least": point.at_least,
            }
            for point in answer.by_rate
        ],
        "precedents": _precedents(found),
        "conditional": [_conditional(answer, one, certificate) for one in answer.certificate.conditional],
    }


def _precedents(found: CaseInRecord) -> dict[str, Any]:
    """The class that goes with the case, persons a calendar day and crossing; who reached the need by the high end."""
    ends, reach = ends_of(found.chosen.rows, a_day), found.reach
    return {
        "class": found.chosen.selection.words(),
        "rows": len(found.chosen.rows),
        "events": found.chosen.events,
        "median": ends and ends.mid.median,
        "q90": ends and ends.mid.q90,
        "highest": ends and ends.high.highest,
        "share_reaching": None if reach is None or not reach.of else reach.high / reach.of,
    }


def _conditional(answer: Proved, one: Conditional, certificate: Path | None) -> dict[str, Any]:
    limit, whole = one.condition.limit, answer.needed[0] if answer.needed else None
    spread = whole is not None and whole.crossing_hours > 0
    return {
        "assumption": one.condition.assumption,
        "basis": "precedent",
        "limit_per_day": limit,
        "rate": limit * whole.crossing_days / whole.crossing_hours if whole and spread else None,
        "at_most": one.rung.at_most,
        "could_not_leave": one.rung.could_not_leave,
        "certificate": None if certificate is None else str(certificate),
    }
