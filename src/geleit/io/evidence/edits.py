"""Rows of a table against the rows in the chain: what was changed, put in, taken out or moved, by row and field."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from itertools import pairwise

from geleit.io.case.fields import quote
from geleit.io.case.record import Record, Value
from geleit.io.evidence.chain import Cells, Kept, cells_of
from geleit.io.evidence.log_line import Entry

_BEFORE = 20
"""Characters that a message repeats of what two long cells have in common before they differ."""


def edits(
    label: str, rows: Sequence[Record], kept: Mapping[str, Kept], same: Callable[[Record, Cells], bool] | None = None
) -> Iterator[str]:
    """Each difference between the rows of a table and those in the chain.

    Parameters
    ----------
    label
        The table's file, as messages name it.
    same
        Whether a row that is written otherwise than it was says the same; by default none does.
    """
    there = {row.text("id"): row for row in rows}
    for name, row in there.items():
        if name not in kept:
            problem = f"{quote(name)} is not in the chain: put in by hand, or by an addition that was cut off"
            yield f"{row.file}: {row.place}: {problem}"
        elif cells_of(row) != kept[name].cells and not (same and same(row, kept[name].cells)):
            yield from _changed(row, kept[name])
    for name, one in kept.items():
        if name not in there:
            yield f"{label}: no row has the id {quote(name)}, which {line_of(one.entry)} has"
    yield from _moved(there, kept)


def line_of(entry: Entry) -> str:
    """A line of the log, as messages name it."""
    return f"line {entry.number:,} of the log ({entry.captured_at[:10]})"


def changed_cell(row: Record, field: str, was: str, now: str, entry: Entry) -> str:
    """A cell that is otherwise than a line of the log has it."""
    shorter = min(len(was), len(now))
    alike = next((at for at in range(shorter) if was[at] != now[at]), shorter)
    start = max(0, alike - _BEFORE)
    return (
        f"{row.file}: {row.place}{row.joint}{field}: {_cell(now, start)}, and {_cell(was, start)} in {line_of(entry)}"
    )


def _changed(row: Record, kept: Kept) -> Iterator[str]:
    now = cells_of(row)
    for field in dict.fromkeys((*row.table.names, *kept.cells)):
        if now.get(field, "") != kept.cells.get(field, ""):
            was = kept.cells.get(field, "")
            yield changed_cell(row, field, _text(was), _text(now.get(field, "")), kept.entry)


def _moved(there: Mapping[str, Record], kept: Mapping[str, Kept]) -> Iterator[str]:
    """The rows that stand right before one which they stood behind."""
    places = {name: place for place, name in enumerate(kept)}
    for name, after in pairwise(name for name in there if name in places):
        if places[name] > places[after]:
            row, moved = there[name], f"{quote(name)} stands before {quote(after)}, and stood behind it in the chain"
            yield f"{row.file}: {row.place}: {moved}"


def _text(value: Value) -> str:
    return value if isinstance(value, str) else "; ".join(value)


def _cell(text: str, start: int) -> str:
    return quote(f"...{text[start:]}" if start else text) if text else "empty"
