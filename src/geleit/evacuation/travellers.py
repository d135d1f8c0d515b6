"""Who travels how: everyone alike in a bound, groups with their own speed or by car in a plan."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Literal

import numpy as np

from geleit.model.arrays import Flags, Ints
from geleit.model.case import Case
from geleit.model.network import Network
from geleit.model.population import Wave
from geleit.model.travel import LANE, VEHICLES_A_LANE, TravelGroup
from geleit.streets.locate import in_main_part

FASTEST_VEHICLE = 120 / 3.6
"""Speed that no vehicle in a city exceeds, in m/s; for cases in which nobody can be sure that people come on foot."""
EVERYONE_ELSE = "everyone else"


@dataclass(frozen=True)
class Traveller:
    """People who share speed and streets.

    Parameters
    ----------
    name
        For readers.
    speed
        In m/s; on streets for vehicles too.
    lane_flow
        People an hour whom one lane carries in cars; ``None`` on foot.
    riding
        On foot, but nobody can be sure: speed in m/s on streets for vehicles; ``None`` where they walk for sure.
    slow
        Whether they are slower than the others on foot, so that a plan serves them first.
    in_vehicles
        Of those of whom nobody can be sure: people an hour whom one lane carries at most; ``None`` for no limit.
    """

    name: str
    speed: float
    lane_flow: float | None = None
    riding: float | None = None
    slow: bool = False
    in_vehicles: float | None = None


def at_walking_pace(case: Case) -> Traveller:
    """Everyone as fast as the fastest on foot, also where only vehicles go; what rides save is counted apart.

    Streets for vehicles fill up: with people on foot, and with vehicles that have as many people in them as any has.

    Raises
    ------
    ValueError
        If the case does not tell how many seats a vehicle has.
    """
    if case.told_vehicles is None:
        raise ValueError("expected a case that tells of its vehicles")
    anyone = fastest(case, riding=True, end="high")
    lane = case.assumptions.get(LANE)
    in_lane = (VEHICLES_A_LANE if lane is None else lane.high) * case.told_vehicles.seats.high
    cars = (group.lane_flow.high for group in case.groups if group.lane_flow is not None)
    return replace(anyone, riding=anyone.speed, in_vehicles=max(in_lane, *cars, 0.0))


def fastest(case: Case, *, riding: bool, end: Literal["likely", "high"]) -> Traveller:
    """The fastest of all, for a bound.

    Parameters
    ----------
    riding
        Whether an exit lets vehicles pass, or vehicles are there.
    end
        Which figures: with the high ones, any vehicle may be used, also a faster one than those of the case; with the
        likely ones, those of the case.
    """
    on_foot = [case.assumptions["walking_speed"], *(group.speed for group in case.groups if group.mode == "foot")]
    vehicles = [group.speed for group in case.groups if group.mode == "car"] + [line.speed for line in case.buses]
    speed = max(getattr(speed, end) for speed in on_foot)
    if end == "high":
        fast = max(FASTEST_VEHICLE, *(vehicle.high for vehicle in vehicles), 0.0)
        return Traveller("anyone", speed, riding=fast if riding else None)
    told = case.told_vehicles
    untold = FASTEST_VEHICLE if riding and told is not None and told.fleet.likely > 0 else None  # how fast is not told
    return Traveller("anyone", speed, riding=max((vehicle.likely for vehicle in vehicles), default=untold))


def parties(case: Case, waves: Sequence[Wave]) -> tuple[tuple[Traveller, tuple[Wave, ...]], ...]:
    """The travellers of a plan, each with the waves of its people; those not in a group of the case come last.

    Slow walkers are taken to be as many as they may be, the fast and those in cars as few.
    """
    walking = case.assumptions["walking_speed"].low
    left, rest = tuple(waves), 1.0
    found = []
    for group in case.groups:
        slow = group.mode == "foot" and group.speed.low < walking
        share = group.share.high if slow else group.share.low
        corners = _where_cars_start(case.network) if group.mode == "car" else np.ones(case.network.nodes, dtype=bool)
        parted = [_parted(wave, min(share / rest, 1.0) if rest else 0.0, corners) for wave in left]
        found.append((_traveller(group, slow=slow), tuple(wave for wave, _ in parted)))
        left, rest = tuple(wave for _, wave in parted), rest - share
    return *found, (Traveller(EVERYONE_ELSE, walking), left)


def _traveller(group: TravelGroup, *, slow: bool) -> Traveller:
    lane_flow = None if group.lane_flow is None else group.lane_flow.low
    return Traveller(group.name, group.speed.low, lane_flow, slow=slow)


def _where_cars_start(network: Network) -> Flags:
    """Corners on the main part of the streets for vehicles."""
    if not (network.drive > 0).any():
        return np.zeros(network.nodes, dtype=bool)
    return np.asarray(in_main_part(network, "drive"))


def _parted(wave: Wave, share: float, corners: Flags) -> tuple[Wave, Wave]:
    """A share of the people at some corners, and the others."""
    people = wave.population
    low, likely = (_share_of(counts, share, corners) for counts in (people.low, people.likely))
    extra = _share_of(people.high - people.low, share, corners)
    part = replace(people, low=low, likely=likely, high=low + extra)
    others = replace(people, low=people.low - low, likely=people.likely - likely, high=people.high - part.high)
    return replace(wave, population=part), replace(wave, population=others)


def _share_of(people: Ints, share: float, corners: Flags) -> Ints:
    """A share of the people in whole persons, corner by corner, so that the sum is right to the person."""
    before = np.cumsum(np.where(corners, people, 0))
    counted = np.floor(before * share).astype(np.int64)
    return np.asarray(counted - np.concatenate([[0], counted[:-1]]))
