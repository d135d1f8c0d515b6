"""Statements that a load is enough for so many people: whether that can be true of what it weighs."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from geleit.assessment.aid.aid_check import AidCheck
from geleit.assessment.aid.loads import WEIGHT, brings, kilograms, one_of, unassumed, usual
from geleit.assessment.aid.shipments import vehicles_of
from geleit.assessment.impartiality import impartiality_in, party_named, party_of
from geleit.assessment.weighing import computed
from geleit.messages import Amount, Message, say, words
from geleit.model.aid import AidFinding, Delivery, Item, Span, Stage
from geleit.model.amount import Range
from geleit.model.case import Case
from geleit.model.finding import Evidence, Verdict
from geleit.model.statement import Statement
from geleit.model.units import TRUCKS, told_plainly
from geleit.model.voices import plain

PROMISE = AidCheck(
    code="AID-PROMISE",
    asked_of=frozenset({"statement"}),
    source="wfp-basket",
    find=lambda case, _: assess_promises(case),
)
HAD: tuple[Stage, ...] = ("arrived", "unloaded")
"""Stages at which people have a load: what is planned or on its way feeds nobody yet."""
GONE: tuple[Stage, ...] = ("removed", "lost")
"""Stages that tell of what a load no longer holds."""
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
    together = [row for row in case.deliveries if load.shipment and row.shipment == load.shipment]
    if any(row.goods != load.goods or row.item != load.item for row in together):
        return _not_known(statement, load, say("aid.one-of-several"), _said(statement))
    found = _promise(case, statement, statement.quantity, load)
    if found.verdict != "unknown" and not statement.words_checked:
        return replace(found, verdict="unknown", message=say("aid.words-unchecked", found=found.message))
    return found


def _said(statement: Statement) -> Evidence:
    return Evidence("context", words(statement.words), statement.speaker, statement.source, statement.at)


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
    said = _said(statement)
    if statement.days is None:
        return _not_known(statement, load, say("aid.no-days"), said)
    if load.goods and not any(case.standards.items[name].energy for name in load.goods):
        return _not_known(statement, load, say("aid.no-food"), said)
    wanted = full_rations(people, statement.days, case.standards.ration_kg)
    assumed = unassumed(case.assumptions)
    weighs = kilograms(load, case.standards, assumed)
    if load.goods:  # what of it is no food does not count
        weighs = brings(load, WEIGHT, case.standards, assumed)
    verdict, held = _compared(wanted, weighs)
    left_open = _left_open(case, load, people.high * statement.days.high) if verdict == "met" else None
    if load.stage in GONE:
        left_open = say("aid.promise-gone", stage=load.stage)
    if left_open is not None:
        verdict = "unknown"
    stake = verdict != "unknown" and not load_decides(case, statement, met=verdict == "met")
    evidence = [said, *_on_each_truck(case, load)]
    if weighs.high is not None:
        grams = 1000 * weighs.high / (people.low * statement.days.low)
        each_day = say("aid.each-day", grams=grams, ration=1000 * case.standards.ration_kg)
        evidence.append(computed("against" if verdict == "not met" and not stake else "context", each_day))
    message = say(
        "aid.ration",
        people=Amount(people.low, people.high),
        days=Amount(statement.days.low, statement.days.high),
        wanted=Amount(wanted.low, wanted.high, "kg"),
        each=_each(load, wanted),
        weighs=held,
    )
    if left_open is not None:
        message = say("aid.promise-open", some=message, why=left_open)
    return AidFinding(
        code=PROMISE.code,
        subject=statement.id,
        verdict="unknown" if stake else verdict,
        message=say("aid.partial-figure", some=message, claimant=load.claimant) if stake else message,
        evidence=tuple(evidence),
        source=PROMISE.source,
        about=_about(statement),
        item=load.id,
        unit="kg",
        need=wanted,
        delivered=weighs,
        share=Span(weighs.low / wanted.high, None if weighs.high is None else weighs.high / wanted.low),
    )


def _left_open(case: Case, load: Delivery, rations: float) -> Message | None:
    """Why a load that weighs enough does not show that so many daily rations are there; ``None`` where it does.

    Weight is no ration: people must have it, all of it must be food, and of all foods of the basket, with the energy of
    so many rations however it is shared among them.
    """
    standards, assumed = case.standards, unassumed(case.assumptions)
    if load.stage not in HAD:
        return say("aid.promise-stage", stage=load.stage)
    each = None if load.goods or load.amount is None else one_of(load.amount.unit, assumed)
    if each is not None and each.unit == "rations":
        return None
    if not load.goods or not all(_gives_energy(standards.items[name]) for name in load.goods):
        return say("aid.promise-not-food")
    basket = {portion.item for portion in standards.basket if _gives_energy(standards.items[portion.item])}
    enough = brings(load, "energy", standards, assumed).low >= rations * standards.needs["energy"].amount.high
    return None if basket <= {*load.goods} and enough else say("aid.promise-basket")


def _gives_energy(item: Item) -> bool:
    """Whether it is a food of which some energy is known."""
    return item.energy is not None and item.energy.low > 0


def load_decides(case: Case, statement: Statement, *, met: bool) -> bool:
    """Whether the word of whoever tells of the load decides a statement about it.

    What a belligerent tells of a load is nobody's measure but of its own words, where it speaks against them.
    """
    if tells_of_itself(case, statement) and met == statement.denies:
        return True
    return not any(map(impartiality_in(case, ()).partial, tellers_of(case, statement)))


def tells_of_itself(case: Case, statement: Statement) -> bool:
    """Whether whoever makes a statement about a load also tells of the load."""
    return all(
        plain(name) == plain(statement.speaker) or party_named(case, name) == (party_of(case, statement) or None)
        for name in tellers_of(case, statement)
    )


def tellers_of(case: Case, statement: Statement) -> frozenset[str]:
    """Who tells of the load that a statement is about."""
    return frozenset(row.claimant for row in case.deliveries if row.id in statement.subjects)


def _not_known(statement: Statement, load: Delivery, why: Message, said: Evidence) -> AidFinding:
    return AidFinding(
        PROMISE.code,
        statement.id,
        "unknown",
        why,
        (said,),
        PROMISE.source,
        about=_about(statement),
        item=load.id,
    )


def _each(load: Delivery, wanted: Range) -> Message | None:
    """What each vehicle would have to carry."""
    vehicles = vehicles_of(load)
    if vehicles is None or vehicles.low <= 0:
        return None
    tonnes = Amount(wanted.low / vehicles.high / 1000, wanted.high / vehicles.low / 1000)
    return say("aid.ration-each", tonnes=tonnes, vehicles=Amount(vehicles.low, vehicles.high))


def _on_each_truck(case: Case, load: Delivery) -> Iterator[Evidence]:
    """What a truck carries at most, where the load came by truck."""
    vehicles = vehicles_of(load)
    if vehicles is None or vehicles.low <= 0:
        return
    by_road = load.amount is not None and told_plainly(load.amount.unit) in TRUCKS
    if load.means == "convoy" or (by_road and not load.means):
        most = usual("truck_load", case.assumptions)
        note = say("aid.further", note=most.note) if most.note else None
        yield computed("context", say("aid.truck", tonnes=most.high, note=note))


def _about(statement: Statement) -> Message:
    if statement.at is None:
        return words(statement.speaker)
    return say("aid.promise", speaker=statement.speaker, day=statement.at.date())


def _compared(wanted: Range, weighs: Span) -> tuple[Verdict, Message]:
    if weighs.high is None:
        return "unknown", say("aid.weight-unknown")
    if weighs.high < wanted.low:
        most = Amount(weighs.high, weighs.high, "kg")
        return "not met", say("aid.weighs-at-most", weight=most, share=weighs.high / wanted.low)
    if weighs.low >= wanted.high:
        return "met", say("aid.weighs-at-least", weight=Amount(weighs.low, weighs.low, "kg"))
    return "unknown", say("aid.weighs", weight=Amount(weighs.low, weighs.high, "kg"))
