"""Who can be out by when, what it would have needed, what trucks can bring in; each with its proof."""

from __future__ import annotations

import os
from dataclasses import replace
from datetime import date, datetime
from datetime import time as clock_time
from pathlib import Path
from typing import TYPE_CHECKING

from geleit import workflow
from geleit.certify import Check
from geleit.certify import certify as recheck
from geleit.errors import ArgumentError
from geleit.library import arguments as given
from geleit.model.figures import AVOID_RISK, BUDGET_S, CONVOY_BUDGET_S, GAP, MOST_AVOID_RISK
from geleit.progress import Steps, no_steps

if TYPE_CHECKING:
    from geleit.model.answer import Answer, PublicAnswer
    from geleit.model.case import Case
    from geleit.model.certificate import Certificate
    from geleit.model.concession import Negotiation
    from geleit.model.convoy import ConvoyBound, ConvoyPlan
    from geleit.model.plan import Plan
    from geleit.model.public import PublicCase
    from geleit.model.whatif import Enough, EnoughExits, EnoughPause, ExposurePoint, Variation
    from geleit.workflow.outputs import FolderCheck


def evacuate(
    case: Case,
    deadline: datetime | date | str | None = None,
    *,
    gap: float = GAP,
    budget: float = BUDGET_S,
    departures: bool = False,
    equal_shares: bool = False,
    progress: Steps = no_steps,
) -> Answer:
    """Bound, plan and prove who can be out by the deadline.

    Parameters
    ----------
    deadline
        A time, or ISO 8601 text; in the case's zone when it names none; the case's own deadline by default.
    gap
        Look for a better plan until it misses no more than this share of the bound, 0 to 1.
    budget
        But no longer than so many seconds.
    departures
        Whether to tell also who is to leave when, by which exit, district by district; then people of the plan leave as
        late as they can.
    equal_shares
        Whether districts are to have as equal shares of those who get out as can be; ``shared_at`` of the answer says
        how many people fewer that gets out.
    progress
        Told the name of each step as it begins, and how many steps there are.

    Returns
    -------
    Answer
        At most so many (proved, with a certificate), at least so many (shown by a plan), and what holds people back.

    Raises
    ------
    InputError
        If the deadline is no time or outside the period, or an exit or people are far from any street.
    """
    asked = given.case_given(case)
    moment = None if deadline is None else given.moment_given(deadline, asked.zone, "deadline")
    share, seconds = given.number_given(gap, "gap", 0, 1), given.seconds_given(budget, "budget")
    by_district, told = given.yes_given(departures, "departures"), given.callback_given(progress, "progress")
    from geleit.model.plan import Effort

    alike, effort = given.yes_given(equal_shares, "equal_shares"), Effort(share, seconds)
    return workflow.evacuate(asked, moment, told, effort, by_district=by_district, equal_shares=alike)


def evacuate_public(case: Case | PublicCase, deadline: datetime | date | str | None = None) -> PublicAnswer:
    """Bound and prove who can be out by the deadline, from what may leave the room alone; there is no plan.

    Parameters
    ----------
    case
        A case, or the part of it that may leave.
    deadline
        As for :func:`evacuate`, and not after the day of publication; by default the case's own, or the last midnight.

    Returns
    -------
    PublicAnswer
        With a certificate that tells no more of people than in which cell they are.

    Raises
    ------
    InputError
        If the deadline is no time, outside the period or lies ahead, or an exit or people are far from any street.
    """
    from geleit.model.public import PublicCase

    asked = case if isinstance(case, PublicCase) else given.case_given(case)
    moment = None if deadline is None else given.moment_given(deadline, asked.zone, "deadline")
    public = asked if isinstance(asked, PublicCase) else workflow.public_of(asked)
    return workflow.answer_public(public, moment)


def what_if(case: Case, answer: Answer, *changes: str) -> tuple[Variation, ...]:
    """The two numbers of an answer with exits closed, opened, faster or open longer.

    Parameters
    ----------
    answer
        The answer to the case as it is.
    changes
        Each such as ``close:ID``, ``rate:ID=800``, ``rate:ID=x2``, ``hours:ID=daily 08:00-20:00`` or
        ``open:LON,LAT=800``; ``ID`` may be ``all``, and several are joined by ``+``.

    Raises
    ------
    InputError
        If a change is not of one of the forms, or names no exit of the case; or the answer is to another case.
    """
    asked = given.case_given(case)
    before = given.answer_given(answer, asked)
    if not changes:
        raise ArgumentError("changes", "missing", "such as geleit.what_if(case, answer, 'close:north-gate')")
    texts = given.rows_given(changes, str, "changes", "texts such as 'close:north-gate'")
    from geleit.io.case.exit_changes import change_case

    return workflow.vary(asked, before, {text: change_case(asked, text) for text in texts})


def negotiate(case: Case, answer: Answer, *, progress: Steps = no_steps) -> Negotiation:
    """What could be asked for by the deadline of an answer, and how many more could be out with each concession.

    An hour more a day, one gate more, checks twice as fast, twice the buses, a day more, and gates open to vehicles:
    each by itself, ranked, with what was conceded elsewhere.

    Parameters
    ----------
    progress
        Told the name of each step as it begins, and how many steps there are.

    Raises
    ------
    InputError
        If the answer is to another case.
    """
    asked = given.case_given(case)
    before = given.answer_given(answer, asked)
    return workflow.negotiate(asked, before, given.callback_given(progress, "progress"))


def find_rate(case: Case, answer: Answer) -> Enough:
    """By how much all exits would have to be faster for everyone to be out by the deadline of an answer.

    Raises
    ------
    InputError
        If the answer is to another case.
    """
    asked = given.case_given(case)
    return workflow.enough_rate(asked, given.answer_given(answer, asked))


def find_pause(case: Case, answer: Answer, begins: clock_time | str) -> EnoughPause:
    """How long a daily pause would have to be for everyone to be out by the deadline of an answer.

    Parameters
    ----------
    begins
        Time of day at which the pause begins, such as ``10:00``.

    Raises
    ------
    InputError
        If it is no time of day, or the answer is to another case.
    """
    asked = given.case_given(case)
    return workflow.enough_pause(asked, given.answer_given(answer, asked), given.clock_given(begins, "begins"))


def find_exits(case: Case, answer: Answer, rate: int) -> EnoughExits:
    """How many new exits it would take for everyone to be out by the deadline of an answer.

    Parameters
    ----------
    rate
        Persons per hour of each new exit, at least 1.

    Raises
    ------
    InputError
        If the rate is none, or the answer is to another case.
    """
    asked = given.case_given(case)
    before = given.answer_given(answer, asked)
    return workflow.enough_exits(asked, before, given.rate_given(rate, "rate"))


def trade_off(case: Case, answer: Answer) -> tuple[ExposurePoint, ...]:
    """Plans along safer streets by the deadline of an answer, each with its expected harm and a proved least harm.

    Raises
    ------
    InputError
        If the case says nothing about risks, or the answer is to another case.
    """
    asked = given.case_given(case)
    return workflow.exposure(asked, given.answer_given(answer, asked))


def plan_convoys(
    case: Case,
    *,
    days: float | None = None,
    even: bool = False,
    avoid_risk: float = AVOID_RISK,
    budget: float = CONVOY_BUDGET_S,
    iterations: int | None = None,
    seed: int = 1,
) -> ConvoyPlan:
    """Plan convoys: who drives when with how much, what each district gets, and what no plan can exceed.

    Parameters
    ----------
    days
        Days of need to bring, a millionth to 3660; by default from the first window to the deadline.
    even
        Whether every district gets its share before any gets more.
    avoid_risk
        When ways are chosen, a minute at risk counts as so many more, 0 to 1000.
    budget
        Look for better rounds no longer than so many seconds.
    iterations
        Instead, so many steps of the search in each window: the same plan every time.
    seed
        Another seed, another search.

    Raises
    ------
    InputError
        If the case has no depots or trucks, or something is far from streets that vehicles may use.
    MissingExtraError
        If the extra ``convoy`` is needed and not installed.
    """
    asked = given.case_given(case)
    return workflow.plan_convoys(
        asked,
        days=None if days is None else given.days_of_need_given(days, "days"),
        even=given.yes_given(even, "even"),
        avoid_risk=given.number_given(avoid_risk, "avoid_risk", 0, MOST_AVOID_RISK),
        seconds=given.seconds_given(budget, "budget"),
        iterations=None if iterations is None else given.whole_given(iterations, "iterations", 1, 10**9),
        seed=given.whole_given(seed, "seed", 0, 2**32 - 1),
    )


def bound_convoys(case: Case | PublicCase, *, days: float | None = None) -> ConvoyBound:
    """What no convoy plan can exceed, as it may be published: from the public part of a case, without any plan.

    Parameters
    ----------
    days
        Days of need to bring, a millionth to 3660; by default from the first window to the deadline.

    Raises
    ------
    InputError
        If the case has no depots or trucks, nothing of it may leave the room, or it is not known when trucks were let
        in.
    """
    from geleit.model.public import PublicCase

    public = case if isinstance(case, PublicCase) else workflow.public_of(given.case_given(case))
    return workflow.bound_convoys(public, None if days is None else given.days_of_need_given(days, "days"))


def certify(
    proof: Certificate | Plan | str | Path,
    case: Case | None = None,
    statement: str | None = None,
    *,
    deadline: datetime | date | str | None = None,
) -> Check:
    """Re-check a certificate or plan with the independent checker, in whole numbers, without solver or numpy.

    Parameters
    ----------
    proof
        A certificate or plan, or a file with one.
    case
        Also check that it belongs to this case.
    statement
        And that it is about this statement of the case, by its id.
    deadline
        When its time has to end: a time, or ISO 8601 text; in the case's zone when it names none. By default the
        deadline of the case, and of a proof about a statement the statement's own time.

    Returns
    -------
    Check
        Whether it holds, and each figure that was confirmed or was not.

    Raises
    ------
    InputError
        If it is no certificate or plan, the file cannot be read, or the case has no such statement.
    CertificateError
        If the file is no certificate or plan, or was changed after it was sealed.
    """
    from geleit.model.certificate import Certificate
    from geleit.model.plan import Plan

    if statement is not None and case is None:
        raise ArgumentError("statement", "it needs a case", "name the case that holds the statement")
    if deadline is not None and case is None:
        raise ArgumentError("deadline", "it needs a case", "name the case that the proof is to be about")
    asked = None if case is None else given.case_given(case)
    said = None if statement is None else given.instance("statement", statement, str, "the id of a statement")
    if isinstance(proof, (str, os.PathLike)):
        from geleit.io.proofs import read_proof

        proof = read_proof(given.path_given(proof, "proof"))
    if not isinstance(proof, (Certificate, Plan)):
        remedy = "such as answer.certificate, answer.plan, or the path of a file"
        raise ArgumentError("proof", f"expected a certificate or plan, found {given.found(proof)}", remedy)
    check = recheck(proof)
    if asked is None or not check.holds:
        return check
    until = asked.deadline if said is None else None
    until = until if deadline is None else given.moment_given(deadline, asked.zone, "deadline")
    problems = workflow.problems_with(proof, asked, said, until)
    remarks = () if problems else workflow.remarks_on(proof, asked)
    return replace(check, holds=not problems, problems=problems, advisories=(*check.advisories, *remarks))


def certify_folder(folder: str | Path, case: Case | None = None) -> FolderCheck:
    """Check all that Geleit wrote into a folder: hashes, proofs, and the seals that its pages show.

    Parameters
    ----------
    case
        Also check that the outputs were made from this case as it stands.

    Returns
    -------
    FolderCheck
        Whether all of it holds, and file by file what was confirmed or was not.

    Raises
    ------
    InputError
        If the folder has no manifest, or one that cannot be used.
    """
    target = given.path_given(folder, "folder")
    return workflow.certify_folder(target, None if case is None else given.case_given(case))
