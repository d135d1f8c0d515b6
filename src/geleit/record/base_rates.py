"""How often announced corridors were kept: shares with what is unknown as bounds, and intervals clustered by place."""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from geleit.model.corridor_event import CorridorEvent, Outcome, Side
from geleit.model.figures import LEVEL


class Interval(NamedTuple):
    """From a share to a share."""

    low: float
    high: float


class OfEnemies(NamedTuple):
    """What enemies of those who announced corridors tell of them: in no share.

    Parameters
    ----------
    rows, corridors
        How many there are.
    kept, not_kept
        Corridors of which every enemy who says anything says so.
    alone
        Corridors of which nobody else says anything.
    """

    rows: int
    corridors: int
    kept: int
    not_kept: int
    alone: int


@dataclass(frozen=True)
class BaseRate:
    """How often corridors were kept.

    Parameters
    ----------
    rows, corridors, places
        How many there are.
    kept, not_kept
        Corridors of which every claimant who says anything says so.
    disputed
        Corridors of which claimants say different things.
    partly, unknown
        Corridors that were kept in part, and of which nobody says anything.
    share
        Of kept corridors: at least those that were, at most all but those that were not.
    by_itself, by_others, by_unknown
        How many rows are accounts of who announced the corridor, of who is on neither side, and of nobody knows whom.
    kept_by_itself
        How many of the kept corridors nobody but who announced them calls kept.
    enemies
        What enemies tell, which counts nowhere.
    interval
        Of these two ends, by the spread between places (95 %); ``None`` where there are fewer than two places.
    """

    rows: int
    corridors: int
    places: int
    kept: int
    not_kept: int
    disputed: int
    partly: int
    unknown: int
    share: Interval
    by_itself: int
    by_others: int
    by_unknown: int
    kept_by_itself: int
    enemies: OfEnemies
    interval: Interval | None


def base_rate(events: Sequence[CorridorEvent]) -> BaseRate | None:
    """How often corridors were kept; ``None`` where there are none."""
    if not events:
        return None
    place: dict[str, str] = {}
    for event in events:
        place.setdefault(event.corridor, _place(event))
    return _rate(events, outcomes_of(events), _on_own_word(events), place)


def _place(event: CorridorEvent) -> str:
    """The place, however its letters are written; a corridor without one is taken for a place of its own."""
    return event.place.casefold() or f"\0{event.corridor}"


def outcomes_of(events: Iterable[CorridorEvent]) -> dict[str, str]:
    """What became of each corridor, by all who tell of it but enemies of who announced it.

    Where they say different things it is disputed.
    """
    told: dict[str, set[Outcome]] = defaultdict(set)
    for event in events:
        told[event.corridor].add("unknown" if event.side == "enemy" else event.outcome)
    return {corridor: _outcome(outcomes) for corridor, outcomes in told.items()}


def _on_own_word(events: Iterable[CorridorEvent]) -> set[str]:
    """Corridors that whoever announced them calls kept, and nobody else."""
    sides: dict[str, set[Side]] = defaultdict(set)
    for event in events:
        if event.outcome == "kept" and event.side != "enemy":
            sides[event.corridor].add(event.side)
    return {corridor for corridor, found in sides.items() if found == {"own"}}


def _rate(
    rows: Sequence[CorridorEvent], became: Mapping[str, str], own_word: set[str], place: Mapping[str, str]
) -> BaseRate:
    counts, sides, total = Counter(became.values()), Counter(event.side for event in rows), len(became)
    kept, not_kept = counts["kept"], counts["not kept"]
    share = Interval(kept / total, 1 - not_kept / total)
    ends = [_interval(became, place, counted) for counted in (lambda x: x == "kept", lambda x: x != "not kept")]
    return BaseRate(
        rows=len(rows),
        corridors=total,
        places=len({place[corridor] for corridor in became}),
        kept=kept,
        not_kept=not_kept,
        disputed=counts["disputed"],
        partly=counts["partly"],
        unknown=counts["unknown"],
        share=share,
        by_itself=sides["own"],
        by_others=sides["other"],
        by_unknown=sides["unknown"],
        kept_by_itself=sum(outcome == "kept" and corridor in own_word for corridor, outcome in became.items()),
        enemies=_enemies(rows, became),
        interval=None if ends[0] is None or ends[1] is None else Interval(ends[0].low, ends[1].high),
    )


def _enemies(rows: Iterable[CorridorEvent], became: Mapping[str, str]) -> OfEnemies:
    told: dict[str, set[Outcome]] = defaultdict(set)
    accounts = [event for event in rows if event.side == "enemy"]
    for event in accounts:
        told[event.corridor].add(event.outcome)
    outcomes = Counter(map(_outcome, told.values()))
    alone = sum(became[corridor] == "unknown" for corridor in told)
    return OfEnemies(len(accounts), len(told), outcomes["kept"], outcomes["not kept"], alone)


def by_announcer(events: Iterable[CorridorEvent]) -> dict[str, BaseRate]:
    """The record of each who announced corridors, those with most first."""
    every = list(events)
    became, own_word = outcomes_of(every), _on_own_word(every)
    groups = defaultdict[str, list[CorridorEvent]](list)
    spelt: dict[str, str] = {}
    for event in every:
        groups[spelt.setdefault(event.announced_by.casefold(), event.announced_by)].append(event)
    found = {}
    for who, some in groups.items():
        place = {event.corridor: _place(event) for event in reversed(some)}
        found[who] = _rate(some, {corridor: became[corridor] for corridor in place}, own_word, place)
    return dict(sorted(found.items(), key=lambda pair: (-pair[1].corridors, pair[0])))


def _outcome(outcomes: set[Outcome]) -> str:
    said = outcomes - {"unknown"}
    if not said:
        return "unknown"
    return next(iter(said)) if len(said) == 1 else "disputed"


def _interval(became: Mapping[str, str], place: Mapping[str, str], counted: Callable[[str], bool]) -> Interval | None:
    """Wilson's interval with as many observations as the spread between places leaves.

    The variance of the share is that of a ratio over clusters; the effective sample size is what gives it by the
    binomial formula (Korn and Graubard, Survey Methodology 24, 1998), at most the number of corridors, and the number
    of places where all or none count.
    """
    sums: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for corridor, outcome in became.items():
        cluster = sums[place[corridor]]
        cluster[0] += counted(outcome)
        cluster[1] += 1
    clusters, total = len(sums), len(became)
    if clusters < 2:
        return None
    share = sum(yes for yes, _ in sums.values()) / total
    spread = sum((yes - share * of) ** 2 for yes, of in sums.values())
    variance = clusters / (clusters - 1) * spread / total**2
    effective = min(total, share * (1 - share) / variance) if variance > 0 else float(clusters)
    from scipy.special import stdtrit

    z = float(stdtrit(clusters - 1, (1 + LEVEL) / 2))
    middle = (share + z * z / (2 * effective)) / (1 + z * z / effective)
    half = z / (1 + z * z / effective) * math.sqrt(share * (1 - share) / effective + z * z / (4 * effective**2))
    return Interval(max(0.0, middle - half), min(1.0, middle + half))
