"""Progress on the terminal; nothing when the output is not one."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager

from geleit.progress import Count, Steps, no_steps


@contextmanager
def steps() -> Iterator[Steps]:
    """Show a bar; the yielded function is told the step that begins, or ``step: how far it is``, and of how many."""
    if not sys.stderr.isatty():
        yield no_steps
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (BarColumn(bar_width=24), TextColumn("{task.description}"), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("starting", total=None)

        begun = set[str]()

        def begin(name: str, of: int) -> None:
            begun.add(name.partition(":")[0])
            bar.update(task, completed=len(begun), total=of + 1, description=name)

        yield begin


@contextmanager
def counted() -> Iterator[Count | None]:
    """Show a bar for work that counts what it has done; yields ``None`` when there is no terminal."""
    if not sys.stderr.isatty():
        yield None
        return
    from rich.console import Console
    from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

    columns = (TextColumn("{task.description}"), BarColumn(bar_width=24), MofNCompleteColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as bar:
        task = bar.add_task("reading", total=None)

        def count(name: str, done: int, total: int | None) -> None:
            bar.update(task, description=name, completed=done, total=total)

        yield count
