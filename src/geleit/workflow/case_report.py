"""The report of a case with the proofs beside it, and whether a proof is about a case."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from geleit.errors import InputError

if TYPE_CHECKING:
    from geleit.model.answer import Answer
    from geleit.model.case import Case
    from geleit.model.certificate import Certificate
    from geleit.model.finding import Finding
    from geleit.model.plan import Plan


@dataclass(frozen=True)
class WrittenReport:
    """A report on the disk.

    Parameters
    ----------
    page
        The page for readers.
    proofs
        Certificates and plans beside it.
    """

    page: Path
    proofs: tuple[Path, ...]


def write_report(folder: Path, case: Case, findings: Sequence[Finding], answers: Sequence[Answer]) -> WrittenReport:
    """Write ``report.html`` and the proofs beside it.

    The first answer has its proofs in ``certificate.json`` and ``plan.json``, the second in ``certificate-2.json`` and
    ``plan-2.json``, and so on; certificates of statements that are proved impossible are in ``claims``, and in
    ``not-public`` those of statements that must not become public.

    Raises
    ------
    InputError
        If the folder or a file cannot be written.
    """
    from geleit import report
    from geleit.files import expect_writable
    from geleit.io.proofs import proof_names, write_certificates, write_proofs

    numbered = list(enumerate(answers, 1))
    expect_writable(folder, "report.html", *(name for number, _ in numbered for name in proof_names(number)))
    proofs = [path for number, answer in numbered for path in write_proofs(folder, answer, number)]
    proofs += write_certificates(folder, case, findings).values()
    return WrittenReport(report.write_report(folder, case, findings, answers), tuple(proofs))


def problems_with(proof: Certificate | Plan, case: Case, statement: str | None = None) -> tuple[str, ...]:
    """What shows that a proof is not about a case, or not about a statement of it; empty when it is.

    Raises
    ------
    InputError
        If the case has no such statement, or no proof can decide it.
    """
    from geleit.evacuation.answer import belongs

    return belongs(proof, case if statement is None else _about_statement(case, statement))


def _about_statement(case: Case, statement: str) -> Case:
    """The case as the certificate of a statement is about it: its exits open in the statement's time only."""
    from geleit.assessment import inquiry_about
    from geleit.evacuation.inquiry import narrowed
    from geleit.io.case.fields import did_you_mean

    known = {row.id: row for row in case.statements}
    if statement not in known:
        raise InputError("statement", f"no statement has the id {statement!r:.80}", did_you_mean(statement, known))
    asked = inquiry_about(case, known[statement])
    if asked is None:
        problem = f"no proof can decide the statement {statement!r:.80}"
        raise InputError("statement", problem, "see docs/method/claims.md")
    return narrowed(case, asked)
