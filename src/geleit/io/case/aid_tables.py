"""Aid of a case: deliveries, goods, needs, the daily ration, stocks; and the standards that stand in for them."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import replace
from functools import cache
from itertools import pairwise
from typing import get_args

from geleit.io.case.bundled import data_folder
from geleit.io.case.fields import did_you_mean, quote, split_list
from geleit.io.case.layouts import LAYOUTS
from geleit.io.case.main_tables import Context, measured, source, span
from geleit.io.case.record import Record
from geleit.io.case.tables import Folder
from geleit.model.aid import Delivery, Item, Means, Need, Pace, Portion, Stage, Standards, Stock
from geleit.model.amount import Range

STANDARD_TABLES = ("sources", "items", "needs", "basket")
ORDER: tuple[Stage, ...] = ("dispatched", "arrived", "unloaded")
"""Stages in which less can come than went before, not more."""


def standard_ids(table: str) -> frozenset[str]:
    """Ids that the standards know in a table."""
    return frozenset(str(record.values["id"]) for record in _standard_records()[table])


def standards_of(tables: Mapping[str, tuple[Record, ...]], context: Context) -> Standards:
    """The standards with what a case puts in their place.

    Raises
    ------
    CaseError
        If a row of the case cannot be used.
    """
    base = _standard_records()
    published = tuple(source(record, context) for record in base["sources"])
    everyone = frozenset(s.id for s in published) | context.ids["sources"]
    known = replace(context, ids={**context.ids, "sources": everyone})
    items = {record.name("id"): item(record, known) for record in (*base["items"], *tables["items"])}
    needs = {record.name("id"): need(record, known) for record in (*base["needs"], *tables["needs"])}
    for record in tables["items"]:
        _expect(record, "meets", items[record.name("id")].meets, needs, "need")
    for record in tables["needs"]:
        _same_unit(record, needs)
    basket = tuple(portion(record, items, known) for record in tables["basket"] or base["basket"])
    return Standards(items, needs, basket, published)


def item(record: Record, context: Context) -> Item:
    """A row of ``items``."""
    source_id = context.source(record)

    def figure(stem: str, unit: str, most: float) -> Range | None:
        found = record.amount(stem, unit, source_id)
        if found is not None and found.high > most:
            raise record.fault(_highest(record, stem), f"expected up to {most:g} {unit}, found {found.high:g}")
        return found

    pieces = split_list(record.text("piece"))
    made = Item(
        id=record.name("id"),
        name=record.text("name"),
        energy=figure("energy", "kcal in 100 g", 900),
        protein=figure("protein", "g in 100 g", 100),
        fat=figure("fat", "g in 100 g", 100),
        piece=tuple(name.casefold() for name in pieces),
        kg=figure("kg", "kg", 1e6),
        meets=record.name("meets"),
        measure=figure("measure", "of the need", 1e9),
        source=source_id,
        note=record.text("note"),
    )
    if bool(made.meets) != (made.measure is not None):
        missing = "measure_likely" if made.meets else "meets"
        raise record.fault(missing, "missing", "name the need in meets, and in measure_likely how much one of it meets")
    return made


def need(record: Record, context: Context) -> Need:
    """A row of ``needs``."""
    source_id = context.source(record)
    amount = record.amount("amount", record.text("unit"), source_id)
    if amount is None:
        raise record.fault("amount_likely", "missing")
    group, share = record.text("group"), record.amount("share", "share", source_id)
    if bool(group) != (share is not None):
        raise record.fault("group" if share else "share_likely", "missing", "a group of people has a name and a share")
    if share is not None and share.high > 1:
        raise record.fault(_highest(record, "share"), f"expected a share from 0 to 1, found {share.high:g}")
    return Need(
        id=record.name("id"),
        name=record.text("name"),
        amount=amount,
        pace=record.choice("pace", get_args(Pace), "day"),
        adds_to=record.name("adds_to") or record.name("id"),
        group=group,
        share=share,
        source=source_id,
        note=record.text("note"),
    )


def portion(record: Record, items: Mapping[str, Item], context: Context) -> Portion:
    """A row of ``basket``."""
    name = record.name("item")
    _expect(record, "item", name, items, "item")
    if items[name].energy is None:
        raise record.fault("item", f"{quote(name)} is no food", "the ration is what people eat")
    return Portion(name, record.number("grams", least=0, most=5000), context.source(record))


def stock(record: Record, context: Context, standards: Standards) -> Stock:
    """A row of ``stocks``."""
    name = record.name("need")
    _expect(record, "need", name, standards.needs, "need")
    wanted = standards.needs[name]
    if wanted.adds_to != wanted.id:
        raise record.fault("need", f"{quote(name)} adds to {quote(wanted.adds_to)}", f"write {wanted.adds_to}")
    amount = record.amount("amount", wanted.amount.unit, context.source(record))
    at = record.time("at", context.calendar)
    if amount is None or at is None:
        raise record.fault("at" if amount else "amount_likely", "missing")
    if at >= context.calendar.period.end:
        raise record.fault("at", "the case is over by then", "extend its period in case.toml, or leave the row out")
    return Stock(
        record.name("id"), name, amount, at, record.text("claimant"), context.source(record), record.text("note")
    )


def delivery(record: Record, context: Context, items: Collection[str]) -> Delivery:
    """A row of ``deliveries``."""
    start, end = span(record, context.calendar)
    source_id = context.source(record)
    goods = split_list(record.text("goods"))
    for name in goods:
        _expect(record, "goods", name, items, "item")
    amount = measured(record, "amount", source_id)
    if amount is not None and amount.unit == "%" and amount.high > 100:
        raise record.fault(_highest(record, "amount"), f"expected up to 100 %, found {amount.high:g}")
    stage = record.choice("stage", get_args(Stage), "planned")
    if amount is not None and amount.unit == "%" and stage not in ("removed", "lost"):
        raise record.fault("amount_unit", "only what was removed or lost is given in %", "say how much it was")
    return Delivery(
        id=record.name("id"),
        start=start,
        end=end,
        stage=stage,
        item=record.text("item"),
        amount=amount,
        to=record.text("to"),
        by=record.text("by"),
        claimant=record.text("claimant"),
        source=source_id,
        note=record.text("note"),
        shipment=record.name("shipment") or record.name("id"),
        goods=goods,
        means=record.choice("means", get_args(Means), ""),
        vehicles=record.amount("vehicles", "vehicles", source_id, whole=True),
        load=record.amount("load", "t", source_id),
    )


def check_stages(rows: tuple[Record, ...], deliveries: tuple[Delivery, ...]) -> None:
    """Refuse a shipment of which, by one claimant, more came than went.

    Raises
    ------
    CaseError
        At the last row of the first such shipment.
    """
    named = {row.name("id"): row for row in rows}
    told: dict[tuple[object, ...], dict[Stage, list[Delivery]]] = {}
    for row in deliveries:
        if row.amount is not None and row.stage in ORDER:
            same = (row.shipment, row.item, row.goods, row.to, row.claimant, row.amount.unit)
            told.setdefault(same, {}).setdefault(row.stage, []).append(row)
    for stages in told.values():
        known = [stages[stage] for stage in ORDER if stage in stages]
        for early, late in pairwise(known):
            most = sum(row.amount.high for row in early if row.amount)
            least = sum(row.amount.low for row in late if row.amount)
            if least > most:
                at, before, unit = late[-1], early[0], late[-1].amount.unit if late[-1].amount else ""
                raise named[at.id].fault(
                    "amount_likely",
                    f"{least:g} {unit} {at.stage}, more than the {most:g} that {quote(at.claimant)} says were "
                    f"{before.stage} ({named[before.id].place})",
                    "correct one of them, or name the claimant of each",
                )


def _expect(record: Record, field: str, name: str, known: Collection[str], what: str) -> None:
    if name and name not in known:
        remedy = did_you_mean(name, known) or f"add it to the table {what}s, or write one of {', '.join(sorted(known))}"
        raise record.fault(field, f"no {what} has the id {quote(name)}", remedy)


def _same_unit(record: Record, needs: Mapping[str, Need]) -> None:
    made = needs[record.name("id")]
    _expect(record, "adds_to", made.adds_to, needs, "need")
    whole = needs[made.adds_to]
    if (made.amount.unit, made.pace) != (whole.amount.unit, whole.pace):
        raise record.fault(
            "unit",
            f"expected {quote(whole.amount.unit)} a person, {_paced(whole.pace)}, as in {quote(whole.id)}",
            f"found {quote(made.amount.unit)}, {_paced(made.pace)}",
        )
    if whole.adds_to != whole.id:
        raise record.fault("adds_to", f"{quote(whole.id)} adds to {quote(whole.adds_to)} itself")


def _paced(pace: Pace) -> str:
    return "each day" if pace == "day" else "once"


def _highest(record: Record, stem: str) -> str:
    return f"{stem}_high" if record.has(f"{stem}_high") else f"{stem}_likely"


@cache
def _standard_records() -> dict[str, tuple[Record, ...]]:
    folder = Folder(data_folder() / "standards", {})
    return {name: folder.table(LAYOUTS[name]) for name in STANDARD_TABLES}
