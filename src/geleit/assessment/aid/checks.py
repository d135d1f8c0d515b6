"""The checks of aid that came in: each need against deliveries, and the clock of each stock (docs/method/aid.md)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import groupby

from geleit.assessment.aid.aid_check import AidCheck
from geleit.assessment.aid.airdrops import AIRDROP
from geleit.assessment.aid.cargo import BALANCE, LOSS
from geleit.assessment.aid.loads import ANYTHING, NOTHING, is_of, one_of, sum_of, unassumed, unweighed, weighed_by_unit
from geleit.assessment.aid.needs import needed, needs_of_everyone, per_person
from geleit.assessment.aid.promises import PROMISE
from geleit.assessment.aid.shipments import (
    Line,
    Reach,
    all_until,
    counted_once,
    free_of_stake,
    lines,
    measured,
    perhaps_same,
    received,
    said_complete,
    told,
)
from geleit.assessment.aid.stocks import Arrival, course, runs_out
from geleit.assessment.impartiality import fewest_inside, impartiality_in, most_inside, people_may_have_moved
from geleit.assessment.weighing import computed
from geleit.messages import Amount, Message, say, words
from geleit.model.aid import AidFinding, Delivery, Need, Span, Stage, Stock
from geleit.model.amount import Range
from geleit.model.case import Case
from geleit.model.finding import Evidence, Verdict
from geleit.model.units import told_plainly, weight_name
from geleit.model.window import Window

NEED = AidCheck(
    code="AID-NEED",
    asked_of=frozenset({"need"}),
    source="",
    find=lambda case, loads: (_covered(case, need, loads) for need in needs_of_everyone(case.standards)),
)
CLOCK = AidCheck(
    code="AID-CLOCK",
    asked_of=frozenset({"need"}),
    source="",
    find=lambda case, _: _clocks(case),
)
CHECKS = (NEED, CLOCK, PROMISE, BALANCE, LOSS, AIRDROP)
"""Every check of aid, in the order of findings; those of loads follow each other for each load."""
STAGES: tuple[Stage, ...] = ("planned", "dispatched", "arrived", "unloaded", "removed", "lost")


def assess_aid(case: Case) -> tuple[AidFinding, ...]:
    """Every finding about aid: needs, clocks, promises, what loads hold and lose, airdrops."""
    return tuple(_findings(case))


def _findings(case: Case) -> Iterator[AidFinding]:
    loads = lines(case)
    for of_loads, some in groupby(CHECKS, key=lambda check: "load" in check.asked_of):
        checks = tuple(some)
        for asked_about in [(line,) for line in loads] if of_loads else [loads]:
            for check in checks:
                yield from check.find(case, asked_about)


def _covered(case: Case, need: Need, loads: Sequence[Line]) -> AidFinding:
    days = case.period.hours / 24
    wanted = needed(need, case.standards, case.people, days)
    reported_of = [line for line in loads if _may_bring(line, need.id, case)]
    since = ANYTHING if all_until(case) else NOTHING
    came = sum_of(counted_once(reported_of, need.id, case)) + since
    strict = replace(case, assumptions=unassumed(case.assumptions))
    most = (since + _at_most(strict, reported_of, need.id)).high
    sure = Span(sum_of(counted_once(_witnessed(case, reported_of), need.id, strict)).low, most)
    verdict, message = _judged(case, need, wanted, came, sure, reported_of)
    one = per_person(need, case.standards)
    figure, note = Amount(one.low, one.high, need.amount.unit), _note(need)
    each = (
        say("aid.one-person-daily", amount=figure, note=note)
        if need.pace == "day"
        else say("aid.one-person", amount=figure, note=note)
    )
    evidence = [Evidence("context", each, "standard", need.source)]
    evidence += _by_group(case, need)
    evidence += _by_unit(case, reported_of)
    evidence += [row for line in reported_of for row in _of_line(case, line, need, reported_of)]
    return AidFinding(
        code=NEED.code, subject=need.id, verdict=verdict, message=message, evidence=tuple(evidence),
        source=need.source,
        about=words(need.name), item=need.id, unit=need.amount.unit, need=wanted,
        delivered=came if reported_of else None,
        share=_share(came, wanted) if reported_of else None, stages=tuple(_stages(case, need, reported_of)),
    )  # fmt: skip


def _witnessed(case: Case, loads: Sequence[Line]) -> list[Line]:
    """Those that somebody without a stake says were unloaded; that aid came is no belligerent's to say."""
    impartiality = impartiality_in(case, ())
    return [line for line in loads if not all(impartiality.partial(row.claimant) for row in line.at("unloaded"))]


def _at_most(case: Case, loads: Sequence[Line], need: str) -> Span:
    """The most that came by those without a stake; where a belligerent alone tells of a load, it may be anything."""
    return sum_of(_most_of(case, line, need) for line in loads)


def _most_of(case: Case, line: Line, need: str) -> Span:
    came, free = received(line, need, case), free_of_stake(case, line)
    if not line.counts or free == line:
        return came
    most = received(free, need, case).high if free and free.counts else None
    return Span(came.low, None if came.high is None or most is None else max(came.high, most))


def _may_bring(line: Line, need: str, case: Case) -> bool:
    """Whether a load is about the need at all; goods that nobody named may be anything, also elsewhere."""
    return any(told(line, stage, need, case) not in (None, NOTHING) for stage in STAGES)


def _stages(case: Case, need: Need, loads: Sequence[Line]) -> Iterator[tuple[Stage, Span]]:
    """What is told of each stage, all loads together that went inside in the period."""
    for stage in STAGES:
        tales = [told(line, stage, need.id, case) for line in loads if line.counts and line.at(stage)]
        if known := [tale for tale in tales if tale is not None]:
            yield stage, sum_of(known)


def _note(need: Need) -> Message | None:
    return say("aid.note", note=need.note) if need.note else None


def _judged(
    case: Case, need: Need, wanted: Range, came: Span, sure: Span, reported_of: Sequence[Line]
) -> tuple[Verdict, Message]:
    """The verdict rests on what came for sure, whatever Geleit assumes of units; what came by that is told."""
    asked, unit = _asked(case, need, wanted), wanted.unit
    if not reported_of:
        return "unknown", say("aid.no-delivery", asked=asked)
    counted = [line for line in reported_of if line.counts]
    if not counted:
        return "unknown", _none_counts(asked, reported_of)
    if not any(is_of(row, need.id, case.standards) for line in counted for row in line.rows):
        return "unknown", say("aid.not-named", asked=asked, items=tuple(line.rows[0].item for line in counted)[:3])
    if sure.high is not None and sure.high < wanted.low:
        most = came.high if came.high is not None else sure.high
        little = _too_little(case, need, asked, Amount(most, most, unit), wanted)
        if sure.high * case.people.low >= wanted.low * fewest_inside(case):
            return "unknown", say("aid.whose-people", some=little)
        if people_may_have_moved(case):
            return "unknown", say("aid.people-moved", some=little)
        return ("not met", little) if said_complete(case) else ("unknown", say("aid.whether-all", some=little))
    if sure.low >= wanted.high > 0:
        enough = say("aid.enough", asked=asked, least=Amount(came.low, came.low, unit))
        whose = case.people.high < most_inside(case)
        return ("unknown", say("aid.whose-people", some=enough)) if whose else ("met", enough)
    share = _share(came, wanted)
    if sum_of(counted_once(_witnessed(case, reported_of), need.id, case)).low < wanted.high <= came.low:
        told = say("aid.enough", asked=asked, least=Amount(came.low, came.low, unit))
        return "unknown", say("aid.partial", some=told)
    if came.high is not None and came.high < wanted.low and _at_most(case, reported_of, need.id).high != came.high:
        told = _too_little(case, need, asked, Amount(came.high, came.high, unit), wanted)
        return "unknown", say("aid.partial", some=told)
    if came.high is not None:
        brought = Amount(came.low, came.high, unit)
        told = say("aid.some", asked=asked, came=brought, least=share.low, most=share.high or 0.0)
        decided = came.high < wanted.low or came.low >= wanted.high > 0
        return "unknown", say("aid.some-assumed", some=told) if decided else told
    if (until := all_until(case)) is not None:
        least, at = Amount(came.low, came.low, unit), until.astimezone(case.zone)
        missing = say("aid.taken", at=at) if until > case.period.start else say("aid.left-out")
        return "unknown", say("aid.not-all", asked=asked, least=least, share=share.low, missing=missing)
    silent = tuple(line.rows[0].item for line in counted if received(line, need.id, case).high is None)
    if came.low <= 0:
        return "unknown", say("aid.no-weight", asked=asked, items=silent[:3])
    least = Amount(came.low, came.low, unit)
    return "unknown", say("aid.at-least", asked=asked, least=least, share=share.low, items=silent[:3])


def _none_counts(asked: Message, reported_of: Sequence[Line]) -> Message:
    """Why no delivery of a need counts: they were only planned, went elsewhere, or were not in the period."""
    real = [
        reach
        for line in reported_of
        for row, reach in zip(line.rows, line.reach, strict=True)
        if row.stage != "planned"
    ]
    if not real:
        return say("aid.only-planned", asked=asked)
    return say("aid.not-in-the-period", asked=asked)


def _asked(case: Case, need: Need, wanted: Range) -> Message:
    """How much of a need the people inside have."""
    inside, amount = Amount(case.people.low, case.people.high), Amount(wanted.low, wanted.high, wanted.unit)
    if need.pace == "day":
        return say("aid.asked-days", need=need.name, inside=inside, days=case.period.hours / 24, wanted=amount)
    return say("aid.asked", need=need.name, inside=inside, wanted=amount)


def _too_little(case: Case, need: Need, asked: Message, most: Amount, wanted: Range) -> Message:
    """At most so much; of what is needed every day, for how many people, and how many days, it is enough at most."""
    share = most.low / wanted.low
    one, days = per_person(need, case.standards).low, case.period.hours / 24
    if need.pace != "day" or one <= 0 or case.people.low <= 0:
        return say("aid.too-little", asked=asked, most=most, share=share)
    return say(
        "aid.too-little-for",
        asked=asked,
        most=most,
        share=share,
        people=most.low / (one * days),
        days=most.low / (one * case.people.low),
    )


def _by_group(case: Case, need: Need) -> Iterator[Evidence]:
    for row in case.standards.needs.values():
        if row.adds_to == need.id and row.share is not None:
            message = say(
                "aid.group",
                group=row.group,
                people=Amount(row.share.low * case.people.low, row.share.high * case.people.high),
                amount=Amount(row.amount.low, row.amount.high, row.amount.unit),
                note=_note(row),
            )
            yield Evidence("context", message, "standard", row.source)


def _by_unit(case: Case, loads: Sequence[Line]) -> Iterator[Evidence]:
    """What one of each unit was taken to weigh or hold, where that is not the same everywhere."""
    counted_in = {
        told_plainly(row.amount.unit): row.amount.unit
        for line in loads
        for row in line.rows
        if row.amount is not None and weighed_by_unit(row, case.standards)
    }
    for unit in sorted(counted_in):
        each = one_of(unit, case.assumptions)
        if each is not None and each.low < each.high:
            message = say(
                "aid.unit",
                unit=counted_in[unit],
                each=Amount(each.low, each.high, each.unit),
                basis=each.basis,
                note=say("aid.further", note=each.note) if each.note else None,
            )
            yield computed("context", message, each.source)


def _of_line(case: Case, line: Line, need: Need, loads: Sequence[Line]) -> Iterator[Evidence]:
    """What each row of a load says, and whether it counts."""
    same = perhaps_same(line, loads, case.zone)
    for row, reach in zip(line.rows, line.reach, strict=True):
        doubts = (*_doubts(reach), *([say("aid.perhaps-same", rows=same)] if same else ()))
        amount = row.amount and Amount(row.amount.low, row.amount.high, row.amount.unit)
        message = say(
            "aid.row",
            at=row.start.astimezone(case.zone),
            item=row.item,
            amount=say("aid.row-amount", amount=amount) if amount else None,
            stage=row.stage,
            to=say("aid.row-to", to=row.to) if row.to else None,
            held=_held(case, row, need),
            doubts=say("aid.row-doubts", doubts=doubts) if doubts else None,
        )
        yield Evidence("context", message, row.claimant, row.source, row.start)


def _doubts(reach: Reach) -> Iterator[Message]:
    """Why a row may not count."""
    if reach.where == "unclear":
        yield say("aid.not-clear")
    if reach.when == "partly":
        yield say("aid.partly")
    elif reach.when == "outside":
        yield say("aid.outside")


def _held(case: Case, row: Delivery, need: Need) -> Message:
    """How much of a need one row of a load holds; where nobody can say, what to ask."""
    if row.amount is not None and row.amount.unit == "%":
        return say("aid.held-part", percent=row.amount.likely)
    alone = measured(row, need.id, case)
    if alone.high is not None:
        return say("aid.held", held=Amount(alone.low, alone.high, need.amount.unit))
    if unit := unweighed(row, case.standards, case.assumptions):
        return say("aid.held-asked", unit=unit, name=weight_name(unit))
    return say("aid.held-unknown")


def _clocks(case: Case) -> Iterator[AidFinding]:
    """One for each need of which somebody says what lies inside, and each who does."""
    order = sorted(case.stocks, key=lambda stock: (stock.need, stock.claimant))
    for (need_id, claimant), rows in groupby(order, key=lambda stock: (stock.need, stock.claimant)):
        need = case.standards.needs[need_id]
        if need.pace == "day":
            yield _clock(case, need, claimant, tuple(rows))


def _clock(case: Case, need: Need, claimant: str, stocks: tuple[Stock, ...]) -> AidFinding:
    """From what was told last: whether older figures are about the same is not known, so they count at most."""
    unit, one = need.amount.unit, per_person(need, case.standards)
    a_day = Range(one.low * case.people.low, one.likely * case.people.likely, one.high * case.people.high, unit)
    start, end = max(stock.at for stock in stocks), case.period.end
    since = replace(case, period=Window(start, end), assumptions=unassumed(case.assumptions))
    loads = [line for line in lines(since) if line.counts]
    counted = zip(loads, counted_once(loads, need.id, since), strict=True)
    reported_of = [
        (line, Span(came.low, _most_of(since, line, need.id).high)) for line, came in counted if came != NOTHING
    ]
    # what came at the moment of the stock may have been counted with it
    coming = [
        Arrival(
            max(start, _first(line)),
            last := _last(line, end),
            Span(came.low if last > start and _witnessed(case, [line]) else 0.0, came.high),
        )
        for line, came in reported_of
    ]
    if (until := all_until(since)) is not None:
        coming.append(Arrival(max(start, until), end, ANYTHING))
    stock = Span(sum(s.amount.low for s in stocks if s.at == start), sum(s.amount.high for s in stocks))
    earliest = runs_out(start, end, stock.low, a_day.high, ((a.last, a.amount.low) for a in coming))
    known = [(a.first, a.amount.high) for a in coming if a.amount.high is not None]
    unlimited = [a.first for a in coming if a.amount.high is None]
    latest = runs_out(start, end, stock.high or 0.0, a_day.low, known)
    if latest is not None and any(first <= latest for first in unlimited):
        latest = None
    decided: Verdict = "met" if earliest is None else "not met" if latest is not None else "unknown"
    # what a belligerent says of stocks is nobody's measure: of its own it may say too much, or too little
    partial = decided != "unknown" and impartiality_in(case, ()).partial(claimant)
    inside = (Evidence("context", _stock(case, s, unit), claimant, s.source, s.at) for s in stocks)
    lasts = _running_out(case, earliest, latest, unlimited=bool(unlimited))
    message = say("aid.clock", need=need.name, claimant=claimant, lasts=lasts)
    most, fewest = most_inside(case), fewest_inside(case)
    by_others = case.people.high >= most if decided == "met" else case.people.low <= fewest
    if decided != "unknown" and not partial and not by_others:
        decided, message = "unknown", say("aid.whose-people", some=message)
    if decided == "not met" and not partial and people_may_have_moved(case):
        decided, message = "unknown", say("aid.people-moved", some=message)
    if decided == "not met" and not partial and not said_complete(case):
        decided, message = "unknown", say("aid.whether-all", some=message)
    return AidFinding(
        code=CLOCK.code,
        subject=need.id,
        verdict="unknown" if partial else decided,
        message=say("aid.partial-figure", some=message, claimant=claimant) if partial else message,
        evidence=(
            *inside,
            computed("context", say("aid.used", used=Amount(a_day.low, a_day.high, unit))),
            *(row for line, _ in reported_of for row in _of_line(since, line, need, loads)),
        ),
        source=need.source,
        about=words(need.name),
        item=need.id,
        unit=unit,
        need=a_day,
        runs_out=(earliest, latest),
        series=course(start, end, stock, Span(a_day.low, a_day.high), coming),
    )


def _first(line: Line) -> datetime:
    return min(row.start for row in line.rows)


def _last(line: Line, end: datetime) -> datetime:
    """When the last of a load has come: what nobody saw unloaded may come until the end."""
    return max((row.end for row in line.at("unloaded")), default=end)


def _stock(case: Case, stock: Stock, unit: str) -> Message:
    amount = Amount(stock.amount.low, stock.amount.high, unit)
    return say("aid.stock", at=stock.at.astimezone(case.zone), amount=amount)


def _running_out(case: Case, earliest: datetime | None, latest: datetime | None, *, unlimited: bool) -> Message:
    if earliest is None:
        return say("aid.lasts")
    first = earliest.astimezone(case.zone)
    if latest is not None and latest - earliest < timedelta(hours=1):
        return say("aid.runs-out", at=first)
    if latest is not None:
        return say("aid.runs-out-between", earliest=first, latest=latest.astimezone(case.zone))
    return say("aid.runs-out-brought", earliest=first) if unlimited else say("aid.runs-out-perhaps", earliest=first)


def _share(came: Span, wanted: Range) -> Span:
    if wanted.high <= 0:
        return ANYTHING
    high = None if came.high is None or wanted.low <= 0 else came.high / wanted.low
    return Span(came.low / wanted.high, high)
