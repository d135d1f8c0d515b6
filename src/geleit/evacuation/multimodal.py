"""Several ways of travelling in one question: a copy of the streets for each, joined at the exits."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np

from geleit.evacuation.arcs import UNLIMITED
from geleit.flow.instance import Question
from geleit.model.arrays import Ints
from geleit.model.certificate import Gate, Intervals
from geleit.model.travel import BusLine
from geleit.streets.shuttle import Shuttle


@dataclass(frozen=True)
class Service:
    """What a bus line offers for certain.

    Parameters
    ----------
    corner, walk_m
        Where people leave the streets, and metres from there to the boarding place.
    seconds
        From the boarding place to the exit, with the longest wait for the next bus.
    rate
        Persons per hour.
    profile
        Index of the opening profile of boarding.
    exit
        Index of the exit.
    """

    corner: int
    walk_m: float
    seconds: int
    rate: int
    profile: int
    exit: int


def service(line: BusLine, round_: Shuttle, exit_: int, profile: int) -> Service | None:
    """A bus line at its cautious ends, or ``None`` if it brings nobody.

    Buses leave evenly, one every round trip divided by their number. Whoever boards waits for that long at most, and in
    that time no more people board than one bus has seats; so a steady stream of ``buses x seats`` people a round trip
    is a timetable.
    """
    if round_.there_m is None or round_.back_m is None:
        return None
    there = round_.there_m / line.speed.low
    trip = there + round_.back_m / line.speed.low + line.turnaround.high * 60
    buses = math.floor(line.buses.low)
    rate = math.floor(buses * line.seats * 3600 / trip) if trip else UNLIMITED
    if not rate:
        return None
    seconds = math.ceil(trip / buses + there + line.turnaround.high * 60)
    return Service(round_.corner, round_.walk_m, seconds, min(rate, UNLIMITED), profile, exit_)


def until_empty(line: BusLine, round_: Shuttle, metres: float, boarding: Intervals) -> Intervals:
    """Of the times of boarding, those until each bus of a line has driven so far, at its cautious ends."""
    if round_.there_m is None or round_.back_m is None or not (way := round_.there_m + round_.back_m):
        return boarding
    left = math.floor(math.floor(metres / way) * (way / line.speed.low + line.turnaround.low * 60))
    found = []
    for first, last in boarding:
        if left > 0:
            found.append((first, min(last, first + left)))
        left -= last - first
    return tuple(found)


@dataclass(frozen=True, eq=False)
class Part:
    """The question of those who travel in one way.

    Parameters
    ----------
    question
        With gates that its travellers may pass; the others are never open.
    walking_speed
        In m/s; ``None`` for those who go by car and board no bus.
    slow
        Whether they are to be served first.
    """

    question: Question
    walking_speed: float | None
    slow: bool


def joined(parts: Sequence[Part], gates: Sequence[Gate], exit_of: Sequence[int], buses: Sequence[Service]) -> Question:
    """One question of several: people of each part on their own copy of the streets, all through the same gates.

    Copies of a street share its width, as its two directions do; whoever makes a plan has to divide it.

    Parameters
    ----------
    parts
        They share horizon and profiles.
    gates
        The gates as anyone may pass them; their nodes do not matter.
    exit_of
        Index of the exit that each gate belongs to.
    buses
        They start at corners of the first part's streets and of every other on foot.
    """
    first = np.cumsum([0, *(part.question.nodes for part in parts)]).tolist()
    hub = first[-1] + np.arange(max(exit_of, default=-1) + 1)
    links = _Links(first[-1] + len(hub))
    for part, at in zip(parts, first[:-1], strict=True):
        reached = {
            x: gate.node + at
            for x, gate in zip(exit_of, part.question.gates, strict=True)
            if gate.node is not None and part.question.profiles[gate.profile]
        }
        for x, node in reached.items():
            links.add(node, int(hub[x]), 1)
    for line in buses:
        stop = links.new_node()
        for part, at in zip(parts, first[:-1], strict=True):
            if part.walking_speed is not None:
                links.add(line.corner + at, stop, max(1, math.ceil(line.walk_m / part.walking_speed)))
        links.add(stop, int(hub[line.exit]), line.seconds, line.rate, line.profile)
    questions = [part.question for part in parts]
    people = np.cumsum([0, *(len(q.low) for q in questions)]).tolist()
    tail, head, transit, rate, profile = links.columns()
    return replace(
        questions[0],
        nodes=links.nodes,
        tail=np.concatenate([*(q.tail + at for q, at in zip(questions, first, strict=False)), tail]),
        head=np.concatenate([*(q.head + at for q, at in zip(questions, first, strict=False)), head]),
        transit=np.concatenate([*(q.transit for q in questions), transit]),
        rate=np.concatenate([*(q.rate for q in questions), rate]),
        profile=np.concatenate([*(q.profile for q in questions), profile]),
        edge=np.concatenate([*(q.edge for q in questions), np.full(len(tail), -1)]),
        gates=tuple(
            replace(gate, node=int(hub[x]) if gate.node is not None else None)
            for gate, x in zip(gates, exit_of, strict=True)
        ),
        low=np.concatenate([q.low for q in questions]),
        high=np.concatenate([q.high for q in questions]),
        group=np.concatenate([q.group + at for q, at in zip(questions, people, strict=False)]),
        start=np.concatenate([q.start + at for q, at in zip(questions, first, strict=False)]),
        after=np.concatenate([q.after for q in questions]),
        slow=np.concatenate([np.full(len(part.question.low), part.slow) for part in parts]),
        copies=tuple(first[:-1]),
    )


class _Links:
    """Arcs that are no streets."""

    def __init__(self, nodes: int) -> None:
        self.nodes = nodes
        self._rows: list[tuple[int, int, int, int, int]] = []

    def new_node(self) -> int:
        self.nodes += 1
        return self.nodes - 1

    def add(self, tail: int, head: int, seconds: int, rate: int = UNLIMITED, profile: int = 0) -> None:
        self._rows.append((tail, head, seconds, rate, profile))

    def columns(self) -> tuple[Ints, ...]:
        return tuple(np.array(self._rows, dtype=np.int64).reshape(-1, 5).T)
