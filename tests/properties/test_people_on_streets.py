from __future__ import annotations

import heapq
from dataclasses import replace
from datetime import UTC, datetime
from fractions import Fraction

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from shapely.geometry import Point
from shapely.ops import substring

from geleit.errors import InputError
from geleit.model.amount import Range
from geleit.model.corridor import Closure
from geleit.model.population import Cells, Place
from geleit.streets.disrupt import closed_edges
from geleit.streets.locate import Plane, snap_many
from geleit.streets.settle import MOST_PEOPLE, apportion, settle
from tests.drawn import draw, grid_of

pytestmark = pytest.mark.slow

GRID = grid_of(5, 4)
TANGLED = draw(
    [(0.0, 0.0), (0.004, 0.001), (0.001, 0.004), (0.005, 0.005)],
    [
        (0, 1, [(0.002, 0.003), (0.003, -0.001)]),
        (1, 3, []),
        (2, 0, [(-0.001, 0.002)]),
        (3, 2, [(0.004, 0.006), (0.001, 0.0045)]),
        (1, 2, [(0.0035, 0.0035)]),
    ],
)

small_weights = st.lists(st.integers(0, 30), min_size=1, max_size=12).filter(any)
any_weights = st.lists(st.integers(0, 2**32 - 1), min_size=1, max_size=40).filter(any)
degrees = st.floats(-0.002, 0.007, allow_nan=False).map(lambda x: round(x, 7))


def one_by_one(weights, total):
    """The method as it is defined: person after person to the greatest claim, in exact fractions."""
    counts = [0] * len(weights)
    queue = [(Fraction(-w), i) for i, w in enumerate(weights) if w]
    heapq.heapify(queue)
    for _ in range(total):
        _, i = queue[0]
        counts[i] += 1
        heapq.heapreplace(queue, (Fraction(-weights[i], 2 * counts[i] + 1), i))
    return counts


@given(small_weights, st.integers(0, 60))
def test_apportions_as_if_person_by_person_with_many_ties(weights, total):
    assert apportion(np.array(weights), total).tolist() == one_by_one(weights, total)


@given(any_weights, st.integers(0, 150))
def test_apportions_as_if_person_by_person_with_large_weights(weights, total):
    assert apportion(np.array(weights), total).tolist() == one_by_one(weights, total)


@given(any_weights, st.integers(0, MOST_PEOPLE))
def test_apportionment_adds_up_and_satisfies_the_divisor_criterion(weights, total):
    counts = apportion(np.array(weights), total).tolist()
    assert sum(counts) == total
    last_served = min((Fraction(w, 2 * c - 1) for w, c in zip(weights, counts, strict=True) if c), default=Fraction(0))
    next_in_line = max(Fraction(w, 2 * c + 1) for w, c in zip(weights, counts, strict=True))
    assert total == 0 or last_served >= next_in_line
    assert all(c == 0 for w, c in zip(weights, counts, strict=True) if w == 0)


@given(any_weights, st.integers(0, MOST_PEOPLE), st.integers(0, MOST_PEOPLE))
def test_more_people_never_leave_a_corner_with_fewer(weights, one, other):
    fewer, more = sorted((one, other))
    assert (apportion(np.array(weights), fewer) <= apportion(np.array(weights), more)).all()


@given(any_weights, st.integers(1, MOST_PEOPLE))
def test_two_corners_share_within_half_a_person_of_their_quota(weights, total):
    # with two claimants the method rounds the quota to the nearest whole number
    pair = (weights * 2)[:2]
    if sum(pair):
        counts = apportion(np.array(pair), total).tolist()
        quotas = [Fraction(w * total, sum(pair)) for w in pair]
        assert all(abs(c - q) <= Fraction(1, 2) for c, q in zip(counts, quotas, strict=True))


@given(small_weights, st.integers(0, 1000), st.integers(1, 10**8))
def test_the_unit_of_the_weights_does_not_matter(weights, total, unit):
    assert apportion(np.array(weights), total).tolist() == apportion(np.array(weights) * unit, total).tolist()


@st.composite
def boxes(draw_value):
    # at least two streets wide, so that some street is inside
    west, south = draw_value(st.floats(-0.001, 0.001)), draw_value(st.floats(-0.001, 0.001))
    return shapely.box(west, south, west + 0.0025, south + draw_value(st.floats(0.0021, 0.003)))


@st.composite
def rasters(draw_value):
    k = draw_value(st.integers(1, 6))
    edge = np.linspace(-0.001, 0.005, k + 1)
    x, y = (a.ravel() for a in np.meshgrid(np.arange(k), np.arange(k)))
    people = np.array(draw_value(st.lists(st.floats(0.001, 1e6), min_size=k * k, max_size=k * k)))
    return Cells(edge[x], edge[y], edge[x + 1], edge[y + 1], people)


@st.composite
def places(draw_value):
    where = draw_value(st.one_of(st.builds(Point, degrees, degrees), boxes(), rasters()))
    figures = sorted(draw_value(st.tuples(*[st.integers(0, 10**6)] * 3)))
    return Place("p", "P", Range(*figures, "people"), where, "nobody")


@settings(deadline=None)
@given(st.lists(places(), max_size=4))
def test_everyone_stands_on_a_street_to_the_person_and_in_order(several):
    people = settle(GRID, several).waves[0].population
    for name in ("low", "likely", "high"):
        assert getattr(people, name).sum() == sum(int(getattr(p.people, name)) for p in several)
    assert (people.low >= 0).all()
    assert (people.low <= people.likely).all()
    assert (people.likely <= people.high).all()


@settings(deadline=None)
@given(st.lists(st.tuples(degrees, degrees), min_size=1, max_size=20))
def test_snapping_finds_what_looking_at_every_street_finds(positions):
    lon, lat = np.array(positions).T
    plane = Plane.around(TANGLED)
    found = snap_many(TANGLED, lon, lat)
    lines = []
    for i in range(TANGLED.edges):
        a, b = TANGLED.shape_start[i : i + 2]
        ends = TANGLED.tail[i], TANGLED.head[i]
        x = [TANGLED.lon[ends[0]], *TANGLED.shape_lon[a:b], TANGLED.lon[ends[1]]]
        y = [TANGLED.lat[ends[0]], *TANGLED.shape_lat[a:b], TANGLED.lat[ends[1]]]
        lines.append(shapely.linestrings(plane.metres(np.array(x), np.array(y))))
    for k, point in enumerate(shapely.points(plane.metres(lon, lat))):
        nearest = min(line.distance(point) for line in lines)
        line = lines[found.edge[k]]
        # the middle of a street is rounded to a float, which can shift a half of it by nanometres
        assert found.distance_m[k] == pytest.approx(nearest, abs=1e-7)
        at_tail = found.node[k] == TANGLED.tail[found.edge[k]]
        half = substring(line, 0, 0.5, normalized=True) if at_tail else substring(line, 0.5, 1, normalized=True)
        assert half.distance(point) == pytest.approx(nearest, abs=1e-7)


@settings(deadline=None)
@given(boxes(), st.integers(0, 200))
def test_a_larger_area_closes_at_least_the_same_streets(area, margin):
    def closed(where):
        return set(closed_edges(GRID, Closure("c", "C", where, (), certain=False, source="")).tolist())

    west, south, east, north = area.bounds
    by = margin * 1e-5
    assert closed(area) <= closed(shapely.box(west - by, south - by, east + by, north + by))


ready = st.sampled_from([None, datetime(2024, 5, 1, 10, tzinfo=UTC), datetime(2024, 5, 1, 12, tzinfo=UTC)])


@given(st.lists(places(), min_size=1, max_size=8), st.data())
def test_many_places_at_once_stand_where_each_stands_alone(several, data):
    several = [replace(place, ready_from=data.draw(ready)) for place in several]
    several += data.draw(st.lists(st.sampled_from(several), max_size=4))
    together = settle(GRID, several)
    assert [wave.ready_from for wave in together.waves] == list(dict.fromkeys(place.ready_from for place in several))
    for wave in together.waves:
        mine = [(index, place) for index, place in enumerate(several) if place.ready_from == wave.ready_from]
        alone = [(index, settle(GRID, [place]).waves[0].population) for index, place in mine]
        for name in ("low", "likely", "high"):
            assert (getattr(wave.population, name) == sum(getattr(people, name) for _, people in alone)).all()
        assert (wave.population.along == np.max([people.along for _, people in alone], axis=0)).all()
        assert (wave.population.off == np.max([people.off for _, people in alone], axis=0)).all()
        most, where = np.zeros(GRID.nodes, dtype=np.int64), np.zeros(GRID.nodes, dtype=np.int64)
        for index, people in alone:
            where[people.high > most] = index
            most = np.maximum(most, people.high)
        assert (wave.population.place == where).all()
    each = [settle(GRID, [place]) for place in several]
    everyone = sum(int(place.people.high) for place in several)
    moved = sum(one.moved.mean_m * place.people.high for one, place in zip(each, several, strict=True))
    assert together.moved.mean_m == pytest.approx(moved / everyone if everyone else 0.0, rel=1e-12)  # rounded twice
    assert together.moved.most_m == max(one.moved.most_m for one in each)


@given(st.lists(st.sampled_from([(0.0005, 5.0), (0.0005, 0.5), (3.0, 5.0), (200.0, 5.0)]), min_size=1, max_size=6))
def test_the_first_place_that_cannot_be_put_is_named(several):
    made = [
        Place(f"p{i}", "", Range(0, people, people, "people"), Point(lon, 0.0), "nobody")
        for i, (lon, people) in enumerate(several)
    ]
    bad = next((i for i, one in enumerate(several) if one != (0.0005, 5.0)), None)
    if bad is None:
        assert settle(GRID, made).high.sum() == 5 * len(made)
    else:
        with pytest.raises(InputError) as caught:
            settle(GRID, made)
        assert caught.value.where == f"people[p{bad}]"
