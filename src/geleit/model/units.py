"""Units: what one of each unit of cargo weighs or holds, and words that count vehicles, people and households."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from geleit.model.amount import Basis, Range


@dataclass(frozen=True)
class Unit:
    """A unit in which cargo is reported.

    Parameters
    ----------
    id
        Short name, such as ``bag``.
    words
        What it is called, in lower case, the singular first.
    each
        What one of it is, in ``kg``, in ``l``, or in daily ``rations`` of one person.
    food
        Whether it is food, whatever is in it.
    """

    id: str
    words: tuple[str, ...]
    each: Range
    food: bool = False

    @property
    def exact(self) -> bool:
        """Whether it is the same everywhere."""
        return self.each.low == self.each.high


def _exactly(id_: str, words: str, figure: float, unit: str, note: str = "") -> Unit:
    return Unit(id_, tuple(words.split("; ")), Range(figure, figure, figure, unit, basis="published", note=note))


def _about(
    id_: str, words: str, low: float, likely: float, high: float, unit: str, note: str,
    *, source: str = "", basis: Basis = "assumption", food: bool = False,
) -> Unit:  # fmt: skip
    return Unit(id_, tuple(words.split("; ")), Range(low, likely, high, unit, source, basis, note), food)


UNITS = (
    _exactly("tonne", "t; tonne; tonnes; metric ton; metric tons; metric tonne; metric tonnes; mt; mts", 1000, "kg"),
    _exactly("kilogram", "kg; kgs; kilo; kilos; kilogram; kilograms; kilogramme; kilogrammes", 1, "kg"),
    _exactly("gram", "g; gram; grams; gramme; grammes", 0.001, "kg"),
    _exactly("pound", "lb; lbs; pound; pounds", 0.45359237, "kg", "The international pound."),
    _about("ton", "ton; tons", 907.18474, 1000, 1016.0469088, "kg",
           "The short ton of 2,000 lb, the metric ton, the long ton of 2,240 lb: which one is meant is not said.",
           source="NIST SP 811", basis="published"),
    _about("quintal", "quintal; quintals; qq; qtl; qtls", 45.359237, 100, 100, "kg",
           "100 kg in most countries, 100 lb in Central America.", source="NIST SP 811", basis="derived"),
    _exactly("litre", "l; litre; litres; liter; liters; lt; ltr; ltrs", 1, "l"),
    _exactly("cubic metre",
             "m3; m³; cbm; cubic metre; cubic metres; cubic meter; cubic meters", 1000, "l"),
    _about("gallon", "gallon; gallons; gal", 3.785411784, 3.785411784, 4.54609, "l",
           "Of the United States, and the imperial one.", source="NIST SP 811", basis="published"),
    _about("barrel", "barrel; barrels; drum; drums", 100, 200, 220, "l",
           "An oil barrel is 159 l, a steel drum about 200 l."),
    _about("jerrycan", "jerrycan; jerrycans; jerry can; jerry cans; jerrican; jerricans", 5, 20, 25, "l",
           "Most hold 10 or 20 l."),
    _about("tanker", "tanker; tankers; water truck; water trucks; tank truck; tank trucks", 0, 10_000, 45_000, "l",
           "From part of a load to the largest trailer."),
    _about("bag", "bag; bags", 1, 25, 100, "kg", "From a bag of bread to a jute sack."),
    _about("sack", "sack; sacks", 5, 50, 100, "kg", "Most hold 25 or 50 kg."),
    _about("carton", "carton; cartons; box; boxes; ctn; ctns", 0, 12, 50, "kg",
           "What one person can lift; what is in it is not said, so it adds nothing to the least."),
    _about("pallet", "pallet; pallets", 650, 700, 1000, "kg",
           "Deir ez-Zor: 17 t on 26 pallets, 2,060 t on 2,930, 21 t on 21.",
           source="World Food Programme", basis="derived"),
    _about("container", "container; containers", 0, 15_000, 28_800, "kg",
           "From empty to the payload painted on most containers of 20 and 40 feet."),
    _about("family ration",
           "family ration; family rations; family food ration; family food rations; food parcel; food parcels; "
           "family parcel; family parcels; food basket; food baskets",
           5, 40, 100, "kg", "From food for a few days to a month's for a large family.", food=True),
    _about("meal", "meal; meals; hot meal; hot meals", 0.2, 0.5, 1.5, "kg",
           "One portion, with its packing.", food=True),
    _exactly("ration", "ration; rations; daily ration; daily rations", 1, "rations",
             "The ration of the standards, or the table basket of the case."),
)  # fmt: skip
"""Every unit of cargo that Geleit weighs; assumptions of a case take the place of these, see :func:`weight_name`."""

TRUCKS = ("truck", "trucks", "lorry", "lorries", "truckload", "truckloads", "truck load", "truck loads")
DROPS = ("drop", "drops")
VEHICLES = (*TRUCKS, *DROPS, "flight", "flights", "sortie", "sorties", "vehicle", "vehicles")
PEOPLE = frozenset(
    {"people", "persons", "person", "civilians", "civilian", "fighters", "fighter", "evacuees", "evacuee"}
)
"""Units that count people."""
HOUSEHOLDS = frozenset({"families", "family", "households", "household"})
"""Units of which each is one person or more."""
PLACES = frozenset({"places", "place", "beds", "bed", "spaces", "seats"})
"""Units that count places of one person each."""

_BY_WORD = {word: unit for unit in UNITS for word in unit.words}
KNOWN = frozenset({*_BY_WORD, *VEHICLES, *PEOPLE, *HOUSEHOLDS, "%", "share", "kcal"})
"""None of them tells who spoke."""

_SIZED = re.compile(r"(?P<figure>\d+(?:[.,]\d{1,2})?)[ -]?(?P<of>[a-zü]+)[ -](?P<word>[a-z][a-z ]*)")
_OF_SIZE = re.compile(
    r"(?P<word>[a-z][a-z ]*?) (?:of|x|à|@) (?P<figure>\d+(?:[.,]\d{1,2})?)[ -]?(?P<of>[a-z]+)(?: each)?"
)


def told_plainly(unit: str) -> str:
    """A unit in lower case, without spaces to spare and the dot of an abbreviation."""
    return " ".join(unit.casefold().split()).rstrip(".")


@lru_cache(1024)
def unit_named(text: str) -> Unit | None:
    """The unit of cargo that a text means, ``None`` where no table weighs it.

    A text may give the size: ``50 kg bags``, ``bags of 25 kg``, ``20-litre jerrycans`` weigh or hold what they say.
    """
    plain = told_plainly(text)
    if plain in _BY_WORD:
        return _BY_WORD[plain]
    sized = _SIZED.fullmatch(plain) or _OF_SIZE.fullmatch(plain)
    if sized is None or sized["of"] not in _BY_WORD:
        return None
    of, figure = _BY_WORD[sized["of"]], float(sized["figure"].replace(",", "."))
    if not of.exact or of.each.unit not in ("kg", "l"):
        return None
    packed = _BY_WORD.get(sized["word"])
    each = Range(*3 * (figure * of.each.low,), of.each.unit, basis="published", note="As the row says.")
    return Unit(plain, (plain,), each, packed is not None and packed.food)


def weight_name(unit: str) -> str:
    """The name of the assumption that says what one of a unit of cargo weighs, such as ``bag_weight``."""
    known = _BY_WORD.get(told_plainly(unit))
    return re.sub(r"\W+", "_", known.id if known else told_plainly(unit)).strip("_") + "_weight"
