"""Bounds under a daily limit and by one rate, against an exact flow over hours of another make."""

from __future__ import annotations

import json
from dataclasses import replace
from itertools import pairwise

import networkx as nx
import numpy as np
import pytest

from geleit.certify import certify
from geleit.evacuation.proved import as_told_by
from geleit.flow.bound import Proof, prove
from geleit.flow.by_rate import lines_of
from geleit.flow.conditional import under_limit
from geleit.flow.instance import Question
from geleit.model.certificate import SEVERAL_WAYS, Beelines, Certificate, Conditional, DailyLimit, Gate, Line
from geleit.model.proof import from_document, to_text

HOUR, HOURS = 3600, 60
SEEDS = range(24)


def asked(seed: int) -> Question:
    """A few crossings on one corner each, people who come within hours, days that begin at some hour."""
    rng = np.random.default_rng(seed)
    crossings = int(rng.integers(1, 4))
    profiles: list[tuple[tuple[int, int], ...]] = [((0, HOURS * HOUR),), ()]
    gates = []
    for place in range(crossings):
        crossing = SEVERAL_WAYS if rng.random() < 0.2 else place
        node = None if rng.random() < 0.25 else place
        for _ in range(int(rng.integers(1, 3))):
            edges = np.sort(rng.choice(HOURS + 1, size=2 * int(rng.integers(1, 4)), replace=False)) * HOUR
            profiles.append(tuple(zip(edges[::2].tolist(), edges[1::2].tolist(), strict=True)))
            gates.append(Gate(f"gate {len(gates)}", node, int(rng.integers(0, 60)), len(profiles) - 1, crossing))
    groups = int(rng.integers(1, 5))
    low = rng.integers(0, 400, size=groups)
    high = low + rng.integers(0, 300, size=groups)
    after = np.sort(rng.choice(40, size=groups, replace=False)) * HOUR
    group = np.repeat(np.arange(groups), crossings)
    none = np.zeros(0, dtype=np.int64)
    midnight = int(rng.integers(1, 24))
    return Question(
        nodes=crossings, horizon=HOURS * HOUR, tail=none, head=none, transit=none, rate=none, profile=none,
        profiles=tuple(profiles), gates=tuple(gates), low=low, high=high, group=group,
        start=np.tile(np.arange(crossings), groups), after=np.repeat(after, crossings), edge=none,
        beelines=Beelines(tuple(after.tolist()), tuple(low.tolist()), tuple(high.tolist())),
        days=tuple(range(midnight * HOUR, HOURS * HOUR, 24 * HOUR)),
    )  # fmt: skip


def exact(question: Question, people: list[int], limit: int | None = None, rate: int | None = None) -> int:
    """The most people who can pass, hour by hour; those at a gate without a place are there from the start."""
    graph = nx.DiGraph()
    graph.add_nodes_from(["all", "out"])
    ends = [0, *question.days, question.horizon]
    of_day = {hour: next(d for d, (a, b) in enumerate(pairwise(ends)) if a <= hour * HOUR < b) for hour in range(HOURS)}
    for index, (count, after) in enumerate(zip(people, question.after[:: question.nodes].tolist(), strict=True)):
        graph.add_edge("all", ("group", index), capacity=count)
        graph.add_edge(("group", index), ("there", after // HOUR), capacity=count)
        graph.add_edge(("group", index), ("anywhere", 0), capacity=count)
    for hour in range(HOURS):
        graph.add_edge(("there", hour), ("there", hour + 1))
        graph.add_edge(("anywhere", hour), ("anywhere", hour + 1))
        for number, gate in enumerate(question.gates):
            if any(a <= hour * HOUR < b for a, b in question.profiles[gate.profile]):
                stands = "anywhere" if gate.node is None else "there"
                free = gate.crossing == SEVERAL_WAYS  # of which nothing is assumed
                passing = ("day", gate.crossing, of_day[hour])
                graph.add_edge((stands, hour), (number, hour))
                graph.add_edge((number, hour), passing, capacity=gate.rate if free or rate is None else rate)
                graph.add_edge(passing, "out", **({} if free or limit is None else {"capacity": limit}))
    return int(nx.maximum_flow_value(graph, "all", "out"))


def certificate_of(proof: Proof, conditional: tuple[Conditional, ...], lines: tuple[Line, ...]) -> Certificate:
    rungs = proof.rungs
    return Certificate(
        proof.question.plain(), rungs["exit_seats"], rungs["walking"], rungs["streets"], "made up",
        "2024-05-01T00:00:00+03:00", rungs["beeline"], conditional=conditional, lines=lines,
    )  # fmt: skip


@pytest.mark.parametrize("seed", SEEDS)
def test_nobody_more_can_pass_under_a_daily_limit(seed: int):
    question = asked(seed)
    for limit in (0, 1, 37, 150, 10_000):
        found = under_limit(question, DailyLimit("made up", limit)).rung
        most, fewest = (exact(question, people.tolist(), limit) for people in (question.high, question.low))
        assert found.at_most >= most
        assert found.could_not_leave <= int(question.low.sum()) - fewest


def test_with_everybody_there_from_the_start_it_is_exact():
    """Then crossings are all that holds people back, and each is held by the lesser of its hours and its days."""
    for seed in SEEDS:
        question = asked(seed)
        people = int(question.high.sum())
        there = replace(
            question,
            after=np.zeros_like(question.after),
            beelines=Beelines((0,), (int(question.low.sum()),), (people,)),
        )
        for limit in (0, 1, 37, 150, 10_000):
            found = under_limit(there, DailyLimit("made up", limit)).rung
            by_hand = 0
            for crossing in {gate.crossing for gate in there.gates}:
                gates = [gate for gate in there.gates if gate.crossing == crossing]
                ends = [0, *there.days, there.horizon]
                open_days = sum(
                    any(max(a, x) < min(b, y) for gate in gates for x, y in there.profiles[gate.profile])
                    for a, b in pairwise(ends)
                )
                by_hour = sum(gate.rate * sum(y - x for x, y in there.profiles[gate.profile]) // HOUR for gate in gates)
                by_hand += by_hour if crossing == SEVERAL_WAYS else min(limit * open_days, by_hour)
            assert found.at_most == min(people, by_hand)


@pytest.mark.parametrize("seed", SEEDS)
def test_the_least_line_holds_at_every_rate(seed: int):
    question = asked(seed)
    proof = prove(question)
    certificate = certificate_of(proof, (), lines_of(proof, [1, 5, 40]))
    for rate in (0, 1, 3, 5, 17, 40, 500):
        assert certificate.at_most_at(rate) >= exact(question, question.high.tolist(), rate=rate)


@pytest.mark.parametrize("seed", SEEDS[:12])
def test_what_is_written_is_read_and_checked(seed: int):
    proof = prove(asked(seed))
    conditional = tuple(under_limit(proof.question, DailyLimit("made up", limit)) for limit in (12, 150))
    written = certificate_of(proof, conditional, lines_of(proof, [1, 40]))
    text = to_text(written)
    read = from_document(json.loads(text), text.encode())
    assert read == written
    assert certify(read).holds
    assert as_told_by(written, written.instance) == written.instance


def test_a_figure_that_does_not_follow_is_found():
    proof = prove(replace(asked(3), gates=(Gate("always open", 0, 50, 0, 0), Gate("never", 1, 9, 1, 1))))
    conditional = under_limit(proof.question, DailyLimit("made up", 12))
    certificate = certificate_of(proof, (conditional,), lines_of(proof, [1, 40]))
    rung, line = conditional.rung, certificate.lines[0]
    gates = certificate.instance.gates
    wrong = [
        replace(certificate, conditional=(replace(conditional, rung=replace(rung, at_most=rung.at_most - 1)),)),
        replace(
            certificate,
            conditional=(replace(conditional, rung=replace(rung, could_not_leave=rung.could_not_leave + 1)),),
        ),
        replace(certificate, conditional=(replace(conditional, condition=DailyLimit("made up", 11)),)),
        replace(certificate, conditional=(replace(conditional, rung=replace(rung, labels=-1)),)),
        replace(certificate, lines=(replace(line, fixed=line.fixed - 1),)),
        replace(certificate, lines=(replace(line, opened=line.opened - 1),)),
        replace(certificate, instance=replace(certificate.instance, days=certificate.instance.days[:-1])),
        replace(certificate, instance=replace(certificate.instance, days=(0, *certificate.instance.days))),
        replace(
            certificate, instance=replace(certificate.instance, gates=(replace(gates[0], crossing=None), *gates[1:]))
        ),
    ]
    assert [certify(one).holds for one in wrong] == [False] * len(wrong)
