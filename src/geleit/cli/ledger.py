"""``geleit ledger``: who said what; read it, add to it, correct it, pass it on."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from geleit import workflow
from geleit.cli.entry_options import cells_of, takes
from geleit.cli.import_streets import case_or_here
from geleit.cli.progress import steps
from geleit.cli.sections import InOrder
from geleit.cli.shared_options import (
    CaseArgument,
    JsonOption,
    PublicOption,
    SensitiveOption,
    open_case,
    open_view,
    print_json,
    shown,
    within,
)
from geleit.cli.source import CaseFolder, CaseOption
from geleit.errors import InputError
from geleit.files import write_atomically
from geleit.io.case.bundled import case_folder
from geleit.io.case.specs.statements import STATEMENTS

if TYPE_CHECKING:
    from geleit.io.ledger.store import Ledger
    from geleit.model.public import LedgerView, PublicCase

ledger = typer.Typer(
    cls=InOrder,
    help="Keep who said what, when, and where it was read.\n\nEntries are added and corrected, never rewritten.",
    no_args_is_help=True,
    rich_markup_mode=None,
)


class Form(StrEnum):
    """Forms of an exported ledger."""

    csv = "csv"
    claim = "claim"
    annotation = "annotation"
    claimreview = "claimreview"


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
    _enter(case_folder(case), cells_of(STATEMENTS, said))


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
    from geleit.io.ledger.store import correction
    from geleit.report.text.ledger import corrections_of

    folder = case_folder(case)
    found = _read(folder)
    row = correction(found, entry, cells_of(STATEMENTS, said))
    earlier = corrections_of(found.statements).get(entry, [])
    _enter(folder, row, *(f"{entry} was corrected before, by {one}" for one in earlier))


@ledger.command()
def export(
    case: CaseArgument,
    out: Annotated[Path, typer.Option("--out", help="File to write; it must not be there yet.")],
    form: Annotated[
        Form,
        typer.Option(
            "--as", help="csv: a table without loss; annotation: W3C; claim, claimreview (of tests): schema.org."
        ),
    ] = Form.csv,
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
    view = _view(case, public=public or form is not Form.csv, sensitive=sensitive)
    if form is Form.claimreview:
        _export_reviews(case, out, entries)
        return
    if isinstance(view, PublicCase):
        written, text = _written(form, out, view)
    else:
        written, text = len(view.statements), _table(out, view)
    write_atomically(out, text)
    typer.echo(f"  {_entries(written)} of {entries:,}")
    if isinstance(view, PublicCase):
        typer.echo(f"  {stamp_text(view)}")
    else:
        if hidden := sum(row.count for row in view.left_out):
            typer.echo(f"  {_entries(hidden)} left out, being sensitive (--with-sensitive writes them)")
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


def _export_reviews(case: str, out: Path, entries: int) -> None:
    """Test the statements and write what came to a verdict; one that sensitive entries change is left out."""
    read = open_case(case)
    with within(case), steps() as begin:
        reviews = workflow.review_statements(read, begin)
    if not reviews.documents:
        remedy = f"geleit assess {case} claims shows what each test lacks"
        raise InputError(
            case, "no entry that may become public came to a verdict, so there is nothing to review", remedy
        )
    write_atomically(out, json.dumps(reviews.documents, ensure_ascii=False, indent=2) + "\n")
    count = len(reviews.documents)
    typer.echo(f"  {count:,} of {_entries(entries)} reviewed; the others are untested, undetermined or sensitive")
    if reviews.left_out:
        out_of = f"{_entries(reviews.left_out)} left out"
        typer.echo(f"  look again  {out_of}: the verdict hangs on what must not become public")
    typer.echo("  author and datePublished are yours to put in")
    typer.echo(f"wrote {shown(str(out))}")


def _read(case: str | Path) -> Ledger:
    from geleit.io.case.bundled import find_case
    from geleit.io.ledger.store import read_ledger

    return read_ledger(find_case(case))


def _enter(case: Path, row: Mapping[str, str], *notes: str) -> None:
    from geleit.io.evidence.log_line import moment
    from geleit.io.ledger.store import add_entries, new_entry

    done = add_entries(case, [new_entry({**row, "entered_at": moment(datetime.now(UTC))})])
    for note in notes:
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


def _table(out: Path, view: LedgerView) -> str:
    from geleit.io.ledger.exchange import as_csv

    return as_csv(str(out), view)


def _written(form: Form, out: Path, view: PublicCase) -> tuple[int, str]:
    """How many entries are written, and how."""
    from geleit.report.json.linked_data import annotations_jsonld, claims_jsonld

    if form is Form.csv:
        return len(view.statements), _table(out, view)
    built = claims_jsonld(view) if form is Form.claim else annotations_jsonld(view)
    written = sum(form is Form.claim or statement.wording is not None for statement in view.statements)
    return written, json.dumps(built, ensure_ascii=False, indent=2) + "\n"


def _entries(count: int) -> str:
    return f"{count:,} {'entry' if count == 1 else 'entries'}"
