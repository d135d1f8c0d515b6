"""What monitors show of a pause: was there less violence, was it kept, and which choice changes the answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from geleit.messages import Message, say
from geleit.model.finding import Finding, Verdict

Change = Literal["fewer", "more", "undetermined"]
KEPT: Mapping[str, Message] = {
    "met": say("ceasefire.kept"),
    "not met": say("ceasefire.not-kept"),
    "unknown": say("ceasefire.not-known"),
}
"""How a verdict on a pause reads."""


@dataclass(frozen=True)
class Ratio:
    """How often incidents came in one time, against another.

    Parameters
    ----------
    during, before
        Incidents, or deaths where that was chosen.
    hours_during, hours_before
        Hours watched, weighted by the monitor's access.
    ratio
        Rate during over rate before; ``None`` where there is nothing to compare.
    low, high
        Exact interval, 95 %, as if incidents came independently of each other; ``high`` may be infinite, and both are
        ``None`` for deaths, which do not.
    wide_low, wide_high
        Interval, 95 %, that allows for more spread than that from day to day and for days that resemble the day before;
        ``None`` where there are too few days or incidents.
    spread
        Variance of the daily counts over that of independent incidents; ``None`` with too few days.
    """

    during: int
    before: int
    hours_during: float
    hours_before: float
    ratio: float | None
    low: float | None
    high: float | None
    wide_low: float | None
    wide_high: float | None
    spread: float | None

    @property
    def change(self) -> Change:
        """What the interval says that allows for more; the exact one where that is missing."""
        low, high = (self.low, self.high) if self.wide_low is None else (self.wide_low, self.wide_high)
        if self.ratio is None or low is None or high is None:
            return "undetermined"
        return "fewer" if high < 1 else "more" if low > 1 else "undetermined"


@dataclass(frozen=True)
class Less:
    """Whether there was less violence.

    Parameters
    ----------
    change
        ``undetermined`` also where the counts cannot tell, for the reasons given.
    ratio
        The comparison.
    method
        What was compared with what.
    reasons
        Why it is undetermined, or what weakens it.
    """

    change: Change
    ratio: Ratio
    method: Message
    reasons: tuple[Message, ...]


@dataclass(frozen=True)
class Violation:
    """An incident within the pause that is attributed to a party bound by it.

    Parameters
    ----------
    start, end
        Earliest and latest time it can have happened.
    certain
        Whether it lies in the pause beyond doubt.
    position_error
        Metres; infinite where the place is not known.
    """

    id: str
    start: datetime
    end: datetime
    kind: str
    by: str
    against: str
    area: str
    deaths: float | None
    certain: bool
    position_error: float
    source: str
    text: str


@dataclass(frozen=True)
class Kept:
    """Whether the pause was kept.

    Parameters
    ----------
    verdict
        ``not met`` with one certain violation, ``met`` only where a monitor that was at work and had access saw none.
    violations
        Certain ones first, at most :data:`MOST_LISTED`.
    certain, possible
        How many of them there are.
    reason
        Why the verdict is what it is.
    """

    verdict: Verdict
    violations: tuple[Violation, ...]
    certain: int
    possible: int
    reason: Message


MOST_LISTED = 1000
"""Violations that are listed one by one."""


@dataclass(frozen=True)
class Choice:
    """The same comparison with one choice made in another way.

    Parameters
    ----------
    choice
        What was done otherwise.
    changes
        Whether the answer differs from that of the main comparison.
    """

    choice: Message
    ratio: Ratio
    changes: bool


@dataclass(frozen=True)
class Series:
    """Counts day by day around a pause.

    Parameters
    ----------
    first
        First day.
    incidents, deaths
        Of each day; an incident of several days counts on its middle one.
    changes
        First day of each level but the first, where the level of the incidents changed.
    areas
        The districts with most incidents, with the incidents of each day.
    """

    first: date
    incidents: tuple[int, ...]
    deaths: tuple[int, ...]
    changes: tuple[date, ...]
    areas: tuple[tuple[str, tuple[int, ...]], ...]


@dataclass(frozen=True)
class Spots:
    """Where incidents were in one time, in cells of about a kilometre.

    Parameters
    ----------
    when
        ``before``, ``during`` or ``after``.
    cells
        Longitude and latitude of the middle of a cell, and incidents in it.
    vague
        Incidents whose place is known too coarsely for a map.
    """

    when: str
    cells: tuple[tuple[float, float, int], ...]
    vague: int


@dataclass(frozen=True)
class PauseFinding(Finding):
    """A finding about a pause as one monitor shows it.

    Parameters
    ----------
    pause, claimant
        Id of the pause, and who reports the incidents.
    provisional
        Whether reports on it may still be on their way.
    series, spots
        The counts day by day, and where incidents were before, during and after.
    """

    pause: str = ""
    claimant: str = ""
    less: Less | None = None
    kept: Kept | None = None
    sensitivity: tuple[Choice, ...] = ()
    provisional: bool = False
    series: Series | None = None
    spots: tuple[Spots, ...] = ()
