"""So many places, so much aid, so many people inside: figures against figures."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from geleit.assessment.aid.promises import promise_of
from geleit.assessment.claims.reported_counts import (
    EVERYONE,
    PEOPLE,
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
from geleit.assessment.wording import names, people, percent, span
from geleit.messages.message import words
from geleit.model.amount import Range
from geleit.model.case import Case
from geleit.model.finding import Dependence, Evidence, StatementVerdict
from geleit.model.statement import Statement

FIGURES = "figures against figures (docs/method/claims.md)"
NEAR_DAYS = 31
"""Days within which two counts of the people inside speak of the same people."""
_VERDICTS: dict[str, StatementVerdict] = {"met": "supported", "not met": "refuted", "unknown": "undetermined"}
_DENIED: dict[StatementVerdict, StatementVerdict] = {"supported": "refuted", "refuted": "supported"}


def assess_places(given: Given) -> StatementOutcome:
    """A test of a statement that places stand ready: whether others count them, and how far they reach.

    That they are too few refutes it only where it says that they are for everyone.
    """
    case, statement, impartiality = given.case, given.statement, given.impartiality
    ready, inside = statement.quantity, case.people
    if ready is None or inside.high <= 0:
        summary = "How many places, or how many people, is not known."
        return StatementOutcome("undetermined", "no figure", summary)
    others = [
        o
        for o in standing(case)
        if (o.asserts, o.about) == (statement.asserts, statement.about)
        and voice_of(o) != voice_of(statement)
        and o.quantity
    ]
    if statement.whom.casefold() in EVERYONE - {""}:
        verdict, reason, heard = _places_for_everyone(case, statement, ready, others, impartiality)
    else:
        verdict, reason, heard = _places_counted(statement, ready, others, impartiality)
    low, high = ready.low / inside.high, statement.most / inside.low if inside.low else math.inf
    share = " to ".join(dict.fromkeys((percent(low), percent(high)))) if high < math.inf else f"{percent(low)} or more"
    summary = f"Places for {_figure(statement)}: room for {share} of the {span(inside.low, inside.high)} inside."
    worked = computed("against" if verdict == "refuted" else "context", summary)
    depends = (Dependence("people expected", f"enough if no more than {people(ready.low)} leave", ready.low, "people"),)
    evidence = (worked, *heard, *_whose_places(case, statement))
    return StatementOutcome(verdict, reason, summary, evidence, depends)


def _places_for_everyone(
    case: Case, statement: Statement, ready: Range, others: Sequence[Statement], impartiality: Impartiality
) -> tuple[StatementVerdict, str, list[Evidence]]:
    inside = case.people
    heard = [spoken("for", o) for o in others if o.quantity and o.quantity.low >= inside.high]
    if ready.low >= inside.high:
        if any(impartiality.decide(e) for e in heard):
            return "supported", "enough for everyone, and impartial others count so many", heard
        return "undetermined", "enough for everyone, if they are there", heard
    if statement.most >= inside.low:
        return "undetermined", "depends on how many are inside", heard
    if statement.about and len(case.corridors) > 1:
        return "undetermined", "other corridors may lead to other places", heard
    return "refuted", "not for everyone, as was said", heard


def _places_counted(
    statement: Statement, ready: Range, others: Sequence[Statement], impartiality: Impartiality
) -> tuple[StatementVerdict, str, list[Evidence]]:
    said = (ready.low, _limit(statement))
    same = [spoken("for", o) for o in others if o.quantity and alike(said, (o.quantity.low, _limit(o)))]
    apart = [
        spoken("against", o) for o in others if o.quantity and (o.most < ready.low or statement.most < o.quantity.low)
    ]
    if apart:
        return "undetermined", "claimants disagree", [*same, *apart]
    if any(impartiality.decide(e) for e in same):
        return "supported", "counted by impartial others", same
    return "undetermined", "nobody impartial counts them", same


def assess_aid_statement(given: Given) -> StatementOutcome:
    """A test of a statement that a load is enough for so many people."""
    case, statement = given.case, given.statement
    found = promise_of(case, statement)
    if found is None:
        summary = "What load it is about, or for how many people, is not told."
        return StatementOutcome("undetermined", "no load or no figure", summary)
    verdict = _VERDICTS[found.verdict]
    if statement.denies:
        verdict = _DENIED.get(verdict, verdict)
    reasons = {
        "met": "the load is large enough",
        "not met": "the load is too small",
        "unknown": "the load may be enough",
    }
    depends: tuple[Dependence, ...] = ()
    if found.need is not None:
        text = f"enough if the load weighs {found.need.high / 1000:,.4g} t or more, in full rations"
        depends = (Dependence("weight of the load", text, found.need.high, "kg"),)
    return StatementOutcome(verdict, reasons[str(found.verdict)], found.message, found.evidence, depends)


def assess_inside(given: Given) -> StatementOutcome:
    """A test of a statement that so many people are inside: against other counts, and those who left."""
    case, statement, impartiality = given.case, given.statement, given.impartiality
    said = statement.quantity
    if said is None or said.unit.casefold() not in PEOPLE:
        return StatementOutcome("undetermined", "it counts no people", "It counts no people.")
    whom = _whom(statement)
    more = [
        t
        for t in reported_in(case)
        if t.low > statement.most
        and t.since >= until_of(case, statement)[1]
        and whom in ("", t.whom)
        and not statement.about
    ]
    left = [
        Evidence("against", words(t.statement.words), t.statement.speaker, t.statement.source, t.statement.at)
        for t in more
    ]
    others = [(o, o.quantity.low) for o in _counts(case, statement) if o.quantity is not None]
    figures = said.low, _limit(statement)
    same = [spoken("for", o) for o, low in others if _whom(o) == whom and alike(figures, (low, _limit(o)))]
    apart = [spoken("against", o) for o, low in others if _apart(statement, said.low, o, low)]
    evidence = (*left, *same, *apart)
    own = [e for e, t in zip(left, more, strict=True) if t.voice == voice_of(statement) or impartiality.decide(e)]
    figure = _figure(statement)
    if own:
        summary = f"{figure} inside, of whom more have left since, {names(e.claimant for e in own)} says."
        return StatementOutcome("refuted", "more have left than were inside", summary, evidence)
    free = [e for e in same if impartiality.decide(e)]
    denied = [e for e in apart if impartiality.decide(e)]
    if free and not denied:
        summary = f"{figure} inside; {names(e.claimant for e in free)}, impartial, counts about the same."
        return StatementOutcome("supported", "counted by impartial others", summary, evidence)
    if apart:
        summary = f"{figure} inside; others count otherwise: {names(e.claimant for e in apart)}."
        return StatementOutcome("undetermined", "claimants disagree", summary, evidence)
    return StatementOutcome("undetermined", "nobody impartial counts", f"{figure} inside.", evidence)


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
            text = (
                f"{corridor.destination or corridor.name}: places for {span(corridor.places.low, corridor.places.high)}"
            )
            yield Evidence("context", words(text), corridor.places_claimant, corridor.source)


def _figure(statement: Statement) -> str:
    low = statement.quantity.low if statement.quantity else 0.0
    return f"{low:,.0f} or more" if statement.most == math.inf else span(low, statement.most)
