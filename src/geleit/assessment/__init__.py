"""A case against the evidence: findings, each met, not met or unknown."""

from __future__ import annotations

from collections.abc import Mapping
from typing import assert_never

from geleit.assessment.aid.checks import CHECKS as AID
from geleit.assessment.aid.checks import assess_aid
from geleit.assessment.ceasefire.checks import OBSERVED, assess_ceasefire
from geleit.assessment.ceasefire.nearby import NEAR, assess_nearby
from geleit.assessment.check import Check
from geleit.assessment.claims import CHECKS as CLAIMS
from geleit.assessment.claims import (
    assess_statements,
    inquiries_of,
    inquiry_about,
    longer_hours,
    proposed_echo,
    proposition_of,
    uncovered,
)
from geleit.assessment.compare.patterns import pattern_of
from geleit.assessment.corridor.checks import assess_corridors
from geleit.assessment.corridor.criteria import CRITERIA
from geleit.assessment.replies import claimants_in, reply_sheets
from geleit.model.answer import Proved
from geleit.model.case import Case
from geleit.model.finding import Finding
from geleit.model.inquiry import Inquiry, Reply
from geleit.model.part import PARTS, Part

__all__ = [
    "CHECKS",
    "assess",
    "assess_aid",
    "assess_ceasefire",
    "assess_corridors",
    "assess_nearby",
    "assess_statements",
    "checks_of",
    "claimants_in",
    "inquiries_of",
    "inquiry_about",
    "longer_hours",
    "part_of",
    "pattern_of",
    "proposed_echo",
    "proposition_of",
    "reply_sheets",
    "uncovered",
]

CEASEFIRE = (OBSERVED, NEAR)


def checks_of(part: Part) -> tuple[Check, ...]:
    """The checks of a part."""
    match part:
        case "corridor":
            return CRITERIA
        case "ceasefire":
            return CEASEFIRE
        case "aid":
            return AID
        case "claims":
            return CLAIMS
        case _:
            assert_never(part)


CHECKS: tuple[Check, ...] = tuple(check for part in PARTS for check in checks_of(part))
"""Every check, in the order of the page on findings."""
_PARTS_BY_CODE = {check.code: part for part in PARTS for check in checks_of(part)}


def part_of(code: str) -> Part | None:
    """The part that the check of a code is in; ``None`` where there is no such check."""
    return _PARTS_BY_CODE.get(code)


def assess(
    case: Case,
    answer: Proved | None = None,
    part: Part = "corridor",
    replies: Mapping[Inquiry, Reply] | None = None,
) -> tuple[Finding, ...]:
    """Check what was announced against the evidence.

    Parameters
    ----------
    answer
        The certified answer for the check of time of corridors, or ``None``.
    part
        Which checks.
    replies
        What was proved about :func:`inquiries_of`, for ``claims``.

    Raises
    ------
    InputError
        If the answer or the evidence does not belong to the case.
    """
    match part:
        case "corridor":
            return assess_corridors(case, answer)
        case "ceasefire":
            return tuple(finding for check in CEASEFIRE for finding in check.find(case))
        case "aid":
            return assess_aid(case)
        case "claims":
            return assess_statements(case, replies or {})
        case _:
            assert_never(part)
