"""What monitors show of a pause: was there less violence, was it kept, and which choice changes the answer."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from geleit.messages import Message, say
from geleit.model.figures import RARE
from geleit.model.finding import Finding, Verdict

Change = Literal["fewer", "more", "undetermined"]
KEPT: Mapping[str, Message] = {
    "met": say("ceasefire.kept"),
    "not met": say("ceasefire.not-kept"),
    "unknown": say("ceasefire.not-known"),
}
"""How a verdict on a pause reads."""


@dataclass(frozen=True)
class Placebo:
    """The same comparison at other times of the same file, when there was no pause.

    Shares count the pause among the times, so that of fewer than twenty none is rare.

    Parameters
    ----------
    times
        Times of the same length, weekday and hours in the file, the pause among them.
    as_quiet, as_violent
        Share of them with a rate as low as that of the pause, and with one as high.
    compared
        Those of them, the pause among them, that have as many days before them.
    as_deep, as_steep
        Share of these whose ratio to the days before them is as low as that of the pause, and as high.
    """

    times: int
    as_quiet: float
    as_violent: float
    compared: int
    as_deep: float
    as_steep: float


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
        Conditional interval, 95 %: exact if incidents come independently of each other, and too narrow if not; ``high``
        may be infinite, and both are ``None`` for deaths, which do not.
    wide_low, wide_high
        Wide interval, 95 %, by regression: allows for more spread than that from day to day and for days that resemble
        the day before; ``None`` where there are too few days or incidents.
    spread
        Variance of the daily counts over that of independent incidents; ``None`` with too few days.
    placebo
        The same at other times of the file; ``None`` where nothing can be compared.
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
    placebo: Placebo | None = None

    @property
    def interval(self) -> tuple[float, float] | None:
        """The interval that decides: the wide one, or the conditional one where that is missing."""
        low, high = (self.low, self.high) if self.wide_low is None else (self.wide_low, self.wide_high)
        return None if low is None or high is None else (low, high)

    @property
    def by_interval(self) -> Change:
        """What the interval alone says."""
        if self.ratio is None or self.interval is None:
            return "undetermined"
        low, high = self.interval
        return "fewer" if high < 1 else "more" if low > 1 else "undetermined"

    @property
    def change(self) -> Change:
        """What the interval says, where it is rare at other times of the file too."""
        said, placebo = self.by_interval, self.placebo
        if placebo is None or said == "undetermined":
            return "undetermined"
        if said == "fewer":
            return said if max(placebo.as_quiet, placebo.as_deep) <= RARE else "undetermined"
        return said if max(placebo.as_violent, placebo.as_steep) <= RARE else "undetermined"


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
    deaths
        The same of the deaths.
    """

    change: Change
    ratio: Ratio
    method: Message
    reasons: tuple[Message, ...]
    deaths: Ratio


@dataclass(frozen=True)
class Violation:
    """An incident within the pause that is attributed to somebody whom it may bind.

    Parameters
    ----------
    start, end
        Earliest and latest time it can have happened.
    certain
        Whether it lies in the pause beyond doubt.
    alleged
        Whether only a party to the conflict says so, and of another than itself.
    bound
        Whether somebody is known to be bound by the pause; else it may be the act of one outside it.
    position_error
        Metres; infinite where the place is not known.
    clear
        Whether its monitor could tell it apart as a single event; else it may be several, at other times or places.
    denied
        Whether by its text it may not have happened, or at another time, and few rows tell of any.
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
    alleged: bool = False
    bound: bool = True
    clear: bool = True
    denied: bool = False


@dataclass(frozen=True)
class Sight:
    """What a monitor could have seen: whether there would have been noise, so that silence means something.

    Parameters
    ----------
    expected
        Incidents to be expected in the pause had nothing changed; ``None`` where the file holds no time before it.
    shows_below
        Share of the level before, below which a fall would have shown; ``None`` where no fall could.
    times
        Equally long times before the pause in the file, the pause among them.
    as_silent
        Share of them without an incident, the pause among them.
    last_before, first_after
        Days from the monitor's last report before the pause, and to its first one after it; ``None`` without one.
    """

    expected: float | None
    shows_below: float | None
    times: int
    as_silent: float
    last_before: float | None
    first_after: float | None


@dataclass(frozen=True)
class Kept:
    """Whether the pause was kept.

    Parameters
    ----------
    verdict
        ``not met`` with one certain violation, ``met`` only where a monitor saw none that would have seen them.
    violations
        Certain ones first, at most :data:`MOST_LISTED`.
    certain, possible
        How many of them there are; what a party to the conflict alone says of another is possible.
    sight
        What the monitor could have seen.
    reason
        Why the verdict is what it is.
    not_fire
        Acts in the pause, such as arrests, that break no pause of fire.
    """

    verdict: Verdict
    violations: tuple[Violation, ...]
    certain: int
    possible: int
    reason: Message
    sight: Sight
    not_fire: tuple[Violation, ...] = ()


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
    other_names
        Parties as the monitor names them that are said neither to be bound nor outside, with their incidents, the
        most first.
    identical
        Rows without an id of their own that say the same as an earlier one.
    series, spots
        The counts day by day, and where incidents were before, during and after.
    """

    pause: str = ""
    claimant: str = ""
    less: Less | None = None
    kept: Kept | None = None
    sensitivity: tuple[Choice, ...] = ()
    provisional: bool = False
    other_names: tuple[tuple[str, int], ...] = ()
    identical: int = 0
    series: Series | None = None
    spots: tuple[Spots, ...] = ()
