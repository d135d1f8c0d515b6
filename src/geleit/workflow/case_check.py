"""What is wrong with a case, or what is in it."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from geleit.errors import InputError
from geleit.workflow.progress import Progress, silent

if TYPE_CHECKING:
    from geleit.model.case import Case


@dataclass(frozen=True)
class CaseCheck:
    """What a check of a case came to.

    Parameters
    ----------
    case
        The case, or ``None`` where it has problems.
    problems
        What is wrong: the first problem of each row, and of a table that cannot be read row by row.
    doubts
        What is allowed but looks like a slip.
    people
        Fewest, likely and most people put onto the streets.
    moved_mean_m, moved_max_m
        How far people were moved to a street, in metres.
    apart
        People who stand apart from the main part of the streets, at most.
    exits_placed
        Exits with a place.
    """

    case: Case | None
    problems: tuple[InputError, ...]
    doubts: tuple[str, ...] = ()
    people: tuple[int, int, int] = (0, 0, 0)
    moved_mean_m: float = 0.0
    moved_max_m: float = 0.0
    apart: int = 0
    exits_placed: int = 0

    @property
    def valid(self) -> bool:
        """Whether nothing is wrong."""
        return not self.problems


def check_case(path: str | Path, progress: Progress = silent) -> CaseCheck:
    """Read a case and its streets, and put people and exits onto them."""
    from geleit.evacuation.placement import doubts, locate
    from geleit.io.case.bundled import find_case
    from geleit.io.case.casefile import examine
    from geleit.io.case.settings import STREETS_FILE, streets_named

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
        moved_mean_m=settled.moved_mean_m,
        moved_max_m=settled.moved_max_m,
        apart=settled.apart,
        exits_placed=sum(way is not None for way in located.approaches),
    )  # fmt: skip
