"""A plan by districts: who leaves when, by which exit."""

from __future__ import annotations

import numpy as np

from geleit.evacuation.districts import districts_of, homes_of
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


def per_district(
    located: Located, schedule: Schedule, clock: Clock
) -> tuple[tuple[District, ...], tuple[Departure, ...], tuple[GroupOut, ...]]:
    """Districts, departures in the order of districts and times, and how each travel group fares."""
    question = schedule.question
    names = [*(group.name for group in located.case.groups), EVERYONE_ELSE]
    corner, group = homes_of(question)
    districts, of_corner = districts_of(located, corner, question.low)
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


def _whole(traced: Departures) -> Ints:
    """Whole people of each row: all rows together, and those of each label, add up to what they come to."""
    of_label = np.bincount(traced.label, traced.units, len(traced.at_home)).astype(np.int64)
    everyone = np.array([of_label.sum() // UNITS_PER_PERSON])
    return _rounded(traced.units, traced.label, _rounded(of_label, np.zeros_like(of_label), everyone))


def _rounded(units: Ints, part: Ints, whole: Ints) -> Ints:
    """Whole people of each row, those with the largest remainders rounded up, so that each part has so many."""
    people, rest = np.divmod(units, UNITS_PER_PERSON)
    lacking = whole - np.bincount(part, people, len(whole)).astype(np.int64)
    order = np.lexsort((-rest, part))
    first = np.searchsorted(part[order], np.arange(len(whole)))
    rank = np.arange(len(order)) - first[part[order]]
    people[order] += rank < lacking[part[order]]
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
