"""Whether the flights that were flown could feed the people inside, and how many it would take."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from geleit.assessment.aid.aid_check import AidCheck
from geleit.assessment.aid.loads import WEIGHT, kilograms, usual
from geleit.assessment.aid.needs import needed
from geleit.assessment.aid.shipments import Line, all_until, as_evidence, free_of_stake, said_complete, vehicles_of
from geleit.assessment.weighing import computed
from geleit.messages import Amount, Message, say
from geleit.model.aid import AidFinding, Span
from geleit.model.amount import Range
from geleit.model.case import Case
from geleit.model.finding import Verdict

AIRDROP = AidCheck(
    code="AID-AIRDROP",
    asked_of=frozenset({"airdrops"}),
    source="wfp-basket",
    find=lambda case, loads: assess_airdrops(case, loads),
)


def assess_airdrops(case: Case, loads: Sequence[Line]) -> Iterator[AidFinding]:
    """One finding where something was dropped."""
    dropped = [line for line in loads if any(row.means == "airdrop" for row in line.rows)]
    if dropped and WEIGHT in case.standards.needs:
        yield _airdrop(case, dropped)


def sorties(food: Range, load: Range, recovered: Range) -> Range:
    """Flights it takes to drop so much food that so much is found.

    Parameters
    ----------
    food
        In kg.
    load
        Of one flight, in t.
    recovered
        Share of it that is found.
    """
    each = [1000 * load.high * recovered.high, 1000 * load.likely * recovered.likely, 1000 * load.low * recovered.low]
    return Range(food.low / each[0], food.likely / each[1], food.high / max(each[2], 1e-9), "flights", basis="derived")


def _airdrop(case: Case, dropped: Sequence[Line]) -> AidFinding:
    days = case.period.hours / 24
    food = needed(case.standards.needs[WEIGHT], case.standards, case.people, days)
    load, found, truck = (usual(name, case.assumptions) for name in ("airdrop_load", "airdrop_recovered", "truck_load"))
    load = replace(load, high=max([load.high, *_heaviest(case, dropped)]))
    takes = sorties(food, load, found)
    flown = _flown(dropped)
    each_day = Amount(food.low / days, food.high / days, "kg")
    flights = say("aid.flights-daily", flights=Amount(takes.low / days, takes.high / days))
    verdict: Verdict = "unknown"
    if flown is None:
        message = say("aid.flights-unknown", food=each_day, flights=flights)
    else:
        all_told = flown.high is not None and all_until(case) is None
        verdict = "not met" if all_told and (flown.high or 0.0) < takes.low else "unknown"
        all_flown = Amount(flown.low, flown.high or 0.0)
        message = say("aid.flights", food=each_day, flights=flights, flown=all_flown, days=days)
        if verdict == "not met" and any(free_of_stake(case, line) != line for line in dropped):
            verdict, message = "unknown", say("aid.partial", some=message)
        if verdict == "not met" and not said_complete(case):
            verdict, message = "unknown", say("aid.whether-all", some=message)
    trucks = Amount(food.low / 1000 / days / truck.high, food.high / 1000 / days / truck.likely)
    evidence = (
        computed("context", say("aid.flight", tonnes=Amount(load.low, load.high), note=_note(load))),
        computed("context", say("aid.found", share=Amount(found.low, found.high), note=_note(found))),
        computed("context", say("aid.by-road", trucks=trucks, most=truck.high, likely=truck.likely)),
        *(as_evidence(case, row) for line in dropped for row in line.rows),
    )
    share = None if flown is None else Span(flown.low / takes.high, (flown.high or 0.0) / takes.low)
    return AidFinding(
        code=AIRDROP.code,
        subject="airdrops",
        verdict=verdict,
        message=message,
        evidence=evidence,
        source=AIRDROP.source,
        about=say("aid.airdrops"),
        item=WEIGHT,
        unit="flights",
        need=takes,
        delivered=flown,
        share=share,
    )


def _note(figure: Range) -> Message | None:
    return say("aid.further", note=figure.note) if figure.note else None


def _heaviest(case: Case, dropped: Sequence[Line]) -> Iterator[float]:
    """What one flight weighs at most by the rows that tell its load, or weight and flights, in t."""
    for row in (row for line in dropped for row in line.rows):
        if row.load is not None:
            yield row.load.high
        elif row.vehicles is not None and row.vehicles.low > 0 and row.amount is not None:
            weighs = kilograms(row, case.standards, case.assumptions)
            if weighs.high is not None:
                yield weighs.high / row.vehicles.low / 1000


def _flown(dropped: Sequence[Line]) -> Span | None:
    """Flights in all, ``None`` where one load does not say; planned ones are not flown."""
    total = Span(0, 0)
    for line in dropped:
        rows = line.at("dispatched", "arrived", "unloaded")
        told = [vehicles for row in rows if (vehicles := vehicles_of(row)) is not None]
        if not line.counts or not rows:
            continue
        if not told:
            return None
        total += Span(min(v.low for v in told), max(v.high for v in told))
    return total
