"""Who can be out of a made-up city: Geleit beside other solvers, a traffic simulator, and a rule of thumb, in one run.

    pip install -e '.[bench]'
    python benchmarks/peers.py [--seed 1] [--seconds 60] [--methods ortools networkx ...]

All are asked the same :class:`~geleit.flow.instance.Question`. Each climbs :data:`SIZES` until it does not answer
in a minute or in 12 GB; its row is the largest size that it did, with Geleit at that size below it (below
Geleit, everyone to the nearest exit; last, Geleit on a city 50 times as large as the best exact peer's). Seconds
count from the question to the answer, after a small question that loads and compiles what is needed.

Every transit time and opening is a whole number of minutes, so the exact peers of :mod:`methods` find the true
optimum: the run ends with an error if one is outside Geleit's bounds.
"""

from __future__ import annotations

import argparse
import sys
from math import isqrt

import numpy as np
from methods import FAMILY, HEADINGS, HOUR, METHODS, STEP, Measured, answer_here, measure

from geleit.flow.instance import Question
from geleit.model.certificate import Gate

DAY = 86400
SIZES = (
    (100, 1), (200, 1), (400, 1), (1_000, 1), (1_000, 2), (1_000, 4), (1_000, 10),
    (10_000, 2), (10_000, 4), (10_000, 6), (10_000, 10), (10_000, 24), (10_000, 72),
    (100_000, 24), (100_000, 72), (300_000, 72), (1_000_000, 72),
)  # fmt: skip
"""Corners and hours, from small to large."""
TIMES_LARGER = 50
"""Geleit is also asked about a city with so many times the corners that the best exact peer manages."""


def city(nodes: int, seed: int) -> Question:
    """A grid with a river in the middle, few bridges, and four gates on the northern rim, for 72 hours from 08:00.

    The gates open 08-18 each day. Three people a corner, in families of five, set out at once from every tenth corner.
    Gates and bridges grow with the side of the city, so that they hold people back at every size.

    Parameters
    ----------
    nodes
        About how many corners; their number is rounded down to whole rows.
    seed
        Any whole number >= 0.
    """
    dice = np.random.default_rng(seed)
    side = isqrt(nodes)
    at = np.arange(nodes // side * side).reshape(-1, side)
    south, north = at[:-1].ravel(), at[1:].ravel()
    crosses = south // side == len(at) // 2 - 1
    bridges = dice.choice(side, max(2, side // 60), replace=False)
    there = ~crosses | np.isin(south % side, bridges)
    a = np.concatenate([at[:, :-1].ravel(), south[there]])
    b = np.concatenate([at[:, 1:].ravel(), north[there]])
    bridge = np.concatenate([np.zeros(at[:, 1:].size, dtype=bool), crosses[there]])
    transit = np.where(bridge, 3, dice.integers(1, 3, len(a))) * STEP
    rate = np.where(bridge, 3 * side // len(bridges), dice.choice([1800, 3600], len(a)))

    rim = np.concatenate([at[len(at) // 2 :, 0], at[-1, 1:-1], at[len(at) // 2 :, -1]])
    chosen = dice.choice(rim, 4, replace=False).tolist()
    gates = tuple(Gate(f"gate {i}", node, 6 * side, 1) for i, node in enumerate(chosen, start=1))
    homes = np.sort(dice.choice(at.size, at.size // 10, replace=False))
    people = FAMILY * dice.multinomial(3 * at.size // FAMILY, np.full(len(homes), 1 / len(homes)))
    horizon = 3 * DAY
    return Question(
        nodes=at.size,
        horizon=horizon,
        tail=np.concatenate([a, b]),
        head=np.concatenate([b, a]),
        transit=np.tile(transit, 2),
        rate=np.tile(rate, 2),
        profile=np.zeros(2 * len(a), dtype=np.int64),
        profiles=(((0, horizon),), tuple((day, day + 10 * HOUR) for day in range(0, horizon, DAY))),
        gates=gates,
        low=people,
        high=people,
        group=np.arange(len(homes)),
        start=homes,
        after=np.zeros(len(homes), dtype=np.int64),
        edge=np.tile(np.arange(len(a)), 2),
    )


Size = tuple[int, int]


def asked_of(method: str, size: Size, seed: int, limit: float) -> Measured | str:
    """One answer about so many corners and hours, or why there is none."""
    options = {"--nodes": size[0], "--hours": size[1], "--seed": seed}
    return measure(__file__, method, limit, *(str(part) for option in options.items() for part in option))


def row(found: Measured, size: Size) -> str:
    """A line of the table."""
    return found.row(f"{size[0]:,}", str(size[1]))


def largest(method: str, seed: int, limit: float) -> tuple[Measured | None, Size, str]:
    """The largest size that a method does, and in words what stopped it."""
    best, last = None, SIZES[0]
    for size in SIZES:
        found = asked_of(method, size, seed, limit)
        if isinstance(found, str):
            return best, last, f"{METHODS[method].name}, {size[0]:,} corners and {size[1]} h: {found}"
        best, last = found, size
    return best, last, f"{METHODS[method].name}: did every size"


def check(exact: Measured, ours: Measured) -> None:
    """End with an error if the optimum is not between Geleit's bounds."""
    low, optimum, high = ours.answer.at_least, exact.answer.at_least, ours.answer.at_most
    if low is None or optimum is None or high is None or not low <= optimum <= high:
        sys.exit(f"{exact.method} found {optimum} people, not between Geleit's {low} and {high}")


def table(methods: list[str], seed: int, limit: float) -> None:
    """Let every method climb, print the table and what stopped each."""
    print(f"| {' | '.join(('method', 'corners', 'hours', *HEADINGS))} |\n{'|---' * (3 + len(HEADINGS))}|")
    notes: list[str] = []
    exact: list[Size] = []
    for method in methods:
        best, size, note = largest(method, seed, limit)
        notes.append(note)
        if best is None:
            continue
        print(row(best, size), flush=True)
        if method == "geleit_bound":
            continue
        other = "nearest" if method == "geleit" else "geleit"
        beside = asked_of(other, size, seed, limit)
        if isinstance(beside, str):
            notes.append(f"{METHODS[other].name} beside {METHODS[method].name}: {beside}")
            continue
        print(row(beside, size), flush=True)
        if METHODS[method].exact:
            check(best, beside)
            exact.append(size)
    if exact:
        nodes, hours = max(exact, key=lambda size: size[0] * size[1])
        ours = asked_of("geleit", (TIMES_LARGER * nodes, hours), seed, limit)
        if isinstance(ours, Measured):
            print(row(ours, (TIMES_LARGER * nodes, hours)))
        else:
            notes.append(f"Geleit, {TIMES_LARGER * nodes:,} corners and {hours} h: {ours}")
    print("\nWhat each did not do:\n")
    print("\n".join(f"- {note}" for note in notes))


def main() -> None:
    """Measure all, or answer one question."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--seconds", type=float, default=60.0, help="most seconds for one answer")
    parser.add_argument("--methods", nargs="+", choices=METHODS, default=list(METHODS))
    parser.add_argument("--only", choices=METHODS, help="ask one method in this process")
    parser.add_argument("--nodes", type=int, default=1_000)
    parser.add_argument("--hours", type=int, default=1)
    chosen = parser.parse_args()
    if chosen.only:
        asked = city(chosen.nodes, chosen.seed).until(chosen.hours * HOUR)
        answer_here(chosen.only, asked, city(100, chosen.seed).until(10 * STEP))
    else:
        table(chosen.methods, chosen.seed, chosen.seconds)


if __name__ == "__main__":
    main()
