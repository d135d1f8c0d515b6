"""A case reduced to what cases are compared by: what was announced, who could leave, who did, and what followed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from geleit.model.aid import Span
from geleit.model.amount import Range
from geleit.model.finding import Verdict
from geleit.model.precedent import PartyCount, Screening

Holds = Screening
"""Whether a feature is there: in all that was announced, in some of it, in none."""


@dataclass(frozen=True)
class Announcement:
    """Corridors or pauses that the same parties announced at the same time.

    Parameters
    ----------
    kind
        ``corridors`` or ``pauses``.
    names
        Of the corridors or pauses.
    announced_by, agreed_by
        Names of parties.
    at
        When, or ``None``.
    notice
        Hours until it begins: by the longest windows and by the shortest; below 0 where it began before it was
        announced; ``None`` where not known.
    a_day
        Hours open on a day on which it is open at all: the fewest by the shortest windows, the most by the longest.
    a_week
        Hours open in 7 days from its beginning, in the same way.
    total
        Hours open in all, in the same way; these three are ``None`` where the case has no window of it.
    agreed, more_than_one_side
        Whether all belligerent parties gave their word, and whether more than one side did.
    """

    kind: Literal["corridors", "pauses"]
    names: tuple[str, ...]
    announced_by: tuple[str, ...]
    agreed_by: tuple[str, ...]
    at: datetime | None
    notice: Span | None
    a_day: Span | None
    a_week: Span | None
    total: Span | None
    agreed: Verdict
    more_than_one_side: Verdict


@dataclass(frozen=True)
class Departures:
    """How many have left by one voice.

    Parameters
    ----------
    claimant
        A party, or who speaks.
    people
        Its counts of times that do not overlap, added up; ``high`` is ``None`` where nothing limits it.
    share
        Of the people inside, at least and at most; ``None`` where not known.
    party
        Whether the claimant is a party to the conflict, as far as the parties of the case tell.
    """

    claimant: str
    people: Span
    share: Span | None
    party: PartyCount = "unknown"


@dataclass(frozen=True)
class Monitored:
    """What one monitor reports.

    Parameters
    ----------
    within
        Incidents in the area that certainly lie in the shortest windows of what was announced.
    perhaps
        More that may lie in the area and in the longest windows.
    after
        Incidents in the area that certainly lie after the last of its longest windows; ``None`` where the monitor
        reports nothing so late.
    until
        The last time of which the monitor reports anything.
    """

    claimant: str
    within: int
    perhaps: int
    after: int | None
    until: datetime


@dataclass(frozen=True)
class Aftermath:
    """What somebody says followed."""

    claimant: str
    at: datetime | None
    text: str
    source: str


@dataclass(frozen=True)
class Feature:
    """A fact that several cases may have in common."""

    code: str
    holds: Holds


@dataclass(frozen=True)
class Pattern:
    """A case reduced to what cases are compared by.

    Parameters
    ----------
    people
        People inside.
    deadline
        By when people could leave.
    could
        Share of the people who can be out by the deadline: by the plan at least, by proof at most, whichever number of
        them is true; ``None`` where not known.
    could_likely
        The most with the likely figures throughout.
    left
        Who says how many left.
    aid_in
        Whether aid may come in.
    food
        What deliveries brought of the food energy that the people inside need, as a share; ``None`` where not known.
    watched
        What each monitor of incidents reports, of those who report anything once it had begun.
    followed
        What claimants say came of it.
    features
        In a fixed order, the same for every case.
    """

    case: str
    title: str
    place: str
    people: Range
    deadline: datetime
    announcements: tuple[Announcement, ...]
    could: Span | None
    could_likely: float | None
    left: tuple[Departures, ...]
    aid_in: Verdict
    food: Span | None
    monitored: tuple[Monitored, ...]
    followed: tuple[Aftermath, ...]
    features: tuple[Feature, ...]
