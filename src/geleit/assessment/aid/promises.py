"""Statements that a load is enough for so many people: whether that can be true of what it weighs."""

from __future__ import annotations

from collections.abc import Iterator

from geleit.assessment.aid.aid_check import AidCheck
from geleit.assessment.aid.loads import TRUCKS, WEIGHT, brings, kilograms, usual
from geleit.assessment.aid.shipments import vehicles_of
from geleit.assessment.weighing import computed
from geleit.assessment.wording import span
from geleit.messages.message import words
from geleit.model.aid import AidFinding, Delivery, Span
from geleit.model.amount import Range, figures, quantity
from geleit.model.case import Case
from geleit.model.finding import Evidence, Verdict
from geleit.model.statement import Statement

PROMISE = AidCheck(
    code="AID-PROMISE",
    asked_of=frozenset({"statement"}),
    source="wfp-basket",
    find=lambda case, _: assess_promises(case),
)
PEOPLE = ("people", "persons", "person")


def assess_promises(case: Case) -> Iterator[AidFinding]:
    """A finding for each statement about a delivery that says for how many people it is."""
    for statement in case.statements:
        if (found := promise_of(case, statement)) is not None:
            yield found


def promise_of(case: Case, statement: Statement) -> AidFinding | None:
    """The finding for one statement; ``None`` where it is about no delivery or says for nobody how many."""
    load = next((row for row in case.deliveries if row.id == statement.about), None)
    if load is None or statement.quantity is None or statement.quantity.unit.casefold() not in PEOPLE:
        return None
    return _promise(case, statement, statement.quantity, load)


def full_rations(people: Range, days: Range, ration_kg: float) -> Range:
    """What so many full rations weigh, in kg."""
    return Range(
        people.low * days.low * ration_kg,
        people.likely * days.likely * ration_kg,
        people.high * days.high * ration_kg,
        "kg",
        basis="derived",
    )


def _promise(case: Case, statement: Statement, people: Range, load: Delivery) -> AidFinding:
    said = Evidence("context", words(statement.words), statement.speaker, statement.source, statement.at)
    if statement.days is None:
        summary = "For how many days is not said, so nothing can be worked out."
        return AidFinding(
            PROMISE.code,
            statement.id,
            "unknown",
            words(summary),
            (said,),
            PROMISE.source,
            about=_about(statement),
            item=load.id,
        )
    if load.goods and not any(case.standards.items[name].energy for name in load.goods):
        summary = "No food is in the load, so rations say nothing of it."
        return AidFinding(
            PROMISE.code,
            statement.id,
            "unknown",
            words(summary),
            (said,),
            PROMISE.source,
            about=_about(statement),
            item=load.id,
        )
    wanted = full_rations(people, statement.days, case.standards.ration_kg)
    weighs = kilograms(load, case.standards, case.assumptions)
    if load.goods:  # what of it is no food does not count
        weighs = brings(load, WEIGHT, case.standards, case.assumptions)
    verdict, held = _compared(wanted, weighs)
    whom = f"{span(people.low, people.high)} and {figures(statement.days.low, statement.days.high)} days"
    full = f"The full ration for {whom} weighs {quantity(wanted.low, wanted.high, 'kg')}"
    evidence = [said]
    if (vehicles := vehicles_of(load)) is not None and vehicles.low > 0:
        each = wanted.low / vehicles.high / 1000, wanted.high / vehicles.low / 1000
        full += f", {figures(*each)} t on each of {figures(vehicles.low, vehicles.high)} vehicles"
        by_road = load.amount is not None and load.amount.unit.casefold() in TRUCKS
        if load.means == "convoy" or (by_road and not load.means):
            most = usual("truck_load", case.assumptions)
            evidence.append(computed("context", f"a truck carries at most {most.high:g} t. {most.note}".rstrip()))
    if weighs.high is not None:
        each_day = 1000 * weighs.high / (people.low * statement.days.low)
        ration = 1000 * case.standards.ration_kg
        text = f"at most {each_day:.3g} g for each person and day, where the full ration has {ration:g} g"
        evidence.append(computed("against" if verdict == "not met" else "context", text))
    return AidFinding(
        code=PROMISE.code,
        subject=statement.id,
        verdict=verdict,
        message=words(f"{full}; {held}."),
        evidence=tuple(evidence),
        source=PROMISE.source,
        about=_about(statement),
        item=load.id,
        unit="kg",
        need=wanted,
        delivered=weighs,
        share=Span(weighs.low / wanted.high, None if weighs.high is None else weighs.high / wanted.low),
    )


def _about(statement: Statement) -> str:
    return f"{statement.speaker}, {statement.at.date().isoformat()}" if statement.at else statement.speaker


def _compared(wanted: Range, weighs: Span) -> tuple[Verdict, str]:
    if weighs.high is None:
        return "unknown", "what the load weighs is not known"
    low, high = (quantity(x, x, "kg") for x in (weighs.low, weighs.high))
    if weighs.high < wanted.low:
        return "not met", f"the load weighs at most {high}, {100 * weighs.high / wanted.low:.3g} % of it"
    if weighs.low >= wanted.high:
        return "met", f"the load weighs at least {low}"
    return "unknown", f"the load weighs {quantity(weighs.low, weighs.high, 'kg')}"
