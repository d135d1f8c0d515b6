"""How people who live along streets come to the corners in a plan: on their own street, within its width."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from geleit.evacuation.arcs import on_foot
from geleit.evacuation.placement import Located
from geleit.evacuation.profiles import Profiles
from geleit.model.amount import Scenario
from geleit.model.arrays import Floats, Ints
from geleit.model.network import Network
from geleit.model.population import Place, Population, Wave
from geleit.model.window import Clock

SOON_S = 60
"""Where all who live along a half street get through within so many seconds, they are one lot."""
LOTS = 16
"""Lots in which a half street brings its people to the corner where it takes them longer."""
_NOBODY = 1e-6
"""So small a part of a person comes from rounding."""


@dataclass(frozen=True, eq=False)
class Arrivals:
    """When the people of a wave are at their corners, in lots.

    Parameters
    ----------
    corner, second
        Of each lot, sorted, shape ``(k,)``; the seconds count from when people may move.
    since, until
        Which of the people of the corner they are, in shares of them: from the one to the other.
    """

    corner: Ints
    second: Ints
    since: Floats
    until: Floats


@dataclass(frozen=True, eq=False)
class _Site:
    """Streets for those who live along them: persons per second of each piece, and when it is open by the closures."""

    network: Network
    speed: float
    width: Floats
    opening: Ints
    profiles: Profiles


@dataclass(frozen=True, eq=False)
class _Lived:
    """Half streets that people live along, and how they leave them.

    Parameters
    ----------
    piece, corner, people
        Of each half street.
    begin, first, last
        Seconds: when they set out, and when the first and the last of them who can are at the corner.
    out
        The share of them who can before the street shuts.
    """

    piece: Ints
    corner: Ints
    people: Floats
    begin: Ints
    first: Floats
    last: Floats
    out: Floats


def arrivals(
    located: Located, clock: Clock, opening: Ints, profiles: Profiles, speed: float
) -> tuple[tuple[Arrivals, ...], Ints]:
    """When the people of each wave are at their corners, and when streets are open for everybody else.

    Whoever lives along a street walks on it to the corner of that half of it while it is open, all as if from where the
    farthest of them lives, no more of them at a time than its width lets through. Until the last of them is at the
    corner nobody else sets foot on it, and nobody so long before that they might still be on it.

    Parameters
    ----------
    opening
        Index of the opening profile of each piece of the network by the closures of the case, shape ``(m,)``.
    profiles
        Those profiles; others are added.
    speed
        Of the slowest of all, in m/s.

    Returns
    -------
    One entry for each wave, and ``opening`` without the time in which a street is for those who live along it.
    """
    network, waves = located.case.network, located.settlement.waves
    site = _Site(network, speed, on_foot(located, "cautious") / 3600, opening, profiles)
    free, left = np.zeros(network.edges, dtype=np.int64), opening
    since = [ready_by(wave, clock) for wave in waves]
    found: dict[int, Arrivals] = {}
    for index in sorted(range(len(waves)), key=since.__getitem__):
        people = waves[index].population
        lived = _leave(site, people, np.maximum(free, since[index]))
        found[index] = _lots(site, people, lived, since[index])
        left = _without(site, lived, left, free)
    return tuple(found[index] for index in range(len(waves))), left


def ready_from(people: Wave | Place, clock: Clock) -> int:
    """Second from which on the first of some people can set out."""
    return 0 if people.ready_from is None else max(clock.seconds(people.ready_from), 0)


def ready_by(people: Wave | Place, clock: Clock) -> int:
    """Second from which on all of some people can set out."""
    first = ready_from(people, clock)
    return first if people.ready_by is None else max(clock.seconds(people.ready_by), first)


def ready(people: Wave | Place, clock: Clock, scenario: Scenario) -> int:
    """Second from which on some people set out in a bound: the first of them, or half of them."""
    first, last = ready_from(people, clock), ready_by(people, clock)
    return first if scenario == "generous" else (first + last) // 2


def _leave(site: _Site, people: Population, since: Ints) -> _Lived:
    """How people leave the half streets that they live along, given from when on each piece is theirs."""
    piece, side = np.nonzero(people.held)
    held, width = people.held[piece, side], site.width[piece]
    corner = np.where(side == 1, site.network.head[piece], site.network.tail[piece])
    walk = (people.off[corner] + people.along[piece, side]) / site.speed
    begin = np.full(len(piece), site.profiles.horizon)
    end = begin.copy()
    waiting = width > 0
    for index, slots in enumerate(list(site.profiles.known)):
        mine = np.flatnonzero(waiting & (site.opening[piece] == index))
        for a, b in slots:
            start = np.maximum(since[piece[mine]], a)
            fits = b - start > walk[mine]
            begin[mine[fits]], end[mine[fits]] = start[fits], b
            mine = mine[~fits]
    needed = np.divide(held, width, out=np.ones(len(piece)), where=width > 0)
    first = np.minimum(begin + walk, end)
    last = np.minimum(first + needed, end)
    out = np.where(first + needed <= end, 1.0, (last - first) / needed)
    return _Lived(piece, corner, held, begin, first, last, out)


def _lots(site: _Site, people: Population, lived: _Lived, ready: int) -> Arrivals:
    """The people of a wave in lots, corner by corner."""
    along_streets = np.bincount(lived.corner, lived.people, site.network.nodes)
    at_corner = np.maximum(people.high - along_streets - people.beyond, 0)
    together = ready + people.off / site.speed
    soon = (lived.last - lived.first <= SOON_S) & (lived.out >= 1)
    at_once = soon & (lived.begin == ready)
    np.maximum.at(together, lived.corner[at_once], lived.last[at_once])

    everywhere, never = np.arange(site.network.nodes), float(site.profiles.horizon)
    corner = [everywhere, everywhere, lived.corner]
    persons = [at_corner, people.beyond, lived.people * (1 - lived.out)]
    second = [together, np.full(site.network.nodes, never), np.full(len(lived.corner), never)]
    for rows, lots in ((at_once, 1), (soon & ~at_once, 1), (~soon, LOTS)):
        for lot in range(1, lots + 1):
            later = lived.first[rows] + (lived.last - lived.first)[rows] * lot / lots
            corner.append(lived.corner[rows])
            second.append(together[lived.corner[rows]] if rows is at_once else later)
            persons.append((lived.people * lived.out)[rows] / lots)
    return _in_order(np.concatenate(corner), np.concatenate(second), np.concatenate(persons), people.high)


def _in_order(corner: Ints, second: Floats, persons: Floats, people: Ints) -> Arrivals:
    """Lots sorted by corner and second, those of the same second made one."""
    some = persons > _NOBODY
    corner, moment, persons = corner[some], np.ceil(second[some]).astype(np.int64), persons[some]
    order = np.lexsort((moment, corner))
    corner, moment, persons = corner[order], moment[order], persons[order]
    new = (np.diff(corner, prepend=-1) != 0) | (np.diff(moment, prepend=-1) != 0)
    lot = np.cumsum(new) - 1
    corner, moment = corner[new], moment[new]
    of_lot = np.bincount(lot, persons)
    so_far = np.cumsum(of_lot)
    before = so_far - of_lot
    opens = np.diff(corner, prepend=-1) != 0
    base = before[opens][np.cumsum(opens) - 1]
    return Arrivals(corner, moment, (before - base) / people[corner], (so_far - base) / people[corner])


def _without(site: _Site, lived: _Lived, opening: Ints, free: Ints) -> Ints:
    """Openings without the time in which pieces are for those who live along them; notes when that is over."""
    crossing = np.ceil(site.network.length / site.speed)
    since: Ints = np.full(site.network.edges, site.profiles.horizon)
    until: Ints = np.zeros(site.network.edges, dtype=np.int64)
    can = lived.out > 0
    np.minimum.at(since, lived.piece[can], lived.begin[can])
    np.maximum.at(until, lived.piece[can], np.ceil(lived.last[can]).astype(np.int64))
    piece = np.flatnonzero(until)
    begin = since[piece]
    since = np.maximum(begin - _rounded_up(crossing[piece]), 0)
    until = begin + _rounded_up(until[piece] - begin)
    free[piece] = until
    rows, back = np.unique(np.stack([opening[piece], since, until]), axis=1, return_inverse=True)
    shut = np.array([site.profiles.shut(*row) for row in rows.T.tolist()], dtype=np.int64)
    changed = opening.copy()
    changed[piece] = shut[back.ravel()]
    return changed


def _rounded_up(seconds: Floats | Ints) -> Ints:
    """The next of 1, 2, 4, 8 ... minutes, so that streets share few openings."""
    minutes = np.maximum(np.ceil(np.asarray(seconds) / 60), 1)
    return np.asarray(60 * 2 ** np.ceil(np.log2(minutes)), dtype=np.int64)
