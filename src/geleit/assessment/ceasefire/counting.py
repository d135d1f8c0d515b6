"""Which incidents of a monitor count for a pause, and what is counted in its time and before it."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

import numpy as np

from geleit.assessment.ceasefire.days import days_before, days_touched, hours_before, seconds, seen, whole_days
from geleit.assessment.ceasefire.placebo import placebo_of
from geleit.assessment.ceasefire.silence import Heard, sight_of
from geleit.messages.message import Message, say
from geleit.model.arrays import Flags, Floats, Ints
from geleit.model.denied_rows import few_denied
from geleit.model.figures import BASELINE_DAYS, MOSTLY_TIMED
from geleit.model.hostility import acts
from geleit.model.incident import LONGEST_DAY, NO_INCIDENTS, Incidents, Words
from geleit.model.pause_finding import MOST_LISTED, Placebo, Sight, Violation
from geleit.model.sides import VICTIMS, bare, is_unidentified, may_be_of
from geleit.model.voices import plain
from geleit.model.window import DAY_S, Window, merged

Others = Literal["outside", "perhaps", "compared"]

OTHER_BASELINES = (7, 14, 56)
"""The same for other choices."""
RUN_UP = 7
"""Last days before a pause that one comparison leaves out: violence rises before a ceasefire (arXiv 2110.05475)."""
LAG_DAYS = 30
"""Days after which most reports have come in; after two weeks little more than half have (arXiv 2603.25964)."""
TIMED = 3600
"""Seconds up to which the time of an incident counts as known to the hour."""


@dataclass(frozen=True)
class Counting:
    """A pause, and how a monitor's counts are to be read.

    Parameters
    ----------
    windows
        When the pause was to hold.
    zone
        Zone of the place; its days are compared.
    baseline_days
        Days before the pause to compare with.
    bound
        Parties whose pause it is, as the monitor names them; incidents with anybody else are left out. Empty: all are
        compared, and none breaks the pause, as nobody is known to be bound.
    outside
        Parties outside the pause; incidents with them are left out.
    access
        Share of the time in which the monitor could see, where that was not all of it.
    snapshot
        Day on which the monitor's state was taken, or ``None``.
    others
        What incidents are between a party bound and one of which nothing is said: ``outside`` the pause; ``perhaps``
        breaking it; or that, and ``compared`` too, as for a pause that binds only one side.
    heard
        When the monitor reports anything, anywhere; by default what it reports here. A quiet place is no end of the
        file.
    unread
        Rows of its file that were kept out, and may lie anywhere.
    speaks_for
        Names of the party to the conflict whose voice the monitor is; empty for one without a stake. What a party says
        breaks a pause only where it says so of itself, and its silence never keeps one.
    unsaid
        Whether nobody said when the state was taken: then ``snapshot`` is a day that its rows show it was not before.
    only_deaths
        Whether the monitor lists nothing but incidents with deaths.
    """

    windows: tuple[Window, ...]
    zone: ZoneInfo
    baseline_days: int = BASELINE_DAYS
    bound: tuple[str, ...] = ()
    outside: tuple[str, ...] = ()
    access: tuple[tuple[Window, float], ...] = ()
    snapshot: date | None = None
    others: Others = "outside"
    heard: Heard | None = None
    unread: int = 0
    speaks_for: tuple[str, ...] = ()
    unsaid: bool = False
    only_deaths: bool = False

    @property
    def first(self) -> date:
        """First day of the pause."""
        return min(self.windows).start.astimezone(self.zone).date()

    @property
    def end(self) -> datetime:
        """End of the pause."""
        return max(window.end for window in self.windows)

    @property
    def provisional(self) -> bool:
        """Whether reports on it may still be on their way."""
        if self.snapshot is None:
            return self.unsaid
        return self.snapshot < (self.end + timedelta(days=LAG_DAYS)).date()


@dataclass(frozen=True, eq=False)
class Units:
    """Units of time of one kind, in order and without overlap.

    Parameters
    ----------
    start, end
        Seconds since 1970 (UTC), shape ``(n,)``.
    hours
        Hours watched in each, weighted by the monitor's access.
    """

    start: Ints
    end: Ints
    hours: Floats

    @classmethod
    def of(cls, windows: Iterable[Window], access: Sequence[tuple[Window, float]] = ()) -> Units:
        """Windows as units, with what the monitor could see of them."""
        rows = sorted(windows)
        ends = [[seconds(w.start), seconds(w.end)] for w in rows]
        start, end = np.array(ends, dtype=np.int64).reshape(-1, 2).T
        return cls(start, end, np.array([w.hours * seen(w, access) for w in rows], dtype=np.float64))

    def __len__(self) -> int:
        return len(self.start)

    def at(self, some: Flags) -> Units:
        """Some of the units."""
        return Units(self.start[some], self.end[some], self.hours[some])

    def counted(self, incidents: Incidents, weight: Floats) -> tuple[Floats, Flags]:
        """What lies in each unit, and which incidents certainly lie in the units together.

        An incident that spans several units that follow each other counts in the one of its middle.
        """
        if not len(self):
            return np.zeros(0), np.zeros(len(incidents), dtype=bool)
        middle = (incidents.start + incidents.end) // 2
        index = np.searchsorted(self.start, middle, side="right") - 1
        inside = (index >= 0) & (middle < self.end[index])
        apart = np.concatenate([[True], self.start[1:] != self.end[:-1]])
        block = np.cumsum(apart) - 1
        first = self.start[apart][block]
        last = self.end[np.concatenate([np.flatnonzero(apart)[1:] - 1, [len(self) - 1]])][block]
        certain = inside & (incidents.start >= first[index]) & (incidents.end <= last[index])
        return np.bincount(index[certain], weight[certain], len(self)).astype(np.float64), np.asarray(certain)

    def whole_of(self, sums: Incidents) -> Units:
        """The units that no count of several days covers in part, lying across the edge of them all."""
        across = sums.at(self.touched(sums) & ~self.counted(sums, np.zeros(len(sums)))[1])
        begun = np.searchsorted(np.sort(across.start), self.end, side="left")
        over = np.searchsorted(np.sort(across.end), self.start, side="right")
        return self.at(np.asarray(begun == over))

    def touched(self, incidents: Incidents) -> Flags:
        """Which incidents may lie in one of the units."""
        if not len(self):
            return np.zeros(len(incidents), dtype=bool)
        index = np.searchsorted(self.end, incidents.start, side="right")
        nearest = np.minimum(index, len(self) - 1)
        last = np.maximum(incidents.end, incidents.start + 1)
        return np.asarray((index < len(self)) & (self.start[nearest] < last))


@dataclass(frozen=True)
class Way:
    """A choice of what is compared with what.

    Parameters
    ----------
    days, left_out
        Days before the pause, and how many last ones of them are left out.
    everybody
        Whether incidents of all parties are counted.
    deaths
        Whether deaths are counted instead of incidents.
    exact_days
        Whether only incidents are counted that are known to the day.
    beside
        Whether those that may lie beside the pause are counted into it.
    """

    days: int
    left_out: int = 0
    everybody: bool = False
    deaths: bool = False
    exact_days: bool = False
    beside: bool = False


@dataclass(frozen=True, eq=False)
class Tally:
    """What was counted in one way.

    Parameters
    ----------
    way
        The choice.
    during, before
        Counts in each unit of the pause, and in each before it.
    hours_during, hours_before
        Hours watched in each unit.
    beside
        What may lie in the pause or beside it, and is counted in neither.
    by_the_clock
        Whether hours of the clock are compared, and not whole days.
    blind
        Whether the pause is shorter than a day, and the incidents are known to the day only.
    placebo
        The same at other times of the file.
    cut
        Units left out because a count of several days lies across the edge of what is compared.
    of_sums
        Whether some are counts of several days, which cannot be slid.
    """

    way: Way
    during: Floats
    before: Floats
    hours_during: Floats
    hours_before: Floats
    beside: float
    by_the_clock: bool
    blind: bool
    placebo: Placebo | None
    cut: int
    of_sums: bool


@dataclass(frozen=True, eq=False)
class Counts:
    """What a monitor's incidents come to for a pause.

    Parameters
    ----------
    counting
        The pause, and how they are read.
    incidents
        How many there are, in the pause or not, whoever it was.
    between
        Which are between parties whose incidents are compared.
    tally, deaths
        The main comparison, and that of the deaths.
    certain, possible
        Incidents of a party bound that lie in the pause beyond doubt, and those that may break it: any, where nobody is
        known to be bound.
    unbound
        Of the possible ones, those that lie in the pause beyond doubt where nobody is known to be bound.
    alleged
        Of the possible ones, those that only a party to the conflict tells of another.
    denied
        Of the possible ones, those in the pause by whose text they may not have happened, or at another time.
    rows
        Rows by which the pause was certainly broken.
    unclear
        Of the possible ones, those whose kind does not say that they are acts of war.
    blurred
        Of the possible ones, those in the pause that their monitor could not tell apart as single events.
    unnamed
        Incidents in the pause that are attributed to nobody.
    strangers
        Names of sides that may have fired in the pause and of whom nobody says whether they are bound by it or outside,
        with their incidents, the most first: one may be another name of a party bound. None where nobody is bound.
    placeless
        Incidents that may lie in the pause, and whose place is not known well enough to say that it is not here.
    not_fire
        Acts in the pause, or perhaps in it, that parties bound may have to do with and that break no pause of fire.
    bound
        Incidents that would break it at any time, those told twice once.
    repeated
        Rows that say the same as an earlier one.
    violations
        Certain ones first, at most :data:`MOST_LISTED`.
    sight
        What the monitor could have seen.
    """

    counting: Counting
    incidents: int
    between: Flags
    tally: Tally
    deaths: Tally
    certain: int
    possible: int
    unbound: int
    alleged: int
    denied: int
    rows: int
    unclear: int
    blurred: int
    unnamed: int
    strangers: tuple[tuple[str, int], ...]
    placeless: int
    not_fire: tuple[Violation, ...]
    bound: int
    repeated: int
    violations: tuple[Violation, ...]
    sight: Sight


def counted(
    incidents: Incidents, counting: Counting, vague: Incidents = NO_INCIDENTS, repeated: Flags | None = None
) -> Counts:
    """What is compared, what lies in the pause, by the parties bound, and what could have been seen of it.

    Parameters
    ----------
    vague
        Incidents of the monitor whose place is not known well enough to say whether they lie in the area.
    repeated
        Which incidents say the same as an earlier one; by default those without an id that do.
    """
    again = incidents.repeated if repeated is None else repeated
    at_peace = _theirs(incidents, counting) & acts(incidents, "peaceful")
    events = incidents.events
    strictly, bound = among(incidents, replace(counting, others="outside")), _bound(incidents, counting)
    units = Units.of(merged(counting.windows))
    touched, certainly = bound & units.touched(incidents), units.counted(incidents, events.astype(np.float64))[1]
    nobody = _is(incidents.side_a, ("",))
    hostile = acts(incidents, "hostile")
    listed, breaking = np.flatnonzero(touched & ~nobody), certainly & strictly & hostile
    within = breaking & incidents.clear
    attributed = within & _is(incidents.side_a, counting.bound) & ~_against_itself(incidents)
    decides = attributed & _is(incidents.side_a, counting.speaks_for) if counting.speaks_for else attributed
    denied = few_denied(incidents, decides, counting.zone)
    decides = decides & ~denied
    certain = int(events[listed][decides[listed]].sum())
    first = sorted(listed.tolist(), key=lambda i: (not decides[i], not within[i], incidents.start[i]))[:MOST_LISTED]
    between, main = among(incidents, counting), Way(counting.baseline_days)
    # what only may break it is no noise that its silence could miss, nor are words of which nobody knows what they tell
    noise = strictly & incidents.clear & ~again & (hostile | incidents.kind.matches(("",)))
    return Counts(
        counting=counting,
        incidents=int(events.sum()),
        between=between,
        tally=_tally(incidents, counting, main, between),
        deaths=_tally(incidents, counting, replace(main, deaths=True), between),
        certain=certain,
        possible=int(events[listed].sum()) - certain,
        unbound=int(events[listed][(within & ~attributed)[listed]].sum()),
        alleged=int(events[listed][(attributed & ~decides & ~denied)[listed]].sum()),
        denied=int(events[listed][denied[listed]].sum()),
        rows=int(decides.sum()),
        unclear=int(events[listed][~hostile[listed]].sum()),
        blurred=int(events[listed][(breaking & ~within)[listed]].sum()),
        unnamed=int(events[touched & nobody].sum()),
        strangers=_strangers(incidents.at(units.touched(incidents)), counting),
        placeless=int(vague.events[_bound(vague, counting) & units.touched(vague)].sum()),
        not_fire=tuple(
            _violation(incidents, i, certain=False, alleged=False, counting=counting)
            for i in np.flatnonzero(at_peace & units.touched(incidents)).tolist()
        ),
        bound=int(events[noise].sum()),
        repeated=int(again.sum()),
        violations=tuple(
            replace(
                _violation(
                    incidents,
                    i,
                    bool(within[i] and not denied[i]),
                    bool(attributed[i] and not decides[i] and not denied[i]),
                    counting,
                ),
                denied=bool(denied[i]),
            )
            for i in first
        ),
        sight=watch(incidents, counting, noise),
    )


def _bound(incidents: Incidents, counting: Counting) -> Flags:
    """Which incidents a party bound may have to do with, but for what is certainly no act of war."""
    return np.asarray(_theirs(incidents, counting) & ~acts(incidents, "peaceful"))


def _theirs(incidents: Incidents, counting: Counting) -> Flags:
    """Which incidents a party bound may have to do with."""
    strictly = _between(incidents, replace(counting, others="outside"))
    some = strictly | _perhaps_of(incidents, counting)
    if counting.others != "outside":
        some = some | _with_others(incidents, counting)
    return np.asarray(some)


def watch(incidents: Incidents, counting: Counting, noise: Flags) -> Sight:
    """What a monitor could have seen, by how much it reports in the days before and in equally long times before.

    Parameters
    ----------
    noise
        Incidents any of which would have broken the silence.
    """
    weight = np.where(noise, incidents.events, 0).astype(np.float64)
    times, heard = _times(incidents, counting, Way(counting.baseline_days), noise), _heard(incidents, counting)
    before = Units.of(times.off, counting.access)
    before = before.at((before.start >= heard.first) if heard else np.zeros(len(before), dtype=bool))
    hours, to_see = float(before.hours.sum()), float(Units.of(times.on, counting.access).hours.sum())
    expected = float(before.counted(incidents, weight)[0].sum()) / hours * to_see if hours else None
    return sight_of(
        incidents, weight, expected, merged(times.on), counting.windows, heard, counting.zone, counting.access
    )


def counted_otherwise(incidents: Incidents, counting: Counting) -> tuple[tuple[Message, Tally], ...]:
    """What other choices would compare, each with its name."""
    bound, everybody = (among(incidents, one) for one in (counting, replace(counting, bound=(), outside=())))
    exact = np.asarray(incidents.end - incidents.start <= LONGEST_DAY)
    found = []
    for name, way in _other_ways(counting, all_exact=bool(exact[bound & _recent(incidents, counting)].all())):
        some = everybody if way.everybody else bound & exact if way.exact_days else bound
        found.append((name, _tally(incidents, counting, way, some)))
    return tuple(found)


def _other_ways(counting: Counting, *, all_exact: bool) -> Iterator[tuple[Message, Way]]:
    main = Way(counting.baseline_days)
    for days in OTHER_BASELINES:
        if days != counting.baseline_days:
            yield say("ceasefire.days-before", days=days), Way(days)
    yield say("ceasefire.without-run-up", days=RUN_UP), replace(main, left_out=RUN_UP)
    yield say("ceasefire.eve"), Way(1)
    if counting.bound or counting.outside:
        yield say("ceasefire.all-parties"), replace(main, everybody=True)
    yield say("ceasefire.deaths"), replace(main, deaths=True)
    if not all_exact:
        yield say("ceasefire.exact-days"), replace(main, exact_days=True)
    yield say("ceasefire.counted-in"), replace(main, beside=True)


def among(incidents: Incidents, counting: Counting) -> Flags:
    """Which acts of war, or incidents not said to be none, are between parties whose incidents are compared."""
    return np.asarray(_between(incidents, counting) & acts(incidents, "hostile", "unsaid"))


def _between(incidents: Incidents, counting: Counting) -> Flags:
    """Which incidents are between parties bound by the pause, or by one of them against civilians or nobody named."""
    keep = ~(_is(incidents.side_a, counting.outside) | _is(incidents.side_b, counting.outside))
    if not counting.bound:
        return np.asarray(keep)
    nobody = (*VICTIMS, "")
    one, other = _is(incidents.side_a, counting.bound), _is(incidents.side_b, counting.bound)
    aside = _is(incidents.side_a, nobody), _is(incidents.side_b, nobody)
    between = keep & ((one & other) | (one & aside[1]) | (other & aside[0]))
    return np.asarray(between | _with_others(incidents, counting) if counting.others == "compared" else between)


def _with_others(incidents: Incidents, counting: Counting) -> Flags:
    """Which incidents are between a party bound and one of which nothing is said."""
    sides = incidents.side_a, incidents.side_b
    one, other = (_is(side, counting.bound) for side in sides)
    said = [_is(side, (*counting.bound, *counting.outside, *VICTIMS, "")) for side in sides]
    return np.asarray((one & ~said[1]) | (other & ~said[0]))


def _perhaps_of(incidents: Incidents, counting: Counting) -> Flags:
    """Which incidents may be of a party bound that is not named: by nobody, by one named alike, or with its help."""
    sides = incidents.side_a, incidents.side_b
    aside = (_is(side, counting.outside) for side in sides)
    one, other = (_may_be(side, counting.bound) for side in sides)
    by_nobody = _is(incidents.side_a, ("",)) & _is(incidents.side_b, (*VICTIMS, ""))
    helped = _have(incidents.allies, lambda ally: any(may_be_of(ally, name) for name in counting.bound))
    return np.asarray((one | other | by_nobody | helped) & ~np.logical_or(*aside))


def _may_be(side: Words, bound: Sequence[str]) -> Flags:
    """Whether a side, or one of several, is nobody by name, or may be one of those bound and is not certainly."""
    return _have(side, lambda name: is_unidentified(name) or any(may_be_of(name, one) for one in bound)) & ~_is(
        side, bound
    )


def _against_itself(incidents: Incidents) -> Flags:
    """Which incidents have one side on both sides: a quarrel within it is no fire on the other."""
    one, other = incidents.side_a, incidents.side_b
    rows = zip(one.codes.tolist(), other.codes.tolist(), strict=True)
    return np.array([one.names[a] != "" and plain(one.names[a]) == plain(other.names[b]) for a, b in rows], dtype=bool)


def _strangers(incidents: Incidents, counting: Counting) -> tuple[tuple[str, int], ...]:
    """Sides of whom nobody says whether the pause binds them, in what may be an act of war with nobody outside it."""
    sides = incidents.side_a, incidents.side_b
    told = (*counting.bound, *counting.outside, *VICTIMS, "")
    aside = _is(sides[0], counting.outside) | _is(sides[1], counting.outside)
    if counting.others == "outside":  # the list of the parties is complete
        return ()
    unsaid = ~acts(incidents, "peaceful") & ~aside & ~(_is(sides[0], told) & _is(sides[1], told))
    return other_names(incidents.at(np.asarray(unsaid)), counting)


def _have(side: Words, wanted: Callable[[str], bool]) -> Flags:
    """Whether a text, or one of several in it joined by commas or semicolons, is wanted."""
    hit = [any(map(wanted, (name, *re.split("[,;]", name)))) for name in side.names]
    return np.array(hit, dtype=bool)[side.codes] if hit else np.zeros(len(side), dtype=bool)


def _recent(incidents: Incidents, counting: Counting) -> Flags:
    """Which incidents are of the pause, or of a time before it as far as any comparison goes back."""
    days = max(counting.baseline_days, *OTHER_BASELINES) + RUN_UP
    since = _midnight(counting.first, counting.zone) - (days + 1) * DAY_S
    return np.asarray((incidents.end >= since) & (incidents.start < int(counting.end.timestamp())))


def other_names(incidents: Incidents, counting: Counting) -> tuple[tuple[str, int], ...]:
    """Parties that are said neither to be bound nor outside, with their incidents, the most first.

    None where no party is named: then all are taken to be bound.
    """
    if not counting.bound:
        return ()
    told = (*counting.bound, *counting.outside, *VICTIMS, "")
    found: dict[str, int] = {}
    for side in (incidents.side_a, incidents.side_b):
        totals = np.bincount(side.codes, incidents.events, len(side.names)) if len(side) else np.zeros(len(side.names))
        for name, total, is_told in zip(side.names, totals.tolist(), _told(side, told), strict=True):
            if total and not is_told:
                found[name] = found.get(name, 0) + int(total)
    return tuple(sorted(found.items(), key=lambda item: (-item[1], item[0])))


def names_known(incidents: Incidents, names: Iterable[str]) -> bool:
    """Whether a monitor uses any of the names."""
    return bool(naming(incidents, tuple(names)).any())


def naming(incidents: Incidents, names: Sequence[str]) -> Flags:
    """Which incidents have one of the names as a side."""
    return np.asarray(_is(incidents.side_a, names) | _is(incidents.side_b, names))


def sides_called(incidents: Incidents, claimant: str) -> tuple[str, ...]:
    """Sides of the incidents that have the name of who reports them: a party's own word."""
    sides = dict.fromkeys((*incidents.side_a.names, *incidents.side_b.names))
    return tuple(side for side in sides if side and plain(side) == plain(claimant))


def _is(side: Words, wanted: Sequence[str]) -> Flags:
    """Whether a side is one of the names, or several joined by commas that all are."""
    hit = _told(side, wanted)
    return np.array(hit, dtype=bool)[side.codes] if hit else np.zeros(len(side), dtype=bool)


def _told(side: Words, wanted: Sequence[str]) -> list[bool]:
    """Whether each distinct name is one of those wanted, or several of them joined by commas."""
    folded = {name.casefold().strip() for name in wanted}
    victims = folded & {*VICTIMS}

    def is_told(name: str) -> bool:
        return name.casefold().strip() in folded or bare(name) in victims

    return [is_told(name) or all(map(is_told, name.split(","))) for name in side.names]


@dataclass(frozen=True)
class Times:
    """The times that are compared.

    Parameters
    ----------
    on, off
        Of the pause, and before it.
    by_the_clock
        Whether they are hours of the clock: pauses are shorter than a day and times are known.
    short
        Whether every pause is shorter than a day.
    """

    on: tuple[Window, ...]
    off: tuple[Window, ...]
    by_the_clock: bool
    short: bool


def _times(incidents: Incidents, counting: Counting, way: Way, some: Flags) -> Times:
    """What is compared for some incidents: hours of the clock, else whole days."""
    short, some = all(window.hours < 24 for window in counting.windows), some & _recent(incidents, counting)
    timed = short and some.any() and (incidents.end - incidents.start <= TIMED)[some].mean() >= MOSTLY_TIMED
    if timed:
        off = hours_before(counting.windows, counting.first, way.days, counting.zone, way.left_out)
        return Times(tuple(counting.windows), off, by_the_clock=True, short=True)
    on = days_touched(counting.windows, counting.zone) if short else whole_days(counting.windows, counting.zone)
    off = days_before(counting.first, way.days, counting.zone, way.left_out)
    return Times(on, off, by_the_clock=False, short=short)


def _tally(incidents: Incidents, counting: Counting, way: Way, some: Flags) -> Tally:
    """Some incidents: by clock hours where pauses are shorter than a day and times are known, else by whole days."""
    times, covered = _times(incidents, counting, way, some), _covered(incidents, counting)
    on = tuple(window for window in sorted(times.on) if seconds(window.end) <= covered[1])
    off = tuple(window for window in sorted(times.off) if seconds(window.start) >= covered[0])
    during, before = Units.of(on, counting.access), Units.of(off, counting.access)
    sums, units = incidents.at(some & incidents.counts_over_days), len(during) + len(before)
    during, before = during.whole_of(sums), before.whole_of(sums)
    weight = np.where(some, np.nan_to_num(incidents.deaths) if way.deaths else incidents.events, 0.0)
    counts, within = during.counted(incidents, weight)
    beside = float(weight[during.touched(incidents) & ~within].sum())
    added = beside if way.beside and len(during) else 0.0
    placebo = None if len(sums) else placebo_of(
        incidents, weight, merged(on), merged(off), counting.windows, covered, counting.zone, counting.access, added
    )  # fmt: skip
    return Tally(
        way, counts + added * during.hours / max(during.hours.sum(), 1e-9), before.counted(incidents, weight)[0],
        during.hours, before.hours, beside, times.by_the_clock, times.short and not times.by_the_clock, placebo,
        units - len(during) - len(before), bool(len(sums)),
    )  # fmt: skip


def _covered(incidents: Incidents, counting: Counting) -> tuple[int, int]:
    """From when until when the monitor's file lists what there was: not a day further than it reports."""
    heard = _heard(incidents, counting)
    return (heard.first, heard.last) if heard else (0, 0)


def _heard(incidents: Incidents, counting: Counting) -> Heard | None:
    return counting.heard or Heard.of(incidents, counting.windows)


def _midnight(day: date, zone: ZoneInfo) -> int:
    return int(datetime(day.year, day.month, day.day, tzinfo=zone).timestamp())


def _violation(incidents: Incidents, index: int, certain: bool, alleged: bool, counting: Counting) -> Violation:
    deaths, zone = float(incidents.deaths[index]), counting.zone
    start, end = (datetime.fromtimestamp(int(x[index]), UTC).astimezone(zone) for x in (incidents.start, incidents.end))
    return Violation(
        id=incidents.id[index], start=start, end=end, kind=incidents.kind[index], by=incidents.side_a[index],
        against=incidents.side_b[index], area=incidents.area[index], deaths=None if np.isnan(deaths) else deaths,
        certain=certain, position_error=float(incidents.position_error[index]), source=incidents.source[index],
        text=incidents.text[index], alleged=alleged, bound=bool(counting.bound), clear=bool(incidents.clear[index]),
    )  # fmt: skip
