"""Tests of statements: each supported, refuted, impossible or undetermined, and sets of figures that are inconsistent.

A false verdict is the worst that can come of a test: what a statement leaves open, and could change the verdict, makes
it undetermined, with the question that would decide it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache, partial

from geleit.assessment.claims.kinds import KIND_CHECKS, check_of
from geleit.assessment.claims.longer_hours import longer_hours
from geleit.assessment.claims.propositions import proposition_of, sum_of_parts
from geleit.assessment.claims.reported_counts import reported_in
from geleit.assessment.claims.statement_check import Given, StatementCheck
from geleit.assessment.claims.sums import SUM, assess_sums, left_over
from geleit.assessment.claims.voices import Voices, proposed_echo, spoken
from geleit.assessment.impartiality import impartiality_in, party_of
from geleit.messages import Message
from geleit.model.case import Case
from geleit.model.certificate import Certificate
from geleit.model.finding import OPERATION, Evidence, StatementFinding
from geleit.model.inquiry import Inquiry, Reply
from geleit.model.statement import Statement

__all__ = [
    "CHECKS",
    "assess_statements",
    "inquiries_of",
    "inquiry_about",
    "longer_hours",
    "proposed_echo",
    "proposition_of",
    "uncovered",
]

CHECKS: tuple[StatementCheck, ...] = (*KIND_CHECKS, SUM)
"""Every test of statements, in the order of the page on findings."""


def inquiries_of(case: Case) -> tuple[Inquiry, ...]:
    """What has to be proved before the statements of a case can be tested, each once."""
    asked = (inquiry_about(case, statement) for statement in case.statements)
    return tuple(dict.fromkeys(inquiry for inquiry in asked if inquiry is not None))


def inquiry_about(case: Case, statement: Statement) -> Inquiry | None:
    """What has to be proved to test a statement; ``None`` where no proof can decide it."""
    inquiry = check_of(statement.asserts).inquiry if statement.asserts else None
    return None if inquiry is None else inquiry(case, statement)


def uncovered(case: Case, statement: Statement, certificate: Certificate) -> tuple[Message, ...]:
    """What a statement leaves open so that a certificate of its bound is not about it, as questions."""
    asked = check_of(statement.asserts).uncovered if statement.asserts else None
    return () if asked is None else asked(case, statement, certificate)


def assess_statements(case: Case, replies: Mapping[Inquiry, Reply]) -> tuple[StatementFinding, ...]:
    """A finding for each statement that asserts something checkable, then one for each total that has parts.

    Parameters
    ----------
    replies
        What was proved about :func:`inquiries_of`.
    """
    reported = reported_in(case)
    counts = (*reported, *left_over(case, reported))
    impartiality = cache(partial(impartiality_in, case))  # the same for many statements
    found, voices, told = [], Voices.of(case), _by_evidence(case)
    for statement in case.statements:
        if statement.asserts:
            check = check_of(statement.asserts)
            announced = frozenset(_announced(case, statement))
            own = frozenset({party_of(case, statement)} - {""})
            among = impartiality(announced | own), impartiality(announced)
            outcome = check.test(Given(case, statement, *among, replies, counts, voices))
            if outcome.verdict == "undetermined":
                heard = (other for row in outcome.evidence for other in told.get(replace(row, says="context"), ()))
                asks = voices.asks_of(other for other in heard if other.asserts == statement.asserts)
                outcome = replace(outcome, asks=tuple(dict.fromkeys((*outcome.asks, *asks))))
            found.append(check.finding(statement, outcome, proposition_of(case, statement)))
    return (*found, *(SUM.finding(total, outcome, sum_of_parts(total)) for total, outcome in assess_sums(case)))


def _by_evidence(case: Case) -> dict[Evidence, list[Statement]]:
    """Statements by what they are as evidence, whatever it says."""
    found: dict[Evidence, list[Statement]] = {}
    for statement in case.statements:
        found.setdefault(spoken("context", statement), []).append(statement)
    return found


def _announced(case: Case, statement: Statement) -> Iterator[str]:
    """Parties who announced what a statement is about; without a subject, all who announced anything."""
    subjects = {*statement.subjects, *(x.corridor for x in case.exits if x.id in statement.subjects)}
    for announced in case.announced:
        if not subjects or subjects & {OPERATION, announced.id}:
            yield from announced.announced_by
