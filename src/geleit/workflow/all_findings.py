"""All findings of a case: what was announced and said against the evidence."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from geleit.model.finding import Finding, Findings, StatementFinding
from geleit.progress import Steps, no_steps

if TYPE_CHECKING:
    from geleit.model.answer import Proved
    from geleit.model.case import Case


def parts() -> tuple[str, ...]:
    """The parts of the checks by name."""
    from geleit.assessment import PARTS

    return PARTS


def parts_of(case: Case) -> tuple[str, ...]:
    """The parts that there is something to say about.

    Without incidents there is nothing to say about pauses, without deliveries or stocks about aid.
    """
    there = {
        "corridor": True,
        "ceasefire": bool(case.incidents or case.reported),
        "aid": bool(case.deliveries or case.stocks),
        "claims": any(statement.asserts for statement in case.statements),
    }
    return tuple(part for part in parts() if there[part])


def part_of(finding: Finding) -> str:
    """The part of the checks that a finding is of."""
    first = finding.code.partition("-")[0].lower()
    return {"claim": "claims"}.get(first, first) if first in ("corridor", "ceasefire", "aid", "claim") else "corridor"


def assess(case: Case, part: str | None = None, answer: Proved | None = None, progress: Steps = no_steps) -> Findings:
    """The findings of one part of the checks, or of all parts that there is something to say about.

    Parameters
    ----------
    part
        One of :func:`parts`; ``None`` for all of them.
    answer
        For the check of time of corridors; without it, that check is unknown.

    Raises
    ------
    InputError
        If there is no such part, or the answer or the evidence does not belong to the case, or people or an exit are
        far from any street.
    """
    from geleit import assessment

    found: list[Finding] = []
    for one in parts_of(case) if part is None else (part,):
        found += assess_statements(case, progress) if one == "claims" else assessment.assess(case, answer, one)
    return Findings(replace(finding, case=case.name, start=case.period.start) for finding in found)


def assess_statements(case: Case, progress: Steps = no_steps) -> Findings:
    """Test the statements of a case, with what has to be proved for that."""
    from geleit import assessment
    from geleit.evacuation.inquiry import inquire

    asked = assessment.inquiries_of(case)
    proved = inquire(case, asked, lambda step: progress(step, 1 + len(asked)))
    return Findings(assessment.assess_statements(case, proved))


def review_statements(case: Case, progress: Steps = no_steps) -> tuple[dict[str, Any], ...]:
    """Test the statements that are public by what is public alone, and review those that came to a verdict."""
    from geleit.publication import public_case
    from geleit.report.json.claim_review import claim_reviews

    public = public_case(case)
    findings = assess_statements(public.case, progress)
    return tuple(claim_reviews(public, (one for one in findings if isinstance(one, StatementFinding))))
