"""What was announced: corridors, their exits and rates, pauses; and what is shut."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import get_args

from geleit.io.case.columns import Agreeing, Amount, Choice, Id, Ids, Position, Text, Time, Windows, Yes
from geleit.io.case.context import Context
from geleit.io.case.fields import not_within, quote
from geleit.io.case.record import Record
from geleit.io.case.specs.usual import AROUND, ID, NAME, NOTE, POSITION_ERROR, SOURCE
from geleit.io.case.table_spec import Table, Values, parts_of
from geleit.model.amount import Basis
from geleit.model.corridor import Closure, Corridor, Exit, JointLimit, Mode, Pause, PlaceBasis, RateChange, Users
from geleit.model.figures import MOST_AN_HOUR
from geleit.model.finding import OPERATION

_RATE = Amount("rate", "how many can pass", unit="persons/h", spoken="people an hour", most=MOST_AN_HOUR, required=True)
_USERS = Choice("users", "for whom it was announced", among=get_args(Users), default="civilians")
_ANNOUNCED_BY = Ids("announced_by", "who announced it", of="parties", required=True)
_ANNOUNCED_AT = Time("announced_at", "when it was announced")
_AGREED_BY = Agreeing(
    "agreed_by",
    "who agreed to it; `none`, alone or last, where the source says that nobody else did, or that it is one-sided; "
    "empty where that is not told",
    of="parties",
)


def _settle_exit(record: Record, values: Values, context: Context) -> None:
    if values["place_basis"] == "assumption" and values["lon"] is None:
        raise record.fault(
            "place_basis", "an assumption, but the row has no place", "give lon and lat, or leave it empty"
        )
    if (stray := not_within(values["windows_cautious"], values["windows"])) is not None:
        span = f"{stray.start.isoformat()}/{stray.end.isoformat()}"
        raise record.fault("windows_cautious", f"expected windows within the column windows, found {span}")
    rate = values["rate"]
    basis = values["rate.basis"] or rate.basis
    if basis == "published" and not rate.source:
        raise record.fault("rate_source", "missing", "a published figure names its source")
    values["rate"] = replace(rate, basis=basis, note=values["rate.note"])


EXITS = Table(
    "exits",
    about="Gates through which people leave.",
    columns=(
        ID,
        Text("name", required=True),
        Position("position", "empty where no place is known"),
        POSITION_ERROR,
        Choice(
            "place_basis",
            "whose the place is: `announced` with it, also by name alone; `assumption` of whoever made the case; "
            "`none`, as it was announced without a place; empty where that is not told",
            among=get_args(PlaceBasis),
        ),
        replace(_RATE, source="rate_source"),
        Id("rate_source", "needed when the basis is published", of=("sources",), into="rate.source"),
        Choice(
            "rate_basis",
            "where the figures come from; by default published with a source, assumption without",
            among=get_args(Basis),
            into="rate.basis",
        ),
        Text("rate_note", "why these figures", into="rate.note"),
        Windows(
            "windows",
            "the longest opening that anyone claims or that can be assumed; used for the upper bound",
            required=True,
        ),
        Windows(
            "windows_cautious",
            "the shortest that can be relied on, within `windows`; used for the plan",
            otherwise="windows",
        ),
        Choice("mode", "how people pass", among=get_args(Mode), default="foot"),
        _USERS,
        Id("corridor", "the one it belongs to", of=("corridors",)),
        SOURCE,
        NOTE,
    ),
    makes=Exit,
    settle=_settle_exit,
    hints=(
        "A rate, as every range: give low, likely and high, or likely alone. Windows are one or more of these, with a",
        "semicolon between them:",
        "  2024-05-01T10:00/2024-05-01T13:00              from / to",
        "  daily 10:00-13:00 2024-05-01..2024-05-03       each day, both included; without: each day of the period",
        "  always, never",
        "Columns whose name starts with _ are yours; Geleit does not read them.",
    ),
)


@dataclass(frozen=True)
class ExitRate:
    """Another rate of the exit with that id."""

    exit: str
    change: RateChange


def _settle_rate(record: Record, values: Values, context: Context) -> None:
    values["change"] = RateChange(**parts_of(values, "change"))


RATES = Table(
    "rates",
    about="Other rates of an exit at some hours, as far as it is open then; at all other hours its own rate holds. Two "
    "rows for one exit may not overlap.",
    columns=(
        Id("exit", of=("exits",), required=True),
        Windows("windows", "when it holds", required=True, into="change.windows"),
        replace(_RATE, into="change.rate"),
        replace(SOURCE, into="change.source"),
        replace(NOTE, into="change.note"),
    ),
    makes=ExitRate,
    settle=_settle_rate,
)


JOINT_LIMITS = Table(
    "joint_limits",
    about="What several exits pass together at most, as when the same teams check people at all of them, or one queue "
    "serves them. It holds whenever any of them is open, beside the rate of each. An exit is in one joint limit at "
    "most. The plan divides it between its exits by their own rates.",
    columns=(
        ID,
        NAME,
        Ids("exits", "the exits, two or more, with a place or announced for a corridor", of="exits", required=True),
        replace(_RATE, about="how many can pass all of them together"),
        SOURCE,
        NOTE,
    ),
    makes=JointLimit,
)


def _settle_announced(record: Record, values: Values, context: Context) -> None:
    """A corridor or pause is a subject of evidence, so its id must mean nothing else."""
    if values["id"] == OPERATION:
        raise record.fault("id", f"{OPERATION!r} means the operation as a whole", "choose another id")
    agreed = values["agreed_by"]
    values["nobody_else"] = Agreeing.NOBODY in agreed
    values["agreed_by"] = tuple(party for party in agreed if party != Agreeing.NOBODY)
    if record.table.name == "pauses" and values["id"] in context.ids["corridors"]:
        raise record.fault("id", f"a corridor has the id {quote(values['id'])} too", "give one of them another id")


CORRIDORS = Table(
    "corridors",
    about="Corridors as they were announced. Leave empty what nobody said.",
    columns=(
        ID,
        Text("name", required=True),
        _ANNOUNCED_BY,
        _ANNOUNCED_AT,
        _AGREED_BY,
        _USERS,
        Text("destination", "where it leads, in words"),
        Amount("places", "how many people can be taken in at the destination", unit="people", whole=True),
        Text("places_claimant", "who says how many"),
        SOURCE,
        NOTE,
    ),
    makes=Corridor,
    settle=_settle_announced,
)

PAUSES = Table(
    "pauses",
    about="Announced pauses in the fighting.",
    columns=(
        ID,
        NAME,
        Windows("windows", "when it is to hold", required=True),
        Text("area", "where, in words"),
        _ANNOUNCED_BY,
        _ANNOUNCED_AT,
        _AGREED_BY,
        Ids("outside", "whom it does not bind: their fighting does not break it", of="parties"),
        SOURCE,
        NOTE,
    ),
    makes=Pause,
    settle=_settle_announced,
)

CLOSURES = Table(
    "closures",
    about="Streets that nobody can enter for a time; those already in them walk on. A point closes the nearest street,"
    " a line those that it is drawn along, or across if there is none, a polygon every street that touches it. Against"
    " the upper bound counts what is closed however that is read: a point within 15 m of a street, or on a crossing, or"
    " a line, closes nothing there where another street is no more than twice as far and 3 m.",
    columns=(
        ID,
        NAME,
        AROUND,
        Windows("windows", "when it is closed", required=True),
        Yes(
            "certain", "whether it is beyond doubt: only then does it count against the upper bound; the plan obeys all"
        ),
        SOURCE,
        NOTE,
    ),
    makes=Closure,
    hints=("To draw a line or an area, make closures.geojson instead of this file.",),
)
