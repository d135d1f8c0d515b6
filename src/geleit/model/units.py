"""Units that Geleit knows how to weigh or count, in lower case; others are kept as they are written."""

from __future__ import annotations

KG = {
    **dict.fromkeys(("t", "tonne", "tonnes", "metric tons", "metric tonnes", "mt"), 1000.0),
    **dict.fromkeys(("kg", "kilogram", "kilograms"), 1.0),
    **dict.fromkeys(("g", "gram", "grams"), 0.001),
}
LITRES = {**dict.fromkeys(("l", "litre", "litres", "liter", "liters"), 1.0), **dict.fromkeys(("m3", "m³"), 1000.0)}
PALLETS = ("pallet", "pallets")
RATIONS = ("ration", "rations", "daily ration", "daily rations")
TRUCKS = ("truck", "trucks", "lorry", "lorries")
DROPS = ("drop", "drops")
VEHICLES = (*TRUCKS, *DROPS, "flight", "flights", "sortie", "sorties")
PEOPLE = frozenset({"people", "persons", "person", "civilians", "civilian", "fighters", "fighter"})
"""Units that count people."""
HOUSEHOLDS = frozenset({"families", "family", "households", "household"})
"""Units of which each is one person or more."""
PLACES = frozenset({"places", "place", "beds", "bed", "spaces", "seats"})
"""Units that count places of one person each."""
KNOWN = frozenset({*KG, *LITRES, *PALLETS, *RATIONS, *VEHICLES, *PEOPLE, *HOUSEHOLDS, "%", "share", "kcal"})
"""None of them tells who spoke."""
