"""Convoys of a case: depots, trucks, gates and what bridges bear."""

from __future__ import annotations

from geleit.io.case.fields import quote
from geleit.io.case.main_tables import Context
from geleit.io.case.record import Record
from geleit.model.amount import Range
from geleit.model.convoy import Depot, Gate, TruckType, WeightLimit

FASTEST = 150.0
"""Speed of a truck in km/h that is no slip of the pen."""
MOST_TRUCKS = 2_000
"""Trucks of one kind that a plan can hold."""


def depot(record: Record, context: Context) -> Depot:
    """A row of ``depots``."""
    lon, lat = _point(record, context)
    source = context.source(record)
    tonnes = record.amount("tonnes", "t", source)
    return Depot(
        record.name("id"), record.text("name", record.name("id")), lon, lat, tonnes, source, record.text("note")
    )


def truck(record: Record, context: Context) -> TruckType:
    """A row of ``trucks``."""
    source = context.source(record)
    made = TruckType(
        id=record.name("id"),
        name=record.text("name", record.name("id")),
        depot=record.known("depot", context.ids["depots"], "depot"),
        number=_needed(record, "number", "trucks", source, whole=True),
        payload=_needed(record, "payload", "t", source),
        volume=record.number("volume", least=0.1, most=1000) if record.has("volume") else None,
        weight=record.number("weight", least=0.1, most=1000) if record.has("weight") else None,
        speed=_needed(record, "speed", "km/h", source),
        loading=_needed(record, "loading", "min", source),
        unloading=_needed(record, "unloading", "min", source),
        source=source,
        note=record.text("note"),
    )
    if made.number.high > MOST_TRUCKS:
        raise record.fault(_end(record, "number"), f"expected up to {MOST_TRUCKS} trucks, found {made.number.high:g}")
    for stem, amount, most in (("payload", made.payload, 200.0), ("speed", made.speed, FASTEST)):
        if not 0 < amount.low <= amount.high <= most:
            problem = f"expected more than 0 and up to {most:g} {amount.unit}, found {amount.low:g} to {amount.high:g}"
            raise record.fault(_end(record, stem), problem)
    for stem, amount in (("loading", made.loading), ("unloading", made.unloading)):
        if amount.high > 24 * 60:
            raise record.fault(_end(record, stem), f"expected up to a day, found {amount.high:g} min")
    if made.weight is not None and made.weight <= made.payload.high:
        problem = f"a loaded truck weighs more than its payload of {made.payload.high:g} t, found {made.weight:g}"
        raise record.fault("weight", problem, "give the weight of truck and load together, or leave it empty")
    return made


def gate(record: Record, context: Context) -> Gate:
    """A row of ``gates``."""
    lon, lat = _point(record, context)
    source = context.source(record)
    rate = record.amount("trucks_per_hour", "trucks/h", source)
    if rate is not None and rate.high > 10_000:
        raise record.fault(
            _end(record, "trucks_per_hour"), f"expected up to 10,000 trucks an hour, found {rate.high:g}"
        )
    windows = record.windows("windows", context.calendar)
    name = record.text("name", record.name("id"))
    return Gate(record.name("id"), name, lon, lat, windows, rate, source, record.text("note"))


def weight_limit(record: Record, context: Context) -> WeightLimit:
    """A row of ``weight_limits``."""
    where = context.where(record)
    if where is None:
        raise record.fault("geometry", "missing")
    tonnes = record.number("tonnes", least=0, most=1000)
    name = record.text("name", record.name("id"))
    return WeightLimit(record.name("id"), name, where, tonnes, context.source(record), record.text("note"))


def _point(record: Record, context: Context) -> tuple[float, float]:
    at = context.where(record)
    if at is None:
        raise record.fault("lon", "missing")
    if at.geom_type != "Point":
        raise record.fault("geometry", f"expected a Point, found {quote(at.geom_type)}")
    return at.x, at.y


def _needed(record: Record, stem: str, unit: str, source: str, *, whole: bool = False) -> Range:
    found = record.amount(stem, unit, source, whole=whole)
    if found is None:
        raise record.fault(f"{stem}_likely", "missing")
    return found


def _end(record: Record, stem: str) -> str:
    return f"{stem}_high" if record.has(f"{stem}_high") else f"{stem}_likely"
