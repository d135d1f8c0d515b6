"""The answer for the bundled case, whole."""

from __future__ import annotations

import math
from dataclasses import replace

import pytest

import geleit
from geleit.evacuation.answer import evacuate
from geleit.model.amount import Range
from geleit.model.plan import Effort

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def case():
    return geleit.read_case("aleppo-2016")


def test_the_first_six_hours(case):
    answer = geleit.evacuate(case, "2016-07-28T06:00")
    # three civilian crossings and the one for fighters, 10,000 an hour each
    assert answer.generous.ladder == replace(
        answer.generous.ladder, exit_seats=240_000, walking=240_000, streets=240_000
    )
    assert answer.at_most == 240_000
    assert answer.could_not_leave == 0
    assert answer.likely.ladder.exit_seats == 4 * 800 * 6
    assert answer.likely.could_not_leave == 262_500 - answer.likely.ladder.streets
    assert answer.at_least == 0  # with the shortest hours nothing opens before eight
    assert answer.required_rate == 8334
    assert [b.people for b in answer.binding] == [60_000] * 4
    assert all(geleit.certify(proof).holds for proof in (answer.certificate, answer.plan))


def test_one_week(case):
    answer = evacuate(case, effort=Effort(budget=math.inf))
    assert answer.deadline.isoformat() == "2016-08-04T00:00:00+03:00"
    assert (answer.at_most, answer.at_least, answer.could_not_leave) == (300_000, 784, 0)
    assert answer.required_rate == 174
    assert answer.method_gap == 0
    assert answer.clearance.by is None
    assert answer.unreached == 0


def test_daily_pauses_of_three_hours_at_no_more_than_a_thousand_an_hour(case):
    """What the pauses from 11 August could have done with gates a little better than East Ghouta's."""
    hours = case.pauses[0].windows
    gates = tuple(
        replace(
            e,
            rate=Range(500, 800, 1000, "persons/h"),
            windows=hours,
            windows_cautious=hours,
            users="civilians",
            mode="foot",
        )
        for e in case.exits
        if e.placed
    )
    answer = geleit.evacuate(replace(case, exits=gates), "2016-08-17T00:00")
    assert answer.at_most == 3 * 1000 * 3 * 6
    assert answer.could_not_leave == 200_000 - 54_000
    assert answer.suffices == "exit_seats"
    assert answer.at_least == 3 * 500 * 3 * 6
    assert answer.clearance.not_before_beyond
