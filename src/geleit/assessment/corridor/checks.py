"""The checks of an announcement: what the corridors and pauses of a case come to, and the operation as a whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from geleit.assessment.check import Subject
from geleit.assessment.corridor.announced import Announced
from geleit.assessment.corridor.criteria import CRITERIA
from geleit.assessment.corridor.criterion import Asked, Criterion, Operation
from geleit.assessment.corridor.testimony import Testimony
from geleit.assessment.corridor.timing import of_all_the_time, of_another_time
from geleit.assessment.impartiality import Impartiality, belligerents, impartiality_in
from geleit.assessment.pause_scope import may_be_unbound
from geleit.assessment.weighing import Outcome, weigh
from geleit.errors import CaseError, InputError
from geleit.messages import say
from geleit.model.answer import Proved
from geleit.model.case import Case
from geleit.model.corridor import Corridor, Pause
from geleit.model.finding import OPERATION, Evidence, Finding


def assess_corridors(case: Case, answer: Proved | None) -> tuple[Finding, ...]:
    """Check the announced corridors and pauses of a case, and the operation as a whole.

    Parameters
    ----------
    answer
        The certified answer for the check of time; without it that check is ``unknown``.

    Returns
    -------
    findings
        The operation first, then each corridor, then each pause; within each in the order of
        :data:`geleit.assessment.corridor.criteria.CRITERIA`. There is no verdict over all of them.

    Raises
    ------
    InputError
        If the answer is about another case, or a row of evidence names a check or subject that does not exist.
    """
    if answer is not None and answer.case != case.name:
        raise InputError("answer", f"it is about {answer.case}, not about {case.name}", "ask again for this case")
    _refuse_stray_rows(case)
    asked = (_of_part(case, answer, announced, criterion) for announced in case.announced for criterion in CRITERIA)
    parts = [finding for finding in asked if finding is not None]
    whole = [_of_operation(case, answer, criterion, parts) for criterion in CRITERIA]
    return (*whole, *parts)


def _of_part(case: Case, answer: Proved | None, announced: Announced, criterion: Criterion) -> Finding | None:
    """The finding about a corridor or pause; ``None`` where the check is not asked of it."""
    basis = criterion.basis(case, answer, announced)
    if basis is None:
        return None
    found, rows = basis
    impartiality = impartiality_in(case, {*announced.announced_by, *_sides(case, criterion)})
    testimony = _testimony(case, [announced], criterion, impartiality)
    told = [testimony.taken(_in_time(case, announced, criterion, r)) for r in _rows(case, announced.id, criterion.name)]
    rows = _of_all_its_time(case, [announced], criterion, [*told, *map(testimony.known, rows)])
    return _finding(criterion, announced.id, weigh(criterion.asks, found, rows, impartiality))


def _of_operation(case: Case, answer: Proved | None, criterion: Criterion, parts: Sequence[Finding]) -> Finding:
    whole = Operation(criterion, [part for part in parts if part.code == criterion.code])
    found, rows = criterion.operation.of(Asked(case, answer, whole))
    impartiality = _impartiality_in_all(case, criterion)
    testimony = _testimony(case, case.announced, criterion, impartiality)
    told = [*map(testimony.taken, _rows(case, OPERATION, criterion.name)), *map(testimony.known, rows)]
    told = _of_all_its_time(case, case.announced, criterion, told)
    rows = [*told, *_rows_of_parts(case, criterion, impartiality)]
    return _finding(criterion, OPERATION, weigh(criterion.asks, found, rows, impartiality))


def _impartiality_in_all(case: Case, criterion: Criterion) -> Impartiality:
    """Own word about the whole is only that of parties who announced every part of it."""
    announcers = [frozenset(a.announced_by) for a in case.announced]
    everywhere = frozenset.intersection(*announcers) if announcers else frozenset()
    return impartiality_in(case, everywhere | _sides(case, criterion))


def _sides(case: Case, criterion: Criterion) -> frozenset[str]:
    """Parties who speak of their own act beside those who announced: each, where it is asked whether it agreed."""
    return belligerents(case) if criterion.of_each_side else frozenset()


def _testimony(
    case: Case, announced: Sequence[Announced], criterion: Criterion, impartiality: Impartiality
) -> Testimony:
    return Testimony(case, announced, impartiality, criterion.once_open or criterion.of_its_hours)


def _rows(case: Case, subject: str, check: str) -> list[Evidence]:
    return [o.evidence for o in case.observations if o.subject == subject and o.check == check]


def _in_time(case: Case, announced: Announced, criterion: Criterion, row: Evidence) -> Evidence:
    """A row of evidence, which gives no more than context where it is of another time than the check asks about."""
    if row.says == "context" or not criterion.of_its_hours:
        return row
    if row.says == "against" and isinstance(announced, Pause) and may_be_unbound(case, announced, str(row.message)):
        return replace(row, says="context", message=say("corridor.of-others-perhaps", evidence=row.message))
    if not of_another_time(case, announced, row):
        return row
    return replace(row, says="context", message=say("corridor.of-another-time", evidence=row.message))


def _of_all_its_time(
    case: Case, all_announced: Sequence[Announced], criterion: Criterion, rows: Sequence[Evidence]
) -> list[Evidence]:
    """Rows of evidence, of which none decides for what is asked of all the time that is of a part of it alone.

    It is heard against what somebody else says.
    """
    yes = [row for row in rows if row.says == "for"] if criterion.lasting else []
    asked_of = all_announced if criterion.asked_of != {OPERATION} else ()
    return [
        replace(row, asked=True, message=say("corridor.of-part-of-its-time", evidence=row.message))
        if row in yes and not of_all_the_time(case, asked_of, row, yes)
        else row
        for row in rows
    ]


def _rows_of_parts(case: Case, criterion: Criterion, impartiality: Impartiality) -> list[Evidence]:
    """Evidence about a corridor or pause for a check that is not asked of it speaks about the operation.

    What is so of a part is not so of the whole: there it only gives context. What is not so of a part is not.
    """
    return [
        replace(
            row,
            message=say("weighing.part", subject=announced.id, finding=row.message),
            says="context" if row.says == "for" else row.says,
        )
        for announced in case.announced
        if _kind(announced) not in criterion.asked_of
        for row in map(
            _testimony(case, [announced], criterion, impartiality).taken, _rows(case, announced.id, criterion.name)
        )
    ]


def _kind(announced: Announced) -> Subject:
    return "corridor" if isinstance(announced, Corridor) else "pause"


def _finding(criterion: Criterion, subject: str, outcome: Outcome) -> Finding:
    return Finding(criterion.code, subject, outcome.verdict, outcome.message, tuple(outcome.evidence), criterion.source)


def _refuse_stray_rows(case: Case) -> None:
    """A row that no check would read is a mistake that must not go unnoticed."""
    checks = [y.name for y in CRITERIA]
    subjects = {OPERATION, *(a.id for a in case.announced)}
    for i, row in enumerate(case.observations):
        where = f"{case.name}: evidence[{i}]"
        if row.check not in checks:
            raise CaseError(f"{where}.check", f"no check is named {row.check!r:.40}", f"one of {', '.join(checks)}")
        if row.subject not in subjects:
            problem = f"no corridor or pause has the id {row.subject!r:.40}"
            raise CaseError(f"{where}.subject", problem, f"or write {OPERATION}")
