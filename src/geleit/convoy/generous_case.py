"""A case as the bound of convoys sees it: stocks, needs, trucks and gates, every range at its generous end."""

from __future__ import annotations

import math
from collections.abc import Sequence

import numpy as np

from geleit.convoy.bound import Reach, Terms, at_most
from geleit.convoy.entry import Ways
from geleit.convoy.replay import DENSITY, escorts
from geleit.convoy.windows import Session
from geleit.model.amount import Range
from geleit.model.case import Case
from geleit.model.convoy import Cap, TruckType


def bounded(
    case: Case, ways: Ways, sessions: Sequence[Session], needs: dict[str, Range]
) -> tuple[float, tuple[Cap, ...]]:
    """The bound in kg and what each limit allows, with every range at its generous end."""
    points = ways.points
    terms = tuple(
        Terms(
            session.window.hours * 3600,
            tuple(_reach(case, ways, truck, session) for truck in case.fleet.trucks),
            _rates(case, session),
        )
        for session in sessions
    )
    need = np.array([needs[name].likely for name in points.districts])
    stock = {d.id: d.tonnes.high * 1000 for d in case.fleet.depots if d.tonnes is not None}
    allowed = escorts(case)
    return at_most(terms, need, stock, None if allowed is None else float(allowed[1]))


def _reach(case: Case, ways: Ways, truck: TruckType, session: Session) -> Reach:
    found, points = ways.generous(truck, session.window), ways.points
    depot = points.depot(truck.depot)
    gates = [points.gate[points.gates.index(name)] for name in session.gates] or [depot]
    seconds = found.seconds
    there, back = (axis for axis in (seconds[gates].min(axis=0), seconds[:, gates].min(axis=1)))
    drive = (there + back)[list(points.district)]
    outside = float(seconds[gates, depot].min() + truck.loading.low * 60 + seconds[depot, gates].min())
    if not math.isfinite(float(seconds[depot, gates].min())):
        drive = np.full(len(points.districts), math.inf)
    kg = most_kg(case, truck)
    return Reach(truck.id, truck.depot, int(truck.number.high), kg, drive, truck.unloading.low * 60, outside)


def most_kg(case: Case, truck: TruckType) -> float:
    """What one truck of a kind carries at most."""
    kg = truck.payload.high * 1000
    return kg if truck.volume is None else min(kg, truck.volume * case.assumptions[DENSITY].high * 1000)


def _rates(case: Case, session: Session) -> tuple[float, ...] | None:
    """Trucks a second that each open gate lets in; ``None`` where one of them has no limit."""
    rates = [g.trucks_per_hour for g in case.fleet.gates if g.id in session.gates]
    if not rates or any(rate is None for rate in rates):
        return None
    return tuple(rate.high / 3600 for rate in rates if rate is not None)
