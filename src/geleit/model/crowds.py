"""What a plan asks of those under way: how far they walk, where they wait and for how long, how close they stand."""

from __future__ import annotations

import math
from dataclasses import dataclass
from datetime import datetime

JAM = 5.4
"""Persons per square metre at which nobody moves any more (Weidmann 1993)."""
BUSIEST = 1.75
"""Persons per square metre at which most people pass (Weidmann 1993); where it is fuller, fewer do."""
MOST_MEAN_WAIT_H, MOST_WAIT_H = 3, 24
"""Hours that people may wait under way, on average and at most, in a plan that is told district by district."""


def speed_in_crowd(density: float) -> float:
    """How fast people walk in a crowd by Weidmann (1993), in m/s, given persons per square metre."""
    return max(1.34 * (1 - math.exp(-1.913 * (1 / density - 1 / JAM))), 0.0) if density else 1.34


@dataclass(frozen=True)
class Queue:
    """People who wait at one corner, with the exits and boarding places that are reached from it.

    Parameters
    ----------
    name
        Of the exits, or of the streets that meet there.
    is_exit
        Whether people wait for an exit, or a bus to it, there.
    lon, lat
        Of the corner, degrees (WGS 84).
    people
        The most who wait at once.
    at
        When they are that many first.
    longest_s, mean_s
        How long the one waits who waits longest, and how long all who go on from there wait on average, in seconds.
    passed
        How many go on from there.
    space_m2
        Room to stand: the nearer halves of the streets for people that meet there or close by, as wide as they can be
        used.
    """

    name: str
    is_exit: bool
    lon: float
    lat: float
    people: int
    at: datetime
    longest_s: int
    mean_s: int
    passed: int
    space_m2: float

    @property
    def density(self) -> float:
        """Persons per square metre if all stand on the streets around; infinite where there is no room."""
        return self.people / self.space_m2 if self.space_m2 else math.inf

    @property
    def crowded(self) -> bool:
        """Whether more people wait than the streets hold."""
        return self.density > JAM


@dataclass(frozen=True)
class UnderWay:
    """What a plan asks of those under way.

    Parameters
    ----------
    late
        Whether everyone leaves as late as can be; else they leave as early as streets allow.
    queues
        Where at least one person waits at once, the most people first.
    walk_m, walk_s
        How far, and for how many seconds, those who get out walk on average from the corner where they set out.
    longest_walk_m, longest_walk_s
        The same of those who walk farthest, and longest.
    wait_s, longest_wait_s
        Seconds that those who get out spend under way beyond the way itself, on average and at most.
    """

    late: bool = True
    queues: tuple[Queue, ...] = ()
    walk_m: int = 0
    walk_s: int = 0
    longest_walk_m: int = 0
    longest_walk_s: int = 0
    wait_s: int = 0
    longest_wait_s: int = 0

    @property
    def crowded(self) -> tuple[Queue, ...]:
        """Where more people wait than the streets hold."""
        return tuple(queue for queue in self.queues if queue.crowded)

    @property
    def too_long(self) -> str:
        """Why nobody should be told when to leave by this plan; empty if they may be."""
        if self.wait_s > MOST_MEAN_WAIT_H * 3600:
            return (
                f"people would wait under way for {self.wait_s / 3600:.1f} h on average (at most {MOST_MEAN_WAIT_H} h)"
            )
        if self.longest_wait_s > MOST_WAIT_H * 3600:
            return f"somebody would wait under way for {self.longest_wait_s / 3600:.0f} h (at most {MOST_WAIT_H} h)"
        return ""
