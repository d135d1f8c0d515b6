"""What sources and statements lack that somebody needs to read them again."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from geleit.model.became import Doubt
from geleit.model.statement import Source, Statement

IDS_SHOWN = 5
"""Rows that a message names; of the others it tells the number."""

_OF_SOURCES: dict[str, Callable[[Source], bool]] = {
    "publisher": lambda source: bool(source.publisher),
    "day of publication": lambda source: bool(source.published),
    "address": lambda source: bool(source.url),
    "SHA-256 of what was read": lambda source: bool(source.sha256),
}
_OF_STATEMENTS: dict[str, Callable[[Statement], bool]] = {
    "wording": lambda said: said.wording is not None,
    "language of the wording": lambda said: said.wording is None or bool(said.wording.language),
    "place of the wording in the source": lambda said: said.wording is None or _has_place(said),
}
"""What is asked for, and whether a row has it; of a statement without wording only that."""


def lacking(sources: Sequence[Source], statements: Sequence[Statement]) -> Iterator[Doubt]:
    """What they lack, one doubt for each kind of it."""
    for what, has in _OF_SOURCES.items():
        yield from _without("sources", what, [one.id for one in sources if not has(one)], len(sources))
    for what, said_with in _OF_STATEMENTS.items():
        ids = [one.id for one in statements if not said_with(one)]
        yield from _without("statements", what, ids, len(statements))


def _has_place(said: Statement) -> bool:
    return said.wording is not None and (said.wording.start is not None or said.wording.page is not None)


def _without(table: str, what: str, ids: Sequence[str], of: int) -> Iterator[Doubt]:
    if ids:
        named = ", ".join(ids[:IDS_SHOWN]) + (f" and {len(ids) - IDS_SHOWN:,} more" if len(ids) > IDS_SHOWN else "")
        yield Doubt("unsourced", table, f"{len(ids):,} of {of:,} without {what}: {named}")
