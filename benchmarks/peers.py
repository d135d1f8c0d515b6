"""The same questions to other methods: for each, the largest of some invented cities it does in a minute.

    python benchmarks/peers.py

The plain time-expanded network (steps of a minute, transit times rounded up) in OR-Tools, NetworkX and HiGHS, and
everyone to the nearest exit. Exits are open 08-18, people leave from 08:00 on; each run is a process of its own.
"""

from __future__ import annotations

import argparse
import json
import resource
import subprocess
import sys
import time
from dataclasses import replace
from typing import Any

import numpy as np

from geleit.flow.bound import prove
from geleit.flow.instance import Int, Question
from geleit.flow.layers import FAR, walking_times
from geleit.flow.schedule import best_plan

STEP = 60
LIMIT = 60.0
SIZES = ((400, 20), (400, 60), (1000, 60), (1000, 240), (5000, 240), (10_000, 600), (20_000, 600), (100_000, 4320))
"""Corners and minutes, rising."""


def geleit(asked: Question) -> dict[str, Any]:
    """Certificate and plan."""
    proof = prove(asked)
    plan, _ = best_plan(asked, "city", "2030-05-01T06:00:00+00:00")
    return {"out": f"{plan.people_out:,} to {proof.at_most('streets'):,}"}


def expanded(asked: Question) -> tuple[int, Int, Int, Int]:
    """The plain time-expanded network: source, and tails, heads and capacities of its arcs; the sink is source + 1."""
    slots = asked.horizon // STEP
    delay = -(-asked.transit // STEP)
    source, sink = asked.nodes * slots, asked.nodes * slots + 1
    columns = []
    for t in range(slots):
        use = np.flatnonzero((t + delay < slots) & (asked.rate > 0))
        columns.append((asked.tail[use] * slots + t, asked.head[use] * slots + t + delay[use], asked.rate[use] * STEP))
    waiting = np.arange(asked.nodes * slots).reshape(-1, slots)[:, :-1].ravel()
    columns.append((waiting, waiting + 1, np.full(len(waiting), 2**50)))
    first = -(-asked.after // STEP)
    early = first < slots
    columns.append(
        (np.full(int(early.sum()), source), (asked.start * slots + first)[early], (asked.high * 3600)[early])
    )
    for gate in asked.gates:
        starts = np.array([t for t in range(slots) if any(a <= t * STEP < b for a, b in asked.profiles[gate.profile])])
        if len(starts):
            columns.append(
                (gate.node * slots + starts, np.full(len(starts), sink), np.full(len(starts), gate.rate * STEP))
            )
    tails, heads, capacities = (np.concatenate(column) for column in zip(*columns, strict=True))
    return source, tails, heads, capacities


def ortools(asked: Question) -> dict[str, Any]:
    """Maximum flow by OR-Tools."""
    from ortools.graph.python.max_flow import SimpleMaxFlow

    source, tails, heads, capacities = expanded(asked)
    flow = SimpleMaxFlow()
    flow.add_arcs_with_capacity(tails, heads, capacities)
    flow.solve(source, source + 1)
    return {"out": f"{flow.optimal_flow() // 3600:,}", "arcs": len(tails)}


def networkx(asked: Question) -> dict[str, Any]:
    """Maximum flow by NetworkX (preflow push)."""
    import networkx as nx

    source, tails, heads, capacities = expanded(asked)
    graph = nx.DiGraph()
    for tail, head, capacity in zip(tails.tolist(), heads.tolist(), capacities.tolist(), strict=True):
        before = graph.get_edge_data(tail, head, {"capacity": 0})["capacity"]
        graph.add_edge(tail, head, capacity=before + capacity)
    return {"out": f"{nx.maximum_flow_value(graph, source, source + 1) // 3600:,}", "arcs": len(tails)}


def highs(asked: Question) -> dict[str, Any]:
    """The same as a linear programme, by HiGHS."""
    from scipy.optimize import linprog
    from scipy.sparse import coo_array

    source, tails, heads, capacities = expanded(asked)
    arc = np.arange(len(tails))
    sign = np.concatenate([np.ones(len(tails)), -np.ones(len(tails))])
    node = np.concatenate([tails, heads])
    inner = node < source
    shape = (source, len(tails))
    balance = coo_array((sign[inner], (node[inner], np.tile(arc, 2)[inner])), shape=shape).tocsr()
    gain = np.where(heads == source + 1, -1.0, 0.0)
    bounds = np.column_stack([np.zeros(len(tails)), capacities / 3600])
    found = linprog(gain, A_eq=balance, b_eq=np.zeros(source), bounds=bounds, method="highs")
    return {"out": f"{int(-found.fun + 1e-6):,}", "arcs": len(tails)}


def nearest_exit(asked: Question) -> dict[str, Any]:
    """All go from their corners to the nearest exit and queue there; streets without limits, so this flatters it."""
    open_gates = [g for g in asked.gates if g.node is not None]
    away = np.array([walking_times(replace(asked, gates=(g,))) for g in open_gates])
    choice, seconds = away.argmin(axis=0)[asked.start], away.min(axis=0)[asked.start]
    out = 0
    for i, gate in enumerate(open_gates):
        mine = (choice == i) & (seconds < FAR)
        arrivals = np.zeros(asked.horizon // STEP + 1, dtype=np.int64)
        at = np.minimum((asked.after[mine] + seconds[mine]) // STEP + 1, len(arrivals) - 1)
        np.add.at(arrivals, at, asked.high[mine] * 3600)
        queue = 0
        for t in range(asked.horizon // STEP):
            queue += int(arrivals[t])
            if any(a <= t * STEP < b for a, b in asked.profiles[gate.profile]):
                passed = min(queue, gate.rate * STEP)
                queue, out = queue - passed, out + passed
    return {"out": f"{out // 3600:,}"}


METHODS = {"geleit": geleit, "ortools": ortools, "networkx": networkx, "highs": highs, "nearest_exit": nearest_exit}
SHOWN = {
    "geleit": ("Geleit", "certificate"),
    "ortools": ("time-expanded, OR-Tools", "the solver's word"),
    "networkx": ("time-expanded, NetworkX", "the solver's word"),
    "highs": ("time-expanded, HiGHS", "dual values, in floating point"),
    "nearest_exit": ("everyone to the nearest exit", "none"),
}


def timed(method: str, asked: Question) -> dict[str, Any]:
    """Run a method; seconds and peak memory of this process."""
    began = time.perf_counter()
    found = METHODS[method](asked)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    return {**found, "seconds": time.perf_counter() - began, "peak_gb": peak}


def in_process(script: str, method: str, *arguments: str) -> dict[str, Any] | None:
    """One method on one question in a process of its own; ``None`` if it does not end within the limit."""
    command = [sys.executable, script, "--only", method, *arguments]
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=LIMIT + 20, check=True)
    except (subprocess.TimeoutExpired, subprocess.CalledProcessError):
        return None
    found: dict[str, Any] = json.loads(done.stdout)
    return found if found["seconds"] <= LIMIT else None


def main() -> None:
    """For each method the largest size it does within the limit."""
    from cities import question

    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--only", choices=METHODS)
    parser.add_argument("--size", type=int, nargs=2, default=SIZES[0])
    chosen = parser.parse_args()
    if chosen.only:
        corners, minutes = chosen.size
        begins = 8 * 3600 if minutes < 4320 else 0
        asked = shifted(question(corners, "bridges"), begins, minutes * 60)
        warm = shifted(question(400, "bridges"), begins, 3600)
        geleit(warm)
        print(json.dumps(timed(chosen.only, asked)))
        return
    print("| method | corners | hours | people out | seconds | GB | proof |\n|---|---|---|---|---|---|---|")
    for method, (name, proof) in SHOWN.items():
        last = None
        for size in SIZES:
            found = in_process(__file__, method, "--size", *map(str, size))
            if found is None:
                break
            last = (size, found)
        if last:
            (corners, minutes), r = last
            figures = f"{r['out']} | {r['seconds']:.1f} | {r['peak_gb']:.2f} | {proof} |"
            print(f"| {name} | {corners:,} | {minutes / 60:.1f} | {figures}", flush=True)


def shifted(asked: Question, begins: int, seconds: int) -> Question:
    """The question from a later second on, for so many seconds."""
    profiles = tuple(tuple((max(a - begins, 0), b - begins) for a, b in p if b > begins) for p in asked.profiles)
    return replace(asked, horizon=asked.horizon - begins, profiles=profiles).until(seconds)


if __name__ == "__main__":
    main()
