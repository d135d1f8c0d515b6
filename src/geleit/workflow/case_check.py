"""What is wrong with a case, or what is in it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from geleit.errors import InputError
from geleit.progress import Steps, no_steps

if TYPE_CHECKING:
    from geleit.workflow.results import CaseCheck


def check_case(path: str | Path, progress: Steps = no_steps) -> CaseCheck:
    """Read a case and its streets, and put people and exits onto them."""
    from geleit.evacuation.placement import doubts, locate
    from geleit.io.case.bundled import find_case
    from geleit.io.case.casefile import examine
    from geleit.io.case.file_names import STREETS_FILE
    from geleit.io.case.settings import streets_named
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
    look_again, folder = list(doubts(located)), find_case(path)
    if (named := streets_named(folder)) != STREETS_FILE and (folder / STREETS_FILE).is_file():
        look_again.append(f"{STREETS_FILE} is there, but case.toml has the case read {named}")
    settled = located.settlement
    people = [wave.population for wave in settled.waves]
    return CaseCheck(
        case=case,
        problems=(),
        doubts=tuple(look_again),
        people=(sum(int(p.low.sum()) for p in people), sum(int(p.likely.sum()) for p in people),
                sum(int(p.high.sum()) for p in people)),
        moved=settled.moved,
        apart=settled.apart,
        exits_placed=sum(way is not None for way in located.approaches),
    )  # fmt: skip
