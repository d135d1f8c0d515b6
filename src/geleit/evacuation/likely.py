"""A case at its likely figures, for a plan that stands beside the cautious one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from datetime import timedelta
from typing import Literal, TypeAlias

import numpy as np

from geleit.evacuation.placement import Located
from geleit.model.amount import Range
from geleit.model.case import Case
from geleit.model.corridor import Exit, JointLimit
from geleit.model.network import Network
from geleit.model.population import Population, Wave
from geleit.model.travel import BusLine, TravelGroup

End: TypeAlias = Literal["low", "likely", "high"]
"""A figure of a range."""


def at_likely_figures(located: Located) -> Located:
    """The same case on the same streets with the likely figure of every range, and the longest windows.

    People set out when half of them can. How far off an exit may stand, and what is shut, stays as cautious as it is.
    """
    settlement = replace(located.settlement, waves=tuple(_wave(located, wave) for wave in located.settlement.waves))
    return replace(located, case=_case(located.case), settlement=settlement)


def _case(case: Case) -> Case:
    assumptions: Mapping[str, Range] = {name: _likely(figure) for name, figure in case.assumptions.items()}
    return replace(
        case,
        assumptions=assumptions,
        exits=tuple(map(_exit, case.exits)),
        groups=tuple(map(_group, case.groups)),
        buses=tuple(map(_bus, case.buses)),
        joint_limits=tuple(map(_joint_limit, case.joint_limits)),
    )


def _likely(figure: Range) -> Range:
    return replace(figure, low=figure.likely, high=figure.likely)


def _exit(exit_: Exit) -> Exit:
    changes = tuple(replace(change, rate=_likely(change.rate)) for change in exit_.changes)
    return replace(exit_, rate=_likely(exit_.rate), changes=changes, windows_cautious=exit_.windows)


def _joint_limit(limit: JointLimit) -> JointLimit:
    return replace(limit, rate=_likely(limit.rate))


def _group(group: TravelGroup) -> TravelGroup:
    lane_flow = None if group.lane_flow is None else _likely(group.lane_flow)
    return replace(group, share=_likely(group.share), speed=_likely(group.speed), lane_flow=lane_flow)


def _bus(line: BusLine) -> BusLine:
    return replace(line, buses=_likely(line.buses), speed=_likely(line.speed), turnaround=_likely(line.turnaround))


def _wave(located: Located, wave: Wave) -> Wave:
    """People who can set out when half of them could."""
    start = located.case.period.start
    first = max(wave.ready_from or start, start)
    ready = first + max((wave.ready_by or first) - first, timedelta(0)) / 2
    return Wave(ready, ready, _people(located.case.network, wave.population))


def with_people(located: Located, end: End) -> Located:
    """The same case with as many people as one figure of each place says."""
    network = located.case.network
    waves = tuple(replace(w, population=_people(network, w.population, end)) for w in located.settlement.waves)
    return replace(located, settlement=replace(located.settlement, waves=waves))


def _people(network: Network, people: Population, end: End = "likely") -> Population:
    """As many as one figure says; as large a share of them live along a street, or far from any, as of the most."""
    there = getattr(people, end)
    share = np.divide(there, people.high, out=np.zeros(len(people.high)), where=people.high > 0)
    held = people.held * np.column_stack([share[network.tail], share[network.head]])
    return replace(people, low=there, likely=there, high=there, held=held, beyond=people.beyond * share)
