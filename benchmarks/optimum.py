"""How far the bound and the plan are from the optimum in made-up cities on which nobody tuned them.

    pip install -e '.[bench]'
    python benchmarks/optimum.py [--cities 200] [--corners 2025] [--plans] [--seed 0]

Streets are a random part of a triangulation of shaken grid points, two in three with a river and two to five bridges;
5 to 8 gates on two rims, some open for a part of the time, from narrow to without limit; 10,000 to 100,000 people at
300 corners, all from the start; 60 to 240 minutes. Every transit and opening is a whole number of minutes, so that the
time-expanded network in steps of a minute, solved by OR-Tools, is the optimum. Ends with an error where a bound lies
below it or a plan above it, and where a bound of up to :data:`CHECKED` corners is farther from it than :data:`TARGET`.
"""

from __future__ import annotations

import argparse
import sys
import time
from math import isqrt

import numpy as np
from methods import ortools
from scipy.spatial import Delaunay

from geleit.flow.bound import prove
from geleit.flow.instance import Question
from geleit.flow.schedule import best_plan
from geleit.model.certificate import Gate

TARGET = 0.003
"""How far above the optimum a bound may be, as a share of it."""
CHECKED = 2025
"""Corners up to which the target fails the run."""
GROUPS = 300


def city(seed: int, corners: int) -> Question:
    """One of the cities.

    Parameters
    ----------
    seed
        Any whole number >= 0.
    corners
        About how many; their number is rounded down to a square.
    """
    dice, side = np.random.default_rng(seed), isqrt(corners)
    grid = np.stack(np.meshgrid(np.arange(side), np.arange(side)), -1).reshape(-1, 2) * 100.0
    at = grid + dice.normal(0, 25, grid.shape)
    sides = Delaunay(at).simplices[:, [[0, 1], [1, 2], [0, 2]]].reshape(-1, 2)
    street = np.unique(np.sort(sides, axis=1), axis=0)
    metres = np.hypot(*(at[street[:, 0]] - at[street[:, 1]]).T)
    kept = (metres < 260) & (dice.random(len(street)) < dice.uniform(0.45, 0.8))
    if dice.integers(0, 3):
        north = at[:, 1] + 200 * np.sin(at[:, 0] / 900) >= side * 50.0
        crosses = north[street[:, 0]] != north[street[:, 1]]
        over = np.flatnonzero(crosses & kept)
        bridges = dice.choice(over, min(len(over), dice.integers(2, 6)), replace=False)
        kept &= ~crosses
        kept[bridges] = True
    street, metres = street[kept], metres[kept]
    minutes = np.maximum(1, np.round(metres / 80)).astype(np.int64)
    width = dice.choice([600, 1200, 2400, 4800], len(street), p=[0.3, 0.4, 0.2, 0.1])
    rims = np.flatnonzero((at[:, 1] > at[:, 1].max() - 600) | (at[:, 0] < 400))
    places = dice.choice(rims, dice.integers(5, 9), replace=False)
    horizon = int(dice.choice([60, 90, 120, 180, 240])) * 60
    profiles, gates, rate = [((0, horizon),)], [], dice.choice([1200, 3000, 10_000, 1_000_000])
    for number, place in enumerate(places):
        if dice.random() < 0.4:
            opens, closes = np.sort(dice.choice(horizon // 60 + 1, 2, replace=False)) * 60
            profiles.append(((int(opens), int(closes)),))
        profile = len(profiles) - 1 if len(gates) and dice.random() < 0.4 else 0
        gates.append(Gate(f"gate {number}", int(place), int(rate * dice.uniform(0.5, 2)), profile))
    homes = dice.choice(len(at), GROUPS, replace=False)
    people = dice.multinomial(dice.choice([10_000, 30_000, 100_000]), dice.dirichlet(np.full(GROUPS, 2.0)))
    both, none = np.concatenate([street, street[:, ::-1]]).astype(np.int64), np.zeros(2 * len(street), dtype=np.int64)
    return Question(
        nodes=len(at), horizon=horizon, tail=both[:, 0], head=both[:, 1], transit=np.tile(minutes * 60, 2),
        rate=np.tile(width, 2).astype(np.int64), profile=none, profiles=tuple(profiles), gates=tuple(gates),
        low=people, high=people, group=np.arange(GROUPS), start=homes, after=np.zeros(GROUPS, dtype=np.int64),
        edge=np.tile(np.arange(len(street)), 2),
    )  # fmt: skip


def main() -> None:
    """Ask about every city, print a row for each, and the gaps of all."""
    parser = argparse.ArgumentParser()
    parser.add_argument("--cities", type=int, default=200)
    parser.add_argument("--corners", type=int, default=CHECKED)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--plans", action="store_true")
    asked = parser.parse_args()
    above, below, wrong = [], [], 0
    seconds = np.zeros(3)
    for seed in range(asked.seed, asked.seed + asked.cities):
        question = city(seed, asked.corners)
        began = time.perf_counter()
        bound = prove(question).at_most("streets")
        proved = time.perf_counter()
        plan = best_plan(question, "optimum", "")[0].people_out if asked.plans else None
        planned = time.perf_counter()
        optimum = ortools(question).at_most or 0
        seconds += proved - began, planned - proved, time.perf_counter() - planned
        above.append((bound - optimum) / max(optimum, 1))
        below.append(0.0 if plan is None else (optimum - plan) / max(optimum, 1))
        wrong += bound < optimum or (plan or 0) > optimum
        told = "" if plan is None else f", plan {plan:,} (-{below[-1]:.2%})"
        print(f"city {seed}: optimum {optimum:,}, bound {bound:,} (+{above[-1]:.2%}){told}", flush=True)
    missed = sum(gap > TARGET for gap in above)
    print(f"bounds: mean +{np.mean(above):.3%}, most +{max(above):.2%}, over {TARGET:.1%}: {missed} of {len(above)}")
    if asked.plans:
        print(f"plans: mean -{np.mean(below):.2%}, most -{max(below):.2%}, over 1 %: {sum(x > 0.01 for x in below)}")
    print(f"seconds a city: bound {seconds[0] / len(above):.2f}, plan {seconds[1] / len(above):.2f}, "
          f"optimum {seconds[2] / len(above):.2f}")  # fmt: skip
    sys.exit(bool(wrong) or (asked.corners <= CHECKED and missed > 0))


if __name__ == "__main__":
    main()
