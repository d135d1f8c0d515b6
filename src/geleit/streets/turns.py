"""Turn restrictions: what signs at corners forbid to vehicles, from tags to turns between street pieces."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from itertools import product

import numpy as np

from geleit.model.arrays import Flags
from geleit.model.network import NO_TURNS, Turns

MOST = 30
"""Of a corner where more streets meet, paths and lines over squares with them, no turn is read."""

_CAR, _BUS, _TRUCK = "car", "bus", "truck"

_ALL = frozenset({_CAR, _BUS, _TRUCK})

_WHO = {
    "": _ALL,
    "vehicle": _ALL,
    "motor_vehicle": _ALL,
    "motorcar": frozenset({_CAR}),
    "psv": frozenset({_BUS}),
    "bus": frozenset({_BUS}),
    "hgv": frozenset({_TRUCK}),
}
"""Whom a word means, in a key or as an exception; other words mean nobody whom a plan drives."""

KEYS = tuple(f"restriction{':' if word else ''}{word}{more}" for word, more in product(_WHO, ("", ":conditional")))
"""Tags of relations that may forbid a turn to those vehicles."""


@dataclass(frozen=True, order=True)
class Rule:
    """What one tag says.

    Parameters
    ----------
    only
        Whether all other turns are forbidden, rather than this one.
    back
        Whether it is about turning back.
    cars, trucks
        Whom it binds, as in :class:`~geleit.model.network.Turns`.
    """

    only: bool
    back: bool
    cars: bool
    trucks: bool


@dataclass(frozen=True)
class Sign:
    """A restriction as it is drawn; without points it was not understood.

    Parameters
    ----------
    via
        The point where it stands.
    before, after
        The points next to it, on the way by which one comes and on that by which one would go on.
    """

    rules: tuple[Rule, ...]
    via: int = 0
    before: tuple[int, ...] = ()
    after: tuple[int, ...] = ()


def rules_of(tags: Mapping[str, str]) -> tuple[Rule, ...] | None:
    """What the tags of a relation forbid to vehicles; ``None`` where they are about nothing of that kind.

    A condition, such as hours, is not looked at: a plan heeds the sign at any time.
    """
    kind, _, of = tags.get("type", "").partition(":")
    if kind != "restriction":
        return None
    words = filter(None, re.split(r"[\s;,]+", tags.get("except", "")))
    free = frozenset[str]().union(*(_WHO.get(word, frozenset()) for word in words))
    found = set()
    bound = False
    for key in KEYS:
        if key not in tags:
            continue
        word = key.removesuffix(":conditional").partition(":")[2] or of
        if not (who := _WHO.get(word, frozenset()) - free):
            continue
        bound = True
        for only, turn in re.findall(r"\b(no|only)_(\w+)", tags[key]):
            found.add(Rule(only == "only", turn == "u_turn", bool(who & {_CAR, _BUS}), _TRUCK in who))
    return tuple(sorted(found)) if bound else None


def turns_of(
    signs: Sequence[Sign], pieces: Mapping[int, Mapping[int, Set[int]]], corner: Mapping[int, int], driven: Flags
) -> tuple[Turns, int]:
    """The turns that some signs forbid, and how many of the signs are about no turn that is there.

    Parameters
    ----------
    pieces
        Street pieces by the point at one of their ends and the point next to it.
    corner
        Number of the corner at each of these ends.
    driven
        Whether vehicles use each piece, shape ``(m,)``.
    """
    banned: dict[tuple[int, int, int], tuple[bool, bool]] = {}
    unread = 0
    for sign in signs:
        around = pieces.get(sign.via, {})
        every = frozenset[int]().union(*around.values())
        named = [(rule, _named(sign, rule, around)) for rule in sign.rules if len(every) <= MOST]
        unread += not any(turns for _, turns in named)
        for rule, turns in named:
            for before, after in _all_others(turns, every) if rule.only else turns:
                turn = before, corner[sign.via], after
                cars, trucks = banned.get(turn, (False, False))
                banned[turn] = cars or rule.cars, trucks or rule.trucks
    rows = sorted(turn for turn in banned if driven[turn[0]] and driven[turn[2]])
    if not rows:
        return NO_TURNS, unread
    binds = np.array([banned[turn] for turn in rows])
    return Turns(np.array(rows, np.int32), binds[:, 0], binds[:, 1]), unread


def _named(sign: Sign, rule: Rule, around: Mapping[int, Set[int]]) -> set[tuple[int, int]]:
    """Pieces before and after of each turn that a rule speaks of."""
    before, after = ([point for point in points if point in around] for points in (sign.before, sign.after))
    pairs = list(product(before, after))
    if rule.back:
        pairs = [(one, other) for one, other in pairs if one == other] or pairs
    else:
        pairs = [(one, other) for one, other in pairs if one != other]
    return {turn for one, other in pairs for turn in product(around[one], around[other])}


def _all_others(named: Set[tuple[int, int]], every: Set[int]) -> Iterator[tuple[int, int]]:
    for turn in product({before for before, _ in named}, every):
        if turn not in named:
            yield turn
