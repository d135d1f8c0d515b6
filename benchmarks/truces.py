"""How often a pause is judged wrongly: coverage of the intervals, false calls, power; and changes of level; tables.

python benchmarks/truces.py [--runs 1000] [--seed 1] [--history 400]
"""

from __future__ import annotations

import argparse
from collections import Counter
from datetime import date, datetime
from zoneinfo import ZoneInfo

import numpy as np

from geleit.assessment.ceasefire.changes import change_points
from geleit.assessment.ceasefire.counting import Counting, counted
from geleit.assessment.ceasefire.monitor import kept, less_violence
from geleit.model.incident import Incidents, Words
from geleit.model.pause_finding import Ratio
from geleit.model.window import DAY, DAY_S, Window

ZONE = ZoneInfo("UTC")
FIRST = datetime(2021, 1, 1, tzinfo=ZONE)
AFTER = 60
"""Days of the file after the pause."""
MOST_SERIES = 150
"""Series for the changes of level, whose search takes longer."""
KINDS = (
    "independent",
    "overdispersed",
    "weekly pattern",
    "falling anyway",
    "rising anyway",
    "days like the last",
    "weeks like the last",
    "bursts",
)
TRUTHS = (("nothing changed", 1.0), ("a half", 0.5), ("a fifth", 0.2))
SIZES = ((14, 20.0), (7, 2.0), (5, 0.7))
"""Days of the pause, and incidents a day before it."""


def levels(rng: np.random.Generator, kind: str, days: int, pause: int) -> np.ndarray:
    """The level of each day, one on the first of the pause in the mean, had nothing changed."""
    day = np.arange(days) - pause
    match kind:
        case "overdispersed":  # variance mean + 0.3 mean^2
            return rng.gamma(1 / 0.3, 0.3, days)
        case "weekly pattern":  # three days in seven at a third of the others
            return np.where(day % 7 < 3, 0.47, 1.4)
        case "falling anyway":  # by half every eight weeks
            return 2.0 ** (-day / 56)
        case "rising anyway":
            return 2.0 ** (day / 56)
        case "days like the last":  # logarithms of the level follow the day before by one half, standard deviation 0.46
            return np.exp(_follows(rng, days, 0.5, 0.46))
        case "weeks like the last":  # by nine tenths, standard deviation 0.5: half of it is left after a week
            return np.exp(_follows(rng, days, 0.9, 0.5))
        case "bursts":  # quiet and loud spells of two weeks in the mean, with a tenth and with twice the level
            return np.where(np.cumsum(rng.random(days) < 1 / 14) % 2, 0.1, 1.9)
        case _:
            return np.ones(days)


def _follows(rng: np.random.Generator, days: int, by: float, spread: float) -> np.ndarray:
    wave = np.empty(days)
    wave[0] = rng.normal(0, spread)
    for i in range(1, days):
        wave[i] = wave[i - 1] * by + rng.normal(0, spread * np.sqrt(1 - by**2))
    return wave - spread**2 / 2


def file_of(counts: np.ndarray) -> Incidents:
    """A file with so many incidents on each day, one row a day."""
    days = np.flatnonzero(counts)
    none, blank = np.full(len(days), np.nan), np.array([""] * len(days), dtype=object)
    start = int(FIRST.timestamp()) + days * DAY_S
    return Incidents(
        id=np.array([str(i) for i in days], dtype=object), text=blank, start=start, end=start + DAY_S, lon=none,
        lat=none, position_error=np.full(len(days), np.inf), events=counts[days].astype(np.int64), deaths_low=none,
        deaths=none, deaths_high=none, kind=Words.of(blank), side_a=Words.of(["A"] * len(days)),
        side_b=Words.of(["B"] * len(days)), claimant=Words.of(["M"] * len(days)), source=Words.of(blank),
        area=Words.of(blank),
    )  # fmt: skip


def main() -> None:
    """Simulate, count, print."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--runs", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--history", type=int, default=400, help="days of the file before the pause")
    options = parser.parse_args()
    rng = np.random.default_rng(options.seed)
    print("| counts | days | a day | truth | conditional holds it | wide holds it | interval alone: fewer | more | "
          "said fewer | said more | silent | said kept |")  # fmt: skip
    print("|---|---|---|---|---|---|---|---|---|---|---|---|")
    for kind in KINDS:
        for days, a_day in SIZES:
            for name, truth in TRUTHS:
                found = Counter[str]()
                for _ in range(options.runs):
                    found.update(judged(rng, kind, options.history, days, a_day, truth))
                keys = ("conditional", "wide", "interval fewer", "interval more", "fewer", "more", "silent", "kept")
                shares = [f"{found[key] / options.runs:.1%}" for key in keys]
                print(f"| {kind} | {days} | {a_day:g} | {name} | {' | '.join(shares)} |", flush=True)
    print("\n| counts | a day | days | a change where there is none | a fall to 40 % found within 3 days |")
    print("|---|---|---|---|---|")
    for overdispersed in (False, True):
        for a_day in (2.0, 20.0):
            for days in (40, 80, 200):
                false, caught = changes(
                    options.seed, min(options.runs, MOST_SERIES), days, a_day, overdispersed=overdispersed
                )
                kind = KINDS[overdispersed]
                print(f"| {kind} | {a_day:g} | {days} | {false:.1%} | {caught:.1%} |", flush=True)


def judged(rng: np.random.Generator, kind: str, history: int, days: int, a_day: float, truth: float) -> list[str]:
    """What is said of one simulated pause: incidents in it would stay, and whoever commits them is bound."""
    whole = history + days + AFTER
    level = levels(rng, kind, whole, history) * a_day
    level[history : history + days] *= truth
    counts = rng.poisson(level)
    start = FIRST + history * DAY
    counting = Counting((Window(start, start + days * DAY),), ZONE, snapshot=date(2030, 1, 1))
    told = counted(file_of(counts), counting)
    less, held = less_violence(told), kept(told)
    said = [less.change, *_held(less.ratio, truth), f"interval {less.ratio.by_interval}"]
    said += ["silent"] * (not counts[history : history + days].any()) + ["kept"] * (held.verdict == "met")
    return said


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
    held = []
    if ratio.low is not None and ratio.high is not None and ratio.low <= truth <= ratio.high:
        held.append("conditional")
    if ratio.interval is not None and ratio.interval[0] <= truth <= ratio.interval[1]:
        held.append("wide")
    return held


if __name__ == "__main__":
    main()
