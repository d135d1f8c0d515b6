"""Statements of an amount (places, aid, people inside), held against the case's tables and against other counts."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from geleit.assessment.aid.promises import promise_of
from geleit.assessment.claims.reported_counts import (
    EVERYONE,
    alike,
    reported_in,
    spoken,
    standing,
    until_of,
    voice_of,
)
from geleit.assessment.claims.statement_check import Given, StatementOutcome
from geleit.assessment.impartiality import Impartiality
from geleit.assessment.weighing import computed
from geleit.messages import Amount, Message, say
from geleit.model.amount import Range
from geleit.model.case import Case
from geleit.model.finding import STATEMENT_VERDICTS, Dependence, Evidence, StatementVerdict
from geleit.model.statement import Statement
from geleit.model.units import PEOPLE

FIGURES = "figures against figures (docs/method/claims.md)"
NEAR_DAYS = 31
"""Days within which two counts of the people inside speak of the same people."""
_BECAUSE: dict[str, Message] = {
    "met": say("statements.because-large-enough"),
    "not met": say("statements.because-too-small"),
    "unknown": say("statements.because-perhaps-enough"),
}
_DENIED: dict[StatementVerdict, StatementVerdict] = {"supported": "refuted", "refuted": "supported"}


def assess_places(given: Given) -> StatementOutcome:
    """A test of a statement that places stand ready: whether others count them, and how far they reach.

    That they are too few refutes it only where it says that they are for everyone.
    """
    case, statement, impartiality = given.case, given.statement, given.impartiality
    ready, inside = statement.quantity, case.people
    if ready is None or inside.high <= 0:
        return StatementOutcome("undetermined", say("statements.because-no-figure"), say("statements.places-unknown"))
    others = [
        o
        for o in standing(case)
        if (o.asserts, o.about) == (statement.asserts, statement.about)
        and voice_of(o) != voice_of(statement)
        and o.quantity
    ]
    if statement.whom.casefold() in EVERYONE - {""}:
        verdict, because, heard = _places_for_everyone(case, statement, ready, others, impartiality)
    else:
        verdict, because, heard = _places_counted(statement, ready, others, impartiality)
    most = statement.most / inside.low if inside.low else math.inf
    share = Amount(ready.low / inside.high, most if most < math.inf else None)
    message = say("statements.places", said=_figure(statement), share=share, inside=Amount(inside.low, inside.high))
    worked = computed("against" if verdict == "refuted" else "context", message)
    enough = say("statements.enough-places", places=ready.low)
    depends = (Dependence(say("statements.on-people"), enough, ready.low, "people"),)
    return StatementOutcome(verdict, because, message, (worked, *heard, *_whose_places(case, statement)), depends)


def _places_for_everyone(
    case: Case, statement: Statement, ready: Range, others: Sequence[Statement], impartiality: Impartiality
) -> tuple[StatementVerdict, Message, list[Evidence]]:
    inside = case.people
    heard = [spoken("for", o) for o in others if o.quantity and o.quantity.low >= inside.high]
    if ready.low >= inside.high:
        if any(impartiality.decide(e) for e in heard):
            return "supported", say("statements.because-enough-counted"), heard
        return "undetermined", say("statements.because-enough"), heard
    if statement.most >= inside.low:
        return "undetermined", say("statements.because-inside"), heard
    if statement.about and len(case.corridors) > 1:
        return "undetermined", say("statements.because-other-places"), heard
    return "refuted", say("statements.because-not-everyone"), heard


def _places_counted(
    statement: Statement, ready: Range, others: Sequence[Statement], impartiality: Impartiality
) -> tuple[StatementVerdict, Message, list[Evidence]]:
    said = (ready.low, _limit(statement))
    same = [spoken("for", o) for o in others if o.quantity and alike(said, (o.quantity.low, _limit(o)))]
    apart = [
        spoken("against", o) for o in others if o.quantity and (o.most < ready.low or statement.most < o.quantity.low)
    ]
    if apart:
        return "undetermined", say("statements.because-disagree"), [*same, *apart]
    if any(impartiality.decide(e) for e in same):
        return "supported", say("statements.because-others-count"), same
    return "undetermined", say("statements.because-places-uncounted"), same


def assess_aid_statement(given: Given) -> StatementOutcome:
    """A test of a statement that a load is enough for so many people."""
    case, statement = given.case, given.statement
    found = promise_of(case, statement)
    if found is None:
        return StatementOutcome("undetermined", say("statements.because-no-load"), say("statements.no-load"))
    verdict = STATEMENT_VERDICTS[found.verdict]
    if statement.denies:
        verdict = _DENIED.get(verdict, verdict)
    depends: tuple[Dependence, ...] = ()
    if found.need is not None:
        enough = say("statements.enough-weight", tonnes=found.need.high / 1000)
        depends = (Dependence(say("statements.on-weight"), enough, found.need.high, "kg"),)
    return StatementOutcome(verdict, _BECAUSE[found.verdict], found.message, found.evidence, depends)


def assess_inside(given: Given) -> StatementOutcome:
    """A test of a statement that so many people are inside: against other counts, and those who left."""
    case, statement, impartiality = given.case, given.statement, given.impartiality
    said = statement.quantity
    if said is None or said.unit.casefold() not in PEOPLE:
        return StatementOutcome("undetermined", say("statements.because-no-people"), say("statements.inside-no-people"))
    whom = _whom(statement)
    more = [
        t
        for t in reported_in(case)
        if t.low > statement.most
        and t.since >= until_of(case, statement)[1]
        and whom in ("", t.whom)
        and not statement.about
    ]
    left = [spoken("against", t.statement) for t in more]
    others = [(o, o.quantity.low) for o in _counts(case, statement) if o.quantity is not None]
    figures = said.low, _limit(statement)
    same = [spoken("for", o) for o, low in others if _whom(o) == whom and alike(figures, (low, _limit(o)))]
    apart = [spoken("against", o) for o, low in others if _apart(statement, said.low, o, low)]
    evidence = (*left, *same, *apart)
    own = [e for e, t in zip(left, more, strict=True) if t.voice == voice_of(statement) or impartiality.decide(e)]
    figure = _figure(statement)
    if own:
        message = say("statements.inside-fewer", said=figure, who=_claimants(own))
        return StatementOutcome("refuted", say("statements.because-more-left"), message, evidence)
    free = [e for e in same if impartiality.decide(e)]
    denied = [e for e in apart if impartiality.decide(e)]
    if free and not denied:
        message = say("statements.inside-agree", said=figure, who=_claimants(free))
        return StatementOutcome("supported", say("statements.because-others-count"), message, evidence)
    if apart:
        message = say("statements.inside-disagree", said=figure, who=_claimants(apart))
        return StatementOutcome("undetermined", say("statements.because-disagree"), message, evidence)
    message = say("statements.inside", said=figure)
    return StatementOutcome("undetermined", say("statements.because-nobody-counts"), message, evidence)


def _claimants(evidence: Sequence[Evidence]) -> tuple[str, ...]:
    return tuple(e.claimant for e in evidence)


def _counts(case: Case, statement: Statement) -> Iterator[Statement]:
    """Other voices' counts of the people inside at about the same time."""
    for other in standing(case):
        if (other.asserts, other.about) != (statement.asserts, statement.about) or voice_of(other) == voice_of(
            statement
        ):
            continue
        near = other.at is None or statement.at is None or abs((other.at - statement.at).days) <= NEAR_DAYS
        if near and other.quantity is not None and other.quantity.unit.casefold() in PEOPLE:
            yield other


def _whom(statement: Statement) -> str:
    """Who is counted, empty for everyone."""
    whom = statement.whom.casefold()
    return "" if whom in EVERYONE else whom


def _limit(statement: Statement) -> float | None:
    return None if statement.most == math.inf else statement.most


def _apart(statement: Statement, low: float, other: Statement, least: float) -> bool:
    """Whether two counts cannot both be true: of some of the people there may be fewer, never more, than of all."""
    if _whom(statement) not in ("", _whom(other)) and _whom(other):
        return False
    less = other.most < low and _whom(other) in ("", _whom(statement))
    more = statement.most < least and _whom(statement) in ("", _whom(other))
    return less or more


def _whose_places(case: Case, statement: Statement) -> Iterator[Evidence]:
    for corridor in case.corridors:
        if corridor.places is not None and statement.about in ("", corridor.id):
            message = say(
                "statements.places-at",
                destination=corridor.destination or corridor.name,
                places=Amount(corridor.places.low, corridor.places.high),
            )
            yield Evidence("context", message, corridor.places_claimant, corridor.source)


def _figure(statement: Statement) -> Amount:
    return Amount(statement.quantity.low if statement.quantity else 0.0, _limit(statement))
