"""A case against the evidence: findings, each met, not met or unknown."""

from __future__ import annotations

from geleit.assessment.aid import assess_aid
from geleit.assessment.ceasefire import assess_ceasefire
from geleit.assessment.corridor import assess_corridors
from geleit.assessment.nearby import assess_nearby
from geleit.errors import InputError
from geleit.model.answer import Answer
from geleit.model.case import Case
from geleit.model.finding import Finding

__all__ = ["PARTS", "assess", "assess_aid", "assess_ceasefire", "assess_corridors", "assess_nearby"]

PARTS = ("corridor", "ceasefire", "aid")
"""Groups of checks that :func:`assess` knows."""


def assess(case: Case, answer: Answer | None = None, part: str = "corridor") -> tuple[Finding, ...]:
    """Check what was announced against the evidence.

    Parameters
    ----------
    answer
        The certified answer for the check of time of corridors, or ``None``.
    part
        Which checks, one of :data:`PARTS`.

    Raises
    ------
    InputError
        If there is no such part, or the answer or the evidence does not belong to the case.
    """
    if part not in PARTS:
        raise InputError("part", f"expected one of {', '.join(PARTS)}, found {part!r:.40}")
    if part == "ceasefire":
        return (*assess_ceasefire(case), *assess_nearby(case))
    if part == "aid":
        return assess_aid(case)
    return assess_corridors(case, answer)
