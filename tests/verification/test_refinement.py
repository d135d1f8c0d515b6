"""Folding dead ends and refining layers in a band keep every bound valid, and cost little of it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

import geleit.flow.bound as bound
from geleit.flow.bound import prove
from geleit.flow.fold import fold_chains, fold_dead_ends
from geleit.flow.layers import reach
from tests.verification.cities import both_ways, exact, question, random_city

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def optima():
    return {seed: int(exact(random_city(seed), 60)) for seed in range(200)}


@pytest.mark.parametrize("small", [0, bound.SMALL])
def test_200_random_cities_stay_above_the_optimum_and_near_it(optima, monkeypatch, small):
    monkeypatch.setattr(bound, "SMALL", small)  # 0: as in a large network
    found = {seed: prove(random_city(seed)).at_most("streets") for seed in optima}
    assert all(found[seed] >= optima[seed] for seed in optima)
    assert sum(found.values()) <= sum(optima.values()) * (1.002 if small else 1.006)


def test_dead_ends_stand_at_their_mouth():
    #  0 - 1 - 2 - 3 - 0 is a ring; 4 - 5 hang on 1, 6 on 2, and the gate is at 7 beyond 3
    streets = both_ways(
        [(0, 1, 60, 600), (1, 2, 60, 600), (2, 3, 60, 600), (3, 0, 60, 600), (1, 4, 60, 600), (4, 5, 60, 600),
         (2, 6, 60, 600), (3, 7, 60, 600)]
    )  # fmt: skip
    q = question(8, 3600, streets, [(7, 600, None)], dict.fromkeys(range(7), 10))
    arcs = reach(q).arcs
    assert fold_dead_ends(q, arcs, q.high).tolist() == [0, 1, 2, 3, 1, 1, 2, 7]
    crowded = replace(q, high=np.array([10, 10, 10, 10, 10, 200, 10]))
    assert fold_dead_ends(crowded, arcs, crowded.high).tolist() == [0, 1, 2, 3, 4, 5, 2, 7]
    timed = replace(q, profile=np.where(np.arange(len(q.tail)) == 6, 1, 0))
    assert fold_dead_ends(timed, arcs, q.high).tolist() == [0, 1, 2, 3, 1, 1, 6, 7]


def test_a_one_way_street_makes_no_dead_end():
    q = question(3, 3600, [(0, 1, 60, 600), (1, 2, 60, 600)], [(2, 600, None)], {0: 10})
    assert fold_dead_ends(q, reach(q).arcs, q.high).tolist() == [0, 1, 2]


def test_chains_are_cut_at_their_narrowest_street_and_folded_onto_their_ends():
    # 0 - 1 - 2 - 3 - 4 is a chain with its narrowest street between 2 and 3; 0 and 4 are crossings, the gate is at 5
    streets = both_ways(
        [(0, 1, 60, 600), (1, 2, 60, 500), (2, 3, 60, 100), (3, 4, 60, 600), (0, 4, 60, 600), (0, 6, 60, 600),
         (4, 6, 60, 600), (4, 5, 60, 600)]
    )  # fmt: skip
    q = question(7, 3600, streets, [(5, 600, None)], dict.fromkeys(range(5), 10))
    arcs, alone = reach(q).arcs, np.arange(7)
    assert fold_chains(q, arcs, q.high, alone).tolist() == [0, 0, 0, 4, 4, 5, 4]
    crowded = replace(q, high=np.array([10, 10, 20, 10, 10]))  # 40 people, 100 an hour: longer than ten minutes
    assert fold_chains(crowded, arcs, crowded.high, alone).tolist() == [0, 1, 2, 3, 4, 5, 4]
    timed = replace(q, profile=np.where((q.tail == 1) & (q.head == 2), 1, 0))
    assert fold_chains(timed, arcs, q.high, alone).tolist() == [0, 1, 2, 4, 4, 5, 4]
