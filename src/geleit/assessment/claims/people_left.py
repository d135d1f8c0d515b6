"""So many people have left: against what the exits can have passed, and against what others count."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from geleit.assessment.claims.reported_counts import EVERYONE, Told, exits_about, latest_of, spoken, told_of
from geleit.assessment.impartiality import Stakes
from geleit.assessment.weighing import computed
from geleit.assessment.wording import moment, names, people, percent, span
from geleit.model.case import Case
from geleit.model.finding import ClaimFinding, ClaimVerdict, Count, Dependence, Evidence, Says
from geleit.model.inquiry import Inquiry, Reply
from geleit.model.statement import Claim

CODE = "CLAIM-LEFT"
SOURCE = "nobody passes a gate faster than it lets people pass (docs/method/bound.md)"
BOUNDED = EVERYONE | {"civilians"}
"""Whom the people of a case stand for; of others, such as fighters, nothing is proved."""


def inquiry_of(case: Case, claim: Claim) -> Inquiry | None:
    """What has to be proved about a count; ``None`` where its time is not known to lie in the case, or nobody is meant.

    Whoever arrived in a time may have passed an exit before it.
    """
    told, exits = told_of(case, claim), exits_about(case, claim)
    timeless = claim.at is None and claim.until is None
    if told is None or told.whom not in BOUNDED or timeless or (claim.about and not exits):
        return None
    if not case.period.start <= told.since < told.until[1] <= case.period.end:
        return None
    since = case.period.start if told.stage == "arrived" else told.since
    return Inquiry(tuple(sorted(exits)), since, told.until[1])


def assess_left(
    case: Case, claim: Claim, stakes: Stakes, replies: Mapping[Inquiry, Reply], counts: Sequence[Told]
) -> ClaimFinding:
    """A finding for a count of people who left.

    Parameters
    ----------
    counts
        All counts that stand, and what they leave over.
    """
    told, asked = told_of(case, claim), inquiry_of(case, claim)
    reply = None if asked is None else replies.get(asked)
    if told is None:
        unit = claim.quantity.unit if claim.quantity else ""
        return _finding(claim, "undetermined", "its unit does not count people", f"It counts {unit}, not people.", [])
    evidence = [*_proved(case, claim, told, asked, reply), *_share(case, told)]
    depends = (rate_needed(case, asked, reply, told.low),) if asked and reply and told.low > 0 else ()
    count = Count(told.low, told.high, None if reply is None else reply.at_most)
    if reply is not None and told.low > reply.at_most:
        summary = (
            f"{_many(told)} were said to have left; at most {people(reply.at_most)} can have passed "
            f"{_through(case, claim)} in that time."
        )
        reason = f"at most {reply.at_most:,} can have passed"
        return _finding(claim, "impossible", reason, summary, evidence, depends, reply, count)
    if (later := _withdrawn(case, claim, told)) is not None:
        summary = f"The same voice corrected it: {later.words}."
        evidence.append(spoken("against", later))
        return _finding(claim, "refuted", "corrected by the same voice", summary, evidence, depends, reply, count)
    verdict, reason, summary, heard = _by_others(told, counts, stakes)
    return _finding(claim, verdict, reason, summary, [*evidence, *heard], depends, reply, count)


def _by_others(told: Told, counts: Sequence[Told], stakes: Stakes) -> tuple[ClaimVerdict, str, str, list[Evidence]]:
    others = [t for t in counts if t.voice != told.voice]
    own = [told, *(t for t in counts if t.derived and t.claim.id == told.claim.id)]
    against = [t for t in others if any(t.against(mine) for mine in own)]
    agreeing = [t for t in others if not t.derived and told.with_(t)]
    heard = [_heard(t, "against") for t in against] + [_heard(t, "for") for t in agreeing]
    free = [e for e in heard if e.says == "for" and stakes.decide(e)]
    if against:
        summary = (
            f"{_many(told)}, {_said_by(told)}; {names(_account(t) for t in against)}: not all of these can be true."
        )
        return "undetermined", "claimants disagree", summary, heard
    if free:
        same = [t for t, e in zip(agreeing, heard[len(against) :], strict=True) if e in free]
        summary = f"{_many(told)}; without a stake in it, about the same is counted: {names(map(_account, same))}."
        return "supported", "counted by others without a stake", summary, heard
    if agreeing:
        summary = f"{_many(told)}; whoever counts about the same has a stake in it."
        return "undetermined", "nobody without a stake counts the same", summary, heard
    return (
        "undetermined",
        "nobody else counts",
        f"{_many(told)}; nothing known excludes it, and nobody else counts the same.",
        heard,
    )


def _proved(case: Case, claim: Claim, told: Told, asked: Inquiry | None, reply: Reply | None) -> Iterator[Evidence]:
    if reply is None or asked is None:
        if told.whom not in BOUNDED:
            yield computed("context", f"the people of the case are civilians: nothing is proved about {told.whom}")
        else:
            yield computed("context", _unproved(case, claim))
        return
    says: Says = "against" if told.low > reply.at_most else "context"
    when = f"{moment(case, asked.since)} to {moment(case, asked.until)}"
    yield computed(
        says, f"at most {people(reply.at_most)} can have passed {_through(case, claim)}, {when}", "certificate"
    )


def _unproved(case: Case, claim: Claim) -> str:
    if claim.about and not exits_about(case, claim):
        return "the case has no exit of what it is about: nothing is proved"
    if claim.at is None and claim.until is None:
        return "until when is not told: nothing is proved"
    return "its time does not lie within the period of the case: nothing is proved"


def _share(case: Case, told: Told) -> Iterator[Evidence]:
    inside = case.people
    if told.whom in BOUNDED and inside.low > 0 and told.high is not None:
        share = " to ".join(dict.fromkeys((_share_text(told.low / inside.high), _share_text(told.high / inside.low))))
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


def _withdrawn(case: Case, claim: Claim, told: Told) -> Claim | None:
    """The last correction by the same voice, if both cannot be true."""
    later = latest_of(case, claim)
    other = told_of(case, later)
    if other is None or later.id == claim.id:
        return None
    above = other.high is not None and other.high < told.low
    below = told.high is not None and told.high < other.low
    return later if above or below else None


def _heard(told: Told, says: Says) -> Evidence:
    heard = spoken(says, told.claim)
    if told.derived:
        rest = f"{told.derived} leaves {_many(told)} until {told.until[1]:%Y-%m-%d %H:%M}"
        heard = replace(heard, text=f"{rest}: {heard.text}")
    return heard


def _account(told: Told) -> str:
    if told.derived:
        return f"{_many(told)} until {told.until[1]:%Y-%m-%d}, which {told.derived} by {told.claim.speaker} leaves"
    return f"{_many(told)} by {told.claim.speaker}"


def _said_by(told: Told) -> str:
    return f"said {told.claim.speaker}"


def _many(told: Told) -> str:
    return f"{told.low:,.0f} or more" if told.high is None else span(told.low, told.high)


def _through(case: Case, claim: Claim) -> str:
    named = {x.id: x.name for x in case.exits} | {x.id: x.name for x in case.corridors}
    return f"through {named[claim.about]}" if claim.about in named else "through the exits of the case"


def _finding(
    claim: Claim,
    verdict: ClaimVerdict,
    reason: str,
    summary: str,
    evidence: list[Evidence],
    depends: tuple[Dependence, ...] = (),
    reply: Reply | None = None,
    count: Count | None = None,
) -> ClaimFinding:
    certificate = reply.certificate if reply is not None and verdict == "impossible" else None
    return ClaimFinding(
        CODE, claim.id, verdict, summary, tuple(evidence), SOURCE,
        claim=claim.id, reason=reason, certificate=certificate, depends=depends, count=count,
    )  # fmt: skip
