"""The bound of a public case is never below that of the case, nor below what anybody in its cells could do."""

from __future__ import annotations

import random
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from itertools import product

import numpy as np
import pytest
import shapely

from geleit.certify import certify
from geleit.evacuation.answer import evacuate
from geleit.evacuation.placement import locate
from geleit.evacuation.public_answer import answer_in_public, belongs_in_public
from geleit.evacuation.question import question_of
from geleit.flow.bound import prove
from geleit.model.amount import Range
from geleit.model.certificate import RUNGS
from geleit.model.corridor import Exit
from geleit.model.grid import STEP, cell_numbered, numbers_of
from geleit.model.plan import Effort
from geleit.model.population import Place, Somewhere
from geleit.model.window import Window
from geleit.publication import public_case
from tests.drawn import draw
from tests.unit.report.town import town
from tests.verification.cities import exact

pytestmark = pytest.mark.slow

START = datetime(2024, 5, 1, tzinfo=UTC)
LATER = datetime(2024, 6, 1, tzinfo=UTC)
STEP_S = 30
"""Seconds of which all figures are multiples: a street takes whole minutes, and half of it is where people live."""


def people(low, high):
    return Range(low, (low + high) // 2, high, "people")


def small_city(seed, side=4):
    """Corners about 2 km apart, so that they lie in several cells, and streets that take whole minutes."""
    dice = random.Random(seed)
    corners = [(x * 0.62 * STEP, y * 0.62 * STEP) for y in range(side) for x in range(side)]
    pieces = [
        (a, b, ())
        for y, x in product(range(side), repeat=2)
        for a, b in ((y * side + x, y * side + x + 1), (y * side + x, y * side + x + side))
        if (b < side * side if b == a + side else x + 1 < side) and dice.random() < 0.85
    ]
    network = draw(corners, pieces)
    return replace(
        network,
        length=np.array([60.0 * dice.randint(1, 4) for _ in pieces]),
        width=np.array([dice.choice([1.0, 2.0, 5.0]) / 60 for _ in pieces]),
    )


def case_of(seed, places, *later):
    """A case of a small city; every figure is sure, so that the exact answer of each placement can be worked out.

    With modes of exits that open a minute before the end.
    """
    dice, network = random.Random(-seed), small_city(seed)

    def gate(index, opens, mode="foot"):
        corner = dice.choice(on_a_street(network))
        windows = (Window(START + timedelta(minutes=opens), START + timedelta(minutes=opens + dice.randint(3, 12))),)
        rate = Range(*[dice.choice([120.0, 600.0])] * 3, "persons/h")
        at = float(network.lon[corner]), float(network.lat[corner])
        return Exit(f"gate-{index}", f"Gate {index}", *at, 0, rate, windows, windows, mode)

    one = Range(1, 1, 1, "m/s")
    return town(
        network=network,
        area=None,
        zone=UTC,
        period=Window(START, START + timedelta(minutes=15)),
        deadline=START + timedelta(minutes=15),
        assumptions={"walking_speed": one, "street_flow": replace(one, unit="persons/m/s"), "usable_width": one},
        places=places(network),
        exits=(
            *(gate(i, dice.randint(0, 10)) for i in range(dice.randint(1, 2))),
            *(gate(10 + i, 14, mode) for i, mode in enumerate(later)),
        ),
        corridors=(), pauses=(), closures=(), statements=(), observations=(),
    )  # fmt: skip


def in_cells(network, dice):
    """Some people somewhere in each of some cells, and some anywhere."""
    cells = sorted(set(numbers_of(network.lon, network.lat).tolist()))
    chosen = [cell for cell in cells if dice.random() < 0.5] or cells[:1]
    rows = [
        Place(f"p{cell}", "", people(10, 10 * dice.randint(1, 4)), Somewhere(cell_numbered(cell)), "")
        for cell in chosen
    ]
    rows = [row for row in rows if corners_of(network, row)]
    return (*rows, Place("the area", "", people(5, 20), Somewhere(None), ""))


def on_a_street(network):
    return sorted({*network.tail.tolist(), *network.head.tolist()})


def corners_of(network, place):
    """The corners on a street at which people of a cell may be, told without the code under test."""
    on_streets = on_a_street(network)
    if place.where.cell is None:
        return on_streets
    west, south, east, north = place.where.cell.box
    return [i for i in on_streets if west <= network.lon[i] < east and south <= network.lat[i] < north]


def generous(case):
    return question_of(locate(case), case.period, "generous")


@pytest.mark.parametrize("seed", range(12))
def test_nobody_in_a_cell_can_do_better_than_its_bound(seed):
    """Each group at any one corner of its cell: an exact time-expanded flow of each placement, against the proof."""
    case = case_of(seed, lambda network: in_cells(network, random.Random(seed)))
    network, dice = case.network, random.Random(seed)
    proof = prove(replace(generous(case), beelines=None))  # these streets are shorter than straight lines
    most, fewest = proof.at_most("streets"), int(proof.question.low.sum()) - proof.could_not_leave("streets")
    choices = [corners_of(network, place) for place in case.places]
    tried = list(product(*choices))
    for corners in dice.sample(tried, min(len(tried), 12)):
        at = (shapely.Point(network.lon[corner], network.lat[corner]) for corner in corners)
        placed = replace(
            case, places=tuple(replace(place, where=where) for place, where in zip(case.places, at, strict=True))
        )
        question = generous(placed)
        assert int(exact(question, STEP_S)) <= most
        assert int(exact(replace(question, high=question.low), STEP_S)) <= fewest


@pytest.mark.parametrize("seed", range(12))
def test_the_corners_at_the_edge_of_a_cell_stand_for_all_of_its_corners(seed):
    """The people of a cell at every corner of it come to the very same optimum, worked out apart."""
    case = case_of(seed, lambda network: in_cells(network, random.Random(seed)))
    question = generous(case)
    group, start, after = question.group.tolist(), question.start.tolist(), question.after.tolist()
    for number, place in enumerate(case.places):
        inside = corners_of(case.network, place)
        group += [number] * len(inside)
        start += inside
        after += [0] * len(inside)
    everywhere = replace(question, group=np.array(group), start=np.array(start), after=np.array(after))
    assert exact(everywhere, STEP_S) == exact(question, STEP_S)


def districts(network, dice):
    """Large and small polygons and points, as a case has them."""
    west, east, south, north = network.lon.min(), network.lon.max(), network.lat.min(), network.lat.max()
    rows = [Place("whole", "", people(2_000, 4_000), shapely.box(west, south, east, north), "")]
    for n in range(3):
        corner = dice.randrange(network.nodes)
        at = shapely.Point(network.lon[corner], network.lat[corner])
        rows.append(Place(f"school-{n}", f"School {n}", people(100, 300), at, ""))
    half = shapely.box(west, south, (west + east) / 2, north)
    return (*rows, Place("west", "", people(1_500, 3_000), half, ""))


@pytest.mark.parametrize("seed", range(20))
def test_a_public_bound_is_never_below_that_of_the_case(seed):
    later = ((), ("foot",), ("vehicle",), ("any",))[seed % 4]
    case = case_of(seed, lambda network: districts(network, random.Random(seed)), *later)
    public = public_case(case, LATER)
    inside = [row.high for _, row in public.cells] + [public.elsewhere.high]
    assert sum(inside) == case.people.high
    for minutes in (5, 10, 15):
        deadline = START + timedelta(minutes=minutes)
        internal = evacuate(case, deadline, effort=Effort(budget=0.1, bounded=False))
        answer = answer_in_public(public, deadline)
        assert certify(answer.certificate).holds
        assert belongs_in_public(answer.certificate, public) == ()
        for rung in RUNGS:
            assert getattr(answer.generous.ladder, rung) >= getattr(internal.generous.ladder, rung)
            assert getattr(answer.likely.ladder, rung) >= getattr(internal.likely.ladder, rung)
        assert answer.could_not_leave <= internal.could_not_leave
        assert answer.people == internal.people


@pytest.mark.parametrize("minutes", [30, 40])
def test_who_lives_along_a_street_out_of_their_cell_may_be_nearer_to_an_exit(minutes):
    """A street of 6 km from a corner in one cell, and people along it in the next; the exit cuts it in two."""
    m = STEP / 3092
    corners = [(x * m, y * m) for x, y in ((2900, 100), (9100, 100), (100, 100), (9100, 3000))]
    end = START + timedelta(minutes=minutes)
    hours = (Window(START, end),)
    one, rate = Range(1, 1, 1, "m/s"), Range(36_000, 36_000, 36_000, "persons/h")
    case = town(
        network=draw(corners, [(0, 1, ()), (2, 0, ()), (1, 3, ())]), area=None, zone=UTC,
        period=hours[0], deadline=end, exits=(Exit("gate", "Gate", 7000 * m, 100 * m, 0, rate, hours, hours),),
        places=(Place("all", "", people(5_000, 5_000), shapely.box(2950 * m, 0, 5950 * m, 3050 * m), ""),),
        corridors=(), pauses=(), closures=(), statements=(),
        assumptions={"walking_speed": one, "street_flow": replace(one, unit="persons/m/s"), "usable_width": one},
    )  # fmt: skip
    public = public_case(case, LATER)
    assert [row.high for _, row in public.cells] == [5_000]
    internal, answer = evacuate(case, effort=Effort(budget=0.1)), answer_in_public(public)
    for rung in RUNGS:
        assert getattr(answer.generous.ladder, rung) >= getattr(internal.generous.ladder, rung)
        assert getattr(answer.likely.ladder, rung) >= getattr(internal.likely.ladder, rung)
    assert answer.could_not_leave <= internal.could_not_leave


def test_walking_still_counts_where_whole_cells_lie_far_from_the_gate():
    """People at the far end of a long city are proved not to have walked to its gate."""
    case = long_city()
    answer, internal = answer_in_public(public_case(case, LATER)), evacuate(case, effort=Effort(budget=0.1))
    assert internal.at_most <= answer.at_most < 520_000
    assert answer.could_not_leave > 480_000
    assert answer.generous.ladder.walking < 520_000  # and streets prove a little more


def test_people_may_ride_to_a_gate_on_foot_where_one_for_vehicles_lies_ahead():
    """Whether it opens after the deadline, or after the day of publication: who can ride then may ride before."""
    case = long_city()
    gate = case.exits[0]
    night = (Window(START + timedelta(hours=18), START + timedelta(hours=24)),)
    road = replace(gate, id="road", lon=float(case.network.lon.max()), windows=night, windows_cautious=night,
                   mode="vehicle")  # fmt: skip
    case = replace(case, period=Window(START, START + timedelta(days=3)), exits=(gate, road))
    late = tuple(Window(w.start + timedelta(days=1), w.end + timedelta(days=1)) for w in night)
    ahead = replace(case, exits=(gate, replace(road, windows=late, windows_cautious=late)))
    for asked, published in ((case, LATER), (ahead, START + timedelta(hours=30))):
        internal = evacuate(asked, effort=Effort(budget=0.1))
        answer = answer_in_public(public_case(asked, published))
        assert (internal.at_most, answer.at_most) == (1_000_000, 1_000_000)
        assert answer.generous.ladder.walking >= internal.generous.ladder.walking
        assert belongs_in_public(answer.certificate, public_case(asked, published)) == ()


def long_city():
    """100 by 30 km with a gate on foot at one end."""
    side = 32
    corners = [(x * STEP, y * STEP) for y in range(3) for x in range(side)]
    east = [(y * side + x, y * side + x + 1, ()) for y in range(3) for x in range(side - 1)]
    north = [(y * side + x, (y + 1) * side + x, ()) for y in range(2) for x in range(side)]
    network = draw(corners, [*east, *north])
    hours = (Window(START, START + timedelta(hours=12)),)
    rate = Range(1e6, 1e6, 1e6, "persons/h")
    everywhere = shapely.box(0, 0, network.lon.max(), network.lat.max())
    return town(
        network=network, area=None, zone=UTC, period=Window(START, START + timedelta(hours=12)),
        deadline=START + timedelta(hours=12),
        exits=(Exit("gate", "Gate", 0.0, 0.0, 0, rate, hours, hours),),
        places=(Place("all", "", people(1_000_000, 1_000_000), everywhere, ""),),
        corridors=(), pauses=(), closures=(), statements=(),
        assumptions={name: Range(1, 1, 1, "m/s") for name in ("walking_speed", "street_flow", "usable_width")},
    )  # fmt: skip
