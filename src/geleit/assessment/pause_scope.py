"""Whom a pause binds, where, and from when on: what others did, elsewhere or before, breaks none."""

from __future__ import annotations

from dataclasses import replace

from geleit.model.case import Case
from geleit.model.corridor import Party, Pause
from geleit.model.voices import plain
from geleit.model.window import Window

_ALL_OF_IT = frozenset(
    {"all", "and", "area", "areas", "city", "district", "entire", "everywhere", "in", "of", "place", "region", "the",
     "town", "village", "way", "whole"}
)  # fmt: skip
"""Words by which an area is the whole place."""


def may_be_unbound(case: Case, pause: Pause, text: str) -> bool:
    """Whether words may tell of an act of somebody whom a pause does not bind.

    They do where they name such a party, and may where somebody is said to be outside and they name nobody whom it
    binds.
    """
    bound = {*pause.announced_by, *pause.agreed_by}
    others = [p for p in case.parties if p.id not in bound and (p.belligerent or p.id in pause.outside)]
    if any(_named(party, text) for party in others):
        return True
    return bool(pause.outside) and not any(_named(party, text) for party in case.parties if party.id in bound)


def as_announced(pause: Pause) -> Pause:
    """A pause from its announcement on, for nobody can break it before; without windows where all of it lay before."""
    if pause.announced_at is None:
        return pause
    windows = (Window(max(w.start, pause.announced_at), w.end) for w in pause.windows if w.end > pause.announced_at)
    return replace(pause, windows=tuple(windows))


def covers_the_case(case: Case, pause: Pause) -> bool:
    """Whether the area of a pause is plainly all of the case: not said, or by no words but those of its place.

    What stands in brackets or behind a semicolon is a remark.
    """
    words = plain(pause.area.partition(";")[0].partition("(")[0]).split()
    return {*words} <= {*plain(f"{case.place} {case.title}").split(), *_ALL_OF_IT}


def _named(party: Party, text: str) -> bool:
    told = f" {plain(text)} "
    return any(f" {name} " in told for one in (party.id, party.name, *party.names) if (name := plain(one)))
