"""Geleit: who could have left, by when? Certified answers about humanitarian corridors.

>>> import geleit
>>> case = geleit.read_case("aleppo-2016")
>>> answer = geleit.evacuate(case, deadline="2016-08-04T00:00+03:00")
>>> assert geleit.certify(answer.certificate).holds
"""

from __future__ import annotations

from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

# everything else is imported late, so that the checker and --help load neither solver nor numerical library
from geleit.certify import Check, certify
from geleit.errors import CaseError, CertificateError, GeleitError, InputError, MissingExtraError, StreetsError

if TYPE_CHECKING:
    from collections.abc import Iterable

    from geleit.model.answer import Answer
    from geleit.model.case import Case
    from geleit.model.finding import Finding

__version__ = "0.1.0"

__all__ = [
    "CaseError",
    "CertificateError",
    "Check",
    "GeleitError",
    "InputError",
    "MissingExtraError",
    "StreetsError",
    "assess",
    "certify",
    "evacuate",
    "read_case",
    "write_report",
]


def read_case(path: str | Path) -> Case:
    """Read a case folder, or a bundled case by its name.

    Raises
    ------
    CaseError
        If a file of the case cannot be used; names file, row and field.
    """
    from geleit.io.case import casefile

    return casefile.read_case(path)


def evacuate(case: Case, deadline: datetime | str | None = None) -> Answer:
    """Bound, plan and prove who can be out by the deadline.

    Parameters
    ----------
    deadline
        A datetime or ISO 8601 text, in the case's zone when it names none; the case's own deadline by default.

    Raises
    ------
    InputError
        If the deadline is no time or outside the period, or an exit or people are far from any street.
    """
    if isinstance(deadline, str):
        try:
            deadline = datetime.fromisoformat(deadline)
        except ValueError:
            raise InputError("deadline", f"expected a time such as 2016-08-04T00:00, found {deadline!r:.40}") from None
    from geleit.evacuation.answer import evacuate as ask

    return ask(case, deadline)


def assess(case: Case, answer: Answer | None = None, part: str = "corridor") -> tuple[Finding, ...]:
    """Check what was announced against the evidence.

    Parameters
    ----------
    answer
        The certified answer to use for the check of time; worked out for the case's deadline by default.
    part
        Which checks: ``corridor``, ``ceasefire``, ``aid`` or ``claims``.
    """
    from geleit import assessment

    if answer is None and part == "corridor":
        answer = evacuate(case)
    if part != "claims":
        return assessment.assess(case, answer, part)
    from geleit.evacuation.inquiry import inquire

    return assessment.assess(case, None, part, inquire(case, assessment.inquiries_of(case), lambda _: None))


def write_report(
    folder: str | Path,
    case: Case,
    findings: Iterable[Finding],
    answers: Iterable[Answer],
    *,
    public: bool = False,
    sensitive: bool = False,
) -> Path:
    """Write ``report.html``, with the certificate and plan of each answer, into a folder.

    Parameters
    ----------
    public
        Whether it is to leave the room: then only what may is written, with certificates of its own and no plan, and
        else every file says that it is not for publication.
    sensitive
        Of a report that stays in the room: whether sensitive statements are in it.

    Raises
    ------
    InputError
        If the folder cannot be written, or all of the case lies ahead, so that nothing of it may leave.
    """
    from geleit import workflow
    from geleit.io.public_folder import expect_public_folder

    given = workflow.written_as(case, tuple(findings), tuple(answers), public=public, sensitive=sensitive)
    expect_public_folder(Path(folder), given[0])
    return workflow.write_report(Path(folder), *given).page
