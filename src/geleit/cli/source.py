"""``geleit source``: keep the originals that a case rests on, prove that they are unchanged, pass them on."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from geleit import workflow
from geleit.cli.exit_codes import complain
from geleit.cli.import_streets import case_or_here
from geleit.cli.progress import counted
from geleit.cli.sections import InOrder
from geleit.cli.shared_options import JsonOption, NewFileOption, SensitiveOption, as_options, print_internal, shown
from geleit.errors import InputError
from geleit.io.case.bundled import case_folder
from geleit.io.case.fields import SHA256

if TYPE_CHECKING:
    from geleit.io.evidence.capture import Captured
    from geleit.io.evidence.log import Log
    from geleit.io.evidence.log_line import Entry

source = typer.Typer(
    cls=InOrder,
    help="Keep originals of sources unaltered.\n\nA log shows every change.",
    no_args_is_help=True,
    rich_markup_mode=None,
)

CaseFolder = Annotated[Path, typer.Argument(metavar="CASE", help="A case folder.")]
CaseOption = Annotated[
    Path | None, typer.Option("--case", help="The case; default: the current folder, where it is one.")
]
ByOption = Annotated[str, typer.Option("--by", help="Who does this, such as an office; default: unnamed.")]


@source.command()
def add(
    file: Annotated[Path, typer.Argument(metavar="FILE", help="The file as it was captured.")],
    outlet: Annotated[str, typer.Option("--outlet", help="Who published it.")],
    date: Annotated[str, typer.Option("--date", help="Day on which it was published, such as 2016-07-28.")],
    case: CaseOption = None,
    title: Annotated[str, typer.Option("--title", help="Its title; default: the name of the file.")] = "",
    url: Annotated[str, typer.Option("--url", help="Where it was found.")] = "",
    by: ByOption = "",
    id_: Annotated[str, typer.Option("--id", help="Id of the source; default: made of outlet and date.")] = "",
    as_json: JsonOption = False,
) -> None:
    """Keep a file as it is, and add it to the case's sources.

    The log has the time and its SHA-256.
    """
    from geleit.io.evidence.capture import About, capture

    with counted() as count:
        done = capture(case_or_here(case), file, About(outlet, date, title, url, by, id_), count)
    if as_json:
        print_internal(_added_json(case_or_here(case), done))
    else:
        _tell_added(case_or_here(case), done)


@source.command()
def verify(
    case: CaseFolder,
    expect: Annotated[
        str | None, typer.Option("--expect", help="Hash of the last line that an earlier check printed.")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Check originals, log, sources and ledger against each other.

    Lists each alteration by file, row and field; the exit code is 1 if there is one.
    """
    if expect is not None and not SHA256.fullmatch(expect := expect.strip().lower()):
        raise InputError("--expect", "expected 64 hexadecimal digits", "geleit source verify prints them")
    with counted() as count:
        found = workflow.verify_sources(case_folder(case), expect or "", count)
    log, listed = found.log, found.log.originals
    if as_json:
        print_internal({"case": str(case), "holds": not found.problems, "lines": len(log.entries),
                    "originals": len(listed), "bytes": sum(listed.values()), "last_line": log.head,
                    "chained": found.chained, "compared": found.compared,
                    "problems": list(found.problems), "notes": list(found.notes)})  # fmt: skip
    else:
        typer.echo(f"  {_counts(log)}, {_many(sum(listed.values()), 'byte')}")
        if found.chained is not None:
            compared = f"the words of {found.compared:,} compared with originals"
            typer.echo(f"  {_many(found.chained, 'entry', 'entries')} of the ledger chained, {compared}")
        for note in found.notes:
            typer.echo(f"  look again  {shown(note)}")
        typer.echo(f"  last line   {log.head}")
        for problem in found.problems:
            complain(problem)
        outcome = (
            _many(len(found.problems), "ALTERATION", "ALTERATIONS")
            if found.problems
            else "nothing was altered of originals, log, sources and ledger"
        )
        typer.echo(f"{shown(str(case))}: {outcome}")
    raise typer.Exit(1 if found.problems else 0)


@source.command("list")
def list_(case: CaseFolder, as_json: JsonOption = False) -> None:
    """List what was captured, oldest first.

    As the log has it; nothing is checked.
    """
    from geleit.io.evidence.store import expect_store, reading
    from geleit.model.stamp import InternalFile
    from geleit.report.stamps import stamp_text

    with reading(expect_store(case_folder(case))) as log:
        entries = [entry for entry in log.entries if not entry.of_tables]
    if as_json:
        print_internal({"case": str(case), "captures": [asdict(entry) for entry in entries]})
        return
    for entry in entries:
        typer.echo(f"  {entry.captured_at}  {entry.sha256[:12]}  {entry.size:>12,}  {shown(_titled(entry))}")
    typer.echo(f"  {stamp_text(InternalFile())}")
    typer.echo(f"{shown(str(case))}: {_counts(log)}")


@source.command()
def copy(
    sha256: Annotated[str, typer.Argument(metavar="SHA", help="SHA-256 of the original, or its first 8 digits.")],
    out: NewFileOption,
    case: CaseOption = None,
) -> None:
    """Copy an original to where it may be opened and changed."""
    from geleit.io.evidence.copied import copy_original

    with as_options(sha256="SHA"):
        digest = copy_original(case_or_here(case), sha256, out)
    typer.echo(f"wrote {shown(str(out))}, a copy of {digest}")


@source.command()
def keygen(
    file: Annotated[Path, typer.Argument(metavar="KEYFILE", help="File for the private key, outside any case.")],
) -> None:
    """Make a key pair for signing bags.

    Give the .pub file to those who are to check them.
    """
    from geleit.io.evidence.signature import make_keys

    public, key = make_keys(file)
    typer.echo(f"  public key  {key}")
    typer.echo(f"wrote {shown(str(file))} (keep it secret) and {shown(str(public))}")


@source.command()
def export(
    case: CaseFolder,
    out: Annotated[Path, typer.Option("--out", help="Folder to make; it must not hold anything yet.")],
    sign: Annotated[Path | None, typer.Option("--sign", help="Private key to sign with.")] = None,
    sensitive: SensitiveOption = False,
    as_json: JsonOption = False,
) -> None:
    """Make a BagIt bag of the originals and their log.

    It is for colleagues, not for the public.
    """
    from geleit.io.evidence.signature import private_key
    from geleit.model.stamp import InternalFile
    from geleit.report.stamps import stamp_text

    with counted() as count:
        key = private_key(sign) if sign else None
        bag = workflow.export_bag(case_folder(case), out, key, sensitive=sensitive, progress=count)
    if as_json:
        print_internal({"written": str(out), "lines": len(bag.log.entries), "originals": len(bag.log.originals),
                    "last_line": bag.log.head, "signed_with": bag.signer or None}, bag.left_out)  # fmt: skip
        return
    typer.echo(f"  {_counts(bag.log)}")
    typer.echo(f"  {stamp_text(InternalFile(bag.left_out))}")
    typer.echo(f"  last line   {bag.log.head}")
    typer.echo(f"  signed with {bag.signer}" if bag.signer else "  not signed (--sign KEYFILE signs it)")
    typer.echo(f"wrote {shown(str(out))}: it holds originals as they are, so mind to whom it goes")


@source.command("import")
def import_(
    bag: Annotated[Path, typer.Argument(metavar="BAG", help="A bag that geleit source export made.")],
    case: CaseOption = None,
    signed_by: Annotated[
        Path | None, typer.Option("--signed-by", help="Public key that has to have signed the bag.")
    ] = None,
    by: ByOption = "",
    as_json: JsonOption = False,
) -> None:
    """Check a bag to the last byte, then add what is in it.

    Its originals, and what its log says of them.
    """
    from geleit.io.evidence.receive import receive
    from geleit.io.evidence.signature import public_key

    into = case_or_here(case)
    known = public_key(signed_by) if signed_by else None
    with counted() as count:
        done = receive(into, bag, known, by, count)
    added = max(0, len(done.entries) - 1)
    signer = done.bag.signer
    held = sum(not entry.of_tables for entry in done.bag.log.entries) - added
    if as_json:
        print_internal({"case": str(into), "bag": str(bag), "added": added, "here_before": held,
                    "last_line_of_bag": done.bag.log.head, "signed_with": signer or None,
                    "signer_expected": known is not None, "repaired": list(done.repaired)})  # fmt: skip
        return
    _tell_repairs(done.repaired)
    if signer:
        typer.echo(f"  signed with {signer}" + ("" if known else ", which nobody compared with a known key"))
    else:
        typer.echo("  not signed: nothing shows who made the bag")
    typer.echo(f"  {_many(added, 'capture')} added, {held:,} here before")
    typer.echo(f"wrote {shown(str(into / 'captured'))}" if added else f"{into}: nothing was added")


def _added_json(case: Path, done: Captured) -> dict[str, object]:
    from geleit.io.evidence.sources_table import as_csv
    from geleit.io.evidence.store import store_of

    return {
        **asdict(done.entry),
        "line": done.entry.digest,
        "again": done.again,
        "table": str(done.table) if done.table else None,
        "row_to_add": None if done.in_table else as_csv(done.entry),
        "repaired": list(done.repaired),
        "written": str(store_of(case).place(done.entry.sha256)),
    }


def _tell_added(case: Path, done: Captured) -> None:
    from geleit.io.evidence.sources_table import as_csv
    from geleit.io.evidence.store import store_of

    entry, store = done.entry, store_of(case)
    _tell_repairs(done.repaired)
    typer.echo(f"  {shown(entry.id)}: {_many(entry.size, 'byte')}, SHA-256 {entry.sha256}")
    if done.again:
        typer.echo("  the same bytes were captured before; the log has a line for each time")
    if done.table:
        typer.echo(f"  a row was added to {done.table}")
    elif not done.in_table:
        typer.echo("  the table sources has no row with this id and hash, and none could be added; here it is:")
        for line in as_csv(entry).splitlines():
            typer.echo(f"    {shown(line)}")
    typer.echo(f"wrote {store.place(entry.sha256)} and line {entry.number:,} of {store.log}")


def _tell_repairs(repaired: tuple[str, ...]) -> None:
    for note in repaired:
        typer.echo(f"  look again  {shown(note)}")


def _counts(log: Log) -> str:
    return f"{_many(len(log.entries), 'line')}, {_many(len(log.originals), 'original')}"


def _many(count: int, one: str, several: str = "") -> str:
    from geleit.report.numbers import many

    return many(count, one, several)


def _titled(entry: Entry) -> str:
    if entry.event != "capture":
        return f"{entry.title}: {entry.file}"
    return f"{entry.id}: {entry.outlet}, {entry.published}, {entry.title}"
