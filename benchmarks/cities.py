"""Invented cities from ten thousand to a million corners: time, memory and gap where exits, bridges or streets bind.

    python benchmarks/cities.py [--corners 10000 100000 1000000]

72 hours, three people a corner, exits open 08-18. *exits*: they pass the people in three days. *bridges*: exits pass
twenty times as many, each bridge carries one person an hour for each 300 corners. *streets*: exits likewise, every
street carries a 300th of its capacity. Each run is a process of its own, and kernels are compiled before.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import tempfile
import time
from dataclasses import replace
from pathlib import Path
from typing import Any

import numpy as np

from geleit.certify import certify
from geleit.evacuation.placement import locate
from geleit.evacuation.question import question_of
from geleit.flow.bound import prove
from geleit.flow.curve import upper_curve
from geleit.flow.cut import evaluate
from geleit.flow.instance import Question
from geleit.flow.schedule import best_plan
from geleit.io.case.casefile import read_case
from geleit.io.case.drill import write_drill
from geleit.model.amount import Range
from geleit.model.certificate import RUNGS, Certificate
from geleit.model.plan import Effort

KINDS = ("exits", "bridges", "streets")
ORIGIN = "2030-05-01T00:00:00+00:00"
LARGEST_PLANNED = 200_000


def question(corners: int, kind: str) -> Question:
    """The question of an invented city at its likely figures."""
    with tempfile.TemporaryDirectory() as scratch:
        folder = Path(scratch) / "city"
        write_drill(folder, corners, 3 * corners)
        case = read_case(str(folder))
    likely = {name: Range(*(r.likely,) * 3, r.unit) for name, r in case.assumptions.items()}
    factor = 1 if kind == "exits" else 20
    exits = tuple(replace(x, rate=Range(*(x.rate.likely * factor,) * 3, "persons/h")) for x in case.exits)
    fixed = tuple(replace(p, people=Range(*(p.people.likely,) * 3, "people")) for p in case.places)
    located = locate(replace(case, assumptions=likely, exits=exits, places=fixed))
    asked = question_of(located, case.period, "cautious")
    street = asked.edge >= 0
    if kind == "bridges":
        return replace(
            asked, rate=np.where(street & located.case.network.bridge[asked.edge], corners // 300, asked.rate)
        )
    if kind == "streets":
        return replace(asked, rate=np.where(street, asked.rate // 300, asked.rate))
    return asked


def run(corners: int, kind: str) -> dict[str, Any]:
    """Bound, plan, check and a curve of 25 points, each timed."""
    asked = question(corners, kind)
    warm = question(1000, kind)
    prove(warm)
    best_plan(warm, "city", ORIGIN)
    began = time.perf_counter()
    proof = prove(asked)
    found: dict[str, Any] = {"bound": time.perf_counter() - began, "at_most": proof.at_most("streets")}
    found["bound_gb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    certificate = Certificate(asked.plain(), case="city", origin=ORIGIN, **proof.rungs)
    began = time.perf_counter()
    holds = certify(certificate).holds
    found["check"] = time.perf_counter() - began
    began = time.perf_counter()
    for labels in (proof.most, proof.fewest):
        for rung in RUNGS:
            evaluate(asked, getattr(labels, rung))
    found["twin"] = time.perf_counter() - began
    began = time.perf_counter()
    upper_curve(proof, np.linspace(0, asked.horizon, 25).astype(np.int64))
    found["curve"] = time.perf_counter() - began
    if corners <= LARGEST_PLANNED:
        began = time.perf_counter()
        plan, _ = best_plan(asked, "city", ORIGIN, Effort(budget=15.0))
        found["plan"] = time.perf_counter() - began
        found["at_least"] = plan.people_out
        holds = holds and certify(plan).holds
    found["gb"] = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    return {**found, "arcs": len(asked.tail), "holds": holds}


def main() -> None:
    """Measure all, print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--corners", type=int, nargs="+", default=[10_000, 100_000, 1_000_000])
    parser.add_argument("--only", choices=KINDS)
    chosen = parser.parse_args()
    if chosen.only:
        print(json.dumps(run(chosen.corners[0], chosen.only)))
        return
    print(
        "| corners | arcs | binds | at most | at least | gap | bound, s | GB | plan, s | check, s | twin, s | curve, s "
        "| holds |"
    )
    print("|---|---|---|---|---|---|---|---|---|---|---|---|---|")
    for corners in chosen.corners:
        for kind in KINDS:
            command = [sys.executable, __file__, "--corners", str(corners), "--only", kind]
            r = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
            planned = f"{r['at_least']:,} | {1 - r['at_least'] / r['at_most']:.2%}" if "plan" in r else "- | -"
            seconds = f"{r['plan']:.1f}" if "plan" in r else "-"
            holds = "yes" if r["holds"] else "NO"
            figures = (
                f"{r['bound']:.2f} | {r['bound_gb']:.2f} | {seconds} | {r['check']:.2f} | "
                f"{r['twin']:.3f} | {r['curve']:.1f} | {holds} |"
            )
            print(f"| {corners:,} | {r['arcs']:,} | {kind} | {r['at_most']:,} | {planned} | {figures}", flush=True)


if __name__ == "__main__":
    main()
