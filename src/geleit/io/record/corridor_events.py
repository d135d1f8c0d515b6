"""Tables of corridors that others keep: which column is which, and what their words for outcomes mean."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import cast, get_args

from geleit.errors import ArgumentError, InputError, together
from geleit.io.case.fields import did_you_mean, quote
from geleit.io.first_case.table_file import TableFile, read_tables
from geleit.io.foreign.csv_rows import Row
from geleit.model.corridor_event import CorridorEvent, Outcome, Side
from geleit.model.precedent import is_day

FIELDS = ("corridor", "place", "announced_by", "outcome", "claimant", "claimant_side", "date")
"""What a column can be mapped to."""
OPTIONAL = ("place", "announced_by", "claimant")
"""Fields that a row may lack, which is told."""
KNOWN: tuple[Mapping[str, str], ...] = (
    {
        "corridor": "corridor",
        "place": "place",
        "announced_by": "announced_by",
        "outcome": "outcome",
        "claimant": "claimant",
        "claimant_side": "claimant_side",
        "date": "date",
    },
    {
        "corridor": "HC_ID",
        "place": "from_name",
        "outcome": "status_result",
        "announced_by": "proposal",
        "date": "date",
    },
)
"""Columns of tables that are known, by what they hold: our own, and PeaceRep's of humanitarian corridors."""
_KEPT = ("kept", "successful", "success", "implemented", "completed", "held", "worked", "yes")
_PARTLY = ("partly", "partial", "partially", "partially successful", "partial success", "mixed")
_BROKEN = ("failed", "failure", "unsuccessful", "broken", "violated", "cancelled", "canceled", "collapsed", "no")
_UNTOLD = ("", "unknown", "unclear", "not stated", "no information", "n/a", "na", "none", "-")
OUTCOMES: Mapping[str, Outcome] = {
    **dict.fromkeys(_KEPT, "kept"),
    **dict.fromkeys(_PARTLY, "partly"),
    **dict.fromkeys(("not kept", *_BROKEN), "not kept"),
    **dict.fromkeys(_UNTOLD, "unknown"),
}
"""What words for an outcome mean, in small letters."""
_MOST_SHOWN = 8
_DAY = len("2022-03-05")


@dataclass(frozen=True)
class EventsFile:
    """What was read of a table of corridors.

    Parameters
    ----------
    label
        The file.
    events
        A row each.
    columns
        The column of the file by what it holds.
    without
        How many rows lack a field that counts, by the field; of dates also those that are no day in ISO 8601.
    """

    label: str
    events: tuple[CorridorEvent, ...]
    columns: Mapping[str, str]
    without: Mapping[str, int]


def read_events(path: Path, mapped: Mapping[str, str], words: Mapping[str, Outcome]) -> EventsFile:
    """Read a table of corridors.

    Parameters
    ----------
    mapped
        The column of the file by what it holds; what is not named is found by the names that are known.
    words
        What further words for an outcome mean, in small letters.

    Raises
    ------
    InputError
        If it cannot be read or a column is missing; at all words for an outcome, and all sides, that are not known.
    """
    file = read_tables(path, "", lambda header: bool(_columns(header, {})))[0]
    for name in mapped:
        if name not in FIELDS:
            raise ArgumentError(
                "map", f"a corridor has no {quote(name)}", did_you_mean(name, FIELDS) or f"one of {', '.join(FIELDS)}"
            )
    for column in mapped.values():
        if column not in file.header:
            remedy = did_you_mean(column, file.header) or f"its columns: {', '.join(file.header[:_MOST_SHOWN])}"
            raise ArgumentError("map", f"{file.label} has no column {quote(column)}", remedy)
    columns = {**_columns(file.header, mapped), **mapped}
    if "outcome" not in columns:
        raise InputError(
            file.label,
            f"no column is known that tells the outcome, in {', '.join(map(quote, file.header[:_MOST_SHOWN]))}",
            "say which one: --map outcome=COLUMN",
        )
    for column in columns.values():
        if file.header.count(column) > 1:
            raise InputError(file.label, f"two columns are called {quote(column)}", "give each its own name")
    events = tuple(_events(file, columns, {**OUTCOMES, **words}))
    lacking = {name: sum(not getattr(event, name) for event in events) for name in OPTIONAL}
    lacking["corridor"] = sum(event.corridor == _nameless(event.row) for event in events)
    lacking["date"] = sum(not event.day for event in events) if "date" in columns else 0
    return EventsFile(file.label, events, columns, {name: n for name, n in lacking.items() if n})


def _columns(header: Sequence[str], mapped: Mapping[str, str]) -> dict[str, str]:
    """The columns of the known table of which most are there; of two equals the first."""
    there = [
        {name: column for name, column in known.items() if column in header and name not in mapped} for known in KNOWN
    ]
    return max(there, key=len)


def _events(file: TableFile, columns: Mapping[str, str], words: Mapping[str, Outcome]) -> list[CorridorEvent]:
    at = {name: file.header.index(column) for name, column in columns.items()}
    told = [{name: _cell(row, place) for name, place in at.items()} for row in file.rows]
    faults = [*_unknown_words(file, columns, told, words), *_unknown_sides(file, columns, told)]
    if faults:
        raise together(faults)
    return [
        _event(number, of_row, words, dict(zip(file.header, map(str.strip, row), strict=False)))
        for number, of_row, row in zip(file.numbers, told, file.rows, strict=True)
    ]


def _event(number: int, told: Mapping[str, str], words: Mapping[str, Outcome], cells: dict[str, str]) -> CorridorEvent:
    who, claimant, side = (told.get(name, "") for name in ("announced_by", "claimant", "claimant_side"))
    return CorridorEvent(
        number,
        told.get("corridor") or _nameless(number),
        told.get("place", ""),
        who,
        words[told["outcome"].casefold()],
        claimant,
        _side(side, itself=bool(who) and who.casefold() == claimant.casefold()),
        told.get("date", "")[:_DAY] if is_day(told.get("date", "")[:_DAY]) else "",
        cells,
    )


def _unknown_words(
    file: TableFile, columns: Mapping[str, str], told: Sequence[Mapping[str, str]], words: Mapping[str, Outcome]
) -> list[InputError]:
    """Words for an outcome that nobody has said the meaning of, in one problem: the remedy is one for all of them."""
    rows: dict[str, list[int]] = {}
    for number, of_row in zip(file.numbers, told, strict=True):
        if (word := of_row["outcome"]) and word.casefold() not in words:
            rows.setdefault(word, []).append(number)
    if not rows:
        return []
    ordered = sorted(rows.items(), key=lambda pair: -len(pair[1]))
    shown = ", ".join(f"{quote(word)} ({_numbered(found)})" for word, found in ordered[:_MOST_SHOWN])
    more = f" and {len(ordered) - _MOST_SHOWN} more words" if len(ordered) > _MOST_SHOWN else ""
    return [
        InputError(
            f"{file.label}: column {columns['outcome']}",
            f"words for an outcome that are not known: {shown}{more}",
            f"say what each means, as in --means {quote(ordered[0][0])}=kept (or partly, not kept, unknown)",
        )
    ]


def _unknown_sides(file: TableFile, columns: Mapping[str, str], told: Sequence[Mapping[str, str]]) -> list[InputError]:
    return [
        InputError(
            f"{file.label}: row {number}, column {columns['claimant_side']}",
            f"expected {', '.join(get_args(Side))} or nothing, found {quote(word)}",
        )
        for number, of_row in zip(file.numbers, told, strict=True)
        if (word := of_row.get("claimant_side", "")) and word.casefold() not in get_args(Side)
    ]


def _numbered(rows: Sequence[int]) -> str:
    return f"row {rows[0]}" if len(rows) == 1 else f"{len(rows)} rows, the first is row {rows[0]}"


def _side(word: str, *, itself: bool) -> Side:
    """On whose side a claimant is: whoever announced the corridor needs no word for it."""
    return cast("Side", word.casefold()) if word else "own" if itself else "unknown"


def _nameless(row: int) -> str:
    """What a corridor is called of which the table has no id: it is one of its own."""
    return f"row {row}"


def _cell(row: Row, place: int) -> str:
    return row[place].strip() if place < len(row) else ""
