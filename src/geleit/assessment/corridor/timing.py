"""How long and how soon: TIME and NOTICE."""

from __future__ import annotations

import math
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime, time, timedelta
from itertools import product

import numpy as np

from geleit.assessment.corridor.announced import Announced, exits_of
from geleit.assessment.impartiality import fewest_inside, most_inside
from geleit.assessment.weighing import NO_STATEMENT, SAYS, Outcome, computed, on_record
from geleit.messages import Amount, Message, say
from geleit.model.answer import Answer, Proved
from geleit.model.case import Case
from geleit.model.corridor import Corridor, Exit, Pause
from geleit.model.figures import NOTICE, NOTICE_YEMEN, NOTICE_YEMEN_EMERGENCY, OPEN_A_WEEK
from geleit.model.finding import CERTIFICATE, WITH_VEHICLES, Evidence, Verdict
from geleit.model.voices import plain
from geleit.model.window import DAY, SECOND, WEEK, Clock, Window, merged
from geleit.streets.locate import Plane

_WEEK_S = WEEK // SECOND


def time_for_all(case: Case, answer: Proved | None) -> Outcome:
    """Whether everyone inside can leave in time; proof decides, the word of claimants does not."""
    if answer is None:
        return Outcome("unknown", say("corridor.no-answer"), open_to=NO_STATEMENT)
    deadline, inside = answer.deadline.astimezone(case.zone), answer.people
    evidence = (*_two_numbers(case, answer), *_depends_on(case, answer))
    drawn = max(answer.generous.could_not_leave, answer.against_the_map.drawn_could_not_leave)
    if answer.could_not_leave > 0:
        message = say("corridor.could-not-leave", stuck=answer.could_not_leave, inside=inside.low, deadline=deadline)
        if inside.low - answer.could_not_leave >= fewest_inside(case):
            message = say(
                "corridor.could-not-leave-of", stuck=answer.could_not_leave, inside=inside.low, deadline=deadline
            )
            return Outcome("unknown", message, evidence, open_to=NO_STATEMENT)
        return Outcome("not met", message, evidence, open_to=NO_STATEMENT)
    if drawn > 0 and not (isinstance(answer, Answer) and answer.clearance.by):
        message = say("corridor.map-undecided", stuck=drawn, deadline=deadline)
        return Outcome("unknown", message, evidence, open_to=NO_STATEMENT)
    if not isinstance(answer, Answer):
        message = say(
            "corridor.undecided-publicly",
            deadline=deadline,
            most=answer.against_the_map.at_most,
            inside=Amount(inside.low, inside.high),
        )
        return Outcome("unknown", message, evidence, open_to=NO_STATEMENT)
    if answer.clearance.by is not None:
        by = answer.clearance.by.astimezone(case.zone)
        message = say("corridor.all-out", inside=inside.high, by=by, deadline=deadline)
        if inside.high < most_inside(case):
            message = say("corridor.all-out-of", inside=inside.high, by=by, deadline=deadline)
            return Outcome("unknown", message, evidence, open_to=NO_STATEMENT)
        return Outcome("met", message, evidence, open_to=NO_STATEMENT)
    message = say(
        "corridor.undecided",
        deadline=deadline,
        out=answer.at_least,
        most=answer.against_the_map.at_most,
        inside=Amount(inside.low, inside.high),
    )
    return Outcome("unknown", message, evidence, open_to=NO_STATEMENT)


def time_of_corridor(case: Case, answer: Proved | None, corridor: Corridor) -> Outcome:
    """What one corridor offers until the deadline; how many would take it is not known, so nothing is decided."""
    exits = exits_of(case, corridor)
    if not exits:
        return Outcome("unknown", say("corridor.no-exit-time"), open_to=NO_STATEMENT)
    start, deadline = (answer.start, answer.deadline) if answer else (case.period.start, case.deadline)
    clock = Clock(start)
    end = clock.seconds(deadline)
    least = (phase for e in exits for phase in e.phases(cautious=True))
    most = (phase for e in exits for phase in e.phases(cautious=False))
    low = sum(math.floor(rate.low) * _open(clock, windows, end) for windows, rate in least) // 3600
    high = sum(math.ceil(rate.high) * _open(clock, windows, end) for windows, rate in most) // 3600
    inside, seats, deadline = case.people, Amount(low, high), deadline.astimezone(case.zone)
    short = high < inside.low
    evidence = (
        computed("against" if short else "context", say("corridor.seats", deadline=deadline, seats=seats)),
        *(_hours_of(clock, e, end) for e in exits),
    )
    message = say("corridor.seats-inside", seats=seats, deadline=deadline, inside=Amount(inside.low, inside.high))
    return Outcome("unknown", message, evidence, open_to=NO_STATEMENT)


def time_of_pause(case: Case, pause: Pause) -> Outcome:
    """Whether the pause holds for 48 h in each 7 days, counted from its start.

    What the same parties announced for the same area counts with it: a pause that is renewed goes on. Of other pauses
    that may be of it, and of 7 days that begin with an earlier one, it holds at most.
    """
    if not pause.windows:
        return Outcome("unknown", say("corridor.no-window"), open_to=NO_STATEMENT)
    sure = [other for other in case.pauses if _one_pause(pause, other)]
    perhaps = [other for other in case.pauses if _perhaps_one_pause(pause, other)]
    weeks = _of_weeks(pause.windows, _windows(sure), _windows(perhaps))
    verdicts = [_long_enough(least, most) for least, most in weeks]
    counted = tuple(other.name for other in perhaps if other.id != pause.id)
    evidence = (
        *(
            on_record(SAYS[verdict], say("corridor.week", week=i, hours=week), pause.source)
            for i, (week, verdict) in enumerate(zip(weeks, verdicts, strict=True), start=1)
        ),
        *([computed("context", say("corridor.pauses-together", pauses=counted))] if counted else ()),
        *_pace(pause),
        computed("context", say("corridor.offered-in-aleppo")),
    )
    hours = min(least for least, _ in weeks), max(most for _, most in weeks)
    message = say("corridor.windows", hours=hours, asked=OPEN_A_WEEK)
    verdict: Verdict = verdicts[0] if len(set(verdicts)) == 1 else "unknown"
    if verdict == "not met" and _may_go_on(case, pause, hours[1]):
        verdict, message = "unknown", say("corridor.windows-cut", hours=hours, asked=OPEN_A_WEEK)
    return Outcome(verdict, message, evidence, open_to=NO_STATEMENT)


def _may_go_on(case: Case, pause: Pause, hours: timedelta) -> bool:
    """Whether a pause that is still on where the case ends may come to 48 h in the 7 days of which some lie beyond.

    So is one of which a spell of the next day would lie there, if there were several, or if it comes every day. Each
    may be as long as the longest with both ends in the case; one alone that reaches its edge may go on.
    """
    windows, period = merged(pause.windows), case.period
    beyond = windows[0].start + WEEK - period.end
    again = len(windows) > 1 or any(w.recurs for w in pause.windows)
    still_on = windows[-1].end >= period.end or (again and windows[-1].start + DAY >= period.end)
    if beyond <= timedelta(0) or not still_on:
        return False
    whole = [w.end - w.start for w in windows if period.start < w.start and w.end < period.end]
    return hours + min(max(whole, default=DAY), DAY) * -(-beyond // DAY) >= OPEN_A_WEEK


def _long_enough(least: timedelta, most: timedelta) -> Verdict:
    return "met" if least >= OPEN_A_WEEK else "not met" if most < OPEN_A_WEEK else "unknown"


def _one_pause(one: Pause, other: Pause) -> bool:
    """Whether two rows are of one pause that goes on: by the same parties, for the same area or both without any."""
    return set(one.announced_by) == set(other.announced_by) and plain(one.area) == plain(other.area)


def _perhaps_one_pause(one: Pause, other: Pause) -> bool:
    """Whether they may be: by one of the same parties, and one area has no word that the other has not."""
    given = ({*pause.announced_by, *pause.agreed_by} for pause in (one, other))
    few, many = sorted((frozenset(plain(pause.area).split()) for pause in (one, other)), key=len)
    return few <= many and (one.id == other.id or not set.isdisjoint(*given))


def _windows(pauses: Iterable[Pause]) -> tuple[Window, ...]:
    return tuple(window for pause in pauses for window in pause.windows)


def noticed(case: Case, announced: Announced) -> Outcome:
    """Whether 72 h lie between the announcement and the first opening.

    The first opening lies between that of the longest and that of the shortest windows; an announcement dated by the
    day alone, anywhere in that day. Of what was open already, or may have been, nothing is known of the notice: an
    announcement that is repeated gave none, and needed none.
    """
    if announced.announced_at is None:
        return _no_notice(say("corridor.no-announcement"))
    longest, shortest = windows_of(case, announced)
    if not longest:
        return _no_notice(say("corridor.no-opening"))
    if (before := open_already(case, announced)) is not None:
        return _no_notice(before)
    first = min(w.start for w in longest)
    last = min((w.start for w in shortest), default=first)
    earliest, latest = within_day(case, announced.announced_at)
    least, most = time_between(latest, first), time_between(earliest, last)
    verdict: Verdict = "met" if least >= NOTICE else "not met" if most < NOTICE else "unknown"
    said = earliest if earliest == latest else say("corridor.some-hour", day=earliest.date())
    opening, at_last = first.astimezone(case.zone), last.astimezone(case.zone)
    if last == first:
        times = say("corridor.announced-opening", announced=said, opening=opening)
    else:
        times = say("corridor.announced-openings", announced=said, opening=opening, latest=at_last)
    given = tuple(max(notice, timedelta(0)) for notice in (least, most))
    message = say("corridor.notice", notice=given, asked=NOTICE)
    if verdict == "met" and latest < case.period.start and may_have_opened_before(case, longest):
        verdict, message = "unknown", say("corridor.notice-cut", notice=given, asked=NOTICE)
    yemen = say("corridor.notice-in-yemen", usual=NOTICE_YEMEN, emergency=NOTICE_YEMEN_EMERGENCY)
    hours = () if isinstance(announced, Pause) else (_opens(case, e) for e in exits_of(case, announced))
    evidence = (on_record(SAYS[verdict], times, announced.source), *hours, computed("context", yemen))
    return Outcome(verdict, message, evidence)


def may_have_opened_before(case: Case, windows: Sequence[Window]) -> bool:
    """Whether its first opening may be another than the case tells: on its first day, or of hours of every day."""
    first = min(windows)
    begun = case.period.start.astimezone(case.zone).date()
    return first.start.astimezone(case.zone).date() == begun or any(w.recurs for w in windows if w.start == first.start)


def open_already(case: Case, announced: Announced) -> Message | None:
    """That it was open, or may have been, when it was announced, by its own windows or as a way at the same place."""
    if announced.announced_at is None:
        return None
    at, _ = within_day(case, announced.announced_at)
    own, _ = windows_of(case, announced)
    if any(window.start < at for window in own):
        return say("corridor.open-before", opening=min(w.start for w in own).astimezone(case.zone))
    exits = () if isinstance(announced, Pause) else exits_of(case, announced)
    for exit_, other in product(exits, case.exits):
        then = any(window.start < at <= window.end for window in other.windows)
        if then and other.corridor != announced.id and _may_be_one_place(exit_, other):
            return say("corridor.open-as-another", exit=exit_.name, other=other.name)
    return None


def _may_be_one_place(one: Exit, other: Exit) -> bool:
    """Whether two exits may stand at the same place: one lies where the other may be, by how far that may be off."""
    if one.lon is None or one.lat is None or other.lon is None or other.lat is None:
        return False
    here = Plane.at(one.lon, one.lat)
    away = float(np.hypot(*here.metres(np.array([other.lon]), np.array([other.lat])).T).item())
    return away <= max(one.position_error, other.position_error)


def _two_numbers(case: Case, answer: Proved) -> Iterable[Evidence]:
    deadline, against, stuck = answer.deadline.astimezone(case.zone), answer.against_the_map, answer.could_not_leave
    most, riding = against.at_most, None if answer.vehicles is None else answer.vehicles.certificate
    by_most = by_stuck = CERTIFICATE
    if riding is not None and riding.at_most <= most:
        by_most = WITH_VEHICLES
    if riding is not None and riding.could_not_leave >= stuck:
        by_stuck = WITH_VEHICLES
    if stuck > 0:
        proved = say("corridor.at-most-stuck", most=most, deadline=deadline, stuck=stuck, suffices=answer.suffices)
        yield computed("against", proved, by_stuck)
    else:
        yield computed("context", say("corridor.at-most", most=most, deadline=deadline), by_most)
    if (answer.at_most, answer.generous.could_not_leave) != (most, stuck):
        trusted = answer.at_most, answer.generous.could_not_leave
        yield computed(
            "context",
            say(
                "corridor.on-the-map",
                most=trusted[0],
                deadline=deadline,
                stuck=trusted[1],
                trusted_to=against.trusted_to,
            ),
        )
    yield from (computed("context", message) for message in against.messages)
    if answer.vehicles is not None:
        yield computed("context", answer.vehicles.message)
    if isinstance(answer, Answer):
        planned = say("corridor.at-least", out=answer.at_least, deadline=deadline)
        yield computed("for" if answer.clearance.by else "context", planned, "plan")
    if answer.clearance.not_before is not None:
        yield computed("context", say("corridor.not-before", at=answer.clearance.not_before.astimezone(case.zone)))


def _depends_on(case: Case, answer: Proved) -> Iterable[Evidence]:
    if answer.required_rate is None:
        yield computed("against", say("corridor.never-open"))
    else:
        yield computed("context", say("corridor.rate-needed", rate=answer.required_rate))
    rates = tuple(say("corridor.exit-rate", exit=e.name, rate=_rates_of(e)) for e in case.exits)
    yield computed("context", say("corridor.depends-on-rates", rates=rates))
    if answer.binding:
        binding = tuple(b.name for b in answer.binding)
        yield computed("context", say("corridor.held-back", scenario=answer.binding[0].scenario, names=binding))
    if isinstance(answer, Answer):
        most, out, apart = answer.at_most, answer.at_least, answer.gap
        yield computed("context", say("corridor.apart", most=most, out=out, apart=apart, method=answer.method_gap))
    if isinstance(answer, Answer) and answer.unreached:
        yield computed("context", say("corridor.unreached", people=answer.unreached))


def _open(clock: Clock, windows: Sequence[Window], end: int) -> int:
    return sum(b - a for a, b in clock.intervals(windows, end))


def _hours_of(clock: Clock, exit_: Exit, end: int) -> Evidence:
    least, most = (timedelta(seconds=_open(clock, w, end)) for w in (exit_.windows_cautious, exit_.windows))
    message = say("corridor.open", exit=exit_.name, hours=(least, most), rate=_rates_of(exit_))
    return on_record("context", message, exit_.source)


def _rates_of(exit_: Exit) -> Message:
    low = min(rate.low for rate in (exit_.rate, *(change.rate for change in exit_.changes)))
    high = max(rate.high for rate in (exit_.rate, *(change.rate for change in exit_.changes)))
    rate, basis = Amount(low, high), exit_.rate.basis
    if exit_.changes:
        return say("corridor.rate-by-hour", rate=rate, basis=basis)
    return say("corridor.rate", rate=rate, basis=basis)


def by_week(windows: Sequence[Window]) -> list[timedelta]:
    """Hours of the pause in each 7 days from its start; a part of a week counts only when it is the first."""
    return [least for least, _ in _of_weeks(windows, windows, windows)]


def _of_weeks(
    own: Sequence[Window], sure: Sequence[Window], perhaps: Sequence[Window]
) -> list[tuple[timedelta, timedelta]]:
    """Hours in each 7 days from the start of a pause: of what is surely of it, and of what may be, at most.

    At most, where others may be of it, the 7 days may also begin before, if they hold its own hours of that week.
    """
    clock = Clock(min(w.start for w in own))
    end = max(clock.seconds(w.end) for w in own)
    held = clock.intervals(own, end)
    of_it, near = _seconds(clock, sure), _seconds(clock, perhaps)
    found = []
    for t in range(0, max(end - _WEEK_S, 0) + 1, _WEEK_S):
        begins = {t}
        mine = [(max(a, t), min(b, t + _WEEK_S)) for a, b in held if a < t + _WEEK_S and b > t]
        if mine and near != held:
            first, last = max(b for _, b in mine) - _WEEK_S, min(a for a, _ in mine)
            begins |= {s for a, b in near for s in (a, b - _WEEK_S) if first < s < last} | {first, last}
        least, most = _within(of_it, t), max(_within(near, s) for s in begins)
        found.append((timedelta(seconds=least), timedelta(seconds=most)))
    return found


def _seconds(clock: Clock, windows: Sequence[Window]) -> tuple[tuple[int, int], ...]:
    """As seconds, also those before the origin."""
    return tuple((clock.seconds(w.start), clock.seconds(w.end)) for w in merged(windows))


def _within(held: Iterable[tuple[int, int]], t: int) -> int:
    """Seconds of 7 days from a second on that are held."""
    return sum(max(0, min(b, t + _WEEK_S) - max(a, t)) for a, b in held)


def _pace(pause: Pause) -> Iterable[Evidence]:
    """Hours a week of windows that come once a day."""
    days = {w.start.date() for w in pause.windows}
    clock = Clock(min(w.start for w in pause.windows))
    lengths = {clock.seconds(w.end) - clock.seconds(w.start) for w in pause.windows}
    if len(days) == len(pause.windows) > 1 and len(lengths) == 1 and (length := lengths.pop()) <= 86_400:
        daily = timedelta(seconds=length)
        message = say("corridor.pace", days=len(days), daily=daily, weekly=7 * daily)
        yield on_record("context", message, pause.source)


def windows_of(case: Case, announced: Announced) -> tuple[Sequence[Window], Sequence[Window]]:
    """Its longest windows and its shortest, as they stand in the case."""
    if isinstance(announced, Pause):
        return announced.windows, announced.windows
    exits = exits_of(case, announced)
    return [w for e in exits for w in e.windows], [w for e in exits for w in e.windows_cautious]


def within_day(case: Case, at: datetime) -> tuple[datetime, datetime]:
    """Between which times something was: of what is known to the day, at either end of that day."""
    here = at.astimezone(case.zone)
    if here.time() != time():
        return here, here
    return here, (here.replace(tzinfo=None) + timedelta(days=1)).replace(tzinfo=case.zone)


def of_another_time(case: Case, announced: Announced, row: Evidence) -> bool:
    """Whether a row of evidence is dated at a time at which nothing was open, and no pause held, by any account."""
    longest, _ = windows_of(case, announced)
    if row.at is None or not longest:
        return False
    earliest, latest = within_day(case, row.at)
    return not any(w.start <= latest and earliest <= w.end for w in longest)


def of_all_the_time(case: Case, all_announced: Iterable[Announced], row: Evidence, rows: Iterable[Evidence]) -> bool:
    """Whether a row that speaks for fire being held, and the like, is of all the hours that are asked about.

    A moment is not, nor is a day where there are several, unless the same claimant speaks of each. What has no date is.
    Where nothing announced is asked about, it is the period of the case.
    """
    if row.at is None:
        return True
    told = [other.at.astimezone(case.zone) for other in rows if other.at and other.claimant == row.claimant]
    days = {at.date() for at in told if at.time() == time()}
    hours = [windows_of(case, announced)[0] for announced in all_announced] or [(case.period,)]
    return all(hours) and all(days.issuperset(_days_of(case, window)) for windows in hours for window in windows)


def _days_of(case: Case, window: Window) -> Iterable[date]:
    """The days that a window is in."""
    first = window.start.astimezone(case.zone).date()
    last = (window.end.astimezone(case.zone) - timedelta(microseconds=1)).date()
    return (first + timedelta(days=n) for n in range((last - first).days + 1))


def _opens(case: Case, exit_: Exit) -> Evidence:
    """When an exit first opens, by its own source."""
    if not exit_.windows:
        return on_record("context", say("corridor.opens-never", exit=exit_.name), exit_.source)
    opening = min(w.start for w in exit_.windows).astimezone(case.zone)
    return on_record("context", say("corridor.opens", exit=exit_.name, opening=opening), exit_.source)


def _no_notice(reason: Message) -> Outcome:
    return Outcome("unknown", say("corridor.notice-unknown", reason=reason), (computed("context", reason),))


def time_between(earlier: datetime, later: datetime) -> timedelta:
    """Real time between two moments, also across a change of the clocks."""
    return later.astimezone(UTC) - earlier.astimezone(UTC)
