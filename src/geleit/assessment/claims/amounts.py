"""Statements of an amount (places, aid, people inside), held against the case's tables and against other counts."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta

from geleit.assessment.aid.promises import promise_of, tellers_of, tells_of_itself
from geleit.assessment.claims.figure_words import half_a_place
from geleit.assessment.claims.limiting_words import may_be_more_places, may_be_part_rations, may_count_passages
from geleit.assessment.claims.questions import questions_of
from geleit.assessment.claims.reported_counts import (
    Gap,
    ReportedCount,
    alike,
    day_of,
    figure_gaps_of,
    standing,
    until_of,
    whom_of,
)
from geleit.assessment.claims.statement_check import Given, StatementOutcome
from geleit.assessment.claims.voices import same_side, spoken, voice_of
from geleit.assessment.day_words import names_a_day, speaks_of_what_comes
from geleit.assessment.impartiality import fewest_inside, most_inside, people_may_have_moved
from geleit.assessment.weighing import computed
from geleit.messages import Amount, Message, say
from geleit.model.amount import Range
from geleit.model.case import Case
from geleit.model.finding import OPERATION, STATEMENT_VERDICTS, Dependence, Evidence, StatementVerdict
from geleit.model.statement import Statement
from geleit.model.units import PEOPLE, PLACES

FIGURES = "figures against figures (docs/method/claims.md)"
NEAR_DAYS = 31
"""Days within which two counts of the people inside, or of places, speak of the same ones."""
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
    case, statement = given.case, given.statement
    ready, inside = statement.quantity, case.people
    if ready is None or inside.high <= 0:
        return StatementOutcome("undetermined", say("statements.because-no-figure"), say("statements.places-unknown"))
    if ready.unit.casefold() not in PLACES | PEOPLE:
        because = say("statements.because-not-places", unit=ready.unit)
        return StatementOutcome("undetermined", because, say("statements.places-unknown"))
    others = [
        o
        for o in standing(case)
        if (o.asserts, o.about) == (statement.asserts, statement.about)
        and voice_of(case, o) != voice_of(case, statement)
        and o.quantity
        and o.quantity.unit.casefold() in PLACES | PEOPLE
        and not _figure_gaps(case, o)
        and _near(o, statement)
        and not (speaks_of_what_comes(o) and not speaks_of_what_comes(statement))
    ]
    tested = _places_for_everyone if whom_of(statement) == "everyone" else _places_counted
    verdict, because, told = tested(given, ready, others)
    gaps = _figure_gaps(case, statement)
    if gaps and verdict != "undetermined":
        verdict, because = "undetermined", say("statements.because-open-scope")
    left_open = gaps if statement.about else {*gaps, "about"}
    asks = questions_of(left_open, exits=False) if verdict == "undetermined" else ()
    if verdict == "refuted" and may_be_more_places(statement):
        verdict, because = "undetermined", say("statements.because-open-scope")
        asks = (say("statements.ask-all-places"),)
    most = statement.most / inside.low if inside.low else math.inf
    share = Amount(ready.low / inside.high, most if most < math.inf else None)
    message = say("statements.places", said=_figure(statement), share=share, inside=Amount(inside.low, inside.high))
    worked = computed("against" if verdict == "refuted" else "context", message)
    enough = say("statements.enough-places", places=ready.low)
    depends = (Dependence(say("statements.on-people"), enough, ready.low, "people"),)
    evidence = (worked, *told, *_whose_places(case, statement))
    return StatementOutcome(verdict, because, message, evidence, depends, asks=asks)


def _places_for_everyone(
    given: Given, ready: Range, others: Sequence[Statement]
) -> tuple[StatementVerdict, Message, list[Evidence]]:
    case, statement, inside = given.case, given.statement, given.case.people
    enough = [o for o in others if o.quantity and o.quantity.low >= inside.high]
    told = [given.voices.heard("for", o, statement) for o in enough]
    if ready.low >= inside.high:
        if ready.low < most_inside(case):
            return "undetermined", say("statements.because-whose-people"), told
        if statement.about and any(given.voices.bears_out(given.impartiality, o, statement) for o in enough):
            return "supported", say("statements.because-enough-counted"), told
        return "undetermined", say("statements.because-enough"), told
    if statement.most >= inside.low:
        return "undetermined", say("statements.because-inside"), told
    if not statement.about:
        return "undetermined", say("statements.because-open-scope"), told
    if OPERATION not in statement.subjects and len(case.corridors) > 1:
        return "undetermined", say("statements.because-other-places"), told
    if statement.most >= fewest_inside(case):
        return "undetermined", say("statements.because-whose-people"), told
    if people_may_have_moved(case):
        return "undetermined", say("statements.because-people-moved"), told
    return "refuted", say("statements.because-not-everyone"), told


def _places_counted(
    given: Given, ready: Range, others: Sequence[Statement]
) -> tuple[StatementVerdict, Message, list[Evidence]]:
    statement = given.statement
    said = (ready.low, _limit(statement))
    alike_to = [o for o in others if o.quantity and alike(said, (o.quantity.low, _limit(o)))]
    same = [given.voices.heard("for", o, statement) for o in alike_to]
    apart = [
        spoken("against", o) for o in others if o.quantity and (o.most < ready.low or statement.most < o.quantity.low)
    ]
    if apart:
        return "undetermined", say("statements.because-disagree"), [*same, *apart]
    if statement.about and any(given.voices.bears_out(given.impartiality, o, statement) for o in alike_to):
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
    because = _BECAUSE[found.verdict]
    asks: tuple[Message, ...] = ()
    if found.verdict == "not met" and (
        not statement.full_rations or may_be_part_rations(statement)
    ):  # a share of a ration for each may be meant
        verdict, because, asks = "undetermined", say("statements.because-open-scope"), (say("statements.ask-rations"),)
    elif verdict in _DENIED and (gaps := _figure_gaps(case, statement)):
        verdict, because, asks = "undetermined", say("statements.because-open-scope"), questions_of(gaps)
    elif verdict in _DENIED and not _load_decides(given, supports=verdict == "supported"):
        verdict, because = "undetermined", say("statements.because-whose-load")
    depends: tuple[Dependence, ...] = ()
    if found.need is not None:
        enough = say("statements.enough-weight", tonnes=found.need.high / 1000)
        depends = (Dependence(say("statements.on-weight"), enough, found.need.high, "kg"),)
    return StatementOutcome(verdict, because, found.message, found.evidence, depends, asks=asks)


def _load_decides(given: Given, *, supports: bool) -> bool:
    """Whether the word of whoever tells of the load decides: a party's own only against itself."""
    if tells_of_itself(given.case, given.statement):
        return not supports
    return not any(map(given.impartiality.partial, tellers_of(given.case, given.statement)))


def assess_inside(given: Given) -> StatementOutcome:
    """A test of a statement that so many people are inside: against other counts, and those who left in between."""
    case, statement = given.case, given.statement
    said = statement.quantity
    if said is None or said.unit.casefold() not in PEOPLE:
        return StatementOutcome("undetermined", say("statements.because-no-people"), say("statements.inside-no-people"))
    figure, gaps = _figure(statement), _gaps(case, statement)
    more = [] if gaps else [t for t in given.counts if _left_since(case, statement, t)]
    others = list(_counts(case, statement))
    same = [o for o in others if _same_people(o, statement) and _bears_out(given, o)]
    apart = [o for o in others if _apart(given, o)]
    evidence = (
        *(spoken("against", t.statement) for t in more),
        *(given.voices.heard("for", o, statement) for o in same),
        *(spoken("against", o) for o in apart),
    )
    able = [t for t in more if _own_word(case, t.statement, statement) or _free(given, t.statement)]
    decisive = [t for t in able if t.statement.part_of == statement.id]  # else others may have come in
    if decisive:
        by = max(t.low for t in decisive) - statement.most
        message = say("statements.inside-fewer", said=figure, who=tuple(t.statement.speaker for t in decisive))
        came = Dependence(say("statements.on-newcomers"), say("statements.newcomers", came=by), by, "people")
        because = say("statements.because-more-left")
        return StatementOutcome("inconsistent", because, message, evidence, (came,), by=by)
    if able:
        message = say("statements.inside-newcomers", said=figure, who=tuple(t.statement.speaker for t in able))
        came_in = say("statements.ask-came-in", inside=statement.id, left=tuple(t.statement.id for t in able))
        because = say("statements.because-open-scope")
        return StatementOutcome("undetermined", because, message, evidence, asks=(came_in,))
    free = [o for o in same if not gaps and _free(given, o)]
    if free and not any(_free(given, o) for o in apart):
        message = say("statements.inside-agree", said=figure, who=tuple(o.speaker for o in free))
        return StatementOutcome("supported", say("statements.because-others-count"), message, evidence)
    asks = questions_of(gaps, exits=False)
    if apart:
        message = say("statements.inside-disagree", said=figure, who=tuple(o.speaker for o in apart))
        return StatementOutcome("undetermined", say("statements.because-disagree"), message, evidence, asks=asks)
    message = say("statements.inside", said=figure)
    because = say("statements.because-open-scope") if gaps else say("statements.because-nobody-counts")
    if not gaps and any(_day_of_count(case, o) != _day_of_count(case, statement) for o in others):
        asks = (say("statements.ask-in-between"),)
    return StatementOutcome("undetermined", because, message, evidence, asks=asks)


def _gaps(case: Case, statement: Statement) -> frozenset[Gap]:
    """What a count of people inside leaves open."""
    gaps = {*figure_gaps_of(case, statement)}
    if not statement.about:
        gaps.add("about")
    if not whom_of(statement):
        gaps.add("whom")
    if statement.until is None and names_a_day(statement):
        gaps.add("day")
    return frozenset(gaps)


def _figure_gaps(case: Case, statement: Statement) -> frozenset[Gap]:
    """What a figure leaves open that may well lie ahead: places that will stand ready, a load that will last."""
    return figure_gaps_of(case, statement) - {"ahead"}


def _left_since(case: Case, statement: Statement, left: ReportedCount) -> bool:
    """Whether more of them left, after they were counted, than were said to be inside all of the case."""
    return (
        left.low > statement.most + half_a_place(statement) + half_a_place(left.statement)
        and OPERATION in statement.subjects
        and not may_count_passages(left.statement)
        and not left.gaps
        and left.by != "return"
        and left.stage == "departed"
        and left.since >= until_of(case, statement)[1]
        and whom_of(statement) in ("everyone", left.whom)
    )


def _own_word(case: Case, other: Statement, statement: Statement) -> bool:
    """Whether both are the word of one voice itself, and not what others repeat of it."""
    return voice_of(case, other) == voice_of(case, statement) and not (other.repeated or statement.repeated)


def _free(given: Given, other: Statement) -> bool:
    return given.voices.bears_out(given.impartiality, other, given.statement)


def _counts(case: Case, statement: Statement) -> Iterator[Statement]:
    """Others' counts of the people inside the same place at about the same time."""
    for other in standing(case):
        if (other.asserts, other.about) != (statement.asserts, statement.about) or same_side(case, other, statement):
            continue
        if (
            _near(other, statement)
            and other.quantity is not None
            and other.quantity.unit.casefold() in PEOPLE
            and not _gaps(case, other)
        ):
            yield other


def _near(one: Statement, other: Statement) -> bool:
    """Whether two statements were made at about the same time, as far as it is known when."""
    return one.at is None or other.at is None or abs(one.at - other.at) < timedelta(days=NEAR_DAYS + 1)


def _same_people(one: Statement, other: Statement) -> bool:
    return whom_of(one) == whom_of(other)


def _day_of_count(case: Case, statement: Statement) -> tuple[datetime, datetime]:
    """The day for which people inside were counted."""
    day = day_of(case, until_of(case, statement)[0] - timedelta(microseconds=1 if statement.until else 0))
    return day.start, day.end


def _bears_out(given: Given, other: Statement) -> bool:
    """Whether another count comes to about as many, once those are taken off who left in between."""
    least, most = _then(given, other, lambda left: _free(given, left.statement))
    said = given.statement.quantity
    return said is not None and least is not None and alike((said.low, _limit(given.statement)), (least, most))


def _then(
    given: Given, other: Statement, believed: Callable[[ReportedCount], bool]
) -> tuple[float | None, float | None]:
    """What another count comes to on the day of the statement: less those who left in between, or with them again.

    Nothing where nobody counted them: then the two say nothing about each other.

    Parameters
    ----------
    believed
        Whose count of those who left may stand between the two.
    """
    case, statement = given.case, given.statement
    mine, theirs = _day_of_count(case, statement), _day_of_count(case, other)
    least, most = (other.quantity.low if other.quantity else 0.0), _limit(other)
    if mine == theirs:
        return least, most
    first, last = (theirs, mine) if theirs < mine else (mine, theirs)
    for left in given.counts:
        between = first[0] <= left.since <= first[1] and last[0] <= left.until[0] and left.until[1] <= last[1]
        if (
            between
            and left.whole
            and believed(left)
            and not left.gaps
            and left.whom == whom_of(statement)
            and left.by == "any"
        ):
            if theirs < mine:
                return (
                    max(0.0, least - left.high) if left.high is not None else 0.0,
                    None if most is None else max(0.0, most - left.low),
                )
            return least + left.low, None if most is None or left.high is None else most + left.high
    return None, None


def _apart(given: Given, other: Statement) -> bool:
    """Whether two counts cannot both be true: of some of the people there may be fewer, never more, than of all."""
    statement = given.statement
    least, most = _then(given, other, lambda _: True)
    if least is None or statement.quantity is None or _gaps(given.case, statement):
        return False
    one, two = whom_of(statement), whom_of(other)
    less = most is not None and most < statement.quantity.low and two in (one, "everyone")
    more = statement.most < least and one in (two, "everyone")
    return less or more


def _limit(statement: Statement) -> float | None:
    return None if statement.most == math.inf else statement.most


def _whose_places(case: Case, statement: Statement) -> Iterator[Evidence]:
    for corridor in case.corridors:
        if corridor.places is not None and (not statement.subjects or {OPERATION, corridor.id} & {*statement.subjects}):
            message = say(
                "statements.places-at",
                destination=corridor.destination or corridor.name,
                places=Amount(corridor.places.low, corridor.places.high),
            )
            yield Evidence("context", message, corridor.places_claimant, corridor.source)


def _figure(statement: Statement) -> Amount:
    return Amount(statement.quantity.low if statement.quantity else 0.0, _limit(statement))
