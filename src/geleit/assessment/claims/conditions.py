"""A corridor is open, a pause is kept, nothing happened: weighed as the checks of corridors and pauses are."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import timedelta

from geleit.assessment.ceasefire import assess_ceasefire, by_claimant
from geleit.assessment.claims.told import day_of, day_or_moment, exits_about, moment_of, told_in, until_of, voice_of
from geleit.assessment.nearby import BAND, Spot, around
from geleit.assessment.stakes import Stakes
from geleit.assessment.weighing import Outcome, computed, weigh
from geleit.assessment.wording import moment
from geleit.model.case import Case
from geleit.model.claim import Claim
from geleit.model.finding import ClaimFinding, ClaimVerdict, Dependence, Evidence, Finding, Says, Verdict
from geleit.model.window import Window, common

OPEN, PAUSE, INCIDENT = "CLAIM-OPEN", "CLAIM-PAUSE", "CLAIM-INCIDENT"
SOURCE = "what is announced is a fact only where it is seen (docs/method/claims.md)"
BANDS = (BAND / 2, BAND, 2 * BAND)
"""Metres around a place in which an incident counts as near; the verdict is given for each."""
_VERDICTS: dict[Verdict, ClaimVerdict] = {"met": "supported", "not met": "refuted", "unknown": "undetermined"}
_OPPOSITE: dict[Verdict, Verdict] = {"met": "not met", "not met": "met", "unknown": "unknown"}
_OTHERWISE: dict[Says, Says] = {"for": "against", "against": "for", "context": "context"}


def assess_open(case: Case, claim: Claim, stakes: Stakes) -> ClaimFinding:
    """A finding for a statement that a corridor or exit is open."""
    when = moment_of(case, claim)
    if when is None:
        outcome = Outcome("unknown", "Whether it was open: the statement has no time.")
        return _finding(OPEN, claim, outcome)
    found = _hours(case, claim, when)
    fire = (replace(e, says="context") if stakes.own(e) else e for e in _fire(case, claim, when))
    rows = [*_departures(case, claim, when), *fire, *_said_of_it(case, claim, when)]
    outcome = weigh("it was open", found, rows, stakes)
    return _finding(OPEN, claim, outcome, tuple(_hours_depend(case, claim, when)))


def assess_pause(case: Case, claim: Claim, stakes: Stakes) -> ClaimFinding:
    """A finding for a statement that a pause is kept."""
    seen = [f for f in assess_ceasefire(case) if f.subject == claim.about]
    rows = [*_fire(case, claim, None), *_said_of_it(case, claim, None)]
    outcome = weigh("the pause was kept", _monitors(seen), rows, stakes)
    choices = [choice.choice for f in seen for choice in f.sensitivity if choice.changes]
    depends = tuple(Dependence("how incidents are compared", f"whether there was less violence: {c}") for c in choices)
    return _finding(PAUSE, claim, outcome, depends)


def assess_incident(case: Case, claim: Claim, stakes: Stakes) -> ClaimFinding:
    """A finding for a statement that nothing happened near a corridor, exit or facility."""
    until = until_of(case, claim)[0]
    since = claim.since or case.period.start
    spots = list(_spots(case, claim, (Window(since, until),))) if since < until else []
    monitors = {name: incidents for name, (incidents, _) in by_claimant(case).items()}
    if not spots:
        outcome = Outcome("unknown", "Whether there were incidents: no place or no time to look at is known.")
        return _finding(INCIDENT, claim, outcome)
    at_bands = {band: around(claim.about, spots, monitors, band) for band in BANDS}
    near = at_bands[BAND]
    rows = [*_fire(case, claim, Window(since, until)), *_said_of_it(case, claim, None)]
    found = Outcome(_plain(near), near.summary, near.evidence)
    depends = tuple(
        Dependence("distance that counts as near", f"within {band:,.0f} m: {_VERDICTS[_plain(f)]}", band, "m")
        for band, f in at_bands.items()
        if f.verdict != near.verdict
    )
    return _finding(INCIDENT, claim, weigh("there were no incidents", found, rows, stakes), depends)


def _monitors(seen: Sequence[Finding]) -> Outcome | None:
    """What all monitors of a pause show together: one that saw it broken decides."""
    verdicts = [_plain(f) for f in seen]
    verdict = next((v for v in ("not met", "met") if v in verdicts), "unknown")
    told = next((f for f in seen if f.verdict == verdict), None)
    if told is None:
        return None
    evidence = tuple(replace(e, says=e.says if f.verdict == verdict else "context") for f in seen for e in f.evidence)
    return None if verdict == "unknown" else Outcome(_plain(told), told.summary, evidence)


def _hours(case: Case, claim: Claim, when: Window) -> Outcome | None:
    exits = [x for x in case.exits if x.id in exits_about(case, claim)]
    if any(common(x.windows, (when,)) for x in exits):
        return None
    text = f"no exit of it is open from {moment(case, when.start)} to {moment(case, when.end)}, by the longest windows"
    return Outcome("not met", f"{text[0].upper()}{text[1:]}.", (computed("against", text),), frozenset())


def _hours_depend(case: Case, claim: Claim, when: Window) -> Iterator[Dependence]:
    exits = [x for x in case.exits if x.id in exits_about(case, claim)]
    if any(common(x.windows, (when,)) for x in exits) and not any(common(x.windows_cautious, (when,)) for x in exits):
        yield Dependence("opening hours", "by the shortest windows of the case it is shut in that time")


def _departures(case: Case, claim: Claim, when: Window) -> Iterator[Evidence]:
    """Counts of those who left: some through it on the days of that time speak for it, none in all of it against it."""
    exits = frozenset(exits_about(case, claim))
    first, last = day_of(case, when.start).start, day_of(case, when.end - timedelta(seconds=1)).end
    for told in told_in(case):
        through = told.exits is not None and told.exits <= exits
        everywhere = told.exits is None or exits <= told.exits
        if voice_of(claim) == told.voice:
            continue
        text, source = told.claim.words, told.claim
        if told.low > 0 and through and first <= told.since and told.until[1] <= last:
            yield Evidence("for", text, source.speaker, source.source, source.at)
        elif told.high == 0 and everywhere and told.since <= when.start and when.end <= told.until[0]:
            yield Evidence("against", text, source.speaker, source.source, source.at)


def _fire(case: Case, claim: Claim, when: Window | None) -> Iterator[Evidence]:
    """Rows of the table evidence on whether fire was held there; those of another time give context only."""
    subjects = {claim.about, *(x.corridor for x in case.exits if x.id == claim.about)}
    for row in case.observations:
        if row.subject in subjects and row.check == "FIRE":
            then = row.evidence.at and day_or_moment(case, row.evidence.at)
            aside = when is not None and not (then and then.overlaps(when))
            yield replace(row.evidence, says="context") if aside else row.evidence


def _said_of_it(case: Case, claim: Claim, when: Window | None) -> Iterator[Evidence]:
    """What others say of the same."""
    for other in case.statements:
        if (other.asserts, other.about) != (claim.asserts, claim.about) or voice_of(other) == voice_of(claim):
            continue
        then = moment_of(case, other)
        if when is None or (then is not None and then.overlaps(when)):
            says: Says = "against" if other.denies else "for"
            yield Evidence(says, other.words, other.speaker, other.source, other.at)


def _spots(case: Case, claim: Claim, windows: tuple[Window, ...]) -> Iterator[Spot]:
    wanted = exits_about(case, claim)
    for x in case.exits:
        if x.id in wanted and x.lon is not None and x.lat is not None:
            yield Spot(claim.about, x.name, x.lon, x.lat, x.position_error, windows)
    for place in case.facilities:
        if place.id == claim.about:
            yield Spot(place.id, place.kind, place.lon, place.lat, place.position_error, windows)


def _plain(finding: Finding) -> Verdict:
    for verdict in _OPPOSITE:
        if finding.verdict == verdict:
            return verdict
    return "unknown"


def _finding(code: str, claim: Claim, outcome: Outcome, depends: tuple[Dependence, ...] = ()) -> ClaimFinding:
    verdict, evidence = outcome.verdict, outcome.evidence
    if claim.denies:
        verdict = _OPPOSITE[verdict]
        evidence = tuple(replace(e, says=_OTHERWISE[e.says]) for e in evidence)
    reason = {"met": "seen", "not met": "seen otherwise", "unknown": "nothing decides it"}[verdict]
    if outcome.verdict == "unknown" and {"for", "against"} <= {e.says for e in evidence}:
        reason = "claimants disagree"
    return ClaimFinding(
        code, claim.id, _VERDICTS[verdict], outcome.summary, evidence, SOURCE,
        claim=claim.id, reason=reason, depends=depends,
    )  # fmt: skip
