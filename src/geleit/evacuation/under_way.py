"""How far people of a plan walk, where they wait, and how close they stand there."""

from __future__ import annotations

import numpy as np
import shapely

from geleit.evacuation.arcs import UNLIMITED
from geleit.evacuation.placement import Located
from geleit.evacuation.question import exit_of_gates
from geleit.evacuation.travellers import parties
from geleit.flow.departures import departures
from geleit.flow.instance import Question
from geleit.flow.queues import queues
from geleit.flow.streams import Schedule
from geleit.model.arrays import Floats, Ints
from geleit.model.certificate import UNITS_PER_PERSON
from geleit.model.crowds import Queue, UnderWay
from geleit.model.window import Clock
from geleit.streets.locate import Plane

CLOSE_M = 25.0
"""Who waits at a corner also stands on the streets of corners no farther than this, in metres."""


def under_way(located: Located, schedule: Schedule, clock: Clock, *, late: bool) -> UnderWay:
    """What a plan asks of those under way.

    Parameters
    ----------
    located
        The case, at its likely figures for a plan with these.
    late
        Whether everyone leaves as late as can be.
    """
    question = schedule.question
    metres, seconds = walked(located, question)
    traced = departures(schedule, np.zeros(len(question.low), dtype=np.int64), counted=(metres, seconds))
    out = int(traced.units.sum())
    arc = schedule.slot_arc[schedule.slot]
    on = np.flatnonzero(arc >= 0)
    entered = np.zeros(len(question.tail), dtype=np.int64)
    np.add.at(entered, arc[on], (schedule.rate * (schedule.last - schedule.first))[on] * schedule.moves.seconds)
    return UnderWay(
        late=late,
        queues=_queues(located, schedule, clock),
        walk_m=_share(entered, metres, out),
        walk_s=_share(entered, seconds, out),
        longest_walk_m=int(traced.metres.max(initial=0)),
        longest_walk_s=int(traced.seconds.max(initial=0)),
        wait_s=traced.waited // out if out else 0,
        longest_wait_s=int(traced.wait.max(initial=0)),
    )


def walked(located: Located, question: Question) -> tuple[Ints, Ints]:
    """Metres and seconds on foot along each arc of a question; none in cars and buses."""
    network, (copy, _) = located.case.network, _copies(question, question.tail)
    travelling = [traveller for traveller, _ in parties(located.case, ())]
    speed = np.array([0.0 if one.lane_flow is not None else one.speed for one in travelling])[copy]
    riding = _boarding(located, question)[question.tail]
    seconds = np.where((speed > 0) & ~riding, question.transit, 0)
    length = np.where(question.edge >= 0, network.length[question.edge], question.transit * speed)
    # a link from a copy of the streets to the exit that it shares with others is no way
    link = (question.edge < 0) & (question.transit == 1) & (question.rate == UNLIMITED)
    metres = np.rint(np.where((seconds > 0) & ~link, length, 0)).astype(np.int64)
    return metres, seconds


def _share(entered: Ints, each: Ints, out: int) -> int:
    return round(sum(a * b for a, b in zip(entered.tolist(), each.tolist(), strict=True) if a) / out) if out else 0


def _copies(question: Question, node: Ints) -> tuple[Ints, Ints]:
    """The copy of the streets that each node is in, and its number there; nodes of none are behind the last."""
    copies = np.array(question.copies)
    copy = np.searchsorted(copies, node, side="right") - 1
    return copy, node - copies[copy]


def _boarding(located: Located, question: Question) -> Ints:
    """Whether each node is where people board a bus: not a corner, reached on foot, and left for an exit."""
    _, corner = _copies(question, np.arange(question.nodes))
    extra = question.edge < 0
    reached, left = np.zeros(question.nodes, dtype=bool), np.zeros(question.nodes, dtype=bool)
    reached[question.head[extra & (question.rate == UNLIMITED)]] = True
    left[question.tail[extra]] = True
    return np.asarray(reached & left & (corner >= located.case.network.nodes))


def places_of(located: Located, question: Question) -> Ints:
    """The corner of the streets at which people wait who are at each node of a question."""
    network = located.case.network
    _, corner = _copies(question, np.arange(question.nodes))
    place = np.where(corner < network.nodes, corner, -1)
    ways = [way or drive for way, drive in zip(located.approaches, located.driveways, strict=True)]
    for gate, exit_ in zip(question.gates, exit_of_gates(located.case), strict=True):
        if gate.node is not None and (way := ways[exit_]) is not None:
            place[gate.node] = way.node
    extra = np.flatnonzero(question.edge < 0)
    lead = extra[(place[question.head[extra]] < 0) & (place[question.tail[extra]] >= 0)]
    place[question.head[lead]] = place[question.tail[lead]]
    return place


def _queues(located: Located, schedule: Schedule, clock: Clock) -> tuple[Queue, ...]:
    network, question = located.case.network, schedule.question
    found = queues(schedule, places_of(located, question), network.nodes)
    corners = np.flatnonzero(found.most >= UNITS_PER_PERSON)
    corners = corners[np.argsort(-found.most[corners], kind="stable")]
    names = _exit_names(located)
    rows = []
    for corner, room in zip(corners.tolist(), _room(located, corners).tolist(), strict=True):
        passed = int(found.passed[corner])
        rows.append(
            Queue(
                name=names.get(corner) or _streets_at(located, corner),
                is_exit=corner in names,
                lon=float(network.lon[corner]),
                lat=float(network.lat[corner]),
                people=int(found.most[corner]) // UNITS_PER_PERSON,
                at=clock.at(int(found.at[corner])),
                longest_s=int(found.longest[corner]),
                mean_s=round(float(found.waited[corner]) / passed) if passed else int(found.longest[corner]),
                passed=passed // UNITS_PER_PERSON,
                space_m2=round(room, 1),
            )
        )
    return tuple(rows)


def _room(located: Located, corners: Ints) -> Floats:
    """Square metres to stand at corners: the nearer halves of all streets that meet within :data:`CLOSE_M`."""
    network = located.case.network
    usable = located.case.assumptions["usable_width"].at("cautious")
    half = np.where(network.walk, network.length * network.width * usable / 2, 0)
    room = np.bincount(network.tail, half, network.nodes) + np.bincount(network.head, half, network.nodes)
    spots = shapely.points(Plane.around(network).metres(network.lon, network.lat))
    row, near = shapely.STRtree(spots).query(spots[corners], predicate="dwithin", distance=CLOSE_M)
    return np.asarray(np.bincount(row, room[near], len(corners)), dtype=np.float64)


def _exit_names(located: Located) -> dict[int, str]:
    """Names of the exits and bus lines that people wait for at each corner."""
    found: dict[int, list[str]] = {}
    for exit_, way, drive in zip(located.case.exits, located.approaches, located.driveways, strict=True):
        if (reached := way or drive) is not None:
            found.setdefault(reached.node, []).append(exit_.name)
    for line, round_ in zip(located.case.buses, located.shuttles, strict=True):
        found.setdefault(round_.corner, []).append(line.name)
    return {corner: ", ".join(names) for corner, names in found.items()}


def _streets_at(located: Located, corner: int) -> str:
    network = located.case.network
    edges = np.flatnonzero((network.tail == corner) | (network.head == corner))
    widest = edges[np.argsort(-network.width[edges], kind="stable")].tolist()
    return " / ".join(dict.fromkeys(network.label(edge) for edge in widest[:3]))
