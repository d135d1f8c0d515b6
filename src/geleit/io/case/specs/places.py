"""People: where they are, in which area, how they travel."""

from __future__ import annotations

from dataclasses import replace
from typing import get_args

from geleit.io.case.columns import Amount, Choice, Id, Number, Position, Text, Time, Windows
from geleit.io.case.context import Context
from geleit.io.case.record import Record
from geleit.io.case.specs.usual import ID, NAME, NOTE, PLACE, SOURCE
from geleit.io.case.table_spec import Table, Values
from geleit.model.amount import Basis
from geleit.model.figures import MOST_AN_HOUR
from geleit.model.population import Place
from geleit.model.travel import BusLine, TravelGroup, TravelMode
from geleit.model.window import DAY_MINUTES

FASTEST = 50.0
"""Metres a second that nobody in a city exceeds."""


def _settle_place(record: Record, values: Values, context: Context) -> None:
    first, last = values["ready_from"], values["ready_by"]
    if first is not None and last is not None and last < first:
        raise record.fault("ready_by", "expected a time that is not before ready_from")
    people = values["people"]
    basis = values["people.basis"] or people.basis
    if basis == "published" and not people.source:
        raise record.fault("source", "missing", "a published figure names its source")
    values["people"] = replace(people, basis=basis, note=values["people.note"])


PEOPLE = Table(
    "people",
    about="People and where they are. They are spread over the streets inside a polygon by length; a point puts "
    "everyone onto the nearest street.",
    columns=(
        ID,
        NAME,
        Position("position", required=True, shapes=("Point", "Polygon", "MultiPolygon")),
        Amount("people", "how many", unit="people", whole=True, required=True),
        Choice(
            "people_basis",
            "where the figures come from; by default published with a source, assumption without",
            among=get_args(Basis),
            into="people.basis",
            shown=False,
        ),
        Text("claimant", "who says so"),
        Time(
            "ready_from",
            "before it nobody there sets out, as when a warning spreads; by default the start of the case; the bound "
            "takes it",
            shown=False,
        ),
        Time(
            "ready_by",
            "from it on everybody there can set out; by default as `ready_from`; the plan takes it",
            shown=False,
        ),
        replace(SOURCE, into="people.source"),
        replace(NOTE, into="people.note"),
    ),
    makes=Place,
    settle=_settle_place,
)

AREA: Table[dict[str, object]] = Table(
    "area",
    about="The area people are to leave: one polygon or multipolygon, whose line does not cross itself.",
    columns=(
        replace(ID, required=False, shown=False),
        Text("name"),
        Position("position", required=True, shapes=("Polygon", "MultiPolygon")),
        replace(SOURCE, shown=False),
        replace(NOTE, shown=False),
    ),
    makes=dict,
)


def _settle_group(record: Record, values: Values, context: Context) -> None:
    if values["mode"] == "car" and values["lane_flow"] is None:
        raise record.fault("lane_flow_likely", "missing")
    if values["mode"] != "car" and values["lane_flow"] is not None:
        raise record.fault("lane_flow_likely", "only cars have a flow per lane", "leave it empty, or set mode to car")


GROUPS = Table(
    "groups",
    about="People who travel in their own way, as shares of the people everywhere; all others walk at the "
    "`walking_speed` of case.toml. The upper bound takes everyone for the fastest; the plan takes each group as it "
    "is, and serves the slow first.",
    columns=(
        ID,
        NAME,
        Choice(
            "mode",
            "how they travel; cars pass exits whose mode is any or vehicle",
            among=get_args(TravelMode),
            default="foot",
        ),
        Amount(
            "share",
            "how many of the people; the high ones of all groups add up to no more than 1",
            unit="share",
            most=1.0,
            required=True,
        ),
        Amount("speed", unit="m/s", most=FASTEST, positive=True, required=True),
        Amount(
            "lane_flow",
            "how many one lane carries in cars; for cars, and needed there",
            unit="persons/h",
            spoken="people an hour",
            most=MOST_AN_HOUR,
            positive=True,
        ),
        SOURCE,
        NOTE,
    ),
    makes=TravelGroup,
    settle=_settle_group,
)


def _settle_buses(record: Record, values: Values, context: Context) -> None:
    values["windows"] = values["windows"] or (context.calendar.period,)


BUSES = Table(
    "buses",
    about="Buses that shuttle between a boarding place and an exit whose mode is any or vehicle.",
    columns=(
        ID,
        NAME,
        replace(PLACE, about="the boarding place"),
        Id("exit", "where they bring people to; it has a place", of=("exits",), required=True),
        Amount("buses", "how many", unit="buses", most=100_000.0, whole=True, required=True),
        Number("seats", "people in one bus", unit="people", least=1, most=1000, whole=True, required=True),
        Amount("speed", unit="m/s", most=FASTEST, positive=True, required=True),
        Amount(
            "turnaround",
            "for boarding and getting off together, each round trip",
            unit="min",
            spoken="minutes",
            most=DAY_MINUTES,
            required=True,
        ),
        Windows("windows", "when people may board; empty: always"),
        SOURCE,
        NOTE,
    ),
    makes=BusLine,
    settle=_settle_buses,
)
