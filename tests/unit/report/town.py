"""A made-up town with everything a report can show, and hostile text wherever text can stand."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any
from zoneinfo import ZoneInfo

import numpy as np
import shapely

from geleit.messages import words
from geleit.model.against_the_map import AgainstTheMap, MapGap
from geleit.model.amount import Range
from geleit.model.answer import Answer, Binding, Bounds, Clearance, CurvePoint, Ladder, Seconds, StrandedPlace
from geleit.model.case import Case
from geleit.model.certificate import Certificate, Instance, Rung
from geleit.model.corridor import Closure, Corridor, Exit, Party, Pause
from geleit.model.finding import Count, Dependence, Evidence, Finding, StatementFinding
from geleit.model.plan import Plan
from geleit.model.population import Place
from geleit.model.public import InternalCase, PublicCase
from geleit.model.statement import Source, Statement
from geleit.model.window import Window
from geleit.publication import public_case
from tests.drawn import grid_of

HOSTILE = """</script><script>document.title='taken'</script>"'><img src=x onerror="document.title='taken'">{{7*7}}&"""
ZONE = ZoneInfo("Asia/Damascus")
START = datetime(2016, 5, 1, tzinfo=ZONE)
DEADLINE = datetime(2016, 5, 3, tzinfo=ZONE)
SIDE = 20
"""Corners along each side of the town's grid of streets."""


def hours(day: int, start: int, end: int) -> Window:
    midnight = datetime(2016, 5, day, tzinfo=ZONE)
    return Window(midnight + timedelta(hours=start), midnight + timedelta(hours=end))


def town(text: str = "Mill Lane", **changes: Any) -> Case:
    """The case; ``text`` stands wherever a reader's text can stand."""
    people = Range(1000, 1200, 1500, "people", source="s1", note=text)
    streets = grid_of(SIDE, SIDE)
    named = np.where(np.arange(streets.edges) % 5 == 0, 0, -1).astype(np.int32)
    rate = Range(10, 50, 100, "persons/h", note=text)
    gate = Exit("gate", f"North gate {text}", 0.010, 0.019, 150, rate, (hours(2, 8, 18),), (hours(2, 9, 12),), "foot")
    fields: dict[str, Any] = {
        "name": "town-2016",
        "title": f"Town {text}",
        "place": f"Sampleton {text}",
        "summary": text,
        "zone": ZONE,
        "period": Window(START, datetime(2016, 5, 11, tzinfo=ZONE)),
        "deadline": DEADLINE,
        "assumptions": {"walking_speed": Range(0.5, 1.0, 1.8, "m/s", note=text)},
        "network": replace(
            streets, names=(text,), name=named, attribution=f"(c) Cartographers {text}", bridge=named == 0
        ),
        "area": shapely.box(0.001, 0.001, 0.017, 0.017),
        "places": (Place("centre", f"Centre {text}", people, shapely.Point(0.005, 0.005), text),),
        "exits": (
            replace(gate, corridor="north"),
            replace(gate, id="arms", name="Gate of arms", lon=0.019, lat=0.005, users="fighters"),
            replace(gate, id="third", name="Third gate", lon=None, lat=None, windows_cautious=()),
        ),
        "corridors": (
            Corridor("north", f"North road {text}", ("gov",), START, (), "civilians", text, people, text, "s1"),
        ),
        "parties": (Party("gov", f"Government {text}", belligerent=True),),
        "pauses": (Pause("daily", f"Pause {text}", (hours(2, 10, 13),), text, ("gov",), START, (), "s1"),),
        "closures": (
            Closure("mine", text, shapely.Point(0.004, 0.004), (hours(1, 0, 24),), certain=False, source="s1"),
            Closure(
                "wall", text, shapely.box(0.006, 0.006, 0.008, 0.009), (hours(1, 0, 24),), certain=True, source="s1"
            ),
        ),
        "incidents": (),
        "deliveries": (),
        "statements": (
            Statement(
                "c1", f"Minister {text}", text, "gov", START, f"All may leave. {text}", "corridor", "north", None, "s1"
            ),
        ),
        "observations": (),
        "sources": (
            Source("s1", f"Evening news {text}", f"Radio {text}", "2016-05-01", "https://radio.example/1", "ab" * 32),
        ),
        "licence": text,
    }
    return Case(**(fields | changes))


def room(text: str = "Mill Lane", **changes: Any) -> InternalCase:
    """The town for those in the room."""
    return InternalCase(town(text, **changes))


def outside(text: str = "Mill Lane", **changes: Any) -> PublicCase:
    """The town for everybody, years later."""
    return public_case(town(text, **changes), datetime(2020, 1, 1, tzinfo=ZONE))


def findings(text: str = "Mill Lane") -> tuple[Finding, ...]:
    """One finding of each verdict about the operation, and one about a corridor."""
    evidence = (
        Evidence("for", words(f"People say so. {text}"), f"Resident {text}", "s1", START),
        Evidence("against", words("A count says otherwise."), "computed"),
    )
    return (
        Finding("CORRIDOR-AGREED", "operation", "not met", words(f"One side agreed. {text}"), evidence, f"ICRC {text}"),
        Finding("CORRIDOR-TIME", "operation", "unknown", words("Nobody knows."), (), "UN"),
        Finding("CORRIDOR-NOTICE", "operation", "met", words("Notice was given."), evidence, "UN"),
        Finding("CORRIDOR-PLACE", "north", "met", words("It has a place."), evidence, "ICRC"),
    )


def statements(text: str = "Mill Lane") -> tuple[StatementFinding, ...]:
    """Two findings about the one statement: it cannot be true, and it does not add up."""
    evidence = (
        Evidence("context", words(f"How many are inside. {text}"), "computed"),
        Evidence("against", words(f"Nobody left. {text}"), f"Resident {text}", "s1", START),
    )
    hangs = (Dependence(words(f"rate {text}"), words(f"impossible below 10 persons/h {text}"), 10, "persons/h"),)
    left = StatementFinding(
        "CLAIM-LEFT", "c1", "impossible", words(f"Too many. {text}"), evidence, "the bound",
        statement="c1", because=words(f"at most 900 can have passed {text}"), depends=hangs,
        count=Count(2000, 2500, 900),
    )  # fmt: skip
    total = replace(left, code="CLAIM-SUM", verdict="refuted", message=words("Off by one."), depends=(), count=None)
    return left, total


def answer(text: str = "Mill Lane", **changes: Any) -> Answer:
    """An answer with chosen figures; its proofs are empty but for where the people are."""
    instance = Instance(1, 0, (), (), (), (), (), ((), ()), (), (400, 600), (500, 1000), (0, 1), (21, 63), (0, 0))
    rung = Rung((), 900, (), 100)
    binding = Binding("exit", f"North gate {text}", 0.010, 0.019, 3600, 50, START, DEADLINE)
    steps = range(0, 49, 4)
    fields: dict[str, Any] = {
        "case": "town-2016",
        "start": START,
        "deadline": DEADLINE,
        "people": Range(1000, 1200, 1500, "people"),
        "generous": Bounds(1500, Ladder(1000, 980, 950, 900), 100),
        "likely": Bounds(1200, Ladder(800, 780, 760, 700), 500),
        "at_most": 900,
        "at_least": 300,
        "could_not_leave": 100,
        "suffices": "streets",
        "against_the_map": AgainstTheMap(
            950, 60, 700, 200, 5.0, (MapGap((0.001, 0.001), (0.001, 0.0012), 22.26, (text, "Mill Lane")),)
        ),
        "method_gap": 0.25,
        "required_rate": 111,
        "stranded": (StrandedPlace("camp", "Camp", 7),),
        "clearance": Clearance(datetime(2016, 5, 2, 12, tzinfo=ZONE), None),
        "binding": (
            binding,
            replace(binding, kind="street", name=text, edge=30, seconds=7200),
            replace(binding, name="Third gate", lon=None, lat=None),
        ),
        "curve": tuple(
            CurvePoint(START + timedelta(hours=h), 900 * h // 48, 700 * h // 48, 300 * h // 48, 420 * h // 48)
            for h in steps
        ),
        "certificate": Certificate(instance, rung, rung, rung, "town-2016", ""),
        "plan": Plan(instance, (), (), 300, "town-2016", ""),
        "likely_plan": Plan(instance, (), (), 420, "town-2016", ""),
        "seconds": Seconds(0.5, 0.25, 0.125),
    }
    return Answer(**(fields | changes))
