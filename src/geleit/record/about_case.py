"""A case among the record: what it needs a day and crossing, what it assumes, what was counted, who did as much."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TYPE_CHECKING

from geleit.model.announcement import Announcement
from geleit.model.precedent import CONFLICT_EXITS, ENEMY, Precedent, Rate
from geleit.model.window import days_met
from geleit.record.announced import Held, hold
from geleit.record.pool import Crossings
from geleit.record.reach import Reach, reach_of
from geleit.record.selection import Chosen, Selection, choose

if TYPE_CHECKING:
    from geleit.model.case import Case
    from geleit.model.corridor import Exit
    from geleit.model.statement import Statement

SUSTAINED_FROM_DAYS = 3
"""Days on which each crossing is open from which a need is held against what was sustained alone."""
HOURS_A_DAY = 24


@dataclass(frozen=True)
class CaseInRecord:
    """A case among the record.

    Parameters
    ----------
    announced
        Whether these are exits of an announced corridor.
    exits, crossing_days
        Announced exits, or all where none is of a corridor, that were open before the deadline, and the calendar days
        on which they were, added up.
    need
        Persons a calendar day and crossing, for all to leave by the deadline; ``None`` without an open exit.
    assumed
        What the case lets its exits pass a day, by their fewest and their most, if open all day at their rates.
    last
        The last day before the deadline (ISO 8601).
    counted, counted_after
        Rows of the record that are the case itself: that ended before its deadline, and those that went on or began
        after it, within its period.
    told
        Of those by the deadline, what gives no rate of a crossing, and what a party tells of its enemy's.
    in_ledger
        Statements of the case, made or ended by the deadline, of how many have left.
    chosen
        Conflict exits that were over before the case began.
    reach
        Of these, and of what came later, who reached the low end of the need.
    announcements
        All that are held against the record.
    own
        The case's own announcements, up to the end of its period.
    """

    announced: bool
    exits: int
    crossing_days: int
    need: Rate | None
    assumed: Rate | None
    last: str
    counted: tuple[Precedent, ...]
    counted_after: tuple[Precedent, ...]
    told: tuple[Precedent, ...]
    in_ledger: int
    chosen: Chosen
    reach: Reach | None
    later: Reach | None
    announcements: tuple[Held, ...]
    own: tuple[Held, ...]

    @property
    def counted_rate(self) -> Rate | None:
        """From the least to the most that was counted a day and crossing; ``None`` where nobody did."""
        rates = [rate for row in self.counted if (rate := row.per_day) is not None]
        return Rate(min(rate.low for rate in rates), max(rate.high for rate in rates)) if rates else None


def in_record(case: Case, precedents: Sequence[Precedent], announcements: Sequence[Announcement]) -> CaseInRecord:
    """Place a case among the record.

    Parameters
    ----------
    precedents, announcements
        The bundled rows; what the case adds and strikes out is taken into account here.
    """
    own, struck = case.record.events, case.record.strike
    rows = [row for row in (*precedents, *case.record.precedents) if row.event not in struck]
    exits = _announced(case)
    days = [days_met(gate.windows, case.period.start, case.deadline, case.zone) for gate in exits]
    lasting = min(filter(None, days), default=0) >= SUSTAINED_FROM_DAYS
    begins = case.period.start.astimezone(case.zone).date().isoformat()
    ends = case.period.end.astimezone(case.zone).date().isoformat()
    last = (case.deadline.astimezone(case.zone) - timedelta(microseconds=1)).date().isoformat()
    chosen = choose(rows, Selection(setting=CONFLICT_EXITS, sustained=lasting, before=begins), own)
    every = [row for row in chosen.own if row.event in own and begins <= row.date_from <= ends]
    mine = [row for row in every if row.whose_crossing != ENEMY]
    need = _need(case, sum(days))
    crossings = Crossings([row for row in rows if row.event not in own])
    held = [hold(row, crossings) for row in (*announcements, *case.record.announcements)]
    is_own = [bool({held.row.event, *held.row.own_precedents} & {*own}) for held in held]
    return CaseInRecord(
        any(gate.corridor for gate in exits),
        sum(number > 0 for number in days),
        sum(days),
        need,
        _assumed(exits),
        last,
        tuple(row for row in mine if _ended(row) <= last),
        tuple(row for row in mine if _ended(row) > last),
        tuple(row for row in every if _ended(row) <= last and (row not in mine or row.per_day is None)),
        sum(_says_who_left(statement, case.deadline) for statement in case.statements),
        chosen,
        None if need is None else reach_of(chosen.rows, need.low),
        None if need is None else reach_of(chosen.later, need.low),
        tuple(one for one, mine in zip(held, is_own, strict=True) if not mine),
        tuple(one for one, mine in zip(held, is_own, strict=True) if mine and one.row.day <= ends),
    )


def _ended(row: Precedent) -> str:
    """The last day of a row (ISO 8601)."""
    return row.date_to or row.date_from


def _says_who_left(statement: Statement, deadline: datetime) -> bool:
    """Whether a statement tells of people who left by a deadline."""
    when = statement.until or statement.at
    return statement.asserts == "people-left" and statement.quantity is not None and (when is None or when <= deadline)


def _announced(case: Case) -> tuple[Exit, ...]:
    """The exits of an announced corridor; where none is of one, all that stand for one crossing each."""
    announced = tuple(gate for gate in case.exits if gate.corridor)
    return announced or tuple(gate for gate in case.exits if not gate.several_ways)


def _need(case: Case, crossing_days: int) -> Rate | None:
    if not crossing_days:
        return None
    low, high = (sum(getattr(place.people, end) for place in case.places) for end in ("low", "high"))
    return Rate(low / crossing_days, high / crossing_days)


def _assumed(exits: Sequence[Exit]) -> Rate | None:
    rates = [rate for gate in exits for _, rate in gate.phases(cautious=False)]
    if not rates:
        return None
    return Rate(HOURS_A_DAY * min(rate.low for rate in rates), HOURS_A_DAY * max(rate.high for rate in rates))
