"""What is wrong with a case, gathered instead of stopping at the first."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import ParamSpec, TypeVar

from geleit.errors import InputError

P = ParamSpec("P")
T = TypeVar("T")


class Collector:
    """Runs the steps of a reading, and keeps the problems instead of stopping at the first."""

    def __init__(self) -> None:
        self.problems: list[InputError] = []

    def ask(self, job: Callable[P, T], *args: P.args, **kwargs: P.kwargs) -> T | None:
        """What the job returns, or ``None`` after a problem."""
        try:
            return job(*args, **kwargs)
        except InputError as problem:
            self._add(problem)
            return None

    def keep(self, found: Iterable[T | InputError]) -> tuple[T, ...]:
        """What was made of rows, without the problems among it."""
        made = []
        for one in found:
            if isinstance(one, InputError):
                self._add(one)
            else:
                made.append(one)
        return tuple(made)

    def _add(self, problem: InputError) -> None:
        for one in (problem, *problem.others):
            self.problems.append(one.with_traceback(None))  # which holds on to all that was read
        problem.others = ()
