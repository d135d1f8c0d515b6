"""``geleit compare``: announcements of several cases side by side."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from geleit import workflow
from geleit.cli.shared_options import (
    JsonOption,
    OutOption,
    PublicOption,
    SensitiveOption,
    answered,
    open_view,
    print_json,
    told,
)
from geleit.errors import InputError
from geleit.io.public_folder import expect_public_folder


def compare(
    cases: Annotated[list[str], typer.Argument(metavar="CASE...", help="Case folders, or names of bundled cases.")],
    out: OutOption = Path("out"),
    public: PublicOption = False,
    sensitive: SensitiveOption = False,
    as_json: JsonOption = False,
) -> None:
    """Set the announcements of several cases side by side.

    Notice, hours, who could leave, who did, what followed.
    """
    from geleit.report.html.comparison_part import render_patterns_text
    from geleit.report.json.answers import comparison_json
    from geleit.report.text.record import in_record_lines

    workflow.expect_outputs(out, "compare.html")
    if twice := next((name for name in cases if cases.count(name) > 1), None):
        raise InputError(f"{twice!r:.80}", "it is named more than once", "name each case once: a case is like itself")
    opened = [open_view(name, public=public, sensitive=sensitive, facilities=False) for name in cases]
    expect_public_folder(out, opened[0])
    found = workflow.compare((view, answered(name, view, None)) for name, view in zip(cases, opened, strict=True))
    page = workflow.write_comparison(out, found)
    if as_json:
        print_json(comparison_json(opened, found.patterns, found.pauses, found.record, told(opened[0], out, page)))
        return
    typer.echo(render_patterns_text(opened, found.patterns))
    if found.pauses:
        typer.echo("\npauses as monitors show them")
    for case, finding in found.pauses:
        typer.echo(f"  {case.name}, {finding.pause}: {finding.summary}")
    typer.echo("\namong the record of crossings")
    for view, one in zip(opened, found.record, strict=True):
        for line in in_record_lines(view.case.name, one):
            typer.echo(line)
    typer.echo(f"wrote {page} (open it in a browser)")
