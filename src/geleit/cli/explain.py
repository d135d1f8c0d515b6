"""``geleit explain``: what a check asks, by the code of its finding."""

from __future__ import annotations

from typing import Annotated

import typer

from geleit.cli.shared_options import JsonOption, print_json
from geleit.errors import InputError


def explain(
    code: Annotated[
        str | None, typer.Argument(metavar="[CODE]", help="Code of a finding, such as CORRIDOR-AGREED; default: all.")
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Say what a check asks, by the code of its finding.

    And when it gives which verdict. Without a code, lists them all.
    """
    from geleit.io.case.fields import did_you_mean
    from geleit.report.explanations import check_codes, explanation_text
    from geleit.report.text.verdict import check_name

    known = {one: str(check_name(one)) for one in check_codes()}
    if code is None:
        if as_json:
            print_json(known)
            return
        width = max(map(len, known))
        for one, name in known.items():
            typer.echo(f"  {one.ljust(width)}  {name}")
        return
    if (asked := code.upper()) not in known:
        raise InputError("CODE", f"no check has the code {code!r:.80}", did_you_mean(asked, known))
    if as_json:
        print_json({"code": asked, "name": known[asked], "text": explanation_text(asked)})
    else:
        typer.echo(f"{asked}: {known[asked]}\n\n{explanation_text(asked)}")
