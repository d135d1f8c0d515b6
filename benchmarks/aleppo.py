"""Who can be out of Aleppo in 72 hours: Geleit beside what a user would do instead, in one run.

Each method runs in a process of its own, so that its peak memory is its own:

    python benchmarks/aleppo.py [--people 250000] [--hours 72]

Peers: a plain time-expanded network in OR-Tools with steps of one minute, for as many hours as it does in a minute, and
everyone to the nearest exit, which proves nothing. All see the same streets, people, exits and likely figures.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import time
from dataclasses import replace
from datetime import timedelta
from typing import Any

import numpy as np

from geleit.flow.bound import prove
from geleit.flow.instance import Question
from geleit.flow.layers import FAR, walking_times
from geleit.flow.replay import compile_replay
from geleit.flow.schedule import best_plan
from geleit.model.amount import Range
from geleit.model.certificate import Certificate, Gate
from geleit.model.window import Window
from geleit.planning.located import locate
from geleit.planning.pose import pose
from geleit.sources.casefile import read_case

STEP = 60
LIMIT = 60.0


def question(people: int, hours: int, rate: int) -> Question:
    """The bundled case with so many people and exits of so many persons an hour, open 08-18 (always, if short)."""
    case = read_case("aleppo-2016")
    fixed = Range(people, people, people, "people")
    likely = {name: Range(*(r.likely,) * 3, r.unit) for name, r in case.assumptions.items()}
    case = replace(case, places=tuple(replace(p, people=fixed) for p in case.places), assumptions=likely)
    window = Window(case.period.start, case.period.start + timedelta(hours=hours))
    asked = pose(locate(case), window, "cautious")
    days = tuple((d * 86400 + 8 * 3600, d * 86400 + 18 * 3600) for d in range(hours // 24))
    opening = days or ((0, hours * 3600),)
    gates = tuple(Gate(g.name, g.node, rate, len(asked.profiles)) for g in asked.gates if g.node is not None)
    return replace(asked, gates=gates, profiles=(*asked.profiles, opening))


def geleit(asked: Question) -> dict[str, object]:
    """Certificate and plan, each timed; the first compile is not counted."""
    compile_replay()
    began = time.perf_counter()
    proof = prove(asked)
    Certificate(asked.plain(), *(proof.rung(n) for n in ("exit_seats", "walking", "streets")), "aleppo-2016", "")
    proved = time.perf_counter()
    plan, _ = best_plan(asked, "aleppo-2016", "")
    planned = time.perf_counter()
    return {
        "certificate_s": proved - began,
        "plan_s": planned - proved,
        "at_most": proof.at_most("streets"),
        "at_least": plan.people_out,
        "arcs": len(asked.tail) + asked.nodes,
    }


def time_expanded(asked: Question) -> dict[str, object]:
    """The exact answer at steps of a minute, in OR-Tools; longer transit times are rounded up."""
    from ortools.graph.python.max_flow import SimpleMaxFlow

    began = time.perf_counter()
    slots = asked.horizon // STEP
    delay = -(-asked.transit // STEP)
    source, sink = asked.nodes * slots, asked.nodes * slots + 1
    flow = SimpleMaxFlow()
    for t in range(slots):
        use = np.flatnonzero((t + delay < slots) & (asked.rate > 0))
        flow.add_arcs_with_capacity(
            asked.tail[use] * slots + t, asked.head[use] * slots + t + delay[use], asked.rate[use] * STEP
        )
    waiting = np.arange(asked.nodes * slots).reshape(-1, slots)[:, :-1].ravel()
    flow.add_arcs_with_capacity(waiting, waiting + 1, np.full(len(waiting), 2**50))
    first = -(-asked.after // STEP)
    flow.add_arcs_with_capacity(np.full(len(first), source), asked.start * slots + first, asked.high * 3600)
    for gate in asked.gates:
        starts = np.array([t for t in range(slots) if any(a <= t * STEP < b for a, b in asked.profiles[gate.profile])])
        if len(starts):
            flow.add_arcs_with_capacity(
                gate.node * slots + starts, np.full(len(starts), sink), np.full(len(starts), gate.rate * STEP)
            )
    arcs = flow.num_arcs()
    flow.solve(source, sink)
    return {"seconds": time.perf_counter() - began, "out": flow.optimal_flow() // 3600, "arcs": arcs}


def nearest_exit(asked: Question) -> dict[str, object]:
    """All go from their corners to the nearest exit and queue there; streets without limits, so this flatters it."""
    began = time.perf_counter()
    open_gates = [g for g in asked.gates if g.node is not None]
    away = np.array([walking_times(replace(asked, gates=(g,))) for g in open_gates])
    choice, seconds = away.argmin(axis=0)[asked.start], away.min(axis=0)[asked.start]
    out = 0
    for i, gate in enumerate(open_gates):
        mine = (choice == i) & (seconds < FAR)
        arrivals = np.zeros(asked.horizon // STEP + 1, dtype=np.int64)
        np.add.at(
            arrivals,
            np.minimum((asked.after[mine] + seconds[mine]) // STEP + 1, len(arrivals) - 1),
            asked.high[mine] * 3600,
        )
        queue = 0
        for t in range(asked.horizon // STEP):
            queue += int(arrivals[t])
            if any(a <= t * STEP < b for a, b in asked.profiles[gate.profile]):
                passed = min(queue, gate.rate * STEP)
                queue, out = queue - passed, out + passed
    return {"seconds": time.perf_counter() - began, "out": out // 3600}


LONGEST = 6
"""Hours beyond which the time-expanded network is not tried, for want of memory."""
NAMES = {"nearest_exit": "everyone to the nearest exit", "time_expanded": "time-expanded network, OR-Tools"}
METHODS = {"geleit": geleit, "time_expanded": time_expanded, "nearest_exit": nearest_exit}


def measure(method: str, people: int, hours: int, rate: int) -> dict[str, Any] | None:
    """Run one method in a process of its own; ``None`` when it does not end in time."""
    command = [sys.executable, __file__, "--only", method, "--people", str(people), "--hours", str(hours)]
    try:
        done = subprocess.run(
            [*command, "--rate", str(rate)], capture_output=True, text=True, timeout=LIMIT + 15, check=True
        )
    except (subprocess.TimeoutExpired, subprocess.CalledProcessError):
        return None
    return dict(json.loads(done.stdout))


def main() -> None:
    """Measure all, print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, default=250_000)
    parser.add_argument("--hours", type=int, default=72)
    parser.add_argument("--rate", type=int, default=3600)
    parser.add_argument("--only", choices=METHODS)
    chosen = parser.parse_args()
    if chosen.only:
        asked = question(chosen.people, chosen.hours, chosen.rate)
        result = METHODS[chosen.only](asked)
        peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
        print(json.dumps({**result, "nodes": asked.nodes, "peak_gb": peak}))
        return
    print("| method | exits, persons/h | hours | people out | seconds | GB | proof |")
    print("|---|---|---|---|---|---|---|")
    for rate, hours in (
        (chosen.rate, chosen.hours),
        (chosen.rate // 3, chosen.hours),
        (chosen.rate, 1),
        (chosen.rate, 2),
    ):
        ours = measure("geleit", chosen.people, hours, rate)
        if ours:
            seconds = f"certificate {ours['certificate_s']:.2f}, plan {ours['plan_s']:.2f}"
            out = f"{ours['at_least']:,} to {ours['at_most']:,}"
            print(f"| Geleit | {rate} | {hours} | {out} | {seconds} | {ours['peak_gb']:.2f} | certificate |")
        for method, proof in (("nearest_exit", "none"), ("time_expanded", "the solver's word")):
            theirs = (
                None if method == "time_expanded" and hours > LONGEST else measure(method, chosen.people, hours, rate)
            )
            arcs = hours * 60 * (ours or {}).get("arcs", 0) // 10**6
            shown = f"| not tried, {arcs:,} million arcs | | |" if hours > LONGEST else "| not in a minute | | |"
            if theirs and float(theirs["seconds"]) <= LIMIT:
                shown = f"| {theirs['out']:,} | {theirs['seconds']:.2f} | {theirs['peak_gb']:.2f} | {proof} |"
            print(f"| {NAMES[method]} | {rate} | {hours} {shown}")


if __name__ == "__main__":
    main()
