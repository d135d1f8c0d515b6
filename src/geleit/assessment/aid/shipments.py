"""Deliveries told by several rows: which of them are about the people inside, and how much of each load came."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from itertools import groupby

from geleit.assessment.aid.loads import ANYTHING, NOTHING, brings, either, kilograms, span, sum_of
from geleit.messages import say
from geleit.model.aid import Delivery, Span, Stage
from geleit.model.amount import Range
from geleit.model.case import Case
from geleit.model.finding import Evidence, Says
from geleit.model.units import VEHICLES

WEIGHED = ""
"""In place of a need: the load by weight, in kg."""


@dataclass(frozen=True)
class Line:
    """The rows about the same goods of one shipment.

    Parameters
    ----------
    rows
        In the order of the case.
    where
        ``inside`` one of the places of the case, ``elsewhere``, or ``unclear``: not said, or some of both.
    when
        ``within`` the period of the case, ``partly``, or ``outside``.
    """

    rows: tuple[Delivery, ...]
    where: str
    when: str

    @property
    def shipment(self) -> str:
        """Id of the shipment."""
        return self.rows[0].shipment

    @property
    def goods(self) -> tuple[str, ...]:
        """Ids of the items in it."""
        return self.rows[0].goods

    @property
    def counts(self) -> bool:
        """Whether it may have reached the people inside during the period."""
        return self.where != "elsewhere" and self.when != "outside"

    def at(self, *stages: Stage) -> list[Delivery]:
        """Its rows at some stages."""
        return [row for row in self.rows if row.stage in stages]


def lines(case: Case) -> tuple[Line, ...]:
    """All deliveries of a case, the rows about the same goods of one shipment together."""

    def key(row: Delivery) -> tuple[str, tuple[str, ...], str]:
        return row.shipment, row.goods, "" if row.goods else row.item

    places = {text.casefold() for place in case.places for text in (place.id, place.name)}
    found = sorted(case.deliveries, key=key)
    return tuple(_line(case, tuple(rows), places) for _, rows in groupby(found, key))


def told(line: Line, stage: Stage, need: str, case: Case) -> Span | None:
    """How much was at a stage by those who speak of it, in the unit of the need; ``None`` where nobody does.

    Rows of one claimant are parts of one whole, claimants speak of the same.
    """
    return by_claimant(line.at(stage), lambda row: _measure(row, need, case))


def received(line: Line, need: str, case: Case) -> Span:
    """How much of a need reached the people inside in the period: what was unloaded, and at most what got farthest.

    What is only planned did not come. What was dispatched came at most, less what was removed or lost on the way.
    """
    if not line.counts:
        return NOTHING
    unloaded, arrived, sent = (told(line, stage, need, case) for stage in ("unloaded", "arrived", "dispatched"))
    low = unloaded.low if unloaded else 0.0
    if sent is not None and sent.high is not None:
        sure = sent.low
        gone = [by_claimant(line.at(way), lambda row: _gone(row, need, case, sure)) for way in ("removed", "lost")]
        sent = Span(0, max(0.0, sent.high - sum(g.low for g in gone if g)))
    high = next((s.high for s in (unloaded, arrived, sent) if s is not None and s.high is not None), None)
    if unloaded is None and arrived is None and sent is None:
        high = 0.0
    certain = line.where == "inside" and line.when == "within"
    return Span(low if certain else 0.0, high)


def by_claimant(rows: Sequence[Delivery], measure: Callable[[Delivery], Span]) -> Span | None:
    """Each claimant's rows together, then what holds every claimant's figure; ``None`` where there are no rows."""
    parts: dict[str, list[Span]] = {}
    for row in rows:
        parts.setdefault(row.claimant, []).append(measure(row))
    return either(sum_of(spans) for spans in parts.values()) if parts else None


def _gone(row: Delivery, need: str, case: Case, sent: float) -> Span:
    """What was removed or lost; a share of the least that was sent is the least of it."""
    if row.amount is not None and row.amount.unit == "%":
        return Span(sent * row.amount.low / 100, None)
    return _measure(row, need, case)


def _measure(row: Delivery, need: str, case: Case) -> Span:
    if need == WEIGHED:
        return kilograms(row, case.standards, case.assumptions)
    return brings(row, need, case.standards, case.assumptions)


def _line(case: Case, rows: tuple[Delivery, ...], places: set[str]) -> Line:
    reported_of = [row for row in rows if row.to.strip()]
    last = [row for row in reported_of if row.stage == "unloaded"] or reported_of  # where goods were unloaded they went
    inside = {row.to.strip().casefold() in places for row in last}
    where = "unclear" if len(inside) != 1 else "inside" if inside == {True} else "elsewhere"
    start, end = min(row.start for row in rows), max(row.end for row in rows)
    if case.period.start <= start and end <= case.period.end:
        when = "within"
    else:
        when = "outside" if end <= case.period.start or start >= case.period.end else "partly"
    return Line(rows, where, when)


def as_evidence(case: Case, row: Delivery, says: Says = "context") -> Evidence:
    """A row as its claimant tells it."""
    amount = row.amount
    message = say(
        "aid.told",
        at=row.start.astimezone(case.zone),
        item=row.item,
        amount=say("aid.told-amount", amount=amount.likely, unit=amount.unit) if amount else None,
        stage=row.stage,
        note=say("aid.told-note", note=row.note) if row.note else None,
    )
    return Evidence(says, message, row.claimant, row.source, row.start)


def vehicles_of(row: Delivery) -> Range | None:
    """Trucks or flights of a load, also where its amount is given in them."""
    if row.vehicles is None and row.amount is not None and row.amount.unit.casefold() in VEHICLES:
        return row.amount
    return row.vehicles


def same_unit(rows: Sequence[Delivery]) -> str:
    """The unit that all rows are reported in, or empty."""
    units = {row.amount.unit.casefold() if row.amount else "" for row in rows}
    return units.pop() if len(units) == 1 else ""


def reported(row: Delivery) -> Span:
    """The reported figure of a row, in its own unit."""
    return span(row.amount) if row.amount else ANYTHING
