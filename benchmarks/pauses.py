"""How often the intervals of a pause hold the truth, and how often a change of level is found; prints two tables.

python benchmarks/pauses.py [--runs 1000] [--seed 1]
"""

from __future__ import annotations

import argparse
from collections import Counter

import numpy as np

from geleit.assessment.ceasefire.changes import change_points
from geleit.assessment.ceasefire.rates import compare
from geleit.model.pause_finding import Ratio

BEFORE, DURING, A_DAY = 28, 14, 20.0
MOST_SERIES = 150
"""Series for the changes of level, whose search takes longer."""
KINDS = ("independent", "overdispersed", "days like the last", "reports still coming in", "all reports in")


def series(rng: np.random.Generator, kind: str, ratio: float) -> np.ndarray:
    """Daily counts of four weeks and of a pause of two."""
    mean = A_DAY * np.where(np.arange(BEFORE + DURING) < BEFORE, 1.0, ratio)
    match kind:
        case "overdispersed":  # variance mean + 0.3 mean^2
            return rng.poisson(mean * rng.gamma(1 / 0.3, 0.3, len(mean)))
        case "days like the last":  # logarithms of the rate follow the day before by one half, standard deviation 0.46
            wave = np.empty(len(mean))
            wave[0] = rng.normal(0, 0.4 / np.sqrt(0.75))
            for i in range(1, len(mean)):
                wave[i] = wave[i - 1] / 2 + rng.normal(0, 0.4)
            return rng.poisson(mean * np.exp(wave - 0.16 / 0.75 / 2))
        case "reports still coming in":  # taken two days after the end; a report takes two weeks on average
            age = len(mean) + 1 - np.arange(len(mean))
            return rng.binomial(rng.poisson(mean), 1 - np.exp(-age / 14))
        case "all reports in":  # the same sixty days after the end
            age = len(mean) + 59 - np.arange(len(mean))
            return rng.binomial(rng.poisson(mean), 1 - np.exp(-age / 14))
        case _:
            return rng.poisson(mean)


def main() -> None:
    """Simulate, count, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    options = parser.parse_args()
    rng = np.random.default_rng(options.seed)
    day = np.full(BEFORE + DURING, 24.0)
    print("| counts | truth | exact holds it | wide holds it | said fewer | said more |")
    print("|---|---|---|---|---|---|")
    for kind in KINDS:
        for name, truth in (("kept: a tenth", 0.1), ("half", 0.5), ("broken: as before", 1.0), ("worse: twice", 2.0)):
            found = Counter[str]()
            for _ in range(options.runs):
                counts = series(rng, kind, truth).astype(float)
                ratio = compare(counts[BEFORE:], day[BEFORE:], counts[:BEFORE], day[:BEFORE])
                found.update(_held(ratio, truth))
            shares = [f"{found[key] / options.runs:.1%}" for key in ("exact", "wide", "fewer", "more")]
            print(f"| {kind} | {name} | {' | '.join(shares)} |", flush=True)
    print("\n| counts | a day | days | a change where there is none | a fall to 40 % found within 3 days |")
    print("|---|---|---|---|---|")
    for overdispersed in (False, True):
        for a_day in (2.0, 20.0):
            for days in (40, 80, 200):
                false, found = changes(
                    options.seed, min(options.runs, MOST_SERIES), days, a_day, overdispersed=overdispersed
                )
                kind = KINDS[overdispersed]
                print(f"| {kind} | {a_day:g} | {days} | {false:.1%} | {found:.1%} |", flush=True)


def changes(seed: int, runs: int, days: int, a_day: float, *, overdispersed: bool) -> tuple[float, float]:
    """Shares of series without a change that show one, and of falls in the middle that are found."""
    rng = np.random.default_rng(seed)
    false = caught = 0
    for _ in range(runs):
        rate = np.full(days, a_day) * (rng.gamma(1 / 0.3, 0.3, days) if overdispersed else 1.0)
        false += bool(change_points(rng.poisson(rate).astype(float)))
        fallen = rng.poisson(rate * np.where(np.arange(days) < days // 2, 1.0, 0.4)).astype(float)
        caught += any(abs(day - days // 2) <= 3 for day in change_points(fallen))
    return false / runs, caught / runs


def _held(ratio: Ratio, truth: float) -> list[str]:
    held = [ratio.change]
    if ratio.low is not None and ratio.high is not None and ratio.low <= truth <= ratio.high:
        held.append("exact")
    low, high = (ratio.low, ratio.high) if ratio.wide_low is None else (ratio.wide_low, ratio.wide_high)
    if low is not None and high is not None and low <= truth <= high:
        held.append("wide")
    return held


if __name__ == "__main__":
    main()
