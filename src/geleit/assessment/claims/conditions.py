"""Statements of how things are: a corridor is open, a pause is kept, nothing happened; tested as the checks do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace

from geleit.assessment.ceasefire.checks import assess_ceasefire, counting_of
from geleit.assessment.ceasefire.monitors import monitors_of
from geleit.assessment.ceasefire.nearby import BAND, Spot, around
from geleit.assessment.claims.longer_hours import ask_longer_hours
from geleit.assessment.claims.questions import questions_of
from geleit.assessment.claims.reported_counts import (
    Gap,
    day_or_moment,
    exits_about,
    lies_ahead,
    made_by,
    reported_in,
    standing,
    until_of,
    whom_of,
)
from geleit.assessment.claims.statement_check import Given, StatementOutcome
from geleit.assessment.claims.voices import spoken, voice_of
from geleit.assessment.corridor.timing import windows_of
from geleit.assessment.day_words import names_a_day, speaks_of_all_the_time, speaks_of_what_comes
from geleit.assessment.pause_scope import may_be_unbound
from geleit.assessment.weighing import NO_STATEMENT, SAYS, Outcome, computed, weigh
from geleit.messages import Message, say
from geleit.model.case import Case
from geleit.model.finding import OPERATION, STATEMENT_VERDICTS, Dependence, Evidence, Finding, Says, Verdict
from geleit.model.pause_finding import PauseFinding
from geleit.model.statement import Statement
from geleit.model.window import Window, common

SEEN = "what is announced is a fact only where it is seen (docs/method/claims.md)"
CONTACT = 50.0
"""Metres around a place within which an incident is at it, whatever distance somebody means."""
BANDS = (CONTACT, BAND / 2, BAND, 2 * BAND)
"""Metres around a place in which an incident counts as near; the verdict is given for each."""
_BECAUSE: dict[Verdict, Message] = {
    "met": say("statements.because-seen"),
    "not met": say("statements.because-seen-otherwise"),
    "unknown": say("statements.because-nothing"),
}
_OPPOSITE: dict[Verdict, Verdict] = {"met": "not met", "not met": "met", "unknown": "unknown"}
_FEW = "ceasefire.few-rows"
_WIDE = ("everyone", "any")
"""Whom and by which means, where nobody and none is left out."""
_OTHERWISE: dict[Says, Says] = {"for": "against", "against": "for", "context": "context"}


def assess_open(given: Given) -> StatementOutcome:
    """A test of a statement that a corridor or exit is open."""
    case, statement, impartiality = given.case, given.statement, given.impartiality
    when = _time_open(case, statement)
    if when is None:
        gaps = _time_gaps(case, statement) or {"ahead"}
        return _outcome(statement, Outcome("unknown", say("statements.open-no-time")), asks=questions_of(gaps))
    found = _hours(case, statement, when)
    longer = () if found is None else ask_longer_hours(case, exits_about(case, statement))
    if longer:  # then the windows are not the longest that anyone claims
        found = None
    others = [*_fire_aside(case, statement), *_said_of_it(given, when)]
    since, until = (at.astimezone(case.zone) for at in (when.start, when.end))
    asks = (
        say("statements.asks-open", since=since, until=until)
        if statement.denies or _at_some_time(statement)
        else say("statements.asks-open-throughout", since=since, until=until)
    )
    came = list(_departures(given, when))
    passed = tuple(e.claimant for e in came if e.says == "for")
    if not (statement.denies or _at_some_time(statement)):  # that some passed then shows no more than that
        came = [replace(e, says="context") if e.says == "for" else e for e in came]
    outcome = _weighed(given, asks, found, [*came, *others])
    if outcome.verdict == "not met" and found is None:
        some = [e for e in came if e.says == "for"]
        if weigh(asks, found, [*some, *others], impartiality).verdict != "not met":  # open, and nobody came
            who = tuple(e.claimant for e in came if e.says == "against")
            outcome = replace(outcome, verdict="unknown", message=say("statements.nobody-left", asks=asks, who=who))
    which: tuple[Message, ...] = ()
    if outcome.verdict == "unknown" and passed and not statement.denies and not _disputed(outcome):
        outcome = replace(outcome, message=say("statements.some-passed", asks=asks, who=passed))
    if outcome.verdict == "unknown" and not statement.denies and not _at_some_time(statement):
        which = (*_scope_asked(statement), say("statements.ask-once"))
    if outcome.verdict == "met" and statement.denies and _weighed(given, asks, found, others).verdict != "met":
        outcome = replace(outcome, verdict="unknown", message=say("statements.some-passed", asks=asks, who=passed))
        which = (say("statements.ask-let-through"),)  # they may have slipped through
    elif outcome.verdict == "met":
        outcome = replace(outcome, message=say("statements.open", finding=outcome.message))
        if not statement.denies and (len(statement.subjects) > 1 or OPERATION in statement.subjects):
            outcome = replace(outcome, verdict="unknown")  # one of them was: of the others that says nothing
            which = (say("statements.ask-which"),)
        elif _at_some_time(statement) and not statement.denies and speaks_of_all_the_time(statement):
            outcome = replace(outcome, verdict="unknown")  # it was at some time: of the rest that says nothing
            which = (say("statements.ask-always"),)
    if outcome.verdict != "unknown" and lies_ahead(case, statement):
        outcome = replace(outcome, verdict="unknown")
        which = questions_of({"ahead"})
    if _shut_at_some_time(statement):  # of the rest of the time that says nothing
        outcome, which = replace(outcome, verdict="unknown"), (say("statements.ask-shut-once"),)
    which = (*which, *longer) if outcome.verdict == "unknown" else which
    return _outcome(statement, outcome, tuple(_hours_depend(case, statement, when)), which)


def assess_pause(given: Given) -> StatementOutcome:
    """A test of a statement that a pause is kept."""
    case, statement, impartiality = given.case, given.statement, given.impartiality
    when = _time_told_of(case, statement)
    pauses = (
        replace(p, windows=common(p.windows, (when,) if when else ()))
        for p in case.pauses
        if {p.id, OPERATION} & {*statement.subjects}
    )
    then = replace(case, pauses=tuple(p for p in pauses if p.windows))
    seen = [f if _attributed(then, f) else replace(f, verdict="unknown") for f in assess_ceasefire(then)]
    free = [f for f in seen if not impartiality.partial(f.claimant)]
    theirs = [Evidence(SAYS[f.verdict], f.message, f.claimant) for f in seen if impartiality.partial(f.claimant)]
    rows = [*_fire_then(case, statement, when), *_said_throughout(given, when), *theirs]
    outcome = _weighed(given, say("statements.asks-kept"), _monitors(free), rows)
    outcome, asks = _if_dated(case, statement, outcome)
    if not _of_all_bound(case, statement):  # who kept it says nothing of another who broke it
        outcome, asks = replace(outcome, verdict="unknown"), (*asks, say("statements.ask-whose-keeping"))
    choices = [choice.choice for f in seen for choice in f.sensitivity if choice.changes]
    depends = tuple(
        Dependence(say("statements.on-comparison"), say("statements.less-violence", choice=choice))
        for choice in choices
    )
    return _outcome(statement, outcome, (*depends, *_on_few_rows(seen)), asks)


def _on_few_rows(seen: Iterable[Finding]) -> Iterator[Dependence]:
    """That what monitors saw rests on few rows."""
    told = [e.message for f in seen if f.verdict == "not met" for e in f.evidence if e.message.code == _FEW]
    if told:
        yield Dependence(say("statements.on-rows"), told[0])


def _of_all_bound(case: Case, statement: Statement) -> bool:
    """Whether it says of all whom a pause binds that they kept it, or that one of them broke it.

    Who admits to have broken it says whose act it is; where others than those bound are there, it may be theirs.
    """
    if statement.asserts != "pause-kept":
        return True
    pauses = [pause for pause in case.pauses if {pause.id, OPERATION} & {*statement.subjects}]
    if statement.denies and not statement.admits and any(may_be_unbound(case, p, statement.text) for p in pauses):
        return False
    return whom_of(statement) == "everyone" or (statement.admits and statement.denies)


def _attributed(case: Case, found: PauseFinding) -> bool:
    """Whether what a monitor shows is about a party that the pause binds: it names one, or shows no incident of it."""
    monitor = monitors_of(case).get(found.claimant)
    if found.verdict != "not met" or monitor is None:
        return True
    return any(counting_of(case, pause, monitor, 0).bound for pause in case.pauses if pause.id == found.pause)


def assess_incident(given: Given) -> StatementOutcome:
    """A test of a statement that nothing happened near a corridor, exit or facility."""
    case, statement, impartiality = given.case, given.statement, given.impartiality
    until = until_of(case, statement)[0]
    since = statement.since or case.period.start
    spots = list(_spots(case, statement, (Window(since, until),))) if since < until else []
    everybody = monitors_of(case)
    monitors = {name: monitor for name, monitor in everybody.items() if not impartiality.partial(name)}
    theirs = {name: monitor for name, monitor in everybody.items() if impartiality.partial(name)}
    if not spots:
        return _outcome(statement, Outcome("unknown", say("statements.quiet-nowhere")))
    at_bands = {band: around(statement.about, spots, monitors, band, case.zone) for band in BANDS}
    near = at_bands[BAND]
    time = Window(since, until)
    partial = (e for e in around(statement.about, spots, theirs, BAND, case.zone).evidence if e.says == "against")
    rows = [*_fire_near(case, statement, time), *_said_throughout(given, time), *partial]
    found = Outcome(_at_any_distance(at_bands), near.message, near.evidence)
    outcome, asks = _if_dated(case, statement, _weighed(given, say("statements.asks-quiet"), found, rows))
    if found.verdict == "unknown" != _plain(near):
        asks = (*asks, say("statements.ask-distance"))
    depends = tuple(
        Dependence(
            say("statements.on-distance"),
            say("statements.within", metres=band, verdict=STATEMENT_VERDICTS[_plain(f)]),
            *(band, "m"),
        )
        for band, f in at_bands.items()
        if f.verdict != near.verdict
    )
    outcome = replace(outcome, verdict="unknown") if asks else outcome
    return _outcome(statement, outcome, (*depends, *_on_few_rows([near])), asks)


def _at_any_distance(at_bands: Mapping[float, Finding]) -> Verdict:
    """What holds however near is meant: something happened at the place itself, or nothing even far from it."""
    if _plain(at_bands[CONTACT]) == "not met":
        return "not met"
    return "met" if _plain(at_bands[BANDS[-1]]) == "met" else "unknown"


def _weighed(given: Given, asks: Message, found: Outcome | None, rows: Sequence[Evidence]) -> Outcome:
    """As weighed; where nothing is computed, the word of a speaker without a stake stands against that of others."""
    outcome = weigh(asks, found, rows, given.impartiality)
    mine = spoken("against" if given.statement.denies else "for", given.statement)
    otherwise = outcome.verdict != "unknown" and SAYS[outcome.verdict] != mine.says
    by_word = found is None or found.verdict == "unknown"
    if otherwise and by_word and given.voices.witness(given.among_witnesses, given.statement):
        return weigh(asks, found, [*rows, mine], given.among_witnesses)
    return outcome


def _if_dated(case: Case, statement: Statement, outcome: Outcome) -> tuple[Outcome, tuple[Message, ...]]:
    """What was found, unless it may lie before the time that is spoken of, or that time was not over."""
    gaps = _time_gaps(case, statement)
    held = outcome.verdict == "met" and gaps == {"since"}  # what held all the time held in a part of it too
    broken = outcome.verdict == "not met" and gaps == {"ahead"} and not speaks_of_what_comes(statement)  # and stays so
    if not gaps or held or broken:
        return outcome, ()
    return replace(outcome, verdict="unknown"), questions_of(gaps)


def _monitors(seen: Sequence[Finding]) -> Outcome | None:
    """What all monitors of a pause show together: one that saw it broken decides."""
    verdicts = [_plain(f) for f in seen]
    verdict = next((v for v in ("not met", "met") if v in verdicts), "unknown")
    reported = next((f for f in seen if f.verdict == verdict), None)
    if reported is None:
        return None
    evidence = tuple(replace(e, says=e.says if f.verdict == verdict else "context") for f in seen for e in f.evidence)
    return None if verdict == "unknown" else Outcome(_plain(reported), reported.message, evidence)


def _hours(case: Case, statement: Statement, when: Window) -> Outcome | None:
    exits = [x for x in case.exits if x.id in exits_about(case, statement)]
    if any(common(x.windows, (when,)) for x in exits):
        return None
    since, until = (at.astimezone(case.zone) for at in (when.start, when.end))
    evidence = computed("against", say("statements.shut-then", since=since, until=until))
    return Outcome("not met", say("statements.shut", since=since, until=until), (evidence,), NO_STATEMENT)


def _hours_depend(case: Case, statement: Statement, when: Window) -> Iterator[Dependence]:
    exits = [x for x in case.exits if x.id in exits_about(case, statement)]
    if any(common(x.windows, (when,)) for x in exits) and not any(common(x.windows_cautious, (when,)) for x in exits):
        yield Dependence(say("statements.on-hours"), say("statements.shut-at-least"))


def _departures(given: Given, when: Window) -> Iterator[Evidence]:
    """Counts of those who left: some through it in that time speak for it, none in all of it against it.

    The count of a day says nothing of some minutes of it.
    """
    case, statement = given.case, given.statement
    exits = frozenset(exits_about(case, statement))
    for reported in reported_in(case):
        if voice_of(case, statement) == reported.voice or reported.gaps - {"whom", "by"}:
            continue
        through = reported.exits is not None and reported.exits <= exits
        meant = statement.denies or (whom_of(statement) in ("", reported.whom) and statement.by in ("", reported.by))
        everywhere = reported.whole or (reported.exits is not None and exits <= reported.exits)
        by = min(filter(None, (reported.until[1], made_by(case, reported.statement))))
        if reported.low > 0 and through and meant and when.start <= reported.since and by <= when.end:
            yield given.voices.heard("for", reported.statement, statement)
        elif reported.high == 0 and everywhere and reported.since <= when.start and when.end <= reported.until[0]:
            yield given.voices.heard("against", reported.statement, statement)


def _fire(case: Case, statement: Statement) -> Iterator[tuple[Evidence, tuple[Window, ...]]]:
    """Rows of the table evidence on whether fire was held there, each with the hours it tells of; none without a date.

    A row of a day tells of the hours of that day in which it was open, or in which the pause held.
    """
    subjects = {*statement.subjects, *(x.corridor for x in case.exits if x.id in statement.subjects)}
    hours = {announced.id: windows_of(case, announced)[0] for announced in case.announced}
    for row in case.observations:
        if row.subject in subjects and row.check == "FIRE":
            then = () if row.evidence.at is None else (day_or_moment(case, row.evidence.at),)
            words, pauses = str(row.evidence.message), [pause for pause in case.pauses if pause.id == row.subject]
            unbound = row.evidence.says == "against" and any(may_be_unbound(case, p, words) for p in pauses)
            decides = row.evidence.words_checked and not unbound
            told = row.evidence if decides else replace(row.evidence, says="context")
            yield told, common(hours.get(row.subject, ()), then) or then


def _fire_aside(case: Case, statement: Statement) -> Iterator[Evidence]:
    """The same of whether it was open, as context: a way may be shut without fire, and open under it."""
    yield from (replace(row, says="context") for row, _ in _fire(case, statement))


def _fire_near(case: Case, statement: Statement, when: Window) -> Iterator[Evidence]:
    """The same of whether nothing happened: fire that was in that time, or that was held in all of it."""
    for row, hours in _fire(case, statement):
        held = row.says == "for" and any(_within((when,), told) for told in hours)
        decides = held or (row.says == "against" and bool(hours) and _within(hours, when))
        yield row if decides else replace(row, says="context")


def _fire_then(case: Case, statement: Statement, when: Window | None) -> Iterator[Evidence]:
    """The same of a pause: what has no time speaks of all of it, so not of a statement about some of its time.

    That fire was held at some moment does not show that it was held throughout, nor does fire at some hour of a day
    tell of other hours.
    """
    part_only = statement.since is not None or statement.until is not None
    for row, hours in _fire(case, statement):
        if when is None or row.at is None:
            decides = when is not None and not part_only
        elif row.says == "for":
            decides = _within((when,), day_or_moment(case, row.at))
        else:
            decides = _within(hours, when)
        yield row if decides else replace(row, says="context")


def _within(windows: Iterable[Window], when: Window) -> bool:
    """Whether all the windows lie in a time."""
    return all(when.start <= window.start and window.end <= when.end for window in windows)


def _time_told_of(case: Case, statement: Statement) -> Window | None:
    """The time over which a statement says that something held: until it was certainly made, unless it says."""
    since, until = statement.since or case.period.start, until_of(case, statement)[0]
    if statement.at is None and statement.until is None:
        until = case.period.end
    return Window(since, until) if since < until else None


def _time_open(case: Case, statement: Statement) -> Window | None:
    """The time in which a statement says that it was open at some time, or shut until it was said."""
    if statement.since is None:
        return None  # in which hours of which day is then not known
    until = until_of(case, statement)
    end = until[0] if statement.denies else until[1]
    return Window(statement.since, end) if statement.since < end else None


def _time_gaps(case: Case, statement: Statement) -> set[Gap]:
    """What a statement of how things are leaves open of its time."""
    gaps: set[Gap] = set()
    if statement.since is None and statement.extent != "total":
        gaps.add("day" if names_a_day(statement) else "since")
    if lies_ahead(case, statement):
        gaps.add("ahead")
    return gaps


def _others(case: Case, statement: Statement) -> Iterator[Statement]:
    """What other voices say of the same, and still stands."""
    for other in standing(case):
        same = (other.asserts, other.about) == (statement.asserts, statement.about)
        if same and voice_of(case, other) != voice_of(case, statement):
            yield other


def _said_of_it(given: Given, when: Window) -> Iterator[Evidence]:
    """What others say of the same: that it was open in all of that time, or at some time within it, or shut in all."""
    case, statement = given.case, given.statement
    for other in _others(case, statement):
        then = _time_open(case, other)
        if then is None:
            continue
        at_some_time = not other.denies and (statement.denies or _at_some_time(statement))
        inner, outer = (then, when) if at_some_time else (when, then)
        says: Says = "against" if other.denies else "for"
        same = other.denies == statement.denies
        fits = _same_scope(statement, other) if same else _meets(statement, other)
        whole = at_some_time or other.denies or not _at_some_time(other)
        whole = whole and not _shut_at_some_time(other)
        if outer.start <= inner.start and inner.end <= outer.end and whole:
            yield given.voices.heard(says if fits else "context", other, statement)


def _at_some_time(statement: Statement) -> bool:
    """Whether it is said to have been open at some time, not all the time."""
    return statement.extent == "once"


def _shut_at_some_time(statement: Statement) -> bool:
    """Whether it says that it was shut for a part of the time."""
    return statement.denies and (_at_some_time(statement) or speaks_of_all_the_time(statement))


def _same_scope(statement: Statement, other: Statement) -> bool:
    """Whether another says the same of the same people and means; what is not said may be of others.

    Somebody is whoever it was, where no more is said than that it was open at some time.
    """
    mine, theirs = (whom_of(statement), statement.by), (whom_of(other), other.by)
    anybody = _at_some_time(statement) and not statement.denies
    return all(
        (anybody and not one) or (one and two in (one, wide))
        for one, two, wide in zip(mine, theirs, _WIDE, strict=True)
    )


def _meets(statement: Statement, other: Statement) -> bool:
    """Whether what another says against it is of all whom it may mean: in words as plain, or of the same scope."""
    mine, theirs = (whom_of(statement), statement.by), (whom_of(other), other.by)
    return all(two in ("", one, wide) for one, two, wide in zip(mine, theirs, _WIDE, strict=True))


def _scope_asked(statement: Statement) -> Iterator[Message]:
    """For whom and by which means it was open, where that is not said."""
    if not whom_of(statement):
        yield say("statements.ask-open-whom")
    if not statement.by:
        yield say("statements.ask-open-by")


def _disputed(outcome: Outcome) -> bool:
    return {"for", "against"} <= {e.says for e in outcome.evidence}


def _said_throughout(given: Given, when: Window | None) -> Iterator[Evidence]:
    """What others say of the same, if it decides: that it did not hold in some of that time, or that it did in all."""
    case, statement = given.case, given.statement
    for other in _others(case, statement):
        then = _time_told_of(case, other)
        dated = other.since is not None or other.extent == "total"
        of_a_pause = other.denies and other.asserts == "pause-kept"  # which gives its time; else it may be long ago
        if when is None or then is None or names_a_day(other) or not (dated or of_a_pause):
            continue
        inner, outer = (then, when) if other.denies else (when, then)
        if outer.start <= inner.start and inner.end <= outer.end:
            heard = given.voices.heard("against" if other.denies else "for", other, statement)
            heard = heard if dated else replace(heard, asked=True)  # of which hours it tells, nobody knows
            yield heard if _of_all_bound(case, other) else replace(heard, says="context")


def _spots(case: Case, statement: Statement, windows: tuple[Window, ...]) -> Iterator[Spot]:
    wanted = exits_about(case, statement)
    for x in case.exits:
        if x.id in wanted and x.lon is not None and x.lat is not None:
            yield Spot(x.corridor or x.id, x.name, x.lon, x.lat, x.position_error, windows)
    for place in case.facilities:
        if place.id in statement.subjects:
            yield Spot(place.id, place.kind, place.lon, place.lat, place.position_error, windows)


def _plain(finding: Finding) -> Verdict:
    for verdict in _OPPOSITE:
        if finding.verdict == verdict:
            return verdict
    return "unknown"


def _outcome(
    statement: Statement,
    outcome: Outcome,
    depends: tuple[Dependence, ...] = (),
    asks: tuple[Message, ...] = (),
) -> StatementOutcome:
    verdict, evidence = outcome.verdict, outcome.evidence
    if statement.denies:
        verdict = _OPPOSITE[verdict]
        evidence = tuple(replace(e, says=_OTHERWISE[e.says]) for e in evidence)
    because = _BECAUSE[verdict]
    if outcome.verdict == "unknown" and {"for", "against"} <= {e.says for e in evidence}:
        because = say("statements.because-disagree")
    elif verdict == "unknown" and asks:
        because = say("statements.because-open-scope")
    return StatementOutcome(STATEMENT_VERDICTS[verdict], because, outcome.message, evidence, depends, asks=asks)
