"""What trucks can have brought in, from a public case: only where it is told when they were let in."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime

import pytest

from geleit.convoy.public_bound import bound_in_public
from geleit.errors import InputError
from geleit.io.case.casefile import read_case
from geleit.model.amount import Range
from geleit.model.convoy import Depot, Fleet, Gate, TruckType
from geleit.publication import public_case
from tests.unit.report.town import START, ZONE, hours, town

STANDARDS = read_case("aleppo-2016").standards
NOW = datetime(2016, 5, 4, 9, tzinfo=ZONE)


def gate(*windows):
    return Gate("gate", "Gate", 0.01, 0.01, windows)


def pauses(**windows):
    return tuple(replace(town().pauses[0], id=name, windows=hours_) for name, hours_ in windows.items())


def public(gates=(), rests=()):
    figures = {"number": 2, "payload": 3, "speed": 20, "loading": 20, "unloading": 20}
    ranges = {name: Range(value, value, value, "") for name, value in figures.items()}
    truck = TruckType("truck", "Truck", "store", volume=None, weight=None, **ranges)
    fleet = Fleet((Depot("store", "Store", 0.004, 0.004),), (truck,), gates)
    return public_case(town(fleet=fleet, pauses=rests, standards=STANDARDS), NOW)


OVER, RUNS, AHEAD = (hours(2, 8, 9),), (hours(3, 8, 9), hours(5, 8, 9)), (hours(9, 8, 18),)


@pytest.mark.parametrize(
    ("case", "sessions"),
    [
        ({"gates": (gate(*OVER, *AHEAD),)}, OVER),
        ({"gates": (gate(*OVER),), "rests": pauses(runs=RUNS)}, OVER),
        ({"rests": pauses(over=OVER, ahead=AHEAD)}, OVER),
        ({}, None),
        ({"rests": pauses(without=())}, None),
    ],
)
def test_trucks_are_bounded_in_the_hours_that_are_over(case, sessions):
    found = public(**case)
    assert bound_in_public(found).sessions == (sessions or (found.period,))
    assert found.period.start == START


@pytest.mark.parametrize(
    "case",
    [
        {"gates": (gate(*AHEAD),)},
        {"gates": (gate(),)},
        {"gates": (gate(*AHEAD),), "rests": pauses(over=OVER)},
        {"rests": pauses(ahead=AHEAD)},
        {"rests": pauses(over=OVER, runs=RUNS)},
    ],
)
def test_no_bound_is_made_of_hours_that_are_not_told(case):
    with pytest.raises(InputError, match="when trucks were let in is not public yet"):
        bound_in_public(public(**case))
