"""A case reduced to what cases are compared by: facts, and no verdict on what they mean (docs/method/patterns.md)."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from datetime import UTC, datetime
from itertools import chain

from geleit.assessment.aid.checks import NEED, assess_aid
from geleit.assessment.ceasefire.checks import inside
from geleit.assessment.ceasefire.counting import Units
from geleit.assessment.ceasefire.days import days_touched, seconds
from geleit.assessment.ceasefire.monitors import monitors_of
from geleit.assessment.claims.people_left import BOUNDED
from geleit.assessment.claims.reported_counts import ReportedCount, packed, reported_in
from geleit.assessment.compare.features import features_of, verdict_of
from geleit.assessment.corridor.announced import Announced
from geleit.assessment.corridor.checks import assess_corridors
from geleit.assessment.corridor.timing import by_week, open_already, time_between, windows_of, within_day
from geleit.model.aid import Span
from geleit.model.answer import Answer, Proved
from geleit.model.case import Case
from geleit.model.corridor import Corridor
from geleit.model.finding import OPERATION, Finding, Verdict
from geleit.model.pattern import Aftermath, Announcement, Departures, Monitored, Pattern
from geleit.model.precedent import PartyCount
from geleit.model.window import HOUR, Window, common, merged

AFTERMATH = "aftermath"
"""Topic of statements on what followed."""
_PARTY: Mapping[bool | None, PartyCount] = {True: "yes", False: "no", None: "unknown"}
FOOD = "energy"
"""The need by which aid is compared."""


def pattern_of(case: Case, answer: Proved | None) -> Pattern:
    """Reduce a case to what cases are compared by.

    Parameters
    ----------
    answer
        Who can be out by the deadline; without it that is not known.

    Raises
    ------
    InputError
        If the answer or the evidence does not belong to the case.
    """
    announced = tuple(_together(case))
    checked = {(f.code, f.subject): f for f in assess_corridors(case, answer)}
    food = next((f.share for f in assess_aid(case) if f.code == NEED.code and f.item == FOOD), None)
    left, monitored = tuple(_left(case)), tuple(_monitored(case))
    announcements = tuple(_announcement(case, some, checked) for some in announced)
    return Pattern(
        case=case.name,
        title=case.title,
        place=case.place,
        people=case.people,
        deadline=answer.deadline if answer else case.deadline,
        announcements=announcements,
        could=_could(answer) if answer else None,
        could_likely=_likely(answer) if answer else None,
        left=left,
        aid_in=verdict_of(checked["CORRIDOR-AID-IN", OPERATION]),
        food=food,
        monitored=monitored,
        followed=tuple(
            Aftermath(statement.speaker, statement.at, statement.text, statement.source)
            for statement in case.statements
            if statement.topic.casefold() == AFTERMATH
        ),
        features=features_of(case, answer, announcements, left, monitored, checked),
    )


def _together(case: Case) -> Iterator[list[Announced]]:
    """Corridors, and pauses, that the same parties announced and agreed to at the same time."""
    found: dict[object, list[Announced]] = {}
    for one in case.announced:
        key = isinstance(one, Corridor), one.announced_at, frozenset(one.announced_by), frozenset(one.agreed_by)
        found.setdefault(key, []).append(one)
    yield from found.values()


def _announcement(
    case: Case, together: Sequence[Announced], checked: Mapping[tuple[str, str], Finding]
) -> Announcement:
    one, named = together[0], {party.id: party.name for party in case.parties}
    both = [windows_of(case, each) for each in together]
    longest, shortest = (merged(chain.from_iterable(kind)) for kind in zip(*both, strict=True))
    return Announcement(
        kind="corridors" if isinstance(one, Corridor) else "pauses",
        names=tuple(each.name or each.id for each in together),
        announced_by=tuple(named.get(party, party) for party in one.announced_by),
        agreed_by=tuple(named.get(party, party) for party in one.agreed_by),
        at=one.announced_at,
        notice=None
        if any(open_already(case, each) for each in together)
        else _notice(case, one.announced_at, longest, shortest),
        a_day=_span(_by_day(case, shortest), _by_day(case, longest)),
        a_week=_span(_weeks(shortest), _weeks(longest)),
        total=_span([sum(w.hours for w in shortest)], [w.hours for w in longest] and [sum(w.hours for w in longest)]),
        agreed=_alike(verdict_of(checked["CORRIDOR-AGREED", each.id]) for each in together),
        more_than_one_side=_alike(verdict_of(checked["CORRIDOR-UNILATERAL", each.id]) for each in together),
    )


def _alike(verdicts: Iterable[Verdict]) -> Verdict:
    """The verdict of several, where it is one: their sources may tell differently whose word it is."""
    found = set(verdicts)
    return found.pop() if len(found) == 1 else "unknown"


def _notice(case: Case, at: datetime | None, longest: Sequence[Window], shortest: Sequence[Window]) -> Span | None:
    """Hours until the first opening; of an announcement known to the day, from either end of that day."""
    if at is None or not longest:
        return None
    earliest, latest = within_day(case, at)
    first, last = longest[0].start, (shortest or longest)[0].start
    return Span(max(0.0, time_between(latest, first) / HOUR), max(0.0, time_between(earliest, last) / HOUR))


def _by_day(case: Case, windows: Iterable[Window]) -> list[float]:
    """Hours open on each day of the case's zone on which it is open."""
    hours: dict[datetime, float] = defaultdict(float)
    for window in windows:
        for day in days_touched((window,), case.zone):
            hours[day.start] += sum(part.hours for part in common((window,), (day,)))
    return list(hours.values())


def _weeks(windows: Sequence[Window]) -> list[float]:
    return [week / HOUR for week in by_week(windows)] if windows else []


def _span(shortest: Sequence[float], longest: Sequence[float]) -> Span | None:
    """The least by the shortest windows and the most by the longest; ``None`` where there are none."""
    return Span(min(shortest, default=0.0), max(longest)) if longest else None


def _could(answer: Proved) -> Span | None:
    """Whatever the number of people: the plan's people are out of the most, the bound holds for the fewest too."""
    if answer.people.low <= 0:
        return None
    least = answer.at_least if isinstance(answer, Answer) else 0
    return Span(least / answer.people.high, min(1.0, answer.against_the_map.at_most / answer.people.low))


def _likely(answer: Proved) -> float | None:
    likely = answer.likely
    return likely.ladder.streets / likely.people if likely.people else None


def _left(case: Case) -> Iterator[Departures]:
    """What each voice counts, of times that do not overlap, so that nobody is counted twice."""
    parties = {party.id: party for party in case.parties}
    voices: dict[str, list[ReportedCount]] = {}
    for reported in reported_in(case):
        if reported.whom in BOUNDED:
            voices.setdefault(reported.voice, []).append(reported)
    for rows in voices.values():
        parts = packed(rows) or [max(rows, key=_high)]
        most = sum(_high(part) for part in parts)
        people = Span(sum(part.low for part in parts), None if most == float("inf") else most)
        statement = rows[0].statement
        party = parties.get(statement.party)
        claimant, fights = (party.name, party.belligerent) if party else (statement.speaker, None)
        yield Departures(claimant, people, _share(people, case), _PARTY[fights])


def _high(reported: ReportedCount) -> float:
    return float("inf") if reported.high is None else reported.high


def _share(people: Span, case: Case) -> Span | None:
    everyone = case.people
    if everyone.high <= 0:
        return None
    high = None if people.high is None or everyone.low <= 0 else people.high / everyone.low
    return Span(people.low / everyone.high, high)


def _monitored(case: Case) -> Iterator[Monitored]:
    both = [windows_of(case, one) for one in case.announced]
    longest, shortest = (list(chain.from_iterable(kind)) for kind in zip(*both, strict=True)) if both else ([], [])
    if not longest:
        return
    first, end = seconds(min(longest).start), seconds(max(window.end for window in longest))
    for claimant, monitor in monitors_of(case).items():
        incidents = monitor.incidents
        if incidents.reach[1] <= first:
            continue  # a witness of another time
        near, vague = inside(case.area, incidents)
        within = near & Units.of(merged(shortest)).counted(incidents, incidents.events.astype(float))[1]
        perhaps = (near | vague) & Units.of(merged(longest)).touched(incidents) & ~within
        after = near & (incidents.start >= end)
        yield Monitored(
            claimant,
            int(incidents.events[within].sum()),
            int(incidents.events[perhaps].sum()),
            int(incidents.events[after].sum()) if incidents.reach[1] > end else None,
            datetime.fromtimestamp(incidents.reach[1], UTC).astimezone(case.zone),
        )
