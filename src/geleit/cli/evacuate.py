"""``geleit evacuate``: who can be out by the deadline."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import time as clock_time
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from geleit import workflow
from geleit.cli import whatif
from geleit.cli.shared_options import (
    BudgetOption,
    CaseArgument,
    DeadlineOption,
    JsonOption,
    OutOption,
    PublicOption,
    TimingsOption,
    answered,
    as_options,
    open_view,
    print_json,
    told,
    within,
)
from geleit.errors import InputError, quoted
from geleit.io.public_folder import expect_public_folder
from geleit.model.figures import BUDGET_S, GAP, MOST_AN_HOUR

if TYPE_CHECKING:
    from geleit.model.plan import Effort


GAP_SHARE = f"{100 * GAP:g}%"
"""How much of the bound a plan may miss, as ``--gap`` is given."""


def evacuate(
    case: CaseArgument,
    deadline: DeadlineOption = None,
    gap: Annotated[str, typer.Option(help="Look for a better plan until it misses no more of the bound.")] = GAP_SHARE,
    budget: BudgetOption = f"{BUDGET_S:g}s",
    departures: Annotated[
        bool, typer.Option("--departures", help="Also who is to leave when, by which exit, district by district.")
    ] = False,
    equal_shares: Annotated[
        bool,
        typer.Option("--equal-shares", help="Give all districts as equal shares as can be, and say what that costs."),
    ] = False,
    what_if: Annotated[
        list[str] | None,
        typer.Option("--what-if", help="Also with exits changed: close:ID, rate:ID=x2, open:LON,LAT=800 ..."),
    ] = None,
    exit_value: Annotated[
        int | None,
        typer.Option(
            "--exit-value",
            min=1,
            max=int(MOST_AN_HOUR),
            help="Also a map of what a new exit of so many an hour could add.",
        ),
    ] = None,
    exposure: Annotated[
        bool, typer.Option("--exposure", help="Also plans along safer streets, with the harm to expect (table risks).")
    ] = False,
    find_rate: Annotated[
        bool, typer.Option("--find-rate", help="Also by how much all exits would have to be faster.")
    ] = False,
    find_pause: Annotated[
        str | None, typer.Option("--find-pause", help="Also how long a daily pause that begins at HH:MM has to be.")
    ] = None,
    find_exits: Annotated[
        int | None,
        typer.Option(
            "--find-exits", min=1, max=int(MOST_AN_HOUR), help="Also how many new exits of so many an hour it takes."
        ),
    ] = None,
    timings: TimingsOption = True,
    out: OutOption = Path("out"),
    public: PublicOption = False,
    as_json: JsonOption = False,
) -> None:
    """Say who can be out by the deadline, at most and at least.

    At most is proved, at least is planned; also what holds people back.
    """
    from geleit.io.proofs import HARDER, LIKELY, names_of_proofs, proof_names, write_proofs
    from geleit.model.answer import Answer
    from geleit.model.finding import WITH_VEHICLES
    from geleit.model.public import InternalCase
    from geleit.report.json.answers import answer_json
    from geleit.report.json.deciding import deciding_json
    from geleit.report.json.negotiate import decides_json
    from geleit.report.json.vehicles import vehicles_json
    from geleit.report.text.decides import decided_lines
    from geleit.report.text.deciding import deciding_lines
    from geleit.report.text.plain import render_answer
    from geleit.report.text.timetable import departure_lines

    wanted = {"exit-value.geojson": exit_value, "exit-value.html": exit_value, "departures.csv": departures}
    besides = [name for name, asked in wanted.items() if asked]
    workflow.expect_outputs(out, *proof_names(), *besides)
    if public:
        _expect_no_plan({"--departures": departures, "--exposure": exposure, "--find-rate": find_rate,
                         "--find-pause": find_pause, "--find-exits": find_exits})  # fmt: skip
    view = open_view(case, public=public)
    expect_public_folder(out, view)
    opened, begins = view.case, None if find_pause is None else _clock_time(find_pause)
    with within(case), as_options(change="--what-if"):
        changed = whatif.changed(opened, what_if or [])
    answer = answered(case, view, deadline, effort_of(gap, budget), by_district=departures, equal_shares=equal_shares)
    with within(case):
        extra = whatif.Extra(what_if=whatif.variations(view, answer, changed))
        if isinstance(answer, Answer):
            extra = replace(
                extra,
                rate_factor=whatif.enough_rate(opened, answer) if find_rate else None,
                pause=None if begins is None else whatif.enough_pause(opened, answer, begins),
                exposure=whatif.exposure(opened, answer) if exposure else None,
                new_exits=None if find_exits is None else whatif.enough_exits(opened, answer, find_exits),
            )
    record = workflow.place_in_record(opened, answer.deadline)
    values, table, lines = None, None, extra.lines(timings=timings)
    withheld = answer.withheld if departures and isinstance(answer, Answer) else ""
    if isinstance(answer, Answer) and withheld:
        besides.remove("departures.csv")
        lines = [*departure_lines(answer), *lines]
    with workflow.outputs_of("evacuate", out, [*names_of_proofs(answer), *besides], view):
        certificate, *others = (proof.path for proof in write_proofs(out, view, answer))
        plan, likely, harder, riding = (
            next((path for path in others if path.name == name), None)
            for name in (proof_names()[1], f"{LIKELY}.json", f"{HARDER}.json", f"{WITH_VEHICLES}.json")
        )
        if exit_value:
            values = workflow.write_exit_values(out, view, answer, exit_value)
        if departures and not withheld and isinstance(view, InternalCase) and isinstance(answer, Answer):
            table, lines = workflow.write_departures(out, view, answer), [*departure_lines(answer), *lines]
    if as_json:
        paths = {"exit_value": values and told(view, out, values), "departures": table}
        proofs = told(view, out, certificate), plan, harder and told(view, out, harder), likely
        print_json({**answer_json(view, answer, *proofs, timings=timings),
                    "vehicles": vehicles_json(answer, riding and told(view, out, riding)),
                    **deciding_json(answer, record, proofs[0]),
                    "decides": decides_json(opened, answer), **extra.as_json(timings=timings),
                    **{name: path and str(path) for name, path in paths.items()},
                    "departures_withheld": withheld or None})  # fmt: skip
    else:
        typer.echo(render_answer(view, answer, deciding_lines(answer, record, opened.zone)))
        for line in [*decided_lines(opened, answer), *lines]:
            typer.echo(line)
        page = values and values.with_suffix(".html")
        written = ", ".join(str(path) for path in (certificate, *others, values, page, table) if path)
        typer.echo(f"wrote {written}; re-check with: geleit certify {quoted(certificate)}")
    raise typer.Exit(1 if answer.could_not_leave else 0)


def _expect_no_plan(asked: dict[str, object]) -> None:
    for option, wanted in asked.items():
        if wanted:
            problem = "it rests on a plan, which tells where people are and go: no plan is public"
            raise InputError(option, problem, "leave it out, or leave out --public")


def _clock_time(text: str) -> clock_time:
    from geleit.io.case.fields import read_clock

    try:
        return read_clock(text.strip())
    except ValueError as problem:
        raise InputError("--find-pause", str(problem)) from None


def effort_of(gap: str, budget: str) -> Effort:
    """How long to look for a better plan, as ``--gap`` and ``--budget`` are given."""
    from geleit.model.plan import Effort

    share = _quantity_of(gap, {"%": 0.01, "": 1.0})
    if share is None or share > 1:
        raise InputError("--gap", f"expected a share such as 0.3% or 0.003, found {gap!r:.40}")
    return Effort(share, seconds_of(budget))


def seconds_of(budget: str) -> float:
    """How long to look for something better, as ``--budget`` is given."""
    seconds = _quantity_of(budget, {"s": 1.0, "min": 60.0, "": 1.0})
    if seconds is None:
        raise InputError("--budget", f"expected a time such as 15s or 2min, found {budget!r:.40}")
    return seconds


def _quantity_of(text: str, units: dict[str, float]) -> float | None:
    """A number with one of some units, or ``None`` if it is nothing of the kind."""
    found = re.fullmatch(r"(\d+(?:\.\d+)?) ?([a-z%]*)", text.strip(), re.ASCII)
    return float(found[1]) * units[found[2]] if found and found[2] in units else None
