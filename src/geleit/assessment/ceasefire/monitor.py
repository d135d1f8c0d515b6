"""A pause as one monitor shows it: fewer incidents than before, and any within it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta
from typing import Literal
from zoneinfo import ZoneInfo

import numpy as np

from geleit.assessment.ceasefire.counting import TIMED, Units, days_before, days_touched, hours_before, seen, whole_days
from geleit.assessment.ceasefire.rates import compare
from geleit.messages.message import Message, say
from geleit.model.finding import Verdict
from geleit.model.incident import LONGEST_DAY, Flags, Incidents, Words
from geleit.model.pause_finding import MOST_LISTED, Change, Choice, Kept, Less, Ratio, Violation
from geleit.model.window import Window, merged

BASELINE_DAYS = 28
"""Days before the pause that it is compared with."""
OTHER_BASELINES = (7, 14, 56)
"""The same for other choices."""
RUN_UP = 7
"""Last days before a pause that one comparison leaves out: violence rises before a ceasefire (arXiv 2110.05475)."""
LAG_DAYS = 30
"""Days after which most reports have come in; after two weeks little more than half have (arXiv 2603.25964)."""
MOSTLY = 0.9
"""Share of the incidents whose time has to be known for clock hours to be compared."""
LITTLE_ACCESS = 0.5
"""Share of the time with access below which few incidents say nothing."""
AT_WORK = 10
"""Incidents that a claimant must report at other times for its silence to mean something."""
VICTIMS = ("civilians", "civilian", "unarmed civilians", "protesters")
"""Sides that are no party."""

Others = Literal["outside", "perhaps", "compared"]


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
        Parties whose pause it is, as the monitor names them; incidents with anybody else are left out. Empty: all.
    outside
        Parties outside the pause; incidents with them are left out.
    access
        Share of the time in which the monitor could see, where that was not all of it.
    snapshot
        Day on which the monitor's state was taken, or ``None``.
    others
        What incidents are between a party bound and one of which nothing is said: ``outside`` the pause; ``perhaps``
        breaking it; or that, and ``compared`` too, as for a pause that binds only one side.
    covered
        First and last second of all that the monitor reports, anywhere, seconds since 1970; by default of what it
        reports here. A quiet place is no end of the file.
    """

    windows: tuple[Window, ...]
    zone: ZoneInfo
    baseline_days: int = BASELINE_DAYS
    bound: tuple[str, ...] = ()
    outside: tuple[str, ...] = ()
    access: tuple[tuple[Window, float], ...] = ()
    snapshot: date | None = None
    others: Others = "outside"
    covered: tuple[int, int] | None = None

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
        return self.snapshot is not None and self.snapshot < (self.end + timedelta(days=LAG_DAYS)).date()


@dataclass(frozen=True, eq=False)
class Setting:
    """One way to compare: units during and before, and whether hours of the clock are compared."""

    during: Units
    before: Units
    by_the_clock: bool
    blind: bool


def less_violence(incidents: Incidents, counting: Counting) -> Less:
    """Whether there was less violence than before, by all incidents of the parties bound."""
    relevant = _compared(incidents, counting)
    setting = _setting(relevant, incidents, counting)
    ratio, unclear = _ratio(relevant, setting)
    reasons = list(_doubts(incidents, counting, setting, ratio))
    if unclear:
        reasons.append(say("ceasefire.beside", incidents=unclear))
    change: Change = ratio.change
    if setting.blind or counting.provisional or (change == "fewer" and _access(counting) < LITTLE_ACCESS):
        change = "undetermined"
    return Less(change, ratio, _method(counting, setting), tuple(reasons))


def kept(incidents: Incidents, counting: Counting) -> Kept:
    """Whether the pause was kept: whether any incident in it is attributed to a party bound by it."""
    perhaps = (
        _with_others(incidents, counting) if counting.others != "outside" else np.zeros(len(incidents), dtype=bool)
    )
    strictly = among(incidents, replace(counting, others="outside"))
    bound = incidents.at(strictly | perhaps)
    nobody = _is(bound.side_a, ("",))
    units = Units.of(merged(counting.windows))
    unnamed = int(bound.events[units.touched(bound) & nobody].sum())
    named = bound.at(~nobody)
    touched = np.flatnonzero(units.touched(named))
    within = units.counted(named, np.ones(len(named)))[1] & strictly[strictly | perhaps][~nobody]
    listed = sorted(touched.tolist(), key=lambda i: (not within[i], named.start[i]))
    certain = int(named.events[touched][within[touched]].sum())
    possible = int(named.events[touched].sum()) - certain
    verdict, reason = _kept(incidents, bound, counting, certain, possible, unnamed)
    rows = tuple(_violation(named, i, bool(within[i]), counting.zone) for i in listed[:MOST_LISTED])
    return Kept(verdict, rows, certain, possible, reason)


def sensitivity(incidents: Incidents, counting: Counting, less: Less) -> tuple[Choice, ...]:
    """The same comparison with other choices; each says whether it would change the answer."""
    return tuple(
        Choice(name, ratio, ratio.change != less.ratio.change) for name, ratio in _other_choices(incidents, counting)
    )


def among(incidents: Incidents, counting: Counting) -> Flags:
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


def _compared(incidents: Incidents, counting: Counting) -> Incidents:
    """Incidents of the parties bound, as far as any comparison goes back."""
    days = max(counting.baseline_days, *OTHER_BASELINES) + RUN_UP
    since = _midnight(counting.first, counting.zone) - (days + 1) * 86_400
    return incidents.at(
        among(incidents, counting) & (incidents.end >= since) & (incidents.start < int(counting.end.timestamp()))
    )


def names_known(incidents: Incidents, names: Iterable[str]) -> bool:
    """Whether a monitor uses any of the names."""
    wanted = tuple(names)
    return bool(_is(incidents.side_a, wanted).any() or _is(incidents.side_b, wanted).any())


def _is(side: Words, wanted: Sequence[str]) -> Flags:
    """Whether a side is one of the names, or several joined by commas that all are."""
    folded = {name.casefold().strip() for name in wanted}
    hit = [
        name.casefold().strip() in folded or all(part.casefold().strip() in folded for part in name.split(","))
        for name in side.names
    ]
    return np.array(hit, dtype=bool)[side.codes] if hit else np.zeros(len(side), dtype=bool)


def _setting(
    relevant: Incidents, everything: Incidents, counting: Counting, days: int | None = None, left_out: int = 0
) -> Setting:
    """Clock hours where the pauses are shorter than a day and times are known; else whole days."""
    days = counting.baseline_days if days is None else days
    short = all(window.hours < 24 for window in counting.windows)
    timed = (relevant.end - relevant.start <= TIMED).mean() if len(relevant) else 0.0
    first_seen, last_seen = _covered(everything, counting)
    if short and timed >= MOSTLY:
        on, off = counting.windows, hours_before(counting.windows, counting.first, days, counting.zone, left_out)
    else:
        on = days_touched(counting.windows, counting.zone) if short else whole_days(counting.windows, counting.zone)
        off = days_before(counting.first, days, counting.zone, left_out)
    during, before = Units.of(on, counting.access), Units.of(off, counting.access)
    during = during.at(during.end <= last_seen)
    return Setting(during, before.at(before.start >= first_seen), short and timed >= MOSTLY, short and timed < MOSTLY)


def _covered(incidents: Incidents, counting: Counting) -> tuple[int, int]:
    """From when until when the monitor's file can be taken to list what there was."""
    if counting.covered is None and not len(incidents):
        return 0, 0
    first, last = counting.covered or incidents.reach
    if counting.snapshot is not None:
        last = max(last, min(_midnight(counting.snapshot, counting.zone), last + BASELINE_DAYS * 86_400))
    return first, last


def _midnight(day: date, zone: ZoneInfo) -> int:
    return int(datetime(day.year, day.month, day.day, tzinfo=zone).timestamp())


def _ratio(incidents: Incidents, setting: Setting, *, deaths: bool = False) -> tuple[Ratio, int]:
    """The ratio, and how many incidents may lie in the pause or beside it."""
    weight = np.nan_to_num(incidents.deaths) if deaths else incidents.events.astype(np.float64)
    during, within = setting.during.counted(incidents, weight)
    before, _ = setting.before.counted(incidents, weight)
    unclear = setting.during.touched(incidents) & ~within
    ratio = compare(during, setting.during.hours, before, setting.before.hours, exact=not deaths)
    return ratio, int(incidents.events[unclear].sum())


def _other_choices(incidents: Incidents, counting: Counting) -> Iterator[tuple[Message, Ratio]]:
    relevant = _compared(incidents, counting)

    def ratio(some: Incidents, days: int | None = None, left_out: int = 0, *, deaths: bool = False) -> Ratio:
        return _ratio(some, _setting(some, incidents, counting, days, left_out), deaths=deaths)[0]

    for days in OTHER_BASELINES:
        if days != counting.baseline_days:
            yield say("ceasefire.days-before", days=days), ratio(relevant, days)
    yield say("ceasefire.without-run-up", days=RUN_UP), ratio(relevant, left_out=RUN_UP)
    yield say("ceasefire.eve"), ratio(relevant, 1)
    if counting.bound or counting.outside:
        yield say("ceasefire.all-parties"), ratio(_compared(incidents, replace(counting, bound=(), outside=())))
    yield say("ceasefire.deaths"), ratio(relevant, deaths=True)
    exact_day = relevant.end - relevant.start <= LONGEST_DAY
    if not exact_day.all():
        yield say("ceasefire.exact-days"), ratio(relevant.at(exact_day))
    yield say("ceasefire.counted-in"), _generous(relevant, _setting(relevant, incidents, counting))


def _generous(incidents: Incidents, setting: Setting) -> Ratio:
    """As if every incident that may lie in the pause did."""
    weight = incidents.events.astype(np.float64)
    during, within = setting.during.counted(incidents, weight)
    unclear = float(weight[setting.during.touched(incidents) & ~within].sum())
    before, _ = setting.before.counted(incidents, weight)
    if len(during):
        during = during + unclear * setting.during.hours / max(setting.during.hours.sum(), 1e-9)
    return compare(during, setting.during.hours, before, setting.before.hours)


def _doubts(incidents: Incidents, counting: Counting, setting: Setting, ratio: Ratio) -> Iterator[Message]:
    if setting.blind:
        yield say("ceasefire.day-only", hours=min(window.hours for window in counting.windows))
    if counting.provisional:
        yield say("ceasefire.fresh", snapshot=counting.snapshot, days=LAG_DAYS)
    if (share := _access(counting)) < 1:
        yield say("ceasefire.access", share=share)
    if counting.covered is None and not len(incidents):
        yield say("ceasefire.empty")
    elif not len(setting.before):
        yield say("ceasefire.no-baseline")
    elif not len(setting.during):
        yield say("ceasefire.no-whole-day")
    elif ratio.ratio is None:
        yield say("ceasefire.none")
    elif ratio.wide_low is None:
        yield say("ceasefire.too-few")
    if len(setting.before) and ratio.hours_before < 24 * counting.baseline_days * 0.99 and not setting.by_the_clock:
        yield say("ceasefire.days-seen", seen=len(setting.before), days=counting.baseline_days)


def _access(counting: Counting) -> float:
    hours = sum(window.hours for window in counting.windows)
    return sum(window.hours * seen(window, counting.access) for window in counting.windows) / hours


def _method(counting: Counting, setting: Setting) -> Message:
    days = counting.baseline_days
    if setting.by_the_clock:
        return say("ceasefire.method-clock", days=days)
    if setting.blind:
        return say("ceasefire.method-blind", days=days)
    return say("ceasefire.method-days", days=days)


def _kept(
    incidents: Incidents, bound: Incidents, counting: Counting, certain: int, possible: int, unnamed: int
) -> tuple[Verdict, Message]:
    whom = say("ceasefire.parties-bound") if counting.bound else say("ceasefire.parties-named")
    if certain:
        more = say("ceasefire.more", possible=possible) if possible else None
        return "not met", say("ceasefire.broken", certain=certain, whom=whom, more=more)
    if possible:
        return "unknown", say("ceasefire.perhaps-broken", possible=possible, whom=whom)
    if unnamed:
        return "unknown", say("ceasefire.unnamed", unnamed=unnamed)
    if counting.provisional:
        return "unknown", say("ceasefire.too-early", days=LAG_DAYS)
    if (share := _access(counting)) < LITTLE_ACCESS:
        return "unknown", say("ceasefire.no-access", share=share)
    if (reported := int(bound.events.sum())) < AT_WORK:
        return "unknown", say("ceasefire.not-at-work", reported=reported)
    if _covered(incidents, counting)[1] < int(counting.end.timestamp()):
        return "unknown", say("ceasefire.ends-early")
    return "met", say("ceasefire.silent")


def _violation(incidents: Incidents, index: int, certain: bool, zone: ZoneInfo) -> Violation:
    deaths = float(incidents.deaths[index])
    start, end = (datetime.fromtimestamp(int(x[index]), UTC).astimezone(zone) for x in (incidents.start, incidents.end))
    return Violation(
        id=incidents.id[index], start=start, end=end, kind=incidents.kind[index], by=incidents.side_a[index],
        against=incidents.side_b[index], area=incidents.area[index], deaths=None if np.isnan(deaths) else deaths,
        certain=certain, position_error=float(incidents.position_error[index]), source=incidents.source[index],
        text=incidents.text[index],
    )  # fmt: skip
