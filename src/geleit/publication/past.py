"""What lies ahead stays in the room: routes, hours, deliveries and what is said of them."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import datetime
from typing import Protocol
from zoneinfo import ZoneInfo

from geleit.errors import InputError
from geleit.model.case import Case
from geleit.model.corridor import Corridor, Exit
from geleit.model.window import Window


def last_midnight(now: datetime, zone: ZoneInfo) -> datetime:
    """The start of the day, so that all that is published on one day is the same."""
    return now.astimezone(zone).replace(hour=0, minute=0, second=0, microsecond=0)


def past_of(case: Case, until: datetime) -> Case:
    """The case without what lies ahead.

    An exit stays if it was ever open, with the hours that are over. A corridor or a pause stays only when it is over as
    a whole: half of it would be judged by half of its hours. Where no hours are told, or never, nothing is known to be
    over before the case is. What is announced later stays in too.

    Raises
    ------
    InputError
        If all of the case lies ahead.
    """
    if until <= case.period.start:
        raise InputError(
            "the period",
            f"begins on {case.period.start.astimezone(case.zone):%Y-%m-%d}, and nothing that lies ahead may leave",
            "publish when the first day is over",
        )
    period = Window(case.period.start, min(case.period.end, until))

    def over(windows: tuple[Window, ...]) -> bool:
        return all(window.end <= until for window in windows) if windows else case.period.end < until

    def is_past(row: _Announced, *hours: tuple[Window, ...]) -> bool:
        return not _is_ahead((row.announced_at,), until) and all(map(over, hours))

    corridors = tuple(corridor for corridor in case.corridors if is_past(corridor, *_hours_of(case, corridor)))
    pauses = tuple(pause for pause in case.pauses if is_past(pause, pause.windows))
    without_hours = {"", *_ids(corridors)} if over(()) else set()
    exits = tuple(
        _open_before(x, until, corridors)
        for x in case.exits
        if (_begun(x.windows, until) if x.windows else x.corridor in without_hours)
    )
    ahead = _ids(case.corridors, case.pauses, case.exits) - _ids(corridors, pauses, exits)
    ahead |= {delivery.id for delivery in case.deliveries if delivery.end > until or delivery.start >= until}
    return replace(
        case,
        period=period,
        deadline=min(case.deadline, period.end),
        exits=exits,
        corridors=corridors,
        pauses=pauses,
        closures=tuple(
            replace(c, windows=_before(c.windows, until)) for c in case.closures if _begun(c.windows, until)
        ),
        incidents=tuple(i if i.end <= until else replace(i, end=until) for i in case.incidents if i.start < until),
        deliveries=tuple(delivery for delivery in case.deliveries if delivery.id not in ahead),
        stocks=tuple(stock for stock in case.stocks if stock.at < until),
        monitoring=tuple(replace(m, windows=_before(m.windows, until)) for m in case.monitoring),
        observations=tuple(
            o for o in case.observations if o.subject not in ahead and not _is_ahead((o.evidence.at,), until)
        ),
        statements=tuple(
            s
            for s in case.statements
            if ahead.isdisjoint(s.subjects) and not _is_ahead((s.at, s.since, s.until), until)
        ),
        fleet=replace(
            case.fleet,
            gates=tuple(
                replace(g, windows=_before(g.windows, until)) for g in case.fleet.gates if _begun(g.windows, until)
            ),
        ),
    )


class _Row(Protocol):
    @property
    def id(self) -> str: ...


class _Announced(Protocol):
    @property
    def announced_at(self) -> datetime | None: ...


def _ids(*tables: Iterable[_Row]) -> set[str]:
    return {row.id for rows in tables for row in rows}


def _hours_of(case: Case, corridor: Corridor) -> list[tuple[Window, ...]]:
    """The hours of each exit of a corridor; none where it has no exit."""
    return [x.windows for x in case.exits if x.corridor == corridor.id] or [()]


def _open_before(gate: Exit, until: datetime, corridors: tuple[Corridor, ...]) -> Exit:
    known = any(gate.corridor == corridor.id for corridor in corridors)
    changes = (replace(change, windows=_before(change.windows, until)) for change in gate.changes)
    return replace(
        gate,
        windows=_before(gate.windows, until),
        windows_cautious=_before(gate.windows_cautious, until),
        changes=tuple(change for change in changes if change.windows),
        corridor=gate.corridor if known else "",
    )


def _before(windows: Iterable[Window], until: datetime) -> tuple[Window, ...]:
    return tuple(Window(w.start, min(w.end, until)) for w in windows if w.start < until)


def _begun(windows: Iterable[Window], until: datetime) -> bool:
    return any(window.start < until for window in windows)


def _is_ahead(moments: Iterable[datetime | None], until: datetime) -> bool:
    return any(moment is not None and moment > until for moment in moments)
