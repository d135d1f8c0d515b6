"""``geleit ledger``: who said what; read it, add to it, correct it, pass it on."""

from __future__ import annotations

import json
import os
from collections.abc import Mapping
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from geleit import workflow
from geleit.cli.import_streets import case_or_here
from geleit.cli.progress import steps
from geleit.cli.sections import InOrder
from geleit.cli.shared_options import CaseArgument, JsonOption, open_case, print_json, shown, within
from geleit.cli.source import CaseFolder, CaseOption
from geleit.errors import InputError
from geleit.files import write_atomically
from geleit.io.case.bundled import case_folder

if TYPE_CHECKING:
    from geleit.io.ledger.store import Ledger
    from geleit.model.statement import Statement

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


Speaker = Annotated[str | None, typer.Option("--speaker", help="Who said it: a public figure, office or organisation.")]
Text = Annotated[str | None, typer.Option("--text", help="What was said, quoted or in your own words.")]
SourceId = Annotated[str | None, typer.Option("--source", help="Id of the source it was read in.")]
At = Annotated[str | None, typer.Option("--at", help="When it was said, such as 2016-07-28T10:00.")]
Role = Annotated[str | None, typer.Option("--role", help="Office of the speaker.")]
Party = Annotated[str | None, typer.Option("--party", help="Id of a party.")]
Topic = Annotated[str | None, typer.Option("--topic", help="Such as corridor, departures, pause, aid.")]
Asserts = Annotated[
    str | None, typer.Option("--asserts", help="What of it can be checked, such as people-left or corridor-open.")
]
About = Annotated[
    str | None, typer.Option("--about", help="Id of the corridor, exit, pause, delivery or facility it is about.")
]
Quantity = Annotated[
    str | None, typer.Option("--quantity", help="The figure in it: 12, 10..14 (the middle is likely), or 10..11..14.")
]
Unit = Annotated[str | None, typer.Option("--unit", help="What the figure counts, such as people.")]
Days = Annotated[str | None, typer.Option("--days", help="For how many days aid is enough; as for --quantity.")]
Since = Annotated[str | None, typer.Option("--since", help="Start of the time it speaks of.")]
Until = Annotated[
    str | None, typer.Option("--until", help="End of the time it speaks of; of a deadline, the deadline.")
]
Stage = Annotated[str | None, typer.Option("--stage", help="Of people who left: departed or arrived.")]
Whom = Annotated[str | None, typer.Option("--whom", help="Who is counted, such as civilians.")]
PartOf = Annotated[str | None, typer.Option("--part-of", help="Id of the entry with the total it is a part of.")]
Outlet = Annotated[str | None, typer.Option("--outlet", help="Who carried it, such as a news agency.")]
Manner = Annotated[
    str | None, typer.Option("--form", help="How the source gives it: direct, indirect, mixed, reported.")
]
Words = Annotated[str | None, typer.Option("--wording", help="The words of the source that it rests on.")]
OrMore = Annotated[bool | None, typer.Option("--or-more/--no-more", help="The figure is the least, as in: more than.")]
Denies = Annotated[
    bool | None, typer.Option("--denies/--affirms", help="It says the opposite, such as that a corridor is shut.")
]
Complete = Annotated[
    bool | None, typer.Option("--complete/--in-part", help="The parts of this total are all its parts, by the source.")
]
Sensitive = Annotated[
    bool | None, typer.Option("--sensitive/--not-sensitive", help="Whether it stays out of what is made public.")
]
By = Annotated[str | None, typer.Option("--by", help="Who enters it, such as an office.")]
Note = Annotated[str | None, typer.Option("--note", help="A remark for readers.")]
NewId = Annotated[str | None, typer.Option("--id", help="Id of the new entry; default: made of speaker and day.")]


@ledger.command("list")
def list_(case: CaseArgument, as_json: JsonOption = False) -> None:
    """Show every entry, and who speaks of the same.

    Who said what when, and what took its place.
    """
    from geleit.report.text.ledger import corrections_of, ledger_json, ledger_lines

    found = _read(case)
    if as_json:
        print_json(ledger_json(found.name, found.statements))
        return
    for line in ledger_lines(found.statements):
        typer.echo(shown(line))
    corrected = len(corrections_of(found.statements))
    typer.echo(f"{shown(case)}: {_entries(len(found.statements))}, {corrected:,} of them corrected by another")


@ledger.command()
def add(
    case: CaseFolder,
    speaker: Speaker = None,
    text: Text = None,
    source: SourceId = None,
    id: NewId = None,  # noqa: A002 - named like its column
    at: At = None,
    role: Role = None,
    party: Party = None,
    topic: Topic = None,
    asserts: Asserts = None,
    about: About = None,
    denies: Denies = None,
    quantity: Quantity = None,
    or_more: OrMore = None,
    unit: Unit = None,
    days: Days = None,
    since: Since = None,
    until: Until = None,
    stage: Stage = None,
    whom: Whom = None,
    part_of: PartOf = None,
    complete: Complete = None,
    outlet: Outlet = None,
    form: Manner = None,
    wording: Words = None,
    sensitive: Sensitive = None,
    by: By = None,
    note: Note = None,
) -> None:
    """Add an entry; needs --speaker, --text and --source."""
    said = locals()  # by the names of the parameters, which are those of the columns
    _enter(case_folder(said.pop("case")), _cells(said))


@ledger.command()
def correct(
    case: CaseFolder,
    entry: Annotated[str, typer.Argument(metavar="ID", help="Id of the entry that was wrong.")],
    speaker: Speaker = None,
    text: Text = None,
    source: SourceId = None,
    id: NewId = None,  # noqa: A002 - named like its column
    at: At = None,
    role: Role = None,
    party: Party = None,
    topic: Topic = None,
    asserts: Asserts = None,
    about: About = None,
    denies: Denies = None,
    quantity: Quantity = None,
    or_more: OrMore = None,
    unit: Unit = None,
    days: Days = None,
    since: Since = None,
    until: Until = None,
    stage: Stage = None,
    whom: Whom = None,
    part_of: PartOf = None,
    complete: Complete = None,
    outlet: Outlet = None,
    form: Manner = None,
    wording: Words = None,
    sensitive: Sensitive = None,
    by: By = None,
    note: Note = None,
) -> None:
    """Add an entry that takes the place of another.

    The other stays. What is not given is the same, '' empties it.
    """
    said = locals()  # by the names of the parameters, which are those of the columns
    from geleit.io.ledger.store import correction
    from geleit.report.text.ledger import corrections_of

    folder = case_folder(said.pop("case"))
    found = _read(folder)
    row = correction(found, said.pop("entry"), _cells(said))
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
        bool, typer.Option("--public", help="Without sensitive entries and who entered what; all but csv are.")
    ] = False,
) -> None:
    """Write the ledger into a file.

    As a table that can be imported, or for programs of others.
    """
    from geleit.model.statement import for_public

    found = _read(case)
    if os.path.lexists(out):
        raise InputError(str(out), "there is a file already", "name a new one")
    if form is Form.claimreview:
        _export_reviews(case, out, len(found.statements))
        return
    open_to_all = public or form is not Form.csv
    statements = for_public(found.statements) if open_to_all else found.statements
    if form is Form.annotation:
        statements = tuple(statement for statement in statements if statement.wording)
    write_atomically(out, _written(form, out, statements, found))
    typer.echo(f"  {_entries(len(statements))} of {len(found.statements):,}")
    if not open_to_all and (kept := sum(statement.sensitive for statement in statements)):
        typer.echo(f"  look again  {_entries(kept)} in it must not become public (--public leaves them out)")
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


def _cells(said: dict[str, Any]) -> dict[str, str]:
    """The options that were given as cells of the table."""
    from geleit.io.case.statement_table import range_cells

    given = {name: value for name, value in said.items() if value is not None}
    columns = {"unit": "quantity_unit", "by": "entered_by"}
    cells: dict[str, str] = {}
    for name, value in given.items():
        if name in ("quantity", "days"):
            try:
                cells |= range_cells(name, value)
            except ValueError as fault:
                raise InputError(f"--{name}", str(fault)) from None
        else:
            cells[columns.get(name, name)] = {True: "yes", False: "no"}.get(value, value)
    return cells


def _written(form: Form, out: Path, statements: tuple[Statement, ...], found: Ledger) -> str:
    from geleit.io.ledger.exchange import as_csv
    from geleit.report.json.linked_data import annotations_jsonld, claims_jsonld

    if form is Form.csv:
        return as_csv(str(out), statements)
    build = claims_jsonld if form is Form.claim else annotations_jsonld
    return json.dumps(build(statements, found.sources), ensure_ascii=False, indent=2) + "\n"


def _entries(count: int) -> str:
    return f"{count:,} {'entry' if count == 1 else 'entries'}"
