"""Openings that somebody tells of and the windows of the exits do not hold: then these are not the longest claimed."""

from __future__ import annotations

from collections.abc import Collection, Iterator
from datetime import datetime, time

from geleit.assessment.claims.reported_counts import day_of, exits_about, reported_of, standing, until_of
from geleit.messages import Message, say
from geleit.model.case import Case
from geleit.model.corridor import Exit
from geleit.model.finding import OPERATION
from geleit.model.statement import Statement
from geleit.model.window import Window, common, without


def longer_hours(case: Case) -> dict[str, tuple[str, ...]]:
    """Ids of the statements that tell of an opening outside the windows of an exit, by the id of the exit.

    The windows of an exit are to be the longest that anyone claims. Where somebody, whoever it is, says that it was
    open at another time, or counts people who left by it then, they are not: nothing follows from them until they are
    widened. A time told to the day is none of some hours, and what lies outside the period of the case is no matter.
    """
    found: dict[str, list[str]] = {}
    for statement in standing(case):
        exits = [x for x in case.exits if x.id in exits_about(case, statement)]
        if statement.about and exits and _is_outside(case, statement, exits):
            for gate in exits:
                found.setdefault(gate.id, []).append(statement.id)
    return {gate: tuple(told) for gate, told in found.items()}


def ask_longer_hours(case: Case, exits: Collection[str]) -> tuple[Message, ...]:
    """What to settle before the hours of some exits show anything; empty where nobody tells of longer ones."""
    found = {gate: told for gate, told in longer_hours(case).items() if gate in exits}
    if not found:
        return ()
    told = tuple(dict.fromkeys(name for names in found.values() for name in names))
    return (say("statements.ask-longer-hours", statements=told, exits=tuple(found)),)


def _is_outside(case: Case, statement: Statement, exits: Collection[Exit]) -> bool:
    windows = [window for gate in exits for window in gate.windows]
    if statement.asserts == "corridor-open" and not statement.denies and statement.since is not None:
        until = until_of(case, statement)[1]
        if statement.since >= until:
            return False
        told = Window(statement.since, until)
        if statement.extent == "once":
            return _in_period(case, told) and not common(windows, (told,))
        return _is_longer(case, statement, told, windows)
    reported = reported_of(case, statement)
    if reported is None or reported.low <= 0 or reported.stage != "departed" or reported.gaps & {"since", "day"}:
        return False
    by_exits = ("foot", "road") if OPERATION in statement.subjects else ("foot", "road", "return", "any", "")
    if reported.by not in by_exits or reported.since >= reported.until[1]:
        return False
    then = Window(reported.since, reported.until[1])
    return _in_period(case, then) and not common(windows, (then,))


def _in_period(case: Case, told: Window) -> bool:
    return case.period.start <= told.start and told.end <= case.period.end


def _is_longer(case: Case, statement: Statement, told: Window, windows: Collection[Window]) -> bool:
    """Whether it is said to have been open all of a time of which some is certainly outside the windows.

    That is a day, or what is told of it, without any opening; some of hours that are told from when until when on one
    day; and an end that is told to the hour and lies in no window.
    """
    within = common((told,), (case.period,))
    if not within:
        return False
    pieces = [piece for window in within for piece in _days(case, window)]
    if any(not common((piece,), windows) for piece in pieces):
        return True
    to_the_hour = _to_the_hour(case, statement.since), _to_the_hour(case, statement.until)
    if len(pieces) == 1 and all(to_the_hour):
        return bool(without(within, windows))
    left, right = (any(w.start <= at <= w.end for w in windows) for at in (within[0].start, within[-1].end))
    return (to_the_hour[0] and not left) or (to_the_hour[1] and not right)


def _days(case: Case, window: Window) -> Iterator[Window]:
    """The days of a window, its ends cut off."""
    start = window.start
    while start < window.end:
        end = min(window.end, day_of(case, start).end)
        yield Window(start, end)
        start = end


def _to_the_hour(case: Case, at: datetime | None) -> bool:
    """Whether a time within the period is told to the hour, and not to the day or as that of the case."""
    if at is None or not case.period.start < at < case.period.end:
        return False
    return at.astimezone(case.zone).time() != time()
