"""``geleit ledger``: who said what; read it, add to it, correct it, pass it on."""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from geleit import workflow
from geleit.cli.entry_options import takes
from geleit.cli.import_streets import case_or_here
from geleit.cli.progress import steps
from geleit.cli.sections import InOrder
from geleit.cli.shared_options import (
    CaseArgument,
    JsonOption,
    NewFileOption,
    PublicOption,
    SensitiveOption,
    as_options,
    open_case,
    open_view,
    print_internal,
    print_json,
    shown,
    within,
)
from geleit.cli.source import ByOption, CaseFolder, CaseOption
from geleit.errors import InputError, quoted
from geleit.io.case.bundled import case_folder
from geleit.io.case.specs.statements import STATEMENTS
from geleit.workflow.ledger_export import LedgerForm

if TYPE_CHECKING:
    from geleit.io.ledger.entries import Ledger
    from geleit.model.public import LedgerView

ledger = typer.Typer(
    cls=InOrder,
    help="Keep who said what, when, and where it was read.\n\nEntries are added and corrected, never rewritten.",
    no_args_is_help=True,
    rich_markup_mode=None,
)


@ledger.command("list")
def list_(
    case: CaseArgument,
    public: PublicOption = False,
    sensitive: SensitiveOption = False,
    as_json: JsonOption = False,
) -> None:
    """Show every entry, and who speaks of the same.

    Who said what when, and what took its place.
    """
    from geleit.report.text.ledger import corrections_of, ledger_json, ledger_lines

    view = _view(case, public=public, sensitive=sensitive)
    if as_json:
        print_json(ledger_json(view))
        return
    for line in ledger_lines(view):
        typer.echo(shown(line))
    corrected = len(corrections_of(view.statements))
    typer.echo(f"{shown(case)}: {_entries(len(view.statements))}, {corrected:,} of them corrected by another")


@ledger.command()
@takes(STATEMENTS)
def add(
    case: CaseFolder,
    **said: str | bool | None,
) -> None:
    """Add an entry; needs --speaker, --text and --source."""
    _enter(case_folder(case), said)


@ledger.command()
@takes(STATEMENTS)
def correct(
    case: CaseFolder,
    entry: Annotated[str, typer.Argument(metavar="ID", help="Id of the entry that was wrong.")],
    **said: str | bool | None,
) -> None:
    """Add an entry that takes the place of another.

    The other stays. What is not given is the same, '' empties it.
    """
    from geleit.report.text.ledger import corrections_of

    folder = case_folder(case)
    earlier = corrections_of(_read(folder).statements).get(entry, [])
    _enter(folder, said, entry, (f"{entry} was corrected before, by {one}" for one in earlier))


@ledger.command()
def export(
    case: CaseArgument,
    out: NewFileOption,
    form: Annotated[
        LedgerForm,
        typer.Option(
            "--as", help="csv: a table to import; annotation: W3C; claim, claimreview (of tests): schema.org."
        ),
    ] = "csv",
    public: Annotated[
        bool, typer.Option("--public", help="Only entries that may leave the room; all but csv are.")
    ] = False,
    sensitive: SensitiveOption = False,
) -> None:
    """Write the ledger into a file.

    As a table that can be imported, or for programs of others.
    """
    from geleit.model.public import PublicCase
    from geleit.report.stamps import stamp_text

    entries = len(_read(case).statements)
    if os.path.lexists(out):
        raise InputError(str(out), "there is a file already", "name a new one")
    if sensitive and form != "csv":
        problem = f"--as {form} is public, and no sensitive statement leaves the room"
        raise InputError("--with-sensitive", problem, "leave it out, or take --as csv")
    view = _view(case, public=public or form != "csv", sensitive=sensitive)
    if form == "claimreview":
        _export_reviews(case, out, entries)
        return
    written = workflow.write_ledger(out, view, form)
    typer.echo(f"  {_entries(written)} of {entries:,}")
    if isinstance(view, PublicCase):
        typer.echo(f"  {stamp_text(view)}")
    else:
        if hidden := sum(row.count for row in view.left_out):
            typer.echo(
                f"  {_entries(hidden)} left out: sensitive, or pointing to such a one (--with-sensitive writes them)"
            )
        typer.echo("  look again  it is not for publication (--public writes what is)")
    typer.echo(f"wrote {shown(str(out))}")


@ledger.command("import")
def import_(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="A CSV file that geleit ledger export wrote.")],
    case: CaseOption = None,
) -> None:
    """Add the entries of a file that are not there yet.

    All of them, or none.
    """
    from geleit.io.ledger.exchange import import_entries

    into = case_or_here(case)
    done = import_entries(into, file)
    for statement in done.statements:
        typer.echo(f"  {shown(statement.id)}: {shown(statement.speaker)}")
    typer.echo(f"  {_entries(len(done.statements))} added, {done.known:,} here before")
    typer.echo(f"wrote {shown(str(done.file))}" if done.statements else f"{shown(str(into))}: nothing was added")


@ledger.command()
def accept(
    case: CaseFolder,
    because: Annotated[str, typer.Option("--because", help="Why it was edited; needed where it was.")] = "",
    by: ByOption = "",
    as_json: JsonOption = False,
) -> None:
    """Take edits by hand over, and keep the reason.

    Of ledger and sources, in the log; begins the chain where there is none yet.
    """
    from geleit.io.ledger.chained import accept_edits

    folder = case_folder(case)
    with as_options(because="--because"):
        done = accept_edits(folder, because, by)
    if as_json:
        print_internal({"case": str(case), "line": done.entry.number, "last_line": done.entry.digest,
                        "because": done.entry.title, "edits": list(done.edits),
                        "remaining": list(done.remaining)})  # fmt: skip
    else:
        for edit in done.edits:
            typer.echo(f"  accepted    {shown(edit)}")
        for problem in done.remaining:
            typer.echo(f"  look again  {shown(problem)}")
        typer.echo(f"wrote line {done.entry.number:,} of the log: {shown(done.entry.title)}")
        typer.echo(f"  last line   {done.entry.digest}")


def _export_reviews(case: str, out: Path, entries: int) -> None:
    """Test the statements by what is public alone, and write what came to a verdict."""
    read = open_case(case)
    with within(case), steps() as begin:
        count = workflow.write_reviews(out, read, begin)
    typer.echo(f"  {count:,} of {_entries(entries)} reviewed; the others are untested, undetermined or sensitive")
    typer.echo("  look again  they were tested by what is public alone; what stays in may come to another verdict")
    typer.echo("  author and datePublished are yours to put in")
    typer.echo(f"wrote {shown(str(out))}")


def _read(case: str | Path) -> Ledger:
    from geleit.io.case.bundled import find_case
    from geleit.io.ledger.entries import read_ledger

    return read_ledger(find_case(case))


def _enter(case: Path, said: Mapping[str, str | bool | None], corrects: str = "", notes: Iterable[str] = ()) -> None:
    from geleit.io.ledger.entered import enter, given_columns

    with as_options(**{name: column.options for name, column in given_columns(STATEMENTS).items()}):
        done = enter(case, said, corrects)
    proposed = ((statement.id, workflow.echo_of(case, statement)) for statement in done.statements)
    echoes = (
        f"{name} may only pass on {echo.original}: {echo.because}; if so, then "
        f"geleit ledger correct {quoted(case)} {quoted(name)} --repeats {quoted(echo.original)}; "
        "if it is its speaker's own word, --repeats none"
        for name, echo in proposed
        if echo is not None
    )
    for note in (*notes, *echoes):
        typer.echo(f"  look again  {shown(note)}")
    typer.echo(f"wrote {shown(str(done.file))}: {', '.join(shown(statement.id) for statement in done.statements)}")


def _view(case: str, *, public: bool, sensitive: bool) -> LedgerView:
    """The ledger as it was asked for; what may leave is decided with the whole case."""
    from geleit.model.public import PublicCase

    found = _read(case)
    view = open_view(case, public=True, sensitive=sensitive) if public else None
    if isinstance(view, PublicCase):
        return view
    return workflow.ledger_of(found.name, found.statements, found.sources, sensitive=sensitive)


def _entries(count: int) -> str:
    from geleit.report.numbers import many

    return many(count, "entry", "entries")
