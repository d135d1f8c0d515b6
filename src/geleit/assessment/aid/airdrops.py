"""Whether the flights that were flown could feed the people inside, and how many it would take."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from geleit.assessment.aid.aid_check import AidCheck
from geleit.assessment.aid.loads import WEIGHT, kilograms, usual
from geleit.assessment.aid.needs import needed
from geleit.assessment.aid.shipments import Line, as_evidence, vehicles_of
from geleit.assessment.weighing import computed
from geleit.messages.message import words
from geleit.model.aid import AidFinding, Span
from geleit.model.amount import Range, figures, quantity
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
    a_day = quantity(food.low / days, food.high / days, "kg")
    summary = f"To feed the people inside takes {a_day} a day, {figures(takes.low / days, takes.high / days)} flights"
    verdict: Verdict = "unknown"
    if flown is None:
        summary += " every day; how many were flown is not known."
    else:
        verdict = "not met" if flown.high is not None and flown.high < takes.low else "unknown"
        summary += f" every day; flown were {figures(flown.low, flown.high or 0.0)} in {figures(days, days)} days."
    trucks = (
        f"by road the same is {figures(food.low / 1000 / days / truck.high, food.high / 1000 / days / truck.likely)}"
    )
    evidence = (
        computed("context", f"a flight drops {figures(load.low, load.high)} t. {load.note}".rstrip()),
        computed("context", f"{figures(100 * found.low, 100 * found.high)} % of it is found. {found.note}".rstrip()),
        computed("context", f"{trucks} trucks a day, at {truck.high:g} and {truck.likely:g} t"),
        *(as_evidence(case, row) for line in dropped for row in line.rows),
    )
    share = None if flown is None else Span(flown.low / takes.high, (flown.high or 0.0) / takes.low)
    return AidFinding(
        code=AIRDROP.code,
        subject="airdrops",
        verdict=verdict,
        message=words(summary),
        evidence=evidence,
        source=AIRDROP.source,
        about="Airdrops",
        item=WEIGHT,
        unit="flights",
        need=takes,
        delivered=flown,
        share=share,
    )


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
