"""A case against the evidence: findings, each met, not met or unknown."""

from __future__ import annotations

from collections.abc import Mapping

from geleit.assessment.aid.checks import CHECKS as AID
from geleit.assessment.aid.checks import assess_aid
from geleit.assessment.ceasefire.checks import OBSERVED, assess_ceasefire
from geleit.assessment.ceasefire.nearby import NEAR, assess_nearby
from geleit.assessment.check import Check
from geleit.assessment.claims import CHECKS as CLAIMS
from geleit.assessment.claims import assess_statements, inquiries_of, inquiry_about
from geleit.assessment.compare.patterns import pattern_of
from geleit.assessment.corridor.checks import assess_corridors
from geleit.assessment.corridor.criteria import CRITERIA
from geleit.errors import InputError
from geleit.model.answer import Proved
from geleit.model.case import Case
from geleit.model.finding import Finding
from geleit.model.inquiry import Inquiry, Reply

__all__ = [
    "CHECKS",
    "PARTS",
    "assess",
    "assess_aid",
    "assess_ceasefire",
    "assess_corridors",
    "assess_nearby",
    "assess_statements",
    "inquiries_of",
    "inquiry_about",
    "pattern_of",
]

CEASEFIRE = (OBSERVED, NEAR)
CHECKS: tuple[Check, ...] = (*CRITERIA, *CEASEFIRE, *AID, *CLAIMS)
"""Every check, in the order of the page on findings."""
PARTS = ("corridor", "ceasefire", "aid", "claims")
"""Groups of checks that :func:`assess` knows."""


def assess(
    case: Case,
    answer: Proved | None = None,
    part: str = "corridor",
    replies: Mapping[Inquiry, Reply] | None = None,
) -> tuple[Finding, ...]:
    """Check what was announced against the evidence.

    Parameters
    ----------
    answer
        The certified answer for the check of time of corridors, or ``None``.
    part
        Which checks, one of :data:`PARTS`.
    replies
        What was proved about :func:`inquiries_of`, for ``claims``.

    Raises
    ------
    InputError
        If there is no such part, or the answer or the evidence does not belong to the case.
    """
    if part not in PARTS:
        raise InputError("part", f"expected one of {', '.join(PARTS)}, found {part!r:.40}")
    if part == "ceasefire":
        return tuple(finding for check in CEASEFIRE for finding in check.find(case))
    if part == "aid":
        return assess_aid(case)
    if part == "claims":
        return assess_statements(case, replies or {})
    return assess_corridors(case, answer)
