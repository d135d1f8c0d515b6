"""What exactly is tested of a statement, written out with its scope: never the words of the speaker."""

from __future__ import annotations

from datetime import datetime
from typing import assert_never

from geleit.assessment.ceasefire.nearby import BAND
from geleit.assessment.claims.deadline import for_some
from geleit.assessment.claims.reported_counts import until_of, whom_of
from geleit.messages import Amount, Message, say
from geleit.model.case import Case
from geleit.model.finding import OPERATION
from geleit.model.statement import Statement


def proposition_of(case: Case, statement: Statement) -> Message:
    """What is tested of a statement that asserts something."""
    place, whom = _place(case, statement), _whom(statement)
    said, since, until = _said(statement), _since(case, statement), _time(case, until_of(case, statement)[1])
    match statement.asserts:
        case "people-left":
            by = say("statements.tests-by", by=statement.by) if statement.by else None
            return say("statements.tests-left", said=said, whom=whom, place=place, by=by, since=since, until=until)
        case "people-inside":
            return say("statements.tests-inside", said=said, whom=whom, place=place, until=until)
        case "corridor-open":
            if statement.denies:
                return say("statements.tests-shut", place=place, since=since, until=until)
            if statement.extent == "once":
                return say("statements.tests-open", place=place, since=since, until=until)
            by = say("statements.tests-by", by=statement.by) if statement.by else None
            return say("statements.tests-open-throughout", whom=whom, place=place, by=by, since=since, until=until)
        case "pause-kept":
            if whom_of(statement) != "everyone" and not statement.admits:
                if statement.denies:
                    return say("statements.tests-broken-some", whom=whom, place=place, since=since, until=until)
                return say("statements.tests-kept-some", whom=whom, place=place, since=since, until=until)
            if statement.denies:
                return say("statements.tests-broken", place=place, since=since, until=until)
            return say("statements.tests-kept", place=place, since=since, until=until)
        case "aid-for":
            days = None
            if statement.days is not None:
                days = say("statements.tests-days", days=Amount(statement.days.low, statement.days.high))
            if statement.denies:
                return say("statements.tests-too-little", place=place, said=said, days=days)
            return say("statements.tests-enough", place=place, said=said, days=days)
        case "places-ready":
            return say("statements.tests-places", place=place, said=said)
        case "no-incident":
            if statement.denies:
                return say("statements.tests-incident", place=place, metres=BAND, since=since, until=until)
            return say("statements.tests-quiet", place=place, metres=BAND, since=since, until=until)
        case "deadline":
            if for_some(case, statement) or not whom_of(statement):
                return say("statements.tests-deadline-some", whom=whom, place=place, until=until)
            return say("statements.tests-deadline", place=place, until=until)
        case "":
            return say("statements.tests-nothing")
        case _:
            assert_never(statement.asserts)


def sum_of_parts(statement: Statement) -> Message:
    """What is tested of a total."""
    return say("statements.tests-sum", total=statement.id)


def _place(case: Case, statement: Statement) -> Message:
    if not statement.subjects:
        return say("statements.place-unsaid")
    if OPERATION in statement.subjects:
        return say("statements.place-all")
    named = {x.id: x.name for x in case.exits} | {x.id: x.name for x in case.corridors}
    named |= {x.id: x.name for x in case.pauses} | {x.id: x.name for x in case.places}
    return say("statements.place-named", places=tuple(named.get(name) or name for name in statement.subjects))


def _whom(statement: Statement) -> Message:
    whom = whom_of(statement)
    if not whom:
        return say("statements.whom-unsaid")
    return say("statements.whom-everyone") if whom == "everyone" else say("statements.whom-named", whom=statement.whom)


def _said(statement: Statement) -> Amount:
    high = None if statement.most == float("inf") else statement.most
    return Amount(statement.quantity.low if statement.quantity else 0.0, high)


def _since(case: Case, statement: Statement) -> Message:
    if statement.since is not None:
        return say("statements.since-time", since=_time(case, statement.since))
    return say("statements.since-beginning") if statement.extent == "total" else say("statements.since-unsaid")


def _time(case: Case, at: datetime) -> datetime:
    return at.astimezone(case.zone)
