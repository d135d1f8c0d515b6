"""Ways of vehicles where turns are forbidden, held against every way there is."""

from __future__ import annotations

import math
import random
from dataclasses import replace
from itertools import pairwise

import numpy as np
import pytest

from geleit.convoy.drivetimes import Points, roads
from geleit.model.network import NO_TURNS, Turns
from geleit.streets import shuttle
from tests.drawn import draw, grid_of
from tests.unit.evacuation.test_answer import line_case
from tests.unit.evacuation.test_travel import buses

NONE = np.zeros(0, dtype=np.int64)


def forbid(network, *turns, cars=True, trucks=True):
    binds = np.ones(len(turns), bool)
    turn = np.array(turns, np.int32).reshape(-1, 3)
    return replace(network, turns=Turns(turn, binds & cars, binds & trucks))


def driven(network, *corners, seconds=None, bar=NONE, risky=None, aversion=0.0):
    points = Points(tuple(map(str, corners)), (), (), np.array(corners), np.zeros(len(corners)))
    seconds = network.length if seconds is None else seconds
    return roads(network, points, seconds, bar, np.zeros(network.edges) if risky is None else risky, aversion)


def test_a_left_turn_that_is_forbidden_is_driven_around_the_block():
    """Corners 3 4 5 above 0 1 2; pieces 0-1, 1-2, 3-4, 4-5, 0-3, 1-4, 2-5. From 0 by 1 to 4: not by the left turn."""
    grid = replace(grid_of(3, 2), drive=np.array([1, 1, 1, 1, 0, 1, 1], np.uint8))
    free, bound = driven(grid, 0, 4), driven(forbid(grid, (0, 1, 5)), 0, 4)
    assert free.way(0, 1) == ([0, 1, 4], [0, 5])
    assert bound.way(0, 1) == ([0, 1, 2, 5, 4], [0, 1, 6, 3])
    assert bound.seconds[0, 1] == pytest.approx(2 * free.seconds[0, 1])
    assert bound.way(1, 0) == free.way(1, 0) == ([4, 1, 0], [5, 0])
    assert bound.seconds[1, 0] == free.seconds[1, 0]
    assert (bound.way(0, 0), bound.seconds[0, 0]) == (([0], []), 0)


def test_whoever_may_only_turn_back_comes_again_from_the_other_side():
    """A T: to go from 0 by 1 to 3 where only straight on is allowed, drive to 2 and turn there."""
    tee = draw([(0, 0), (0.001, 0), (0.002, 0), (0.001, 0.001)], [(0, 1, ()), (1, 2, ()), (1, 3, ())])
    only = forbid(tee, (0, 1, 2), (0, 1, 0))
    assert driven(only, 0, 3).way(0, 1)[0] == [0, 1, 2, 1, 3]
    nowhere = forbid(tee, (0, 1, 2), (0, 1, 0), (1, 2, 1))
    assert driven(nowhere, 0, 3).seconds[0, 1] == math.inf
    assert driven(nowhere, 0, 2).way(0, 1)[0] == [0, 1, 2]


def test_signs_bind_whom_they_are_for_and_no_bound():
    grid = replace(grid_of(3, 2), drive=np.array([1, 1, 1, 1, 0, 1, 1], np.uint8))
    for cars, trucks in ((True, False), (False, True)):
        network = forbid(grid, (0, 1, 5), cars=cars, trucks=trucks)
        assert len(driven(network, 0, 4).way(0, 1)[0]) == (5 if trucks else 3)
        assert driven(network.generous, 0, 4).way(0, 1)[0] == [0, 1, 4]
        metres = shuttle._metres(network, NONE, 0)  # the round of a bus
        assert metres[4] == pytest.approx(111 * (4 if cars else 2))
        assert shuttle._metres(network.generous, NONE, 0)[4] == pytest.approx(222)


def test_the_round_of_a_bus_goes_around_the_block_on_its_way_there():
    grid = replace(grid_of(3, 2), drive=np.array([1, 1, 1, 1, 0, 1, 1], np.uint8))
    case = line_case(network=forbid(grid, (0, 1, 5)), buses=(buses(2),))
    gate = replace(case.exits[0], lon=0.001, lat=0.001, position_error=0.0)
    line = replace(case.buses[0], lon=0.0, lat=0.0)
    found = shuttle.shuttle(case.network, line, gate, NONE)
    assert (found.there_m, found.back_m) == (pytest.approx(444), pytest.approx(222))
    found = shuttle.shuttle(replace(case.network, turns=NO_TURNS), line, gate, NONE)
    assert (found.there_m, found.back_m) == (pytest.approx(222), pytest.approx(222))


def every_way(network, start, seconds, closed, banned):
    """Least seconds from a corner to every other, of all ways that drive no piece in one direction twice."""
    leads = {}
    for piece in range(network.edges):
        ends = int(network.tail[piece]), int(network.head[piece])
        for ways, (one, other) in (((1, 2), ends), ((1, 3), ends[::-1])):
            if network.drive[piece] in ways and piece not in closed:
                leads.setdefault(one, []).append((piece, other))
    best = {start: 0.0}

    def drive(corner, came, past, used):
        for piece, to in leads.get(corner, ()):
            if (piece, to) in used or (came, corner, piece) in banned:
                continue
            best[to] = min(best.get(to, math.inf), past + seconds[piece])
            drive(to, piece, past + seconds[piece], used | {(piece, to)})

    drive(start, None, 0.0, frozenset())
    return [best.get(corner, math.inf) for corner in range(network.nodes)]


def random_town(rng):
    """A few corners and streets, some twice between the same corners, some one-way, with signs at random."""
    corners = [(rng.random() / 100, rng.random() / 100) for _ in range(rng.randint(3, 5))]
    pieces = [(*rng.sample(range(len(corners)), 2), ()) for _ in range(rng.randint(3, 6))]
    network = replace(draw(corners, pieces), drive=np.array([rng.choice([0, 1, 1, 1, 2, 3]) for _ in pieces], np.uint8))
    met = [
        (a, corner, b)
        for a, one in enumerate(pieces)
        for b, other in enumerate(pieces)
        for corner in {*one[:2]} & {*other[:2]}
    ]
    return forbid(network, *rng.sample(met, rng.randint(1, len(met))))


def is_driven(network, corners, pieces, seconds, banned):
    """Whether these streets lead along these corners and take that long, and none of the turns is forbidden."""
    for (one, other), piece in zip(pairwise(corners), pieces, strict=True):
        ends = int(network.tail[piece]), int(network.head[piece])
        assert (network.drive[piece] in (1, 2) and ends == (one, other)) or (
            network.drive[piece] in (1, 3) and ends == (other, one)
        )
    turns = {(before, at, after) for (before, after), at in zip(pairwise(pieces), corners[1:-1], strict=True)}
    return not turns & banned and sum(network.length[piece] for piece in pieces) == pytest.approx(seconds)


def test_no_way_is_quicker_and_every_way_can_be_driven():
    rng = random.Random(7)
    detours = 0
    for _ in range(300):
        network = random_town(rng)
        banned = set(map(tuple, network.turns.turn.tolist()))
        closed = {rng.randrange(network.edges)} if rng.random() < 0.3 else set()
        found = driven(network, *range(network.nodes), bar=np.array(sorted(closed), dtype=np.int64))
        for start in range(network.nodes):
            expected = every_way(network, start, network.length, closed, banned)
            assert found.seconds[start].tolist() == pytest.approx(expected)
            metres = shuttle._metres(network, np.array(sorted(closed), dtype=np.int64), start)
            assert metres.tolist() == pytest.approx(expected)
            freely = every_way(network, start, network.length, closed, set())
            detours += sum(a != pytest.approx(b) for a, b in zip(expected, freely, strict=True))
            for end in np.flatnonzero(np.isfinite(expected)).tolist():
                corners, pieces = found.way(start, end)
                assert (corners[0], corners[-1]) == (start, end)
                assert is_driven(network, corners, pieces, expected[end], banned)
    assert detours > 300


def test_time_at_risk_is_counted_on_the_way_that_is_driven():
    grid = replace(grid_of(3, 2), drive=np.array([1, 1, 1, 1, 0, 1, 1], np.uint8))
    risky = np.array([0, 0, 0, 1, 0, 1, 0.0])
    found = driven(forbid(grid, (0, 1, 5)), 0, 4, risky=risky, aversion=1.0)
    assert found.at_risk[0].tolist() == pytest.approx([0, 111])
    assert found.seconds[0].tolist() == pytest.approx([0, 444])


def test_without_signs_there_is_a_node_for_each_corner_and_no_more():
    assert grid_of(3, 2).turns is NO_TURNS
    assert driven(grid_of(3, 2), 0, 5)._ways.graph.shape == (6, 6)
