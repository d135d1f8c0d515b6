"""What several exits pass together: one limit in a bound, shares of it in a plan."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from geleit.evacuation.profiles import Profiles
from geleit.model.amount import Scenario
from geleit.model.case import Case
from geleit.model.certificate import Gate, Joint
from geleit.model.corridor import Exit, JointLimit
from geleit.model.entries import one_line


def limits_of(case: Case) -> tuple[JointLimit, ...]:
    """The joint limits of which an exit is there; a question may leave exits out."""
    there = {exit_.id for exit_ in case.exits}
    return tuple(limit for limit in case.joint_limits if there.intersection(limit.exits))


def joint_limits(case: Case, gates: Sequence[Gate], scenario: Scenario, profiles: Profiles) -> tuple[Joint, ...]:
    """The joint limits of a case for a bound: each holds whenever a gate of its exits is open.

    Parameters
    ----------
    gates
        Of all exits; they tell their crossing.
    """
    index = {exit_.id: i for i, exit_ in enumerate(case.exits)}
    known, found = list(profiles.known), []
    for limit in limits_of(case):
        crossings = tuple(sorted(index[name] for name in limit.exits if name in index))
        intervals = [pair for gate in gates if gate.crossing in crossings for pair in known[gate.profile]]
        opened = profiles.index(tuple(_together(intervals)))
        found.append(Joint(one_line(limit.name or limit.id), crossings, math.ceil(limit.rate.at(scenario)), opened))
    return tuple(found)


def _together(intervals: Sequence[tuple[int, int]]) -> Iterator[tuple[int, int]]:
    """The time that lies within any of some intervals, as intervals that neither overlap nor touch."""
    start = end = -1
    for first, last in sorted(intervals):
        if first > end:
            if end >= 0:
                yield start, end
            start, end = first, last
        end = max(end, last)
    if end >= 0:
        yield start, end


def shares(case: Case) -> dict[str, float]:
    """What share of its own rates each limited exit may count on in a plan, by the id of the exit.

    The least of a joint limit is divided between those of its exits that a plan may use by their own least rates, so
    that at no moment more pass than it lets.
    """
    by_id = {exit_.id: exit_ for exit_ in case.exits}
    found = {}
    for limit in case.joint_limits:
        there = [by_id[name] for name in limit.exits if name in by_id]
        used = [exit_ for exit_ in there if exit_.placed and exit_.users in ("civilians", "all")]
        together = sum(map(_fastest, used))
        share = min(1.0, limit.rate.low / together) if together else 1.0
        found.update({exit_.id: share for exit_ in used})
    return found


def _fastest(exit_: Exit) -> float:
    """Persons an hour who can surely pass an exit in its fastest hours."""
    return max(rate.low for rate in (exit_.rate, *(change.rate for change in exit_.changes)))
