"""An announcement that told people to leave a place or offered them a way out, and what was counted."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal, NamedTuple

from geleit.model.precedent import Agreed, Confidence, ModeClass, PartyCount, Rate, Seen

AnnouncementKind = Literal[
    "ultimatum",
    "evacuation order",
    "corridor offer",
    "pause with exits",
    "civil evacuation",
    "order to leave the country",
]
AnnouncementUse = Literal["main", "context", "alt", "civil"]
Precision = Literal["minute", "hour", "day", "assumed"]
NoticeBasis = Literal["stated", "clock", "none"]
InTime = Literal["yes", "part", "no", "unknown", "n/a", ""]
YesNo = Literal["yes", "no"]

SUSTAINED_AFTER_DAYS = 2.0
"""A time given that is longer asks for a flow that lasts: what passed on one day says nothing about it."""


class Span(NamedTuple):
    """From so much to so much, both known."""

    low: float
    high: float


@dataclass(frozen=True, kw_only=True)
class Announcement:
    """One claimant's account of an announcement.

    Parameters
    ----------
    announcement
        Rows of one announcement share it.
    event
        One place and time; an event may have several announcements.
    notice_hours_low, notice_hours_high
        From the announcement to the end of the time given.
    people_low, people_likely, people_high
        Told to leave, or inside where nobody numbered them.
    ways_low, ways_high
        Ways that were numbered; ``None`` where none was.
    open_hours_low, open_hours_high, days_low, days_high
        All hours and all days the ways were to be open.
    left_low, left_high
        Counted as gone.
    left_in_time
        Whether the count is of the time given; ``part`` where it runs on or includes others.
    left_claimant_is_party
        Whether who counted them is a party to the conflict.
    use
        ``main`` has people and ways, ``context`` lacks one, ``alt`` is another claimant's account of a row, ``civil``
        compares.
    own_precedents
        Events of the table of crossings that are this announcement's own flow.
    """

    id: str
    announcement: str
    event: str
    place: str
    country: str
    announced_at: str
    announced_precision: Precision
    announced_by: str
    announcer_is_party: YesNo
    kind: AnnouncementKind
    in_force_from: str
    in_force_until: str
    time_given: str
    notice_hours_low: float | None
    notice_hours_high: float | None
    notice_basis: NoticeBasis
    people_low: float | None
    people_likely: float | None
    people_high: float | None
    people_claimant: str
    ways_low: float | None
    ways_high: float | None
    ways_named: str
    mode: str
    mode_class: ModeClass
    open_hours_low: float | None
    open_hours_high: float | None
    open_hours_basis: str
    days_low: float | None
    days_high: float | None
    days_basis: str
    agreed: Agreed
    agreed_by: str
    destination: str
    destination_places: str
    threatened: str
    extended_or_withdrawn: str
    left_low: float | None
    left_high: float | None
    left_when: str
    left_in_time: InTime
    left_claimant: str
    left_claimant_is_party: PartyCount
    screening: str
    attacks_on_the_way: str
    attacks_claimant: str
    use: AnnouncementUse
    publisher: str
    title: str
    published: str
    url: str
    locator: str
    confidence: Confidence
    looked_at: str
    seen: Seen
    note: str
    own_precedents: tuple[str, ...]

    @property
    def day(self) -> str:
        """The day on which it was announced (ISO 8601)."""
        return self.announced_at[: len("2016-07-28")]

    @property
    def people(self) -> Span | None:
        """Told to leave."""
        return _span(self.people_low, self.people_high)

    @property
    def left(self) -> Span | None:
        """Counted as gone."""
        return _span(self.left_low, self.left_high)

    @property
    def per_way_day(self) -> Rate | None:
        """Persons a day and way that it asked for: the low end is the reading that asks least of it."""
        return self._need(_span(self.days_low, self.days_high), _span(self.ways_low, self.ways_high))

    @property
    def per_way_hour(self) -> Rate | None:
        """Persons an hour and way."""
        return self._need(_span(self.open_hours_low, self.open_hours_high), _span(self.ways_low, self.ways_high))

    @property
    def per_day(self) -> Rate | None:
        """Persons a day over all ways."""
        return self._need(_span(self.days_low, self.days_high), Span(1.0, 1.0))

    @property
    def lasting(self) -> bool:
        """Whether the time given, by the shortest reading, asks for a flow that lasts for more than two days."""
        return self.days_low is not None and self.days_low > SUSTAINED_AFTER_DAYS

    @property
    def share_left(self) -> Span | None:
        """Share of the people who were counted as gone: fewest gone of most people, and most gone of fewest."""
        people, left = self.people, self.left
        if people is None or left is None or not people.low:
            return None
        return Span(min(1.0, left.low / people.high), min(1.0, left.high / people.low))

    def _need(self, time: Span | None, ways: Span | None) -> Rate | None:
        people = self.people
        if people is None or time is None or ways is None:
            return None
        return Rate(people.low / (time.high * ways.high), people.high / (time.low * ways.low))


def _span(low: float | None, high: float | None) -> Span | None:
    return None if low is None or high is None else Span(low, high)
