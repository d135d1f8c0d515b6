"""Tests of statements: each supported, refuted, impossible or undetermined, with the evidence on both sides."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache, partial

from geleit.assessment.claims import amounts, conditions, deadline, people_left, sums
from geleit.assessment.claims.amounts import assess_aid_claim, assess_inside, assess_places
from geleit.assessment.claims.conditions import assess_incident, assess_open, assess_pause
from geleit.assessment.claims.reported_counts import Told, told_in
from geleit.assessment.claims.sums import assess_sums, left_over
from geleit.assessment.corridor.announced import announced_in
from geleit.assessment.impartiality import Stakes, stakes_in
from geleit.model.case import Case
from geleit.model.finding import ClaimFinding
from geleit.model.inquiry import Inquiry, Reply
from geleit.model.statement import Claim

__all__ = ["CODES", "assess_claims", "inquiries_of", "inquiry_about"]

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
    asked = (inquiry_about(case, claim) for claim in case.statements)
    return tuple(dict.fromkeys(inquiry for inquiry in asked if inquiry is not None))


def inquiry_about(case: Case, claim: Claim) -> Inquiry | None:
    """What has to be proved to test a statement; ``None`` where no proof can decide it."""
    if claim.asserts == "people-left":
        return people_left.inquiry_of(case, claim)
    return deadline.inquiry_of(case, claim) if claim.asserts == "deadline" else None


def assess_claims(case: Case, replies: Mapping[Inquiry, Reply]) -> tuple[ClaimFinding, ...]:
    """A finding for each statement that asserts something checkable, then one for each total that has parts.

    Parameters
    ----------
    replies
        What was proved about :func:`inquiries_of`.
    """
    told = told_in(case)
    counts = (*told, *left_over(case, told))
    stakes = cache(partial(stakes_in, case))  # the same for many statements
    found = [
        _test(case, claim, stakes(frozenset(_announced(case, claim))), replies, counts)
        for claim in case.statements
        if claim.asserts
    ]
    return (*found, *assess_sums(case))


def _test(
    case: Case, claim: Claim, stakes: Stakes, replies: Mapping[Inquiry, Reply], counts: tuple[Told, ...]
) -> ClaimFinding:
    match claim.asserts:
        case "people-left":
            return people_left.assess_left(case, claim, stakes, replies, counts)
        case "deadline":
            return deadline.assess_deadline(case, claim, replies)
        case "corridor-open":
            return assess_open(case, claim, stakes)
        case "pause-kept":
            return assess_pause(case, claim, stakes)
        case "no-incident":
            return assess_incident(case, claim, stakes)
        case "places-ready":
            return assess_places(case, claim, stakes)
        case "aid-for":
            return assess_aid_claim(case, claim)
        case _:
            return assess_inside(case, claim, stakes)


def _announced(case: Case, claim: Claim) -> Iterator[str]:
    """Parties who announced what a statement is about; without a subject, all who announced anything, and its own."""
    corridor = next((x.corridor for x in case.exits if x.id == claim.about), claim.about)
    if claim.party:
        yield claim.party
    for announced in announced_in(case):
        if corridor in ("", announced.id):
            yield from announced.announced_by
