"""A plan by districts: who leaves when, by which exit."""

from __future__ import annotations

import numpy as np

from geleit.evacuation.placement import Located
from geleit.evacuation.question import exit_of_gates
from geleit.evacuation.travellers import EVERYONE_ELSE
from geleit.flow.departures import Departures, departures
from geleit.flow.instance import Question
from geleit.flow.streams import Schedule
from geleit.model.arrays import Ints
from geleit.model.certificate import UNITS_PER_PERSON
from geleit.model.departure import Departure, District, GroupOut
from geleit.model.window import Clock
from geleit.streets.locate import Plane

LARGE_M = 1500.0
"""A place that reaches farther than this, in metres, is divided."""
SQUARE_M = 1000.0
"""Side of the squares that it is divided into, in metres."""


def per_district(
    located: Located, schedule: Schedule, clock: Clock
) -> tuple[tuple[District, ...], tuple[Departure, ...], tuple[GroupOut, ...]]:
    """Districts, departures in the order of districts and times, and how each travel group fares."""
    question = schedule.question
    names = [*(group.name for group in located.case.groups), EVERYONE_ELSE]
    corner, group = _homes(question)
    districts, of_corner = _districts(located, corner, question.low)
    label = of_corner[corner] * len(names) + group
    since = clock.origin.astimezone(located.case.zone)
    traced = departures(schedule, label, since.minute * 60 + since.second)
    exits = [located.case.exits[x].id for x in exit_of_gates(located.case)]
    people = _whole(traced)
    rows = []
    for i in np.lexsort((traced.pass_from, traced.leave_from, traced.label)).tolist():
        district, kind = divmod(int(traced.label[i]), len(names))
        if people[i]:
            rows.append(
                Departure(
                    district=districts[district].id,
                    group=names[kind],
                    exit=exits[traced.gate[i]],
                    leave_from=clock.at(int(traced.leave_from[i])),
                    leave_until=clock.at(int(traced.leave_until[i])),
                    people=int(people[i]),
                    pass_from=clock.at(int(traced.pass_from[i])),
                    pass_until=clock.at(int(traced.pass_until[i])),
                )
            )
    return districts, tuple(rows), _groups(question, group, names, traced, clock)


def _homes(question: Question) -> tuple[Ints, Ints]:
    """Street corner and travel group of each group of people."""
    copies = np.array(question.copies)
    home = np.zeros(len(question.low), dtype=np.int64)
    home[question.group] = question.start
    copy = np.searchsorted(copies, home, side="right") - 1
    # without groups or buses there is one copy, else one for each group and one for everyone else
    return home - copies[copy], copy


def _districts(located: Located, corner: Ints, people: Ints) -> tuple[tuple[District, ...], Ints]:
    """The districts where people live, and the district of each corner, -1 for none."""
    network, places = located.case.network, located.case.places
    inside = np.bincount(corner, people, network.nodes)
    lived = np.unique(corner)
    place = _place_of_corners(located)
    at = Plane.around(network).metres(network.lon, network.lat)
    square = np.zeros((network.nodes, 2), dtype=np.int64)
    for index in np.unique(place[lived]).tolist():
        mine = lived[place[lived] == index]
        if np.ptp(at[mine], axis=0).max() > LARGE_M:
            square[mine] = np.floor(at[mine] / SQUARE_M).astype(np.int64)
    key = np.column_stack([place, square])[lived]
    unique, back = np.unique(key, axis=0, return_inverse=True)
    of_corner = np.full(network.nodes, -1, dtype=np.int64)
    of_corner[lived] = back
    parts = np.bincount(unique[:, 0], minlength=len(places))
    found, count = [], dict.fromkeys(range(len(places)), 0)
    for index, (of, _, _) in enumerate(unique.tolist()):
        mine = lived[back == index]
        weight = np.maximum(inside[mine], 1e-9)
        count[of] += 1
        name = places[of].id if parts[of] == 1 else f"{places[of].id}-{count[of]}"
        lon, lat = (float(np.average(x[mine], weights=weight)) for x in (network.lon, network.lat))
        found.append(District(name, places[of].name, lon, lat, int(inside[mine].sum())))
    return tuple(found), of_corner


def _place_of_corners(located: Located) -> Ints:
    """The place with the most people at each corner."""
    waves = located.settlement.waves
    high = np.array([wave.population.high for wave in waves])
    place = np.array([wave.population.place for wave in waves])
    return np.asarray(np.take_along_axis(place, np.argmax(high, axis=0)[None], axis=0)[0])


def _whole(traced: Departures) -> Ints:
    """Whole people of each row; the largest remainders are rounded up, so that each label's rows add up."""
    people, rest = np.divmod(traced.units, UNITS_PER_PERSON)
    whole = np.bincount(traced.label, traced.units, len(traced.at_home)) // UNITS_PER_PERSON
    lacking = whole.astype(np.int64) - np.bincount(traced.label, people, len(whole)).astype(np.int64)
    order = np.lexsort((-rest, traced.label))
    first = np.searchsorted(traced.label[order], np.arange(len(whole)))
    rank = np.arange(len(order)) - first[traced.label[order]]
    people[order] += rank < lacking[traced.label[order]]
    return np.asarray(people)


def _groups(
    question: Question, group: Ints, names: list[str], traced: Departures, clock: Clock
) -> tuple[GroupOut, ...]:
    found = []
    for kind in np.unique(group).tolist():
        rows = traced.label % len(names) == kind
        people, out = int(question.low[group == kind].sum()), int(traced.units[rows].sum())
        last = clock.at(int(traced.pass_until[rows].max())) if out == people * UNITS_PER_PERSON and people else None
        found.append(
            GroupOut(names[kind] if len(question.copies) > 1 else EVERYONE_ELSE, people, out // UNITS_PER_PERSON, last)
        )
    return tuple(found)
