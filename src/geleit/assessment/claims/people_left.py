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
from geleit.assessment.wording import moment, names, people, percent, span
from geleit.messages.message import words
from geleit.model.case import Case
from geleit.model.finding import Count, Dependence, Evidence, Says, StatementVerdict
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
        return StatementOutcome("undetermined", "its unit does not count people", f"It counts {unit}, not people.")
    evidence = [*_proved(case, statement, reported, asked, reply), *_share(case, reported)]
    depends = (rate_needed(case, asked, reply, reported.low),) if asked and reply and reported.low > 0 else ()
    count = Count(reported.low, reported.high, None if reply is None else reply.at_most)
    if reply is not None and reported.low > reply.at_most:
        summary = (
            f"{_many(reported)} were said to have left; at most {people(reply.at_most)} can have passed "
            f"{_through(case, statement)} in that time."
        )
        reason = f"at most {reply.at_most:,} can have passed"
        return StatementOutcome("impossible", reason, summary, tuple(evidence), depends, reply.certificate, count)
    if (later := _withdrawn(case, statement, reported)) is not None:
        summary = f"The same voice corrected it: {later.words}."
        evidence.append(spoken("against", later))
        return StatementOutcome(
            "refuted", "corrected by the same voice", summary, tuple(evidence), depends, count=count
        )
    verdict, reason, summary, heard = _by_others(reported, given.counts, given.impartiality)
    return StatementOutcome(verdict, reason, summary, (*evidence, *heard), depends, count=count)


def _by_others(
    reported: ReportedCount, counts: Sequence[ReportedCount], impartiality: Impartiality
) -> tuple[StatementVerdict, str, str, list[Evidence]]:
    others = [t for t in counts if t.voice != reported.voice]
    own = [reported, *(t for t in counts if t.derived and t.statement.id == reported.statement.id)]
    against = [t for t in others if any(t.against(mine) for mine in own)]
    agreeing = [t for t in others if not t.derived and reported.with_(t)]
    heard = [_heard(t, "against") for t in against] + [_heard(t, "for") for t in agreeing]
    free = [e for e in heard if e.says == "for" and impartiality.decide(e)]
    if against:
        others_say = names(_account(t) for t in against)
        summary = f"{_many(reported)}, {_said_by(reported)}; {others_say}: not all of these can be true."
        return "undetermined", "claimants disagree", summary, heard
    if free:
        same = [t for t, e in zip(agreeing, heard[len(against) :], strict=True) if e in free]
        summary = f"{_many(reported)}; impartial claimants count about the same: {names(map(_account, same))}."
        return "supported", "counted by impartial others", summary, heard
    if agreeing:
        summary = f"{_many(reported)}; whoever counts about the same is not impartial."
        return "undetermined", "nobody impartial counts the same", summary, heard
    return (
        "undetermined",
        "nobody else counts",
        f"{_many(reported)}; nothing known excludes it, and nobody else counts the same.",
        heard,
    )


def _proved(
    case: Case, statement: Statement, reported: ReportedCount, asked: Inquiry | None, reply: Reply | None
) -> Iterator[Evidence]:
    if reply is None or asked is None:
        if reported.whom not in BOUNDED:
            yield computed("context", f"the people of the case are civilians: nothing is proved about {reported.whom}")
        else:
            yield computed("context", _unproved(case, statement))
        return
    says: Says = "against" if reported.low > reply.at_most else "context"
    when = f"{moment(case, asked.since)} to {moment(case, asked.until)}"
    yield computed(
        says, f"at most {people(reply.at_most)} can have passed {_through(case, statement)}, {when}", "certificate"
    )


def _unproved(case: Case, statement: Statement) -> str:
    if statement.about and not exits_about(case, statement):
        return "the case has no exit of what it is about: nothing is proved"
    if statement.at is None and statement.until is None:
        return "until when is not told: nothing is proved"
    return "its time does not lie within the period of the case: nothing is proved"


def _share(case: Case, reported: ReportedCount) -> Iterator[Evidence]:
    inside = case.people
    if reported.whom in BOUNDED and inside.low > 0 and reported.high is not None:
        share = " to ".join(
            dict.fromkeys((_share_text(reported.low / inside.high), _share_text(reported.high / inside.low)))
        )
        yield computed("context", f"{share} of the {span(inside.low, inside.high)} inside")


def _share_text(share: float) -> str:
    return percent(share) if share >= 0.01 else f"{100 * share:.2g} %"


def rate_needed(case: Case, asked: Inquiry, reply: Reply, least: float) -> Dependence:
    """The rate at the gates below which so many cannot have passed: by seats alone, the weakest assumption."""
    if reply.hours <= 0:
        text = "none of its exits is open in that time, by the longest windows of the case"
        return Dependence("opening hours", text)
    rate = least / reply.hours
    most = max((x.rate.high for x in case.exits if x.id in asked.exits), default=0.0)
    text = (
        f"impossible if each exit passes fewer than {_rate(rate)} persons/h whenever it may be open "
        f"({reply.hours:,.0f} open hours in all); the case has up to {most:,.0f}"
    )
    return Dependence("rate of the exits", text, rate, "persons/h")


def _rate(rate: float) -> str:
    """In whole persons an hour; small rates with two digits, rounded down so that it stays true."""
    if rate >= 10:
        return f"{math.ceil(rate):,}"
    digits = 1 - math.floor(math.log10(rate))
    return f"{math.floor(rate * 10**digits) / 10**digits:g}"


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
        rest = f"{reported.derived} leaves {_many(reported)} until {reported.until[1]:%Y-%m-%d %H:%M}"
        heard = replace(heard, message=words(f"{rest}: {heard.text}"))
    return heard


def _account(reported: ReportedCount) -> str:
    if reported.derived:
        until = f"{reported.until[1]:%Y-%m-%d}"
        return f"{_many(reported)} until {until}, which {reported.derived} by {reported.statement.speaker} leaves"
    return f"{_many(reported)} by {reported.statement.speaker}"


def _said_by(reported: ReportedCount) -> str:
    return f"said {reported.statement.speaker}"


def _many(reported: ReportedCount) -> str:
    return f"{reported.low:,.0f} or more" if reported.high is None else span(reported.low, reported.high)


def _through(case: Case, statement: Statement) -> str:
    named = {x.id: x.name for x in case.exits} | {x.id: x.name for x in case.corridors}
    return f"through {named[statement.about]}" if statement.about in named else "through the exits of the case"
