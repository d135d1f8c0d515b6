"""What a load or vehicle weighs in kilograms and which needs it meets, as bounds where that is not known."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from geleit.model.aid import Delivery, Item, Span, Standards
from geleit.model.amount import Range
from geleit.model.units import DROPS, TRUCKS, UNITS, VEHICLES, told_plainly, unit_named, weight_name

NUTRIENTS = ("energy", "protein", "fat")
WEIGHT = "food"
"""The need for food by weight."""

LOADS = {
    "truck_load": Range(
        0, 5.5, 27, "t", "Logistics Cluster", "derived",
        "At most: the payload expected of a tractor with trailer on six axles (Logistics Cluster, road transport). "
        "Likely: 137 t on 25 trucks, East Ghouta, 15 March 2018.",
    ),
    "airdrop_load": Range(
        17, 18.2, 21, "t", "World Food Programme", "derived",
        "Drops over Deir ez-Zor in 2016: 17 to 21 t each; 2,060 t in 113 flights.",
    ),
    "airdrop_recovered": Range(
        0.52, 0.85, 1, "share", "World Food Programme", "derived",
        "Pallets found again over Deir ez-Zor: 11 of 21, 22 of 26, 26 of 26.",
    ),
}  # fmt: skip
"""Loads that an assumption of the case of the same name takes the place of."""

NOTHING = Span(0, 0)
ANYTHING = Span(0, None)
NOT_SAID = Range(0, 0, 0, "not said")
"""In place of what one of a unit of cargo weighs: anything."""


def usual(name: str, assumptions: Mapping[str, Range]) -> Range:
    """A load of :data:`LOADS`, or what the case assumes instead."""
    return assumptions.get(name, LOADS[name])


def times(a: Span, b: Span) -> Span:
    """The product; nothing times anything is nothing."""
    if NOTHING in (a, b):
        return NOTHING
    high = None if a.high is None or b.high is None else a.high * b.high
    return Span(a.low * b.low, high)


def span(amount: Range | None, factor: float = 1.0) -> Span:
    """A range's ends, anything where there is none."""
    return ANYTHING if amount is None else Span(amount.low * factor, amount.high * factor)


def either(spans: Iterable[Span]) -> Span:
    """The span that holds each of them."""
    found = list(spans)
    high = None if any(s.high is None for s in found) else max(s.high for s in found if s.high is not None)
    return Span(min(s.low for s in found), high)


def kilograms(delivery: Delivery, standards: Standards, assumptions: Mapping[str, Range]) -> Span:
    """What a load weighs: by its amount, and where one of its unit may weigh more or less, also by its vehicles."""
    by_vehicles = _by_vehicles(delivery, delivery.vehicles, "", assumptions)
    if delivery.amount is None:
        return by_vehicles
    if (word := told_plainly(delivery.amount.unit)) in VEHICLES:
        return _by_vehicles(delivery, delivery.amount, word, assumptions)
    one = _one_weighs(delivery, word, standards, assumptions)
    weighs = times(span(delivery.amount), one)
    return weighs if one.low == one.high else _both(weighs, by_vehicles)


def brings(delivery: Delivery, need: str, standards: Standards, assumptions: Mapping[str, Range]) -> Span:
    """How much of a need a load meets, in the unit of the need.

    Goods that are not named may be any; of several the shares are not known, so it may be all one or all another.
    """
    amount = delivery.amount
    named = [standards.items[name] for name in delivery.goods]
    if amount is not None and _are_pieces(named, amount.unit):
        return times(span(amount), either(_by_piece(item, need) for item in named))
    items = named or list(standards.items.values())
    each = amount and one_of(amount.unit, assumptions)
    if amount is not None and each is not None and not named:
        if each.unit == "rations":
            return times(times(span(amount), span(each)), _one_ration(standards, need))
        if (unit := unit_named(amount.unit)) is not None and unit.food:
            items = [item for item in items if item.energy is not None]
    kg = kilograms(delivery, standards, assumptions)
    return times(kg, either(per_kg(item, need) for item in items))


def is_of(delivery: Delivery, need: str, standards: Standards) -> bool:
    """Whether a load is said to hold something of a need: by its goods, else by its unit where that is of food."""
    items = [standards.items[name] for name in delivery.goods]
    if not items and delivery.amount is not None:
        unit = unit_named(delivery.amount.unit)
        of_food = unit is not None and (unit.food or unit.each.unit == "rations")
        items = [item for item in standards.items.values() if of_food and item.energy is not None]
    return any((per_kg(item, need), _by_piece(item, need)) != (NOTHING, NOTHING) for item in items)


def one_of(unit: str, assumptions: Mapping[str, Range]) -> Range | None:
    """What one of a unit of cargo is, in kg, l or rations: by the case's assumption, else the table of units.

    ``None`` where neither says so.
    """
    named = unit_named(unit)
    assumed = assumptions.get(weight_name(unit))
    if assumed is None or (named is not None and named.exact):
        return named.each if named else None
    counted_in = unit_named(assumed.unit)
    if counted_in is None or not counted_in.exact:
        return None
    return replace(assumed.times(counted_in.each.low), unit=counted_in.each.unit)


def unassumed(assumptions: Mapping[str, Range]) -> dict[str, Range]:
    """The assumptions of a case, with nothing in place of what Geleit itself only assumes of units of cargo.

    A verdict rests on what is published, or on what the case assumes, and on no guess of ours.
    """
    ours = (unit.id for unit in UNITS if unit.each.basis == "assumption")
    return {**dict.fromkeys(map(weight_name, ours), NOT_SAID), **assumptions}


def weighed_by_unit(delivery: Delivery, standards: Standards) -> bool:
    """Whether a load is weighed by what one of its unit weighs in general, not by its goods or vehicles."""
    if delivery.amount is None or told_plainly(delivery.amount.unit) in VEHICLES:
        return False
    return not _are_pieces([standards.items[name] for name in delivery.goods], delivery.amount.unit)


def unweighed(delivery: Delivery, standards: Standards, assumptions: Mapping[str, Range]) -> str:
    """The unit of a load of which nobody knows what one weighs, or empty."""
    if delivery.amount is None or delivery.amount.unit == "%":
        return ""
    if (word := told_plainly(delivery.amount.unit)) in VEHICLES:
        return ""
    known = _one_weighs(delivery, word, standards, assumptions).high is not None
    return "" if known else delivery.amount.unit


def _one_weighs(delivery: Delivery, word: str, standards: Standards, assumptions: Mapping[str, Range]) -> Span:
    """What one of the unit of a load weighs."""
    named = [standards.items[name] for name in delivery.goods]
    if _are_pieces(named, word):
        return _weight_of_one(named)
    each = one_of(word, assumptions)
    if each is None:
        return ANYTHING
    if each.unit == "rations":
        return span(each, standards.ration_kg)
    if each.unit == "l":
        return times(span(each), _weight_of_one([] if any(item.piece for item in named) else named))
    return span(each)


def _are_pieces(items: list[Item], unit: str) -> bool:
    """Whether a unit counts pieces of each item."""
    return bool(items) and all(told_plainly(unit) in item.piece for item in items)


def _one_ration(standards: Standards, need: str) -> Span:
    """How much of a need the daily ration of one person meets."""
    return sum_of(
        times(Span(p.grams / 1000, p.grams / 1000), per_kg(standards.items[p.item], need)) for p in standards.basket
    )


def _both(one: Span, other: Span) -> Span:
    """What both of two spans allow; the first, where they contradict each other."""
    highs = [span.high for span in (one, other) if span.high is not None]
    low, high = max(one.low, other.low), min(highs) if highs else None
    return one if high is not None and low > high else Span(low, high)


def sum_of(spans: Iterable[Span]) -> Span:
    """All of them together."""
    return sum(spans, NOTHING)


def per_kg(item: Item, need: str) -> Span:
    """How much of a need one kilogram of an item meets."""
    if need in NUTRIENTS:
        held: Range | None = getattr(item, need)
        return NOTHING if held is None else span(held, 10)
    if need == WEIGHT:
        return NOTHING if item.energy is None else Span(1, 1)
    if item.meets != need:
        return NOTHING
    if not item.piece:
        return span(item.measure)
    if item.kg is None or item.kg.low <= 0 or item.measure is None:
        return ANYTHING
    return Span(item.measure.low / item.kg.high, item.measure.high / item.kg.low)


def _by_piece(item: Item, need: str) -> Span:
    if item.meets == need:
        return span(item.measure)
    if need in NUTRIENTS or need == WEIGHT:
        return times(span(item.kg), per_kg(item, need))
    return NOTHING


def _by_vehicles(delivery: Delivery, vehicles: Range | None, word: str, assumptions: Mapping[str, Range]) -> Span:
    """What so many vehicles carry, whatever the case calls them."""
    if vehicles is None:
        return ANYTHING
    if delivery.load is not None:
        return times(span(vehicles), span(delivery.load, 1000))
    if delivery.means == "airdrop" or (not delivery.means and word in DROPS):
        most = usual("airdrop_load", assumptions).high
    elif delivery.means == "convoy" or (not delivery.means and word in TRUCKS):
        most = usual("truck_load", assumptions).high
    else:
        return ANYTHING  # aircraft that land carry anything from two tonnes to a hundred
    return Span(0, vehicles.high * most * 1000)


def _weight_of_one(items: list[Item]) -> Span:
    return either(span(item.kg) for item in items) if items else ANYTHING
