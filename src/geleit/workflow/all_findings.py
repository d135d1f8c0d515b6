"""All findings of a case: what was announced and said against the evidence."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

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


@dataclass(frozen=True)
class Reviews:
    """Statements that a test decided, as schema.org ``ClaimReview``.

    Parameters
    ----------
    documents
        One for each, with the verdict that the public part of the case comes to.
    otherwise
        Ids of those among them on which the whole case comes to another verdict: for those in the room alone.
    """

    documents: tuple[dict[str, object], ...]
    otherwise: tuple[str, ...]


def review_statements(case: Case, progress: Steps = no_steps) -> Reviews:
    """Review the statements of a case as its public part tests them.

    What is reviewed is a function of the public case, like all that leaves: a verdict that is missing, or another,
    would tell what was said in confidence.
    """
    from geleit.publication import public_case
    from geleit.report.json.claim_review import claim_reviews, verdicts

    def findings_about(seen: Case) -> list[StatementFinding]:
        return [one for one in assess_statements(seen, progress) if isinstance(one, StatementFinding)]

    public = public_case(case)
    judged, shown = verdicts(findings_about(case)), findings_about(public.case)
    decided = {name: verdict for name, verdict in verdicts(shown).items() if verdict != "undetermined"}
    otherwise = tuple(name for name, verdict in decided.items() if verdict != judged.get(name))
    return Reviews(tuple(claim_reviews(public, shown)), otherwise)
