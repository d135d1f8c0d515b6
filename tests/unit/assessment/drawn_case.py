"""A small announced operation: two sides, one corridor, one pause, a thousand people."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

import shapely

from geleit.assessment import assess_corridors
from geleit.messages import words
from geleit.model.against_the_map import AgainstTheMap
from geleit.model.amount import Range
from geleit.model.answer import Answer, Binding, Bounds, Clearance, Ladder, Seconds, StrandedPlace
from geleit.model.case import Case
from geleit.model.certificate import Certificate, Instance, Rung
from geleit.model.corridor import Corridor, Exit, Party, Pause
from geleit.model.finding import Evidence, Finding, Observation, Says
from geleit.model.plan import Plan
from geleit.model.population import Place
from geleit.model.statement import Source
from geleit.model.window import Window
from tests.drawn import grid_of

ZONE = ZoneInfo("Asia/Damascus")


def at(day: int, hour: int = 0, minute: int = 0) -> datetime:
    """A time in May 2016."""
    return datetime(2016, 5, day, hour, minute, tzinfo=ZONE)


def window(day: int, start: int, end: int) -> Window:
    """Hours of a day in May 2016."""
    return Window(at(day, start), at(day, end))


def people(low: float, likely: float, high: float) -> Range:
    return Range(low, likely, high, "people")


GOVERNMENT = Party("gov", "Government", belligerent=True)
REBELS = Party("reb", "Rebel Council", belligerent=True)
UN = Party("un", "United Nations", belligerent=False)

CORRIDOR = Corridor(
    id="north",
    name="North road",
    announced_by=("gov",),
    announced_at=at(1),
    agreed_by=(),
    users="civilians",
    destination="Camp A",
    places=people(300, 400, 500),
    places_claimant="Government",
    source="s1",
)
EXIT = Exit(
    id="gate",
    name="North gate",
    lon=0.001,
    lat=0.002,
    position_error=50,
    rate=Range(10, 50, 100, "persons/h"),
    windows=(window(2, 8, 18),),
    windows_cautious=(window(2, 9, 12),),
    corridor="north",
    source="s1",
)
PAUSE = Pause(
    id="daily",
    name="Daily pause",
    windows=tuple(window(day, 10, 13) for day in range(4, 10)),
    area="town",
    announced_by=("gov",),
    announced_at=at(3, 9),
    agreed_by=(),
    source="s2",
)


def case(**changes: Any) -> Case:
    """The case with some of its fields changed."""
    fields: dict[str, Any] = {
        "name": "town-2016",
        "title": "Town",
        "place": "Town",
        "summary": "",
        "zone": ZONE,
        "period": Window(at(1), at(11)),
        "deadline": at(3),
        "assumptions": {},
        "network": grid_of(3, 3),
        "area": shapely.box(-1, -1, 1, 1),
        "places": (Place("centre", "Centre", people(1000, 1200, 1500), shapely.Point(0, 0), "UN"),),
        "exits": (EXIT,),
        "corridors": (CORRIDOR,),
        "parties": (GOVERNMENT, REBELS, UN),
        "pauses": (PAUSE,),
        "closures": (),
        "incidents": (),
        "deliveries": (),
        "statements": (),
        "observations": (),
        "sources": (Source("s1", "What was seen", "Red Crescent"),),
    }
    return Case(**(fields | changes))


def row(check: str, says: Says, claimant: str, subject: str = "north") -> Observation:
    """A row of the evidence table."""
    return Observation(subject, check, Evidence(says, words(f"{claimant} speaks"), claimant, "s1", words_checked=True))


def answer(*, could_not_leave: int = 0, by: datetime | None = None, case_name: str = "town-2016") -> Answer:
    """An answer with chosen figures; its proofs are empty, the checks do not read them."""
    instance = Instance(1, 0, (), (), (), (), (), ((), ()), (), (), (), (), (), ())
    rung = Rung((), 900, (), could_not_leave)
    bounds = Bounds(1500, Ladder(1000, 980, 950, 900), could_not_leave)
    return Answer(
        case=case_name,
        start=at(1),
        deadline=at(3),
        people=people(1000, 1200, 1500),
        generous=bounds,
        likely=bounds,
        at_most=900,
        at_least=300,
        could_not_leave=could_not_leave,
        suffices="exit_seats",
        against_the_map=AgainstTheMap(900, could_not_leave, 900, could_not_leave, 5.0),
        method_gap=0.25,
        required_rate=100,
        stranded=(StrandedPlace("camp", "Camp", 7),),
        clearance=Clearance(at(2, 12), by),
        binding=(Binding("exit", "North gate", 0.001, 0.002, 3600, 50, at(2, 8), at(2, 9), scenario="likely"),),
        curve=(),
        certificate=Certificate(instance, rung, rung, rung, case_name, ""),
        plan=Plan(instance, (), (), 300, case_name, ""),
        likely_plan=Plan(instance, (), (), 400, case_name, ""),
        seconds=Seconds(0, 0, 0),
    )


def finding(check: str, subject: str, the_case: Case, the_answer: Answer | None = None) -> Finding:
    """The one finding of a check about a subject."""
    code = f"CORRIDOR-{check}"
    [found] = [f for f in assess_corridors(the_case, the_answer) if f.code == code and f.subject == subject]
    return found
