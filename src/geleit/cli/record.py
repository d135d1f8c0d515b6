"""``geleit precedents``, ``announcements``, ``baserate``: what passed, what was asked for, how often it was kept."""

from __future__ import annotations

import math
from collections.abc import Iterable
from pathlib import Path
from typing import Annotated, Any, Literal, TypeAlias, cast, get_args

import typer

from geleit import workflow
from geleit.cli.shared_options import JsonOption, as_options, print_internal, print_json
from geleit.errors import InputError
from geleit.model.announcement import AnnouncementKind
from geleit.model.corridor_event import Outcome
from geleit.model.precedent import Mode, Question, Screening, SettingOrConflict, is_day

Agreement: TypeAlias = Literal["both", "one"]
Over: TypeAlias = Literal["best", "q90"]
ForCaseOption = Annotated[
    str | None,
    typer.Option(
        "--for",
        metavar="CASE",
        help="What was on record when this case began, with the rows it adds and without its own events.",
    ),
]
_AGREED = {"both": "both sides", "one": "one side"}


def precedents(
    mode: Annotated[Mode | None, typer.Option(help="Only people who passed like this.")] = None,
    screening: Annotated[Screening | None, typer.Option(help="Whether each person was checked.")] = None,
    setting: Annotated[
        SettingOrConflict | None,
        typer.Option(help="What the crossing led out of; conflict: out of any besieged or fought-over place."),
    ] = None,
    question: Annotated[
        Question | None,
        typer.Option(
            help="could: what a gate passes at best (a queue stood there, sustained for days). did: what is likely to "
            "pass (conflict exits)."
        ),
    ] = None,
    sustained: Annotated[bool, typer.Option("--sustained", help="Only what lasted for three days or more.")] = False,
    before: Annotated[str | None, typer.Option(metavar="DATE", help="Only what was over before this day.")] = None,
    without: Annotated[
        list[str] | None, typer.Option(metavar="EVENT", help="Strike out this event; as often as needed.")
    ] = None,
    reaches: Annotated[
        float | None, typer.Option(metavar="N", min=0, help="Which events reached so many persons a day and crossing.")
    ] = None,
    case: ForCaseOption = None,
    as_json: JsonOption = False,
) -> None:
    """Say what crossings have passed, by the record.

    Of documented operations: each event weighs the same. Counts of the past are no bound: what a crossing can pass
    follows from none of them.
    """
    from geleit.report.json.record import precedents_json
    from geleit.report.text.record import precedents_text

    if before is not None and not is_day(before):
        raise InputError("--before", f"expected a day such as 2016-07-28, found {before!r:.80}")
    if reaches is not None and not math.isfinite(reaches):
        raise InputError("--reaches", "expected a number of persons, such as 7143")
    if question == "did" and setting is not None:
        problem = "what is likely to pass is asked of conflict exits"
        raise InputError("--setting", problem, "leave out --question did, or --setting")
    selection = workflow.Selection(mode, screening, setting, question, sustained, before or "", tuple(without or ()))
    with as_options(without="--without"):
        found = workflow.precedents(selection, reaches, case)
    _print(precedents_json(found) if as_json else precedents_text(found), case)


def announcements(
    kind: Annotated[AnnouncementKind | None, typer.Option(help="Only of this kind.")] = None,
    agreed: Annotated[Agreement | None, typer.Option(help="Only agreed by both sides, or by one.")] = None,
    over: Annotated[
        Over | None,
        typer.Option(help="Only those that asked for more than the best, or than nine tenths, of conflict exits."),
    ] = None,
    case: ForCaseOption = None,
    as_json: JsonOption = False,
) -> None:
    """Hold announcements against the record.

    What crossings have ever passed, against announced corridors and orders to leave: how long a notice, how many ways,
    what each way had to pass a day, which events reached that, and who left.
    """
    from geleit.report.json.record import announcements_json
    from geleit.report.text.record import announcements_text

    found = workflow.announcements(kind, agreed and _AGREED[agreed], over, case)
    _print(announcements_json(found) if as_json else announcements_text(found), case)


def baserate(
    table: Annotated[Path, typer.Argument(metavar="TABLE", help="A table of announced corridors: .csv or .xlsx.")],
    where: Annotated[
        list[str] | None, typer.Option(metavar="FIELD=VALUE", help="Only rows like this; as often as needed.")
    ] = None,
    columns: Annotated[
        list[str] | None,
        typer.Option(
            "--map",
            metavar="FIELD=COLUMN,...",
            help="Which column is which: corridor, place, announced_by, outcome, claimant, date, and claimant_side: "
            "own, enemy or other.",
        ),
    ] = None,
    means: Annotated[
        list[str] | None,
        typer.Option(metavar="WORD=OUTCOME", help="What a word of the table means: kept, partly, not kept, unknown."),
    ] = None,
    as_json: JsonOption = False,
) -> None:
    """Say how often corridors of a table were kept.

    What is not known stays open: at least so many were kept, at most so many. Each who announced corridors has a line.
    """
    from geleit.report.json.record import base_rates_json
    from geleit.report.text.record import base_rates_text

    mapped = _pairs("--map", [part for text in columns or () for part in text.split(",")])
    words = _pairs("--means", means or ())
    for outcome in words.values():
        if outcome not in get_args(Outcome):
            raise InputError("--means", f"expected {' or '.join(get_args(Outcome))}, found {outcome!r:.80}")
    with as_options(map="--map", where="--where"):
        found = workflow.base_rates(table, mapped, cast("dict[str, Outcome]", words), _pairs("--where", where or ()))
    if as_json:
        print_internal(base_rates_json(found))
    else:
        typer.echo(base_rates_text(found))


def _print(found: dict[str, Any] | str, case: str | None) -> None:
    """Print what is open to all as it is, and say of what holds rows of a case that it is not for publication."""
    from geleit.model.stamp import InternalFile, PublicFile
    from geleit.report.stamps import stamp_json, stamp_text

    if isinstance(found, str):
        typer.echo(found if case is None else f"{found}\n\n{stamp_text(InternalFile())}")
    elif case is None:
        print_json({**stamp_json(PublicFile()), **found})
    else:
        print_internal(found)


def _pairs(option: str, texts: Iterable[str]) -> dict[str, str]:
    """What stands before and after the sign, of each text."""
    found = {}
    for text in texts:
        name, sign, value = text.partition("=")
        if not sign or not name.strip():
            raise InputError(option, f"expected NAME=VALUE, found {text!r:.80}")
        found[name.strip()] = value.strip()
    return found
