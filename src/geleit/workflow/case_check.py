"""What is wrong with a case, or what is in it and became of it on the streets."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from geleit.errors import InputError
from geleit.progress import Steps, no_steps

if TYPE_CHECKING:
    from geleit.model.became import Doubt
    from geleit.model.case import Case
    from geleit.model.public import InternalCase, View
    from geleit.workflow.results import CaseCheck

PAGE, LAYERS = "check.html", "check.gpkg"
"""What a check writes into a folder."""
_STATEMENTS_SHOWN = 5
"""So many statements are named of one exit; of the others the number."""


def check_case(path: str | Path, progress: Steps = no_steps) -> CaseCheck:
    """Read a case and its streets, and put people and exits onto them."""
    from geleit.evacuation.became import became
    from geleit.evacuation.placement import locate
    from geleit.evacuation.slips import slips
    from geleit.io.case.casefile import examine
    from geleit.workflow.results import CaseCheck

    progress(f"reading {path}", 2)
    case, problems = examine(path)
    if case is None or problems:
        return CaseCheck(None, tuple(problems))
    progress("putting people onto streets", 2)
    try:
        located = locate(case)
    except InputError as problem:
        return CaseCheck(None, (InputError(f"{path}: {problem.where}", problem.problem, problem.remedy),))
    rows = became(case, located)
    settled = located.settlement
    people = [wave.population for wave in settled.waves]
    return CaseCheck(
        case=case,
        problems=(),
        warnings=(
            *slips(case, located, rows),
            *_of_hours(case),
            *_of_cargo(case),
            *_of_files(path),
            *_of_record(path, case),
        ),
        people=(sum(int(p.low.sum()) for p in people), sum(int(p.likely.sum()) for p in people),
                sum(int(p.high.sum()) for p in people)),
        moved=settled.moved,
        apart=settled.apart,
        exits_placed=sum(way is not None for way in located.approaches),
        became=rows,
    )  # fmt: skip


def grave_slips(view: View) -> tuple[Doubt, ...]:
    """What an answer is to be read with, as it is likely to be a slip; of a public case nothing, which has no rows."""
    from geleit.evacuation.slips import grave_slips
    from geleit.model.public import PublicCase

    return () if isinstance(view, PublicCase) else (*grave_slips(view.case), *_of_hours(view.case))


def write_check(folder: Path, view: InternalCase, found: CaseCheck) -> tuple[Path, ...]:
    """Write what each row of a case became: ``check.html``, and ``check.gpkg`` where layers can be written.

    Raises
    ------
    InputError
        If the folder or a file cannot be written.
    """
    from geleit.report.geopackage import can_write, write_layers
    from geleit.report.html.check_page import write_check as write_page
    from geleit.streets.settle import settle
    from geleit.workflow.outputs import expect_outputs, outputs_of

    if found.became is None:
        raise ValueError("a case with problems became nothing")
    names = [PAGE, LAYERS] if can_write() else [PAGE]
    expect_outputs(folder, *names)
    people = settle(view.case.network, view.case.places).high
    with outputs_of("check", folder, names, view):
        write_page(folder / PAGE, view, people, found.moved, found.warnings, found.became)
        if LAYERS in names:
            write_layers(folder / LAYERS, view, found.became)
    return tuple(folder / name for name in names)


def _of_record(path: str | Path, case: Case) -> Iterator[Doubt]:
    """What of the record was altered, and what sources and statements lack."""
    from geleit.io.case.bundled import find_case
    from geleit.io.ledger.lacking import lacking
    from geleit.workflow.evidence_check import record_doubts

    yield from record_doubts(find_case(path), statements=len(case.statements))
    yield from lacking(case.sources, case.statements)


def _of_hours(case: Case) -> Iterator[Doubt]:
    """Exits that were open outside their windows by what somebody says: no bound is then of the longest openings."""
    from geleit.assessment import longer_hours
    from geleit.model.became import Doubt

    for gate, told in longer_hours(case).items():
        by = (
            f"{', '.join(told[:_STATEMENTS_SHOWN])} and {len(told) - _STATEMENTS_SHOWN} more"
            if len(told) > _STATEMENTS_SHOWN
            else ", ".join(told)
        )
        text = f"was open outside its windows by what is told in {by}, so these are not the longest that anyone claims"
        remedy = "widen windows, or leave out the hours of the statement (since, until)"
        yield Doubt("longer-hours", f"exits[{gate}]", f"{text}: {remedy}")


def _of_cargo(case: Case) -> Iterator[Doubt]:
    """Units of deliveries of which nobody says what one weighs, once each."""
    from geleit.assessment.aid.loads import unweighed
    from geleit.model.became import Doubt
    from geleit.model.units import weight_name

    asked: dict[str, list[str]] = {}
    for row in case.deliveries:
        if unit := unweighed(row, case.standards, case.assumptions):
            asked.setdefault(unit, []).append(row.id)
    for unit, rows in asked.items():
        others = f" and {len(rows) - 1} more rows" if len(rows) > 2 else f" and {rows[1]}" if len(rows) == 2 else ""
        told = f"nobody says what one of these {unit} weighs, so {rows[0]}{others} count from nothing to anything"
        remedy = f"give [assumptions.{weight_name(unit)}] with a unit in case.toml, or name goods that come in pieces"
        yield Doubt("unweighed", f"deliveries[{rows[0]}]", f"{told}; {remedy}")


def _of_files(path: str | Path) -> Iterator[Doubt]:
    """What looks like a slip in the folder of a case."""
    from geleit.io.case.bundled import find_case
    from geleit.io.case.file_names import STREETS_FILE
    from geleit.io.case.leftovers import leftovers
    from geleit.io.case.read_otherwise import read_otherwise
    from geleit.io.case.settings import streets_named
    from geleit.model.became import Doubt

    folder = find_case(path)
    if (named := streets_named(folder)) != STREETS_FILE and (folder / STREETS_FILE).is_file():
        yield Doubt("unread-streets", STREETS_FILE, f"is there, but case.toml has the case read {named}")
    yield from leftovers(folder)
    yield from read_otherwise(folder)
