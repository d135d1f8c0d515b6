"""The bound with what rides can save, against optimal flows of another make, in small towns.

The oracle is a linear program over time steps: people walk and ride, and change from one to the other at any corner and
time, as long as all rides together stay within the metres that fuel allows and the seconds in all seats. It shares no
code with the bound. Its optimum may have parts of persons, for which the bound holds too.
"""

from __future__ import annotations

import random
from dataclasses import dataclass, replace

import numpy as np
import pytest
import shapely

from geleit.certify import certify
from geleit.evacuation.against_the_map import against_the_map
from geleit.evacuation.placement import locate
from geleit.evacuation.question import question_of
from geleit.evacuation.vehicles import by_vehicle, question_on_foot, rides_of
from geleit.flow.bound import prove
from geleit.flow.saved import rungs_with_rides
from geleit.model.amount import Range
from geleit.model.case import Case
from geleit.model.population import Place
from geleit.model.travel import Vehicles
from geleit.model.window import Window
from tests.deep import deep
from tests.drawn import draw
from tests.unit.assessment.drawn_case import EXIT, at, case

BLOCK = 600
"""Metres between corners: people walk a metre in a second, and ride thirty."""
STEP = 20
"""Seconds in which somebody rides from one corner to the next."""
HOURS = 1
EAST, NORTH = 111_319.4908, 110_574.2758
LANE = 3000
"""Vehicles an hour in a lane."""


@dataclass
class Town:
    """Corners in metres, streets with who can use them, people and exits at corners, and the vehicles."""

    corners: list[tuple[float, float]]
    streets: list[tuple[int, int, bool, bool]]
    people: dict[int, int]
    exits: dict[int, tuple[int, int, int]]
    width: int
    fleet: int
    seats: int
    fuel_m: int | None
    lengths: list[int] | None = None


def town(seed: int) -> Town:
    """Three streets by four, some missing, some for vehicles or for people on foot alone."""
    dice = random.Random(seed)
    corners = [(1.0 * BLOCK * x, 1.0 * BLOCK * y) for y in range(3) for x in range(4)]
    every = [(y * 4 + x, y * 4 + x + 1) for y in range(3) for x in range(3)]
    every += [(y * 4 + x, y * 4 + x + 4) for y in range(2) for x in range(4)]
    streets = []
    for u, v in every:
        kind = dice.choice(["both", "both", "both", "walk", "drive", "none"])
        if kind != "none":
            streets.append((u, v, kind != "drive", kind != "walk"))
    if not any(drive for *_, drive in streets):
        streets[0] = (*streets[0][:2], True, True)
    used = sorted({corner for u, v, *_ in streets for corner in (u, v)})
    number = {corner: i for i, corner in enumerate(used)}
    spots = dice.sample(range(len(used)), min(4, len(used)))
    opened = sorted(dice.sample(range(0, HOURS * 60 + 1, 10), 2))
    windows = dice.choice([(0, HOURS * 60), tuple(opened)])
    return Town(
        [corners[c] for c in used],
        [(number[u], number[v], walk, drive) for u, v, walk, drive in streets],
        {spot: dice.choice([30, 200, 2000, 9000]) for spot in spots[1:]},
        {spots[0]: (dice.choice([500, 3000, 30_000]), *windows)},
        dice.choice([100, 600, 3000]),
        dice.choice([1, 3, 10]),
        dice.choice([1, 4, 20]),
        dice.choice([None, 600, 6000, 30_000]),
    )


def case_of(made: Town) -> Case:
    network = draw([(x / EAST, y / NORTH) for x, y in made.corners], [(u, v, ()) for u, v, *_ in made.streets])
    network = replace(
        network,
        width=np.ones(network.edges),
        length=np.array(made.lengths or [BLOCK] * network.edges, dtype=np.float64),
        walk=np.array([walk for *_, walk, _ in made.streets]),
        drive=np.array([int(drive) for *_, drive in made.streets], dtype=np.uint8),
    )
    period = Window(at(10), at(10, HOURS))
    exits = tuple(
        replace(EXIT, id=f"x{c}", lon=float(network.lon[c]), lat=float(network.lat[c]), position_error=0.0, corridor="",
                rate=Range(rate, rate, rate, "persons/h"), mode="any",
                windows=(Window(at(10, *divmod(first, 60)), at(10, *divmod(last, 60))),),
                windows_cautious=())
        for c, (rate, first, last) in made.exits.items()
    )  # fmt: skip
    places = tuple(
        Place(f"p{c}", "", Range(n, n, n, "people"), shapely.Point(network.lon[c], network.lat[c]), "someone")
        for c, n in made.people.items()
    )
    figures = {"walking_speed": 1.0, "street_flow": made.width / 3600, "usable_width": 1.0, "map_gap": 0.0}
    assumptions = {name: Range(figure, figure, figure, "") for name, figure in figures.items()}
    told = Vehicles(
        Range(made.fleet, made.fleet, made.fleet, "vehicles"),
        Range(made.seats, made.seats, made.seats, "people"),
        None if made.fuel_m is None else Range(*[made.fuel_m / 1000] * 3, "km"),
        "none",
    )
    return replace(case(), network=network, exits=exits, places=places, closures=(), period=period,
                   deadline=period.end, assumptions=assumptions, told_vehicles=told)  # fmt: skip


def ridden(made: Town, hours: float = HOURS) -> float:
    """The most people out, in parts of persons."""
    from scipy.optimize import linprog
    from scipy.sparse import coo_array

    slots, walk = round(hours * 3600 / STEP), BLOCK // STEP
    cost: list[float] = []
    most: list[float | None] = []
    at_node: list[tuple[int, int, float]] = []  # row, column, coefficient
    entering: list[tuple[int, int, float]] = []
    metres: list[float] = []
    seconds: list[float] = []

    def variable(room: float | None, gain: float = 0.0, metre: float = 0.0, second: float = 0.0) -> int:
        cost.append(-gain)
        most.append(room)
        metres.append(metre)
        seconds.append(second)
        return len(cost) - 1

    def node(v: int, t: int) -> int:
        return v * (slots + 1) + t

    arcs = [(u, v, *kind) for u, v, *kind in made.streets] + [(v, u, *kind) for u, v, *kind in made.streets]
    for v in range(len(made.corners)):
        for t in range(slots):
            stays = variable(None)
            at_node += [(node(v, t), stays, -1.0), (node(v, t + 1), stays, 1.0)]
    for a, (u, v, on_foot, drive) in enumerate(arcs):
        for t in range(slots):
            for steps, may, metre, second in ((walk, on_foot, 0, 0), (1, drive, BLOCK, STEP)):
                if may and t + steps <= slots:
                    goes = variable(None, 0.0, metre, second)
                    at_node += [(node(u, t), goes, -1.0), (node(v, t + steps), goes, 1.0)]
                    entering.append((a * slots + t, goes, 1.0))
    for v, (rate, first, last) in made.exits.items():
        for t in range(first * 60 // STEP, min(slots, last * 60 // STEP)):
            at_node.append((node(v, t), variable(rate * STEP / 3600, 1.0), -1.0))
    home = np.zeros(len(made.corners) * (slots + 1))
    for v, n in made.people.items():
        home[node(v, 0)] = n
    room = [(made.width + (LANE * made.seats if drive else 0)) * STEP / 3600 for *_, drive in arcs]
    rows, columns, parts = zip(*entering, strict=True)
    count, caps = len(cost), len(arcs) * slots
    columns_of = [i for i, x in enumerate(seconds) if x]
    budget = [(caps, i, seconds[i]) for i in columns_of] + [(caps + 1, i, metres[i]) for i in columns_of]
    more = zip(*budget, strict=True) if budget else ((), (), ())
    rows, columns, parts = (list(a) + list(b) for a, b in zip((rows, columns, parts), more, strict=True))
    seats = made.fleet * made.seats
    limits = [*np.repeat(room, slots), seats * hours * 3600, np.inf if made.fuel_m is None else seats * made.fuel_m]
    keep = [i for i, x in enumerate(limits) if np.isfinite(x)]
    upper = coo_array((parts, (rows, columns)), shape=(caps + 2, count)).tocsr()[keep]
    flow_rows, flow_columns, flow_parts = zip(*at_node, strict=True)
    flow = coo_array((flow_parts, (flow_rows, flow_columns)), shape=(len(home), count)).tocsr()
    # what is at a node at a time and does not leave it is lost: people need not go on
    found = linprog(cost, A_ub=_stacked(upper, -flow), b_ub=[*np.array(limits)[keep], *home],
                    bounds=[(0, x) for x in most], method="highs")  # fmt: skip
    assert found.status == 0, found.message
    return -found.fun


def _stacked(one, other):
    from scipy.sparse import vstack

    return vstack([one, other])


def bound(made: Town):
    """What is proved, and what would be if everybody rode."""
    asked = case_of(made)
    located = locate(asked)
    proof = prove(question_of(located, asked.period, "generous"))
    return proof, by_vehicle(located, asked.period, proof, against_the_map(located, asked.period, proof))


@pytest.mark.parametrize("seed", [*range(60), *deep(*range(60, 300))])
def test_no_more_can_be_out_however_they_ride(seed: int):
    made = town(seed)
    _, found = bound(made)
    assert found.at_most >= int(ridden(made) + 1e-4)
    assert found.certificate is None or certify(found.certificate).holds


def test_the_bound_is_near_what_can_be_done():
    """If it were far above throughout, nothing would follow from the test above; of the sums it was 1.74 times as much
    on 30 November 2026."""
    pairs, better = [], 0
    for seed in range(300, 330):
        made = town(seed)
        proof, found = bound(made)
        pairs.append((ridden(made), min(found.at_most, proof.at_most("streets"))))
        better += found.certificate is not None
    best, most = map(sum, zip(*pairs, strict=True))
    assert most <= 1.8 * best
    assert better >= 8


def test_it_would_be_noticed_if_half_as_much_were_saved():
    """In these towns rides save so much that a bound with half of it is below what can be done."""
    for seed in (72, 85, 113, 117):
        made = town(seed)
        asked = case_of(made)
        located = locate(asked)
        question, by_streets = question_on_foot(located, asked.period)
        assert by_streets
        half = rides_of(asked, question.horizon).saved // 2
        assert min(rung.at_most for rung in rungs_with_rides(question, half, prove(question)).values()) < ridden(made)


def road(fleet: int, seats: int, fuel_m: int | None, people: int = 2000, rate: int = 10**9) -> Town:
    """One street of 10 km, all people at the one end, the exit at the other."""
    ends = [(0.0, 0.0), (10_000.0, 0.0)]
    return Town(ends, [(0, 1, True, True)], {0: people}, {1: (rate, 0, 60)}, 10**6, fleet, seats, fuel_m, [10_000])


def test_a_road_of_ten_kilometres_by_hand():
    """On foot it takes 10,000 s; to be out within the hour, each has to save 6,400 s.

    A seat saves no more than 3,600 x (33.334 - 1) s = 116,402.4 s, so one of 50 seats 5,820,120 s: enough for 909. Fuel
    for 20 km saves no more than 50 x 20,000 x (1 - 1/33.334) s, rounded up 970,001 s: enough for 151.
    """
    bus, by_fuel, one = (bound(road(*told))[1] for told in ((1, 50, None), (1, 50, 20_000), (1, 1, None)))
    assert (bus.limited_by, bus.rides.saved, bus.at_most) == ("seconds", 5_820_120, 909)
    assert (by_fuel.limited_by, by_fuel.rides.saved, by_fuel.at_most) == ("fuel", 970_001, 151)
    assert (one.rides.saved, one.at_most) == (116_403, 18)
    assert (bus.could_not_leave, by_fuel.could_not_leave, one.could_not_leave) == (1091, 1849, 1982)
    assert by_fuel.certificate.exit_seats.at_most == 2000  # seats alone prove nothing


def test_fuel_for_more_than_the_time_allows_changes_nothing():
    without, plenty = (bound(road(1, 50, fuel))[1] for fuel in (None, 130_000))
    assert plenty.limited_by == "seconds"
    assert plenty.at_most == without.at_most


def test_vehicles_that_none_have_are_as_if_all_walked():
    for seed in range(12):
        made = town(seed)
        asked = case_of(replace(made, fleet=0))
        assert not asked.riding
        located = locate(asked)
        on_foot = replace(asked, told_vehicles=None, exits=tuple(replace(x, mode="foot") for x in asked.exits))
        both = [prove(question_of(locate(x), x.period, "generous")) for x in (asked, on_foot)]
        assert both[0].at_most("streets") == both[1].at_most("streets")
        assert both[0].could_not_leave("streets") == both[1].could_not_leave("streets")
        against = against_the_map(located, asked.period, both[0])
        found = by_vehicle(located, asked.period, both[0], against)
        assert (found.absent, found.rides, found.certificate) == (True, None, None)


def test_one_seat_may_cross_a_short_bridge_again_and_again():
    """People walk to a bridge that nobody walks over; fuel for 60 km is 100 crossings of its 600 m, one person each."""
    corners = [(0.0, 0.0), (600.0, 0.0), (1200.0, 0.0), (1800.0, 0.0)]
    streets = [(0, 1, True, False), (1, 2, False, True), (2, 3, True, False)]
    made = Town(corners, streets, {0: 2000}, {3: (30_000, 0, 60)}, 3000, 1, 1, 60_000)
    best = ridden(made)
    assert best == pytest.approx(100)
    assert bound(made)[1].at_most >= best


def test_what_is_not_limited_is_named():
    asked = case_of(road(1, 50, None))
    possible = replace(asked, told_vehicles=replace(asked.told_vehicles, outside="possible"))
    for one, reason in ((replace(asked, told_vehicles=None), "untold"), (possible, "outside")):
        located = locate(one)
        proof = prove(question_of(located, one.period, "generous"))
        found = by_vehicle(located, one.period, proof, against_the_map(located, one.period, proof))
        assert (found.reason, found.rides, found.certificate) == (reason, None, None)
    on_foot = replace(asked, told_vehicles=None, exits=tuple(replace(x, mode="foot") for x in asked.exits))
    located = locate(on_foot)
    proof = prove(question_of(located, on_foot.period, "generous"))
    assert by_vehicle(located, on_foot.period, proof, against_the_map(located, on_foot.period, proof)) is None
