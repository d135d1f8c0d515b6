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
import time
from dataclasses import replace
from datetime import timedelta
from typing import Any

from peers import SHOWN, in_process, timed

from geleit.flow.bound import prove
from geleit.flow.instance import Question
from geleit.flow.replay import compile_replay
from geleit.flow.schedule import best_plan
from geleit.model.amount import Range
from geleit.model.certificate import Certificate, Gate
from geleit.model.window import Window
from geleit.planning.located import locate
from geleit.planning.pose import pose
from geleit.sources.casefile import read_case


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
        "seconds": planned - began,
        "certificate_s": proved - began,
        "plan_s": planned - proved,
        "at_most": proof.at_most("streets"),
        "at_least": plan.people_out,
        "arcs": len(asked.tail) + asked.nodes,
    }


LONGEST = 6
"""Hours beyond which the time-expanded network is not tried, for want of memory."""


def measure(method: str, people: int, hours: int, rate: int) -> dict[str, Any] | None:
    """Run one method in a process of its own; ``None`` when it does not end in time."""
    return in_process(__file__, method, "--people", str(people), "--hours", str(hours), "--rate", str(rate))


def main() -> None:
    """Measure all, print a table."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, default=250_000)
    parser.add_argument("--hours", type=int, default=72)
    parser.add_argument("--rate", type=int, default=3600)
    parser.add_argument("--only", choices=("geleit", "ortools", "nearest_exit"))
    chosen = parser.parse_args()
    if chosen.only:
        asked = question(chosen.people, chosen.hours, chosen.rate)
        if chosen.only == "geleit":
            found = geleit(asked)
            peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
            print(json.dumps({**found, "peak_gb": peak}))
        else:
            print(json.dumps(timed(chosen.only, asked)))
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
        for method in ("nearest_exit", "ortools"):
            name, proof = SHOWN[method]
            theirs = None if method == "ortools" and hours > LONGEST else measure(method, chosen.people, hours, rate)
            arcs = hours * 60 * (ours or {}).get("arcs", 0) // 10**6
            shown = f"| not tried, {arcs:,} million arcs | | |" if hours > LONGEST else "| not in a minute | | |"
            if theirs:
                shown = f"| {theirs['out']} | {theirs['seconds']:.2f} | {theirs['peak_gb']:.2f} | {proof} |"
            print(f"| {name} | {rate} | {hours} {shown}")


if __name__ == "__main__":
    main()
