"""What the columns of a table of deliveries can be named for, and what has to be."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from geleit.errors import InputError
from geleit.io.case.mapping import Target, suggested

TARGETS = (
    Target(
        "start",
        (
            *("date", "delivery date", "date of delivery", "distribution date", "convoy date", "dispatch date"),
            *("arrival date", "start date", "reporting date", "reporting month", "month"),
        ),
        for_all=False,
    ),
    Target("end", ("end date", "date end", "until"), for_all=False),
    Target("stage", ("status", "delivery status", "convoy status", "activity status")),
    Target("vehicles", ("number of trucks", "no of trucks", "trucks", "truck count", "flights"), for_all=False),
    Target("amount_unit", ("unit of measure", "uom", "units", "unit")),
    Target("amount", ("quantity", "qty", "tonnage", "weight", "volume", "metric tons", "mt"), for_all=False),
    Target("shipment", ("convoy id", "convoy number", "convoy no", "cargo id", "waybill", "trip"), for_all=False),
    Target("item", ("commodity", "item description", "items", "relief item", "cargo", "goods description", "activity")),
    Target("goods", ("goods ids",)),
    Target("means", ("mode of transport", "transport mode", "modality")),
    Target("to", ("destination", "delivered to", "to location", "site", "location", "district", "admin 3", "admin 2")),
    Target("by", ("implementing partner", "delivered by", "partner", "organisation", "organization", "agency")),
    Target("claimant", ("reported by", "reporting organisation", "reporting organization", "information source")),
    Target("note", ("remarks", "comments", "comment", "notes")),
)
"""Each is a column of the table ``deliveries`` of a case; an amount may hold its unit, and be a range."""

_NEEDED = {
    "start": "the day: --map start=COLUMN",
    "stage": "how far goods came: --map stage=COLUMN, or for all rows stage:=arrived, or another of planned, "
    "dispatched, arrived and unloaded",
    "claimant": "who says so: --map claimant=COLUMN, or for all rows 'claimant:=OCHA'",
}


def suggestion(header: Sequence[str]) -> str:
    """A mapping that a table looks like; empty where nothing in it looks like a day."""
    found = suggested(header, TARGETS)
    return found if found.startswith("start=") else ""


def expect_needed(label: str, named: Collection[str]) -> None:
    """Refuse a mapping without what every row must say.

    Raises
    ------
    InputError
        Naming what to add.
    """
    missing = [remedy for target, remedy in _NEEDED.items() if target not in named]
    if missing:
        raise InputError(label, "the mapping does not say all that a delivery needs", "; ".join(missing))
