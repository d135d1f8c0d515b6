"""The checks of an announcement: what the corridors and pauses of a case come to, and the operation as a whole."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from geleit.assessment.corridor.announced import Announced, agreed, announced_in, more_than_one_side, placed
from geleit.assessment.corridor.criteria import CRITERIA, OPERATION, Criterion, Kind
from geleit.assessment.corridor.destination import room, room_for_all
from geleit.assessment.corridor.table_evidence import aid_in, fire_in, fire_undecided, vulnerable_inside
from geleit.assessment.corridor.timing import noticed, time_for_all, time_of_corridor, time_of_pause
from geleit.assessment.impartiality import Impartiality, impartiality_in
from geleit.assessment.weighing import DOUBTS, Outcome, as_message, joined, weigh
from geleit.errors import CaseError, InputError
from geleit.messages.message import words
from geleit.model.answer import Answer
from geleit.model.case import Case
from geleit.model.corridor import Corridor, Pause
from geleit.model.finding import Evidence, Finding


def assess_corridors(case: Case, answer: Answer | None) -> tuple[Finding, ...]:
    """Check the announced corridors and pauses of a case, and the operation as a whole.

    Parameters
    ----------
    answer
        The certified answer for the check of time; without it that check is ``unknown``.

    Returns
    -------
    findings
        The operation first, then each corridor, then each pause; within each in the order of
        :data:`geleit.assessment.corridor.criteria.YARDSTICKS`. There is no verdict over all of them.

    Raises
    ------
    InputError
        If the answer is about another case, or a row of evidence names a check or subject that does not exist.
    """
    if answer is not None and answer.case != case.name:
        raise InputError("answer", f"it is about {answer.case}, not about {case.name}", "ask again for this case")
    _refuse_stray_rows(case)
    parts = [
        _of_part(case, answer, announced, criterion)
        for announced in announced_in(case)
        for criterion in CRITERIA
        if _kind(announced) in criterion.kinds
    ]
    whole = [_of_operation(case, answer, criterion, parts) for criterion in CRITERIA]
    return (*whole, *parts)


def _of_part(case: Case, answer: Answer | None, announced: Announced, criterion: Criterion) -> Finding:
    impartiality = impartiality_in(case, announced.announced_by)
    rows = _rows(case, announced.id, criterion.name)
    found = _compute(case, answer, announced, criterion.name)
    if criterion.name == "FIRE" and isinstance(announced, Pause):
        incidents = list(fire_in(case, announced))
        rows += incidents
        found = fire_undecided(incidents)
    return _finding(criterion, announced.id, weigh(criterion.asks, found, rows, impartiality))


def _compute(case: Case, answer: Answer | None, announced: Announced, check: str) -> Outcome | None:
    """What can be computed of a check; ``None`` when it rests on the word of claimants alone."""
    if check == "AGREED":
        return agreed(case, announced)
    if check == "UNILATERAL":
        return more_than_one_side(case, announced)
    if check == "NOTICE":
        return noticed(case, announced)
    if isinstance(announced, Pause):
        return time_of_pause(announced) if check == "TIME" else None
    if check == "TIME":
        return time_of_corridor(case, answer, announced)
    if check == "DESTINATION":
        return replace(room(case, announced), open_to=DOUBTS)  # words do not make up for places
    return placed(case, announced) if check == "PLACE" else None


def _of_operation(case: Case, answer: Answer | None, criterion: Criterion, parts: Sequence[Finding]) -> Finding:
    impartiality = _impartiality_in_all(case)
    rows = _rows(case, OPERATION, criterion.name) + _rows_of_parts(case, criterion)
    if criterion.name == "AID-IN":
        rows += aid_in(case)
    if criterion.name == "VULNERABLE":
        rows.append(vulnerable_inside(case))
    if criterion.name == "TIME":
        found: Outcome | None = time_for_all(case, answer)
    elif criterion.name == "DESTINATION":
        found = replace(room_for_all(case), open_to=DOUBTS)
    elif criterion.kinds == {"operation"}:
        found = None
    else:
        found = joined(criterion.asks, criterion.parts, [p for p in parts if p.code == criterion.code])
    return _finding(criterion, OPERATION, weigh(criterion.asks, found, rows, impartiality))


def _impartiality_in_all(case: Case) -> Impartiality:
    """Own word about the whole is only that of parties who announced every part of it."""
    announcers = [frozenset(a.announced_by) for a in announced_in(case)]
    return impartiality_in(case, frozenset.intersection(*announcers) if announcers else ())


def _rows(case: Case, subject: str, check: str) -> list[Evidence]:
    return [o.evidence for o in case.observations if o.subject == subject and o.check == check]


def _rows_of_parts(case: Case, criterion: Criterion) -> list[Evidence]:
    """Evidence about a corridor or pause for a check that is not asked of it speaks about the operation."""
    return [
        replace(row, message=words(f"{announced.id}: {row.text}"))
        for announced in announced_in(case)
        if _kind(announced) not in criterion.kinds
        for row in _rows(case, announced.id, criterion.name)
    ]


def _kind(announced: Announced) -> Kind:
    return "corridor" if isinstance(announced, Corridor) else "pause"


def _finding(criterion: Criterion, subject: str, outcome: Outcome) -> Finding:
    message = as_message(outcome.summary)
    return Finding(criterion.code, subject, outcome.verdict, message, tuple(outcome.evidence), criterion.source)


def _refuse_stray_rows(case: Case) -> None:
    """A row that no check would read is a mistake that must not go unnoticed."""
    checks = [y.name for y in CRITERIA]
    subjects = {OPERATION, *(a.id for a in announced_in(case))}
    for i, row in enumerate(case.observations):
        where = f"{case.name}: evidence[{i}]"
        if row.check not in checks:
            raise CaseError(f"{where}.check", f"no check is named {row.check!r:.40}", f"one of {', '.join(checks)}")
        if row.subject not in subjects:
            problem = f"no corridor or pause has the id {row.subject!r:.40}"
            raise CaseError(f"{where}.subject", problem, f"or write {OPERATION}")
