"""What a crossing has passed: a count of people, over which hours, days and crossings, by whom counted."""

from __future__ import annotations

import math
import re
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Literal, NamedTuple

Setting = Literal[
    "siege", "front", "bus_deal", "medevac", "border", "return", "routine", "airlift", "transport", "extreme",
    "forced", "technical",
]  # fmt: skip
ModeClass = Literal[
    "foot, screened", "foot, light checks", "foot, unchecked", "foot, unknown", "bus", "car", "mixed", "other"
]
Screening = Literal["yes", "some", "no", "unknown"]
"""Whether each person was checked before passing, or some."""
Agreed = Literal["both sides", "one side", "none", "unknown", "n/a"]
PartyCount = Literal["yes", "no", "mixed", "unknown"]
"""Whether who counted is a party to the conflict."""
WhoseCrossing = Literal["", "own", "enemy", "unknown"]
"""Whose the post was that a party counted at; of whoever is no party nothing is said."""
ENEMY: WhoseCrossing = "enemy"
"""Of a party's count of its enemy's crossing: shown, and never counted."""
LimitedBy = Literal["capacity", "permission", "demand", "unknown"]
Span = Literal["hour", "part_day", "day", "avg_day", "days"]
Use = Literal["ref", "sum", "dup", "target", "nocross", "tech"]
Confidence = Literal["confirmed", "direct", "secondary", "doubtful"]
Seen = Literal["", "page", "excerpt", "other", "none"]
"""Of a row held against its source again: the page with the fact, a part of it without, another page, or nothing."""

Mode = Literal["foot", "bus", "car", "mixed", "other"]
"""How people passed; on foot whatever was checked."""
Question = Literal["could", "did"]
"""``could``: what a gate can pass at best. ``did``: what is likely to pass."""
SettingOrConflict = Literal[
    "conflict", "siege", "front", "bus_deal", "medevac", "border", "return", "routine", "airlift", "transport",
    "extreme", "forced", "technical",
]  # fmt: skip
"""A setting, or all in which people get out of a besieged or fought-over place."""
CONFLICT_EXITS: SettingOrConflict = "conflict"

CONFLICT: tuple[Setting, ...] = ("siege", "front", "bus_deal", "medevac")
"""Settings in which people get out of a besieged or fought-over place."""

EVERY_PERSON: Screening = "yes"
"""Of a crossing where each person, or each man, was checked before passing."""

_DAY = re.compile(r"[1-9]\d{3}(-\d\d(-\d\d)?)?", re.ASCII)


def is_day(text: str) -> bool:
    """Whether a text is a day (ISO 8601), or a month or a year where no day is known."""
    if not _DAY.fullmatch(text):
        return False
    try:
        date.fromisoformat(text + "2000-01-01"[len(text) :])
    except ValueError:
        return False
    return True


class Rate(NamedTuple):
    """Persons an hour or a day and crossing, from the least that a count allows to the most.

    Parameters
    ----------
    low, high
        Fewest people over most time and crossings, and most over least.
    """

    low: float
    high: float

    @property
    def mid(self) -> float:
        """The square root of low x high: as far from one end as from the other, in factors; 0 where nobody passed."""
        return math.sqrt(self.low * self.high)


@dataclass(frozen=True, kw_only=True)
class Precedent:
    """A count of people who passed a crossing, or several, as one claimant gives it.

    Parameters
    ----------
    event
        One outflow of one place and time: rows of an event are not independent of each other.
    date_from, date_to
        First and last day that the count covers: ISO 8601, a year or a month alone where no day is known.
    people_low, people_likely, people_high
        As published.
    hours_low, hours_high
        Open or elapsed hours that the count covers; ``None`` where nothing is said.
    days_low, days_high
        Calendar days that the count is spread over; ``None`` for a figure of an hour.
    crossings_low, crossings_high
        Crossings that the count covers; ``None`` where unknown, so that there is no rate.
    screening
        Whether each person was checked before passing.
    whose_crossing
        Of a party: whether it speaks of a crossing of its own (or of who arrived behind its own lines), or its enemy's.
    limited_by
        What held the flow, as read from the source.
    sustained
        At least three dates, or a mean over weeks.
    use
        ``ref`` is compared with; the others are sums, second opinions, the case that is asked about, and physics.
    looked_at, seen
        The day on which the row was last held against its source, and what was seen then.
    """

    id: str
    event: str
    setting: Setting
    place: str
    crossing: str
    country: str
    date_from: str
    date_to: str
    people_low: float
    people_likely: float
    people_high: float
    kind: str
    mode: str
    mode_class: ModeClass
    hours_low: float | None
    hours_high: float | None
    hours_basis: str
    days_low: float | None
    days_high: float | None
    crossings_low: float | None
    crossings_high: float | None
    screening: Screening
    screening_kind: str
    agreed: Agreed
    counted_by: str
    claimant_is_party: PartyCount
    whose_crossing: WhoseCrossing
    limited_by: LimitedBy
    span: Span
    sustained: bool
    use: Use
    publisher: str
    title: str
    published: str
    url: str
    locator: str
    confidence: Confidence
    looked_at: str
    seen: Seen
    note: str

    @property
    def hours_told(self) -> bool:
        """Whether its hours were stated or announced, not assumed, so that its rate of an hour rests on something."""
        return not self.hours_basis.startswith(("unknown", "assumed")) and self.hours_basis != ""

    @cached_property
    def per_hour(self) -> Rate | None:
        """Persons an hour and crossing."""
        return self._per(self.hours_low, self.hours_high)

    @cached_property
    def per_day(self) -> Rate | None:
        """Persons a calendar day and crossing."""
        return self._per(self.days_low, self.days_high)

    def _per(self, least: float | None, most: float | None) -> Rate | None:
        people = self.people_low, self.people_high
        return rate_of(people, (least, most), (self.crossings_low, self.crossings_high))


Ends = tuple[float | None, float | None]
"""The least and the most of a number; ``None`` where it is not known."""


def rate_of(people: tuple[float, float], time: Ends, crossings: Ends) -> Rate | None:
    """Fewest people over most time and crossings, and most over least; ``None`` where these are not known."""
    least, most = time
    few, many = crossings
    if least is None or most is None or few is None or many is None:
        return None
    return Rate(people[0] / (most * many), people[1] / (least * few))
