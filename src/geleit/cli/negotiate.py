"""``geleit negotiate``: what to ask for, and what each would gain."""

from __future__ import annotations

from pathlib import Path

import typer

from geleit import workflow
from geleit.cli.evacuate import GAP_SHARE, effort_of
from geleit.cli.progress import steps
from geleit.cli.shared_options import (
    BudgetOption,
    CaseArgument,
    DeadlineOption,
    JsonOption,
    OutOption,
    answered,
    open_case,
    print_json,
    told,
    within,
)
from geleit.io.public_folder import expect_public_folder
from geleit.model.figures import BUDGET_S


def negotiate(
    case: CaseArgument,
    deadline: DeadlineOption = None,
    budget: BudgetOption = f"{BUDGET_S:g}s",
    out: OutOption = Path("out"),
    as_json: JsonOption = False,
) -> None:
    """Say what to ask for, and what each concession would gain.

    An hour more a day, a gate more, faster checks, buses, a day more, gates open to vehicles: ranked, with what was
    conceded elsewhere. Writes a page of one sheet; it rests on plans, and so it is never public.
    """
    from geleit.model.answer import Answer
    from geleit.report.json.negotiate import negotiation_json
    from geleit.report.text.negotiate import negotiation_lines
    from geleit.report.text.plain import stamp_lines

    workflow.expect_outputs(out, "negotiate.html")
    opened = open_case(case)
    with within(case):
        view = workflow.internal_of(opened)
    expect_public_folder(out, view)
    answer = answered(case, view, deadline, effort_of(GAP_SHARE, budget))
    assert isinstance(answer, Answer)  # noqa: S101 - of those in the room
    with within(case), steps() as begin:
        found = workflow.negotiate(view.case, answer, begin)
    page = workflow.write_negotiation(out, view, found)
    if as_json:
        print_json(negotiation_json(view, found, told(view, out, page)))
        return
    typer.echo(f"{view.case.name}: what to ask for")
    for line in negotiation_lines(found, view.case.zone):
        typer.echo(line)
    typer.echo(stamp_lines(view))
    typer.echo(f"wrote {page} (open it in a browser; one sheet on paper)")
