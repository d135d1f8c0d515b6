"""How long and how soon: TIME and NOTICE."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from datetime import UTC, datetime, timedelta

from geleit.assessment.corridor.announced import Announced, exits_of
from geleit.assessment.corridor.figures import NOTICE, NOTICE_YEMEN, NOTICE_YEMEN_EMERGENCY, OPEN_A_WEEK
from geleit.assessment.weighing import NO_STATEMENT, SAYS, Outcome, computed
from geleit.assessment.wording import between, duration, moment, names, people, percent, span
from geleit.model.answer import Answer
from geleit.model.case import Case
from geleit.model.corridor import Corridor, Exit, Pause
from geleit.model.finding import Evidence, Verdict
from geleit.model.window import Clock, Window

WEEK = timedelta(days=7)


def time_for_all(case: Case, answer: Answer | None) -> Outcome:
    """Whether everyone inside can leave in time; proof decides, the word of claimants does not."""
    if answer is None:
        return Outcome("unknown", "Whether there is time enough: no certified answer was given.", open_to=NO_STATEMENT)
    deadline, inside = moment(case, answer.deadline), answer.people
    evidence = (*_two_numbers(case, answer), *_depends_on(case, answer))
    if answer.could_not_leave > 0:
        summary = (
            f"At least {people(answer.could_not_leave)} of the fewest {people(inside.low)} inside could not have left "
            f"by {deadline}, whatever they did."
        )
        return Outcome("not met", summary, evidence, open_to=NO_STATEMENT)
    if answer.clearance.by is not None:
        by = moment(case, answer.clearance.by)
        summary = f"A plan has the most {people(inside.high)} out by {by}, before the deadline of {deadline}."
        return Outcome("met", summary, evidence, open_to=NO_STATEMENT)
    summary = (
        f"By {deadline} a plan has {people(answer.at_least)} out and no more than {people(answer.at_most)} can be out, "
        f"of {span(inside.low, inside.high)} inside."
    )
    return Outcome("unknown", summary, evidence, open_to=NO_STATEMENT)


def time_of_corridor(case: Case, answer: Answer | None, corridor: Corridor) -> Outcome:
    """What one corridor offers until the deadline; how many would take it is not known, so nothing is decided."""
    exits = exits_of(case, corridor)
    if not exits:
        return Outcome("unknown", "Whether there is time enough: the case has no exit for it.", open_to=NO_STATEMENT)
    start, deadline = (answer.start, answer.deadline) if answer else (case.period.start, case.deadline)
    clock = Clock(start)
    end = clock.seconds(deadline)
    least = (phase for e in exits for phase in e.phases(cautious=True))
    most = (phase for e in exits for phase in e.phases(cautious=False))
    low = sum(math.floor(rate.low) * _open(clock, windows, end) for windows, rate in least) // 3600
    high = sum(math.ceil(rate.high) * _open(clock, windows, end) for windows, rate in most) // 3600
    inside = case.people
    short = high < inside.low
    evidence = (
        computed("against" if short else "context", f"seats by {moment(case, deadline)}: {span(low, high)}"),
        *(_hours_of(clock, e, end) for e in exits),
    )
    summary = (
        f"Its exits have seats for {span(low, high)} by {moment(case, deadline)}; {span(inside.low, inside.high)} are "
        "inside, and how many would take it is not known."
    )
    return Outcome("unknown", summary, evidence, open_to=NO_STATEMENT)


def time_of_pause(pause: Pause) -> Outcome:
    """Whether the pause holds for 48 h in each 7 days, counted from its start."""
    if not pause.windows:
        return Outcome("unknown", "How long it is to hold is not known: no window was announced.", open_to=NO_STATEMENT)
    weeks = by_week(pause.windows)
    long_enough = [week >= OPEN_A_WEEK for week in weeks]
    criterion = duration(OPEN_A_WEEK)
    evidence = tuple(
        computed("for" if enough else "against", f"week {i} of the pause: {duration(week)}", pause.source)
        for i, (week, enough) in enumerate(zip(weeks, long_enough, strict=True), start=1)
    )
    evidence = (*evidence, *_pace(pause), computed("context", "Aleppo, August 2016: 3 h a day, 21 h a week, offered"))
    amount = between(duration(min(weeks)), duration(max(weeks)))
    summary = f"Windows of {amount} in 7 days, against {criterion} that the UN asked for."
    verdict: Verdict = "met" if all(long_enough) else "unknown" if any(long_enough) else "not met"
    return Outcome(verdict, summary, evidence, open_to=NO_STATEMENT)


def noticed(case: Case, announced: Announced) -> Outcome:
    """Whether 72 h lie between the announcement and the first opening.

    The first opening lies between that of the longest and that of the shortest windows.
    """
    if announced.announced_at is None:
        return _no_notice("the time of the announcement is not known")
    longest, shortest = windows_of(case, announced)
    if not longest:
        return _no_notice("the time of the first opening is not known")
    first = min(w.start for w in longest)
    last = min((w.start for w in shortest), default=first)
    least, most = (time_between(announced.announced_at, opening) for opening in (first, last))
    verdict: Verdict = "met" if least >= NOTICE else "not met" if most < NOTICE else "unknown"
    at = f"announced {moment(case, announced.announced_at)}, first opening {moment(case, first)}"
    if last != first:
        at += f" or, by the shortest windows, {moment(case, last)}"
    yemen = f"Yemen: {duration(NOTICE_YEMEN)} for movements, {duration(NOTICE_YEMEN_EMERGENCY)} in an emergency"
    evidence = (computed(SAYS[verdict], at, announced.source), computed("context", yemen))
    given = " to ".join(dict.fromkeys(_notice(n) for n in (least, most)))
    return Outcome(verdict, f"Notice of {given}, against {duration(NOTICE)} that the UN asked for.", evidence)


def _two_numbers(case: Case, answer: Answer) -> Iterable[Evidence]:
    deadline = moment(case, answer.deadline)
    proved = f"no more than {people(answer.at_most)} can be out by {deadline}, whatever they do"
    if answer.could_not_leave > 0:
        proved += f"; {people(answer.could_not_leave)} of the fewest could not have left ({answer.suffices} suffices)"
        yield computed("against", proved, "certificate")
    else:
        yield computed("context", proved, "certificate")
    yield computed(
        "for" if answer.clearance.by else "context",
        f"a plan has {people(answer.at_least)} out by {deadline}, at the cautious ends of all ranges",
        "plan",
    )
    if answer.clearance.not_before is not None:
        yield computed("context", f"not everyone can be out before {moment(case, answer.clearance.not_before)}")


def _depends_on(case: Case, answer: Answer) -> Iterable[Evidence]:
    if answer.required_rate is None:
        yield computed("against", "no exit opens before the deadline")
    else:
        needed = f"every exit would have to pass {answer.required_rate:,} persons/h whenever open for the fewest to fit"
        yield computed("context", needed)
    rates = (f"{e.name} {_rates_of(e)}" for e in case.exits)
    yield computed("context", f"depends on the rates at the exits: {names(rates)}")
    if answer.binding:
        ends = f"at the {answer.binding[0].scenario} ends of the ranges"
        yield computed("context", f"held back, {ends}, by {names(b.name for b in answer.binding)}")
    apart, method = percent(answer.gap), percent(answer.method_gap)
    yield computed(
        "context",
        f"the two numbers are {apart} apart; the method misses {method} of what the cautious ends allow, and the "
        "ranges of the case account for the rest",
    )
    if answer.unreached:
        yield computed(
            "context", f"{people(answer.unreached)} stand where no street of the map leads to an exit with a place"
        )


def _open(clock: Clock, windows: Sequence[Window], end: int) -> int:
    return sum(b - a for a, b in clock.intervals(windows, end))


def _hours_of(clock: Clock, exit_: Exit, end: int) -> Evidence:
    least, most = (timedelta(seconds=_open(clock, w, end)) for w in (exit_.windows_cautious, exit_.windows))
    hours = between(duration(least), duration(most))
    return computed("context", f"{exit_.name}: open {hours} by the deadline, {_rates_of(exit_)}", exit_.source)


def _rates_of(exit_: Exit) -> str:
    low = min(rate.low for rate in (exit_.rate, *(change.rate for change in exit_.changes)))
    high = max(rate.high for rate in (exit_.rate, *(change.rate for change in exit_.changes)))
    hours = ", by the hour" if exit_.changes else ""
    return f"{between(f'{low:,.0f}', f'{high:,.0f}')} persons/h ({exit_.rate.basis}{hours})"


def by_week(windows: Sequence[Window]) -> list[timedelta]:
    """Hours of the pause in each 7 days from its start; a part of a week counts only when it is the first."""
    clock = Clock(min(w.start for w in windows))
    end = max(clock.seconds(w.end) for w in windows)
    week = WEEK // timedelta(seconds=1)
    held = clock.intervals(windows, end)
    return [
        timedelta(seconds=sum(max(0, min(b, t + week) - max(a, t)) for a, b in held))
        for t in range(0, max(end - week, 0) + 1, week)
    ]


def _pace(pause: Pause) -> Iterable[Evidence]:
    """Hours a week of windows that come once a day."""
    days = {w.start.date() for w in pause.windows}
    clock = Clock(min(w.start for w in pause.windows))
    lengths = {clock.seconds(w.end) - clock.seconds(w.start) for w in pause.windows}
    if len(days) == len(pause.windows) > 1 and len(lengths) == 1 and (length := lengths.pop()) <= 86_400:
        daily = timedelta(seconds=length)
        text = f"{len(days)} days with {duration(daily)} each; {duration(7 * daily)} a week when it is every day"
        yield computed("context", text, pause.source)


def windows_of(case: Case, announced: Announced) -> tuple[Sequence[Window], Sequence[Window]]:
    """Its longest windows and its shortest, as they stand in the case."""
    if isinstance(announced, Pause):
        return announced.windows, announced.windows
    exits = exits_of(case, announced)
    return [w for e in exits for w in e.windows], [w for e in exits for w in e.windows_cautious]


def _no_notice(reason: str) -> Outcome:
    return Outcome("unknown", f"How much notice was given is not known: {reason}.", (computed("context", reason),))


def time_between(earlier: datetime, later: datetime) -> timedelta:
    """Real time between two moments, also across a change of the clocks."""
    return later.astimezone(UTC) - earlier.astimezone(UTC)


def _notice(time: timedelta) -> str:
    return duration(max(time, timedelta(0)))
