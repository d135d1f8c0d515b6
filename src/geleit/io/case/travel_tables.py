"""The tables on the way: rates by the hour, groups with their own speed, buses, risks."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

from geleit.io.case.fields import quote
from geleit.io.case.main_tables import Context
from geleit.io.case.record import Record
from geleit.model.amount import Range
from geleit.model.corridor import MOST_AN_HOUR, Exit, RateChange
from geleit.model.risk import Risk
from geleit.model.travel import BusLine, TravelGroup, TravelMode
from geleit.model.window import common

FASTEST = 50.0
"""Metres a second that nobody in a city exceeds."""
MOST_BUSES = 100_000
MOST_SEATS = 1000
MOST_MINUTES = 1440
MOST_HARM = 1e6


def rate_change(record: Record, context: Context) -> tuple[str, RateChange]:
    """A row of ``rates``, with the id of its exit."""
    exit_id = record.known("exit", context.ids["exits"], "exit")
    rate = _amount(record, "rate", "persons/h", context, MOST_AN_HOUR)
    windows = record.windows("windows", context.calendar)
    return exit_id, RateChange(windows, rate, context.source(record), record.text("note"))


def with_changes(
    exits: tuple[Exit, ...], rows: tuple[Record, ...], changes: tuple[tuple[str, RateChange], ...]
) -> tuple[Exit, ...]:
    """The exits with the rows of ``rates``.

    Raises
    ------
    CaseError
        If two rows give an exit different rates at the same time.
    """
    of_exit: dict[str, list[RateChange]] = {exit_.id: [] for exit_ in exits}
    for row, (exit_id, change) in zip(rows, changes, strict=True):
        known = of_exit.get(exit_id, [])
        for earlier in known:
            if twice := common(earlier.windows, change.windows):
                span = f"{twice[0].start.isoformat()}/{twice[0].end.isoformat()}"
                raise row.fault("windows", f"{quote(exit_id)} has another rate already at {span}")
        known.append(change)
    return tuple(replace(exit_, changes=tuple(of_exit[exit_.id])) for exit_ in exits)


def group(record: Record, context: Context) -> TravelGroup:
    """A row of ``groups``."""
    mode = record.choice("mode", get_args(TravelMode), "foot")
    lane_flow = None
    if mode == "car":
        lane_flow = _amount(record, "lane_flow", "persons/h", context, MOST_AN_HOUR, positive=True)
    elif record.has("lane_flow_likely"):
        raise record.fault("lane_flow_likely", "only cars have a flow per lane", "leave it empty, or set mode to car")
    return TravelGroup(
        id=record.name("id"),
        name=record.text("name", record.name("id")),
        mode=mode,
        share=_amount(record, "share", "share", context, 1.0),
        speed=_amount(record, "speed", "m/s", context, FASTEST, positive=True),
        lane_flow=lane_flow,
        source=context.source(record),
        note=record.text("note"),
    )


def bus_line(record: Record, context: Context) -> BusLine:
    """A row of ``buses``."""
    at = context.where(record)
    if at is None:
        raise record.fault("geometry", "missing")
    seats = record.number("seats", least=1.0, most=MOST_SEATS)
    if not seats.is_integer():
        raise record.fault("seats", f"expected a whole number of people, found {quote(record.text('seats'))}")
    buses = record.amount("buses", "buses", context.source(record), whole=True)
    if buses is None or buses.high > MOST_BUSES:
        raise record.fault("buses_high" if record.has("buses_high") else "buses_likely", f"expected up to {MOST_BUSES}")
    return BusLine(
        id=record.name("id"),
        name=record.text("name", record.name("id")),
        lon=at.x,
        lat=at.y,
        exit=record.known("exit", context.ids["exits"], "exit"),
        buses=buses,
        seats=int(seats),
        speed=_amount(record, "speed", "m/s", context, FASTEST, positive=True),
        turnaround=_amount(record, "turnaround", "min", context, MOST_MINUTES),
        windows=record.windows("windows", context.calendar) or (context.calendar.period,),
        source=context.source(record),
        note=record.text("note"),
    )


def risk(record: Record, context: Context) -> Risk:
    """A row of ``risks``."""
    where = context.where(record)
    if where is None:
        raise record.fault("geometry", "missing")
    return Risk(
        id=record.name("id"),
        name=record.text("name", record.name("id")),
        where=where,
        windows=record.windows("windows", context.calendar),
        harm=_amount(record, "harm", "harm/1000 person-hours", context, MOST_HARM),
        source=context.source(record),
        note=record.text("note"),
    )


def _amount(record: Record, stem: str, unit: str, context: Context, most: float, *, positive: bool = False) -> Range:
    """A range that must be there, up to a greatest figure."""
    found = record.amount(stem, unit, context.source(record))
    if found is None:
        raise record.fault(f"{stem}_likely", "missing")
    for end in ("low", "high"):
        field = f"{stem}_{end}" if record.has(f"{stem}_{end}") else f"{stem}_likely"
        if getattr(found, end) > most:
            raise record.fault(field, f"expected up to {most:g} {unit}, found {getattr(found, end):g}")
        if positive and getattr(found, end) <= 0:
            raise record.fault(field, "expected more than 0")
    return found
