"""What a load or vehicle weighs in kilograms and which needs it meets, as bounds where that is not known."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from geleit.model.aid import Delivery, Item, Span, Standards
from geleit.model.amount import Range
from geleit.model.units import DROPS, KG, LITRES, PALLETS, RATIONS, TRUCKS, VEHICLES

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
    "pallet_weight": Range(
        0.65, 0.70, 1, "t", "World Food Programme", "derived",
        "Deir ez-Zor: 17 t on 26 pallets, 2,060 t on 2,930, 21 t on 21.",
    ),
}  # fmt: skip
"""Loads that an assumption of the case of the same name takes the place of."""

NOTHING = Span(0, 0)
ANYTHING = Span(0, None)


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
    """What a load weighs."""
    by_vehicles = _by_vehicles(delivery, delivery.vehicles, "", assumptions)
    if delivery.amount is None:
        return by_vehicles
    unit, amount = delivery.amount.unit.casefold(), span(delivery.amount)
    if unit in KG:
        return times(amount, Span(KG[unit], KG[unit]))
    if unit in PALLETS:
        return times(amount, span(usual("pallet_weight", assumptions), 1000))
    if unit in RATIONS:
        return times(amount, Span(standards.ration_kg, standards.ration_kg))
    if unit in VEHICLES:
        return _by_vehicles(delivery, delivery.amount, unit, assumptions)
    pieces = [standards.items[name] for name in delivery.goods]
    if unit in LITRES:
        return times(times(amount, Span(LITRES[unit], LITRES[unit])), _weight_of_one(pieces))
    if pieces and all(unit in item.piece for item in pieces):
        return times(amount, _weight_of_one(pieces))
    return by_vehicles


def brings(delivery: Delivery, need: str, standards: Standards, assumptions: Mapping[str, Range]) -> Span:
    """How much of a need a load meets, in the unit of the need.

    Goods that are not named may be any; of several the shares are not known, so it may be all one or all another.
    """
    unit = delivery.amount.unit.casefold() if delivery.amount else ""
    items = [standards.items[name] for name in delivery.goods] or list(standards.items.values())
    if delivery.amount is not None and delivery.goods and all(unit in item.piece for item in items):
        return times(span(delivery.amount), either(_by_piece(item, need) for item in items))
    if unit in RATIONS and not delivery.goods:
        items = [standards.items[portion.item] for portion in standards.basket]
        one = sum_of(
            times(Span(p.grams / 1000, p.grams / 1000), per_kg(standards.items[p.item], need)) for p in standards.basket
        )
        return times(span(delivery.amount), one)
    kg = kilograms(delivery, standards, assumptions)
    return times(kg, either(per_kg(item, need) for item in items))


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
