"""Ways to answer who can be out of a city by a deadline: Geleit, and what a user might take instead.

Each takes a :class:`~geleit.flow.instance.Question`. The plain time-expanded network has steps of a minute, transit
times rounded up: exact where all of them, and all openings, are whole minutes. Peers are asked the way that was
quickest in trials: HiGHS its primal simplex, NetworkX Boykov and Kolmogorov's search. ortools and highspy cannot be
loaded together, so every method runs in a process of its own, which also makes its peak memory its own.
"""

from __future__ import annotations

import json
import resource
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from itertools import pairwise

import numpy as np

from geleit.flow.bound import prove
from geleit.flow.instance import Question
from geleit.flow.layers import FAR, walking_times
from geleit.flow.schedule import best_plan
from geleit.model.arrays import Ints
from geleit.model.certificate import UNITS_PER_PERSON, Certificate, Gate

HOUR = 3600
STEP = 60
"""Seconds of a step of the peers."""
FAMILY = 5
"""People who set out together; UXsim moves them as one platoon."""
MEMORY = 12 * 2**30
"""Bytes of address space that a method may take."""


def placed(asked: Question) -> list[tuple[int, Gate]]:
    """The gates and the corners they stand at."""
    return [(gate.node, gate) for gate in asked.gates if gate.node is not None]


@dataclass(frozen=True)
class Answer:
    """What a method says: people out at least and at most (``None`` if it does not say), and seconds in its parts."""

    at_least: int | None
    at_most: int | None
    seconds: dict[str, float]


def geleit_bound(asked: Question) -> Answer:
    """The certificate alone."""
    began = time.perf_counter()
    proof = prove(asked)
    Certificate(asked.plain(), case="peers", origin="", **proof.rungs)
    return Answer(None, proof.at_most("streets"), {"certificate": time.perf_counter() - began})


def geleit(asked: Question) -> Answer:
    """The certificate and a plan."""
    bound = geleit_bound(asked)
    began = time.perf_counter()
    plan, _ = best_plan(asked, "peers", "")
    return replace(bound, at_least=plan.people_out, seconds={**bound.seconds, "plan": time.perf_counter() - began})


def expanded(asked: Question) -> Iterator[tuple[Ints, Ints, Ints]]:
    """The plain time-expanded network, as batches of tail, head and capacity in 1/3600 person.

    Corner ``v`` at step ``t`` is node ``v * steps + t``; the two last nodes are the source and the sink.
    """
    steps = asked.horizon // STEP
    source, sink = asked.nodes * steps, asked.nodes * steps + 1
    delay = -(-asked.transit // STEP)
    for t in range(steps):
        use = np.flatnonzero((t + delay < steps) & (asked.rate > 0))
        yield asked.tail[use] * steps + t, asked.head[use] * steps + t + delay[use], asked.rate[use] * STEP
    waiting = np.arange(asked.nodes * steps).reshape(-1, steps)[:, :-1].ravel()
    yield waiting, waiting + 1, np.full(len(waiting), asked.high.sum() * UNITS_PER_PERSON)
    first = -(-asked.after // STEP)
    yield np.full(len(first), source), asked.start * steps + first, asked.high[asked.group] * UNITS_PER_PERSON
    for node, gate in placed(asked):
        now = np.arange(0, asked.horizon, STEP)
        is_open = np.any([(a <= now) & (now < b) for a, b in asked.profiles[gate.profile]], axis=0)
        at = node * steps + np.flatnonzero(is_open)
        yield at, np.full(len(at), sink), np.full(len(at), gate.rate * STEP)


def _whole(asked: Question) -> tuple[Ints, Ints, Ints]:
    tail, head, capacity = (np.concatenate(column) for column in zip(*expanded(asked), strict=True))
    return tail, head, capacity


def _exact(began: float, people: int) -> Answer:
    return Answer(people, people, {"all": time.perf_counter() - began})


def ortools(asked: Question) -> Answer:
    """Push-relabel in whole numbers."""
    from ortools.graph.python.max_flow import SimpleMaxFlow

    began = time.perf_counter()
    flow = SimpleMaxFlow()
    for tail, head, capacity in expanded(asked):
        flow.add_arcs_with_capacity(tail, head, capacity)
    sink = asked.nodes * (asked.horizon // STEP) + 1
    if flow.solve(sink - 1, sink) != flow.OPTIMAL:
        raise ArithmeticError("no optimum")
    return _exact(began, flow.optimal_flow() // UNITS_PER_PERSON)


def networkx(asked: Question) -> Answer:
    """Maximum flow in plain Python."""
    from networkx import DiGraph, maximum_flow_value
    from networkx.algorithms.flow import boykov_kolmogorov

    began = time.perf_counter()
    graph = DiGraph()
    for batch in expanded(asked):
        rows = zip(*(column.tolist() for column in batch), strict=True)
        graph.add_weighted_edges_from(rows, weight="capacity")
    sink = asked.nodes * (asked.horizon // STEP) + 1
    value = maximum_flow_value(graph, sink - 1, sink, flow_func=boykov_kolmogorov)
    return _exact(began, int(value) // UNITS_PER_PERSON)


def highs(asked: Question) -> Answer:
    """The flow as a linear programme, in persons: as much as can be through the gates, conserved at all other nodes."""
    from highspy import Highs, HighsLp, HighsModelStatus, MatrixFormat, ObjSense
    from scipy.sparse import coo_array

    began = time.perf_counter()
    tail, head, capacity = _whole(asked)
    source = asked.nodes * (asked.horizon // STEP)
    arcs = np.arange(len(tail))
    leaves, enters = tail < source, head < source
    rows = np.concatenate([tail[leaves], head[enters]])
    signs = np.concatenate([np.full(leaves.sum(), -1.0), np.full(enters.sum(), 1.0)])
    kept = coo_array((signs, (rows, np.concatenate([arcs[leaves], arcs[enters]]))), (source, len(arcs))).tocsc()
    programme = HighsLp()
    programme.num_col_, programme.num_row_ = len(arcs), source
    programme.col_cost_ = (head > source).astype(float)
    programme.col_lower_, programme.col_upper_ = np.zeros(len(arcs)), capacity / UNITS_PER_PERSON
    programme.row_lower_ = programme.row_upper_ = np.zeros(source)
    programme.a_matrix_.format_ = MatrixFormat.kColwise
    programme.a_matrix_.start_, programme.a_matrix_.index_ = kept.indptr, kept.indices
    programme.a_matrix_.value_ = kept.data
    programme.sense_ = ObjSense.kMaximize
    solver = Highs()
    solver.silent()
    solver.setOptionValue("solver", "simplex")
    solver.setOptionValue("simplex_strategy", 4)  # primal
    solver.passModel(programme)
    solver.run()
    if solver.getModelStatus() != HighsModelStatus.kOptimal:
        raise ArithmeticError("no optimum")
    return _exact(began, int(solver.getObjectiveValue() + 1e-6))


def uxsim(asked: Question) -> Answer:
    """A simulation: families of five as platoons that choose their ways by what is quick just then.

    The gates are signals with long phases on the way to a place outside, where all want to go. Streets also fill up
    here (four people a metre and lane), which the question does not ask.
    """
    from uxsim import World

    began = time.perf_counter()
    pace, crowd, gate_way = 1.2, 4.0, 10.0  # metres a second, people a metre, metres
    world = World(
        deltan=FAMILY, tmax=asked.horizon, random_seed=1, cpp=True,
        print_mode=False, save_mode=False, show_progress=False, vehicle_logging_timestep_interval=-1,
    )  # fmt: skip
    corners = [world.addNode(str(v), 0, 0) for v in range(asked.nodes)]
    outside = world.addNode("outside", 0, 0)
    lanes = np.where(asked.rate > 1800, 2, 1).tolist()
    arcs = zip(*(c.tolist() for c in (asked.tail, asked.head, asked.transit, asked.rate)), lanes, strict=True)
    for i, (tail, head, seconds, rate, wide) in enumerate(arcs):
        world.addLink(
            f"street {i}", corners[tail], corners[head], pace * seconds, pace, number_of_lanes=wide,
            jam_density_per_lane=crowd, capacity_in=rate / HOUR,
        )  # fmt: skip
    for node, gate in placed(asked):
        ends = [0, *(t for interval in asked.profiles[gate.profile] for t in interval), asked.horizon]
        phases = [(i % 2, b - a) for i, (a, b) in enumerate(pairwise(ends)) if b > a]
        way = world.addNode(gate.name, 0, 0, signal=[seconds for _, seconds in phases])
        green = [i for i, (is_open, _) in enumerate(phases) if is_open]
        for name, a, b in ((f"to {gate.name}", corners[node], way), (f"{gate.name} out", way, outside)):
            world.addLink(
                name, a, b, gate_way, pace, jam_density_per_lane=crowd,
                capacity_out=gate.rate / HOUR, signal_group=green,
            )  # fmt: skip
    for start, after, people in zip(asked.start, asked.after, asked.high[asked.group], strict=True):
        for _ in range(int(people) // FAMILY):
            world.addVehicle(corners[start], outside, int(after))
    world.exec_simulation()
    out = FAMILY * sum(vehicle.state == "end" for vehicle in world.VEHICLES.values())
    return Answer(out, None, {"all": time.perf_counter() - began})


def nearest(asked: Question) -> Answer:
    """All take the shortest way to the nearest exit, and queue where a street or the exit takes no more."""
    began = time.perf_counter()
    to_gate, delay = walking_times(asked), -(-asked.transit // STEP)
    best = np.lexsort((asked.transit + to_gate[asked.head], asked.tail))
    corners, first = np.unique(asked.tail[best], return_index=True)
    way = np.full(asked.nodes, -1, dtype=np.int64)
    way[corners] = best[first]
    ahead, slots = asked.head[way], int(delay.max()) + 1
    limit = asked.rate[way] * STEP
    limit[(way < 0) | (to_gate == 0) | (to_gate == FAR)] = 0
    starts = -(-asked.after // STEP)
    stock, out = np.zeros(asked.nodes, dtype=np.int64), 0
    coming = np.zeros((slots, asked.nodes), dtype=np.int64)
    for t in range(asked.horizon // STEP):
        stock += coming[t % slots]
        coming[t % slots] = 0
        here = starts == t
        np.add.at(stock, asked.start[here], asked.high[asked.group[here]] * UNITS_PER_PERSON)
        for node, gate in placed(asked):
            if any(a <= t * STEP < b for a, b in asked.profiles[gate.profile]):
                passed = min(int(stock[node]), gate.rate * STEP)
                stock[node] -= passed
                out += passed
        moving = np.flatnonzero((stock > 0) & (limit > 0))
        moved = np.minimum(stock[moving], limit[moving])
        stock[moving] -= moved
        np.add.at(coming, ((t + delay[way[moving]]) % slots, ahead[moving]), moved)
    return Answer(out // UNITS_PER_PERSON, None, {"all": time.perf_counter() - began})


@dataclass(frozen=True)
class Method:
    """A row of the table: how to ask, what to call it, and what its answer rests on."""

    ask: Callable[[Question], Answer]
    name: str
    proof: str
    exact: bool = False


METHODS = {
    "ortools": Method(ortools, "OR-Tools, time-expanded", "the solver's word", exact=True),
    "networkx": Method(networkx, "NetworkX, time-expanded", "the solver's word", exact=True),
    "highs": Method(highs, "HiGHS, time-expanded", "the solver's word, in floats", exact=True),
    "uxsim": Method(uxsim, "UXsim", "none"),
    "nearest": Method(nearest, "everyone to the nearest exit", "none"),
    "geleit": Method(geleit, "Geleit", "certificate and plan"),
    "geleit_bound": Method(geleit_bound, "Geleit, bound only", "certificate"),
}


@dataclass(frozen=True)
class Measured:
    """One answer, with the peak memory of its process in GB."""

    method: str
    answer: Answer
    gigabytes: float

    @property
    def seconds(self) -> float:
        """All parts together."""
        return sum(self.answer.seconds.values())

    def row(self, *asked: str) -> str:
        """A line of a table: the method, what was asked, people out at least and at most, seconds, GB, proof."""
        known = METHODS[self.method]
        bounds = ("-" if n is None else f"{n:,}" for n in (self.answer.at_least, self.answer.at_most))
        parts = ", ".join(f"{name} {seconds:.2f}" for name, seconds in self.answer.seconds.items())
        shown = parts if self.method.startswith("geleit") else f"{self.seconds:.2f}"
        return f"| {' | '.join((known.name, *asked, *bounds, shown, f'{self.gigabytes:.2f}', known.proof))} |"


HEADINGS = ("out, at least", "out, at most", "seconds", "GB", "proof")


def answer_here(method: str, asked: Question, small: Question) -> None:
    """Ask a method in this process and print its answer; first about something small, so that all is compiled."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    METHODS[method].ask(small)
    answer = METHODS[method].ask(asked)
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 2**20
    print(json.dumps({"answer": vars(answer), "gigabytes": peak}))


def measure(script: str, method: str, limit: float, *arguments: str) -> Measured | str:
    """Let a script answer in a process of its own; the reason in words when it does not within the limit."""
    command = [sys.executable, script, "--only", method, *arguments]
    late = f"more than {limit:g} s"
    try:
        done = subprocess.run(command, capture_output=True, text=True, timeout=limit + 30, check=True)
    except subprocess.TimeoutExpired:
        return late
    except subprocess.CalledProcessError as error:
        return str((error.stderr.strip().splitlines() or [f"ended by signal {-error.returncode}"])[-1])
    found = json.loads(done.stdout.splitlines()[-1])
    measured = Measured(method, Answer(**found["answer"]), found["gigabytes"])
    return measured if measured.seconds <= limit else late
