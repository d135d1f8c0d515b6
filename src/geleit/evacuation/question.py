"""From a case to a question in whole numbers, at one end of all its ranges."""

from __future__ import annotations

import math
from collections.abc import Sequence, Set
from dataclasses import replace

import numpy as np

from geleit.errors import InputError
from geleit.evacuation.access import Access, access
from geleit.evacuation.arcs import UNLIMITED, streets
from geleit.evacuation.beeline import beelines_of
from geleit.evacuation.homes import Arrivals, arrivals
from geleit.evacuation.joined import joined_streets
from geleit.evacuation.joint import joint_limits, shares
from geleit.evacuation.multimodal import Part, Service, joined, service, until_empty
from geleit.evacuation.origins import Groups, Surroundings, from_anywhere, from_corners, from_gates
from geleit.evacuation.placement import Located
from geleit.evacuation.profiles import Profiles, behind_those_under_way, openings
from geleit.evacuation.travellers import Traveller, fastest, parties
from geleit.flow.instance import Question
from geleit.model.amount import Scenario
from geleit.model.arrays import Ints
from geleit.model.case import Case
from geleit.model.certificate import MM, SEVERAL_WAYS, Gate
from geleit.model.corridor import Exit
from geleit.model.entries import one_line
from geleit.model.population import Wave
from geleit.model.window import Clock, Window


def question_of(located: Located, window: Window, scenario: Scenario, pace: Traveller | None = None) -> Question:
    """The question of a case at one end of its ranges.

    Where the ways that the map may lack cannot be told, people of a bound are at every gate as soon as they are ready.

    Parameters
    ----------
    located
        The case on its streets.
    window
        From when people may move until the deadline.
    scenario
        ``generous``: fast walkers, wide streets, high rates, longest windows, every exit open to everyone, only
        certain closures, nobody farther on the way than anyone may be. ``likely``: likely figures, longest windows,
        all closures. ``cautious``: slow walkers who first walk to their corner, low rates, shortest windows, placed
        exits for civilians only, all closures; everyone travels as their group does.
    pace
        How everyone travels in a bound, where that is not as fast as anyone may.

    Raises
    ------
    InputError
        If it is ``cautious`` and of some people only a cell is known.
    """
    case, clock = located.case, Clock(window.start)
    profiles = Profiles(clock.seconds(window.end))
    opening = openings(located, clock, scenario, profiles)
    if scenario != "cautious":
        anyone = pace or fastest(case, riding=located.riding, end="high" if scenario == "generous" else "likely")
        open_to_anyone = behind_those_under_way(located, streets(located, anyone, opening, scenario), profiles)
        joins, nodes = located.joins, located.case.network.nodes
        lacking = None if joins is None else joined_streets(nodes, open_to_anyone, joins, profiles)
        ways = _with_boarding(access(located, open_to_anyone, located.approaches, scenario, lacking), located)
        around = Surroundings(located, open_to_anyone, ways, lacking)
        people = (from_anywhere if lacking else from_gates)(around, clock, scenario)
        every = [True] * len(case.exits)
        gates = _gates(case, ways.gate, every, clock, scenario, profiles)
        together = joint_limits(case, gates, scenario, profiles)
        found = _question(ways, people, gates, profiles)
        days = clock.midnights(case.zone, profiles.horizon)
        return replace(found, beelines=beelines_of(located, anyone, clock, scenario), days=days, joint=together)
    if located.roaming:
        problem = "of some only a cell is known, as in the public part of a case, and no plan can be made for them"
        raise InputError("people", problem, "ask for the bound alone: geleit.evacuate_public")
    travelling = parties(case, located.settlement.waves)
    slowest = min(_walking_speed(case, traveller) for traveller, _ in travelling)
    at_corners, opening = arrivals(located, clock, opening, profiles, slowest)
    parts = [_part(located, traveller, waves, at_corners, opening, clock, profiles) for traveller, waves in travelling]
    buses = _services(located, clock, profiles)
    if len(parts) == 1 and not buses:
        return parts[0].question
    modes = {"car" if part.walking_speed is None else "foot" for part in parts}
    served = {line.exit for line in buses}
    passes = [x.placed and (_lets_pass(x, modes) or i in served) for i, x in enumerate(case.exits)]
    gates = _gates(case, [0 if x.placed else None for x in case.exits], passes, clock, scenario, profiles)
    return replace(joined(parts, gates, exit_of_gates(case), buses), profiles=tuple(profiles.known))


def _with_boarding(ways: Access, located: Located) -> Access:
    """For a bound: whoever is where a bus is boarded is at once where it sets out."""
    tail = np.array([line.corner for line in located.shuttles], dtype=np.int64)
    head = np.array([line.stop for line in located.shuttles], dtype=np.int64)
    zero = np.zeros_like(tail)
    return replace(ways, arcs=ways.arcs.and_then(tail, head, zero, zero + UNLIMITED, zero - 1))


def exit_of_gates(case: Case) -> tuple[int, ...]:
    """Index of the exit of each gate: an exit has a gate for its own rate and one for each change of it."""
    return tuple(i for i, exit_ in enumerate(case.exits) for _ in (exit_.rate, *exit_.changes))


def _walking_speed(case: Case, traveller: Traveller) -> float:
    """How fast people walk, in m/s, those with a car to it."""
    return traveller.speed if traveller.lane_flow is None else case.assumptions["walking_speed"].low


def _part(
    located: Located,
    traveller: Traveller,
    waves: Sequence[Wave],
    at_corners: Sequence[Arrivals],
    opening: Ints,
    clock: Clock,
    profiles: Profiles,
) -> Part:
    """The question of those who travel in one way, at the cautious ends."""
    case, by_car = located.case, traveller.lane_flow is not None
    usable = streets(located, traveller, opening, "cautious")
    ways = access(located, usable, located.driveways if by_car else located.approaches, "cautious")
    people = from_corners(waves, at_corners)
    mode = {"car" if by_car else "foot"}
    passes = [node is not None and _lets_pass(x, mode) for x, node in zip(case.exits, ways.gate, strict=True)]
    question = _question(ways, people, _gates(case, ways.gate, passes, clock, "cautious", profiles), profiles)
    return Part(question, None if by_car else traveller.speed, traveller.slow)


def _lets_pass(exit_: Exit, modes: Set[str]) -> bool:
    """Whether civilians of one of these modes may pass, for certain."""
    passing = {"foot": {"foot"}, "vehicle": {"car"}, "any": {"foot", "car"}}[exit_.mode]
    return exit_.users in ("civilians", "all") and bool(passing & modes)


def _services(located: Located, clock: Clock, profiles: Profiles) -> list[Service]:
    """What the bus lines offer to exits that are for civilians."""
    exits = {exit_.id: i for i, exit_ in enumerate(located.case.exits)}
    found = []
    for line, round_ in zip(located.case.buses, located.shuttles, strict=True):
        intervals, told = clock.intervals(line.windows, profiles.horizon), located.case.told_vehicles
        if told is not None and told.limited and told.fuel is not None:
            intervals = until_empty(line, round_, told.fuel.low * MM, intervals)
        boarding = profiles.index(intervals)
        offered = service(line, round_, exits[line.exit], boarding)
        if offered is not None and _lets_pass(located.case.exits[offered.exit], {"car"}):
            found.append(offered)
    return found


def _question(ways: Access, people: Groups, gates: tuple[Gate, ...], profiles: Profiles) -> Question:
    arcs = ways.arcs
    return Question(
        nodes=ways.nodes, horizon=profiles.horizon, tail=arcs.tail, head=arcs.head, transit=arcs.transit,
        rate=arcs.rate, profile=arcs.profile, profiles=tuple(profiles.known), gates=gates, low=people.low,
        high=people.high, group=people.group, start=people.start, after=people.after, edge=arcs.edge,
    )  # fmt: skip


def _gates(
    case: Case,
    nodes: Sequence[int | None],
    passes: Sequence[bool],
    clock: Clock,
    scenario: Scenario,
    profiles: Profiles,
) -> tuple[Gate, ...]:
    """The gates of all exits, given the node of each exit and whether anyone who travels may pass."""
    gates, divided = [], shares(case) if scenario == "cautious" else {}
    for index, (exit_, node, passed) in enumerate(zip(case.exits, nodes, passes, strict=True)):
        known = SEVERAL_WAYS if exit_.several_ways else index
        crossing = None if scenario == "cautious" else known
        for windows, rates in exit_.phases(cautious=scenario == "cautious"):
            intervals = clock.intervals(windows, profiles.horizon)
            if not passed:
                intervals = ()
            rate = rates.at(scenario) * divided.get(exit_.id, 1.0)
            persons = math.floor(rate) if scenario == "cautious" else math.ceil(rate)
            gates.append(Gate(one_line(exit_.name), node, persons, profiles.index(intervals), crossing))
    return tuple(gates)
