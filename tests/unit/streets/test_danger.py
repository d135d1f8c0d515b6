"""Incidents as a rate at each street, by hand."""

from __future__ import annotations

from datetime import UTC, datetime

import numpy as np
import pytest

from geleit.model.incident import Incident, Incidents
from geleit.streets.danger import incidents_a_day
from geleit.streets.locate import Plane
from tests.drawn import draw

EAST, NORTH = Plane.at(0.0, 0.0).east, Plane.at(0.0, 0.0).north
NOW = datetime(2016, 2, 27, tzinfo=UTC)


def incident(metres_east, error=0.0):
    return Incident(str(metres_east), NOW, NOW, metres_east / EAST, 0.0, error, "k", "", None, "M", "s")


def test_the_kernel_at_its_middle_at_half_its_width_and_beyond():
    # streets of 2 m along the equator with their middles at 0, 125, 249 and 251 m
    ends = [(x / EAST, 0.0) for middle in (0, 125, 249, 251) for x in (middle - 1, middle + 1)]
    streets = draw(ends, [(0, 1, ()), (2, 3, ()), (4, 5, ()), (6, 7, ())])
    found = incidents_a_day(streets, Incidents.of([incident(0)]), 10)
    top = 2 / (np.pi * 0.25**2) / 10
    assert found == pytest.approx([top, top * 0.75, top * (1 - 0.996**2), 0], rel=1e-6)
    twice = incidents_a_day(streets, Incidents.of([incident(0), incident(0)]), 10)
    assert twice == pytest.approx(2 * found)
    coarser = incidents_a_day(streets, Incidents.of([incident(0, 500.0)]), 10)
    assert coarser[0] == pytest.approx(top / 4, rel=1e-6)


def test_the_kernel_spreads_one_incident_and_no_more():
    side = np.arange(-300, 301, 10)
    ends = [((x + dx) / EAST, y / NORTH) for x in side for y in side for dx in (-1, 1)]
    streets = draw(ends, [(2 * i, 2 * i + 1, ()) for i in range(len(side) ** 2)])
    found = incidents_a_day(streets, Incidents.of([incident(0)]), 1)
    assert found.sum() * 0.01**2 == pytest.approx(1, rel=2e-3)  # a street stands for a hundred square metres


def test_a_place_known_to_the_town_says_nothing_about_a_street():
    streets = draw([(0, 0), (0.001, 0)], [(0, 1, ())])
    assert incidents_a_day(streets, Incidents.of([incident(0, 5_000.0)]), 1).tolist() == [0]
