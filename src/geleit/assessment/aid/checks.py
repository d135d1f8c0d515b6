"""What gets in: needs against deliveries, and how long stocks last (docs/method/aid.md)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from itertools import groupby

from geleit.assessment.aid.aid_check import AidCheck
from geleit.assessment.aid.airdrops import AIRDROP
from geleit.assessment.aid.cargo import BALANCE, LOSS
from geleit.assessment.aid.loads import ANYTHING, NOTHING, sum_of
from geleit.assessment.aid.needs import needed, needs_of_everyone, per_person
from geleit.assessment.aid.promises import PROMISE
from geleit.assessment.aid.shipments import Line, lines, received, told
from geleit.assessment.aid.stocks import Arrival, course, runs_out
from geleit.assessment.weighing import computed
from geleit.assessment.wording import moment, span
from geleit.messages.message import words
from geleit.model.aid import AidFinding, Delivery, Need, Span, Stage, Stock
from geleit.model.amount import Range, figures, quantity
from geleit.model.case import Case
from geleit.model.finding import Evidence, Verdict
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
    came = sum_of(received(line, need.id, case) for line in reported_of)
    verdict, summary = _judged(case, need, wanted, came, reported_of)
    one = per_person(need, case.standards)
    pace = " a day" if need.pace == "day" else ""
    figure = f"{figures(one.low, one.high)} {need.amount.unit}"
    evidence = [
        Evidence(
            "context", words(f"one person needs {figure}{pace}; {need.note}".rstrip("; ")), "standard", need.source
        )
    ]
    evidence += _by_group(case, need)
    evidence += [row for line in reported_of for row in _of_line(case, line, need)]
    return AidFinding(
        code=NEED.code, subject=need.id, verdict=verdict, message=words(summary), evidence=tuple(evidence),
        source=need.source,
        about=need.name, item=need.id, unit=need.amount.unit, need=wanted, delivered=came if reported_of else None,
        share=_share(came, wanted) if reported_of else None, stages=tuple(_stages(case, need, reported_of)),
    )  # fmt: skip


def _may_bring(line: Line, need: str, case: Case) -> bool:
    """Whether a load is about the need at all; goods that nobody named may be anything, also elsewhere."""
    return any(told(line, stage, need, case) not in (None, NOTHING) for stage in STAGES)


def _stages(case: Case, need: Need, loads: Sequence[Line]) -> Iterator[tuple[Stage, Span]]:
    """What is told of each stage, all loads together that went inside in the period."""
    for stage in STAGES:
        tales = [told(line, stage, need.id, case) for line in loads if line.counts and line.at(stage)]
        if known := [tale for tale in tales if tale is not None]:
            yield stage, sum_of(known)


def _judged(case: Case, need: Need, wanted: Range, came: Span, reported_of: Sequence[Line]) -> tuple[Verdict, str]:
    days = case.period.hours / 24
    whom = f"{span(case.people.low, case.people.high)}" + (f" in {days:,.4g} days" if need.pace == "day" else "")
    asked = f"{need.name}: {whom} need {quantity(wanted.low, wanted.high, wanted.unit)}"
    counted = [line for line in reported_of if line.counts]
    if not counted:
        why = "the case holds no delivery of it" if not reported_of else "what was delivered of it went elsewhere"
        return "unknown", f"{asked}; {why}: what came is not known."
    if came.high is not None and came.high < wanted.low:
        most = quantity(came.high, came.high, wanted.unit)
        part = f"{_percent(came.high / wanted.low)} of the least need{_enough(case, need, came.high)}"
        return "not met", f"{asked}; deliveries brought at most {most}, {part}."
    if came.low >= wanted.high > 0:
        return "met", f"{asked}; deliveries brought at least {quantity(came.low, came.low, wanted.unit)}."
    if came.high is None:
        silent = [line.rows[0].item for line in counted if received(line, need.id, case).high is None]
        return "unknown", f"{asked}; how much came is not known: no weight is given for {'; '.join(silent[:3])}."
    share = _share(came, wanted)
    part = f"{_percent(share.low)} to {_percent(share.high or 0)} of it"
    return "unknown", f"{asked}; deliveries brought {quantity(came.low, came.high, wanted.unit)}, {part}."


def _enough(case: Case, need: Need, amount: float) -> str:
    """For how many people, and how many days, an amount is enough at most."""
    if need.pace != "day":
        return ""
    one = per_person(need, case.standards).low
    days = case.period.hours / 24
    return (
        f": enough for {amount / (one * days):,.0f} people all the time, or for the fewest people inside for "
        f"{amount / (one * case.people.low):,.2g} days"
        if one > 0 and case.people.low > 0
        else ""
    )


def _by_group(case: Case, need: Need) -> Iterator[Evidence]:
    for row in case.standards.needs.values():
        if row.adds_to == need.id and row.share is not None:
            low, high = row.share.low * case.people.low, row.share.high * case.people.high
            more = f"{figures(row.amount.low, row.amount.high)} {row.amount.unit} more"
            yield Evidence(
                "context",
                words(f"{row.group}: {span(low, high)} need {more}; {row.note}".rstrip("; ")),
                "standard",
                row.source,
            )


def _of_line(case: Case, line: Line, need: Need) -> Iterator[Evidence]:
    """What each row of a load says, and whether it counts."""
    doubts = []
    if line.where == "elsewhere":
        doubts.append("went to no place of the case: not counted")
    elif line.where == "not clear":
        doubts.append("where to is not clear: counted only at most")
    if line.when != "within":
        doubts.append(f"{line.when} the period of the case")
    for row in line.rows:
        alone = told(Line((row,), line.where, line.when), row.stage, need.id, case) or ANYTHING
        held = "how much is not known" if alone.high is None else quantity(alone.low, alone.high, need.amount.unit)
        if row.amount is not None and row.amount.unit == "%":
            held = f"{row.amount.likely:g} % of it"
        to = f" to {row.to}" if row.to else ""
        text = f"{moment(case, row.start)}: {row.item}{_reported(row)}, {row.stage}{to}: {held}"
        text += f" ({'; '.join(doubts)})" if doubts else ""
        yield Evidence("context", words(text), row.claimant, row.source, row.start)


def _reported(row: Delivery) -> str:
    if row.amount is None:
        return ""
    return f", {figures(row.amount.low, row.amount.high)} {row.amount.unit}"


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
    a_day = Range(
        one.low * case.people.low, one.likely * case.people.likely, one.high * case.people.high, f"{unit} a day"
    )
    start, end = max(stock.at for stock in stocks), case.period.end
    since = replace(case, period=Window(start, end))
    reported_of = [(line, received(line, need.id, since)) for line in lines(since) if line.counts]
    reported_of = [(line, came) for line, came in reported_of if came != NOTHING]
    # what came at the moment of the stock may have been counted with it
    coming = [
        Arrival(max(start, _first(line)), _last(line), Span(came.low if _last(line) > start else 0.0, came.high))
        for line, came in reported_of
    ]
    stock = Span(sum(s.amount.low for s in stocks if s.at == start), sum(s.amount.high for s in stocks))
    earliest = runs_out(start, end, stock.low, a_day.high, ((a.last, a.amount.low) for a in coming))
    known = [(a.first, a.amount.high) for a in coming if a.amount.high is not None]
    unlimited = [a.first for a in coming if a.amount.high is None]
    latest = runs_out(start, end, stock.high or 0.0, a_day.low, known)
    if latest is not None and any(first <= latest for first in unlimited):
        latest = None
    verdict: Verdict = "met" if earliest is None else "not met" if latest is not None else "unknown"
    inside = (
        Evidence(
            "context",
            words(f"{moment(case, s.at)}: {quantity(s.amount.low, s.amount.high, unit)} inside"),
            *(claimant, s.source, s.at),
        )
        for s in stocks
    )
    used = f"{quantity(a_day.low, a_day.high, unit)} used in a day, by the standard"
    return AidFinding(
        code=CLOCK.code,
        subject=need.id,
        verdict=verdict,
        message=words(
            f"{need.name}, by what {claimant} says is there: "
            + _running_out(case, earliest, latest, unlimited=bool(unlimited))
        ),
        evidence=(
            *inside,
            computed("context", f"{used}; who gets less than that makes it last longer"),
            *(row for line, _ in reported_of for row in _of_line(case, line, need)),
        ),
        source=need.source,
        about=need.name,
        item=need.id,
        unit=unit,
        need=a_day,
        runs_out=(earliest, latest),
        series=course(start, end, stock, Span(a_day.low, a_day.high), coming),
    )


def _first(line: Line) -> datetime:
    return min(row.start for row in line.rows)


def _last(line: Line) -> datetime:
    """When the last of a load has come."""
    return max(row.end for row in line.rows)


def _running_out(case: Case, earliest: datetime | None, latest: datetime | None, *, unlimited: bool) -> str:
    if earliest is None:
        return "it lasts to the end of the case, even with the most cautious figures."
    first = f"it runs out {moment(case, earliest)} at the earliest"
    if latest is not None:
        soon = latest - earliest < timedelta(hours=1)
        return (
            f"it runs out {moment(case, earliest)}." if soon else f"{first} and {moment(case, latest)} at the latest."
        )
    why = ": how much was brought is not known" if unlimited else ", and perhaps not before the end of the case"
    return f"{first}{why}."


def _share(came: Span, wanted: Range) -> Span:
    if wanted.high <= 0:
        return ANYTHING
    high = None if came.high is None or wanted.low <= 0 else came.high / wanted.low
    return Span(came.low / wanted.high, high)


def _percent(share: float) -> str:
    return f"{100 * share:.3g} %" if share < 1 else f"{100 * share:,.0f} %"
