"""``geleit convoy``: what trucks can bring in, by when."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from geleit import workflow
from geleit.cli.evacuate import seconds_of
from geleit.cli.exit_codes import wound_up
from geleit.cli.progress import counted
from geleit.cli.shared_options import CaseArgument, JsonOption, PublicOption, open_view, print_json, within
from geleit.errors import InputError
from geleit.io.public_folder import expect_public_folder
from geleit.model.figures import AVOID_RISK, CONVOY_BUDGET_S, LEAST_DAYS_OF_NEED, MOST_AVOID_RISK, MOST_DAYS

if TYPE_CHECKING:
    from geleit.model.public import PublicCase


def convoy(
    case: CaseArgument,
    days: Annotated[
        float | None,
        typer.Option("--days", help="Days of need to bring; default: from the first window to the deadline."),
    ] = None,
    even: Annotated[bool, typer.Option("--even", help="Every district gets its share before any gets more.")] = False,
    avoid_risk: Annotated[
        float, typer.Option("--avoid-risk", help="When ways are chosen, a minute at risk counts as so many more.")
    ] = AVOID_RISK,
    budget: Annotated[str, typer.Option(help="Look for better rounds no longer than this.")] = f"{CONVOY_BUDGET_S:g}s",
    iterations: Annotated[
        int | None, typer.Option(help="Instead, so many steps of the search in each window: the same plan every time.")
    ] = None,
    seed: Annotated[int, typer.Option(help="Another seed, another search.")] = 1,
    out: Annotated[Path | None, typer.Option("--out", help="Folder for a page without routes and times.")] = None,
    sheets: Annotated[
        Path | None, typer.Option("--sheets", help="Folder for a load and route sheet of each truck: handle with care.")
    ] = None,
    routes: Annotated[
        bool, typer.Option("--routes", help="With --json: the routes also of trucks that have not driven yet.")
    ] = False,
    public: PublicOption = False,
    as_json: JsonOption = False,
) -> None:
    """Plan what trucks bring in, and prove what no plan exceeds.

    Who drives when with how much, and what each district gets.
    """
    from geleit.model.public import PublicCase
    from geleit.report.html.convoy_pages import write_convoy, write_sheets
    from geleit.report.text.convoy import convoy_json, convoy_text, verdict_of

    if days is not None and not LEAST_DAYS_OF_NEED <= days <= MOST_DAYS:
        raise InputError("--days", f"expected {LEAST_DAYS_OF_NEED:g} to {MOST_DAYS}, found {days:g}")
    if not 0 <= avoid_risk <= MOST_AVOID_RISK:
        raise InputError("--avoid-risk", f"expected 0 to {MOST_AVOID_RISK:g}, found {avoid_risk:g}")
    if iterations is not None and iterations < 1:
        raise InputError("--iterations", f"expected 1 or more, found {iterations}")
    for folder, name in ((out, "convoy.html"), (sheets, "sheets.html")):
        if folder is not None:
            workflow.expect_outputs(folder, name)
    if public and (sheets or routes):
        raise InputError("--sheets and --routes", "no route leaves the room", "leave out --public")
    view, seconds = open_view(case, public=public), seconds_of(budget)
    if isinstance(view, PublicCase):
        _bound(case, view, days, out, as_json=as_json)
    with within(case), counted() as count, wound_up() as stopped:

        def tell(job: str, share: float) -> bool:
            if count:
                count(job, round(100 * share), 100)
            return stopped.is_set()

        plan = workflow.plan_convoys(
            view.case, days=days, even=even, avoid_risk=avoid_risk, seconds=seconds, iterations=iterations, seed=seed,
            tell=tell,
        )  # fmt: skip
    pages = (
        (out, "convoy.html", write_convoy, "open it in a browser"),
        (sheets, "sheets.html", write_sheets, "print it; it holds routes and times"),
    )
    written = []
    for folder in {folder.resolve(): folder for folder in (out, sheets) if folder is not None}.values():
        here = [page[1:] for page in pages if page[0] is not None and page[0].resolve() == folder.resolve()]
        with workflow.outputs_of("convoy", folder, [name for name, _, _ in here], view):
            for name, write, hint in here:
                write(folder / name, view, plan)
                written.append(f"{folder / name} ({hint})")
    if as_json:
        ahead = any(trip.arrive > datetime.now(UTC) for trip in plan.trips)
        print_json(convoy_json(view, plan, with_routes=routes or not ahead))
    else:
        typer.echo(convoy_text(view, plan))
        if written:
            typer.echo(f"wrote {', '.join(written)}")
    raise typer.Exit(1 if verdict_of(plan) == "not met" else 0)


def _bound(case: str, view: PublicCase, days: float | None, out: Path | None, *, as_json: bool) -> NoReturn:
    """What no plan can exceed: all that is public of convoys."""
    from geleit.report.html.convoy_pages import write_bound
    from geleit.report.text.convoy import bound_json, bound_text, bound_verdict

    with within(case):
        found = workflow.bound_convoys(view, days)
    if out is not None:
        expect_public_folder(out, view)
        with workflow.outputs_of("convoy", out, ["convoy.html"], view):
            write_bound(out / "convoy.html", view, found)
    if as_json:
        print_json(bound_json(view, found))
    else:
        typer.echo(bound_text(view, found))
        if out is not None:
            typer.echo(f"wrote {out / 'convoy.html'} (open it in a browser)")
    raise typer.Exit(1 if bound_verdict(found) == "not met" else 0)
