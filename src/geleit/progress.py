"""How work tells how far it is: step by step, or by counting what is done."""

from __future__ import annotations

from collections.abc import Callable

Steps = Callable[[str, int], None]
"""Is told the name of each step as it begins, and how many steps there are."""
Count = Callable[[str, int, int | None], None]
"""Is told what is counted, how much of it is done, and how much there is in all (``None``: not known)."""


def no_steps(step: str, of: int) -> None:
    """Steps that nobody sees."""


def no_count(what: str, done: int, of: int | None) -> None:
    """A count that nobody sees."""
