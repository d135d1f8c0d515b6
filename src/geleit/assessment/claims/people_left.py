"""So many people have left: against what the exits can have passed, and against what others count."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import replace

from geleit.assessment.claims.figure_words import half_a_place
from geleit.assessment.claims.limiting_words import may_count_passages, takes_back
from geleit.assessment.claims.longer_hours import ask_longer_hours
from geleit.assessment.claims.questions import questions_of
from geleit.assessment.claims.reported_counts import ReportedCount, exits_about, gaps_of, reported_of
from geleit.assessment.claims.statement_check import Given, StatementOutcome
from geleit.assessment.claims.voices import spoken
from geleit.assessment.corridor.timing import may_have_opened_before
from geleit.assessment.weighing import computed
from geleit.certify import gates_term
from geleit.messages import Amount, Message, say
from geleit.model.case import Case
from geleit.model.certificate import UNITS_PER_PERSON, Certificate
from geleit.model.finding import Count, Dependence, Evidence, Says
from geleit.model.inquiry import Inquiry, Reply
from geleit.model.statement import Statement

SOURCE = "nobody passes a gate faster than it lets people pass (docs/method/bound.md)"
BOUNDED = frozenset({"", "everyone", "civilians"})
"""Whom the people of a case stand for; of others, such as fighters, nothing is proved."""
BY_EXITS = frozenset({"", "foot", "road"})
"""How people leave who pass an exit once; whoever flies, digs or goes in again is not held back by its seats."""


def inquiry_of(case: Case, statement: Statement) -> Inquiry | None:
    """What has to be proved about a count; ``None`` where its time is not known to lie in the case, or nobody is meant.

    Whoever arrived in a time may have passed an exit before it.
    """
    reported, exits = reported_of(case, statement), exits_about(case, statement)
    timeless = statement.at is None and statement.until is None
    if reported is None or reported.whom not in BOUNDED or reported.by not in BY_EXITS:
        return None
    if timeless or (statement.about and not exits):
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
    excluded = reply is not None and reported.low > reply.against_the_map.at_most
    open_scope = reply is not None and excluded and bool(uncovered(case, statement, reply.certificate))
    if reply is not None and excluded and not open_scope:
        most = reply.against_the_map.at_most
        because = say("statements.because-at-most", most=most)
        message = say("statements.impossible", said=reported.people, most=most, through=_through(case, statement))
        if reported.low <= reply.certificate.exit_seats.at_most:  # with any rate of the case
            depends = ()
        return StatementOutcome("impossible", because, message, tuple(evidence), depends, reply.proof, count)
    if (later := _withdrawn(given, reported)) is not None:
        because, message = say("statements.because-corrected"), say("statements.corrected", words=later.words)
        evidence.append(spoken("against", later))
        certain = takes_back(statement, later)
        if reported.gaps or gaps_of(case, later) or not certain:
            asks = _asks(given) if certain else (*_asks(given), say("statements.ask-takes-back", later=later.id))
            because = because if certain else say("statements.because-open-scope")
            return StatementOutcome("undetermined", because, message, tuple(evidence), depends, count=count, asks=asks)
        return StatementOutcome("refuted", because, message, tuple(evidence), depends, count=count)
    if excluded:
        because, message = say("statements.because-open-scope"), say("statements.by-exits", said=reported.people)
        open_asks = uncovered(case, statement, reply.certificate) if reply else ()
        asks = tuple(dict.fromkeys((*_asks(given), *open_asks)))
        return StatementOutcome("undetermined", because, message, tuple(evidence), count=count, asks=asks)
    found = _by_others(given, reported)
    if found.verdict == "undetermined" and reply is not None and reported.low > _on_the_map(reply):
        found = replace(found, because=say("statements.because-gap"))
    asks = _asks(given) if found.verdict == "undetermined" else ()
    return replace(found, evidence=(*evidence, *found.evidence), depends=depends, count=count, asks=asks)


def uncovered(case: Case, statement: Statement, certificate: Certificate) -> tuple[Message, ...]:
    """What has to be settled before a bound is about the people of a count; empty where it is.

    Of people of whom it is not said who they are, the bound holds by the seats of the exits alone: they need not be
    people of the case; so it is where more are counted than were inside, or passages are. Those who arrived may have
    set out before the case, and who left the whole of it may have left by other ways than its exits, unless it is
    said how. Of exits that were open for longer than the case says, by anybody's word, it does not hold.
    """
    reported = reported_of(case, statement)
    if reported is None:
        return ()
    gaps = {*reported.gaps} & {"about", "since", "day", "figure", "rate"}
    if statement.extent == "total" and statement.since is None and _may_have_begun_before(case, statement):
        gaps.add("since")
    if reported.whole and not reported.by:
        gaps.add("by")
    if reported.stage == "arrived" and not reported.from_start:
        gaps.add("since")
    seats, inside, instance = certificate.exit_seats.at_most, case.people.high, certificate.instance
    over_all = bool(instance.gates) and reported.low > gates_term(instance, 0) // UNITS_PER_PERSON
    by_seats = reported.low > seats and (seats < inside or over_all)
    if reported.whom != "civilians" and not by_seats:
        gaps.add("whom")
    others = reported.low > inside or may_count_passages(statement)  # or one of them passes several times
    return (
        *questions_of(gaps),
        *((say("statements.ask-elsewhere"),) if others and not by_seats else ()),
        *ask_longer_hours(case, exits_about(case, statement)),
    )


def _may_have_begun_before(case: Case, statement: Statement) -> bool:
    """Whether people may have left by these exits before the case begins, which a total would count as well."""
    exits = exits_about(case, statement)
    corridors = [c for c in case.corridors if any(x.corridor == c.id for x in case.exits if x.id in exits)]
    announced = [c.announced_at for c in corridors]
    early = not announced or any(at is None or at < case.period.start for at in announced)
    windows = [w for x in case.exits if x.id in exits for w in x.windows]
    return early and bool(windows) and may_have_opened_before(case, windows)


def _asks(given: Given) -> tuple[Message, ...]:
    """What to ask whoever entered it, so that it can be decided."""
    statement = given.statement
    return (*questions_of(gaps_of(given.case, statement)), *given.voices.asks(statement))


def _by_others(given: Given, reported: ReportedCount) -> StatementOutcome:
    statement = given.statement
    others = [t for t in given.counts if t.voice != reported.voice]
    own = [reported, *(t for t in given.counts if t.derived and t.statement.id == reported.statement.id)]
    against = [t for t in others if any(t.against(mine) for mine in own)]
    agreeing = [t for t in others if not t.derived and reported.with_(t)]
    free = [t for t in agreeing if given.voices.bears_out(given.impartiality, t.statement, statement)]
    echo = given.voices.echoes.get(statement.id)
    echoes = [t for t in agreeing if t not in free]
    heard = (
        *(_heard(t, "against") for t in against),
        *(_heard(t, "for") for t in free),
        *(_heard(t, "for" if given.voices.independent(t.statement, statement) else "context") for t in echoes),
    )
    said, speaker = reported.people, reported.statement.speaker
    if against:
        message = say("statements.disagree", said=said, speaker=speaker, others=tuple(map(_account, against)))
        return StatementOutcome("undetermined", say("statements.because-disagree"), message, heard)
    if free:
        message = say("statements.agree", said=said, others=tuple(map(_account, free)))
        return StatementOutcome("supported", say("statements.because-others-count"), message, heard)
    if echo is not None:
        message = say("statements.echo", said=said, original=echo.speaker)
        return StatementOutcome("undetermined", say("statements.because-echo"), message, heard)
    if reported.gaps:
        message = say("statements.open-scope", said=said)
        return StatementOutcome("undetermined", say("statements.because-open-scope"), message, heard)
    if agreeing:
        message = say("statements.partial", said=said)
        return StatementOutcome("undetermined", say("statements.because-not-impartial"), message, heard)
    return StatementOutcome("undetermined", say("statements.because-alone"), say("statements.alone", said=said), heard)


def _proved(
    case: Case, statement: Statement, reported: ReportedCount, asked: Inquiry | None, reply: Reply | None
) -> Iterator[Evidence]:
    if reply is None or asked is None:
        if reported.by not in BY_EXITS:
            yield computed("context", say("statements.not-by-exits"))
        elif reported.whom not in BOUNDED:
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


def _withdrawn(given: Given, reported: ReportedCount) -> Statement | None:
    """The last correction by the same voice, if both cannot be true.

    A later and higher count of a time that goes on is no correction but the next state of the same count.
    """
    case, statement = given.case, given.statement
    later = given.voices.latest(statement)
    other = reported_of(case, later)
    if other is None or later.id == statement.id or not other.like(reported) or other.since != reported.since:
        return None
    if (reported.gaps | other.gaps) & {"day", "figure", "rate"}:
        return None
    same_end = statement.until is not None and reported.until == other.until == (statement.until, statement.until)
    rounded = half_a_place(statement) + half_a_place(later)  # 500 may have been 498 all the time
    above = other.high is not None and reported.low - other.high > rounded and reported.until[0] <= other.until[1]
    below = reported.high is not None and other.low - reported.high > rounded
    return later if above or (below and same_end) else None


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
    if statement.subjects and all(name in named for name in statement.subjects):
        return say("statements.through", place=tuple(named[name] for name in statement.subjects))
    return say("statements.through-all")
