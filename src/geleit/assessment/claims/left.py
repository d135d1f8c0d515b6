"""So many people have left: against what the exits can have passed, and against what others count."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence

from geleit.assessment.claims.told import EVERYONE, Told, exits_about, told_of
from geleit.assessment.stakes import Stakes
from geleit.assessment.weighing import computed
from geleit.assessment.wording import moment, names, people, percent, span
from geleit.model.case import Case
from geleit.model.claim import Claim
from geleit.model.finding import ClaimFinding, ClaimVerdict, Count, Dependence, Evidence, Says
from geleit.model.inquiry import Inquiry, Reply

CODE = "CLAIM-LEFT"
SOURCE = "nobody passes a gate faster than it lets people pass (docs/method/bound.md)"
BOUNDED = EVERYONE | {"civilians"}
"""Whom the people of a case stand for; of others, such as fighters, nothing is proved."""


def inquiry_of(case: Case, claim: Claim) -> Inquiry | None:
    """What has to be proved about a count; ``None`` where its time lies outside the case, or nobody of it is meant."""
    told = told_of(case, claim)
    if told is None or told.whom not in BOUNDED:
        return None
    until = min(told.until[1], case.period.end) if claim.until is None else told.until[1]
    since = max(told.since, case.period.start)
    if not since < until <= case.period.end:
        return None
    return Inquiry(tuple(sorted(exits_about(case, claim))), since, until)


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
    depends = tuple(_depends(case, told, asked, reply))
    count = Count(told.low, told.high, None if reply is None else reply.at_most)
    if reply is not None and told.low > reply.at_most:
        summary = (
            f"{_many(told)} were said to have left {_through(case, claim)}; at most {people(reply.at_most)} can have."
        )
        reason = f"at most {reply.at_most:,} can have passed"
        return _finding(claim, "impossible", reason, summary, evidence, depends, reply, count)
    if (later := _withdrawn(case, claim, told)) is not None:
        summary = f"The same voice corrected it: {later.words}."
        evidence.append(Evidence("against", later.words, later.speaker, later.source, later.at))
        return _finding(claim, "refuted", "corrected by the same voice", summary, evidence, depends, reply, count)
    verdict, reason, summary, heard = _by_others(told, counts, stakes)
    return _finding(claim, verdict, reason, summary, [*evidence, *heard], depends, reply, count)


def _by_others(told: Told, counts: Sequence[Told], stakes: Stakes) -> tuple[ClaimVerdict, str, str, list[Evidence]]:
    others = [t for t in counts if t.voice != told.voice]
    own = [told, *(t for t in counts if t.derived and t.claim.id == told.claim.id)]
    against = [t for t in others if any(t.against(mine) for mine in own)]
    agreeing = [t for t in others if not t.derived and t.with_(told)]
    heard = [_heard(t, "against") for t in against] + [_heard(t, "for") for t in agreeing]
    free = [e for e in heard if e.says == "for" and stakes.decide(e)]
    if against:
        summary = (
            f"{_many(told)}, {_said_by(told)}; {names(_account(t) for t in against)}: not all of these can be true."
        )
        return "undetermined", "claimants disagree", summary, heard
    if free:
        summary = f"{_many(told)}; {names(e.claimant for e in free)}, who has no stake in it, counts the same."
        return "supported", "counted by others without a stake", summary, heard
    if agreeing:
        summary = f"{_many(told)}; whoever counts the same has a stake in it."
        return "undetermined", "nobody without a stake counts the same", summary, heard
    return (
        "undetermined",
        "nobody else counts",
        f"{_many(told)}; it is possible, and nobody else counts the same.",
        heard,
    )


def _proved(case: Case, claim: Claim, told: Told, asked: Inquiry | None, reply: Reply | None) -> Iterator[Evidence]:
    if reply is None or asked is None:
        if told.whom not in BOUNDED:
            yield computed("context", f"the people of the case are civilians: nothing is proved about {told.whom}")
        else:
            yield computed("context", "its time lies outside the period of the case: nothing is proved")
        return
    says: Says = "against" if told.low > reply.at_most else "context"
    when = f"{moment(case, asked.since)} to {moment(case, asked.until)}"
    yield computed(
        says, f"at most {people(reply.at_most)} can have passed {_through(case, claim)}, {when}", "certificate"
    )


def _share(case: Case, told: Told) -> Iterator[Evidence]:
    inside = case.people
    if told.whom in BOUNDED and inside.low > 0 and told.high is not None:
        share = " to ".join(dict.fromkeys((_share_text(told.low / inside.high), _share_text(told.high / inside.low))))
        yield computed("context", f"{share} of the {span(inside.low, inside.high)} inside")


def _share_text(share: float) -> str:
    return percent(share) if share >= 0.01 else f"{100 * share:.2g} %"


def _depends(case: Case, told: Told, asked: Inquiry | None, reply: Reply | None) -> Iterator[Dependence]:
    """The rate at the gates below which it would be impossible: by seats alone, the weakest assumption."""
    if reply is None or asked is None or told.low <= 0:
        return
    if reply.hours <= 0:
        yield Dependence("opening hours", "none of its exits is open in that time, by the longest windows of the case")
        return
    rate = told.low / reply.hours
    most = max((x.rate.high for x in case.exits if x.id in asked.exits), default=0.0)
    text = (
        f"impossible if each exit passes fewer than {_rate(rate)} persons/h whenever it may be open "
        f"({reply.hours:,.0f} open hours in all); the case has up to {most:,.0f}"
    )
    yield Dependence("rate of the exits", text, rate, "persons/h")


def _rate(rate: float) -> str:
    return f"{math.ceil(rate):,}" if rate >= 10 else f"{rate:.2g}"


def _withdrawn(case: Case, claim: Claim, told: Told) -> Claim | None:
    """A correction by the same voice with which it cannot be true as well."""
    for later in case.statements:
        other = told_of(case, later) if later.corrects == claim.id else None
        if other is not None and other.voice == told.voice and other.high is not None:
            apart = other.high < told.low or (told.high is not None and told.high < other.low)
            if apart:
                return later
    return None


def _heard(told: Told, says: Says) -> Evidence:
    text = told.claim.words
    if told.derived:
        text = f"{told.derived} leaves {_many(told)} until {told.until[1]:%Y-%m-%d %H:%M}: {text}"
    return Evidence(
        "against" if says == "against" else "for", text, told.claim.speaker, told.claim.source, told.claim.at
    )


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
