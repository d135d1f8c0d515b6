"""What a monitor could have seen: silence is evidence only where there would have been noise."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from zoneinfo import ZoneInfo

import numpy as np

from geleit.assessment.ceasefire.days import seconds
from geleit.assessment.ceasefire.slid import Access, Slid
from geleit.messages.message import Message, say
from geleit.model.arrays import Floats
from geleit.model.figures import RARE
from geleit.model.incident import LONGEST_DAY, Incidents
from geleit.model.pause_finding import Sight
from geleit.model.voices import plain
from geleit.model.window import DAY_S, Window

FEWEST_EXPECTED = 3.0
"""Incidents expected in a pause, had nothing changed, for its silence to mean something: of independent ones none
comes then in 5 % of such times (exp(-3)). That is enough for these alone, so that other times are asked too."""
NEAREST_DAYS = 3.0
"""Days before a pause and after it within which a monitor has to report something, anywhere: a weekend without one is
usual; who is silent for longer may have stopped."""
AT_WORK = 10
"""Incidents that a claimant must report at other times; who reports fewer is a witness and no monitor."""


_OF_DEATHS = ("ucdp", "uppsala conflict data program")
"""How those are called who by their own codebook list nothing but incidents with deaths."""


def only_deaths(incidents: Incidents) -> bool:
    """Whether a monitor lists nothing but incidents with deaths: by its codebook, or by all that it reports.

    Its silence says nothing of fire that killed nobody.
    """
    names = [plain(incidents.claimant.names[code]) for code in np.unique(incidents.claimant.codes)]
    if names and all(name.startswith(_OF_DEATHS) for name in names):
        return True
    return len(incidents) >= AT_WORK and bool((np.nan_to_num(incidents.deaths_low) > 0).all())


@dataclass(frozen=True)
class Heard:
    """When a monitor reports anything, anywhere.

    Parameters
    ----------
    first, last
        First and last second of its reports, since 1970.
    before, after
        Last second of those before the pause, and first of those after it, or ``None``; of reports known to the day.
    """

    first: int
    last: int
    before: int | None
    after: int | None

    @classmethod
    def of(cls, incidents: Incidents, windows: Sequence[Window]) -> Heard | None:
        """All that a monitor reports, around a pause; ``None`` where that is nothing."""
        if not len(incidents):
            return None
        start, end = seconds(min(windows).start), seconds(max(window.end for window in windows))
        known = incidents.end - incidents.start <= LONGEST_DAY
        before, after = (
            incidents.end[known & (incidents.end <= start)],
            incidents.start[known & (incidents.start >= end)],
        )
        return cls(
            *incidents.reach, int(before.max()) if len(before) else None, int(after.min()) if len(after) else None
        )


def sight_of(
    incidents: Incidents,
    noise: Floats,
    expected: float | None,
    on: Sequence[Window],
    pause: tuple[Window, ...],
    heard: Heard | None,
    zone: ZoneInfo,
    access: Access,
) -> Sight:
    """What a monitor could have seen of a pause.

    Parameters
    ----------
    noise
        How many incidents of those that would have broken the silence each row stands for.
    expected
        How many were to be expected in the pause.
    on
        The blocks of time in which that is, slid over the days before.
    heard
        When the monitor reports anything.
    """
    shows = FEWEST_EXPECTED / expected if expected else None
    below = shows if shows is not None and shows <= 1 else None
    if heard is None or not on:
        return Sight(expected, below, 1, 1.0, None, None)
    first, last = seconds(min(pause).start), seconds(max(window.end for window in pause))
    days = -np.arange(1, max(0, seconds(min(on).start) - heard.first) // DAY_S + 2, dtype=np.int64)
    times = Slid.over(on, days, zone)
    times = times.at((times.first >= heard.first) & (times.last <= first)) if len(days) else times
    times = times.at(times.hours(access) * 2 >= times.hours(())) if access else times
    silent = 1 + int((times.counted(incidents, noise) == 0).sum())
    number = 1 + len(times.start)
    before = None if heard.before is None else (first - heard.before) / DAY_S
    after = None if heard.after is None else (heard.after - last) / DAY_S
    return Sight(expected, below, number, silent / number, before, after)


def stopped(sight: Sight) -> Message | None:
    """Why a monitor may not have been at work around a pause; ``None`` if it reports just before it and just after."""
    if sight.last_before is None:
        return say("ceasefire.none-before")
    if sight.first_after is None:
        return say("ceasefire.none-after")
    if sight.last_before > NEAREST_DAYS:
        return say("ceasefire.stopped-before", days=sight.last_before, most=NEAREST_DAYS)
    if sight.first_after > NEAREST_DAYS:
        return say("ceasefire.silent-after", days=sight.first_after, most=NEAREST_DAYS)
    return None


def blindness(sight: Sight, reported: int) -> Message | None:
    """Why a monitor's silence means nothing; ``None`` if it does mean something.

    Parameters
    ----------
    reported
        Incidents that would have broken the silence, at any time.
    """
    if (reason := stopped(sight)) is not None:
        return reason
    if reported < AT_WORK:
        return say("ceasefire.not-at-work", reported=reported)
    if sight.expected is None:
        return say("ceasefire.nothing-before")
    if sight.expected < FEWEST_EXPECTED:
        return say("ceasefire.little-expected", expected=sight.expected, fewest=FEWEST_EXPECTED)
    if sight.as_silent > RARE:
        return say("ceasefire.often-silent", share=sight.as_silent, times=sight.times, most=RARE)
    return None
