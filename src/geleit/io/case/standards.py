"""What aid is measured by: published goods, needs and a ration, with what a case puts in their place."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from functools import cache
from zoneinfo import ZoneInfo

from geleit.errors import InputError
from geleit.io.case.bundled import data_folder
from geleit.io.case.context import Context
from geleit.io.case.fields import Calendar, quote
from geleit.io.case.record import Record
from geleit.io.case.rows import Rows
from geleit.io.case.specs.aid import BASKET, ITEMS, NEEDS, STOCKS
from geleit.io.case.specs.sources import SOURCES
from geleit.io.case.tables import Folder
from geleit.model.aid import Item, Need, Pace, Portion, Standards, Stock
from geleit.model.window import Window

STANDARD_TABLES = (SOURCES, ITEMS, NEEDS, BASKET)


def standard_ids(table: str) -> frozenset[str]:
    """Ids that the standards know in a table."""
    return frozenset(str(record.values["id"]) for record in _standard_records()[table])


def standards_of(tables: Mapping[str, Rows], context: Context) -> Standards:
    """The standards with what a case puts in their place.

    Parameters
    ----------
    context
        Knows the ids of the standards, too, but for those of their sources.

    Raises
    ------
    CaseError
        If a row of the case cannot be used.
    """
    base = _standards()
    everyone = context.ids[SOURCES.name] | {source.id for source in base.sources}
    known = replace(context, ids={**context.ids, SOURCES.name: everyone})
    items = {**base.items, **{made.id: made for record in tables["items"] for made in [ITEMS.read(record, known)]}}
    needs = {**base.needs, **{made.id: made for record in tables["needs"] for made in [NEEDS.read(record, known)]}}
    for record in tables["needs"]:
        _same_unit(record, needs)
    if tables["basket"]:
        basket = tuple(_food(BASKET.read(record, known), record, items) for record in tables["basket"])
    else:
        rows = zip(base.basket, _standard_records()["basket"], strict=True)
        basket = tuple(_food(portion, record, items) for portion, record in rows)
    return Standards(items, needs, basket, base.sources)


def stocks_of(rows: Rows, context: Context, standards: Standards) -> Iterator[Stock | InputError]:
    """The rows of ``stocks``, each in the unit of its need, or the first fault of it."""
    for record, made in zip(rows, STOCKS.read_all(rows, context), strict=False):  # of too many faults no more is read
        try:
            yield made if isinstance(made, InputError) else _in_unit(made, record, standards)
        except InputError as fault:
            yield fault


def _in_unit(made: Stock, record: Record, standards: Standards) -> Stock:
    wanted = standards.needs[made.need]
    if wanted.adds_to != wanted.id:
        raise record.fault("need", f"{quote(wanted.id)} adds to {quote(wanted.adds_to)}", f"write {wanted.adds_to}")
    return replace(made, amount=replace(made.amount, unit=wanted.amount.unit))


def _food(made: Portion, record: Record, items: Mapping[str, Item]) -> Portion:
    if items[made.item].energy is None:
        raise record.fault("item", f"{quote(made.item)} is no food", "the ration is what people eat")
    return made


def _same_unit(record: Record, needs: Mapping[str, Need]) -> None:
    made = needs[record.name("id")]
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


@cache
def _standard_records() -> dict[str, Rows]:
    folder = Folder(data_folder() / "standards", {})
    return {table.name: folder.table(table) for table in STANDARD_TABLES}


@cache
def _standards() -> Standards:
    """The standards as they are published, whatever a case puts in their place; no time is told in them."""
    records = _standard_records()
    epoch = datetime.fromtimestamp(0, UTC)
    calendar = Calendar(ZoneInfo("UTC"), Window(epoch, epoch + timedelta(days=1)))
    context = Context(calendar, {table: standard_ids(table) for table in records if table != BASKET.name}, None)
    return Standards(
        {made.id: made for record in records[ITEMS.name] for made in [ITEMS.read(record, context)]},
        {made.id: made for record in records[NEEDS.name] for made in [NEEDS.read(record, context)]},
        tuple(BASKET.read(record, context) for record in records[BASKET.name]),
        tuple(SOURCES.read(record, context) for record in records[SOURCES.name]),
    )
