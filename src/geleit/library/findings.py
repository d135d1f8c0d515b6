"""What was announced and said against the evidence, of a case, of a file, of several cases; what an article says."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date, datetime
from pathlib import Path
from typing import TYPE_CHECKING

from geleit import workflow
from geleit.errors import ArgumentError
from geleit.io.case.written import Order
from geleit.library import arguments as given
from geleit.model.balance import LEAST_KEPT
from geleit.model.figures import BASELINE_DAYS, MOST_DAYS
from geleit.model.part import PARTS, Part
from geleit.model.proposal import LANGUAGES, Language
from geleit.progress import Steps, no_steps

if TYPE_CHECKING:
    from geleit.model.answer import Answer, PublicAnswer
    from geleit.model.case import Case
    from geleit.model.finding import Findings
    from geleit.model.public import PublicCase
    from geleit.model.reply import Replies
    from geleit.workflow.results import Comparison, PauseJudgement, ReadArticle


def assess(
    case: Case | PublicCase,
    answer: Answer | PublicAnswer | None = None,
    part: Part | None = None,
    *,
    sensitive: bool = False,
    progress: Steps = no_steps,
) -> Findings:
    """Check what was announced and said against the evidence.

    Parameters
    ----------
    case
        A case; or the part of it that may leave, for what that comes to itself.
    answer
        The certified answer to use for the check of time; worked out for the case's deadline by default.
    part
        ``corridor``, ``ceasefire``, ``aid`` or ``claims``; by default all of them that the case says anything about.
    sensitive
        Whether sensitive statements are assessed, and others by them; without it nothing rests on one.
    progress
        Told the name of each step as it begins, and how many steps there are.

    Returns
    -------
    Findings
        A tuple of findings, each with its evidence; only those of a public case are for publication.

    Raises
    ------
    InputError
        If there is no such part, the answer is to another case, or an exit or people are far from any street.
    MissingExtraError
        If the extra ``incidents`` is needed and not installed.
    """
    from geleit.model.public import PublicCase

    if isinstance(answer, str):
        remedy = f"for one part: part={answer!r}"
        raise ArgumentError("answer", f"expected an Answer, found {given.found(answer)}", remedy)
    one = None if part is None else given.one_of(part, PARTS, "part")
    whole, told = given.yes_given(sensitive, "sensitive"), given.callback_given(progress, "progress")
    if isinstance(case, PublicCase):
        if whole:
            raise ArgumentError("sensitive", "no sensitive statement leaves the room", "leave it out")
        shown = None if answer is None else given.public_answer_given(answer, case)
        if shown is None and one in (None, "corridor"):
            shown = workflow.answer_public(case, None, told)
        return workflow.assess_view(case, one, shown, told)
    view = workflow.internal_of(given.case_given(case), sensitive=whole)
    before = None if answer is None else given.answer_given(answer, view.case)
    if before is None and one in (None, "corridor"):
        before = workflow.evacuate(view.case, None, told)
    return workflow.assess_view(view, one, before, told)


def judge_pause(
    file: str | Path,
    start: datetime | date | str,
    end: datetime | date | str,
    *,
    daily: str | None = None,
    baseline_days: int = BASELINE_DAYS,
    bbox: tuple[float, float, float, float] | None = None,
    parties: Iterable[str] = (),
    outside: Iterable[str] = (),
    zone: str | None = None,
    snapshot: date | str | None = None,
    dates: Order | None = None,
    columns: Mapping[str, str] | None = None,
    least_kept: float = LEAST_KEPT,
    public: bool = False,
) -> PauseJudgement:
    """Ask of a file of incidents whether a pause was observed: fewer incidents than before, and any within it.

    Parameters
    ----------
    file
        As for :func:`import_incidents`.
    start, end
        First and last day of the pause, or the times at which it begins and ends.
    daily
        Hours of a daily pause, such as ``10:00-13:00``.
    baseline_days
        Days before it to compare with, 1 to 3660.
    bbox
        Only incidents within west, south, east and north, in degrees (WGS 84); in public multiples of 0.25.
    parties, outside
        Parties to the pause, and parties outside it, as the file names them.
    zone
        Time zone of the place, such as ``Asia/Damascus``: days are days there. By default UTC, unless times of the file
        name another offset: then it has to be said.
    snapshot, dates, columns, least_kept
        As for :func:`import_incidents`.
    public
        Whether it is to leave the room: without names, free text and maps, and of no time that lies ahead.

    Returns
    -------
    PauseJudgement
        With a finding for each claimant of the file.

    Raises
    ------
    InputError
        If the file cannot be used, a time cannot be read, the file names no such party, or the zone has to be said.
    MissingExtraError
        If the extra ``incidents`` is needed and not installed.
    """
    source, place = given.path_given(file, "file"), given.zone_given("UTC" if zone is None else zone, "zone")
    first, last = given.time_text(start, "start"), given.time_text(end, "end")
    hours = None if daily is None else given.instance("daily", daily, str, "hours such as 10:00-13:00")
    days = given.whole_given(baseline_days, "baseline_days", 1, MOST_DAYS)
    area = None if bbox is None else given.bbox_given(bbox, "bbox")
    bound, others = given.texts_given(parties, "parties"), given.texts_given(outside, "outside")
    how = given.how_given(dates, snapshot, columns, least_kept)
    return workflow.judge_pause(
        source, workflow.pause_windows(first, last, hours, place), place, title=f"Pause from {first} to {last}",
        zone_said=zone is not None, baseline_days=days, bbox=area, parties=bound, outside=others, how=how,
        public=given.yes_given(public, "public"),
    )  # fmt: skip


def compare(*cases: Case, public: bool = False, sensitive: bool = False) -> Comparison:
    """Set the announcements of several cases side by side: notice, hours, who could leave, who did, what followed.

    Parameters
    ----------
    public
        Whether it is to leave the room: then only what may is in it.
    sensitive
        Of what stays in the room: whether it rests on sensitive statements too.

    Raises
    ------
    InputError
        If there are no cases, one stands there twice, or all of a case that is to leave the room lies ahead.
    """
    if not cases:
        raise ArgumentError("cases", "missing", "such as geleit.compare(case, other)")
    asked = [given.case_given(case, f"cases[{i}]") for i, case in enumerate(cases)]
    names = [case.name for case in asked]
    if twice := next((name for name in names if names.count(name) > 1), None):
        raise ArgumentError("cases", f"{twice} is there more than once", "name each case once: a case is like itself")
    leaves, whole = given.view_given(public=public, sensitive=sensitive)
    views = [workflow.view_of(case, public=leaves, sensitive=whole, facilities=False) for case in asked]
    return workflow.compare((view, workflow.answer_view(view)) for view in views)


def prepare_replies(
    case: Case, to: str | None = None, *, public: bool = False, sensitive: bool = False, progress: Steps = no_steps
) -> Replies:
    """Gather, before something is published, what each claimant can be asked to reply to: right of reply.

    Of a party, an office or an organisation: what is said about it and by whom, what it said itself, and what came of
    each test. A sheet goes to somebody outside; so all of it rests on what may leave the case, and on nothing else. No
    private person gets one.

    Parameters
    ----------
    to
        Id or name of a claimant, or of somebody who speaks for it; by default everyone about whom there is something.
    public
        Whether the sheets are public, or say that they are not for publication; they hold the same.
    sensitive
        Of sheets that are not public: whether sensitive statements are in them like others.
    progress
        Told the name of each step as it begins, and how many steps there are.

    Raises
    ------
    InputError
        If there is no such claimant, all of the case lies ahead, or people or an exit are far from any street.
    MissingExtraError
        If the extra ``incidents`` is needed and not installed.
    """
    asked = given.case_given(case)
    name = None if to is None else given.instance("to", to, str, "the name of a claimant")
    leaves, whole = given.view_given(public=public, sensitive=sensitive)
    told = given.callback_given(progress, "progress")
    return workflow.prepare_replies(asked, name, public=leaves, sensitive=whole, progress=told)


def explain(code: str) -> str:
    """What a check asks, and when it gives which verdict, by the code of its finding, such as ``CORRIDOR-TIME``.

    Raises
    ------
    InputError
        If no check has that code.
    """
    from geleit.report.explanations import check_codes, explanation_text

    asked = given.instance("code", code, str, "the code of a finding").upper()
    return explanation_text(given.one_of(asked, check_codes(), "code"))


def read_article(
    file: str | Path, published: date | str | None = None, language: Language | None = None
) -> ReadArticle:
    """Propose statements from an article: who said what, in which words, where; nothing is entered anywhere.

    Parameters
    ----------
    file
        Text, HTML or PDF, in any encoding.
    published
        Day of publication, against which *on Monday* is read; by default as a page states it.
    language
        German or English; by default as the article looks.

    Raises
    ------
    InputError
        If the file is missing, empty, too large, neither text nor HTML nor PDF, or holds nothing to read.
    MissingExtraError
        If the extra ``reader`` is needed and not installed.
    """
    path = given.path_given(file, "file")
    day = given.day_given(published, "published")
    tongue = None if language is None else given.one_of(language, LANGUAGES, "language")
    return workflow.read_article(path, day, tongue)
