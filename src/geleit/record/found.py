"""What is found in the record, with the case that was asked about."""

from __future__ import annotations

from dataclasses import dataclass

from geleit.model.own_record import AskedAbout
from geleit.record.announced import Held, Overview
from geleit.record.base_rates import BaseRate
from geleit.record.doubts import Doubt
from geleit.record.summary import Summary


@dataclass(frozen=True)
class PrecedentsFound:
    """What crossings of a class have passed.

    Parameters
    ----------
    summary
        Of what was on record, by the day asked about.
    later
        The same of what came later, apart; ``None`` where nothing did.
    about
        The case that was asked about.
    doubts
        What of the case's own rows to look at again.
    """

    summary: Summary
    later: Summary | None
    about: AskedAbout
    doubts: tuple[Doubt, ...]

    @property
    def struck_elsewhere(self) -> tuple[str, ...]:
        """Events to strike out of which no row is of this class, or of which all rows are the case's own."""
        there = {row.event for row in self.summary.chosen.struck}
        return tuple(event for event in self.summary.chosen.selection.without if event not in there)

    @property
    def own_rows(self) -> tuple[str, ...]:
        """Ids of the rows that the case adds and that are of its own events."""
        return tuple(row.id for row in self.about.record.precedents if row.event in self.about.record.events)

    @property
    def added(self) -> tuple[str, ...]:
        """Ids of the rows that the case adds and that are counted."""
        own = {id(row) for row in self.about.record.precedents}
        return tuple(row.id for row in self.summary.chosen.rows if id(row) in own)


@dataclass(frozen=True)
class AnnouncementsFound:
    """Announcements held against the record.

    Parameters
    ----------
    held
        Those that were asked for, announced before the case that asks began.
    later
        Those announced since, apart.
    overview
        Of all of them that are counted.
    own
        Those of the case, which are not counted.
    about
        The case that was asked about.
    doubts
        What of the case's own rows to look at again.
    crossings_until
        The last day of any crossing that they are held against.
    kind, agreed, over
        What was asked for, in words; the overview is of all that are of this kind and agreed so, whatever they asked
        for.
    """

    held: tuple[Held, ...]
    later: tuple[Held, ...]
    overview: Overview
    own: tuple[Held, ...]
    about: AskedAbout
    doubts: tuple[Doubt, ...]
    crossings_until: str
    kind: str = ""
    agreed: str = ""
    over: str = ""

    @property
    def words(self) -> str:
        """What was asked for, in plain words."""
        parts = [self.kind or "every kind", *filter(None, (self.agreed and f"agreed: {self.agreed}", self.over))]
        return ", ".join(parts)

    @property
    def events(self) -> int:
        """How many events those that were asked for are of."""
        return len({held.row.event for held in self.held})

    @property
    def until(self) -> str:
        """The last day on which one of them was announced."""
        return max((held.row.day for held in self.held), default="")

    @property
    def added(self) -> tuple[str, ...]:
        """Ids of the rows that the case adds and that are counted."""
        mine = {id(row) for row in self.about.record.announcements}
        return tuple(row.id for row in self.overview.counted if id(row) in mine)


@dataclass(frozen=True)
class BaseRatesFound:
    """How often corridors of a table were kept.

    Parameters
    ----------
    table
        The file.
    read
        How many rows it has.
    where
        What rows were asked for.
    rate
        Of all of these.
    announcers
        Of each who announced them.
    columns
        The column of the file by what it holds.
    without
        How many rows of the whole table lack a field, by the field.
    until
        The last day that a row which was asked for tells; empty where none tells one.
    """

    table: str
    read: int
    where: dict[str, str]
    rate: BaseRate
    announcers: dict[str, BaseRate]
    columns: dict[str, str]
    without: dict[str, int]
    until: str
