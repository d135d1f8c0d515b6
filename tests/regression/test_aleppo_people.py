"""People on the real streets of Aleppo: golden figures, and what they must satisfy whatever they are."""

from __future__ import annotations

import json
from importlib import resources
from pathlib import Path

import pytest
import shapely
from shapely.geometry import shape

from geleit.io.streets.network_file import read_streets
from geleit.model.amount import Range
from geleit.model.population import Place
from geleit.streets.locate import halved, snap
from geleit.streets.settle import settle

STREETS = Path(__file__).parents[3] / "shared" / "data" / "streets" / "aleppo.parquet"

pytestmark = [
    pytest.mark.skipif(not STREETS.exists(), reason="the test data in ../shared/data are not here"),
    pytest.mark.slow,
]


@pytest.fixture(scope="module")
def streets():
    return read_streets(STREETS)


@pytest.fixture(scope="module")
def area():
    text = resources.files("geleit").joinpath("data/aleppo-2016/area.geojson").read_text(encoding="utf-8")
    return shape(json.loads(text)["features"][0]["geometry"])


@pytest.fixture(scope="module")
def settled(streets, area):
    return settle(streets, [Place("east", "", Range(200_000, 262_500, 300_000, "people"), area, "")])


def test_everyone_inside_stands_on_a_street_to_the_person(settled):
    people = settled.waves[0].population
    assert [c.sum() for c in (people.low, people.likely, people.high)] == [200_000, 262_500, 300_000]
    assert ((people.low <= people.likely) & (people.likely <= people.high)).all()


def test_the_spread_stays_as_it_was_checked(settled):
    high = settled.waves[0].population.high
    assert (int((high > 0).sum()), int(high.max()), settled.apart) == (15_907, 127, 0)


def test_nobody_stands_far_outside_the_area(streets, area, settled):
    near = shapely.contains_xy(area.buffer(0.002), streets.lon, streets.lat)  # half a long street piece
    assert settled.waves[0].population.high[~near].sum() == 0


def test_each_kilometre_holds_the_same_number_of_people(streets, area, settled):
    # In the west and in the east half of the area, people per metre agree although corners differ.
    halves = halved(streets)
    middle = area.centroid.x
    west, south, east, north = area.bounds
    density = []
    for part, mask in (
        (shapely.box(west, south, middle, north), streets.lon < middle),
        (shapely.box(middle, south, east, north), streets.lon >= middle),
    ):
        clip = halves.plane.flatten(area & part)
        metres = shapely.length(shapely.intersection(halves.lines[halves.tree.query(clip)], clip)).sum()
        density.append(settled.waves[0].population.high[mask].sum() / metres)
    # streets across the dividing line put their people on one side of it
    assert density[0] == pytest.approx(density[1], rel=0.005)


@pytest.mark.parametrize(
    ("announced", "corner"),
    [
        ((37.1449, 36.1987), (37.1465081, 36.1988317)),
        ((37.1196, 36.1834), (37.1196302, 36.183662)),
        ((37.164, 36.244), (37.1639252, 36.2440714)),
    ],
    ids=["Bustan al-Qasr", "Salah al-Din", "Castello road"],
)
def test_announced_crossings_keep_their_corners(streets, announced, corner):
    found = snap(streets, *announced)
    assert (streets.lon[found.node], streets.lat[found.node]) == corner
    assert found.distance_m < 15
