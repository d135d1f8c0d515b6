"""Tests of statements: each supported, refuted, impossible or undetermined, and sets of figures that are inconsistent.

A false verdict is the worst that can come of a test: what a statement leaves open, and could change the verdict, makes
it undetermined, with the question that would decide it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from functools import cache, partial

from geleit.assessment.claims.kinds import KIND_CHECKS, check_of
from geleit.assessment.claims.longer_hours import longer_hours
from geleit.assessment.claims.propositions import proposition_of, sum_of_parts
from geleit.assessment.claims.reported_counts import reported_in
from geleit.assessment.claims.statement_check import Given, StatementCheck, StatementOutcome
from geleit.assessment.claims.sums import SUM, assess_sums, left_over
from geleit.assessment.claims.voices import Voices, proposed_echo
from geleit.assessment.impartiality import impartiality_in, party_of
from geleit.messages import Message, say
from geleit.model.case import Case
from geleit.model.certificate import Certificate
from geleit.model.finding import OPERATION, StatementFinding
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
    if asked is None:
        return ()
    unread = () if statement.words_checked else (say("statements.ask-words", statements=(statement.id,)),)
    return (*asked(case, statement, certificate), *unread)


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
    found, voices, told = [], Voices.of(case), {statement.id: statement for statement in case.statements}
    for statement in case.statements:
        if statement.asserts:
            check = check_of(statement.asserts)
            announced = frozenset(_announced(case, statement))
            own = frozenset({party_of(case, statement)} - {""})
            among = impartiality(announced | own), impartiality(announced)
            outcome = check.test(Given(case, statement, *among, replies, counts, voices))
            if outcome.verdict == "undetermined":
                heard = (told[row.statement] for row in outcome.evidence if row.statement)
                asks = voices.asks_of(other for other in heard if other.asserts == statement.asserts)
                outcome = replace(outcome, asks=tuple(dict.fromkeys((*outcome.asks, *asks))))
            heard = (told[row.statement] for row in outcome.evidence if row.statement and row.says != "context")
            outcome = _if_read(outcome, (statement, voices.latest(statement), *heard))
            found.append(check.finding(statement, outcome, proposition_of(case, statement)))
    for total, outcome in assess_sums(case):
        heard = (told[row.statement] for row in outcome.evidence if row.statement)
        found.append(SUM.finding(total, _if_read(outcome, (total, *heard)), sum_of_parts(total)))
    return tuple(found)


def _if_read(outcome: StatementOutcome, rests_on: Iterable[Statement]) -> StatementOutcome:
    """What was found, unless nobody has checked that the words of all that it rests on say what their columns say.

    No list of words shows that: a question, a denial or another place can be worded in ways without end.
    """
    unread = tuple(dict.fromkeys(statement.id for statement in rests_on if not statement.words_checked))
    if outcome.verdict == "undetermined" or not unread:
        return outcome
    asks = (*outcome.asks, say("statements.ask-words", statements=unread))
    because = say("statements.because-words")
    return replace(outcome, verdict="undetermined", because=because, certificate=None, by=None, asks=asks)


def _announced(case: Case, statement: Statement) -> Iterator[str]:
    """Parties who announced what a statement is about; without a subject, all who announced anything."""
    subjects = {*statement.subjects, *(x.corridor for x in case.exits if x.id in statement.subjects)}
    for announced in case.announced:
        if not subjects or subjects & {OPERATION, announced.id}:
            yield from announced.announced_by
