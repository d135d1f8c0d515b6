"""So many people have left: against what the exits can have passed, and against what others count."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence
from dataclasses import replace

from geleit.assessment.claims.reported_counts import (
    EVERYONE,
    ReportedCount,
    exits_about,
    latest_of,
    reported_of,
    spoken,
)
from geleit.assessment.claims.statement_check import Given, StatementOutcome
from geleit.assessment.impartiality import Impartiality
from geleit.assessment.weighing import computed
from geleit.messages import Amount, Message, say
from geleit.model.case import Case
from geleit.model.finding import Count, Dependence, Evidence, Says
from geleit.model.inquiry import Inquiry, Reply
from geleit.model.statement import Statement

SOURCE = "nobody passes a gate faster than it lets people pass (docs/method/bound.md)"
BOUNDED = EVERYONE | {"civilians"}
"""Whom the people of a case stand for; of others, such as fighters, nothing is proved."""


def inquiry_of(case: Case, statement: Statement) -> Inquiry | None:
    """What has to be proved about a count; ``None`` where its time is not known to lie in the case, or nobody is meant.

    Whoever arrived in a time may have passed an exit before it.
    """
    reported, exits = reported_of(case, statement), exits_about(case, statement)
    timeless = statement.at is None and statement.until is None
    if reported is None or reported.whom not in BOUNDED or timeless or (statement.about and not exits):
        return None
    if not case.period.start <= reported.since < reported.until[1] <= case.period.end:
        return None
    since = case.period.start if reported.stage == "arrived" else reported.since
    return Inquiry(tuple(sorted(exits)), since, reported.until[1])


def assess_left(given: Given) -> StatementOutcome:
    """A test of a count of people who left."""
    case, statement = given.case, given.statement
    reported, asked = reported_of(case, statement), inquiry_of(case, statement)
    reply = None if asked is None else given.replies.get(asked)
    if reported is None:
        unit = statement.quantity.unit if statement.quantity else ""
        return StatementOutcome(
            "undetermined", say("statements.because-no-unit"), say("statements.not-people", unit=unit)
        )
    evidence = [*_proved(case, statement, reported, asked, reply), *_share(case, reported)]
    depends = (rate_needed(case, asked, reply, reported.low),) if asked and reply and reported.low > 0 else ()
    count = Count(reported.low, reported.high, None if reply is None else reply.against_the_map.at_most)
    if reply is not None and reported.low > (most := reply.against_the_map.at_most):
        because = say("statements.because-at-most", most=most)
        message = say("statements.impossible", said=reported.people, most=most, through=_through(case, statement))
        if reported.low <= reply.certificate.exit_seats.at_most:  # with any rate of the case
            depends = ()
        return StatementOutcome("impossible", because, message, tuple(evidence), depends, reply.proof, count)
    if (later := _withdrawn(case, statement, reported)) is not None:
        because, message = say("statements.because-corrected"), say("statements.corrected", words=later.words)
        evidence.append(spoken("against", later))
        return StatementOutcome("refuted", because, message, tuple(evidence), depends, count=count)
    found = _by_others(reported, given.counts, given.impartiality)
    if found.verdict == "undetermined" and reply is not None and reported.low > _on_the_map(reply):
        found = replace(found, because=say("statements.because-gap"))
    return replace(found, evidence=(*evidence, *found.evidence), depends=depends, count=count)


def _by_others(
    reported: ReportedCount, counts: Sequence[ReportedCount], impartiality: Impartiality
) -> StatementOutcome:
    others = [t for t in counts if t.voice != reported.voice]
    own = [reported, *(t for t in counts if t.derived and t.statement.id == reported.statement.id)]
    against = [t for t in others if any(t.against(mine) for mine in own)]
    agreeing = [t for t in others if not t.derived and reported.with_(t)]
    heard = (*(_heard(t, "against") for t in against), *(_heard(t, "for") for t in agreeing))
    free = [t for t in agreeing if impartiality.decide(_heard(t, "for"))]
    said, speaker = reported.people, reported.statement.speaker
    if against:
        message = say("statements.disagree", said=said, speaker=speaker, others=tuple(map(_account, against)))
        return StatementOutcome("undetermined", say("statements.because-disagree"), message, heard)
    if free:
        message = say("statements.agree", said=said, others=tuple(map(_account, free)))
        return StatementOutcome("supported", say("statements.because-others-count"), message, heard)
    if agreeing:
        message = say("statements.partial", said=said)
        return StatementOutcome("undetermined", say("statements.because-not-impartial"), message, heard)
    return StatementOutcome("undetermined", say("statements.because-alone"), say("statements.alone", said=said), heard)


def _proved(
    case: Case, statement: Statement, reported: ReportedCount, asked: Inquiry | None, reply: Reply | None
) -> Iterator[Evidence]:
    if reply is None or asked is None:
        if reported.whom not in BOUNDED:
            yield computed("context", say("statements.only-civilians", whom=reported.whom))
        else:
            yield computed("context", _unproved(case, statement))
        return
    since, until = (at.astimezone(case.zone) for at in (asked.since, asked.until))
    against = reply.against_the_map
    bound = say("statements.at-most", most=against.at_most, through=_through(case, statement), since=since, until=until)
    yield computed("against" if reported.low > against.at_most else "context", bound, "certificate")
    if against.at_most >= reported.low > _on_the_map(reply):
        yield computed("context", say("statements.on-the-map", most=_on_the_map(reply)))
        yield from (computed("context", message) for message in against.messages)


def _on_the_map(reply: Reply) -> int:
    """What could be proved of a map that lacked nothing."""
    return min(reply.at_most, reply.against_the_map.drawn_at_most)


def _unproved(case: Case, statement: Statement) -> Message:
    if statement.about and not exits_about(case, statement):
        return say("statements.no-exit")
    if statement.at is None and statement.until is None:
        return say("statements.no-time")
    return say("statements.outside")


def _share(case: Case, reported: ReportedCount) -> Iterator[Evidence]:
    inside = case.people
    if reported.whom in BOUNDED and inside.low > 0 and reported.high is not None:
        share = Amount(reported.low / inside.high, reported.high / inside.low)
        yield computed("context", say("statements.share", share=share, inside=Amount(inside.low, inside.high)))


def rate_needed(case: Case, asked: Inquiry, reply: Reply, least: float) -> Dependence:
    """The rate at the gates below which so many cannot have passed: by seats alone, the weakest assumption."""
    if reply.hours <= 0:
        return Dependence(say("statements.on-hours"), say("statements.never-open"))
    rate = least / reply.hours
    most = max((x.rate.high for x in case.exits if x.id in asked.exits), default=0.0)
    message = say("statements.rate", rate=_rounded(rate), hours=reply.hours, most=most)
    return Dependence(say("statements.on-rate"), message, rate, "persons/h")


def _rounded(rate: float) -> float:
    """In whole persons an hour; small rates with two digits, rounded down so that it stays true."""
    if rate >= 10:
        return math.ceil(rate)
    digits = 1 - math.floor(math.log10(rate))
    return float(math.floor(rate * 10**digits) / 10**digits)


def _withdrawn(case: Case, statement: Statement, reported: ReportedCount) -> Statement | None:
    """The last correction by the same voice, if both cannot be true."""
    later = latest_of(case, statement)
    other = reported_of(case, later)
    if other is None or later.id == statement.id:
        return None
    above = other.high is not None and other.high < reported.low
    below = reported.high is not None and reported.high < other.low
    return later if above or below else None


def _heard(reported: ReportedCount, says: Says) -> Evidence:
    heard = spoken(says, reported.statement)
    if reported.derived:
        message = say(
            "statements.heard-derived",
            figures=reported.derived,
            left=reported.people,
            until=reported.until[1],
            words=reported.statement.words,
        )
        heard = replace(heard, message=message)
    return heard


def _account(reported: ReportedCount) -> Message:
    speaker = reported.statement.speaker
    if not reported.derived:
        return say("statements.account", said=reported.people, speaker=speaker)
    day, left = reported.until[1].date(), reported.people
    return say("statements.account-derived", left=left, day=day, speaker=speaker, figures=reported.derived)


def _through(case: Case, statement: Statement) -> Message:
    named = {x.id: x.name for x in case.exits} | {x.id: x.name for x in case.corridors}
    if statement.about in named:
        return say("statements.through", place=named[statement.about])
    return say("statements.through-all")
