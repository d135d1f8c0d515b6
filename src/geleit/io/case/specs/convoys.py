"""Convoys: where goods lie, what carries them, where it passes, and what bridges bear."""

from __future__ import annotations

from geleit.io.case.columns import Amount, Id, Number, Windows
from geleit.io.case.context import Context
from geleit.io.case.record import Record
from geleit.io.case.specs.usual import AROUND, ID, NAME, NOTE, PLACE, SOURCE
from geleit.io.case.table_spec import Table, Values
from geleit.model.convoy import Depot, Gate, TruckType, WeightLimit
from geleit.model.window import DAY_MINUTES
from geleit.streets.rules import FASTEST_KMH

DEPOTS = Table(
    "depots",
    about="Where goods for convoys lie.",
    columns=(
        ID,
        NAME,
        PLACE,
        Amount("tonnes", "how much lies there; empty: as much as is needed", unit="t"),
        SOURCE,
        NOTE,
    ),
    makes=Depot,
)


def _settle_truck(record: Record, values: Values, context: Context) -> None:
    weight, payload = values["weight"], values["payload"]
    if weight is not None and weight <= payload.high:
        problem = f"a loaded truck weighs more than its payload of {payload.high:g} t, found {weight:g}"
        raise record.fault("weight", problem, "give the weight of truck and load together, or leave it empty")


TRUCKS = Table(
    "trucks",
    about="Trucks of one kind at one depot.",
    columns=(
        ID,
        NAME,
        Id("depot", of=("depots",), required=True),
        Amount("number", "how many", unit="trucks", most=2000.0, whole=True, required=True),
        Amount("payload", "what one carries", unit="t", most=200.0, positive=True, required=True),
        Number(
            "volume",
            "what fits into one; needs the assumption `cargo_density` (t/m3). Empty: only weight counts",
            unit="m3",
            least=0.1,
            most=1000,
        ),
        Number(
            "weight",
            "of a loaded truck, for `weight_limits`, more than its payload; empty: no limit is asked about",
            unit="t",
            least=0.1,
            most=1000,
        ),
        Amount(
            "speed",
            "at most; in the plan the streets' own speeds limit it too",
            unit="km/h",
            most=FASTEST_KMH,
            positive=True,
            required=True,
        ),
        Amount("loading", "for a load", unit="min", spoken="minutes", most=DAY_MINUTES, required=True),
        Amount(
            "unloading",
            "for a full load; a part of it takes that part of the time",
            unit="min",
            spoken="minutes",
            most=DAY_MINUTES,
            required=True,
        ),
        SOURCE,
        NOTE,
    ),
    makes=TruckType,
    settle=_settle_truck,
)

GATES = Table(
    "gates",
    about="Where trucks pass in and out. Without gates they drive from depot to depot within the pauses of the case, "
    "or at any time where it has none.",
    columns=(
        ID,
        NAME,
        PLACE,
        Windows(
            "windows",
            "when trucks pass: they enter not before a window opens and have left when it shuts",
            required=True,
        ),
        Amount(
            "trucks_per_hour",
            "how many are let in; empty: nothing limits it",
            unit="trucks/h",
            spoken="trucks an hour",
            most=10_000.0,
        ),
        SOURCE,
        NOTE,
    ),
    makes=Gate,
)

WEIGHT_LIMITS = Table(
    "weight_limits",
    about="Streets and bridges that bear loaded trucks of so many tonnes and no more. A point or line means the "
    "nearest street, a polygon every street that touches it.",
    columns=(
        ID,
        NAME,
        AROUND,
        Number("tonnes", "of a loaded truck", unit="t", most=1000, required=True),
        SOURCE,
        NOTE,
    ),
    makes=WeightLimit,
)
