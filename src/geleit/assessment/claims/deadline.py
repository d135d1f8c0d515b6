"""Leave by a time: whether people can."""

from __future__ import annotations

from geleit.assessment.claims.people_left import rate_needed
from geleit.assessment.claims.reported_counts import exits_about
from geleit.assessment.claims.statement_check import Given, StatementOutcome
from geleit.assessment.weighing import computed
from geleit.assessment.wording import moment, people, span
from geleit.model.case import Case
from geleit.model.finding import StatementVerdict
from geleit.model.inquiry import Inquiry
from geleit.model.statement import Statement

SOURCE = "an order to leave by a time says that people can (docs/method/bound.md)"


def inquiry_of(case: Case, statement: Statement) -> Inquiry | None:
    """What has to be proved about a deadline; ``None`` where its time lies outside the case, or no exit is known."""
    since, exits = max(statement.since or case.period.start, case.period.start), exits_about(case, statement)
    if statement.until is None or not since < statement.until <= case.period.end or (statement.about and not exits):
        return None
    return Inquiry(tuple(sorted(exits)), since, statement.until, planned=True)


def assess_deadline(given: Given) -> StatementOutcome:
    """A test of a demand to leave by a time."""
    case, statement = given.case, given.statement
    asked, inside = inquiry_of(case, statement), case.people
    reply = None if asked is None else given.replies.get(asked)
    if asked is None or reply is None:
        reason = "outside the period of the case"
        summary = "Its time lies outside the period of the case: nothing is proved."
        if statement.about and not exits_about(case, statement):
            reason = "no exit is known"
            summary = "The case has no exit of the corridor it is about: nothing is proved."
        return StatementOutcome("undetermined", reason, summary)
    until = moment(case, asked.until)
    verdict: StatementVerdict
    bound = f"no more than {people(reply.at_most)} can be out by {until}, whatever they do"
    if reply.could_not_leave > 0:
        verdict = "impossible"
        reason = f"at least {reply.could_not_leave:,} could not have left"
        summary = (
            f"At least {people(reply.could_not_leave)} of the fewest {people(inside.low)} inside could not have left "
            f"by {until}, whatever they did."
        )
    elif reply.everyone:
        verdict, reason = "supported", "a plan has everyone out"
        summary = f"A plan has the most {people(inside.high)} out by {until}, if nothing goes wrong."
    else:
        verdict, reason = "undetermined", "neither proved nor planned"
        summary = (
            f"By {until} a plan has {people(reply.at_least or 0)} out and no more than {people(reply.at_most)} can be "
            f"out, of {span(inside.low, inside.high)} inside."
        )
    return StatementOutcome(
        verdict,
        reason,
        summary,
        evidence=(computed("against" if verdict == "impossible" else "context", bound, "certificate"),),
        depends=(rate_needed(case, asked, reply, inside.low),) if inside.low > 0 else (),
        certificate=reply.certificate if verdict == "impossible" else None,
    )
