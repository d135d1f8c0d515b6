"""What several commands share: their arguments, reading a case, answering, writing the proofs."""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from datetime import datetime
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from geleit.cli.exit_codes import wound_up
from geleit.cli.progress import steps
from geleit.errors import InputError

if TYPE_CHECKING:
    from geleit.model.answer import Answer
    from geleit.model.case import Case
    from geleit.model.finding import Finding
    from geleit.model.plan import Effort

CaseArgument = Annotated[str, typer.Argument(metavar="CASE", help="A case folder, or the name of a bundled case.")]
PROOFS = "certificate.json", "plan.json"
STATEMENTS_FOLDER = "claims"
"""Folder for the certificates of statements."""
NOT_PUBLIC = "not-public"
"""Folder for those of statements that must not become public."""
OutOption = Annotated[Path, typer.Option("--out", help="Folder for the files written.")]
JsonOption = Annotated[bool, typer.Option("--json", help="Print one JSON object and nothing else.")]
DeadlineOption = Annotated[
    str | None,
    typer.Option("--deadline", help="ISO 8601, in the case's zone when it names none; default: the case's own."),
]


def open_case(case: str) -> Case:
    """Read a case, with progress."""
    from geleit.io.case.casefile import read_case

    with steps(1) as begin:
        begin(f"reading {case}")
        return read_case(case)


@contextmanager
def within(case: str) -> Iterator[None]:
    """Name the case in what is wrong with it as a whole."""
    try:
        yield
    except InputError as problem:
        raise InputError(f"{case}: {problem.where}", problem.problem, problem.remedy) from None


def answered(
    name: str, case: Case, deadline: str | None, effort: Effort | None = None, *, by_district: bool = False
) -> Answer:
    """Ask who can be out by the deadline, with progress."""
    from geleit.evacuation.answer import STEPS, evacuate
    from geleit.model.plan import DEFAULT_EFFORT

    moment = None if deadline is None else _moment(deadline, case)
    with within(name), steps(STEPS) as begin, wound_up() as stopped:
        return evacuate(case, moment, begin, effort or DEFAULT_EFFORT, by_district=by_district, stopped=stopped)


def _moment(text: str, case: Case) -> datetime:
    from geleit.io.case.fields import read_time

    try:
        return read_time(text, case.zone)
    except ValueError as problem:
        raise InputError("--deadline", str(problem)) from None


def write_proofs(out: Path, answer: Answer) -> tuple[Path, Path]:
    """Write certificate and plan into a folder."""
    from geleit.io.proofs import write_proof

    certificate, plan = (out / name for name in PROOFS)
    write_proof(certificate, answer.certificate)
    write_proof(plan, answer.plan)
    return certificate, plan


def tested(name: str, case: Case) -> tuple[Finding, ...]:
    """Test the statements of a case, with progress."""
    from geleit.assessment import assess_statements, inquiries_of
    from geleit.evacuation.inquiry import inquire

    asked = inquiries_of(case)
    with within(name), steps(1 + len(asked)) as begin:
        return assess_statements(case, inquire(case, asked, begin))


def about_statement(case: Case, statement: str) -> Case:
    """The case as the certificate of a statement is about it: its exits open in the statement's time only."""
    from geleit.assessment import inquiry_about
    from geleit.evacuation.inquiry import narrowed
    from geleit.io.case.fields import did_you_mean

    known = {row.id: row for row in case.statements}
    if statement not in known:
        raise InputError("--claim", f"no statement has the id {statement!r:.80}", did_you_mean(statement, known))
    asked = inquiry_about(case, known[statement])
    if asked is None:
        raise InputError("--claim", f"no proof can decide the statement {statement!r:.80}", "see docs/method/claims.md")
    return narrowed(case, asked)


def write_certificates(out: Path, case: Case, findings: Iterable[Finding]) -> dict[str, Path]:
    """Write the certificates of statements that are proved impossible, each named by the statement; their places.

    What must not become public has a folder of its own, so that it never stands among what a report shows.
    """
    from geleit.io.proofs import write_proof
    from geleit.model.finding import StatementFinding

    written: dict[str, Path] = {}
    public = {statement.id for statement in case.public.statements}
    for finding in findings:
        if isinstance(finding, StatementFinding) and finding.certificate is not None:
            folder = STATEMENTS_FOLDER if finding.statement in public else NOT_PUBLIC
            written[finding.statement] = out / folder / f"{file_stem(finding.statement)}.json"
            write_proof(written[finding.statement], finding.certificate)
    return written


def file_stem(statement: str) -> str:
    """A name for a file of a statement; ids that no file can have get a part of their hash."""
    plain = re.sub(r"[^\w.-]+", "-", statement).strip(".-")[:60]
    return plain if plain == statement else f"{plain or 'statement'}-{sha256(statement.encode()).hexdigest()[:8]}"


def print_json(value: dict[str, Any]) -> None:
    """Print one JSON object, as letters that the terminal can show."""
    readable = sys.stdout.encoding.lower().replace("-", "") == "utf8"
    typer.echo(json.dumps(value, ensure_ascii=not readable, indent=2))


def shown(text: str) -> str:
    """A text as a terminal may show it: on one line, and with nothing that changes the direction of writing."""
    from geleit.io.evidence.log_line import shown as shown_on_one_line

    return shown_on_one_line(text)
