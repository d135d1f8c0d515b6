"""How a recipe tells how far it is."""

from __future__ import annotations

from collections.abc import Callable

Progress = Callable[[str, int], None]
"""Is told the name of each step as it begins, and how many steps there are."""


def silent(step: str, of: int) -> None:
    """Progress that nobody sees."""
