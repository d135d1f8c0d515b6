"""Random case folders, as a user would have them, against an oracle that shares no code with the package.

Two one-sided truths have to hold of every town: ``at_most`` is no less than what somebody could do at the generous
ends, and ``at_least`` no more than what anybody can do at the cautious ends, by the deadline and half-way to it. That
nobody gets there by proving nothing is seen from sums over many towns.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

import pytest

import geleit
from tests.deep import deep
from tests.surface.process import geleit as command
from tests.verification.oracle.folders import Folder, random_folder, with_joint_limits
from tests.verification.oracle.network import UNITS, Network
from tests.verification.oracle.tables import read, told
from tests.verification.oracle.worlds import World

ENDLESS = 1e9
"""Seconds to look for a plan: to the end of the ladder, however slow the machine is."""

MOST_OVER_AT_CORNERS = 1.01
"""Times what can be done at most, where people stand at corners and exits where they are said to be; found: 0.997."""
MOST_OVER = 1.3
"""The same wherever people stand: the bound has them leave their street at once, however narrow it is; found: 1.15, and
1.27 in the 75 towns with most."""
LEAST_TOGETHER = 0.75
"""The same where exits share a limit, which plans divide for good, also where only one is open; found: 0.87."""
LEAST_UNDER = 0.9
"""Times what can be shown with the streets divided for good; found: 0.98, where nobody passes the same metres twice."""


@dataclass(frozen=True)
class Town:
    """A random town, the answer about it, and what the oracle says."""

    facts: set[str]
    told: str
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
                can = network.exact(self._slots(moment)) / UNITS
                found.append(f"at least {point.at_least} by {point.at:%H:%M:%S}, but no more than {can:.2f} can")
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

    def _moments(self) -> tuple[int, int]:
        points = len(self.answer.curve)
        return points - 1, points // 2

    def _slots(self, moment: int) -> int:
        """Slots that end by a moment of the curve, which is the end of one."""
        seconds = int((self.answer.curve[moment].at - self.answer.start).total_seconds())
        assert seconds % self.world.step == 0
        return seconds // self.world.step


def _may_be(network: Network, people: int, slots: int) -> bool:
    """Whether so many people can be out, whoever shares the streets; quick answers are tried first."""
    if not people:
        return True
    if network.most(slots) < people * UNITS:
        return False
    quickly = (network.shown(slots, for_good=for_good) >= people * UNITS for for_good in (True, False))
    return any(quickly) or network.exact(slots) >= people * UNITS - 1  # a unit is a 3600th of a person


def answered(drawn: Folder, place: Path) -> Town:
    """The answer about a town."""
    folder = drawn.write(place / "town")
    answer = geleit.evacuate(geleit.read_case(str(folder)), budget=ENDLESS)
    return Town(drawn.facts, told(folder), answer, World(read(folder), drawn.step))


def test_what_the_towns_have():
    """Whatever is hard about a case is in a good share of the towns."""
    drawn = [random_folder(seed).facts for seed in range(330)]
    rare = {fact: found for fact in set().union(*drawn) if (found := sum(fact in facts for facts in drawn)) < 40}
    assert rare == {}


@pytest.mark.parametrize("seed", range(30))
def test_a_town(seed, tmp_path):
    town = answered(random_folder(seed), tmp_path)
    faults = town.faults()
    assert not faults, "\n".join([*faults, ", ".join(sorted(town.facts)), town.told])


@pytest.mark.parametrize("first", [0, *deep(80, 160)])
def test_towns_whose_exits_share_a_limit(first, tmp_path):
    """The limits bind the bound, and the plan keeps them."""
    faults, bound, plan = [], [0.0, 0.0], [0.0, 0.0]
    for seed in range(first, first + 80):
        drawn = with_joint_limits(random_folder(seed), seed)
        if "joint_limits" not in drawn.tables:
            continue
        town = answered(drawn, tmp_path / str(seed))
        faults += [f"seed {seed}: {fault}\n{town.told}" for fault in town.faults()]
        _add(plan, town.answer.at_least, town.world.cautious(above=False).shown(for_good=True))
        if not town.facts & {"position error", "unplaced exit"}:
            _add(bound, town.answer.at_most, town.world.generous(above=True).most())
    assert not faults, "\n".join(faults)
    assert bound[0] <= MOST_OVER * bound[1]
    assert plan[0] >= LEAST_TOGETHER * plan[1]


@pytest.mark.slow
@pytest.mark.parametrize("first", [30, *deep(105, 180, 255)])
def test_many_towns_one_by_one_and_together(first, tmp_path):
    faults, wrong = [], []
    most, corners, least = ([0.0, 0.0] for _ in range(3))
    for seed in range(first, first + 75):
        town = answered(random_folder(seed), tmp_path / str(seed))
        if found := town.faults():
            wrong.append(seed)
            faults += [f"=== seed {seed}", *found, ", ".join(sorted(town.facts)), town.told]
        _add(least, town.answer.at_least, town.world.cautious(above=False).shown(for_good=True))
        if not town.facts & {"position error", "unplaced exit"}:
            could = town.world.generous(above=True).most()
            _add(most, town.answer.at_most, could)
            if town.world.only_corners:
                _add(corners, town.answer.at_most, could)
    shares = [found / exact for found, exact in (corners, most, least)]
    sums = "at most over {:.3f} at corners, {:.3f}, at least under {:.3f}".format(*shares)
    assert not wrong, "\n".join([f"seeds {wrong}; {sums}", *faults])
    assert shares[0] <= MOST_OVER_AT_CORNERS, sums
    assert shares[1] <= MOST_OVER, sums
    assert shares[2] >= LEAST_UNDER, sums


def _add(sums: list[float], people: int, units: float) -> None:
    sums[0] += people
    sums[1] += units / UNITS


@pytest.mark.slow
@pytest.mark.parametrize("seed", [2, 5, 9])
def test_a_town_on_the_command_line(seed, tmp_path):
    drawn = random_folder(seed)
    folder = drawn.write(tmp_path / "town")
    done = command("evacuate", folder, "--json", cwd=tmp_path)
    assert done.returncode in (0, 1), done.stderr  # 1 says that some could not leave
    answer, world = json.loads(done.stdout), World(read(folder), drawn.step)
    assert answer["at_most"] >= world.generous().most() // UNITS
    assert _may_be(world.cautious(), answer["at_least"], world.slots)
