"""Aid: what people need, what someone says was brought, what lies in store."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from geleit.messages import Message, words
from geleit.model.amount import Range
from geleit.model.finding import Finding
from geleit.model.statement import Source

Stage = Literal["planned", "dispatched", "arrived", "unloaded", "removed", "lost"]
"""How far goods are known to have come, which differs in every documented convoy; or that they were taken off the
vehicles, or went astray."""

Means = Literal["", "convoy", "airdrop", "airlift"]
"""How goods travel; empty when not said."""

Pace = Literal["day", "once"]
"""Whether a need comes again every day, or stands as long as people are there."""


@dataclass(frozen=True)
class Item:
    """A kind of goods: a food, water, a kit.

    Parameters
    ----------
    id, name
        Short id, and a name for readers.
    energy, protein, fat
        In 100 g of a food: kcal, g and g; ``None`` where it is no food, or nothing is known.
    piece
        What one of it is called, in the singular and plural, such as ``set`` and ``sets``; empty for what is weighed.
    kg
        Weight of one piece, or of one litre; ``None`` when not known.
    meets
        Id of a need that it meets otherwise than as food, or empty.
    measure
        How much of that need one piece, or one litre, meets; ``None`` where it meets none.
    """

    id: str
    name: str
    energy: Range | None = None
    protein: Range | None = None
    fat: Range | None = None
    piece: tuple[str, ...] = ()
    kg: Range | None = None
    meets: str = ""
    measure: Range | None = None
    source: str = ""
    note: str = ""


@dataclass(frozen=True)
class Need:
    """What one person needs.

    Parameters
    ----------
    id, name
        Short id, and a name for readers.
    amount
        For one person: each day, or as long as the person is there.
    pace
        Which of the two.
    adds_to
        Id of the need it adds to: its own, or that of everyone where a group needs more.
    group
        Whom it is about, empty for everyone.
    share
        Share of the people in that group, 0 to 1; ``None`` for everyone.
    """

    id: str
    name: str
    amount: Range
    pace: Pace
    adds_to: str
    group: str = ""
    share: Range | None = None
    source: str = ""
    note: str = ""


@dataclass(frozen=True)
class Portion:
    """A part of the daily ration: so many grams of an item for one person."""

    item: str
    grams: float
    source: str = ""


@dataclass(frozen=True)
class Stock:
    """What lies inside at one time.

    Parameters
    ----------
    need
        Id of the need that it meets.
    amount
        How much, in the unit of the need.
    at
        When.
    """

    id: str
    need: str
    amount: Range
    at: datetime
    claimant: str
    source: str = ""
    note: str = ""


@dataclass(frozen=True)
class Delivery:
    """Goods that someone says were brought.

    Parameters
    ----------
    start, end
        When.
    stage
        How far it is known to have come.
    item
        What, in words.
    amount
        How much, in the unit it was reported in, or ``None`` when not said.
    to
        Where it went: id or name of a place of the case, or other words.
    shipment
        The same for all rows about one load; by default the row's own id.
    goods
        Ids of the items in it; with several, how much of each is not known.
    means
        How it travels.
    vehicles
        Trucks or flights, or ``None`` when not said.
    load
        Tonnes in one vehicle, or ``None`` when not said.
    """

    id: str
    start: datetime
    end: datetime
    stage: Stage
    item: str
    amount: Range | None
    to: str
    by: str
    claimant: str
    source: str
    note: str = ""
    shipment: str = ""
    goods: tuple[str, ...] = ()
    means: Means = ""
    vehicles: Range | None = None
    load: Range | None = None


@dataclass(frozen=True)
class Standards:
    """What aid is measured by: published figures, with what the case puts in their place.

    Parameters
    ----------
    items, needs
        By id.
    basket
        The daily ration of one person.
    sources
        Where the published figures were read.
    """

    items: dict[str, Item]
    needs: dict[str, Need]
    basket: tuple[Portion, ...]
    sources: tuple[Source, ...] = ()

    @property
    def ration_kg(self) -> float:
        """The weight of one daily ration, in kg."""
        return sum(portion.grams for portion in self.basket) / 1000


NO_STANDARDS = Standards({}, {}, ())
"""Of a case that was put together without files."""


@dataclass(frozen=True)
class Span:
    """At least so much, and at most so much; ``high`` is ``None`` where nothing limits it."""

    low: float
    high: float | None

    def __add__(self, other: Span) -> Span:
        high = None if self.high is None or other.high is None else self.high + other.high
        return Span(self.low + other.low, high)


NAMELESS = words("")


@dataclass(frozen=True)
class AidFinding(Finding):
    """A finding about aid.

    Parameters
    ----------
    about
        The subject, for a reader.
    item
        Id of the need or delivery it is about.
    unit
        Of ``need`` and ``delivered``.
    need, delivered, share
        How much is needed and how much came, and the second as a share of the first; ``None`` where not asked.
    stages
        How much is told of each stage, inside and in the period, whatever came of it.
    runs_out
        Earliest and latest time at which what is there runs out, each ``None`` if not before the end of the case; or
        ``None`` where not asked.
    series
        What is left at a time, at least and at most, as often as it changes its course.
    """

    about: Message = NAMELESS
    item: str = ""
    unit: str = ""
    need: Range | None = None
    delivered: Span | None = None
    share: Span | None = None
    stages: tuple[tuple[Stage, Span], ...] = ()
    runs_out: tuple[datetime | None, datetime | None] | None = None
    series: tuple[tuple[datetime, Span], ...] = ()
