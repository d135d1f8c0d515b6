"""Tests of statements: each supported, refuted, impossible or undetermined, with the evidence on both sides."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache, partial

from geleit.assessment.claims import amounts, conditions, deadline, people_left, sums
from geleit.assessment.claims.amounts import assess_aid_statement, assess_inside, assess_places
from geleit.assessment.claims.conditions import assess_incident, assess_open, assess_pause
from geleit.assessment.claims.reported_counts import ReportedCount, reported_in
from geleit.assessment.claims.sums import assess_sums, left_over
from geleit.assessment.corridor.announced import announced_in
from geleit.assessment.impartiality import Impartiality, impartiality_in
from geleit.model.case import Case
from geleit.model.finding import StatementFinding
from geleit.model.inquiry import Inquiry, Reply
from geleit.model.statement import Statement

__all__ = ["CODES", "assess_statements", "inquiries_of", "inquiry_about"]

CODES = (
    people_left.CODE,
    deadline.CODE,
    conditions.OPEN,
    conditions.PAUSE,
    conditions.INCIDENT,
    amounts.PLACES,
    amounts.AID,
    amounts.INSIDE,
    sums.CODE,
)
"""Codes of the findings about statements, in the order of the page on findings."""


def inquiries_of(case: Case) -> tuple[Inquiry, ...]:
    """What has to be proved before the statements of a case can be tested, each once."""
    asked = (inquiry_about(case, statement) for statement in case.statements)
    return tuple(dict.fromkeys(inquiry for inquiry in asked if inquiry is not None))


def inquiry_about(case: Case, statement: Statement) -> Inquiry | None:
    """What has to be proved to test a statement; ``None`` where no proof can decide it."""
    if statement.asserts == "people-left":
        return people_left.inquiry_of(case, statement)
    return deadline.inquiry_of(case, statement) if statement.asserts == "deadline" else None


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
    found = [
        _test(case, statement, impartiality(frozenset(_announced(case, statement))), replies, counts)
        for statement in case.statements
        if statement.asserts
    ]
    return (*found, *assess_sums(case))


def _test(
    case: Case,
    statement: Statement,
    impartiality: Impartiality,
    replies: Mapping[Inquiry, Reply],
    counts: tuple[ReportedCount, ...],
) -> StatementFinding:
    match statement.asserts:
        case "people-left":
            return people_left.assess_left(case, statement, impartiality, replies, counts)
        case "deadline":
            return deadline.assess_deadline(case, statement, replies)
        case "corridor-open":
            return assess_open(case, statement, impartiality)
        case "pause-kept":
            return assess_pause(case, statement, impartiality)
        case "no-incident":
            return assess_incident(case, statement, impartiality)
        case "places-ready":
            return assess_places(case, statement, impartiality)
        case "aid-for":
            return assess_aid_statement(case, statement)
        case _:
            return assess_inside(case, statement, impartiality)


def _announced(case: Case, statement: Statement) -> Iterator[str]:
    """Parties who announced what a statement is about; without a subject, all who announced anything, and its own."""
    corridor = next((x.corridor for x in case.exits if x.id == statement.about), statement.about)
    if statement.party:
        yield statement.party
    for announced in announced_in(case):
        if corridor in ("", announced.id):
            yield from announced.announced_by
