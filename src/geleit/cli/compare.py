"""``geleit compare``: announcements of several cases side by side."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from geleit.cli.shared_options import JsonOption, OutOption, answered, open_case, print_json
from geleit.errors import InputError
from geleit.files import expect_writable


def compare(
    cases: Annotated[list[str], typer.Argument(metavar="CASE...", help="Case folders, or names of bundled cases.")],
    out: OutOption = Path("out"),
    as_json: JsonOption = False,
) -> None:
    """Set the announcements of several cases side by side.

    Notice, hours, who could leave, who did, what followed.
    """
    from geleit.assessment import assess_ceasefire, pattern_of
    from geleit.report.html.comparison_part import render_patterns_text
    from geleit.report.html.other_pages import write_comparison
    from geleit.report.json.answers import comparison_json

    expect_writable(out, "compare.html")
    if twice := next((name for name in cases if cases.count(name) > 1), None):
        raise InputError(f"{twice!r:.80}", "it is named more than once", "name each case once: a case is like itself")
    patterns, found = [], []
    for name in cases:
        case = open_case(name).public
        patterns.append(pattern_of(case, answered(name, case, None)))
        found += [(case, finding) for finding in assess_ceasefire(case) if finding.series is not None]
    page = out / "compare.html"
    write_comparison(page, patterns, found)
    if as_json:
        print_json(comparison_json(patterns, found, page))
        return
    typer.echo(render_patterns_text(patterns))
    if found:
        typer.echo("\npauses as monitors show them")
    for case, finding in found:
        typer.echo(f"  {case.name}, {finding.pause}: {finding.summary}")
    typer.echo(f"wrote {page} (open it in a browser)")
