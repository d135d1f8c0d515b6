"""Write the table of docs/method/vehicles.md: which rung decides in the bundled cases, by what is told of vehicles.

python scripts/write_vehicles.py
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import geleit
from geleit.evacuation.against_the_map import against_the_map
from geleit.evacuation.placement import locate
from geleit.evacuation.proved import window_until
from geleit.evacuation.question import question_of
from geleit.evacuation.vehicles import by_vehicle, limited, weakest_of
from geleit.flow.bound import Proof, prove
from geleit.io.case.bundled import list_bundled
from geleit.model.against_the_map import AgainstTheMap
from geleit.model.amount import Range
from geleit.model.case import Case
from geleit.model.certificate import RUNGS
from geleit.model.rides import ByVehicle
from geleit.model.travel import Vehicles
from geleit.model.window import Clock

PAGE = Path(__file__).resolve().parents[1] / "docs" / "method" / "vehicles.md"
BEGIN, END = "<!-- table: scripts/write_vehicles.py -->\n", "<!-- end of table -->\n"
FLEET, SEATS, FUEL = 1_000, 10, 30
"""Vehicles, people in each, and km that each can drive."""


def told(fleet: int) -> Vehicles:
    """So many vehicles, and none from outside."""
    figures = ((fleet, "vehicles"), (SEATS, "people"), (FUEL, "km"))
    return Vehicles(*(Range(figure, figure, figure, unit) for figure, unit in figures), outside="none")


def rows_of(name: str) -> Iterator[str]:
    """A row for each of what is told in a case; the vehicles of its own tables are left out where some are told."""
    case = geleit.read_case(name)
    walking = replace(case, buses=(), groups=tuple(group for group in case.groups if group.mode == "foot"))
    for what, one in (
        ("as it is", case),
        ("nobody rides", replace(walking, told_vehicles=told(0))),
        (f"{FLEET:,} vehicles", replace(walking, told_vehicles=told(FLEET))),
    ):
        yield f"| {' | '.join((name, what, *_decided(one)))} |"


def _decided(case: Case) -> tuple[str, str, str, str]:
    """What holds even if the map lacks more: at most, could not leave, and the weakest rungs that prove them."""
    located, window = locate(case), window_until(case, case.deadline)
    clock = Clock(window.start.astimezone(case.zone))
    question = question_of(located, case.period, "generous").until(clock.seconds(window.end))
    proof = prove(question)
    every_ride = against_the_map(located, case.period, proof)
    found = by_vehicle(located, case.period, proof, every_ride)
    against = limited(every_ride, found)
    left = weakest_of(found, proof, every_ride) if against.could_not_leave else "nothing"
    most = _weakest_for_most(proof, every_ride, found, against)
    return f"{against.at_most:,}", most, f"{against.could_not_leave:,}", str(left).replace("_", " ")


def _weakest_for_most(proof: Proof, every_ride: AgainstTheMap, found: ByVehicle | None, against: AgainstTheMap) -> str:
    """The weakest rung that proves how many can be out at most."""
    if against.at_most == int(proof.question.high.sum()):
        return "nothing"
    by_rides = None if found is None or found.at_most != against.at_most else found.certificate
    certificates = [by_rides, every_ride.certificate]
    for name in RUNGS:
        known = [rungs[name].at_most for one in certificates if one is not None and name in (rungs := one.rungs)]
        if min([*known, proof.at_most(name) if name in ("exit_seats", "beeline") else 10**18]) <= against.at_most:
            return name.replace("_", " ")
    return "walking" if proof.at_most("walking") <= against.at_most else "streets"


def table() -> str:
    """The table as it is now."""
    head = "| case | vehicles | at most | decided by | could not leave | decided by |", "|---|---|---:|---|---:|---|"
    return "".join(f"{line}\n" for line in (*head, *(row for name in list_bundled() for row in rows_of(name))))


def page_with(found: str) -> str:
    """The page with its table."""
    before, _, rest = PAGE.read_text(encoding="utf-8").partition(BEGIN)
    _, _, after = rest.partition(END)
    return before + BEGIN + "\n" + found + "\n" + END + after


if __name__ == "__main__":
    PAGE.write_text(page_with(table()), encoding="utf-8")
