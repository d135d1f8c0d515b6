"""Prove what statements about people who left are tested by: the same bound, for some exits and some time only."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace

from geleit.evacuation.against_the_map import against_the_map
from geleit.evacuation.placement import Located, locate, relocate
from geleit.evacuation.proved import certificate_of, confirm, expect_one_truth
from geleit.evacuation.question import question_of
from geleit.flow.between_layers import compile_between
from geleit.flow.bound import Proof, prove
from geleit.flow.fold import compile_fold
from geleit.flow.instance import Question
from geleit.flow.replay import compile_replay
from geleit.flow.schedule import best_schedule
from geleit.model.case import Case
from geleit.model.certificate import Certificate
from geleit.model.inquiry import Inquiry, Reply
from geleit.model.plan import DEFAULT_EFFORT, Plan
from geleit.model.window import Clock, Window, common


def inquire(case: Case, inquiries: Iterable[Inquiry], progress: Callable[[str], None]) -> dict[Inquiry, Reply]:
    """Answer each inquiry with a certificate that was re-checked.

    Parameters
    ----------
    progress
        Told the name of each step as it begins.

    Raises
    ------
    InputError
        If an exit or people are far from any street.
    """
    asked = tuple(dict.fromkeys(inquiries))
    if not asked:
        return {}
    progress("putting people onto streets")
    located = locate(case)
    compile_between()
    compile_fold()
    compile_replay()
    found = {}
    for number, inquiry in enumerate(asked, start=1):
        progress(f"proving {number} of {len(asked)}")
        found[inquiry] = _reply(relocate(located, narrowed(case, inquiry)), inquiry)
    return found


def narrowed(case: Case, inquiry: Inquiry) -> Case:
    """The case with the exits of an inquiry open in its time only, and all others shut."""
    time = (Window(inquiry.since, inquiry.until),)
    exits = tuple(
        replace(
            x,
            windows=common(x.windows, time) if x.id in inquiry.exits else (),
            windows_cautious=common(x.windows_cautious, time) if x.id in inquiry.exits else (),
        )
        for x in case.exits
    )
    return replace(case, exits=exits)


def _reply(located: Located, inquiry: Inquiry) -> Reply:
    case = located.case
    clock = Clock(case.period.start.astimezone(case.zone))
    question = question_of(located, case.period, "generous").until(clock.seconds(inquiry.until))
    proof = prove(question) if inquiry.planned else _for_most(question)
    certificate = certificate_of(proof, case)
    confirm(certificate)
    against = against_the_map(located, case.period, proof, prove if inquiry.planned else _for_most)
    at_least, everyone = None, False
    if inquiry.planned and not certificate.could_not_leave and not located.roaming:
        at_least, everyone = _planned(located, inquiry, certificate)
    hours = sum(window.hours for x in case.exits for window in x.windows)
    return Reply(certificate, certificate.at_most, against.could_not_leave, against, at_least, everyone, hours)


def _for_most(question: Question, enough: tuple[int, int] | None = None) -> Proof:
    """The proof with the labels for the most people for the fewest too: only the former are asked about."""
    most = prove(replace(question, low=question.high), enough=enough and (enough[0], enough[0])).most
    return Proof(question, most, most)


def _planned(located: Located, inquiry: Inquiry, certificate: Certificate) -> tuple[int, bool]:
    """What a plan gets out of the fewest people, and whether one gets the most of them out; both re-checked."""
    case = located.case
    cautious = question_of(located, Window(case.period.start, inquiry.until), "cautious")
    plan = _plan(case, cautious)
    expect_one_truth(certificate, plan)
    out = plan.people_out
    if out < int(cautious.low.sum()):
        return out, False
    return out, _plan(case, replace(cautious, low=cautious.high)).people_out == int(cautious.high.sum())


def _plan(case: Case, question: Question) -> Plan:
    plan = best_schedule(question, DEFAULT_EFFORT)[0].plan(case.name, case.period.start.isoformat())
    confirm(plan)
    return plan
