"""Imported incidents as a risk for the plan."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta

import numpy as np
import pytest

from geleit.errors import InputError
from geleit.evacuation.trade_off import trade_off
from geleit.model.amount import Range
from geleit.model.incident import Incident, Incidents
from geleit.model.window import Window
from tests.unit.assessment.drawn_case import at
from tests.unit.evacuation.test_answer import line_case

REACH = Range(1000, 1000, 1000, "m2")


def incidents(days, *, hours=None, claimant="Monitor"):
    """One incident a day, known to the day or to the minute, in the middle of the only street."""
    rows = []
    for day in range(1, days + 1):
        start = at(10) - timedelta(days=day)
        spans = [(start, start + timedelta(days=1))] if hours is None else [
            (start + timedelta(hours=h), start + timedelta(hours=h, minutes=1)) for h in hours
        ]  # fmt: skip
        rows += [
            Incident(f"{day}-{i}", a, b, 0.005, 0.0, 0.0, "k", "", None, claimant, "s")
            for i, (a, b) in enumerate(spans)
        ]
    return Incidents.of(rows)


def harm(*reported, reach=REACH):
    made = line_case()
    made = replace(
        made,
        assumptions={**made.assumptions, "incident_reach": reach},
        reported=tuple((date(2017, 1, 1), r) for r in reported),
    )
    return max(point.harm for point in trade_off(made, Window(at(10), at(10, 1))))


def test_twice_the_incidents_or_the_reach_are_twice_the_harm():
    once = harm(incidents(14))
    assert once > 0
    assert harm(incidents(28)) == pytest.approx(2 * once)
    assert harm(incidents(14), reach=Range(2000, 2000, 2000, "m2")) == pytest.approx(2 * once)


def test_two_monitors_of_the_same_are_not_added_up():
    once = harm(incidents(14))
    assert harm(incidents(14), incidents(14, claimant="Other")) == pytest.approx(once)
    assert harm(incidents(14), incidents(28, claimant="Other")) == pytest.approx(2 * once)


def test_known_to_the_hour_the_risk_is_that_of_the_hour():
    # people walk from midnight to one; incidents at noon cannot harm them, those after midnight harm 24 times as much
    day = harm(incidents(14))
    assert harm(incidents(14, hours=[0])) == pytest.approx(24 * day)
    with_noon = harm(incidents(14, hours=[0, 12]))
    assert with_noon == pytest.approx(24 * day)


def test_what_is_missing_is_said():
    with pytest.raises(InputError, match="nothing is at risk"):
        harm(incidents(14), reach=Range(0, 0, 0, "m2"))
    with pytest.raises(InputError, match="expected 'm2', found 'ha'"):
        harm(incidents(14), reach=Range(1, 1, 1, "ha"))
    made = replace(line_case(), reported=((date(2017, 1, 1), incidents(14)),))
    with pytest.raises(InputError, match="import incidents and assume incident_reach"):
        trade_off(made, Window(at(10), at(10, 1)))
    assert np.isfinite(harm(incidents(14)))
