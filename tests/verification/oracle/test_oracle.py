"""Random case folders, as a user would have them, against an oracle that shares no code with the package.

Two one-sided truths have to hold of every town: ``at_most`` is no less than what somebody could do at the generous ends,
and ``at_least`` no more than what anybody can do at the cautious ends, by the deadline and on the curve.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from tempfile import TemporaryDirectory

import pytest

import geleit
from tests.surface.process import geleit as command
from tests.verification.oracle.folders import random_folder
from tests.verification.oracle.network import UNITS
from tests.verification.oracle.tables import read, told
from tests.verification.oracle.worlds import World

ENDLESS = 1e9
FAST = range(30)
CHUNKS = [range(first, first + 50) for first in range(30, 330, 50)]


@dataclass(frozen=True)
class Town:
    """A random town, the answer about it, and what the oracle says."""

    folder: str
    facts: frozenset[str]
    answer: geleit.Answer
    world: World

    def faults(self) -> list[str]:
        """Which truths the answer breaks, one sentence each."""
        return [*self._bound(), *self._plan(), *self._both()]

    def _bound(self) -> list[str]:
        answer, network, found = self.answer, self.world.generous(), []
        for moment in self._moments():
            point, could = answer.curve[moment], network.most(self._slots(moment))
            if point.at_most < int(could // UNITS):
                found.append(f"at most {point.at_most} by {point.at:%H:%M:%S}, but {could / UNITS:.2f} could")
        stay = int(answer.people.low) - int(self.world.generous(people="low").most() // UNITS)
        if answer.could_not_leave > stay:
            found.append(f"{answer.could_not_leave} could not leave, but all but {stay} could")
        return found

    def _plan(self) -> list[str]:
        network, found = self.world.cautious(), []
        for moment in self._moments():
            point = self.answer.curve[moment]
            if not _may_be(network, point.at_least, self._slots(moment)):
                most = network.most(self._slots(moment))
                found.append(f"at least {point.at_least} by {point.at:%H:%M:%S}, but no more than {most / UNITS:.2f} can")
        return found

    def _both(self) -> list[str]:
        answer, found = self.answer, []
        last = answer.curve[-1]
        if (last.at_most, last.at_least) != (answer.at_most, answer.at_least):
            found.append("the curve does not end at the answer")
        crossed = [f"{p.at_least} > {p.at_most} by {p.at:%H:%M:%S}" for p in answer.curve if p.at_least > p.at_most]
        if crossed:
            found.append(f"the curves cross: {crossed[-1]}")
        early, late = answer.clearance.not_before, answer.clearance.by
        if early and late and early >= late:
            found.append(f"not all out before {early:%H:%M:%S}, and all out by {late:%H:%M:%S}")
        return found

    def _moments(self) -> tuple[int, ...]:
        points = len(self.answer.curve)
        return points - 1, points // 2

    def _slots(self, moment: int) -> int:
        """Slots that end by a moment of the curve; all moments asked about are ends of slots."""
        seconds = (self.answer.curve[moment].at - self.answer.start).total_seconds()
        return int(seconds // self.world.step)


def _may_be(network, people: int, slots: int) -> bool:
    """Whether so many people can be out, whoever shares the streets: the quick answers are tried first."""
    if not people:
        return True
    if network.most(slots) < people * UNITS:
        return False
    quickly = (network.shown(slots, for_good=for_good) >= people * UNITS for for_good in (True, False))
    return any(quickly) or network.exact(slots) >= people * UNITS - 1e-3


@cache
def town(seed: int) -> Town:
    """The answer to a random town, its plan looked for to the end of the ladder."""
    drawn = random_folder(seed)
    with TemporaryDirectory() as place:
        folder = drawn.write(Path(place) / "town")
        answer = geleit.evacuate(geleit.read_case(str(folder)), budget=ENDLESS)
        return Town(told(folder), frozenset(drawn.facts), answer, World(read(folder), drawn.step))


@pytest.mark.parametrize("seed", FAST)
def test_a_town_against_the_oracle(seed):
    found = town(seed)
    assert found.faults() == [], found.folder


@pytest.mark.slow
@pytest.mark.parametrize("seeds", CHUNKS, ids=str)
def test_more_towns_against_the_oracle(seeds):
    faults = {seed: town(seed).faults() for seed in seeds}
    wrong = [seed for seed, found in faults.items() if found]
    assert wrong == [], "\n".join(f"=== seed {seed}: {'; '.join(faults[seed])}\n{town(seed).folder}" for seed in wrong)
