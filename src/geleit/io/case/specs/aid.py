"""Aid: what was brought, goods, what people need, the daily ration, what lies inside."""

from __future__ import annotations

from typing import get_args

from geleit.io.case.columns import Amount, Choice, Id, Ids, Number, Text, Time, Words
from geleit.io.case.context import Context
from geleit.io.case.record import Record
from geleit.io.case.specs.happened import END, START, settle_span
from geleit.io.case.specs.usual import ID, NOTE, SOURCE
from geleit.io.case.table_spec import Table, Values
from geleit.model.aid import Delivery, Item, Means, Need, Pace, Portion, Stage, Stock

WAYS_OFF: tuple[Stage, ...] = ("removed", "lost")
"""Stages of what did not come, which may be given in % of what was dispatched."""


def _settle_delivery(record: Record, values: Values, context: Context) -> None:
    settle_span(record, values, context)
    amount = values["amount"]
    if amount is not None and amount.unit == "%" and amount.high > 100:
        raise record.fault(record.end_of("amount", "high"), f"expected up to 100 %, found {amount.high:g}")
    if amount is not None and amount.unit == "%" and values["stage"] not in WAYS_OFF:
        raise record.fault("amount_unit", "only what was removed or lost is given in %", "say how much it was")


DELIVERIES = Table(
    "deliveries",
    about="Aid that someone says was brought. Several rows may be about one load: as it was planned, as it came, what "
    "was taken off it.",
    columns=(
        ID,
        Id(
            "shipment",
            "the same for the rows about one load; rows of one claimant at one stage are then parts of a whole",
            otherwise="id",
        ),
        START,
        END,
        Choice(
            "stage",
            "how far it is known to have come; or what happened to it, taken off the vehicles or lost",
            among=get_args(Stage),
            required=True,
        ),
        Text("item", "what, in words", required=True),
        Ids(
            "goods",
            "of the table items, or of the goods that Geleit knows; with several, how much of each is not known; "
            "empty: it may be anything",
            of="items",
        ),
        Choice("means", "how it travels; empty when not said", among=get_args(Means)),
        Amount("amount", "how much; empty when not said", unit_in="amount_unit"),
        Text(
            "amount_unit",
            "the unit it was reported in, such as `t`, `kg`, `l`, `bags`, `50 kg bags`, `cartons`, `pallets`, "
            "`family rations`, `trucks`, or the pieces of the item in `goods`; of any other, geleit check asks what "
            "one weighs. `%` is for what was removed or lost: of what was dispatched",
            into="amount.unit",
        ),
        Amount("vehicles", "trucks or flights", unit="vehicles", whole=True),
        Amount("load", "in one of them", unit="t", shown=False),
        Text("to", "where it went: the id or name of a row of people, or other words for a place outside"),
        Text("by", "who brought it, in words"),
        Text("claimant", "who says so", required=True),
        Id("source", of=("sources",), required=True),
        NOTE,
    ),
    makes=Delivery,
    settle=_settle_delivery,
)


def _settle_item(record: Record, values: Values, context: Context) -> None:
    if bool(values["meets"]) != (values["measure"] is not None):
        missing = "measure_likely" if values["meets"] else "meets"
        raise record.fault(missing, "missing", "name the need in meets, and in measure_likely how much one of it meets")


ITEMS = Table(
    "items",
    about="Goods beyond those of the standards, or with other figures: a row with the id of a standard takes its "
    "place.",
    columns=(
        ID,
        Text("name", required=True),
        Amount("energy", "empty for what is no food", unit="kcal in 100 g", most=900.0),
        Amount("protein", unit="g in 100 g", most=100.0),
        Amount("fat", unit="g in 100 g", most=100.0),
        Words(
            "piece",
            "what one of it is called as a unit, such as `parcel; parcels`; empty for what is weighed",
            folded=True,
        ),
        Amount("kg", "weight of one piece, or of one litre", unit="kg", most=1e6),
        Id("meets", "what it meets otherwise than as food", of=("needs",)),
        Amount(
            "measure",
            "how much of that need one piece meets, or one kilogram of what has no pieces",
            unit="of the need",
            most=1e9,
        ),
        SOURCE,
        NOTE,
    ),
    makes=Item,
    settle=_settle_item,
)


def _settle_need(record: Record, values: Values, context: Context) -> None:
    if bool(values["group"]) != (values["share"] is not None):
        field = "group" if values["share"] else "share_likely"
        raise record.fault(field, "missing", "a group of people has a name and a share")


NEEDS = Table(
    "needs",
    about="What one person needs, beyond or instead of the standards. A row with a group adds to the need that it "
    "names, for that share of the people.",
    columns=(
        ID,
        Text("name", required=True),
        Amount("amount", "for one person", unit_in="unit", required=True),
        Text("unit", required=True, into="amount.unit"),
        Choice(
            "pace",
            "each day, or as long as the person is there",
            among=get_args(Pace),
            default="day",
        ),
        Id("adds_to", "the one it adds to, in the same unit", of=("needs",), otherwise="id"),
        Text("group", "whom it is about; empty for everyone"),
        Amount("share", "how many of the people are in the group; needed with one", unit="share", most=1.0),
        SOURCE,
        NOTE,
    ),
    makes=Need,
    settle=_settle_need,
)

BASKET = Table(
    "basket",
    about="The daily ration of one person. Rows here take the place of the whole standard ration, which weighs 555 g.",
    columns=(
        Id("item", "a food", of=("items",), required=True),
        Number("grams", "for a day", unit="g", most=5000, required=True),
        SOURCE,
    ),
    makes=Portion,
    hints=("Take the # away from the rows below, or write your own.",),
)


def _settle_stock(record: Record, values: Values, context: Context) -> None:
    if values["at"] >= context.calendar.period.end:
        raise record.fault("at", "the case is over by then", "extend its period in case.toml, or leave the row out")


STOCKS = Table(
    "stocks",
    about="What lies inside, for the siege clock. Rows of one claimant about one need at one time are added up.",
    columns=(
        ID,
        Id("need", "the one it meets", of=("needs",), required=True),
        Amount("amount", "in the unit of the need: food in kg, water in l, health-kits in kits", required=True),
        Time("at", "when, before the period of the case ends", required=True),
        Text("claimant", "who says so", required=True),
        SOURCE,
        NOTE,
    ),
    makes=Stock,
    settle=_settle_stock,
)
