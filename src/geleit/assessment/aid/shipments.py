"""Deliveries told by several rows: which of them are about the people inside, and how much of each load came."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from itertools import groupby
from typing import Literal
from zoneinfo import ZoneInfo

from geleit.assessment.aid.loads import ANYTHING, NOTHING, brings, either, kilograms, span, sum_of
from geleit.assessment.impartiality import impartiality_in
from geleit.messages import say
from geleit.model.aid import Delivery, Span, Stage
from geleit.model.amount import Range
from geleit.model.case import Case
from geleit.model.finding import Evidence, Says
from geleit.model.units import UNITS, VEHICLES, told_plainly, unit_named
from geleit.model.window import Window

WEIGHED = ""
"""In place of a need: the load by weight, in kg."""

Where = Literal["inside", "unclear"]
When = Literal["within", "partly", "outside"]


@dataclass(frozen=True)
class Reach:
    """Whether a row is about the people inside, and about the period of the case.

    Parameters
    ----------
    where
        ``inside`` one of the places of the case, or ``unclear``: not said, or by words that the case does not know.
    when
        ``within`` the period; ``partly``, as its time is not known better, or as what was on its way may have come in
        it; or ``outside``.
    place
        Id of the place of the case that it is, or the words for another; empty when not said.
    """

    where: Where
    when: When
    place: str = ""

    @property
    def certain(self) -> bool:
        """Whether it certainly is."""
        return self.where == "inside" and self.when == "within"

    @property
    def possible(self) -> bool:
        """Whether it may be."""
        return self.when != "outside"


@dataclass(frozen=True)
class Line:
    """The rows about the same goods of one shipment.

    Parameters
    ----------
    rows
        In the order of the case.
    reach
        Of each of them.
    """

    rows: tuple[Delivery, ...]
    reach: tuple[Reach, ...]

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
        """Whether any of it may have reached the people inside during the period; a plan reaches nobody."""
        return any(reach.possible for row, reach in zip(self.rows, self.reach, strict=True) if row.stage != "planned")

    def at(self, *stages: Stage) -> list[Delivery]:
        """Its rows at some stages."""
        return [row for row in self.rows if row.stage in stages]

    def reached(self, stage: Stage) -> list[tuple[Delivery, Reach]]:
        """Its rows at a stage, each with whom it is about."""
        return [(row, reach) for row, reach in zip(self.rows, self.reach, strict=True) if row.stage == stage]


def lines(case: Case) -> tuple[Line, ...]:
    """All deliveries of a case, the rows about the same goods of one shipment together."""

    def key(row: Delivery) -> tuple[str, tuple[str, ...], str]:
        return row.shipment, row.goods, "" if row.goods else row.item

    places = {text.casefold(): place.id for place in case.places for text in (place.name, place.id)}
    found = sorted(case.deliveries, key=key)
    return tuple(_line(tuple(rows), places, case.period) for _, rows in groupby(found, key))


def free_of_stake(case: Case, line: Line) -> Line | None:
    """The rows of a load by those without a stake; ``None`` where belligerents alone tell of it."""
    impartiality = impartiality_in(case, ())
    told = zip(line.rows, line.reach, strict=True)
    free = [(row, reach) for row, reach in told if not impartiality.partial(row.claimant)]
    return Line(tuple(row for row, _ in free), tuple(reach for _, reach in free)) if free else None


def all_until(case: Case) -> datetime | None:
    """Until when all deliveries are told; ``None`` where nothing says that it is not to the end of the period.

    A table is silent on what came after it was taken from its publisher, and one of which rows could not be used on
    some of all the time.
    """
    cited = {row.source for row in case.deliveries}
    tables = [source for source in case.sources if source.id in cited]
    if any(table.left_out for table in tables):
        return case.period.start
    taken = [table.taken for table in tables if table.taken is not None]
    return min((time for time in taken if time < case.period.end), default=None)


def said_complete(case: Case) -> bool:
    """Whether somebody says that the deliveries told are all that came, be it until some day: else silence is no proof.

    A table says so by the time at which it was taken (``taken`` of its source); single reports do not.
    """
    tables = {source.id for source in case.sources if source.taken is not None}
    return bool(case.deliveries) and all(row.source in tables for row in case.deliveries)


def told(line: Line, stage: Stage, need: str, case: Case) -> Span | None:
    """How much was at a stage by those who speak of it, in the unit of the need; ``None`` where nobody does."""
    return by_claimant(line.at(stage), lambda row: measured(row, need, case))


def received(line: Line, need: str, case: Case) -> Span:
    """How much of a need reached the people inside in the period: what was unloaded, and at most what got farthest.

    Each row counts by itself: what was unloaded elsewhere, or at another time, takes nothing from the others. What is
    only planned did not come. What was dispatched came at most, less what was removed or lost on the way.
    """
    if not line.counts:
        return NOTHING
    unloaded, arrived, sent = (_came(line, stage, need, case) for stage in ("unloaded", "arrived", "dispatched"))
    low = unloaded.low if unloaded else 0.0
    whole = told(line, "dispatched", need, case)
    if sent is not None and sent.high is not None and whole is not None and whole.high == sent.high:
        sure = whole.low
        gone = [by_claimant(line.at(way), lambda row: _gone(row, need, case, sure)) for way in ("removed", "lost")]
        sent = Span(0, max(0.0, sent.high - sum(g.low for g in gone if g)))
    high = next((s.high for s in (unloaded, arrived, sent) if s is not None and s.high is not None), None)
    if unloaded is None and arrived is None and sent is None:
        high = 0.0
    return Span(low, high)


def counted_once(loads: Sequence[Line], need: str, case: Case) -> list[Span]:
    """How much of a need came of each load, where rows of several claimants that may tell of one load count once.

    At least as much came as the claimant says who says most, so the least of the others is nothing; the most of each
    stays.
    """
    came = [received(line, need, case) for line in loads]
    for group in _perhaps_one(loads, came, case.zone):
        told_by: dict[str, float] = {}
        for index in group:
            claimant = loads[index].rows[0].claimant
            told_by[claimant] = told_by.get(claimant, 0.0) + came[index].low
        most = max(told_by, key=told_by.__getitem__)
        for index in group:
            if loads[index].rows[0].claimant != most:
                came[index] = Span(0, came[index].high)
    return came


def perhaps_same(line: Line, loads: Sequence[Line], zone: ZoneInfo) -> tuple[str, ...]:
    """Ids of the rows of other claimants that may tell of the same load as a line does."""
    return tuple(other.rows[0].id for other in loads if _may_be_one(line, other, zone))


def _perhaps_one(loads: Sequence[Line], came: Sequence[Span], zone: ZoneInfo) -> Iterator[list[int]]:
    """Places of the loads that may be one, each group of them once; what adds nothing to the least is in none."""
    left = [index for index, span in enumerate(came) if span.low > 0]
    while left:
        group = [left.pop(0)]
        for index in group:
            near = [other for other in left if _may_be_one(loads[index], loads[other], zone)]
            group += near
            left = [other for other in left if other not in near]
        if len(group) > 1:
            yield group


def _may_be_one(one: Line, other: Line, zone: ZoneInfo) -> bool:
    """Whether two rows without a shipment, of two claimants, may tell of one load: at one time, or on one day."""
    a, b = one.rows[0], other.rows[0]
    alone = all(len(line.rows) == 1 and line.shipment == line.rows[0].id for line in (one, other))
    apart = one.goods and other.goods and not set(one.goods) & set(other.goods)
    to, there = one.reach[0].place, other.reach[0].place
    otherwise = a.means and b.means and a.means != b.means
    return bool(
        alone
        and a.claimant.strip().casefold() != b.claimant.strip().casefold()
        and not (apart or otherwise or (to and there and to != there))
        and a.start.astimezone(zone).date() <= _last_day(b, zone)
        and b.start.astimezone(zone).date() <= _last_day(a, zone)
    )


def _last_day(row: Delivery, zone: ZoneInfo) -> date:
    """The last day of the time that a row can mean; what ends at midnight ends before it."""
    return max(row.start, row.end - timedelta(microseconds=1)).astimezone(zone).date()


def by_claimant(rows: Sequence[Delivery], measure: Callable[[Delivery], Span]) -> Span | None:
    """Each claimant's rows together, then what holds every claimant's figure; ``None`` where there are no rows."""
    parts: dict[str, list[Delivery]] = {}
    for row in rows:
        parts.setdefault(row.claimant, []).append(row)
    return either(_together(own, measure) for own in parts.values()) if parts else None


def _together(rows: Sequence[Delivery], measure: Callable[[Delivery], Span]) -> Span:
    """What rows of one claimant come to: parts of a whole, but the same goods in two units may be the same twice."""
    of_item: dict[str, dict[str, Span]] = {}
    for row in rows:
        in_units = of_item.setdefault(row.item.casefold(), {})
        unit = _kind_of_unit(row)
        in_units[unit] = in_units.get(unit, NOTHING) + measure(row)
    return sum_of(
        Span(max(span.low for span in in_units.values()), sum_of(in_units.values()).high)
        for in_units in of_item.values()
    )


def _kind_of_unit(row: Delivery) -> str:
    """What a row counts in; all weights are one kind, as are all volumes."""
    if row.amount is None:
        return ""
    unit = unit_named(row.amount.unit)
    if unit is None:
        return told_plainly(row.amount.unit)
    return unit.each.unit if unit.exact and unit in UNITS else unit.id


def _came(line: Line, stage: Stage, need: str, case: Case) -> Span | None:
    """What of a stage reached the people inside in the period, ``None`` where nobody speaks of it.

    Of what was not unloaded yet nothing certainly did.
    """
    reach = {row.id: reach for row, reach in line.reached(stage)}

    def measure(row: Delivery) -> Span:
        if not reach[row.id].possible:
            return NOTHING
        whole = measured(row, need, case)
        return whole if reach[row.id].certain and stage == "unloaded" else Span(0, whole.high)

    return by_claimant(line.at(stage), measure)


def _gone(row: Delivery, need: str, case: Case, sent: float) -> Span:
    """What was removed or lost; a share of the least that was sent is the least of it."""
    if row.amount is not None and row.amount.unit == "%":
        return Span(sent * row.amount.low / 100, None)
    return measured(row, need, case)


def measured(row: Delivery, need: str, case: Case) -> Span:
    """How much of a need one row tells of, whatever came of it."""
    if need == WEIGHED:
        return kilograms(row, case.standards, case.assumptions)
    return brings(row, need, case.standards, case.assumptions)


def _line(rows: tuple[Delivery, ...], places: Mapping[str, str], period: Window) -> Line:
    unloaded = [row for row in rows if row.stage == "unloaded"]
    named = [row for row in unloaded if row.to.strip()]  # where goods were unloaded they went
    whole = _where(named or [row for row in rows if row.to.strip()], places)
    came = [_when(row.start, row.end, period) for row in unloaded]
    reach = []
    for row in rows:
        when, on_its_way = _when(row.start, row.end, period), row.stage != "unloaded" and row.end <= period.start
        if when == "outside" and on_its_way and (not came or set(came) != {"outside"}):
            when = "partly"
        own = row.to.strip() and (row.stage == "unloaded" or not named)
        to = row.to.strip().casefold()
        reach.append(Reach(_where([row], places) if own else whole, when, places.get(to, to)))
    return Line(rows, tuple(reach))


def _where(rows: Sequence[Delivery], places: Mapping[str, str]) -> Where:
    """Inside where the case knows the place; of another it is not known whether that lies there."""
    return "inside" if rows and all(row.to.strip().casefold() in places for row in rows) else "unclear"


def _when(start: datetime, end: datetime, period: Window) -> When:
    if period.start <= start and end <= period.end:
        return "within"
    return "outside" if end <= period.start or start >= period.end else "partly"


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
    if row.vehicles is None and row.amount is not None and told_plainly(row.amount.unit) in VEHICLES:
        return row.amount
    return row.vehicles


def same_unit(rows: Sequence[Delivery]) -> str:
    """The unit that all rows are reported in, or empty."""
    units = {told_plainly(row.amount.unit) if row.amount else "" for row in rows}
    return units.pop() if len(units) == 1 else ""


def reported(row: Delivery) -> Span:
    """The reported figure of a row, in its own unit."""
    return span(row.amount) if row.amount else ANYTHING
