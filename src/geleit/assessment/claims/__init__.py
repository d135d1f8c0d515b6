"""Tests of statements: each supported, refuted, impossible or undetermined, and sets of figures that are inconsistent.

A false verdict is the worst that can come of a test: what a statement leaves open, and could change the verdict, makes
it undetermined, with the question that would decide it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Set
from dataclasses import replace
from functools import cache, partial
from typing import Any

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
from geleit.model.finding import OPERATION, StatementFinding, StatementVerdict
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
    told = {statement.id: statement for statement in case.statements}
    by_read = defaultdict[tuple[str, str], set[StatementVerdict]](set)
    for check, statement, outcome in _outcomes(_as_read(case), replies):
        by_read[statement.id, check.code].add(outcome.verdict)
    found = []
    for check, statement, outcome in _outcomes(case, replies):
        whole = check is SUM
        heard = (told[row.statement] for row in outcome.evidence if row.statement and (whole or row.says != "context"))
        kept = _if_read(outcome, (statement, *heard), by_read[statement.id, check.code])
        proposition = sum_of_parts(statement) if whole else proposition_of(case, statement)
        found.append(check.finding(statement, kept, proposition))
    return tuple(found)


def _as_read(case: Case) -> Case:
    """The case without what statements say of which nobody has checked the words; who said something is kept."""
    silent: dict[str, Any] = {"asserts": "", "corrects": "", "part_of": "", "quantity": None}
    read = (one if one.words_checked else replace(one, **silent) for one in case.statements)
    return replace(case, statements=tuple(read))


def _outcomes(
    case: Case, replies: Mapping[Inquiry, Reply]
) -> Iterator[tuple[StatementCheck, Statement, StatementOutcome]]:
    """What each test comes to, whoever checked the words."""
    reported = reported_in(case)
    counts = (*reported, *left_over(case, reported))
    impartiality = cache(partial(impartiality_in, case))  # the same for many statements
    voices, told = Voices.of(case), {statement.id: statement for statement in case.statements}
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
            yield check, statement, outcome
    for total, outcome in assess_sums(case):
        yield SUM, total, outcome


def _if_read(
    outcome: StatementOutcome, rests_on: Iterable[Statement], by_read: Set[StatementVerdict]
) -> StatementOutcome:
    """What was found, if it is found too with those statements alone of which somebody has checked the words.

    No list of words shows that these say what the columns say: a question, a denial or another place can be worded in
    ways without end. What nobody checked may raise a doubt, and lays none: by what it says, corrects or adds to.

    Parameters
    ----------
    rests_on
        What is named as evidence.
    by_read
        Verdicts of the same test without what nobody checked.
    """
    unread = tuple(dict.fromkeys(statement.id for statement in rests_on if not statement.words_checked))
    if outcome.verdict == "undetermined" or (not unread and outcome.verdict in by_read):
        return outcome
    ask = say("statements.ask-words", statements=unread) if unread else say("statements.ask-all-words")
    asks = (*outcome.asks, ask)
    because = say("statements.because-words")
    return replace(outcome, verdict="undetermined", because=because, certificate=None, by=None, asks=asks)


def _announced(case: Case, statement: Statement) -> Iterator[str]:
    """Parties who announced what a statement is about; without a subject, all who announced anything."""
    subjects = {*statement.subjects, *(x.corridor for x in case.exits if x.id in statement.subjects)}
    for announced in case.announced:
        if not subjects or subjects & {OPERATION, announced.id}:
            yield from announced.announced_by
