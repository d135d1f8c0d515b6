"""The report of a case with the proofs beside it, and whether a proof is about a case."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING
from zoneinfo import ZoneInfo

from geleit.errors import ArgumentError, InputError
from geleit.model.entries import one_line
from geleit.model.stamp import LeftOut
from geleit.model.version import VERSION
from geleit.workflow.findings_in_view import findings_in_public, findings_in_room
from geleit.workflow.negotiation import PAGE as SHEET
from geleit.workflow.negotiation import negotiate
from geleit.workflow.outputs import expect_outputs, outputs_of
from geleit.workflow.record import place_in_record
from geleit.workflow.views import answer_public, internal_of, public_of

if TYPE_CHECKING:
    from geleit.model.answer import Answer, Proved
    from geleit.model.case import Case
    from geleit.model.certificate import Certificate
    from geleit.model.finding import Finding
    from geleit.model.plan import Plan
    from geleit.model.public import PublicCase, View

PAGE = "report.html"
RECORD_PAGE = "record.html"
"""The case among the record of crossings and announcements."""


@dataclass(frozen=True)
class WrittenReport:
    """A report on the disk.

    Parameters
    ----------
    page
        The page for readers; ``record.html`` beside it places the case among the record.
    proofs
        Certificates and plans beside it.
    """

    page: Path
    proofs: tuple[Path, ...]


def write_report(folder: Path, view: View, findings: Sequence[Finding], answers: Sequence[Proved]) -> WrittenReport:
    """Write ``report.html`` and the proofs beside it, of a view and what it comes to itself.

    The first answer has its proofs in ``certificate.json``, ``plan.json`` and ``likely-plan.json``, the second in
    ``certificate-2.json``, ``plan-2.json``, and so on; certificates of statements that are proved impossible are in
    ``claims``, and in ``not-public`` those of statements that must not become public. What could be asked for is in
    ``negotiate.html``, where the first answer has plans.

    Raises
    ------
    InputError
        If the folder or a file cannot be written.
    """
    from geleit.io.proofs import names_of_certificates, names_of_proofs, write_certificates, write_proofs
    from geleit.io.public_folder import expect_public_folder
    from geleit.model.public import PublicCase
    from geleit.report.html import report_page
    from geleit.report.html.negotiate_page import write_page as write_sheet
    from geleit.report.html.record_page import write_record
    from geleit.streets.settle import settle

    planned = _planned(view, answers)
    numbered, named = list(enumerate(answers, 1)), names_of_certificates(view, findings)
    names = [*(name for number, answer in numbered for name in names_of_proofs(answer, number)), *named.values()]
    pages = [PAGE, RECORD_PAGE, *([SHEET] if planned else [])]
    expect_outputs(folder, *pages, *names)
    expect_public_folder(folder, view)
    asked = None if planned is None else negotiate(view.case, planned)
    statements = {name: statement for statement, name in named.items()}
    with outputs_of("report", folder, [*pages, *names], view, statements=statements):
        proofs = [proof for number, answer in numbered for proof in write_proofs(folder, view, answer, number)]
        proofs += write_certificates(folder, view, findings).values()
        seals = {proof.path.relative_to(folder).as_posix(): proof.seal for proof in proofs}
        shown = answers and not isinstance(view, PublicCase)
        people = settle(view.case.network, view.case.places).high if shown else None
        record = place_in_record(view.case, answers[0].deadline if answers else None)
        page = report_page.write_report(folder, view, findings, answers, people, seals, record, asked)
        if asked is not None and not isinstance(view, PublicCase):
            write_sheet(folder / SHEET, view, asked)
        write_record(folder / RECORD_PAGE, view, record)
    return WrittenReport(page, tuple(proof.path for proof in proofs))


def _planned(view: View, answers: Sequence[Proved]) -> Answer | None:
    """The answer that concessions are held against: the first, with plans, and not ended by hand."""
    from geleit.model.answer import Answer
    from geleit.model.public import PublicCase

    first = answers[0] if answers else None
    if isinstance(view, PublicCase) or not isinstance(first, Answer) or first.stopped:
        return None
    return first


def written_as(
    case: Case, findings: Sequence[Finding], answers: Sequence[Answer], *, public: bool, sensitive: bool
) -> tuple[View, tuple[Finding, ...], tuple[Proved, ...]]:
    """A view of a case, with what it comes to itself in the place of findings and answers to the whole case.

    A finding may rest on, or quote, what the view leaves out; so those the view itself comes to are taken, in the place
    of each that was given. Those that do not hold in it are counted.

    Parameters
    ----------
    public
        Whether it is to leave the room.
    sensitive
        Of those in the room: whether sensitive statements are in it.

    Raises
    ------
    InputError
        If sensitive statements are to leave the room, or all of the case lies ahead.
    """
    if public and sensitive:
        raise ArgumentError("sensitive", "no sensitive statement leaves the room", "leave out public or sensitive")
    if public:
        leaves = public_of(case)
        asked = [min(answer.deadline, leaves.period.end) for answer in answers]
        proved = {deadline: answer_public(leaves, deadline) for deadline in dict.fromkeys(asked)}
        pairs = [(answer, proved[deadline]) for answer, deadline in zip(answers, asked, strict=True)]
        found, lost = findings_in_public(leaves, case, findings, pairs)
        return _without(leaves, lost), found, tuple(proved.values())
    stays = internal_of(case, sensitive=sensitive, facilities=False)
    if stays.case is case:
        return stays, tuple(findings), tuple(answers)
    found, lost = findings_in_room(stays, findings)
    return _without(stays, lost), found, tuple(answers)


def _without(view: View, lost: int) -> View:
    """A view that tells how many findings do not hold in it."""
    lacks = (LeftOut("findings that rest on what is left out", lost),) if lost else ()
    return replace(view, left_out=(*view.left_out, *lacks))


def problems_with(
    proof: Certificate | Plan, case: Case, statement: str | None = None, deadline: datetime | None = None
) -> tuple[str, ...]:
    """What shows that a proof is not about a case, or not about a statement of it; empty when it is.

    A certificate may also be that of the public part of the case, as it is today.

    Parameters
    ----------
    deadline
        When its time has to end, if it is known.

    Raises
    ------
    InputError
        If the case has no such statement, no proof can decide it, or it leaves open what the certificate has to cover.
    """
    from geleit.evacuation.answer import belongs

    try:
        asked = case if statement is None else _about_statement(case, statement, proof)
        problems = belongs(proof, asked, decides=statement is not None)
    except InputError:  # it may be the number that a statement has in public
        public = _public_part_of(proof, case, statement)
        if public is None:
            raise
        problems = ()
    else:
        public = _public_part_of(proof, case, statement) if problems else None
    if public is None:
        return problems or (*_of_another_time(proof, deadline, case.zone), *_not_on_record(proof, case, today=True))
    by = public.deadline if deadline == case.deadline else deadline
    return (*_of_another_time(proof, by, case.zone), *_not_on_record(proof, public.case, today=True))


def remarks_on(proof: Certificate | Plan, case: Case) -> tuple[str, ...]:
    """What is worth knowing of a proof that is about a case, though nothing is wrong with it."""
    from geleit.io.proofs import hash_of_files

    public = None if proof.title == one_line(case.title) else _public_part_of(proof, case, None)
    about = case if public is None else public.case
    now, remarks = hash_of_files(case.files), [*_not_on_record(proof, about, today=False)]
    if proof.case_sha256 and now and proof.case_sha256 != now:
        remarks.append("files of the case have changed since it was built; its streets, people and exits are the same")
    if proof.title and proof.title != one_line(about.title):
        remarks.append(f"it bears another title than the case: {proof.title!r}, not {one_line(about.title)!r}")
    return tuple(remarks)


def _not_on_record(proof: Certificate | Plan, case: Case, *, today: bool) -> Iterator[str]:
    """What a certificate assumes of crossings that the record does not say of the case; of this version, or another."""
    from geleit.model.certificate import Certificate
    from geleit.record.limits import daily_limits

    if not isinstance(proof, Certificate) or not proof.conditional or today != (proof.version == VERSION):
        return
    known = daily_limits(place_in_record(case, datetime.fromisoformat(proof.by)))
    for conditional in proof.conditional:
        if conditional.condition not in known:
            yield f"what it assumes is not what the record says of the case: {conditional.condition.words}"


def _of_another_time(proof: Certificate | Plan, deadline: datetime | None, zone: ZoneInfo) -> tuple[str, ...]:
    if deadline is None or datetime.fromisoformat(proof.by) == deadline:
        return ()
    asked = deadline.astimezone(zone).isoformat()
    return (f"it says who can be out by {proof.by}, not by {asked}: name the time that you ask about as the deadline",)


def _public_part_of(proof: Certificate | Plan, case: Case, statement: str | None) -> PublicCase | None:
    """The public part of a case, if a proof is about that."""
    from geleit.evacuation.answer import belongs
    from geleit.evacuation.public_answer import belongs_in_public
    from geleit.model.certificate import Certificate
    from geleit.publication import public_case

    if not isinstance(proof, Certificate):
        return None
    try:
        public = public_case(case)
    except InputError:  # all of it lies ahead
        return None
    if statement is None:
        return None if belongs_in_public(proof, public) else public
    if all(row.id != statement for row in public.statements):
        return None
    return None if belongs(proof, _about_statement(public.case, statement, proof), decides=True) else public


def _about_statement(case: Case, statement: str, proof: Certificate | Plan) -> Case:
    """The case as the certificate of a statement is about it: its exits open in the statement's time only."""
    from geleit.assessment import inquiry_about, uncovered
    from geleit.evacuation.inquiry import narrowed
    from geleit.io.case.fields import did_you_mean
    from geleit.model.certificate import Certificate

    known = {row.id: row for row in case.statements}
    if statement not in known:
        raise ArgumentError("statement", f"no statement has the id {statement!r:.80}", did_you_mean(statement, known))
    asked = inquiry_about(case, known[statement])
    if asked is None:
        problem = f"no proof can decide the statement {statement!r:.80}"
        raise ArgumentError("statement", problem, "see docs/method/claims.md")
    if isinstance(proof, Certificate) and (asks := uncovered(case, known[statement], proof)):
        problem = f"no certificate covers the statement {statement!r:.80}: {' '.join(map(str, asks))}"
        raise ArgumentError("statement", problem, "geleit ledger correct enters what is missing")
    return narrowed(case, asked)


def tested_of(case: Case, statement: str) -> str:
    """What exactly is tested of a statement of a case; empty where there is no such statement."""
    from geleit.assessment import proposition_of

    return next((str(proposition_of(case, row)) for row in case.statements if row.id == statement), "")
