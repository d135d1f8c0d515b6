"""The public functions: what the commands do, for scripts and notebooks.

Each checks what it is given and calls a recipe; ``import geleit`` loads neither solver nor numerical library, which
come with the first function that needs them.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable
from datetime import date, datetime
from datetime import time as clock_time
from pathlib import Path
from typing import TYPE_CHECKING, Literal, cast

from geleit import arguments as given
from geleit import workflow
from geleit.certify import Check
from geleit.certify import certify as recheck
from geleit.errors import InputError

if TYPE_CHECKING:
    from geleit.io.incidents.dates import Order
    from geleit.io.incidents.into_case import ImportedIncidents
    from geleit.io.streets.into_case import ImportedStreets
    from geleit.model.answer import Answer, PublicAnswer
    from geleit.model.case import Case
    from geleit.model.certificate import Certificate
    from geleit.model.convoy import ConvoyPlan
    from geleit.model.finding import Finding, Findings
    from geleit.model.plan import Plan
    from geleit.model.public import PublicCase
    from geleit.model.whatif import Enough, EnoughExits, EnoughPause, ExposurePoint, Variation
    from geleit.workflow.results import CaseCheck, Comparison, PauseJudgement, ReadArticle

Part = Literal["corridor", "ceasefire", "aid", "claims"]
Dates = Literal["day-first", "month-first"]
Progress = Callable[[str, int], None]

MOST_AN_HOUR = 10**9


def new_case(folder: str | Path) -> Path:
    """Make a new case from a commented template, to be edited in a spreadsheet and a map program.

    Parameters
    ----------
    folder
        The folder to make; it must not be there yet, or be empty.

    Returns
    -------
    Path
        The folder.

    Raises
    ------
    InputError
        If there is something already, or the folder cannot be written.
    """
    path = given.path_given(folder, "folder")
    from geleit.io.case.template import write_template

    write_template(path)
    return path


def read_case(path: str | Path) -> Case:
    """Read a case folder, or a bundled case by its name.

    Raises
    ------
    CaseError
        If a file of the case cannot be used; names file, row and field. :func:`check_case` finds all that is wrong.
    InputError
        If the path is none.
    """
    named = given.path_given(path, "path")
    from geleit.io.case import casefile

    return casefile.read_case(named)


def check_case(path: str | Path) -> CaseCheck:
    """Read a case and its streets, and put people and exits onto them: what is wrong, or what is there.

    Returns
    -------
    CaseCheck
        With every problem, each an :class:`InputError` that names file, row and field, and what looks like a slip.

    Raises
    ------
    InputError
        If the path is none; what is wrong with the case is returned, not raised.
    """
    return workflow.check_case(given.path_given(path, "path"))


def import_streets(file: str | Path, case: str | Path) -> ImportedStreets:
    """Bring the streets of a file into a case folder.

    Parameters
    ----------
    file
        OpenStreetMap (.osm.pbf, .osm, Overpass JSON), or lines (GeoParquet, GeoPackage, GeoJSON, shapefile).
    case
        The case's folder.

    Raises
    ------
    InputError
        If the folder is no case, the file cannot be used, or the streets cannot be written.
    MissingExtraError
        If the extra ``streets`` is needed and not installed.
    """
    source, folder = given.path_given(file, "file"), given.path_given(case, "case")
    from geleit.io.streets import into_case

    return into_case.import_streets(source, folder)


def import_incidents(
    file: str | Path, case: str | Path, *, dates: Dates | None = None, snapshot: date | str | None = None
) -> ImportedIncidents:
    """Bring the incidents of a file into a case folder.

    Parameters
    ----------
    file
        A .csv, .csv.gz or .xlsx file of UCDP, ACLED, HDX-HAPI, VIINA or Insecurity Insight, with HXL hashtags, or with
        Geleit's own columns; its header tells what it is.
    case
        The case's folder; the incidents are kept below ``incidents``.
    dates
        Order in dates such as 03/04/2016, where the file leaves it open.
    snapshot
        Day on which the file was downloaded; by default when it was last changed.

    Raises
    ------
    InputError
        If the folder is no case, or the file cannot be used or kept.
    MissingExtraError
        If the extra ``incidents`` is needed and not installed.
    """
    source, folder = given.path_given(file, "file"), given.path_given(case, "case")
    order, taken = _order(dates), None if snapshot is None else given.day_given(snapshot, "snapshot")
    from geleit.io.incidents import into_case

    return into_case.import_incidents(source, folder, order, taken)


def evacuate(
    case: Case,
    deadline: datetime | date | str | None = None,
    *,
    gap: float = 0.003,
    budget: float = 10.0,
    departures: bool = False,
    progress: Progress = workflow.silent,
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
    share, seconds = given.number_given(gap, "gap", 0, 1), given.number_given(budget, "budget", 0, 1e9)
    by_district, told = given.yes_given(departures, "departures"), given.callback_given(progress, "progress")
    from geleit.model.plan import Effort

    return workflow.evacuate(asked, moment, told, Effort(share, seconds), by_district=by_district)


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
        raise InputError("changes", "missing", "such as geleit.what_if(case, answer, 'close:north-gate')")
    texts = given.rows_given(changes, str, "changes", "texts such as 'close:north-gate'")
    from geleit.io.case.exit_changes import change_case

    return workflow.vary(asked, before, {text: change_case(asked, text) for text in texts})


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
    return workflow.enough_exits(asked, before, given.whole_given(rate, "rate", 1, MOST_AN_HOUR))


def trade_off(case: Case, answer: Answer) -> tuple[ExposurePoint, ...]:
    """Plans along safer streets by the deadline of an answer, each with its expected harm and a proved least harm.

    Raises
    ------
    InputError
        If the case says nothing about risks, or the answer is to another case.
    """
    asked = given.case_given(case)
    return workflow.exposure(asked, given.answer_given(answer, asked))


def assess(
    case: Case, answer: Answer | None = None, part: Part | None = None, *, progress: Progress = workflow.silent
) -> Findings:
    """Check what was announced and said against the evidence.

    Parameters
    ----------
    answer
        The certified answer to use for the check of time; worked out for the case's deadline by default.
    part
        ``corridor``, ``ceasefire``, ``aid`` or ``claims``; by default all of them that the case says anything about.
    progress
        Told the name of each step as it begins, and how many steps there are.

    Returns
    -------
    Findings
        A tuple of findings, each with its evidence.

    Raises
    ------
    InputError
        If there is no such part, the answer is to another case, or an exit or people are far from any street.
    MissingExtraError
        If the extra ``incidents`` is needed and not installed.
    """
    asked = given.case_given(case)
    if isinstance(answer, str):
        raise InputError("answer", f"expected an Answer, found {given.found(answer)}", f"for one part: part={answer!r}")
    before = None if answer is None else given.answer_given(answer, asked)
    one = None if part is None else given.one_of(part, workflow.parts(), "part")
    told = given.callback_given(progress, "progress")
    if before is None and one in (None, "corridor"):
        before = workflow.evacuate(asked, None, told)
    return workflow.assess(asked, one, before, told)


def judge_pause(
    file: str | Path,
    start: datetime | date | str,
    end: datetime | date | str,
    *,
    daily: str | None = None,
    baseline_days: int = 28,
    bbox: tuple[float, float, float, float] | None = None,
    parties: Iterable[str] = (),
    outside: Iterable[str] = (),
    zone: str = "UTC",
    snapshot: date | str | None = None,
    dates: Dates | None = None,
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
        Only incidents within west, south, east and north, in degrees (WGS 84).
    parties, outside
        Parties to the pause, and parties outside it, as the file names them.
    zone
        Time zone of the place, such as ``Asia/Damascus``.
    snapshot, dates
        As for :func:`import_incidents`.
    public
        Whether it is to leave the room: without free text and maps, of no small area and of no time that lies ahead.

    Returns
    -------
    PauseJudgement
        With a finding for each claimant of the file.

    Raises
    ------
    InputError
        If the file cannot be used, a time cannot be read, or the file names no such party.
    MissingExtraError
        If the extra ``incidents`` is needed and not installed.
    """
    source, place = given.path_given(file, "file"), given.zone_given(zone, "zone")
    first, last = given.time_text(start, "start"), given.time_text(end, "end")
    hours = None if daily is None else given.instance("daily", daily, str, "hours such as 10:00-13:00")
    days = given.whole_given(baseline_days, "baseline_days", 1, 3660)
    area = None if bbox is None else given.bbox_given(bbox, "bbox")
    bound, others = given.texts_given(parties, "parties"), given.texts_given(outside, "outside")
    taken, order = None if snapshot is None else given.day_given(snapshot, "snapshot"), _order(dates)
    return workflow.judge_pause(
        source, workflow.pause_windows(first, last, hours, place), place, title=f"Pause from {first} to {last}",
        baseline_days=days, bbox=area, parties=bound, outside=others, snapshot=taken, order=order,
        public=given.yes_given(public, "public"),
    )  # fmt: skip


def plan_convoys(
    case: Case,
    *,
    days: float | None = None,
    even: bool = False,
    avoid_risk: float = 4.0,
    budget: float = 30.0,
    iterations: int | None = None,
    seed: int = 1,
) -> ConvoyPlan:
    """Plan convoys: who drives when with how much, what each district gets, and what no plan can exceed.

    Parameters
    ----------
    days
        Days of need to bring, up to 3660; by default from the first window to the deadline.
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
        days=None if days is None else given.number_given(days, "days", 1e-6, 3660),
        even=given.yes_given(even, "even"),
        avoid_risk=given.number_given(avoid_risk, "avoid_risk", 0, 1000),
        seconds=given.number_given(budget, "budget", 0, 1e9),
        iterations=None if iterations is None else given.whole_given(iterations, "iterations", 1, 10**9),
        seed=given.whole_given(seed, "seed", 0, 2**32 - 1),
    )


def compare(*cases: Case) -> Comparison:
    """Set the announcements of several cases side by side: notice, hours, who could leave, who did, what followed.

    Raises
    ------
    InputError
        If there are no cases, or one stands there twice.
    """
    if not cases:
        raise InputError("cases", "missing", "such as geleit.compare(case, other)")
    asked = [given.case_given(case, f"cases[{i}]") for i, case in enumerate(cases)]
    names = [case.name for case in asked]
    if twice := next((name for name in names if names.count(name) > 1), None):
        raise InputError("cases", f"{twice} is there more than once", "name each case once: a case is like itself")
    return workflow.compare((case, workflow.evacuate(case)) for case in asked)


def read_article(
    file: str | Path, published: date | str | None = None, language: Literal["de", "en"] | None = None
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
    day = None if published is None else given.day_given(published, "published")
    tongue = None if language is None else given.one_of(language, ("de", "en"), "language")
    return workflow.read_article(path, day, cast("Literal['de', 'en'] | None", tongue))


def certify(proof: Certificate | Plan | str | Path, case: Case | None = None, statement: str | None = None) -> Check:
    """Re-check a certificate or plan with the independent checker, in whole numbers, without solver or numpy.

    Parameters
    ----------
    proof
        A certificate or plan, or a file with one.
    case
        Also check that it belongs to this case.
    statement
        And that it is about this statement of the case, by its id.

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
        raise InputError("statement", "it needs a case", "name the case that holds the statement")
    asked = None if case is None else given.case_given(case)
    said = None if statement is None else given.instance("statement", statement, str, "the id of a statement")
    if isinstance(proof, (str, os.PathLike)):
        from geleit.io.proofs import read_proof

        proof = read_proof(given.path_given(proof, "proof"))
    if not isinstance(proof, (Certificate, Plan)):
        remedy = "such as answer.certificate, answer.plan, or the path of a file"
        raise InputError("proof", f"expected a certificate or plan, found {given.found(proof)}", remedy)
    check = recheck(proof)
    if asked is None or not check.holds:
        return check
    problems = workflow.problems_with(proof, asked, said)
    return Check(not problems, problems, check.confirmed)


def public_case(case: Case, now: datetime | date | str | None = None) -> PublicCase:
    """The part of a case that may leave the room.

    Parameters
    ----------
    now
        The moment of publication, by default the present; nothing after the midnight before it is in there.

    Raises
    ------
    InputError
        If all of the case lies ahead, or people are far from any street.
    """
    asked = given.case_given(case)
    moment = None if now is None else given.moment_given(now, asked.zone, "now")
    return workflow.public_of(asked, moment)


def evacuate_public(case: Case, deadline: datetime | date | str | None = None) -> PublicAnswer:
    """Bound and prove who can be out by the deadline, from what may leave the room alone; there is no plan.

    Parameters
    ----------
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
    public = public_case(case)
    moment = None if deadline is None else given.moment_given(deadline, public.zone, "deadline")
    return workflow.answer_public(public, moment)


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

    The first answer has its proofs in ``certificate.json`` and ``plan.json``, the second in ``certificate-2.json`` and
    ``plan-2.json``, and so on. The certificates of statements that are proved impossible are in ``claims``; those of
    sensitive statements in ``not-public``. Each file says that it is not for publication, unless it is public.

    Of the findings those are shown that hold without what is left out; nothing shown rests on a sensitive statement, or
    quotes one.

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
    from geleit.model.finding import Finding

    target, asked = given.path_given(folder, "folder"), given.case_given(case)
    found = given.rows_given(findings, Finding, "findings", "findings as geleit.assess gives them")
    shown = given.rows_given(answers, Answer, "answers", "answers as geleit.evacuate gives them")
    for i, answer in enumerate(shown):
        given.answer_given(answer, asked, f"answers[{i}]")
    told, room = given.yes_given(public, "public"), given.yes_given(sensitive, "sensitive")
    written = workflow.written_as(asked, found, shown, public=told, sensitive=room)
    return workflow.write_report(target, *written).page


def _order(dates: Dates | None) -> Order | None:
    """The order as the reader of incidents knows it."""
    if dates is None:
        return None
    day_first = given.one_of(dates, ("day-first", "month-first"), "dates") == "day-first"
    return "day first" if day_first else "month first"
