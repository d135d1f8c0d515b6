"""The question as plain arrays, which is what the engine works on: arcs, gates, people, copies of the streets."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import pairwise

import numpy as np
from numpy.typing import NDArray

from geleit.model.arrays import Ints
from geleit.model.certificate import Beelines, Gate, Instance, Intervals, Joint


@dataclass(frozen=True, eq=False)
class Question:
    """The arrays behind an :class:`~geleit.model.certificate.Instance`; same meaning, same order.

    Parameters
    ----------
    nodes, horizon, profiles, gates
        As in ``Instance``.
    tail, head, transit, rate, profile
        Directed arcs, shape ``(a,)``; seconds and persons per hour.
    low, high
        Fewest and most people of each group, shape ``(groups,)``.
    group, start, after
        Where each group may set out and from which second on, shape ``(s,)``; its home comes first.
    edge
        Index of the street piece of each arc, -1 for one that is no street, shape ``(a,)``. Arcs of one piece share its
        width.
    copies
        First node of each copy of the streets, where people travel in several ways.
    slow
        Which groups a plan serves first, shape ``(groups,)``; empty for none.
    beelines, days, joint
        As in ``Instance``.
    """

    nodes: int
    horizon: int
    tail: Ints
    head: Ints
    transit: Ints
    rate: Ints
    profile: Ints
    profiles: tuple[Intervals, ...]
    gates: tuple[Gate, ...]
    low: Ints
    high: Ints
    group: Ints
    start: Ints
    after: Ints
    edge: Ints
    copies: tuple[int, ...] = (0,)
    slow: NDArray[np.bool_] = field(default_factory=lambda: np.zeros(0, dtype=bool))
    beelines: Beelines | None = None
    days: tuple[int, ...] = ()
    joint: tuple[Joint, ...] = ()

    @cached_property
    def openings(self) -> tuple[Opening, ...]:
        """The opening profiles as functions of time."""
        return tuple(Opening.of(p) for p in self.profiles)

    @cached_property
    def divided(self) -> Question:
        """The same with what crossings pass together divided between their gates: to look for labels with, no more."""
        of_crossing: dict[int, tuple[int, int]] = {}
        for joint in self.joint:
            together = sum(gate.rate for gate in self.gates if gate.crossing in joint.crossings)
            if together > joint.rate:
                of_crossing |= dict.fromkeys(joint.crossings, (joint.rate, together))
        if not of_crossing:
            return self

        def share(gate: Gate) -> Gate:
            part, whole = (1, 1) if gate.crossing is None else of_crossing.get(gate.crossing, (1, 1))
            return replace(gate, rate=-(-gate.rate * part // whole))

        return replace(self, gates=tuple(map(share, self.gates)), joint=())

    def plain(self) -> Instance:
        """The same question in plain integers, as a certificate or plan stores it."""
        names = ("tail", "head", "transit", "rate", "profile", "low", "high", "group", "start", "after")
        columns = {name: tuple(getattr(self, name).tolist()) for name in names}
        return Instance(
            nodes=self.nodes,
            horizon=self.horizon,
            profiles=self.profiles,
            gates=self.gates,
            beelines=self.beelines,
            days=self.days,
            joint=self.joint,
            **columns,
        )

    def until(self, horizon: int) -> Question:
        """The same question for an earlier horizon, in seconds after the origin.

        Raises
        ------
        ValueError
            If the horizon is later: closures and openings beyond it are not known.
        """
        if horizon > self.horizon:
            raise ValueError(f"expected a horizon of up to {self.horizon} s, found {horizon}")
        profiles = tuple(tuple((a, min(b, horizon)) for a, b in p if a < horizon) for p in self.profiles)
        return replace(self, horizon=horizon, profiles=profiles, days=tuple(day for day in self.days if day < horizon))


@dataclass(frozen=True, eq=False)
class Opening:
    """Seconds open before a moment, as a piecewise linear function.

    Parameters
    ----------
    times, opened
        Corner points: ``opened[i]`` seconds were open before ``times[i]``.
    rises
        Whether it is open from each of them on.
    """

    times: Ints
    opened: Ints
    rises: NDArray[np.bool_]

    @classmethod
    def of(cls, profile: Intervals) -> Opening:
        """The function of a profile."""
        times, opened = [0], [0]
        for a, b in profile:
            times += [a, b]
            opened += [opened[-1], opened[-1] + b - a]
        rises = [then < after for then, after in pairwise([*opened, opened[-1]])]
        return cls(np.array(times, dtype=np.int64), np.array(opened, dtype=np.int64), np.array(rises))

    def before(self, moments: Ints) -> Ints:
        """Seconds open before each moment, exact."""
        at = np.maximum(self.times.searchsorted(moments, side="right") - 1, 0)
        since = np.maximum(moments - self.times[at], 0)
        return np.asarray(self.opened[at] + self.rises[at] * since)

    def until(self, moment: int) -> int:
        """Seconds open before one moment, found sooner than for an array of them."""
        times, opened, rises = self._plain
        at = max(bisect_right(times, moment) - 1, 0)
        return opened[at] + (max(moment - times[at], 0) if rises[at] else 0)

    @cached_property
    def _plain(self) -> tuple[list[int], list[int], list[bool]]:
        return self.times.tolist(), self.opened.tolist(), self.rises.tolist()
