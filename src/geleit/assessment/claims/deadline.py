"""Leave by a time: whether people can."""

from __future__ import annotations

from geleit.assessment.claims.limiting_words import is_for_some
from geleit.assessment.claims.longer_hours import ask_longer_hours
from geleit.assessment.claims.people_left import BOUNDED, rate_needed
from geleit.assessment.claims.questions import questions_of
from geleit.assessment.claims.reported_counts import exits_about, whom_of
from geleit.assessment.claims.statement_check import Given, StatementOutcome
from geleit.assessment.impartiality import fewest_inside, most_inside
from geleit.assessment.weighing import computed
from geleit.messages import Amount, Message, say
from geleit.model.case import Case
from geleit.model.certificate import Certificate
from geleit.model.finding import StatementVerdict
from geleit.model.inquiry import Inquiry
from geleit.model.statement import Statement
from geleit.model.units import HOUSEHOLDS, PEOPLE

SOURCE = "an order to leave by a time says that people can (docs/method/bound.md)"


def inquiry_of(case: Case, statement: Statement) -> Inquiry | None:
    """What has to be proved about a deadline; ``None`` where only some are meant, or its time or exits are unknown.

    Who leaves before the time of an order is out by its end too, so all since the start of the case counts.
    """
    if for_some(case, statement):
        return None
    start, exits = case.period.start, exits_about(case, statement)
    begins = max(statement.since or start, start)
    if statement.until is None or not begins < statement.until <= case.period.end or (statement.about and not exits):
        return None
    return Inquiry(tuple(sorted(exits)), start, statement.until, planned=True)


def starts_too_soon(case: Case, statement: Statement) -> bool:
    """Whether a plan from the start of the case may use time in which nobody had been told to leave, or could yet.

    That the exits were shut until then is not enough: people walk to them before they open.
    """
    return any(time is not None and time > case.period.start for time in (statement.at, statement.since))


def uncovered(case: Case, statement: Statement, _: Certificate) -> tuple[Message, ...]:
    """What has to be settled before a bound is about a deadline: for whom, whether there are other ways, or hours."""
    about = () if statement.about and exits_about(case, statement) else questions_of({"about"})
    told = whom_of(statement) and not is_for_some(statement)
    for_whom = () if told else (say("statements.ask-for-whom"),)
    return (*about, *for_whom, *ask_longer_hours(case, exits_about(case, statement)))


def for_some(case: Case, statement: Statement) -> bool:
    """Whether a deadline is for some people only, by ``whom`` or by their number: others than all of the case."""
    said = statement.quantity
    few = said is not None and said.unit.casefold() in PEOPLE | HOUSEHOLDS and said.low < case.people.low
    return few or whom_of(statement) not in BOUNDED


def assess_deadline(given: Given) -> StatementOutcome:
    """A test of a demand to leave by a time."""
    case, statement = given.case, given.statement
    asked, inside = inquiry_of(case, statement), case.people
    reply = None if asked is None else given.replies.get(asked)
    if asked is None or reply is None:
        asks: tuple[Message, ...] = ()
        if for_some(case, statement):
            because, message = say("statements.because-for-some"), say("statements.deadline-for-some")
            asks = (say("statements.ask-for-whom"),)
        elif statement.about and not exits_about(case, statement):
            because, message = say("statements.because-no-exit"), say("statements.deadline-no-exit")
        else:
            because, message = say("statements.because-outside"), say("statements.deadline-outside")
        return StatementOutcome("undetermined", because, message, asks=asks)
    until = asked.until.astimezone(case.zone)
    verdict: StatementVerdict
    asks = uncovered(case, statement, reply.certificate)
    if (stuck := reply.could_not_leave) > 0 and asks:
        verdict, because = "undetermined", say("statements.because-open-scope")
        message = say("statements.deadline-by-exits", stuck=stuck, inside=inside.low, deadline=until)
        if whom_of(statement) == "" or is_for_some(statement):
            message = say("statements.deadline-for-whom", stuck=stuck, inside=inside.low, deadline=until)
        elif asks == ask_longer_hours(case, exits_about(case, statement)):
            message = say("statements.deadline-by-hours", stuck=stuck, inside=inside.low, deadline=until)
    elif stuck > 0 and inside.low - stuck >= fewest_inside(case):
        verdict, because = "undetermined", say("statements.because-whose-people")
        message = say("corridor.could-not-leave-of", stuck=stuck, inside=inside.low, deadline=until)
    elif stuck > 0:
        verdict, because = "impossible", say("statements.because-stuck", stuck=stuck)
        message = say("corridor.could-not-leave", stuck=stuck, inside=inside.low, deadline=until)
    elif reply.everyone and not whom_of(statement):
        verdict, because = "undetermined", say("statements.because-open-scope")
        message = say("statements.deadline-met", inside=inside.high, until=until)
    elif reply.everyone and starts_too_soon(case, statement):
        verdict, because = "undetermined", say("statements.because-open-scope")
        start = case.period.start.astimezone(case.zone)
        message = say("statements.deadline-from-start", inside=inside.high, until=until, start=start)
        asks = (*asks, say("statements.ask-start"))
    elif reply.everyone and inside.high < most_inside(case):
        verdict, because = "undetermined", say("statements.because-whose-people")
        message = say("statements.deadline-met", inside=inside.high, until=until)
    elif reply.everyone:
        verdict, because = "supported", say("statements.because-planned")
        message = say("statements.deadline-met", inside=inside.high, until=until)
    elif (drawn := max(reply.certificate.could_not_leave, reply.against_the_map.drawn_could_not_leave)) > 0:
        verdict, because = "undetermined", say("statements.because-gap")
        message = say("corridor.map-undecided", stuck=drawn, deadline=until)
    else:
        verdict, because = "undetermined", say("statements.because-undecided")
        most, range_of = reply.against_the_map.at_most, Amount(inside.low, inside.high)
        if reply.at_least is None:
            message = say("corridor.undecided-publicly", deadline=until, most=most, inside=range_of)
        else:
            message = say("corridor.undecided", deadline=until, out=reply.at_least, most=most, inside=range_of)
    by_seats = verdict != "impossible" or reply.certificate.exit_seats.could_not_leave > 0
    bound = say("corridor.at-most", most=reply.against_the_map.at_most, deadline=until)
    return StatementOutcome(
        verdict,
        because,
        message,
        evidence=(
            computed("against" if verdict == "impossible" else "context", bound, "certificate"),
            *(computed("context", message) for message in reply.against_the_map.messages),
        ),
        depends=(rate_needed(case, asked, reply, inside.low),) if inside.low > 0 and by_seats else (),
        certificate=reply.proof if verdict == "impossible" else None,
        asks=asks if verdict == "undetermined" and (stuck > 0 or reply.everyone) else (),
    )
