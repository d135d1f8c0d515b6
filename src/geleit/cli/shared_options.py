"""What several commands share: their arguments, reading a case, answering."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from geleit import workflow
from geleit.cli.exit_codes import complain, wound_up
from geleit.cli.progress import steps
from geleit.errors import ArgumentError, InputError
from geleit.model.stamp import PUBLIC

if TYPE_CHECKING:
    from geleit.model.answer import Proved
    from geleit.model.case import Case
    from geleit.model.plan import Effort
    from geleit.model.public import View
    from geleit.model.stamp import LeftOut, Stamped

CaseArgument = Annotated[str, typer.Argument(metavar="CASE", help="A case folder, or the name of a bundled case.")]
NewFileOption = Annotated[Path, typer.Option("--out", help="File to write; it must not be there yet.")]
OutOption = Annotated[Path, typer.Option("--out", help="Folder for the files written.")]
JsonOption = Annotated[bool, typer.Option("--json", help="Print one JSON object and nothing else.")]
TimingsOption = Annotated[
    bool, typer.Option("--timings/--no-timings", help="Also how long each part took, which differs each time.")
]
BudgetOption = Annotated[str, typer.Option(help="But look no longer than this for a better plan.")]
DeadlineOption = Annotated[
    str | None,
    typer.Option("--deadline", help="ISO 8601, in the case's zone when it names none; default: the case's own."),
]


PublicOption = Annotated[
    bool, typer.Option("--public", help="Only what may leave the room: no shelter, facility, private name, way ahead.")
]
SensitiveOption = Annotated[
    bool, typer.Option("--with-sensitive", help="Also sensitive statements, which never leave the room.")
]


def open_view(case: str, *, public: bool, sensitive: bool = False, facilities: bool = True) -> View:
    """Read a case, as much of it as was asked for, with progress."""
    expect_kept(public=public, sensitive=sensitive)
    opened = open_case(case)
    with within(case):
        return workflow.view_of(opened, public=public, sensitive=sensitive, facilities=facilities)


def expect_kept(*, public: bool, sensitive: bool) -> None:
    """See to it that nothing sensitive is to be public."""
    if public and sensitive:
        raise InputError("--with-sensitive", "no sensitive statement leaves the room", "leave out one of the options")


def open_case(case: str) -> Case:
    """Read a case, with progress."""
    from geleit.io.case.casefile import read_case

    with steps() as begin:
        begin(f"reading {case}", 1)
        return read_case(case)


@contextmanager
def as_options(**options: str) -> Iterator[None]:
    """Name the option in what is wrong with an argument: with ``bbox="--bbox"`` what is wrong with ``bbox``."""
    try:
        yield
    except ArgumentError as problem:
        option = options.get(problem.argument, problem.argument)
        raise ArgumentError(option, problem.problem, problem.remedy, problem.part) from None


@contextmanager
def within(case: str) -> Iterator[None]:
    """Name the case in what is wrong with it as a whole."""
    try:
        yield
    except InputError as problem:
        raise InputError(f"{case}: {problem.where}", problem.problem, problem.remedy) from None


def answered(
    name: str,
    view: View,
    deadline: str | None,
    effort: Effort | None = None,
    *,
    by_district: bool = False,
    equal_shares: bool = False,
) -> Proved:
    """Ask who can be out by the deadline, with progress; what is likely to be a slip is told beside the answer."""
    from geleit.model.plan import DEFAULT_EFFORT

    moment = None if deadline is None else moment_of(deadline, view.case)
    with within(name), steps() as begin, wound_up() as stopped:
        found = workflow.answer_view(
            view,
            moment,
            begin,
            effort or DEFAULT_EFFORT,
            by_district=by_district,
            equal_shares=equal_shares,
            stopped=stopped,
        )
        slips = workflow.grave_slips(view)
    for slip in slips:
        complain(f"look again: {slip}")
    return found


def moment_of(text: str, case: Case) -> datetime:
    """A deadline that was named, in the case's zone when it names none."""
    from geleit.io.case.fields import read_time

    try:
        return read_time(text, case.zone)
    except ValueError as problem:
        raise InputError("--deadline", str(problem)) from None


def print_json(value: dict[str, Any]) -> None:
    """Print one JSON object, as letters that the terminal can show."""
    readable = sys.stdout.encoding.lower().replace("-", "") == "utf8"
    typer.echo(json.dumps(value, ensure_ascii=not readable, indent=2))


def print_internal(value: dict[str, Any], left_out: tuple[LeftOut, ...] = ()) -> None:
    """The same of what is no view of a case: it says that it is not for publication."""
    from geleit.model.stamp import InternalFile
    from geleit.report.stamps import stamp_json

    print_json({**stamp_json(InternalFile(left_out)), **value})


def told(view: Stamped, folder: Path, path: Path) -> Path:
    """Where a file was written, as an output tells it: of a public one only where it is in the folder written to."""
    return path.relative_to(folder) if view.publication == PUBLIC else path


def shown(text: str) -> str:
    """A text as a terminal may show it: on one line, and with nothing that changes the direction of writing."""
    from geleit.io.evidence.log_line import shown as shown_on_one_line

    return shown_on_one_line(text)
