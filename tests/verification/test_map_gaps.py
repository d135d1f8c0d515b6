"""The bound against exactly the ways off the map that docs/method/bound.md says it covers, in towns drawn with faults.

The towns are walked point by point, every five metres of every street, in a time-expanded network of its own: who has
entered a street walks on it or crosses over, once before the next corner, to any point within the gap of a street that
it does not meet. It shares no code with what joins streets, and rounds every time up: what it finds can be done.
"""

from __future__ import annotations

import itertools
import math
import random
from collections import Counter
from dataclasses import dataclass, replace

import numpy as np
import pytest
import shapely

from geleit.evacuation.placement import as_drawn, locate
from geleit.evacuation.question import question_of
from geleit.flow.bound import prove
from geleit.model.amount import Range
from geleit.model.population import Place
from geleit.model.window import Window
from tests.deep import deep
from tests.drawn import draw
from tests.unit.assessment.drawn_case import EXIT, at, case

UNIT = 5
"""What towns are drawn in, in metres; people walk a metre in a second."""
MINUTES = 3
BLOCK = 30
"""Metres between crossings."""
EAST, NORTH = 111_319.4908, 110_574.2758
"""Metres of a degree at the equator, where the towns lie."""
SHORT = 1e-3
"""Metres that a crossing is shorter than it may be: what is drawn just so far apart is left to neither side."""


@dataclass
class Town:
    """Corners in metres, streets between them, people and exits at corners, persons an hour of every street."""

    corners: list[tuple[float, float]]
    streets: list[tuple[int, int]]
    people: dict[int, int]
    exits: dict[int, int]
    width: int


def town(seed: int, gap: float) -> Town:
    """Four streets by three, some of which end short, cross without a corner, lie double or beside their crossing."""
    dice = random.Random(seed)
    corners = [(1.0 * BLOCK * x, 1.0 * BLOCK * y) for y in range(3) for x in range(4)]
    every = [(y * 4 + x, y * 4 + x + 1) for y in range(3) for x in range(3)]
    every += [(y * 4 + x, y * 4 + x + 4) for y in range(2) for x in range(4)]
    streets = []
    for u, v in every:
        fault = dice.choice(["none", "none", "short", "double", "aside", "missing"])
        (ux, uy), (vx, vy) = corners[u], corners[v]
        along = ((vx - ux) / BLOCK, (vy - uy) / BLOCK)
        near = UNIT * dice.randint(1, int(gap / UNIT))
        if fault == "short":  # ends before its corner
            corners.append((vx - along[0] * near, vy - along[1] * near))
            streets.append((u, len(corners) - 1))
        elif fault in ("double", "aside"):  # drawn once more, or only, a little to the side
            side = (-along[1] * near, along[0] * near)
            corners += [(ux + side[0], uy + side[1]), (vx + side[0], vy + side[1])]
            streets += [(len(corners) - 2, len(corners) - 1), *([(u, v)] if fault == "double" else [])]
        elif fault == "none":
            streets.append((u, v))
    across = UNIT * dice.randint(1, 3 * BLOCK // UNIT - 1)
    corners += [(across, -10.0), (across, 2.0 * BLOCK + 10)]
    streets.append((len(corners) - 2, len(corners) - 1))  # across all, without a corner
    used = sorted({corner for street in streets for corner in street})
    number = {corner: i for i, corner in enumerate(used)}
    spots = dice.sample([number[corner] for corner in used if corner < 12], 4)
    return Town(
        [corners[c] for c in used],
        [(number[u], number[v]) for u, v in streets],
        {spot: dice.randint(10, 60) for spot in spots[:2]},
        {spot: dice.choice([400, 2000, 10_000]) for spot in spots[2:]},
        dice.choice([240, 800, 4000]),
    )


def case_of(made: Town, gap: float):
    """The same as a case."""
    network = draw([(x / EAST, y / NORTH) for x, y in made.corners], [(u, v, ()) for u, v in made.streets])
    lengths = [math.dist(made.corners[u], made.corners[v]) for u, v in made.streets]
    network = replace(network, width=np.ones(network.edges), length=np.array(lengths))
    period = Window(at(10), at(10, 0, MINUTES))
    exits = tuple(
        replace(EXIT, id=f"x{c}", lon=float(network.lon[c]), lat=float(network.lat[c]), position_error=0.0, corridor="",
                rate=Range(rate, rate, rate, "persons/h"), windows=(period,), windows_cautious=(period,))
        for c, rate in made.exits.items()
    )  # fmt: skip
    places = tuple(
        Place(f"p{c}", "", Range(n, n, n, "people"), shapely.Point(network.lon[c], network.lat[c]), "someone")
        for c, n in made.people.items()
    )
    figures = {"walking_speed": 1.0, "street_flow": made.width / 3600, "usable_width": 1.0, "map_gap": gap + SHORT}
    assumptions = {name: Range(figure, figure, figure, "") for name, figure in figures.items()}
    return replace(case(), network=network, exits=exits, places=places, closures=(), period=period,
                   deadline=period.end, assumptions=assumptions)  # fmt: skip


def parts_of(made: Town) -> list[int]:
    """A number of the connected part of each corner."""
    part = list(range(len(made.corners)))
    for _ in part:
        for u, v in made.streets:
            part[u] = part[v] = min(part[u], part[v])
    return part


class Walks:
    """All places of a town: its corners, and every five metres of every street, for each way along it and whether
    somebody has crossed over to it; then, for each street and way, the place before the corner that it leads to; last
    the exits and the homes, which stand at corners but have ways of their own."""

    def __init__(self, made: Town, lengths: list[float], step: float) -> None:
        self.made, self.step = made, step
        self.parts = np.array([max(1, math.ceil(length / step - 1e-9)) for length in lengths])
        self.first = len(made.corners) + np.cumsum([0, *(4 * (self.parts + 1) + 2)])
        gates = range(int(self.first[-1]), int(self.first[-1]) + len(made.exits))
        self.gate = dict(zip(made.exits, gates, strict=True))
        homes = range(gates.stop, gates.stop + len(made.people))
        self.home = dict(zip(made.people, homes, strict=True))
        self.count = homes.stop
        self.points = [self._points(street) for street in range(len(made.streets))]

    def at(self, street: int, way: int, crossed: int, k):
        """The place at five metres times k from the start of a street as it is drawn."""
        return self.first[street] + (2 * way + crossed) * (self.parts[street] + 1) + k

    def out(self, street: int, way: int) -> int:
        return int(self.first[street]) + 4 * (self.parts[street] + 1) + way

    def _points(self, street: int):
        u, v = (np.array(self.made.corners[c]) for c in self.made.streets[street])
        return u + (v - u) * np.linspace(0, 1, self.parts[street] + 1)[:, None]


def walked(made: Town, lengths: list[float], gap: float, step: float = UNIT) -> int:
    """Most people out, by the ways that are covered; every time is rounded up to a step."""
    from ortools.graph.python.max_flow import SimpleMaxFlow

    places, endless, width = Walks(made, lengths, step), 10**12, int(made.width * step)
    rows = []  # from, to, steps, units of 1/3600 person a step
    for street, (ends, n) in enumerate(zip(made.streets, places.parts, strict=True)):
        for way in (0, 1):
            stops = np.arange(n + 1)[:: -1 if way else 1]
            start, end = ends[:: -1 if way else 1]
            for crossed in (0, 1):
                along = places.at(street, way, crossed, stops)
                rows += [(a, b, 1, endless) for a, b in itertools.pairwise(along.tolist())]
                # one width for all who come out at this end, whether they crossed over or not
                rows.append((int(along[-1]), places.out(street, way), 0, endless))
            rows.append((start, int(places.at(street, way, 0, stops[0])), 0, width))
            rows.append((places.out(street, way), end, 0, width))
    rows += crossings(made, places, gap)
    rows += [(corner, gate, 0, endless) for corner, gate in places.gate.items()]
    rows += [(home, corner, 0, endless) for corner, home in places.home.items()]
    tail, head, steps, room = np.array(rows, dtype=np.int64).T
    slots, count = int(MINUTES * 60 / step), places.count
    source, sink = count * (slots + 1), count * (slots + 1) + 1
    # nobody is anywhere before a walk from home leads there, and who is farther than the time left is not out in time
    since = walk(tail, head, steps, list(places.home.values()), count)
    until = slots - walk(head, tail, steps, list(places.gate.values()), count)
    flow = SimpleMaxFlow()
    for t in range(slots + 1):
        on = (since[tail] <= t) & (t + steps <= until[head])
        flow.add_arcs_with_capacity(t * count + tail[on], (t + steps[on]) * count + head[on], room[on])
        if t < slots:
            here = t * count + np.flatnonzero((since <= t) & (t < until))
            flow.add_arcs_with_capacity(here, here + count, np.full(len(here), endless))
            for c, rate in made.exits.items():
                flow.add_arc_with_capacity(t * count + places.gate[c], sink, int(rate * step))
    for c, n in made.people.items():
        flow.add_arc_with_capacity(source, places.home[c], n * 3600)
    assert flow.solve(source, sink) == flow.OPTIMAL
    return int(flow.optimal_flow() // 3600)


def walk(tail, head, steps, begin: list[int], count: int):
    """Fewest steps from any of some places to each place, infinite where none leads there."""
    found, before = np.full(count, np.inf), None
    found[begin] = 0
    while before is None or (found < before).any():
        before = found.copy()
        np.minimum.at(found, head, before[tail] + steps)
    return found


def crossings(made: Town, places: Walks, gap: float) -> list[tuple[int, int, int, int]]:
    """Crossings between points of streets that do not meet, or from an end that meets none, as far as they may be."""
    ends_at = Counter(corner for street in made.streets for corner in street)
    street = np.repeat(np.arange(len(made.streets)), [len(points) for points in places.points])
    stop = np.concatenate([np.arange(len(points)) for points in places.points])
    at_start, at_end = stop == 0, stop == places.parts[street]
    points = np.concatenate(places.points)
    apart = np.linalg.norm(points[:, None] - points[None], axis=2)
    steps = np.ceil(apart / places.step - 1e-6)
    one, other = np.array(made.streets).T
    met = (one == one[:, None]) | (one == other[:, None]) | (other == one[:, None]) | (other == other[:, None])
    met = met[street[:, None], street]
    corner = np.where(at_start, one[street], other[street])
    nowhere = np.array([ends_at[int(each)] == 1 for each in corner]) & (at_start | at_end)
    reach = np.where(met, 0.0, gap + 2 * SHORT)
    reach[nowhere[:, None] | nowhere] = max(gap + 2 * SHORT, 30.0)
    reach[street[:, None] == street] = 0.0
    part = np.array(parts_of(made))[one]
    crossed = apart <= reach - SHORT
    lost = joined(part, street, crossed)[street]
    lost = lost[:, None] != lost

    rows = []
    near = np.minimum(reach, np.where(nowhere, 30.0 - SHORT, gap + SHORT))  # to or from the corner of the second
    near = np.where(lost, 500.0 - SHORT, near)
    for known, back in ((places.gate, 0), (places.home, 1)):  # to an exit at a corner, and from a home at one
        ends = np.flatnonzero((at_start | at_end) & np.isin(corner, list(known)))
        there = (apart[:, ends] <= near[:, ends]) & (near[:, ends] > 0)
        for k, end in zip(*np.nonzero(there), strict=True):
            spot, time = known[int(corner[ends[end]])], int(steps[k, ends[end]])
            for way in (0, 1):
                here = int(places.at(street[k], way, back, stop[k]))
                rows.append((spot, here, time, 10**12) if back else (here, spot, time, 10**12))

    reach[part[street][:, None] != part[street]] = max(gap + 2 * SHORT, 500.0)
    steps = np.where(apart <= reach - SHORT, steps, np.inf)
    for way, back in itertools.product((0, 1), (0, 1)):
        k, j = np.nonzero(needed(steps, street, way, back))
        to = places.at(street[k], way, 0, stop[k]), places.at(street[j], back, 1, stop[j]), steps[k, j].astype(np.int64)
        rows += list(zip(*(x.tolist() for x in to), itertools.repeat(10**12)))
    return rows


def joined(part, street, crossed):
    """A number of the part of each street if crossings between points join parts."""
    part = part.copy()
    for k, j in zip(*np.nonzero(crossed), strict=True):
        one, other = part[street[k]], part[street[j]]
        part[part == max(one, other)] = min(one, other)
    return part


def needed(steps, street, way: int, back: int):
    """Which crossings are faster than one from the next stop or to the stop before, and a step on the street."""
    found = steps < np.inf
    turned, kept = (of[:: 1 - 2 * way, :: 1 - 2 * back] for of in (steps, found))
    ahead, behind = ((of[1:] != of[:-1])[:: 1 - 2 * turn] for of, turn in ((street, way), (street, back)))
    kept[:-1] &= ahead[:, None] | (turned[:-1] < turned[1:] + 1)
    kept[:, 1:] &= behind | (turned[:, 1:] < turned[:, :-1] + 1)
    return found


def both(seed: int, gap: float, step: float = UNIT) -> tuple[int, int, int]:
    """What can be walked, the bound, and the bound on the map as it is drawn."""
    made = town(seed, gap)
    asked = case_of(made, gap)
    located = locate(asked)
    drawn = as_drawn(located)
    bounds = (
        prove(question_of(x, asked.period, "generous"), np.arange(0, 60 * MINUTES + 1, UNIT)).at_most("streets")
        for x in (located, drawn)
    )
    network = located.case.network  # with corners where the map may lack one
    finer = replace(
        made,
        corners=[(lon * EAST, lat * NORTH) for lon, lat in zip(network.lon, network.lat, strict=True)],
        streets=list(zip(network.tail.tolist(), network.head.tolist(), strict=True)),
    )
    return walked(finer, network.length.tolist(), gap, step), *bounds


def expect(towns: list[tuple[int, float]]) -> None:
    """The bound holds in all of these towns, and is needed in many."""
    found = np.array([both(*each) for each in towns])
    walks, bound, drawn = found.T
    assert [each for each, holds in zip(towns, walks <= bound, strict=True) if not holds] == []
    assert (drawn < walks).mean() > 0.4


def test_it_is_near_what_can_be_walked():
    found = np.array([both(seed, gap, step=UNIT / 2) for seed in range(8) for gap in (5.0, 15.0)])
    walks, bound, _ = found.T
    assert bound.sum() <= 1.05 * walks.sum()


def test_what_can_be_walked_is_never_above_the_bound():
    expect([(seed, gap) for seed in range(15) for gap in (5.0, 15.0)])


@pytest.mark.slow
@pytest.mark.parametrize("first", [100, *deep(175, 250, 325)])
def test_nor_in_75_other_towns(first):
    expect([(seed, (5.0, 15.0)[seed % 2]) for seed in range(first, first + 75)])
