"""``--map``: which column of a file holds what, where its header does not say; the same for every import."""

from __future__ import annotations

from typing import Annotated

import typer

from geleit.errors import InputError

MapOption = Annotated[
    list[str] | None,
    typer.Option("--map", help="Which column holds what, such as class=fclass,name=NAME_EN; may be given again."),
]


def columns_named(given: list[str] | None) -> dict[str, str]:
    """Names of columns by what they hold.

    Raises
    ------
    InputError
        If a part is no ``what=column``, or one thing is named twice.
    """
    found: dict[str, str] = {}
    for part in (part for text in given or () for part in _parts(text)):
        what, equals, column = (piece.strip() for piece in part.partition("="))
        if not (what and equals and column):
            raise InputError("--map", f"expected what=column, such as class=fclass; found {part!r:.60}")
        if what in found:
            raise InputError("--map", f"{what!r:.40} stands in it twice", "name one column for it")
        found[what] = column
    return found


def _parts(text: str) -> list[str]:
    """The parts of a list; what has no ``=`` belongs to the name of the column before it, which has a comma."""
    parts: list[str] = []
    for part in text.split(","):
        if parts and "=" not in part and part.strip():
            parts[-1] += f",{part}"
        else:
            parts.append(part)
    return [part.strip() for part in parts]
