"""``geleit reply``: sheets for those about whom something is going to be published."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from geleit import workflow
from geleit.cli.exit_codes import complain
from geleit.cli.progress import steps
from geleit.cli.shared_options import (
    CaseArgument,
    JsonOption,
    OutOption,
    PublicOption,
    SensitiveOption,
    as_options,
    expect_kept,
    open_case,
    print_json,
    shown,
    told,
    within,
)
from geleit.errors import InputError

if TYPE_CHECKING:
    from geleit.model.reply import ReplySheet


def reply(
    case: CaseArgument,
    to: Annotated[
        str | None,
        typer.Option("--to", metavar="CLAIMANT", help="A party, office or organisation; default: each of them."),
    ] = None,
    by: Annotated[
        str | None,
        typer.Option("--by", metavar="DATE", help="Day by which a reply is asked for; default: not said."),
    ] = None,
    out: OutOption = Path("out"),
    public: PublicOption = False,
    sensitive: SensitiveOption = False,
    as_json: JsonOption = False,
) -> None:
    """Write sheets that ask for a reply before publication.

    For each party, office and organisation: what is said about it and by whom, its own statements with what was tested
    and found, on which evidence, and what would change that. A page and a text for mail. A sheet goes to somebody
    outside, so it holds only what may leave, and no private person gets one.
    """
    from geleit.report.json.replies import replies_json
    from geleit.report.text.plain import stamp_lines

    expect_kept(public=public, sensitive=sensitive)
    day = _day(by)
    if day is not None and day < datetime.now(UTC).date():
        complain(f"--by: {day} is over, and nobody can reply by then: name a day that is still to come")
    workflow.expect_outputs(out)
    opened = open_case(case)
    with within(case), as_options(to="--to"), steps() as begin:
        found = workflow.prepare_replies(opened, to, public=public, sensitive=sensitive, progress=begin)
    paths = workflow.write_replies(out, found, day)
    if as_json:
        places = {
            key: (told(found.view, out, page), told(found.view, out, text)) for key, (page, text) in paths.items()
        }
        print_json(replies_json(found.view, found.sheets, day, places))
        return
    for sheet in found.sheets:
        page, text = paths[sheet.claimant.key]
        typer.echo(f"{shown(sheet.claimant.name)}: {_counts(sheet)}")
        typer.echo(f"  wrote {page} (open it in a browser) and {text.name}")
    if not found.sheets:
        typer.echo(f"{found.view.case.name}: nobody in it can be asked for a reply")
    typer.echo(stamp_lines(found.view))


def _day(text: str | None) -> date | None:
    from geleit.io.case.fields import read_day

    try:
        return None if text is None else read_day(text)
    except ValueError as problem:
        raise InputError("--by", str(problem)) from None


def _counts(sheet: ReplySheet) -> str:
    """How much there is to reply to."""
    from geleit.report.numbers import many

    decided = [f for said in sheet.own for f in said.findings if f.verdict != "undetermined"]
    incidents = sum(one.acted + one.faced for one in sheet.attributed)
    return ", ".join((
        f"{many(len(sheet.own), 'statement')} of its own ({many(len(decided), 'test')} decided)",
        f"{len(sheet.of_others)} of others that name it",
        f"{many(sum(f.adverse for f in sheet.conduct), 'condition')} not met",
        f"{many(incidents, 'incident')} attributed to it",
    ))  # fmt: skip
