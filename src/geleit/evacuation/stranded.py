"""People whom no street of the map leads to an exit, by the place where they live."""

from __future__ import annotations

import numpy as np

from geleit.evacuation.districts import homes_of, place_of_corners
from geleit.evacuation.placement import Located
from geleit.flow.instance import Question
from geleit.flow.layers import FAR, earliest, reach
from geleit.model.answer import StrandedPlace
from geleit.model.arrays import Flags


def without_way(question: Question) -> Flags:
    """Whether no street that ever opens leads a group to an exit that ever does, shape ``(groups,)``."""
    return np.asarray((earliest(question, reach(question)) >= FAR) & (question.high > 0))


def stranded(located: Located, question: Question, some: Flags | None = None) -> tuple[StrandedPlace, ...]:
    """The most people without any way, by place, most people first.

    Parameters
    ----------
    some
        Which groups are without; worked out by default, shape ``(groups,)``.
    """
    lost = without_way(question) if some is None else some
    corner, _ = homes_of(question)
    place = place_of_corners(located)[corner[lost]]
    people = np.bincount(place, question.high[lost], len(located.case.places)).astype(np.int64)
    order = np.argsort(-people, kind="stable")
    places = located.case.places
    return tuple(StrandedPlace(places[i].id, places[i].name, int(people[i])) for i in order.tolist() if people[i])
