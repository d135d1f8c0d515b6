"""All findings of a case: what was announced and said against the evidence."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, assert_never

from geleit.model.finding import Finding, Findings, StatementFinding
from geleit.model.part import PARTS, Part
from geleit.progress import Steps, no_steps

if TYPE_CHECKING:
    from geleit.model.answer import Proved
    from geleit.model.case import Case


def parts_of(case: Case) -> tuple[Part, ...]:
    """The parts that there is something to say about.

    Without incidents there is nothing to say about pauses, without deliveries or stocks about aid.
    """
    return tuple(part for part in PARTS if _speaks_of(case, part))


def _speaks_of(case: Case, part: Part) -> bool:
    match part:
        case "corridor":
            return True
        case "ceasefire":
            return bool(case.incidents or case.reported)
        case "aid":
            return bool(case.deliveries or case.stocks)
        case "claims":
            return any(statement.asserts for statement in case.statements)
        case _:
            assert_never(part)


def assess(case: Case, part: Part | None = None, answer: Proved | None = None, progress: Steps = no_steps) -> Findings:
    """The findings of one part of the checks, or of all parts that there is something to say about.

    Parameters
    ----------
    part
        ``None`` for all of them.
    answer
        For the check of time of corridors; without it, that check is unknown.

    Raises
    ------
    InputError
        If the answer or the evidence does not belong to the case, or people or an exit are far from any street.
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
