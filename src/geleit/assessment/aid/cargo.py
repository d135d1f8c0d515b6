"""Checks of loads: food that people can live on, goods removed, pallets lost."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta

from geleit.assessment.aid.aid_check import AidCheck
from geleit.assessment.aid.loads import sum_of
from geleit.assessment.aid.shipments import (
    Line,
    as_evidence,
    by_claimant,
    free_of_stake,
    reported,
    said_complete,
    same_unit,
)
from geleit.assessment.weighing import computed
from geleit.messages import Amount, Message, say, words
from geleit.model.aid import AidFinding, Delivery, Item, Span, Stage
from geleit.model.amount import Range
from geleit.model.case import Case
from geleit.model.finding import Verdict

BALANCE = AidCheck(
    code="AID-BALANCE",
    asked_of=frozenset({"load"}),
    source="food-needs-2002",
    find=lambda case, loads: assess_balance(case, loads),
)
LOSS = AidCheck(
    code="AID-LOSS",
    asked_of=frozenset({"load"}),
    source="",
    find=lambda case, loads: assess_losses(case, loads),
)
SWEET = frozenset({"sugar", "jam", "tea", "dates"})
CAME: tuple[tuple[Stage, Message], ...] = (
    ("unloaded", say("aid.was-unloaded")),
    ("arrived", say("aid.arrived")),
)
"""Stages after the road, the farthest first."""
WEIGHED_ALIKE = 0.95
"""Share of what was sent from which two who weigh it may mean the same."""


def assess_balance(case: Case, loads: Sequence[Line]) -> Iterator[AidFinding]:
    """For each load of which every item is a known food: whether people can live on it."""
    for line in loads:
        foods = [case.standards.items[name] for name in line.goods]
        if foods and all(_known(food) for food in foods):
            yield _balance(case, line, foods)


def assess_losses(case: Case, loads: Sequence[Line]) -> Iterator[AidFinding]:
    """For each load of which two stages are told: what was lost between, and whether those without a stake say so."""
    for line in loads:
        found = _told_loss(case, line)
        if found is None:
            continue
        rest = free_of_stake(case, line)
        free = None if rest is None else _told_loss(case, rest)
        if found.verdict != "unknown" and (free is None or free.verdict != found.verdict):
            found = replace(found, verdict="unknown", message=say("aid.partial", some=found.message))
        yield found


def _told_loss(case: Case, line: Line) -> AidFinding | None:
    sent, gone = line.at("dispatched"), line.at("removed", "lost")
    came = next(((rows, word) for stage, word in CAME if (rows := line.at(stage))), None)
    if not gone and not (sent and came):
        return None
    found = _loss(case, line, came[1] if came else say("aid.came"), _left(sent, came[0] if came else [], gone))
    if found.verdict == "not met" and not gone and _may_have_come(line, sent):
        return replace(found, verdict="unknown", message=say("aid.left-perhaps", some=found.message))
    return found


def _day_is_over(line: Line) -> bool:
    """Whether what was unloaded is told of a whole day by which all had set out: else some may be under way."""
    unloaded = line.at("unloaded")
    over = max((row.end for row in unloaded if row.end - row.start >= timedelta(days=1)), default=None)
    return over is not None and all(row.start < over for row in line.at("dispatched", "arrived"))


def _may_have_come(line: Line, sent: Sequence[Delivery]) -> bool:
    """Whether all of a load may be there: by what arrived, if unloaded at several places, or but for the scales."""
    parts = [rows for stage, _ in CAME if (rows := line.at(stage))]
    shares = [share.high for rows in parts if (share := _left(sent, rows, ())) is not None and share.high is not None]
    places = {row.to.strip().casefold() for rows in parts for row in rows}
    return len(places) > 1 or any(share >= WEIGHED_ALIKE for share in shares)


def _known(food: Item) -> bool:
    """Whether it is a food of which more is known than that it is one."""
    return food.energy is not None and not food.energy.low == 0 < food.energy.high


def _balance(case: Case, line: Line, foods: Sequence[Item]) -> AidFinding:
    """Protein and fat that come with the energy, against what should come with it."""
    verdicts: list[Verdict] = []
    parts, evidence = [], []
    for nutrient in ("protein", "fat"):
        asked = case.standards.needs[nutrient].amount.low / case.standards.needs["energy"].amount.high
        low, high = _with_energy(foods, nutrient)
        verdicts.append("met" if low >= asked else "not met" if high < asked else "unknown")
        grams = Amount(100 * low, 100 * high)
        parts.append(say("aid.nutrient", nutrient=nutrient, grams=grams, asked=100 * asked))
        if high < asked:
            missing = say("aid.missing", nutrient=nutrient, percent=100 * high / asked)
            evidence.append(computed("against", missing, "fao-who-1997"))
    verdict: Verdict = "not met" if "not met" in verdicts else "met" if set(verdicts) == {"met"} else "unknown"
    names, nutrients = tuple(food.name for food in foods), tuple(parts)
    if SWEET.issuperset(food.id for food in foods):
        message = say("aid.balance-sweet", foods=names, nutrients=nutrients)
    else:
        message = say("aid.balance", foods=names, nutrients=nutrients)
    rows = (as_evidence(case, row) for row in line.rows)
    return AidFinding(
        BALANCE.code,
        line.shipment,
        verdict,
        message,
        (*evidence, *rows),
        BALANCE.source,
        about=words(line.rows[0].item),
        item=line.shipment,
    )


def _with_energy(foods: Sequence[Item], nutrient: str) -> tuple[float, float]:
    """Grams of a nutrient for each kcal of a mixture whose shares are not known, at least and at most.

    A mixture lies between its parts; what has no energy, such as tea, moves nothing.
    """
    ratios = []
    for food in foods:
        held: Range | None = getattr(food, nutrient)
        if held is not None and food.energy is not None and food.energy.high > 0:
            ratios.append((held.low / food.energy.high, held.high / max(food.energy.low, 1e-9)))
    return (min(low for low, _ in ratios), max(high for _, high in ratios)) if ratios else (0.0, 0.0)


def _loss(case: Case, line: Line, came: Message, left: Span | None) -> AidFinding:
    rows = [row for row in line.rows if row.stage != "planned"]
    gone = line.at("removed", "lost")
    evidence = tuple(as_evidence(case, row, "against" if row in gone else "context") for row in rows)
    item = line.rows[0].item
    certain = any(row.amount is not None and row.amount.low > 0 for row in gone)
    verdict: Verdict
    if left is None:
        verdict = "not met" if certain else "unknown"
        message = say("aid.lost", item=item) if certain else say("aid.lost-unknown", item=item)
    else:
        high = left.high or 0.0
        ended = certain or said_complete(case) or _day_is_over(line)
        verdict = "not met" if high < 1 and ended else "unknown" if left.low < 1 or gone else "met"
        share = Amount(left.low, high)
        message = (
            say("aid.left-doubted", item=item, share=share, came=came)
            if certain and verdict == "unknown"
            else say("aid.left", item=item, share=share, came=came)
        )
    return AidFinding(
        LOSS.code,
        line.shipment,
        verdict,
        message,
        evidence,
        LOSS.source,
        about=words(item),
        item=line.shipment,
        share=left,
    )


def _left(sent: Sequence[Delivery], came: Sequence[Delivery], gone: Sequence[Delivery]) -> Span | None:
    """What share of what was dispatched came, ``None`` where the rows cannot be compared."""
    before = by_claimant(sent, reported)
    if before and came and before.low > 0 and same_unit([*sent, *came]):
        after = by_claimant(came, reported)
        if after and after.high is not None and before.high:
            return Span(after.low / before.high, min(1.0, after.high / before.low))
    away = [by_claimant([row for row in gone if row.stage == way], reported) for way in ("removed", "lost")]
    lost = sum_of(span for span in away if span)
    if gone and lost.high is not None and all(row.amount is not None and row.amount.unit == "%" for row in gone):
        return Span(max(0.0, 1 - lost.high / 100), max(0.0, 1 - lost.low / 100))
    if gone and lost.high is not None and before and before.low > 0 and before.high and same_unit([*sent, *gone]):
        return Span(max(0.0, 1 - lost.high / before.low), max(0.0, 1 - lost.low / before.high))
    return None
