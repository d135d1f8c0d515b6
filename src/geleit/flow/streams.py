"""Streams of a plan: people moved step by step, and when and where they move."""

from __future__ import annotations

from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from geleit.flow.cut import exact_sum
from geleit.flow.instance import Question
from geleit.flow.layers import Reach, spread
from geleit.flow.replay import Moves, replay
from geleit.model.arrays import Ints
from geleit.model.certificate import UNITS_PER_PERSON
from geleit.model.plan import Plan, Stream

UNLIMITED = 2**60
"""A quota that never binds."""
STEPS = (1, 2, 3, 5, 10, 15, 20, 30, 60)
"""Possible seconds in a step of a plan, which counts people in so many 1/3600."""
MOST_STEPS = 4320
"""A plan takes the shortest steps of which no more than this many make up the horizon: minutes for three days."""


def step_of(question: Question) -> int:
    """Seconds in a step of the plan for a question."""
    return next((step for step in STEPS if question.horizon <= step * MOST_STEPS), STEPS[-1])


@dataclass(frozen=True, eq=False)
class Schedule:
    """A feasible plan as arrays: streams into arcs and through gates.

    Parameters
    ----------
    question
        What it is a plan for.
    moves
        What was replayed; its slots are the arcs and gates in use.
    home_group
        Group of each of the homes of ``moves``.
    slot_arc, slot_gate
        Arc or gate of each slot, -1 for none.
    slot, first, last, rate
        Streams: slot entered, first step, step after the last, persons per hour, shape ``(k,)``.
    """

    question: Question
    moves: Moves
    home_group: Ints
    slot_arc: Ints
    slot_gate: Ints
    slot: Ints
    first: Ints
    last: Ints
    rate: Ints

    @cached_property
    def owner(self) -> Ints:
        """Node of ``moves`` that each slot leads from."""
        return np.repeat(np.arange(self.moves.nodes), np.diff(self.moves.first))

    @cached_property
    def times(self) -> tuple[Ints, Ints]:
        """Second from which and until which each stream enters."""
        shift = self.moves.to_gate[self.owner[self.slot]]
        return self.first * self.moves.seconds - shift, self.last * self.moves.seconds - shift

    @property
    def people_out(self) -> int:
        """Whole people out by the horizon."""
        through = self.slot_gate[self.slot] >= 0
        steps = (self.rate * (self.last - self.first))[through]
        return exact_sum(steps) * self.moves.seconds // UNITS_PER_PERSON

    def plan(self, case: str, origin: str) -> Plan:
        """The plan as a file stores it."""
        on_arcs, through_exits = self._streams(self.slot_arc), self._streams(self.slot_gate)
        return Plan(
            replace(self.question.plain(), beelines=None), on_arcs, through_exits, self.people_out, case, origin
        )

    def _streams(self, of: Ints) -> tuple[Stream, ...]:
        some = np.flatnonzero(of[self.slot] >= 0)
        start, end = (moments[some] for moments in self.times)
        columns = (of[self.slot[some]], start, end, self.rate[some])
        return tuple(map(Stream, *(column.tolist() for column in columns)))


def replayed(
    question: Question, reached: Reach, on_arcs: Quotas, through_gates: Quotas, people: Ints | None = None
) -> Schedule:
    """The plan that quotas lead to.

    Parameters
    ----------
    people
        How many of each group may set out, in 1/3600 person, shape ``(groups,)``; the fewest of each by default.

    Raises
    ------
    ValueError
        If a group may set out at several places: a plan has to know where its people are.
    """
    if len(question.group) != len(question.low):
        raise ValueError("a plan needs one place to set out for each group")
    people = question.low * UNITS_PER_PERSON if people is None else people
    moves, home_group, slot_arc, slot_gate = _moves(question, reached, on_arcs, through_gates, people)
    streams = replay(moves, question.horizon // moves.seconds)
    return Schedule(question, moves, home_group, slot_arc, slot_gate, *streams)


@dataclass(frozen=True, eq=False)
class Quotas:
    """How many may enter arcs, or pass gates, from a step on.

    Parameters
    ----------
    at
        The arcs or gates in use, rising, shape ``(k,)``.
    first
        Quotas of ``at[i]`` are ``first[i]`` to ``first[i + 1]``, shape ``(k + 1,)``.
    step, amount
        From which step on, rising, and how many more, in units of a step's seconds / 3600 person.
    """

    at: Ints
    first: Ints
    step: Ints
    amount: Ints


def without_quotas(at: Ints) -> Quotas:
    """As many as streets and gates allow."""
    return Quotas(at, np.arange(len(at) + 1), np.zeros_like(at), np.full_like(at, UNLIMITED))


def paced(seconds: int, at: Ints, since: Ints, until: Ints, amount: Ints, pulses: int) -> Quotas:
    """Amounts to be moved within ``[since, until)`` of the shifted clock, released in so many equal parts."""
    units, begin, end = amount // seconds, -(-since // seconds), until // seconds
    parts = np.clip(np.minimum(units, end - begin), 1, pulses)
    row, i = spread(np.zeros_like(parts), parts)
    step = begin[row] + np.maximum(end - begin, 0)[row] * i // parts[row]
    part = units[row] * (i + 1) // parts[row] - units[row] * i // parts[row]
    order = np.lexsort((step, at[row]))
    used, first = np.unique(at[row][order], return_index=True)
    return Quotas(used, np.append(first, len(order)), step[order], part[order])


def _moves(
    question: Question, reached: Reach, on_arcs: Quotas, through_gates: Quotas, people: Ints
) -> tuple[Moves, Ints, Ints, Ints]:
    """The replay's input, the group of each home, and the arc and gate of each slot (-1 for none)."""
    seconds = step_of(question)
    arc, gate = on_arcs.at, through_gates.at
    gate_node = np.array([-1 if g.node is None else g.node for g in question.gates], dtype=np.int64)
    gate_rate = np.array([g.rate for g in question.gates], dtype=np.int64)
    gate_profile = np.array([g.profile for g in question.gates], dtype=np.int64)

    # gates first, so that whoever can pass does
    slot_node = np.concatenate([gate_node[gate], question.tail[arc]])
    slot_head = np.concatenate([np.full(len(gate), -1), question.head[arc]])
    slot_rate = np.concatenate([gate_rate[gate], question.rate[arc]])
    slot_profile = np.concatenate([gate_profile[gate], question.profile[arc]])
    slot_gate = np.concatenate([gate, np.full(len(arc), -1)])
    slot_arc = np.concatenate([np.full(len(gate), -1), arc])
    extra = question.transit[arc] + reached.to_gate[question.head[arc]] - reached.to_gate[question.tail[arc]]
    delay = np.concatenate([np.zeros(len(gate), dtype=np.int64), -(-extra // seconds)])
    quota_first = np.concatenate([through_gates.first[:-1], through_gates.first[-1] + on_arcs.first])
    quota_step = np.concatenate([through_gates.step, on_arcs.step])
    quota_amount = np.concatenate([through_gates.amount, on_arcs.amount])
    opening_first = np.cumsum([0, *map(len, question.profiles)])
    opening = np.array([ends for profile in question.profiles for ends in profile], dtype=np.int64).reshape(-1, 2)

    step = -(-(question.after + reached.to_gate[question.start]) // seconds)
    homes = np.flatnonzero((people[question.group] >= seconds) & np.isin(question.start, slot_node))
    homes = homes[np.argsort(step[homes], kind="stable")]
    nodes = np.unique(np.concatenate([slot_node, question.head[arc]]))
    nodes = nodes[np.lexsort((nodes, -reached.to_gate[nodes]))]
    number = np.full(question.nodes + 1, -1, dtype=np.int64)
    number[nodes] = np.arange(len(nodes))
    order = np.lexsort((np.arange(len(slot_node)), number[slot_node]))
    quotas, quota = spread(quota_first[:-1][order], np.diff(quota_first)[order])
    openings, interval = spread(opening_first[:-1][slot_profile[order]], np.diff(opening_first)[slot_profile[order]])
    moves = Moves(
        seconds=seconds,
        nodes=len(nodes),
        home=number[question.start[homes]],
        home_step=step[homes],
        home_people=people[question.group[homes]] // seconds,
        to_gate=reached.to_gate[nodes],
        first=np.searchsorted(number[slot_node][order], np.arange(len(nodes) + 1)),
        target=number[slot_head[order]],
        delay=delay[order],
        rate=slot_rate[order],
        quota_first=np.searchsorted(quotas, np.arange(len(order) + 1)),
        quota_step=quota_step[quota],
        quota_amount=quota_amount[quota],
        open_first=np.searchsorted(openings, np.arange(len(order) + 1)),
        open_from=opening[interval, 0],
        open_until=opening[interval, 1],
    )
    return moves, question.group[homes], slot_arc[order], slot_gate[order]
