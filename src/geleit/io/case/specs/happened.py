"""What happened and what speaks for or against a check; where people are at risk, and what monitors could see."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import get_args

from geleit.io.case.columns import Amount, Choice, EndTime, Id, Position, Text, Time, Windows, Yes
from geleit.io.case.context import Context
from geleit.io.case.fields import is_plain_date
from geleit.io.case.record import Record
from geleit.io.case.specs.usual import AROUND, ID, NAME, NOTE, PLACE, POSITION_ERROR, SOURCE
from geleit.io.case.table_spec import Table, Values, parts_of
from geleit.messages.message import words
from geleit.model.finding import OPERATION, Evidence, Observation, Says
from geleit.model.incident import Facility, Incident, Monitoring
from geleit.model.risk import HARM, Risk

START = Time("start", "earliest time it can have been", required=True)
END = EndTime("end", "latest time; without it, a plain date lasts its day, and a time is a moment")


def settle_span(record: Record, values: Values, context: Context) -> None:
    """Give a row with ``start`` its ``end``: without one a plain date lasts its day, and a time is a moment."""
    start: datetime = values["start"]
    end: datetime | None = values["end"]
    if end is None:
        end = context.calendar.after_day(start) if is_plain_date(record.text("start")) else start
    if end < start:
        raise record.fault("end", f"it ends ({end.isoformat()}) before it starts ({start.isoformat()})")
    values["end"] = end


INCIDENTS = Table(
    "incidents",
    about="What happened, as one claimant reports it: one row for each claimant.",
    columns=(
        ID,
        START,
        END,
        Position("position", "empty where the place is not known"),
        POSITION_ERROR,
        Text(
            "kind",
            "such as `shelling`, `air strike`, `sniper fire`: of the list in incidents.md; no other words decide",
            required=True,
        ),
        Id("by", "whom the claimant names", of=("parties",)),
        Amount("deaths", "people killed; empty when not said", unit="people", whole=True),
        Text("claimant", "who says so", required=True),
        replace(SOURCE, required=True),
        Text("text", "what is reported"),
    ),
    makes=Incident,
    settle=settle_span,
)

RISKS = Table(
    "risks",
    about="Where and when people are at risk. A point or line means the nearest street, a polygon every street that "
    "touches it. Risks of the same street add up. What holds everywhere else inside is the assumption "
    "`background_risk` of case.toml, with the unit `harm/1000 person-hours`; without it, nothing. Used by `geleit "
    "evacuate --exposure` alone.",
    columns=(
        ID,
        NAME,
        AROUND,
        Windows("windows", "when", required=True),
        Amount(
            "harm",
            "expected harm, such as people killed or wounded, per 1,000 hours that people spend there; the likely "
            "figure is used",
            unit=HARM,
            most=1e6,
            required=True,
        ),
        SOURCE,
        NOTE,
    ),
    makes=Risk,
    hints=("To draw a line or an area, make risks.geojson instead of this file.",),
)


MONITORING = Table(
    "monitoring",
    about="How much of the time a monitor of incidents could see; without a row, all of it. Few incidents in a time "
    "with little access say nothing.",
    columns=(
        Text("claimant", "the monitor, as its incidents name it, such as `UCDP GED`", required=True),
        Windows("windows", "when", required=True),
        Amount("access", "how much of the time", unit="share", most=1.0, required=True),
        replace(SOURCE, into="access.source"),
        NOTE,
    ),
    makes=Monitoring,
)

FACILITIES = Table(
    "facilities",
    about="Hospitals and other places around which incidents are counted. A report leaves them out; mind who gets this"
    " file.",
    columns=(
        ID,
        Text("kind", "such as `hospital`, `shelter`, `water`", required=True),
        NAME,
        PLACE,
        POSITION_ERROR,
        replace(SOURCE, into=None),
        replace(NOTE, into=None),
    ),
    makes=Facility,
)


def _settle_evidence(record: Record, values: Values, context: Context) -> None:
    parts = parts_of(values, "evidence")
    values["evidence"] = Evidence(**parts | {"message": words(parts["message"])})


EVIDENCE = Table(
    "evidence",
    about="Evidence for checks that cannot be computed.",
    columns=(
        Id(
            "subject",
            "what it is about; `operation` means the whole",
            of=("corridors", "pauses"),
            also=(OPERATION,),
            required=True,
        ),
        Id("check", "its code, such as `VOLUNTARY`", required=True),
        Choice(
            "says",
            "whether it speaks for the check being met, against, or only gives context",
            among=get_args(Says),
            required=True,
            into="evidence.says",
        ),
        Text("text", "what it is", required=True, into="evidence.message"),
        Text("claimant", "who says so; `announcement` for the wording itself", required=True, into="evidence.claimant"),
        replace(SOURCE, required=True, into="evidence.source"),
        Time(
            "at",
            "when it was said or observed; a row of one day does not show what is so all the time: leave it empty if "
            "its words do",
            into="evidence.at",
        ),
        Yes(
            "admits",
            "the claimant tells of an act of its own side; without that, a party's word decides nothing",
            into="evidence.admits",
        ),
        Yes(
            "words_checked",
            "somebody has read the words where they stand, and they say just that for or against this check: not as a "
            "question, denial, hearsay or plan; until then the row decides nothing",
            into="evidence.words_checked",
        ),
        Yes(
            "own_account",
            "the claimant saw, counted or did it itself; without that, a text that names a party, office or medium "
            "decides nothing: it may be the one who says so",
            into="evidence.own_account",
        ),
    ),
    makes=Observation,
    settle=_settle_evidence,
)
