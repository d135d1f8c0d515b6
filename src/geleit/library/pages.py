"""Pages and tables for readers."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

from geleit import workflow
from geleit.errors import ArgumentError
from geleit.library import arguments as given

if TYPE_CHECKING:
    from geleit.model.answer import Answer
    from geleit.model.case import Case
    from geleit.model.concession import Negotiation
    from geleit.model.convoy import ConvoyPlan
    from geleit.model.finding import Finding
    from geleit.model.public import InternalCase
    from geleit.model.reply import Replies
    from geleit.workflow.results import CaseCheck, Comparison, PauseJudgement


def write_report(
    folder: str | Path,
    case: Case,
    findings: Iterable[Finding],
    answers: Iterable[Answer],
    *,
    public: bool = False,
    sensitive: bool = False,
) -> Path:
    """Write ``report.html`` into a folder, and beside it the proofs of what it says.

    The first answer has its proofs in ``certificate.json``, ``plan.json`` and ``likely-plan.json``, the second in
    ``certificate-2.json``, ``plan-2.json``, and so on. The certificates of statements that are proved impossible are
    in ``claims``; those of sensitive statements in ``not-public``. Each file says that it is not for publication,
    unless it is public.

    Nothing shown rests on a sensitive statement, or quotes one. Where a finding rests on what is left out, the page has
    what the rest of the case comes to in its place, if anything, and says how many there are. On time the findings say
    what they were given with; of a public report, what is public of the answers among ``answers`` that they rest on.

    Parameters
    ----------
    public
        Whether it is to leave the room: then only what may is in it, with certificates of its own and without a plan.
    sensitive
        Of a report that stays in the room: whether sensitive statements are in it.

    Returns
    -------
    Path
        The page.

    Raises
    ------
    InputError
        If a folder or file cannot be written, the findings or answers are none, or belong to another case; or all of a
        case that is to leave the room lies ahead, or the folder holds what is not for publication.
    """
    from geleit.model.answer import Answer

    target, asked = given.path_given(folder, "folder"), given.case_given(case)
    found = given.findings_given(findings, asked)
    shown = given.rows_given(answers, Answer, "answers", "answers as geleit.evacuate gives them")
    for i, answer in enumerate(shown):
        given.answer_given(answer, asked, f"answers[{i}]")
    leaves, whole = given.view_given(public=public, sensitive=sensitive)
    written = workflow.written_as(asked, found, shown, public=leaves, sensitive=whole)
    return workflow.write_report(target, *written).page


def write_check(folder: str | Path, check: CaseCheck) -> Path:
    """Write ``check.html``, what each row of a case became on its streets, and layers of the same into a folder.

    The layers, ``check.gpkg`` for QGIS, are written where the extra ``streets`` is installed.

    Returns
    -------
    Path
        The page; it says that it is not for publication.

    Raises
    ------
    InputError
        If the folder or a file cannot be written, or the case has problems.
    """
    from geleit.workflow.results import CaseCheck

    target = given.path_given(folder, "folder")
    found = given.instance("check", check, CaseCheck, "what geleit.check_case gives")
    if found.case is None:
        raise ArgumentError("check", "the case has problems, so that nothing became of it", "see its problems")
    return workflow.write_check(target, workflow.internal_of(found.case), found)[0]


def write_pause(folder: str | Path, judgement: PauseJudgement) -> Path:
    """Write ``truce.html``, the judgement of a pause with charts and maps, into a folder.

    Returns
    -------
    Path
        The page; it says that it is not for publication, unless the judgement is public.

    Raises
    ------
    InputError
        If the folder or file cannot be written, or the folder holds what is not for publication and the judgement is.
    """
    from geleit.workflow.results import PauseJudgement

    target = given.path_given(folder, "folder")
    expected = "what geleit.judge_pause gives"
    return workflow.write_pause(target, given.instance("judgement", judgement, PauseJudgement, expected))


def write_comparison(folder: str | Path, comparison: Comparison) -> Path:
    """Write ``compare.html``, the announcements of several cases side by side, into a folder.

    Returns
    -------
    Path
        The page; it says that it is not for publication, unless the comparison is public.

    Raises
    ------
    InputError
        If the folder or file cannot be written, or the folder holds what is not for publication and the comparison is.
    """
    from geleit.workflow.results import Comparison

    target = given.path_given(folder, "folder")
    return workflow.write_comparison(
        target, given.instance("comparison", comparison, Comparison, "what geleit.compare gives")
    )


def write_replies(folder: str | Path, replies: Replies, by: date | str | None = None) -> tuple[Path, ...]:
    """Write a page and a text for mail of each sheet into a folder: ``reply-NAME.html`` and ``reply-NAME.txt``.

    Parameters
    ----------
    by
        Day by which a reply is asked for; by default the sheets leave that to whoever sends them.

    Returns
    -------
    tuple of Path
        The pages, in the order of the sheets, each with the text beside it; they say that they are not for publication,
        unless the sheets are public.

    Raises
    ------
    InputError
        If a file cannot be written, or the folder holds what is not for publication and the sheets are.
    """
    from geleit.model.reply import Replies

    target = given.path_given(folder, "folder")
    found = given.instance("replies", replies, Replies, "what geleit.prepare_replies gives")
    written = workflow.write_replies(target, found, given.day_given(by, "by"))
    return tuple(page for page, _ in written.values())


def write_convoy(folder: str | Path, case: Case, plan: ConvoyPlan, *, sheets: bool = False) -> Path:
    """Write ``convoy.html``, a plan without routes and times, into a folder.

    Parameters
    ----------
    sheets
        Whether to write ``sheets.html`` too, a load and route sheet of each truck: handle with care.

    Returns
    -------
    Path
        The page; it says that it is not for publication.

    Raises
    ------
    InputError
        If the folder or a file cannot be written, or the plan is for another case, or for this one before an edit.
    """
    from geleit.model.convoy import ConvoyPlan
    from geleit.report.html import convoy_pages

    target, view = given.path_given(folder, "folder"), _internal(case)
    planned = given.instance("plan", plan, ConvoyPlan, "what geleit.plan_convoys gives")
    if problems := workflow.problems_with_plan(planned, view.case):
        raise ArgumentError("plan", problems[0], "give the plan of this case, as it stands")
    page, also = target / "convoy.html", ["sheets.html"] if given.yes_given(sheets, "sheets") else []
    with workflow.outputs_of("convoy", target, [page.name, *also], view):
        convoy_pages.write_convoy(page, view, planned)
        for name in also:
            convoy_pages.write_sheets(target / name, view, planned)
    return page


def write_negotiation(folder: str | Path, case: Case, negotiation: Negotiation) -> Path:
    """Write ``negotiate.html``, what to ask for on one sheet, into a folder.

    Parameters
    ----------
    negotiation
        Of ``geleit.negotiate(case, answer)``.

    Returns
    -------
    Path
        The page; it says that it is not for publication.

    Raises
    ------
    InputError
        If the folder or file cannot be written, or it is about another case.
    """
    from geleit.model.concession import Negotiation

    target, view = given.path_given(folder, "folder"), _internal(case)
    found = given.instance("negotiation", negotiation, Negotiation, "what geleit.negotiate gives")
    if found.case != view.case.name:
        raise ArgumentError("negotiation", f"it is about {found.case}", f"give one about {view.case.name}")
    return workflow.write_negotiation(target, view, found)


def write_departures(folder: str | Path, case: Case, answer: Answer) -> Path:
    """Write ``departures.csv``, who is to leave when, by which exit, district by district, into a folder.

    Parameters
    ----------
    answer
        Of ``geleit.evacuate(case, departures=True)``.

    Returns
    -------
    Path
        The table; it says that it is not for publication.

    Raises
    ------
    InputError
        If the folder or file cannot be written, or the answer is to another case or tells no departures.
    """
    target, view = given.path_given(folder, "folder"), _internal(case)
    planned = given.answer_given(answer, view.case)
    if not planned.districts:
        raise ArgumentError("answer", "it tells no departures", "ask by geleit.evacuate(case, departures=True)")
    if planned.withheld:
        raise ArgumentError("answer", f"its departures are withheld: {planned.withheld}")
    with workflow.outputs_of("departures", target, ["departures.csv"], view):
        return workflow.write_departures(target, view, planned)


def write_exit_values(folder: str | Path, case: Case, answer: Answer, rate: int) -> Path:
    """Write a map of what a new exit could add at most: ``exit-value.html``, and ``exit-value.geojson``.

    Parameters
    ----------
    rate
        Persons per hour of the new exit, at least 1.

    Returns
    -------
    Path
        The GeoJSON file; both say that they are not for publication.

    Raises
    ------
    InputError
        If the folder or a file cannot be written, or the answer is to another case.
    """
    target, view = given.path_given(folder, "folder"), _internal(case)
    planned = given.answer_given(answer, view.case)
    asked = given.rate_given(rate, "rate")
    with workflow.outputs_of("exit-value", target, ["exit-value.html", "exit-value.geojson"], view):
        return workflow.write_exit_values(target, view, planned, asked)


def _internal(case: Case) -> InternalCase:
    """The view of a case for those in the room."""
    return workflow.internal_of(given.case_given(case))
